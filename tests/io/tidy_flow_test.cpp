// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/tidy_flow.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io = eq::io;

static_assert(io::parsable<eq::listing>);
static_assert(io::parse<eq::listing>{}("") == eq::listing::some);
static_assert(io::parse<eq::listing>{}("all") == eq::listing::some);
static_assert(io::parse<eq::listing>{}("some") == eq::listing::some);
static_assert(io::parse<eq::listing>{}("largest") == eq::listing::largest);
static_assert(!io::parse<eq::listing>{}("Largest") && !io::parse<eq::listing>{}("none"));

std::string names_of(io::flow_columns const& wanted)
{
    auto names = std::string{};
    for (auto const& each : io::detail::wanted_columns(wanted)) {
        names += each.name + (each.required ? "! " : " ");
    }
    return names;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(tidy_flow)

BOOST_AUTO_TEST_CASE(columns_are_wanted_in_the_order_of_their_places)
{
    BOOST_TEST(names_of({}) == "origin! destination! amount! period channel total listing source ");
    BOOST_TEST(names_of({.origin = "i", .period = "year", .source = "from"})
               == "i! destination! amount! year! channel total listing from! ");
}

BOOST_AUTO_TEST_CASE(columns_that_are_not_asked_for)
{
    // switched off
    BOOST_TEST(names_of({.period = {}, .channel = {}, .total = {}, .listing = {}, .source = {}})
               == "origin! destination! amount!      ");
    BOOST_TEST(names_of({.period = std::nullopt, .channel = "", .total = std::string{}})
               == "origin! destination! amount!    listing source ");
    BOOST_TEST(names_of({.amount = "exports", .total = ""})
               == "origin! destination! exports! period channel   source ");
    // read as another member
    BOOST_TEST(names_of({.channel = "period"}) == "origin! destination! amount!  period! total listing source ");
    BOOST_TEST(names_of({.origin = "source", .destination = "total"})
               == "source! total! amount! period channel  listing  ");
    // the same column for two members, where both are named
    BOOST_TEST(names_of({.period = "t", .channel = "t"}) == "origin! destination! amount! t! t! total listing source ");
    // a total is that of the column `amount`, unless it is named
    BOOST_TEST(names_of({.amount = "exports"}) == "origin! destination! exports! period channel   source ");
    BOOST_TEST(names_of({.amount = "exports", .total = "total"})
               == "origin! destination! exports! period channel total! listing source ");
    BOOST_TEST(names_of({.amount = "exports", .listing = "which"})
               == "origin! destination! exports! period channel total which! source ");
}

BOOST_AUTO_TEST_CASE(periods_as_programs_write_years)
{
    auto const read = eq::io::parse<eq::period>{};
    BOOST_TEST((read("2019") == 2019 && read("2019.0") == 2019 && read("2e3") == 2000));
    BOOST_TEST((read("202206.0") == eq::period::month(2022, 6) && read("2022M06") == eq::period::month(2022, 6)));
    for (auto const* text : {"", "-2019", "2019.5", "19", "19.0", "-1", "1e9", "2022.06", "99999"}) {
        BOOST_TEST(!read(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
