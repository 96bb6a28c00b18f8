// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

/// Numbers as text, with the same characters on all platforms and whatever the locale: `exact_text` for programs,
/// `rounded_text` for people.
namespace equipoise::io {

/// Which way a number is rounded.
enum class rounding { nearest, down, up };

namespace detail {

/// The digits of a finite number: d.ddd times a power of ten, without zeros at the end.
struct digit_text {
    bool negative = false;
    std::string digits; ///< "0" for zero
    int exponent = 0;   ///< of the first digit

    /// The fewest digits that read back as the same number; of several such, those nearest to it.
    [[nodiscard]] static digit_text shortest(double value)
    {
        char text[32];
        return read({text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr});
    }

    /// The first `count` digits, rounded.
    [[nodiscard]] static digit_text first(double value, int count)
    {
        char text[64];
        return read(
            {text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, count - 1).ptr});
    }

    [[nodiscard]] bool is_zero() const { return digits == "0"; }

    /// The number with a point and no exponent: "0.0123", "12300".
    [[nodiscard]] std::string plain() const
    {
        auto const count = static_cast<int>(digits.size());
        auto text = std::string{negative ? "-" : ""};
        if (exponent < 0) {
            return text + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
        }
        if (count <= exponent + 1) {
            return text + digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0');
        }
        auto const whole = static_cast<std::size_t>(exponent) + 1;
        return text + digits.substr(0, whole) + '.' + digits.substr(whole);
    }

    /// The number with an exponent: "1.23e-2".
    [[nodiscard]] std::string scientific() const
    {
        return (negative ? "-" : "") + digits.substr(0, 1) + (digits.size() > 1 ? "." + digits.substr(1) : "") + 'e'
               + std::to_string(exponent);
    }

    /// The number as a whole multiple of 10^-decimals, with all these decimals.
    [[nodiscard]] std::string fixed(int decimals) const
    {
        auto text = plain();
        auto const point = text.find('.');
        auto const written = point == std::string::npos ? std::size_t{0} : text.size() - point - 1;
        auto const wanted = static_cast<std::size_t>(decimals);
        text += point == std::string::npos && decimals > 0 ? "." : "";
        return text.append(wanted > written ? wanted - written : 0, '0');
    }

    /// Rounds to a whole multiple of 10^-decimals. A tie goes to the even digit.
    void round(int decimals, rounding way)
    {
        auto const kept = exponent + 1 + decimals; // number of digits, or less than 0
        auto const count = static_cast<int>(digits.size());
        if (kept >= count || is_zero()) {
            return;
        }
        auto away = way == (negative ? rounding::down : rounding::up);
        if (way == rounding::nearest && kept >= 0) {
            auto const next = digits[static_cast<std::size_t>(kept)];
            auto const odd = kept > 0 && (digits[static_cast<std::size_t>(kept) - 1] - '0') % 2 != 0;
            away = next > '5' || (next == '5' && (kept + 1 < count || odd));
        }
        digits.resize(static_cast<std::size_t>(kept > 0 ? kept : 0));
        if (away) {
            exponent = kept <= 0 ? -decimals : exponent;
            add_one();
        }
        trim();
    }

private:
    [[nodiscard]] static digit_text read(std::string_view text)
    {
        auto result = digit_text{};
        result.negative = text.starts_with('-');
        text.remove_prefix(result.negative ? 1 : 0);
        auto const mark = text.find('e');
        for (char const c : text.substr(0, mark)) {
            if (c != '.') {
                result.digits += c;
            }
        }
        text.remove_prefix(mark + (text[mark + 1] == '+' ? 2 : 1));
        std::from_chars(text.data(), text.data() + text.size(), result.exponent);
        result.trim();
        return result;
    }

    /// Adds 1 to the last digit.
    void add_one()
    {
        auto at = digits.size();
        while (at > 0 && digits[at - 1] == '9') {
            digits[--at] = '0';
        }
        if (at > 0) {
            ++digits[at - 1];
        } else {
            exponent += digits.empty() ? 0 : 1;
            digits.insert(digits.begin(), '1');
        }
    }

    void trim()
    {
        while (digits.size() > 1 && digits.back() == '0') {
            digits.pop_back();
        }
        if (digits.empty() || digits == "0") {
            digits = "0";
            exponent = 0;
        }
    }
};

/// The most digits of a number that is written without an exponent.
inline constexpr int most_digits_of_text = 17;

[[nodiscard]] inline std::string_view infinity_text(double value)
{
    return value > 0 ? "Infinity" : "-Infinity";
}

[[nodiscard]] constexpr bool is_infinite(double value)
{
    return value == value && value - value != 0;
}

} // namespace detail

/// The shortest text that reads back as the same number, as few digits as possible and of several such texts the
/// nearest; "Infinity" or "-Infinity"; an empty text for NaN.
///
/// A number is written without an exponent, "0.0625", where that takes at most 17 digits, zeros included, and else with
/// one, "1.9189765458422176e-2": readers such as that of pandas look at 17 digits and no more.
[[nodiscard]] inline std::string exact_text(double value)
{
    if (value != value) {
        return "";
    }
    if (detail::is_infinite(value)) {
        return std::string{detail::infinity_text(value)};
    }
    auto const number = detail::digit_text::shortest(value);
    auto const count = static_cast<int>(number.digits.size());
    auto const plain =
        number.exponent < 0 ? count - number.exponent : (count > number.exponent + 1 ? count : number.exponent + 1);
    return plain <= detail::most_digits_of_text ? number.plain() : number.scientific();
}

/// A number for people, with the given number of decimals.
///
/// What is whole, up to the 15th digit, has no decimals: "0", "1", "250". What rounding would turn into 0 keeps one
/// digit: "3e-7". The number is taken with 15 digits before it is rounded down or up, so that 0.81, which no double is,
/// stays 0.8100 in both directions. "Infinity" and "-Infinity" as in `exact_text`; an empty text for NaN.
[[nodiscard]] inline std::string rounded_text(double value, int decimals, rounding way = rounding::nearest)
{
    if (value != value || detail::is_infinite(value)) {
        return exact_text(value);
    }
    auto const number = detail::digit_text::first(value, 15);
    if (number.is_zero()) {
        return "0";
    }
    if (static_cast<int>(number.digits.size()) <= number.exponent + 1) {
        return number.exponent < detail::most_digits_of_text ? number.plain() : number.scientific();
    }
    auto rounded = number;
    rounded.round(decimals, way);
    if (rounded.is_zero()) {
        return way == rounding::nearest ? detail::digit_text::first(value, 1).scientific() : "0";
    }
    return rounded.fixed(decimals);
}

/// One number, or "[low, high]" rounded outwards, so that it still holds the value.
[[nodiscard]] inline std::string rounded_text(interval bounds, int decimals)
{
    if (bounds.is_point()) {
        return rounded_text(bounds.low, decimals);
    }
    if (bounds.low != bounds.low || bounds.high != bounds.high) {
        return "";
    }
    return "[" + rounded_text(bounds.low, decimals, rounding::down) + ", "
           + rounded_text(bounds.high, decimals, rounding::up) + "]";
}

} // namespace equipoise::io
