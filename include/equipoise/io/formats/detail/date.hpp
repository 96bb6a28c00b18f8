// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/parse.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace equipoise::io::detail {

/// The number that a text of digits stands for, from the place `at` on, which moves on after it; -1
/// where there is none.
[[nodiscard]] constexpr int digits_at(std::string_view text, std::size_t& at) noexcept
{
    auto const begin = at;
    auto number = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && at - begin < 4; ++at) {
        number = number * 10 + (text[at] - '0');
    }
    return at != begin ? number : -1;
}

/// A day of the calendar, written 2015-10-27 or, as in the USA, 10/27/2015. A time of day after it is not read.
[[nodiscard]] constexpr std::optional<std::chrono::year_month_day> date_of(std::string_view text) noexcept
{
    text = trimmed(text);
    int parts[3] = {};
    auto at = std::size_t{0};
    auto mark = '\0';
    for (auto i = 0; i < 3; ++i) {
        if (i == 1) {
            mark = at < text.size() ? text[at] : '\0';
        }
        if (i > 0 && (at >= text.size() || text[at++] != mark)) {
            return std::nullopt;
        }
        parts[i] = digits_at(text, at);
        if (parts[i] < 0) {
            return std::nullopt;
        }
    }
    if ((mark != '-' && mark != '/') || (at != text.size() && text[at] != 'T' && text[at] != ' ')) {
        return std::nullopt;
    }
    auto const year_first = mark == '-';
    auto const year = parts[year_first ? 0 : 2];
    auto const month = parts[year_first ? 1 : 0];
    auto const day = parts[year_first ? 2 : 1];
    if (month > 12 || day > 31) {
        return std::nullopt; // std::chrono keeps them in a byte each
    }
    auto const date =
        std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                    std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() && year >= 1000 ? std::optional{date} : std::nullopt;
}

} // namespace equipoise::io::detail
