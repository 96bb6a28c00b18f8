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

template <bool Exports, class Id, class Channel, class By>
[[nodiscard]] auto read_ledger(source const& from, flow_options const& options, By const& by, double rounding)
{
    auto gathered = flow_collector<Exports, Id, Channel, By>{by, rounding};
    auto report = read_flows<Id, Channel>(from, options, gathered);
    auto book = gathered.build();
    using table = ledger_table<typename decltype(gathered)::key, Id>;
    return table{std::move(book), std::move(report)};
}

} // namespace detail

/// Reads a tidy file straight into the ledger of its exports: what `exports(read_flows(from).flows, by, rounding)`
/// returns, without holding the flows; memory grows with the cells, not with the rows.
///
///     auto const [book, report] = io::read_exports<int>(
///         "BACI.csv", {.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}});
///     for (auto const& [key, values] : book | measure(hhi, exposure(156))) { .. }
///
/// @throws what read_flows and `exports` throw
template <parsable Id = iso3, parsable Channel = std::string,
          equipoise::detail::keys<tidy_flow<Id, Channel>> By = equipoise::detail::by_period_fn>
[[nodiscard]] auto read_exports(source const& from, flow_options const& options = {}, By const& by = {},
                                double rounding = 0)
{
    return detail::read_ledger<true, Id, Channel>(from, options, by, rounding);
}

/// Reads a tidy file straight into the ledger of its imports. See `read_exports`.
template <parsable Id = iso3, parsable Channel = std::string,
          equipoise::detail::keys<tidy_flow<Id, Channel>> By = equipoise::detail::by_period_fn>
[[nodiscard]] auto read_imports(source const& from, flow_options const& options = {}, By const& by = {},
                                double rounding = 0)
{
    return detail::read_ledger<false, Id, Channel>(from, options, by, rounding);
}

} // namespace equipoise::io
