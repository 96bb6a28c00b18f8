// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/inequality.hpp>
#include <equipoise/core/measure.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <vector>

using namespace index_tests;

namespace {

// n p = (1.6, 1.2, .8, .4): the mean of squares is 1.2, that of reciprocals 625/480
static_assert(eq::generalized_entropy(four, 2) == 0.1);
static_assert(eq::atkinson(2)(four) == 0.232); // 1 - 480/625
static_assert(eq::theil(std::array{5}) == 0);
static_assert(eq::mean_log_deviation(std::array{5, 0}) == infinity);

static_assert(takes<decltype(eq::theil), std::vector<support::money>>);
static_assert(!takes<decltype(eq::theil), support::single_use<double>>); // it looks twice

/// Calls f with each index of the header.
template <class F>
void for_each_index(F f)
{
    std::apply([&](auto const&... index) { (f(index), ...); },
               std::tuple{eq::theil, eq::mean_log_deviation, eq::generalized_entropy(-1), eq::generalized_entropy(0.5),
                          eq::generalized_entropy(3), eq::atkinson(0.5), eq::atkinson(1), eq::atkinson(2)});
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(inequality)

// R 4.2.2
BOOST_AUTO_TEST_CASE(published_digits, *boost::unit_test::tolerance(1e-11))
{
    BOOST_TEST(eq::theil(four) == .106440135286);
    BOOST_TEST(eq::mean_log_deviation(four) == .121777274287);
    BOOST_TEST(eq::generalized_entropy(four, .5) == .112761097889);
    BOOST_TEST(eq::atkinson(four, .5) == .055585857370);
    BOOST_TEST(eq::atkinson(four, 1) == .114654464240);
}

BOOST_AUTO_TEST_CASE(next_to_the_limits_no_digit_is_lost)
{
    // mpmath 1.3, 60 digits, at the doubles next to the decimals
    BOOST_TEST(ulps(eq::generalized_entropy(four, 0.999999999), 0.1064401352965376921242999) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(four, 1.000000001), 0.1064401352759086100438072) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(four, 1e-9), 0.121777274266005145642295) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(four, -1e-9), 0.1217772743083321749148393) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(four, 0.9), 0.1075156327635672285651119) <= 1);
    BOOST_TEST(ulps(eq::atkinson(four, 0.999999999), 0.1146544641197554464691335) <= 1);
    BOOST_TEST(ulps(eq::atkinson(four, 1.000000001), 0.1146544643597300190015197) <= 1);
    BOOST_TEST(ulps(eq::atkinson(four, 1e-9), 1.064401352965376990396113e-10) <= 1);
}

BOOST_AUTO_TEST_CASE(zeros_count)
{
    // ln 5 - H of (.5, .3, .2); software that drops the zeros returns ln 3 - H
    auto const flows = std::array{5, 3, 2, 0, 0};
    BOOST_TEST(eq::theil(flows) == .579785, tt::tolerance(1e-6));
    BOOST_TEST(eq::theil(flows, eq::positive) == .068959, tt::tolerance(1e-5));
    BOOST_TEST(eq::theil(flows) == eq::theil(flows, eq::positive) + std::log(5.0 / 3), tt::tolerance(1e-14));
    BOOST_TEST(eq::theil(std::array{5, 3, 2}, eq::out_of{5}) == eq::theil(flows));
    BOOST_TEST(eq::mean_log_deviation(flows) == infinity);
    BOOST_TEST(eq::mean_log_deviation(flows, eq::positive) == eq::mean_log_deviation(std::array{5, 3, 2}));
    BOOST_TEST(eq::generalized_entropy(0)(flows) == infinity);
    BOOST_TEST(eq::generalized_entropy(-1)(flows) == infinity);
    BOOST_TEST(eq::generalized_entropy(-1)(eq::positive)(flows) == eq::generalized_entropy(std::array{5, 3, 2}, -1));
    BOOST_TEST(eq::atkinson(1)(flows) == 1);
    BOOST_TEST(eq::atkinson(2)(flows) == 1);
    BOOST_TEST(eq::atkinson(0.5)(flows) < 1);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::theil(flows, eq::out_of{2}); })
               == "theil: out_of is 2; it must be at least the number of positive partners, 3");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::atkinson(1)(eq::out_of{2})(flows); })
               == "atkinson: out_of is 2; it must be at least the number of positive partners, 3");
}

BOOST_AUTO_TEST_CASE(ends_of_the_range)
{
    for (auto const n : {1, 2, 3, 7, 1000}) {
        auto const size = static_cast<std::size_t>(n);
        auto const partners = static_cast<double>(n);
        auto const even = std::vector<double>(size, 0.1);
        for_each_index([&](auto const& index) { BOOST_TEST(index(even) == 0); });
        auto one = std::vector<double>(size);
        one[size / 2] = 0.7;
        BOOST_TEST(ulps(eq::theil(one), std::log(partners)) <= 1);
        BOOST_TEST(ulps(eq::generalized_entropy(one, 2), (partners - 1) / 2) <= 1);
        BOOST_TEST(eq::generalized_entropy(one, 0.5) == 4 * (1 - 1 / std::sqrt(partners)), tt::tolerance(1e-15));
        BOOST_TEST(ulps(eq::atkinson(one, 0.5), 1 - 1 / partners) <= 1);
        // order 1/4: the power mean is (n^(-3/4))^4 / ... = n^(-3)
        BOOST_TEST(ulps(eq::atkinson(one, 0.75), 1 - std::pow(partners, -3)) <= 1);
        BOOST_TEST(eq::describe(eq::atkinson(0.75)).range(partners).high == eq::atkinson(one, 0.75),
                   tt::tolerance(1e-15));
        BOOST_TEST(eq::describe(eq::generalized_entropy(0.5)).range(partners).high == eq::generalized_entropy(one, 0.5),
                   tt::tolerance(1e-15));
    }
    BOOST_TEST(eq::describe(eq::mean_log_deviation).range(3).high == infinity);
}

BOOST_AUTO_TEST_CASE(nearly_equal_partners)
{
    // (1 + d, 1 - d): T = d^2/2 + d^4/12 + ..., L = d^2/2 + d^4/4 + ..., GE(2) = d^2/2, and A_e = e d^2/2 + ...
    constexpr auto d = 0x1p-40;
    auto const flows = std::array{1 + d, 1 - d};
    BOOST_TEST(ulps(eq::theil(flows), d * d / 2) <= 1);
    BOOST_TEST(ulps(eq::mean_log_deviation(flows), d * d / 2) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(flows, 2), d * d / 2) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(flows, 0.5), d * d / 2) <= 1);
    BOOST_TEST(ulps(eq::atkinson(flows, 1), d * d / 2) <= 1);
    BOOST_TEST(ulps(eq::atkinson(flows, 3), 3 * d * d / 2) <= 1);
}

BOOST_AUTO_TEST_CASE(amounts_of_very_different_size)
{
    // L of (1, q) with q -> 0: -(ln 2 + ln(2 q)) / 2; GE(-1) of the same: (1/2 + 1/(2q) ... - 2) / 4 -> 1 / (8 q)
    auto const tiny = std::numeric_limits<double>::denorm_min();
    auto const flows = std::array{1.0, tiny};
    BOOST_TEST(ulps(eq::mean_log_deviation(flows), 537 * std::log(2.0) - std::log(2.0)) <= 1);
    BOOST_TEST(ulps(eq::generalized_entropy(std::array{1.0, 1e-300}, -1), 1e300 / 8) <= 2);
    BOOST_TEST(eq::generalized_entropy(flows, -1) == infinity); // 2^1071
    // GE(-3) = (1/(8 q^3) / 2) / 12 overflows, its power mean does not: 1 - A_4 = 2^(1/3) 2 q
    BOOST_TEST(eq::generalized_entropy(std::array{1.0, 1e-200}, -3) == infinity);
    BOOST_TEST(eq::atkinson(std::array{1.0, 0x1p-20}, 100) == 1 - std::pow(2, 1 + 1.0 / 99) * 0x1p-20 * (1 - 0x1p-20),
               tt::tolerance(1e-15));
    // the smaller amount vanishes relative to the larger, but is positive
    BOOST_TEST(eq::why_undefined(std::array{1e300, 1e-300}, eq::mean_log_deviation)
               == "a partner's share is too small for a double");
    BOOST_TEST(eq::why_undefined(std::array{1e300, 1e-300}, eq::atkinson(1))
               == "a partner's share is too small for a double");
    BOOST_TEST(ulps(eq::theil(std::array{1e300, 1e-300}), std::log(2.0)) <= 1);
    BOOST_TEST(eq::mean_log_deviation(std::array{1e300, 1e-300, 0.0}) == infinity);
}

// ((x + y)^2 / (4 x y) - 1) / 2 is 2^797 but for 2^-800 of it, with amounts that need no scaling by themselves
BOOST_AUTO_TEST_CASE(powers_of_large_and_of_tiny_amounts)
{
    auto const apart = std::vector{0x1p-420, 0x1p380};
    BOOST_TEST(ulps(eq::generalized_entropy(apart, -1), 0x1p797) <= 4);
    BOOST_TEST(eq::atkinson(apart, 2) == 1);
}

BOOST_AUTO_TEST_CASE(identities)
{
    auto numbers = support::random{61};
    for (auto round = 0; round < 50; ++round) {
        auto flows = std::vector<double>(2 + numbers.below(60));
        for (auto& x : flows) {
            x = 1e-3 + numbers.unit() * std::exp(8 * numbers.unit());
        }
        BOOST_TEST(eq::generalized_entropy(flows, 1) == eq::theil(flows));
        BOOST_TEST(eq::generalized_entropy(flows, 0) == eq::mean_log_deviation(flows));
        BOOST_TEST(eq::atkinson(flows, 1) == -std::expm1(-eq::mean_log_deviation(flows)), tt::tolerance(1e-15));
        for (auto const e : {0.25, 0.5, 2.0, 5.0}) {
            auto const order = 1 - e;
            auto const mean = 1 + order * (order - 1) * eq::generalized_entropy(flows, order);
            BOOST_TEST(1 - eq::atkinson(flows, e) == std::pow(mean, 1 / order), tt::tolerance(1e-13));
        }
        auto doubled = flows;
        doubled.insert(doubled.end(), flows.begin(), flows.end());
        auto changed = flows;
        for (auto& x : changed) {
            x *= 0x1p-600;
        }
        numbers.shuffle(changed);
        auto moved = flows;
        moved[0] *= 0.5;
        moved[1] += moved[0];
        for_each_index([&](auto const& index) {
            auto const value = index(flows);
            BOOST_TEST(ulps(index(doubled), value) <= 1);
            BOOST_TEST(index(changed) == value);
            if (flows[1] >= flows[0]) {
                BOOST_TEST(index(moved) > value);
            }
        });
    }
}

BOOST_AUTO_TEST_CASE(edges)
{
    for_each_index([](auto const& index) {
        check_undefined_and_invalid(index);
        auto const value = index(four);
        BOOST_TEST(ulps(index(std::array{4e300, 3e300, 2e300, 1e300}), value) <= 4);
        BOOST_TEST(index(std::array{2e-323, 1.5e-323, 1e-323, 5e-324}) == value);
        BOOST_TEST(index(std::array{2, 1, 4, 3}) == value);
        BOOST_TEST(index(std::array{4.0F, 3.0F, 2.0F, 1.0F}) == value);
        BOOST_TEST(ulps(index(std::array{4.0L, 3.0L, 2.0L, 1.0L}), value) <= 4);
        BOOST_TEST(ulps(index(std::vector<support::money>{{4}, {3}, {2}, {1}}), value) <= 4);
    });
    for (auto const bad : {-2e6, 2e6, infinity, -infinity, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::generalized_entropy(bad), eq::invalid_parameter);
    }
    for (auto const bad : {0.0, -1.0, 2e6, infinity, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::atkinson(bad), eq::invalid_parameter);
    }
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::atkinson(four, 0); })
               == "atkinson: e is 0; it must be positive and at most 2^20");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::generalized_entropy(four, 2e6); })
               == "generalized_entropy: a is 2000000; it must be between -2^20 and 2^20");
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::theil(std::array{1.0, -2.0}); })
               == "theil: amount -2 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(measured_together)
{
    // the same statistic with other parameters must not be shared
    auto const values = eq::measure(four, eq::theil, eq::mean_log_deviation, eq::theil(eq::out_of{9}), eq::atkinson(2));
    BOOST_TEST(values[0] == eq::theil(four));
    BOOST_TEST(values[1] == eq::mean_log_deviation(four));
    BOOST_TEST(values[2] == eq::theil(four, eq::out_of{9}));
    BOOST_TEST(values[3] == eq::atkinson(four, 2));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
