// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/numeric/harmonic.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {

using namespace equipoise::detail;

// 1 + 1/2 + 1/3 + 1/4 = 25/12, 1/3 + 1/4 = 7/12
static_assert(harmonic_number(4).value() == 25.0 / 12);
static_assert(harmonic_sum(2, 2).value() == 7.0 / 12);
static_assert(harmonic_number(0).value() == 0);
static_assert(harmonic_sum(1e12, 0).value() == 0);

double apart(twofold a, twofold b)
{
    return std::abs(((a - b).value()) / b.value());
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(harmonic)

BOOST_AUTO_TEST_CASE(the_series_agrees_with_the_sum)
{
    for (auto const n : {65.0, 66.0, 100.0, 1000.0, 30000.0}) {
        BOOST_TEST(apart(harmonic_number(n), sum_of_reciprocals(0, n)) < 0x1p-70);
        BOOST_TEST(apart(harmonic_sum(7, n), sum_of_reciprocals(7, n)) < 0x1p-68);
        BOOST_TEST(apart(harmonic_sum(1e6, n), sum_of_reciprocals(1e6, n)) < 0x1p-70);
    }
}

BOOST_AUTO_TEST_CASE(many)
{
    // H of 10^12, from mpmath 1.3 at 300 bits
    BOOST_TEST(apart(harmonic_number(1e12), {0x1.c354f01737ddep+4, -0x1.ba19a4530cc02p-51}) < 0x1p-95);
    // 1/(k+1) + ... + 1/(k+m) lies between ln((k+m+1)/(k+1)) and ln((k+m)/k)
    auto const sum = harmonic_sum(1e15, 1e15).value();
    BOOST_TEST(sum <= std::log(2.0));
    BOOST_TEST(sum >= std::log(2.0) - 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
