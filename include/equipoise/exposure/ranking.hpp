// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>
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
    template <ledger_like Book, party Power>
        requires party_in<Power, decltype(std::declval<Book const&>()[0].flows)>
    [[nodiscard]] auto operator()(Book const& book, Power const& power) const
    {
        auto all = std::vector<ranked_exposure<std::remove_cvref_t<decltype(book[0].key)>>>{};
        auto const index = exposure(power);
        for (std::size_t i = 0; i < book.size(); ++i) {
            auto const entry = book[i];
            all.push_back({entry.key, index.rule.bound(entry.flows)});
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
/// with NaN. A ledger keyed by (period, state) ranks all periods together, and `products_of` a state its products. The
/// power is an identifier or a `bloc`.
/// n log n. Source: defined by this library, so that no state rises in the ranking for what is not known of it.
inline constexpr detail::exposure_ranking_fn exposure_ranking{};

} // namespace equipoise
