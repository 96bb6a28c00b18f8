// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/numeric/exp_table.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>

// The slower functions of 95 bits are the measure.

namespace {

using namespace equipoise::detail;

static_assert(exp_table[0].high == 0 && exp_table[0].low == 0);
static_assert(reduced_exponent::of(0, 0).power == 1 && reduced_exponent::of(0, 0).place == 0);
static_assert(reduced_exponent::of(-0.5, 0).power == 0.5); // floor(-46.2 / 64)

/// The distance of a from b, relative to b, in units of 2^-60.
double apart(twofold a, twofold b)
{
    return std::abs((a - b).value() / b.value()) * 0x1p60;
}

template <bool LessOne>
twofold of_block(double z, double z_low = 0)
{
    double high[2] = {0.25, z};
    double low[2] = {0, z_low};
    exp_each<LessOne>(high, low, 2);
    return two_sum(high[1], low[1]);
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(exp_table)

BOOST_AUTO_TEST_CASE(entries)
{
    auto j = 0.0;
    for (auto const& entry : equipoise::detail::exp_table) {
        BOOST_TEST(entry.high * 0x1p25 == std::floor(entry.high * 0x1p25));
        BOOST_TEST(std::abs(entry.low) <= 0x1p-26);
        BOOST_TEST(std::abs(entry.high + entry.low - (std::exp2(j / 64) - 1)) <= 0x1p-52);
        j += 1;
    }
}

BOOST_AUTO_TEST_CASE(entries_are_those_computed)
{
    auto j = 0.0;
    for (auto const& entry : equipoise::detail::exp_table) {
        auto const t = exp_minus_one(ln_2 * (j / 64));
        auto const high = (t.hi + 0x1.8p27) - 0x1.8p27;
        BOOST_TEST(entry.high == high);
        BOOST_TEST(entry.low == (t.hi - high) + t.lo);
        j += 1;
    }
}

BOOST_AUTO_TEST_CASE(exponentials)
{
    auto numbers = support::random{41};
    for (auto round = 0; round < 2000; ++round) {
        auto const z = 1380 * (numbers.unit() - 0.5);
        BOOST_TEST(apart(of_block<false>(z, z * 1e-17), exp({z, z * 1e-17})) < 0.1);
        BOOST_TEST(apart(of_block<true>(z), exp_minus_one({z})) < 0.1);
    }
}

BOOST_AUTO_TEST_CASE(less_one_nothing_cancels)
{
    auto numbers = support::random{42};
    for (auto round = 0; round < 2000; ++round) {
        auto const z = std::ldexp(numbers.unit() - 0.5, 3 - static_cast<int>(numbers.below(300)));
        if (z != 0) {
            BOOST_TEST(apart(of_block<true>(z), exp_minus_one({z})) < 1);
        }
    }
    BOOST_TEST(of_block<true>(0).value() == 0);
    BOOST_TEST(of_block<false>(0).value() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
