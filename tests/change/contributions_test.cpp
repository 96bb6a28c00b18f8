// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/contributions.hpp>
#include <equipoise/concentration/gini.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
namespace tt = boost::test_tools;

constexpr auto china = "CHN"_iso3;
constexpr auto japan = "JPN"_iso3;
constexpr auto russia = "RUS"_iso3;

using flows_of = eq::portfolio<eq::iso3>;
using row = eq::partner_contribution<eq::iso3>;

auto const then = flows_of{{china, 2.0}, {russia, 2.0}};              // 1/2, 1/2
auto const now = flows_of{{china, 6.0}, {japan, 1.0}, {russia, 1.0}}; // 3/4, 1/8, 1/8

static_assert(
    !std::invocable<decltype(eq::contributions) const&, decltype(eq::gini) const&, flows_of const&, flows_of const&>,
    "the Gini index is no sum over partners");

constexpr auto ulp = std::numeric_limits<double>::epsilon();

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(contributions)

BOOST_AUTO_TEST_CASE(to_the_herfindahl_index)
{
    auto const parts = eq::contributions(then, now, eq::hhi);
    // 9/16 - 1/4, 1/64, 1/64 - 1/4
    BOOST_TEST((
        parts.partners
        == std::vector<row>{{china, 0.5, 0.75, 0.3125}, {japan, 0, 0.125, 0.015625}, {russia, 0.5, 0.125, -0.234375}}));
    BOOST_TEST(parts.before == 0.5);
    BOOST_TEST(parts.after == 38.0 / 64);
    BOOST_TEST(parts.change == 6.0 / 64);
    BOOST_TEST((parts.why == eq::reason::defined));
    auto const apart = eq::contributions(then, now, eq::gini_simpson);
    BOOST_TEST(apart.change == -6.0 / 64);
    BOOST_TEST(apart.partners[0].contribution == 0.75 * 0.25 - 0.5 * 0.5);
}

BOOST_AUTO_TEST_CASE(to_the_entropy)
{
    auto const parts = eq::contributions(then, now, eq::shannon(eq::bits));
    // in bits: 1/2 each before; 3/4 (2 - log2 3), 3/8, 3/8 after
    auto const of_china = 0.75 * (2 - std::log2(3.0)) - 0.5;
    BOOST_TEST(parts.partners[0].contribution == of_china, tt::tolerance(8 * ulp));
    BOOST_TEST(parts.partners[1].contribution == 0.375, tt::tolerance(2 * ulp));
    BOOST_TEST(parts.partners[2].contribution == -0.125, tt::tolerance(2 * ulp));
    BOOST_TEST(parts.change == of_china + 0.25, tt::tolerance(8 * ulp));
    BOOST_TEST(eq::contributions(then, now, eq::shannon).change == parts.change * std::log(2.0),
               tt::tolerance(4 * ulp));
    // the term of a partner that is gone falls away
    auto const left = eq::contributions(now, then, eq::shannon(eq::bits));
    BOOST_TEST(left.partners[1].contribution == -0.375, tt::tolerance(2 * ulp));
}

BOOST_AUTO_TEST_CASE(to_the_exposure_to_a_bloc)
{
    auto const both = eq::bloc{china, japan, "USA"_iso3};
    auto const parts = eq::contributions(then, now, eq::exposure(both));
    BOOST_TEST((parts.partners == std::vector<row>{{china, 0.5, 0.75, 0.25}, {japan, 0, 0.125, 0.125}}));
    BOOST_TEST(parts.change == 0.375);
    // a rest leaves it undefined only where it may belong to a member
    auto const part = flows_of({{china, 1.0}, {russia, 1.0}}, {.total = 4.0});
    BOOST_TEST(eq::contributions(then, part, eq::exposure(china)).change == -0.25);
    BOOST_TEST((eq::contributions(then, part, eq::exposure(both)).why == eq::reason::not_listed));
    BOOST_TEST(eq::contributions(then, then, eq::exposure(japan)).partners.empty());
}

BOOST_AUTO_TEST_CASE(near_equal_shares_do_not_cancel)
{
    // p_1 - p_0 = 2^-50 (1/4 + 2^-51 ...): x = (1 + h, 1), p = (1 + h) / (2 + h), p - 1/2 = h / (4 + 2 h)
    auto const h = 0x1p-50;
    auto const parts =
        eq::contributions(flows_of{{china, 1.0}, {japan, 1.0}}, flows_of{{china, 1 + h}, {japan, 1.0}}, eq::hhi);
    // (p - 1/2)(p + 1/2) = h / (4 + 2h) (1 + h / (4 + 2h)); the sum of both is 2 (p - 1/2)^2
    BOOST_TEST(parts.partners[0].contribution == h / 4, tt::tolerance(2 * ulp + h));
    BOOST_TEST(parts.partners[1].contribution == -h / 4, tt::tolerance(2 * ulp + h));
    BOOST_TEST(parts.change == h * h / 8, tt::tolerance(h * 4));
    auto const scaled =
        eq::contributions(flows_of{{china, 1.0}, {japan, 2.0}}, flows_of{{china, 3.0}, {japan, 6.0}}, eq::shannon);
    BOOST_TEST(scaled.change == 0);
    BOOST_TEST(scaled.partners[0].contribution == 0);
}

// Values by Python's decimal module, to 120 digits and more.
BOOST_AUTO_TEST_CASE(shares_that_a_total_of_106_bits_does_not_hold)
{
    auto const close = tt::tolerance(4 * ulp);
    auto const simpson = eq::contributions(flows_of{{china, 4.8e-299}, {japan, 3.4e-265}},
                                           flows_of{{china, 6.8e-304}, {japan, 2.5e-260}}, eq::gini_simpson);
    BOOST_TEST(simpson.partners[0].contribution == -1.411764705610353e-34, close);
    BOOST_TEST(simpson.partners[1].contribution == -1.411764705610353e-34, close);
    BOOST_TEST(simpson.change == -2.823529411220706e-34, close);
    auto const shannon =
        eq::contributions(flows_of{{china, 1.0}, {japan, 1e-19}}, flows_of{{china, 1.0}, {japan, 3e-19}}, eq::shannon);
    BOOST_TEST(shannon.partners[0].contribution == 2e-19, close);
    BOOST_TEST(shannon.partners[1].contribution == 8.42023966677694e-18, close);
    BOOST_TEST(shannon.change == 8.62023966677694e-18, close);
    auto const traces = std::array{flows_of{{china, 1.0}, {japan, 1e-40}}, flows_of{{china, 1.0}, {japan, 3e-40}}};
    auto const hhi = eq::contributions(traces[0], traces[1], eq::hhi);
    BOOST_TEST(hhi.partners[0].contribution == -4.0000000000000005e-40, close);
    BOOST_TEST(hhi.partners[1].contribution == 8.000000000000001e-80, close);
    auto const exposure = eq::contributions(traces[0], traces[1], eq::exposure(eq::bloc{china, japan}));
    BOOST_TEST(exposure.partners[0].contribution == -2.0000000000000003e-40, close);
    BOOST_TEST(exposure.partners[1].contribution == 2.0000000000000003e-40, close);
}

BOOST_AUTO_TEST_CASE(equal_and_proportional_portfolios_differ_by_nothing)
{
    auto random = support::random{23};
    for (auto round = 0; round < 100; ++round) {
        auto rows = std::array<std::vector<eq::partner<int>>, 2>{};
        for (auto i = 0; i < 30; ++i) {
            auto const amount =
                std::ldexp(1 + static_cast<double>(random.below(1U << 30)), static_cast<int>(random.below(200)) - 100);
            rows[0].push_back({i, amount});
            rows[1].push_back({i, amount * (round % 2 == 0 ? 1 : 7919)});
        }
        auto const check = [&](auto const& index) {
            auto const parts = eq::contributions(eq::portfolio<int>(rows[0]), eq::portfolio<int>(rows[1]), index);
            BOOST_TEST(parts.change == 0);
            for (auto const& part : parts.partners) {
                BOOST_TEST(part.contribution == 0);
                BOOST_TEST(!std::signbit(part.contribution));
            }
        };
        check(eq::hhi);
        check(eq::gini_simpson);
        check(eq::shannon);
    }
}

BOOST_AUTO_TEST_CASE(undefined_where_the_index_is)
{
    auto const part = flows_of({{china, 1.0}}, {.total = 2.0});
    for (auto const& parts : {eq::contributions(part, now, eq::hhi), eq::contributions(now, part, eq::hhi)}) {
        BOOST_TEST((parts.why == eq::reason::unattributed));
        BOOST_TEST(std::isnan(parts.change));
        BOOST_TEST(std::isnan(parts.before));
        BOOST_TEST(parts.partners.empty());
    }
    BOOST_TEST((eq::contributions(flows_of{}, now, eq::shannon).why == eq::reason::no_partners));
    BOOST_TEST((eq::contributions(now, flows_of{{china, 0.0}}, eq::shannon).why == eq::reason::no_flow));
}

BOOST_AUTO_TEST_CASE(other_amounts_and_extremes)
{
    using names = eq::portfolio<std::string, support::money>;
    auto const parts = eq::contributions(names{{"a", {1}}, {"b", {1}}}, names{{"a", {1}}, {"c", {0}}}, eq::hhi);
    BOOST_TEST(parts.partners.size() == 3U);
    BOOST_TEST(parts.partners[0].contribution == 0.75);
    BOOST_TEST(parts.partners[1].contribution == -0.25);
    BOOST_TEST(parts.partners[2].contribution == 0);
    auto const large = eq::contributions(flows_of{{china, 5e-324}}, flows_of{{china, 1e300}, {japan, 1e300}}, eq::hhi);
    BOOST_TEST(large.change == -0.5);
    auto const trace = eq::contributions(flows_of{{china, 1.0}}, flows_of{{china, 1.0}, {japan, 1e-300}}, eq::shannon);
    BOOST_TEST(trace.change == 1e-300 * 300 * std::log(10.0) + 1e-300, tt::tolerance(1e-15)); // -p ln p + p
}

BOOST_AUTO_TEST_CASE(they_sum_to_the_change)
{
    auto random = support::random{19};
    for (auto round = 0; round < 300; ++round) {
        auto rows = std::array<std::vector<eq::partner<int>>, 2>{};
        auto const partners = 1 + static_cast<int>(random.below(60));
        for (auto& some : rows) {
            some.push_back({-1, 1.0});
            for (auto i = 0; i < partners; ++i) {
                if (random.below(4) != 0) {
                    some.push_back({i, std::ldexp(random.unit(), static_cast<int>(random.below(30)))});
                }
            }
        }
        auto const before = eq::portfolio<int>(rows[0]);
        auto const after = eq::portfolio<int>(rows[1]);
        auto const check = [&](auto const& index) {
            auto const parts = eq::contributions(before, after, index);
            auto sum = 0.0L;
            auto size = 0.0L;
            for (auto const& part : parts.partners) {
                sum += part.contribution;
                size += std::abs(part.contribution);
            }
            BOOST_TEST_REQUIRE(parts.before == index(before));
            BOOST_TEST_REQUIRE(parts.after == index(after));
            BOOST_TEST_REQUIRE(std::abs(static_cast<double>(sum) - parts.change) <= ulp * static_cast<double>(size));
            BOOST_TEST_REQUIRE(std::abs(parts.change - (parts.after - parts.before))
                               <= 2 * ulp * (parts.before + parts.after));
        };
        check(eq::hhi);
        check(eq::gini_simpson);
        check(eq::shannon);
        check(eq::shannon(eq::bits));
        check(eq::exposure(eq::bloc{-1, 0, 1, 2, 3, 4, 5}));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
