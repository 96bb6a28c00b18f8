// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/number_text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// Texts and numbers as JSON (RFC 8259).
namespace equipoise::io {

namespace detail {

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

inline void append_json(std::string& out, std::string_view text)
{
    constexpr auto hex = std::string_view{"0123456789abcdef"};
    out += '"';
    while (!text.empty()) {
        auto const c = text.front();
        auto const byte = static_cast<unsigned char>(c);
        auto size = std::size_t{1};
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else if (byte < 0x80) {
            out += c;
        } else if (size = length_of_character(text); size != 0) {
            out += text.substr(0, size);
        } else {
            out += "\xEF\xBF\xBD"; // U+FFFD
            size = 1;
        }
        text.remove_prefix(size);
    }
    out += '"';
}

} // namespace detail

/// A text in JSON, with its quotes. Control characters are escaped; each byte that is not part of a UTF-8 character
/// becomes U+FFFD, as JSON has no other encoding.
[[nodiscard]] inline std::string json_text(std::string_view text)
{
    auto out = std::string{};
    detail::append_json(out, text);
    return out;
}

/// A number in JSON, as `exact_text` writes it; null for NaN. Infinity, which JSON has not, is the text "Infinity" or
/// "-Infinity", so that a bound that is infinite differs from one that is not known.
[[nodiscard]] inline std::string json_text(double value)
{
    return value != value               ? std::string{"null"}
           : detail::is_infinite(value) ? '"' + exact_text(value) + '"'
                                        : exact_text(value);
}

} // namespace equipoise::io
