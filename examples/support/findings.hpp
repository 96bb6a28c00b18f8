// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "numbers.hpp"
#include "state_names.hpp"
#include "tables.hpp"

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

/// The findings of the program, and the tables and sentences that tell them.
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
    std::vector<std::string> without_flows;               ///< sentences on files that have none of the years asked for
    std::vector<std::string> unfinished;                  ///< files whose last row has no line break
    std::map<std::string, std::set<std::string>> sources; ///< of this period's flows, by channel
    std::map<std::string, std::set<std::string>> all_sources; ///< of every period's flows, by channel
    std::string cif; ///< the rate of freight, where exports and imports are bounds from two reports
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

} // namespace support
