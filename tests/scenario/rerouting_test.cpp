// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/scenario/rerouting.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

namespace {

constexpr auto infinity = std::numeric_limits<double>::infinity();

// Senders sold 150 to the target and now 50; the state sold 20 and now 80, and bought 100 and now 145 from the senders.
constexpr auto before = eq::third_state_trade{20, 100, 150};
constexpr auto after = eq::third_state_trade{80, 145, 50};

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(rerouting)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST(eq::diversion(before, after) == .6);
    BOOST_TEST(eq::pass_through(before, after) == .45);
    // it sells 60 more, but buys 90 more: at most what it sells can be the senders'
    BOOST_TEST(eq::pass_through(before, eq::third_state_trade{80, 190, 50}) == .6);
    // increases that are falls count as none
    BOOST_TEST(eq::diversion(before, eq::third_state_trade{10, 145, 50}) == 0);
    BOOST_TEST(eq::pass_through(before, eq::third_state_trade{80, 90, 50}) == 0);
    BOOST_TEST(eq::diversion(before, eq::third_state_trade{320, 100, 50}) == 3); // more than the senders lost
}

BOOST_AUTO_TEST_CASE(undefined)
{
    auto const no_fall = eq::third_state_trade{80, 145, 150};
    BOOST_TEST(eq::diversion.why_undefined(before, no_fall) == "the index would be divided by zero");
    BOOST_TEST(eq::pass_through.why_undefined(before, eq::third_state_trade{80, 145, 200})
               == "the index would be divided by zero");
    auto const bound = [](eq::third_state_trade const& then, eq::third_state_trade const& now) {
        BOOST_TEST(eq::is_undefined(eq::diversion(then, now)));
        BOOST_TEST(eq::diversion.why_undefined(then, now)
                   == "an input of the measure is not known; bound() gives an interval");
        return eq::diversion.bound(then, now);
    };
    BOOST_TEST((bound({20, 100, 150}, {{}, 145, 50}) == eq::interval{0, infinity}));
    BOOST_TEST((bound({{}, 100, 150}, {80, 145, 50}) == eq::interval{0, .8}));
    BOOST_TEST((bound({20, 100, 150}, {80, 145, {}}) == eq::interval{.4, infinity})); // they sold 150 less at most
    BOOST_TEST((bound({20, 100, {}}, {80, 145, 50}) == eq::interval{0, infinity}));
    BOOST_TEST((eq::pass_through.bound(before, eq::third_state_trade{80, {}, 50}) == eq::interval{0, .6}));
    BOOST_TEST(eq::diversion.why_undefined(eq::third_state_trade{1, 1, 0}, eq::third_state_trade{1, 1, {}})
               == "the index would be divided by zero"); // less than nothing cannot be sold
}

BOOST_AUTO_TEST_CASE(return_flow)
{
    auto const two = std::vector<eq::trade_shift>{{before, after}, {{0, 0, 150}, {30, 20, 50}}};
    BOOST_TEST(eq::return_flow(two) == .65, tt::tolerance(3e-16));
    auto const open = std::vector<eq::trade_shift>{{before, after}, {{0, 0, 150}, {30, {}, 50}}};
    BOOST_TEST(eq::is_undefined(eq::return_flow(open)));
    BOOST_TEST(eq::return_flow.bound(open).low == .45);
    BOOST_TEST(eq::return_flow.bound(open).high == .75);
    BOOST_TEST(eq::return_flow.why_undefined(std::vector<eq::trade_shift>{}) == "there are no partners");
    BOOST_TEST(eq::return_flow.why_undefined(std::vector<eq::trade_shift>{{before, before}})
               == "the index would be divided by zero");
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::diversion(before, eq::third_state_trade{-1, 0, 0}); })
               == "diversion: to_target after is -1; it must be finite and not negative");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::pass_through(eq::third_state_trade{1, infinity, 0}, after); })
        == "pass_through: from_senders before is inf; it must be finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::return_flow(std::vector<eq::trade_shift>{{before, {1, 1, eq::undefined}}}); })
               == "pass_through: senders_to_target after is nan; it must be finite and not negative");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
