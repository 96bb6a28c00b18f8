// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "books_in_words.hpp"
#include "findings.hpp"
#include "numbers.hpp"
#include "tables.hpp"

#include <equipoise/balancing/evenness.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

/// A report for people: as text or Markdown, with notes on the meaning and the sources of its figures.
namespace support {

/// Notes on the meaning and the sources of the figures.
[[nodiscard]] inline std::vector<std::string> notes(report const& all)
{
    auto result = std::vector<std::string>{
        "Exposure, HHI and the like are shares between 0 and 1. [low, high]: known only within these bounds, because "
        "part of the total is with partners that are not on file. Amounts count as they are listed; that they may be "
        "rounded does not widen the bounds."};
    if (!all.cif.empty()) {
        result.push_back("Figures of exports and imports: bounds from the reports of both states, each flow anywhere "
                         "between the two, imports without freight and insurance at a rate of "
                         + all.cif
                         + ". What is said across channels and in words is by the report of the state alone.");
    }
    if (all.powers.size() > 1) {
        result.push_back("Tilt: +1 = all with " + all.name(all.powers[0]) + ", -1 = all with " + all.name(all.powers[1])
                         + ". Offset: 0 = all channels lean to the same power, 1 = their tilts cancel. Balancing gain: "
                           "how much less concentrated the channels are together than each for itself.");
        auto const limits = equipoise::posture_thresholds{};
        result.push_back("In words, a channel leans from a tilt of " + exact(limits.lean)
                         + " either way on, and is engaged with neither where both together have a share under "
                         + exact(limits.engaged) + ".");
    }
    auto weights = std::vector<std::string>{};
    for (auto const& channel : all.channels) {
        weights.push_back(plain(channel) + " " + exact(all.weights.at(channel)));
    }
    auto const uneven = std::any_of(all.weights.begin(), all.weights.end(),
                                    [&](auto const& entry) { return entry.second != all.weights.begin()->second; });
    result.push_back(uneven ? "Weights of the channels: " + join(weights) + "." : "Every channel weighs the same.");
    if (!all.neighbors.empty()) {
        result.push_back("Third neighbours: " + join(all.names(all.neighbors)) + ".");
    }
    if (all.votes) {
        result.push_back(
            "Vote agreement: 1 - mean |v1 - v2| / 2 over the roll calls in which both voted yes, abstain or "
            "no; it is high for most states, as most resolutions pass with large majorities. Cohen's "
            "kappa: 1 = all votes alike, 0 = no more alike than by chance.");
    }
    for (auto const& file : all.files) {
        result.push_back(in_one_line(file));
    }
    if (all.votes) {
        result.push_back(in_one_line(*all.votes));
    }
    auto rows = std::string{all.files.empty() ? "Rows used: " : "Rows used of tidy files: "}
                + std::to_string(all.rows_used) + ".";
    if (all.rows_unknown != 0) {
        rows += " Without a known amount, omitted and not taken for 0: " + std::to_string(all.rows_unknown) + ".";
    }
    if (all.has_tidy_files) {
        result.push_back(rows);
    }
    if (all.rows_not_asked != 0) {
        result.push_back("Rows of years or directions that were not asked for: " + std::to_string(all.rows_not_asked)
                         + ".");
    }
    if (all.given_twice != 0) {
        result.push_back("Omitted, because another file gives the same state, year and channel, for states that were "
                         "not asked for: "
                         + std::to_string(all.given_twice) + ".");
    }
    if (!all.rows_set_aside.empty()) {
        auto words = std::vector<std::string>{};
        for (auto const& [word, count] : all.rows_set_aside) {
            words.push_back(plain(word) + " " + std::to_string(count));
        }
        result.push_back("Rows set aside, because exports or imports contain their flows already: " + join(words)
                         + ".");
    }
    if (all.rows_own != 0) {
        result.push_back("Rows set aside, because they are flows of a state to itself: " + std::to_string(all.rows_own)
                         + ".");
    }
    if (all.contradictory != 0) {
        result.push_back("Omitted, because what is listed and the declared total contradict each other, for states "
                         "that were not asked for: "
                         + std::to_string(all.contradictory) + ".");
    }
    for (auto const& sentence : all.without_flows) {
        result.push_back(plain(sentence) + ".");
    }
    for (auto const& file : all.unfinished) {
        result.push_back("The last row of " + plain(file)
                         + " has no line break: the file may have been cut off, as by a broken download.");
    }
    constexpr std::size_t most = 3;
    for (auto const& [channel, texts] : all.sources) {
        auto shown = std::vector<std::string>(texts.begin(), texts.end());
        auto const more = shown.size() > most ? shown.size() - most : 0;
        shown.resize(shown.size() - more);
        result.push_back("Source of " + plain(channel) + ", " + period_text(all.period) + ": "
                         + plain(join(shown, " / ")) + (more != 0 ? " / and " + std::to_string(more) + " more" : "")
                         + ".");
    }
    return result;
}

/// The sources of the figures of some channels in one line, each up to its first semicolon. Empty if the files name no
/// sources.
[[nodiscard]] inline std::string source_line(std::map<std::string, std::set<std::string>> const& sources,
                                             std::vector<std::string> const& channels)
{
    constexpr std::size_t widest = 150;
    auto names = std::set<std::string>{};
    for (auto const& [channel, texts] : sources) {
        for (auto const& text : texts) {
            if (std::find(channels.begin(), channels.end(), channel) != channels.end()) {
                names.insert(plain(text.substr(0, text.find(';'))));
            }
        }
    }
    auto line = (names.size() > 1 ? "Sources: " : "Source: ") + join({names.begin(), names.end()}, " / ");
    if (width(line) > widest) {
        line = padded(line, widest - 4) + " ...";
    }
    return names.empty() ? "" : line;
}

[[nodiscard]] inline std::string title(report const& all)
{
    return "Exposure of " + join(all.names(all.states), ", ", " and ") + " to "
           + join(all.names(all.powers), ", ", " and ") + ", " + period_text(all.period);
}

[[nodiscard]] inline std::string as_text(report const& all)
{
    auto out = wrapped(title(all));
    for (auto const& state : all.states) {
        out += '\n';
        if (auto const measures = measures_of(all, state); measures.head.size() > 1) {
            out += as_text(measures);
        } else {
            out += measures.head[0] + '\n';
        }
        for (auto const& remark : remarks_on(all, state)) {
            out += wrapped(remark, 2);
        }
        if (auto const votes = votes_of(all, state); votes.head.size() > 1) {
            out += '\n' + as_text(votes);
        }
        if (auto const history = history_of(all, state); history.head.size() > 1) {
            out += '\n' + as_text(history);
        }
    }
    out += '\n';
    for (auto const& note : notes(all)) {
        out += wrapped(note, 2);
    }
    return out;
}

[[nodiscard]] inline std::string as_markdown(report const& all)
{
    auto out = "# " + title(all) + '\n';
    auto const list = [&](std::vector<std::string> const& items) {
        out += '\n';
        for (auto const& item : items) {
            out += "- " + item + '\n';
        }
    };
    for (auto const& state : all.states) {
        out += "\n## " + all.name(state) + '\n';
        for (auto const& part : {measures_of(all, state), votes_of(all, state), history_of(all, state)}) {
            if (part.head.size() > 1) {
                out += '\n' + as_markdown(part);
            }
        }
        if (auto const remarks = remarks_on(all, state); !remarks.empty()) {
            list(remarks);
        }
    }
    out += "\n## Notes\n";
    list(notes(all));
    return out;
}

} // namespace support
