// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

/// Indices that weigh the shares by rank: one sort serves all that are measured together.
namespace equipoise {

namespace detail {

/// The amounts in ascending order.
class ranking {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(double const* first, std::size_t count)
    {
        amounts_.insert(amounts_.end(), first, first + count);
    }

    constexpr void add(double amount, double times)
    {
        constexpr auto most = 0x1p26;
        if (times > most) {
            throw invalid_parameter{"bound", "number of hidden partners", times, "at most 2^26 for a ranked index"};
        }
        amounts_.insert(amounts_.end(), static_cast<std::size_t>(times), amount);
    }

    constexpr void rescale(int power) noexcept
    {
        for (auto& amount : amounts_) {
            amount = scaled(amount, power);
        }
    }

    constexpr void dust(double) noexcept {}
    constexpr void finish() { std::sort(amounts_.begin(), amounts_.end()); }

    [[nodiscard]] constexpr std::span<double const> ascending() const noexcept { return amounts_; }

private:
    std::vector<double> amounts_;
};

struct concentration_ratio_rule {
    using statistic = ranking;
    static constexpr facts about{"concentration_ratio", "CR_k", "sum of the k largest p",
                                 "the k-firm concentration ratio of industrial economics", concentrating::raises,
                                 replicating::changes, true};
    std::size_t k;

    [[nodiscard]] constexpr interval range(double n) const
    {
        return {static_cast<double>(k) < n ? static_cast<double>(k) / n : 1.0, 1};
    }

    [[nodiscard]] constexpr outcome operator()(totals const& sums, ranking const& ranked) const
    {
        auto const amounts = ranked.ascending();
        auto top = running_sum{};
        for (std::size_t r = 0; r < k && r < amounts.size(); ++r) {
            top.add(amounts[amounts.size() - 1 - r]);
        }
        return top.value() / sums.whole();
    }
};

struct make_concentration_ratio {
    template <std::integral K>
    [[nodiscard]] constexpr concentration_ratio_rule operator()(K k) const
    {
        if (k < 1) {
            throw invalid_parameter{"concentration_ratio", "k", static_cast<double>(k), "at least 1"};
        }
        return {static_cast<std::size_t>(k)};
    }
};

struct gini_rule {
    using statistic = ranking;
    static constexpr facts about{"gini", "G", "sum of (2r - n - 1) p_r / n, r the rank from the smallest up",
                                 "Gini (1912)", concentrating::raises, replicating::keeps};
    base n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, 1 - 1 / partners}; }

    [[nodiscard]] constexpr outcome operator()(totals const& sums, ranking const& ranked) const
    {
        // Opposite ranks in pairs: every term is a difference that is not negative, so nothing cancels.
        auto const amounts = ranked.ascending();
        auto const partners = n.count(sums, about.name);
        auto const amount = [&](std::size_t r) { // of rank r from the smallest, zeros of the base first
            auto const from_top = partners - 1 - r;
            return from_top < amounts.size() ? amounts[amounts.size() - 1 - from_top] : 0.0;
        };
        auto sum = running_sum{};
        for (std::size_t r = 0; 2 * r + 1 < partners; ++r) {
            auto const gap = amount(partners - 1 - r) - amount(r);
            sum.add(two_product(static_cast<double>(partners - 1 - 2 * r), gap));
        }
        return sum.value() / (sums.whole() * static_cast<double>(partners));
    }
};

} // namespace detail

/// Concentration ratio: CR_k, the share of the k largest partners together.
///
/// `concentration_ratio(flows, 4)` or `concentration_ratio(4)(flows)`, k >= 1; with k >= n it is 1. Range [k/n, 1],
/// up = more concentrated. Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Cost of a sort.
/// Source: the k-firm concentration ratio of industrial economics.
inline constexpr family_fn<detail::make_concentration_ratio> concentration_ratio{};

/// Gini coefficient of the shares (population form): sum of (2r - n - 1) p_r / n, r the rank from the smallest up.
///
/// n counts the listed partners, or what `positive` or `base{n}` says. Range [0, 1 - 1/n], up = more concentrated.
/// Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Cost of a sort.
/// Source: Gini (1912), Variabilita e mutabilita.
inline constexpr index_fn<detail::gini_rule> gini{};

} // namespace equipoise
