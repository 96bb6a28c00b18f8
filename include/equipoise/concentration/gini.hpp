// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>

#include <cstddef>

/// The Gini coefficient of the shares, of a population and corrected for the number of partners.
namespace equipoise {

namespace detail {

/// sum of (2r - n - 1) x_r, r the rank from the smallest up: n^2 times the mean of x times the Gini coefficient.
/// Opposite ranks in pairs: every term is a difference that is not negative, so nothing cancels.
template <class Ranking>
[[nodiscard]] constexpr twofold rank_weighted_sum(Ranking const& ranked, std::size_t partners) noexcept
{
    constexpr std::size_t width = 64;
    double high[width];
    double low[width];
    auto sum = running_sum{};
    auto const pairs = partners / 2 < ranked.size() ? partners / 2 : ranked.size();
    for (std::size_t r = 0; r < pairs; r += width) {
        auto const count = pairs - r < width ? pairs - r : width;
        for (std::size_t i = 0; i < count; ++i) {
            auto const ranks_apart = static_cast<double>(partners - 1 - 2 * (r + i));
            auto const gap = two_sum_of_exact(ranked[r + i], -ranked[partners - 1 - r - i]);
            auto const term = unfused_product(ranks_apart, gap.hi);
            high[i] = term.hi;
            low[i] = term.lo + unfused(ranks_apart * gap.lo);
        }
        sum.add(high, count);
        sum.add(low, count);
    }
    return sum.value();
}

struct gini_rule {
    using statistic = ranking;
    static constexpr facts about{"gini",
                                 "G",
                                 "sum of (2r - n - 1) p_r / n, r the rank from the smallest up",
                                 "Gini (1912)",
                                 concentrating::raises,
                                 replicating::keeps};
    base n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, share_of_others(partners)}; }

    [[nodiscard]] constexpr outcome operator()(totals const& sums, auto const& ranked) const
    {
        auto const partners = n.count(sums, about.name);
        return rank_weighted_sum(ranked, partners) / (sums.whole() * static_cast<double>(partners));
    }
};

struct sample_gini_rule {
    using statistic = ranking;
    static constexpr facts about{"sample_gini", "G*", "G n / (n - 1)",
                                 "Gini coefficient with the correction for small n of statistical software",
                                 concentrating::raises};
    base n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    [[nodiscard]] constexpr outcome operator()(totals const& sums, auto const& ranked) const
    {
        auto const partners = n.count(sums, about.name);
        if (partners == 1) {
            return reason::single_partner;
        }
        return rank_weighted_sum(ranked, partners) / (sums.whole() * static_cast<double>(partners - 1));
    }
};

} // namespace detail

/// Gini coefficient of the shares (population form): sum of (2r - n - 1) p_r / n, r the rank from the smallest up.
///
/// n counts the listed partners, or what `positive` or `base{n}` says. Range [0, 1 - 1/n], up = more concentrated.
/// Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Cost of a sort.
/// Source: Gini (1912), Variabilita e mutabilita.
inline constexpr index_fn<detail::gini_rule> gini{};

/// Sample-corrected Gini coefficient: G n / (n - 1), which is 1 when one of n partners has everything.
///
/// n counts the listed partners, or what `positive` or `base{n}` says. Range [0, 1], up = more concentrated.
/// Undefined without flow and for n = 1. Throws `invalid_amount`, `invalid_parameter`. Cost of a sort.
/// Source: the correction that statistical software offers beside the population form, some of it by default;
/// meant for samples of n partners, which all the partners of a state are not.
inline constexpr index_fn<detail::sample_gini_rule> sample_gini{};

} // namespace equipoise
