// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/decimal.hpp>
#include <equipoise/io/digits.hpp>

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

/// How the text of a field becomes a value: `parse`, which can be specialised for types of your own, and the concept
/// `parsable`.
namespace equipoise::io {

namespace detail {

[[nodiscard]] constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

template <class T>
concept whole_number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

template <class T>
concept decimal_number = std::same_as<T, double> || std::same_as<T, float>;

// Numbers that std::from_chars reads; in libc++ it reads double and float from version 20 on.
template <class T>
concept has_from_chars = requires(char const* text, T& value) { std::from_chars(text, text, value); };

template <class T>
concept parses_itself = requires(std::string_view text) {
    { T::parse(text) } -> std::same_as<std::optional<T>>;
};

template <class T>
concept readable_number = whole_number<T> || decimal_number<T>;

// The fast path, which reads most numbers of most files, and reads them exactly. False does not mean that the text is
// no number. `Ahead` tells that 8 bytes can be read from the first character on.
template <bool Ahead = false, readable_number T>
[[nodiscard, gnu::always_inline]] inline bool read_quickly(std::string_view text, T& value) noexcept
{
    if constexpr (std::same_as<T, double>) {
        return read_short_decimal<Ahead>(text, value);
    } else if constexpr (whole_number<T>) {
        auto digits = std::uint32_t{};
        auto const found = Ahead ? read_digits_ahead(text, digits) : read_digits(text, digits);
        value = static_cast<T>(digits);
        return found
               && (sizeof(T) >= sizeof digits || digits <= static_cast<std::uint32_t>((std::numeric_limits<T>::max)()));
    } else {
        return false;
    }
}

/// The largest number of digits of a whole number of 64 bits.
inline constexpr std::size_t most_digits = 20;

/// Writes a decimal number that is whole, such as "2019.0" or "-2e3", as a sign and digits.
/// @return the number of characters, at most most_digits + 1; 0 when `text` is not such a number, or a longer one
[[nodiscard]] inline std::size_t write_plainly(std::string_view text, char* to) noexcept
{
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto size = std::size_t{0};
    auto at = std::size_t{0};
    if (!text.empty() && text[0] == '-') {
        to[size++] = '-';
        ++at;
    }
    auto const begin = size;
    auto any = false; // whether there are digits
    auto after_point = false;
    auto zeros = 0LL; // that follow what is written
    auto exponent = 0LL;
    for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !after_point)); ++at) {
        if (text[at] == '.') {
            after_point = true;
            continue;
        }
        any = true;
        exponent -= after_point ? 1 : 0;
        if (text[at] == '0') {
            zeros += size != begin ? 1 : 0;
            continue;
        }
        if (zeros + static_cast<long long>(size - begin) >= static_cast<long long>(most_digits)) {
            return 0;
        }
        for (; zeros > 0; --zeros) {
            to[size++] = '0';
        }
        to[size++] = text[at];
    }
    if (any && at + 1 < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        at += text[at + 1] == '+' && at + 2 < text.size() && is_digit(text[at + 2]) ? 2U : 1U;
        auto power = 0;
        auto const [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), power);
        if (error != std::errc{} && size != begin) {
            return 0;
        }
        exponent += power;
        at = static_cast<std::size_t>(end - text.data());
    }
    if (!any || at != text.size()) {
        return 0;
    }
    if (size == begin) {
        to[size++] = '0';
        return size;
    }
    zeros += exponent;
    if (zeros < 0 || zeros + static_cast<long long>(size - begin) > static_cast<long long>(most_digits)) {
        return 0; // not whole, or too large
    }
    for (; zeros > 0; --zeros) {
        to[size++] = '0';
    }
    return size;
}

} // namespace detail

/// How the text of a field becomes a T, and what a T is called in messages. Reads numbers, text and every type with a
/// static `T::parse(std::string_view) -> std::optional<T>` (and `T::expected`, if it has one). Specialise it for other
/// types, for instance an enumeration:
///
///     template <>
///     struct equipoise::io::parse<power> {
///         static constexpr std::string_view expected = "china or russia";
///         std::optional<power> operator()(std::string_view text) const;    // empty when the text is malformed
///     };
///
/// The text has no quotes and no blanks around it. A type, or its `parse`, may have a function
/// `static std::string why_refused(std::string_view text)`, which tells more about a malformed text in the message,
/// such as the code that is meant; it returns an empty text where there is nothing to tell.
template <class T>
struct parse;

/// Types that fields can be read as.
template <class T>
concept parsable = requires(std::string_view text) {
    { parse<T>{}(text) } -> std::same_as<std::optional<T>>;
    { parse<T>::expected } -> std::convertible_to<std::string_view>;
};

namespace detail {

template <class T>
concept says_why = requires(std::string_view text) {
    { parse<T>::why_refused(text) } -> std::convertible_to<std::string>;
};

} // namespace detail

template <detail::parses_itself T>
struct parse<T> {
    static constexpr std::string_view expected = [] {
        if constexpr (requires { std::string_view{T::expected}; }) {
            return std::string_view{T::expected};
        } else {
            return std::string_view{"a valid code"};
        }
    }();

    [[nodiscard]] constexpr std::optional<T> operator()(std::string_view text) const { return T::parse(text); }

    [[nodiscard]] static std::string why_refused(std::string_view text)
        requires requires {
            { T::why_refused(text) } -> std::convertible_to<std::string>;
        }
    {
        return T::why_refused(text);
    }
};

/// Any text that is not empty.
template <class T>
    requires std::same_as<T, std::string> || std::same_as<T, std::string_view>
struct parse<T> {
    static constexpr std::string_view expected = "a text";

    [[nodiscard]] std::optional<T> operator()(std::string_view text) const
    {
        return text.empty() ? std::optional<T>{} : std::optional<T>{text};
    }
};

/// Digits with an optional sign, within the range of T. A whole number may also be written as a decimal, as by programs
/// that store all columns as decimals: "2019.0" and "2.019e3" are exactly 2019; "2019.5" is not a whole number.
template <detail::whole_number T>
struct parse<T> {
    static constexpr std::string_view expected = "a whole number";

    [[nodiscard]] std::optional<T> operator()(std::string_view text) const
    {
        auto value = T{};
        return detail::read_quickly(text, value) ? std::optional{value} : read(text);
    }

private:
    // The slow path: a sign, more digits, a point or an exponent.
    [[gnu::noinline]] static std::optional<T> read(std::string_view text)
    {
        if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
            text.remove_prefix(1);
        }
        if (auto const value = read_digits(text)) {
            return value;
        }
        char digits[detail::most_digits + 1];
        return read_digits({digits, detail::write_plainly(text, digits)});
    }

    static std::optional<T> read_digits(std::string_view text)
    {
        auto value = T{};
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
    }
};

/// A decimal number, exact to the last bit and whatever the locale: "12", "-.5", "+7.", "1.13E+11".
/// Not numbers here: nan, inf, hexadecimal, digit grouping, units, and numbers that overflow or become 0 in a T.
template <detail::decimal_number T>
struct parse<T> {
    static constexpr std::string_view expected = "a number";
    static constexpr std::string_view expected_in_range =
        std::same_as<T, double> ? "a number that fits a double" : "a number that fits a float";

    [[nodiscard]] std::optional<T> operator()(std::string_view text) const
    {
        auto value = T{};
        return detail::read_quickly(text, value) || read(text, value) == std::errc{} ? std::optional{value}
                                                                                     : std::nullopt;
    }

    /// Whether `text` is a decimal number that is out of the range of T.
    [[nodiscard]] static bool out_of_range(std::string_view text)
    {
        auto value = T{};
        return read(text, value) == std::errc::result_out_of_range;
    }

private:
    [[gnu::noinline]] static std::errc read(std::string_view text, T& value)
    {
        if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
            text.remove_prefix(1);
        }
        auto const first = text.substr(!text.empty() && text[0] == '-' ? 1 : 0, 1);
        if (first.empty() || !(first[0] == '.' || (first[0] >= '0' && first[0] <= '9'))) {
            return std::errc::invalid_argument;
        }
        if (text[0] == '-' && detail::read_quickly(text.substr(1), value)) {
            value = -value;
            return std::errc{};
        }
        if constexpr (detail::has_from_chars<T>) {
            auto const* const end = text.data() + text.size();
            auto const [stop, error] = std::from_chars(text.data(), end, value);
            return stop == end ? error : std::errc::invalid_argument;
        } else {
            return detail::read_decimal(text, value);
        }
    }
};

} // namespace equipoise::io
