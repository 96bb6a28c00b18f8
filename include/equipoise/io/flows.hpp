// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io {

template <>
struct parse<iso3> {
    static constexpr std::string_view expected = "an ISO 3166-1 alpha-3 code";

    [[nodiscard]] constexpr std::optional<iso3> operator()(std::string_view text) const { return iso3::parse(text); }
};

/// "", "all" and "some" say that any partner may be unlisted, "largest" that the listed ones are the largest.
template <>
struct parse<listing> {
    static constexpr std::string_view expected = "all, some, largest or nothing";

    [[nodiscard]] constexpr std::optional<listing> operator()(std::string_view text) const
    {
        if (text.empty() || text == "all" || text == "some") {
            return listing::some;
        }
        return text == "largest" ? std::optional{listing::largest} : std::nullopt;
    }
};

/// One row of a tidy file: what went from whom to whom, in the unit of the file.
template <class Id = iso3, class Channel = std::string>
struct tidy_flow {
    Id origin = {};
    Id destination = {};
    double amount = 0;
    int period = 0;                   ///< 0 when the file has no such column
    Channel channel = {};             ///< "exports", "arms" .., or a product; a text may be empty
    std::optional<double> total = {}; ///< of all partners of the cell, listed or not, where declared
    equipoise::listing listing = equipoise::listing::some;
    std::string source = {};
};

/// The names under which a file has the columns of tidy_flow. The first three have to be there, and so has every other
/// one whose name is not the default; a column that is not there leaves the default value.
struct flow_columns {
    std::string origin = "origin";
    std::string destination = "destination";
    std::string amount = "amount";
    std::string period = "period";
    std::string channel = "channel";
    std::string total = "total";
    std::string listing = "listing";
    std::string source = "source";
};

/// How a tidy file is written, e.g. `{.columns = {.origin = "i", .destination = "j", .amount = "v"}, .separator =
/// ';'}`.
using flow_options = delimited_options<flow_columns>;

/// The flows of a file and what became of its rows.
template <class Id = iso3, class Channel = std::string>
struct flow_table {
    std::vector<tidy_flow<Id, Channel>> flows;
    io::report report;
};

namespace detail {

// The order in which read_flows wants its columns.
enum flow_place : std::size_t {
    origin_place,
    destination_place,
    amount_place,
    period_place,
    channel_place,
    total_place,
    listing_place,
    source_place
};

inline std::vector<column> wanted(flow_columns const& names)
{
    auto const usual = flow_columns{};
    auto const optional = [](std::string const& name, std::string const& usual_name) {
        return column{name, name != usual_name};
    };
    return {names.origin,
            names.destination,
            names.amount,
            optional(names.period, usual.period),
            optional(names.channel, usual.channel),
            optional(names.total, usual.total),
            optional(names.listing, usual.listing),
            optional(names.source, usual.source)};
}

/// Makes flows of rows.
template <class Id, class Channel, class Sink>
class flow_reader {
public:
    explicit flow_reader(Sink sink) : sink_{static_cast<Sink>(sink)} {}

    outcome operator()(row const& row)
    {
        flow_.origin = row.template get<Id>(origin_place);
        flow_.destination = row.template get<Id>(destination_place);
        if (row.has(period_place)) {
            flow_.period = row.template get<int>(period_place);
        }
        if (row.has(channel_place)) {
            if constexpr (std::same_as<Channel, std::string>) {
                flow_.channel = row.text(channel_place);
            } else {
                flow_.channel = row.template get<Channel>(channel_place);
            }
        }
        if (row.has(total_place)) {
            flow_.total = amount_of(row, total_place, "no negative total");
        }
        if (row.has(listing_place)) {
            flow_.listing = row.template get<listing>(listing_place);
        }
        if (row.has(source_place)) {
            flow_.source = row.text(source_place);
        }
        auto const amount = amount_of(row, amount_place, "no negative amount");
        if (!amount) {
            return outcome::unknown;
        }
        flow_.amount = *amount;
        sink_(std::as_const(flow_));
        return outcome::used;
    }

    [[nodiscard]] Sink& sink() { return sink_; }

private:
    [[gnu::always_inline]] static std::optional<double> amount_of(row const& row, std::size_t place,
                                                                  char const* expected)
    {
        auto const amount = row.known<double>(place);
        if (!amount) {
            return std::nullopt;
        }
        if (*amount < 0) {
            row.reject(place, expected);
        }
        return *amount + 0.0; // makes -0 a 0
    }

    Sink sink_;
    tidy_flow<Id, Channel> flow_; // one for all rows: its strings keep their storage
};

} // namespace detail

/// Reads a tidy file and hands its flows to `sink` one by one, in the order of the file; memory stays constant.
///
/// A row is malformed when origin or destination is not an Id, the period not a whole number, the channel not a
/// Channel, the listing not one of its words, the amount or the total not a number or negative. A row whose amount is a
/// missing code is unknown and left out, never read as 0; a missing total is one that is not declared.
/// @param sink called with a tidy_flow<Id, Channel> const&, valid until it returns
/// @return what became of the rows
/// @throws what for_each_row throws
template <parsable Id = iso3, parsable Channel = std::string, std::invocable<tidy_flow<Id, Channel> const&> Sink>
report read_flows(source const& from, flow_options const& options, Sink&& sink)
{
    auto use = detail::flow_reader<Id, Channel, Sink&>{sink};
    return for_each_row(from, with_columns(options, detail::wanted(options.columns)), use);
}

/// Reads a tidy file into memory.
///
///     auto const [flows, report] = io::read_flows("partners.csv");
///     auto const cow = io::read_flows<int>("cow_trade.csv", {.columns = {.origin = "ccode2", .destination = "ccode1",
///                                                                        .amount = "flow1", .period = "year"},
///                                                            .also_missing = {"-9"}});
template <parsable Id = iso3, parsable Channel = std::string>
[[nodiscard]] flow_table<Id, Channel> read_flows(source const& from, flow_options const& options = {})
{
    auto table = flow_table<Id, Channel>{};
    table.report = read_flows<Id, Channel>(from, options, [&](auto const& flow) { table.flows.push_back(flow); });
    return table;
}

} // namespace equipoise::io
