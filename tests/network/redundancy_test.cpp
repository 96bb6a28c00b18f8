// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "routes.hpp"

#include <equipoise/network/redundancy.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

using places = std::vector<std::string>;

double number(std::vector<road> const& links, std::vector<limit> const& limits = {})
{
    return eq::redundancy(eq::route_graph(links, limits), "s", "t");
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(redundancy)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST(eq::redundancy(routes, "s", "t") == 2);
    BOOST_TEST(eq::redundancy(routes, "s", "b") == 2); // straight, and by a
    BOOST_TEST(eq::redundancy(routes, "a", "t") == 2);
    BOOST_TEST(eq::redundancy(routes, "t", "s") == 0);
    BOOST_TEST(eq::redundancy(routes, "s", eq::bloc<std::string>{"a", "b"}) == 2);
    auto const found = eq::disjoint_routes(routes, "s", "t");
    BOOST_TEST(found.size() == 2);
    BOOST_TEST((found[0].places == places{"s", "a", "t"}));
    BOOST_TEST((found[0].capacity == eq::interval{7, 7}));
    BOOST_TEST((found[1].places == places{"s", "b", "t"}));
    BOOST_TEST((found[1].capacity == eq::interval{5, 5}));
    BOOST_TEST(eq::disjoint_routes(routes, "t", "s").empty());
}

// Two ways out of s and two into t, but all by m.
BOOST_AUTO_TEST_CASE(a_single_point_of_failure)
{
    auto const links = std::vector<road>{{"s", "a", 9.}, {"s", "b", 9.}, {"a", "m", 9.}, {"b", "m", 9.},
                                         {"m", "c", 9.}, {"m", "d", 9.}, {"c", "t", 9.}, {"d", "t", 9.}};
    BOOST_TEST(number(links) == 1);
    BOOST_TEST(eq::disjoint_routes(eq::route_graph(links, std::vector<limit>{{"m", 4.}}), "s", "t")[0].capacity.high
               == 4);
}

// The shortest route, s a d t, is part of neither: a search that does not take back what it has chosen finds one.
BOOST_AUTO_TEST_CASE(routes_give_way)
{
    auto const links = std::vector<road>{{"s", "a", 1.}, {"a", "d", 1.}, {"d", "t", 1.}, {"a", "e", 1.}, {"e", "f", 1.},
                                         {"f", "t", 1.}, {"s", "b", 1.}, {"b", "c", 1.}, {"c", "d", 1.}};
    BOOST_TEST(number(links) == 2);
    auto const found = eq::disjoint_routes(eq::route_graph{links}, "s", "t");
    BOOST_TEST((found[0].places == places{"s", "a", "e", "f", "t"}));
    BOOST_TEST((found[1].places == places{"s", "b", "c", "d", "t"}));
}

BOOST_AUTO_TEST_CASE(what_carries_nothing_is_no_route)
{
    BOOST_TEST(number({{"s", "t", 0.}}) == 0);
    BOOST_TEST(number({{"s", "t", 5e-324}, {"s", "t", 3.}}) == 1); // two links, one route
    BOOST_TEST(number(small_links(), {{"a", 0.}}) == 1);
    BOOST_TEST(number(small_links(), {{"a", 1e-9}, {"s", 0.}}) == 2);
}

BOOST_AUTO_TEST_CASE(unknown_capacities_give_bounds)
{
    auto links = small_links();
    links[3].capacity = eq::undefined; // from b to t
    auto const routes = eq::route_graph{links};
    auto const found = eq::redundancy.result(routes, "s", "t");
    BOOST_TEST(eq::is_undefined(found.value));
    BOOST_TEST((found.bounds == eq::interval{1, 2}));
    BOOST_TEST((found.why == eq::reason::unknown_part));
    BOOST_TEST(eq::disjoint_routes(routes, "s", "t").size() == 1);
    links[3].capacity = eq::interval{1, 100}; // how much, but not whether
    BOOST_TEST(number(links) == 2);
    BOOST_TEST((eq::disjoint_routes(eq::route_graph{links}, "s", "t")[1].capacity == eq::interval{1, 5}));
}

BOOST_AUTO_TEST_CASE(bad_ends_are_refused)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::redundancy(routes, "s", "x"); })
               == "redundancy: no place x in the graph");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::disjoint_routes(routes, "s", "s"); })
               == "disjoint_routes: s is at both ends of the flow");
}

// Of graphs made up: there are as many routes as it takes closed places and straight links to cut the ends off
// (Menger), and they share no place.
BOOST_AUTO_TEST_CASE(as_many_as_it_takes_to_cut)
{
    for (auto seed = 0U; seed < 100; ++seed) {
        auto const n = std::size_t{4 + seed % 4};
        auto given = some_routes(n, seed);
        auto const end = place_name(n - 1);
        auto const is_straight = [&](road const& one) { return one.from == "A" && one.to == end; };
        auto const straight = std::any_of(given.links.begin(), given.links.end(),
                                          [&](road const& one) { return is_straight(one) && one.capacity.low > 0; });
        given.links.erase(std::remove_if(given.links.begin(), given.links.end(), is_straight), given.links.end());
        auto fewest = n;
        for (std::size_t closed = 0; closed < std::size_t{1} << (n - 2); ++closed) {
            auto reached = std::vector<char>(n);
            reached[0] = 1;
            auto const is_open = [&](std::size_t p) {
                auto const is_limited = std::any_of(given.limits.begin(), given.limits.end(), [&](limit const& one) {
                    return one.place == place_name(p) && !(one.capacity.low > 0);
                });
                return p == 0 || p == n - 1 || ((closed >> (p - 1) & 1) == 0 && !is_limited);
            };
            for (std::size_t step = 0; step < n; ++step) {
                for (auto const& each : given.links) {
                    auto const from = static_cast<std::size_t>(each.from[0] - 'A');
                    auto const to = static_cast<std::size_t>(each.to[0] - 'A');
                    if (each.capacity.low > 0 && reached[from] != 0 && is_open(to)) {
                        reached[to] = 1;
                    }
                }
            }
            if (reached[n - 1] == 0) {
                auto count = std::size_t{0};
                for (std::size_t p = 0; p + 2 < n; ++p) {
                    count += closed >> p & 1;
                }
                fewest = std::min(fewest, count);
            }
        }
        if (straight) {
            given.links.push_back({"A", end, 1.});
        }
        given.links.push_back({end, "elsewhere", 1.}); // so that the end is there
        auto const routes = eq::route_graph(given.links, given.limits);
        auto const found = eq::disjoint_routes(routes, "A", end);
        BOOST_TEST(found.size() == fewest + (straight ? 1 : 0));
        BOOST_TEST(eq::redundancy(routes, "A", end) == static_cast<double>(found.size()));
        auto seen = std::set<std::string>{};
        auto passed = std::size_t{0};
        for (auto const& route : found) {
            BOOST_TEST((route.places.front() == "A" && route.places.back() == end && route.capacity.low > 0));
            seen.insert(route.places.begin() + 1, route.places.end() - 1);
            passed += route.places.size() - 2;
        }
        BOOST_TEST(seen.size() == passed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
