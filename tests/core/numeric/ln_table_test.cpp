// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"
#include "../../support/oracle.hpp"

#include <equipoise/core/numeric/ln_table.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

using namespace equipoise::detail;
using support::ulps;

constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();

static_assert(ln_table[80].inverse == 1 && ln_table[80].high == 0 && ln_table[80].low == 0);
static_assert(reduced::of(1.0).power == 0 && reduced::of(1.0).z == 1 && reduced::of(1.0).place == 80);
static_assert(reduced::of(0x1.8p100).power == 101 && reduced::of(0x1.8p100).z == 0.75);
static_assert(reduced::of(0x1p-1022).power == -1022 && reduced::of(0x1.fffffffffffffp1023).power == 1024);
static_assert(unfused(1.0) == 1.0 && unfused(0x1.0000000000001p0) == 1.0);

/// 2 atanh s with the given number of terms: s, s^3/3, s^5/5, ...
constexpr twofold twice_atanh(twofold s, int terms)
{
    auto const squared = s * s;
    auto sum = twofold{};
    for (auto k = terms - 1; k >= 0; --k) {
        sum = sum * squared + quotient({1}, {2.0 * k + 1});
    }
    return s * sum * 2;
}

/// The table as it was computed: from ln 1 up and down, each logarithm from its neighbour's.
std::array<ln_entry, 128> computed()
{
    constexpr std::size_t one = 80;
    auto table = std::array<ln_entry, 128>{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const centre = std::bit_cast<double>(0x3fe6000000000000U + (std::uint64_t{i} << 45));
        table[i].inverse = static_cast<int>(0x1p12 / centre + 0.5) * 0x1p-12;
    }
    auto const fill = [&](std::size_t i, std::size_t neighbour, twofold ln_of_neighbour) {
        auto const a = table[neighbour].inverse;
        auto const b = table[i].inverse;
        auto const ln = ln_of_neighbour + twice_atanh(quotient({a - b}, {a + b}), 7);
        auto const high = split_ln(ln).hi;
        auto const low = two_sum(ln.hi - high, ln.lo);
        table[i] = {b, high, low.hi, low.lo};
        return ln;
    };
    auto ln = twofold{};
    for (auto i = one + 1; i < table.size(); ++i) {
        ln = fill(i, i - 1, ln);
    }
    ln = {};
    for (auto i = one; i > 0; --i) {
        ln = fill(i - 1, i, ln);
    }
    return table;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(numeric)
BOOST_AUTO_TEST_SUITE(ln_table)

BOOST_AUTO_TEST_CASE(entries)
{
    for (auto const& entry : equipoise::detail::ln_table) {
        BOOST_TEST(entry.inverse * 0x1p12 == std::floor(entry.inverse * 0x1p12));
        BOOST_TEST(entry.high * 0x1p42 == std::floor(entry.high * 0x1p42));
        BOOST_TEST(std::abs(entry.low) <= 0x1p-43);
        BOOST_TEST(std::abs(entry.lowest) <= std::abs(entry.low) * 0x1p-53);
        BOOST_TEST(ulps(entry.high + entry.low, -std::log(entry.inverse)) <= 1);
    }
    // -ln(5958/4096) of the first place and -ln(2996/4096) of the last, from mpmath 1.3 at 300 bits
    auto const apart = [](ln_entry const& entry, twofold exact) {
        return std::abs((twofold{entry.low, entry.lowest} + entry.high - exact).value());
    };
    BOOST_TEST(equipoise::detail::ln_table.front().inverse == 5958 * 0x1p-12);
    BOOST_TEST(apart(equipoise::detail::ln_table.front(), {-0x1.7fb7a3b5815c7p-2, 0x1.a1b9581a2e876p-56}) < 0x1p-98);
    BOOST_TEST(equipoise::detail::ln_table.back().inverse == 2996 * 0x1p-12);
    BOOST_TEST(apart(equipoise::detail::ln_table.back(), {0x1.403d086cea79cp-2, -0x1.0a8bb78cf7cdap-56}) < 0x1p-98);
}

BOOST_AUTO_TEST_CASE(entries_are_those_computed)
{
    auto const table = computed();
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const& written = equipoise::detail::ln_table[i];
        BOOST_TEST(written.inverse == table[i].inverse);
        BOOST_TEST(written.high == table[i].high);
        BOOST_TEST(written.low == table[i].low);
        BOOST_TEST(written.lowest == table[i].lowest);
    }
}

BOOST_AUTO_TEST_CASE(whatever_the_bits_the_place_is_in_the_table)
{
    for (auto const x :
         {0.0, -0.0, infinity, -infinity, not_a_number, -not_a_number, -1.0, 5e-324, -5e-324, 1.7e308, -1.7e308}) {
        auto const from = reduced::of(x);
        BOOST_TEST(from.place < equipoise::detail::ln_table.size());
        BOOST_TEST((from.z > 0.68 && from.z < 1.38));
    }
    auto numbers = support::random{21};
    for (auto round = 0; round < 10000; ++round) {
        auto const bits = static_cast<std::uint64_t>(numbers.unit() * 0x1p53) << 11;
        auto const from = reduced::of(std::bit_cast<double>(bits));
        BOOST_TEST(from.place < equipoise::detail::ln_table.size());
        BOOST_TEST(std::abs(from.z * equipoise::detail::ln_table[from.place].inverse - 1) < 1.0 / 240);
    }
}

BOOST_AUTO_TEST_CASE(reduction_is_exact)
{
    auto numbers = support::random{22};
    for (auto round = 0; round < 2000; ++round) {
        auto const x = std::ldexp(0.5 + numbers.unit(), static_cast<int>(numbers.below(2000)) - 1000);
        auto const from = reduced::of(x);
        BOOST_TEST(std::ldexp(from.z, static_cast<int>(from.power)) == x);
    }
}

BOOST_AUTO_TEST_CASE(a_block_is_its_elements)
{
    constexpr std::size_t count = 100;
    auto numbers = support::random{23};
    double x[count];
    double high[count];
    double low[count];
    for (auto& each : x) {
        each = std::ldexp(0.5 + numbers.unit(), static_cast<int>(numbers.below(1800)) - 900);
    }
    ln_each(x, count, high, low);
    for (std::size_t i = 0; i < count; ++i) {
        auto const from = reduced::of(x[i]);
        auto const alone = ln_parts(from, equipoise::detail::ln_table[from.place]);
        BOOST_TEST(high[i] == alone.hi);
        BOOST_TEST(low[i] == alone.lo);
        BOOST_TEST(high[i] * 0x1p42 == std::floor(high[i] * 0x1p42));
        // against the function of 95 bits
        BOOST_TEST(std::abs((two_sum(high[i], low[i]) - ln({x[i]})).value()) < 0x1p-67);
    }
}

BOOST_AUTO_TEST_CASE(at_the_ends)
{
    BOOST_TEST(ln_at_the_ends(0.0) == -infinity);
    BOOST_TEST(ln_at_the_ends(infinity) == infinity);
    BOOST_TEST(std::isnan(ln_at_the_ends(-1.0)));
    BOOST_TEST(std::isnan(ln_at_the_ends(not_a_number)));
    BOOST_TEST((has_finite_ln(5e-324) && has_finite_ln(1.7e308)));
    BOOST_TEST(
        (!has_finite_ln(0.0) && !has_finite_ln(-1.0) && !has_finite_ln(infinity) && !has_finite_ln(not_a_number)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
