// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace equipoise {

/// A value known only within bounds: low <= value <= high. Both are NaN when nothing is known.
struct interval {
    double low = 0;
    double high = 0;

    [[nodiscard]] constexpr double width() const noexcept { return high - low; }
    [[nodiscard]] constexpr bool contains(double value) const noexcept { return low <= value && value <= high; }
    [[nodiscard]] constexpr bool is_point() const noexcept { return low == high; }

    friend constexpr bool operator==(interval const&, interval const&) = default;
};

} // namespace equipoise
