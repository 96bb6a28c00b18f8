// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/io/formats/partner_list.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;

std::string refusal(char const* text)
{
    return message_of<eio::input_error>([&] { (void)eio::read_partner_list(text); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(partner_list)

BOOST_AUTO_TEST_CASE(names_shares_and_the_year_are_read)
{
    auto const list = eio::read_partner_list("China 81%, Switzerland 9.5% (2019)");
    BOOST_TEST(list.year == 2019);
    BOOST_REQUIRE(list.partners.size() == 2U);
    BOOST_TEST(list.partners[0].partner == "China");
    BOOST_TEST(list.partners[0].meaning.state == "CHN"_iso3);
    BOOST_TEST(list.partners[0].percent == 81);
    BOOST_TEST(list.partners[1].meaning.state == "CHE"_iso3);
    BOOST_TEST(list.partners[1].percent == 9.5);
}

BOOST_AUTO_TEST_CASE(names_may_hold_commas_and_years_notes)
{
    auto const list =
        eio::read_partner_list(" UAE 4%, Bahamas, The 5%,C&ocirc;te d'Ivoire 0% (2023 est.) note: 3% more");
    BOOST_TEST(list.year == 2023);
    BOOST_REQUIRE(list.partners.size() == 3U);
    BOOST_TEST(list.partners[1].partner == "Bahamas, The");
    BOOST_TEST(list.partners[1].meaning.state == "BHS"_iso3);
    BOOST_TEST(list.partners[2].meaning.state == "CIV"_iso3);
    BOOST_TEST(list.partners[2].percent == 0);
}

BOOST_AUTO_TEST_CASE(an_ampersand_may_stand_for_a_percent_sign)
{
    for (auto const* const text : {"United Kingdom 4&, Russia 3%", "United Kingdom 4&amp;, Russia 3%"}) {
        auto const list = eio::read_partner_list(text);
        BOOST_TEST(list.year == 0);
        BOOST_REQUIRE(list.partners.size() == 2U);
        BOOST_TEST(list.partners[0].meaning.state == "GBR"_iso3);
        BOOST_TEST(list.partners[0].percent == 4);
        BOOST_TEST(list.partners[1].meaning.state == "RUS"_iso3);
    }
    BOOST_TEST(eio::read_partner_list("Trinidad &amp; Tobago 8%").partners.at(0).meaning.state == "TTO"_iso3);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_unknown_says_so)
{
    BOOST_TEST((eio::read_partner_list("Ruritania 8%").partners.at(0).meaning.kind == eq::code_kind::unknown));
    BOOST_TEST(eio::read_partner_list("").partners.empty());
}

BOOST_AUTO_TEST_CASE(other_texts_are_refused)
{
    BOOST_TEST(refusal("China 81%, Switzerland")
               == "list of partners \"China 81%, Switzerland\": each partner must be a name and a share in percent, as "
                  "in China 81%");
    BOOST_TEST(refusal("China, Switzerland (2019)") != "(no exception)");
    BOOST_TEST(refusal("81%") != "(no exception)");
    BOOST_TEST(refusal("China81%") != "(no exception)");
    BOOST_TEST(refusal("China <1%") != "(no exception)");
    BOOST_TEST(refusal("China 1.2.3%") != "(no exception)");
    BOOST_TEST(refusal("China %") != "(no exception)");
    BOOST_TEST(refusal("China 8% Japan 7%")
               == "list of partners \"China 8% Japan 7%\": a comma must stand between two partners");
    BOOST_TEST(refusal("China 8% (est.)")
               == "list of partners \"China 8% (est.)\": what is in brackets must begin with a year");
    BOOST_TEST(refusal("China 8% (2019") != "(no exception)");
    BOOST_TEST(refusal("China 8% (") != "(no exception)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
