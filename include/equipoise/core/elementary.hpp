// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/twofold_functions.hpp>

#include <array>
#include <cstddef>
#include <limits>

/// Square root, and logarithm and exponential to some 60 bits, for sums of a million of them.
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

/// 64 / j for j = 42 .. 86
inline constexpr auto reciprocals_of_64ths = [] {
    auto table = std::array<twofold, 45>{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = quotient({64}, {static_cast<double>(i + 42)});
    }
    return table;
}();

/// ln(1 + u) - u for |u| < 1/80
[[nodiscard]] constexpr double curvature_of_ln(double u) noexcept
{
    auto series = 0.0;
    for (auto k = 10; k >= 2; --k) {
        series = 1.0 / k - u * series;
    }
    return -(u * u * series);
}

/// ln x for finite x > 0; 53 bits where x is 1 but for rounding
[[nodiscard]] constexpr twofold quick_ln(twofold x) noexcept
{
    auto power = exponent_of(x.hi);
    auto significand = scaled(x, -power);
    auto const upper = significand.hi > 4.0 / 3;
    significand = {significand.hi * (upper ? 0.5 : 1), significand.lo * (upper ? 0.5 : 1)};
    power += upper ? 1 : 0;
    // x = 2^power j/64 (1 + u)
    auto const j = static_cast<int>(significand.hi * 64 + 0.5);
    auto const i = static_cast<std::size_t>(j - 42);
    auto const& reciprocal = reciprocals_of_64ths[i];
    auto const excess = significand.hi - j * 0x1p-6; // exact
    auto const u = two_product(excess, reciprocal.hi);
    auto const u_low = u.lo + (excess * reciprocal.lo + significand.lo * reciprocal.hi);
    auto const whole = two_sum(power * ln_2_split.hi, ln_of_64ths[i].hi);
    auto const sum = two_sum(whole.hi, u.hi);
    auto const low = sum.lo + (whole.lo + (power * ln_2_split.lo + (ln_of_64ths[i].lo + u_low)));
    return fast_two_sum(sum.hi, low + curvature_of_ln(u.hi + u_low));
}

/// ln (1 + x) for finite x > -1, without the cancellation of ln near 1.
[[nodiscard]] constexpr twofold quick_ln_one_plus(twofold x) noexcept
{
    if (x.hi > -0x1p-7 && x.hi < 0x1p-7) {
        return fast_two_sum(x.hi, x.lo + curvature_of_ln(x.hi));
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
