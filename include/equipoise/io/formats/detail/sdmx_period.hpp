// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/options.hpp>

#include <optional>
#include <string_view>

namespace equipoise::io::detail {

/// How long the period of a figure is.
enum class sdmx_frequency : unsigned char { annual, half_yearly, quarterly, monthly, weekly, daily, other };

[[nodiscard]] constexpr std::string_view frequency_name(sdmx_frequency of) noexcept
{
    switch (of) {
    case sdmx_frequency::annual: return "annual";
    case sdmx_frequency::half_yearly: return "half-yearly";
    case sdmx_frequency::quarterly: return "quarterly";
    case sdmx_frequency::monthly: return "monthly";
    case sdmx_frequency::weekly: return "weekly";
    case sdmx_frequency::daily: return "daily";
    case sdmx_frequency::other: break;
    }
    return "of another frequency";
}

[[nodiscard]] constexpr sdmx_frequency as_sdmx(equipoise::frequency of) noexcept
{
    switch (of) {
    case equipoise::frequency::year: return sdmx_frequency::annual;
    case equipoise::frequency::quarter: return sdmx_frequency::quarterly;
    case equipoise::frequency::month: return sdmx_frequency::monthly;
    case equipoise::frequency::half_year: return sdmx_frequency::half_yearly;
    case equipoise::frequency::week: return sdmx_frequency::weekly;
    case equipoise::frequency::day: return sdmx_frequency::daily;
    }
    return sdmx_frequency::other;
}

/// The frequency of a code of the SDMX list CL_FREQ.
[[nodiscard]] constexpr sdmx_frequency sdmx_frequency_of(std::string_view code) noexcept
{
    if (code.size() != 1) {
        return sdmx_frequency::other;
    }
    switch (code[0]) {
    case 'A': return sdmx_frequency::annual;
    case 'S':
    case 'H': return sdmx_frequency::half_yearly;
    case 'Q': return sdmx_frequency::quarterly;
    case 'M': return sdmx_frequency::monthly;
    case 'W': return sdmx_frequency::weekly;
    case 'D': return sdmx_frequency::daily;
    default: return sdmx_frequency::other;
    }
}

/// A period and its frequency. The number is 2024 for a year, 202405 for a month, 202433 to 202436 for quarters and
/// 202440 and 202441 for half-years, which are the numbers that ISO 8601-2 (2019) gives them; for shorter and other
/// periods it is the year.
struct sdmx_period {
    int number = 0;
    sdmx_frequency frequency = sdmx_frequency::annual;

    friend bool operator==(sdmx_period, sdmx_period) = default;
};

/// Reads 2024, 2024-A1, 2024-S1, 2024-Q1, 2024-01, 2024-M01, 2024-W05, 2024-01-31, 2024-D031 and the same without the
/// first dash (2024Q1, 2024M01), as older files of Eurostat write them. Nothing for any other text.
[[nodiscard]] constexpr std::optional<sdmx_period> read_sdmx_period(std::string_view text) noexcept
{
    auto const number = [&text](std::size_t most) { // of the digits at the front of the text; -1 without any
        auto value = 0;
        auto size = std::size_t{0};
        while (size < most && size < text.size() && text[size] >= '0' && text[size] <= '9') {
            value = value * 10 + (text[size++] - '0');
        }
        text.remove_prefix(size);
        return size == 0 ? -1 : value;
    };
    if (text.size() < 4) {
        return std::nullopt;
    }
    auto const length = text.size();
    auto const year = number(4);
    if (length - text.size() != 4) {
        return std::nullopt;
    }
    if (text.empty()) {
        return sdmx_period{year, sdmx_frequency::annual};
    }
    auto const dash = text[0] == '-';
    text.remove_prefix(dash ? 1 : 0);
    if (text.empty()) {
        return std::nullopt;
    }
    auto const letter = text[0];
    auto const digit = letter >= '0' && letter <= '9';
    text.remove_prefix(digit ? 0 : 1);
    auto const digits = text.size();
    auto const part = number(3);
    auto const in_range = [&](int last) { return part >= 1 && part <= last && text.empty(); };
    auto const period = [&](int last, int offset, sdmx_frequency of) {
        return in_range(last) ? std::optional{sdmx_period{offset < 0 ? year : year * 100 + offset + part, of}}
                              : std::nullopt;
    };
    switch (letter) {
    case 'A': return period(1, -1, sdmx_frequency::annual);
    case 'S':
    case 'H': return period(2, 39, sdmx_frequency::half_yearly);
    case 'T': return period(3, -1, sdmx_frequency::other);
    case 'Q': return period(4, 32, sdmx_frequency::quarterly);
    case 'M': return period(12, 0, sdmx_frequency::monthly);
    case 'W': return period(53, -1, sdmx_frequency::weekly);
    case 'D': return period(366, -1, sdmx_frequency::daily);
    default: break;
    }
    if (!dash || !digit || digits - text.size() != 2 || part < 1 || part > 12) {
        return std::nullopt;
    }
    if (text.empty()) {
        return period(12, 0, sdmx_frequency::monthly);
    }
    if (text[0] != '-') {
        return std::nullopt;
    }
    text.remove_prefix(1);
    auto const room = text.size();
    auto const day = number(2);
    if (room - text.size() != 2 || day < 1 || day > 31 || (!text.empty() && text[0] != 'T')) {
        return std::nullopt;
    }
    return sdmx_period{year, sdmx_frequency::daily};
}

} // namespace equipoise::io::detail
