// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/equal_shares.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/parallel/add_up.hpp>
#include <equipoise/parallel/policy.hpp>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

/// `export_ledger(parallel, flows)` and `import_ledger(parallel, flows)`, with the further arguments of the calls
/// without `parallel`, for a range with random access: each thread collects a part of it, and their ledgers are merged.
namespace equipoise {

namespace parallel_detail {

/// With fewer flows, another thread is not worth its cost.
inline constexpr std::size_t fewest_flows = 256;

/// The ledger of the flows that `find` makes of rows; again() collects them in a single thread.
template <bool Exports, class Row, class R, class Find, class By, class Again>
[[nodiscard]] auto collect_in_parallel(R& flows, Find const& find, By const& by,
                                       ledger_options<decltype(Row::amount)> const& how, Again const& again)
{
    using flow_collector = detail::collector<Exports, Row, By>;
    auto const count = static_cast<std::size_t>(ranges::size(flows));
    auto const threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    auto const parts = std::clamp(count / fewest_flows, std::size_t{1}, threads);
    auto const first = ranges::begin(flows);
    try {
        auto collectors = std::vector<flow_collector>(parts, flow_collector{by, how.rounding, how.own});
        auto const begin_of = [&](std::size_t i) { return detail::begin_of_share(count, parts, i); };
        auto all = std::vector<flow_collector*>{};
        auto rows = std::vector<std::size_t>{};
        for (auto& each : collectors) {
            all.push_back(&each);
            rows.push_back(begin_of(all.size()) - begin_of(all.size() - 1));
        }
        flow_collector::expect(all, rows);
        tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
            auto const at = [&](std::size_t i) {
                return first + static_cast<ranges::range_difference_t<R>>(begin_of(i));
            };
            collectors[part].expect(part == 0 ? count : rows[part]); // the first one takes the rows of the others
            detail::collect_from(collectors[part], at(part), at(part + 1), find);
        });
        sort_in_parallel(all);
        add_up(collectors);
        detail::collect_unknown(collectors.front(), flows);
        return collectors.front().build();
    } catch (...) {
        return again(); // which meets the first error again
    }
}

} // namespace parallel_detail

namespace detail {

// In the namespace of direction_fn, where parallel_policy::run finds it by its arguments.

template <bool Exports, ranges::random_access_range R, key_of_flows<ranges::range_value_t<R>> By = default_key>
    requires ranges::sized_range<R>
[[nodiscard]] auto run_in_parallel(direction_fn<Exports> const& collect, R&& flows, By const& by = {},
                                   ledger_options<decltype(ranges::range_value_t<R>::amount)> const& how = {})
{
    return parallel_detail::collect_in_parallel<Exports, ranges::range_value_t<R>>(
        flows, ranges::identity{}, by, how, [&] { return collect(flows, by, how); });
}

template <bool Exports, ranges::random_access_range R, projects_flows<R> Parts,
          key_of_flows<projected_flow<R, Parts>> By = default_key>
    requires ranges::sized_range<R>
[[nodiscard]] auto run_in_parallel(direction_fn<Exports> const& collect, R&& rows, Parts const& parts,
                                   By const& by = {},
                                   ledger_options<decltype(projected_flow<R, Parts>::amount)> const& how = {})
{
    return parallel_detail::collect_in_parallel<Exports, projected_flow<R, Parts>>(
        rows, parts, by, how, [&] { return collect(rows, parts, by, how); });
}

} // namespace detail

} // namespace equipoise
