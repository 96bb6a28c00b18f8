// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <limits>

/// Indices of counts (votes, treaties, deals) that are regarded as a sample and corrected for its size.
///
///   unbiased_hhi          sum n_i (n_i - 1) / (N (N - 1))
///   miller_madow          -sum p ln p + (m - 1) / (2 N), m the number of positive n_i
///   good_turing_coverage  1 - f1 / N, f1 the number of n_i that are 1
///
/// The count of a partner is n_i, the sum of all counts is N, and shares are p = n_i / N. Only types of whole numbers
/// are taken, because the correction of an amount of money would depend on the currency. Where part of the total is
/// unattributed, `bound` gives the intervals of `unbiased_hhi` and `miller_madow`, for unknown partners with whole
/// counts. Counts above 2^53 are rounded to 53 bits.
namespace equipoise {

namespace concentration_detail {

/// sum x (x - 1), the number of ordered pairs of things counted for the same partner.
class ordered_pairs {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] > 0) {
                sum_.add(detail::two_product(first[i], first[i] - 1));
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        sum_.add(detail::two_product(amount, amount - 1) * times);
    }

    constexpr void rescale(int) noexcept {} // whole numbers are never so large that they are rescaled

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
};

/// The sum of all counts other than 1.
class counted_more_than_once {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            sum_.add(first[i] == 1 ? 0 : first[i]);
        }
    }

    constexpr void rescale(int) noexcept {} // whole numbers are never so large that they are rescaled

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
};

struct unbiased_hhi_rule {
    using statistic = ordered_pairs;
    static constexpr bool counts_only = true;
    static constexpr facts about{.name = "unbiased_hhi",
                                 .symbol = "H_u",
                                 .formula = "sum n_i (n_i - 1) / (N (N - 1))",
                                 .source = "Simpson (1949); Hall (2005)",
                                 .effect = concentrating::raises,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, ordered_pairs const& pairs) const
    {
        auto const counted = sums.whole();
        if (counted.hi < 2) {
            return reason::too_few_counted;
        }
        return pairs.value() / (counted * (counted + -1.0));
    }
};

struct miller_madow_rule {
    using statistic = entropy;
    static constexpr bool counts_only = true;
    static constexpr facts about{.name = "miller_madow",
                                 .symbol = "H1_MM",
                                 .formula = "-sum p ln p + (m - 1) / (2 N), m the positive n_i",
                                 .source = "Miller (1955)",
                                 .effect = concentrating::lowers,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n)
    {
        return {0, n < 0x1p63 ? (detail::ln({n}) + detail::quotient({n - 1}, {2 * n})).value()
                              : std::numeric_limits<double>::infinity()};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, entropy const& plain) const
    {
        auto const others = detail::twofold{static_cast<double>(sums.positive) - 1};
        return (plain.value() + detail::quotient(others, sums.whole() * 2)).value();
    }
};

struct good_turing_coverage_rule {
    using statistic = counted_more_than_once;
    static constexpr bool counts_only = true;
    static constexpr facts about{.name = "good_turing_coverage",
                                 .symbol = "C",
                                 .formula = "1 - f1 / N, f1 the number of n_i that are 1",
                                 .source = "Good (1953)",
                                 .effect = concentrating::neither,
                                 .copies = replicating::keeps,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, counted_more_than_once const& repeats) const
    {
        return repeats.value() / sums.whole();
    }
};

} // namespace concentration_detail

/// Unbiased Herfindahl-Hirschman index of counts: (N H - 1) / (N - 1) = sum n_i (n_i - 1) / (N (N - 1)).
///
/// The probability that two of the N counted things, drawn without replacement, belong to the same partner. Takes a
/// portfolio or range of whole numbers. Range [0, 1], up = more concentrated; 0 when every count is 0 or 1. Undefined
/// for N < 2. One pass.
/// @throws invalid_amount for a negative count
/// Source: Simpson (1949), Measurement of diversity; Hall (2005), A note on the bias in Herfindahl-type measures.
inline constexpr index_fn<concentration_detail::unbiased_hhi_rule> unbiased_hhi{};

/// Shannon entropy of counts with the correction of Miller and Madow: H1 + (m - 1) / (2 N) nats, m the number of
/// partners with positive counts.
///
/// Takes a portfolio or range of whole numbers. Range [0, ln n + (1 - 1/n) / 2], down = more concentrated; it may
/// exceed ln n. Undefined when all counts are 0. Two passes.
/// @throws invalid_amount for a negative count
/// Source: Miller (1955), Note on the bias of information estimates; primary text not consulted, values agree with R
/// package entropy.
inline constexpr index_fn<concentration_detail::miller_madow_rule> miller_madow{};

/// Good-Turing coverage of counts: C = 1 - f1 / N, f1 the number of partners counted exactly once.
///
/// An estimate of the share that the observed partners have of the whole population from which the counts are drawn.
/// This is Good's own first-order form, without the later corrections of Chao or of Zhang and Huang. Takes a portfolio
/// or range of whole numbers. Range [0, 1]; 0 when every positive count is 1. Undefined when all counts are 0. One
/// pass.
/// @throws invalid_amount for a negative count
/// Source: Good (1953), The population frequencies of species; primary text not consulted.
inline constexpr index_fn<concentration_detail::good_turing_coverage_rule> good_turing_coverage{};

} // namespace equipoise
