// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/load.hpp>
#include <equipoise/core/simd/processor.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

// Finds where the fields and rows of delimited text end, 64 bytes at a time. `find_ends`, at the end, is what others
// call; it finds the same ends with every instruction set.

namespace equipoise::detail {

/// The bytes at which the splitting of a row has something to do, besides the line feed and NUL.
struct special_bytes {
    char separator;
    char quote; ///< NUL if no byte quotes
};

/// Which of 64 bytes are special, as one bit each, the first byte lowest.
struct byte_masks {
    std::uint64_t ends;  ///< separators and line feeds
    std::uint64_t lines; ///< line feeds
    std::uint64_t odd;   ///< quotes and NUL bytes
};

inline constexpr std::size_t mask_width = 64;

/// The place of a character in a text, counted from its start.
using text_place = std::uint32_t;

/// Where the next ends of fields and of rows are to be written.
struct ends_found {
    text_place* fields;
    text_place* rows;
};

/// `find_ends` writes up to this many places more than it finds.
inline constexpr std::size_t spare_places = mask_width;

/// Sets the top bit of each byte of a word that equals `c`, and no other bit.
[[nodiscard]] constexpr std::uint64_t equal_bytes(std::uint64_t word, char c) noexcept
{
    constexpr std::uint64_t low_bits = 0x7f7f7f7f7f7f7f7fU;
    auto const other = word ^ 0x0101010101010101U * static_cast<unsigned char>(c);
    return ~(((other & low_bits) + low_bits) | other) & ~low_bits; // no carry crosses a byte
}

[[nodiscard]] inline byte_masks masks_scalar(char const* from, special_bytes special) noexcept
{
    auto masks = byte_masks{};
    for (std::size_t i = 0; i < mask_width; i += 8) {
        auto const word = load<std::uint64_t>(from + i);
        auto const gathered = [i](std::uint64_t top_bits) { // the eight top bits side by side
            return ((top_bits >> 7U) * 0x0102040810204080U >> 56U) << i;
        };
        auto const lines = equal_bytes(word, '\n');
        masks.ends |= gathered(lines | equal_bytes(word, special.separator));
        masks.lines |= gathered(lines);
        masks.odd |= gathered(equal_bytes(word, special.quote) | equal_bytes(word, '\0'));
    }
    return masks;
}

/// Writes `first` plus the position of each set bit, in ascending order, and returns the position after the last one.
/// As many positions as `Usual` has are always written, even if fewer bits are set: a branch for each bit would take
/// most of the time. What is written too much is overwritten by the next call.
template <std::size_t... Usual>
[[gnu::always_inline]] inline text_place* put_places(text_place* to, std::uint64_t mask, text_place first,
                                                     std::index_sequence<Usual...>) noexcept
{
    auto const count = static_cast<std::size_t>(std::popcount(mask));
    ((to[Usual] = first + static_cast<text_place>(std::countr_zero(mask)), mask &= mask - 1), ...);
    for (auto i = sizeof...(Usual); i < count; ++i) {
        to[i] = first + static_cast<text_place>(std::countr_zero(mask));
        mask &= mask - 1;
    }
    return to + count;
}

#if EQUIPOISE_X86_VECTORS

/// The masks of 32 bytes.
[[nodiscard, gnu::target(EQUIPOISE_AVX2)]] inline byte_masks half_masks_avx2(char const* from,
                                                                             special_bytes special) noexcept
{
    auto const text = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(from));
    auto const lines = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\n'));
    auto const ends = _mm256_or_si256(lines, _mm256_cmpeq_epi8(text, _mm256_set1_epi8(special.separator)));
    auto const odd = _mm256_or_si256(_mm256_cmpeq_epi8(text, _mm256_set1_epi8(special.quote)),
                                     _mm256_cmpeq_epi8(text, _mm256_setzero_si256()));
    return {static_cast<std::uint32_t>(_mm256_movemask_epi8(ends)),
            static_cast<std::uint32_t>(_mm256_movemask_epi8(lines)),
            static_cast<std::uint32_t>(_mm256_movemask_epi8(odd))};
}

[[nodiscard, gnu::target(EQUIPOISE_AVX2)]] inline byte_masks masks_avx2(char const* from,
                                                                        special_bytes special) noexcept
{
    auto const low = half_masks_avx2(from, special);
    auto const high = half_masks_avx2(from + mask_width / 2, special);
    return {low.ends | high.ends << 32U, low.lines | high.lines << 32U, low.odd | high.odd << 32U};
}

[[nodiscard, gnu::target(EQUIPOISE_AVX512)]] inline byte_masks masks_avx512(char const* from,
                                                                            special_bytes special) noexcept
{
    auto const text = _mm512_loadu_si512(from);
    auto const lines = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\n'));
    auto const separators = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(special.separator));
    auto const quotes = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(special.quote));
    auto const nuls = _mm512_cmpeq_epi8_mask(text, _mm512_setzero_si512());
    return {separators | lines, lines, quotes | nuls};
}

alignas(64) inline constexpr char numbers_to_63[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                                     16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                                     32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                                     48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/// As `put_places`, sixteen places at a time; `Usual` is a multiple of 16.
template <std::size_t Usual>
[[gnu::target(EQUIPOISE_AVX512)]] inline text_place* put_places_avx512(text_place* to, std::uint64_t mask,
                                                                       text_place first) noexcept
{
    auto const count = static_cast<std::size_t>(_mm_popcnt_u64(mask));
    alignas(64) char places[mask_width];
    _mm512_store_si512(places, _mm512_maskz_compress_epi8(mask, _mm512_load_si512(numbers_to_63)));
    auto const start = _mm512_set1_epi32(static_cast<int>(first));
    auto const put = [&](std::size_t i) __attribute__((target(EQUIPOISE_AVX512))) {
        auto const bytes = _mm_load_si128(reinterpret_cast<__m128i const*>(places + i));
        // with a mask, as g++ 12 warns of the uninitialised vector in the form without one (GCC bug 105593)
        auto const wide = _mm512_maskz_cvtepi8_epi32(0xFFFF, bytes);
        _mm512_storeu_si512(to + i, _mm512_add_epi32(wide, start));
    };
    for (std::size_t i = 0; i != Usual; i += 16) {
        put(i);
    }
    for (auto i = Usual; i < count; i += 16) {
        put(i);
    }
    return to + count;
}

#endif

/// The loop of `find_ends`, for inlining into a function that is compiled for the instruction set `By`.
template <instruction_set By>
[[gnu::always_inline]] inline ends_found find_ends_by(char const* first, std::size_t size, special_bytes special,
                                                      ends_found to) noexcept
{
    for (std::size_t at = 0; at < size; at += mask_width) {
        char padded[mask_width];
        auto const* from = first + at;
        if (size - at < mask_width) {
            std::memset(padded, '\0', sizeof padded); // a NUL ends the search
            std::memcpy(padded, from, size - at);
            from = padded;
        }
        auto masks = byte_masks{};
        if constexpr (By == instruction_set::baseline) {
            masks = masks_scalar(from, special);
#if EQUIPOISE_X86_VECTORS
        } else if constexpr (By == instruction_set::avx2) {
            masks = masks_avx2(from, special);
        } else {
            masks = masks_avx512(from, special);
#endif
        }
        auto const seen = masks.odd != 0 ? (masks.odd & (~masks.odd + 1)) - 1 : ~std::uint64_t{0};
        auto const next = static_cast<text_place>(at + 1);
        if constexpr (By != instruction_set::avx512) {
            to.fields = put_places(to.fields, masks.ends & seen, next, std::make_index_sequence<14>{});
            to.rows = put_places(to.rows, masks.lines & seen, next, std::make_index_sequence<3>{});
#if EQUIPOISE_X86_VECTORS
        } else {
            to.fields = put_places_avx512<32>(to.fields, masks.ends & seen, next);
            to.rows = put_places_avx512<16>(to.rows, masks.lines & seen, next);
#endif
        }
        if (masks.odd != 0) {
            break;
        }
    }
    return to;
}

#if EQUIPOISE_X86_VECTORS

[[gnu::target(EQUIPOISE_AVX2)]] inline ends_found find_ends_avx2(char const* first, std::size_t size,
                                                                 special_bytes special, ends_found to) noexcept
{
    return find_ends_by<instruction_set::avx2>(first, size, special, to);
}

[[gnu::target(EQUIPOISE_AVX512)]] inline ends_found find_ends_avx512(char const* first, std::size_t size,
                                                                     special_bytes special, ends_found to) noexcept
{
    return find_ends_by<instruction_set::avx512>(first, size, special, to);
}

#endif

/// Writes the place after each separator or line feed to `to.fields` and the place after each line feed to `to.rows`,
/// up to the first quote or NUL byte, and returns where the next places belong. Both arrays have room for
/// `spare_places` more than there can be.
/// @param by not above best_instruction_set()
[[nodiscard]] inline ends_found find_ends(instruction_set by, char const* first, std::size_t size,
                                          special_bytes special, ends_found to) noexcept
{
#if EQUIPOISE_X86_VECTORS
    if (by == instruction_set::avx512) {
        return find_ends_avx512(first, size, special, to);
    }
    if (by == instruction_set::avx2) {
        return find_ends_avx2(first, size, special, to);
    }
#endif
    static_cast<void>(by);
    return find_ends_by<instruction_set::baseline>(first, size, special, to);
}

} // namespace equipoise::detail
