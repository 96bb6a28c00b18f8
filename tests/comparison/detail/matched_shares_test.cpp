// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/power.hpp>
#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/comparison/structure.hpp>
#include <equipoise/model/portfolio.hpp>

#include "../../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace eq = equipoise;

namespace {

using eq::comparison_detail::match;
using portfolio = eq::portfolio<std::string>;

static_assert(eq::comparison_detail::matchable<portfolio, eq::portfolio_view<std::string>>);
static_assert(eq::comparison_detail::matchable<portfolio, eq::portfolio<std::string, float>>);
static_assert(!eq::comparison_detail::matchable<portfolio, eq::portfolio<int>>);
static_assert(!eq::comparison_detail::matchable<portfolio, std::array<double, 2>>);

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(matched_shares)

BOOST_AUTO_TEST_CASE(partners_of_either_list)
{
    auto const a = portfolio{{"CHN", 1.0}, {"RUS", 2.0}, {"USA", 3.0}};
    auto const b = portfolio{{"JPN", 4.0}, {"RUS", 5.0}};
    auto const both = match(a, b, "test");
    constexpr auto expected =
        std::array{std::array{1.0, 0.0}, std::array{0.0, 4.0}, std::array{2.0, 5.0}, std::array{3.0, 0.0}};
    BOOST_REQUIRE(both.partners.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(both.partners[i].flow == expected[i][0]);
        BOOST_TEST(both.partners[i].reference == expected[i][1]);
    }
    BOOST_TEST(both.flows.whole().value() == 6);
    BOOST_TEST(both.reference.whole().value() == 9);
    BOOST_TEST(match(a, portfolio{}, "test").partners.size() == 3U);
    BOOST_TEST(match(portfolio{}, portfolio{}, "test").partners.empty());
}

BOOST_AUTO_TEST_CASE(by_place)
{
    auto const a = std::array{1, 2};
    auto const b = std::array{3.0, 0.0};
    auto const both = match(a, b, "test", "test, reference");
    BOOST_REQUIRE(both.partners.size() == 2U);
    BOOST_TEST(both.partners[1].flow == 2);
    BOOST_TEST(both.partners[1].reference == 0);
    auto const longer = std::array{1, 2, 3};
    BOOST_CHECK_THROW((void)match(a, longer, "test", "test, reference"), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(why_there_are_no_shares)
{
    auto const some = portfolio{{"CHN", 1.0}};
    auto const part = portfolio{{{"CHN", 1.0}}, {.total = 2.0}};
    auto const nothing = portfolio{{"CHN", 0.0}};
    BOOST_TEST((match(some, some, "test").without_shares() == eq::reason::defined));
    BOOST_TEST((match(portfolio{}, some, "test").without_shares() == eq::reason::no_partners));
    BOOST_TEST((match(nothing, some, "test").without_shares() == eq::reason::no_flow));
    BOOST_TEST((match(some, nothing, "test").without_shares() == eq::reason::no_reference));
    BOOST_TEST((match(some, part, "test").without_shares() == eq::reason::unattributed));
    BOOST_TEST((match(part, some, "test").without_shares() == eq::reason::unattributed));
}

// Shares that are the same without rounding: amounts of up to 30 bits and their multiples.
BOOST_AUTO_TEST_CASE(proportional_compositions_differ_by_nothing)
{
    BOOST_TEST(eq::aitchison_distance(std::array{2, 7, 1}, std::array{6, 21, 3}) == 0);
    BOOST_TEST(eq::aitchison_distance(std::array{2, 7, 1}, std::array{6, 21, 4}) > 0);
    auto random = support::random{37};
    for (auto round = 0; round < 200; ++round) {
        using composition = eq::portfolio<int>;
        auto rows = std::array<std::vector<eq::partner<int>>, 3>{};
        auto const factor = 3.0 + static_cast<double>(random.below(1U << 20));
        for (auto i = 0; i < 2 + round % 20; ++i) {
            auto const amount =
                std::ldexp(1 + static_cast<double>(random.below(1U << 30)), static_cast<int>(random.below(300)) - 150);
            rows[0].push_back({i, amount});
            rows[1].push_back({i, amount * factor});
            rows[2].push_back({i, i == 0 ? std::nextafter(amount * factor, 0) : amount * factor});
        }
        auto const a = composition{rows[0]};
        auto const b = composition{rows[1]};
        BOOST_TEST(match(a, b, "test").proportional());
        BOOST_TEST(match(a, a, "test").proportional());
        BOOST_TEST(!match(a, composition{rows[2]}, "test").proportional());
        for (auto const distance :
             {eq::kl(a, b), eq::kl(b, a), eq::total_variation(a, b), eq::turnover(a, b), eq::krugman(a, b),
              eq::aitchison_distance(a, b), eq::power_divergence(-1, b)(a), eq::power_divergence(.5, b)(a),
              eq::power_divergence(2, b)(a), eq::balancing_gain(std::vector{a, b}), eq::entry_and_exit(a, b).entry,
              eq::singer_move(a.amounts(), b.amounts())}) {
            BOOST_TEST(distance == 0);
        }
        for (auto const likeness : {eq::overlap(a, b), eq::cosine_similarity(a, b), eq::hachman(a, b)}) {
            BOOST_TEST(likeness == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(ratios_are_compared_without_rounding)
{
    using eq::comparison_detail::same_ratio;
    static_assert(same_ratio(1, 3, 7, 21) && same_ratio(0x1p-1000, 3 * 0x1p-1000, 1, 3));
    static_assert(same_ratio(5e-324, 15e-324, 0x1p1000, 3 * 0x1p1000)); // 1 and 3 of the smallest double
    static_assert(same_ratio(1.5, 1, 3, 2) && same_ratio(1, 1.5, 2, 3) && same_ratio(1, 1, 1.75, 1.75));
    static_assert(!same_ratio(1, 3, 7, 22) && !same_ratio(1, 3, 7, 21 + 0x1p-48) && !same_ratio(1, 1, 1, 2));
    static_assert(!same_ratio(1, 1, 1e-300, 1e300));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
