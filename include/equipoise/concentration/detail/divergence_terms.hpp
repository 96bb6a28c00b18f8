// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/elementary.hpp>

#include <limits>

/// The terms of the divergence of one composition, p, from another one, r.
///
/// The divergence of order a is D_a = sum r h(p / r) with h(w) = (w^a - 1 - a (w - 1)) / (a (a - 1)), and its limits
/// for a = 0 and a = 1. No term is negative, so nothing cancels in the sum, and each term is computed without
/// cancellation.
namespace equipoise::concentration_detail {

/// The shares p and r of one partner, both multiplied by a number that is the same for all partners: a > 0 and b > 0,
/// and the logarithm of their ratio.
struct contrast {
    detail::twofold a;
    detail::twofold b;
    detail::twofold gap; ///< a - b
    detail::twofold log; ///< ln (a / b)
    detail::twofold s;   ///< (a - b) / (a + b), if the two are close
    double log_rest = 0; ///< log - 2 s, if the two are close
    bool close = false;
};

/// The contrast of a and b, whose difference is given.
[[nodiscard]] constexpr contrast contrast_between(detail::twofold a, detail::twofold b, detail::twofold gap) noexcept
{
    auto result = contrast{a, b, gap, {}, {}};
    auto const bound = 0x1p-6 * b.hi;
    if (result.gap.hi < bound && result.gap.hi > -bound) {
        result.close = true;
        result.s = detail::quotient(result.gap, a + b);
        auto const s = result.s.hi;
        auto const w = s * s;
        auto series = 1.0 / 7 + detail::rounded(w * (1.0 / 9));
        series = 1.0 / 5 + detail::rounded(w * series);
        series = 1.0 / 3 + detail::rounded(w * series);
        result.log_rest = 2 * s * w * series;
        result.log = result.s * 2.0 + result.log_rest;
    } else {
        result.log = detail::quick_ln(detail::quotient(a, b));
    }
    return result;
}

[[nodiscard]] constexpr contrast contrast_between(detail::twofold a, detail::twofold b) noexcept
{
    return contrast_between(a, b, a - b);
}

[[nodiscard]] constexpr double high_part(double x) noexcept
{
    return x;
}

[[nodiscard]] constexpr double high_part(detail::twofold x) noexcept
{
    return x.hi;
}

/// The contrast of per_x x and per_y y. The amounts x > 0 and y > 0 may be so small that quotients of their products
/// would lose digits.
template <class X, class Y>
[[nodiscard]] constexpr contrast contrast_between(X x, detail::twofold per_x, Y y, detail::twofold per_y) noexcept
{
    constexpr auto tiny = 0x1p-500;
    constexpr auto lift = 574;
    if (high_part(x) >= tiny && high_part(y) >= tiny) {
        return contrast_between(per_x * x, per_y * y);
    }
    auto const lift_x = high_part(x) < tiny ? lift : 0;
    auto const lift_y = high_part(y) < tiny ? lift : 0;
    auto result = contrast_between(per_x * detail::scaled(x, lift_x), per_y * detail::scaled(y, lift_y));
    result.close = result.close && lift_x == lift_y;
    result.log = result.log + detail::ln_2 * static_cast<double>(lift_y - lift_x);
    result.a = per_x * x;
    result.b = per_y * y;
    result.gap = result.a - result.b;
    return result;
}

/// A number that may be beyond the range of a double: value 2^exponent.
struct scaled_term {
    detail::twofold value;
    int exponent = 0;
};

/// The order a of a divergence, and a - 1, which is computed without cancellation.
struct divergence_order {
    detail::twofold order;
    detail::twofold less_one;

    [[nodiscard]] static constexpr divergence_order of(double a) noexcept { return {{a}, detail::two_sum(a, -1)}; }
    [[nodiscard]] static constexpr divergence_order one_less(double e) noexcept
    {
        return {detail::two_sum(1, -e), {-e}};
    }
};

/// The function b h(a / b) of the contrast of a and b.
class divergence_term {
public:
    constexpr explicit divergence_term(divergence_order const& of) noexcept
        : order_{of.order}, less_one_{of.less_one}, nearer_to_zero_{of.order.hi <= 0.5},
          per_other_factor_{detail::quotient({1}, nearer_to_zero_ ? -less_one_ : order_)}
    {
        constexpr auto limit = 0x1p-60; // orders closer to 0 or 1 always use the form of the limits
        auto const exceeds = [](detail::twofold x) { return x.hi > limit || x.hi < -limit; };
        if (exceeds(order_) && exceeds(less_one_)) {
            per_both_factors_ = detail::quotient({1}, order_ * less_one_);
        }
    }

    [[nodiscard]] constexpr scaled_term operator()(contrast const& c) const noexcept
    {
        auto const factor = nearer_to_zero_ ? order_ : less_one_;
        auto const z = c.log * factor;
        if (z.hi >= -0.25 && z.hi <= 0.25) {
            auto const term = nearer_to_zero_ ? of_order_zero(c) : of_order_one(c);
            if (factor.hi == 0) {
                return {term};
            }
            // h is (h_0 - a ln^2 w phi(a ln w)) / (1 - a), or (h_1 + (a - 1) w ln^2 w phi((a - 1) ln w)) / a, with
            // phi(z) = (e^z - 1 - z) / z^2
            auto const square = c.log * c.log;
            auto const rest = (square * 0.5 + square.hi * z.hi * third_tail(z.hi)) * factor;
            return {(nearer_to_zero_ ? term - c.b * rest : term + c.a * rest) * per_other_factor_};
        }
        auto const power = c.log * order_;
        if (power.hi > 300) { // multiplied by an amount of 2^400, a larger power would be beyond the range of a double
            auto const twos = static_cast<int>(power.hi * 1.4426950408889634);
            return {c.b * detail::quick_exp(power - detail::ln_2 * twos) * per_both_factors_, twos};
        }
        return {(c.b * detail::quick_exp_minus_one(power) - c.gap * order_) * per_both_factors_};
    }

    /// The value for a = 0, which is infinite for orders of 0 or less.
    [[nodiscard]] constexpr bool finite_without_a() const noexcept { return order_.hi > 0; }
    [[nodiscard]] constexpr scaled_term without_a(detail::twofold b) const noexcept
    {
        auto const lift = order_.hi < 0x1p-900 ? 600 : 0;
        return {b * detail::quotient({1}, detail::scaled(order_, lift)), lift};
    }

    /// The value for b = 0, which is infinite for orders of 1 or more.
    [[nodiscard]] constexpr bool finite_without_b() const noexcept { return less_one_.hi < 0; }
    [[nodiscard]] constexpr detail::twofold without_b(detail::twofold a) const noexcept
    {
        return a * detail::quotient({1}, -less_one_);
    }

private:
    /// b (w - 1 - ln w), w = a / b.
    [[nodiscard]] static constexpr detail::twofold of_order_zero(contrast const& c) noexcept
    {
        return c.close ? c.s * c.gap + -c.b.hi * c.log_rest : c.gap - c.b * c.log;
    }

    /// b (w ln w - (w - 1)), w = a / b.
    [[nodiscard]] static constexpr detail::twofold of_order_one(contrast const& c) noexcept
    {
        return c.close ? c.s * c.gap + c.a.hi * c.log_rest : c.a * c.log - c.gap;
    }

    /// (e^z - 1 - z - z^2/2) / z^3 for |z| <= 1/4.
    [[nodiscard]] static constexpr double third_tail(double z) noexcept
    {
        auto sum = 1.0;
        for (auto k = 13.0; k > 3; --k) {
            sum = 1 + sum * z / k;
        }
        return sum / 6;
    }

    detail::twofold order_;
    detail::twofold less_one_;
    bool nearer_to_zero_;              ///< whether the order is nearer to 0 than to 1
    detail::twofold per_other_factor_; ///< 1 / (1 - a) or 1 / a
    detail::twofold per_both_factors_; ///< 1 / (a (a - 1))
};

/// A sum of terms that are not negative and may be infinite or beyond the range of a double.
class divergence_sum {
public:
    constexpr void add(scaled_term const& term) noexcept
    {
        if (term.exponent > exponent_) {
            sum_.scale(detail::scaled(1, exponent_ - term.exponent));
            exponent_ = term.exponent;
        }
        sum_.add(term.exponent == exponent_ ? term.value : detail::scaled(term.value, term.exponent - exponent_));
    }

    constexpr void add_infinity() noexcept { infinite_ = true; }

    [[nodiscard]] constexpr bool infinite() const noexcept { return infinite_; }
    [[nodiscard]] constexpr int exponent() const noexcept { return exponent_; }
    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); } ///< in units of 2^exponent

    /// The sum divided by a number.
    [[nodiscard]] constexpr double over(detail::twofold divisor) const noexcept
    {
        constexpr auto most = 3000;
        return infinite_ || exponent_ > most ? std::numeric_limits<double>::infinity()
                                             : detail::scaled(value() / divisor, exponent_);
    }

private:
    detail::running_sum sum_;
    int exponent_ = 0;
    bool infinite_ = false;
};

} // namespace equipoise::concentration_detail
