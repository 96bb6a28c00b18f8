// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/io/direction.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>

#include "command_line.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <iostream>
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
    equipoise::io::report rows;      // flows of a state to itself are among those that were used
    std::size_t own = 0;             // rows from a state to itself
    std::size_t set_aside = 0;       // rows that are parts of exports or imports
    std::set<std::string> sources{}; // of the rows of the states asked for
};

/// The flows of all states, and what the files tell of their rows.
struct archive {
    ledger all_flows;
    equipoise::io::report rows;
    std::map<std::string, std::size_t> set_aside; // rows by the word for a part of exports or imports
    std::size_t own = 0;                          // rows from a state to itself
    std::size_t contradictory = 0;                // portfolios of states not asked for that contradict their total
    std::vector<std::string> unfinished;          // files whose last row has no line break
    std::map<std::pair<int, std::string>, std::set<std::string>> sources; // of the states asked for
    std::vector<file_rows> files;                                         // in the order in which they were read
    std::bitset<26 * 26 * 26> named; // states and partners on file, by iso3::index()
};

/// Adds the rows of files to a ledger one by one; memory grows with the ledger, not with the files.
class archivist {
public:
    archivist(std::vector<equipoise::iso3> states, double rounding, column_names columns)
        : states_{std::move(states)}, rounding_{rounding}, columns_{std::move(columns)}
    {
    }

    void read(std::string const& file)
    {
        auto const from = file == "-" ? equipoise::io::source{std::cin, "standard input"} : equipoise::io::source{file};
        auto shown = progress{from.name()};
        seen_ = {};
        result_.files.push_back({file, {}});
        auto const rows = equipoise::io::for_each_row(from, {.columns = wanted()}, [&](equipoise::io::row const& row) {
            shown.step();
            return enter(row, from.name());
        });
        if (rows.read == 0) {
            throw equipoise::io::input_error{from.name(), "has a header, but no rows"};
        }
        if (rows.unfinished != 0) {
            result_.unfinished.push_back(from.name());
        }
        result_.rows += rows;
        result_.files.back().rows = rows;
    }

    /// @throws std::runtime_error when one of the states asked for has flows that contradict their declared total
    archive finish()
    {
        result_.all_flows = builder_.build();
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

    enum place : std::size_t {
        from_place,
        to_place,
        amount_place,
        period_place,
        channel_place,
        total_place,
        listing_place,
        source_place
    };

    /// The words in the channel column of a file up to the present row.
    struct words {
        std::vector<std::pair<std::string, direction>> directions{};
        std::string other{};        ///< the first word that names no direction
        std::size_t first_line = 0; ///< line of the first direction; 0 = none so far
        std::size_t other_line = 0; ///< line of `other`; 0 = none so far
    };

    [[nodiscard]] bool reported() const { return columns_.contains("reporter"); }

    [[nodiscard]] std::vector<equipoise::io::column> wanted() const
    {
        auto const named = [&](std::string const& content, bool required) {
            auto const name = columns_.find(content);
            return name != columns_.end() ? equipoise::io::column{name->second}
                                          : equipoise::io::column{content, required};
        };
        return {named(reported() ? "reporter" : "origin", true),
                named(reported() ? "partner" : "destination", true),
                named("amount", true),
                named("period", false),
                named("channel", false),
                named("total", false),
                named("listing", false),
                named("source", false)};
    }

    outcome enter(equipoise::io::row const& row, std::string const& file)
    {
        auto flow = equipoise::io::tidy_flow<>{};
        flow.origin = row.get<equipoise::iso3>(from_place);
        flow.destination = row.get<equipoise::iso3>(to_place);
        flow.period = row.has(period_place) ? row.get<int>(period_place) : 0;
        flow.total = not_negative(row, total_place);
        if (row.has(listing_place)) {
            flow.listing = row.get<equipoise::listing>(listing_place);
        }
        flow.source = row.trimmed(source_place);
        auto const known = not_negative(row, amount_place);
        auto const way = direction_of(row, file);
        if (way == direction::part_of_exports || way == direction::part_of_imports) {
            ++result_.set_aside[std::string{row.trimmed(channel_place)}];
            ++result_.files.back().set_aside;
            return outcome::used;
        }
        if (reported() && way == direction::imports) {
            std::swap(flow.origin, flow.destination);
        }
        if (flow.origin == flow.destination) {
            ++result_.own;
            ++result_.files.back().own;
            return outcome::used;
        }
        if (way) {
            enter(flow, known, *way == direction::exports ? "exports" : "imports", *way == direction::exports);
        } else if (!row.trimmed(channel_place).empty()) {
            enter(flow, known, std::string{row.trimmed(channel_place)}, false);
        } else if (flow.total) {
            row.reject(total_place, "none, as there is no channel to say whose total it is");
        } else {
            enter(flow, known, "exports", true);
            enter(flow, known, "imports", false);
        }
        return known ? outcome::used : outcome::unknown;
    }

    [[nodiscard]] static std::optional<double> not_negative(equipoise::io::row const& row, std::size_t place)
    {
        auto const value = row.known<double>(place);
        if (value && *value < 0) {
            row.reject(place, "no negative number");
        }
        return value ? std::optional{*value + 0.0} : std::nullopt; // turns -0 into 0
    }

    /// The direction that the channel of a row names, or nothing. Either all rows of a file name a direction, or none.
    [[nodiscard]] std::optional<direction> direction_of(equipoise::io::row const& row, std::string const& file)
    {
        auto const text = row.trimmed(channel_place);
        for (auto const& [word, way] : seen_.directions) {
            if (word == text) {
                return way; // the usual case
            }
        }
        if (seen_.other_line != 0 && seen_.other == text) {
            return std::nullopt;
        }
        auto const usual = std::string{equipoise::io::parse<direction>::expected};
        auto const way = equipoise::io::parse<direction>{}(text);
        if (way) {
            seen_.directions.emplace_back(text, *way);
            seen_.first_line = seen_.first_line != 0 ? seen_.first_line : row.line();
        } else if (reported() || looks_like_direction(text)) {
            row.reject(channel_place, usual);
        } else if (seen_.other_line == 0) {
            seen_.other = text;
            seen_.other_line = row.line();
        }
        if (seen_.first_line != 0 && seen_.other_line != 0) {
            throw equipoise::io::format_error{file, seen_.other_line, column_of_channel(), seen_.other,
                                              usual + ", as in line " + std::to_string(seen_.first_line)
                                                  + "; flows of another kind belong in a file of their own"};
        }
        return way;
    }

    [[nodiscard]] std::string column_of_channel() const
    {
        auto const name = columns_.find("channel");
        return name != columns_.end() ? name->second : "channel";
    }

    /// Whether a word seems to mean a direction that is not known. To take it for the name of a channel would be a
    /// guess.
    [[nodiscard]] static bool looks_like_direction(std::string_view text)
    {
        auto small = std::string{text};
        std::transform(small.begin(), small.end(), small.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        auto const import_at = small.find("import");
        return small == "e" || small == "i" || small.find("export") != std::string::npos
               || (import_at != std::string::npos && small.compare(import_at, 8, "importan") != 0);
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

    std::vector<equipoise::iso3> states_;
    double rounding_;
    column_names columns_;
    words seen_;
    equipoise::ledger_builder<key, equipoise::iso3> builder_;
    archive result_;
};

} // namespace support
