// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tables.hpp"

#include <equipoise/codes/convert.hpp>
#include <equipoise/codes/dialects.hpp>
#include <equipoise/codes/names.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// States as people name them: any code or name is read, and the names that they know are printed.
namespace support {

/// The name of a state that people know, or its code.
[[nodiscard]] inline std::string name_of(equipoise::iso3 state, bool codes)
{
    auto const name = codes ? std::string_view{} : equipoise::english_name(state);
    return name.empty() ? state.str() : std::string{name};
}

namespace detail {

[[nodiscard]] inline std::string in_capitals(std::string_view text)
{
    auto capitals = std::string{text};
    std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return capitals;
}

/// A state and the list in which a text stands for it.
struct reading {
    equipoise::iso3 state;
    std::string_view list;
};

/// What a text stands for in each of the lists of codes; a code of three letters is first of all one of ISO 3166-1.
[[nodiscard]] inline std::vector<reading> readings_of(std::string const& text)
{
    auto found = std::vector<reading>{};
    auto const add = [&](auto const& code, std::string_view list) {
        if (code) {
            if (auto const state = equipoise::convert<equipoise::iso3>(*code)) {
                found.push_back({*state, list});
            }
        }
    };
    auto const capitals = in_capitals(text);
    if (auto const state = equipoise::iso3::parse(capitals)) {
        return {{*state, "ISO 3166-1"}};
    }
    add(equipoise::iso2::parse(capitals), "ISO 3166-1");
    add(equipoise::gec::parse(capitals), "GEC");
    add(equipoise::m49::parse(text), "M49");
    add(equipoise::cow::parse(text), "the Correlates of War list");
    add(equipoise::cow_abbreviation::parse(capitals), "the Correlates of War list");
    if (found.empty()) {
        for (auto const& [dialect, list] : {std::pair{&equipoise::dialects::names, "names"},
                                            {&equipoise::dialects::iso, "ISO 3166-1"},
                                            {&equipoise::dialects::comtrade, "UN Comtrade"}}) {
            if (auto const meaning = dialect->meaning(text); meaning.kind == equipoise::code_kind::state) {
                return {{meaning.state, list}};
            }
        }
    }
    return found;
}

/// The names of which a text is one or several whole words, such as North Korea and South Korea of Korea.
[[nodiscard]] inline std::vector<std::string> names_with(std::string const& text)
{
    auto names = std::vector<std::string>{};
    auto const wanted = ' ' + in_capitals(text) + ' ';
    for (auto code = std::string{"AAA"}; !text.empty();) {
        auto const state = equipoise::iso3::parse(code);
        auto const name = state ? equipoise::english_name(*state) : std::string_view{};
        if ((' ' + in_capitals(name) + ' ').find(wanted) != std::string::npos) {
            names.emplace_back(name);
        }
        auto last = code.find_last_not_of('Z');
        if (last == std::string::npos) {
            break;
        }
        ++code[last];
        std::fill(code.begin() + static_cast<std::ptrdiff_t>(last) + 1, code.end(), 'A');
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace detail

/// The state that a code or name stands for, or a sentence that says why there is none.
[[nodiscard]] inline std::pair<std::optional<equipoise::iso3>, std::string> state_of(std::string const& text)
{
    auto const found = detail::readings_of(text);
    for (auto const& other : found) {
        if (!(other.state == found[0].state)) {
            return {std::nullopt, '"' + text + "\" is " + name_of(found[0].state, false) + " in "
                                      + std::string{found[0].list} + " and " + name_of(other.state, false) + " in "
                                      + std::string{other.list} + "; write the name, or the code of three letters"};
        }
    }
    if (!found.empty()) {
        return {found[0].state, {}};
    }
    auto why = '"' + text + "\" is the code or name of no state";
    if (auto const meaning = equipoise::dialects::names.meaning(text);
        meaning.kind == equipoise::code_kind::aggregate) {
        why = '"' + text + "\" is a group of states, not a state";
    } else if (auto const names = detail::names_with(text); names.size() > 1) {
        why += ", as it may be " + join(names, ", ", " or ");
    } else if (auto const nearest = equipoise::nearest_name(text); !nearest.empty()) {
        why += "; the name that is spelled most like it is " + std::string{nearest};
    }
    return {std::nullopt, why};
}

} // namespace support
