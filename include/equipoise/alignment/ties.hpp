// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/profiles.hpp>
#include <equipoise/alignment/scale.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/model/identifiers.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
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

    /// The position of an identifier. @throws not_found when it does not occur
    [[nodiscard]] std::size_t at(Id const& id, std::string_view what) const
    {
        auto const* const found = find(id);
        if (found == nullptr) {
            throw not_found{what, text_of(id)};
        }
        return *found;
    }

private:
    std::vector<std::pair<Id, std::size_t>> places_;
};

} // namespace alignment_detail

/// What becomes of a tie that is set again to another value, as where two treaties bind the same states.
enum class repeated_tie : unsigned char {
    refused, ///< it is an error
    highest, ///< the highest value holds, as usual for alliances; unknown where one of the values is
    lowest,  ///< the lowest value holds; unknown where one of the values is
    last,    ///< the last value holds, which depends on the order of the rows of a file
};

/// A table of ties: a row for each state, a column for each target (states, resolutions), NaN where unknown.
///
/// In `tie_table{states}` all ties are unknown until `set` sets them; `tie_table{states, targets, 0.0}` states that
/// there are no other ties than those that are set. Which of the two holds is the user's choice.
///
///     auto ties = tie_table{states, 0.0};
///     ties.set("MNG"_iso3, "CHN"_iso3, 2);                             // what MNG has pledged to CHN
///     ties.set_both("RUS"_iso3, "KAZ"_iso3, 3);                        // a file that lists each pair once
///     ties.set_both("RUS"_iso3, "KAZ"_iso3, 1, repeated_tie::highest); // and several treaties of a pair
///
/// Takes 8 bytes and a bit for each pair of a state and a target.
template <identifier Id, identifier Target = Id>
class tie_table {
public:
    tie_table() = default;

    /// @throws invalid_parameter when a state or a target occurs twice, and for an infinite tie
    tie_table(std::vector<Id> states, std::vector<Target> targets, std::optional<double> tie = {})
        : states_{std::move(states)}, targets_{std::move(targets)}, rows_{states_, "tie_table"},
          columns_{targets_, "tie_table"}, ties_(states_.size() * targets_.size(), checked(tie)), set_(ties_.size())
    {
    }

    /// The ties of states among themselves.
    explicit tie_table(std::vector<Id> const& states, std::optional<double> tie = {})
        requires std::same_as<Id, Target>
        : tie_table(states, states, tie)
    {
    }

    /// Sets the tie of a state with a target, in this direction; it is unknown with an empty optional or NaN. `again`
    /// says what holds if it was set before to another value.
    /// @throws not_found for a state or target that is not in the table
    /// @throws invalid_parameter for an infinite tie, and for one that was set before to another value, unless `again`
    /// says which value holds
    void set(Id const& state, Target const& target, std::optional<double> tie,
             repeated_tie again = repeated_tie::refused)
    {
        auto const place = place_of(state, target);
        store(place, joined(place, state, target, checked(tie), again));
    }

    /// Sets the tie of two states in both directions. A file of undirected ties has a row for each pair of states.
    /// @throws as `set` does; the table is then as it was
    void set_both(Id const& a, Id const& b, std::optional<double> tie, repeated_tie again = repeated_tie::refused)
        requires std::same_as<Id, Target>
    {
        auto const there = place_of(a, b);
        auto const back = place_of(b, a);
        auto const value = checked(tie);
        auto const one = joined(there, a, b, value, again);
        auto const other = joined(back, b, a, value, again);
        store(there, one);
        store(back, other);
    }

    /// Whether a tie was set, to a number or to unknown. @throws not_found as `set` does
    [[nodiscard]] bool is_set(Id const& state, Target const& target) const { return set_[place_of(state, target)]; }

    /// The profile of a state. @throws not_found when it is not in the table
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
    [[nodiscard]] std::size_t place_of(Id const& state, Target const& target) const
    {
        auto const row = rows_.at(state, "tie_table");
        return row * targets_.size() + columns_.at(target, "tie_table");
    }

    void store(std::size_t place, double tie)
    {
        ties_[place] = tie;
        set_[place] = true;
    }

    /// The value of a tie after it is set.
    [[nodiscard]] double joined(std::size_t place, Id const& state, Target const& target, double now,
                                repeated_tie again) const
    {
        auto const before = ties_[place];
        if (!set_[place]) {
            return now;
        }
        auto const unknown = is_undefined(before) || is_undefined(now);
        if (again == repeated_tie::last || before == now || (is_undefined(before) && is_undefined(now))) {
            return now;
        }
        if (again == repeated_tie::refused) {
            throw invalid_parameter{"tie_table", "the tie of " + text_of(state) + " with " + text_of(target),
                                    "set to " + words_for(before) + " and to " + words_for(now),
                                    "set once, or with repeated_tie::highest, lowest or last"};
        }
        if (unknown) {
            return undefined;
        }
        return again == repeated_tie::highest ? (std::max)(before, now) : (std::min)(before, now);
    }

    [[nodiscard]] static std::string words_for(double tie)
    {
        return is_undefined(tie) ? std::string{"unknown"} : detail::number_text(tie);
    }

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
    std::vector<bool> set_; ///< for each tie, whether it was set
};

namespace alignment_detail {

/// Refuses a table in which every tie between two of its states was set in one direction only: these are undirected
/// ties of which each was read once.
template <identifier Id>
void refuse_one_way(tie_table<Id> const& ties)
{
    auto const& states = ties.states();
    auto const targets = id_places<Id>{ties.targets(), "tie_table"};
    Id const* first = nullptr;
    Id const* second = nullptr;
    for (std::size_t i = 0; i < states.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (targets.find(states[i]) == nullptr || targets.find(states[j]) == nullptr) {
                continue;
            }
            auto const one = ties.is_set(states[i], states[j]);
            auto const other = ties.is_set(states[j], states[i]);
            if (one && other) {
                return;
            }
            if ((one || other) && first == nullptr) {
                first = &states[one ? i : j];
                second = &states[one ? j : i];
            }
        }
    }
    if (first != nullptr) {
        throw invalid_parameter{"alliance_profiles", "every tie of two states",
                                "set in one direction only, such as that of " + text_of(*first) + " with "
                                    + text_of(*second),
                                "set by set_both if it is undirected, or in both directions"};
    }
}

} // namespace alignment_detail

/// The ties of alliance portfolios, in which the tie of every state with itself is `self`.
///
/// `alliance_profiles(ties, self_tie{3})` sets these ties to the maximum of the scale, as published S scores do;
/// `alliance_profiles(ties, self_tie::dropped())` makes them unknown, so that two states are compared by all others.
/// The choice changes S, which is why there is no default. A state that is not among the targets has no such tie.
/// @throws invalid_parameter for an infinite value, and where every tie between two states was set in one direction
/// only: the file then lists each allied pair once, and `set_both` is what reads it. Pledges that do bind one side
/// only are told by setting the other direction as well, to 0.
/// Source: the maximum as in published scores; dropping is defined by this library, to compare by third states alone.
template <identifier Id>
[[nodiscard]] tie_table<Id> alliance_profiles(tie_table<Id> ties, self_tie self)
{
    alignment_detail::refuse_one_way(ties);
    auto const targets = alignment_detail::id_places<Id>{ties.targets(), "tie_table"};
    for (auto const& state : std::vector<Id>{ties.states()}) {
        if (targets.find(state) != nullptr) {
            ties.set(state, state, self.value(), repeated_tie::last);
        }
    }
    return ties;
}

} // namespace equipoise
