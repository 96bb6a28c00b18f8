// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "numbers.hpp"

#include <equipoise/codes/dialects.hpp>
#include <equipoise/io/formats/sdmx_mapping.hpp>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// What --sdmx says of the dimensions of SDMX files and of Eurostat's tables.
namespace support {

/// An invalid command line.
struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

namespace detail {

[[nodiscard]] inline equipoise::dialect const* dialect_named(std::string const& name)
{
    namespace dialects = equipoise::dialects;
    for (auto const* const each :
         {&dialects::comtrade, &dialects::comtrade_taiwan, &dialects::wits, &dialects::cow_numbers, &dialects::sipri,
          &dialects::factbook, &dialects::gec_codes, &dialects::eurostat, &dialects::imf, &dialects::world_bank,
          &dialects::undl, &dialects::iso, &dialects::names}) {
        if (each->name() == name) {
            return each;
        }
    }
    return nullptr;
}

} // namespace detail

/// The mapping that texts such as `partner=COUNTERPART_AREA` make. Keys of lists may be repeated.
/// @throws usage_error for an unknown key or value, and for a key of one value that is repeated
[[nodiscard]] inline equipoise::io::sdmx_mapping sdmx_mapping_of(std::vector<std::string> const& texts)
{
    auto result = equipoise::io::sdmx_mapping{};
    auto const singles = std::map<std::string, std::string*>{
        {"reporter", &result.reporter}, {"partner", &result.partner}, {"direction", &result.direction}};
    auto const lists = std::map<std::string, std::vector<std::string>*>{
        {"exports", &result.exports}, {"imports", &result.imports}, {"ignored", &result.ignored},
        {"add", &result.channels},    {"totals", &result.totals},   {"groups", &result.groups},
        {"areas", &result.areas}};
    for (auto const& text : texts) {
        auto const expect = [&](std::string const& what) {
            throw usage_error{"--sdmx: found \"" + text + "\", expected " + what};
        };
        auto const sign = text.find('=');
        if (sign == std::string::npos || sign + 1 == text.size()) {
            expect("a key, = and a dimension or value, as in partner=COUNTERPART_AREA");
        }
        auto const key = text.substr(0, sign);
        auto const value = text.substr(sign + 1);
        auto const once = [&](bool given) {
            if (given) {
                throw usage_error{"--sdmx: " + key + " is named twice"};
            }
        };
        if (auto const single = singles.find(key); single != singles.end()) {
            once(!single->second->empty());
            *single->second = value;
        } else if (auto const list = lists.find(key); list != lists.end()) {
            list->second->push_back(value);
        } else if (key == "only") {
            auto const colon = value.find(':');
            if (colon == std::string::npos || colon == 0) {
                expect("a dimension, : and the value of the rows to read, as in only=PRICE_BASE:V");
            }
            result.only.emplace_back(value.substr(0, colon), value.substr(colon + 1));
        } else if (key == "all") {
            once(result.all_are.has_value());
            if (value != "exports" && value != "imports") {
                expect("all=exports or all=imports");
            }
            result.all_are = value == "exports" ? equipoise::io::direction::exports : equipoise::io::direction::imports;
        } else if (key == "codes") {
            once(result.codes != nullptr);
            result.codes = detail::dialect_named(value);
            if (result.codes == nullptr) {
                expect("one of comtrade, comtrade_taiwan, wits, cow_numbers, sipri, factbook, gec_codes, eurostat, "
                       "imf, world_bank, undl, iso, names");
            }
        } else if (key == "multiplier") {
            if (value != "apply" && value != "keep") {
                expect("multiplier=apply or multiplier=keep");
            }
            result.multiplier =
                value == "apply" ? equipoise::io::power_of_ten::apply : equipoise::io::power_of_ten::keep;
        } else {
            expect("one of reporter, partner, direction, exports, imports, all, only, add, ignored, totals, groups, "
                   "areas, codes, multiplier");
        }
    }
    return result;
}

} // namespace support
