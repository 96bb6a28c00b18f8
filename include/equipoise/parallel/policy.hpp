// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/execution.hpp>

#include <utility>

/// Calls of the library on many cores, with oneTBB.
namespace equipoise {

/// The type of `parallel`.
struct parallel_policy {
    static constexpr bool is_execution_policy = true;

    /// Carries out a call of a function object of the library whose parallel header is included.
    template <class Function, class... Arguments>
        requires requires(Function const& function, Arguments&&... arguments) {
            run_in_parallel(function, std::forward<Arguments>(arguments)...);
        }
    [[nodiscard]] auto run(Function const& function, Arguments&&... arguments) const
    {
        return run_in_parallel(function, std::forward<Arguments>(arguments)...);
    }
};

/// As the first argument: the same call on many cores.
///
///     auto const [ledger, report] = io::read_exports(parallel, "trade.csv");
///     auto const rows = measure(parallel, ledger, hhi, gini);
///
/// Results are those of the call without it, bit for bit, and so are errors: of several, the one that a single thread
/// would have met first. Functions given as arguments are called by several threads at a time, each with its own part
/// of the data, and must allow that. oneTBB uses as many threads as there are cores; a `tbb::task_arena` around the
/// call, or a `tbb::global_control`, limits their number.
inline constexpr parallel_policy parallel{};

} // namespace equipoise
