// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

/// Which ranks are certain where the values that are ranked are known within intervals: `ranking`, `interval_ranking`.
namespace equipoise {

/// The ranks that something can have, 1 being the highest. Both are 0 where its value is not defined.
struct rank_range {
    std::size_t best = 0;
    std::size_t worst = 0;

    /// Whether there is only one rank that it can have.
    [[nodiscard]] constexpr bool certain() const noexcept { return best == worst && best != 0; }

    friend constexpr bool operator==(rank_range const&, rank_range const&) = default;
};

/// The interval of the value of a state, or of whatever has a key.
template <identifier Key>
struct keyed_interval {
    Key key{};
    interval value{undefined, undefined};
};

/// An entry of a ranking: the interval of its value, and the ranks that it can have.
template <identifier Key>
struct ranked_interval {
    Key key{};
    interval value{undefined, undefined};
    rank_range ranks{};
};

/// Two entries of a ranking, by their positions, the order of which is certain.
struct certain_pair {
    std::size_t above = 0; ///< of the entry whose value is never the lower one
    std::size_t below = 0;
    bool tied = false; ///< both values are known, and equal

    friend constexpr bool operator==(certain_pair const&, certain_pair const&) = default;
};

namespace uncertainty_detail {

/// Whether one interval comes before another in a ranking: by the lower end, then by the upper, the highest first; what
/// is not known comes last.
[[nodiscard]] constexpr bool ranks_before(interval const& one, interval const& other) noexcept
{
    if (is_undefined(one.low) || is_undefined(other.low)) {
        return !is_undefined(one.low) && is_undefined(other.low);
    }
    return one.low > other.low || (one.low == other.low && one.high > other.high);
}

/// Whether each of two values may be the higher one.
[[nodiscard]] constexpr bool may_change_places(interval const& one, interval const& other) noexcept
{
    return one.high > other.low && other.high > one.low;
}

} // namespace uncertainty_detail

/// Values that are known within intervals, by rank: a range of `ranked_interval`, sorted by the lower end, then by the
/// upper, the highest first; of equal intervals in the order in which they were given; those that are not defined come
/// last, without a rank.
///
/// The rank of a value is 1 more than the number of values that are higher. Each value may be anywhere in its interval
/// whatever the others are. An entry can therefore have every rank from 1 plus the number of entries that are higher
/// for certain to 1 plus the number of those that may be higher; both are attained, unless an end of an interval is a
/// limit that no value attains. The order of two entries is certain where one of them is never the lower one.
template <identifier Key>
class interval_ranking {
public:
    using entry = ranked_interval<Key>;

    interval_ranking() = default;

    /// Time in n log n.
    explicit interval_ranking(std::vector<keyed_interval<Key>> values)
    {
        std::stable_sort(values.begin(), values.end(), [](auto const& one, auto const& other) {
            return uncertainty_detail::ranks_before(one.value, other.value);
        });
        auto lows = std::vector<double>{};
        auto highs = std::vector<double>{};
        for (auto const& each : values) {
            if (!is_undefined(each.value.low)) {
                lows.push_back(each.value.low);
                highs.push_back(each.value.high);
            }
        }
        std::sort(lows.begin(), lows.end());
        std::sort(highs.begin(), highs.end());
        ranked_ = lows.size();
        auto const above = [](std::vector<double> const& ends, double value) {
            return static_cast<std::size_t>(ends.end() - std::upper_bound(ends.begin(), ends.end(), value));
        };
        for (auto& each : values) {
            auto ranks = rank_range{};
            if (!is_undefined(each.value.low)) {
                auto const itself = each.value.high > each.value.low ? 1U : 0U; // among those that may be higher
                ranks = {1 + above(lows, each.value.high), 1 + above(highs, each.value.low) - itself};
            }
            entries_.push_back({std::move(each.key), each.value, ranks});
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    [[nodiscard]] std::size_t ranked() const noexcept { return ranked_; } ///< how many entries have a rank
    [[nodiscard]] entry const& operator[](std::size_t i) const& { return entries_[i]; }
    [[nodiscard]] entry operator[](std::size_t i) const&& { return entries_[i]; }
    [[nodiscard]] auto begin() const& noexcept { return entries_.begin(); }
    [[nodiscard]] auto end() const& noexcept { return entries_.end(); }
    auto begin() const&& = delete; // it would outlive the ranking
    auto end() const&& = delete;

    /// The position of a key; nothing where it is not there. Linear in the entries.
    [[nodiscard]] std::optional<std::size_t> position(Key const& key) const
    {
        auto const found =
            std::find_if(entries_.begin(), entries_.end(), [&](auto const& each) { return each.key == key; });
        return found != entries_.end() ? std::optional{static_cast<std::size_t>(found - entries_.begin())}
                                       : std::nullopt;
    }

    /// Whether the order of the entries at two positions is certain. That of an entry without a rank never is.
    [[nodiscard]] bool is_certain(std::size_t one, std::size_t other) const
    {
        return one < ranked_ && other < ranked_
               && !uncertainty_detail::may_change_places(entries_[one].value, entries_[other].value);
    }

    /// All pairs of entries whose order is certain, in the order of their positions. Quadratic in the entries, as the
    /// number of pairs is.
    [[nodiscard]] std::vector<certain_pair> certain_pairs() const
    {
        auto pairs = std::vector<certain_pair>{};
        for_each_pair([&](std::size_t above, std::size_t below) {
            if (is_certain(above, below)) {
                pairs.push_back({above, below, entries_[above].value == entries_[below].value});
            }
        });
        return pairs;
    }

    /// All pairs of entries with a rank whose order is not certain, by their positions. Quadratic.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> uncertain_pairs() const
    {
        auto pairs = std::vector<std::pair<std::size_t, std::size_t>>{};
        for_each_pair([&](std::size_t one, std::size_t other) {
            if (!is_certain(one, other)) {
                pairs.emplace_back(one, other);
            }
        });
        return pairs;
    }

private:
    template <class F>
    void for_each_pair(F const& f) const
    {
        for (std::size_t i = 0; i < ranked_; ++i) {
            for (auto j = i + 1; j < ranked_; ++j) {
                f(i, j);
            }
        }
    }

    std::vector<entry> entries_; ///< those with a rank first
    std::size_t ranked_ = 0;
};

namespace uncertainty_detail {

/// A ledger whose portfolios have an interval of an index.
template <class Ledger, class Index>
concept boundable_ledger = requires(Ledger const& ledger, Index const& index, std::size_t i) {
    { ledger.size() } -> std::convertible_to<std::size_t>;
    ledger[i].key;
    { bound_fn{}(ledger[i].flows, index) } -> std::same_as<interval>;
};

struct ranking_fn {
    template <class Ledger, class Rule>
        requires boundable_ledger<Ledger, index_fn<Rule>>
    [[nodiscard]] auto operator()(Ledger const& ledger, index_fn<Rule> const& index) const
    {
        using key = std::remove_cvref_t<decltype(ledger[0].key)>;
        auto values = std::vector<keyed_interval<key>>{};
        for (std::size_t i = 0; i < ledger.size(); ++i) {
            auto const each = ledger[i];
            values.push_back({each.key, bound_fn{}(each.flows, index)});
        }
        return interval_ranking<key>{std::move(values)};
    }

    /// For a pipe: `ledger | ranking(index)`.
    template <class Rule>
    [[nodiscard]] constexpr auto operator()(index_fn<Rule> const& index) const
    {
        return detail::piped{[=](auto const& ledger)
                                 requires boundable_ledger<std::remove_cvref_t<decltype(ledger)>, index_fn<Rule>>
                             { return ranking_fn{}(ledger, index); }};
    }

    /// Of intervals that are known already.
    template <identifier Key>
    [[nodiscard]] interval_ranking<Key> operator()(std::vector<keyed_interval<Key>> values) const
    {
        return interval_ranking<Key>{std::move(values)};
    }
};

} // namespace uncertainty_detail

/// The states of a ledger by an index, with the ranks that each can have and the pairs whose order is certain:
///
///     auto const ranks = ranking(mirror(exports, imports).exports(), hhi);
///     ranks[0].ranks.best;                 // 1
///     ranks.certain_pairs();               // which states are more concentrated than which for certain
///     ledger | ranking(hhi);               // in a pipe
///     ranking(intervals);                  // of a vector of keyed_interval
///
/// The ledger is one of ranges, or one whose totals leave something over or whose amounts are in part unknown. The
/// interval of each state is `bound(flows, index)`, and the highest value has rank 1; see `interval_ranking`.
/// `decisive_flow` tells for a pair that is not certain which flow should be looked up. The states are taken to be
/// independent of each other. Time in n log n, besides that of the intervals.
/// Source: defined here. Ranges of ranks from intervals are as in Klein, Wright and Wieczorek (2020), A joint
/// confidence region for an overall ranking of populations, without their probabilities; primary text not consulted.
inline constexpr uncertainty_detail::ranking_fn ranking{};

} // namespace equipoise
