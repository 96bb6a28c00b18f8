// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace support {

inline constexpr auto some_threads = {1, 2, 3, 8};

/// Calls f with `count` threads available, whatever the number of cores.
template <class F>
void with_threads(int count, F const& f)
{
    auto const limit =
        tbb::global_control{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(count)};
    tbb::task_arena{count}.execute(f);
}

[[nodiscard]] inline bool same_bits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Whether two ledgers have the same keys, partners and totals, and amounts that are the same bit for bit.
template <class Ledger>
[[nodiscard]] bool same_ledgers(Ledger const& a, Ledger const& b)
{
    if (a.size() != b.size() || a.cells() != b.cells()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const x = a[i].flows;
        auto const y = b[i].flows;
        if (!(a[i].key == b[i].key) || x.size() != y.size() || x.listing() != y.listing()
            || !same_bits(x.residual_share(), y.residual_share()) || x.unnamed() != y.unnamed()
            || x.unknown().size() != y.unknown().size()) {
            return false;
        }
        for (std::size_t k = 0; k < x.size(); ++k) {
            if (!(x.ids()[k] == y.ids()[k]) || !same_bits(x.amounts()[k], y.amounts()[k])) {
                return false;
            }
        }
        for (std::size_t k = 0; k < x.unknown().size(); ++k) {
            if (!(x.unknown()[k].id == y.unknown()[k].id) || !same_bits(x.unknown()[k].amount, y.unknown()[k].amount)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace support
