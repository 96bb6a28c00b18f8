// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/code_streams.hpp>
#include <equipoise/core/errors.hpp>

#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// What the codes of states have in common that are not ISO 3166-1 alpha-3 codes: `iso2`, `m49`, `cow`,
/// `cow_abbreviation` and `gec`, each of which is `state_code` of its list.

namespace equipoise {

namespace detail {

template <class T>
struct codes;

} // namespace detail

/// A list of codes: its name for messages, which texts are in it, and the text of each code. A code is kept as a
/// number: its own, or that of its letters (AA = 0, AB = 1, ...).
template <class List>
concept list_of_codes = requires(std::string_view text, int number) {
    { List::expected } -> std::convertible_to<std::string_view>;
    { List::number_of(text) } -> std::same_as<int>; // -1 when the text is not written as a code
    { List::has(number) } -> std::same_as<bool>;
    { List::text_of(number) } -> std::same_as<std::string>;
    { List::why_refused(text) } -> std::same_as<std::string>;
};

/// A state or area by its code in a list, ordered as the codes are; two bytes. A default-constructed code is number 0,
/// which need not be in the list.
template <list_of_codes List>
class state_code {
public:
    static constexpr std::string_view expected = List::expected; ///< for messages

    constexpr state_code() = default;

    /// @throws invalid_code when `text` is not in the list; its reason is why_refused(text)
    constexpr explicit state_code(std::string_view text)
    {
        auto const number = List::number_of(text);
        if (number < 0 || !List::has(number)) {
            throw invalid_code{text, List::expected, why_refused(text)};
        }
        *this = numbered(static_cast<std::uint16_t>(number));
    }

    /// @throws invalid_code when `number` is not in the list
    constexpr explicit state_code(int number)
        requires(List::of_numbers)
    {
        if (number < 0 || number > 999 || !List::has(number)) {
            auto const text = std::to_string(number);
            throw invalid_code{text, List::expected, why_refused(text)};
        }
        *this = numbered(static_cast<std::uint16_t>(number));
    }

    /// The code that is written so, or nothing when there is none.
    [[nodiscard]] static constexpr std::optional<state_code> parse(std::string_view text) noexcept
    {
        auto const number = List::number_of(text);
        if (number < 0 || !List::has(number)) {
            return std::nullopt;
        }
        return numbered(static_cast<std::uint16_t>(number));
    }

    /// Why a text is not read, as a sentence without a full stop that names the code meant where it is known; empty
    /// when there is nothing to say, or the text is read.
    [[nodiscard]] static std::string why_refused(std::string_view text)
    {
        return parse(text) ? std::string{} : List::why_refused(text);
    }

    [[nodiscard]] std::string str() const { return List::text_of(index_); }

    [[nodiscard]] constexpr int number() const noexcept
        requires(List::of_numbers)
    {
        return index_;
    }

    /// A number for tables: the code's own, or that of its letters.
    [[nodiscard]] constexpr std::uint16_t index() const noexcept { return index_; }

    [[nodiscard]] friend constexpr auto operator<=>(state_code, state_code) = default;

    /// Reads an option for CLI11, which looks for a function of this name. @return false when the text is not in the
    /// list; CLI11 then reports an error that names option and text
    friend bool lexical_cast(std::string const& text, state_code& code) noexcept
    {
        auto const read = parse(text);
        code = read.value_or(code);
        return read.has_value();
    }

private:
    template <class T>
    friend struct detail::codes;

    static constexpr state_code numbered(std::uint16_t index) noexcept
    {
        auto code = state_code{};
        code.index_ = index;
        return code;
    }

    std::uint16_t index_ = 0;
};

namespace codes_detail {

/// The number of a code of capital letters, A = 0; -1 when it is not `Letters` of them.
template <int Letters>
[[nodiscard]] constexpr int number_of_letters(std::string_view text) noexcept
{
    if (text.size() != Letters) {
        return -1;
    }
    auto number = 0;
    for (char const letter : text) {
        if (letter < 'A' || letter > 'Z') {
            return -1;
        }
        number = number * 26 + (letter - 'A');
    }
    return number;
}

template <int Letters>
[[nodiscard]] inline std::string letters_of_number(int number)
{
    auto text = std::string(Letters, 'A');
    for (auto i = static_cast<std::size_t>(Letters); i-- != 0; number /= 26) {
        text[i] = static_cast<char>('A' + number % 26);
    }
    return text;
}

/// The number that one to three digits write; -1 for any other text.
[[nodiscard]] constexpr int number_of_digits(std::string_view text) noexcept
{
    if (text.empty() || text.size() > 3) {
        return -1;
    }
    auto number = 0;
    for (char const digit : text) {
        if (digit < '0' || digit > '9') {
            return -1;
        }
        number = number * 10 + (digit - '0');
    }
    return number;
}

/// One bit for each number of a code of up to three letters or digits.
template <int Size>
struct code_bits {
    std::uint64_t words[std::size_t{Size} / 64 + 1] = {};

    [[nodiscard]] constexpr bool operator[](int number) const noexcept
    {
        return (words[number / 64] >> number % 64 & 1) != 0;
    }
    constexpr void set(int number) noexcept { words[number / 64] |= std::uint64_t{1} << number % 64; }
};

} // namespace codes_detail

} // namespace equipoise

template <class List>
struct std::hash<equipoise::state_code<List>> {
    [[nodiscard]] std::size_t operator()(equipoise::state_code<List> code) const noexcept { return code.index(); }
};
