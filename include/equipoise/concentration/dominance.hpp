// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/concentration/gini.hpp>

#include <cstddef>

/// Indices of how far one partner, or a few, stand above the others.
namespace equipoise {

namespace concentration_detail {

/// sum x^2 and sum x^4 in units of the largest amount, whose fourth power a double can hold
class fourth_powers {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit fourth_powers(detail::totals const& sums) noexcept
        : power_{sums.largest > 0 ? -detail::exponent_of(sums.largest) : 0}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            add(first[i], 1);
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        auto const x = detail::scaled(amount, power_);
        auto const square = detail::two_product(x, x);
        squares_.add(square * times);
        fourths_.add(square * square * times);
    }

    constexpr void add_infinitesimals(double) noexcept {}

    [[nodiscard]] constexpr detail::twofold squares() const noexcept { return squares_.value(); }
    [[nodiscard]] constexpr detail::twofold fourths() const noexcept { return fourths_.value(); }

private:
    detail::running_sum squares_;
    detail::running_sum fourths_;
    int power_;
};

struct garcia_alba_rule {
    using statistic = fourth_powers;
    static constexpr facts about{
        "garcia_alba",        "ID", "sum (p^2 / H)^2", "Garcia Alba Idunate (1994)", concentrating::neither,
        replicating::divides, true};

    [[nodiscard]] static constexpr interval range(double n) { return {1 / n, 1}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const&, fourth_powers const& sum) const
    {
        auto const squares = sum.squares();
        return sum.fourths() / (squares * squares);
    }
};

struct stenbacka_rule {
    using statistic = ranking;
    static constexpr facts about{"stenbacka",
                                 "S^D",
                                 "(1 - g (p_(1)^2 - p_(2)^2)) / 2",
                                 "Melnik, Shy and Stenbacka (2008)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    double g;

    [[nodiscard]] constexpr interval range(double) const { return {(1 - g) / 2, 0.5}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        // 1 - p_1^2 is (1 - p_1) (1 + p_1), where 1 - p_1 is what all others have: nothing is subtracted
        auto others = detail::running_sum{};
        for (std::size_t r = ranked.size() - 1; r > 0; --r) {
            others.add(ranked[r]);
        }
        auto const whole = sums.whole();
        auto const square = whole * whole;
        auto const behind = others.value() * (whole + ranked[0]) + detail::two_product(ranked[1], ranked[1]);
        return (square * detail::two_sum(1, -g) + behind * g) / (square * 2.0);
    }
};

struct make_stenbacka {
    [[nodiscard]] constexpr stenbacka_rule operator()(double g) const
    {
        if (!(g > 0 && g <= 1)) {
            throw invalid_parameter{"stenbacka", "g", g, "in (0, 1]"};
        }
        return {g};
    }
};

/// Hoover's rule under the name that ecology gives it.
struct strong_dominance_rule : hoover_rule {
    static constexpr facts about{"strong_dominance",         "D_w",
                                 "max over r of CR_r - r/n", "Strong (2002)",
                                 concentrating::raises,      replicating::keeps};

    [[nodiscard]] constexpr excess_over_mean start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name)};
    }
};

} // namespace concentration_detail

/// Garcia Alba's dominance index: sum (p^2 / H)^2, the Herfindahl-Hirschman index of the contributions to it.
///
/// Partners with nothing change nothing. Range [1/n, 1]; 1 = a single partner. No Schur direction: it may fall when
/// two small partners merge, as it is meant to, since their merger makes a rival of the leader. Undefined without
/// flow. Throws `invalid_amount`. Two passes.
/// Source: Garcia Alba Idunate (1994), Un enfoque para medir la concentracion industrial y la dominancia.
inline constexpr index_fn<concentration_detail::garcia_alba_rule> garcia_alba{};

/// Dominance threshold: S^D = (1 - g (p_(1)^2 - p_(2)^2)) / 2, p_(1) and p_(2) the two largest shares (p_(2) = 0 for a
/// single partner). The largest partner is dominant when its share is at least S^D.
///
/// `stenbacka(flows, g)` or `stenbacka(g)(flows)`, g in (0, 1]; g = 1 in the studies that do not say. Range [(1 - g)/2,
/// 1/2], down = the leader stands further above the second. Undefined without flow. Throws `invalid_amount`,
/// `invalid_parameter`. Cost of a sort.
/// Source: Melnik, Shy and Stenbacka (2008), Assessing Market Dominance.
inline constexpr family_fn<concentration_detail::make_stenbacka> stenbacka{};

/// Strong's dominance index: max over r of CR_r - r/n, the widest gap between the shares and equal ones when the
/// largest come first. It is `hoover` by another road, and computed as that.
///
/// n counts the listed partners, or what `positive` (as ecologists do) or `out_of{n}` says. Range [0, 1 - 1/n], up =
/// more concentrated. Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Two passes.
/// Source: Strong (2002), Assessing Species Abundance Unevenness Within and Between Plant Communities.
inline constexpr index_fn<concentration_detail::strong_dominance_rule> strong_dominance{};

} // namespace equipoise
