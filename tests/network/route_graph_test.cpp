// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "routes.hpp"

#include <equipoise/network/route_graph.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

std::string refused(std::vector<road> const& links, std::vector<limit> const& limits = {})
{
    return message_of<eq::error>([&] { (void)eq::route_graph(links, limits); });
}

auto const infinity = std::numeric_limits<double>::infinity();

static_assert(std::same_as<decltype(eq::route_link{"Siberia", "Altay", 38}), eq::route_link<std::string>>);
static_assert(std::same_as<decltype(eq::place_limit{"Malacca", 80}), eq::place_limit<std::string>>);

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(route_graph)

BOOST_AUTO_TEST_CASE(places_are_those_of_the_links)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST((routes.places() == std::vector<std::string>{"a", "b", "s", "t"}));
    BOOST_TEST((routes.position("s") == std::optional<std::size_t>{2}));
    BOOST_TEST(!routes.position("S").has_value());
    BOOST_TEST(eq::route_graph{std::vector<road>{}}.places().empty());
}

BOOST_AUTO_TEST_CASE(a_capacity_is_a_number_a_range_or_unknown)
{
    BOOST_TEST((eq::route_capacity{3.} == eq::route_capacity{eq::interval{3, 3}}));
    BOOST_TEST(eq::route_capacity{3.}.is_known());
    for (auto const& unknown : {eq::route_capacity{}, eq::route_capacity{eq::undefined},
                                eq::route_capacity{eq::interval{eq::undefined, eq::undefined}}}) {
        BOOST_TEST(!unknown.is_known());
        BOOST_TEST(unknown.low == 0);
        BOOST_TEST(unknown.high == infinity);
    }
    BOOST_TEST(refused({{"a", "b", eq::interval{2, infinity}}}) == "(no exception)");
    BOOST_TEST(refused({{"a", "b", 0.}, {"b", "a", 5e-324}, {"a", "b", 1.7e308}}) == "(no exception)");
}

BOOST_AUTO_TEST_CASE(bad_capacities_are_refused)
{
    auto const two = [](eq::route_capacity bad) { return refused({{"s", "a", 1.}, {"a", "t", bad}}); };
    BOOST_TEST(two(-1.)
               == "route_graph: capacity -1 of the link from a to t at position 1; capacities are finite and not "
                  "negative");
    BOOST_TEST(two(infinity)
               == "route_graph: capacity inf of the link from a to t at position 1; capacities are finite and not "
                  "negative");
    auto const end = std::string{" of the link from a to t at position 1; a range begins with a finite number that is "
                                 "not negative and not above its end"};
    BOOST_TEST(two(eq::interval{3, 2}) == "route_graph: capacity [3, 2]" + end);
    BOOST_TEST(two(eq::interval{-1, 2}) == "route_graph: capacity [-1, 2]" + end);
    BOOST_TEST(two(eq::interval{eq::undefined, 2}).find("route_graph: capacity [") == 0);
    BOOST_TEST(two(eq::interval{2, eq::undefined}).find("route_graph: capacity [2, ") == 0);
    BOOST_TEST(refused({{"s", "a", 1.}, {"a", "t", 1.}}, {{"a", -2.}})
               == "route_graph: capacity -2 of the place a at position 0; capacities are finite and not negative");
    try {
        (void)eq::route_graph{std::vector<road>{{"s", "a", 1.}, {"a", "t", -1.}}};
        BOOST_ERROR("no exception");
    } catch (eq::invalid_amount const& error) {
        BOOST_TEST(error.position() == 1);
        BOOST_TEST(error.value() == -1);
    }
}

BOOST_AUTO_TEST_CASE(bad_places_are_refused)
{
    BOOST_TEST(refused({{"s", "a", 1.}, {"a", "a", 1.}})
               == "route_graph: the link at position 1 leads from a to itself; a link joins two places");
    BOOST_TEST(refused({{"s", "a", 1.}}, {{"A", 1.}}) == "route_graph: no link from or to A in the graph");
    BOOST_TEST(refused({{"s", "a", 1.}}, {{"a", 1.}, {"a", 1.}}) == "route_graph: the place a has two limits");
    BOOST_CHECK_THROW((void)eq::route_graph(small_links(), std::vector<limit>{{"x", 1.}}), eq::not_found);
}

BOOST_AUTO_TEST_CASE(sums_that_no_double_holds_are_refused)
{
    auto const what = std::string{"route_graph: the capacities of the links from s to t add up to more than the "
                                  "largest double"};
    BOOST_TEST(refused({{"s", "t", 1.7e308}, {"s", "t", 1.7e308}}) == what);
    BOOST_TEST(refused({{"s", "t", eq::interval{0, 1.7e308}}, {"s", "t", eq::interval{0, 1.7e308}}}) == what);
    BOOST_TEST(refused({{"s", "t", 1.7e308}, {"t", "s", 1.7e308}}) == "(no exception)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
