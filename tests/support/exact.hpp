// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <vector>

/// Exact values of rational formulas of whole numbers, rounded once by a division.
namespace support {

__extension__ using wide = __int128;
using whole_numbers = std::vector<std::int64_t>;

inline double ratio(wide a, wide b)
{
    return static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b));
}

inline wide sum_of(whole_numbers const& numbers)
{
    wide sum = 0;
    for (auto const x : numbers) {
        sum += x;
    }
    return sum;
}

} // namespace support
