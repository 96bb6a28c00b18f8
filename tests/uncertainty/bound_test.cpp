// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/equipoise.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<int>;
using partners = std::vector<eq::partner<int>>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

template <class Index>
inline constexpr bool bounded = std::invocable<decltype(eq::bound) const&, flows_of const&, Index const&>;
static_assert(bounded<decltype(eq::hhi)> && bounded<decltype(eq::exposure(1))>);
static_assert(!bounded<decltype(eq::normalized_hhi)>, "the number of partners is not known");

// A list whose rest belongs to hidden partners, and what is known of it.
struct partial {
    flows_of list;
    partners listed;
    double rest = 0;
    double cap = 0;
};

// Shares between 1/64 and about 1 of a total that leaves a rest.
partial any_partial(support::random& random)
{
    auto result = partial{};
    auto sum = 0.0;
    auto smallest = infinite;
    auto const count = 1 + static_cast<int>(random.below(5));
    for (auto i = 0; i < count; ++i) {
        auto const amount = 1 + static_cast<double>(random.below(64));
        result.listed.push_back({i, amount});
        sum += amount;
        smallest = std::min(smallest, amount);
    }
    auto const largest = random.below(2) == 0;
    result.rest = 1 + static_cast<double>(random.below(100));
    result.cap = largest ? std::min(smallest, result.rest) : result.rest;
    result.list = flows_of(result.listed,
                           {.total = sum + result.rest, .listing = largest ? eq::listing::largest : eq::listing::some});
    return result;
}

// Distributes the rest at random over `count` partners, numbers 10 and up, none with more than the cap.
flows_of complete(support::random& random, partial const& known, std::size_t count)
{
    auto hidden = std::vector<double>(count, known.rest / static_cast<double>(count));
    for (auto i = 0; i < 30; ++i) {
        auto& from = hidden[random.below(count)];
        auto& to = hidden[random.below(count)];
        auto const most = std::min(from, known.cap - to);
        if (&from != &to && most > 0) {
            auto const moved = random.below(2) == 0 ? most : most * random.unit();
            from -= moved;
            to += moved;
        }
    }
    auto rows = known.listed;
    auto const first = 10 + static_cast<int>(random.below(3));
    for (std::size_t i = 0; i < count; ++i) {
        rows.push_back({first + static_cast<int>(i), hidden[i]});
    }
    return flows_of(rows);
}

std::size_t fewest(partial const& known)
{
    return static_cast<std::size_t>(std::ceil(known.rest / known.cap));
}

void check_inside(eq::interval const& bounds, double value)
{
    auto const room = std::isinf(value) ? 0 : 1e-12 * std::max(1.0, std::abs(value));
    BOOST_TEST_REQUIRE(bounds.low <= value + room);
    BOOST_TEST_REQUIRE(value <= bounds.high + room);
}

auto const four_three = [](eq::listing which = eq::listing::some) {
    return flows_of({{1, .4}, {2, .3}}, {.total = 1.0, .listing = which});
};

auto const near = tt::tolerance(8e-16);

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(bound)

BOOST_AUTO_TEST_CASE(worked_examples)
{
    // .4, .3 and a rest of .3: .16 + .09, with at most three hidden + 3 (.1)^2, with one hidden + .3^2
    BOOST_TEST(eq::bound(four_three(), eq::hhi).low == .25, near);
    BOOST_TEST(eq::bound(four_three(), eq::hhi).high == .34, near);
    BOOST_TEST(eq::bound(four_three(), eq::hhi, eq::at_most{3}).low == .28, near);
    BOOST_TEST(eq::bound(four_three(), eq::hhi, eq::at_most{3}).high == .34, near);
    BOOST_TEST(eq::bound(four_three(), eq::hhi, eq::at_most{1}).low == .34, near);
    BOOST_TEST(eq::bound(four_three(), eq::effective_number).low == 1 / .34, near);
    BOOST_TEST(eq::bound(four_three(), eq::effective_number).high == 4, near);
    BOOST_TEST(eq::bound(four_three(), eq::concentration_ratio(1)).low == .4, near);
    BOOST_TEST(eq::bound(four_three(), eq::concentration_ratio(1)).high == .4, near);
    BOOST_TEST(eq::bound(four_three(), eq::concentration_ratio(2)).low == .7, near);
    BOOST_TEST(eq::bound(four_three(), eq::concentration_ratio(3)).low == .7, near);
    BOOST_TEST(eq::bound(four_three(), eq::concentration_ratio(3)).high == 1);
    auto const listed = -.4 * std::log(.4) - .3 * std::log(.3);
    BOOST_TEST(eq::bound(four_three(), eq::shannon).low == listed - .3 * std::log(.3), near);
    BOOST_TEST(eq::bound(four_three(), eq::shannon).high == infinite);
    BOOST_TEST(eq::bound(four_three(), eq::shannon, eq::at_most{3}).high == listed - .3 * std::log(.1), near);

    // .4, .2 and a rest of .4, of which no partner has more than .2: at least two partners
    auto const capped = flows_of({{1, .4}, {2, .2}}, {.total = 1.0, .listing = eq::listing::largest});
    BOOST_TEST(eq::bound(capped, eq::hhi).low == .2, near);
    BOOST_TEST(eq::bound(capped, eq::hhi).high == .28, near);
    BOOST_TEST(eq::bound(capped, eq::concentration_ratio(2)).high == .6, near);
    BOOST_TEST(eq::bound(capped, eq::concentration_ratio(3)).high == .8, near);

    // a small list of a large total
    auto const few = flows_of({{1, 2.0}, {2, 1.0}}, {.total = 10.0});
    BOOST_TEST(eq::bound(few, eq::concentration_ratio(1)).low == .2, near);
    BOOST_TEST(eq::bound(few, eq::concentration_ratio(1)).high == .7, near);
}

BOOST_AUTO_TEST_CASE(mongolia_and_kazakhstan_2019)
{
    // shares of exports in per cent that the CIA World Factbook lists for 2019
    auto const mongolia = flows_of({{1, 81.0}, {2, 9.0}}, {.total = 100.0});
    BOOST_TEST(eq::bound(mongolia, eq::hhi).low == .6642, near);
    BOOST_TEST(eq::bound(mongolia, eq::hhi).high == .6742, near);
    auto const largest = flows_of({{1, 81.0}, {2, 9.0}}, {.total = 100.0, .listing = eq::listing::largest});
    BOOST_TEST(eq::bound(largest, eq::hhi).high == .6642 + .0081 + .0001, near); // 9 and 1
    auto const tilts = eq::bound(largest, eq::tilt(1, 3));
    BOOST_TEST(tilts.low == .8, near); // (81 - 9) / (81 + 9)
    BOOST_TEST(tilts.high == 1);
}

BOOST_AUTO_TEST_CASE(a_point_where_all_is_known_and_nothing_where_nothing_is)
{
    auto const whole = flows_of{{1, 6.0}, {2, 2.0}};
    BOOST_TEST((eq::bound(whole, eq::hhi) == eq::interval{.625, .625}));
    BOOST_TEST((eq::bound(whole, eq::hhi, eq::at_most{0}) == eq::interval{.625, .625}));
    BOOST_TEST((eq::bound(whole, eq::exposure(3)) == eq::interval{0, 0}));
    BOOST_TEST((eq::bound(whole, eq::exposure(1)) == eq::interval{.75, .75}));
    for (auto const& empty : {flows_of{}, flows_of{{1, 0.0}}}) {
        BOOST_TEST(std::isnan(eq::bound(empty, eq::hhi).low));
        BOOST_TEST(std::isnan(eq::bound(empty, eq::shannon).high));
        BOOST_TEST(std::isnan(eq::bound(empty, eq::exposure(1)).low));
        BOOST_TEST(std::isnan(eq::bound(empty, eq::tilt(1, 2)).high));
        BOOST_TEST(std::isnan(eq::bound(empty, eq::coverage_balance(1, 2)).high));
        BOOST_TEST(std::isnan(eq::bound(empty, eq::third_neighbor_share(eq::bloc{1})).high));
    }
    auto const unlisted = flows_of(partners{}, {.total = 4.0});
    BOOST_TEST((eq::bound(unlisted, eq::hhi) == eq::interval{0, 1}));
    BOOST_TEST((eq::bound(unlisted, eq::hhi, eq::at_most{4}) == eq::interval{.25, 1}));
    BOOST_TEST((eq::bound(unlisted, eq::effective_number) == eq::interval{1, infinite}));
    BOOST_TEST((eq::bound(unlisted, eq::exposure(1)) == eq::interval{0, 1}));
}

BOOST_AUTO_TEST_CASE(flows_in_a_pipe)
{
    auto const flows = four_three(eq::listing::largest);
    BOOST_TEST(((flows | eq::bound(eq::hhi)) == eq::bound(flows, eq::hhi)));
    BOOST_TEST(((flows.view() | eq::bound(eq::hhi)) == eq::bound(flows, eq::hhi)));
    BOOST_TEST(
        ((four_three() | eq::bound(eq::hhi, eq::at_most{3})) == eq::bound(four_three(), eq::hhi, eq::at_most{3})));
    BOOST_TEST(((flows | eq::bound(eq::exposure(7))) == eq::bound(flows, eq::exposure(7))));
    auto const other = flows_of{{1, 5.0}, {7, 1.0}};
    BOOST_TEST(((flows | eq::bound(eq::overlap(other))) == eq::overlap.bound(flows, other)));
    BOOST_TEST((flows | eq::why_undefined(eq::hhi)) == eq::words(eq::reason::unattributed));
    BOOST_TEST((flows | eq::why_undefined(eq::exposure(1))) == "");
    BOOST_TEST((flows | eq::why_undefined(eq::exposure(7))) == eq::words(eq::reason::not_listed));
    auto const found = flows | eq::estimate_of(eq::exposure(1));
    BOOST_TEST(found.value == eq::exposure(flows, 1));
    BOOST_TEST((found.why == eq::reason::defined));
    auto const of_hhi = eq::estimate_of(eq::hhi); // is kept and used twice
    BOOST_TEST(((flows | of_hhi).bounds == eq::bound(flows, eq::hhi)));
    BOOST_TEST((other | of_hhi).value == eq::hhi(other));
}

namespace {

struct pipe_of_gini {
    template <class Flows>
    static constexpr bool works = requires(Flows const& flows) { flows | eq::bound(eq::gini); };
};
static_assert(!pipe_of_gini::works<flows_of>, "the number of partners is not known");

bool same_number(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

// The estimate is the value of the index, the interval of `bound` and the reason of `why_undefined`.
template <class Index>
void check_estimate(Index const& index, flows_of const& flows)
{
    auto const found = eq::estimate_of(flows, index);
    BOOST_TEST(same_number(found.value, index(flows)));
    BOOST_TEST(eq::words(found.why) == eq::why_undefined(flows, index));
    if constexpr (bounded<Index>) {
        auto const ends = eq::bound(flows, index);
        BOOST_TEST(same_number(found.bounds.low, ends.low));
        BOOST_TEST(same_number(found.bounds.high, ends.high));
    } else {
        BOOST_TEST(same_number(found.bounds.low, found.value));
        BOOST_TEST(same_number(found.bounds.high, found.value));
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(an_estimate_is_value_interval_and_reason)
{
    auto const other = flows_of({{1, 5.0}, {7, 1.0}}, {.total = 8.0});
    auto const known = flows_of{{1, 5.0}, {7, 1.0}};
    auto builder = eq::ledger_builder<int, int>{};
    builder.add(0, 1, 4.0);
    builder.declare(0, {.total = 3.0});
    builder.add(1, 1, 4.0);
    builder.add_unknown(1, 2);
    auto const ledger = builder.build();
    auto const contradictory = flows_of{ledger.at(0)};
    auto const unknown = flows_of{ledger.at(1)};
    BOOST_TEST(eq::why_undefined(unknown, eq::hhi) == eq::words(eq::reason::unknown_amount));
    BOOST_TEST(eq::why_undefined(contradictory, eq::hhi) == eq::words(eq::reason::contradictory_total));
    for (auto const& flows : {flows_of{{1, 6.0}, {2, 2.0}}, four_three(), four_three(eq::listing::largest), flows_of{},
                              flows_of{{1, 0.0}}, flows_of(partners{}, {.total = 4.0}), unknown, contradictory}) {
        // rules of amounts, with and without an interval
        check_estimate(eq::hhi, flows);
        check_estimate(eq::shannon(eq::bits), flows);
        check_estimate(eq::concentration_ratio(2), flows);
        check_estimate(eq::gini, flows);
        check_estimate(eq::theil(eq::positive), flows);
        // rules of partners that have no interval, or compute it apart
        check_estimate(eq::kl(known), flows);
        check_estimate(eq::krugman(other), flows);
        check_estimate(eq::overlap(other), flows);
        check_estimate(eq::cosine_similarity(known), flows);
        check_estimate(eq::turnover(other), flows);
        // rules of partners that return an estimate, or an interval
        check_estimate(eq::exposure(1), flows);
        check_estimate(eq::exposure(eq::bloc{2, 7}), flows);
        check_estimate(eq::tilt(1, 7), flows);
        check_estimate(eq::coverage_balance(1, 2), flows);
    }
    // of the reference 2 of 8 are hidden, and may be with the partner 3, which has 1 of 6
    auto const with_third = flows_of{{1, 5.0}, {3, 1.0}};
    auto const shared = eq::estimate_of(with_third, eq::overlap(other));
    BOOST_TEST(std::isnan(shared.value));
    BOOST_TEST(shared.bounds.low == 5.0 / 8);
    BOOST_TEST(shared.bounds.high == 5.0 / 8 + 1.0 / 6, near);
    BOOST_TEST((shared.why == eq::reason::unattributed));
}

BOOST_AUTO_TEST_CASE(too_few_to_hold_the_rest_is_an_error)
{
    auto const capped = flows_of({{1, .4}, {2, .1}}, {.total = 1.0, .listing = eq::listing::largest});
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { (void)eq::bound(capped, eq::hhi, eq::at_most{4}); })
               == "hhi: at_most{4} partners cannot hold the rest, as none of them holds more than the smallest listed "
                  "partner");
    BOOST_TEST(
        support::message_of<eq::invalid_parameter>([&] { (void)eq::bound(four_three(), eq::hhi, eq::at_most{0}); })
        == "hhi: at_most{0} partners cannot hold the rest");
    BOOST_TEST(eq::bound(capped, eq::hhi, eq::at_most{5}).low == .16 + .01 + 5 * .01, near);
    BOOST_TEST(eq::bound(capped, eq::hhi, eq::at_most{5}).high == .16 + .01 + 5 * .01, near);
    BOOST_CHECK_THROW((void)eq::bound(four_three(), eq::hhi, eq::at_most{0}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::bound(four_three(), eq::shannon, eq::at_most{0}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(a_trifle_at_the_end_of_the_list_caps_the_rest)
{
    for (auto const trifle : {1e-6, 1e-20, 1e-100, 1e-300, 5e-324}) {
        auto const flows = flows_of({{1, 1.0}, {2, trifle}}, {.total = 2.0, .listing = eq::listing::largest});
        BOOST_TEST(eq::bound(flows, eq::hhi).low == .25, tt::tolerance(1e-5));
        BOOST_TEST(eq::bound(flows, eq::hhi).high == .25, tt::tolerance(1e-5));
        BOOST_TEST(eq::bound(flows, eq::shannon).low > 5);
        BOOST_TEST(eq::bound(flows, eq::shannon).high == infinite);
    }
    auto const scant = flows_of({{1, 1e-12}}, {.total = 1.0});
    BOOST_TEST(eq::bound(scant, eq::hhi).low == 1e-24, near);
    BOOST_TEST(eq::bound(scant, eq::effective_number).high == 1e24, near);
}

BOOST_AUTO_TEST_CASE(no_completion_lies_outside)
{
    auto random = support::random{61};
    for (auto round = 0; round < 4000; ++round) {
        auto const known = any_partial(random);
        auto const count = fewest(known) + random.below(6);
        auto const full = complete(random, known, count);
        auto const check = [&](auto const& index) { check_inside(eq::bound(known.list, index), index(full)); };
        check(eq::hhi);
        check(eq::effective_number);
        check(eq::shannon);
        check(eq::concentration_ratio(1));
        check(eq::concentration_ratio(3));
        check_inside(eq::bound(known.list, eq::hhi, eq::at_most{count}), eq::hhi(full));
        check_inside(eq::bound(known.list, eq::shannon, eq::at_most{count}), eq::shannon(full));
        check_inside(eq::bound(known.list, eq::concentration_ratio(2), eq::at_most{count}),
                     eq::concentration_ratio(full, 2));

        check(eq::exposure(0));
        check(eq::exposure(12));
        check(eq::exposure(eq::bloc{0, 12, 13}));
        check(eq::coverage_balance(0, 12));
        check(eq::coverage_balance(12, 13));
        check(eq::coverage_balance(eq::bloc{0, 12}, eq::bloc{1, 13}));
        check(eq::third_neighbor_share(eq::bloc{0, 12, 13}));
        for (auto const& tilt : {eq::tilt(0, 12), eq::tilt(12, 0), eq::tilt(12, 13)}) {
            if (auto const value = tilt(full); !std::isnan(value)) {
                check_inside(eq::bound(known.list, tilt), value);
            }
        }
        auto const blocs = eq::tilt(eq::bloc{0, 12}, eq::bloc{1, 13});
        check_inside(eq::bound(known.list, blocs), blocs(full));
    }
}

BOOST_AUTO_TEST_CASE(the_ends_are_attained)
{
    auto random = support::random{62};
    for (auto round = 0; round < 1000; ++round) {
        auto const known = any_partial(random);
        auto rows = known.listed;
        auto left = known.rest;
        for (auto id = 10; left > 0; ++id) { // whole numbers: nothing is rounded
            auto const amount = std::min(left, known.cap);
            rows.push_back({id, amount});
            left -= amount;
        }
        auto const uneven = flows_of(rows);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::hhi).high == eq::hhi(uneven), near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::effective_number).low == eq::effective_number(uneven), near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::shannon).low == eq::shannon(uneven), near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::concentration_ratio(2)).high == eq::concentration_ratio(uneven, 2),
                           near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::exposure(10)).high == eq::exposure(uneven, 10), near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::tilt(10, 0)).high == eq::tilt(uneven, 10, 0), near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::tilt(10, 0)).low == -1);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::third_neighbor_share(eq::bloc{0, 10})).low
                               == eq::third_neighbor_share(uneven, eq::bloc{0, 10}),
                           tt::tolerance(1e-14));

        auto const count = fewest(known) + random.below(4);
        rows = known.listed;
        for (std::size_t i = 0; i < count; ++i) {
            rows.push_back({10 + static_cast<int>(i), known.rest / static_cast<double>(count)});
        }
        auto const even = flows_of(rows);
        auto const most = eq::at_most{count};
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::hhi, most).low == eq::hhi(even), near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::shannon, most).high == eq::shannon(even), near);
        BOOST_TEST_REQUIRE(
            eq::bound(known.list, eq::concentration_ratio(2), most).low == eq::concentration_ratio(even, 2), near);
    }
}

// Measures of powers, of blocs and of other lists, the powers 0 and 12 or 13, which may be listed, hidden, or neither.
BOOST_AUTO_TEST_CASE(no_completion_of_what_is_with_powers_lies_outside)
{
    auto random = support::random{64};
    auto world = partners{};
    auto grades = std::map<int, double>{};
    for (auto id = 0; id < 120; ++id) {
        world.push_back({id, 1.0 + id % 7});
        grades[id] = id % 4 / 3.0;
    }
    auto const all = flows_of(world);
    auto const other = flows_of{{0, 5.0}, {1, 2.0}, {12, 4.0}, {14, 3.0}};
    auto const first = eq::bloc{0, 12};
    auto const second = eq::bloc{1, 13};
    for (auto round = 0; round < 1500; ++round) {
        auto const known = any_partial(random);
        auto const full = complete(random, known, fewest(known) + random.below(6));
        auto const check = [&](auto const& index) {
            if (auto const value = index(full); !std::isnan(value)) {
                check_inside(eq::bound(known.list, index), value);
            }
        };
        check(eq::pole_evenness(0, 12));
        check(eq::pole_evenness(first, second));
        check(eq::quadratic_evenness(12, 13));
        check(eq::quadratic_evenness(first, second));
        check(eq::ratio_evenness(0, 12));
        check(eq::ratio_evenness(first, second));
        check(eq::log_ratio(0, 12));
        check(eq::log_ratio(first, second));
        check(eq::log_balance(first, second));
        check(eq::hhi_without(0));
        check(eq::hhi_without(12));
        check(eq::hhi_without(first));
        check(eq::alternative_partners(0));
        check(eq::alternative_partners(12));
        check(eq::alternative_partners(first));
        check(eq::effective_partners(first, .5));
        check(eq::effective_partners(first, 1.0));
        check(eq::effective_partners(eq::bloc_similarity(std::vector{first, second}, {.within = .5})));
        check(eq::size_preference(all));
        check(eq::market_penetration(all));
        check(eq::risk_weighted_hhi(grades));
        check(eq::stable_diversity(grades));
        check(eq::grubel_lloyd(other));
        auto const check_two = [&](auto const& measure) {
            check_inside(measure.bound(known.list, other), measure(full, other));
            check_inside(measure.bound(other, known.list), measure(other, full));
        };
        check_two(eq::overlap);
        check_two(eq::cross_concentration);
        check_two(eq::cosine_similarity);
        check_two(eq::turnover);
    }
}

// As few as can be hold the rest, and 12 and 13 as much of it as one may, what is left of it, or nothing.
BOOST_AUTO_TEST_CASE(ends_of_what_is_with_powers_are_attained)
{
    auto random = support::random{65};
    auto const together = eq::bloc{0, 12, 13};
    for (auto round = 0; round < 500; ++round) {
        auto const known = any_partial(random);
        auto const full = std::floor(known.rest / known.cap);
        auto const left = known.rest - full * known.cap;
        auto most_without = 0.0;
        auto least_alternatives = infinite;
        auto least_together = infinite;
        for (auto const of_12 : {0.0, known.cap, left}) {
            for (auto const of_13 : {0.0, known.cap, left}) {
                if (of_12 + of_13 > known.rest || (of_12 == left && of_13 == left)) {
                    continue;
                }
                auto rows = known.listed;
                rows.push_back({12, of_12});
                rows.push_back({13, of_13});
                auto rest = known.rest - of_12 - of_13;
                for (auto id = 20; rest > 0; ++id) { // whole numbers: nothing is rounded
                    auto const amount = std::min(rest, known.cap);
                    rows.push_back({id, amount});
                    rest -= amount;
                }
                auto const completed = flows_of(rows);
                if (auto const without = eq::hhi_without(completed, 12); !std::isnan(without)) {
                    most_without = std::max(most_without, without);
                }
                least_alternatives = std::min(least_alternatives, eq::alternative_partners(completed, 12));
                least_together = std::min(least_together, eq::effective_partners(completed, together, .5));
            }
        }
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::hhi_without(12)).high == most_without, near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::alternative_partners(12)).low == least_alternatives, near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::effective_partners(together, .5)).low == least_together, near);
        // others without number, all of the rest theirs
        auto squares = 0.0;
        auto sum = known.rest;
        for (auto const& [id, amount] : known.listed) {
            squares += amount * amount;
            sum += amount;
        }
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::hhi_without(12)).low == squares / sum / sum, near);
        BOOST_TEST_REQUIRE(eq::bound(known.list, eq::alternative_partners(12)).high == sum * sum / squares, near);
    }
}

BOOST_AUTO_TEST_CASE(gain_and_offset_hold_for_every_completion)
{
    auto random = support::random{63};
    for (auto round = 0; round < 3000; ++round) {
        auto lists = std::vector<flows_of>{};
        auto full = std::vector<flows_of>{};
        auto tilts = std::vector<eq::interval>{};
        auto leans = std::vector<double>{};
        auto weights = std::vector<double>{};
        for (auto d = 0; d < 3; ++d) {
            auto const known = any_partial(random);
            lists.push_back(known.list);
            full.push_back(complete(random, known, fewest(known) + random.below(4)));
            tilts.push_back(eq::bound(lists.back(), eq::tilt(0, 12)));
            leans.push_back(eq::tilt(full.back(), 0, 12));
            weights.push_back(.01 + random.unit());
        }
        check_inside(eq::balancing_gain.bound(lists, weights), eq::balancing_gain(full, weights));
        if (auto const value = eq::offset(leans, weights); !std::isnan(value)) { // unless none of them leans
            check_inside(eq::offset.bound(tilts, weights), value);
        }
    }
}

// Listed are 6 and 4, and a rest of 8 that q = 2^40 partners share, 2^-37 each; X = 18.
BOOST_AUTO_TEST_CASE(ranked_indices_of_more_hidden_partners_than_could_be_listed)
{
    auto const list = flows_of{{{1, 6.0}, {2, 4.0}}, {.total = 18}};
    auto const q = 0x1p40;
    auto const many = eq::at_most{std::size_t{1} << 40};
    // the largest three: 10 + 2^-37, or 8 + 6 + 4
    BOOST_TEST(eq::bound(list, eq::concentration_ratio(3), many).low == (10 + 0x1p-37) / 18);
    BOOST_TEST(eq::bound(list, eq::concentration_ratio(3), many).high == 1);
    BOOST_TEST(eq::bound(list, eq::concentration_ratio(1000002), many).low == (10 + 1e6 * 0x1p-37) / 18);
    // sum (2r - 1) x is 6 + 3 4 + 2^-37 ((q + 2)^2 - 2^2), and 8 + 3 6 + 5 4
    BOOST_TEST(eq::bound(list, eq::hall_tideman, many).low == 18 / (18 + 8 * (q + 4)), tt::tolerance(4e-16));
    BOOST_TEST(eq::bound(list, eq::hall_tideman, many).high == 18.0 / 46);
    // sum x / r is 6 + 4/2 + 2^-37 (1 + 1/2 + ... + 1/(q + 2) - 3/2), and 8 + 6/2 + 4/3
    auto const harmonic = std::log(q + 2) + 0.57721566490153286 + 1 / (2 * q);
    BOOST_TEST(eq::bound(list, eq::kvalseth, many).low == (8 + 0x1p-37 * (harmonic - 1.5)) / 18, tt::tolerance(4e-16));
    BOOST_TEST(eq::bound(list, eq::kvalseth, many).high == (8 + 3 + 4.0 / 3) / 18, tt::tolerance(4e-16));
}

// Those listed are the largest, 3 and 1 of X = 4 + 10^12: in the most uneven case, 10^12 others have 1 each, as the
// second.
BOOST_AUTO_TEST_CASE(ranked_indices_of_many_hidden_partners_as_large_as_can_be)
{
    auto const q = 1e12;
    auto const list = flows_of{{{1, 3.0}, {2, 1.0}}, {.total = 4 + q, .listing = eq::listing::largest}};
    BOOST_TEST(eq::bound(list, eq::concentration_ratio(5)).high == 7 / (4 + q));
    // (4 + q) / (3 + (q + 2)^2 - 1)
    BOOST_TEST(eq::bound(list, eq::hall_tideman).high == (4 + q) / (q * q + 4 * q + 6), tt::tolerance(4e-16));
    // 3 + (1 + 1/2 + ... + 1/(q + 2) - 1)
    auto const harmonic = std::log(q + 2) + 0.57721566490153286 + 1 / (2 * q);
    BOOST_TEST(eq::bound(list, eq::kvalseth).high == (2 + harmonic) / (4 + q), tt::tolerance(4e-16));
    BOOST_TEST(eq::bound(list, eq::hall_tideman).low == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
