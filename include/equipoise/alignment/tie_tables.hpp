// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/ties.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/provider_ties.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The ties of a provider's file as tables, for the measures of agreement.
///
///     pledge_table(ties, year)          the highest pledge of each alliance, 0 to 3
///     value_table(ties, kind, year)     the values of one kind of tie
namespace equipoise {

namespace alignment_detail {

/// The level of a kind of pledge: 3 for help in war (defence, offence), 2 for staying out of one (neutrality,
/// non-aggression), 1 for talks (consultation, entente); 0 for what is no pledge.
[[nodiscard]] constexpr double pledge_level(std::string_view kind)
{
    if (kind == "defense" || kind == "offense") {
        return 3;
    }
    if (kind == "neutral" || kind == "neutrality" || kind == "nonagg" || kind == "nonaggression") {
        return 2;
    }
    return kind == "consul" || kind == "entente" ? 1 : 0;
}

/// What is known of the tie of two states.
struct known_tie {
    double highest = 0;         ///< of what is known
    double highest_unknown = 0; ///< of what is not

    [[nodiscard]] double value() const { return highest_unknown > highest ? undefined : highest; }
};

/// The table of ties in a year, with all of its states or those that are named.
template <class Values>
[[nodiscard]] tie_table<iso3> ties_in(io::provider_ties const& ties, Values const& values, int year,
                                      std::vector<iso3> states)
{
    if (!std::binary_search(ties.years.begin(), ties.years.end(), year)) {
        throw invalid_parameter{"ties of " + ties.report.file, "year", static_cast<double>(year),
                                ties.years.empty() ? "one that was read, of which there is none"
                                                   : "one that was read, from " + std::to_string(ties.years.front())
                                                         + " to " + std::to_string(ties.years.back())};
    }
    if (states.empty()) {
        for (auto const& each : values) {
            states.push_back(each.first.first);
            states.push_back(each.first.second);
        }
        std::sort(states.begin(), states.end());
        states.erase(std::unique(states.begin(), states.end()), states.end());
    }
    auto table = tie_table<iso3>{states};
    auto const& cut = ties.only_second;
    for (auto const a : states) {
        auto const complete = ties.absent_is_none && !std::binary_search(cut.begin(), cut.end(), a);
        for (auto const b : states) {
            auto const found = values.find(std::pair{a, b});
            if (found != values.end()) {
                table.set(a, b, found->second.value());
            } else if (a != b) {
                table.set(a, b, complete ? 0.0 : undefined);
            }
        }
    }
    return table;
}

} // namespace alignment_detail

/// The alliances of a year, as the highest pledge of each state to each other one: 3 for help in war (defence,
/// offence), 2 for staying out of one (neutrality, non-aggression), 1 for talks (consultation, entente), 0 for none.
///
///     auto const table = alliance_profiles(pledge_table(alliances, 2018), self_tie{3});
///     auto const s = s_score(table.profile("KAZ"_iso3), table.profile("RUS"_iso3), 3);
///
/// @param states to compare, which S depends on; without any, all that have an alliance in the year. A state that the
/// file does not mention has no alliance
/// A pledge is unknown where a higher one is than what is known; that of a state with itself is for `alliance_profiles`
/// to set. Where the file has been cut so that a state is there as an ally of others alone, what it pledged is unknown.
/// @throws invalid_parameter for a year that was not read, and for a state that is named twice
/// Source: the scale of Signorino and Ritter (1999), Tau-b or Not Tau-b.
[[nodiscard]] inline tie_table<iso3> pledge_table(io::provider_ties const& ties, int year,
                                                  std::vector<iso3> states = {})
{
    auto pledges = std::map<std::pair<iso3, iso3>, alignment_detail::known_tie>{};
    for (auto const& each : ties.ties) {
        auto const level = alignment_detail::pledge_level(each.kind);
        if (each.year != year || level == 0) {
            continue;
        }
        auto& pledge = pledges[{each.a, each.b}];
        if (is_undefined(each.value)) {
            pledge.highest_unknown = (std::max)(pledge.highest_unknown, level);
        } else if (each.value > 0) {
            pledge.highest = (std::max)(pledge.highest, level);
        }
    }
    return alignment_detail::ties_in(ties, pledges, year, std::move(states));
}

/// The values of one kind of tie in a year, such as "fbic": a row for each state that has the tie, a column for each
/// one that it has it with. A tie that the file lacks is unknown; of an alliance, it is 0.
/// @param states to compare; without any, all that have a tie in the year
/// @throws invalid_parameter for a year that was not read, for a kind that does not occur in it, and for a state that
/// is named twice
[[nodiscard]] inline tie_table<iso3> value_table(io::provider_ties const& ties, std::string_view kind, int year,
                                                 std::vector<iso3> states = {})
{
    struct known_value {
        double number;
        [[nodiscard]] double value() const { return number; }
    };
    auto values = std::map<std::pair<iso3, iso3>, known_value>{};
    for (auto const& each : ties.ties) {
        if (each.year == year && each.kind == kind) {
            values.insert_or_assign(std::pair{each.a, each.b}, known_value{each.value});
        }
    }
    auto table = alignment_detail::ties_in(ties, values, year, std::move(states));
    if (values.empty()) {
        throw invalid_parameter{"ties of " + ties.report.file, "kind", std::string{kind}, "one that was read"};
    }
    return table;
}

} // namespace equipoise
