// SPDX-License-Identifier: BSL-1.0
#include "../support/exact.hpp"
#include "common.hpp"

#include <equipoise/comparison/divergence.hpp>
#include <equipoise/concentration/weighted.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

using namespace index_tests;

namespace {

struct region {
    double income; ///< of each head
    int people;
};

constexpr auto income = std::array{1.0, 2.0, 5.0};
constexpr auto people = std::array{5, 3, 2};
constexpr auto share = std::array{0.5, 0.3, 0.2};

// (.5 * .3 * 1 + .5 * .2 * 4 + .3 * .2 * 3) / 2.1
SUPPORT_STATIC_ASSERT(eq::weighted(eq::gini)(income, people) == 0.73 / 2.1);

/// Calls f with every index that has a form with weights.
template <class F>
void with_each_index(F f)
{
    f(eq::gini);
    f(eq::hoover);
    f(eq::theil);
    f(eq::mean_log_deviation);
    f(eq::generalized_entropy(2));
    f(eq::generalized_entropy(0.5));
    f(eq::generalized_entropy(-1));
    f(eq::generalized_entropy(50));
    f(eq::atkinson(0.5));
    f(eq::atkinson(1));
    f(eq::atkinson(2));
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(weighted)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // mean 2.1
    BOOST_TEST(ulps(eq::weighted(eq::gini)(income, share), 1.46 / 4.2) <= 2);
    // (.5 * 1.1 + .3 * .1) / 2.1
    BOOST_TEST(ulps(eq::weighted(eq::hoover)(income, share), 0.58 / 2.1) <= 2);
    // (.3 * 2 ln 2 + .2 * 5 ln 5) / 2.1 - ln 2.1
    BOOST_TEST(eq::weighted(eq::theil)(income, share) == (0.6 * std::log(2.0) + std::log(5.0)) / 2.1 - std::log(2.1),
               tt::tolerance(1e-14));
    // ln 2.1 - (.3 ln 2 + .2 ln 5)
    auto const mean_of_logs = 0.3 * std::log(2.0) + 0.2 * std::log(5.0);
    BOOST_TEST(eq::weighted(eq::mean_log_deviation)(income, share) == std::log(2.1) - mean_of_logs,
               tt::tolerance(1e-14));
    // ((.5 + .3 * 4 + .2 * 25) / 4.41 - 1) / 2
    BOOST_TEST(ulps(eq::weighted(eq::generalized_entropy(2))(income, share), 2.29 / 8.82) <= 4);
    // 1 - (.5 + .3 sqrt 2 + .2 sqrt 5)^2 / 2.1, 1 - e^(mean of ln x) / 2.1, 1 - 1 / ((.5 + .15 + .04) 2.1)
    auto const root = 0.5 + 0.3 * std::sqrt(2.0) + 0.2 * std::sqrt(5.0);
    BOOST_TEST(eq::weighted(eq::atkinson(0.5))(income, share) == 1 - root * root / 2.1, tt::tolerance(1e-14));
    BOOST_TEST(eq::weighted(eq::atkinson(1))(income, share) == 1 - std::exp(mean_of_logs) / 2.1, tt::tolerance(1e-14));
    BOOST_TEST(ulps(eq::weighted(eq::atkinson(2))(income, share), 0.449 / 1.449) <= 4);
    // .5, .6 and 1 of 2.1
    auto const curve = eq::weighted(eq::lorenz)(income, people);
    BOOST_TEST((curve == std::vector<eq::lorenz_point>{{0, 0}, {0.5, 5.0 / 21}, {0.8, 11.0 / 21}, {1, 1}}));
}

BOOST_AUTO_TEST_CASE(a_weight_is_a_number_of_entries)
{
    auto numbers = support::random{16};
    for (auto round = 0; round < 50; ++round) {
        auto amounts = std::vector<double>{};
        auto weights = std::vector<int>{};
        auto list = std::vector<double>{};
        for (auto i = 0; i < 12; ++i) {
            amounts.push_back(std::exp(10 * numbers.unit() - 5));
            weights.push_back(1 + static_cast<int>(numbers.below(8)));
            list.insert(list.end(), static_cast<std::size_t>(weights.back()), amounts.back());
        }
        with_each_index([&](auto const& index) {
            BOOST_TEST(ulps(eq::weighted(index)(amounts, weights), index(list)) <= 4, eq::describe(index).name);
        });
        // Theil's T is the divergence of the shares of the whole from those of the people
        auto wholes = std::vector<double>{};
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            wholes.push_back(amounts[i] * weights[i]);
        }
        BOOST_TEST(eq::weighted(eq::theil)(amounts, weights) == eq::kl(wholes, weights), tt::tolerance(1e-13));
        BOOST_TEST(eq::weighted(eq::hoover)(amounts, weights) == eq::total_variation(wholes, weights),
                   tt::tolerance(1e-13));
    }
}

// By whole numbers: sum over pairs of w_i w_j |x_i - x_j| / (2 W X), rounded once.
BOOST_AUTO_TEST_CASE(gini_is_exact)
{
    auto numbers = support::random{7};
    for (auto round = 0; round < 100; ++round) {
        auto amounts = std::vector<std::int64_t>{};
        auto weights = std::vector<std::int64_t>{};
        for (auto i = 0; i < 9; ++i) {
            amounts.push_back(static_cast<std::int64_t>(numbers.below(1000000)));
            weights.push_back(static_cast<std::int64_t>(numbers.below(1000000)) + 1);
        }
        auto pairs = support::wide{};
        auto whole = support::wide{};
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            whole += support::wide{weights[i]} * amounts[i];
            for (std::size_t j = 0; j < i; ++j) {
                auto const apart = amounts[i] < amounts[j] ? amounts[j] - amounts[i] : amounts[i] - amounts[j];
                pairs += support::wide{weights[i]} * weights[j] * apart;
            }
        }
        BOOST_TEST(
            ulps(eq::weighted(eq::gini)(amounts, weights), support::ratio(pairs, support::sum_of(weights) * whole))
            <= 1);
    }
}

BOOST_AUTO_TEST_CASE(equal_weights_change_nothing)
{
    auto const amounts = std::vector{3.0, 0.25, 7.5, 7.5, 12.0, 0.1};
    with_each_index([&](auto const& index) {
        for (auto const weight : {1.0, 0.1, 1e300, 3e-310}) {
            BOOST_TEST(ulps(eq::weighted(index)(amounts, std::vector<double>(6, weight)), index(amounts)) <= 2,
                       eq::describe(index).name);
        }
    });
    BOOST_TEST((eq::weighted(eq::lorenz)(amounts, std::vector<double>(6, 0.1)) == eq::lorenz(amounts)));
}

BOOST_AUTO_TEST_CASE(rows_without_weight_split_rows_and_order)
{
    auto const split = std::array{5.0, 1.0, 2.0, 77.0, 1.0, 5.0};
    auto const weights = std::array{0.1, 0.25, 0.3, 0.0, 0.25, 0.1};
    with_each_index([&](auto const& index) {
        auto const value = eq::weighted(index)(income, share);
        BOOST_TEST(ulps(eq::weighted(index)(split, weights), value) <= 1, eq::describe(index).name);
        auto const backwards = std::array{5.0, 2.0, 1.0};
        BOOST_TEST(eq::weighted(index)(backwards, std::array{0.2, 0.3, 0.5}) == value);
        BOOST_TEST(eq::weighted(index)(income, std::array{0x1p600 * 0.5, 0x1p600 * 0.3, 0x1p600 * 0.2}) == value);
        BOOST_TEST(eq::weighted(index)(std::array{0x1p-700, 0x2p-700, 0x5p-700}, share) == value);
    });
    auto const curve = eq::weighted(eq::lorenz)(split, weights);
    BOOST_TEST(curve.size() == 6U); // five rows have a weight
}

BOOST_AUTO_TEST_CASE(rows_and_other_ranges)
{
    auto const rows = std::list<region>{{5, 2}, {1, 5}, {2, 3}};
    BOOST_TEST(eq::weighted(eq::gini)(rows, &region::income, &region::people) == 0.73 / 2.1);
    BOOST_TEST(eq::weighted(eq::lorenz)(rows, &region::income, &region::people).size() == 4U);
    auto const money = std::vector<support::money>{{1}, {2}, {5}};
    BOOST_TEST(ulps(eq::weighted(eq::gini)(money, people), 0.73 / 2.1) <= 1);
    BOOST_TEST(eq::weighted(eq::gini)(std::array{1, 2, 5}, std::array{0.5F, 0.25F, 0.25F})
               == eq::gini(std::array{1, 1, 2, 5}));
}

BOOST_AUTO_TEST_CASE(equality_is_exactly_zero)
{
    auto const weights = std::array{0.1, 0.7, 1e-9, 0.3};
    with_each_index([&](auto const& index) {
        BOOST_TEST(eq::weighted(index)(std::array{0.1, 0.1, 0.1, 0.1}, weights) == 0);
        BOOST_TEST(eq::weighted(index)(std::array{0.1}, std::array{0.3}) == 0);
        BOOST_TEST(eq::weighted(index)(std::array{0.1, 9.0}, std::array{0.3, 0.0}) == 0);
    });
}

BOOST_AUTO_TEST_CASE(nearly_equal_amounts_keep_their_digits)
{
    // 1 and 1 + d with weights 1/4 and 3/4: G = 3/16 d / m, T = 3/32 d^2 up to terms of d^3
    constexpr auto d = 0x1p-50;
    auto const amounts = std::array{1.0, 1 + d};
    auto const weights = std::array{1, 3};
    BOOST_TEST(ulps(eq::weighted(eq::gini)(amounts, weights), 0.1875 * d / (1 + 0.75 * d)) <= 1);
    BOOST_TEST(ulps(eq::weighted(eq::hoover)(amounts, weights), 0.1875 * d / (1 + 0.75 * d)) <= 1);
    BOOST_TEST(eq::weighted(eq::theil)(amounts, weights) / (d * d * 3 / 32) == 1, tt::tolerance(1e-14));
    BOOST_TEST(eq::weighted(eq::mean_log_deviation)(amounts, weights) / (d * d * 3 / 32) == 1, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(zeros_and_extremes)
{
    // half of the people have nothing: G = 1/2, T = ln 2, L infinite, A = 1 for e >= 1 and 1/2 for e = 1/2
    auto const half = std::array{0.0, 3.0};
    auto const equal = std::array{2.5, 2.5};
    BOOST_TEST(eq::weighted(eq::gini)(half, equal) == 0.5);
    BOOST_TEST(ulps(eq::weighted(eq::theil)(half, equal), std::log(2.0)) <= 1);
    BOOST_TEST(eq::weighted(eq::mean_log_deviation)(half, equal) == infinity);
    BOOST_TEST(eq::weighted(eq::atkinson(1))(half, equal) == 1);
    BOOST_TEST(ulps(eq::weighted(eq::atkinson(0.5))(half, equal), 0.5) <= 1);
    BOOST_TEST(eq::weighted(eq::mean_log_deviation)(std::array{0.0, 3.0, 3.0}, std::array{0, 1, 2}) == 0);
    // 1e-300 and 1: L = ln(1/2) - ln(1e-300) / 2
    BOOST_TEST(eq::weighted(eq::mean_log_deviation)(std::array{1e-300, 1.0}, equal)
                   == std::log(0.5) + 150 * std::log(10.0),
               tt::tolerance(1e-14));
    // one of 10^300 has half of everything
    BOOST_TEST(eq::weighted(eq::gini)(std::array{1e300, 1.0}, std::array{1e-300, 1.0}) == 0.5, tt::tolerance(1e-15));
    BOOST_TEST(eq::weighted(eq::theil)(std::array{1e300, 1.0}, std::array{1e-300, 1.0})
                   == 150 * std::log(10.0) - std::log(2.0),
               tt::tolerance(1e-14));
    BOOST_TEST(eq::weighted(eq::gini).why_undefined(std::array{1e308, 1e-308}, std::array{1e-308, 1e308})
               == "a partner's share is too small for a double");
}

BOOST_AUTO_TEST_CASE(undefined_and_invalid)
{
    auto const none = std::vector<double>{};
    with_each_index([&](auto const& index) {
        auto const with_weights = eq::weighted(index);
        BOOST_TEST(eq::is_undefined(with_weights(none, none)));
        BOOST_TEST(with_weights.why_undefined(none, none) == "there are no partners");
        BOOST_TEST(with_weights.why_undefined(std::array{0.0, 0.0}, std::array{1, 2}) == "the total is zero");
        BOOST_TEST(with_weights.why_undefined(std::array{0.0, 3.0}, std::array{1, 0}) == "the total is zero");
        BOOST_TEST(with_weights.why_undefined(income, people).empty());
        BOOST_CHECK_THROW((void)with_weights(std::array{-1.0, 2.0}, std::array{0, 1}), eq::invalid_amount);
        BOOST_CHECK_THROW((void)with_weights(std::array{1.0, 2.0}, std::array{infinity, 1.0}), eq::invalid_parameter);
    });
    BOOST_TEST(eq::weighted(eq::lorenz)(none, none).empty());
    BOOST_TEST(eq::weighted(eq::lorenz)(std::array{0.0}, std::array{1}).empty());
    auto const message = [](auto const& amounts, auto const& weights) {
        return message_of<eq::invalid_parameter>([&] { (void)eq::weighted(eq::gini)(amounts, weights); });
    };
    BOOST_TEST(message(income, std::array{1, -2, 3}) == "gini: weight 1 is -2; it must be finite and not negative");
    BOOST_TEST(message(income, std::array{1.0, 2.0, eq::undefined})
               == "gini: weight 2 is nan; it must be finite and not negative");
    BOOST_TEST(message(income, std::array{0, 0, 0}) == "gini: sum of the weights is 0; it must be positive");
    BOOST_TEST(message(income, std::array{1, 2}) == "gini: number of weights is 2; it must be that of the amounts, 3");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)eq::weighted(eq::theil(eq::positive)); })
        == "theil: with weights, the number of partners is not used: the weights say how much each amount counts");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
