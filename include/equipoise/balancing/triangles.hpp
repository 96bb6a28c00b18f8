// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <algorithm>
#include <string_view>

/// A state between two powers and the tie between these.
namespace equipoise {

/// A triad of signed ties.
enum class triad : unsigned char {
    balanced,   ///< all friends, or two friends against one: the product of the signs is positive
    unbalanced, ///< a friend of two rivals, or three rivals
    incomplete  ///< a tie is absent (zero) or unknown (NaN)
};

namespace detail {

[[nodiscard]] inline double checked_tie(double tie, std::string_view name, std::string_view which)
{
    if (tie < -1 || tie > 1) {
        throw invalid_parameter{name, which, tie, "in [-1, 1]"};
    }
    return tie;
}

struct structural_balance_fn {
    [[nodiscard]] constexpr triad operator()(double with_a, double with_b, double between) const
    {
        auto const product = sign(with_a) * sign(with_b) * sign(between);
        return product > 0 ? triad::balanced : product < 0 ? triad::unbalanced : triad::incomplete;
    }

private:
    [[nodiscard]] static constexpr int sign(double tie) noexcept { return tie > 0 ? 1 : tie < 0 ? -1 : 0; }
};

struct triangle_tension_fn {
    [[nodiscard]] double operator()(double with_a, double with_b, double between) const
    {
        return tension(checked_tie(with_a, "triangle_tension", "tie with the first power"),
                       checked_tie(with_b, "triangle_tension", "tie with the second power"),
                       checked_tie(between, "triangle_tension", "tie between the powers"));
    }

    /// Ties known within bounds; an unknown one lies in [-1, 1].
    [[nodiscard]] interval operator()(interval with_a, interval with_b, interval between) const
    {
        return {(*this)(with_a.low, with_b.low, between.high), (*this)(with_a.high, with_b.high, between.low)};
    }

private:
    [[nodiscard]] static constexpr double tension(double with_a, double with_b, double between) noexcept
    {
        if (is_undefined(with_a) || is_undefined(with_b) || is_undefined(between)) {
            return undefined;
        }
        return positive_part(with_a) * positive_part(with_b) * positive_part(-between);
    }

    [[nodiscard]] static constexpr double positive_part(double x) noexcept { return x > 0 ? x : 0; }
};

} // namespace detail

/// Structural balance of a state and two powers by the signs of their ties: `structural_balance(g_ia, g_ib, g_ab)`.
/// A hedger, friend of two rivals, is in an unbalanced triad. Source: Heider (1946); Cartwright and Harary (1956),
/// Structural balance (primary texts not consulted).
inline constexpr detail::structural_balance_fn structural_balance{};

/// Tension of standing between rivals: max(0, g_ia) max(0, g_ib) max(0, -g_ab), ties g in [-1, 1] as `s_score` or
/// `cohen_kappa` give them.
///
/// Range [0, 1]: 0 with a tie to one power only, or powers that are no rivals; 1 = the full friend of two full
/// rivals. NaN where a tie is; of intervals an interval. Throws `invalid_parameter` for a tie outside [-1, 1].
/// Source: defined by this library, to give the unbalanced triad of hedging a size.
inline constexpr detail::triangle_tension_fn triangle_tension{};

} // namespace equipoise
