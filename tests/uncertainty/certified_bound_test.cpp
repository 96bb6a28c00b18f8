// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/certified_bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using ranges_of = eq::interval_portfolio<int>;
using rows = std::vector<eq::partner_range<int>>;
using amounts = std::vector<double>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

// The boxes of the table of test values.
auto const box_1 = ranges_of{{1, 50, 60}, {2, 20, 30}, {3, 10, 15}};
auto const box_2 = ranges_of{{1, 10, 40}, {2, 10, 40}, {3, 10, 40}, {4, 60, 70}};
auto const box_3 = ranges_of{{1, 80, 100}, {2, 10, 20}, {3, 5, 60}};
auto const box_4 = ranges_of{{1, 9, 14}, {2, 8, 15}, {3, 11, 12}, {4, 7, 16}, {5, 6, 17}};

// Both ends, and the amounts that attain them.
template <class Index>
void check_ends(ranges_of const& flows, Index const& index, eq::interval expected, amounts const& at_low,
                amounts const& at_high)
{
    auto const found = eq::certified_bound(flows, index);
    BOOST_TEST(found.bounds.low == expected.low, tt::tolerance(1e-12));
    BOOST_TEST(found.bounds.high == expected.high, tt::tolerance(1e-12));
    BOOST_TEST(found.low.amounts == at_low);
    BOOST_TEST(found.high.amounts == at_high);
    BOOST_TEST(found.low.attained);
    BOOST_TEST(found.high.attained);
    BOOST_TEST(found.low.gap == 0);
    BOOST_TEST(found.high.gap == 0);
    BOOST_TEST((eq::bound(flows, index) == found.bounds));
}

// A box of whole numbers: like mirror reports, like the partition problem, with zeros, or of any kind.
rows any_rows(support::random& random, std::size_t n, std::uint64_t kind)
{
    auto some = rows{};
    for (std::size_t i = 0; i < n; ++i) {
        auto low = 1 + static_cast<double>(random.below(40));
        auto width = static_cast<double>(random.below(30));
        if (kind == 0) {
            width = std::floor(low * .5 * random.unit());
        } else if (kind == 1) {
            width = 2 * static_cast<double>(random.below(15));
            low = 20 - width / 2;
        } else if (kind == 2) {
            low = random.below(3) == 0 ? low : 0;
        }
        some.push_back({static_cast<int>(i), low, low + width});
    }
    return some;
}

amounts any_point(support::random& random, rows const& box)
{
    auto point = amounts{};
    for (auto const& each : box) {
        auto const part = random.below(3) == 0 ? static_cast<double>(random.below(2)) : random.unit();
        point.push_back(std::min(each.high, each.low + part * (each.high - each.low)));
    }
    return point;
}

double most_by_all_corners(rows const& box)
{
    auto const n = box.size();
    auto total = std::int64_t{0};
    auto squares = std::int64_t{0};
    for (auto const& each : box) {
        total += static_cast<std::int64_t>(each.low);
        squares += static_cast<std::int64_t>(each.low * each.low);
    }
    auto is_high = std::vector<bool>(n);
    auto most = 0.0;
    for (std::uint64_t code = 1;; ++code) {
        if (total > 0) {
            most = std::max(most, static_cast<double>(squares) / static_cast<double>(total * total));
        }
        if (code == std::uint64_t{1} << n) {
            return most;
        }
        auto place = std::size_t{0};
        while ((code >> place & 1U) == 0) {
            ++place;
        }
        auto const low = static_cast<std::int64_t>(box[place].low);
        auto const high = static_cast<std::int64_t>(box[place].high);
        auto const sign = is_high[place] ? -1 : 1;
        is_high[place] = !is_high[place];
        total += sign * (high - low);
        squares += sign * (high * high - low * low);
    }
}

// The most uneven value of an index at all corners: the least of one that concentration lowers.
template <class Index>
double at_all_corners(rows const& box, Index const& index)
{
    auto const raises = eq::describe(index).effect == eq::concentrating::raises;
    auto found = eq::undefined;
    for (std::uint64_t code = 0; code < std::uint64_t{1} << box.size(); ++code) {
        auto corner = amounts{};
        for (std::size_t i = 0; i < box.size(); ++i) {
            corner.push_back((code >> i & 1U) != 0 ? box[i].high : box[i].low);
        }
        auto const value = index(corner);
        if (eq::is_undefined(found) || (raises ? value > found : value < found)) {
            found = value;
        }
    }
    return found;
}

template <class Index>
void check_corners(Index const& index, int boxes, std::size_t least, std::size_t most, eq::bound_limits const& limits)
{
    auto random = support::random{29};
    auto const raises = eq::describe(index).effect == eq::concentrating::raises;
    auto widest = 0.0;
    for (auto round = 0; round < boxes; ++round) {
        auto const n = least + random.below(most - least + 1);
        auto box = any_rows(random, n, static_cast<std::uint64_t>(round) % 4);
        box[0].high += 1; // not all are 0
        auto const found = eq::certified_bound(ranges_of{box}, index, limits);
        auto const expected = at_all_corners(box, index);
        BOOST_TEST((raises ? found.high : found.low).value == expected, tt::tolerance(1e-12));
        BOOST_TEST((raises ? found.high : found.low).gap <= 1e-12 * expected);
        widest = std::max(widest, (found.bounds.high - found.bounds.low) / expected);
    }
    BOOST_TEST(widest > .3); // the boxes are not all but points
}

// The least HHI of the points with a common level, over all patterns of ends, in long double.
double least_by_all_patterns(rows const& box)
{
    auto stops = std::vector<long double>{};
    for (auto const& each : box) {
        stops.push_back(each.low);
        stops.push_back(each.high);
    }
    std::sort(stops.begin(), stops.end());
    auto least = 1.0L;
    auto const attempt = [&](long double level) {
        auto total = 0.0L;
        auto squares = 0.0L;
        for (auto const& each : box) {
            auto const x = std::clamp<long double>(level, each.low, each.high);
            total += x;
            squares += x * x;
        }
        least = total > 0 ? std::min(least, squares / (total * total)) : least;
    };
    for (std::size_t i = 0; i < stops.size(); ++i) {
        attempt(stops[i]);
        if (i + 1 < stops.size() && stops[i] < stops[i + 1]) {
            auto total = 0.0L;
            auto squares = 0.0L;
            for (auto const& each : box) {
                auto const fixed = each.low >= stops[i + 1] ? each.low : each.high <= stops[i] ? each.high : 0;
                total += fixed;
                squares += static_cast<long double>(fixed) * fixed;
            }
            if (total > 0) {
                attempt(std::clamp(squares / total, stops[i], stops[i + 1]));
            }
        }
    }
    return static_cast<double>(least);
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(certified_bound)

// By hand: 60^2 + 20^2 + 10^2 = 4100 of 90^2, and 50^2 + 30^2 + 15^2 = 3625 of 95^2.
BOOST_AUTO_TEST_CASE(has_the_values_that_were_found_by_hand)
{
    check_ends(box_1, eq::hhi, {145.0 / 361, 41.0 / 81}, {50, 30, 15}, {60, 20, 10});
    check_ends(box_1, eq::effective_number, {81.0 / 41, 361.0 / 145}, {60, 20, 10}, {50, 30, 15});
    check_ends(box_1, eq::shannon, {.848685557727, .993268210150}, {60, 20, 10}, {50, 30, 15});
    check_ends(box_1, eq::concentration_ratio(1), {10.0 / 19, 2.0 / 3}, {50, 30, 15}, {60, 20, 10});
    check_ends(box_1, eq::berger_parker, {10.0 / 19, 2.0 / 3}, {50, 30, 15}, {60, 20, 10});
    check_ends(box_1, eq::concentration_ratio(2), {14.0 / 17, 9.0 / 10}, {50, 20, 15}, {60, 30, 10});
    check_ends(box_2, eq::hhi, {7.0 / 27, 13.0 / 25}, {40, 40, 40, 60}, {10, 10, 10, 70});
    check_ends(box_3, eq::hhi, {13.0 / 32, 405.0 / 529}, {80, 20, 60}, {100, 10, 5});
    check_ends(box_4, eq::hhi, {1.0 / 5, 581.0 / 2601}, {11, 11, 11, 11, 11}, {9, 8, 12, 16, 6});
    check_ends(ranges_of{{1, 1, 2}, {2, 1, 2}, {3, 1, 2}, {4, 1, 2}}, eq::hhi, {1.0 / 4, 7.0 / 25}, {1, 1, 1, 1},
               {2, 1, 1, 1});
    check_ends(ranges_of{{1, 0, 10}, {2, 5, 5}}, eq::hhi, {1.0 / 2, 1}, {5, 5}, {0, 5});
    auto const alone = eq::bound(ranges_of{{1, 3, 9}}, eq::hhi);
    BOOST_TEST((alone == eq::interval{1, 1}));
}

BOOST_AUTO_TEST_CASE(is_the_value_of_the_index_where_all_amounts_are_points)
{
    auto random = support::random{31};
    for (auto round = 0; round < 100; ++round) {
        auto points = any_rows(random, 1 + random.below(9), 3);
        auto values = amounts{};
        for (auto& each : points) {
            each.low *= random.unit();
            each.high = each.low;
            values.push_back(each.low);
        }
        auto const flows = ranges_of{points};
        auto const same = [&](auto const& index) {
            auto const value = index(values);
            BOOST_TEST((eq::bound(flows, index) == eq::interval{value, value})); // bit for bit
        };
        same(eq::hhi);
        same(eq::effective_number);
        same(eq::hill(.5));
        same(eq::renyi(7));
        same(eq::shannon);
        same(eq::concentration_ratio(2));
        same(eq::gini);
    }
    auto const known = eq::estimate_of(ranges_of{{1, 60, 60}, {2, 40, 40}}, eq::hhi);
    BOOST_TEST(known.value == .52);
    BOOST_TEST((known.why == eq::reason::defined));
    BOOST_TEST(((box_1 | eq::bound(eq::hhi)) == eq::bound(box_1, eq::hhi)));
    BOOST_TEST((box_1 | eq::certified_bound(eq::hhi)).high.amounts == (amounts{60, 20, 10}));
    BOOST_TEST((box_1.view() | eq::certified_bound(eq::exposure(1))).bounds.low == 10.0 / 19);
    // its limits are kept
    auto const stopped = box_4 | eq::certified_bound(eq::hhi, {.nodes = 1});
    BOOST_TEST(stopped.high.value == eq::certified_bound(box_4, eq::hhi, {.nodes = 1}).high.value);
    BOOST_TEST(stopped.high.gap > 0);
    BOOST_TEST(((box_1.view() | eq::estimate_of(eq::hhi)).bounds == eq::bound(box_1, eq::hhi)));
    auto const roughly = eq::estimate_of(box_1, eq::hhi);
    BOOST_TEST(eq::is_undefined(roughly.value));
    BOOST_TEST((roughly.why == eq::reason::unknown_part));
    BOOST_TEST((roughly.bounds == eq::bound(box_1, eq::hhi)));
}

BOOST_AUTO_TEST_CASE(equals_what_all_corners_show)
{
    auto random = support::random{17};
    auto widest = 0.0;
    for (auto round = 0; round < 2000; ++round) {
        auto const n = 1 + random.below(12);
        auto const box = any_rows(random, n, static_cast<std::uint64_t>(round) % 4);
        auto const all_zero = std::all_of(box.begin(), box.end(), [](auto const& each) { return each.high == 0; });
        if (all_zero) {
            continue;
        }
        auto const found = eq::certified_bound(ranges_of{box}, eq::hhi);
        auto const most = most_by_all_corners(box);
        auto const least = least_by_all_patterns(box);
        BOOST_TEST(found.bounds.high == most, tt::tolerance(4e-16));
        BOOST_TEST(found.bounds.low == least, tt::tolerance(4e-16));
        widest = std::max(widest, most - least);
    }
    BOOST_TEST(widest > .3); // the boxes are not all but points
}

BOOST_AUTO_TEST_CASE(equals_what_all_corners_show_for_other_indices)
{
    check_corners(eq::shannon, 300, 1, 8, {});
    check_corners(eq::hill(.5), 300, 1, 8, {});
    check_corners(eq::hill(3), 300, 1, 8, {});
    check_corners(eq::concentration_ratio(2), 300, 1, 8, {});
}

// With fewer nodes than corners, so that the search has to find the best one.
BOOST_AUTO_TEST_CASE(equals_what_all_corners_show_for_high_orders)
{
    check_corners(eq::hill(50), 80, 9, 9, {.nodes = 511});
    check_corners(eq::hill(300), 80, 9, 9, {.nodes = 511});
    // 60 partners of 2 or 3: one has 3; (59 2^300 + 3^300)^(1/299) / 121, to which 59 2^300 / 3^300 < 10^-50 adds
    // nothing
    auto many = rows{};
    for (auto i = 0; i < 60; ++i) {
        many.push_back({i, 2, 3});
    }
    auto const found = eq::certified_bound(ranges_of{many}, eq::hill(300));
    BOOST_TEST(found.bounds.low == std::exp(300 * std::log(121.0 / 3) / 299), tt::tolerance(1e-12));
    BOOST_TEST(found.low.gap <= 1e-10);
    BOOST_TEST(std::count(found.low.amounts.begin(), found.low.amounts.end(), 3.0) == 1);
    BOOST_TEST(found.nodes < 1000U);
    // stopped at once: an outer end, of which all shares are below the 1/8 whose power 300 is 2^-900
    for (auto i = 0; i < 60; ++i) {
        many[static_cast<std::size_t>(i)].high = 3 + i / 100.0;
    }
    auto const stopped = eq::certified_bound(ranges_of{many}, eq::hill(300), {.nodes = 1});
    auto const least_number = std::exp(300 * std::log(121.59 / 3.59) / 299); // of the last high end alone
    BOOST_TEST(stopped.bounds.low <= least_number * (1 + 1e-14));
    BOOST_TEST(stopped.bounds.low > .75 * least_number);
    // of which nothing is known to be more than a thousandth of another: an outer end, which holds the corner
    auto far = rows{{0, 1e-3, 1}};
    for (auto i = 1; i < 25; ++i) {
        far.push_back({i, 1e-3, 2e-3});
    }
    auto const outer = eq::certified_bound(ranges_of{far}, eq::hill(300), {.nodes = 1000});
    BOOST_TEST(outer.bounds.low <= std::exp(300 * std::log(1.024) / 299));
    BOOST_TEST(outer.bounds.low >= 1);
}

BOOST_AUTO_TEST_CASE(holds_every_point_of_the_box)
{
    auto random = support::random{5};
    auto const holds = [&](auto const& index, int boxes) {
        for (auto i = 0; i < boxes; ++i) {
            auto const box = any_rows(random, 2 + random.below(6), static_cast<std::uint64_t>(i) % 4);
            auto const found = eq::bound(ranges_of{box}, index);
            for (auto round = 0; round < 10'000 / boxes; ++round) {
                auto const value = index(any_point(random, box));
                auto const rounding = 1e-14 * std::fabs(value);
                BOOST_REQUIRE(
                    (eq::is_undefined(value) || (value >= found.low - rounding && value <= found.high + rounding)));
            }
        }
    };
    holds(eq::hhi, 20);
    holds(eq::hill(.5), 20);
    holds(eq::hill(1.0000001), 20);
    holds(eq::hill(7), 20);
    holds(eq::shannon, 20);
    holds(eq::hill(50), 10);
    holds(eq::concentration_ratio(2), 20);
    holds(eq::gini, 10);
    holds(eq::hoover, 10);
}

BOOST_AUTO_TEST_CASE(never_narrows_when_a_range_widens)
{
    auto random = support::random{23};
    auto const rounding = 1e-14;
    for (auto round = 0; round < 150; ++round) {
        auto box = any_rows(random, 1 + random.below(7), static_cast<std::uint64_t>(round) % 4);
        box.push_back({100, 3, 8});
        auto wider = box;
        auto& one = wider[random.below(wider.size())];
        one.low *= random.unit();
        one.high *= 1 + random.unit();
        auto const widens = [&](auto const& index) {
            auto const before = eq::bound(ranges_of{box}, index);
            auto const after = eq::bound(ranges_of{wider}, index);
            BOOST_TEST(after.low <= before.low + rounding);
            BOOST_TEST(after.high >= before.high - rounding);
        };
        widens(eq::hhi);
        widens(eq::shannon);
        widens(eq::concentration_ratio(2));
    }
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_the_order_or_the_unit)
{
    auto random = support::random{41};
    for (auto round = 0; round < 60; ++round) {
        auto const box = any_rows(random, 2 + random.below(7), static_cast<std::uint64_t>(round) % 2);
        auto shuffled = box; // the same ranges with other names
        for (auto i = shuffled.size(); i > 1; --i) {
            auto const j = random.below(i);
            std::swap(shuffled[i - 1].low, shuffled[j].low);
            std::swap(shuffled[i - 1].high, shuffled[j].high);
        }
        auto const scaled_by = [&](double factor) {
            auto scaled = box;
            for (auto& each : scaled) {
                each.low *= factor;
                each.high *= factor;
            }
            return ranges_of{scaled};
        };
        auto const same = [&](auto const& index) {
            auto const found = eq::bound(ranges_of{box}, index);
            BOOST_TEST((eq::bound(ranges_of{shuffled}, index) == found));
            BOOST_TEST((eq::bound(scaled_by(0x1p900), index) == found));
            BOOST_TEST((eq::bound(scaled_by(0x1p-1070), index) == found)); // whole numbers of subnormal units
            auto const thrice = eq::bound(scaled_by(3), index);
            BOOST_TEST(thrice.low == found.low, tt::tolerance(1e-14));
            BOOST_TEST(thrice.high == found.high, tt::tolerance(1e-14));
        };
        same(eq::hhi);
        same(eq::hill(.5));
        same(eq::concentration_ratio(2));
    }
    // amounts that differ by more powers of ten than a double has: equal, or all but alone
    auto const wide = ranges_of{{1, 0, 1e307}, {2, 6.3e-286, 1.1e-285}};
    BOOST_TEST((eq::bound(wide, eq::hhi) == eq::interval{.5, 1}));
    BOOST_TEST((eq::bound(wide, eq::hill(16)) == eq::interval{1, 2}));
    auto const three = ranges_of{{1, 2.5e29, 8.7e70}, {2, 0, 5.2e82}, {3, 1.7e37, 2e37}};
    BOOST_TEST((eq::bound(three, eq::hill(7)) == eq::interval{1, 3}));
    BOOST_TEST((eq::bound(three, eq::hill(1.5)) == eq::interval{1, 3}));
    BOOST_TEST((eq::bound(ranges_of{{1, 1e300, 1.5e300}, {2, 1e-300, 2e-300}}, eq::hhi) == eq::interval{1, 1}));
}

BOOST_AUTO_TEST_CASE(has_an_end_or_a_turn_where_one_range_is_not_a_point)
{
    // with 60 and 40 known, the HHI falls up to 5200/100 = 52, then rises
    auto const at = [](double x) { return eq::hhi(amounts{60, 40, x}); };
    auto const found = [](double low, double high) {
        return eq::bound(ranges_of{{1, 60, 60}, {2, 40, 40}, {3, low, high}}, eq::hhi);
    };
    BOOST_TEST((found(10, 30) == eq::interval{at(30), at(10)}));
    BOOST_TEST((found(70, 500) == eq::interval{at(70), at(500)}));
    BOOST_TEST((found(10, 90) == eq::interval{at(52), at(10)}));
    BOOST_TEST((found(50, 900) == eq::interval{at(52), at(900)}));
}

BOOST_AUTO_TEST_CASE(has_a_lower_minimum_where_a_range_is_split_between_two)
{
    auto const split = ranges_of{{1, 25, 30}, {2, 20, 30}, {3, 10, 15}, {4, 25, 30}};
    BOOST_TEST(eq::bound(split, eq::hhi).low < eq::bound(box_1, eq::hhi).low);
}

BOOST_AUTO_TEST_CASE(has_limits_where_amounts_have_none)
{
    auto const flows = ranges_of{{1, 60, 60}, {2, 40, 40}, {3, 0, infinite}};
    auto const found = eq::certified_bound(flows, eq::hhi);
    BOOST_TEST(found.bounds.low == 13.0 / 38);
    BOOST_TEST(found.low.amounts == (amounts{60, 40, 52}));
    BOOST_TEST(found.bounds.high == 1);
    BOOST_TEST(!found.high.attained);
    BOOST_TEST(found.high.amounts.empty());
    BOOST_TEST(found.high.gap == 0);
    BOOST_TEST((eq::bound(flows, eq::gini).high == 2.0 / 3)); // one of three has everything
    // of measures of powers as well: [0, 1) and (0, .6]
    auto const of_third = eq::certified_bound(flows, eq::exposure(3));
    BOOST_TEST((of_third.bounds == eq::interval{0, 1}));
    BOOST_TEST(of_third.low.attained);
    BOOST_TEST(!of_third.high.attained);
    auto const of_first = eq::certified_bound(flows, eq::exposure(1), {.nodes = 1});
    BOOST_TEST((of_first.bounds == eq::interval{0, .6}));
    BOOST_TEST(!of_first.low.attained);
    BOOST_TEST(of_first.high.attained);
    BOOST_TEST(of_first.low.gap == 0);
    BOOST_TEST(of_first.nodes == 0);
    // the same as of a portfolio whose third amount is not known
    auto const open = eq::portfolio<int>{{1, 60}, {2, 40}}.with_unknown({3});
    auto const agrees = [&](auto const& index) {
        auto const of_points = eq::bound(open, index);
        auto const of_ranges = eq::bound(ranges_of{open}, index);
        BOOST_TEST(of_ranges.low == of_points.low, tt::tolerance(1e-14));
        BOOST_TEST(of_ranges.high == of_points.high, tt::tolerance(1e-14));
    };
    agrees(eq::hhi);
    agrees(eq::shannon);
    agrees(eq::hill(.5));
    agrees(eq::concentration_ratio(2));
    agrees(eq::hall_tideman);
    // where nothing is certain, one partner may be alone, and all may have the same
    auto const anything = eq::certified_bound(ranges_of{{1, 0, infinite}, {2, 0, infinite}, {3, 0, 7}}, eq::hhi);
    BOOST_TEST((anything.bounds == eq::interval{1.0 / 3, 1}));
    BOOST_TEST(anything.high.attained);
    BOOST_TEST((eq::bound(ranges_of{{1, 0, infinite}, {2, 0, 3}}, eq::hill(0)) == eq::interval{1, 2}));
}

BOOST_AUTO_TEST_CASE(is_narrowed_by_a_total)
{
    auto const with_total = [](double low, double high) {
        return ranges_of({{1, 50, 60}, {2, 20, 30}, {3, 10, 15}}, {.total = eq::interval{low, high}});
    };
    // 100 in all: (60, 30, 10) is the most uneven, (55, 30, 15) the most even choice
    check_ends(with_total(100, 100), eq::hhi, {4150.0 / 10000, 4600.0 / 10000}, {55, 30, 15}, {60, 30, 10});
    check_ends(with_total(100, 100), eq::concentration_ratio(2), {.85, .9}, {55, 30, 15}, {60, 30, 10});
    // at most 86: (56, 20, 10) and (50, 21, 15)
    check_ends(with_total(0, 86), eq::hhi, {3166.0 / 7396, 3636.0 / 7396}, {50, 21, 15}, {56, 20, 10});
    check_ends(with_total(0, 86), eq::concentration_ratio(1), {50.0 / 86, 56.0 / 86}, {50, 21, 15}, {56, 20, 10});
    BOOST_TEST((eq::bound(with_total(0, 1000), eq::hhi) == eq::bound(box_1, eq::hhi)));
    auto const outer = eq::certified_bound(with_total(100, 100), eq::hall_tideman);
    BOOST_TEST(outer.bounds.contains(eq::hall_tideman(amounts{60, 30, 10})));
    BOOST_TEST(outer.bounds.low == eq::hall_tideman(amounts{55, 30, 15}), tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(counts_partners_that_are_not_listed)
{
    auto const flows = ranges_of({{1, 50, 60}, {2, 20, 30}, {3, 10, 15}}, {.unlisted = {0, 10}});
    auto const found = eq::certified_bound(flows, eq::hhi);
    // infinitely many partners have 10 together; or no other has anything
    BOOST_TEST(found.bounds.low == 3625.0 / (105.0 * 105), tt::tolerance(1e-15));
    BOOST_TEST(!found.low.attained);
    BOOST_TEST(found.bounds.high == 41.0 / 81, tt::tolerance(1e-15));
    BOOST_TEST(found.high.amounts == (amounts{60, 20, 10, 0}));
    BOOST_TEST(eq::bound(flows, eq::shannon).high == infinite);
    BOOST_TEST((eq::bound(ranges_of({{1, 5, 5}}, {.unlisted = {0, infinite}}), eq::hhi) == eq::interval{0, 1}));
    BOOST_TEST((eq::certified_bound(flows, eq::gini).why == eq::reason::unattributed));
    // at most 2 each, as no other is larger than the smallest listed one: 10, 2 and 2, 2 of 5 others
    auto const largest = ranges_of({{1, 10, 10}, {2, 2, 2}}, {.unlisted = {5, 5}, .listing = eq::listing::largest});
    BOOST_TEST(eq::bound(largest, eq::hhi).high == 113.0 / 289, tt::tolerance(1e-15));

    auto random = support::random{3};
    for (auto round = 0; round < 50; ++round) {
        auto points = std::vector<eq::partner<int>>{};
        auto sum = 1 + static_cast<double>(random.below(60));
        for (auto i = 0; i < 4; ++i) {
            points.push_back({i, 1 + static_cast<double>(random.below(30))});
            sum += points.back().amount;
        }
        auto const listing = round % 2 == 0 ? eq::listing::some : eq::listing::largest;
        auto const declared = eq::portfolio<int>(points, {.total = sum, .listing = listing});
        auto const agrees = [&](auto const& index) {
            auto const of_points = eq::bound(declared, index);
            auto const of_ranges = eq::bound(ranges_of{declared}, index);
            BOOST_TEST(of_ranges.low == of_points.low, tt::tolerance(1e-14));
            BOOST_TEST(of_ranges.high == of_points.high, tt::tolerance(1e-14));
        };
        agrees(eq::hhi);
        agrees(eq::shannon);
        agrees(eq::concentration_ratio(2));
        agrees(eq::hall_tideman);
    }
}

BOOST_AUTO_TEST_CASE(stays_outside_when_a_search_is_stopped)
{
    auto partition = rows{};
    auto random = support::random{9};
    for (auto i = 0; i < 14; ++i) {
        auto const width = 1 + static_cast<double>(random.below(1000));
        partition.push_back({i, 1000 - width, 1000 + width});
    }
    auto const flows = ranges_of{partition};
    auto const most = most_by_all_corners(partition);
    auto const least_number = at_all_corners(partition, eq::hill(300));
    for (auto const nodes : {std::size_t{1}, std::size_t{10}, std::size_t{60}}) {
        auto const found = eq::certified_bound(flows, eq::hhi, {.nodes = nodes});
        BOOST_TEST(found.bounds.high >= most);
        BOOST_TEST(!found.high.attained);
        BOOST_TEST(found.high.gap > 0);
        BOOST_TEST(eq::hhi(found.high.amounts) + found.high.gap == found.high.value, tt::tolerance(1e-14));
        BOOST_TEST(eq::hhi(found.high.amounts) <= most * (1 + 1e-15));
        auto const number = eq::certified_bound(flows, eq::effective_number, {.nodes = nodes});
        BOOST_TEST(number.bounds.low <= 1 / most);
        BOOST_TEST(number.bounds.low > .9 / most);
        auto const of_high_order = eq::certified_bound(flows, eq::hill(300), {.nodes = nodes});
        BOOST_TEST(of_high_order.bounds.low <= least_number * (1 + 1e-14));
        BOOST_TEST(of_high_order.bounds.low > .75 * least_number);
    }
    BOOST_TEST(eq::bound(flows, eq::hhi).high == most, tt::tolerance(1e-12));
    // more partners than corners can be tried for: what is attained, and how far the end may be from that
    for (auto i = 20; i < 40; ++i) {
        partition.push_back({i, 30, 90});
    }
    auto const outer = eq::certified_bound(ranges_of{partition}, eq::hall_tideman);
    BOOST_TEST(outer.high.gap >= 0);
    BOOST_TEST(outer.high.gap < .05);
    BOOST_TEST(eq::hall_tideman(outer.high.amounts) + outer.high.gap == outer.high.value, tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(says_why_there_is_no_interval)
{
    auto const why = [](ranges_of const& flows, auto const& index) {
        auto const found = eq::certified_bound(flows, index);
        BOOST_TEST(eq::is_undefined(found.bounds.low) == (found.why != eq::reason::defined));
        return found.why;
    };
    BOOST_TEST((why(ranges_of{}, eq::hhi) == eq::reason::no_partners));
    BOOST_TEST((why(ranges_of{{1, 0, 0}, {2, 0, 0}}, eq::hhi) == eq::reason::no_flow));
    BOOST_TEST((why(ranges_of{{1, 3, 9}}, eq::normalized_hhi) == eq::reason::single_partner));
    BOOST_TEST((why(ranges_of{{1, 3, 9}, {2, 0, 1}}, eq::gini(eq::positive)) == eq::reason::unknown_part));
    BOOST_TEST((why(ranges_of{{1, 3, 9}, {2, 1, 1}}, eq::gini(eq::positive)) == eq::reason::defined));
    BOOST_TEST((eq::estimate_of(ranges_of{}, eq::hhi).why == eq::reason::no_partners));
    auto const ids = std::vector<int>{1};
    auto const ends = amounts{1};
    auto const contradicted = eq::interval_portfolio_view<int>{ids, ends, ends, {}, eq::reason::contradictory_total};
    BOOST_TEST((eq::certified_bound(contradicted, eq::hhi).why == eq::reason::contradictory_total));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
