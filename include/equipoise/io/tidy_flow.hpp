// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/model/period.hpp>

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

/// A year or a part of one, in the notations of period::parse; a year also as programs write it that store all columns
/// as decimals: 2019.0, 2e3.
template <>
struct parse<period> {
    static constexpr std::string_view expected = period::expected;

    [[nodiscard]] std::optional<period> operator()(std::string_view text) const
    {
        if (auto const read = period::parse(text)) {
            return read;
        }
        auto const number = parse<int>{}(text);
        return number && *number >= 0 ? period::parse(std::to_string(*number)) : std::nullopt;
    }
};

/// One row of a tidy file: a flow from one state to another, in the unit of the file. Periods are whole numbers, or
/// with `equipoise::period` as Period also quarters, months, weeks and days.
template <class Id = iso3, class Channel = std::string, class Period = int>
struct tidy_flow {
    Id origin = {};
    Id destination = {};
    double amount = 0;
    Period period = {};               ///< 0 when the file has no such column
    Channel channel = {};             ///< "exports", "arms", ..., or a product; a text may be empty
    std::optional<double> total = {}; ///< of all partners, listed or not, where it is declared
    equipoise::listing listing = equipoise::listing::some;
    std::string source = {};
};

/// The names of the columns of tidy_flow in a file. The first three are required, and so is every other one that is
/// named: `.period = "year"`. Columns of the default names that are not asked for are read where the file has them:
///
///   - `{}`, `std::nullopt` or an empty name switches a column off: `.total = {}` if it is no total of the amounts;
///   - a column that is named as another member is read as that one alone: `.channel = "period"`;
///   - total and listing are about the amounts in `amount`: where these are in another column, `.amount = "exports"`,
///     they are read only if one of them is named: `.total = "total"`.
///
/// A member whose column is not read keeps its default value. The report lists the columns that were not read.
struct flow_columns {
    std::string origin = "origin";
    std::string destination = "destination";
    std::string amount = "amount";
    column period = if_present("period");
    column channel = if_present("channel");
    column total = if_present("total");
    column listing = if_present("listing");
    column source = if_present("source");
};

/// How a tidy file is written, e.g. `{.columns = {.origin = "i", .destination = "j", .amount = "v"}, .separator =
/// ';'}`.
using flow_options = delimited_options<flow_columns>;

/// A row whose amount is not known, because it is a missing code or because the row is malformed and was skipped; with
/// the other parts of the row, as far as they can be read.
template <class Id = iso3, class Channel = std::string, class Period = int>
struct unknown_flow {
    tidy_flow<Id, Channel, Period> row; ///< its amount is NaN
    bool has_origin = true;             ///< whether the origin could be read; so for the others
    bool has_destination = true;
    bool has_period = true;
    bool has_channel = true;
};

/// The flows of a file, and its rows without a known amount, which a ledger of the flows has to know as well.
template <class Id = iso3, class Channel = std::string, class Period = int>
struct flow_list : std::vector<tidy_flow<Id, Channel, Period>> {
    std::vector<unknown_flow<Id, Channel, Period>> unknown;
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
    source_place,
    first_key_place
};

/// The columns to read, in the order of their places; `column{}` for those that are not to be read.
[[nodiscard]] inline std::vector<column> wanted_columns(flow_columns const& names)
{
    auto const is_taken = [&](std::string const& name) {
        auto taken = name == names.origin || name == names.destination || name == names.amount;
        for (auto const* other : {&names.period, &names.channel, &names.total, &names.listing, &names.source}) {
            taken = taken || (other->required && other->name == name && !name.empty());
        }
        return taken;
    };
    auto const unless_taken = [&](column const& each) {
        auto const off = each.name.empty() || (!each.required && is_taken(each.name));
        return off ? column{} : each;
    };
    auto const is_asked = [](column const& each) { return each.required && !each.name.empty(); };
    auto const of_amount = names.amount == flow_columns{}.amount || is_asked(names.total) || is_asked(names.listing);
    return {names.origin,
            names.destination,
            names.amount,
            unless_taken(names.period),
            unless_taken(names.channel),
            of_amount ? unless_taken(names.total) : column{},
            of_amount ? unless_taken(names.listing) : column{},
            unless_taken(names.source)};
}

/// Whether the options ask for what `tidy_books` does.
[[nodiscard]] inline bool asks_for_books(flow_options const& options) noexcept
{
    return !options.row_key.empty() || options.keep_books;
}

/// The columns to read, followed by those of the row key.
[[nodiscard]] inline delimited_options<> layout_of(flow_options const& options)
{
    if (options.row_key.empty() && options.repeats != repeats::refuse) {
        throw invalid_parameter{"row_key", "repeats says what becomes of repeated rows, and row_key names no column; "
                                           "name those that make the key of a row"};
    }
    auto columns = wanted_columns(options.columns);
    columns.insert(columns.end(), options.row_key.begin(), options.row_key.end());
    return with_columns(options, std::move(columns));
}

} // namespace detail

} // namespace equipoise::io
