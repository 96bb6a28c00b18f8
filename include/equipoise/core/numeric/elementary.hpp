// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>

/// Square root, and logarithm and exponential to about 60 bits, for sums of a million terms.
///
/// The 53 bits of a double are not enough: an error of one ulp in an entropy of 13.8 becomes one of eight ulp in the
/// effective number of partners, exp(13.8). All functions are constant expressions and give the same bits on every
/// machine.
namespace equipoise::detail {

/// The square root of x >= 0, with an error of at most half an ulp and a few parts in 2^50 of an ulp.
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

/// ln (1 + x) for |x| < 1/240, with the same relative error down to the smallest x.
[[nodiscard]] constexpr twofold quick_ln_near_one(twofold x) noexcept
{
    auto const curvature = unfused(x.hi * shortfall_of_ln(x.hi));
    return fast_two_sum(x.hi, x.lo - unfused(x.lo * x.hi) - curvature);
}

/// ln x to about 60 bits, or 53 bits where x differs from 1 by rounding only. For zero, negative and non-finite x as
/// std::log.
[[nodiscard]] constexpr twofold quick_ln(twofold x) noexcept
{
    if (!has_finite_ln(x.hi)) {
        return {ln_at_the_ends(x.hi)};
    }
    if (x.hi > 1 - 0x1p-9 && x.hi < 1 + 0x1p-9) {
        return quick_ln_near_one(x + -1.0);
    }
    auto const lift = x.hi < 0x1p-1000 ? 100 : 0; // makes subnormal numbers normal
    auto from = reduced::of(lift == 0 ? x.hi : scaled(x.hi, lift));
    from.power -= lift;
    auto const parts = ln_parts(from, ln_table[from.place]);
    return fast_two_sum(parts.hi, parts.lo + x.lo / x.hi);
}

/// ln (1 + x) for finite x > -1, without the cancellation of ln near 1.
[[nodiscard]] constexpr twofold quick_ln_one_plus(twofold x) noexcept
{
    return x.hi > -0x1p-8 && x.hi < 0x1p-8 ? quick_ln_near_one(x) : quick_ln(x + 1.0);
}

/// exp(u) - 1 for |u| < 1/100
[[nodiscard]] constexpr twofold quick_exp_near_zero(twofold u) noexcept
{
    auto const square = two_product(u.hi, u.hi);
    auto series = 1.0 / 5040 + unfused(u.hi * (1.0 / 40320));
    series = 1.0 / 720 + unfused(u.hi * series);
    series = 1.0 / 120 + unfused(u.hi * series);
    series = 1.0 / 24 + unfused(u.hi * series);
    series = 1.0 / 6 + unfused(u.hi * series);
    auto const tail = unfused(square.hi * unfused(u.hi * series));
    return u + fast_two_sum(square.hi / 2, square.lo / 2 + unfused(u.hi * u.lo) + tail);
}

/// exp x for |x| < 1000
[[nodiscard]] constexpr exponential quick_exponential(twofold x) noexcept
{
    auto const power = powers_of_two_in_exp(x.hi);
    auto const r = two_sum(x.hi - power * ln_2_split.hi, x.lo - unfused(power * ln_2_split.lo)); // the first is exact
    return exponential_of_rest(power, r, quick_exp_near_zero);
}

[[nodiscard]] constexpr twofold quick_exp(twofold x) noexcept
{
    return exp_by(quick_exponential, x);
}

[[nodiscard]] constexpr twofold quick_exp_minus_one(twofold x) noexcept
{
    return exp_minus_one_by(quick_exponential, x);
}

} // namespace equipoise::detail
