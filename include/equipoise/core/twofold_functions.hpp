// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/ln_table.hpp>

#include <array>
#include <cstddef>
#include <limits>

/// Logarithm and exponential to some 95 bits, for what is added, divided or cancelled afterwards.
///
/// All of them are constant expressions, and the same bits on every machine.
namespace equipoise::detail {

/// ln (1 + d) for |d| <= 1/64, with the same relative error down to the smallest d.
[[nodiscard]] constexpr twofold ln_near_one(twofold d) noexcept
{
    constexpr auto third = quotient({1}, {3});
    constexpr auto fifth = quotient({1}, {5});
    constexpr auto seventh = quotient({1}, {7});
    auto const s = quotient(d, d + 2.0);
    auto const squared = s * s;
    auto const t = squared.hi; // of the later terms, 53 bits are enough
    auto const tail = 1.0 / 9 + unfused(t * (1.0 / 11 + unfused(t * (1.0 / 13 + unfused(t * (1.0 / 15))))));
    auto const cubic = ((squared * tail + seventh) * squared + fifth) * squared + third;
    return (s + s * squared * cubic) * 2;
}

/// ln x; of what is not finite and above 0, as the standard library's logarithm.
[[nodiscard]] constexpr twofold ln(twofold x) noexcept
{
    if (!has_finite_ln(x.hi)) {
        return {ln_at_the_ends(x.hi)};
    }
    auto const lift = x.hi < 0x1p-1000 ? 100 : 0; // of subnormal numbers
    auto const [power, z, place] = reduced::of(scaled(x.hi, lift));
    auto const& entry = ln_table[place];
    auto const low = scaled(x.lo, lift - static_cast<int>(power)) * entry.inverse;
    auto const rest = ln_near_one(two_product(z, entry.inverse) + -1.0 + low);
    return ln_2 * (power - lift) + (twofold{entry.low, entry.lowest} + entry.high + rest);
}

/// ln (1 + d) for finite d > -1, without the cancellation of ln x near 1.
[[nodiscard]] constexpr twofold ln_one_plus(twofold d) noexcept
{
    return d.hi > -0x1p-6 && d.hi < 0x1p-6 ? ln_near_one(d) : ln(d + 1.0);
}

/// ln (a / b) for positive a and b, also where they are nearly equal.
[[nodiscard]] constexpr twofold ln_ratio(twofold a, twofold b) noexcept
{
    auto const apart = a - b;
    if (apart.hi > -0x1p-7 * b.hi && apart.hi < 0x1p-7 * b.hi) {
        return ln_near_one(quotient(apart, b));
    }
    auto const powers = exponent_of(a.hi) - exponent_of(b.hi);
    auto const in_range = powers > -900 && powers < 900;
    return in_range ? ln(quotient(a, b)) : ln(a) - ln(b);
}

/// exp x = 2^power (1 + rest), |rest| < 1/2
struct exponential {
    int power;
    twofold rest;
};

/// exp(u) - 1 for |u| < 1/100, with the same relative error down to the smallest u.
[[nodiscard]] constexpr twofold exp_near_zero(twofold u) noexcept
{
    constexpr auto inverse_factorials = [] {
        auto table = std::array<twofold, 12>{};
        auto factorial = 1.0;
        for (std::size_t k = 0; k < table.size(); ++k) {
            factorial *= k == 0 ? 1.0 : static_cast<double>(k);
            table[k] = quotient({1}, {factorial});
        }
        return table;
    }();
    auto tail = 0.0; // of the later terms, 53 bits are enough
    for (std::size_t k = 11; k >= 7; --k) {
        tail = inverse_factorials[k].hi + unfused(tail * u.hi);
    }
    auto sum = twofold{tail};
    for (std::size_t k = 6; k >= 1; --k) {
        sum = sum * u + inverse_factorials[k];
    }
    return sum * u;
}

/// exp(j / 64) - 1 for j = -23 .. 23
inline constexpr auto exp_of_64ths = [] {
    constexpr std::size_t zero = 23;
    auto table = std::array<twofold, 2 * zero + 1>{};
    auto const half = twofold{0x1p-7};
    auto const up = exp_near_zero(half);
    auto const down = exp_near_zero(-half);
    for (std::size_t j = 0; j < zero; ++j) {
        auto above = table[zero + j];
        auto below = table[zero - j];
        for (auto halves = 0; halves < 2; ++halves) {
            above = above + (up + above * up);
            below = below + (down + below * down);
        }
        table[zero + j + 1] = above;
        table[zero - j - 1] = below;
    }
    return table;
}();

[[nodiscard]] constexpr int nearest_integer(double x) noexcept
{
    return static_cast<int>(x < 0 ? x - 0.5 : x + 0.5);
}

/// How many times ln 2 goes into x, |x| < 2^20.
[[nodiscard]] constexpr int powers_of_two_in_exp(double x) noexcept
{
    return nearest_integer(x * 1.4426950408889634);
}

/// 2^power exp r for |r| < 0.35, given exp u - 1 for the smallest u.
template <class NearZero>
[[nodiscard]] constexpr exponential exponential_of_rest(int power, twofold r, NearZero near_zero) noexcept
{
    auto const j = nearest_integer(r.hi * 64);
    auto const rest = near_zero(two_sum(r.hi - j * 0x1p-6, r.lo)); // the difference is exact
    if (j == 0) {
        return {power, rest};
    }
    auto const& table = exp_of_64ths[static_cast<std::size_t>(j + 23)];
    return {power, table + (rest + table * rest)};
}

[[nodiscard]] constexpr exponential exponential_of(twofold x) noexcept
{
    auto const power = powers_of_two_in_exp(x.hi);
    return exponential_of_rest(power, x - ln_2 * power, exp_near_zero);
}

/// exp x, given a function that finds it for |x| < 1000; 0 and infinity where a double holds nothing better.
template <class Exponential>
[[nodiscard]] constexpr twofold exp_by(Exponential exponential_of_x, twofold x) noexcept
{
    if (!(x.hi > -1000 && x.hi < 1000)) {
        return {x.hi < 0 ? 0 : x.hi > 0 ? std::numeric_limits<double>::infinity() : x.hi};
    }
    auto const [power, rest] = exponential_of_x(x);
    return scaled(rest + 1.0, power);
}

/// exp x - 1, without cancellation near 0, likewise.
template <class Exponential>
[[nodiscard]] constexpr twofold exp_minus_one_by(Exponential exponential_of_x, twofold x) noexcept
{
    if (!(x.hi > -100 && x.hi < 1000)) {
        return {x.hi < 0 ? -1 : x.hi > 0 ? std::numeric_limits<double>::infinity() : x.hi};
    }
    auto const [power, rest] = exponential_of_x(x);
    return power == 0 ? rest : scaled(rest + 1.0, power) + -1.0;
}

[[nodiscard]] constexpr twofold exp(twofold x) noexcept
{
    return exp_by(exponential_of, x);
}

[[nodiscard]] constexpr twofold exp_minus_one(twofold x) noexcept
{
    return exp_minus_one_by(exponential_of, x);
}

} // namespace equipoise::detail
