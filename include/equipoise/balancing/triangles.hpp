// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// A state between two powers and the tie between these.
namespace equipoise {

/// A triad of signed ties.
enum class triad : unsigned char {
    balanced,   ///< all friends, or two friends against one: the product of the signs is positive
    unbalanced, ///< a friend of two rivals, or three rivals
    incomplete  ///< a tie is absent (zero) or unknown (NaN)
};

namespace balancing_detail {

inline constexpr auto tie_names =
    std::array<std::string_view, 3>{"tie with the first power", "tie with the second power", "tie between the powers"};

/// @throws invalid_parameter for a tie outside [-1, 1]
constexpr void check_tie(double tie, std::string_view name, std::size_t which)
{
    if (tie < -1 || tie > 1) {
        throw invalid_parameter{name, tie_names[which], tie, "in [-1, 1], or NaN where it is not known"};
    }
}

/// A tie within bounds; one of which nothing is known may be any.
[[nodiscard]] constexpr interval tie_within(interval tie, std::string_view name, std::size_t which)
{
    check_tie(tie.low, name, which);
    check_tie(tie.high, name, which);
    if (tie.low > tie.high) {
        throw invalid_parameter{name, tie_names[which], tie.low, "an interval, with the lower end first"};
    }
    return {is_undefined(tie.low) ? -1 : tie.low, is_undefined(tie.high) ? 1 : tie.high};
}

struct structural_balance_fn {
    [[nodiscard]] constexpr triad operator()(double with_a, double with_b, double between) const
    {
        return (*this)(interval{with_a, with_a}, interval{with_b, with_b}, interval{between, between});
    }

    /// Ties known within bounds: their signs may be known all the same.
    [[nodiscard]] constexpr triad operator()(interval with_a, interval with_b, interval between) const
    {
        auto const product =
            sign(tie_within(with_a, name, 0)) * sign(tie_within(with_b, name, 1)) * sign(tie_within(between, name, 2));
        return product > 0 ? triad::balanced : product < 0 ? triad::unbalanced : triad::incomplete;
    }

private:
    static constexpr std::string_view name = "structural_balance";
    [[nodiscard]] static constexpr int sign(interval tie) noexcept { return tie.low > 0 ? 1 : tie.high < 0 ? -1 : 0; }
};

struct triangle_tension_fn {
    [[nodiscard]] constexpr outcome result(double with_a, double with_b, double between) const
    {
        check_tie(with_a, name, 0);
        check_tie(with_b, name, 1);
        check_tie(between, name, 2);
        if (is_undefined(with_a) || is_undefined(with_b) || is_undefined(between)) {
            return reason::unknown_part;
        }
        return tension(with_a, with_b, between);
    }

    [[nodiscard]] constexpr double operator()(double with_a, double with_b, double between) const
    {
        return result(with_a, with_b, between).value;
    }

    /// Ties known within bounds, or not at all: (NaN, NaN) is any tie.
    [[nodiscard]] constexpr interval operator()(interval with_a, interval with_b, interval between) const
    {
        auto const a = tie_within(with_a, name, 0);
        auto const b = tie_within(with_b, name, 1);
        auto const rivals = tie_within(between, name, 2);
        return {tension(a.low, b.low, rivals.high), tension(a.high, b.high, rivals.low)};
    }

    /// Ties of which NaN is any.
    [[nodiscard]] static constexpr interval bound(double with_a, double with_b, double between)
    {
        return triangle_tension_fn{}(interval{with_a, with_a}, interval{with_b, with_b}, interval{between, between});
    }

private:
    static constexpr std::string_view name = "triangle_tension";

    [[nodiscard]] static constexpr double tension(double with_a, double with_b, double between) noexcept
    {
        return positive_part(with_a) * positive_part(with_b) * positive_part(-between);
    }

    [[nodiscard]] static constexpr double positive_part(double x) noexcept { return x > 0 ? x : 0; }
};

} // namespace balancing_detail

/// Structural balance of a state and two powers by the signs of their ties: `structural_balance(g_ia, g_ib, g_ab)`,
/// ties g in [-1, 1] as `s_score` or `cohen_kappa` give them, such as `table.at(mongolia, china)` of an
/// `agreement_matrix`, or intervals of them.
///
/// Balanced when the product of the signs is positive; a hedger, friend of two rivals, is in an unbalanced triad.
/// Incomplete when a tie is zero, not known (NaN), or of a sign that its bounds leave open. Throws `invalid_parameter`
/// for a tie outside [-1, 1]. Source: Heider (1946), Attitudes and cognitive organization; Cartwright and Harary
/// (1956), Structural balance (primary texts not consulted).
inline constexpr balancing_detail::structural_balance_fn structural_balance{};

/// Tension of standing between rivals: max(0, g_ia) max(0, g_ib) max(0, -g_ab), ties as for `structural_balance`.
///
/// Range [0, 1]: 0 with a tie to one power only, or powers that are no rivals; 1 = the full friend of two full
/// rivals. Undefined where a tie is not known (NaN); `bound(triangle_tension, g_ia, g_ib, g_ab)` takes such a tie for
/// any, and ties that are intervals give an interval: both are exact. Throws as `structural_balance`. Source: defined
/// by this library, to give the unbalanced triad of hedging a size.
inline constexpr balancing_detail::triangle_tension_fn triangle_tension{};

} // namespace equipoise
