// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/elementary.hpp>

#include <limits>

/// Indices made of the sum of squared shares H = sum p^2.
namespace equipoise {

namespace concentration_detail {

struct hhi_rule {
    using statistic = detail::squares;
    static constexpr facts about{
        "hhi", "H", "sum p^2", "Hirschman (1945); Herfindahl (1950)", concentrating::raises, replicating::divides,
        true};

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
    static constexpr facts about{"effective_number",
                                 "N2",
                                 "1 / sum p^2",
                                 "Laakso and Taagepera (1979); Hill (1973), order 2",
                                 concentrating::lowers,
                                 replicating::multiplies,
                                 true};

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }
    [[nodiscard]] static constexpr double of(detail::totals const& sums, detail::squares const& squared)
    {
        auto const whole = sums.whole();
        // nothing but partners without number
        return squared.value().hi == 0 ? std::numeric_limits<double>::infinity() : whole * whole / squared.value();
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, detail::squares const& squared) const
    {
        return of(sums, squared);
    }
};

struct hirschman_rule {
    using statistic = detail::squares;
    static constexpr facts about{"hirschman",
                                 "C",
                                 "sqrt(sum p^2)",
                                 "Hirschman (1945), in units of 1 rather than percent",
                                 concentrating::raises,
                                 replicating::changes,
                                 true};

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
    static constexpr facts about{
        "gini_simpson",       "1 - H", "sum p (1 - p)", "Gini (1912); Simpson (1949)", concentrating::lowers,
        replicating::changes, true};

    [[nodiscard]] static constexpr interval range(double n) { return {0, detail::share_of_others(n)}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, complement_products const& products) const
    {
        auto const whole = sums.whole();
        return products.value() / (whole * whole);
    }
};

/// The indices that are functions of the squared coefficient of variation c = n H - 1 and of n: `Form` says which.
template <class Form>
struct variation_rule {
    using statistic = squared_deviations;
    static constexpr facts about = Form::about;
    out_of n = listed;

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
    static constexpr facts about{"normalized_hhi", "H*", "(H - 1/n) / (1 - 1/n)",
                                 "rescaled Herfindahl-Hirschman index, as in the literature on concentration",
                                 concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n) { return c / detail::twofold{n - 1}; }
};

struct singer_con_form {
    static constexpr facts about{"singer_con", "CON", "sqrt((H - 1/n) / (1 - 1/n))",
                                 "after Ray and Singer (1973); primary text not consulted", concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n)
    {
        return detail::square_root(detail::quotient(c, {n - 1})).value();
    }
};

struct unctad_concentration_form {
    static constexpr facts about{"unctad_concentration", "H_UNCTAD", "(sqrt H - sqrt(1/n)) / (1 - sqrt(1/n))",
                                 "after UNCTAD's concentration index; primary text not consulted",
                                 concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n)
    {
        return c * (detail::square_root(detail::twofold{n}) + 1.0) / ((detail::square_root(c + 1.0) + 1.0) * (n - 1));
    }
};

struct hoyer_form {
    static constexpr facts about{"hoyer", "S", "(sqrt n - 1 / sqrt H) / (sqrt n - 1)", "Hoyer (2004)",
                                 concentrating::raises};
    static constexpr bool needs_two = true;
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double n)
    {
        auto const root = detail::square_root(c + 1.0); // of n H
        return c * (detail::square_root(detail::twofold{n}) + n) / ((root + 1.0) * root * (n - 1));
    }
};

struct dual_hhi_form {
    static constexpr facts about{"dual_hhi",
                                 "D",
                                 "1 - 1 / (n H)",
                                 "after Chang and others (2005); primary text not consulted",
                                 concentrating::raises,
                                 replicating::keeps};
    static constexpr bool needs_two = false;
    [[nodiscard]] static constexpr interval range(double n) { return {0, detail::share_of_others(n)}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double) { return c / (c + 1.0); }
};

struct coefficient_of_variation_form {
    static constexpr facts about{
        "coefficient_of_variation", "CV", "sqrt(n H - 1)", "Pearson (1896), with the divisor n", concentrating::raises,
        replicating::keeps};
    static constexpr bool needs_two = false;
    [[nodiscard]] static constexpr interval range(double n) { return {0, detail::square_root(n - 1)}; }
    [[nodiscard]] static constexpr double of(detail::twofold c, double) { return detail::square_root(c).value(); }
};

} // namespace concentration_detail

/// Herfindahl-Hirschman index: H = sum p^2, p the share of each partner.
///
/// Takes a portfolio or a range of amounts, all in one unit, none negative; partners with nothing change nothing.
/// Range [1/n, 1], up = more concentrated; 1 = a single partner. Undefined without partners or with a total of
/// zero. Throws `invalid_amount`. One pass, also over ranges that can be read only once.
/// Source: Hirschman (1945), National Power and the Structure of Foreign Trade; Herfindahl (1950).
inline constexpr index_fn<concentration_detail::hhi_rule> hhi{};

/// Effective number of partners: 1 / H, the number of equal partners with the same concentration.
///
/// Range [1, n], down = more concentrated. Arguments, undefined cases, errors and cost as for `hhi`. `hill(2)`.
/// Source: Laakso and Taagepera (1979); Hill (1973), number of order 2; Adelman (1969), numbers equivalent.
inline constexpr index_fn<concentration_detail::effective_number_rule> effective_number{};

/// Hirschman's index of concentration: C = sqrt H. He gives it in percent, 100 sqrt H; this is a fraction of one.
///
/// Range [1/sqrt n, 1], up = more concentrated. Arguments, undefined cases, errors and cost as for `hhi`.
/// Source: after Hirschman (1945), National Power and the Structure of Foreign Trade; primary text not consulted.
inline constexpr index_fn<concentration_detail::hirschman_rule> hirschman{};

/// Gini-Simpson diversity: 1 - H = sum p (1 - p), the chance that two units of flow are with different partners.
///
/// Range [0, 1 - 1/n], down = more concentrated; full precision near 0 too. Partners with nothing change nothing.
/// Undefined without flow. Throws `invalid_amount`. Two passes. Also known as Blau's and Gibbs and Martin's index.
/// Source: Gini (1912), Variabilita e mutabilita; Simpson (1949), Measurement of diversity.
inline constexpr index_fn<concentration_detail::gini_simpson_rule> gini_simpson{};

/// Normalised Herfindahl-Hirschman index: H* = (H - 1/n) / (1 - 1/n), computed without cancellation.
///
/// n counts the listed partners, or what `positive` or `out_of{n}` says: `normalized_hhi(flows, out_of{190})`.
/// Range [0, 1], up = more concentrated. Undefined without flow and for n = 1. Throws `invalid_amount`, and
/// `invalid_parameter` for a base below the number of positive partners. Two passes.
/// Source: the field's usual rescaling; H* = CV^2 / (n - 1).
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::normalized_hhi_form>>
    normalized_hhi{};

/// Concentration of capabilities: CON = sqrt((H - 1/n) / (1 - 1/n)), the square root of `normalized_hhi`.
///
/// Base, range [0, 1], direction, undefined cases, errors and cost as for `normalized_hhi`.
/// Source: after Ray and Singer (1973), Measuring the concentration of power in the international system; primary
/// text not consulted.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::singer_con_form>> singer_con{};

/// UNCTAD's concentration index: (sqrt H - sqrt(1/n)) / (1 - sqrt(1/n)), computed without cancellation.
///
/// Base, range [0, 1], direction, undefined cases, errors and cost as for `normalized_hhi`.
/// Source: after UNCTAD, whose pages speak of a normalised Herfindahl index; primary text not consulted, and the
/// square roots rest on the literature.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::unctad_concentration_form>>
    unctad_concentration{};

/// Hoyer's sparsity: (sqrt n - 1 / sqrt H) / (sqrt n - 1), which is `unctad_concentration` over sqrt H.
///
/// Base, range [0, 1], direction, undefined cases, errors and cost as for `normalized_hhi`.
/// Source: Hoyer (2004), Non-negative matrix factorization with sparseness constraints.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::hoyer_form>> hoyer{};

/// Dual of the Herfindahl-Hirschman index: 1 - 1 / (n H), the fraction of the partners that is not effective.
///
/// Base, errors and cost as for `normalized_hhi`. Range [0, 1 - 1/n], up = more concentrated. Undefined without
/// flow; 0 for n = 1.
/// Source: after Chang and others (2005); primary text not consulted.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::dual_hhi_form>> dual_hhi{};

/// Coefficient of variation of the amounts: CV = sqrt(n H - 1), standard deviation (divisor n) over mean.
///
/// Base, errors and cost as for `normalized_hhi`. Range [0, sqrt(n - 1)], up = more concentrated. Undefined without
/// flow; 0 for n = 1. The divisor n - 1 of samples is not offered: it breaks H = (1 + CV^2) / n.
/// Source: Pearson (1896), with the population's standard deviation.
inline constexpr index_fn<concentration_detail::variation_rule<concentration_detail::coefficient_of_variation_form>>
    coefficient_of_variation{};

} // namespace equipoise
