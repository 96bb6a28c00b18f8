// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/tau_b.hpp>

#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using support::message_of;
using support::ulps;

constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();

constexpr int up[] = {1, 2, 3, 4};
constexpr int down[] = {4, 3, 2, 1};
constexpr int halves[] = {0, 0, 1, 1};
SUPPORT_STATIC_ASSERT(eq::tau_b(up, up) == 1 && eq::tau_b(up, down) == -1);
// of the six pairs four are ordered alike, two tied on one side: 4 / sqrt(6 4)
SUPPORT_STATIC_ASSERT(eq::tau_b.result(up, halves).concordant == 4 && eq::tau_b.result(up, halves).tied_second == 2);
static_assert(eq::alignment_detail::pairs_among(0) == 0 && eq::alignment_detail::pairs_among(1) == 0
              && eq::alignment_detail::pairs_among(5) == 10);
static_assert(eq::alignment_detail::twofold_of(0xffffffffffffffff).hi == 0x1p64);
static_assert(eq::alignment_detail::twofold_of(0xffffffffffffffff).lo == -1);

/// All pairs, one by one.
eq::rank_agreement by_definition(std::vector<int> const& a, std::vector<int> const& b)
{
    auto result = eq::rank_agreement{};
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            auto const order = (a[i] - a[j]) * (b[i] - b[j]);
            result.concordant += order > 0 ? 1U : 0U;
            result.discordant += order < 0 ? 1U : 0U;
            result.tied_first += a[i] == a[j] ? 1U : 0U;
            result.tied_second += b[i] == b[j] ? 1U : 0U;
        }
    }
    auto const all = static_cast<long double>(a.size() * (a.size() - 1) / 2);
    auto const distinct =
        (all - static_cast<long double>(result.tied_first)) * (all - static_cast<long double>(result.tied_second));
    auto const net = static_cast<long double>(result.concordant) - static_cast<long double>(result.discordant);
    result.value = static_cast<double>(net / std::sqrt(distinct));
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(tau_b)

BOOST_AUTO_TEST_CASE(every_value_of_the_reference_table)
{
    auto profiles = std::map<std::string, std::pair<std::vector<double>, std::vector<double>>>{};
    auto const cases = support::read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/profiles.csv");
    for (std::size_t i = 1; i < cases.size(); ++i) {
        profiles[cases[i].at(0)].first.push_back(support::number(cases[i].at(1)));
        profiles[cases[i].at(0)].second.push_back(support::number(cases[i].at(2)));
    }
    auto const lines = support::read_csv(EQUIPOISE_SOURCE_DIR "/tests/reference/profiles_values.csv");
    std::size_t compared = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto const& line = lines[i];
        if (line.at(1) != "kendall_tau_b") {
            continue;
        }
        BOOST_TEST_CONTEXT(line.at(0) << ' ' << line.at(4))
        {
            auto const& [a, b] = profiles.at(line.at(0));
            auto const value = eq::tau_b(a, b);
            ++compared;
            if (line.at(3) == "error" || line.at(3) == "NaN") { // a constant profile
                BOOST_TEST((eq::tau_b.result(a, b).why == eq::reason::constant));
            } else if (line.at(4) == "exact") {
                BOOST_TEST(ulps(value, support::number(line.at(3))) <= 1);
            } else {
                BOOST_TEST(std::abs(value - support::number(line.at(3))) <= 1e-14);
            }
        }
    }
    BOOST_TEST(compared == 40U); // ten cases, three other programs
}

BOOST_AUTO_TEST_CASE(all_pairs_on_random_ties)
{
    auto random = support::random{41};
    for (auto round = 0; round < 300; ++round) {
        auto a = std::vector<int>{};
        auto b = std::vector<int>{};
        auto const values = 2 + random.below(round % 2 == 0 ? 3 : 200);
        for (auto k = 3 + random.below(100); k != 0; --k) {
            a.push_back(static_cast<int>(random.below(values)));
            b.push_back(static_cast<int>(random.below(values)) - 5);
        }
        auto const expected = by_definition(a, b);
        auto const found = eq::tau_b.result(a, b);
        BOOST_TEST(found.concordant == expected.concordant);
        BOOST_TEST(found.discordant == expected.discordant);
        BOOST_TEST(found.tied_first == expected.tied_first);
        BOOST_TEST(found.tied_second == expected.tied_second);
        BOOST_TEST(ulps(found.value, expected.value) <= 1);
        BOOST_TEST(eq::tau_b(b, a) == found.value);
        for (auto& tie : b) {
            tie = -tie;
        }
        BOOST_TEST(eq::tau_b(a, b) == -found.value);
    }
}

// Half a million ties above one another, the halves swapped: only the pairs across are in the wrong order.
BOOST_AUTO_TEST_CASE(a_million_targets_are_counted_exactly)
{
    constexpr std::uint64_t half = 500000;
    auto a = std::vector<int>{};
    auto b = std::vector<int>{};
    for (std::uint64_t i = 0; i < 2 * half; ++i) {
        a.push_back(static_cast<int>(i));
        b.push_back(static_cast<int>((i + half) % (2 * half)));
    }
    auto const found = eq::tau_b.result(a, b);
    BOOST_TEST(found.joint == 2 * half);
    BOOST_TEST(found.discordant == half * half);
    BOOST_TEST(found.concordant == half * (half - 1));
    BOOST_TEST(found.tied_first == 0U);
    // (half (half - 1) - half half) / (half (2 half - 1)) = -1 / (2 half - 1)
    BOOST_TEST(ulps(found.value, -1.0 / 999999) <= 1);
}

BOOST_AUTO_TEST_CASE(unknown_ties_and_undefined_values)
{
    auto const a = std::vector<std::optional<int>>{1, 2, std::nullopt, 3};
    auto const b = std::vector<double>{5, unknown, 6, 7};
    BOOST_TEST(eq::tau_b(a, b) == 1);
    BOOST_TEST(eq::tau_b.result(a, b).joint == 2U);
    BOOST_TEST(eq::tau_b(std::vector<std::string>{"a", "b"}, std::vector<std::string>{"x", "y"}) == 1);
    auto const none = std::vector<int>{};
    BOOST_TEST(std::isnan(eq::tau_b(none, none)));
    BOOST_TEST(eq::tau_b.why_undefined(none, none) == "no target has a known value in both profiles");
    BOOST_TEST(eq::tau_b.why_undefined(std::vector{1}, std::vector{2})
               == "all values are the same, so there is nothing to compare");
    BOOST_TEST(eq::tau_b.why_undefined(halves, std::vector{2, 2, 2, 2})
               == "all values are the same, so there is nothing to compare");
    BOOST_TEST(eq::tau_b.why_undefined(up, halves).empty());
    BOOST_TEST(eq::describe(eq::tau_b).symbol == "tau_b");
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    using bad = eq::invalid_parameter;
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::tau_b(std::vector{1, 2}, std::vector{1})); })
               == "tau_b: length of the second profile is 1; it must be that of the first, 2");
    BOOST_TEST(message_of<bad>([] {
                   static_cast<void>(eq::tau_b(std::vector{-std::numeric_limits<double>::infinity()}, std::vector{1}));
               })
               == "tau_b: tie 0 of the first profile is -inf; it must be finite, or NaN where it is unknown");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
