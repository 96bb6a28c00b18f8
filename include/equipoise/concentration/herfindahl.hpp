// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/elementary.hpp>

#include <limits>

/// Indices that are functions of the sum of squared shares H = sum p^2, and of the number of partners n.
///
///   hhi                       H
///   effective_number          1 / H
///   hirschman                 sqrt H
///   gini_simpson              1 - H
///   normalized_hhi            (H - 1/n) / (1 - 1/n)
///   singer_con                sqrt((H - 1/n) / (1 - 1/n))
///   unctad_concentration      (sqrt H - sqrt(1/n)) / (1 - sqrt(1/n))
///   hoyer                     (sqrt n - 1 / sqrt H) / (sqrt n - 1)
///   dual_hhi                  1 - 1 / (n H)
///   coefficient_of_variation  sqrt(n H - 1)
namespace equipoise {

namespace concentration_detail {

struct hhi_rule {
    using statistic = detail::squares;
    static constexpr facts about{.name = "hhi",
                                 .symbol = "H",
                                 .formula = "sum p^2",
                                 .source = "Hirschman (1945); Herfindahl (1950)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::divides,
                                 .ignores_zeros = true};
    static constexpr double hill_order() { return 2; }

    [[nodiscard]] static constexpr interval range(double n) { return {1 / n, 1}; }
    [[nodiscard]] static constexpr double of(detail::totals const& sums, detail::squares const& squared)
    {
        auto const whole = sums.whole();
        return squared.value() / (whole * whole);
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, detail::squares const& squared) const
    {
        return of(sums, squared);
    }
};

struct effective_number_rule {
    using statistic = detail::squares;
    static constexpr facts about{.name = "effective_number",
                                 .symbol = "N2",
                                 .formula = "1 / sum p^2",
                                 .source = "Laakso and Taagepera (1979); Hill (1973), order 2",
                                 .effect = concentrating::lowers,
                                 .copies = replicating::multiplies,
                                 .ignores_zeros = true};
    static constexpr double hill_order() { return 2; }

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }
    [[nodiscard]] static constexpr double of(detail::totals const& sums, detail::squares const& squared)
    {
        auto const whole = sums.whole();
        // no squares: infinitely many partners hold everything
        return squared.value().hi == 0 ? std::numeric_limits<double>::infinity() : whole * whole / squared.value();
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, detail::squares const& squared) const
    {
        return of(sums, squared);
    }
};

struct hirschman_rule {
    using statistic = detail::squares;
    static constexpr facts about{.name = "hirschman",
                                 .symbol = "C",
                                 .formula = "sqrt(sum p^2)",
                                 .source = "Hirschman (1945), in units of 1 rather than percent",
                                 .effect = concentrating::raises,
                                 .ignores_zeros = true};
    static constexpr double hill_order() { return 2; }

    [[nodiscard]] static constexpr interval range(double n)
    {
        return {n < 0x1p63 ? detail::square_root(detail::quotient({1}, {n})).value() : 0, 1};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, detail::squares const& squared) const
    {
        auto const whole = sums.whole();
        return detail::square_root(detail::quotient(squared.value(), whole * whole)).value();
    }
};

struct gini_simpson_rule {
    using statistic = complement_products;
    static constexpr facts about{.name = "gini_simpson",
                                 .symbol = "1 - H",
                                 .formula = "sum p (1 - p)",
                                 .source = "Gini (1912); Simpson (1949)",
                                 .effect = concentrating::lowers,
                                 .ignores_zeros = true};
    static constexpr double hill_order() { return 2; }

    [[nodiscard]] static constexpr interval range(double n) { return {0, detail::share_of_others(n)}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, complement_products const& products) const
    {
        auto const whole = sums.whole();
        return products.value() / (whole * whole);
    }
};

/// Indices that are functions of the squared coefficient of variation c = n H - 1 and of n; `Form` is the function.
template <class Form>
struct variation_rule {
    using statistic = squared_deviations;
    static constexpr facts about = Form::about;
    out_of n = listed;
    static constexpr double hill_order() { return 2; }

    [[nodiscard]] static constexpr interval range(double partners) { return Form::range(partners); }
    [[nodiscard]] constexpr squared_deviations start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name)};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, squared_deviations const& squared) const
    {
        auto const partners = static_cast<double>(n.count(sums, about.name));
        if (Form::needs_two && partners == 1) {
            return reason::single_partner;
        }
        auto const whole = sums.whole();
        return Form::of(detail::quotient(squared.value(), whole * whole * partners), partners);
    }
};

struct normalized_hhi_form {
    static constexpr facts about{.name = "normalized_hhi",
                                 .symbol = "H*",
                                 .formula = "(H - 1/n) / (1 - 1/n)",
                                 .source = "rescaled Herfindahl-Hirschman index, as in the literature on concentration",
                                 .effect = concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n) { return c / detail::twofold{n - 1}; }
};

struct singer_con_form {
    static constexpr facts about{.name = "singer_con",
                                 .symbol = "CON",
                                 .formula = "sqrt((H - 1/n) / (1 - 1/n))",
                                 .source = "after Ray and Singer (1973); primary text not consulted",
                                 .effect = concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n)
    {
        return detail::square_root(detail::quotient(c, {n - 1})).value();
    }
};

struct unctad_concentration_form {
    static constexpr facts about{.name = "unctad_concentration",
                                 .symbol = "H_UNCTAD",
                                 .formula = "(sqrt H - sqrt(1/n)) / (1 - sqrt(1/n))",
                                 .source = "after UNCTAD's concentration index; primary text not consulted",
                                 .effect = concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n)
    {
        return c * (detail::square_root(detail::twofold{n}) + 1.0) / ((detail::square_root(c + 1.0) + 1.0) * (n - 1));
    }
};

struct hoyer_form {
    static constexpr facts about{.name = "hoyer",
                                 .symbol = "S",
                                 .formula = "(sqrt n - 1 / sqrt H) / (sqrt n - 1)",
                                 .source = "Hoyer (2004)",
                                 .effect = concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n)
    {
        auto const root = detail::square_root(c + 1.0); // sqrt(n H)
        return c * (detail::square_root(detail::twofold{n}) + n) / ((root + 1.0) * root * (n - 1));
    }
};

struct dual_hhi_form {
    static constexpr facts about{.name = "dual_hhi",
                                 .symbol = "D",
                                 .formula = "1 - 1 / (n H)",
                                 .source = "after Chang and others (2005); primary text not consulted",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    static constexpr bool needs_two = false;
    [[nodiscard]] static constexpr interval range(double n) { return {0, detail::share_of_others(n)}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double) { return c / (c + 1.0); }
};

struct coefficient_of_variation_form {
    static constexpr facts about{.name = "coefficient_of_variation",
                                 .symbol = "CV",
                                 .formula = "sqrt(n H - 1)",
                                 .source = "Pearson (1896), with the divisor n",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    static constexpr bool needs_two = false;
    [[nodiscard]] static constexpr interval range(double n) { return {0, detail::square_root(n - 1)}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double) { return detail::square_root(c).value(); }
};

} // namespace concentration_detail

/// Herfindahl-Hirschman index: H = sum p^2, p the share of each partner.
///
/// Takes a portfolio or a range of amounts, which have one unit and are not negative; partners with the amount 0 do
/// not change the result. Range [1/n, 1], up = more concentrated; 1 = a single partner. Undefined without partners and
/// when the total is zero. One pass, also over ranges that can be read only once.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Hirschman (1945), National Power and the Structure of Foreign Trade; Herfindahl (1950).
inline constexpr index_fn<concentration_detail::hhi_rule> hhi{};

/// Effective number of partners: 1 / H, the number of equal partners with the same concentration.
///
/// Range [1, n], down = more concentrated. Arguments, undefined cases, errors and cost are those of `hhi`. It is
/// `hill(2)`.
/// Source: Laakso and Taagepera (1979); Hill (1973), number of order 2; Adelman (1969), numbers equivalent.
inline constexpr index_fn<concentration_detail::effective_number_rule> effective_number{};

/// Hirschman's index of concentration: C = sqrt H. Hirschman multiplies it by 100; here it is a fraction of 1.
///
/// Range [1/sqrt n, 1], up = more concentrated. Arguments, undefined cases, errors and cost are those of `hhi`.
/// Source: after Hirschman (1945), National Power and the Structure of Foreign Trade; primary text not consulted.
inline constexpr index_fn<concentration_detail::hirschman_rule> hirschman{};

/// Gini-Simpson diversity: 1 - H = sum p (1 - p), the probability that two units of flow, drawn at random, are with
/// different partners.
///
/// Range [0, 1 - 1/n], down = more concentrated; accurate near 0 too. Partners with the amount 0 do not change the
/// result. Undefined without flow. Two passes. Also known as Blau's index and as the index of Gibbs and Martin.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Gini (1912), Variabilita e mutabilita; Simpson (1949), Measurement of diversity.
inline constexpr index_fn<concentration_detail::gini_simpson_rule> gini_simpson{};

/// Normalised Herfindahl-Hirschman index: H* = (H - 1/n) / (1 - 1/n), computed without cancellation.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`:
/// `normalized_hhi(flows, out_of{190})`. Range [0, 1], up = more concentrated. Undefined without flow and for n = 1.
/// Two passes.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: the usual rescaling in the literature; H* = CV^2 / (n - 1).
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::normalized_hhi_form>>
    normalized_hhi{};

/// Concentration of capabilities: CON = sqrt((H - 1/n) / (1 - 1/n)), the square root of `normalized_hhi`.
///
/// The number n, range [0, 1], direction, undefined cases, errors and cost are those of `normalized_hhi`.
/// Source: after Ray and Singer (1973), Measuring the concentration of power in the international system; primary
/// text not consulted.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::singer_con_form>> singer_con{};

/// UNCTAD's concentration index: (sqrt H - sqrt(1/n)) / (1 - sqrt(1/n)), computed without cancellation.
///
/// The number n, range [0, 1], direction, undefined cases, errors and cost are those of `normalized_hhi`.
/// Source: after UNCTAD, whose pages call it a normalised Herfindahl index; primary text not consulted, the square
/// roots are those of the literature.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::unctad_concentration_form>>
    unctad_concentration{};

/// Hoyer's sparsity: (sqrt n - 1 / sqrt H) / (sqrt n - 1), which is `unctad_concentration` divided by sqrt H.
///
/// The number n, range [0, 1], direction, undefined cases, errors and cost are those of `normalized_hhi`.
/// Source: Hoyer (2004), Non-negative matrix factorization with sparseness constraints.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::hoyer_form>> hoyer{};

/// Dual of the Herfindahl-Hirschman index: 1 - 1 / (n H), the fraction of the partners that is not effective.
///
/// The number n, errors and cost are those of `normalized_hhi`. Range [0, 1 - 1/n], up = more concentrated. Undefined
/// without flow; 0 for n = 1.
/// Source: after Chang and others (2005); primary text not consulted.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::dual_hhi_form>> dual_hhi{};

/// Coefficient of variation of the amounts: CV = sqrt(n H - 1), the standard deviation (divisor n) over the mean.
///
/// The number n, errors and cost are those of `normalized_hhi`. Range [0, sqrt(n - 1)], up = more concentrated.
/// Undefined without flow; 0 for n = 1. The divisor n - 1, which estimates from a sample, is not offered, because
/// H = (1 + CV^2) / n would not hold.
/// Source: Pearson (1896), with the standard deviation of a population.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::coefficient_of_variation_form>>
    coefficient_of_variation{};

} // namespace equipoise
