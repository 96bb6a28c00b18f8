// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <limits>

/// How concentrated amounts are, from their total and one other sum.
namespace equipoise::uncertainty_detail {

/// Concentration of order q > 0: the sums that it takes, and how it changes along a line of them.
///
/// With the total X and a sum Q of convex terms of the amounts, concentration rises with Q at any X:
///
///     q = 2            Q = sum x^2,                     Q / X^2
///     q > 33/32        Q = sum x^q,                     (ln Q - q ln X) / (q - 1)
///     0 < q < 33/32    Q = sum (x^q - x) / (q - 1),     ln(1 + (q - 1) Q / X) / (q - 1) - ln X
///     q = 1            Q = sum x ln x,                  Q / X - ln X
///
/// The last three are -ln of the Hill number of order q. The third form is that of q = 1 in the limit, and keeps its
/// digits near q = 1; for larger orders it would lose those of amounts far below 1.
class hill_form {
public:
    constexpr explicit hill_form(double order) noexcept : q_{order}, less_{detail::two_sum(order, -1)} {}

    [[nodiscard]] constexpr double order() const noexcept { return q_; }
    /// Whether the terms are those of the third form.
    [[nodiscard]] constexpr bool deformed() const noexcept { return q_ < 0x1.08p0; }

    /// The term of an amount.
    [[nodiscard]] constexpr detail::twofold term(double x) const noexcept
    {
        if (x == 0) {
            return {};
        }
        if (q_ == 2) {
            return detail::two_product(x, x);
        }
        auto const log = detail::ln({x});
        if (!deformed()) {
            return detail::exp(log * q_);
        }
        return q_ == 1 ? log * x : deformed_ln(log) * x;
    }

    /// The concentration of amounts, the largest possible one of which is about 1.
    [[nodiscard]] constexpr double value(detail::twofold x, detail::twofold q) const noexcept
    {
        // where powers are too small for a double, some amount may have nearly everything, which is found elsewhere
        if (x.hi <= 0 || (!deformed() && q.hi < 0x1p-900)) {
            return -std::numeric_limits<double>::infinity();
        }
        if (q_ == 2) {
            return detail::quotient(q, x) / x;
        }
        if (!deformed()) {
            return (detail::ln(q) - detail::ln(x) * q_) / less_;
        }
        return (exponent_of_level(x, q) - detail::ln(x)).value();
    }

    /// Positive where concentration rises when X rises and Q with it, by `slope` for each unit of X.
    [[nodiscard]] constexpr detail::twofold rise(detail::twofold slope, detail::twofold x,
                                                 detail::twofold q) const noexcept
    {
        return deformed() ? slope * x - x - q * q_ : slope * x - q * q_;
    }

    /// By how much X has to rise until concentration is at its peak.
    [[nodiscard]] constexpr double step(detail::twofold slope, detail::twofold x, detail::twofold q) const noexcept
    {
        auto const weight = deformed() ? slope * less_ + 1.0 : slope * less_;
        return rise(slope, x, q) / weight;
    }

    /// The amount of further partners with which fixed amounts, of total x and sum q, are the least concentrated.
    [[nodiscard]] constexpr double level(detail::twofold x, detail::twofold q) const noexcept
    {
        if (q_ == 2) {
            return q / x;
        }
        if (!deformed()) {
            return q.hi <= 0 ? 0 : detail::exp(detail::quotient(detail::ln(q) - detail::ln(x), less_)).value();
        }
        return detail::exp(exponent_of_level(x, q)).value();
    }

    /// Whether one concentration is above another by more than a part `tolerance` of the Hill number.
    [[nodiscard]] constexpr bool exceeds(double one, double other, double tolerance) const noexcept
    {
        return q_ == 2 ? one > other * (1 + tolerance) : one > other + tolerance;
    }

private:
    /// (x^(q - 1) - 1) / (q - 1), given ln x
    [[nodiscard]] constexpr detail::twofold deformed_ln(detail::twofold log) const noexcept
    {
        return detail::quotient(detail::exp_minus_one(log * less_), less_);
    }

    /// ln(1 + (q - 1) Q / X) / (q - 1)
    [[nodiscard]] constexpr detail::twofold exponent_of_level(detail::twofold x, detail::twofold q) const noexcept
    {
        auto const mean = detail::quotient(q, x);
        return q_ == 1 ? mean : detail::quotient(detail::ln_one_plus(mean * less_), less_);
    }

    double q_;
    detail::twofold less_; ///< q - 1
};

} // namespace equipoise::uncertainty_detail
