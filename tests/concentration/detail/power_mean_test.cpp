// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/detail/power_mean.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace {

namespace d = equipoise::detail;
constexpr auto infinity = std::numeric_limits<double>::infinity();

// 2 with weight 1, 8 with weight 3
constexpr auto two_numbers = std::array{equipoise::concentration_detail::weighted_ln{{1}, d::ln({2})},
                                        equipoise::concentration_detail::weighted_ln{{3}, d::ln({8})}};
static_assert(d::exp(equipoise::concentration_detail::ln_power_mean(two_numbers, 0)).value() == 6.5);
static_assert(d::exp(equipoise::concentration_detail::ln_power_mean(two_numbers, 2)).value()
              == 32.0 / 7); // 4 / (1/2 + 3/8)

double mean(double q)
{
    return d::exp(equipoise::concentration_detail::ln_power_mean(two_numbers, q)).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(power_mean)

BOOST_AUTO_TEST_CASE(limits)
{
    BOOST_TEST(mean(1) == std::pow(2.0, 2.5), boost::test_tools::tolerance(3e-16)); // 2^(1/4) 2^(9/4)
    BOOST_TEST(mean(infinity) == 2);
    BOOST_TEST(mean(1e300) == 2);
    // (1 2^-k / 4)^(-1/k) = 2 4^(1/k) once 8^-k vanishes relative to 2^-k
    BOOST_TEST(mean(1e4 + 1) == 2 * std::pow(4.0, 1e-4), boost::test_tools::tolerance(3e-16));
}

BOOST_AUTO_TEST_CASE(next_to_the_geometric_mean)
{
    // the slope at q = 1 is -1/2 the variance of ln m: 3/16 (2 ln 2)^2 of the weights
    auto const slope = -0.5 * 3 / 16 * 4 * std::log(2.0) * std::log(2.0);
    for (auto const e : {1e-6, 1e-10, 0x1p-50}) {
        auto const rise = (equipoise::concentration_detail::ln_power_mean(two_numbers, 1 + e)
                           - equipoise::concentration_detail::ln_power_mean(two_numbers, 1))
                              .value();
        BOOST_TEST(rise / ((1 + e) - 1) == slope, boost::test_tools::tolerance(1e-5));
    }
}

BOOST_AUTO_TEST_CASE(the_two_ways_to_sum_agree)
{
    // a spread of 1/2 in the exponent divides them: order (1 - q) 2 ln 2
    auto const at = 1 + 0.25 / std::log(2.0);
    auto const below = equipoise::concentration_detail::ln_power_mean(two_numbers, at - 1e-13).value();
    auto const above = equipoise::concentration_detail::ln_power_mean(two_numbers, at + 1e-13).value();
    BOOST_TEST(below >= above);
    BOOST_TEST(below - above < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
