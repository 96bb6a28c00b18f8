// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/options.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::io {

/// An empty text, "all" and "some" mean that any partner may be missing, "largest" that no missing partner is larger
/// than a listed one.
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

/// One row of a tidy file: a flow from one state to another, in the unit of the file.
template <class Id = iso3, class Channel = std::string>
struct tidy_flow {
    Id origin = {};
    Id destination = {};
    double amount = 0;
    int period = 0;                   ///< 0 when the file has no such column
    Channel channel = {};             ///< "exports", "arms", ..., or a product; a text may be empty
    std::optional<double> total = {}; ///< of all partners, listed or not, where it is declared
    equipoise::listing listing = equipoise::listing::some;
    std::string source = {};
};

/// The names of the columns of tidy_flow in a file. The first three are required, and so is every other one whose name
/// is not the default; a member whose column the file lacks keeps its default value.
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

/// A row whose amount is not known, because it is a missing code or because the row is malformed and was skipped; with
/// the other parts of the row, as far as they can be read.
template <class Id = iso3, class Channel = std::string>
struct unknown_flow {
    tidy_flow<Id, Channel> row; ///< its amount is NaN
    bool has_origin = true;     ///< whether the origin could be read; so for the others
    bool has_destination = true;
    bool has_period = true;
    bool has_channel = true;
};

/// The flows of a file, and its rows without a known amount, which a ledger of the flows has to know as well.
template <class Id = iso3, class Channel = std::string>
struct flow_list : std::vector<tidy_flow<Id, Channel>> {
    std::vector<unknown_flow<Id, Channel>> unknown;
};

namespace detail {

// The order of the columns that wanted_columns names.
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

/// The columns to read: required are the first three, and every one whose name is not the default.
[[nodiscard]] inline std::vector<column> wanted_columns(flow_columns const& names)
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

} // namespace detail

} // namespace equipoise::io
