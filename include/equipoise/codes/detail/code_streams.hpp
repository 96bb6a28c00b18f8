// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <concepts>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace equipoise {

namespace codes_detail {

/// Codes of states: types that read a code from a text, tell why they refuse one, and write it.
template <class T>
concept written_code = requires(T const& code, std::string_view text) {
    { T::parse(text) } -> std::same_as<std::optional<T>>;
    { T::why_refused(text) } -> std::same_as<std::string>;
    { code.str() } -> std::same_as<std::string>;
    code.index();
};

} // namespace codes_detail

/// Writes a code as str() does, with the stream's width and fill.
template <codes_detail::written_code Code, class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Code code)
{
    auto const text = code.str();
    return out << std::basic_string_view<char, Traits>{text.data(), text.size()};
}

/// Reads a word. A word that is no such code sets the stream's failbit and leaves the code as it is.
template <codes_detail::written_code Code, class Traits>
std::basic_istream<char, Traits>& operator>>(std::basic_istream<char, Traits>& from, Code& code)
{
    auto word = std::basic_string<char, Traits>{};
    if (from >> word) {
        if (auto const read = Code::parse({word.data(), word.size()})) {
            code = *read;
        } else {
            from.setstate(std::basic_istream<char, Traits>::failbit);
        }
    }
    return from;
}

} // namespace equipoise
