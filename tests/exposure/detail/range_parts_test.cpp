// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/balancing/evenness.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/certified_bound.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using ranges_of = eq::interval_portfolio<int>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

template <class Flows, class Power>
void check(Flows const& flows, Power const& power, eq::interval expected)
{
    auto const found = eq::bound(flows, eq::exposure(power));
    BOOST_TEST(found.low == expected.low, tt::tolerance(1e-15));
    BOOST_TEST(found.high == expected.high, tt::tolerance(1e-15));
}

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(range_parts)

// By hand: 50 of 50 + 45 at least, 60 of 60 + 30 at most.
BOOST_AUTO_TEST_CASE(give_the_share_of_a_power_or_a_bloc)
{
    auto const flows = ranges_of{{1, 50, 60}, {2, 20, 30}, {3, 10, 15}};
    check(flows, 1, {10.0 / 19, 2.0 / 3});
    check(flows, 2, {4.0 / 19, 1.0 / 3});
    check(flows, 3, {1.0 / 10, 3.0 / 17});
    check(flows, eq::bloc<int>{1, 3}, {60.0 / 90, 75.0 / 95});
    check(flows, eq::bloc<int>{1, 2, 3}, {1, 1});
    check(flows, 4, {0, 0});
    check(ranges_of{{1, 0, 10}, {2, 5, 5}}, 1, {0, 2.0 / 3});
    check(ranges_of{{1, 3, 9}}, 1, {1, 1});
    check(ranges_of{{1, 0, 9}, {2, 0, 0}}, 1, {1, 1}); // of totals above 0
    check(ranges_of{{1, 0, 9}, {2, 0, 1}}, 1, {0, 1});
}

BOOST_AUTO_TEST_CASE(have_limits_where_amounts_have_none)
{
    auto const flows = ranges_of{{1, 60, 60}, {2, 40, 40}, {3, 0, infinite}};
    check(flows, 3, {0, 1});
    check(flows, 1, {0, .6});
    check(flows, eq::bloc<int>{1, 3}, {.6, 1});
}

BOOST_AUTO_TEST_CASE(are_narrowed_by_a_total)
{
    auto const flows = ranges_of({{1, 50, 60}, {2, 20, 30}, {3, 10, 15}}, {.total = eq::interval{100, 100}});
    check(flows, 1, {.55, .6});
    check(flows, 3, {.1, .15});
    auto const open = ranges_of({{1, 50, 60}, {2, 0, infinite}}, {.total = eq::interval{80, 100}});
    check(open, 2, {.25, .5});
}

BOOST_AUTO_TEST_CASE(may_hold_what_is_not_listed)
{
    auto const flows = ranges_of({{1, 50, 60}, {2, 20, 20}}, {.unlisted = {0, 10}});
    check(flows, 9, {0, 1.0 / 8});
    check(flows, 1, {50.0 / 80, 60.0 / 80});
    check(flows, eq::bloc<int>{2, 9}, {20.0 / 90, 30.0 / 80});
    auto const largest = ranges_of({{1, 50, 60}, {2, 4, 4}}, {.unlisted = {0, 10}, .listing = eq::listing::largest});
    check(largest, 9, {0, 4.0 / 58});
    check(largest, eq::bloc<int>{8, 9}, {0, 8.0 / 62});
}

// Whether the low and the high end are attained.
template <class Index>
void check_attained(ranges_of const& flows, Index const& index, bool low, bool high)
{
    auto const found = eq::certified_bound(flows, index);
    BOOST_TEST((found.bounds == eq::bound(flows, index)));
    BOOST_TEST((found.why == eq::reason::defined));
    BOOST_TEST(found.low.value == found.bounds.low);
    BOOST_TEST(found.high.value == found.bounds.high);
    BOOST_TEST(found.low.attained == low);
    BOOST_TEST(found.high.attained == high);
    BOOST_TEST(found.low.gap == 0);
    BOOST_TEST(found.high.gap == 0);
    BOOST_TEST(found.low.amounts.empty());
    BOOST_TEST(found.high.amounts.empty());
}

BOOST_AUTO_TEST_CASE(tell_whether_their_ends_are_attained)
{
    auto const flows = ranges_of{{1, 60, 60}, {2, 40, 40}, {3, 0, infinite}};
    check_attained(flows, eq::exposure(3), true, false);
    check_attained(flows, eq::exposure(1), false, true);
    check_attained(flows, eq::exposure(eq::bloc{1, 3}), true, false); // .6 where 3 has nothing
    check_attained(flows, eq::exposure(eq::bloc{1, 2}), false, true);
    check_attained(flows, eq::exposure(4), true, true); // has nothing
    check_attained(flows, eq::third_neighbor_share(eq::bloc{1, 2}), true, false);
    check_attained(flows, eq::third_neighbor_share(eq::bloc{2, 3}), false, true);
    auto const two = ranges_of{{1, 0, 5}, {2, 0, infinite}};
    check_attained(two, eq::exposure(1), true, true); // either may be alone
    check_attained(two, eq::exposure(2), true, true);
    check_attained(ranges_of{{1, 3, infinite}}, eq::exposure(1), true, true);
    check_attained(ranges_of({{1, 50, 60}, {2, 0, infinite}}, {.total = eq::interval{80, 100}}), eq::exposure(2), true,
                   true);
    auto const found = eq::certified_bound(ranges_of{{1, 0, 0}}, eq::exposure(1));
    BOOST_TEST((found.why == eq::reason::no_flow));
    BOOST_TEST(eq::is_undefined(found.bounds.low));
    BOOST_TEST(eq::is_undefined(found.high.value));
}

BOOST_AUTO_TEST_CASE(tell_whether_the_ends_of_a_tilt_are_attained)
{
    auto const flows = ranges_of{{1, 60, 60}, {2, 40, 40}, {3, 0, infinite}};
    check_attained(flows, eq::tilt(1, 3), false, true);
    check_attained(flows, eq::tilt(3, 1), true, false);
    check_attained(flows, eq::tilt(1, 2), true, true);
    check_attained(flows, eq::tilt(1, eq::bloc{2, 3}), false, true);
    check_attained(flows, eq::log_ratio(3, 1), true, false);
    check_attained(ranges_of{{1, 0, infinite}, {2, 0, infinite}}, eq::tilt(1, 2), true, true);
    check_attained(ranges_of{{1, 1, infinite}, {2, 1, infinite}}, eq::tilt(1, 2), false, false);
    // 100 in all: of (60, 25, 15) and (55, 30, 15)
    check_attained(ranges_of({{1, 50, 60}, {2, 20, 30}, {3, 10, 15}}, {.total = eq::interval{100, 100}}),
                   eq::tilt(1, 2), true, true);
    // 1 and 2 have from 80 to 90 together, as 3 has from 10 to 20
    auto const together = ranges_of({{1, 0, 80}, {2, 0, 80}, {3, 10, 20}}, {.total = eq::interval{100, 100}});
    check_attained(together, eq::tilt(eq::bloc{1, 2}, 3), true, true);
    BOOST_TEST((eq::bound(together, eq::tilt(eq::bloc{1, 2}, 3)) == eq::interval{.6, .8}));
    // from 50 to 60 in all: 1 has from 20, where 2 has 20 and 3 has 10, to 50; 2 likewise
    auto const three = ranges_of({{1, 0, 80}, {2, 0, 20}, {3, 0, 10}}, {.total = eq::interval{50, 60}});
    check_attained(three, eq::tilt(1, 2), true, true);
    BOOST_TEST((eq::bound(three, eq::tilt(1, 2)) == eq::interval{0, 1}));
    BOOST_TEST(eq::bound(three, eq::tilt(2, 1)).low == -1);
    BOOST_TEST((eq::certified_bound(ranges_of{{1, 0, 0}, {2, 1, 2}}, eq::tilt(1, 3)).why == eq::reason::no_pole));
}

// No partner that is not listed has more than the smallest listed one, which need not be the one that has least room.
BOOST_AUTO_TEST_CASE(tell_whether_a_listing_allows_their_ends)
{
    auto const listed = [](double low, double high) {
        return ranges_of({{1, 50, 60}, {2, low, high}}, {.unlisted = {0, 10}, .listing = eq::listing::largest});
    };
    check_attained(listed(4, 4), eq::exposure(9), true, true);
    check_attained(listed(4, 30), eq::exposure(9), true, false); // 9 has 10 at most, of which 2 has more
    check_attained(listed(0, 30), eq::exposure(1), true, true);  // 50 of 50 + 30 + 10, and 60 of 60
    check_attained(listed(0, 30), eq::exposure(2), true, true);  // nothing, and 30 of 30 + 50
    check_attained(listed(4, 4), eq::third_neighbor_share(9), true, true);
    check_attained(listed(4, 30), eq::third_neighbor_share(9), false, true);
    // 4 of 4 + 50 at most, and -1 where 9 has nothing
    auto const tilted = eq::bound(listed(4, 4), eq::tilt(9, 1));
    BOOST_TEST(tilted.low == -1);
    BOOST_TEST(tilted.high == -46.0 / 54, tt::tolerance(1e-15));
    check_attained(listed(4, 4), eq::tilt(9, 1), true, true);
    check_attained(listed(4, 30), eq::tilt(9, 2), true, false); // 10 against 4
}

BOOST_AUTO_TEST_CASE(are_the_exposure_where_all_amounts_are_points)
{
    auto random = support::random{77};
    for (auto round = 0; round < 200; ++round) {
        auto points = std::vector<eq::partner<int>>{};
        for (auto i = 0; i < 6; ++i) {
            points.push_back({i, random.unit() * static_cast<double>(random.below(3))});
        }
        auto const flows = eq::portfolio<int>{points};
        if (flows.totals().whole().hi == 0) {
            continue;
        }
        auto const value = eq::exposure(flows, 2);
        BOOST_TEST((eq::bound(ranges_of{flows}, eq::exposure(2)) == eq::interval{value, value}));
        BOOST_TEST(eq::estimate_of(ranges_of{flows}, eq::exposure(2)).value == value);
    }
}

// Of every other box the total is known to be within a range that holds that of the point.
BOOST_AUTO_TEST_CASE(hold_every_point)
{
    auto random = support::random{78};
    auto const both = eq::bloc{0, 1};
    auto defined = 0;
    for (auto round = 0; round < 10'000; ++round) {
        auto box = std::vector<eq::partner_range<int>>{};
        auto point = std::vector<eq::partner<int>>{};
        auto sum = 0.0;
        for (auto i = 0; i < 4; ++i) {
            auto const low = static_cast<double>(random.below(9));
            auto const high = low + static_cast<double>(random.below(9));
            box.push_back({i, low, high});
            point.push_back({i, low + random.unit() * (high - low)});
            sum += point.back().amount;
        }
        auto const total = eq::interval{sum * (1 - .2 * random.unit()), sum * (1 + .2 * random.unit())};
        auto const flows = round % 2 == 0 ? ranges_of{box} : ranges_of(box, {.total = total});
        auto const at = eq::portfolio<int>{point};
        auto const holds = [&](double value, eq::interval found) {
            BOOST_TEST((eq::is_undefined(value) || (value >= found.low - 1e-15 && value <= found.high + 1e-15)));
            defined += eq::is_undefined(value) ? 0 : 1;
        };
        holds(eq::exposure(at, 1), eq::bound(flows, eq::exposure(1)));
        holds(eq::tilt(at, 0, 1), eq::bound(flows, eq::tilt(0, 1)));
        holds(eq::tilt(at, both, 2), eq::bound(flows, eq::tilt(both, 2)));
        holds(eq::third_neighbor_share(at, both), eq::bound(flows, eq::third_neighbor_share(both)));
    }
    BOOST_TEST(defined > 30'000);
}

BOOST_AUTO_TEST_CASE(say_why_nothing_is_known)
{
    auto const why = [](auto const& flows, int power) { return eq::estimate_of(flows, eq::exposure(power)).why; };
    BOOST_TEST((why(ranges_of{}, 1) == eq::reason::no_partners));
    BOOST_TEST((why(ranges_of{{1, 0, 0}}, 1) == eq::reason::no_flow));
    BOOST_TEST((why(ranges_of{{1, 0, 1}, {2, 1, 2}}, 1) == eq::reason::unknown_part));
    auto const all = eq::interval_ledger<int, int>{{5, {1, 2, 3}}, {6, {2, 1, 1}}};
    BOOST_TEST((why(all.at(5), 7) == eq::reason::not_a_partner));
    BOOST_TEST((why(all.at(5), 2) == eq::reason::defined)); // has nothing of it, but is a partner of 6
    BOOST_TEST(eq::is_undefined(eq::bound(all.at(5), eq::exposure(7)).low));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
