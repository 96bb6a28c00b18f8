// SPDX-License-Identifier: BSL-1.0
#include "common.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

using namespace index_tests;

namespace {

// p = (.4, .3, .2, .1): S_3 = (64 + 27 + 8 + 1) / 1000 = 1/10, so D_3 = sqrt 10; S_2 = 3/10
static_assert(eq::hill(four, 0) == 4);
static_assert(eq::hill(four, 2) == eq::effective_number(four));
static_assert(eq::hill(four, infinity) == 2.5);
static_assert(eq::hannah_kay(four, 2) == eq::hhi(four));
static_assert(eq::hannah_kay(four, infinity) == 0.4);
static_assert(eq::tsallis(four, 0) == 3);
static_assert(eq::tsallis(four, 2) == 0.7);
static_assert(eq::tsallis(four, 3) == 0.45); // (1 - 1/10) / 2
static_assert(eq::renyi(four, 1) == eq::shannon(four));
static_assert(eq::tsallis(four, 1) == eq::shannon(four));
static_assert(eq::berger_parker(four) == 0.4);

constexpr auto orders =
    std::array{0.0,  1e-300, 0.1,  0.5, 0.9,  0.999999999, 1.0,  1 + 0x1p-52, 1.000000001, 1.01,  1.5,
               1.99, 2.0,    2.01, 3.0, 10.0, 1e3,         1e10, 1e19,        1e20,        1e300, infinity};

static_assert(takes<decltype(eq::berger_parker), support::single_use<double>>);
static_assert(!takes<decltype(eq::hill(1)), support::single_use<double>>); // looks twice
static_assert(!takes<decltype(eq::golosov), support::single_use<double>>);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(hill)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST(ulps(eq::hill(four, 3), std::sqrt(10.0)) <= 1);
    BOOST_TEST(ulps(eq::renyi(four, 3), std::log(10.0) / 2) <= 1);
    BOOST_TEST(ulps(eq::renyi(four, 3, eq::bits), std::log2(10.0) / 2) <= 1);
    BOOST_TEST(eq::renyi(3, eq::bits)(four) == eq::renyi(3)(four, eq::bits));
    BOOST_TEST(ulps(eq::hannah_kay(four, 3), std::sqrt(0.1)) <= 1);
    // (sum sqrt p)^2 of 1, 4, 9, 36 of 50 is 12^2 / 50; Tsallis: 2 (12 / sqrt 50 - 1)
    auto const roots = std::vector{1, 4, 9, 36};
    BOOST_TEST(ulps(eq::hill(roots, 0.5), 144.0 / 50) <= 1);
    BOOST_TEST(ulps(eq::tsallis(roots, 0.5), 2 * (12 / std::sqrt(50.0) - 1)) <= 4);
    // 1/2, 1/4, 1/8, 1/8 have 7/4 bits
    BOOST_TEST(ulps(eq::hill(std::array{4, 2, 1, 1}, 1), std::exp2(1.75)) <= 1);
    // 16/160 p, the others with p_1^2 - p_r^2 added: 1 + .3/.37 + .2/.32 + .1/.25
    BOOST_TEST(ulps(eq::golosov(four), 1 + 30.0 / 37 + 20.0 / 32 + 10.0 / 25) <= 1);
}

// R 4.2.2
BOOST_AUTO_TEST_CASE(published_digits, *boost::unit_test::tolerance(1e-11))
{
    BOOST_TEST(eq::hill(four, 1) == 3.596115466624);
    BOOST_TEST(eq::hill(four, .5) == 3.777656570522);
    BOOST_TEST(eq::hill(four, 3) == 3.162277660168);
    BOOST_TEST(eq::renyi(four, 3) == 1.151292546497);
    BOOST_TEST(eq::tsallis(four, 3) == .45);
}

BOOST_AUTO_TEST_CASE(equal_partners_count_fully_at_every_order)
{
    for (auto const n : {1U, 2U, 3U, 7U, 10U, 190U, 5000U}) {
        auto const equal = std::vector<double>(n, 0.1);
        auto const count = static_cast<double>(n);
        for (auto const q : orders) {
            BOOST_TEST(ulps(eq::hill(equal, q), count) <= 1, "order " << q);
            BOOST_TEST(ulps(eq::renyi(equal, q), std::log(count)) <= 1, "order " << q);
            if (q > 0) {
                BOOST_TEST(ulps(eq::hannah_kay(equal, q), 1 / count) <= 1, "order " << q);
            }
        }
        BOOST_TEST(ulps(eq::golosov(equal), count) <= 1);
        BOOST_TEST(ulps(eq::tsallis(equal, 0.5), 2 * (std::sqrt(count) - 1)) <= 4);
    }
}

BOOST_AUTO_TEST_CASE(one_partner_with_everything)
{
    for (auto const& flows : {std::vector{5.0}, std::vector{0.0, 5.0, 0.0}}) {
        for (auto const q : orders) {
            BOOST_TEST(eq::hill(flows, q) == 1);
            BOOST_TEST(eq::renyi(flows, q) == 0);
            BOOST_TEST(!std::signbit(eq::renyi(flows, q)));
            BOOST_TEST(eq::tsallis(flows, q) == 0);
        }
        BOOST_TEST(eq::berger_parker(flows) == 1);
        BOOST_TEST(eq::golosov(flows) == 1);
    }
}

// D_q falls as q rises, T_q = (D_q^(1-q) - 1) / (1 - q), R_q = ln D_q, and at order 2 the Herfindahl family returns.
BOOST_AUTO_TEST_CASE(identities)
{
    auto numbers = support::random{11};
    for (auto round = 0; round < 30; ++round) {
        auto flows = std::vector<double>(1 + numbers.below(60));
        for (auto& x : flows) {
            x = numbers.unit() * std::exp(30 * numbers.unit());
        }
        auto last = infinity;
        for (auto const q : orders) {
            auto const number = eq::hill(flows, q);
            BOOST_TEST(number <= last * (1 + 0x1p-51), "order " << q);
            last = number;
            BOOST_TEST(number == std::exp(eq::renyi(flows, q)), tt::tolerance(1e-14));
            if (q > 0) {
                BOOST_TEST(eq::hannah_kay(flows, q) == 1 / number, tt::tolerance(1e-15));
            }
            if (q != 1 && q < 100) {
                auto const deformed = std::expm1((1 - q) * eq::renyi(flows, q)) / (1 - q);
                BOOST_TEST(eq::tsallis(flows, q) == deformed, tt::tolerance(1e-13));
            }
        }
        BOOST_TEST(eq::hill(flows, 2) == eq::effective_number(flows));
        BOOST_TEST(eq::hannah_kay(flows, 2) == eq::hhi(flows));
        BOOST_TEST(eq::tsallis(flows, 2) == eq::gini_simpson(flows));
        BOOST_TEST(eq::renyi(flows, 1) == eq::shannon(flows));
        BOOST_TEST(eq::hannah_kay(flows, infinity) == eq::berger_parker(flows));
    }
}

BOOST_AUTO_TEST_CASE(next_to_order_one_no_digit_is_lost)
{
    // d/dq ln D_q at 1 is minus half the variance of ln p, here 0.2: far below the last digit at 1e-18
    for (auto const q : {1 - 0x1p-53, 1 + 0x1p-52}) {
        BOOST_TEST(ulps(eq::hill(four, q), eq::hill(four, 1)) <= 2);
        BOOST_TEST(ulps(eq::tsallis(four, q), eq::shannon(four)) <= 2);
    }
    // order 1 + d and 1 - d lie on either side, by the same distance
    auto const d = 0x1p-20;
    auto const below = eq::renyi(four, 1 - d) - eq::shannon(four);
    auto const above = eq::shannon(four) - eq::renyi(four, 1 + d);
    BOOST_TEST(below > 0);
    BOOST_TEST(above == below, tt::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(near_zero_nothing_cancels)
{
    // shares 1 - e and e: T_q is e q / (q - 1) for q > 1 and e^q / (1 - q) for q < 1, but for O(e)
    auto const e = 0x1p-70;
    auto const flows = std::array{1.0, e};
    for (auto const q : {2.0, 3.0, 10.0}) {
        BOOST_TEST(ulps(eq::tsallis(flows, q), e * q / (q - 1)) <= 2);
        BOOST_TEST(ulps(eq::renyi(flows, q), e * q / (q - 1)) <= 2);
    }
    BOOST_TEST(ulps(eq::renyi(flows, infinity), e) <= 1);
    // q = 1/2: T = 2 (sqrt(1 - e) + sqrt e - 1) = 2 sqrt e - e ...
    BOOST_TEST(ulps(eq::tsallis(flows, 0.5), 0x1p-34 - 0x1p-70) <= 1);
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_range_of_a_double)
{
    for (auto const q : orders) {
        auto const number = eq::hill(four, q);
        auto const entropy = eq::tsallis(four, q);
        for (auto const power : {-1070, -700, 300, 1021}) {
            auto flows = std::vector<double>{};
            for (auto const x : four) {
                flows.push_back(std::ldexp(x, power));
            }
            BOOST_TEST(eq::hill(flows, q) == number);
            BOOST_TEST(eq::tsallis(flows, q) == entropy);
            BOOST_TEST(eq::berger_parker(flows) == 0.4);
            BOOST_TEST(eq::golosov(flows) == eq::golosov(four));
        }
    }
    auto const apart = std::vector{1e300, 5e-324};
    BOOST_TEST(eq::hill(apart, 0) == 2); // however little it is
    BOOST_TEST(eq::hill(apart, 0.5) == 1);
    BOOST_TEST(eq::hill(apart, 1) == 1);
    BOOST_TEST(eq::hill(apart, 3) == 1);
    // (10^-100)^1000 is no double, the number is: (9 10^1000 + 1)^(-1/999) ... of (9, 1) of 10
    BOOST_TEST(ulps(eq::hill(std::array{9, 1}, 1000), std::exp(std::log(0.9) * -1000 / 999)) <= 1);
    BOOST_TEST(ulps(eq::tsallis(four, 1e300), 1e-300) <= 1);
    BOOST_TEST(eq::tsallis(four, infinity) == 0);
}

// Of 400 and x, t = x / 400: ((1 + t)^q / (1 + t^q))^(1 / (q - 1)), where t^q runs down to below the smallest double.
BOOST_AUTO_TEST_CASE(high_orders_of_two_amounts)
{
    for (auto const x : {1.0, 16.0, 32.0, 34.8, 50.0, 75.0, 100.0, 199.0, 200.0, 399.0}) {
        for (auto q = 17.0; q < 900; q += 8) {
            auto const t = x / 400;
            auto const expected = std::exp((q * std::log1p(t) - std::log1p(std::exp(q * std::log(t)))) / (q - 1));
            BOOST_TEST(eq::hill(std::array{400.0, x}, q) == expected, boost::test_tools::tolerance(1e-13));
        }
    }
}

BOOST_AUTO_TEST_CASE(orders_that_do_not_exist)
{
    for (auto const q : {-1.0, -5e-324, -infinity, eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::hill(four, q), eq::invalid_parameter);
        BOOST_CHECK_THROW((void)eq::renyi(q), eq::invalid_parameter);
        BOOST_CHECK_THROW((void)eq::tsallis(q), eq::invalid_parameter);
        BOOST_CHECK_THROW((void)eq::hannah_kay(q), eq::invalid_parameter);
    }
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::hill(four, -1); })
               == "hill: order q is -1; it must be at least 0");
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)eq::hannah_kay(four, 0); })
               == "hannah_kay: a is 0; it must be positive");
}

BOOST_AUTO_TEST_CASE(without_flow_undefined)
{
    for (auto const& flows : {std::vector<double>{}, std::vector{0.0, 0.0}}) {
        auto const why = flows.empty() ? "there are no partners" : "the total is zero";
        for (auto const q : orders) {
            BOOST_TEST(eq::is_undefined(eq::hill(flows, q)));
            BOOST_TEST(eq::why_undefined(flows, eq::hill(q)) == why);
            BOOST_TEST(eq::is_undefined(eq::tsallis(flows, q)));
        }
        BOOST_TEST(eq::why_undefined(flows, eq::renyi(1)) == why);
        BOOST_TEST(eq::why_undefined(flows, eq::hannah_kay(1)) == why);
        BOOST_TEST(eq::why_undefined(flows, eq::berger_parker) == why);
        BOOST_TEST(eq::why_undefined(flows, eq::golosov) == why);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_amount_is_refused_by_name)
{
    for (auto const bad : {-1.0, infinity, eq::undefined}) {
        auto const flows = std::vector{1.0, bad};
        for (auto const q : orders) {
            BOOST_CHECK_THROW((void)eq::hill(flows, q), eq::invalid_amount);
        }
        BOOST_CHECK_THROW((void)eq::berger_parker(flows), eq::invalid_amount);
        BOOST_CHECK_THROW((void)eq::golosov(flows), eq::invalid_amount);
    }
    BOOST_TEST(message_of<eq::invalid_amount>([] { (void)eq::renyi(std::vector{1, -3}, 2); })
               == "renyi: amount -3 at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(any_number, T,
                              decltype(std::tuple<int, unsigned char, long, float, double, long double>{}))
{
    auto const flows = std::vector<T>{4, 3, 2, 1};
    for (auto const q : orders) {
        BOOST_TEST(eq::hill(flows, q) == eq::hill(four, q));
    }
    BOOST_TEST(eq::berger_parker(flows) == 0.4);
    BOOST_TEST(eq::golosov(flows) == eq::golosov(four));
}

BOOST_AUTO_TEST_CASE(many_blocks_single_use_and_projections)
{
    auto flows = std::vector<double>{};
    for (auto i = 1; i <= 2000; ++i) {
        flows.push_back(i % 700);
    }
    // the largest is 699; 6996 * ... : sum of i % 700 for i from 1 to 2000
    auto total = 0.0;
    for (auto const x : flows) {
        total += x;
    }
    BOOST_TEST(eq::berger_parker(support::single_use<double>{flows}) == 699 / total);
    BOOST_TEST(eq::hill(flows, 0) == 1998); // 700 and 1400 leave nothing
    auto const rows = std::vector<support::tonnes>{{4}, {3}, {2}, {1}};
    BOOST_TEST(eq::hill(3)(rows, &support::tonnes::number) == eq::hill(four, 3));
    BOOST_TEST(eq::hill(3)(rows) == eq::hill(four, 3));
    auto const values = eq::measure(rows, eq::hill(0), eq::hill(3), eq::berger_parker, eq::renyi(0.5), eq::golosov);
    BOOST_TEST(values[0] == 4);
    BOOST_TEST(values[1] == eq::hill(four, 3));
    BOOST_TEST(values[2] == 0.4);
    BOOST_TEST(values[3] == eq::renyi(four, 0.5));
    BOOST_TEST(values[4] == eq::golosov(four));
}

BOOST_AUTO_TEST_CASE(bounds_of_an_incomplete_list)
{
    // .4 and .3 listed, .3 is missing and no partner has more than .3: one more with .3, or very many
    auto const flows = eq::portfolio<int, double>{{{1, 4}, {2, 3}}, {.total = 10, .listing = eq::listing::largest}};
    auto const one_more = std::array{4, 3, 3};
    for (auto const q : orders) {
        auto const number = eq::bound(flows, eq::hill(q));
        BOOST_TEST(ulps(number.low, eq::hill(one_more, q)) <= 2, "order " << q);
        if (q <= 1) {
            BOOST_TEST(number.high == infinity, "order " << q);
            BOOST_TEST(eq::bound(flows, eq::hannah_kay(1)).low == 0);
        } else if (q < 100) {
            auto const rest = std::pow(0.4, q) + std::pow(0.3, q); // the many add nothing
            BOOST_TEST(number.high == std::pow(rest, 1 / (1 - q)), tt::tolerance(1e-6));
            BOOST_TEST(eq::bound(flows, eq::tsallis(q)).high == (1 - rest) / (q - 1), tt::tolerance(1e-6));
        } else {
            BOOST_TEST(number.high == 2.5, tt::tolerance(0.02));
        }
        // three more with .1 each
        BOOST_TEST(ulps(eq::bound(flows, eq::hill(q), eq::at_most{3}).high, eq::hill(std::array{4, 3, 1, 1, 1}, q))
                   <= 4);
    }
    auto const largest = eq::bound(flows, eq::berger_parker);
    BOOST_TEST(largest.low == 0.4);
    BOOST_TEST(largest.high == 0.4);
    // nothing said of the list: another partner may have more than all listed ones
    auto const some = eq::portfolio<int, double>{{{1, 2}, {2, 1}}, {.total = 10}};
    BOOST_TEST(eq::bound(some, eq::berger_parker).high == 0.7);
    for (auto const q : {0.5, 3.0, 10.0, infinity}) {
        BOOST_TEST(ulps(eq::bound(some, eq::hill(q)).low, eq::hill(std::array{2, 1, 7}, q)) <= 2);
    }
}

BOOST_AUTO_TEST_CASE(facts_and_ranges)
{
    BOOST_TEST(eq::describe(eq::hill(2)).range(7).high == 7);
    BOOST_TEST(eq::describe(eq::renyi(2, eq::bits)).range(8).high == 3);
    BOOST_TEST(eq::describe(eq::tsallis(0)).range(7).high == 6);
    BOOST_TEST(eq::describe(eq::tsallis(2)).range(4).high == 0.75);
    BOOST_TEST(eq::describe(eq::tsallis(0.5)).range(9).high == 4);
    BOOST_TEST(eq::describe(eq::tsallis(infinity)).range(9).high == 0);
    BOOST_TEST((eq::describe(eq::hannah_kay(3)).range(4) == eq::interval{0.25, 1}));
    BOOST_TEST((eq::describe(eq::hill(3)).range(4) == eq::interval{1, 4}));
    BOOST_TEST((eq::describe(eq::renyi(3, eq::bits)).range(4) == eq::interval{0, 2}));
    // 2^63 partners are as many as there may be, without number
    BOOST_TEST((eq::describe(eq::hannah_kay(3)).range(0x1p62) == eq::interval{0x1p-62, 1}));
    BOOST_TEST((eq::describe(eq::hannah_kay(3)).range(0x1p63) == eq::interval{0, 1}));
    BOOST_TEST((eq::describe(eq::hill(3)).range(0x1p62) == eq::interval{1, 0x1p62}));
    BOOST_TEST((eq::describe(eq::hill(3)).range(0x1p63) == eq::interval{1, infinity}));
    BOOST_TEST((eq::describe(eq::hill(0.5)).effect == eq::concentrating::lowers));
    BOOST_TEST((eq::describe(eq::hannah_kay(0.5)).effect == eq::concentrating::raises));
    BOOST_TEST(eq::describe(eq::tsallis(3)).name == "tsallis");
}

// A shift from a smaller to a larger partner may go either way: 1/(1 - p + p_1^2 / p) is not concave in p.
BOOST_AUTO_TEST_CASE(golosov_is_neither_up_nor_down)
{
    BOOST_TEST((eq::describe(eq::golosov).effect == eq::concentrating::neither));
    BOOST_TEST(eq::golosov(std::array{50, 40, 10}) < eq::golosov(std::array{50, 30, 20}));
    BOOST_TEST(eq::golosov(std::array{40, 31, 29}) > eq::golosov(std::array{40, 30, 30}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
