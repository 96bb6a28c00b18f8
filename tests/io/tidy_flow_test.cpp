// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/tidy_flow.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
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

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(tidy_flow)

BOOST_AUTO_TEST_CASE(columns_are_wanted_in_the_order_of_their_places)
{
    auto const columns = eq::io::detail::wanted_columns({.origin = "i", .period = "year", .source = "from"});
    auto const names =
        std::vector<std::string>{"i", "destination", "amount", "year", "channel", "total", "listing", "from"};
    BOOST_TEST_REQUIRE(columns.size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        BOOST_TEST(columns[i].name == names[i]);
        auto const required =
            i <= eq::io::detail::amount_place || i == eq::io::detail::period_place || i == eq::io::detail::source_place;
        BOOST_TEST(columns[i].required == required, names[i]);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
