// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>

#include <bit>
#include <cstdint>
#include <limits>

/// Sums that are rounded in a known direction.
namespace equipoise::uncertainty_detail {

/// The next double above a finite x.
[[nodiscard]] constexpr double next_above(double x) noexcept
{
    if (x == 0) {
        return std::numeric_limits<double>::denorm_min();
    }
    auto const bits = std::bit_cast<std::uint64_t>(x);
    return std::bit_cast<double>(x > 0 ? bits + 1 : bits - 1);
}

/// The next double below a finite x.
[[nodiscard]] constexpr double next_below(double x) noexcept
{
    return -next_above(-x);
}

/// A twofold as the next double that is not below (or not above) it.
template <bool Up>
[[nodiscard]] constexpr double rounded_outward(detail::twofold x) noexcept
{
    auto const sum = detail::two_sum(x.hi, x.lo);
    if constexpr (Up) {
        return sum.lo > 0 ? next_above(sum.hi) : sum.hi;
    } else {
        return sum.lo < 0 ? next_below(sum.hi) : sum.hi;
    }
}

/// The sum of amounts, each not negative, rounded up or down. It is exact where a double holds it. A sum beyond the
/// largest double is infinity where it is rounded up, and the largest double where it is rounded down.
template <bool Up>
class outward_sum {
public:
    constexpr void add(double amount) noexcept
    {
        if (beyond_ || !(sum_.hi + amount <= (std::numeric_limits<double>::max)())) {
            beyond_ = true;
            return;
        }
        auto const high = detail::two_sum(sum_.hi, amount);
        auto const low = detail::two_sum(sum_.lo, high.lo);
        auto const both = detail::two_sum(high.hi, low.hi);
        auto const rest = detail::two_sum(both.lo, low.lo);
        sum_ = {both.hi, rest.hi};
        if (Up && rest.lo > 0) {
            sum_.lo = next_above(rest.hi);
        } else if (!Up && rest.lo < 0) {
            sum_.lo = next_below(rest.hi);
        }
    }

    [[nodiscard]] constexpr double value() const noexcept
    {
        if (beyond_) {
            return Up ? std::numeric_limits<double>::infinity() : (std::numeric_limits<double>::max)();
        }
        return rounded_outward<Up>(sum_);
    }

private:
    detail::twofold sum_{};
    bool beyond_ = false;
};

} // namespace equipoise::uncertainty_detail
