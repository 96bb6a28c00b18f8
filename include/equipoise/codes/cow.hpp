// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/capitals.hpp>
#include <equipoise/codes/detail/rows_by_key.hpp>
#include <equipoise/codes/state_code.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// States by their numbers and abbreviations in the Correlates of War list of states: `cow`, `712_cow`,
/// `cow_abbreviation`, `"MON"_cow_abbreviation`.
namespace equipoise {

namespace codes_detail {

struct cow_list {
    static constexpr std::string_view expected = "a Correlates of War state number";
    static constexpr bool of_numbers = true;

    static constexpr int number_of(std::string_view text) noexcept { return number_of_digits(text); }
    static constexpr bool has(int number) noexcept
    {
        for (auto const& state : old_states) {
            if (state.cow == number) {
                return true;
            }
        }
        return places_by_cow[static_cast<std::size_t>(number)].exists();
    }
    static std::string text_of(int number) { return std::to_string(number); }
    static std::string why_refused(std::string_view /*text*/) { return {}; }
};

/// One bit for each three-letter code of the list.
inline constexpr auto cow_abbreviations = [] {
    auto known = code_bits<26 * 26 * 26>{};
    for (auto const& row : code_rows) {
        if (row.cow != 0) {
            known.set(number_of_letters<3>({row.cow_abbreviation, 3}));
        }
    }
    for (auto const& state : old_states) {
        known.set(number_of_letters<3>({state.abbreviation, 3}));
    }
    return known;
}();

struct cow_abbreviation_list {
    static constexpr std::string_view expected = "a Correlates of War state abbreviation";
    static constexpr bool of_numbers = false;

    static constexpr int number_of(std::string_view text) noexcept { return number_of_letters<3>(text); }
    static constexpr bool has(int number) noexcept { return cow_abbreviations[number]; }
    static std::string text_of(int number) { return letters_of_number<3>(number); }
    static std::string why_refused(std::string_view text)
    {
        auto const capitals = codes_detail::capitals(text);
        return capitals != text && number_of(capitals) >= 0 && has(number_of(capitals))
                   ? std::string{text} + " is written " + capitals
                   : std::string{};
    }
};

} // namespace codes_detail

/// A state by its number in the Correlates of War list of states, such as 712. A number may stand for several states
/// in turn, which a year tells apart: 365 is the Soviet Union and Russia, 345 Yugoslavia, Serbia and Montenegro, and
/// Serbia.
using cow = state_code<codes_detail::cow_list>;

/// A state by its abbreviation in the Correlates of War list of states, such as "MON". AUS (Austria), MAC (Macedonia),
/// MNG (Montenegro), SLV (Slovenia) and SWZ (Switzerland) are other states' ISO 3166-1 codes.
using cow_abbreviation = state_code<codes_detail::cow_abbreviation_list>;

inline namespace literals {

/// `712_cow`; a number that is not in the list does not compile.
[[nodiscard]] consteval cow operator""_cow(char const* digits)
{
    return cow{std::string_view{digits}};
}

/// `"MON"_cow_abbreviation`; an abbreviation that is not in the list does not compile.
[[nodiscard]] consteval cow_abbreviation operator""_cow_abbreviation(char const* code, std::size_t size)
{
    return cow_abbreviation{std::string_view{code, size}};
}

} // namespace literals

} // namespace equipoise
