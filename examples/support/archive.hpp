// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/flows.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/ledger_builder.hpp>

#include "command_line.hpp"
#include "terminal.hpp"

#include <bitset>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// From files to a ledger.
namespace support {

using key = std::tuple<int, equipoise::iso3, std::string>; // period, state, channel
using ledger = equipoise::ledger<key, equipoise::iso3>;

/// Everybody's flows, and what the files say of them.
struct archive {
    ledger book;
    equipoise::io::report rows;
    std::map<std::pair<int, std::string>, std::set<std::string>> sources; // of the states asked for
    std::bitset<26 * 26 * 26> named;                                      // by iso3::index()
};

/// Enters files into a ledger row by row, in memory that grows with the ledger, not with the files.
class archivist {
public:
    archivist(std::vector<equipoise::iso3> states, double rounding) : states_{std::move(states)}, rounding_{rounding} {}

    void read(std::string const& file)
    {
        auto shown = progress{file};
        result_.rows += equipoise::io::read_flows(file, {}, [&](equipoise::io::tidy_flow<> const& row) {
            if (!row.channel.empty()) {
                enter(row, row.channel);
            } else if (row.total) {
                throw equipoise::io::input_error{file, "a row has a total but no channel to say whose total it is"};
            } else {
                enter(row, "exports");
                enter(row, "imports");
            }
            shown.step();
        });
    }

    archive finish()
    {
        result_.book = builder_.build();
        return std::move(result_);
    }

private:
    /// Exports are the origin's; whatever comes through another channel is the destination's.
    void enter(equipoise::io::tidy_flow<> const& row, std::string const& channel)
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

    std::vector<equipoise::iso3> states_;
    double rounding_;
    equipoise::ledger_builder<key, equipoise::iso3> builder_;
    archive result_;
};

} // namespace support
