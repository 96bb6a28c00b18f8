// SPDX-License-Identifier: BSL-1.0
#include "../../support/oracle.hpp"

#include <equipoise/concentration/detail/power_sum.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace {

using equipoise::detail::totals;
using support::ulps;
using power_sums = equipoise::concentration_detail::power_sum; // the suite bears its name

constexpr auto amounts = std::array{4.0, 3.0, 2.0, 1.0};

constexpr totals sums_of(double whole)
{
    auto sums = totals{};
    sums.listed = 4;
    sums.positive = 4;
    sums.largest = 4;
    sums.attributed = {whole};
    return sums;
}

constexpr power_sums of_order(double q)
{
    auto powers = power_sums{sums_of(10), q};
    powers.add(amounts.data(), amounts.size());
    return powers;
}

// S_3 = (64 + 27 + 8 + 1) / 1000
static_assert(of_order(3).deformed_entropy() == 0.45);
static_assert(of_order(0).number() == 4);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(power_sum)

BOOST_AUTO_TEST_CASE(one_sum_in_four_ways)
{
    // orders of every form: count, near 1, entropy, squares, relative to the largest, infinity
    for (auto const q : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 50.0, std::numeric_limits<double>::infinity()}) {
        auto const powers = of_order(q);
        BOOST_TEST(ulps(powers.share(), 1 / powers.number()) <= 1, "order " << q);
        BOOST_TEST(ulps(std::exp(powers.ln_number().value()), powers.number()) <= 4, "order " << q);
    }
    // D_3 = sqrt 10, D_50 = S_50^(-1/49)
    BOOST_TEST(ulps(of_order(3).number(), std::sqrt(10.0)) <= 1);
    auto const s50 = std::pow(0.4, 50) + std::pow(0.3, 50) + std::pow(0.2, 50) + std::pow(0.1, 50);
    BOOST_TEST(ulps(of_order(50).number(), std::pow(s50, -1.0 / 49)) <= 4);
}

// Partners may come one by one, in equal numbers, and larger than the largest known so far.
BOOST_AUTO_TEST_CASE(partners_that_are_added_later)
{
    for (auto const q : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 50.0, std::numeric_limits<double>::infinity()}) {
        auto const all = std::array{1.0, 1.0, 8.0, 8.0, 8.0, 4.0};
        auto known = totals{};
        known.listed = known.positive = 6;
        known.largest = 8;
        known.attributed = {30};
        auto whole = power_sums(known, q);
        whole.add(all.data(), all.size());

        known.listed = known.positive = 2;
        known.largest = 1;
        auto later = power_sums(known, q);
        later.add(all.data(), 2);
        later.add(4, 1);
        later.add(8, 3);
        later.add(5.0, 0);
        later.add(0.0, 7);
        BOOST_TEST(ulps(later.number(), whole.number()) <= 1, "order " << q);
        BOOST_TEST(ulps(later.deformed_entropy(), whole.deformed_entropy()) <= 1, "order " << q);
    }
}

// An amount spread over partners without number adds without end up to order 1 and nothing beyond.
BOOST_AUTO_TEST_CASE(an_amount_spread_over_partners_without_number)
{
    for (auto const q : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 50.0, std::numeric_limits<double>::infinity()}) {
        auto spread = power_sums(sums_of(20), q);
        spread.add(amounts.data(), amounts.size());
        spread.add_infinitesimals(10);
        if (q <= 1) {
            BOOST_TEST(spread.number() == std::numeric_limits<double>::infinity());
            BOOST_TEST(spread.share() == 0);
            BOOST_TEST(spread.deformed_entropy() == std::numeric_limits<double>::infinity());
        } else if (q <= 50) {
            // S_q of the shares of 10, times 2^-q
            auto const before = of_order(q);
            auto const s = (1 - (q - 1) * before.deformed_entropy()) * std::exp2(-q);
            BOOST_TEST(ulps(spread.deformed_entropy(), (1 - s) / (q - 1)) <= 4, "order " << q);
        } else {
            BOOST_TEST(spread.number() == 5);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
