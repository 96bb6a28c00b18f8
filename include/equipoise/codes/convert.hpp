// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/cow.hpp>
#include <equipoise/codes/detail/rows_by_key.hpp>
#include <equipoise/codes/gec.hpp>
#include <equipoise/codes/iso2.hpp>
#include <equipoise/codes/iso3.hpp>
#include <equipoise/codes/m49.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

/// One list of codes in terms of another.
///
///     convert<iso3>(code, year)    the state of a code
///     convert<cow>(code, year)     its number in another list, and so on for iso2, m49, cow_abbreviation and gec

namespace equipoise {

namespace codes_detail {

/// The key of a row in the list of a type of code, and where its rows begin.
template <class Code>
struct list_of;

template <>
struct list_of<iso3> {
    static constexpr int key(code_row const& row) noexcept { return row_keys::iso3(row); }
    static constexpr std::size_t first(int number) noexcept
    {
        auto low = std::size_t{0};
        auto high = std::size(code_rows);
        while (low != high) {
            auto const middle = low + (high - low) / 2;
            (key(code_rows[middle]) < number ? low : high) = key(code_rows[middle]) < number ? middle + 1 : middle;
        }
        return low;
    }
};

template <>
struct list_of<iso2> {
    static constexpr int key(code_row const& row) noexcept { return row_keys::iso2(row); }
    static constexpr std::size_t first(int number) noexcept
    {
        return places_by_iso2[static_cast<std::size_t>(number)].row();
    }
};

template <>
struct list_of<m49> {
    static constexpr int key(code_row const& row) noexcept { return row_keys::m49(row); }
    static constexpr std::size_t first(int number) noexcept
    {
        return places_by_number[static_cast<std::size_t>(number)].row();
    }
};

template <>
struct list_of<cow> {
    static constexpr int key(code_row const& row) noexcept { return row_keys::cow(row); }
    static constexpr std::size_t first(int number) noexcept
    {
        return places_by_cow[static_cast<std::size_t>(number)].row();
    }
};

template <>
struct list_of<cow_abbreviation> {
    static constexpr int key(code_row const& row) noexcept { return row_keys::cow_abbreviation(row); }
    static constexpr std::size_t first(int /*number*/) noexcept { return 0; }
};

template <>
struct list_of<gec> {
    static constexpr int key(code_row const& row) noexcept { return row_keys::gec(row); }
    static constexpr std::size_t first(int number) noexcept
    {
        return places_by_gec[static_cast<std::size_t>(number)].row();
    }
};

/// Makes a code of the number that it keeps.
template <class Code>
[[nodiscard]] constexpr std::optional<Code> code_of(code_row const& row)
{
    if constexpr (std::same_as<Code, iso3>) {
        return iso3::parse({row.iso3, 3});
    } else if constexpr (std::same_as<Code, iso2>) {
        return iso2::parse({row.iso2, 2});
    } else if constexpr (std::same_as<Code, m49>) {
        return m49{row.number};
    } else if constexpr (std::same_as<Code, cow>) {
        return cow{row.cow};
    } else if constexpr (std::same_as<Code, cow_abbreviation>) {
        return cow_abbreviation::parse({row.cow_abbreviation, 3});
    } else {
        return gec::parse({row.gec, 2});
    }
}

} // namespace codes_detail

/// The types of codes that are converted into each other.
template <class T>
concept converted_code = requires { &codes_detail::list_of<T>::key; };

/// A code in terms of another list, such as `convert<iso3>(365_cow, 1985)`, which is SUN, or
/// `convert<cow>("KAZ"_iso3)`.
///
/// @param year tells apart what a code has stood for, and which of its codes a state had; 1 July counts. A year in
/// which a code stood for nothing gets what is nearest in time, since providers keep codes for longer; no year, the
/// latest. It is not asked whether a state existed: that is told by `years_of`.
/// @return nothing when the state has no code in that list, or was not in the table, as a code left to users
template <converted_code To, converted_code From>
[[nodiscard]] constexpr std::optional<To> convert(From code, std::optional<int> year = {})
{
    if constexpr (std::same_as<From, To>) {
        return code;
    } else {
        using from = codes_detail::list_of<From>;
        auto const* const row =
            codes_detail::row_in_year(from::first(code.index()), &from::key, code.index(), year.value_or(0),
                                      [](auto const& found) { return codes_detail::list_of<To>::key(found) >= 0; });
        return row == nullptr ? std::optional<To>{} : codes_detail::code_of<To>(*row);
    }
}

} // namespace equipoise
