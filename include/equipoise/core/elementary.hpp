// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/twofold_functions.hpp>

#include <array>
#include <cstddef>
#include <limits>

/// Square root, and logarithm and exponential to some 64 bits, for sums of a million of them.
///
/// A double's 53 bits would not do: an error of one ulp in an entropy of 13.8 is one of eight ulp in the number of
/// partners exp(13.8). All are constant expressions, and the same bits on every machine.
namespace equipoise::detail {

/// The square root of x >= 0, rounded once but for a few parts in 2^50 of an ulp.
[[nodiscard]] constexpr double square_root(double x) noexcept
{
    if (!(x > 0)) {
        return x;
    }
    auto const half = exponent_of(x) / 2;
    auto const square = scaled(x, -2 * half); // in (1/4, 4)
    auto root = square < 1 ? 0.75 : 1.5;
    for (auto i = 0; i < 6; ++i) {
        root = (root + square / root) / 2;
    }
    auto const rest = twofold{square} - two_product(root, root);
    return scaled(root + rest.value() / (2 * root), half);
}

/// The square root of x >= 0.
[[nodiscard]] constexpr twofold square_root(twofold x) noexcept
{
    auto const root = square_root(x.hi);
    if (root == 0) {
        return {};
    }
    auto const rest = x - two_product(root, root);
    return fast_two_sum(root, rest.value() / (2 * root));
}

/// ln 2 with a first part of 42 bits, of which small multiples are exact.
inline constexpr twofold ln_2_split{0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45};

/// ln x for finite x > 0
[[nodiscard]] constexpr twofold quick_ln(twofold x) noexcept
{
    auto power = exponent_of(x.hi);
    auto significand = scaled(x, -power);
    if (significand.hi > 4.0 / 3) {
        significand = {significand.hi / 2, significand.lo / 2};
        ++power;
    }
    auto const j = static_cast<int>(significand.hi * 64 + 0.5);
    auto const nearest = j * 0x1p-6;
    auto const excess = fast_two_sum(significand.hi - nearest, significand.lo); // the difference is exact
    auto const z = quotient({2 * excess.hi, 2 * excess.lo}, significand + nearest);
    auto const w = z.hi * z.hi / 4;
    auto const tail = z.hi * w * (1.0 / 3 + w * (1.0 / 5 + w * (1.0 / 7 + w * (1.0 / 9))));
    auto const near = fast_two_sum(z.hi, z.lo + tail); // 2 atanh(z / 2)
    auto const whole = two_sum(power * ln_2_split.hi, power * ln_2_split.lo);
    return whole + (ln_of_64ths[static_cast<std::size_t>(j - 42)] + near);
}

/// ln (1 + x) for finite x > -1, without the cancellation of ln near 1.
[[nodiscard]] constexpr twofold quick_ln_one_plus(twofold x) noexcept
{
    if (x.hi > -0x1p-7 && x.hi < 0x1p-7) {
        auto const z = quotient({2 * x.hi, 2 * x.lo}, x + 2.0);
        auto const w = z.hi * z.hi / 4;
        auto const tail = z.hi * w * (1.0 / 3 + w * (1.0 / 5 + w * (1.0 / 7 + w * (1.0 / 9))));
        return fast_two_sum(z.hi, z.lo + tail);
    }
    return quick_ln(x + 1.0);
}

/// exp(j / 64) - 1 for j = -23 .. 23
inline constexpr auto exp_of_64ths = [] {
    auto table = std::array<twofold, 47>{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = exp_minus_one({(static_cast<double>(i) - 23) / 64});
    }
    return table;
}();

/// exp x = 2^power (1 + rest) for |x| < 1000
[[nodiscard]] constexpr exponential quick_exponential(twofold x) noexcept
{
    auto const round = [](double y) { return static_cast<int>(y < 0 ? y - 0.5 : y + 0.5); };
    auto const power = round(x.hi * 1.4426950408889634);
    auto const r = two_sum(x.hi - power * ln_2_split.hi, x.lo - power * ln_2_split.lo); // the first is exact
    auto const j = round(r.hi * 64);
    auto const u = two_sum(r.hi - j * 0x1p-6, r.lo);
    auto const square = two_product(u.hi, u.hi);
    auto series = 0.0; // sum of 2 u^(k - 2) / k! from k = 3 on
    for (auto k = 9; k >= 3; --k) {
        series = (series + 1) * u.hi / k;
    }
    auto const tail = square.hi / 2 * series;
    auto const near = u + fast_two_sum(square.hi / 2, square.lo / 2 + u.hi * u.lo + tail);
    if (j == 0) {
        return {power, near};
    }
    auto const& table = exp_of_64ths[static_cast<std::size_t>(j + 23)];
    return {power, table + (near + table * near)};
}

/// exp x; 0 and infinity where a double holds nothing better.
[[nodiscard]] constexpr twofold quick_exp(twofold x) noexcept
{
    if (!(x.hi > -750)) {
        return {};
    }
    if (!(x.hi < 710)) {
        return {std::numeric_limits<double>::infinity()};
    }
    auto const [power, rest] = quick_exponential(x);
    return scaled(rest + 1.0, power);
}

/// exp x - 1 for x < 700, without cancellation near 0.
[[nodiscard]] constexpr twofold quick_exp_minus_one(twofold x) noexcept
{
    if (!(x.hi > -100)) {
        return {-1};
    }
    auto const [power, rest] = quick_exponential(x);
    return power == 0 ? rest : scaled(rest + 1.0, power) + -1.0;
}

} // namespace equipoise::detail
