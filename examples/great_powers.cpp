// SPDX-License-Identifier: BSL-1.0
// How exposed are states to great powers, how concentrated are their partners, and how far do trade and arms offset
// each other? A table, and with --pictures two pictures, of the bundled data or of files of your own.
#include <equipoise/equipoise.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/io/receipt.hpp>
#include <equipoise/io/receipt_text.hpp>

#include "support/archive.hpp"
#include "support/command_line.hpp"
#include "support/findings.hpp"
#include "support/gnuplot.hpp"
#include "support/machine_formats.hpp"
#include "support/mirror_bounds.hpp"
#include "support/receipts.hpp"
#include "support/timeline.hpp"
#include "support/triangle.hpp"
#include "support/voting.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;

namespace {

using support::archive;
using support::contains;
using support::ledger;
using support::options;
using support::question;
using support::report;

using flows_of_one = eq::portfolio_view<eq::iso3>;

/// The files that the options name, or the bundled ones.
std::vector<std::string> files_of(options const& chosen)
{
    return !chosen.files.empty()
               ? chosen.files
               : std::vector<std::string>{EQUIPOISE_EXAMPLES_DATA "/partners.csv", EQUIPOISE_EXAMPLES_DATA "/arms.csv"};
}

double rounding_of(options const& chosen)
{
    return chosen.rounding.value_or(chosen.files.empty() ? support::bundled_rounding : 0);
}

archive read(options const& chosen, question const& asked)
{
    auto reader = support::archivist{chosen, asked, rounding_of(chosen)};
    auto const files = files_of(chosen);
    for (std::size_t i = 0; i < files.size(); ++i) {
        reader.read(files[i], i < chosen.channels.size() ? chosen.channels[i] : "");
    }
    return reader.finish();
}

/// Refuses codes that are not on file: a misspelt power would otherwise look like a power without any trade.
void check_names(options const& chosen, question const& asked, archive const& data)
{
    auto states = std::set<eq::iso3>{};
    for (auto const& [period, state, channel] : data.all_flows.keys()) {
        states.insert(state);
    }
    for (auto const state : asked.states) {
        if (!states.contains(state)) {
            throw std::runtime_error{"--states: no flows of " + support::name_of(state, chosen.codes) + " are on file"};
        }
    }
    auto const check_partners = [&](std::string const& option, std::vector<eq::iso3> const& partners) {
        for (auto const partner : partners) {
            if (!data.named.test(partner.index())) {
                throw std::runtime_error{option + ": " + support::name_of(partner, chosen.codes)
                                         + " is no partner of any state on file"};
            }
        }
    };
    check_partners("--powers", asked.powers);
    if (chosen.neighbors_chosen) {
        check_partners("--neighbors", asked.neighbors);
    }
}

int period_of(options const& chosen, question const& asked, archive const& data)
{
    auto on_file = std::set<int>{};
    for (auto const& [period, state, channel] : data.all_flows.keys()) {
        if (contains(asked.states, state)) {
            on_file.insert(period);
        }
    }
    auto const usual = on_file.contains(support::bundled_period) ? support::bundled_period : *on_file.rbegin();
    auto const period = chosen.period.value_or(usual);
    if (!on_file.contains(period)) {
        auto periods = std::vector<std::string>{};
        for (auto const other : on_file) {
            periods.push_back(support::period_text(other));
        }
        throw std::runtime_error{"--period: nothing is on file for " + std::to_string(period) + ", only for "
                                 + support::join(periods)};
    }
    return period;
}

/// The names of the channels: exports, imports, then the others in alphabetical order.
std::vector<std::string> channels_of(ledger const& all_flows)
{
    auto found = std::set<std::string>{};
    for (auto const& [period, state, channel] : all_flows.keys()) {
        found.insert(channel);
    }
    auto channels = std::vector<std::string>{};
    for (auto const* const channel : {"exports", "imports"}) {
        if (found.erase(channel) != 0) {
            channels.emplace_back(channel);
        }
    }
    channels.insert(channels.end(), found.begin(), found.end());
    return channels;
}

/// A report without findings, with its period, states, powers, channels, weights and sources.
report begin_report(options const& chosen, question const& asked, archive const& data)
{
    auto result = report{};
    result.period = period_of(chosen, asked, data);
    result.codes = chosen.codes || chosen.format == "csv" || chosen.format == "json";
    result.states = support::texts(asked.states);
    result.powers = support::texts(asked.powers);
    result.neighbors = support::texts(asked.neighbors);
    result.channels = channels_of(data.all_flows);
    for (auto const& channel : result.channels) {
        result.weights[channel] = 1;
        if (auto const found = data.sources.find({result.period, channel}); found != data.sources.end()) {
            result.sources[channel] = found->second;
        }
    }
    for (auto const& [channel, weight] : asked.weights) {
        if (!result.weights.contains(channel)) {
            throw std::runtime_error{"--weights: no channel \"" + channel + "\" is on file, only "
                                     + support::join(result.channels)};
        }
        result.weights[channel] = weight;
    }
    result.rows_used = data.rows.used - data.own - data.not_asked;
    for (auto const& [word, count] : data.set_aside) {
        result.rows_used -= count;
    }
    result.rows_unknown = data.rows.unknown;
    result.cif = support::join(chosen.cif, " to ");
    result.rows_own = data.own;
    result.rows_not_asked = data.not_asked;
    result.given_twice = data.given_twice;
    result.has_tidy_files = false;
    for (auto const& file : data.files) {
        result.files.insert(result.files.end(), file.reports.begin(), file.reports.end());
        result.has_tidy_files = result.has_tidy_files || file.reports.empty();
    }
    result.contradictory = data.contradictory;
    result.rows_set_aside = data.set_aside;
    result.unfinished = data.unfinished;
    result.without_flows = data.without_flows;
    for (auto const& [of, texts] : data.sources) {
        result.all_sources[of.second].insert(texts.begin(), texts.end());
    }
    return result;
}

/// One of the shares of a stance; undefined where there is no flow.
eq::interval share_of(eq::coordinates const& stance, std::size_t vertex)
{
    return stance.shares.empty() ? eq::interval{eq::undefined, eq::undefined} : stance.shares[vertex];
}

/// Calls add(measure, interval, partner) with each measure of one state's flows in a channel and period.
template <class Add>
void measure(flows_of_one const& flows, eq::coordinates const& stance, question const& asked,
             eq::bloc<eq::iso3> const& neighbors, Add const& add)
{
    auto const largest = eq::largest_exposure(flows);
    if (!largest.power) {
        add("largest_exposure", eq::bound(flows, eq::concentration_ratio(1)));
    }
    for (std::size_t i = 0; largest.power && i < flows.size(); ++i) {
        if (flows.share(i) == largest.share.value) { // several partners may be the largest
            add("largest_exposure", largest.share.bounds, flows.ids()[i].str());
        }
    }
    add("hhi", eq::bound(flows, eq::hhi));
    add("effective_number", eq::bound(flows, eq::effective_number));
    if (neighbors.size() != 0) {
        add("third_neighbors", eq::bound(flows, eq::exposure(neighbors)));
    }
    add("third_neighbor_share", share_of(stance, asked.powers.size()));
    if (asked.powers.size() > 1) {
        add("tilt", eq::bound(flows, eq::tilt(asked.powers[0], asked.powers[1])));
    }
}

/// The same within the bounds of both reports of each flow, which do not tell the largest partner.
template <class Add>
void measure_ranges(support::ranges_of_one const& flows, question const& asked, eq::bloc<eq::iso3> const& neighbors,
                    Add const& add)
{
    add("largest_exposure", eq::bound(flows, eq::concentration_ratio(1)));
    add("hhi", eq::bound(flows, eq::hhi));
    add("effective_number", eq::bound(flows, eq::effective_number));
    if (neighbors.size() != 0) {
        add("third_neighbors", eq::bound(flows, eq::exposure(neighbors)));
    }
    add("third_neighbor_share", eq::bound(flows, eq::third_neighbor_share(eq::bloc(asked.powers))));
    if (asked.powers.size() > 1) {
        add("tilt", eq::bound(flows, eq::tilt(asked.powers[0], asked.powers[1])));
    }
}

/// Adds a state's exposures in all periods, and its other measures in the period of the report.
void measure_channels(eq::iso3 state, question const& asked, ledger const& all_flows,
                      support::mirror_bounds const& mirrored, report& to)
{
    auto partners = asked.neighbors;
    std::erase(partners, state);
    auto const neighbors = eq::bloc(partners);
    auto const powers = eq::poles{asked.powers};
    for (auto const& channel : to.channels) {
        for (auto const& under : all_flows.keys()) {
            auto const period = std::get<0>(under);
            if (under != support::key{period, state, channel}) {
                continue;
            }
            auto const flows = all_flows.at(under);
            auto why = std::string{eq::why_undefined(flows, eq::hhi)};
            if (why != eq::words(eq::reason::unknown_amount)) {
                why.clear();
            }
            auto const add = [&](std::string const& name, eq::interval value, std::string const& partner = {}) {
                to.findings.push_back({state, period, channel, name, partner, value, why});
            };
            if (auto const ranges = mirrored.find(under)) {
                why.clear();
                for (auto const power : asked.powers) {
                    add("exposure", eq::bound(*ranges, eq::exposure(power)), power.str());
                }
                if (period == to.period) {
                    measure_ranges(*ranges, asked, neighbors, add);
                }
                continue;
            }
            auto const stance = eq::stance(flows, powers);
            for (std::size_t i = 0; i < powers.size(); ++i) {
                add("exposure", share_of(stance, i), powers.name(i));
            }
            if (period == to.period) {
                measure(flows, stance, asked, neighbors, add);
            }
        }
    }
}

/// A state's channels in the period of the report, with their weights.
struct channels_in_use {
    std::vector<eq::channel_flows<eq::iso3>> channels;
    std::vector<double> weights;
};

/// The channels that are on file and whose weight is not zero.
channels_in_use find_channels(eq::iso3 state, ledger const& all_flows, report const& about)
{
    auto result = channels_in_use{};
    for (auto const& name : about.channels) {
        auto const flows = all_flows.find({about.period, state, name});
        auto const weight = about.weights.at(name);
        if (flows && weight != 0 && support::is_known(eq::bound(*flows, eq::hhi))) {
            result.channels.push_back({name, *flows});
            result.weights.push_back(weight);
        }
    }
    return result;
}

void measure_across_channels(eq::iso3 state, question const& asked, ledger const& all_flows, report& to)
{
    auto const [channels, weights] = find_channels(state, all_flows, to);
    auto names = std::vector<std::string>{};
    auto flows = std::vector<flows_of_one>{};
    for (auto const& channel : channels) {
        names.push_back(channel.name);
        flows.push_back(channel.flows);
    }
    auto const add = [&](std::string const& name, eq::interval value) {
        to.findings.push_back({state, to.period, support::join(names, "+"), name, {}, value});
    };
    if (names.size() > 1) {
        add("balancing_gain", eq::balancing_gain.bound(flows, weights));
    }
    if (asked.powers.size() > 1 && !channels.empty()) {
        auto const poles = eq::poles{asked.powers[0], asked.powers[1]};
        auto const hedge = eq::hedge_report(channels, poles, weights, {.reweight = true});
        for (auto const& with_neither : hedge.without_tilt) {
            std::erase(names, with_neither);
        }
        if (names.size() > 1) {
            add("offset", hedge.offset.bounds);
        }
        to.readings[state.str()] = hedge.reading;
    }
}

/// The place of each state between the first two powers in the period of the report.
std::vector<support::place> places(question const& asked, ledger const& all_flows,
                                   support::mirror_bounds const& mirrored, report const& about)
{
    auto result = eq::ternary(all_flows, eq::poles{asked.powers[0], asked.powers[1]});
    std::erase_if(result, [&](support::place const& p) {
        auto const& [period, state, channel] = p.key;
        return period != about.period || contains(asked.powers, state);
    });
    for (auto& each : result) {
        if (auto const ranges = mirrored.find(each.key)) {
            support::spread(each, *ranges, asked.powers[0], asked.powers[1]);
        }
    }
    return result;
}

/// Draws the pictures and returns a message that lists their files.
std::string draw(std::string const& folder, question const& asked, ledger const& all_flows,
                 support::mirror_bounds const& mirrored, report const& all)
{
    auto scripts = std::vector{support::exposure_over_time(all)};
    if (asked.powers.size() > 1) {
        scripts.push_back(support::triangle(all, places(asked, all_flows, mirrored, all)));
    }
    auto const pictures = support::draw(folder, scripts);
    if (pictures.empty()) {
        return "great_powers: gnuplot is not installed, so " + folder + " has its scripts, but no pictures\n";
    }
    auto message = std::string{"\nPictures:\n"};
    for (auto const& picture : pictures) {
        message += "  " + picture.string() + '\n';
    }
    return message;
}

std::string printed(report const& all, std::string const& format)
{
    return format == "csv"        ? support::as_csv(all)
           : format == "json"     ? support::as_json(all)
           : format == "markdown" ? support::as_markdown(all)
                                  : support::as_text(all);
}

/// All that is known of what became of the rows of the files of providers.
std::string in_full(report const& all)
{
    auto text = std::string{};
    for (auto const& file : all.files) {
        text += support::in_full(file);
    }
    return all.votes ? text + support::in_full(*all.votes) : text;
}

/// The report that the options ask for. Writes its receipt, or compares it with another one, as they say; `message`
/// then tells so.
report report_on(options const& chosen, question const& asked, archive const& data,
                 support::mirror_bounds const& mirrored, std::optional<eq::io::receipt> const& before,
                 std::string& message)
{
    auto result = begin_report(chosen, asked, data);
    for (auto const state : asked.states) {
        measure_channels(state, asked, data.all_flows, mirrored, result);
        measure_across_channels(state, asked, data.all_flows, result);
    }
    if (!chosen.votes.empty()) {
        support::measure_votes(chosen.votes, asked, result);
    }
    if (before || !chosen.receipt.empty()) {
        auto const receipt = support::receipt_of(chosen, asked, data, rounding_of(chosen), result);
        if (before) {
            message += support::compare(*before, receipt, chosen.replay);
        }
        if (!chosen.receipt.empty()) {
            support::write_receipt(chosen.receipt, receipt);
        }
    }
    return result;
}

void run(options chosen)
{
    auto before = std::optional<eq::io::receipt>{};
    if (!chosen.replay.empty()) {
        before = eq::io::parse_receipt(chosen.replay);
        chosen = support::options_of(*before, chosen);
        auto files = files_of(chosen);
        if (!chosen.votes.empty()) {
            files.push_back(chosen.votes);
        }
        support::check_files_of(*before, files, chosen.replay);
    }
    auto const asked = support::ask(chosen);
    auto const data = read(chosen, asked);
    check_names(chosen, asked, data);
    auto const mirrored = support::mirror_bounds_of(asked.cif, data);
    auto message = std::string{};
    auto const result = report_on(chosen, asked, data, mirrored, before, message);
    if (!chosen.pictures.empty()) {
        message += draw(chosen.pictures, asked, data.all_flows, mirrored, result);
    }
    auto text = printed(result, chosen.format);
    if (chosen.verbose) {
        (chosen.format == "text" ? text : message) += in_full(result);
    }
    if (!(std::cout << text << std::flush)) {
        throw std::runtime_error{"the output cannot be written"};
    }
    std::cerr << message;
}

} // namespace

int main(int count, char** arguments)
{
    auto const fail = [](std::string const& why, int status) {
        std::cerr << "great_powers: " << support::plain(why) << '\n';
        return status;
    };
    auto app = CLI::App{"How states are exposed to great powers, and how they balance between them", "great_powers"};
    app.footer(
        "Without --flows, the bundled figures are measured: the World Factbook's, which ended in 2026, and SIPRI's of "
        "2022. Up to date are UN Comtrade and BACI (exports, imports), SIPRI (arms) and the UN Digital Library "
        "(votes). docs/formats.md has the command for the files of each provider.");
    try {
        run(support::parse(app, count, arguments));
        return 0;
    } catch (CLI::ParseError const& e) {
        return e.get_exit_code() == 0 ? app.exit(e) : fail(e.what(), 2);
    } catch (support::usage_error const& e) {
        return fail(e.what(), 2);
    } catch (std::filesystem::filesystem_error const& e) {
        return fail(e.path1().string() + ": " + e.code().message(), 1);
    } catch (std::exception const& e) {
        return fail(e.what(), 1);
    }
}
