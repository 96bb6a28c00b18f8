// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/sdmx_mapping.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// What is known of a provider of SDMX files.
struct sdmx_provider {
    std::string_view name{};
    sdmx_mapping mapping{};
    io::unit unit = unit::unstated; ///< of all files of the provider, whatever they say of it
    bool needs_direction = false;   ///< whether only the table, not the row, tells exports from imports
};

/// The provider with files of these dimensions; nothing where none is known.
[[nodiscard]] inline std::optional<sdmx_provider> sdmx_provider_with(std::vector<std::string> const& names)
{
    auto const has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    auto result = sdmx_provider{};
    auto& mapping = result.mapping;
    if (has("COUNTRY") && has("COUNTERPART_COUNTRY") && has("INDICATOR")) {
        result.name = "IMF, International Trade in Goods (IMTS)";
        result.unit = unit::usd;
        mapping = {.reporter = "COUNTRY",
                   .partner = "COUNTERPART_COUNTRY",
                   .direction = "INDICATOR",
                   .exports = {"XG_FOB_USD"},
                   .imports = {"MG_CIF_USD"},
                   .totals = {"G001"},
                   .codes = &dialects::imf};
        return result;
    }
    if (has("L_REP_CTY") && has("L_CP_COUNTRY")) {
        result.name = "BIS, locational banking statistics";
        mapping = {.reporter = "L_REP_CTY",
                   .partner = "L_CP_COUNTRY",
                   .direction = "L_POSITION",
                   .exports = {"C"},
                   .imports = {"L"},
                   .totals = {"5A"},
                   .areas = {"1C", "5M"},
                   .codes = &dialects::eurostat};
        return result;
    }
    if (has("reporter") && has("partner") && has("product") && has("flow")) {
        result.name = "Eurostat, Comext";
        mapping = {.reporter = "reporter",
                   .partner = "partner",
                   .direction = "flow",
                   .exports = {"2"},
                   .imports = {"1"},
                   .channels = {"product"},
                   .totals = {"WORLD"},
                   .codes = &dialects::eurostat};
        if (has("indicators")) {
            mapping.only = {{"indicators", "VALUE_EUR"}, {"indicators", "VALUE_IN_EUROS"}};
            result.unit = unit::eur;
        }
        return result;
    }
    if (has("geo") && has("partner")) {
        result.name = "Eurostat";
        mapping = {.reporter = "geo",
                   .partner = "partner",
                   .exports = {"EXP", "CRE", "MIO_EXP_VAL"},
                   .imports = {"IMP", "DEB", "MIO_IMP_VAL"},
                   .totals = {"WORLD", "TOTAL", "WRL_TOT"},
                   .areas = {"NSP"},
                   .codes = &dialects::eurostat};
        for (auto const* const each : {"stk_flow", "indic_et"}) {
            mapping.direction = has(each) ? each : mapping.direction;
        }
        for (auto const* const each : {"siec", "sitc06", "product"}) {
            if (has(each)) {
                mapping.channels = {each};
            }
        }
        result.needs_direction = mapping.direction.empty();
        return result;
    }
    for (auto const& [reporter, partner] : {std::pair{"REF_AREA", "COUNTERPART_AREA"}, {"DONOR", "RECIPIENT"}}) {
        if (has(reporter) && has(partner)) {
            result.name = "OECD and others, SDMX";
            mapping.reporter = reporter;
            mapping.partner = partner;
            mapping.totals = {"W", "WLD", "_T"};
            mapping.codes = &dialects::iso;
            return result;
        }
    }
    return std::nullopt;
}

/// Exports or imports, where the name of a table of Eurostat tells them.
[[nodiscard]] inline std::optional<direction> direction_of_table(std::string_view name)
{
    auto folded = std::string{name};
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    auto const imports = folded.find("nrg_ti") != std::string::npos;
    auto const exports = folded.find("nrg_te") != std::string::npos;
    return imports == exports ? std::nullopt : std::optional{imports ? direction::imports : direction::exports};
}

/// What the caller says, and for all else what is known of the provider.
[[nodiscard]] inline sdmx_mapping with_defaults(sdmx_mapping mapping, sdmx_mapping const& known)
{
    auto const fill = [](auto& to, auto const& from) {
        if (to.empty()) {
            to = from;
        }
    };
    auto const other_direction = !mapping.direction.empty() && mapping.direction != known.direction;
    if (!other_direction && !mapping.all_are) {
        fill(mapping.direction, known.direction);
    }
    if (!other_direction) {
        fill(mapping.exports, known.exports);
        fill(mapping.imports, known.imports);
    }
    fill(mapping.reporter, known.reporter);
    fill(mapping.partner, known.partner);
    fill(mapping.channels, known.channels);
    for (auto const& each : known.only) {
        auto const named = [&](auto const& own) {
            return own.first == each.first && std::find(known.only.begin(), known.only.end(), own) == known.only.end();
        };
        if (std::none_of(mapping.only.begin(), mapping.only.end(), named)) {
            mapping.only.push_back(each);
        }
    }
    fill(mapping.totals, known.totals);
    fill(mapping.groups, known.groups);
    fill(mapping.areas, known.areas);
    mapping.codes = mapping.codes == nullptr ? known.codes : mapping.codes;
    return mapping;
}

/// The unit that a file states in words, with the power of ten of its amounts.
[[nodiscard]] inline unit sdmx_unit(std::string_view text, std::string_view power)
{
    auto const in = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), text) != names.end();
    };
    if (text.empty()) {
        return unit::unstated;
    }
    if (in({"USD", "USD_EXC", "US_DOLLAR"})) {
        return power.empty() || power == "0" ? unit::usd
               : power == "3"                ? unit::thousand_usd
               : power == "6"                ? unit::million_usd
                                             : unit::other;
    }
    if (in({"EUR", "EURO"})) {
        return power.empty() || power == "0" ? unit::eur : power == "6" ? unit::million_eur : unit::other;
    }
    if (in({"MIO_EUR", "MIO_IMP_VAL", "MIO_EXP_VAL"}) && (power.empty() || power == "0")) {
        return unit::million_eur;
    }
    return text == "PT" || text == "PC" || text.starts_with("PC_") ? unit::percent : unit::other;
}

} // namespace equipoise::io::detail
