// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"
#include "../../support/oracle.hpp"

#include <equipoise/core/numeric/elementary.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

// The standard library's functions, and the slower ones of 95 bits, are the measure of these.

namespace {

using namespace equipoise::detail;
using support::ulps;

static_assert(square_root(2.25) == 1.5);
static_assert(square_root(0.0) == 0);
static_assert(square_root(0x1p-1074) == 0x1p-537);
static_assert(quick_ln({1}).value() == 0);
static_assert(quick_exp({0}).value() == 1);

/// The distance of a from b, relative to b, in units of 2^-60.
double apart(twofold a, twofold b)
{
    return std::abs((a - b).value() / b.value()) * 0x1p60;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(elementary)

BOOST_AUTO_TEST_CASE(square_roots)
{
    auto numbers = support::random{3};
    for (auto round = 0; round < 2000; ++round) {
        auto const x = std::ldexp(0.5 + numbers.unit(), static_cast<int>(numbers.below(2000)) - 1000);
        auto const root = square_root(x);
        BOOST_TEST(ulps(root, std::sqrt(x)) <= 1);
        auto const both = square_root(twofold{x});
        BOOST_TEST(std::abs((both * both - twofold{x}).value()) <= x * 0x1p-98 + 5e-324);
    }
    BOOST_TEST(square_root(5e-324) == std::sqrt(5e-324));
    BOOST_TEST(square_root(1.7e308) == std::sqrt(1.7e308));
    BOOST_TEST(square_root(twofold{}).value() == 0);
}

BOOST_AUTO_TEST_CASE(logarithms)
{
    auto numbers = support::random{4};
    for (auto round = 0; round < 2000; ++round) {
        auto const x = std::ldexp(0.5 + numbers.unit(), static_cast<int>(numbers.below(2000)) - 1000);
        BOOST_TEST(ulps(quick_ln({x}).value(), std::log(x)) <= 1);
        BOOST_TEST(apart(quick_ln({x, x * 1e-17}), ln({x, x * 1e-17})) < 4);
        // ever nearer to 1, from either side
        auto const d = std::ldexp(numbers.unit() - 0.5, -static_cast<int>(numbers.below(300)));
        if (d != 0) {
            BOOST_TEST(apart(quick_ln_one_plus({d}), ln_one_plus({d})) < 4);
            BOOST_TEST(apart(quick_ln(two_sum(1, d)), ln_one_plus({d})) < 0x1p7);
        }
    }
    BOOST_TEST(quick_ln({5e-324}).value() == std::log(5e-324));
}

// Logarithms and exponentials each use a table; they must not read outside of it.
BOOST_AUTO_TEST_CASE(of_what_is_no_positive_number)
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    for (auto const logarithm : {&quick_ln, static_cast<decltype(&quick_ln)>(ln)}) {
        for (auto const x : {-5e-324, -1.0, -1e300, -infinity, nan}) {
            BOOST_TEST(std::isnan(logarithm({x}).value()));
        }
        BOOST_TEST(logarithm({0.0}).value() == -infinity);
        BOOST_TEST(logarithm({-0.0}).value() == -infinity);
        BOOST_TEST(logarithm({infinity}).value() == infinity);
    }
    BOOST_TEST(quick_ln_one_plus({-1}).value() == -infinity);
    BOOST_TEST(std::isnan(quick_ln_one_plus({-2}).value()));
    for (auto const exponential : {&quick_exp, static_cast<decltype(&quick_exp)>(exp)}) {
        BOOST_TEST(exponential({-infinity}).value() == 0);
        BOOST_TEST(exponential({infinity}).value() == infinity);
        BOOST_TEST(std::isnan(exponential({nan}).value()));
    }
    for (auto const exponential : {&quick_exp_minus_one, static_cast<decltype(&quick_exp)>(exp_minus_one)}) {
        BOOST_TEST(exponential({-infinity}).value() == -1);
        BOOST_TEST(exponential({infinity}).value() == infinity);
        BOOST_TEST(std::isnan(exponential({nan}).value()));
    }
}

BOOST_AUTO_TEST_CASE(exponentials)
{
    auto numbers = support::random{5};
    for (auto round = 0; round < 2000; ++round) {
        auto const x = 1400 * (numbers.unit() - 0.5);
        BOOST_TEST(ulps(quick_exp({x}).value(), std::exp(x)) <= 1);
        BOOST_TEST(apart(quick_exp({x / 10}), exp(twofold{x / 10})) < 1);
        auto const near = std::ldexp(numbers.unit() - 0.5, 3 - static_cast<int>(numbers.below(300)));
        if (near != 0) {
            BOOST_TEST(apart(quick_exp_minus_one({near}), exp_minus_one({near})) < 1);
        }
    }
    BOOST_TEST(quick_exp({-2000}).value() == 0);
    BOOST_TEST(quick_exp({-744}).value() == std::exp(-744));
    BOOST_TEST(quick_exp({2000}).value() == std::numeric_limits<double>::infinity());
    BOOST_TEST(quick_exp_minus_one({-2000}).value() == -1);
}

// By Taylor's series in exact fractions. The low words come from the square's low word, from the product of the
// argument's two words and from the tail of the series, each of which is far above the bound.
BOOST_AUTO_TEST_CASE(the_low_word_of_exp_minus_one)
{
    struct row {
        double high, low;             // of the argument
        double exact_high, exact_low; // of the result
    };
    auto const rows = {
        row{0.009, 0x1.9000000000000p-61, 0x1.283e3b6d58a57p-7, 0x1.16ce2476c2827p-64},
        row{-0.0085, 0x1.3000000000000p-60, -0x1.1558fc7fb2fc5p-7, 0x1.b612013d0f9e8p-62},
        row{0.004, -0x1.c000000000000p-62, 0x1.06ab42c7fcdd3p-8, 0x1.2fd691fa7b302p-66},
    };
    for (auto const& [high, low, exact_high, exact_low] : rows) {
        auto const found = quick_exp_near_zero({high, low});
        BOOST_TEST(found.hi == exact_high);
        BOOST_TEST(std::abs(found.lo - exact_low) <= std::abs(exact_high) * 0x1p-66);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
