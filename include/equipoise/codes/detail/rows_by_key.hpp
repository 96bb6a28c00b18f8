// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/code_rows.hpp>
#include <equipoise/codes/state_code.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace equipoise::codes_detail {

/// The first row with a key, counted from 1, and whether there are others. All members are 0 where there is no row:
/// g++ 12 gets large constant arrays wrong whose elements have other values by default.
struct place_of_key {
    std::uint16_t count;
    bool several;

    [[nodiscard]] constexpr bool exists() const noexcept { return count != 0; }
    /// The index of the row, or the number of rows.
    [[nodiscard]] constexpr std::size_t row() const noexcept { return exists() ? count - 1U : std::size(code_rows); }
};

/// The places of all keys below Size. `key(row)` is negative where a row has none.
template <std::size_t Size, class Key>
[[nodiscard]] constexpr std::array<place_of_key, Size> places_by(Key key)
{
    auto places = std::array<place_of_key, Size>{};
    for (auto i = std::size_t{0}; i != std::size(code_rows); ++i) {
        auto const number = key(code_rows[i]);
        if (number >= 0) {
            auto& place = places[static_cast<std::size_t>(number)];
            if (place.exists()) {
                place.several = true;
            } else {
                place.count = static_cast<std::uint16_t>(i + 1);
            }
        }
    }
    return places;
}

/// The keys of a row in each list, as the numbers that the types of codes keep; -1 where it has none.
struct row_keys {
    static constexpr int iso3(code_row const& row) noexcept { return number_of_letters<3>({row.iso3, 3}); }
    static constexpr int iso2(code_row const& row) noexcept
    {
        return row.iso2[0] == 0 ? -1 : number_of_letters<2>({row.iso2, 2});
    }
    static constexpr int number(code_row const& row) noexcept { return row.number == 0 ? -1 : row.number; }
    static constexpr int m49(code_row const& row) noexcept { return row.number == number_of_taiwan ? -1 : number(row); }
    static constexpr int cow(code_row const& row) noexcept { return row.cow == 0 ? -1 : row.cow; }
    static constexpr int cow_abbreviation(code_row const& row) noexcept
    {
        return row.cow == 0 ? -1 : number_of_letters<3>({row.cow_abbreviation, 3});
    }
    static constexpr int gec(code_row const& row) noexcept
    {
        return row.gec[0] == 0 ? -1 : number_of_letters<2>({row.gec, 2});
    }
};

inline constexpr auto places_by_iso2 = places_by<26 * 26>(&row_keys::iso2);
inline constexpr auto places_by_number = places_by<1000>(&row_keys::number);
inline constexpr auto places_by_cow = places_by<1000>(&row_keys::cow);
inline constexpr auto places_by_gec = places_by<26 * 26>(&row_keys::gec);

/// The row that holds in a year, and the latest if year is 0, among those from `first` on whose `key` is `number`; the
/// nearest in time where none holds. `wanted` tells rows that will do.
/// @return nullptr when there is no such row
template <class Key, class Wanted>
[[nodiscard]] constexpr code_row const* row_in_year(std::size_t first, Key key, int number, int year,
                                                    Wanted wanted) noexcept
{
    auto const distance = [year](code_row const& row) {
        auto const when = year == 0 ? int{present} : year;
        return when < row.from ? row.from - when : when > row.to ? when - row.to : 0;
    };
    code_row const* best = nullptr;
    for (auto i = first; i < std::size(code_rows); ++i) {
        auto const& row = code_rows[i];
        if (key(row) == number && wanted(row) && (best == nullptr || distance(row) < distance(*best))) {
            best = &row;
        }
    }
    return best;
}

} // namespace equipoise::codes_detail
