// SPDX-License-Identifier: BSL-1.0
#include "../../support/oracle.hpp"

#include <equipoise/concentration/detail/block_powers.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace {

using equipoise::concentration_detail::power_term;
using equipoise::detail::running_sum;
using support::ulps;
template <power_term Term>
using powers_of = equipoise::concentration_detail::block_powers<Term>; // the suite bears the other name

/// The sum of the ordinary amounts' terms, and the amounts that were left to the caller.
struct outcome {
    double sum;
    std::vector<double> others;
};

template <power_term Term>
constexpr double ordinary_sum(powers_of<Term> const& powers, auto const& amounts)
{
    auto sum = running_sum{};
    powers.add(amounts.data(), amounts.size(), sum, [](double) {});
    return sum.value().value();
}

template <power_term Term>
outcome over(powers_of<Term> const& powers, std::vector<double> const& amounts)
{
    auto sum = running_sum{};
    auto others = std::vector<double>{};
    powers.add(amounts.data(), amounts.size(), sum, [&](double amount) { others.push_back(amount); });
    return {sum.value().value(), others};
}

// of 4, 2 and 1, the squares of 2/4 and 1/4; of the total 8, 2 (2/8 - 1) and 1 (1/8 - 1) for the amounts up to 4
static_assert(ordinary_sum(powers_of<power_term::power>{{4}, {2}}, std::array{4.0, 2.0, 1.0}) == 0.3125);
constexpr auto eighths = powers_of<power_term::excess>{{8}, {1}};
static_assert(ordinary_sum(eighths, std::array{5.0, 2.0, 1.0}) == -2.375 * eighths.unit());

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(block_powers)

BOOST_AUTO_TEST_CASE(the_largest_and_extreme_amounts_are_left_to_the_caller)
{
    auto const found = over(powers_of<power_term::power>{{4}, {3}}, {4, 1e-300, 2, 0, 1});
    BOOST_TEST(found.sum == 0.125 + 0.015625);
    BOOST_TEST((found.others == std::vector{4.0, 1e-300}));
    // half of the total is ordinary, more is not
    auto const excess = over(eighths, {4, 4.5, 0});
    BOOST_TEST(excess.sum == -2 * eighths.unit());
    BOOST_TEST((excess.others == std::vector{4.5}));
}

BOOST_AUTO_TEST_CASE(no_amount_is_ordinary_for_an_exponent_beyond_900)
{
    auto const found = over(powers_of<power_term::power>{{4}, {901}}, {4, 3, 0, 2});
    BOOST_TEST(found.sum == 0);
    BOOST_TEST((found.others == std::vector{4.0, 3.0, 2.0}));
}

// The powers of ordinary amounts are at least 2^-900: 2^-3 of the largest amount has that one at the exponent 300.
BOOST_AUTO_TEST_CASE(no_power_of_an_ordinary_amount_is_near_the_smallest_double)
{
    auto const found = over(powers_of<power_term::power>{{46}, {300}}, {46, 4, 5.74, 5.75});
    BOOST_TEST(ulps(found.sum, 0x1p-900) <= 1);
    BOOST_TEST((found.others == std::vector{46.0, 4.0, 5.74}));
}

BOOST_AUTO_TEST_CASE(the_unit_cancels)
{
    // the excess is in units of the amounts times unit(), whatever the size of the total
    for (auto const scale : {1e-200, 1.0, 1e200}) {
        auto const powers = powers_of<power_term::excess>{{8 * scale}, {1}};
        auto const found = over(powers, {2 * scale, scale});
        BOOST_TEST(ulps(found.sum / powers.unit(), -2.375 * scale) <= 2);
        BOOST_TEST(found.others.empty());
    }
}

BOOST_AUTO_TEST_CASE(several_blocks)
{
    auto amounts = std::vector<double>{};
    auto expected = 0.0;
    for (auto i = 1; i <= 1000; ++i) {
        amounts.push_back(i);
        expected += i < 1000 ? std::pow(i / 1000.0, 1.5) : 0;
    }
    auto const found = over(powers_of<power_term::power>{{1000}, {1.5}}, amounts);
    BOOST_TEST(std::abs(found.sum - expected) <= 1e-12 * expected);
    BOOST_TEST((found.others == std::vector{1000.0}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
