// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

namespace equipoise {

/// The bounds of a value: low <= value <= high. Both are NaN if nothing is known.
struct interval {
    double low = 0;
    double high = 0;

    [[nodiscard]] constexpr double width() const noexcept { return is_point() ? 0 : high - low; }
    [[nodiscard]] constexpr bool contains(double value) const noexcept
    {
        // x == x is false for NaN only; <= would raise the floating-point exception for an invalid operation
        return low == low && value == value && low <= value && value <= high;
    }
    [[nodiscard]] constexpr bool is_point() const noexcept { return low == high; }

    friend constexpr bool operator==(interval const&, interval const&) = default;
};

namespace detail {

/// 1 - 1/n for n > 0, which may be infinite. Rounded once, so that clamping to the range never changes a correct
/// result.
[[nodiscard]] constexpr double share_of_others(double n) noexcept
{
    return n < 0x1p63 ? (n - 1) / n : 1;
}

[[nodiscard]] constexpr double at_most_one(double share) noexcept
{
    return share > 1 ? 1 : share;
}

[[nodiscard]] constexpr interval at_most_one(interval shares) noexcept
{
    return {at_most_one(shares.low), at_most_one(shares.high)};
}

} // namespace detail

} // namespace equipoise
