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

/// The ties of many states with many targets.
namespace equipoise {

namespace alignment_detail {

/// The places of identifiers, each of which is there once.
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
            throw invalid_parameter{what, text_of(twice->first), "there twice", "there once"};
        }
    }

    /// Where the place stands, or nullptr when there is none.
    [[nodiscard]] std::size_t const* find(Id const& id) const
    {
        auto const found = std::lower_bound(places_.begin(), places_.end(), id,
                                            [](auto const& place, Id const& who) { return place.first < who; });
        return found != places_.end() && found->first == id ? &found->second : nullptr;
    }

    /// @throws std::out_of_range
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
/// `tie_table{states}` knows nothing yet, `tie_table{states, targets, 0.0}` says that there are no ties but those
/// that `set` brings: a choice that the table does not make for its user. Dense: 8 bytes for each state and target.
template <identifier Id, identifier Target = Id>
class tie_table {
    // Spans are made in templates for the compiler's sake: who takes none compiles none.
public:
    tie_table() = default;

    /// @throws invalid_parameter when a state or a target is there twice
    tie_table(std::vector<Id> states, std::vector<Target> targets, std::optional<double> tie = {})
        : states_{std::move(states)}, targets_{std::move(targets)}, rows_{states_, "tie_table"},
          columns_{targets_, "tie_table"}, ties_(states_.size() * targets_.size(), checked(tie))
    {
    }

    /// States among themselves.
    explicit tie_table(std::vector<Id> const& states, std::optional<double> tie = {})
        requires std::same_as<Id, Target>
        : tie_table(states, states, tie)
    {
    }

    /// Sets a tie, or makes it unknown with an empty optional or NaN.
    /// @throws std::out_of_range for a state or target that the table lacks; invalid_parameter for an infinite tie
    void set(Id const& state, Target const& target, std::optional<double> tie)
    {
        auto const row = rows_.at(state, "tie_table");
        ties_[row * targets_.size() + columns_.at(target, "tie_table")] = checked(tie);
    }

    /// The profile of a state. @throws std::out_of_range when the table lacks it
    template <class Number = double>
    [[nodiscard]] std::span<Number const> profile(Id const& state) const&
    {
        return row(rows_.at(state, "tie_table"));
    }

    /// The profile in a row, counted from 0.
    template <class Number = double>
    [[nodiscard]] std::span<Number const> row(std::size_t i) const&
    {
        return {ties_.data() + i * targets_.size(), targets_.size()};
    }

    [[nodiscard]] std::vector<Id> const& states() const& noexcept { return states_; }
    [[nodiscard]] std::vector<Target> const& targets() const& noexcept { return targets_; }
    /// Row by row.
    template <class Number = double>
    [[nodiscard]] std::span<Number const> entries() const& noexcept
    {
        return {ties_.data(), ties_.size()};
    }

    // A table that is a temporary would not live as long as a look into it: it hands out copies.

    template <class Number = double>
    [[nodiscard]] std::vector<Number> profile(Id const& state) const&&
    {
        auto const look = profile(state);
        return {look.begin(), look.end()};
    }
    template <class Number = double>
    [[nodiscard]] std::vector<Number> row(std::size_t i) const&&
    {
        auto const look = row(i);
        return {look.begin(), look.end()};
    }
    template <class Number = double>
    [[nodiscard]] std::vector<Number> entries() const&&
    {
        return ties_;
    }
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

/// The ties of alliance portfolios with those of states to themselves as `self` says.
///
/// `alliance_profiles(ties, self_tie{3})` counts them at the scale's maximum, as published S scores do;
/// `alliance_profiles(ties, self_tie::dropped())` leaves out the two states of each pair. The choice changes S, which
/// is why there is no default. States that are no targets have no such tie. Throws as `tie_table::set` does.
/// Source: the maximum as in published scores; dropping defined by this library, to compare by third states alone.
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
