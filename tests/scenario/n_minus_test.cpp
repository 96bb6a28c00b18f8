// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/scenario/n_minus.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

constexpr auto infinity = std::numeric_limits<double>::infinity();
auto const to_rounding = tt::tolerance(3e-16);
using sources = eq::portfolio<std::string>;

eq::gas_supply market()
{
    return {.entry = 30, .production = 5, .storage = 20, .lng = 10, .largest = 25, .demand = 45};
}

template <class F>
std::string refusal(F f)
{
    return message_of<eq::invalid_parameter>(f);
}

bool is_between(eq::interval found, double low, double high)
{
    return std::abs(found.low - low) < 1e-15 && (found.high == high || std::abs(found.high - high) < 1e-15);
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(n_minus)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const pipes = std::vector<double>{10, 8, 6};
    BOOST_TEST(eq::n_minus(pipes, 20, 1, 2) == .8);
    BOOST_TEST(eq::n_minus(pipes, 20, 2, 2) == .4);
    BOOST_TEST(eq::n_minus(pipes, 20) == .7);
    BOOST_TEST(eq::n_minus(pipes, 20, 0) == 1.2);
    BOOST_TEST(eq::n_minus(pipes, 20, 3) == 0);
    BOOST_TEST(eq::n_minus(pipes, 20, 9U, 5) == .25);
    BOOST_TEST(eq::n_minus(std::array{6, 10, 8}, 20) == .7); // in any order
    BOOST_TEST(eq::n_minus(std::array{1e300, 1e300}, 1e300) == 1);
    BOOST_TEST(eq::n_minus(std::array{5e-324, 5e-324}, 5e-324) == 1);
    BOOST_TEST(eq::n_minus(std::array{0., 0.}, 2.) == 0);
}

// Two pipes of one operator: by pipe 14 of 20 are left, by operator 6.
BOOST_AUTO_TEST_CASE(by_operator)
{
    struct pipe {
        std::string owner;
        double capacity;
    };
    auto const pipes = std::vector<pipe>{{"a", 10}, {"a", 8}, {"b", 6}};
    auto const owners = sources{pipes, &pipe::owner, &pipe::capacity};
    BOOST_TEST(eq::n_minus(owners, 20) == .3);
    BOOST_TEST(eq::n_minus(owners, 20, 2, 1) == .05);
    BOOST_TEST(eq::n_minus(owners.view(), 20, 0) == 1.2);
    BOOST_TEST(eq::n_minus(eq::portfolio<std::string, int>{{"a", 10}, {"b", 8}}, 16) == .5);
}

BOOST_AUTO_TEST_CASE(undefined)
{
    auto const pipes = std::vector<double>{10, 8, 6};
    BOOST_TEST(eq::n_minus.why_undefined(pipes, 0) == "the index would be divided by zero");
    BOOST_TEST(eq::n_minus.why_undefined(pipes, -1.) == "the index would be divided by zero");
    BOOST_TEST(eq::n_minus.why_undefined(std::vector<double>{}, 1) == "there are no partners");
    BOOST_TEST(eq::n_minus.why_undefined(sources{}, 1) == "there are no partners");
    BOOST_TEST(eq::n_minus.why_undefined(sources{{"a", 1}}, 0) == "the index would be divided by zero");
    // of 20, 10 are not attributed: one hidden source may have them, or very many
    auto const part = sources{{{"a", 6}, {"b", 4}}, {.total = 20}};
    BOOST_TEST(eq::is_undefined(eq::n_minus(part, 10)));
    BOOST_TEST(is_between(eq::n_minus.bound(part, 10), 1, 1.4));
    BOOST_TEST(eq::n_minus(part, 10, 0) == 2);
    // what is hidden is smaller than the largest
    BOOST_TEST(eq::n_minus(sources{{{"a", 6}, {"b", 3}}, {.total = 10}}, 8) == .5);
    // one more source of unknown capacity
    auto const open = sources{{"a", 6}, {"b", 4}}.with_unknown({"c"});
    BOOST_TEST(is_between(eq::n_minus.bound(open, 10), .4, infinity));
    BOOST_TEST(eq::n_minus.why_undefined(open, 10) == "the amount of a flow is not known, so the total is not known");
}

BOOST_AUTO_TEST_CASE(of_gas)
{
    BOOST_TEST(eq::n_minus_gas(market()) == 40. / 45, to_rounding);
    auto with_demand_side = market();
    with_demand_side.demand_side = 5;
    BOOST_TEST(eq::n_minus_gas(with_demand_side) == 1);
    BOOST_TEST(eq::n_minus_gas({.entry = 30, .production = 0, .storage = 0, .lng = 0, .largest = 30, .demand = 1})
               == 0);
    auto no_demand = market();
    no_demand.demand = 0;
    BOOST_TEST(eq::n_minus_gas.why_undefined(no_demand) == "the index would be divided by zero");
}

BOOST_AUTO_TEST_CASE(of_gas_unknown)
{
    auto const bound = [](auto change) {
        auto supply = market();
        change(supply);
        BOOST_TEST(eq::is_undefined(eq::n_minus_gas(supply)));
        return eq::n_minus_gas.bound(supply);
    };
    BOOST_TEST(is_between(bound([](auto& of) { of.demand = {}; }), 0, infinity));
    BOOST_TEST(is_between(bound([](auto& of) { of.lng = {}; }), 30. / 45, infinity));   // 55 - 25
    BOOST_TEST(is_between(bound([](auto& of) { of.entry = {}; }), 35. / 45, infinity)); // it holds the largest, 25
    BOOST_TEST(is_between(bound([](auto& of) { of.largest = {}; }), 35. / 45, 65. / 45));
    BOOST_TEST(eq::n_minus_gas.why_undefined(eq::gas_supply{})
               == "an input of the measure is not known; bound() gives an interval");
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const pipes = std::vector<double>{10, -8, 6};
    BOOST_TEST(message_of<eq::invalid_amount>([&] { (void)eq::n_minus(pipes, 1); })
               == "n_minus: amount -8 at position 1; amounts are finite and not negative");
    auto const good = std::vector<double>{10};
    BOOST_TEST(refusal([&] { (void)eq::n_minus(good, 1, -1); }) == "n_minus: k is -1; it must be at least 0");
    BOOST_TEST(refusal([&] { (void)eq::n_minus(good, 1, 1, -2); })
               == "n_minus: reserve is -2; it must be finite and not negative");
    BOOST_TEST(refusal([&] { (void)eq::n_minus(good, eq::undefined); }) == "n_minus: demand is nan; it must be finite");
    BOOST_TEST(refusal([&] { (void)eq::n_minus(good, infinity); }) == "n_minus: demand is inf; it must be finite");

    auto const refused = [](auto change) {
        auto supply = market();
        change(supply);
        return refusal([&] { (void)eq::n_minus_gas(supply); });
    };
    BOOST_TEST(
        refused([](auto& of) { of.largest = 31; })
        == "n_minus_gas: largest is 31; it must be at most the largest of the four capacities, 30, as it is part "
           "of one of them");
    BOOST_TEST(refused([](auto& of) { of.storage = -1; })
               == "n_minus_gas: storage is -1; it must be finite and not negative");
    BOOST_TEST(refused([](auto& of) { of.demand = infinity; }) == "n_minus_gas: demand is inf; it must be finite");
    BOOST_TEST(refused([](auto& of) { of.demand_side = 45; })
               == "n_minus_gas: demand_side is 45; it must be less than the demand, 45");
    BOOST_TEST(refused([](auto& of) { of.demand_side = -1; })
               == "n_minus_gas: demand_side is -1; it must be finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
