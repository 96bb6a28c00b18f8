// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledgers.hpp>
#include <equipoise/parallel/add_up.hpp>
#include <equipoise/parallel/flows.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

/// Ledgers of a tidy file, read on many cores: `read_exports(parallel, ...)` and `read_imports(parallel, ...)`.
namespace equipoise::io {

namespace detail {

[[nodiscard]] inline bool can_be_read_twice(source const& from)
{
    auto ignored = std::error_code{};
    return from.in_memory() || (!from.is_stream() && std::filesystem::is_regular_file(from.name(), ignored));
}

template <bool Exports, class Id, class Channel, class Period, class By>
[[nodiscard]] auto read_ledger_in_parallel(source const& from, flow_options const& options, By const& by,
                                           ledger_options<> const& how)
{
    using collector = flow_collector<Exports, Id, Channel, Period, By>;
    using worker = flow_worker<Id, Channel, collector, Period>;
    using table = ledger_table<typename collector::key, Id>;
    if (asks_for_books(options)) { // which need the order of the rows
        return read_rows_into_ledger<Exports, Id, Channel, Period>(from, options, by, how);
    }
    try {
        auto result = table{};
        auto const build = [&](auto& copies) {
            auto all = std::vector<collector*>{};
            copies.for_each([&](worker& each) { all.push_back(&each.sink()); });
            if (!all.empty()) {
                parallel_detail::sort_in_parallel(all);
            }
            auto&& sum = copies.sum();
            refuse_several_directions<Exports, Channel>(sum, from, options, by);
            result.ledger = sum.sink().build();
        };
        result.report = read_to_copies(from, layout_of(options), worker{collector{by, how.rounding, how.own}}, build);
        add_to_report(result.ledger, result.report);
        return result;
    } catch (...) {
        // A thread cannot tell which of several errors comes first: a single thread finds out.
        if (!can_be_read_twice(from)) {
            throw;
        }
    }
    return read_rows_into_ledger<Exports, Id, Channel, Period>(from, options, by, how);
}

} // namespace detail

/// Reads a tidy file straight into the ledger of its exports, on many cores: what `read_exports` without `parallel`
/// returns, bit for bit. Each thread holds a ledger of the cells in its rows.
/// @throws as `read_exports` without `parallel`; of several errors in a stream, any, as a stream cannot be read again
/// to find the first one
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          key_of_flows<tidy_flow<Id, Channel, Period>> By = default_key>
[[nodiscard]] auto read_exports(parallel_policy, source const& from, flow_options const& options = {},
                                By const& by = {}, ledger_options<> const& how = {})
{
    return detail::read_ledger_in_parallel<true, Id, Channel, Period>(from, options, by, how);
}

/// Reads a tidy file straight into the ledger of its imports, on many cores. See `read_exports(parallel, ...)`.
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          key_of_flows<tidy_flow<Id, Channel, Period>> By = default_key>
[[nodiscard]] auto read_imports(parallel_policy, source const& from, flow_options const& options = {},
                                By const& by = {}, ledger_options<> const& how = {})
{
    return detail::read_ledger_in_parallel<false, Id, Channel, Period>(from, options, by, how);
}

} // namespace equipoise::io
