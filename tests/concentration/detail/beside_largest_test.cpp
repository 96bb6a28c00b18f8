// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/concentration/detail/squared_deviations.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using namespace equipoise::detail;

totals totals_of(std::vector<double> const& amounts, double unattributed = 0)
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

beside_largest over(std::vector<double> const& amounts)
{
    auto beside = equipoise::concentration_detail::beside_largest{totals_of(amounts)};
    beside.add(amounts.data(), amounts.size());
    return beside;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(beside_largest)

BOOST_AUTO_TEST_CASE(only_more_than_half_is_most)
{
    BOOST_TEST(over({3, 1, 1}).dominated());
    BOOST_TEST(!over({2, 1, 1}).dominated());
    BOOST_TEST(!over({2, 2}).dominated());
    BOOST_TEST(over({5}).dominated());
    BOOST_TEST(!over({}).dominated());
}

BOOST_AUTO_TEST_CASE(the_others_keep_their_digits)
{
    // 2^-60 (1 + 2^-52) and 2^-60 2^-60: neither is left of the total, of which the last bit is 2^-105
    auto const a = 0x1.0000000000001p-60;
    auto const b = 0x1p-120;
    auto const beside = over({b, 1, a});
    BOOST_TEST(beside.largest() == 1);
    BOOST_TEST(beside.others().hi == a);
    BOOST_TEST(beside.others().lo == b);
    BOOST_TEST(beside.ln_inverse_share().hi == a - a * a / 2);
    BOOST_TEST(over({5}).ln_inverse_share().value() == 0);
    // the smallest double there is, which nothing may halve
    BOOST_TEST(over({1, 5e-324}).ln_inverse_share().value() == 5e-324);
    // ln(4 / 3)
    BOOST_TEST(std::abs(over({3, 1}).ln_inverse_share().value() - std::log1p(1.0 / 3)) <= 0x1p-54);
}

BOOST_AUTO_TEST_CASE(in_any_order)
{
    auto random = support::random{31};
    for (auto round = 0; round < 200; ++round) {
        auto amounts = std::vector<double>{1 + random.unit()};
        for (auto left = random.below(300); left > 0; --left) {
            amounts.push_back(std::ldexp(random.unit(), -50 - static_cast<int>(random.below(20))));
        }
        auto const before = over(amounts).others().hi;
        random.shuffle(amounts);
        BOOST_TEST(over(amounts).others().hi == before);
    }
}

// 1 is listed; of the 9 that are not, one partner holds 8 and two hold 1/2 each.
BOOST_AUTO_TEST_CASE(hidden_partners)
{
    auto const listed = std::vector{1.0};
    auto beside = equipoise::concentration_detail::beside_largest{totals_of(listed, 9)};
    beside.add(listed.data(), listed.size());
    beside.add(8, 1);
    beside.add(0.5, 2);
    BOOST_TEST(beside.dominated());
    BOOST_TEST(beside.largest() == 8);
    BOOST_TEST(beside.others().value() == 2);
    // and where the rest is spread over partners without number, the listed one stays the largest
    auto spread = equipoise::concentration_detail::beside_largest{totals_of(listed, 0.25)};
    spread.add(listed.data(), listed.size());
    spread.dust(0.25);
    BOOST_TEST(spread.largest() == 1);
    BOOST_TEST(spread.others().value() == 0.25);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
