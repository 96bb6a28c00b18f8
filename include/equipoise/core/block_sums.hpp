// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/sums.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace equipoise::detail {

/// Sums over one block in eight lanes, each in a high part and in what the high part could not hold.
struct lane_sums {
    double high[8];
    double low[8];
    double square_high[8];
    double square_low[8];
    double largest;
    bool signs; ///< some term has its sign bit set
};

#if defined(__x86_64__) && defined(__GNUC__)

inline constexpr bool has_wide_lanes = true;

[[nodiscard]] inline bool wide_lanes_work() noexcept
{
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}

/// Adds a multiple of eight terms, none above the bounds behind the anchors.
///
/// A sum starts at its anchor, so large that every addition cuts the term at the same place: the part above is added
/// without error, the part below is what `low` collects. Four operations a term, half of what `two_sum` takes.
template <bool Squares>
[[gnu::target("avx2,fma")]] inline void add_wide(double const* first, std::size_t count, double anchor,
                                                 double square_anchor, lane_sums& sums) noexcept
{
    using four = double __attribute__((vector_size(32)));
    using bits = std::uint64_t __attribute__((vector_size(32)));
    constexpr std::uintptr_t ahead = 4096; // bytes
    four const start = {anchor, anchor, anchor, anchor};
    four const square_start = {square_anchor, square_anchor, square_anchor, square_anchor};
    four high_a = start, high_b = start, low_a = {}, low_b = {};
    four square_high_a = square_start, square_high_b = square_start, square_low_a = {}, square_low_b = {};
    four largest_a = {}, largest_b = {};
    bits signs_a = {}, signs_b = {};
    for (std::size_t i = 0; i < count; i += 8) {
        __builtin_prefetch(reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(first + i) + ahead));
        four a, b;
        std::memcpy(&a, first + i, sizeof a);
        std::memcpy(&b, first + i + 4, sizeof b);
        largest_a = __builtin_ia32_maxpd256(a, largest_a);
        largest_b = __builtin_ia32_maxpd256(b, largest_b);
        signs_a |= (bits)a;
        signs_b |= (bits)b;
        four const next_a = high_a + a;
        four const next_b = high_b + b;
        low_a += a - (next_a - high_a);
        low_b += b - (next_b - high_b);
        high_a = next_a;
        high_b = next_b;
        if constexpr (Squares) {
            four const square_a = __builtin_ia32_vfmaddpd256(a, a, square_high_a);
            four const square_b = __builtin_ia32_vfmaddpd256(b, b, square_high_b);
            square_low_a += __builtin_ia32_vfmaddpd256(a, a, square_high_a - square_a);
            square_low_b += __builtin_ia32_vfmaddpd256(b, b, square_high_b - square_b);
            square_high_a = square_a;
            square_high_b = square_b;
        }
    }
    auto const store = [](double* to, four const& front, four const& back) {
        std::memcpy(to, &front, sizeof front);
        std::memcpy(to + 4, &back, sizeof back);
    };
    store(sums.high, high_a - start, high_b - start);
    store(sums.low, low_a, low_b);
    store(sums.square_high, square_high_a - square_start, square_high_b - square_start);
    store(sums.square_low, square_low_a, square_low_b);
    double largest[8];
    store(largest, largest_a, largest_b);
    sums.largest = 0;
    for (double const x : largest) {
        sums.largest = sums.largest < x ? x : sums.largest;
    }
    bits const either = signs_a | signs_b;
    std::uint64_t signs[4];
    std::memcpy(signs, &either, sizeof signs);
    sums.signs = (signs[0] | signs[1] | signs[2] | signs[3]) >> 63 != 0;
}

#else

inline constexpr bool has_wide_lanes = false;

#endif

} // namespace equipoise::detail
