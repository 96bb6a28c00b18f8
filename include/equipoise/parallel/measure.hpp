// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/measure.hpp>
#include <equipoise/core/memory/large_pages.hpp>
#include <equipoise/parallel/policy.hpp>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <cstddef>
#include <utility>
#include <vector>

/// `measure(parallel, ledger, hhi, gini)`: the rows of `ledger | measure(hhi, gini)`, as a vector of `measures`.
namespace equipoise::detail {

// In the namespace of measure_fn, where parallel_policy::run finds it by its arguments.

template <ledger_like Ledger, class... Rules>
    requires(sizeof...(Rules) > 0)
[[nodiscard]] auto run_in_parallel(measure_fn const& measure, Ledger const& ledger, index_fn<Rules> const&... indices)
{
    auto const rows = ledger | measure(indices...);
    auto result = std::vector<decltype(rows[0])>{};
    result.reserve(rows.size());
    ask_for_large_pages(result.data(), rows.size());
    result.resize(rows.size());
    try {
        tbb::parallel_for(tbb::blocked_range<std::size_t>{0, rows.size()}, [&](auto const& part) {
            auto at = result.begin() + static_cast<std::ptrdiff_t>(part.begin());
            rows.for_each(part.begin(), part.end(), [&](auto row) { *at++ = std::move(row); });
        });
    } catch (...) {
        rows.for_each(0, rows.size(), [](auto const&) {}); // meets the first error again
        throw;
    }
    return result;
}

} // namespace equipoise::detail
