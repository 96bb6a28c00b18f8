// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/model/collect.hpp>

#include <string>
#include <utility>

namespace equipoise::io {

/// The ledger of a file, and what became of its rows.
template <class Key, class Id>
struct ledger_table {
    equipoise::ledger<Key, Id> ledger;
    io::report report;
};

namespace detail {

template <bool Exports, class Id, class Channel, class Period, class By>
using flow_collector = equipoise::detail::collector<Exports, tidy_flow<Id, Channel, Period>, By>;

/// Adds what a ledger tells of its rows and portfolios to the report of its file.
template <class Key, class Id>
void add_to_report(ledger<Key, Id> const& portfolios, report& report)
{
    report.own = portfolios.own_rows();
    report.own_amount = portfolios.own_amount();
    report.used -= report.own;
    for (auto const& each : portfolios.unknown()) {
        report.unknown_in[text_of(each.key)] += each.rows;
    }
    for (auto const& each : portfolios.contradictions()) {
        report.contradictions.push_back(each.message);
    }
}

/// Refuses rows of several directions, such as exports and imports, that a ledger with this key adds up.
template <bool Exports, class Channel, class Reader, class By>
void refuse_several_directions(Reader& read, source const& from, flow_options const& options, By const& by)
{
    if constexpr (may_tell_direction<Channel>) {
        auto const& like = read.last_flow();
        if (!read.directions().told_apart(by, like, Exports ? like.origin : like.destination)) {
            read.directions().check_single(from.name(), options.columns.channel.name);
        }
    }
}

template <bool Exports, class Id, class Channel, class Period, class By>
[[nodiscard]] auto read_rows_into_ledger(source const& from, flow_options const& options, By const& by,
                                         ledger_options<> const& how)
{
    auto collected = flow_collector<Exports, Id, Channel, Period, By>{by, how.rounding, how.own};
    auto use = flow_reader<Id, Channel, decltype(collected)&, Period>{collected};
    auto report = read_tidy_rows(from, options,
                                 {Exports ? origin_place : destination_place, how.own == own_flows::set_aside}, use);
    refuse_several_directions<Exports, Channel>(use, from, options, by);
    auto table = ledger_table<typename decltype(collected)::key, Id>{collected.build(), std::move(report)};
    add_to_report(table.ledger, table.report);
    return table;
}

} // namespace detail

/// Reads a tidy file straight into the ledger of its exports: what `export_ledger(read_flows(from).flows, by, how)`
/// returns, but without holding the flows. Memory grows with the cells, not with the rows.
///
/// The report also tells how many rows without a known amount each portfolio has, how many flows from a state to itself
/// were set aside (none with the option `.own = own_flows::keep`), and which portfolios contradict their declared
/// total.
///
///     auto const [ledger, report] = io::read_exports<int>(
///         "BACI.csv", {.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}});
///     for (auto const& [key, values] : ledger | measure(hhi, exposure(156))) { ... }
///
/// @throws as read_flows and `export_ledger` do; input_error where the channels of the rows tell several directions,
/// such as exports and imports or exports and re-exports, and the key does not depend on them, so that the ledger would
/// add them up
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          key_of_flows<tidy_flow<Id, Channel, Period>> By = default_key>
[[nodiscard]] auto read_exports(source const& from, flow_options const& options = {}, By const& by = {},
                                ledger_options<> const& how = {})
{
    return detail::read_rows_into_ledger<true, Id, Channel, Period>(from, options, by, how);
}

template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int, class... By>
    requires(equipoise::detail::bare_option<By> || ...)
void read_exports(source const&, flow_options const&, By...) EQUIPOISE_REFUSED("name the option: {.rounding = 0.5}");

/// Reads a tidy file straight into the ledger of its imports. See `read_exports`.
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          key_of_flows<tidy_flow<Id, Channel, Period>> By = default_key>
[[nodiscard]] auto read_imports(source const& from, flow_options const& options = {}, By const& by = {},
                                ledger_options<> const& how = {})
{
    return detail::read_rows_into_ledger<false, Id, Channel, Period>(from, options, by, how);
}

template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int, class... By>
    requires(equipoise::detail::bare_option<By> || ...)
void read_imports(source const&, flow_options const&, By...) EQUIPOISE_REFUSED("name the option: {.rounding = 0.5}");

} // namespace equipoise::io
