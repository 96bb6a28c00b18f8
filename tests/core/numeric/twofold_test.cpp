// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/core/numeric/twofold.hpp>

#include <boost/test/unit_test.hpp>
#if !defined(__SIZEOF_INT128__)
#include <boost/multiprecision/cpp_int.hpp>
#endif

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace {

namespace d = equipoise::detail;

// Holds what two doubles that are integers add up or multiply to, exactly.
#if defined(__SIZEOF_INT128__)
__extension__ typedef __int128 wide;
#else
using wide = boost::multiprecision::int256_t;
#endif

constexpr wide exact(double x)
{
    return static_cast<wide>(x);
}

constexpr wide exact(d::twofold x)
{
    return exact(x.hi) + exact(x.lo);
}

constexpr wide magnitude(wide x)
{
    return x < 0 ? wide{-x} : x;
}

// An integer of at most `bits` bits.
double integer(support::random& random, int bits)
{
    return std::floor(std::ldexp(random.unit(), bits)) * (random.below(2) == 0 ? 1 : -1);
}

// An integer of 60 bits in two parts.
d::twofold long_integer(support::random& random)
{
    return d::two_sum(std::ldexp(std::floor(std::ldexp(1 + random.unit(), 52)), 7), integer(random, 6));
}

static_assert(d::two_sum(1, 0x1p-60).hi == 1 && d::two_sum(1, 0x1p-60).lo == 0x1p-60);
static_assert(d::two_sum(0x1p-60, 1).lo == 0x1p-60);
static_assert(d::fast_two_sum(1, 0x1p-60).lo == 0x1p-60);
static_assert(d::two_product(1 + 0x1p-30, 1 + 0x1p-30).hi == 1 + 0x1p-29
              && d::two_product(1 + 0x1p-30, 1 + 0x1p-30).lo == 0x1p-60);
static_assert(d::twofold{1} / d::twofold{3} == 1.0 / 3);
static_assert((d::twofold{1, 0x1p-60} - d::twofold{1}).value() == 0x1p-60);

static_assert(d::exponent_of(1) == 0 && d::exponent_of(0x1.fp0) == 0 && d::exponent_of(0.75) == -1);
static_assert(d::exponent_of(std::numeric_limits<double>::max()) == 1023);
static_assert(d::exponent_of(0x1p-1022) == -1022 && d::exponent_of(5e-324) == -1074);
static_assert(d::power_of_two(-1022) == 0x1p-1022 && d::power_of_two(0) == 1 && d::power_of_two(1023) == 0x1p1023);
static_assert(d::scaled(5e-324, 2097) == 0x1p1023 && d::scaled(0x1p1023, -2097) == 5e-324);
static_assert(d::scaled(1, -2000) == 0);
static_assert(d::whole_part(0) == 0 && d::whole_part(0.9) == 0 && d::whole_part(7) == 7);
static_assert(d::whole_part(0x1.fffffffffffffp51) == 0x1.ffffffffffffep51 && d::whole_part(0x1p52) == 0x1p52);
static_assert(d::whole_part(0x1p400) == 0x1p400);
static_assert(d::whole_part(std::numeric_limits<double>::infinity()) == std::numeric_limits<double>::infinity());
static_assert(d::whole_part(std::numeric_limits<double>::quiet_NaN()) != 0);

// 0.1 ten times is 1 + 5.55e-17 exactly, for 0.1 is a double above a tenth.
constexpr d::running_sum ten_tenths = [] {
    auto sum = d::running_sum{};
    for (auto i = 0; i < 10; ++i) {
        sum.add(0.1);
    }
    return sum;
}();
static_assert(ten_tenths.value().hi == 1 && ten_tenths.value().lo == 0x1p-54);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(twofold)

BOOST_AUTO_TEST_CASE(sums_and_products_of_two_lose_nothing)
{
    auto random = support::random{1};
    for (auto i = 0; i < 20000; ++i) {
        auto const a = std::ldexp(integer(random, 53), static_cast<int>(random.below(60)));
        auto const b = std::ldexp(integer(random, 53), static_cast<int>(random.below(60)));
        BOOST_TEST_REQUIRE((exact(d::two_sum(a, b)) == exact(a) + exact(b)));
        BOOST_TEST_REQUIRE(
            (exact(std::abs(a) >= std::abs(b) ? d::fast_two_sum(a, b) : d::fast_two_sum(b, a)) == exact(a) + exact(b)));
        auto const p = integer(random, 53);
        auto const q = integer(random, 53);
        BOOST_TEST_REQUIRE((exact(d::two_product(p, q)) == exact(p) * exact(q)));
    }
}

BOOST_AUTO_TEST_CASE(products_are_exact_from_one_end_of_the_stated_range_to_the_other)
{
    struct pair {
        double a;
        double b;
        double low; ///< (2^53 - 1)^2 = (2^106 - 2^54) + 1
    };
    for (auto const& [a, b, low] : {pair{0x1.fffffffffffffp449, 0x1.fffffffffffffp449, 0x1p794},
                                    pair{0x1.fffffffffffffp-450, 0x1.fffffffffffffp-450, 0x1p-1004},
                                    pair{0x1.fffffffffffffp449, 0x1.fffffffffffffp-450, 0x1p-105}}) {
        auto const product = d::two_product(a, b);
        BOOST_TEST(product.hi == a * b);
        BOOST_TEST(product.lo == low);
    }
}

BOOST_AUTO_TEST_CASE(twofold_arithmetic_keeps_a_hundred_bits)
{
    auto random = support::random{2};
    for (auto i = 0; i < 20000; ++i) {
        auto const a = long_integer(random);
        auto const b = long_integer(random);
        BOOST_TEST_REQUIRE((exact(a + b) == exact(a) + exact(b)));
        BOOST_TEST_REQUIRE((exact(a - b) == exact(a) - exact(b)));
        BOOST_TEST_REQUIRE((exact(a + b.hi) == exact(a) + exact(b.hi)));
        auto const product = exact(a) * exact(b);
        BOOST_TEST_REQUIRE((magnitude(exact(a * b) - product) <= product >> 100));
        auto const c = integer(random, 53);
        BOOST_TEST_REQUIRE((magnitude(exact(a * c) - exact(a) * exact(c)) <= magnitude(exact(a) * exact(c)) >> 100));
    }
}

BOOST_AUTO_TEST_CASE(quotients_are_rounded_once)
{
    auto random = support::random{3};
    for (auto i = 0; i < 20000; ++i) {
        auto a = long_integer(random); // in [2^59, 2^60], as b
        auto b = long_integer(random);
        if (exact(a) < exact(b)) {
            std::swap(a, b);
        }
        // a / b = m / 2^52 with m rounded: |m b - 2^52 a| is at most b / 2
        auto const m = exact(std::ldexp(a / b, 52));
        BOOST_TEST_REQUIRE((2 * magnitude(m * exact(b) - (exact(a) << 52)) <= exact(b)));
        auto const longer = d::quotient(a, b);
        BOOST_TEST_REQUIRE(longer.hi == a / b);
        BOOST_TEST_REQUIRE(std::abs((longer * b - a).value()) <= 0x1p-100 * a.hi);
    }
}

BOOST_AUTO_TEST_CASE(one_beside_a_million_trifles)
{
    auto terms = std::vector<double>(1'000'001, 1e-16);
    terms[500'000] = 1;
    auto sum = d::running_sum{};
    sum.add(terms.data(), terms.size());
    // in units of 2^-106, of which 1e-16 has a whole number
    auto const expected = (wide{1} << 106) + 1'000'000 * exact(std::ldexp(1e-16, 106));
    BOOST_TEST(sum.value().value() == std::ldexp(static_cast<double>(expected), -106));
    BOOST_TEST(sum.value().value() > 1.00000000009);
}

BOOST_AUTO_TEST_CASE(neither_order_nor_portions_reach_the_result)
{
    auto random = support::random{4};
    auto terms = std::vector<double>(1000);
    for (auto& term : terms) {
        term = std::ldexp(std::floor(std::ldexp(1 + random.unit(), 52)), static_cast<int>(random.below(50)));
    }
    wide expected = 0;
    for (auto const term : terms) {
        expected += exact(term);
    }
    for (auto round = 0; round < 1000; ++round) {
        random.shuffle(terms);
        auto sum = d::running_sum{};
        auto const cut = random.below(terms.size());
        sum.add(terms.data(), cut);
        sum.add(d::twofold{terms[cut]});
        for (auto i = cut + 1; i < terms.size(); ++i) {
            sum.add(terms[i]);
        }
        BOOST_TEST_REQUIRE(sum.value().value() == static_cast<double>(expected));
        BOOST_TEST_REQUIRE((magnitude(exact(sum.value()) - expected) <= expected >> 95));
    }
}

BOOST_AUTO_TEST_CASE(scaling_rounds_once)
{
    auto random = support::random{5};
    for (auto i = 0; i < 20000; ++i) {
        auto const x = std::ldexp(1 + random.unit(), static_cast<int>(random.below(2000)) - 1000);
        auto const power = static_cast<int>(random.below(4200)) - 2100;
        BOOST_TEST_REQUIRE(d::scaled(x, power) == std::ldexp(x, power));
    }
    // a step that ends among the subnormal numbers would round up before the last one rounds up again
    constexpr auto x = (1 + 0x1p-31 + 0x1p-32 - 0x1p-52) * 0x1p-42;
    BOOST_TEST(d::scaled(x, -1001) == std::ldexp(x, -1001));
    auto sum = d::running_sum{};
    sum.add(3);
    sum.add(0x1p-60);
    sum.scale(0x1p-10);
    BOOST_TEST(sum.value().hi == 3 * 0x1p-10);
    BOOST_TEST(sum.value().lo == 0x1p-70);
}

BOOST_AUTO_TEST_CASE(a_sum_of_nothing_is_zero)
{
    auto sum = d::running_sum{};
    sum.add(nullptr, 0);
    BOOST_TEST(sum.value().value() == 0);
}

// The rounding errors that each lane keeps apart go as well.
BOOST_AUTO_TEST_CASE(what_is_cleared_is_as_new)
{
    auto const terms = std::vector<double>(64, 0.1);
    auto sum = d::running_sum{};
    sum.add(terms.data(), terms.size());
    sum.add(0.1);
    sum.add(0x1p-70);
    BOOST_TEST_REQUIRE(sum.value().lo != 0);
    sum.clear();
    BOOST_TEST(sum.value().hi == 0);
    BOOST_TEST(sum.value().lo == 0);
    double const ones[8] = {1, 1, 1, 1, 1, 1, 1, 1}; // one for each lane
    sum.add(ones, 8);
    BOOST_TEST(sum.value().hi == 8);
    BOOST_TEST(sum.value().lo == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
