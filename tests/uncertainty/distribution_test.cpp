// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/core/errors.hpp>
#include <equipoise/uncertainty/distribution.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using eq::distribution;
using eq::undefined;

constexpr auto infinity = std::numeric_limits<double>::infinity();

distribution of(std::vector<double> draws)
{
    return distribution{std::move(draws)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(distribution)

// 4, 1, 3, 2 of which the index as stated is 2: mean 10/4, deviations 1.5, -1.5, .5, -.5, variance 5/3.
BOOST_AUTO_TEST_CASE(four_draws)
{
    auto const four = eq::distribution{{4, 1, 3, 2}, 2};
    BOOST_TEST(four.draws() == (std::vector<double>{4, 1, 3, 2}), tt::per_element());
    BOOST_TEST(four.mean() == 2.5);
    BOOST_TEST(four.sd() == std::sqrt(5.0 / 3), tt::tolerance(3e-16));
    BOOST_TEST(four.estimate() == 2);
    BOOST_TEST(four.bias() == .5);
    BOOST_TEST(four.undefined_draws() == 0U);
    BOOST_TEST(four.why_undefined() == "");
}

// Type 7 of R: for p = .3, (4 - 1) .3 = .9, so 1 + .9 (2 - 1). R 4.2.2: quantile(c(4,1,3,2), c(0,.3,.5,.9,1)).
BOOST_AUTO_TEST_CASE(quantiles_are_of_type_7)
{
    auto const four = of({4, 1, 3, 2});
    BOOST_TEST(four.quantile(0) == 1);
    BOOST_TEST(four.quantile(.3) == 1.9, tt::tolerance(3e-16));
    BOOST_TEST(four.quantile(.5) == 2.5);
    BOOST_TEST(four.quantile(.9) == 3.7, tt::tolerance(3e-16));
    BOOST_TEST(four.quantile(1) == 4);
    BOOST_TEST(four.interval(.5).low == 1.75);
    BOOST_TEST(four.interval(.5).high == 3.25);
    auto thousand = std::vector<double>{};
    for (auto i = 1000; i >= 0; --i) {
        thousand.push_back(i);
    }
    BOOST_TEST(of(thousand).interval(.95).low == 25, tt::tolerance(1e-12));
    BOOST_TEST(of(thousand).interval(.95).high == 975, tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_single_draw_has_no_deviation)
{
    auto const one = eq::distribution{{7}, 7};
    BOOST_TEST(one.mean() == 7);
    BOOST_TEST(one.quantile(.25) == 7);
    BOOST_TEST(one.bias() == 0);
    BOOST_TEST(std::isnan(one.sd()));
}

BOOST_AUTO_TEST_CASE(undefined_draws_are_counted_and_omitted)
{
    auto const half = eq::distribution{{undefined, 2, 4, undefined}, 3, {}, eq::reason::no_flow};
    BOOST_TEST(half.undefined_draws() == 2U);
    BOOST_TEST(half.mean() == 3);
    BOOST_TEST(half.quantile(.5) == 3);
    BOOST_TEST(half.why_undefined() == "");
    auto const most = eq::distribution{{undefined, 2, undefined}, 2, {}, eq::reason::no_flow};
    BOOST_TEST(most.undefined_draws() == 2U);
    BOOST_TEST(std::isnan(most.mean()));
    BOOST_TEST(std::isnan(most.sd()));
    BOOST_TEST(std::isnan(most.bias()));
    BOOST_TEST(std::isnan(most.quantile(.5)));
    BOOST_TEST(std::isnan(most.interval(.9).low));
    BOOST_TEST(std::isnan(most.interval(.9).high));
    BOOST_TEST(most.why_undefined() == "the total is zero");
    BOOST_TEST(std::isnan(of({1, 2}).bias())); // without an estimate
}

BOOST_AUTO_TEST_CASE(nothing)
{
    auto const none = eq::distribution{};
    BOOST_TEST(std::isnan(none.mean()));
    BOOST_TEST(std::isnan(none.sd()));
    BOOST_TEST(std::isnan(none.quantile(.5)));
    BOOST_TEST(none.draws().empty());
    BOOST_TEST(none.why_undefined() == "there are no draws");
}

BOOST_AUTO_TEST_CASE(values_of_every_size)
{
    BOOST_TEST(of({1e300, 3e300}).mean() == 2e300, tt::tolerance(3e-16));
    BOOST_TEST(of({1e300, 3e300}).sd() == std::sqrt(2.0) * 1e300, tt::tolerance(3e-16));
    BOOST_TEST(of({1e308, 1.5e308, 1.7e308}).mean() == 1.4e308, tt::tolerance(3e-16));
    BOOST_TEST(of({0x1p-1070, 0x3p-1070}).mean() == 0x1p-1069);
    BOOST_TEST(of({0x1p-1070, 0x3p-1070}).sd() == std::sqrt(2.0) * 0x1p-1070, tt::tolerance(.04)); // 5 bits are left
    BOOST_TEST(of({-2, -1, 3}).mean() == 0);
    BOOST_TEST(of({0, 0}).sd() == 0);
    BOOST_TEST(of({.1, .1, .1}).mean() == .1);
    BOOST_TEST(of({.1, .1, .1}).sd() == 0);
    BOOST_TEST(of({1, infinity}).mean() == infinity);
    BOOST_TEST(of({infinity, infinity}).mean() == infinity);
    BOOST_TEST(of({infinity, infinity}).quantile(.3) == infinity);
    BOOST_TEST(of({1, 2, infinity}).quantile(.5) == 2);
}

// 10^16, 1 and -10^16 sum to 1, whatever their order.
BOOST_AUTO_TEST_CASE(rounding_of_the_sum_does_not_matter)
{
    BOOST_TEST(of({1e16, 1, -1e16}).mean() == 1.0 / 3);
    BOOST_TEST(of({1, -1e16, 1e16}).mean() == 1.0 / 3);
}

BOOST_AUTO_TEST_CASE(ends_of_intervals)
{
    auto const ranges = eq::distribution{
        {undefined, undefined, .5}, undefined, {{.1, .3}, {.2, .6}, {.5, .5}}, eq::reason::unattributed};
    BOOST_TEST(std::isnan(ranges.mean()));
    BOOST_TEST(ranges.lows().draws() == (std::vector<double>{.1, .2, .5}), tt::per_element());
    BOOST_TEST(ranges.highs().draws() == (std::vector<double>{.3, .6, .5}), tt::per_element());
    BOOST_TEST(ranges.lows().quantile(.5) == .2);
    BOOST_TEST(ranges.highs().quantile(.5) == .5);
    auto const points = of({1, 2});
    BOOST_TEST(points.lows().draws() == points.draws(), tt::per_element());
    BOOST_TEST(points.highs().draws() == points.draws(), tt::per_element());
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto const two = of({1, 2});
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)two.quantile(-.1); })
               == "distribution: p is -0.1; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)two.quantile(undefined); })
               == "distribution: p is nan; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)two.interval(0); })
               == "distribution: level is 0; it must be in (0, 1)");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)two.interval(1); })
               == "distribution: level is 1; it must be in (0, 1)");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)of({}).quantile(2); })
               == "distribution: p is 2; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
