// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "books_in_words.hpp"
#include "numbers.hpp"
#include "state_names.hpp"
#include "tables.hpp"

#include <equipoise/balancing/evenness.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/model/identifiers.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The findings of the program, and how they are printed as text or Markdown.
namespace support {

/// One measure of one state's flows in a channel and a period; in several channels when their names are joined by +.
struct finding {
    equipoise::iso3 state{};
    int period = 0; ///< 0 = the data have no period
    std::string channel{};
    std::string measure{};
    std::string partner{}; ///< the partner that the measure is about, if any
    equipoise::interval value{};
    std::string why{}; ///< why nothing is known of the flows; empty unless their total is unknown
};

/// States and powers are in it by their codes; `name` says how they are printed.
struct report {
    int period = 0;
    bool codes = false; ///< whether states are printed by their codes
    std::vector<std::string> states;
    std::vector<std::string> powers;
    std::vector<std::string> neighbors;
    std::vector<std::string> channels; ///< of these states in any period, in the order of printing
    std::map<std::string, double> weights;
    bool has_tidy_files = true; ///< whose rows the next members count
    std::size_t rows_used = 0;
    std::size_t rows_unknown = 0;
    std::size_t rows_own = 0;                             ///< from a state to itself
    std::map<std::string, std::size_t> rows_set_aside;    ///< by the word for a part of exports or imports
    std::size_t rows_not_asked = 0;                       ///< of years or directions that were not asked for
    std::size_t given_twice = 0;                          ///< portfolios of other states that two files give
    std::vector<equipoise::io::format_report> files;      ///< of providers
    std::optional<equipoise::io::format_report> votes;    ///< of the file of votes
    std::size_t contradictory = 0;                        ///< portfolios of other states that contradict their total
    std::vector<std::string> unfinished;                  ///< files whose last row has no line break
    std::map<std::string, std::set<std::string>> sources; ///< of this period's flows, by channel
    std::map<std::string, std::set<std::string>> all_sources; ///< of every period's flows, by channel
    std::vector<finding> findings;
    std::map<std::string, std::string> readings; ///< how a state stands between the first two powers, in words

    /// A state as it is printed.
    [[nodiscard]] std::string name(std::string const& code) const
    {
        auto const state = equipoise::iso3::parse(code);
        return state ? name_of(*state, codes) : code;
    }

    [[nodiscard]] std::vector<std::string> names(std::vector<std::string> const& of) const
    {
        auto result = std::vector<std::string>{};
        for (auto const& code : of) {
            result.push_back(name(code));
        }
        return result;
    }
};

/// The findings on a measure for a state, channel and period: one for each partner that the measure is about.
[[nodiscard]] inline std::vector<finding const*> find(report const& all, std::string_view state, int period,
                                                      std::string_view channel, std::string_view measure,
                                                      std::string_view partner = {})
{
    auto found = std::vector<finding const*>{};
    for (auto const& f : all.findings) {
        if (f.state.str() == state && f.period == period && f.channel == channel && f.measure == measure
            && (partner.empty() || f.partner == partner)) {
            found.push_back(&f);
        }
    }
    return found;
}

[[nodiscard]] inline bool on_file(report const& all, std::string_view state, int period, std::string_view channel)
{
    return !find(all, state, period, channel, "hhi").empty() || !find(all, state, period, channel, "exposure").empty();
}

/// A value with four decimals, or two for effective partners. CSV and JSON have all digits.
[[nodiscard]] inline std::string number(finding const& f)
{
    if (!is_known(f.value) && !f.why.empty()) {
        return "unknown";
    }
    if (!is_known(f.value)) {
        return f.measure == "tilt" ? "with neither" : "no flow";
    }
    return shown(f.value, {f.measure == "effective_number" ? 2 : 4, f.measure == "tilt"});
}

namespace detail {

struct line {
    std::string label;
    std::string measure;
    std::string partner;
    bool names_partner = false;
};

[[nodiscard]] inline std::vector<line> lines(report const& all)
{
    auto result = std::vector<line>{};
    for (auto const& power : all.powers) {
        result.push_back({"exposure to " + all.name(power), "exposure", power});
    }
    result.push_back({"largest partner", "largest_exposure", "", true});
    result.push_back({"exposure to it", "largest_exposure", ""});
    result.push_back({"HHI", "hhi", ""});
    result.push_back({"effective partners", "effective_number", ""});
    if (!all.neighbors.empty()) {
        result.push_back({"with third neighbours", "third_neighbors", ""});
    }
    result.push_back({"beyond " + join(all.names(all.powers), ", ", " and "), "third_neighbor_share", ""});
    if (all.powers.size() > 1) {
        result.push_back(
            {"tilt, " + all.name(all.powers[1]) + " -1 to " + all.name(all.powers[0]) + " +1", "tilt", ""});
    }
    return result;
}

[[nodiscard]] inline std::string cell(report const& all, std::vector<finding const*> const& found, line const& wanted)
{
    if (found.empty()) {
        return "not on file";
    }
    if (!wanted.names_partner) {
        return number(*found.front());
    }
    auto names = std::vector<std::string>{};
    for (auto const* f : found) {
        names.push_back(f->partner.empty() ? "unknown" : all.name(f->partner));
    }
    return join(names, ", ", " and ");
}

} // namespace detail

/// The measures of a state in the period of the report: a row for each measure, a column for each channel.
[[nodiscard]] inline table measures_of(report const& all, std::string const& state)
{
    auto result = table{{all.name(state) + ", " + period_text(all.period)}, {}};
    auto channels = std::vector<std::string>{};
    for (auto const& channel : all.channels) {
        if (on_file(all, state, all.period, channel)) {
            channels.push_back(channel);
            result.head.push_back(plain(channel));
        }
    }
    for (auto const& line : detail::lines(all)) {
        auto row = std::vector{line.label};
        for (auto const& channel : channels) {
            row.push_back(detail::cell(all, find(all, state, all.period, channel, line.measure, line.partner), line));
        }
        result.rows.push_back(row);
    }
    return result;
}

/// A state's exposures over the years: a row for each year, a column for each channel and power.
[[nodiscard]] inline table history_of(report const& all, std::string const& state)
{
    auto years = std::map<std::string, std::set<int>>{};
    for (auto const& f : all.findings) {
        if (f.state.str() == state && f.measure == "exposure") {
            years[f.channel].insert(f.period);
        }
    }
    auto result = table{{all.name(state) + " by year"}, {}};
    auto shown_years = std::set<int>{};
    auto shown_channels = std::vector<std::string>{};
    for (auto const& channel : all.channels) {
        if (years[channel].size() > 1) {
            shown_years.merge(std::set{years[channel]});
            shown_channels.push_back(channel);
            for (auto const& power : all.powers) {
                result.head.push_back(plain(channel) + " " + all.name(power));
            }
        }
    }
    for (auto const year : shown_years) {
        auto row = std::vector{period_text(year)};
        for (auto const& channel : shown_channels) {
            for (auto const& power : all.powers) {
                row.push_back(
                    detail::cell(all, find(all, state, year, channel, "exposure", power), {"", "exposure", power}));
            }
        }
        result.rows.push_back(row);
    }
    return result;
}

/// How a state voted, compared with each power: a row for each measure, a column for each power. Without columns where
/// no votes were read.
[[nodiscard]] inline table votes_of(report const& all, std::string const& state)
{
    auto result = table{{all.name(state) + ", votes of " + period_text(all.period)}, {}};
    if (!all.votes || all.votes->books.file()[equipoise::io::row_class::used].rows == 0) {
        return result;
    }
    for (auto const& power : all.powers) {
        result.head.push_back(all.name(power));
    }
    for (auto const& [label, measure] : {std::pair{"vote agreement", "vote_agreement"},
                                         {"Cohen's kappa", "cohen_kappa"},
                                         {"roll calls with both", "joint_votes"}}) {
        auto row = std::vector<std::string>{label};
        for (auto const& power : all.powers) {
            auto const found = find(all, state, all.period, "votes", measure, power);
            row.push_back(!found.empty() && is_known(found[0]->value) ? shown(found[0]->value, {}) : "not defined");
        }
        result.rows.push_back(row);
    }
    return result;
}

namespace detail {

/// The reading of a hedge, in which the powers are named by their codes, with the names by which they are printed.
[[nodiscard]] inline std::string with_names(report const& all, std::string reading)
{
    for (auto const& power : {all.powers[0], all.powers[1]}) {
        auto const code = "to " + power + " in ";
        if (auto const at = reading.find(code); at != std::string::npos) {
            reading.replace(at, code.size(), "to " + all.name(power) + " in ");
        }
    }
    return reading;
}

} // namespace detail

/// Sentences on a state's channels together, and on what is not on file.
[[nodiscard]] inline std::vector<std::string> remarks_on(report const& all, std::string const& state)
{
    auto remarks = std::vector<std::string>{};
    auto across = std::vector<std::pair<std::string, std::vector<std::string>>>{}; // names of channels, sentences
    for (auto const& [measure, name] :
         {std::pair{"offset", "offset "}, std::pair{"balancing_gain", "balancing gain "}}) {
        for (auto const& f : all.findings) {
            if (f.state.str() != state || f.measure != measure) {
                continue;
            }
            if (across.empty() || across.back().first != f.channel) {
                across.push_back({f.channel, {}});
            }
            across.back().second.push_back(name + (is_known(f.value) ? number(f) : "not defined"));
        }
    }
    if (auto const reading = all.readings.find(state); reading != all.readings.end()) {
        remarks.push_back("between " + all.name(all.powers[0]) + " and " + all.name(all.powers[1]) + ": "
                          + plain(detail::with_names(all, reading->second)));
    }
    for (auto const& [channels, values] : across) {
        remarks.push_back("across " + plain(channels) + ": " + join(values));
    }
    if (across.empty()) {
        remarks.push_back("nothing to say across channels: it takes two that are on file, known and weigh something");
    }
    for (auto const& channel : all.channels) {
        if (auto const found = find(all, state, all.period, channel, "hhi"); !found.empty() && !found[0]->why.empty()) {
            remarks.push_back(plain(channel) + ": " + found[0]->why);
        }
        if (!on_file(all, state, all.period, channel)) {
            auto const trade = channel == "exports" || channel == "imports" ? " on file" : " trade on file";
            remarks.push_back("no " + plain(channel) + trade + " in " + period_text(all.period));
        }
    }
    if (all.votes && all.votes->books.file()[equipoise::io::row_class::used].rows == 0) {
        remarks.push_back("no votes on file in " + period_text(all.period));
    }
    return remarks;
}

/// Notes on the meaning and the sources of the figures.
[[nodiscard]] inline std::vector<std::string> notes(report const& all)
{
    auto result = std::vector<std::string>{
        "Exposure, HHI and the like are shares between 0 and 1. [low, high]: known only within these bounds, because "
        "part of the total is with partners that are not on file. Amounts count as they are listed; that they may be "
        "rounded does not widen the bounds."};
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
