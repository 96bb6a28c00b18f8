// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/parse.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace equipoise::io {

/// The direction of a flow, as seen from the state that reports it.
///
/// Re-exports, domestic exports and exports for or after processing are parts of the exports: adding them to the
/// exports of the same file would count them twice. The same holds for the parts of the imports.
enum class direction : unsigned char {
    exports,         ///< from the reporting state to its partner
    imports,         ///< from the partner to the reporting state
    part_of_exports, ///< re-exports, domestic exports, processing: contained in the exports
    part_of_imports, ///< re-imports, foreign imports, processing: contained in the imports
};

namespace detail {

/// Writes the letters, in lower case, and the digits of a text to `to`. @return how many these are; 0 when they are
/// more than `room`, or when the text is not ASCII
[[nodiscard]] constexpr std::size_t fold(std::string_view text, char* to, std::size_t room) noexcept
{
    auto size = std::size_t{0};
    for (auto const c : text) {
        auto const folded = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9')) {
            if (size == room) {
                return 0;
            }
            to[size++] = folded;
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            return 0;
        }
    }
    return size;
}

/// The words of UN Comtrade (codes and descriptions, old and new), WITS, the IMF (DOTS and IMTS) and similar sources.
inline constexpr auto direction_words = std::to_array<std::pair<std::string_view, direction>>({
    {"x", direction::exports},
    {"export", direction::exports},
    {"exports", direction::exports},
    {"grossexport", direction::exports},
    {"grossexports", direction::exports},
    {"xprttrdvl", direction::exports},
    {"xg", direction::exports},
    {"xgfobusd", direction::exports},
    {"txgfobusd", direction::exports},
    {"m", direction::imports},
    {"import", direction::imports},
    {"imports", direction::imports},
    {"grossimport", direction::imports},
    {"grossimports", direction::imports},
    {"mprttrdvl", direction::imports},
    {"mg", direction::imports},
    {"mgcifusd", direction::imports},
    {"mgfobusd", direction::imports},
    {"tmgcifusd", direction::imports},
    {"tmgfobusd", direction::imports},
    {"rx", direction::part_of_exports},
    {"reexport", direction::part_of_exports},
    {"reexports", direction::part_of_exports},
    {"dx", direction::part_of_exports},
    {"domesticexport", direction::part_of_exports},
    {"domesticexports", direction::part_of_exports},
    {"xip", direction::part_of_exports},
    {"exportofgoodsafterinwardprocessing", direction::part_of_exports},
    {"xop", direction::part_of_exports},
    {"exportofgoodsforoutwardprocessing", direction::part_of_exports},
    {"rm", direction::part_of_imports},
    {"reimport", direction::part_of_imports},
    {"reimports", direction::part_of_imports},
    {"fm", direction::part_of_imports},
    {"foreignimport", direction::part_of_imports},
    {"foreignimports", direction::part_of_imports},
    {"mip", direction::part_of_imports},
    {"importofgoodsforinwardprocessing", direction::part_of_imports},
    {"mop", direction::part_of_imports},
    {"importofgoodsafteroutwardprocessing", direction::part_of_imports},
});

} // namespace detail

/// Reads the words and letters that data providers use: exports, Export, X, XG_FOB_USD; imports, M, MG_CIF_USD;
/// re-exports, RX, DX, XIP, XOP; Re-Import, RM, FM, MIP, MOP. Upper case, blanks and signs do not matter.
///
///     auto const table = io::read_flows<iso3, io::direction>(
///         "comtrade.csv", {.columns = {.origin = "reporterISO", .destination = "partnerISO",
///                                      .amount = "primaryValue", .period = "refYear", .channel = "flowCode"}});
///
/// Numbers, and the letters E and I alone, are refused, because providers do not agree on them: 1 means imports at UN
/// Comtrade and Eurostat but exports at the customs of Japan; E is exports in English and imports (Einfuhr) in German.
template <>
struct parse<direction> {
    static constexpr std::string_view expected = "a direction, such as exports, X, imports or M";

    [[nodiscard]] constexpr std::optional<direction> operator()(std::string_view text) const
    {
        char word[40];
        auto const folded = std::string_view{word, detail::fold(text, word, sizeof word)};
        for (auto const& [known, meaning] : detail::direction_words) {
            if (folded == known) {
                return meaning;
            }
        }
        return std::nullopt;
    }
};

} // namespace equipoise::io
