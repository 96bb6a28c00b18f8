// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>

/// Harmonic numbers: the sum of the weights of n ranks that count by their reciprocals.
namespace equipoise::detail {

/// Up to this number, reciprocals are added one by one.
inline constexpr auto few_reciprocals = 64.0;

/// 1/(k+1) + ... + 1/(k+m), added one by one.
[[nodiscard]] constexpr twofold sum_of_reciprocals(double k, double m) noexcept
{
    auto sum = running_sum{};
    for (auto r = 1.0; r <= m; ++r) {
        sum.add(quotient({1}, {k + r}));
    }
    return sum.value();
}

/// 1 + 1/2 + ... + 1/n
[[nodiscard]] constexpr twofold harmonic_number(double n) noexcept
{
    if (n <= few_reciprocals) {
        return sum_of_reciprocals(0, n);
    }
    constexpr auto euler = twofold{0x1.2788cfc6fb619p-1, -4.942915152430645e-18};
    auto const square = 1 / (n * n);
    auto rest = 1.0 / 252 - rounded(square * (1.0 / 240 - square / 132));
    rest = 1.0 / 120 - rounded(square * rest);
    rest = 1.0 / 12 - rounded(square * rest);
    rest = square * rest;
    return ln({n}) + euler + (quotient({0.5}, {n}) + -rest);
}

/// 1/(k+1) + ... + 1/(k+m)
[[nodiscard]] constexpr twofold harmonic_sum(double k, double m) noexcept
{
    return m <= few_reciprocals ? sum_of_reciprocals(k, m) : harmonic_number(k + m) - harmonic_number(k);
}

} // namespace equipoise::detail
