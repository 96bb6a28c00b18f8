// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/comparison.hpp>
#include <equipoise/alignment/profiles.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/elementary.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

/// How alike two profiles order their targets.
///
///     tau_b  (P - Q) / sqrt((N0 - N1) (N0 - N2)), from counts of pairs of targets
namespace equipoise {

/// Kendall's tau-b, and the counts of pairs of targets that it is computed from.
struct rank_agreement : agreement_value {
    std::uint64_t concordant = 0;  ///< ordered the same way by both profiles
    std::uint64_t discordant = 0;  ///< ordered one way by the one profile and the other way by the other
    std::uint64_t tied_first = 0;  ///< with the same tie in the first profile
    std::uint64_t tied_second = 0; ///< with the same tie in the second profile
};

namespace alignment_detail {

[[nodiscard]] constexpr std::uint64_t pairs_among(std::uint64_t n) noexcept
{
    return n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n; // 0 for n = 0
}

/// The number exactly, as the sum of two doubles.
[[nodiscard]] constexpr detail::twofold twofold_of(std::uint64_t n) noexcept
{
    constexpr auto low_bits = std::uint64_t{0xffffffff};
    return detail::two_sum(static_cast<double>(n & ~low_bits), static_cast<double>(n & low_bits));
}

/// The number of pairs within groups of equal elements, in a sorted sequence; same(i, j) compares two neighbours.
template <class Same>
[[nodiscard]] constexpr std::uint64_t tied_pairs(std::size_t count, Same same)
{
    std::uint64_t pairs = 0;
    std::uint64_t group = 1;
    for (std::size_t i = 1; i < count; ++i) {
        if (same(i - 1, i)) {
            ++group;
        } else {
            pairs += pairs_among(group);
            group = 1;
        }
    }
    return count == 0 ? 0 : pairs + pairs_among(group);
}

/// Sorts by merging, and returns the number of pairs that were in the wrong order.
[[nodiscard]] EQUIPOISE_CONSTEXPR std::uint64_t sort_counting(std::vector<double>& ties)
{
    std::uint64_t swaps = 0;
    auto merged = ties;
    for (std::size_t width = 1; width < ties.size(); width *= 2) {
        for (std::size_t begin = 0; begin < ties.size(); begin += 2 * width) {
            auto const middle = (std::min)(begin + width, ties.size());
            auto const end = (std::min)(begin + 2 * width, ties.size());
            auto left = begin;
            auto right = middle;
            for (auto to = begin; to < end; ++to) {
                if (left < middle && (right == end || ties[left] <= ties[right])) {
                    merged[to] = ties[left++];
                } else {
                    swaps += middle - left;
                    merged[to] = ties[right++];
                }
            }
        }
        ties.swap(merged);
    }
    return swaps;
}

[[nodiscard]] EQUIPOISE_CONSTEXPR rank_agreement rank_agreement_of(profile_pair const& ties)
{
    auto const& [first, other] = ties;
    auto known = std::vector<std::pair<double, double>>{};
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (!is_undefined(first[i]) && !is_undefined(other[i])) {
            known.emplace_back(first[i], other[i]);
        }
    }
    std::sort(known.begin(), known.end());
    auto result = rank_agreement{};
    result.joint = known.size();
    result.tied_first = tied_pairs(known.size(), [&](auto i, auto j) { return known[i].first == known[j].first; });
    auto const tied_both = tied_pairs(known.size(), [&](auto i, auto j) { return known[i] == known[j]; });
    auto second = std::vector<double>{};
    for (auto const& [a, b] : known) {
        second.push_back(b);
    }
    result.discordant = sort_counting(second);
    result.tied_second = tied_pairs(second.size(), [&](auto i, auto j) { return second[i] == second[j]; });
    auto const all = pairs_among(known.size());
    // in this order no difference is negative
    result.concordant = all - result.tied_first - (result.tied_second - tied_both) - result.discordant;
    auto const distinct = twofold_of(all - result.tied_first) * twofold_of(all - result.tied_second);
    if (known.empty()) {
        result.why = reason::nothing_in_common;
    } else if (distinct.hi == 0) {
        result.why = reason::constant;
    } else {
        auto const value =
            (twofold_of(result.concordant) - twofold_of(result.discordant)) / detail::square_root(distinct);
        static_cast<estimate&>(result) = estimate::of((std::clamp)(value, -1.0, 1.0));
    }
    return result;
}

struct tau_b_fn {
    static constexpr facts about{.name = "tau_b",
                                 .symbol = "tau_b",
                                 .formula = "(P - Q) / sqrt((N0 - N1) (N0 - N2))",
                                 .source = "Kendall (1945)"};

    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr rank_agreement result(A&& a, B&& b) const
    {
        return rank_agreement_of(ties_of_both(a, b, about.name));
    }

    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr double operator()(A&& a, B&& b) const
    {
        return result(a, b).value;
    }

    /// Why tau-b is undefined, in words; empty when it is defined.
    template <class A, class B>
        requires comparable_profiles<A, B>
    [[nodiscard]] constexpr std::string_view why_undefined(A&& a, B&& b) const
    {
        return words(result(a, b).why);
    }
};

} // namespace alignment_detail

/// Kendall's tau-b: (P - Q) / sqrt((N0 - N1) (N0 - N2)), where P and Q are the numbers of pairs of targets that both
/// profiles order alike and oppositely, N0 that of all pairs, N1 and N2 those of the pairs with the same tie in the
/// first and in the second profile.
///
/// `tau_b(a, b)`; `tau_b.result(a, b)` also has the counts, which are exact. Profiles as for `agreement`. Range
/// [-1, 1]; 1 = the same order, which does not mean the same ties: a state allied with all others and one allied with
/// half of them may score 1. Undefined when no target is known of both, and when a profile is constant over the targets
/// known of both. O(K log K) for K targets.
/// @throws invalid_parameter for profiles of different length and an infinite tie
/// Source: Kendall (1945), The treatment of ties in ranking problems; algorithm of Knight (1966).
inline constexpr alignment_detail::tau_b_fn tau_b{};

} // namespace equipoise
