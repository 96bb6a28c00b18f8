// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/oracle.hpp"

#include <equipoise/balancing/effective_partners.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using support::ulps;

using flows_of = eq::portfolio<int>;

// an economy and a security pooled; the figures only illustrate: .37, .46, .135, .035
constexpr auto china = 1;
constexpr auto russia = 2;
auto const pooled = flows_of{{china, 370.0}, {russia, 460.0}, {3, 135.0}, {4, 35.0}};
auto const both = eq::bloc{china, russia};

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(effective_partners)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // H = .36795; with z = .6 another 2 .6 .37 .46 = .20424
    BOOST_TEST(ulps(eq::effective_partners(pooled, both, 0), 1 / .36795) <= 2);
    BOOST_TEST(ulps(eq::effective_partners(pooled, both, .6), 1 / .57219) <= 2);
    BOOST_TEST(ulps(eq::effective_partners(both, 1)(pooled), 1 / (.83 * .83 + .135 * .135 + .035 * .035)) <= 2);
    BOOST_TEST(eq::effective_partners(pooled, both, 0) == eq::effective_number(pooled));
    BOOST_TEST(eq::effective_partners(pooled, eq::bloc{china}, 1) == eq::effective_number(pooled));
    BOOST_TEST(eq::effective_partners(flows_of{{china, 3.0}, {russia, 5e300}}, both, 1) == 1);
    // three of a kind: 9 parts of 9 with z = 1
    BOOST_TEST(eq::effective_partners(flows_of{{1, 1.0}, {2, 1.0}, {3, 1.0}}, eq::bloc{1, 2, 3}, 1) == 1);
    BOOST_TEST(ulps(eq::effective_partners(flows_of{{1, 1.0}, {2, 1.0}, {3, 1.0}}, eq::bloc{1, 2, 3}, .5), 1.5) <= 1);
    auto const named = eq::portfolio<std::string, support::money>{{"China", {1}}, {"Russia", {1}}};
    BOOST_TEST(eq::effective_partners(named, eq::bloc{"China", "Russia"}, 1) == 1);
    BOOST_TEST(eq::describe(eq::effective_partners(both, 1)).name == "effective_partners");
}

BOOST_AUTO_TEST_CASE(similarities_of_any_two)
{
    auto const similarity = [](int a, int b) { return a == b ? 1.0 : a + b == 3 ? .6 : 0.0; };
    BOOST_TEST(ulps(eq::effective_partners(pooled, similarity), 1 / .57219) <= 2);
    auto const blocs = eq::bloc_similarity(std::vector{both}, {.within = .6});
    BOOST_TEST(ulps(eq::effective_partners(blocs)(pooled), 1 / .57219) <= 2);
    BOOST_TEST(eq::effective_partners(pooled, blocs) == eq::similar_hill(pooled, 2, blocs));
    BOOST_TEST(eq::bound(pooled, eq::effective_partners(blocs)).is_point());
}

BOOST_AUTO_TEST_CASE(undefined_and_refused)
{
    auto const open = flows_of({{china, 3.0}, {5, 1.0}}, {.total = 5.0});
    BOOST_TEST(eq::why_undefined(open, eq::effective_partners(both, .5)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::why_undefined(flows_of{}, eq::effective_partners(both, .5)) == eq::words(eq::reason::no_partners));
    BOOST_TEST(std::isnan(eq::effective_partners(flows_of{{china, 0.0}}, both, .5)));
    BOOST_TEST(std::isnan(eq::bound(flows_of{}, eq::effective_partners(both, .5)).low));
    auto const alike = eq::bloc_similarity(std::vector{both}, {.within = .6});
    BOOST_TEST(eq::why_undefined(open, eq::effective_partners(alike)) == eq::words(eq::reason::unattributed));
    BOOST_TEST(std::isnan(eq::bound(flows_of{}, eq::effective_partners(alike)).high));
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)eq::effective_partners(both, 1.5); })
               == "effective_partners: similarity is 1.5; it must be in [0, 1]");
    BOOST_CHECK_THROW((void)eq::effective_partners(pooled, both, std::nan("")), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::effective_partners(pooled, [](int, int) { return 2.0; }), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(bounds_by_hand)
{
    // 81 with China, 9 with another partner and 10 hidden, of which no partner has more than 9. Fewest: Russia has 9
    // of it and a third partner 1. Most: infinitely many partners share it.
    auto const open = flows_of({{china, 81.0}, {5, 9.0}}, {.total = 100.0, .listing = eq::listing::largest});
    auto const found = eq::bound(open, eq::effective_partners(both, .5));
    BOOST_TEST(ulps(found.high, 10000.0 / (6561 + 81)) <= 2);
    BOOST_TEST(ulps(found.low, 10000.0 / (6561 + 81 + 81 + 1 + 81 * 9)) <= 2);
    // not even a listed flow
    auto const unseen = flows_of({{5, 0.0}}, {.total = 1.0});
    BOOST_TEST((eq::bound(unseen, eq::effective_partners(both, .5))
                == eq::interval{1, std::numeric_limits<double>::infinity()}));
    auto const alike = eq::bloc_similarity(std::vector{both}, {.within = .5});
    BOOST_TEST(
        (eq::bound(unseen, eq::effective_partners(alike)) == eq::interval{1, std::numeric_limits<double>::infinity()}));
}

// Every way to give the hidden part, in whole units, to members of the bloc that are not listed and to others.
BOOST_AUTO_TEST_CASE(bounds_against_every_completion)
{
    auto random = support::random{71};
    auto const members = eq::bloc{0, 1, 2};
    for (auto round = 0; round < 150; ++round) {
        auto listed = std::vector<eq::partner<int>>{};
        auto total = 0.0;
        auto smallest = 100;
        for (auto id = 0; id < 5; ++id) {
            if (random.below(2) == 0 || id == 4) {
                auto const amount = 1 + static_cast<int>(random.below(4));
                listed.push_back({id, amount + 0.0});
                total += amount;
                smallest = std::min(smallest, amount);
            }
        }
        auto const hidden = static_cast<int>(random.below(6));
        auto const capped = random.below(2) == 0;
        auto const cap = capped ? std::min(hidden, smallest) : hidden;
        auto const z = random.unit();
        total += hidden;
        auto const open =
            flows_of(listed, {.total = total, .listing = capped ? eq::listing::largest : eq::listing::some});
        auto low = std::numeric_limits<double>::infinity();
        auto high = 0.0;
        auto completed = listed;
        auto const similarity = [z](int a, int b) { return a == b ? 1.0 : a < 3 && b < 3 ? z : 0.0; };
        auto const bounds = eq::bound(open, eq::effective_partners(members, z));
        auto const outer = eq::bound(open, eq::effective_partners(similarity));
        auto const hand_out = [&](auto const& self, int from, int rest) -> void {
            if (rest == 0) {
                auto const value = eq::effective_partners(flows_of{completed}, similarity);
                low = std::min(low, value);
                high = std::max(high, value);
                return;
            }
            for (auto id = from; id < 10; ++id) {
                auto const is_listed =
                    std::any_of(listed.begin(), listed.end(), [id](auto const& row) { return row.id == id; });
                for (auto some = 1; !is_listed && some <= std::min(rest, cap); ++some) {
                    completed.push_back({id, some + 0.0});
                    self(self, id + 1, rest - some);
                    completed.pop_back();
                }
            }
        };
        hand_out(hand_out, 0, hidden);
        BOOST_TEST_REQUIRE(std::abs(bounds.low - low) <= 1e-14 * low); // attained
        BOOST_TEST_REQUIRE(bounds.high >= high * (1 - 1e-14));
        BOOST_TEST_REQUIRE(outer.low <= low * (1 + 1e-14));
        BOOST_TEST_REQUIRE(outer.high >= high * (1 - 1e-14));
        // the other end is a limit: ever more partners with ever less each
        auto dust = listed;
        for (auto id = 100; hidden != 0 && id < 1100; ++id) {
            dust.push_back({id, hidden / 1000.0});
        }
        BOOST_TEST_REQUIRE(eq::effective_partners(flows_of{dust}, members, z) <= bounds.high * (1 + 1e-14));
        BOOST_TEST_REQUIRE(eq::effective_partners(flows_of{dust}, members, z) >= bounds.high * .99);
    }
}

// 60 and 40 are known, and an amount u is not. 1 / sum p^2 is greatest where u = (60^2 + 40^2) / 100 = 52, which makes
// 152^2 / 7904, and 1 in the limit of an infinite u. The two known partners, if similar, count for less.
BOOST_AUTO_TEST_CASE(unknown_amounts_leave_an_interval)
{
    auto const flows = eq::portfolio<int>{{1, 60}, {2, 40}}.with_unknown({3});
    auto const close = [](double value, double expected) { return std::fabs(value - expected) < 1e-12; };
    for (auto const z : {0.0, 0.5}) {
        auto const index = eq::effective_partners(eq::bloc{1, 2}, z);
        BOOST_TEST(eq::is_undefined(index(flows)));
        BOOST_TEST((eq::estimate_of(flows, index).why == eq::reason::unknown_amount));
        auto const found = eq::bound(flows, index);
        BOOST_TEST(found.low == 1);
        BOOST_TEST(close(found.high, 152. * 152 / 7904));
        auto const even = eq::portfolio<int>{{1, 60}, {2, 40}, {3, 52}};
        BOOST_TEST((z == 0 ? close(index(even), found.high) : index(even) < found.high));
    }
    auto const similarity = eq::bloc_similarity(std::vector{eq::bloc{1, 2}});
    BOOST_TEST(eq::bound(flows, eq::effective_partners(similarity)).low == 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
