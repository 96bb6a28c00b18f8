// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/load.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace equipoise::detail {

/// The bytes at which the splitting of a row has something to do.
struct special_bytes {
    char separator;
    char quote; ///< NUL when there is none
};

/// Which of 64 bytes are special: one bit each, the first byte lowest.
struct byte_masks {
    std::uint64_t ends;  ///< separators and line feeds
    std::uint64_t lines; ///< line feeds
    std::uint64_t odd;   ///< quotes and NUL bytes
};

inline constexpr std::size_t mask_width = 64;

/// Sets the top bit of each byte of a word that is `c`, and of no other.
[[nodiscard]] constexpr std::uint64_t equal_bytes(std::uint64_t word, char c) noexcept
{
    constexpr std::uint64_t low_bits = 0x7f7f7f7f7f7f7f7fU;
    auto const other = word ^ 0x0101010101010101U * static_cast<unsigned char>(c);
    return ~(((other & low_bits) + low_bits) | other) & ~low_bits; // no carry crosses a byte
}

/// The masks of 64 bytes on any machine.
[[nodiscard]] inline byte_masks plain_masks(char const* from, special_bytes special) noexcept
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

/// What looks at bytes: ordinary instructions, or such as not every machine has.
enum class byte_scan : unsigned char { plain, avx2, avx512 };

// Not for Windows, where g++ does not align vectors of 32 bytes on the stack (GCC bug 54412).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)

/// The quickest that this machine has.
[[nodiscard]] inline byte_scan best_byte_scan() noexcept
{
    if (__builtin_cpu_supports("avx2") == 0 || __builtin_cpu_supports("bmi") == 0
        || __builtin_cpu_supports("popcnt") == 0) {
        return byte_scan::plain;
    }
    auto const wider = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0
                       && __builtin_cpu_supports("avx512vbmi2") != 0;
    return wider ? byte_scan::avx512 : byte_scan::avx2;
}

/// The masks of 32 bytes.
[[nodiscard, gnu::target("avx2,bmi,popcnt")]] inline byte_masks half_masks(char const* from,
                                                                           special_bytes special) noexcept
{
    using bytes = char __attribute__((vector_size(32)));
    bytes text;
    std::memcpy(&text, from, sizeof text);
    auto const lines = text == bytes{} + '\n';
    auto const ends = lines | (text == bytes{} + special.separator);
    auto const odd = (text == bytes{} + special.quote) | (text == bytes{});
    return {static_cast<std::uint32_t>(__builtin_ia32_pmovmskb256(reinterpret_cast<bytes>(ends))),
            static_cast<std::uint32_t>(__builtin_ia32_pmovmskb256(reinterpret_cast<bytes>(lines))),
            static_cast<std::uint32_t>(__builtin_ia32_pmovmskb256(reinterpret_cast<bytes>(odd)))};
}

/// The same masks as plain_masks.
[[nodiscard, gnu::target("avx2,bmi,popcnt")]] inline byte_masks wide_masks(char const* from,
                                                                           special_bytes special) noexcept
{
    auto const low = half_masks(from, special);
    auto const high = half_masks(from + mask_width / 2, special);
    return {low.ends | high.ends << 32U, low.lines | high.lines << 32U, low.odd | high.odd << 32U};
}

/// The same masks as plain_masks.
[[nodiscard, gnu::target("avx512f,avx512bw")]] inline byte_masks widest_masks(char const* from,
                                                                              special_bytes special) noexcept
{
    using bytes = char __attribute__((vector_size(64)));
    bytes text;
    std::memcpy(&text, from, sizeof text);
    constexpr auto all = ~std::uint64_t{0};
    constexpr int equal = 0;
    auto const lines = __builtin_ia32_cmpb512_mask(text, bytes{} + '\n', equal, all);
    auto const separators = __builtin_ia32_cmpb512_mask(text, bytes{} + special.separator, equal, all);
    auto const quotes = __builtin_ia32_cmpb512_mask(text, bytes{} + special.quote, equal, all);
    auto const nuls = __builtin_ia32_cmpb512_mask(text, bytes{}, equal, all);
    return {separators | lines, lines, quotes | nuls};
}

/// 16 bytes as numbers.
[[nodiscard, gnu::target("avx512f,avx512bw")]] inline auto widened(char const* bytes) noexcept
{
    using sixteen = char __attribute__((vector_size(16)));
    using numbers = int __attribute__((vector_size(64)));
    sixteen from;
    std::memcpy(&from, bytes, sizeof from);
#if defined(__clang__)
    return __builtin_convertvector(from, numbers);
#else // which would convert them one by one
    return __builtin_ia32_pmovsxbd512_mask(from, numbers{}, 0xFFFF);
#endif
}

/// Writes `first` plus the place of each bit that is set, in their order, and up to `Usual` numbers more, a multiple of
/// 16: as many as there usually are come without a question. Returns where the next ones belong.
template <std::size_t Usual>
[[gnu::target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")]] inline std::uint32_t*
put_places(std::uint32_t* to, std::uint64_t mask, std::uint32_t first) noexcept
{
    using bytes = char __attribute__((vector_size(64)));
    constexpr bytes every = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                             22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                             44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    auto const count = static_cast<std::size_t>(__builtin_popcountll(mask));
    bytes const found = __builtin_ia32_compressqi512_mask(every, bytes{}, mask);
    char places[sizeof found];
    std::memcpy(places, &found, sizeof found);
    auto const put = [&](std::size_t i) __attribute__((target("avx512f,avx512bw"))) {
        auto const wide = widened(places + i) + static_cast<int>(first);
        std::memcpy(to + i, &wide, sizeof wide);
    };
    for (std::size_t i = 0; i != Usual; i += 16) {
        put(i);
    }
    for (auto i = Usual; i < count; i += 16) {
        put(i);
    }
    return to + count;
}

#else

[[nodiscard]] inline byte_scan best_byte_scan() noexcept
{
    return byte_scan::plain;
}

#endif

} // namespace equipoise::detail
