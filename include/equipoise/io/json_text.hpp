// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/number_text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// Texts and numbers as JSON (RFC 8259).
namespace equipoise::io {

namespace detail {

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
