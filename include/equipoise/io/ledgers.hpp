// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/flows.hpp>
#include <equipoise/model/collect.hpp>

#include <string>
#include <utility>

namespace equipoise::io {

/// The ledger of a file and what became of its rows.
template <class Key, class Id>
struct ledger_table {
    ledger<Key, Id> book;
    detail::later<io::report, Id> report;
};

namespace detail {

template <bool Exports, class Id, class Channel, class By>
using flow_collector = equipoise::detail::collector<Exports, tidy_flow<Id, Channel>, By>;

/// Tells a report, which knows what became of each row, what became of the portfolios.
template <class Book, class Report>
void tell_of(Book const& book, Report& report)
{
    report.own = book.own_rows();
    report.own_amount = book.own_amount();
    report.used -= report.own;
    for (auto const& each : book.unknown()) {
        report.unknown_in[text_of(each.key)] += each.rows;
    }
    for (auto const& each : book.contradictions()) {
        report.contradictions.push_back(each.message);
    }
}

template <bool Exports, class Id, class Channel, class By>
[[nodiscard]] auto read_ledger(source const& from, flow_options const& options, By const& by, double rounding,
                               own_flows own)
{
    auto gathered = flow_collector<Exports, Id, Channel, By>{by, rounding, own};
    auto report = read_flows<Id, Channel>(from, options, gathered);
    auto book = gathered.build();
    using table = ledger_table<typename decltype(gathered)::key, Id>;
    tell_of(book, report);
    return table{std::move(book), std::move(report)};
}

} // namespace detail

/// Reads a tidy file straight into the ledger of its exports: what `exports(read_flows(from).flows, by, rounding)`
/// returns, without holding the flows; memory grows with the cells, not with the rows.
///
/// The report also says how many rows without a known amount each portfolio has, how many flows of a state to itself
/// were set aside (none with `own_flows::keep` as the last argument), and which portfolios contradict their declared
/// total.
///
///     auto const [book, report] = io::read_exports<int>(
///         "BACI.csv", {.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}});
///     for (auto const& [key, values] : book | measure(hhi, exposure(156))) { .. }
///
/// @throws what read_flows and `exports` throw
template <parsable Id = iso3, parsable Channel = std::string,
          equipoise::detail::keys<tidy_flow<Id, Channel>> By = equipoise::detail::by_period_fn>
[[nodiscard]] auto read_exports(source const& from, flow_options const& options = {}, By const& by = {},
                                double rounding = 0, own_flows own = own_flows::set_aside)
{
    return detail::read_ledger<true, Id, Channel>(from, options, by, rounding, own);
}

/// Reads a tidy file straight into the ledger of its imports. See `read_exports`.
template <parsable Id = iso3, parsable Channel = std::string,
          equipoise::detail::keys<tidy_flow<Id, Channel>> By = equipoise::detail::by_period_fn>
[[nodiscard]] auto read_imports(source const& from, flow_options const& options = {}, By const& by = {},
                                double rounding = 0, own_flows own = own_flows::set_aside)
{
    return detail::read_ledger<false, Id, Channel>(from, options, by, rounding, own);
}

} // namespace equipoise::io
