// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/io/direction.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/io/formats/known_format.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>

#include "command_line.hpp"
#include "opened_file.hpp"
#include "provider_file.hpp"
#include "state_names.hpp"
#include "terminal.hpp"
#include "tidy_columns.hpp"
#include "units.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// Reads files into a ledger.
namespace support {

using key = std::tuple<int, equipoise::iso3, std::string>; // period, state, channel
using ledger = equipoise::ledger<key, equipoise::iso3>;

/// What became of the rows of one file.
struct file_rows {
    std::string file;
    equipoise::io::report rows;                          // flows of a state to itself are among those that were used
    std::size_t own = 0;                                 // rows from a state to itself
    std::size_t set_aside = 0;                           // rows that are parts of exports or imports
    std::size_t not_asked = 0;                           // rows of years that were not asked for
    std::set<std::string> sources{};                     // of the rows of the states asked for
    std::vector<equipoise::io::format_report> reports{}; // of a provider's file, or of several in an archive
};

/// The flows of all states, and what the files tell of their rows.
struct archive {
    ledger all_flows;
    equipoise::io::report rows;
    std::map<std::string, std::size_t> set_aside; // rows by the word for a part of exports or imports
    std::size_t own = 0;                          // rows from a state to itself
    std::size_t not_asked = 0;                    // rows of tidy files of years that were not asked for
    std::size_t contradictory = 0;                // portfolios of states not asked for that contradict their total
    std::size_t given_twice = 0;                  // portfolios of states not asked for that two files give
    std::vector<std::string> unfinished;          // files whose last row has no line break
    std::vector<std::string> without_flows;       // sentences on files that have none of the years asked for
    std::map<std::pair<int, std::string>, std::set<std::string>> sources; // of the states asked for
    std::map<std::string, equipoise::io::unit> units;                     // of each channel
    std::vector<file_rows> files;                                         // in the order in which they were read
    std::bitset<26 * 26 * 26> named; // states and partners on file, by iso3::index()
};

/// Adds the flows of files to a ledger one by one; memory grows with the ledger, not with the files.
class archivist {
public:
    archivist(options const& chosen, question const& asked, double rounding)
        : chosen_{chosen}, states_{asked.states}, years_{asked.years}, products_{asked.products}, sdmx_{asked.sdmx},
          rounding_{rounding}, columns_{columns_by_content(chosen.columns)}
    {
    }

    /// Reads a file, or those files of an archive that are of the years asked for.
    /// @param channel of its flows; if empty, what the file says
    void read(std::string const& file, std::string const& channel)
    {
        result_.files.push_back({file, {}});
        for (auto const& each : files_named(file, years_)) {
            auto const opened = opened_file{each};
            auto const format =
                columns_.is_tidy(opened.head(), true)
                    ? std::nullopt
                    : equipoise::io::known_format(equipoise::io::text(opened.head(), std::string{opened.name()}));
            if (!format) {
                read_tidy(opened, channel);
            } else if (format->subject == equipoise::io::subject::flows) {
                read_providers(opened, *format, channel);
            } else {
                throw equipoise::io::input_error{opened.name(), "holds no flows, but " + in_words(format->subject)
                                                                    + " (" + std::string{format->provider} + ")"
                                                                    + (format->subject == equipoise::io::subject::votes
                                                                           ? "; give it by --votes"
                                                                           : ", which are not measured here")};
            }
        }
    }

    /// @throws std::runtime_error when one of the states asked for has flows that contradict their declared total
    archive finish()
    {
        for (auto const& each : waiting_) {
            add(each);
        }
        result_.units = units_.all();
        for (auto const& found : result_.all_flows.contradictions()) {
            if (contains(states_, std::get<equipoise::iso3>(found.key))) {
                throw std::runtime_error{found.message};
            }
            ++result_.contradictory;
        }
        return std::move(result_);
    }

private:
    using outcome = equipoise::io::row_outcome;
    using direction = equipoise::io::direction;

    /// Where the flows under a key come from.
    struct origin {
        std::string file;
        bool provider = false;
    };

    /// Flows that wait until the unit of their channel is known.
    struct provider_channel {
        std::string channel;
        equipoise::io::unit unit;
        std::string file;
        ledger_of_states flows;
    };

    [[nodiscard]] static std::string in_words(equipoise::io::subject of)
    {
        return of == equipoise::io::subject::votes  ? "votes"
               : of == equipoise::io::subject::ties ? "ties between states"
                                                    : "indicators of states";
    }

    void read_tidy(opened_file const& file, std::string const& channel)
    {
        if (!file.head().empty() && !columns_.is_tidy(file.head(), false)) {
            throw equipoise::io::header_error{file.name(),
                                              "is in no format that is known, and has none of the columns "
                                                  + columns_.wanted()[tidy_columns::from_place].name + ", "
                                                  + columns_.wanted()[tidy_columns::to_place].name + " and "
                                                  + columns_.wanted()[tidy_columns::amount_place].name
                                                  + " of a tidy file; --columns says how a file calls them"};
        }
        auto shown = progress{file.name()};
        columns_.begin();
        channel_ = channel;
        auto const rows = equipoise::io::for_each_row(file.source(), {.columns = columns_.wanted()},
                                                      [&](equipoise::io::row const& row) {
                                                          shown.step();
                                                          return enter(row, file.name());
                                                      });
        if (rows.read == 0) {
            throw equipoise::io::input_error{file.name(), "has a header, but no rows"};
        }
        if (rows.unfinished != 0) {
            result_.unfinished.push_back(file.name());
        }
        result_.rows += rows;
        result_.files.back().rows += rows;
        auto const flows = builder_.build();
        auto channels = std::set<std::string>{};
        for (auto const& under : flows.keys()) {
            channels.insert(std::get<2>(under));
        }
        for (auto const& each : channels) {
            units_.note(each, equipoise::io::unit::unstated, "tidy", file.name());
        }
        auto as_read = true; // unless some of it is omitted
        for (auto const& under : flows.keys()) {
            as_read = takes(under, {file.name(), false}) && as_read;
        }
        for (auto const& [under, portfolio] : flows) {
            if (!as_read && origins_.at(under).file == file.name()) {
                detail::copy_portfolio(under, portfolio, rounding_, builder_);
            }
        }
        result_.all_flows += as_read ? flows : builder_.build();
    }

    void read_providers(opened_file const& file, equipoise::io::format_facts const& format, std::string const& channel)
    {
        auto [channels, report] = read_provider_file(file, format, channel,
                                                     {.years = years_,
                                                      .products = products_,
                                                      .product_level = chosen_.product_level,
                                                      .search_repeats = chosen_.search_repeats,
                                                      .sdmx = sdmx_},
                                                     chosen_.arms_years);
        auto source = std::string{report.about.provider} + (report.vintage.empty() ? "" : "; " + report.vintage);
        auto any = false;
        for (auto& [name, flows] : channels) {
            if (flows.empty()) {
                continue;
            }
            units_.note(name, report.unit, std::string{report.about.name}, file.name());
            for (auto const& [period, state] : flows.keys()) {
                any = any || wants_year(period);
                if (wants_year(period) && takes({period, state, name}, {file.name(), true})
                    && contains(states_, state)) {
                    result_.sources[{period, name}].insert(source + sum_in_words(report, period));
                    result_.files.back().sources.insert(source);
                }
            }
            waiting_.push_back({name, report.unit, file.name(), std::move(flows)});
        }
        if (!any) {
            auto const arms = report.unit == equipoise::io::unit::million_tiv && chosen_.arms_years > 1;
            result_.without_flows.push_back(file.name() + ": has no flows of the years asked for"
                                            + (arms ? ", as its years are not enough for sums over "
                                                          + std::to_string(chosen_.arms_years) + " (--arms-years)"
                                                    : ""));
        }
        if (report.lines.unfinished != 0) {
            result_.unfinished.push_back(file.name());
        }
        result_.files.back().reports.push_back(std::move(report));
    }

    /// Adds the flows of a channel in a provider's file, in the unit of the channel.
    void add(provider_channel const& from)
    {
        auto const converted = [&](double amount) { return units_.converted(amount, from.channel, from.unit); };
        for (auto const& [period_and_state, portfolio] : from.flows) {
            auto const under = std::tuple_cat(period_and_state, std::tuple{from.channel});
            if (auto const known = origins_.find(under); known != origins_.end() && known->second.file == from.file) {
                copy_converted(under, portfolio, converted);
            }
        }
        result_.all_flows += builder_.build();
    }

    /// Whether a period is of a year that was asked for.
    [[nodiscard]] bool wants_year(int period) const
    {
        auto const year = period > 99'999 ? period / 100 : period; // 201905 is a month
        return years_.empty() || std::find(years_.begin(), years_.end(), year) != years_.end();
    }

    [[nodiscard]] std::string sum_in_words(equipoise::io::format_report const& report, int period) const
    {
        return report.unit == equipoise::io::unit::million_tiv && chosen_.arms_years > 1
                   ? "; sum over " + std::to_string(period - chosen_.arms_years + 1) + "-" + std::to_string(period)
                   : "";
    }

    template <class Converted>
    void copy_converted(key const& under, equipoise::portfolio_view<equipoise::iso3> const& flows,
                        Converted const& converted)
    {
        struct converting {
            equipoise::ledger_builder<key, equipoise::iso3>& to;
            Converted const& converted;

            void add(key const& at, equipoise::iso3 id, double amount) { to.add(at, id, converted(amount)); }
            void add_unknown(key const& at, std::optional<equipoise::iso3> id, std::size_t rows = 1)
            {
                to.add_unknown(at, id, rows);
            }
            void declare(key const& at, equipoise::declared<double> known)
            {
                known.total = converted(*known.total);
                to.declare(at, known);
            }
        };
        auto to = converting{builder_, converted};
        detail::copy_portfolio(under, flows, 0, to);
        result_.named.set(std::get<1>(under).index());
        for (auto const id : flows.ids()) {
            result_.named.set(id.index());
        }
        for (auto const& each : flows.unknown()) {
            result_.named.set(each.id.index());
        }
    }

    /// Whether the flows of a file under a key are taken. Those of a state that was not asked for are omitted where
    /// another file gives them already; files of one's own may share them, as rows without a channel do.
    /// @throws std::runtime_error where two files give those of a state that was asked for
    [[nodiscard]] bool takes(key const& under, origin const& from)
    {
        auto const& [period, state, channel] = under;
        auto const [known, is_first] = origins_.emplace(under, from);
        auto const& before = known->second;
        if (is_first || before.file == from.file) {
            return true;
        }
        if (contains(states_, state)) {
            throw std::runtime_error{before.file + " and " + from.file + " both give " + channel + " of "
                                     + name_of(state, chosen_.codes) + " in " + period_text(period)
                                     + "; leave one of them out, or name another channel for it, as in "
                                       "--flows NAME=FILE"};
        }
        if (!before.provider && !from.provider) {
            return true;
        }
        ++result_.given_twice;
        return false;
    }

    outcome enter(equipoise::io::row const& row, std::string const& file)
    {
        auto flow = equipoise::io::tidy_flow<>{};
        flow.origin = row.get<equipoise::iso3>(tidy_columns::from_place);
        flow.destination = row.get<equipoise::iso3>(tidy_columns::to_place);
        flow.period = row.has(tidy_columns::period_place) ? row.get<int>(tidy_columns::period_place) : 0;
        flow.total = tidy_columns::not_negative(row, tidy_columns::total_place);
        if (row.has(tidy_columns::listing_place)) {
            flow.listing = row.get<equipoise::listing>(tidy_columns::listing_place);
        }
        flow.source = row.trimmed(tidy_columns::source_place);
        auto const known = tidy_columns::not_negative(row, tidy_columns::amount_place);
        auto const way = columns_.direction_of(row, file);
        if (flow.period != 0 && !wants_year(flow.period)) {
            ++result_.not_asked;
            ++result_.files.back().not_asked;
            return outcome::used;
        }
        if (way == direction::part_of_exports || way == direction::part_of_imports) {
            ++result_.set_aside[std::string{row.trimmed(tidy_columns::channel_place)}];
            ++result_.files.back().set_aside;
            return outcome::used;
        }
        if (columns_.reported() && way == direction::imports) {
            std::swap(flow.origin, flow.destination);
        }
        if (flow.origin == flow.destination) {
            ++result_.own;
            ++result_.files.back().own;
            return outcome::used;
        }
        if (!channel_.empty()) { // of a file with directions, what goes the way of the channel
            if (way && (*way == direction::exports) != (channel_ == "exports")) {
                ++result_.not_asked;
                ++result_.files.back().not_asked;
                return outcome::used;
            }
            if (!way) {
                columns_.refuse_other_channel(row);
            }
            enter(flow, known, channel_, channel_ == "exports");
        } else if (way) {
            enter(flow, known, *way == direction::exports ? "exports" : "imports", *way == direction::exports);
        } else if (!row.trimmed(tidy_columns::channel_place).empty()) {
            enter(flow, known, std::string{row.trimmed(tidy_columns::channel_place)}, false);
        } else if (flow.total) {
            row.reject(tidy_columns::total_place, "none, as there is no channel to say whose total it is");
        } else {
            enter(flow, known, "exports", true);
            enter(flow, known, "imports", false);
        }
        return known ? outcome::used : outcome::unknown;
    }

    /// Exports are flows of the origin; flows of all other channels are flows of the destination.
    void enter(equipoise::io::tidy_flow<> const& row, std::optional<double> amount, std::string const& channel,
               bool outward)
    {
        auto const state = outward ? row.origin : row.destination;
        auto const partner = outward ? row.destination : row.origin;
        auto const under = key{row.period, state, channel};
        if (amount) {
            builder_.add(under, partner, *amount);
        } else {
            builder_.add_unknown(under, partner);
        }
        if (row.total) {
            builder_.declare(under, {.total = row.total, .listing = row.listing, .rounding = rounding_});
        }
        result_.named.set(state.index());
        result_.named.set(partner.index());
        if (contains(states_, state) && !row.source.empty()) {
            result_.sources[{row.period, channel}].insert(row.source);
            result_.files.back().sources.insert(row.source);
        }
    }

    options const& chosen_;
    std::vector<equipoise::iso3> states_;
    std::vector<int> years_;
    std::vector<std::string> products_;
    equipoise::io::sdmx_mapping sdmx_;
    double rounding_;
    tidy_columns columns_;
    std::string channel_{}; ///< of the file that is read; if empty, that of each row
    channel_units units_;
    std::vector<provider_channel> waiting_;
    std::map<key, origin> origins_;
    equipoise::ledger_builder<key, equipoise::iso3> builder_;
    archive result_;
};

} // namespace support
