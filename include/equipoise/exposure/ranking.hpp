// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/ledger.hpp>

#include <algorithm>
#include <vector>

/// Who is exposed to a power most.
namespace equipoise {

/// A ranked exposure: whose, and how much.
template <class Key>
struct ranked_exposure {
    Key key;
    interval share{undefined, undefined};
};

namespace detail {

/// By the lower bound, then by the upper, the highest first; what is not known comes last.
[[nodiscard]] inline bool more_exposed(interval const& one, interval const& other)
{
    if (is_undefined(one.low) || is_undefined(other.low)) {
        return !is_undefined(one.low) && is_undefined(other.low);
    }
    return one.low > other.low || (one.low == other.low && one.high > other.high);
}

struct exposure_ranking_fn {
    template <class Key, class Id, class Amount, party Power>
    [[nodiscard]] std::vector<ranked_exposure<Key>> operator()(ledger<Key, Id, Amount> const& book,
                                                               Power const& power) const
    {
        auto all = std::vector<ranked_exposure<Key>>{};
        for (auto const& [key, flows] : book) {
            all.push_back({key, exposure(power).rule.bound(flows)});
        }
        std::stable_sort(all.begin(), all.end(),
                         [](auto const& one, auto const& other) { return more_exposed(one.share, other.share); });
        return all;
    }
};

} // namespace detail

/// The states of a ledger by their exposure to a power, the most exposed first: `exposure_ranking(book, china)`.
///
/// By the lower bound, then by the upper, then in the order of the keys; states of which nothing can be said come last,
/// with NaN. A ledger keyed by (period, state) ranks all periods together. The power is an identifier or a `bloc`.
/// n log n. Source: defined by this library, so that no state rises in the ranking for what is not known of it.
inline constexpr detail::exposure_ranking_fn exposure_ranking{};

} // namespace equipoise
