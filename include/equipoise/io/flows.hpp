// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/io/digit_columns.hpp>
#include <equipoise/io/row_batch.hpp>
#include <equipoise/model/flow_batch.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/listing.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io {

/// "", "all" and "some" say that any partner may be unlisted, "largest" that the listed ones are the largest.
template <>
struct parse<listing> {
    static constexpr std::string_view expected = "all, some, largest or nothing";

    template <class Listing = listing>
    [[nodiscard]] constexpr std::optional<Listing> operator()(std::string_view text) const
    {
        if (text.empty() || text == "all" || text == "some") {
            return Listing::some;
        }
        return text == "largest" ? std::optional{Listing::largest} : std::nullopt;
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

/// A row whose amount is not known, as far as it could be read: its amount is a missing code, or the row is malformed
/// and was left out.
template <class Id = iso3, class Channel = std::string>
struct unknown_flow {
    tidy_flow<Id, Channel> row; ///< its amount is NaN
    bool has_origin = true;     ///< whether the row tells which
    bool has_destination = true;
    bool has_period = true;
    bool has_channel = true;
};

/// The flows of a file, and its rows without a known amount, which a ledger of the flows must hear of.
template <class Id = iso3, class Channel = std::string>
struct flow_list : std::vector<tidy_flow<Id, Channel>> {
    std::vector<unknown_flow<Id, Channel>> unknown;
};

/// The flows of a file and what became of its rows.
template <class Id = iso3, class Channel = std::string>
struct flow_table {
    flow_list<Id, Channel> flows;
    detail::later<io::report, Id> report;
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

template <class Names>
std::vector<column> wanted(Names const& names)
{
    auto const usual = Names{};
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

/// A column of a batch of rows. Numbers are read all at once, as far as they read quickly; what is of another type is
/// read when it is asked for.
template <class T>
class column_values {
public:
    void read(digit_columns&, row_batch::fields first, std::size_t, unsigned char*) { first_ = first; }

    /// Puts the i-th value into `to`. @return false when the field must be looked at with more care
    [[nodiscard]] bool get(std::size_t i, T& to) const
    {
        auto value = parse<T>{}(trimmed(*(first_ + i)));
        if (!value) {
            return false;
        }
        to = *std::move(value);
        return true;
    }

private:
    row_batch::fields first_;
};

template <readable_number T>
class column_values<T> {
public:
    void read(digit_columns& digits, row_batch::fields first, std::size_t count, unsigned char* fine)
    {
        if (values_.size() < count) {
            values_.resize(count);
        }
        digits.read(first, count, values_.data(), fine);
    }

    bool get(std::size_t i, T& to) const noexcept
    {
        to = values_[i];
        return true;
    }

    /// The values from the i-th on.
    [[nodiscard]] T const* from(std::size_t i) const noexcept { return values_.data() + i; }

private:
    std::vector<T> values_;
};

/// Keeps flows, and rows without a known amount.
template <class Id, class Channel>
struct flow_keeper {
    flow_list<Id, Channel>* to;

    void operator()(tidy_flow<Id, Channel> const& flow) const { to->push_back(flow); }
    void unknown(unknown_flow<Id, Channel> flow) const { to->unknown.push_back(std::move(flow)); }
};

/// A sink that wants to hear of rows without a known amount.
template <class Sink, class Id, class Channel>
concept hears_of_unknown = requires(Sink& sink, unknown_flow<Id, Channel> const& flow) { sink.unknown(flow); };

/// Makes flows of rows.
template <class Id, class Channel, class Sink>
class flow_reader {
public:
    explicit flow_reader(Sink sink) : sink_{static_cast<Sink>(sink)} {}

    row_outcome operator()(row const& row)
    {
        auto known = false;
        if constexpr (hears_of_unknown<Sink, Id, Channel>) {
            try {
                known = fill(row);
            } catch (format_error const&) {
                sink_.unknown(rest_of(row)); // it is skipped, or else nobody will see the sink
                throw;
            }
            if (!known) {
                sink_.unknown(unknown_flow<Id, Channel>{flow_});
            }
        } else {
            known = fill(row);
        }
        if (!known) {
            return row_outcome::unknown;
        }
        sink_(std::as_const(flow_));
        return row_outcome::used;
    }

    /// Reads the columns of many rows, one after the other.
    void read(row_batch const& rows)
    {
        count_ = rows.size();
        auto const has = [&](std::size_t i) { return rows.where().places[i] != layout::absent; };
        has_period_ = has(period_place);
        has_channel_ = has(channel_place);
        auto const more = has(total_place) || has(listing_place) || has(source_place)
                          || (has_channel_ && std::same_as<Channel, std::string>);
        auto const all_fine = static_cast<unsigned char>(more || rows.where().missing.hold_numbers() ? 0 : 1);
        fine_.assign(count_, all_fine);
        if (all_fine == 0) {
            return;
        }
        origins_.read(digits_, rows[origin_place], count_, fine_.data());
        destinations_.read(digits_, rows[destination_place], count_, fine_.data());
        amounts_.read(digits_, rows[amount_place], count_, fine_.data());
        if (has_period_) {
            periods_.read(digits_, rows[period_place], count_, fine_.data());
        }
        if (has_channel_) {
            channels_.read(digits_, rows[channel_place], count_, fine_.data());
        }
    }

    /// Makes flows of row i and those behind it, up to the first that operator() has to look at; which one that is.
    std::size_t use(std::size_t i)
    {
        auto const last = end_of_fine(i);
        if constexpr (read_ahead) {
            if constexpr (requires(batch const& flows) { sink_.collect(flows); }) {
                sink_.collect(columns_of(i, last - i));
                return last;
            }
        }
        for (; i != last && fill(i); ++i) {
            sink_(std::as_const(flow_));
        }
        return i;
    }

    [[nodiscard]] Sink& sink() { return sink_; }

private:
    /// Whether all columns of a batch are read before its first row is used.
    static constexpr bool read_ahead =
        readable_number<Id> && (readable_number<Channel> || std::same_as<Channel, std::string>);

    using batch = equipoise::detail::flow_batch<Id, double, int, Channel>;

    /// The columns of `count` rows of the batch from row `first` on.
    [[nodiscard]] batch columns_of(std::size_t first, std::size_t count) const
    {
        auto columns = batch{origins_.from(first), destinations_.from(first), amounts_.from(first)};
        if (has_period_) {
            columns.periods = periods_.from(first);
        }
        if constexpr (readable_number<Channel>) {
            if (has_channel_) {
                columns.channels = channels_.from(first);
            }
        }
        columns.count = count;
        return columns;
    }

    /// Makes a flow of a row. @return false when the amount is a missing code, and NaN then
    [[nodiscard]] bool fill(row const& row)
    {
        flow_.origin = row.template get<Id>(origin_place);
        flow_.destination = row.template get<Id>(destination_place);
        if (row.has(period_place)) {
            flow_.period = row.template get<decltype(flow_.period)>(period_place);
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
            flow_.listing = row.template get<decltype(flow_.listing)>(listing_place);
        }
        if (row.has(source_place)) {
            flow_.source = row.text(source_place);
        }
        auto const amount = amount_of(row, amount_place, "no negative amount");
        flow_.amount = amount.value_or(undefined);
        return amount.has_value();
    }

    /// What can be read of a malformed row.
    [[nodiscard]] static unknown_flow<Id, Channel> rest_of(row const& row)
    {
        auto rest = unknown_flow<Id, Channel>{};
        rest.row.amount = undefined;
        rest.has_origin = get_if_readable(row, origin_place, rest.row.origin);
        rest.has_destination = get_if_readable(row, destination_place, rest.row.destination);
        rest.has_period = get_if_readable(row, period_place, rest.row.period);
        if constexpr (std::same_as<Channel, std::string>) {
            rest.row.channel = row.text(channel_place);
        } else {
            rest.has_channel = get_if_readable(row, channel_place, rest.row.channel);
        }
        return rest;
    }

    /// Of a column that the file lacks, the default value stays.
    template <class T>
    [[nodiscard]] static bool get_if_readable(row const& row, std::size_t place, T& to)
    {
        if (!row.has(place)) {
            return true;
        }
        auto value = parse<T>{}(row.text(place));
        if (value) {
            to = *std::move(value);
        }
        return value.has_value();
    }

    [[nodiscard]] std::size_t end_of_fine(std::size_t i) const noexcept
    {
        auto const rest = fine_.begin() + static_cast<std::ptrdiff_t>(i);
        return static_cast<std::size_t>(std::find(rest, fine_.end(), 0) - fine_.begin());
    }

    /// Makes a flow of a row of the batch; false when it must be looked at with more care.
    [[nodiscard, gnu::always_inline]] bool fill(std::size_t i)
    {
        if (has_period_) {
            periods_.get(i, flow_.period);
        }
        amounts_.get(i, flow_.amount);
        return origins_.get(i, flow_.origin) && destinations_.get(i, flow_.destination)
               && (!has_channel_ || channels_.get(i, flow_.channel));
    }

    template <class Row>
    [[gnu::always_inline]] static std::optional<double> amount_of(Row const& row, std::size_t place,
                                                                  char const* expected)
    {
        auto const amount = row.template known<double>(place);
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
    std::size_t count_ = 0;       // of the rows of a batch
    bool has_period_ = false;
    bool has_channel_ = false;
    std::vector<later<unsigned char, Id>> fine_; // whether a row of the batch was read in full
    digit_columns digits_;
    column_values<Id> origins_;
    column_values<Id> destinations_;
    column_values<later<double, Id>> amounts_;
    column_values<later<int, Id>> periods_;
    column_values<Channel> channels_;
};

} // namespace detail

/// Reads a tidy file and hands its flows to `sink` one by one, in the order of the file; memory stays constant.
///
/// A row is malformed when origin or destination is not an Id, the period not a whole number, the channel not a
/// Channel, the listing not one of its words, the amount or the total not a number or negative. A row whose amount is a
/// missing code is unknown and left out, never read as 0; a missing total is one that is not declared.
/// @param sink called with a tidy_flow<Id, Channel> const&, valid until it returns. If it has a member `unknown`, this
/// is called with an unknown_flow<Id, Channel> const& for each row whose amount is a missing code and for each
/// malformed row that `skip` leaves out and that has as many fields as the header.
/// @return what became of the rows
/// @throws what for_each_row throws
template <parsable Id = iso3, parsable Channel = std::string, std::invocable<tidy_flow<Id, Channel> const&> Sink>
detail::later<report, Sink> read_flows(source const& from, flow_options const& options, Sink&& sink)
{
    auto use = detail::flow_reader<Id, Channel, Sink&>{sink};
    return for_each_row(from, with_columns(options, detail::wanted(options.columns)), use);
}

/// Reads a tidy file into memory. Its rows without a known amount are kept aside, in `flows.unknown`: `exports(flows)`
/// and `imports(flows)` leave the totals of their portfolios unknown.
///
///     auto const [flows, report] = io::read_flows("partners.csv");
///     auto const cow = io::read_flows<int>("cow_trade.csv", {.columns = {.origin = "ccode2", .destination = "ccode1",
///                                                                        .amount = "flow1", .period = "year"},
///                                                            .also_missing = {"-9"}});
template <parsable Id = iso3, parsable Channel = std::string>
[[nodiscard]] flow_table<Id, Channel> read_flows(source const& from, flow_options const& options = {})
{
    auto table = flow_table<Id, Channel>{};
    table.report = read_flows<Id, Channel>(from, options, detail::flow_keeper<Id, Channel>{&table.flows});
    return table;
}

} // namespace equipoise::io
