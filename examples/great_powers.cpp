// SPDX-License-Identifier: BSL-1.0
// How exposed are states to great powers, how concentrated are their partners, and how far do trade and arms offset
// each other? A table, and with --pictures two pictures, of the bundled data or of files of your own.
#include <equipoise/equipoise.hpp>
#include <equipoise/io/flows.hpp>

#include "support/command_line.hpp"
#include "support/findings.hpp"
#include "support/gnuplot.hpp"
#include "support/terminal.hpp"
#include "support/timeline.hpp"
#include "support/triangle.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace eq = equipoise;

namespace {

using support::contains;
using support::options;
using support::question;
using support::report;

using key = std::tuple<int, eq::iso3, std::string>; // period, state, channel
using ledger = eq::ledger<key, eq::iso3>;
using flows_of_one = eq::portfolio_view<eq::iso3>;

/// Everybody's flows, and what the files say of them.
struct archive {
    ledger book;
    eq::io::report rows;
    std::map<std::pair<int, std::string>, std::set<std::string>> sources; // of the states asked for
    std::bitset<26 * 26 * 26> named;                                      // by iso3::index()
};

/// Enters files into a ledger row by row, in memory that grows with the ledger, not with the files.
class archivist {
public:
    archivist(std::vector<eq::iso3> states, double rounding) : states_{std::move(states)}, rounding_{rounding} {}

    void read(std::string const& file)
    {
        auto progress = support::progress{file};
        result_.rows += eq::io::read_flows(file, {}, [&](eq::io::tidy_flow<> const& row) {
            if (!row.channel.empty()) {
                enter(row, row.channel);
            } else if (row.total) {
                throw eq::io::input_error{file, "a row has a total but no channel to say whose total it is"};
            } else {
                enter(row, "exports");
                enter(row, "imports");
            }
            progress.step();
        });
    }

    archive finish()
    {
        result_.book = builder_.build();
        return std::move(result_);
    }

private:
    /// Exports are the origin's; whatever comes through another channel is the destination's.
    void enter(eq::io::tidy_flow<> const& row, std::string const& channel)
    {
        auto const outward = channel == "exports";
        auto const state = outward ? row.origin : row.destination;
        auto const partner = outward ? row.destination : row.origin;
        auto const under = key{row.period, state, channel};
        builder_.add(under, partner, row.amount);
        if (row.total) {
            builder_.declare(under, {.total = row.total, .listing = row.listing, .rounding = rounding_});
        }
        result_.named.set(state.index());
        result_.named.set(partner.index());
        if (contains(states_, state) && !row.source.empty()) {
            result_.sources[{row.period, channel}].insert(row.source);
        }
    }

    std::vector<eq::iso3> states_;
    double rounding_;
    eq::ledger_builder<key, eq::iso3> builder_;
    archive result_;
};

archive read(options const& chosen, question const& asked)
{
    auto const bundled = chosen.files.empty();
    auto const files =
        bundled ? std::vector<std::string>{EQUIPOISE_EXAMPLES_DATA "/partners.csv", EQUIPOISE_EXAMPLES_DATA "/arms.csv"}
                : chosen.files;
    auto reader = archivist{asked.states, chosen.rounding.value_or(bundled ? support::bundled_rounding : 0)};
    for (auto const& file : files) {
        reader.read(file);
    }
    return reader.finish();
}

/// Refuses names that are nowhere on file: a misspelt power would otherwise look like one without any trade.
void check_names(options const& chosen, question const& asked, archive const& data)
{
    auto states = std::set<eq::iso3>{};
    for (auto const& [period, state, channel] : data.book.keys()) {
        states.insert(state);
    }
    for (auto const state : asked.states) {
        if (!states.contains(state)) {
            throw std::runtime_error{"--states: no flows of " + state.str() + " are on file"};
        }
    }
    auto const check_partners = [&](std::string const& option, std::vector<eq::iso3> const& partners) {
        for (auto const partner : partners) {
            if (!data.named.test(partner.index())) {
                throw std::runtime_error{option + ": " + partner.str() + " is nobody's partner on file"};
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
    for (auto const& [period, state, channel] : data.book.keys()) {
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

/// Exports, imports, then the other channels by name.
std::vector<std::string> channels_of(question const& asked, archive const& data)
{
    auto found = std::set<std::string>{};
    for (auto const& [period, state, channel] : data.book.keys()) {
        if (contains(asked.states, state)) {
            found.insert(channel);
        }
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

/// A report that says what it is about, but has no findings yet.
report begin_report(options const& chosen, question const& asked, archive const& data)
{
    auto result = report{};
    result.period = period_of(chosen, asked, data);
    result.states = support::texts(asked.states);
    result.powers = support::texts(asked.powers);
    result.neighbors = support::texts(asked.neighbors);
    result.channels = channels_of(asked, data);
    for (auto const& channel : result.channels) {
        result.weights[channel] = 1;
        if (auto const found = data.sources.find({result.period, channel}); found != data.sources.end()) {
            result.sources[channel] = found->second;
        }
    }
    for (auto const& [channel, weight] : asked.weights) {
        if (!result.weights.contains(channel)) {
            throw std::runtime_error{"--weights: these states have no channel \"" + channel + "\" on file, only "
                                     + support::join(result.channels)};
        }
        result.weights[channel] = weight;
    }
    result.rows_used = data.rows.used;
    result.rows_unknown = data.rows.unknown;
    return result;
}

/// The measures of one state's flows in a channel and period; add(measure, interval, partner) takes them.
template <class Add>
void measure(flows_of_one const& flows, question const& asked, eq::bloc<eq::iso3> const& neighbors, Add const& add)
{
    auto const largest = eq::largest_exposure(flows);
    if (!largest.power) {
        add("largest_exposure", eq::bound(eq::concentration_ratio(1), flows));
    }
    for (std::size_t i = 0; largest.power && i < flows.size(); ++i) {
        if (flows.share(i) == largest.share) { // there may be several
            add("largest_exposure", {largest.share, largest.share}, flows.ids()[i].str());
        }
    }
    add("hhi", eq::bound(eq::hhi, flows));
    add("effective_number", eq::bound(eq::effective_number, flows));
    if (neighbors.size() != 0) {
        add("third_neighbors", eq::bound(eq::exposure(neighbors), flows));
    }
    add("third_neighbor_share", eq::bound(eq::third_neighbor_share(eq::bloc(asked.powers)), flows));
    if (asked.powers.size() > 1) {
        add("tilt", eq::bound(eq::tilt(asked.powers[0], asked.powers[1]), flows));
    }
}

/// A state's exposures in all periods, and everything else in the period of the report.
void measure_channels(eq::iso3 state, question const& asked, ledger const& book, report& to)
{
    auto partners = asked.neighbors;
    std::erase(partners, state);
    auto const neighbors = eq::bloc(partners);
    for (auto const& channel : to.channels) {
        for (auto const& [period, flows_state, flows_channel] : book.keys()) {
            if (flows_state != state || flows_channel != channel) {
                continue;
            }
            auto const flows = book.at({period, state, channel});
            auto const add = [&](std::string const& name, eq::interval value, std::string const& partner = {}) {
                to.findings.push_back({state, period, channel, name, partner, value});
            };
            for (auto const power : asked.powers) {
                add("exposure", eq::bound(eq::exposure(power), flows), power.str());
            }
            if (period == to.period) {
                measure(flows, asked, neighbors, add);
            }
        }
    }
}

/// What a state's channels come to together: those on file in the period that weigh anything.
void measure_across_channels(eq::iso3 state, question const& asked, ledger const& book, report& to)
{
    auto names = std::vector<std::string>{};
    auto leaning = std::vector<std::string>{};
    auto portfolios = std::vector<flows_of_one>{};
    auto tilts = std::vector<eq::interval>{};
    auto weights = std::vector<double>{};
    auto tilt_weights = std::vector<double>{};
    for (auto const& channel : to.channels) {
        auto const flows = book.find({to.period, state, channel});
        auto const weight = to.weights.at(channel);
        if (!flows || weight == 0 || eq::is_undefined(eq::bound(eq::hhi, *flows).low)) {
            continue;
        }
        names.push_back(channel);
        portfolios.push_back(*flows);
        weights.push_back(weight);
        if (asked.powers.size() < 2) {
            continue;
        }
        auto const tilt = eq::bound(eq::tilt(asked.powers[0], asked.powers[1]), *flows);
        if (support::is_known(tilt)) { // it is not where there is nothing with either power
            leaning.push_back(channel);
            tilts.push_back(tilt);
            tilt_weights.push_back(weight);
        }
    }
    auto const add = [&](std::vector<std::string> const& channels, std::string const& name, eq::interval value) {
        to.findings.push_back({state, to.period, support::join(channels, "+"), name, {}, value});
    };
    if (tilts.size() > 1) {
        add(leaning, "offset", eq::bound(eq::offset, tilts, tilt_weights));
    }
    if (portfolios.size() > 1) {
        add(names, "balancing_gain", eq::bound(eq::balancing_gain, portfolios, weights));
    }
}

/// Everybody's place between the first two powers in the period of the report.
std::vector<support::position> positions(question const& asked, ledger const& book, report const& about)
{
    auto result = std::vector<support::position>{};
    for (std::size_t i = 0; i < book.size(); ++i) {
        auto const& [period, state, channel] = book.keys()[i];
        if (period != about.period || contains(asked.powers, state) || asked.powers.size() < 2) {
            continue;
        }
        auto const flows = book[i].flows;
        auto const a = eq::bound(eq::exposure(asked.powers[0]), flows);
        auto const b = eq::bound(eq::exposure(asked.powers[1]), flows);
        if (support::is_known(a) && support::is_known(b)) {
            result.push_back({state, channel, a, b});
        }
    }
    return result;
}

void draw(std::string const& folder, question const& asked, ledger const& book, report const& all)
{
    auto scripts = std::vector{support::exposure_over_time(all)};
    if (asked.powers.size() > 1) {
        scripts.push_back(support::triangle(all, positions(asked, book, all)));
    }
    auto const pictures = support::draw(folder, scripts);
    if (pictures.empty()) {
        std::cerr << "great_powers: gnuplot is not installed, so there are only its scripts in " << folder << '\n';
    }
    for (auto const& picture : pictures) {
        std::cerr << "picture: " << picture.string() << '\n';
    }
}

std::string printed(report const& all, std::string const& format)
{
    return format == "csv"        ? support::as_csv(all)
           : format == "json"     ? support::as_json(all)
           : format == "markdown" ? support::as_markdown(all)
                                  : support::as_text(all);
}

void run(options const& chosen)
{
    auto const asked = support::ask(chosen);
    auto const data = read(chosen, asked);
    check_names(chosen, asked, data);
    auto result = begin_report(chosen, asked, data);
    for (auto const state : asked.states) {
        measure_channels(state, asked, data.book, result);
        measure_across_channels(state, asked, data.book, result);
    }
    if (!chosen.pictures.empty()) {
        draw(chosen.pictures, asked, data.book, result);
    }
    if (!(std::cout << printed(result, chosen.format) << std::flush)) {
        throw std::runtime_error{"the output cannot be written"};
    }
}

} // namespace

int main(int count, char** arguments)
{
    auto const fail = [](std::string const& why, int status) {
        std::cerr << "great_powers: " << support::plain(why) << '\n';
        return status;
    };
    auto app = CLI::App{"How states are exposed to great powers, and how they balance between them", "great_powers"};
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
