// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/loss_curve.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace named_states;

namespace {

auto const to_rounding = tt::tolerance(5e-16);

flows three()
{
    return {{chn, 40}, {jpn, 35}, {rus, 25}};
}

void check(eq::curve_of_losses const& curve, std::vector<double> const& expected)
{
    BOOST_TEST_REQUIRE(curve.shortfalls.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(curve.shortfalls[i].value == expected[i], to_rounding);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(loss_curve)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const none = eq::loss_curve(three(), eq::substitution::none);
    check(none, {.4, .75, 1}); // concentration ratios
    BOOST_TEST(none.assumed == "nothing is replaced");
    check(eq::loss_curve(three(), eq::spare(flows{{jpn, 35}})), {.35, .75, 1});
    check(eq::loss_curve(three(), eq::spare(flows{{jpn, 35}}).with_stock(20.)), {.15, .55, .8});
    check(eq::loss_curve(three(), eq::substitution::full), {0, 0, 0});
    BOOST_TEST(eq::loss_curve(three()).shortfalls[1].bounds.high == .75, to_rounding);
    BOOST_TEST(eq::loss_curve(three()).shortfalls[1].bounds.low == 0);
    check(eq::loss_curve(flows{}), {});
}

BOOST_AUTO_TEST_CASE(critical_partners)
{
    auto const none = eq::substitution::none;
    BOOST_TEST(eq::critical_partners(three(), .3, none).value == 1);
    BOOST_TEST(eq::critical_partners(three(), .4, none).value == 2); // above, not at
    BOOST_TEST(eq::critical_partners(three(), .8, none).value == 3);
    BOOST_TEST(eq::critical_partners(three(), 1, none).value == infinity);
    BOOST_TEST(eq::critical_partners(three(), 0, eq::substitution::full).value == infinity);
    BOOST_TEST(eq::critical_partners(three(), .5, eq::spare(flows{{jpn, 35}}).with_stock(20.)).value == 2);
    auto const open = eq::critical_partners(three(), .5); // two partners, or with full substitution none
    BOOST_TEST(eq::is_undefined(open.value));
    BOOST_TEST((open.bounds == eq::interval{2, infinity}));
    BOOST_TEST((open.why == eq::reason::unknown_part));
    // a hidden partner with up to .7 may be the largest
    auto const part = flows{{{chn, 20}, {jpn, 10}}, {.total = 100}};
    BOOST_TEST((eq::critical_partners(part, .5, none).bounds == eq::interval{1, infinity}));
    BOOST_TEST(eq::critical_partners(part, .1, none).value == 1);
    BOOST_TEST((eq::critical_partners(flows{}, .5, none).why == eq::reason::no_partners));
    BOOST_TEST((eq::critical_partners(flows{{chn, 0}}, .5, none).why == eq::reason::no_flow));
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::critical_partners(three(), -.1); })
               == "critical_partners: threshold of the shortfall is -0.1; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::critical_partners(three(), eq::undefined); })
               == "critical_partners: threshold of the shortfall is nan; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
