// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/flows.hpp"
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/scenario/loss.hpp>
#include <equipoise/scenario/worst_loss.hpp>

#include <boost/test/unit_test.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

using numbered = eq::portfolio<int>;
using good = eq::good<numbered, eq::spare<numbered>>;

auto const to_rounding = tt::tolerance(5e-16);

/// 40, 35 and 25 of 100; only the second partner has spare capacity, as much as it delivers.
numbered three()
{
    return {{1, 40}, {2, 35}, {3, 25}};
}

template <class Substitution>
void check(eq::worst_case<int> const& found, std::vector<int> const& ids, double shortfall, double ties,
           Substitution const& assumed)
{
    BOOST_TEST(found.ids == ids, tt::per_element());
    BOOST_TEST(found.shortfall.value == shortfall, to_rounding);
    BOOST_TEST(found.ties == ties);
    // what the set costs is what `lose` says
    BOOST_TEST(eq::lose(three(), eq::bloc<int>(ids), assumed).shortfall.value == shortfall, to_rounding);
}

numbered drawn(int partners)
{
    auto rows = std::vector<eq::partner<int>>{};
    for (auto i = 0; i < partners; ++i) {
        rows.push_back({i, static_cast<double>(support::draw_below(20))});
    }
    rows[0].amount += 1;
    return numbered{rows};
}

/// All sets of k out of n partners 0, 1, ... as blocs.
std::vector<std::vector<int>> sets_of(int n, int k)
{
    auto sets = std::vector<std::vector<int>>{};
    for (auto mask = 0U; mask < 1U << n; ++mask) {
        auto set = std::vector<int>{};
        for (auto i = 0; i < n; ++i) {
            if ((mask >> i & 1U) != 0) {
                set.push_back(i);
            }
        }
        if (static_cast<int>(set.size()) == k) {
            sets.push_back(set);
        }
    }
    std::sort(sets.begin(), sets.end());
    return sets;
}

struct tried {
    double most = -1;
    std::vector<int> ids{}; ///< the first set in lexicographic order
    double ties = 0;
};

/// The worst loss of k of n partners by trying all sets.
template <class Substitution>
tried worst_of_all_sets(numbered const& flows, Substitution const& assumed, int n, int k)
{
    auto worst = tried{};
    for (auto const& set : sets_of(n, k)) {
        auto const value = eq::lose(flows, eq::bloc<int>(set), assumed).shortfall.value;
        if (value > worst.most) {
            worst = {value, set, 0};
        }
        worst.ties += value == worst.most ? 1 : 0;
    }
    return worst;
}

bool is_between(eq::estimate const& found, double low, double high)
{
    return eq::is_undefined(found.value) && std::abs(found.bounds.low - low) < 1e-15
           && std::abs(found.bounds.high - high) < 1e-15;
}

} // namespace

BOOST_AUTO_TEST_SUITE(scenario)
BOOST_AUTO_TEST_SUITE(worst_loss)

// By hand: x + k is 40, 70 and 25, and 35 are spare. Losing the largest partner leaves only .05 without supply.
BOOST_AUTO_TEST_CASE(of_one_good)
{
    auto const assumed = eq::spare(numbered{{2, 35}});
    check(eq::worst_loss(three(), 1, assumed), {2}, .35, 1, assumed);
    check(eq::worst_loss(three(), 2, assumed), {1, 2}, .75, 1, assumed);
    check(eq::worst_loss(three(), 3, assumed), {1, 2, 3}, 1, 1, assumed);
    BOOST_TEST(eq::lose(three(), 1, assumed).shortfall.value == .05, to_rounding);
    auto const with_stock = assumed.with_stock(20.);
    check(eq::worst_loss(three(), 1, with_stock), {2}, .15, 1, with_stock);
    BOOST_TEST(eq::lose(three(), 1, with_stock).shortfall.value == 0);
    BOOST_TEST(eq::worst_loss(three(), 1, with_stock).assumed == "stated spare capacities (35 of 2), a stock of 20");
}

BOOST_AUTO_TEST_CASE(without_spare_capacity)
{
    auto const none = eq::substitution::none;
    check(eq::worst_loss(three(), 0, none), {}, 0, 1, none);
    check(eq::worst_loss(three(), 1, none), {1}, .4, 1, none);
    check(eq::worst_loss(three(), 2, none), {1, 2}, .75, 1, none);
    check(eq::worst_loss(three(), 3, none), {1, 2, 3}, 1, 1, none);
    check(eq::worst_loss(three(), 99U, none), {1, 2, 3}, 1, 1, none);
    // everything is replaced, so that all sets are the same
    check(eq::worst_loss(three(), 2, eq::substitution::full), {1, 2}, 0, 3, eq::substitution::full);
    check(eq::worst_loss(three(), 1, eq::spare{9.}), {1}, 0, 3, eq::spare{9.});
}

BOOST_AUTO_TEST_CASE(ties)
{
    auto const even = numbered{{1, 5}, {2, 10}, {3, 10}, {4, 10}, {5, 20}};
    auto const two = eq::worst_loss(even, 2, eq::substitution::none);
    BOOST_TEST(two.ids == (std::vector{2, 5}), tt::per_element());
    BOOST_TEST(two.ties == 3);
    auto const three_of_them = eq::worst_loss(even, 3, eq::substitution::none);
    BOOST_TEST(three_of_them.ids == (std::vector{2, 3, 5}), tt::per_element());
    BOOST_TEST(three_of_them.ties == 3);
    BOOST_TEST(eq::worst_loss(numbered{{1, 1}, {2, 1}, {3, 1}, {4, 1}}, 2, eq::substitution::none).ties == 6);
    // a partner that delivers nothing, but whose capacity others count on
    auto const entrant = eq::worst_loss(numbered{{1, 10}, {2, 10}}, 1, eq::spare(numbered{{3, 30}}));
    BOOST_TEST(entrant.shortfall.value == 0);
    auto const pair = eq::worst_loss(numbered{{1, 10}, {2, 10}}, 2, eq::spare(numbered{{3, 5}}));
    BOOST_TEST(pair.ids == (std::vector{1, 2}), tt::per_element());
    BOOST_TEST(pair.shortfall.value == .75);
}

BOOST_AUTO_TEST_CASE(what_is_not_known)
{
    BOOST_TEST(is_between(eq::worst_loss(three(), 1).shortfall, 0, .4)); // from full to no substitution
    BOOST_TEST(eq::is_undefined(eq::worst_loss(three(), 1).ties));
    auto const part = numbered{{{1, 40}, {2, 30}}, {.total = 100}};
    BOOST_TEST(is_between(eq::worst_loss(part, 1, eq::substitution::none).shortfall, .4, .4) == false);
    BOOST_TEST(eq::worst_loss(part, 1, eq::substitution::none).shortfall.value == .4); // no hidden partner has more
    BOOST_TEST(is_between(eq::worst_loss(part, 2, eq::substitution::none).shortfall, .7, .7) == false);
    auto const open = numbered{{{1, 20}, {2, 10}}, {.total = 100}};
    BOOST_TEST(is_between(eq::worst_loss(open, 1, eq::substitution::none).shortfall, .2, .7));
    // with c lost, .1 (1 - c) can be replaced
    BOOST_TEST(is_between(eq::worst_loss(open, 1, eq::spare{.1}).shortfall, .12, .67));
    BOOST_TEST(is_between(eq::worst_loss(open, 1, eq::spare(numbered{{2, 5}})).shortfall, .15, .7));
    BOOST_TEST(is_between(eq::worst_loss(open, 1, eq::spare{std::vector{0., 5.}}).shortfall, 0, .7));
    auto const unknown = numbered{{1, 60}, {2, 40}}.with_unknown({3});
    BOOST_TEST((eq::worst_loss(unknown, 1, eq::substitution::none).shortfall.why == eq::reason::unknown_amount));
    BOOST_TEST(eq::worst_loss(unknown, 1, eq::substitution::none).shortfall.bounds.high == 1);
    BOOST_TEST(eq::worst_loss(unknown, 1, eq::substitution::none).shortfall.bounds.low == .375, to_rounding); // of 160
    BOOST_TEST((eq::worst_loss(numbered{}, 1).shortfall.why == eq::reason::no_partners));
    BOOST_TEST((eq::worst_loss(numbered{{1, 0}}, 1, eq::spare{.1}).shortfall.why == eq::reason::no_flow));
    auto const capacity_unknown = eq::spare(numbered{{2, 5}}.with_unknown({3}));
    BOOST_TEST(is_between(eq::worst_loss(three(), 1, capacity_unknown).shortfall, 0, .35));
}

// Two goods: partner 1 is the largest of each, but 2 and 3 together would stop the second one.
BOOST_AUTO_TEST_CASE(of_several_goods)
{
    auto const none = numbered{};
    auto const goods = std::vector<good>{{"coal", {{1, 60}, {2, 20}, {3, 20}}, 1, eq::spare(none)},
                                         {"gas", {{2, 50}, {3, 50}}, 3, eq::spare(none)}};
    auto const one = eq::worst_loss(goods, 1); // 2: (.2 + 3 x .5) / 4
    BOOST_TEST(one.ids == std::vector{2}, tt::per_element());
    BOOST_TEST(one.shortfall.value == .425, to_rounding);
    BOOST_TEST(one.ties == 2);
    auto const two = eq::worst_loss(goods, 2);
    BOOST_TEST(two.ids == (std::vector{2, 3}), tt::per_element());
    BOOST_TEST(two.shortfall.value == .85, to_rounding);
    BOOST_TEST(two.ties == 1);
    BOOST_TEST(two.assumed == "coal: stated spare capacities (none); gas: stated spare capacities (none)");
    BOOST_TEST(eq::worst_loss(goods, 0).shortfall.value == 0);
    BOOST_TEST(eq::worst_loss(goods, 9).shortfall.value == 1);

    // A greedy choice takes 1 first, which leaves .5 without coal, and comes to .5: the gas has enough for one loss.
    auto const with_stock = eq::spare(none).with_stock(1.);
    using stocked = eq::good<numbered, eq::spare<numbered, double>>;
    auto const traps = std::vector<stocked>{{"coal", {{1, 5}, {4, 5}}, 1, eq::spare(none).with_stock(0.)},
                                            {"gas", {{2, 1}, {3, 1}}, 4, with_stock}};
    auto const found = eq::worst_loss(traps, 2);
    BOOST_TEST(found.ids == (std::vector{2, 3}), tt::per_element());
    BOOST_TEST(found.shortfall.value == .4, to_rounding); // 4 x .5 of 5

    // of one good not everything is known
    auto const partly = std::vector<good>{{"coal", {{1, 60}, {2, 40}}, 1, eq::spare(none)},
                                          {"gas", {{{2, 50}}, {.total = 100}}, 1, eq::spare(none)}};
    BOOST_TEST((eq::worst_loss(partly, 2).shortfall.why == eq::reason::unattributed));
    BOOST_TEST(is_between(eq::worst_loss(partly, 2).shortfall, .5, 1));
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::worst_loss(std::vector<good>{}, 1); })
               == "worst_loss: number of goods is 0; it must be at least 1");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::worst_loss(std::vector<good>{{"gas", none, -1, eq::spare(none)}}, 1); })
               == "worst_loss: weight of gas is -1; it must be finite and not negative");
}

BOOST_AUTO_TEST_CASE(too_many_sets)
{
    // goods of equal partners with a stock each, so that no bound helps
    auto goods = std::vector<eq::good<numbered, eq::spare<double, double>>>{};
    for (auto g = 0; g < 3; ++g) {
        auto rows = std::vector<eq::partner<int>>{};
        for (auto i = 0; i < 60; ++i) {
            rows.push_back({i, 1 + static_cast<double>((i * (g + 7) * 31) % 17)});
        }
        goods.push_back({"a", numbered{rows}, 1, eq::spare{0.}.with_stock(150.)});
    }
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::worst_loss(goods, 25); })
        == "worst_loss: k is 25; it must be smaller, as there are too many sets of that many partners to search");
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::worst_loss(three(), -1); })
               == "worst_loss: k is -1; it must be at least 0");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::worst_loss(three(), 1, eq::spare{std::vector{1.}}); })
               == "worst_loss: number of capacities is 1; it must be that of the partners, 3");
}

// The worst set by trying all of them; never falling with k, never rising with capacity.
BOOST_AUTO_TEST_CASE(against_all_sets)
{
    BOOST_TEST(rc::check("one good", [] {
        auto const n = 1 + static_cast<int>(support::draw_below(8));
        auto const flows = drawn(n);
        auto const assumed = eq::spare(drawn(n)).with_stock(static_cast<double>(support::draw_below(30)));
        auto before = 0.0;
        for (auto k = 0; k <= n; ++k) {
            auto const expected = worst_of_all_sets(flows, assumed, n, k);
            auto const found = eq::worst_loss(flows, k, assumed);
            RC_ASSERT(found.shortfall.value == expected.most);
            RC_ASSERT(found.ids == expected.ids);
            RC_ASSERT(found.ties == expected.ties);
            RC_ASSERT(found.shortfall.value >= before);
            RC_ASSERT(eq::worst_loss(flows, k, assumed.with_stock(40.)).shortfall.value <= found.shortfall.value);
            before = found.shortfall.value;
        }
    }));
    BOOST_TEST(rc::check("several goods", [] {
        auto const n = 1 + static_cast<int>(support::draw_below(7));
        auto goods = std::vector<good>{};
        for (auto g = 0; g < 3; ++g) { // totals of powers of two, so that shares are exact
            auto flows = drawn(n);
            auto const sum = flows.totals().whole().value();
            auto rows = std::vector<eq::partner<int>>{{n, 256 - sum}};
            rows.insert(rows.end(), flows.begin(), flows.end());
            goods.push_back(
                {"a", numbered{rows}, static_cast<double>(1 + support::draw_below(3)), eq::spare(drawn(n))});
        }
        auto const weights = goods[0].weight + goods[1].weight + goods[2].weight;
        for (auto k = 0; k <= n + 1; ++k) {
            auto most = -1.0;
            auto ties = 0.0;
            auto first = std::vector<int>{};
            for (auto const& set : sets_of(n + 1, k)) {
                auto value = 0.0;
                for (auto const& each : goods) {
                    value += each.weight * eq::lose(each.flows, eq::bloc<int>(set), each.assumed).shortfall.value;
                }
                first = value > most ? set : first;
                ties = value > most ? 1 : ties + (value == most ? 1 : 0);
                most = std::max(most, value);
            }
            auto const found = eq::worst_loss(goods, k);
            RC_ASSERT(std::abs(found.shortfall.value - most / weights) <= 2e-16);
            RC_ASSERT(found.ids == first);
            RC_ASSERT(found.ties == ties);
        }
    }));
}

// All 4,096 sets of twelve partners, five times.
BOOST_AUTO_TEST_CASE(against_all_sets_of_twelve)
{
    auto random = support::random{1945};
    auto const twelve = [&](std::size_t below) {
        auto rows = std::vector<eq::partner<int>>{};
        for (auto i = 0; i < 12; ++i) {
            rows.push_back({i, static_cast<double>(random.below(below))});
        }
        return numbered{rows};
    };
    for (auto round = 0; round < 5; ++round) {
        auto const flows = twelve(40);
        auto const assumed = eq::spare(twelve(12)).with_stock(static_cast<double>(random.below(40)));
        for (auto k = 0; k <= 12; ++k) {
            auto const expected = worst_of_all_sets(flows, assumed, 12, k);
            auto const found = eq::worst_loss(flows, k, assumed);
            BOOST_TEST(found.shortfall.value == expected.most);
            BOOST_TEST(found.ids == expected.ids, tt::per_element());
            BOOST_TEST(found.ties == expected.ties);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
