// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <tuple>
#include <vector>

using namespace index_tests;

namespace {

// p = (.4, .3, .2, .1): H = 30/100, n H - 1 = 1/5
static_assert(eq::hhi(four) == 0.3);
static_assert(eq::effective_number(four) == 10.0 / 3);
static_assert(eq::gini_simpson(four) == 0.7);
static_assert(eq::normalized_hhi(four) == 1.0 / 15);
static_assert(eq::dual_hhi(four) == 1.0 / 6);
static_assert(eq::hirschman(std::array{1.0, 1.0, 1.0, 1.0}) == 0.5);
static_assert(eq::coefficient_of_variation(std::array{1.0, 0.0}) == 1);
static_assert(eq::is_undefined(eq::hhi(std::array<double, 0>{})));

static_assert(takes<decltype(eq::hhi), support::single_use<double>>);
static_assert(takes<decltype(eq::effective_number), support::single_use<float>>);
static_assert(takes<decltype(eq::hirschman), support::single_use<int>>);
static_assert(!takes<decltype(eq::gini_simpson), support::single_use<double>>); // these look twice
static_assert(!takes<decltype(eq::normalized_hhi), support::single_use<double>>);
static_assert(takes<decltype(eq::normalized_hhi), std::vector<support::money>>);
static_assert(!takes<decltype(eq::hhi), std::vector<bool>>);

/// Calls f with each index of the header.
template <class F>
void for_each_index(F f)
{
    auto const each = [&](auto const&... index) { (f(index), ...); };
    each(eq::hhi, eq::effective_number, eq::hirschman, eq::gini_simpson, eq::normalized_hhi, eq::singer_con,
         eq::unctad_concentration, eq::hoyer, eq::dual_hhi, eq::coefficient_of_variation);
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(herfindahl)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST(ulps(eq::hirschman(four), std::sqrt(0.3)) <= 1);
    BOOST_TEST(ulps(eq::singer_con(four), std::sqrt(1.0 / 15)) <= 1);
    BOOST_TEST(ulps(eq::coefficient_of_variation(four), std::sqrt(0.2)) <= 1);
    // sqrt n = 2, so hoyer is 2 - 1 / sqrt H and UNCTAD's index 2 sqrt H - 1
    BOOST_TEST(eq::hoyer(four) == 2 - 1 / std::sqrt(0.3), tt::tolerance(1e-14));
    BOOST_TEST(eq::unctad_concentration(four) == 2 * std::sqrt(0.3) - 1, tt::tolerance(1e-14));
}

// R 4.2.2
BOOST_AUTO_TEST_CASE(published_digits, *boost::unit_test::tolerance(1e-11))
{
    BOOST_TEST(eq::normalized_hhi(four) == .066666666667);
    BOOST_TEST(eq::singer_con(four) == .258198889747);
    BOOST_TEST(eq::unctad_concentration(four) == .095445115010);
    BOOST_TEST(100 * eq::hirschman(four) == 54.772255750517);
    BOOST_TEST(eq::effective_number(four) == 3.333333333333);
    BOOST_TEST(eq::coefficient_of_variation(four) == .447213595500);
    BOOST_TEST(eq::dual_hhi(four) == .166666666667);
}

BOOST_AUTO_TEST_CASE(the_base_counts_where_it_matters)
{
    // H = 89/200: (H - 1/3) / (2/3) and (190 H - 1) / 189
    auto const three = std::vector{60, 25, 15};
    BOOST_TEST(ulps(eq::normalized_hhi(three), 0.1675) <= 1);
    BOOST_TEST(ulps(eq::normalized_hhi(three, eq::out_of{190}), 83.55 / 189) <= 1);
    auto const with_zero = std::vector{60, 0, 25, 15};
    BOOST_TEST(eq::normalized_hhi(with_zero, eq::positive) == eq::normalized_hhi(three));
    BOOST_TEST(eq::normalized_hhi(with_zero) == eq::normalized_hhi(three, eq::out_of{4}));
    BOOST_TEST(ulps(eq::dual_hhi(with_zero), 1 - 1 / (4 * 0.445)) <= 2);
    BOOST_TEST(eq::hhi(with_zero) == eq::hhi(three));
    BOOST_TEST(eq::gini_simpson(with_zero) == eq::gini_simpson(three));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::singer_con(three, eq::out_of{2}); })
               == "singer_con: out_of is 2; it must be at least the number of positive partners, 3");
}

BOOST_AUTO_TEST_CASE(identities)
{
    auto numbers = support::random{7};
    for (auto round = 0; round < 50; ++round) {
        auto flows = std::vector<double>(2 + numbers.below(40));
        for (auto& x : flows) {
            x = numbers.unit() * std::exp(20 * numbers.unit());
        }
        auto const n = static_cast<double>(flows.size());
        auto const h = eq::hhi(flows);
        auto const cv = eq::coefficient_of_variation(flows);
        BOOST_TEST(h == (1 + cv * cv) / n, tt::tolerance(1e-14));
        BOOST_TEST(eq::normalized_hhi(flows) == cv * cv / (n - 1), tt::tolerance(1e-14));
        BOOST_TEST(eq::singer_con(flows) == std::sqrt(eq::normalized_hhi(flows)), tt::tolerance(1e-14));
        BOOST_TEST(eq::hoyer(flows) == eq::unctad_concentration(flows) / std::sqrt(h), tt::tolerance(1e-14));
        BOOST_TEST(eq::hirschman(flows) == std::sqrt(h), tt::tolerance(1e-15));
        BOOST_TEST(eq::effective_number(flows) == 1 / h, tt::tolerance(1e-15));
        BOOST_TEST(eq::gini_simpson(flows) + h == 1, tt::tolerance(1e-15));
        BOOST_TEST(eq::dual_hhi(flows) == cv * cv / (1 + cv * cv), tt::tolerance(1e-14));
    }
}

BOOST_AUTO_TEST_CASE(near_either_end_nothing_cancels)
{
    // 1 - H = 2 p q: with q = 2^-60 / (1 + 2^-60) it is 2^-59 (1 - 2^-59 ...)
    BOOST_TEST(eq::gini_simpson(std::array{1.0, 0x1p-60}) == 0x1p-59);
    BOOST_TEST(eq::gini_simpson(std::array{1.0, 5e-324}) == 1e-323);
    // (1 + d, 1 - d): CV = d
    auto const nearly_equal = std::array{1 + 0x1p-40, 1 - 0x1p-40};
    BOOST_TEST(eq::coefficient_of_variation(nearly_equal) == 0x1p-40);
    BOOST_TEST(eq::normalized_hhi(nearly_equal) == 0x1p-80);
    BOOST_TEST(eq::singer_con(nearly_equal) == 0x1p-40);
    BOOST_TEST(eq::dual_hhi(nearly_equal) == 0x1p-80);
    // c (sqrt 2 + 1) / (sqrt(1 + c) + 1) with c = 2^-80
    BOOST_TEST(ulps(eq::unctad_concentration(nearly_equal), 0x1p-81 * (std::sqrt(2.0) + 1)) <= 1);
    // equal flows are exactly equal, whatever their last digit
    for (auto const x : {0.1, 1.0 / 3, 1e300, 5e-324}) {
        auto const equal = std::vector<double>(7, x);
        BOOST_TEST(eq::normalized_hhi(equal) == 0);
        BOOST_TEST(eq::coefficient_of_variation(equal) == 0);
        BOOST_TEST(eq::hoyer(equal) == 0);
        BOOST_TEST(eq::unctad_concentration(equal) == 0);
        BOOST_TEST(ulps(eq::effective_number(equal), 7) <= 1);
        BOOST_TEST(eq::gini_simpson(equal) == 6.0 / 7);
    }
}

BOOST_AUTO_TEST_CASE(without_flow_undefined)
{
    for_each_index([](auto const& index) {
        BOOST_TEST(eq::is_undefined(index(std::vector<double>{})));
        BOOST_TEST(eq::why_undefined(std::vector<double>{}, index) == "there are no partners");
        BOOST_TEST(eq::is_undefined(index(std::vector{0.0, 0.0})));
        BOOST_TEST(eq::why_undefined(std::vector{0.0, 0.0}, index) == "the total is zero");
    });
}

BOOST_AUTO_TEST_CASE(a_single_partner)
{
    auto const one = std::vector{5};
    BOOST_TEST(eq::hhi(one) == 1);
    BOOST_TEST(eq::effective_number(one) == 1);
    BOOST_TEST(eq::hirschman(one) == 1);
    BOOST_TEST(eq::gini_simpson(one) == 0);
    BOOST_TEST(eq::dual_hhi(one) == 0);
    BOOST_TEST(eq::coefficient_of_variation(one) == 0);
    auto const nothing_to_compare = "a single partner leaves nothing to normalise by";
    BOOST_TEST(eq::is_undefined(eq::normalized_hhi(one)));
    BOOST_TEST(eq::why_undefined(one, eq::normalized_hhi) == nothing_to_compare);
    BOOST_TEST(eq::why_undefined(one, eq::singer_con) == nothing_to_compare);
    BOOST_TEST(eq::why_undefined(one, eq::unctad_concentration) == nothing_to_compare);
    BOOST_TEST(eq::why_undefined(std::vector{5, 0}, eq::hoyer(eq::positive)) == nothing_to_compare);
    // one of many has everything: the top of each range
    auto const all = std::vector{0, 5, 0, 0};
    BOOST_TEST(eq::normalized_hhi(all) == 1);
    BOOST_TEST(eq::singer_con(all) == 1);
    BOOST_TEST(eq::unctad_concentration(all) == 1);
    BOOST_TEST(eq::hoyer(all) == 1);
    BOOST_TEST(eq::dual_hhi(all) == 0.75);
    BOOST_TEST(eq::coefficient_of_variation(all) == std::sqrt(3.0));
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_range_of_a_double)
{
    // the same shares at every scale: powers of two change no digit
    for_each_index([](auto const& index) {
        auto const expected = index(four);
        for (auto const power : {-1070, -700, 300, 1021}) {
            auto flows = std::vector<double>{};
            for (auto const x : four) {
                flows.push_back(std::ldexp(x, power));
            }
            BOOST_TEST(index(flows) == expected);
        }
    });
    BOOST_TEST(ulps(eq::hhi(std::vector{1e308, 1e308, 1e308}), 1.0 / 3) <= 1); // their sum is beyond a double
    BOOST_TEST(eq::hhi(std::vector{1e300, 5e-324}) == 1);
    BOOST_TEST(eq::gini_simpson(std::vector{1e300, 5e-324}) == 0); // 1e-623
    // 5e-324 vanishes relative to 1e300, but it is a partner
    BOOST_TEST(eq::normalized_hhi(std::vector{1e300, 5e-324}) == 1);
    BOOST_TEST(eq::is_undefined(eq::normalized_hhi(std::vector{1e300})));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(any_number, T,
                              decltype(std::tuple<int, unsigned char, long, float, double, long double>{}))
{
    auto const flows = std::vector<T>{4, 3, 2, 1};
    for_each_index([&](auto const& index) { BOOST_TEST(index(flows) == index(four)); });
}

BOOST_AUTO_TEST_CASE(quantities_and_single_use)
{
    auto const money = std::vector<support::money>{{4}, {3}, {2}, {1}};
    for_each_index([&](auto const& index) { BOOST_TEST(index(money) == index(four)); });
    BOOST_TEST(eq::hhi(support::single_use<double>{{4, 3, 2, 1}}) == 0.3);
    BOOST_TEST(eq::hirschman(support::single_use<double>{{4, 3, 2, 1}}) == eq::hirschman(four));
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_refused_by_name)
{
    for_each_index([](auto const& index) {
        for (auto const bad : {-1.0, infinity, eq::undefined}) {
            BOOST_CHECK_THROW((void)index(std::vector{1.0, bad}), eq::invalid_amount);
        }
        auto const name = std::string{eq::describe(index).name};
        BOOST_TEST(message_of<eq::invalid_amount>([&] { (void)index(std::vector{3.0, 2.0, -0.5}); })
                   == name + ": amount -0.5 at position 2; amounts are finite and not negative");
    });
}

BOOST_AUTO_TEST_CASE(together_as_alone)
{
    auto const flows = std::vector{9.0, 0.5, 0.0, 3.25, 1e-9};
    auto const values = eq::measure(flows, eq::hhi, eq::effective_number, eq::gini_simpson, eq::normalized_hhi,
                                    eq::hoyer(eq::out_of{9}), eq::coefficient_of_variation);
    BOOST_TEST(values[0] == eq::hhi(flows));
    BOOST_TEST(values[1] == eq::effective_number(flows));
    BOOST_TEST(values[2] == eq::gini_simpson(flows));
    BOOST_TEST(values[3] == eq::normalized_hhi(flows));
    BOOST_TEST(values[4] == eq::hoyer(flows, eq::out_of{9}));
    BOOST_TEST(values[5] == eq::coefficient_of_variation(flows));
}

BOOST_AUTO_TEST_CASE(bounds_of_an_incomplete_list)
{
    // .4 and .3 listed, .3 is missing and no partner has more than .3: H from .25 (very many) to .34 (one)
    auto const flows = eq::portfolio<int, double>{{{1, 4}, {2, 3}}, {.total = 10, .listing = eq::listing::largest}};
    BOOST_TEST(eq::is_undefined(eq::gini_simpson(flows)));
    auto const apart = eq::bound(flows, eq::gini_simpson);
    BOOST_TEST(ulps(apart.low, 0.66) <= 1);
    BOOST_TEST(ulps(apart.high, 0.75) <= 1);
    auto const root = eq::bound(flows, eq::hirschman);
    BOOST_TEST(ulps(root.low, 0.5) <= 1);
    BOOST_TEST(ulps(root.high, std::sqrt(0.34)) <= 1);
    // at most three more: 9/100 + 16/100 + 3/100
    BOOST_TEST(ulps(eq::bound(flows, eq::gini_simpson, eq::at_most{3}).high, 0.72) <= 1);
}

BOOST_AUTO_TEST_CASE(facts_and_ranges)
{
    BOOST_TEST(eq::describe(eq::hirschman).range(4).low == 0.5);
    BOOST_TEST(eq::describe(eq::gini_simpson).range(4).high == 0.75);
    BOOST_TEST(eq::describe(eq::coefficient_of_variation).range(5).high == 2);
    BOOST_TEST(eq::describe(eq::dual_hhi).range(4).high == 0.75);
    BOOST_TEST(eq::describe(eq::singer_con).name == "singer_con");
    for_each_index([](auto const& index) {
        auto const about = eq::describe(index);
        // concentrating, replicating and a further partner with nothing do what the facts say
        auto const even = index(std::vector{3.0, 2.0, 1.0});
        auto const uneven = index(std::vector{4.0, 1.5, 0.5});
        BOOST_TEST((about.effect == eq::concentrating::raises) == (uneven > even));
        BOOST_TEST((about.effect == eq::concentrating::lowers) == (uneven < even));
        auto const twice = index(std::vector{3.0, 2.0, 1.0, 3.0, 2.0, 1.0});
        auto const same = [](double x, double y) { return ulps(x, y) <= 4; };
        BOOST_TEST((about.copies == eq::replicating::keeps) == same(twice, even));
        BOOST_TEST((about.copies == eq::replicating::divides) == same(twice, even / 2));
        BOOST_TEST((about.copies == eq::replicating::multiplies) == same(twice, even * 2));
        BOOST_TEST(about.ignores_zeros == (index(std::vector{3.0, 2.0, 1.0, 0.0}) == even));
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
