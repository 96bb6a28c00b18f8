// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/code_meaning.hpp>
#include <equipoise/codes/detail/rows_by_key.hpp>
#include <equipoise/codes/iso3.hpp>

#include <array>
#include <cstddef>

namespace equipoise::codes_detail {

/// What the numbers of UN Comtrade stand for, which CEPII's BACI has as well: ISO 3166-1 numbers, and numbers of its
/// own for states with other borders, areas and groups.
inline constexpr auto comtrade_numbers = [] {
    auto meanings = std::array<code_meaning, 1000>{};
    for (auto const& row : code_rows) {
        auto& meaning = meanings[row.number];
        if (meaning.kind == code_kind::unknown) {
            meaning = {code_kind::state, iso3{std::string_view{row.iso3, 3}}};
        }
    }
    struct own_number {
        int number;
        char state[4];
    };
    constexpr own_number states[] = {
        {58, "BEL"},                // Belgium and Luxembourg, until 1998
        {251, "FRA"},               // with Monaco and, since 1996, the overseas departments
        {381, "ITA"},               // with San Marino
        {412, "XKX"}, {459, "MYS"}, // the peninsula, until 1963
        {532, "ANT"},               // with Aruba, until 1985
        {579, "NOR"},               // with Svalbard and Jan Mayen
        {658, "KNA"},               // with Anguilla, until 1980
        {699, "IND"},               // with Sikkim, since 1975
        {757, "CHE"},               // with Liechtenstein
        {835, "TZA"},               // Tanganyika, until 1964
        {841, "USA"},               // until 1980
        {842, "USA"},               // with Puerto Rico and the Virgin Islands
    };
    for (auto const& own : states) {
        meanings[static_cast<std::size_t>(own.number)] = {code_kind::state, iso3{std::string_view{own.state, 3}}};
    }
    // 490 is Other Asia, not specified (mostly Taiwan), 492 Europe (EU), 711 the Southern African Customs Union, 837 to
    // 839 bunkers, free zones and special categories, 849 islands of the United States, 899 areas not specified. Of
    // areas that were no states: 457 Sarawak, 461 Sabah, 647 Ryukyu, 717 Rhodesia and Nyasaland, 830 the Channel
    // Islands, 836 Zanzibar.
    for (auto const area : {129, 221, 290, 457, 461, 471, 472, 473, 490, 492, 527, 568, 577, 636,
                            637, 647, 697, 711, 717, 830, 836, 837, 838, 839, 849, 879, 899}) {
        meanings[static_cast<std::size_t>(area)] = {code_kind::area, {}};
    }
    for (auto const group : {0, 97, 975}) { // the world, the European Union, ASEAN
        meanings[static_cast<std::size_t>(group)] = {code_kind::aggregate, {}};
    }
    return meanings;
}();

/// The numbers above that stand for another state in other years: Yugoslavia, then Serbia and Montenegro.
inline constexpr std::array comtrade_numbers_by_year{891};

} // namespace equipoise::codes_detail
