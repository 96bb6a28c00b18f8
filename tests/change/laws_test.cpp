// SPDX-License-Identifier: BSL-1.0
#include "../support/exact.hpp"
#include "../support/flows.hpp"
#include "../support/oracle.hpp"

#include <equipoise/change/contributions.hpp>
#include <equipoise/change/lmdi.hpp>
#include <equipoise/change/log_split.hpp>
#include <equipoise/change/shift_share.hpp>
#include <equipoise/change/trend.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/comparison/overlap.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

// The parts of every decomposition sum to the whole, and are what their formulas say in exact integers.

namespace {

namespace eq = equipoise;
using support::draw_below;
using support::ratio;
using support::sum_of;
using support::ulps;
using support::whole_numbers;
using support::wide;

constexpr auto epsilon = std::numeric_limits<double>::epsilon();

/// Amounts of up to `most` of which the first is not zero, and of which others may be.
whole_numbers draw_amounts(std::size_t size, std::size_t most)
{
    auto amounts = whole_numbers{};
    for (std::size_t i = 0; i < size; ++i) {
        amounts.push_back(draw_below(4) == 0 ? 0 : static_cast<std::int64_t>(draw_below(most)));
    }
    amounts[0] += amounts[0] == 0 ? 1 : 0;
    return amounts;
}

/// As many partners as before, some of which left, came, grew a little or changed altogether.
whole_numbers draw_change(whole_numbers const& before, std::size_t most)
{
    auto after = draw_amounts(before.size(), most);
    if (draw_below(2) == 0) {
        for (std::size_t i = 0; i < after.size(); ++i) {
            after[i] = before[i] + static_cast<std::int64_t>(draw_below(2));
        }
    }
    return after;
}

/// Partners 0, 1, ... with these amounts; partners with 0 are not listed.
eq::portfolio<int> portfolio_of(whole_numbers const& amounts)
{
    auto rows = std::vector<eq::partner<int>>{};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (amounts[i] != 0) {
            rows.push_back({static_cast<int>(i), static_cast<double>(amounts[i])});
        }
    }
    return eq::portfolio<int>{rows};
}

/// Whether rounded terms sum to a rounded whole: each is off by at most half a unit in its last place.
template <class Terms>
bool sums_to(Terms const& terms, double whole)
{
    auto sum = 0.0L;
    auto size = static_cast<long double>(std::abs(whole));
    for (double const term : terms) {
        sum += static_cast<long double>(term);
        size += static_cast<long double>(std::abs(term));
    }
    return std::abs(sum - static_cast<long double>(whole)) <= static_cast<long double>(epsilon) * size;
}

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(laws)

BOOST_AUTO_TEST_CASE(turnover_is_what_does_not_overlap)
{
    BOOST_TEST(rc::check("turnover", [] {
        auto const x = draw_amounts(1 + draw_below(8), 100000);
        auto const y = draw_change(x, 100000);
        auto const before = portfolio_of(x);
        auto const after = portfolio_of(y);
        wide apart = 0;
        wide entered = 0;
        wide left = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            auto const gap = x[i] * sum_of(y) - y[i] * sum_of(x);
            apart += gap < 0 ? -gap : gap;
            entered += x[i] == 0 ? y[i] : 0;
            left += y[i] == 0 ? x[i] : 0;
        }
        auto const units = sum_of(x) * sum_of(y);
        auto const moved = eq::turnover(before, after);
        RC_ASSERT(ulps(moved, ratio(apart, 2 * units)) <= 1);
        RC_ASSERT(std::abs(moved + eq::overlap(before, after) - 1) <= epsilon);
        RC_ASSERT(moved == eq::turnover(after, before));
        auto const changes = eq::entry_and_exit(before, after);
        RC_ASSERT(ulps(changes.entry, ratio(entered, sum_of(y))) <= 1);
        RC_ASSERT(ulps(changes.exit, ratio(left, sum_of(x))) <= 1);
        RC_ASSERT(std::max(changes.entry, changes.exit) <= moved * (1 + 2 * epsilon));
    }));
}

BOOST_AUTO_TEST_CASE(contributions_to_the_hhi_are_exact)
{
    BOOST_TEST(rc::check("contributions", [] {
        auto const x = draw_amounts(1 + draw_below(8), 10000);
        auto const y = draw_change(x, 10000);
        auto const parts = eq::contributions(portfolio_of(x), portfolio_of(y), eq::hhi);
        auto const a = sum_of(x) * sum_of(x);
        auto const b = sum_of(y) * sum_of(y);
        auto terms = std::vector<double>{};
        wide change = 0;
        for (auto const& part : parts.partners) {
            auto const i = static_cast<std::size_t>(part.id);
            auto const exact = wide{y[i]} * y[i] * a - wide{x[i]} * x[i] * b;
            change += exact;
            terms.push_back(part.contribution);
            RC_ASSERT(ulps(part.contribution, ratio(exact, a * b)) <= 1);
            RC_ASSERT(ulps(part.before, ratio(x[i], sum_of(x))) <= 1);
        }
        RC_ASSERT(ulps(parts.change, ratio(change, a * b)) <= 1);
        RC_ASSERT(sums_to(terms, parts.change));
        for (auto const& other : {eq::contributions(portfolio_of(x), portfolio_of(y), eq::shannon),
                                  eq::contributions(portfolio_of(x), portfolio_of(y), eq::gini_simpson)}) {
            terms.clear();
            for (auto const& part : other.partners) {
                terms.push_back(part.contribution);
            }
            RC_ASSERT(sums_to(terms, other.change));
            RC_ASSERT(sums_to(std::vector{other.after, -other.before}, other.change));
        }
    }));
}

BOOST_AUTO_TEST_CASE(dependence_is_share_and_openness)
{
    BOOST_TEST(rc::check("log split", [] {
        auto const x = draw_amounts(3, 100000);
        auto y = draw_change(x, 100000);
        y[0] += 1;
        auto const gdp = std::pair{1 + draw_below(1000000), 1 + draw_below(1000000)};
        auto const parts = eq::log_split(portfolio_of(x), eq::state<int>{9, static_cast<double>(gdp.first)},
                                         portfolio_of(y), eq::state<int>{9, static_cast<double>(gdp.second)}, 0);
        RC_ASSERT(sums_to(std::vector{parts.share, parts.openness}, parts.dependence));
        auto const near_ln = [](wide a, wide b) {
            return static_cast<double>(
                std::log1p((static_cast<long double>(a) - static_cast<long double>(b)) / static_cast<long double>(b)));
        };
        RC_ASSERT(ulps(parts.share, near_ln(y[0] * sum_of(x), x[0] * sum_of(y))) <= 1);
        auto const first = static_cast<wide>(gdp.first);
        auto const second = static_cast<wide>(gdp.second);
        RC_ASSERT(ulps(parts.openness, near_ln(sum_of(y) * first, sum_of(x) * second)) <= 1);
    }));
}

BOOST_AUTO_TEST_CASE(effects_of_factors_sum_to_the_change)
{
    BOOST_TEST(rc::check("lmdi", [] {
        auto const terms = 1 + draw_below(6);
        auto before = std::vector<std::vector<double>>{};
        auto after = before;
        wide was = 0;
        wide is = 0;
        for (std::size_t j = 0; j < terms; ++j) {
            auto const x = draw_amounts(3, 1000);
            auto const y = draw_change(x, 1000);
            before.emplace_back(x.begin(), x.end());
            after.emplace_back(y.begin(), y.end());
            was += wide{x[0]} * x[1] * x[2];
            is += wide{y[0]} * y[1] * y[2];
        }
        auto const parts = eq::lmdi(before, after);
        RC_ASSERT(parts.before == static_cast<double>(was));
        RC_ASSERT(parts.after == static_cast<double>(is));
        RC_ASSERT(parts.change == static_cast<double>(is - was));
        RC_ASSERT(sums_to(parts.effects, parts.change));
        for (std::size_t j = 0; j < terms; ++j) { // term by term, with the formula as it stands
            auto const x = before[j][0] * before[j][1] * before[j][2];
            auto const y = after[j][0] * after[j][1] * after[j][2];
            RC_ASSERT(sums_to(parts.terms[j], y - x));
            if (x > 0 && y > 0 && x != y) {
                auto const mean = (static_cast<long double>(y) - static_cast<long double>(x))
                                  / std::log1p(static_cast<long double>(y - x) / static_cast<long double>(x));
                for (std::size_t k = 0; k < 3; ++k) {
                    auto const growth = (static_cast<long double>(after[j][k]) - static_cast<long double>(before[j][k]))
                                        / static_cast<long double>(before[j][k]);
                    RC_ASSERT(ulps(parts.terms[j][k], static_cast<double>(mean * std::log1p(growth))) <= 2);
                }
            }
        }
    }));
}

BOOST_AUTO_TEST_CASE(growth_is_the_tide_the_mix_and_the_state_s_own)
{
    BOOST_TEST(rc::check("shift-share", [] {
        auto const size = 1 + draw_below(5);
        auto const x = draw_amounts(size, 1000);
        auto const y = draw_change(x, 1000);
        auto world_before = whole_numbers{};
        auto world_after = whole_numbers{};
        auto denominator = wide{1};
        for (std::size_t i = 0; i < size; ++i) {
            world_before.push_back(1 + static_cast<std::int64_t>(draw_below(100)));
            world_after.push_back(1 + static_cast<std::int64_t>(draw_below(200)));
            denominator *= world_before.back();
        }
        auto const parts =
            eq::shift_share(portfolio_of(x), portfolio_of(y), portfolio_of(world_before), portfolio_of(world_after));
        auto const total = sum_of(x);
        RC_ASSERT(ulps(parts.growth, ratio(sum_of(y) - total, total)) <= 1);
        RC_ASSERT(sums_to(std::vector{parts.reference_growth, parts.mix, parts.competitive}, parts.growth));
        RC_ASSERT(ulps(parts.reference_growth, ratio(sum_of(world_after) - sum_of(world_before), sum_of(world_before)))
                  <= 1);
        wide own = 0; // sum x_1 - x_0 G_j, times the product of the world's amounts before
        for (std::size_t i = 0; i < size; ++i) {
            own += y[i] * denominator - x[i] * (denominator / world_before[i]) * world_after[i];
        }
        RC_ASSERT(ulps(parts.competitive, ratio(own, denominator * total)) <= 1);
        auto of_partners = std::vector<double>{};
        for (auto const& one : parts.partners) {
            of_partners.insert(of_partners.end(), {one.reference_growth, one.mix, one.competitive});
        }
        RC_ASSERT(sums_to(of_partners, parts.growth));
    }));
}

BOOST_AUTO_TEST_CASE(slopes_by_their_formulas)
{
    BOOST_TEST(rc::check("trend", [] {
        auto const n = draw_below(12);
        auto points = std::vector<std::pair<int, double>>{};
        auto year = 1990;
        for (std::size_t i = 0; i < n; ++i) {
            year += 1 + static_cast<int>(draw_below(3));
            points.emplace_back(year, static_cast<double>(draw_below(1000)) - 300);
        }
        auto const line = eq::trend(points);
        RC_ASSERT(line.periods == n);
        RC_ASSERT(eq::is_undefined(line.slope) == (n < 4));
        RC_ASSERT(eq::is_undefined(line.median_slope) == (n < 4));
        RC_ASSERT(eq::is_undefined(line.change) == (n < 2));
        if (n < 4) {
            return;
        }
        // (n sum t y - sum t sum y) / (n sum t^2 - (sum t)^2)
        wide t = 0;
        wide y = 0;
        wide tt = 0;
        wide ty = 0;
        auto slopes = std::vector<double>{};
        for (auto const& [when, value] : points) {
            auto const v = static_cast<std::int64_t>(value);
            t += when;
            y += v;
            tt += wide{when} * when;
            ty += wide{when} * v;
            for (auto const& [earlier, old] : points) {
                if (earlier < when) {
                    slopes.push_back((value - old) / (when - earlier));
                }
            }
        }
        auto const count = static_cast<wide>(n);
        RC_ASSERT(ulps(line.slope, ratio(count * ty - t * y, count * tt - t * t)) <= 1);
        std::sort(slopes.begin(), slopes.end());
        auto const half = slopes.size() / 2;
        auto const median = slopes.size() % 2 != 0 ? slopes[half] : slopes[half - 1] / 2 + slopes[half] / 2;
        RC_ASSERT(line.median_slope == median);
        RC_ASSERT(line.change == points.back().second - points.front().second);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
