// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/processor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace equipoise::detail {

/// Fields of a column, of which the short ones, those with one to eight characters, are to become numbers.
struct short_fields {
    static constexpr std::size_t most = 256; ///< fields
    static constexpr std::size_t lanes = 4;  ///< fields that are read at once
    static_assert(most % lanes == 0);

    std::uint64_t words[most]; ///< the first eight characters of each, the first one lowest; of a shorter field, any
                               ///< characters may follow
    std::uint64_t sizes[most]; ///< the number of characters
};

/// What `read_short_fields` puts in place of the word of a field that is no short number.
inline constexpr auto no_short_number = ~std::uint64_t{0};

#if EQUIPOISE_X86_VECTORS

using four_words = std::uint64_t __attribute__((vector_size(32)));

/// Four whole numbers below 2^52 as doubles.
[[nodiscard, gnu::target(EQUIPOISE_AVX2), gnu::always_inline]] inline __m256d
as_doubles(four_words const& numbers) noexcept
{
    constexpr auto bits_of_2_to_52 = std::uint64_t{0x433} << 52U; // a number in the low bits adds just as much to 2^52
    return reinterpret_cast<__m256d>(numbers | bits_of_2_to_52) - _mm256_set1_pd(0x1p52);
}

template <bool Points>
[[nodiscard, gnu::target(EQUIPOISE_AVX2)]] inline bool read_short_fields_avx2(short_fields& fields,
                                                                              std::size_t count) noexcept
{
    constexpr auto every = 0x0101010101010101U;
    constexpr auto high_bits = every * 0x80;
    auto const by_ten = _mm256_set1_epi64x(0x010A010A010A010A);
    auto const by_hundred = _mm256_set1_epi64x(0x0001006400010064);
    four_words any_odd = {};
    for (std::size_t i = 0; i < count; i += short_fields::lanes) {
        four_words digits;
        four_words size;
        std::memcpy(&digits, fields.words + i, sizeof digits);
        std::memcpy(&size, fields.sizes + i, sizeof size);
        digits = (digits ^ every * '0') << ((64 - 8 * size) & 63U); // the last digit highest, zeros before the first
        auto odd = reinterpret_cast<four_words>(size - 1 > 7);      // all ones for a field that is no short number
        four_words after_point = {};                                // the number of digits
        if constexpr (Points) {
            auto const other = digits ^ every * ('.' ^ '0');
            auto const found = (other - every) & ~other & high_bits; // exact up to the first point
            auto const up_to = (found ^ (found - 1)) & reinterpret_cast<four_words>(found != 0);
            digits = (digits & ~up_to) | (digits & up_to >> 8U) << 8U; // takes the point out
            auto place = up_to & every;                                // the sum of the bytes; 1 for the first of eight
            place += place >> 32U;
            place += place >> 16U;
            place += place >> 8U;
            after_point = (0 - place) & 7U;
            odd |= reinterpret_cast<four_words>((size == 1) & (found != 0));
        }
        odd |= reinterpret_cast<four_words>(((digits | (digits + every * (0x80 - 10))) & high_bits) != 0);
        // pairs of digits become numbers, then pairs of these, and once more
        auto const pairs = _mm256_maddubs_epi16(reinterpret_cast<__m256i>(digits), by_ten);
        auto const fours = _mm256_madd_epi16(pairs, by_hundred);
        auto result = reinterpret_cast<four_words>(_mm256_mul_epu32(fours, _mm256_set1_epi64x(10'000)))
                      + (reinterpret_cast<four_words>(fours) >> 32U);
        if constexpr (Points) { // divided by a power of ten, as over_power_of_ten does
            auto const powers = _mm256_setr_epi32(1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000);
            auto const power = reinterpret_cast<four_words>(
                                   _mm256_permutevar8x32_epi32(powers, reinterpret_cast<__m256i>(after_point)))
                               & 0xFFFFFFFFU;
            result = reinterpret_cast<four_words>(as_doubles(result) / as_doubles(power));
        }
        result |= odd;
        std::memcpy(fields.words + i, &result, sizeof result);
        any_odd |= odd;
    }
    return (any_odd[0] | any_odd[1] | any_odd[2] | any_odd[3]) == 0;
}

#endif

/// Reads `count` fields, and those that follow up to a multiple of `short_fields::lanes`, which must have been set.
/// Puts whole numbers in place of the words, or, with `Points`, the bits of doubles, which may have one point among
/// their digits. The word of a field that is no short number becomes `no_short_number`; without vector code, that of
/// every field does. Returns whether all fields are numbers.
/// @param by not above best_instruction_set()
template <bool Points>
[[nodiscard]] inline bool read_short_fields(instruction_set by, short_fields& fields, std::size_t count) noexcept
{
#if EQUIPOISE_X86_VECTORS
    if (by >= instruction_set::avx2) {
        return read_short_fields_avx2<Points>(fields, count);
    }
#endif
    static_cast<void>(by);
    std::fill_n(fields.words, count, no_short_number);
    return count == 0;
}

} // namespace equipoise::detail
