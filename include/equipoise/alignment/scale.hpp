// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

/// The scale that ties are measured on, and the range of the ties that occur.
namespace equipoise {

/// The scale of ties: its two ends, or its width alone when the ends do not matter.
class tie_scale {
public:
    /// No scale.
    constexpr tie_scale() = default;

    /// @throws invalid_parameter for a width that is not finite and positive
    constexpr tie_scale(double width) : width_{width}
    {
        if (!(width > 0 && width <= limit)) {
            throw invalid_parameter{"tie_scale", "width", width, "finite and positive"};
        }
    }

    /// @throws invalid_parameter for ends that are not finite, equal, or in the wrong order
    constexpr tie_scale(double low, double high) : low_{low}, high_{high}, width_{high - low}
    {
        if (!(low >= -limit && low <= limit)) {
            throw invalid_parameter{"tie_scale", "low end", low, "finite"};
        }
        if (!(high > low && width_ <= limit)) {
            throw invalid_parameter{"tie_scale", "high end", high,
                                    "above the low end, " + detail::number_text(low) + ", and the width finite"};
        }
    }

    [[nodiscard]] constexpr bool given() const noexcept { return width_ > 0; } ///< whether there is one
    [[nodiscard]] constexpr double low() const noexcept { return low_; } ///< the lowest double where no ends are given
    [[nodiscard]] constexpr double high() const noexcept
    {
        return high_;
    } ///< the highest double where no ends are given
    [[nodiscard]] constexpr double width() const noexcept { return width_; } ///< 0 without a scale

    friend constexpr bool operator==(tie_scale const&, tie_scale const&) = default;

private:
    static constexpr double limit = (std::numeric_limits<double>::max)();
    double low_ = -limit;
    double high_ = limit;
    double width_ = 0;
};

/// The value of the tie of a state with itself.
class self_tie {
public:
    /// A value, such as the scale's highest: every state is its own closest ally.
    constexpr explicit self_tie(double value) noexcept : value_{value} {}

    /// No value: the ties of the two states with themselves are unknown, and the two are compared by all others.
    [[nodiscard]] static constexpr self_tie dropped() noexcept { return self_tie{undefined}; }

    [[nodiscard]] constexpr double value() const noexcept { return value_; } ///< NaN when dropped

private:
    double value_;
};

namespace alignment_detail {

/// The smallest and the largest of the known ties.
struct tie_range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    bool whole = true; ///< whether all ties are integers

    template <class Ties>
    constexpr void add(Ties const& ties)
    {
        for (auto const x : ties) {
            if (is_undefined(x)) {
                continue;
            }
            low = x < low ? x : low;
            high = x > high ? x : high;
            auto const exact = x > -0x1p52 && x < 0x1p52;
            whole = whole && exact && static_cast<double>(static_cast<std::int64_t>(x)) == x;
        }
    }

    /// The range of these and other ties together.
    [[nodiscard]] constexpr tie_range with(tie_range const& other) const
    {
        return {(std::min)(low, other.low), (std::max)(high, other.high), whole && other.whole};
    }

    /// The number of integers from the smallest to the largest tie; 0 if it is above 16 or a tie is no integer.
    [[nodiscard]] constexpr std::size_t categories() const
    {
        return whole && low <= high && high - low < 16 ? static_cast<std::size_t>(high - low) + 1 : 0;
    }

    /// The exponent of the power of two in whose units the squares of ties and of the width stay in the range of a
    /// double.
    [[nodiscard]] constexpr int exponent(double width) const
    {
        auto const largest = low <= high ? (std::max)({-low, high, width}) : width;
        return largest > 0x1p100 || (largest > 0 && largest < 0x1p-100) ? detail::exponent_of(largest) : 0;
    }

    /// @throws invalid_parameter when the ties do not fit the scale; place_of(tie) names one in the message
    template <class PlaceOf>
    constexpr void check(tie_scale const& scale, std::string_view index, PlaceOf place_of) const
    {
        if (!(low <= high)) {
            return;
        }
        if (low < scale.low() || high > scale.high()) {
            auto const outside = low < scale.low() ? low : high;
            throw invalid_parameter{index, place_of(outside), outside,
                                    "on the scale, in [" + detail::number_text(scale.low()) + ", "
                                        + detail::number_text(scale.high()) + "]"};
        }
        if (high - low > scale.width()) {
            throw invalid_parameter{index, "span of the ties", high - low,
                                    "no more than the width of the scale, " + detail::number_text(scale.width())};
        }
    }
};

} // namespace alignment_detail
} // namespace equipoise
