// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/arrow/batch_reader.hpp>
#include <equipoise/io/arrow/column_type.hpp>
#include <equipoise/io/arrow/interface.hpp>
#include <equipoise/io/arrow/owned.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/model/building/collector.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/period.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Flows from columns of Arrow, as databases and data frames hand them out through the Arrow C stream interface:
/// `flows_from`, and the `read_exports`, `read_imports` and `read_flows` of what it returns. No library is needed.
namespace equipoise::io {

namespace detail {

/// Finds the columns of flows in the schema of a stream.
class arrow_schema_reader {
public:
    explicit arrow_schema_reader(ArrowSchema const& schema) : schema_{&schema}
    {
        if (schema.format == nullptr || std::string_view{schema.format} != "+s") {
            throw header_error{std::string{arrow_name},
                               "its batches have the Arrow format "
                                   + detail::quoted(schema.format != nullptr ? schema.format : "")
                                   + "; flows are columns of a struct, +s"};
        }
        for (std::int64_t i = 0; i < schema.n_children; ++i) {
            auto const* const name = schema.children[i]->name;
            names_.emplace_back(name != nullptr ? name : "");
        }
        taken_.resize(names_.size());
    }

    /// Refuses columns that are required and not there, and names them all.
    void require(std::vector<column> const& wanted) const
    {
        auto absent = std::vector<std::string>{};
        for (auto const& each : wanted) {
            if (each.required && !each.name.empty()
                && std::find(names_.begin(), names_.end(), each.name) == names_.end()) {
                absent.push_back(each.name);
            }
        }
        if (!absent.empty()) {
            throw header_error{std::string{arrow_name}, (absent.size() == 1 ? "no column " : "no columns ")
                                                            + list(absent) + " in the schema, which holds "
                                                            + list(names_)};
        }
    }

    /// @throws header_error when there are two columns of the name, or `fits` refuses the type
    template <class Fits>
    [[nodiscard]] arrow_column find(column const& wanted, char const* expected, Fits const& fits)
    {
        auto found = arrow_column{.name = wanted.name};
        auto const at = std::find(names_.begin(), names_.end(), wanted.name);
        if (wanted.name.empty() || at == names_.end()) {
            return found;
        }
        if (std::find(at + 1, names_.end(), wanted.name) != names_.end()) {
            throw header_error{std::string{arrow_name}, "two columns " + detail::quoted(wanted.name)};
        }
        found.present = true;
        found.place = static_cast<std::size_t>(at - names_.begin());
        taken_[found.place] = true;
        auto const& schema = *schema_->children[found.place];
        auto const type = arrow_type_of(schema.format);
        found.has_dictionary = schema.dictionary != nullptr;
        if (found.has_dictionary) {
            auto const values = arrow_type_of(schema.dictionary->format);
            if (!type || !type->is_whole() || !values || schema.dictionary->dictionary != nullptr
                || !fits(*values, true)) {
                refuse(wanted.name, "a dictionary of Arrow format " + detail::quoted(schema.dictionary->format),
                       expected);
            }
            found.index = *type;
            found.type = *values;
        } else {
            if (!type || !fits(*type, false)) {
                refuse(wanted.name, "the Arrow format " + detail::quoted(schema.format), expected);
            }
            found.type = *type;
        }
        return found;
    }

    /// The columns that were not looked for.
    [[nodiscard]] std::vector<std::string> others() const
    {
        auto rest = std::vector<std::string>{};
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (!taken_[i] && !names_[i].empty()) {
                rest.push_back(names_[i]);
            }
        }
        return rest;
    }

private:
    [[noreturn]] static void refuse(std::string const& name, std::string const& found, std::string const& expected)
    {
        throw header_error{std::string{arrow_name},
                           "column " + printable(name) + " has " + found + ", expected " + expected};
    }

    [[nodiscard]] static std::string list(std::vector<std::string> const& names)
    {
        auto text = std::string{};
        for (auto const& name : names) {
            text += (text.empty() ? "" : ", ") + detail::quoted(name);
        }
        return text.empty() ? "no column" : text;
    }

    ArrowSchema const* schema_;
    std::vector<std::string> names_;
    std::vector<bool> taken_;
};

/// What columns of a T may be, for messages.
template <class T>
[[nodiscard]] constexpr char const* arrow_types_for() noexcept
{
    return std::same_as<T, period> ? "texts, numbers, dates, or times in UTC or in no zone"
           : whole_number<T>       ? "texts or numbers; dates and times are read as equipoise::period"
                                   : "texts or whole numbers";
}

struct arrow_access;

} // namespace detail

/// The flows of an Arrow stream, batch by batch. They are read once: by `read_exports`, `read_imports` or `read_flows`,
/// which take them as a temporary, or by `read`.
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int>
class arrow_flows {
public:
    /// Takes the stream over; see `flows_from`.
    arrow_flows(ArrowArrayStream& stream, arrow_options const& options)
        : stream_{stream}, reader_{reader(stream_, options)}
    {
    }

    /// Hands the flows to a sink, and returns what became of the rows.
    /// @param sink is called with each flow, a `flow<Id, double, Period, Channel> const&`. If it has a member
    /// `unknown`, this is called with an `unknown_arrow_flow<Id, Channel, Period> const&` for each row without a known
    /// amount, and for each malformed row that is skipped.
    /// @throws format_error naming the row, counted from 1, and the column, for a malformed row, unless the options ask
    /// to skip these; input_error for an error of the stream
    template <class Sink>
    report read(Sink&& sink) &&
    {
        return std::move(*this).read_as({}, sink);
    }

private:
    friend detail::arrow_access;

    using reader_type = detail::arrow_batch_reader<Id, Channel, Period>;

    /// The same as read(sink), with the books of one side.
    template <class Sink>
    report read_as(detail::arrow_side side, Sink& sink) &&
    {
        reader_.keep_books_of(side);
        for (auto batch = stream_.next(); !batch.released(); batch = stream_.next()) {
            reader_.read(*batch, sink);
        }
        return std::move(reader_.report());
    }

    [[nodiscard]] static reader_type reader(detail::arrow_source& stream, arrow_options const& options)
    {
        auto const schema = stream.schema();
        auto columns = detail::arrow_schema_reader{*schema};
        auto const& names = options.columns;
        columns.require({names.origin, names.destination, names.amount, names.period, names.channel});
        auto origin = find<Id>(columns, names.origin);
        auto destination = find<Id>(columns, names.destination);
        auto amount =
            columns.find(names.amount, "numbers or decimals", [](detail::arrow_type const& type, bool in_dictionary) {
                return !in_dictionary && type.is_amount();
            });
        auto period = find<Period>(columns, names.period);
        auto channel = find<Channel>(columns, names.channel);
        return {options,           std::move(origin),  std::move(destination), std::move(amount),
                std::move(period), std::move(channel), columns.others()};
    }

    template <class T>
    [[nodiscard]] static detail::arrow_column find(detail::arrow_schema_reader& columns, column const& wanted)
    {
        return columns.find(wanted, detail::arrow_types_for<T>(),
                            [](detail::arrow_type const& type, bool) { return detail::arrow_becomes<T>(type); });
    }

    detail::arrow_source stream_;
    reader_type reader_;
};

/// Takes an Arrow stream over and finds the columns of flows in it. The stream is released in any case, also when this
/// throws: `stream->release` is null afterwards.
///
///     auto stream = ArrowArrayStream{};                    // filled by DuckDB, for example
///     auto const [ledger, report] = io::read_exports(io::flows_from(&stream));
///     auto const columns = io::arrow_columns{.origin = "i", .destination = "j", .amount = "v", .period = "t"};
///     auto const other = io::read_imports(io::flows_from<int>(&stream2, {.columns = columns}));
///
/// Origin, destination, period and channel are texts (utf8, large_utf8, utf8_view), whole numbers, or dictionaries of
/// these; a period is also a date or a time where Period is `equipoise::period`. Their values are read as those of a
/// tidy file, in which whole numbers are written as digits. Null is malformed, except as a channel that is a text,
/// which is empty then. Amounts are numbers of any width, or decimals, which are rounded once to the nearest double;
/// null and NaN are unknown amounts, which `report.unknown` counts, and of these `report.nan` the NaN. Other types are
/// refused. Amounts in doubles, and whole numbers without nulls that are wanted as such, are not copied; memory is that
/// of one batch.
/// @throws invalid_parameter where the stream is null or released; header_error where a column is absent, there twice,
/// or of a type that is not read; input_error for an error of the stream
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int>
[[nodiscard]] arrow_flows<Id, Channel, Period> flows_from(ArrowArrayStream* stream, arrow_options const& options = {})
{
    if (stream == nullptr || stream->release == nullptr) {
        throw invalid_parameter{"flows_from", stream == nullptr
                                                  ? "the stream is null"
                                                  : "the stream is released: it was read before, or never "
                                                    "filled"};
    }
    return {*stream, options};
}

namespace detail {

/// What the readers of ledgers need of a stream besides its flows.
struct arrow_access {
    template <class Flows, class Sink>
    [[nodiscard]] static report read(Flows&& from, arrow_side side, Sink& sink)
    {
        return std::forward<Flows>(from).read_as(side, sink);
    }
    template <class Flows>
    [[nodiscard]] static auto const& rows(Flows const& of) noexcept
    {
        return of.reader_;
    }
};

template <bool Exports, class Id, class Channel, class Period, class By>
[[nodiscard]] auto read_arrow_into_ledger(arrow_flows<Id, Channel, Period>&& from, By const& by,
                                          ledger_options<> const& how)
{
    using row = flow<Id, double, Period, Channel>;
    auto collected = equipoise::detail::collector<Exports, row, By>{by, how.rounding, how.own};
    auto report = arrow_access::read(std::move(from), {Exports, how.own == own_flows::set_aside}, collected);
    auto const& rows = arrow_access::rows(from);
    if constexpr (may_tell_direction<Channel>) {
        auto const& like = rows.last_flow();
        if (!rows.directions().told_apart(by, like, Exports ? like.origin : like.destination)) {
            rows.directions().check_single(std::string{arrow_name}, rows.channel_name());
        }
    }
    auto table = ledger_table<typename decltype(collected)::key, Id>{collected.build(), std::move(report)};
    add_to_report(table.ledger, table.report);
    return table;
}

/// Appends flows, and rows without a known amount, to a list.
template <class Id, class Channel, class Period>
struct arrow_flow_keeper {
    flow_list<Id, Channel, Period>* to;

    void operator()(flow<Id, double, Period, Channel> const& each) const { to->push_back(row_of(each)); }
    void unknown(unknown_arrow_flow<Id, Channel, Period> const& each) const
    {
        to->unknown.push_back(
            {row_of(each.row), each.has_origin, each.has_destination, each.has_period, each.has_channel});
    }

private:
    [[nodiscard]] static tidy_flow<Id, Channel, Period> row_of(flow<Id, double, Period, Channel> const& from)
    {
        return {.origin = from.origin,
                .destination = from.destination,
                .amount = from.amount,
                .period = from.period,
                .channel = from.channel};
    }
};

} // namespace detail

/// The ledger of the exports of an Arrow stream, and what became of its rows: the same ledger as of a tidy file with
/// the same rows.
/// @throws as `arrow_flows::read` and `export_ledger` do; input_error where the channels tell several directions that
/// the ledger would add up, as for tidy files
template <class Id, class Channel, class Period, key_of_flows<flow<Id, double, Period, Channel>> By = default_key>
[[nodiscard]] auto read_exports(arrow_flows<Id, Channel, Period>&& from, By const& by = {},
                                ledger_options<> const& how = {})
{
    return detail::read_arrow_into_ledger<true>(std::move(from), by, how);
}

/// The ledger of the imports of an Arrow stream. See `read_exports`.
template <class Id, class Channel, class Period, key_of_flows<flow<Id, double, Period, Channel>> By = default_key>
[[nodiscard]] auto read_imports(arrow_flows<Id, Channel, Period>&& from, By const& by = {},
                                ledger_options<> const& how = {})
{
    return detail::read_arrow_into_ledger<false>(std::move(from), by, how);
}

/// The flows of an Arrow stream in memory, for ledgers of both exports and imports.
template <class Id, class Channel, class Period>
[[nodiscard]] flow_table<Id, Channel, Period> read_flows(arrow_flows<Id, Channel, Period>&& from)
{
    auto table = flow_table<Id, Channel, Period>{};
    auto keep = detail::arrow_flow_keeper<Id, Channel, Period>{&table.flows};
    table.report = std::move(from).read(keep);
    return table;
}

} // namespace equipoise::io
