// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "routes.hpp"

#include <equipoise/network/cut_dependence.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(cut_dependence)

// Of 12, without a 5 are left, without b 7.
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST(eq::cut_dependence(routes, "a", "s", "t") == 7. / 12);
    BOOST_TEST(eq::cut_dependence(routes, "b", "s", "t") == 5. / 12);
    BOOST_TEST(eq::cut_dependence(routes, eq::bloc<std::string>{"a", "b"}, "s", "t") == 1);
    BOOST_TEST((eq::cut_dependence.result(routes, "a", "s", "t") == eq::estimate::of(7. / 12)));
    // From a and s together 7 go straight, and 5 by b.
    BOOST_TEST(eq::cut_dependence(routes, "b", eq::bloc<std::string>{"a", "s"}, "t") == 5. / 12);
}

BOOST_AUTO_TEST_CASE(what_others_replace_is_no_dependence)
{
    auto links = small_links();
    links.push_back({"s", "c", 20.});
    links.push_back({"c", "t", 1.});
    links.push_back({"c", "a", 20.});
    auto const routes = eq::route_graph{links}; // 7 + 5 + 1, of which c's way to a is one of two
    BOOST_TEST(eq::cut_dependence(routes, "c", "s", "t") == 1. / 13);
    links.push_back({"x", "y", 3.}); // of no route from s to t
    BOOST_TEST(eq::cut_dependence(eq::route_graph{links}, "x", "s", "t") == 0);
}

BOOST_AUTO_TEST_CASE(undefined_without_flow)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST(eq::is_undefined(eq::cut_dependence(routes, "a", "t", "s")));
    BOOST_TEST(eq::cut_dependence.why_undefined(routes, "a", "t", "s") == "the total is zero");
    BOOST_TEST(eq::is_undefined(eq::cut_dependence.bound(routes, "a", "t", "s").low));
}

BOOST_AUTO_TEST_CASE(bad_powers_are_refused)
{
    auto const routes = eq::route_graph{small_links()};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::cut_dependence(routes, "s", "s", "t"); })
               == "cut_dependence: the closed place s is an end of the flow");
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::cut_dependence(routes, "x", "s", "t"); })
               == "cut_dependence: no place x in the graph");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::cut_dependence(routes, eq::bloc<std::string>{}, "s", "t"); })
        == "cut_dependence: a bloc without places is no end of a flow and no place to close");
}

BOOST_AUTO_TEST_CASE(unknown_capacities_give_bounds)
{
    auto links = small_links();
    links[2].capacity = eq::interval{6, 8}; // from a to t: the flow is 11 to 13, of which 5 are left without a
    auto const routes = eq::route_graph{links};
    auto const found = eq::cut_dependence.result(routes, "a", "s", "t");
    BOOST_TEST(eq::is_undefined(found.value));
    BOOST_TEST((found.why == eq::reason::unknown_part));
    BOOST_TEST((found.bounds == eq::interval{6. / 11, 8. / 13}));
    // Without b 6 to 8 are left, which the interval takes apart from the 11 to 13 that flow with it.
    BOOST_TEST((eq::cut_dependence.bound(routes, "b", "s", "t") == eq::interval{3. / 11, 7. / 13}));
    links[3].capacity = eq::undefined; // from b to t, of which at most 7 arrive at b
    BOOST_TEST((eq::cut_dependence.bound(eq::route_graph{links}, "a", "s", "t") == eq::interval{1. / 6, 1}));
}

BOOST_AUTO_TEST_CASE(an_unknown_capacity_may_not_matter)
{
    auto const known = std::vector<road>{{"s", "a", eq::interval{1, 2}}, {"a", "t", 1.}};
    BOOST_TEST(eq::cut_dependence(eq::route_graph{known}, "a", "s", "t") == 1);
    // All of it is lost however large it is; but if it were nothing, there would be no share.
    auto const some = std::vector<road>{{"s", "a", eq::interval{1, 2}}, {"a", "t", 2.}};
    BOOST_TEST(eq::cut_dependence(eq::route_graph{some}, "a", "s", "t") == 1);
    auto const perhaps = std::vector<road>{{"s", "a", eq::undefined}, {"a", "t", 2.}};
    BOOST_TEST(eq::is_undefined(eq::cut_dependence(eq::route_graph{perhaps}, "a", "s", "t")));
    BOOST_TEST((eq::cut_dependence.bound(eq::route_graph{perhaps}, "a", "s", "t") == eq::interval{1, 1}));
}

// A flow without a known limit: at least nothing of it, and at most all is lost.
BOOST_AUTO_TEST_CASE(flows_without_limit)
{
    auto const open = std::vector<road>{{"s", "t", eq::undefined}, {"s", "a", 4.}, {"a", "t", 4.}};
    BOOST_TEST((eq::cut_dependence.bound(eq::route_graph{open}, "a", "s", "t") == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(large_and_small_capacities)
{
    for (auto const size : {1e-320, 1e-300, 1., 1e307}) {
        auto const links = std::vector<road>{{"s", "a", 3 * size}, {"a", "t", 9 * size}, {"s", "t", size}};
        BOOST_TEST(eq::cut_dependence(eq::route_graph{links}, "a", "s", "t") == .75);
    }
    auto const uneven = std::vector<road>{{"s", "a", 1.}, {"a", "t", 1.}, {"s", "t", 1e300}};
    BOOST_TEST(eq::cut_dependence(eq::route_graph{uneven}, "a", "s", "t") == 1e-300);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
