// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/io/direction.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace equipoise::io {

/// What becomes of amounts that a file states in a power of ten of its unit, told by its column UNIT_MULT or SCALE.
enum class power_of_ten : unsigned char {
    keep,  ///< amounts stay as the file states them, which is in millions where UNIT_MULT is 6
    apply, ///< amounts are multiplied by it
};

/// What the dimensions of an SDMX-CSV file or of a table of Eurostat stand for. What is empty is taken from the
/// provider, where that is known: the IMF's IMTS, the OECD, the BIS and Eurostat.
///
///     auto const aid = io::read("dac2a.csv", {.sdmx = {.channels = {"MEASURE"}, .only = {{"PRICE_BASE", "V"}}}});
///
/// A dimension that is not named here must have the same value in all rows that are read; otherwise figures on
/// different things would be added.
struct sdmx_mapping {
    std::string reporter{};                 ///< the dimension that holds the state which reports: "REF_AREA"
    std::string partner{};                  ///< "COUNTERPART_AREA"
    std::string direction{};                ///< that tells exports from imports: "INDICATOR"; empty if none does
    std::vector<std::string> exports{};     ///< its values that are exports, from reporter to partner: "XG_FOB_USD"
    std::vector<std::string> imports{};     ///< and imports, from partner to reporter; other values are no flows
    std::optional<io::direction> all_are{}; ///< exports or imports, where no dimension tells. Nothing: all flow from
                                            ///< reporter to partner, and belong to ledgers of exports and of imports
    std::vector<std::string> channels{};    ///< dimensions that stay apart: their values are the channel, as "A/B"
    std::vector<std::pair<std::string, std::string>> only{}; ///< dimension and value of the rows to read; any of the
                                                             ///< values of a dimension that is named several times
    std::vector<std::string> ignored{};                      ///< columns that may differ although they are not named
    std::vector<std::string> totals{}; ///< codes of partners that stand for all of them, such as "G001" and "WORLD"
    std::vector<std::string> groups{}; ///< codes of groups of states besides those that are known
    std::vector<std::string> areas{};  ///< codes of areas that are no states, besides those that are known
    dialect const* codes = nullptr;    ///< in which states are named, such as &dialects::imf
    power_of_ten multiplier = power_of_ten::keep;
};

} // namespace equipoise::io
