// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "routes.hpp"

#include <equipoise/codes/iso3.hpp>
#include <equipoise/network/max_flow.hpp>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;
using namespace equipoise::literals;

namespace {

using narrow = std::vector<eq::narrow_link<std::string>>;

double flow(std::vector<road> const& links, std::vector<limit> const& limits = {})
{
    return eq::max_flow(eq::route_graph(links, limits), "s", "t");
}

narrow narrow_links(std::vector<road> const& links, std::vector<limit> const& limits = {})
{
    return eq::bottleneck(eq::route_graph(links, limits), "s", "t").links;
}

// The smallest capacity of all cuts: the way into each place and the way out of it may be before or after the cut, or
// the way in before and the way out after it, so that the limit of the place is part of it.
double smallest_cut(random_routes const& given, std::size_t places)
{
    auto limits = std::vector<double>(places, std::numeric_limits<double>::infinity());
    for (auto const& each : given.limits) {
        limits[static_cast<std::size_t>(each.place[0] - 'A')] = each.capacity.low;
    }
    auto ways = std::size_t{1};
    for (std::size_t p = 2; p < places; ++p) {
        ways *= 3;
    }
    auto smallest = std::numeric_limits<double>::infinity();
    for (std::size_t way = 0; way < ways; ++way) {
        auto where = std::vector<std::size_t>(places); // 0 both before, 1 in before and out after, 2 both after
        auto sum = 0.0;
        where[places - 1] = 2;
        for (std::size_t p = 1, rest = way; p + 1 < places; ++p, rest /= 3) {
            where[p] = rest % 3;
            sum += where[p] == 1 ? limits[p] : 0;
        }
        for (auto const& each : given.links) {
            auto const leaves = where[static_cast<std::size_t>(each.from[0] - 'A')];
            auto const arrives = where[static_cast<std::size_t>(each.to[0] - 'A')];
            sum += leaves == 0 && arrives == 2 ? each.capacity.low : 0;
        }
        smallest = std::min(smallest, sum);
    }
    return smallest;
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(max_flow)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST(eq::max_flow(routes, "s", "t") == 12);
    BOOST_TEST((eq::max_flow.result(routes, "s", "t") == eq::estimate::of(12)));
    BOOST_TEST(eq::max_flow(routes, std::string{"s"}, std::string{"b"}) == 7);
    BOOST_TEST(eq::max_flow(routes, "t", "s") == 0);
    auto const part = eq::bottleneck(routes, "s", "t");
    BOOST_TEST((part.capacity == eq::estimate::of(12)));
    BOOST_TEST((part.links == narrow{{"a", "t", 7}, {"b", "t", 5}}));
    BOOST_TEST(part.places.empty());
    BOOST_TEST(eq::bottleneck(routes, "t", "s").links.empty());
    BOOST_TEST((eq::bottleneck(routes, "t", "s").capacity == eq::estimate::of(0)));
}

// Cormen, Leiserson, Rivest and Stein (2009), Introduction to Algorithms, figures 26.1 and 26.6: the largest flow is
// 23, and the cut {s, v1, v2, v4} has this capacity.
BOOST_AUTO_TEST_CASE(a_published_network)
{
    auto const links =
        std::vector<road>{{"s", "v1", 16.}, {"s", "v2", 13.}, {"v1", "v3", 12.}, {"v2", "v1", 4.}, {"v2", "v4", 14.},
                          {"v3", "v2", 9.}, {"v3", "t", 20.}, {"v4", "v3", 7.},  {"v4", "t", 4.}};
    BOOST_TEST(flow(links) == 23);
    BOOST_TEST((narrow_links(links) == narrow{{"v1", "v3", 12}, {"v4", "t", 4}, {"v4", "v3", 7}}));
}

BOOST_AUTO_TEST_CASE(in_series_the_least_and_in_parallel_the_sum)
{
    BOOST_TEST(flow({{"s", "a", 3.}, {"a", "t", 2.}}) == 2);
    BOOST_TEST(flow({{"s", "t", 3.}, {"s", "t", 2.}}) == 5);
    BOOST_TEST((narrow_links({{"s", "t", 3.}, {"t", "s", 9.}, {"s", "t", 2.}}) == narrow{{"s", "t", 5}}));
    // Of equally narrow parts the one nearest to the start.
    BOOST_TEST((narrow_links({{"a", "t", 2.}, {"s", "a", 2.}}) == narrow{{"s", "a", 2}}));
}

BOOST_AUTO_TEST_CASE(places_have_limits)
{
    auto const limits = std::vector<limit>{{"a", 6.}, {"b", 100.}};
    BOOST_TEST(flow(small_links(), limits) == 11);
    auto const part = eq::bottleneck(eq::route_graph(small_links(), limits), "s", "t");
    BOOST_TEST((part.links == narrow{{"s", "b", 5}}));
    BOOST_TEST((part.places == std::vector<eq::narrow_place<std::string>>{{"a", 6}}));
    BOOST_TEST(flow(small_links(), {{"a", 0.}, {"b", 0.}}) == 0);
    BOOST_TEST(flow(small_links(), {{"s", 1.}, {"t", 0.}}) == 12); // those of the ends do not count
}

BOOST_AUTO_TEST_CASE(blocs_are_ends)
{
    auto const places = std::vector<eq::route_link<eq::iso3>>{{"RUS"_iso3, "MNG"_iso3, 4.},
                                                              {"CHN"_iso3, "MNG"_iso3, 3.},
                                                              {"RUS"_iso3, "CHN"_iso3, 50.},
                                                              {"MNG"_iso3, "KOR"_iso3, 6.}};
    auto const routes = eq::route_graph{places};
    auto const both = eq::bloc{"CHN"_iso3, "RUS"_iso3};
    BOOST_TEST(eq::max_flow(routes, both, "MNG"_iso3) == 7);
    BOOST_TEST(eq::max_flow(routes, both, "KOR"_iso3) == 6);
    BOOST_TEST(eq::max_flow(routes, both, eq::bloc{"KOR"_iso3, "MNG"_iso3}) == 7);
    BOOST_TEST(eq::max_flow(routes, "RUS"_iso3, "MNG"_iso3) == 7);
    BOOST_TEST(eq::max_flow(routes, "CHN"_iso3, "MNG"_iso3) == 3);
}

BOOST_AUTO_TEST_CASE(bad_ends_are_refused)
{
    auto const routes = eq::route_graph{small_links()};
    auto const places = eq::bloc<std::string>{"s", "a"};
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::max_flow(routes, "s", "x"); })
               == "max_flow: no place x in the graph");
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::bottleneck(routes, eq::bloc<std::string>{"s", "y"}, "t"); })
               == "bottleneck: no place y in the graph");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::max_flow(routes, places, "s"); })
               == "max_flow: s is at both ends of the flow");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::max_flow(routes, "s", eq::bloc<std::string>{}); })
               == "max_flow: a bloc without places is no end of a flow and no place to close");
    BOOST_CHECK_THROW((void)eq::max_flow(eq::route_graph{std::vector<road>{}}, "s", "t"), eq::not_found);
}

BOOST_AUTO_TEST_CASE(unknown_capacities_give_bounds)
{
    auto links = small_links();
    links[2].capacity = eq::undefined; // from a to t, of which at most 10 arrive at a
    auto const routes = eq::route_graph{links};
    BOOST_TEST(eq::is_undefined(eq::max_flow(routes, "s", "t")));
    BOOST_TEST((eq::max_flow.bound(routes, "s", "t") == eq::interval{5, 15}));
    BOOST_TEST(eq::max_flow.why_undefined(routes, "s", "t")
               == "an input of the measure is not known; bound() gives an interval");
    BOOST_TEST((eq::bottleneck(routes, "s", "t").capacity.bounds == eq::interval{5, 15}));
    BOOST_TEST(eq::bottleneck(routes, "s", "t").links.empty());
    links[2].capacity = eq::interval{6, 8};
    BOOST_TEST((eq::max_flow.bound(eq::route_graph{links}, "s", "t") == eq::interval{11, 13}));
    auto const open = eq::route_graph{std::vector<road>{{"s", "t", 1.}, {"s", "t", eq::undefined}}};
    BOOST_TEST((eq::max_flow.bound(open, "s", "t") == eq::interval{1, std::numeric_limits<double>::infinity()}));
}

// Whatever leads from a to b, what arrives is limited elsewhere.
BOOST_AUTO_TEST_CASE(an_unknown_capacity_may_not_matter)
{
    auto links = small_links();
    links[4].capacity = eq::undefined;
    auto const part = eq::bottleneck(eq::route_graph{links}, "s", "t");
    BOOST_TEST((part.capacity == eq::estimate::of(12)));
    BOOST_TEST((part.links == narrow{{"a", "t", 7}, {"b", "t", 5}}));
    BOOST_TEST(flow({{"s", "a", eq::undefined}, {"a", "t", 0.}}) == 0);
}

// .1 + .2 is above .3 and below the next double, .30000000000000004; ten times .1 is above 1. Sums that round would
// find room where there is none.
BOOST_AUTO_TEST_CASE(sums_of_capacities_do_not_round)
{
    auto const through = [](double first) {
        return std::vector<road>{{"s", "a", first}, {"a", "b", .1}, {"a", "c", .2}, {"b", "t", 1.}, {"c", "t", 1.}};
    };
    BOOST_TEST(flow(through(.3)) == .3);
    BOOST_TEST((narrow_links(through(.3)) == narrow{{"s", "a", .3}}));
    BOOST_TEST(flow(through(.1 + .2)) == .1 + .2);
    BOOST_TEST((narrow_links(through(.1 + .2)) == narrow{{"a", "b", .1}, {"a", "c", .2}}));
    auto tenths = std::vector<road>{{"s", "a", 1.}};
    for (auto const* place : {"b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}) {
        tenths.push_back({"a", place, .1});
        tenths.push_back({place, "t", 2.});
    }
    BOOST_TEST(flow(tenths) == 1);
    BOOST_TEST((narrow_links(tenths) == narrow{{"s", "a", 1}}));
}

BOOST_AUTO_TEST_CASE(large_and_small_capacities)
{
    BOOST_TEST(flow({{"s", "a", 1.7e308}, {"a", "t", 5e-324}}) == 5e-324);
    BOOST_TEST(flow({{"s", "a", 1.7e308}, {"a", "t", 1.7e308}}) == 1.7e308);
    BOOST_TEST(flow({{"s", "a", 1e300}, {"a", "t", 1e-300}, {"s", "t", 1.}}) == 1);
    BOOST_TEST(flow({{"s", "a", 2e-300}, {"a", "t", 1e-300}, {"s", "b", 1.}}) == 1e-300);
    auto const two_ways = std::vector<road>{{"s", "t", 1.7e308}, {"s", "a", 1.7e308}, {"a", "t", 1.7e308}};
    BOOST_TEST(message_of<eq::sum_overflow>([&] { (void)flow(two_ways); })
               == "max_flow: the sum of the capacities is above the largest double");
}

RC_BOOST_PROP(is_the_smallest_cut, ())
{
    auto const places = *rc::gen::inRange<std::size_t>(2, 9);
    auto const given = some_routes(places, *rc::gen::inRange(0U, 1U << 30));
    auto const routes = eq::route_graph(given.links, given.limits);
    auto const end = place_name(places - 1);
    auto const value = eq::max_flow(routes, "A", end);
    RC_ASSERT(value == smallest_cut(given, places));
    // What is named adds up to it, and without it nothing arrives.
    auto const part = eq::bottleneck(routes, "A", end);
    auto sum = 0.0;
    auto rest = given;
    for (auto const& each : part.links) {
        sum += each.capacity;
        rest.links.erase(std::remove_if(rest.links.begin(), rest.links.end(),
                                        [&](road const& one) { return one.from == each.from && one.to == each.to; }),
                         rest.links.end());
    }
    for (auto const& each : part.places) {
        sum += each.capacity;
        for (auto& one : rest.limits) {
            one.capacity = one.place == each.place ? eq::route_capacity{0.} : one.capacity;
        }
    }
    RC_ASSERT(sum == value);
    rest.links.push_back({"A", "elsewhere", 1.});
    rest.links.push_back({"elsewhere", "A", 1.});
    for (std::size_t p = 1; p < places; ++p) { // so that every place is still there
        rest.links.push_back({place_name(p), "elsewhere", 1.});
    }
    RC_ASSERT(eq::max_flow(eq::route_graph(rest.links, rest.limits), "A", end) == 0);
}

// The flow rises with each capacity by at most what is added, scales with all of them, and is the same backwards.
RC_BOOST_PROP(capacities_and_flow, ())
{
    auto const places = *rc::gen::inRange<std::size_t>(2, 9);
    auto given = some_routes(places, *rc::gen::inRange(0U, 1U << 30));
    auto const end = place_name(places - 1);
    auto const value = eq::max_flow(eq::route_graph(given.links, given.limits), "A", end);
    auto backwards = given;
    for (auto& each : backwards.links) {
        std::swap(each.from, each.to);
    }
    RC_ASSERT(eq::max_flow(eq::route_graph(backwards.links, backwards.limits), end, "A") == value);
    auto scaled = given;
    for (auto& each : scaled.links) {
        each.capacity = each.capacity.low * 0x1p-900;
    }
    for (auto& each : scaled.limits) {
        each.capacity = each.capacity.low * 0x1p-900;
    }
    RC_ASSERT(eq::max_flow(eq::route_graph(scaled.links, scaled.limits), "A", end) == value * 0x1p-900);
    auto& one = given.links[*rc::gen::inRange<std::size_t>(0, given.links.size())];
    auto const before = one.capacity.low;
    one.capacity = before + .5;
    auto const more = eq::max_flow(eq::route_graph(given.links, given.limits), "A", end);
    RC_ASSERT(value <= more);
    RC_ASSERT(more <= value + .5);
    one.capacity = eq::interval{before, before + .5};
    RC_ASSERT((eq::max_flow.bound(eq::route_graph(given.links, given.limits), "A", end) == eq::interval{value, more}));
}

// With capacities whose sums round.
RC_BOOST_PROP(the_order_of_links_changes_no_bit, ())
{
    auto const places = *rc::gen::inRange<std::size_t>(2, 12);
    auto given = some_routes(places, *rc::gen::inRange(0U, 1U << 30));
    for (auto& each : given.links) {
        each.capacity = each.capacity.low / 3;
    }
    auto const routes = eq::route_graph(given.links, given.limits);
    auto const end = place_name(places - 1);
    auto const middle = *rc::gen::inRange<std::size_t>(0, given.links.size());
    std::rotate(given.links.begin(), given.links.begin() + static_cast<std::ptrdiff_t>(middle), given.links.end());
    std::reverse(given.links.begin(), given.links.begin() + static_cast<std::ptrdiff_t>(middle));
    std::reverse(given.limits.begin(), given.limits.end());
    auto const again = eq::route_graph(given.links, given.limits);
    RC_ASSERT(eq::max_flow(routes, "A", end) == eq::max_flow(again, "A", end));
    RC_ASSERT((eq::bottleneck(routes, "A", end).links == eq::bottleneck(again, "A", end).links));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
