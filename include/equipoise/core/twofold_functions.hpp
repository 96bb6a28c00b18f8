// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/sums.hpp>

#include <array>
#include <cstddef>
#include <limits>

/// Logarithm and exponential to some 95 bits, for what is added, divided or cancelled afterwards.
///
/// All of them are constant expressions, and the same bits on every machine.
namespace equipoise::detail {

/// x 2^power
[[nodiscard]] constexpr twofold scaled(twofold x, int power) noexcept
{
    return {scaled(x.hi, power), scaled(x.lo, power)};
}

inline constexpr twofold ln_2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// 2 atanh s with the given number of terms: s, s^3/3, s^5/5, ..
[[nodiscard]] constexpr twofold twice_atanh(twofold s, int terms) noexcept
{
    auto const squared = s * s;
    auto sum = twofold{};
    for (auto k = terms - 1; k >= 0; --k) {
        sum = sum * squared + quotient({1}, {2.0 * k + 1});
    }
    return s * sum * 2;
}

/// ln (1 + d) for |d| <= 1/64, with the same relative error down to the smallest d.
[[nodiscard]] constexpr twofold ln_near_one(twofold d) noexcept
{
    constexpr auto third = quotient({1}, {3});
    constexpr auto fifth = quotient({1}, {5});
    constexpr auto seventh = quotient({1}, {7});
    auto const s = quotient(d, d + 2.0);
    auto const squared = s * s;
    auto const t = squared.hi; // of the later terms, 53 bits are enough
    auto const tail = 1.0 / 9 + t * (1.0 / 11 + t * (1.0 / 13 + t * (1.0 / 15)));
    auto const cubic = ((squared * tail + seventh) * squared + fifth) * squared + third;
    return (s + s * squared * cubic) * 2;
}

/// ln (j / 64) for j = 42 .. 86
inline constexpr auto ln_of_64ths = [] {
    auto table = std::array<twofold, 45>{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const j = static_cast<double>(i + 42);
        table[i] = twice_atanh(quotient({j - 64}, {j + 64}), 24);
    }
    return table;
}();

/// ln x for finite x > 0
[[nodiscard]] constexpr twofold ln(twofold x) noexcept
{
    auto power = exponent_of(x.hi);
    auto significand = scaled(x, -power);
    if (significand.hi > 4.0 / 3) {
        significand = significand * 0.5;
        ++power;
    }
    auto const j = static_cast<int>(significand.hi * 64 + 0.5);
    auto const nearest = j * 0x1p-6;
    auto const rest = ln_near_one(quotient(significand + -nearest, {nearest}));
    return ln_2 * power + (ln_of_64ths[static_cast<std::size_t>(j - 42)] + rest);
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

/// exp x = 2^power (1 + rest), |rest| < 1/2, for |x| < 2^20
struct exponential {
    int power;
    twofold rest;
};

[[nodiscard]] constexpr exponential exponential_of(twofold x) noexcept
{
    constexpr auto inverse_factorials = [] {
        auto table = std::array<twofold, 16>{};
        auto factorial = 1.0; // exact up to 22!
        for (std::size_t k = 0; k < table.size(); ++k) {
            factorial *= k == 0 ? 1.0 : static_cast<double>(k);
            table[k] = quotient({1}, {factorial});
        }
        return table;
    }();
    auto const halves = x.hi * 1.4426950408889634;
    auto const power = static_cast<int>(halves < 0 ? halves - 0.5 : halves + 0.5);
    auto const r = (x - ln_2 * power) * 0x1p-4;
    auto tail = 0.0; // of the later terms, 53 bits are enough
    for (std::size_t k = 15; k >= 8; --k) {
        tail = tail * r.hi + inverse_factorials[k].hi;
    }
    auto sum = twofold{tail};
    for (std::size_t k = 7; k >= 1; --k) {
        sum = sum * r + inverse_factorials[k];
    }
    auto rest = sum * r;
    for (auto i = 0; i < 4; ++i) {
        rest = rest * 2.0 + rest * rest; // (1 + rest)^2 - 1
    }
    return {power, rest};
}

/// exp x; 0 and infinity where a double holds nothing better.
[[nodiscard]] constexpr twofold exp(twofold x) noexcept
{
    if (!(x.hi > -1000)) {
        return {};
    }
    if (!(x.hi < 1000)) {
        return {std::numeric_limits<double>::infinity()};
    }
    auto const [power, rest] = exponential_of(x);
    return scaled(rest + 1.0, power);
}

/// exp x - 1 for x < 700, without cancellation near 0.
[[nodiscard]] constexpr twofold exp_minus_one(twofold x) noexcept
{
    if (!(x.hi > -100)) {
        return {-1};
    }
    auto const [power, rest] = exponential_of(x);
    return power == 0 ? rest : scaled(rest + 1.0, power) + -1.0;
}

} // namespace equipoise::detail
