// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace equipoise::detail {

/// The most terms that `add_wide` adds before it looks at what they were.
inline constexpr std::size_t longest_wide = 512;

/// What `add_wide` did.
struct wide_terms {
    std::size_t added; ///< so many terms, from the first on
    double largest;    ///< of those
    double refused;    ///< the largest of the block behind them; NaN if a term there is no amount
};

/// The most terms that `add_short` takes.
inline constexpr std::size_t longest_short = 64;

/// Sums over a few terms, each in a high part and in what the high part could not hold.
struct short_sums {
    double high;
    double low;
    double square_high;
    double square_low;
    double largest;
    std::size_t positive;
};

inline constexpr int short_log2 = 6;
static_assert(longest_short == std::size_t{1} << short_log2);

[[nodiscard]] constexpr bool negative_zero(double x) noexcept
{
    return x == 0 && std::bit_cast<std::uint64_t>(x) != 0;
}

/// sum + a^2, rounded once, and what that rounded off, rounded once, as a fused multiplication and addition gives both;
/// for a sum that is far above a^2. Half of its unit in the last place is given.
[[nodiscard]] constexpr twofold add_square(double sum, double a, [[maybe_unused]] double half) noexcept
{
#if defined(__GNUC__) && (defined(__FP_FAST_FMA) || defined(__aarch64__))
    if (!std::is_constant_evaluated()) {
        auto const fused = __builtin_fma(a, a, sum);
        return {fused, __builtin_fma(a, a, sum - fused)};
    }
#endif
    auto square = two_product(a, a);
    square.lo = square.hi < 0x1p-900 ? 0 : square.lo; // too small for two parts
    auto next = sum + square.hi;
    auto const left = square.hi - (next - sum);
    // a tie was decided without the second part
    next += left == half && square.lo > 0 ? 2 * half : left == -half && square.lo < 0 ? -2 * half : 0;
    return {next, (square.hi - (next - sum)) + square.lo};
}

/// Sums of so many terms side by side, which start at an anchor that every addition rounds to the same place.
template <bool Squares, std::size_t Lanes>
struct anchored_lanes {
    double high[Lanes];
    double low[Lanes] = {};
    double square_high[Squares ? Lanes : 1];
    double square_low[Squares ? Lanes : 1] = {};
    double half;

    constexpr anchored_lanes(double anchor, double square_anchor) noexcept : half{square_anchor * 0x1p-53}
    {
        for (auto& sum : high) {
            sum = anchor;
        }
        for (auto& sum : square_high) {
            sum = square_anchor;
        }
    }

    constexpr void add(std::size_t lane, double a) noexcept
    {
        auto const sum = high[lane] + a;
        low[lane] += a - (sum - high[lane]);
        high[lane] = sum;
        if constexpr (Squares) {
            auto const square = add_square(square_high[lane], a, half);
            square_low[lane] += square.lo;
            square_high[lane] = square.hi;
        }
    }
};

/// As `running_sum::add` at the end of a block, with what high and low parts of lanes hold above their anchor.
template <std::size_t Lanes>
constexpr void add_to_lanes(sum_lanes sum, double const (&high)[Lanes], double const (&low)[Lanes],
                            double anchor) noexcept
{
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
        auto const next = two_sum(sum.high[lane], high[lane] - anchor);
        auto const both = two_sum(next.hi, sum.low[lane] + (next.lo + low[lane]));
        sum.high[lane] = both.hi;
        sum.low[lane] = both.lo;
    }
}

/// `add_wide` on any machine, to the bit.
template <bool Squares>
[[nodiscard, gnu::noinline]] constexpr wide_terms add_wide_anywhere(double const* first, std::size_t count,
                                                                    double bound, double anchor, double square_anchor,
                                                                    sum_lanes sum, sum_lanes squares) noexcept
{
    auto terms = wide_terms{};
    while (terms.added < count) {
        auto const end = count - terms.added < longest_wide ? count : terms.added + longest_wide;
        auto lanes = anchored_lanes<Squares, 8>{anchor, square_anchor};
        auto largest = 0.0;
        auto are_amounts = true;
        for (auto i = terms.added; i < end; ++i) {
            are_amounts = are_amounts && first[i] >= 0 && !negative_zero(first[i]);
            largest = largest < first[i] ? first[i] : largest;
        }
        if (!are_amounts || largest > bound) {
            terms.refused = are_amounts ? largest : std::numeric_limits<double>::quiet_NaN();
            break;
        }
        for (auto i = terms.added; i < end; i += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane) {
                lanes.add(lane, first[i + lane]);
            }
        }
        terms.largest = terms.largest < largest ? largest : terms.largest;
        add_to_lanes(sum, lanes.high, lanes.low, anchor);
        if constexpr (Squares) {
            add_to_lanes(squares, lanes.square_high, lanes.square_low, square_anchor);
        }
        terms.added = end;
    }
    return terms;
}

/// `add_short` on any machine, to the bit.
[[nodiscard, gnu::noinline]] constexpr bool add_short_anywhere(double const* first, std::size_t count, int lowest,
                                                               short_sums& sums) noexcept
{
    sums.largest = 0;
    sums.positive = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (first[i] < 0 || negative_zero(first[i])) {
            return false;
        }
        sums.largest = sums.largest < first[i] ? first[i] : sums.largest;
        sums.positive += first[i] > 0 ? 1U : 0U;
    }
    auto const exponent = static_cast<int>(std::bit_cast<std::uint64_t>(sums.largest) >> 52) - 1023;
    if (exponent < lowest || exponent >= -lowest) {
        return false;
    }
    auto const anchor = power_of_two(exponent + 1 + short_log2);
    auto const square_anchor = power_of_two(2 * (exponent + 1) + short_log2);
    auto lanes = anchored_lanes<true, 4>{anchor, square_anchor};
    auto const left = count % 4;
    for (std::size_t lane = 0; lane < left; ++lane) { // the last ones first, as there
        lanes.add(lane, first[count - left + lane]);
    }
    for (std::size_t i = 0; i < count - left; ++i) {
        lanes.add(i % 4, first[i]);
    }
    auto const sum = [](double const(&high)[4], double above) {
        return ((high[0] - above) + (high[1] - above)) + ((high[2] - above) + (high[3] - above));
    };
    sums.high = sum(lanes.high, anchor);
    sums.low = sum(lanes.low, 0);
    sums.square_high = sum(lanes.square_high, square_anchor);
    sums.square_low = sum(lanes.square_low, 0);
    return true;
}

// Not for Windows, where g++ does not align vectors of 32 bytes on the stack (GCC bug 54412).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)

inline constexpr bool has_wide_lanes = true;

[[nodiscard]] inline bool wide_lanes_work() noexcept
{
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}

using four_doubles = double __attribute__((vector_size(32)));

[[gnu::target("avx2,fma"), gnu::always_inline]] inline double largest_of(four_doubles const& four) noexcept
{
    auto const front = four[0] < four[1] ? four[1] : four[0];
    auto const back = four[2] < four[3] ? four[3] : four[2];
    return front < back ? back : front;
}

/// Adds to four lanes as `running_sum::add` does at the end of a block.
[[gnu::target("avx2,fma"), gnu::always_inline]] inline void
add_to_lanes(double* high, double* low, four_doubles const& term, four_doubles const& rest) noexcept
{
    four_doubles a, b;
    __builtin_memcpy(&a, high, sizeof a);
    __builtin_memcpy(&b, low, sizeof b);
    auto const next = a + term;
    auto const from_term = next - a;
    auto const lost = (a - (next - from_term)) + (term - from_term);
    auto const low_part = b + (lost + rest);
    auto const sum = next + low_part;
    auto const from_low = sum - next;
    auto const left = (next - (sum - from_low)) + (low_part - from_low);
    __builtin_memcpy(high, &sum, sizeof sum);
    __builtin_memcpy(low, &left, sizeof left);
}

/// Adds a multiple of eight terms, block by block, until one holds a NaN, a term with its sign bit set or one above the
/// bound.
///
/// The sums of a block start at anchors, `longest_wide` / 8 times what the bound lets a term be, so large that every
/// addition cuts the term at the same place: the part above is added without error, the part below is what `low`
/// collects. Four operations a term, half of what `two_sum` takes.
template <bool Squares>
[[gnu::target("avx2,fma")]] inline wide_terms add_wide(double const* first, std::size_t count, double bound,
                                                       double anchor, double square_anchor, sum_lanes sum,
                                                       sum_lanes squares) noexcept
{
    using four = four_doubles;
    using bits = std::uint64_t __attribute__((vector_size(32)));
    constexpr std::uintptr_t ahead = 8192; // bytes
    four const start = {anchor, anchor, anchor, anchor};
    four const square_start = {square_anchor, square_anchor, square_anchor, square_anchor};
    four const limit = {bound, bound, bound, bound};
    // The sums take the units that multiply, which would stand idle while those that add have more than they can do.
    // The factor is kept in memory, for want of registers, and from compilers that know better what a product by 1 is.
    four one = {1, 1, 1, 1};
    asm("" : "+m"(one));
    four largest = {};
    auto terms = wide_terms{};
    while (terms.added < count) {
        auto const end = count - terms.added < longest_wide ? count : terms.added + longest_wide;
        four high_a = start, high_b = start, low_a = {}, low_b = {};
        four square_high_a = square_start, square_high_b = square_start, square_low_a = {}, square_low_b = {};
        four largest_a = {}, largest_b = {};
        bits signs_a = {}, signs_b = {};
        for (auto i = terms.added; i < end; i += 8) {
            __builtin_prefetch(reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(first + i) + ahead));
            four a, b;
            __builtin_memcpy(&a, first + i, sizeof a);
            __builtin_memcpy(&b, first + i + 4, sizeof b);
            largest_a = __builtin_ia32_maxpd256(a, largest_a);
            largest_b = __builtin_ia32_maxpd256(b, largest_b);
            signs_a |= reinterpret_cast<bits>(a);
            signs_b |= reinterpret_cast<bits>(b);
            four const next_a = __builtin_ia32_vfmaddpd256(a, one, high_a);
            four const next_b = __builtin_ia32_vfmaddpd256(b, one, high_b);
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
        largest_a = __builtin_ia32_maxpd256(largest_a, largest_b);
        four const both = high_a + high_b;
        bits const no_amount = signs_a | signs_b | reinterpret_cast<bits>(both != both);
        if (__builtin_ia32_movmskpd256(reinterpret_cast<four>(no_amount | reinterpret_cast<bits>(largest_a > limit)))
            != 0) {
            terms.refused = __builtin_ia32_movmskpd256(reinterpret_cast<four>(no_amount)) != 0
                                ? std::numeric_limits<double>::quiet_NaN()
                                : largest_of(largest_a);
            break;
        }
        largest = __builtin_ia32_maxpd256(largest, largest_a);
        add_to_lanes(sum.high, sum.low, high_a - start, low_a);
        add_to_lanes(sum.high + 4, sum.low + 4, high_b - start, low_b);
        if constexpr (Squares) {
            add_to_lanes(squares.high, squares.low, square_high_a - square_start, square_low_a);
            add_to_lanes(squares.high + 4, squares.low + 4, square_high_b - square_start, square_low_b);
        }
        terms.added = end;
    }
    terms.largest = largest_of(largest);
    return terms;
}

/// Which of four terms are read when left of them are: from read_of_four + 4 - left on.
alignas(32) inline constexpr long long read_of_four[] = {-1, -1, -1, -1, 0, 0, 0, 0};

/// Adds the terms of a list too short for lanes of its own to pay; false when some term is negative or -0, or when the
/// largest is not above 2^lowest and below 2^-lowest. A NaN ends up in the sum.
///
/// As in `add_wide`, but the anchor lies so far above the largest term that all lanes together stay below it, and
/// their high parts add up without error.
[[gnu::target("avx2,fma")]] inline bool add_short(double const* first, std::size_t count, int lowest,
                                                  short_sums& sums) noexcept
{
    using four = four_doubles;
    using bits = long long __attribute__((vector_size(32)));
    auto const left = count % 4;
    bits mask;
    __builtin_memcpy(&mask, read_of_four + 4 - left, sizeof mask);
    auto const* const last = first + (count - left);
    four const rest = __builtin_ia32_maskloadpd256(reinterpret_cast<four const*>(last), mask);
    four largest = __builtin_ia32_maxpd256(rest, four{});
    bits signs = reinterpret_cast<bits>(rest);
    bits positive = reinterpret_cast<bits>(rest > 0);
    for (auto const* next = first; next != last; next += 4) {
        four a;
        __builtin_memcpy(&a, next, sizeof a);
        largest = __builtin_ia32_maxpd256(a, largest);
        signs |= reinterpret_cast<bits>(a);
        positive += reinterpret_cast<bits>(a > 0);
    }
    sums.largest = largest_of(largest);
    sums.positive = static_cast<std::size_t>(-(positive[0] + positive[1] + positive[2] + positive[3]));
    auto const exponent = static_cast<int>(std::bit_cast<std::uint64_t>(sums.largest) >> 52) - 1023;
    if (__builtin_ia32_movmskpd256(reinterpret_cast<four>(signs)) != 0 || exponent < lowest || exponent >= -lowest) {
        return false;
    }
    auto const anchor = power_of_two(exponent + 1 + short_log2);
    auto const square_anchor = power_of_two(2 * (exponent + 1) + short_log2);
    four const start = {anchor, anchor, anchor, anchor};
    four const square_start = {square_anchor, square_anchor, square_anchor, square_anchor};
    four high = start + rest;
    four low = rest - (high - start);
    four square_high = __builtin_ia32_vfmaddpd256(rest, rest, square_start);
    four square_low = __builtin_ia32_vfmaddpd256(rest, rest, square_start - square_high);
    for (auto const* next = first; next != last; next += 4) {
        four a;
        __builtin_memcpy(&a, next, sizeof a);
        four const sum = high + a;
        low += a - (sum - high);
        high = sum;
        four const square = __builtin_ia32_vfmaddpd256(a, a, square_high);
        square_low += __builtin_ia32_vfmaddpd256(a, a, square_high - square);
        square_high = square;
    }
    high -= start;
    square_high -= square_start;
    sums.high = (high[0] + high[1]) + (high[2] + high[3]);
    sums.low = (low[0] + low[1]) + (low[2] + low[3]);
    sums.square_high = (square_high[0] + square_high[1]) + (square_high[2] + square_high[3]);
    sums.square_low = (square_low[0] + square_low[1]) + (square_low[2] + square_low[3]);
    return true;
}

#else

inline constexpr bool has_wide_lanes = false;

#endif

/// Adds blocks as fast as the machine can, to the same bits on all.
template <bool Squares>
[[nodiscard]] inline wide_terms add_blocks(double const* first, std::size_t count, double bound, double anchor,
                                           double square_anchor, sum_lanes sum, sum_lanes squares) noexcept
{
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
    if (wide_lanes_work()) [[likely]] {
        return add_wide<Squares>(first, count, bound, anchor, square_anchor, sum, squares);
    }
#endif
    return add_wide_anywhere<Squares>(first, count, bound, anchor, square_anchor, sum, squares);
}

/// Adds few terms likewise.
[[nodiscard]] inline bool add_few_terms(double const* first, std::size_t count, int lowest, short_sums& sums) noexcept
{
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
    if (wide_lanes_work()) [[likely]] {
        return add_short(first, count, lowest, sums);
    }
#endif
    return add_short_anywhere(first, count, lowest, sums);
}

} // namespace equipoise::detail
