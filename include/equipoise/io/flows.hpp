// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/io/detail/tidy_books.hpp>
#include <equipoise/io/flow_reader.hpp>
#include <equipoise/io/tidy_flow.hpp>
#include <equipoise/model/identifiers.hpp>

#include <concepts>
#include <string>
#include <utility>

namespace equipoise::io {

/// The flows of a file, and what became of its rows.
template <class Id = iso3, class Channel = std::string, class Period = int>
struct flow_table {
    flow_list<Id, Channel, Period> flows;
    io::report report;
};

namespace detail {

/// Reads the rows of a tidy file, with the books and the search for repeated rows that the options ask for.
template <class Reader>
report read_tidy_rows(source const& from, flow_options const& options, tidy_books::side side, Reader& use)
{
    auto const layout = layout_of(options);
    auto books = tidy_books{options, from.name(), side};
    if (books.asked()) {
        use.watch(books);
    }
    if (books.chooses()) {
        if (!can_be_read_again(from)) {
            throw invalid_parameter{from.name(), "repeats is repeats::last or repeats::largest, for which the rows are "
                                                 "read twice, as those of a stream cannot be; read a file or a text"};
        }
        static_cast<void>(for_each_row(from, layout, use));
        books.end_choice();
    }
    auto report = for_each_row(from, layout, use);
    books.finish(report);
    return report;
}

/// Appends flows, and rows without a known amount, to a list.
template <class Id, class Channel, class Period>
struct flow_keeper {
    flow_list<Id, Channel, Period>* to;

    void operator()(tidy_flow<Id, Channel, Period> const& flow) const { to->push_back(flow); }
    void unknown(unknown_flow<Id, Channel, Period> flow) const { to->unknown.push_back(std::move(flow)); }
};

} // namespace detail

/// Reads a tidy file and hands its flows to `sink` one by one, in the order of the file, in constant memory.
///
/// A row is malformed when its origin or destination is not an Id, its period not a Period, its channel not a
/// Channel, its listing not one of the known words, or its amount or total not a number or negative. A row whose amount
/// is a missing code is unknown: it is not handed to the sink and never read as 0. A missing total is one that is not
/// declared. A row whose origin or destination is the world, as `aggregates` of the options lists its names, is set
/// aside and counted.
/// @param sink called with a tidy_flow<Id, Channel> const&, valid until it returns. If it has a member `unknown`, this
/// is called with an unknown_flow<Id, Channel> const& for each row whose amount is a missing code, and for each
/// malformed row that is skipped and has as many fields as the header, or a quote in the wrong place; in the latter,
/// the fields from the quote on are not known.
/// @return what became of the rows
/// @throws as for_each_row does
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          std::invocable<tidy_flow<Id, Channel, Period> const&> Sink>
report read_flows(source const& from, flow_options const& options, Sink&& sink)
{
    auto use = detail::flow_reader<Id, Channel, Sink&, Period>{sink};
    return detail::read_tidy_rows(from, options, {detail::origin_place, false}, use);
}

/// Reads a tidy file into memory. Its rows without a known amount are in `flows.unknown`: `export_ledger(flows)` and
/// `import_ledger(flows)` leave the totals of their portfolios unknown.
///
///     auto const [flows, report] = io::read_flows("partners.csv");
///     auto const cow = io::read_flows<int>("cow_trade.csv", {.columns = {.origin = "ccode2", .destination = "ccode1",
///                                                                        .amount = "flow1", .period = "year"},
///                                                            .also_missing = {"-9"}});
///     auto const monthly = io::read_flows<iso3, std::string, period>("monthly.csv"); // 2022-06, 2022M06, 2022Q3 ...
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int>
[[nodiscard]] flow_table<Id, Channel, Period> read_flows(source const& from, flow_options const& options = {})
{
    auto table = flow_table<Id, Channel, Period>{};
    table.report =
        read_flows<Id, Channel, Period>(from, options, detail::flow_keeper<Id, Channel, Period>{&table.flows});
    return table;
}

} // namespace equipoise::io
