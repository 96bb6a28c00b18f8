// SPDX-License-Identifier: BSL-1.0
#include "../support/exact.hpp"
#include "../support/flows.hpp"
#include "../support/oracle.hpp"

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/capability.hpp>
#include <equipoise/alignment/power.hpp>
#include <equipoise/alignment/tau_b.hpp>
#include <equipoise/alignment/votes.hpp>
#include <equipoise/concentration/herfindahl.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

// Identities between the measures, on random whole numbers, against values in exact integers that are divided once.

namespace {

namespace eq = equipoise;
using support::draw_below;
using support::ratio;
using support::ulps;
using support::whole_numbers;
using support::wide;

constexpr auto epsilon = std::numeric_limits<double>::epsilon();

/// The weighted sum of f(a_k, b_k).
template <class F>
wide total(whole_numbers const& a, whole_numbers const& b, whole_numbers const& w, F f)
{
    wide sum = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        sum += wide{w[k]} * f(wide{a[k]}, wide{b[k]});
    }
    return sum;
}

whole_numbers draw_numbers(std::size_t size, std::size_t values)
{
    auto numbers = whole_numbers{};
    for (std::size_t i = 0; i < size; ++i) {
        numbers.push_back(static_cast<std::int64_t>(draw_below(values)));
    }
    return numbers;
}

wide distance(wide a, wide b)
{
    return a < b ? b - a : a - b;
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(laws)

BOOST_AUTO_TEST_CASE(quadratic_kappa_is_lin_s_concordance)
{
    BOOST_TEST(rc::check("Lin", [] {
        auto const size = 2 + draw_below(40);
        auto const values = draw_below(2) == 0 ? std::size_t{4} : std::size_t{1000};
        auto const a = draw_numbers(size, values);
        auto const b = draw_numbers(size, values);
        auto w = draw_numbers(size, 100);
        w[0] += 1;
        auto const n = total(a, b, w, [](wide, wide) { return wide{1}; });
        auto const x = total(a, b, w, [](wide i, wide) { return i; });
        auto const y = total(a, b, w, [](wide, wide j) { return j; });
        auto const xx = total(a, b, w, [](wide i, wide) { return i * i; });
        auto const yy = total(a, b, w, [](wide, wide j) { return j * j; });
        auto const xy = total(a, b, w, [](wide i, wide j) { return i * j; });
        // 2 cov / (var a + var b + (mean a - mean b)^2), times n^2
        auto const spread = n * xx - x * x + n * yy - y * y + (x - y) * (x - y);
        auto const exact = spread == 0 ? eq::undefined : ratio(2 * (n * xy - x * y), spread);
        RC_ASSERT(ulps(eq::quadratic_kappa(a, b, w), exact) <= 1);
        RC_ASSERT(ulps(eq::lin_concordance(a, b, w), exact) <= 1);
    }));
}

BOOST_AUTO_TEST_CASE(s_on_votes_is_twice_the_vote_agreement_less_one)
{
    BOOST_TEST(rc::check("votes", [] {
        auto const size = 1 + draw_below(60);
        auto a = draw_numbers(size, 3);
        auto b = draw_numbers(size, 3);
        for (std::size_t k = 0; k < size; ++k) { // yes 1, abstain 2, no 3
            ++a[k];
            ++b[k];
        }
        auto const ones = whole_numbers(size, 1);
        auto const apart = total(a, b, ones, distance);
        auto const n = static_cast<wide>(size);
        RC_ASSERT(ulps(eq::vote_agreement(a, b), ratio(2 * n - apart, 2 * n)) <= 1);
        RC_ASSERT(ulps(eq::s_score(a, b, eq::vote_scale), ratio(n - apart, n)) <= 1); // 2 IA - 1
        RC_ASSERT(std::abs(eq::s_score(a, b, 2) - (2 * eq::lijphart(a, b) - 1)) <= 2 * epsilon);
        auto w = draw_numbers(size, 50);
        w[0] += 1;
        auto const weight = total(a, b, w, [](wide, wide) { return wide{1}; });
        RC_ASSERT(ulps(eq::s_score(a, b, 2, w), ratio(weight - total(a, b, w, distance), weight)) <= 1);
        auto const squares = total(a, b, w, [](wide i, wide j) { return (i - j) * (i - j); });
        RC_ASSERT(ulps(eq::s_score_squared(a, b, 2, w), ratio(2 * weight - squares, 2 * weight)) <= 1);
    }));
}

BOOST_AUTO_TEST_CASE(tau_b_by_all_pairs)
{
    BOOST_TEST(rc::check("tau-b", [] {
        auto const size = 2 + draw_below(25);
        auto const a = draw_numbers(size, 2 + draw_below(8));
        auto const b = draw_numbers(size, 2 + draw_below(8));
        std::uint64_t alike = 0;
        std::uint64_t opposed = 0;
        wide apart_a = 0;
        wide apart_b = 0;
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                auto const order = (a[i] - a[j]) * (b[i] - b[j]);
                alike += order > 0 ? 1 : 0;
                opposed += order < 0 ? 1 : 0;
                apart_a += a[i] != a[j] ? 1 : 0;
                apart_b += b[i] != b[j] ? 1 : 0;
            }
        }
        auto const found = eq::tau_b.result(a, b);
        RC_ASSERT(found.concordant == alike);
        RC_ASSERT(found.discordant == opposed);
        auto const exact = (static_cast<long double>(alike) - static_cast<long double>(opposed))
                           / std::sqrt(static_cast<long double>(apart_a * apart_b));
        RC_ASSERT(ulps(found.value, apart_a * apart_b == 0 ? eq::undefined : static_cast<double>(exact)) <= 1);
    }));
}

BOOST_AUTO_TEST_CASE(power)
{
    BOOST_TEST(rc::check("power", [] {
        auto const size = 2 + draw_below(10);
        auto before = draw_numbers(size, 1000);
        auto after = draw_numbers(size, 1000);
        before[0] += 1;
        after[1] += 1;
        auto const ones = whole_numbers(size, 1);
        auto const x = total(before, after, ones, [](wide i, wide) { return i; });
        auto const y = total(before, after, ones, [](wide, wide j) { return j; });
        auto const moved = total(before, after, ones, [&](wide i, wide j) { return distance(i * y, j * x); });
        auto const least = wide{*std::min_element(before.begin(), before.end())};
        RC_ASSERT(ulps(eq::singer_move(before, after), ratio(moved, 2 * y * (x - least))) <= 1);
        auto const xx = total(before, after, ones, [](wide i, wide) { return i * i; });
        RC_ASSERT(ulps(eq::effective_poles(before), ratio(x * x, xx)) <= 1);
        // capabilities: shares of two components, which sum to 1 over all states
        auto states = std::vector<std::array<std::int64_t, 2>>{};
        for (std::size_t i = 0; i < size; ++i) {
            states.push_back({before[i], after[i]});
        }
        auto const capabilities = eq::cinc(states);
        auto sum = 0.0;
        for (std::size_t i = 0; i < size; ++i) {
            RC_ASSERT(ulps(capabilities[i], ratio(before[i] * y + after[i] * x, 2 * x * y)) <= 1);
            sum += capabilities[i];
        }
        RC_ASSERT(std::abs(sum - 1) <= 8 * epsilon);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
