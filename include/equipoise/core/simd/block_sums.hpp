// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/simd/processor.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

// Sums of many terms, and of their squares, to some 106 bits. Every function here exists for any machine and once more
// with the vector instructions of AVX2 and FMA. Both give the same bits; `add_blocks` and `add_short_list`, at the end,
// choose between them.
//
// The method: a sum starts at an anchor, a power of two so much larger than all terms together that every addition
// rounds to the same place. The part of a term above that place is then added without error to the high part of the
// sum, and the part below it is collected in the low part. This takes four operations a term, half of what `two_sum`
// takes. In the end the anchor is subtracted, which is exact.

namespace equipoise::detail {

/// The number of terms after which `add_blocks` checks what it has added.
inline constexpr std::size_t longest_block = 512;

/// What `add_blocks` did.
struct block_result {
    std::size_t added; ///< the number of terms added, from the first one on
    double largest;    ///< the largest of these
    double refused;    ///< the largest term of the block that follows; NaN if it holds a negative term, -0 or NaN
};

/// The number of terms that `add_short_list` takes at most.
inline constexpr std::size_t longest_short = 64;

/// Sums over a short list of terms. Each is the sum of its high part and of its low part.
struct short_sums {
    double high;
    double low;
    double square_high;
    double square_low;
    double largest;
    std::size_t positive; ///< the number of terms above zero
};

inline constexpr int short_log2 = 6;
static_assert(longest_short == std::size_t{1} << short_log2);

[[nodiscard]] constexpr bool negative_zero(double x) noexcept
{
    return x == 0 && std::bit_cast<std::uint64_t>(x) != 0;
}

/// sum + a^2, rounded once, and its rounding error, rounded once, as a fused multiplication and addition gives both.
/// `sum` is far larger than a^2, and `half` is half a unit in its last place.
[[nodiscard]] constexpr twofold add_square(double sum, double a, [[maybe_unused]] double half) noexcept
{
#if defined(__GNUC__) && (defined(__FP_FAST_FMA) || defined(__aarch64__))
    if (!std::is_constant_evaluated()) {
        auto const fused = __builtin_fma(a, a, sum);
        return {fused, __builtin_fma(a, a, sum - fused)};
    }
#endif
    auto square = two_product(a, a);
    square.lo = square.hi < 0x1p-900 ? 0 : square.lo; // the low part of so small a square is not exact
    auto next = sum + square.hi;
    auto const left = square.hi - (next - sum);
    // where the high part of the square lies halfway between two sums, its low part decides
    next += left == half && square.lo > 0 ? 2 * half : left == -half && square.lo < 0 ? -2 * half : 0;
    return {next, (square.hi - (next - sum)) + square.lo};
}

/// Independent sums that start at an anchor; the terms are distributed over them.
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

/// Adds the sums of a block, less their anchor, to the lanes of a running sum, as `running_sum::add` does.
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

template <bool Squares>
[[nodiscard, gnu::noinline]] constexpr block_result add_blocks_scalar(double const* first, std::size_t count,
                                                                      double bound, double anchor, double square_anchor,
                                                                      sum_lanes sum, sum_lanes squares) noexcept
{
    auto result = block_result{};
    while (result.added < count) {
        auto const end = count - result.added < longest_block ? count : result.added + longest_block;
        auto lanes = anchored_lanes<Squares, 8>{anchor, square_anchor};
        auto largest = 0.0;
        auto are_amounts = true;
        for (auto i = result.added; i < end; ++i) {
            are_amounts = are_amounts && first[i] >= 0 && !negative_zero(first[i]);
            largest = largest < first[i] ? first[i] : largest;
        }
        if (!are_amounts || largest > bound) {
            result.refused = are_amounts ? largest : std::numeric_limits<double>::quiet_NaN();
            break;
        }
        for (auto i = result.added; i < end; i += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane) {
                lanes.add(lane, first[i + lane]);
            }
        }
        result.largest = result.largest < largest ? largest : result.largest;
        add_to_lanes(sum, lanes.high, lanes.low, anchor);
        if constexpr (Squares) {
            add_to_lanes(squares, lanes.square_high, lanes.square_low, square_anchor);
        }
        result.added = end;
    }
    return result;
}

[[nodiscard, gnu::noinline]] constexpr bool add_short_list_scalar(double const* first, std::size_t count, int lowest,
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
    for (std::size_t lane = 0; lane < left; ++lane) { // the last terms first, as the vector code does
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

#if EQUIPOISE_X86_VECTORS

// Vectors are added, subtracted and indexed by the operators that GCC and Clang give them. Each function is a whole
// kernel: what has a target attribute is not inlined into code without it.

[[gnu::target(EQUIPOISE_AVX2), gnu::always_inline]] inline double largest_of(__m256d const& four) noexcept
{
    auto const front = four[0] < four[1] ? four[1] : four[0];
    auto const back = four[2] < four[3] ? four[3] : four[2];
    return front < back ? back : front;
}

[[gnu::target(EQUIPOISE_AVX2), gnu::always_inline]] inline double sum_of(__m256d const& four) noexcept
{
    return (four[0] + four[1]) + (four[2] + four[3]);
}

/// Adds to four lanes of a running sum, as `running_sum::add` does.
[[gnu::target(EQUIPOISE_AVX2), gnu::always_inline]] inline void
add_to_four_lanes(double* high, double* low, __m256d const& term, __m256d const& rest) noexcept
{
    auto const a = _mm256_loadu_pd(high);
    auto const b = _mm256_loadu_pd(low);
    auto const next = a + term;
    auto const from_term = next - a;
    auto const lost = (a - (next - from_term)) + (term - from_term);
    auto const low_part = b + (lost + rest);
    auto const sum = next + low_part;
    auto const from_low = sum - next;
    auto const left = (next - (sum - from_low)) + (low_part - from_low);
    _mm256_storeu_pd(high, sum);
    _mm256_storeu_pd(low, left);
}

template <bool Squares>
[[nodiscard, gnu::target(EQUIPOISE_AVX2)]] inline block_result
add_blocks_avx2(double const* first, std::size_t count, double bound, double anchor, double square_anchor,
                sum_lanes sum, sum_lanes squares) noexcept
{
    constexpr std::uintptr_t prefetched = 8192; // bytes from the terms that are added to those that are fetched
    auto const zero = _mm256_setzero_pd();
    auto const start = _mm256_set1_pd(anchor);
    auto const square_start = _mm256_set1_pd(square_anchor);
    auto const limit = _mm256_set1_pd(bound);
    // The units that add limit the speed of this loop, while those that multiply and add have room. So a + high is
    // computed as a * 1 + high, with the same result. clang would see that the factor is 1 and make an addition of it
    // again. The empty assembler statement prevents this: to the compiler it may change `one`, which it takes from
    // memory because the loop has no register to spare. With clang 14 on an AMD EPYC of the Zen 5 generation, a term
    // and its square take 0.20 ns with it and 0.23 ns without it, a term alone 0.14 ns and 0.18 ns.
    auto one = _mm256_set1_pd(1);
    asm("" : "+m"(one));
    auto largest = zero;
    auto result = block_result{};
    while (result.added < count) {
        auto const end = count - result.added < longest_block ? count : result.added + longest_block;
        auto high_a = start, high_b = start, low_a = zero, low_b = zero;
        auto square_high_a = square_start, square_high_b = square_start, square_low_a = zero, square_low_b = zero;
        auto largest_a = zero, largest_b = zero;
        auto signs_a = zero, signs_b = zero;
        for (auto i = result.added; i < end; i += 8) {
            __builtin_prefetch(reinterpret_cast<void const*>(reinterpret_cast<std::uintptr_t>(first + i) + prefetched));
            auto const a = _mm256_loadu_pd(first + i);
            auto const b = _mm256_loadu_pd(first + i + 4);
            largest_a = _mm256_max_pd(a, largest_a);
            largest_b = _mm256_max_pd(b, largest_b);
            signs_a = _mm256_or_pd(signs_a, a);
            signs_b = _mm256_or_pd(signs_b, b);
            auto const next_a = _mm256_fmadd_pd(a, one, high_a);
            auto const next_b = _mm256_fmadd_pd(b, one, high_b);
            low_a += a - (next_a - high_a);
            low_b += b - (next_b - high_b);
            high_a = next_a;
            high_b = next_b;
            if constexpr (Squares) {
                auto const square_a = _mm256_fmadd_pd(a, a, square_high_a);
                auto const square_b = _mm256_fmadd_pd(b, b, square_high_b);
                square_low_a += _mm256_fmadd_pd(a, a, square_high_a - square_a);
                square_low_b += _mm256_fmadd_pd(b, b, square_high_b - square_b);
                square_high_a = square_a;
                square_high_b = square_b;
            }
        }
        largest_a = _mm256_max_pd(largest_a, largest_b);
        auto const both = high_a + high_b; // NaN if any term is
        auto const no_amount = _mm256_or_pd(_mm256_or_pd(signs_a, signs_b), _mm256_cmp_pd(both, both, _CMP_UNORD_Q));
        if (_mm256_movemask_pd(_mm256_or_pd(no_amount, _mm256_cmp_pd(largest_a, limit, _CMP_GT_OQ))) != 0) {
            result.refused =
                _mm256_movemask_pd(no_amount) != 0 ? std::numeric_limits<double>::quiet_NaN() : largest_of(largest_a);
            break;
        }
        largest = _mm256_max_pd(largest, largest_a);
        add_to_four_lanes(sum.high, sum.low, high_a - start, low_a);
        add_to_four_lanes(sum.high + 4, sum.low + 4, high_b - start, low_b);
        if constexpr (Squares) {
            add_to_four_lanes(squares.high, squares.low, square_high_a - square_start, square_low_a);
            add_to_four_lanes(squares.high + 4, squares.low + 4, square_high_b - square_start, square_low_b);
        }
        result.added = end;
    }
    result.largest = largest_of(largest);
    return result;
}

/// The mask that reads only the first n of four terms starts at first_terms + 4 - n.
inline constexpr long long first_terms[] = {-1, -1, -1, -1, 0, 0, 0, 0};

[[nodiscard, gnu::target(EQUIPOISE_AVX2)]] inline bool add_short_list_avx2(double const* first, std::size_t count,
                                                                           int lowest, short_sums& sums) noexcept
{
    auto const zero = _mm256_setzero_pd();
    auto const left = count % 4;
    auto const* const last = first + (count - left);
    auto const rest =
        _mm256_maskload_pd(last, _mm256_loadu_si256(reinterpret_cast<__m256i const*>(first_terms + 4 - left)));
    auto largest = _mm256_max_pd(rest, zero);
    auto signs = rest;
    auto minus_positive = _mm256_castpd_si256(_mm256_cmp_pd(rest, zero, _CMP_GT_OQ)); // -1 where a term is above zero
    for (auto const* next = first; next != last; next += 4) {
        auto const a = _mm256_loadu_pd(next);
        largest = _mm256_max_pd(a, largest);
        signs = _mm256_or_pd(signs, a);
        minus_positive += _mm256_castpd_si256(_mm256_cmp_pd(a, zero, _CMP_GT_OQ));
    }
    sums.largest = largest_of(largest);
    sums.positive =
        static_cast<std::size_t>(-(minus_positive[0] + minus_positive[1] + minus_positive[2] + minus_positive[3]));
    auto const exponent = static_cast<int>(std::bit_cast<std::uint64_t>(sums.largest) >> 52) - 1023;
    if (_mm256_movemask_pd(signs) != 0 || exponent < lowest || exponent >= -lowest) {
        return false;
    }
    auto const anchor = power_of_two(exponent + 1 + short_log2);
    auto const square_anchor = power_of_two(2 * (exponent + 1) + short_log2);
    auto const start = _mm256_set1_pd(anchor);
    auto const square_start = _mm256_set1_pd(square_anchor);
    auto high = start + rest;
    auto low = rest - (high - start);
    auto square_high = _mm256_fmadd_pd(rest, rest, square_start);
    auto square_low = _mm256_fmadd_pd(rest, rest, square_start - square_high);
    for (auto const* next = first; next != last; next += 4) {
        auto const a = _mm256_loadu_pd(next);
        auto const sum = high + a;
        low += a - (sum - high);
        high = sum;
        auto const square = _mm256_fmadd_pd(a, a, square_high);
        square_low += _mm256_fmadd_pd(a, a, square_high - square);
        square_high = square;
    }
    sums.high = sum_of(high - start);
    sums.low = sum_of(low);
    sums.square_high = sum_of(square_high - square_start);
    sums.square_low = sum_of(square_low);
    return true;
}

#endif

/// Adds a multiple of eight terms and their squares, block by block, up to the first block that holds a NaN, a term
/// whose sign bit is set or one above `bound`. The anchors are to be `longest_block` / 8 times what `bound` and its
/// square are.
template <bool Squares>
[[nodiscard]] inline block_result add_blocks(double const* first, std::size_t count, double bound, double anchor,
                                             double square_anchor, sum_lanes sum, sum_lanes squares) noexcept
{
#if EQUIPOISE_X86_VECTORS
    if (best_instruction_set() >= instruction_set::avx2) [[likely]] {
        return add_blocks_avx2<Squares>(first, count, bound, anchor, square_anchor, sum, squares);
    }
#endif
    return add_blocks_scalar<Squares>(first, count, bound, anchor, square_anchor, sum, squares);
}

/// Adds the terms of a list that is too short for `add_blocks` to pay. False when a term is negative or -0, or when the
/// largest one is below 2^lowest or not below 2^-lowest; `sums` is not defined then. With a NaN among the terms, the
/// sum is NaN.
[[nodiscard]] inline bool add_short_list(double const* first, std::size_t count, int lowest, short_sums& sums) noexcept
{
#if EQUIPOISE_X86_VECTORS
    if (best_instruction_set() >= instruction_set::avx2) [[likely]] {
        return add_short_list_avx2(first, count, lowest, sums);
    }
#endif
    return add_short_list_scalar(first, count, lowest, sums);
}

} // namespace equipoise::detail
