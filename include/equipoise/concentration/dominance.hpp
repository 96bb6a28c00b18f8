// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/concentration/gini.hpp>

#include <cstddef>

/// Indices that say how far the largest partners stand above the others.
///
///   garcia_alba       sum (p^2 / H)^2
///   stenbacka         (1 - g (p_(1)^2 - p_(2)^2)) / 2
///   strong_dominance  max over r of CR_r - r/n, which equals `hoover`
namespace equipoise {

namespace concentration_detail {

/// sum x^2 and sum x^4, in a unit close to the largest amount, so that no fourth power is beyond the range of a double.
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
    static constexpr facts about{.name = "garcia_alba",
                                 .symbol = "ID",
                                 .formula = "sum (p^2 / H)^2",
                                 .source = "Garcia Alba Idunate (1994)",
                                 .effect = concentrating::neither,
                                 .copies = replicating::divides,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n) { return {1 / n, 1}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const&, fourth_powers const& sum) const
    {
        auto const squares = sum.squares();
        return sum.fourths() / (squares * squares);
    }
};

struct stenbacka_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "stenbacka",
                                 .symbol = "S^D",
                                 .formula = "(1 - g (p_(1)^2 - p_(2)^2)) / 2",
                                 .source = "Melnik, Shy and Stenbacka (2008)",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};
    double g;

    [[nodiscard]] constexpr interval range(double) const { return {(1 - g) / 2, 0.5}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        // 1 - p_1^2 = (1 - p_1) (1 + p_1), and 1 - p_1 is the share of all others, so that nothing is subtracted
        auto others = detail::running_sum{};
        for (std::size_t r = ranked.size() - 1; r > 0; --r) {
            others.add(ranked[r]);
        }
        auto const whole = sums.whole();
        auto const square = whole * whole;
        auto const rest = others.value() * (whole + ranked[0]) + detail::two_product(ranked[1], ranked[1]);
        return (square * detail::two_sum(1, -g) + rest * g) / (square * 2.0);
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

/// The rule of `hoover` under the name that it has in ecology.
struct strong_dominance_rule : hoover_rule {
    static constexpr facts about{.name = "strong_dominance",
                                 .symbol = "D_w",
                                 .formula = "max over r of CR_r - r/n",
                                 .source = "Strong (2002)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};

    [[nodiscard]] constexpr excess_over_mean start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name)};
    }
};

} // namespace concentration_detail

/// Garcia Alba's dominance index: sum (p^2 / H)^2, the Herfindahl-Hirschman index of the contributions to it.
///
/// Partners with the amount 0 do not change the result. Range [1/n, 1]; 1 = a single partner. It has no Schur
/// direction: a merger of two small partners may lower it, as intended, because it creates a rival of the leader.
/// Undefined without flow. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Garcia Alba Idunate (1994), Un enfoque para medir la concentracion industrial y la dominancia.
inline constexpr index_fn<concentration_detail::garcia_alba_rule> garcia_alba{};

/// Dominance threshold: S^D = (1 - g (p_(1)^2 - p_(2)^2)) / 2, p_(1) and p_(2) the two largest shares (p_(2) = 0 for a
/// single partner). The largest partner is dominant when its share is at least S^D.
///
/// `stenbacka(flows, g)` or `stenbacka(g)(flows)`, g in (0, 1]; g = 1 in studies that do not give it. Range
/// [(1 - g)/2, 1/2], down = the largest partner stands further above the second. Undefined without flow. The cost is
/// that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for g outside (0, 1]
/// Source: Melnik, Shy and Stenbacka (2008), Assessing Market Dominance.
inline constexpr family_fn<concentration_detail::make_stenbacka> stenbacka{};

/// Strong's dominance index: max over r of CR_r - r/n, the largest difference between the joint share of the r largest
/// partners and that of r partners with equal shares. It equals `hoover` and is computed as such.
///
/// n is the number of listed partners, or the number given by `positive` (as in ecology) or `out_of{n}`. Range
/// [0, 1 - 1/n], up = more concentrated. Undefined without flow. Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Strong (2002), Assessing Species Abundance Unevenness Within and Between Plant Communities.
inline constexpr index_fn<concentration_detail::strong_dominance_rule> strong_dominance{};

} // namespace equipoise
