// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// A state between two powers, and the tie between these two.
///
///     structural_balance  balanced or unbalanced, by the product of the signs of the three ties
///     triangle_tension    max(0, g_ia) max(0, g_ib) max(0, -g_ab)
namespace equipoise {

/// A triad of signed ties.
enum class triad : unsigned char {
    balanced,   ///< three friends, or two friends with a common enemy: the product of the signs is positive
    unbalanced, ///< a friend of two rivals, or three rivals
    incomplete  ///< a tie is absent (zero) or unknown (NaN)
};

namespace balancing_detail {

inline constexpr auto tie_names =
    std::array<std::string_view, 3>{"tie with the first power", "tie with the second power", "tie between the powers"};

/// @throws invalid_parameter for a tie outside [-1, 1]
constexpr void check_tie(double tie, std::string_view index, std::size_t which)
{
    if (tie < -1 || tie > 1) {
        throw invalid_parameter{index, tie_names[which], tie, "in [-1, 1], or NaN where it is not known"};
    }
}

/// The bounds of a tie in [-1, 1]; an end that is NaN is not known.
/// @throws invalid_parameter for an end outside [-1, 1], and for ends in the wrong order
[[nodiscard]] constexpr interval checked_tie(interval tie, std::string_view index, std::size_t which)
{
    check_tie(tie.low, index, which);
    check_tie(tie.high, index, which);
    if (tie.low > tie.high) {
        throw invalid_parameter{index, tie_names[which], tie.low, "an interval, with the lower end first"};
    }
    return {is_undefined(tie.low) ? -1 : tie.low, is_undefined(tie.high) ? 1 : tie.high};
}

struct structural_balance_fn {
    [[nodiscard]] constexpr triad operator()(double with_a, double with_b, double between) const
    {
        return (*this)(interval{with_a, with_a}, interval{with_b, with_b}, interval{between, between});
    }

    /// Ties known within bounds, which may suffice to know their signs.
    [[nodiscard]] constexpr triad operator()(interval with_a, interval with_b, interval between) const
    {
        auto const product = sign(checked_tie(with_a, name, 0)) * sign(checked_tie(with_b, name, 1))
                             * sign(checked_tie(between, name, 2));
        return product > 0 ? triad::balanced : product < 0 ? triad::unbalanced : triad::incomplete;
    }

private:
    static constexpr std::string_view name = "structural_balance";
    [[nodiscard]] static constexpr int sign(interval tie) noexcept { return tie.low > 0 ? 1 : tie.high < 0 ? -1 : 0; }
};

struct triangle_tension_measure {
    [[nodiscard]] constexpr estimate operator()(double with_a, double with_b, double between) const
    {
        return (*this)(interval{with_a, with_a}, interval{with_b, with_b}, interval{between, between});
    }

    /// Ties known within bounds. The tension rises with the ties to the powers and falls with that between them, so
    /// that both ends are exact.
    [[nodiscard]] constexpr estimate operator()(interval with_a, interval with_b, interval between) const
    {
        auto const a = checked_tie(with_a, name, 0);
        auto const b = checked_tie(with_b, name, 1);
        auto const rivals = checked_tie(between, name, 2);
        auto const known = with_a.is_point() && with_b.is_point() && between.is_point();
        return estimate::within({tension(a.low, b.low, rivals.high), tension(a.high, b.high, rivals.low)},
                                known ? reason::defined : reason::unknown_part);
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

/// Structural balance of a state and two powers by the signs of their ties: `structural_balance(g_ia, g_ib, g_ab)`.
///
/// The ties g are in [-1, 1], as `s_score` or `cohen_kappa` give them (for instance `table.at(mongolia, china)` of an
/// `agreement_matrix`), or intervals of them. The triad is balanced when the product of the signs is positive; a
/// hedger, that is, a friend of two rivals, is in an unbalanced triad. It is incomplete when a tie is zero or not known
/// (NaN), or when the bounds of a tie leave its sign open.
/// @throws invalid_parameter for a tie outside [-1, 1], and an interval whose lower end is the larger one
/// Source: Heider (1946), Attitudes and cognitive organization; Cartwright and Harary (1956), Structural balance
/// (primary texts not consulted).
inline constexpr balancing_detail::structural_balance_fn structural_balance{};

/// Tension of standing between rivals: max(0, g_ia) max(0, g_ib) max(0, -g_ab), with ties as for `structural_balance`.
///
/// Range [0, 1]: 0 when the state has a tie to only one of the powers or the powers are no rivals, 1 for the full
/// friend of two full rivals. Undefined unless all ties are known. `triangle_tension.bound(g_ia, g_ib, g_ab)` gives the
/// exact interval, for ties that are intervals or NaN; a tie that is NaN may have any value.
/// @throws invalid_parameter as `structural_balance` does
/// Source: defined by this library, as a size for the unbalanced triad of hedging.
inline constexpr detail::estimate_fn<balancing_detail::triangle_tension_measure> triangle_tension{};

} // namespace equipoise
