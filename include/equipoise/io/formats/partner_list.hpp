// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/io/formats/detail/yearly_table.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::io {

/// A partner in a list of the World Factbook.
struct listed_share {
    std::string partner;    ///< as the list names it
    code_meaning meaning{}; ///< the state, or that it is an area or a group, or that no such name is known
    double percent = 0;     ///< as printed: 0 is less than half a percent
};

/// A list of the largest partners in exports or imports.
struct partner_list {
    std::vector<listed_share> partners;
    int year = 0; ///< 0 where the text tells none
};

namespace detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// The percent sign, or an ampersand that is typed for it as in "United Kingdom 4&, Russia 3%": where it begins, and
/// how long it is.
struct percent_sign {
    std::size_t at = std::string_view::npos;
    std::size_t size = 0;
};

[[nodiscard]] constexpr percent_sign find_percent_sign(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            return {i, 1};
        }
        if (text[i] == '&' && i > 0 && is_digit(text[i - 1])) {
            return {i, text.substr(i).starts_with("&amp;") ? std::size_t{5} : std::size_t{1}};
        }
    }
    return {};
}

} // namespace detail

/// Reads a list as the World Factbook prints it under "Exports - partners" and "Imports - partners".
///
///     read_partner_list("China 81%, Switzerland 9% (2019)")
///
/// What follows the year, such as a note, is not read. Names may hold commas ("Bahamas, The 5%").
/// @throws input_error for a text that is not of this form
[[nodiscard]] inline partner_list read_partner_list(std::string_view text)
{
    auto const whole = text;
    auto const reject = [&](std::string const& what) {
        throw input_error{"list of partners " + detail::quoted(whole), what};
    };
    auto result = partner_list{};
    for (text = detail::trimmed(text); !text.empty(); text = detail::trimmed(text)) {
        if (text.front() == '(') {
            result.year = detail::year_named(text.substr(1, 4));
            if (result.year == 0 || text.find(')') == std::string_view::npos) {
                reject("what is in brackets must begin with a year");
            }
            break;
        }
        auto const sign = detail::find_percent_sign(text);
        auto const entry = detail::trimmed(text.substr(0, sign.at));
        auto digits = entry.size();
        while (digits > 0 && (detail::is_digit(entry[digits - 1]) || entry[digits - 1] == '.')) {
            --digits;
        }
        auto const name = detail::trimmed(entry.substr(0, digits));
        auto const percent = parse<double>{}(entry.substr(digits));
        if (sign.at == std::string_view::npos || !percent || name.empty() || digits == name.size()) {
            reject("each partner must be a name and a share in percent, as in China 81%");
        }
        result.partners.push_back({std::string{name}, {}, *percent});
        text = detail::trimmed(text.substr(sign.at + sign.size));
        if (!text.empty() && (text.front() == ',' || text.front() == ';')) {
            text.remove_prefix(1);
        } else if (!text.empty() && text.front() != '(') {
            reject("a comma must stand between two partners");
        }
    }
    for (auto& each : result.partners) {
        each.meaning = dialects::factbook.meaning(each.partner, result.year);
    }
    return result;
}

} // namespace equipoise::io
