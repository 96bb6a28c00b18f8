// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>

#include <limits>

/// How far a stated amount may be from the true one: `relative_error`, `rounded_to`.
namespace equipoise {

/// The true amount is within a fraction of the stated amount x: [x (1 - fraction), x (1 + fraction)].
///
/// `relative_error{.1}` is ten percent. The fraction is in [0, 1]; 0 leaves the amount as it is.
struct relative_error {
    double fraction = 0;

    /// The range of an amount; its ends are rounded once.
    /// @throws invalid_parameter for a fraction that is not in [0, 1]
    [[nodiscard]] constexpr interval range_of(double amount) const
    {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw invalid_parameter{"relative_error", "fraction", fraction, "between 0 and 1"};
        }
        auto const part = detail::two_product(amount, fraction);
        auto const whole = detail::twofold{amount};
        auto const high = amount + part.hi;
        auto const overflows = !(high <= (std::numeric_limits<double>::max)());
        return {(whole - part).value(), overflows ? high : (whole + part).value()};
    }
};

/// The stated amount x was rounded to a multiple of a unit: the true amount is in [x - unit / 2, x + unit / 2], and not
/// below 0.
///
/// A 12 that was printed in whole numbers is in [11.5, 12.5]. A printed 0, as in the tables of SIPRI, is in [0, .5]: a
/// partner, with an amount that is small and not known. A percentage of the CIA World Factbook is `rounded_to{1}`.
struct rounded_to {
    double unit = 1;

    /// The range of an amount; its ends are rounded once.
    /// @throws invalid_parameter for a unit that is not positive or not finite
    [[nodiscard]] constexpr interval range_of(double amount) const
    {
        if (!(unit > 0 && unit <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"rounded_to", "unit", unit, "positive and finite"};
        }
        auto const half = unit / 2;
        return {amount > half ? amount - half : 0, amount + half};
    }
};

} // namespace equipoise
