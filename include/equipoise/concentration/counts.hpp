// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <limits>

/// Indices of counts (votes, treaties, deals) taken as a sample, corrected for its size.
///
/// They take whole numbers only: of money, the correction would depend on the currency. `bound` gives the interval of
/// `unbiased_hhi` and `miller_madow` where a part of the total is unattributed; its partners have whole numbers too.
/// Shares are n_i / N, n_i the count of a partner, N the sum of all. Counts beyond 2^53 are rounded to 53 bits.
namespace equipoise {

namespace concentration_detail {

/// sum x (x - 1)
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

    constexpr void rescale(int) noexcept {} // no integer is as large as that

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

    constexpr void rescale(int) noexcept {} // no integer is as large as that

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
};

struct unbiased_hhi_rule {
    using statistic = ordered_pairs;
    static constexpr bool counts_only = true;
    static constexpr facts about{"unbiased_hhi",
                                 "H_u",
                                 "sum n_i (n_i - 1) / (N (N - 1))",
                                 "Simpson (1949); Hall (2005)",
                                 concentrating::raises,
                                 replicating::changes,
                                 true};

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
    static constexpr facts about{"miller_madow",
                                 "H1_MM",
                                 "-sum p ln p + (m - 1) / (2 N), m the positive n_i",
                                 "Miller (1955)",
                                 concentrating::lowers,
                                 replicating::changes,
                                 true};

    [[nodiscard]] static constexpr interval range(double n)
    {
        return {0, n < 0x1p63 ? (detail::ln({n}) + detail::quotient({n - 1}, {2 * n})).value()
                              : std::numeric_limits<double>::infinity()};
    }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, entropy const& plain) const
    {
        auto const spare = detail::twofold{static_cast<double>(sums.positive) - 1};
        return (plain.value() + detail::quotient(spare, sums.whole() * 2)).value();
    }
};

struct good_turing_coverage_rule {
    using statistic = counted_more_than_once;
    static constexpr bool counts_only = true;
    static constexpr facts about{"good_turing_coverage",
                                 "C",
                                 "1 - f1 / N, f1 the number of n_i that are 1",
                                 "Good (1953)",
                                 concentrating::neither,
                                 replicating::keeps,
                                 true};

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, counted_more_than_once const& repeats) const
    {
        return repeats.value() / sums.whole();
    }
};

} // namespace concentration_detail

/// Unbiased Herfindahl-Hirschman index of counts: (N H - 1) / (N - 1) = sum n_i (n_i - 1) / (N (N - 1)).
///
/// The chance that two of the N, drawn without putting back, are the same partner's. Takes a portfolio or range of
/// whole numbers, nothing else. Range [0, 1], up = more concentrated; 0 when all are different. Undefined for N < 2.
/// Throws `invalid_amount`. One pass.
/// Source: Simpson (1949), Measurement of diversity; Hall (2005), A note on the bias in Herfindahl-type measures.
inline constexpr index_fn<concentration_detail::unbiased_hhi_rule> unbiased_hhi{};

/// Shannon entropy of counts, corrected after Miller and Madow: H1 + (m - 1) / (2 N) nats, m the positive partners.
///
/// Takes a portfolio or range of whole numbers, nothing else. Range [0, ln n + (1 - 1/n) / 2], down = more
/// concentrated; it may exceed ln n. Undefined without counts. Throws `invalid_amount`. Two passes. Source: Miller
/// (1955), Note on the bias of information estimates; primary text not consulted, values agree with R package entropy.
inline constexpr index_fn<concentration_detail::miller_madow_rule> miller_madow{};

/// Good-Turing coverage of counts: C = 1 - f1 / N, f1 the number of partners counted exactly once.
///
/// The estimated share, in all there is to count, of the partners seen; this is Good's own first-order form, without
/// the later corrections of Chao or of Zhang and Huang. Takes a portfolio or range of whole numbers, nothing else.
/// Range [0, 1]; 0 when each was counted once. Undefined without counts. Throws `invalid_amount`. One pass.
/// Source: Good (1953), The population frequencies of species; primary text not consulted.
inline constexpr index_fn<concentration_detail::good_turing_coverage_rule> good_turing_coverage{};

} // namespace equipoise
