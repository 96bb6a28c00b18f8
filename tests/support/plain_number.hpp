// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cerrno>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace support {

/// The number that a whole text is, read by the standard library alone: with std::from_chars, or with std::strtod where
/// std::from_chars does not read doubles.
template <class T>
std::optional<T> plain_number(std::string_view text)
{
    auto value = T{};
    if constexpr (requires { std::from_chars(text.data(), text.data(), value); }) {
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
    } else {
        static_assert(std::same_as<T, double>);
        auto const copy = std::string{text};
        char* end = nullptr;
        errno = 0;
        value = std::strtod(copy.c_str(), &end);
        auto const decimal = !copy.empty() && copy.find_first_of("xX") == std::string::npos;
        auto const in_range = errno != ERANGE || (std::isfinite(value) && value != 0);
        return decimal && in_range && end == copy.c_str() + copy.size() ? std::optional{value} : std::nullopt;
    }
}

} // namespace support
