// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>
#include <equipoise/uncertainty/ranking.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;

using values = std::vector<eq::keyed_interval<char>>;
using pairs = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

std::string text_of(eq::interval_ranking<char> const& ranks)
{
    auto text = std::string{};
    for (auto const& each : ranks) {
        text += each.key + std::to_string(each.ranks.best) + "-" + std::to_string(each.ranks.worst) + " ";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(ranking)

BOOST_AUTO_TEST_CASE(intervals_by_hand)
{
    // a is above all others; b and c overlap; d lies within b; e is below all
    auto const ranks =
        eq::ranking(values{{'e', {0, .1}}, {'d', {.4, .5}}, {'a', {.8, .9}}, {'c', {.2, .35}}, {'b', {.3, .7}}});
    BOOST_TEST(text_of(ranks) == "a1-1 d2-3 b2-4 c3-4 e5-5 ");
    BOOST_TEST(ranks[0].ranks.certain());
    BOOST_TEST(!ranks[1].ranks.certain());
    BOOST_TEST(ranks.ranked() == 5U);
    BOOST_TEST(ranks.position('b').value() == 2U);
    BOOST_TEST(!ranks.position('z').has_value());
    // d and b, b and c may change places
    BOOST_TEST((ranks.uncertain_pairs() == pairs{{1, 2}, {2, 3}}));
    BOOST_TEST(ranks.certain_pairs().size() == 8U);
    BOOST_TEST((ranks.certain_pairs()[0] == eq::certain_pair{0, 1, false}));
    BOOST_TEST(ranks.is_certain(1, 3));
    BOOST_TEST(ranks.is_certain(3, 1));
    BOOST_TEST(!ranks.is_certain(3, 2));
}

BOOST_AUTO_TEST_CASE(values_that_are_known)
{
    auto const ranks = eq::ranking(values{{'a', {1, 1}}, {'b', {2, 2}}, {'c', {1, 1}}, {'d', {0, 0}}});
    BOOST_TEST(text_of(ranks) == "b1-1 a2-2 c2-2 d4-4 ");
    BOOST_TEST(ranks.uncertain_pairs().empty());
    BOOST_TEST(ranks.certain_pairs().size() == 6U);
    BOOST_TEST((ranks.certain_pairs()[3] == eq::certain_pair{1, 2, true}));
}

BOOST_AUTO_TEST_CASE(intervals_that_touch)
{
    // b is never above a, though they may be equal; then b has the rank of a
    auto const ranks = eq::ranking(values{{'a', {.5, .9}}, {'b', {.1, .5}}});
    BOOST_TEST(text_of(ranks) == "a1-1 b1-2 ");
    BOOST_TEST((ranks.certain_pairs() == std::vector<eq::certain_pair>{{0, 1, false}}));
    // a point at the end of an interval
    BOOST_TEST(text_of(eq::ranking(values{{'a', {.5, .5}}, {'b', {.5, .9}}})) == "b1-1 a1-2 ");
    BOOST_TEST(text_of(eq::ranking(values{{'a', {.5, .5}}, {'b', {.1, .5}}})) == "a1-1 b1-2 ");
    // equal intervals stay in the order in which they were given
    BOOST_TEST(text_of(eq::ranking(values{{'z', {0, 1}}, {'a', {0, 1}}, {'k', {0, 1}}})) == "z1-3 a1-3 k1-3 ");
}

BOOST_AUTO_TEST_CASE(undefined_and_infinite_values)
{
    auto const ranks = eq::ranking(values{{'u', {eq::undefined, eq::undefined}},
                                          {'a', {0, infinite}},
                                          {'b', {-infinite, 1}},
                                          {'c', {infinite, infinite}},
                                          {'v', {eq::undefined, eq::undefined}}});
    BOOST_TEST(text_of(ranks) == "c1-1 a1-3 b2-3 u0-0 v0-0 ");
    BOOST_TEST(ranks.ranked() == 3U);
    BOOST_TEST(!ranks[3].ranks.certain());
    BOOST_TEST(!ranks.is_certain(0, 3));
    BOOST_TEST(!ranks.is_certain(3, 4));
    BOOST_TEST(ranks.certain_pairs().size() + ranks.uncertain_pairs().size() == 3U);
    BOOST_TEST(eq::ranking(values{}).empty());
    BOOST_TEST(text_of(eq::ranking(values{{'a', {.1, .2}}})) == "a1-1 ");
    BOOST_TEST(text_of(eq::ranking(values{{'a', {1e300, 2e300}}, {'b', {5e-324, 5e-324}}})) == "a1-1 b2-2 ");
}

// All values that are ends of intervals, in all combinations: which ranks occur, and which orders.
BOOST_AUTO_TEST_CASE(equal_to_enumeration)
{
    auto random = support::random{3};
    for (auto round = 0; round < 400; ++round) {
        auto const count = 1 + random.below(7);
        auto all = values{};
        for (std::size_t i = 0; i < count; ++i) {
            auto const low = static_cast<double>(random.below(9));
            all.push_back({static_cast<char>('a' + i), {low, low + static_cast<double>(random.below(5))}});
        }
        auto const ranks = eq::ranking(all);
        auto best = std::vector<std::size_t>(count, count + 1);
        auto worst = std::vector<std::size_t>(count, 0);
        auto higher = std::vector<std::vector<bool>>(count, std::vector<bool>(count, false));
        for (std::size_t ends = 0; ends < std::size_t{1} << count; ++ends) {
            auto const value = [&](std::size_t i) {
                return (ends >> i & 1U) != 0 ? ranks[i].value.high : ranks[i].value.low;
            };
            for (std::size_t i = 0; i < count; ++i) {
                auto rank = std::size_t{1};
                for (std::size_t j = 0; j < count; ++j) {
                    rank += value(j) > value(i) ? 1 : 0;
                    higher[j][i] = higher[j][i] || value(j) > value(i);
                }
                best[i] = std::min(best[i], rank);
                worst[i] = std::max(worst[i], rank);
            }
        }
        auto certain = std::size_t{0};
        for (std::size_t i = 0; i < count; ++i) {
            BOOST_TEST_REQUIRE((ranks[i].ranks == eq::rank_range{best[i], worst[i]}));
            for (auto j = i + 1; j < count; ++j) {
                BOOST_TEST_REQUIRE(ranks.is_certain(i, j) == !(higher[i][j] && higher[j][i]));
                certain += ranks.is_certain(i, j) ? 1 : 0;
            }
        }
        BOOST_TEST_REQUIRE(ranks.certain_pairs().size() == certain);
        BOOST_TEST_REQUIRE(ranks.uncertain_pairs().size() == count * (count - 1) / 2 - certain);
        for (auto const& each : ranks.certain_pairs()) {
            BOOST_TEST_REQUIRE(!higher[each.below][each.above]);
            BOOST_TEST_REQUIRE(each.tied == !higher[each.above][each.below]);
        }
    }
}

// What a declared total leaves over: {60 of 100} is in [.36, .52], {90 of 100} in [.81, .82], and 1 is known.
BOOST_AUTO_TEST_CASE(states_of_a_ledger)
{
    auto builder = eq::ledger_builder<int, int>{};
    builder.add(1, 9, 60);
    builder.declare(1, {.total = 100.});
    builder.add(2, 9, 90);
    builder.declare(2, {.total = 100.});
    builder.add(3, 9, 5);
    builder.add(3, 8, 5);
    builder.declare(4, {});
    auto const ledger = builder.build();
    auto const ranks = eq::ranking(ledger, eq::hhi);
    BOOST_TEST(ranks[0].key == 2);
    BOOST_TEST((ranks[0].ranks == eq::rank_range{1, 1}));
    BOOST_TEST(ranks[1].key == 3);
    BOOST_TEST((ranks[1].ranks == eq::rank_range{2, 3}));
    BOOST_TEST(ranks[2].key == 1);
    BOOST_TEST((ranks[2].ranks == eq::rank_range{2, 3}));
    BOOST_TEST(ranks[3].key == 4);
    BOOST_TEST((ranks[3].ranks == eq::rank_range{0, 0}));
    auto const piped = ledger | eq::ranking(eq::hhi);
    BOOST_TEST_REQUIRE(piped.size() == 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(piped[i].key == ranks[i].key);
        BOOST_TEST((piped[i].ranks == ranks[i].ranks));
    }
}

// HHI: 1 has 5/8 to 1, 2 has 1/2.
BOOST_AUTO_TEST_CASE(states_of_a_ledger_of_ranges)
{
    auto const ledger = eq::interval_ledger<int, int>{{1, {8, 3, 3}}, {1, {9, 0, 1}}, {2, {8, 1, 1}}, {2, {9, 1, 1}}};
    auto const ranks = ledger | eq::ranking(eq::hhi);
    BOOST_TEST_REQUIRE(ranks.size() == 2U);
    BOOST_TEST(ranks[0].key == 1);
    BOOST_TEST((ranks[0].value == eq::interval{.625, 1}));
    BOOST_TEST((ranks[0].ranks == eq::rank_range{1, 1}));
    BOOST_TEST((ranks[1].value == eq::interval{.5, .5}));
    BOOST_TEST((ranks[1].ranks == eq::rank_range{2, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
