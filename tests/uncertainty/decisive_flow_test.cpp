// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/message_of.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/decisive_flow.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using states = eq::interval_ledger<char, int>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

double overlap(eq::interval const& a, eq::interval const& b)
{
    return std::max(0.0, std::min(a.high - b.low, b.high - a.low));
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(decisive_flow)

// The exposure of a to 1 is [10 / 20, 30 / 40], that of b [6 / 10, 6 / 8]: min(.75 - .6, .75 - .5) = .15.
// a's flow at 10, 20 and 30: .5, 2/3, .75: overlaps 0, 1/15 and 0, in the mean 1/45.
// b's flow to 2 at 2, 3 and 4: .75, 2/3, .6: overlaps 0, 1/12 and .1, in the mean 11/180.
BOOST_AUTO_TEST_CASE(exposures_by_hand)
{
    auto const flows = states{{'a', {1, 10, 30}}, {'a', {2, 10, 10}}, {'b', {1, 6, 6}}, {'b', {2, 2, 4}}};
    auto const found = eq::decisive_flow(flows, eq::exposure(1), 'a', 'b');
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->key == 'a');
    BOOST_TEST(found->partner.value() == 1);
    BOOST_TEST((found->amounts == eq::interval{10, 30}));
    BOOST_TEST(found->overlap == .15, tt::tolerance(1e-14));
    BOOST_TEST(found->remaining == 1. / 45, tt::tolerance(1e-13));
    // the order of the two states does not matter
    BOOST_TEST(eq::decisive_flow(flows, eq::exposure(1), 'b', 'a')->key == 'a');
    // without the larger one, it is the other
    auto const known = states{{'a', {1, 20, 20}}, {'a', {2, 10, 10}}, {'b', {1, 6, 6}}, {'b', {2, 2, 4}}};
    BOOST_TEST(eq::decisive_flow(known, eq::exposure(1), 'a', 'b')->key == 'b');
}

BOOST_AUTO_TEST_CASE(orders_that_are_certain)
{
    auto const flows = states{{'a', {1, 10, 30}}, {'a', {2, 10, 10}}, {'b', {1, 1, 2}},
                              {'b', {2, 2, 4}},   {'c', {1, 5, 5}},   {'d', {1, 0, 0}}};
    BOOST_TEST(!eq::decisive_flow(flows, eq::exposure(1), 'a', 'b').has_value()); // at least .5, at most .5
    BOOST_TEST(!eq::decisive_flow(flows, eq::exposure(1), 'a', 'c').has_value());
    BOOST_TEST(!eq::decisive_flow(flows, eq::exposure(1), 'a', 'd').has_value()); // d has no flow
    BOOST_TEST(!eq::decisive_flow(flows, eq::exposure(1), 'c', 'c').has_value());
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::decisive_flow(flows, eq::exposure(1), 'a', 'z'); })
               == "interval_ledger: no flows under 122");
}

// CHN 60, JPN 40 and RUS unknown, against a state whose exposure to China is .3 for certain: only RUS can decide.
BOOST_AUTO_TEST_CASE(amounts_that_are_not_known)
{
    auto const flows =
        states{{'a', {1, 60, 60}}, {'a', {2, 40, 40}}, {'a', {3, 0, infinite}}, {'b', {1, 3, 3}}, {'b', {2, 7, 7}}};
    auto const found = eq::decisive_flow(flows, eq::exposure(1), 'a', 'b');
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->partner.value() == 3);
    BOOST_TEST((found->amounts == eq::interval{0, infinite}));
    BOOST_TEST(found->overlap == .3, tt::tolerance(1e-14)); // min(.6 - .3, .3 - 0)
    BOOST_TEST(found->remaining == 0);                      // a point is above, equal or below
    // the same from a ledger of points
    auto builder = eq::ledger_builder<char, int>{};
    builder.add('a', 1, 60);
    builder.add('a', 2, 40);
    builder.add_unknown('a', 3);
    builder.add('b', 1, 3);
    builder.add('b', 2, 7);
    BOOST_TEST(eq::decisive_flow(builder.build(), eq::exposure(1), 'a', 'b')->partner.value() == 3);
}

// Of a, 40 of 100 are with partners that are not listed, and its HHI is in [.36, .52]; b has .5 for certain.
BOOST_AUTO_TEST_CASE(partners_that_are_not_listed)
{
    auto const flows = states{{{'a', {1, 60, 60}}, {'b', {1, 5, 5}}, {'b', {2, 5, 5}}}, {{'a', {.unlisted = {0, 40}}}}};
    auto const found = eq::decisive_flow(flows, eq::hhi, 'a', 'b');
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->key == 'a');
    BOOST_TEST(!found->partner.has_value());
    BOOST_TEST((found->amounts == eq::interval{0, 40}));
    // a total narrows what they can be: at most 110 - 60
    auto const total = states{{{'a', {1, 60, 60}}, {'b', {1, 5, 5}}, {'b', {2, 5, 5}}},
                              {{'a', {.total = eq::interval{90, 110}, .unlisted = {0, infinite}}}}};
    BOOST_TEST((eq::decisive_flow(total, eq::hhi, 'a', 'b')->amounts == eq::interval{30, 50}));
}

// Boxes at random: each flow of both states is fixed at each of three amounts, and all intervals are compared.
BOOST_AUTO_TEST_CASE(equal_to_enumeration)
{
    auto random = support::random{8};
    auto uncertain = 0;
    for (auto round = 0; round < 200; ++round) {
        auto rows = std::vector<eq::keyed_range<char, int>>{};
        for (auto const key : {'a', 'b'}) {
            for (auto partner = 0; partner < 3; ++partner) {
                auto const low = 1 + static_cast<double>(random.below(6));
                rows.push_back({key, {partner, low, low + static_cast<double>(random.below(4))}});
            }
        }
        auto const flows = states{rows};
        auto const before = overlap(eq::bound(flows.at('a'), eq::hhi), eq::bound(flows.at('b'), eq::hhi));
        auto least = infinite;
        for (auto& row : rows) {
            auto const range = row.range;
            if (range.low == range.high) {
                continue;
            }
            auto mean = 0.0;
            for (auto const amount : {range.low, (range.low + range.high) / 2, range.high}) {
                row.range.low = row.range.high = amount;
                auto const fixed = states{rows};
                mean += overlap(eq::bound(fixed.at('a'), eq::hhi), eq::bound(fixed.at('b'), eq::hhi)) / 3;
            }
            row.range = range;
            least = std::min(least, mean);
        }
        auto const found = eq::decisive_flow(flows, eq::hhi, 'a', 'b');
        BOOST_TEST_REQUIRE(found.has_value() == (before > 0 && least < infinite));
        if (found) {
            ++uncertain;
            BOOST_TEST_REQUIRE(found->overlap == before);
            BOOST_TEST_REQUIRE(found->remaining == least, tt::tolerance(1e-12));
        }
    }
    BOOST_TEST(uncertain > 100);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
