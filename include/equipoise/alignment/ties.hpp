// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/profiles.hpp>
#include <equipoise/alignment/scale.hpp>
#include <equipoise/model/identifiers.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Tables of the ties of many states with many targets, and what the tie of a state with itself counts for.
namespace equipoise {

namespace alignment_detail {

/// The positions of identifiers, each of which occurs once.
template <identifier Id>
class id_places {
public:
    id_places() = default;

    explicit id_places(std::vector<Id> const& ids, std::string_view what)
    {
        for (std::size_t i = 0; i < ids.size(); ++i) {
            places_.emplace_back(ids[i], i);
        }
        std::sort(places_.begin(), places_.end());
        auto const twice = std::adjacent_find(places_.begin(), places_.end(),
                                              [](auto const& a, auto const& b) { return a.first == b.first; });
        if (twice != places_.end()) {
            throw invalid_parameter{what, text_of(twice->first) + " occurs twice"};
        }
    }

    /// The position of an identifier; nullptr when it does not occur.
    [[nodiscard]] std::size_t const* find(Id const& id) const
    {
        auto const found = std::lower_bound(places_.begin(), places_.end(), id,
                                            [](auto const& place, Id const& wanted) { return place.first < wanted; });
        return found != places_.end() && found->first == id ? &found->second : nullptr;
    }

    /// The position of an identifier. @throws std::out_of_range when it does not occur
    [[nodiscard]] std::size_t at(Id const& id, std::string_view what) const
    {
        auto const* const found = find(id);
        if (found == nullptr) {
            throw std::out_of_range{std::string{what} + ": no " + text_of(id)};
        }
        return *found;
    }

private:
    std::vector<std::pair<Id, std::size_t>> places_;
};

} // namespace alignment_detail

/// A table of ties: a row for each state, a column for each target (states, resolutions), NaN where unknown.
///
/// In `tie_table{states}` all ties are unknown until `set` sets them; `tie_table{states, targets, 0.0}` states that
/// there are no other ties than those that are set. Which of the two holds is the user's choice. Takes 8 bytes for each
/// pair of a state and a target.
template <identifier Id, identifier Target = Id>
class tie_table {
public:
    tie_table() = default;

    /// @throws invalid_parameter when a state or a target occurs twice, and for an infinite tie
    tie_table(std::vector<Id> states, std::vector<Target> targets, std::optional<double> tie = {})
        : states_{std::move(states)}, targets_{std::move(targets)}, rows_{states_, "tie_table"},
          columns_{targets_, "tie_table"}, ties_(states_.size() * targets_.size(), checked(tie))
    {
    }

    /// The ties of states among themselves.
    explicit tie_table(std::vector<Id> const& states, std::optional<double> tie = {})
        requires std::same_as<Id, Target>
        : tie_table(states, states, tie)
    {
    }

    /// Sets a tie, or makes it unknown with an empty optional or NaN.
    /// @throws std::out_of_range for a state or target that is not in the table
    /// @throws invalid_parameter for an infinite tie
    void set(Id const& state, Target const& target, std::optional<double> tie)
    {
        auto const row = rows_.at(state, "tie_table");
        ties_[row * targets_.size() + columns_.at(target, "tie_table")] = checked(tie);
    }

    /// The profile of a state. @throws std::out_of_range when it is not in the table
    [[nodiscard]] std::span<double const> profile(Id const& state) const& { return row(rows_.at(state, "tie_table")); }

    /// The profile in a row, counted from 0.
    [[nodiscard]] std::span<double const> row(std::size_t i) const&
    {
        return {ties_.data() + i * targets_.size(), targets_.size()};
    }

    [[nodiscard]] std::vector<Id> const& states() const& noexcept { return states_; }
    [[nodiscard]] std::vector<Target> const& targets() const& noexcept { return targets_; }
    /// All ties, row by row.
    [[nodiscard]] std::span<double const> entries() const& noexcept { return {ties_.data(), ties_.size()}; }

    // A temporary table would be gone before a span of its ties is used, and returns copies.

    [[nodiscard]] std::vector<double> profile(Id const& state) const&&
    {
        auto const ties = profile(state);
        return {ties.begin(), ties.end()};
    }
    [[nodiscard]] std::vector<double> row(std::size_t i) const&&
    {
        auto const ties = row(i);
        return {ties.begin(), ties.end()};
    }
    [[nodiscard]] std::vector<double> entries() const&& { return ties_; }
    [[nodiscard]] std::vector<Id> states() const&& { return states_; }
    [[nodiscard]] std::vector<Target> targets() const&& { return targets_; }

private:
    [[nodiscard]] static double checked(std::optional<double> tie)
    {
        constexpr auto largest = (std::numeric_limits<double>::max)();
        if (tie && (*tie > largest || *tie < -largest)) {
            throw invalid_parameter{"tie_table", "a tie", *tie, "finite, or NaN where it is unknown"};
        }
        return tie.value_or(undefined);
    }

    std::vector<Id> states_;
    std::vector<Target> targets_;
    alignment_detail::id_places<Id> rows_;
    alignment_detail::id_places<Target> columns_;
    std::vector<double> ties_;
};

/// The ties of alliance portfolios, in which the tie of every state with itself is `self`.
///
/// `alliance_profiles(ties, self_tie{3})` sets these ties to the maximum of the scale, as published S scores do;
/// `alliance_profiles(ties, self_tie::dropped())` makes them unknown, so that two states are compared by all others.
/// The choice changes S, which is why there is no default. A state that is not among the targets has no such tie.
/// @throws invalid_parameter for an infinite value
/// Source: the maximum as in published scores; dropping is defined by this library, to compare by third states alone.
template <identifier Id>
[[nodiscard]] tie_table<Id> alliance_profiles(tie_table<Id> ties, self_tie self)
{
    auto const targets = alignment_detail::id_places<Id>{ties.targets(), "tie_table"};
    for (auto const& state : std::vector<Id>{ties.states()}) {
        if (targets.find(state) != nullptr) {
            ties.set(state, state, self.value());
        }
    }
    return ties;
}

} // namespace equipoise
