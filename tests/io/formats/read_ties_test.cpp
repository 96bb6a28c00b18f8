// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/io/formats/read_ties.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_ties ties_of(std::string_view text, eq::io::tie_options const& options = {})
{
    return eq::io::read_ties(eq::io::text(text, "ties.csv"), options);
}

// rows invented
constexpr auto pledges = std::string_view{"ccode1,ccode2,year,atop_defense\n365,705,2018,1\n705,365,2018,1\n"
                                          "365,705,2017,1\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(read_ties)

BOOST_AUTO_TEST_CASE(the_header_tells_the_format)
{
    auto const alliances = ties_of(pledges);
    BOOST_TEST(alliances.report.about.name == "atop");
    BOOST_TEST(alliances.absent_is_none);
    BOOST_REQUIRE(!alliances.ties.empty());
    BOOST_TEST((alliances.ties[0] == eq::io::reported_tie{"RUS"_iso3, "KAZ"_iso3, 2018, "defense", 1}));
    BOOST_TEST(ties_of("ccode1,ccode2,year,cow_defense\n2,200,2012,1\n200,2,2012,1\n").report.about.name
               == "cow_alliances");
    auto const influence = ties_of("iso3a,iso3b,year,fbic\nUSA,MNG,2010,.25\n");
    BOOST_TEST(influence.report.about.name == "fbic");
    BOOST_TEST(!influence.absent_is_none);
    BOOST_TEST((influence.ties.at(0) == eq::io::reported_tie{"USA"_iso3, "MNG"_iso3, 2010, "fbic", .25}));
}

BOOST_AUTO_TEST_CASE(what_the_options_ask_for)
{
    auto const one_year = ties_of(pledges, {.years = {2018}});
    BOOST_TEST(one_year.ties.size() == 2U);
    BOOST_TEST(one_year.years == std::vector{2018}, boost::test_tools::per_element());
    BOOST_TEST(one_year.report.not_asked == 1U);
    BOOST_CHECK_THROW((void)ties_of(pledges, {.kinds = {"neutrality"}}), eq::io::header_error);
    BOOST_CHECK_THROW((void)ties_of(pledges, {.repeats = eq::io::repeats::sum}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(a_format_that_is_named_is_the_only_one)
{
    BOOST_CHECK_THROW((void)eq::io::read_ties(eq::io::text(pledges), {}, eq::io::fbic_file), eq::io::header_error);
    BOOST_CHECK_THROW((void)ties_of(""), eq::io::header_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
