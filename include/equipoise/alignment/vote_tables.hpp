// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/ties.hpp>
#include <equipoise/alignment/votes.hpp>
#include <equipoise/io/formats/provider_votes.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The votes of a provider's file as profiles, for the measures of agreement.
///
///     shared_votes(votes, a, b)    the votes of two states, in one order
///     vote_table(votes)            the votes of all states
namespace equipoise {

/// The votes of two states on the same roll calls, in the order of the file; empty where a state cast none.
struct vote_pair {
    std::vector<std::optional<vote>> first;
    std::vector<std::optional<vote>> second;

    /// The number of roll calls in which both voted.
    [[nodiscard]] std::size_t joint() const
    {
        return count([](auto const& a, auto const& b) { return a && b; });
    }

    /// The number of roll calls in which both cast the same vote.
    [[nodiscard]] std::size_t equal() const
    {
        return count([](auto const& a, auto const& b) { return a && a == b; });
    }

private:
    template <class Test>
    [[nodiscard]] std::size_t count(Test const& test) const
    {
        auto found = std::size_t{0};
        for (std::size_t i = 0; i < first.size() && i < second.size(); ++i) {
            found += test(first[i], second[i]) ? 1U : 0U;
        }
        return found;
    }
};

/// The votes of two states on every roll call of a file, as profiles.
///
///     auto const both = shared_votes(votes, "MNG"_iso3, "RUS"_iso3);
///     auto const agreement = vote_agreement(both.first, both.second);
///     auto const s = s_score(both.first, both.second, vote_scale.width());
///
/// A state that is not in the file has no votes. Cost: one pass over the votes.
[[nodiscard]] inline vote_pair shared_votes(io::provider_votes const& votes, iso3 a, iso3 b)
{
    auto pair = vote_pair{};
    pair.first.resize(votes.roll_calls.size());
    pair.second.resize(votes.roll_calls.size());
    for (auto const& each : votes.votes) {
        if (each.state == a) {
            pair.first[each.roll_call] = each.choice;
        }
        if (each.state == b) {
            pair.second[each.roll_call] = each.choice;
        }
    }
    return pair;
}

/// The votes of all states, or of those that are named: a row for each state, a column for each roll call by its id.
/// The values are 1 yes, 2 abstain and 3 no, NaN where a state cast no vote.
///
///     auto const table = vote_table(votes);
///     auto const agreement = vote_agreement(table.profile("MNG"_iso3), table.profile("RUS"_iso3));
///
/// States are in the order of their codes, or as named.
/// @throws invalid_parameter for a state that is named twice
[[nodiscard]] inline tie_table<iso3, std::string> vote_table(io::provider_votes const& votes,
                                                             std::vector<iso3> states = {})
{
    if (states.empty()) {
        for (auto const& each : votes.votes) {
            states.push_back(each.state);
        }
        std::sort(states.begin(), states.end());
        states.erase(std::unique(states.begin(), states.end()), states.end());
    }
    auto calls = std::vector<std::string>{};
    for (auto const& call : votes.roll_calls) {
        calls.push_back(call.id);
    }
    auto wanted = states;
    std::sort(wanted.begin(), wanted.end());
    auto table = tie_table<iso3, std::string>{std::move(states), std::move(calls)};
    for (auto const& each : votes.votes) {
        if (std::binary_search(wanted.begin(), wanted.end(), each.state)) {
            table.set(each.state, votes.roll_calls[each.roll_call].id, static_cast<double>(each.choice));
        }
    }
    return table;
}

} // namespace equipoise
