// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

/// Texts of files in UTF-8, whatever the encoding of the file. A text that is no UTF-8 is taken for Windows-1252, of
/// which ISO-8859-1 is a part, so that a file of which only one text far below has an accent is read like any other.
namespace equipoise::io::detail {

/// The number of bytes of the UTF-8 character that begins a text; 0 where there is none, as RFC 3629 has it.
[[nodiscard]] inline std::size_t length_of_character(std::string_view text) noexcept
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    auto const size = first >= 0xC2 && first < 0xE0   ? std::size_t{2}
                      : first >= 0xE0 && first < 0xF0 ? std::size_t{3}
                      : first >= 0xF0 && first < 0xF5 ? std::size_t{4}
                                                      : std::size_t{0};
    if (size == 0 || text.size() < size) {
        return 0;
    }
    // Longer forms of short characters, surrogates, and what exceeds U+10FFFF.
    auto const lowest = first == 0xE0 ? 0xA0U : first == 0xF0 ? 0x90U : 0x80U;
    auto const highest = first == 0xED ? 0x9FU : first == 0xF4 ? 0x8FU : 0xBFU;
    if (byte(1) < lowest || byte(1) > highest) {
        return 0;
    }
    for (std::size_t i = 2; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return 0;
        }
    }
    return size;
}

/// Whether all of a text is UTF-8.
[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept
{
    auto all = 0U;
    for (auto const c : text) {
        all |= static_cast<unsigned char>(c);
    }
    while (all >= 0x80 && !text.empty()) {
        auto const size = length_of_character(text);
        if (size == 0) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

/// The code point of a byte from 0x80 on in Windows-1252; that of ISO-8859-1 where Windows-1252 has none.
[[nodiscard]] constexpr unsigned windows_1252(unsigned char byte) noexcept
{
    constexpr auto from_80 = std::to_array<unsigned short>(
        {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
         0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
         0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178});
    return byte >= 0x80 && byte < 0xA0 ? from_80[byte - 0x80U] : byte;
}

/// A text in UTF-8. One that is no UTF-8 is read as Windows-1252.
[[nodiscard]] inline std::string utf8_of(std::string_view text)
{
    if (is_utf8(text)) {
        return std::string{text};
    }
    auto out = std::string{};
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
            continue;
        }
        auto const point = windows_1252(byte);
        if (point >= 0x800) {
            out += static_cast<char>(0xE0U | (point >> 12U));
            out += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
        } else {
            out += static_cast<char>(0xC0U | (point >> 6U));
        }
        out += static_cast<char>(0x80U | (point & 0x3FU));
    }
    return out;
}

} // namespace equipoise::io::detail
