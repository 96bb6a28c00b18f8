// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>
#include <equipoise/uncertainty/ranking.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

/// Which flow to look up, where the order of two states is not certain: `decisive_flow`.
namespace equipoise {

/// The flow whose amount, if it were known, would bring the order of two states nearest to certainty.
template <identifier Key, identifier Id>
struct decisive {
    Key key{};                   ///< of the state whose flow it is
    std::optional<Id> partner{}; ///< empty for what partners that are not listed have
    interval amounts{};          ///< what is known of it
    double overlap = 0;          ///< of the two intervals as they are
    double remaining = 0;        ///< the mean of the overlaps that remain
};

namespace uncertainty_detail {

/// How far the order of two values is from certain: the least that one interval has to move until they no longer
/// overlap; 0 where it is certain.
[[nodiscard]] constexpr double overlap_of(interval const& one, interval const& other) noexcept
{
    if (!may_change_places(one, other)) {
        return 0; // also where one of them is not defined
    }
    auto const up = one.high - other.low;
    auto const down = other.high - one.low;
    return up < down ? up : down;
}

/// One state, with an index that is bounded again with single flows fixed.
template <class Id, class Index>
class resolvable {
public:
    resolvable(interval_portfolio_view<Id> const& flows, Index const& index)
        : index_{index}, rows_(flows.begin(), flows.end()), known_{flows.declared()}, value_{bound_fn{}(flows, index)}
    {
    }

    [[nodiscard]] interval value() const noexcept { return value_; }
    /// The number of flows, among which what partners that are not listed have is the last.
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size() + 1; }
    [[nodiscard]] std::optional<Id> partner(std::size_t i) const
    {
        return i < rows_.size() ? std::optional{rows_[i].id} : std::nullopt;
    }

    /// What a flow may be, as far as a total allows.
    [[nodiscard]] interval amounts(std::size_t i) const
    {
        auto result = i < rows_.size() ? interval{rows_[i].low, rows_[i].high} : known_.unlisted;
        if (known_.total) {
            auto const others = sum_of_others(i);
            result.low = (std::max)(result.low, (std::min)(result.high, known_.total->low - others.high));
            result.high = (std::min)(result.high, (std::max)(result.low, known_.total->high - others.low));
        }
        return result;
    }

    /// The least, a middle and the greatest amount of a flow. Without a limit, the middle one is as much as all others
    /// have, and the greatest one is 2^60 times that.
    [[nodiscard]] std::array<double, 3> points(std::size_t i) const
    {
        auto const range = amounts(i);
        if (range.high <= (std::numeric_limits<double>::max)()) {
            return {range.low, range.low / 2 + range.high / 2, range.high};
        }
        auto const others = sum_of_others(i);
        auto const middle = others.high <= 0x1p900 ? others.low / 2 + others.high / 2 : others.low;
        auto const size = (std::max)(range.low, middle > 0 && middle <= 0x1p900 ? middle : 1.0);
        return {range.low, size, size * 0x1p60};
    }

    /// The interval of the index if a flow had this amount.
    [[nodiscard]] interval value_with(std::size_t i, double amount) const
    {
        auto rows = rows_;
        auto known = known_;
        if (i < rows.size()) {
            rows[i].low = rows[i].high = amount;
        } else {
            known.unlisted = {amount, amount};
        }
        return bound_fn{}(interval_portfolio<Id>{rows, known}, index_);
    }

private:
    [[nodiscard]] interval sum_of_others(std::size_t i) const
    {
        auto sum = i < rows_.size() ? known_.unlisted : interval{0, 0};
        for (std::size_t j = 0; j < rows_.size(); ++j) {
            sum.low += j != i ? rows_[j].low : 0;
            sum.high += j != i ? rows_[j].high : 0;
        }
        return sum;
    }

    Index index_;
    std::vector<partner_range<Id>> rows_;
    declared_range known_;
    interval value_;
};

struct decisive_flow_fn {
    template <identifier Key, identifier Id, class Rule>
    [[nodiscard]] std::optional<decisive<Key, Id>> operator()(interval_ledger<Key, Id> const& ledger,
                                                              index_fn<Rule> const& index, Key const& one,
                                                              Key const& other) const
    {
        using state = resolvable<Id, index_fn<Rule>>;
        auto const first = state{ledger.at(one), index};
        auto const second = state{ledger.at(other), index};
        auto const overlap = overlap_of(first.value(), second.value());
        if (overlap == 0) {
            return std::nullopt;
        }
        auto best = std::optional<decisive<Key, Id>>{};
        auto const try_all = [&](Key const& key, state const& of, state const& against) {
            for (std::size_t i = 0; i < of.size(); ++i) {
                auto const amounts = of.amounts(i);
                if (!(amounts.low < amounts.high)) {
                    continue;
                }
                auto remaining = 0.0;
                for (auto const amount : of.points(i)) {
                    remaining += overlap_of(of.value_with(i, amount), against.value()) / 3;
                }
                if (!best || remaining < best->remaining) {
                    best = decisive<Key, Id>{key, of.partner(i), amounts, overlap, remaining};
                }
            }
        };
        try_all(one, first, second);
        try_all(other, second, first);
        return best;
    }

    /// Of a ledger of points with unknown amounts or residuals.
    template <identifier Key, identifier Id, amount Amount, class Rule>
    [[nodiscard]] std::optional<decisive<Key, Id>> operator()(ledger<Key, Id, Amount> const& points,
                                                              index_fn<Rule> const& index, Key const& one,
                                                              Key const& other) const
    {
        return (*this)(interval_ledger<Key, Id>{points}, index, one, other);
    }
};

} // namespace uncertainty_detail

/// The one flow to look up, where the order of two states is not certain: `decisive_flow(ledger, index, one, other)`.
/// Nothing where it is certain, where the index of one of them is not defined, and where no flow has a range.
///
/// The overlap of two intervals is the least that one of them has to move until they no longer overlap: min(high_1 -
/// low_2, high_2 - low_1). For each flow of either state of which only a range is known, the index is bounded again
/// with the flow at its least, its middle and its greatest amount; the flow for which the mean of the three overlaps
/// that remain is smallest is returned, of equal ones the first in the order of the states and partners. A flow without
/// a limit is tried with as much as all others have, and with 2^60 times that. What partners that are not listed have
/// counts as one flow. The mean says nothing of probabilities; no flow may be enough to make the order certain. Three
/// intervals for each flow.
/// @throws not_found for a key that the ledger does not have
/// Source: defined here.
inline constexpr uncertainty_detail::decisive_flow_fn decisive_flow{};

} // namespace equipoise
