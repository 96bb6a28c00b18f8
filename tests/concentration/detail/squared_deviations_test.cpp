// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/concentration/detail/squared_deviations.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace {

using namespace equipoise::detail;
using equipoise::concentration_detail::complement_products;
using equipoise::concentration_detail::remainder_of_largest;
using squared = equipoise::concentration_detail::squared_deviations; // the suite bears its name

constexpr totals totals_of(std::size_t listed, double largest, twofold sum)
{
    auto result = totals{};
    result.listed = listed;
    result.positive = listed;
    result.largest = largest;
    result.attributed = sum;
    return result;
}

template <class Statistic, std::size_t N>
constexpr twofold over(Statistic statistic, std::array<double, N> const& amounts)
{
    statistic.add(amounts.data(), amounts.size());
    if constexpr (requires { statistic.finish(); }) {
        statistic.finish();
    }
    return statistic.value();
}

// 10^2 - (16 + 9 + 4 + 1), and sum (4 x - 10)^2 = 36 + 4 + 4 + 36, and with two more partners with the amount 0: sum (6
// x - 10)^2
constexpr auto four = std::array{4.0, 3.0, 2.0, 1.0};
static_assert(over(complement_products{totals_of(4, 4, {10})}, four).value() == 70);
static_assert(over(squared{totals_of(4, 4, {10}), 4}, four).value() == 80);
static_assert(over(squared{totals_of(4, 4, {10}), 6}, four).value() == 196 + 64 + 4 + 16 + 100 + 100);

totals totals_with(std::vector<double> const& amounts, double unattributed = 0)
{
    auto sum = running_sum{};
    sum.add(amounts.data(), amounts.size());
    auto result = totals{};
    result.listed = amounts.size();
    result.largest = amounts.empty() ? 0 : *std::max_element(amounts.begin(), amounts.end());
    result.attributed = sum.value();
    result.unattributed = {unattributed};
    return result;
}

remainder_of_largest remainder_in(std::vector<double> const& amounts)
{
    auto found = remainder_of_largest{totals_with(amounts)};
    found.add(amounts.data(), amounts.size());
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(squared_deviations)

// (1 + a)^2 - 1 - a^2 = 2 a, with all digits of a, which the total has lost
BOOST_AUTO_TEST_CASE(one_partner_with_nearly_everything)
{
    auto const a = 0x1.0000000000001p-60;
    auto const together = over(complement_products{totals_of(2, 1, two_sum(1, a))}, std::array{1.0, a});
    BOOST_TEST(together.value() == 2 * a);
    auto const least = 5e-324;
    BOOST_TEST(over(complement_products{totals_of(2, 1, {1, least})}, std::array{1.0, least}).value() == 2 * least);
}

BOOST_AUTO_TEST_CASE(hypothetical_partners)
{
    // listed 4 and 3, and 3 that one has, that three have, or that very many share
    auto known = totals_of(2, 4, {7});
    known.unattributed = {3};
    auto const listed = std::array{4.0, 3.0};
    auto const completed = [&](auto complete) {
        auto statistic = complement_products{known};
        complete(statistic);
        return over(statistic, listed).value();
    };
    BOOST_TEST(completed([](complement_products& more) { more.add(3, 1); }) == 100 - 34);
    BOOST_TEST(completed([](complement_products& more) { more.add(1, 3); }) == 100 - 28);
    BOOST_TEST(completed([](complement_products& more) { more.add_infinitesimals(3); }) == 100 - 25);
}

BOOST_AUTO_TEST_CASE(only_more_than_half_is_most)
{
    BOOST_TEST(remainder_in({3, 1, 1}).has_majority());
    BOOST_TEST(!remainder_in({2, 1, 1}).has_majority());
    BOOST_TEST(!remainder_in({2, 2}).has_majority());
    BOOST_TEST(remainder_in({5}).has_majority());
    BOOST_TEST(!remainder_in({}).has_majority());
}

BOOST_AUTO_TEST_CASE(the_others_keep_their_digits)
{
    // 2^-60 (1 + 2^-52) and 2^-60 2^-60: neither is left of the total, of which the last bit is 2^-105
    auto const a = 0x1.0000000000001p-60;
    auto const b = 0x1p-120;
    auto const found = remainder_in({b, 1, a});
    BOOST_TEST(found.largest() == 1);
    BOOST_TEST(found.amount().hi == a);
    BOOST_TEST(found.amount().lo == b);
    BOOST_TEST(found.ln_inverse_share().hi == a - a * a / 2);
    BOOST_TEST(remainder_in({5}).ln_inverse_share().value() == 0);
    // the smallest double there is, which nothing may halve
    BOOST_TEST(remainder_in({1, 5e-324}).ln_inverse_share().value() == 5e-324);
    // ln(4 / 3)
    BOOST_TEST(std::abs(remainder_in({3, 1}).ln_inverse_share().value() - std::log1p(1.0 / 3)) <= 0x1p-54);
}

BOOST_AUTO_TEST_CASE(in_any_order)
{
    auto random = support::random{31};
    for (auto round = 0; round < 200; ++round) {
        auto amounts = std::vector<double>{1 + random.unit()};
        for (auto left = random.below(300); left > 0; --left) {
            amounts.push_back(std::ldexp(random.unit(), -50 - static_cast<int>(random.below(20))));
        }
        auto const before = remainder_in(amounts).amount().hi;
        random.shuffle(amounts);
        BOOST_TEST(remainder_in(amounts).amount().hi == before);
    }
}

// 1 is listed; of the 9 that are not, one partner holds 8 and two hold 1/2 each.
BOOST_AUTO_TEST_CASE(hidden_partners)
{
    auto const listed = std::vector{1.0};
    auto found = remainder_of_largest{totals_with(listed, 9)};
    found.add(listed.data(), listed.size());
    found.add(8, 1);
    found.add(0.5, 2);
    BOOST_TEST(found.has_majority());
    BOOST_TEST(found.largest() == 8);
    BOOST_TEST(found.amount().value() == 2);
    // and where the rest is spread over partners without number, the listed one stays the largest
    auto spread = remainder_of_largest{totals_with(listed, 0.25)};
    spread.add(listed.data(), listed.size());
    spread.add_infinitesimals(0.25);
    BOOST_TEST(spread.largest() == 1);
    BOOST_TEST(spread.amount().value() == 0.25);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
