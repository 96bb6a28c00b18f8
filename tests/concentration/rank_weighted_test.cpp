// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

using namespace index_tests;

namespace {

SUPPORT_STATIC_ASSERT(eq::concentration_ratio(four, 1) == 0.4);
SUPPORT_STATIC_ASSERT(eq::concentration_ratio(2)(four) == 0.7);
SUPPORT_STATIC_ASSERT(eq::concentration_ratio(four, 9) == 1);
SUPPORT_STATIC_ASSERT(eq::hall_tideman(four) == 1.0 / 3); // 2 (.4 + .6 + .6 + .4) - 1 = 3
SUPPORT_STATIC_ASSERT(eq::linda(four, 2) == 2.0 / 3);     // 1/2 (.4 / .3)
SUPPORT_STATIC_ASSERT(eq::hall_tideman(std::array{5}) == 1);
SUPPORT_STATIC_ASSERT(eq::is_undefined(eq::palma(four)));

static_assert(takes<decltype(eq::hall_tideman), support::single_use<double>>);
static_assert(takes<decltype(eq::palma), std::vector<support::money>>);
static_assert(!takes<decltype(eq::kvalseth), std::vector<bool>>);

/// Calls f with each index of the header.
template <class F>
void for_each_index(F f)
{
    std::apply([&](auto const&... index) { (f(index), ...); },
               std::tuple{eq::concentration_ratio(2), eq::hall_tideman, eq::kvalseth, eq::horvath, eq::linda(2),
                          eq::palma(eq::out_of{10})});
}

std::vector<double> one_to(int n)
{
    auto amounts = std::vector<double>(static_cast<std::size_t>(n));
    std::iota(amounts.begin(), amounts.end(), 1.0);
    return amounts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(rank_weighted)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // .4 + .3/2 + .2/3 + .1/4 = 77/120
    BOOST_TEST(ulps(eq::kvalseth(four), 77.0 / 120) <= 1);
    // .4 + .09 * 1.7 + .04 * 1.8 + .01 * 1.9
    BOOST_TEST(ulps(eq::horvath(four), 0.644) <= 1);
    // m = 3: (2 * 4/5 + 1/2 * 7/2) / 6; m = 4: (3 * 4/6 + 7/3 + 1/3 * 9) / 12
    BOOST_TEST(ulps(eq::linda(four, 3), 67.0 / 120) <= 1);
    BOOST_TEST(ulps(eq::linda(four, 4), 11.0 / 18) <= 1);
}

BOOST_AUTO_TEST_CASE(equal_partners)
{
    for (auto const n : {1, 2, 3, 7, 300}) {
        auto const even = std::vector<double>(static_cast<std::size_t>(n), 0.1);
        BOOST_TEST(ulps(eq::hall_tideman(even), 1.0 / n) <= 1);
        BOOST_TEST(ulps(eq::concentration_ratio(even, 1), 1.0 / n) <= 1);
        BOOST_TEST(eq::horvath(even) == 1 - std::pow(1 - 1.0 / n, 3), tt::tolerance(1e-13));
        auto harmonic = 0.0;
        for (auto r = n; r >= 1; --r) {
            harmonic += 1.0 / r;
        }
        BOOST_TEST(eq::kvalseth(even) == harmonic / n, tt::tolerance(1e-14));
        BOOST_TEST(eq::describe(eq::kvalseth).range(n).low == harmonic / n, tt::tolerance(1e-14));
    }
    BOOST_TEST(ulps(eq::horvath(std::array{1, 1, 1, 1}), 0.578125) <= 1);
    for (auto const m : {2, 3, 10}) {
        BOOST_TEST(ulps(eq::linda(std::vector<int>(12, 3), m), 1.0 / m) <= 1);
    }
    BOOST_TEST(eq::palma(std::vector<double>(17, 0.1)) == 0.25);
}

BOOST_AUTO_TEST_CASE(published_example_of_kvalseth)
{
    BOOST_TEST(ulps(eq::kvalseth(std::array{.40, .30, .15, .10, .05}), .635) <= 1);
}

BOOST_AUTO_TEST_CASE(the_ends_of_horvath_for_two_partners)
{
    // p - (1 - p)^2 (1 + p) = 1 - p^2 + p^3 is least at p = 2/3
    BOOST_TEST(ulps(eq::horvath(std::array{2, 1}), 23.0 / 27) <= 1);
    BOOST_TEST(eq::horvath(std::array{2, 1}) < eq::horvath(std::array{1, 1}));
    BOOST_TEST(eq::describe(eq::horvath).range(2).low == 23.0 / 27);
    BOOST_TEST((eq::describe(eq::horvath).effect == eq::concentrating::neither));
}

BOOST_AUTO_TEST_CASE(palma_reads_the_lorenz_curve_along_straight_lines)
{
    BOOST_TEST(eq::palma(one_to(10)) == 1);                    // 10 / (1 + 2 + 3 + 4)
    BOOST_TEST(eq::palma(one_to(11)) == 1);                    // (11 + .1 * 10) / (1 + ... + 4 + .4 * 5)
    BOOST_TEST(eq::palma(one_to(15)) == 22.0 / 21);            // (15 + .5 * 14) / (1 + ... + 6)
    BOOST_TEST(ulps(eq::palma(one_to(23)), 513.0 / 470) <= 1); // (23 + 22 + .3 * 21) / (1 + ... + 9 + .2 * 10)
    BOOST_TEST(eq::palma(one_to(7), eq::out_of{10}) == 7);     // 7 / (0 + 0 + 0 + 1)
}

BOOST_AUTO_TEST_CASE(too_few_partners_or_nothing_to_divide_by)
{
    BOOST_TEST(eq::why_undefined(one_to(9), eq::palma) == "there are fewer partners than the index compares");
    auto const poor = std::vector{5.0, 3.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0};
    BOOST_TEST(eq::why_undefined(poor, eq::palma) == "the index would be divided by zero");
    BOOST_TEST(eq::why_undefined(poor, eq::palma(eq::positive)) == "there are fewer partners than the index compares");
    BOOST_TEST(eq::why_undefined(std::array{2.0, 1.0, 0.0}, eq::linda(3))
               == "there are fewer partners than the index compares");
    BOOST_TEST(eq::linda(std::array{2.0, 1.0, 0.0}, 2) == 1);
}

BOOST_AUTO_TEST_CASE(ratios_beyond_a_double_are_infinite)
{
    BOOST_TEST(eq::linda(std::array{1e300, 1e-300}, 2) == infinity);
    auto steep = std::vector<double>(10, 1e-300);
    steep[4] = 1e300;
    BOOST_TEST(eq::palma(steep) == infinity);
}

BOOST_AUTO_TEST_CASE(identities)
{
    auto numbers = support::random{21};
    for (auto round = 0; round < 50; ++round) {
        auto flows = std::vector<double>(1 + numbers.below(400));
        for (auto& x : flows) {
            x = numbers.unit() * std::exp(20 * numbers.unit());
        }
        auto const n = static_cast<double>(flows.size());
        BOOST_TEST(eq::hall_tideman(flows) == 1 / (n * (1 - eq::gini(flows))), tt::tolerance(1e-12));
        auto const values = std::array{eq::hall_tideman(flows), eq::kvalseth(flows), eq::horvath(flows),
                                       eq::concentration_ratio(flows, 3)};
        auto changed = flows;
        changed.insert(changed.end(), 5, 0.0); // partners with nothing
        for (auto& x : changed) {
            x *= 0x1p-700;
        }
        numbers.shuffle(changed);
        BOOST_TEST((std::array{eq::hall_tideman(changed), eq::kvalseth(changed), eq::horvath(changed),
                               eq::concentration_ratio(changed, 3)})
                       == values,
                   tt::per_element());
        auto doubled = flows;
        doubled.insert(doubled.end(), flows.begin(), flows.end());
        BOOST_TEST(eq::hall_tideman(doubled) == values[0] / 2, tt::tolerance(1e-15));
        if (flows.size() >= 10) {
            BOOST_TEST(eq::palma(doubled) == eq::palma(flows), tt::tolerance(1e-14));
        }
    }
}

BOOST_AUTO_TEST_CASE(edges)
{
    for_each_index([](auto const& index) {
        check_undefined_and_invalid(index);
        auto const value = index(four);
        BOOST_TEST(ulps(index(std::array{4e300, 3e300, 2e300, 1e300}), value) <= 4);
        BOOST_TEST(ulps(index(std::array{2e-323, 1.5e-323, 1e-323, 5e-324}), value) <= 1);
        BOOST_TEST(ulps(index(std::array{4, 3, 2, 1}), value) <= 0);
        BOOST_TEST(ulps(index(std::array{4.0F, 3.0F, 2.0F, 1.0F}), value) <= 0);
        BOOST_TEST(ulps(index(std::array{4.0L, 3.0L, 2.0L, 1.0L}), value) <= 1);
        BOOST_TEST(ulps(index(support::single_use<double>{{1, 2, 3, 4}}), value) <= 0);
    });
    BOOST_TEST(eq::why_undefined(four, eq::palma(eq::out_of{10})) == "the index would be divided by zero");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::concentration_ratio(four, 0); })
               == "concentration_ratio: k is 0; it must be at least 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::linda(four, 1); })
               == "linda: m is 1; it must be at least 2");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::kvalseth(std::array{1.0, -2.0}); })
               == "kvalseth: amount -2 at position 1; amounts are finite and not negative");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::palma(one_to(11), eq::out_of{10}); })
               == "palma: out_of is 10; it must be at least the number of positive partners, 11");
}

BOOST_AUTO_TEST_CASE(bounds_of_what_is_not_attributed)
{
    // (4, 3) and 3 more of 10: spread out, or with one more partner, (4, 3, 3): 1 / (.4 + .9 + 1.5)
    auto const flows = eq::portfolio<std::string>{{{"CHN", 4.0}, {"RUS", 3.0}}, {.total = 10.0}};
    auto const tideman = eq::bound(flows, eq::hall_tideman);
    BOOST_TEST(tideman.low == 0);
    BOOST_TEST(ulps(tideman.high, 1 / 2.8) <= 1);
    // .4 + .15 without, and with .3 / 3
    auto const kvalseth = eq::bound(flows, eq::kvalseth);
    BOOST_TEST(ulps(kvalseth.low, .55) <= 1);
    BOOST_TEST(ulps(kvalseth.high, .65) <= 1);
    auto const ratio = eq::bound(flows, eq::concentration_ratio(2));
    BOOST_TEST(ulps(ratio.low, .7) <= 1);
    BOOST_TEST(ulps(ratio.high, .7) <= 1);
}

BOOST_AUTO_TEST_CASE(measured_together)
{
    auto const values = eq::measure(four, eq::concentration_ratio(2), eq::hall_tideman, eq::gini, eq::linda(3));
    BOOST_TEST(values[0] == eq::concentration_ratio(four, 2));
    BOOST_TEST(values[1] == eq::hall_tideman(four));
    BOOST_TEST(values[2] == eq::gini(four));
    BOOST_TEST(values[3] == eq::linda(four, 3));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
