// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What the names of files in archives say: which of them hold data, and of which year.
namespace equipoise::archives_detail {

/// The name without the folders before it.
[[nodiscard]] constexpr std::string_view without_folders(std::string_view name) noexcept
{
    auto const slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] inline std::string in_lower_case(std::string_view text)
{
    auto lower = std::string{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

/// Whether the name ends in one of the extensions of text files that readers take, plain or compressed again.
[[nodiscard]] inline bool has_data_extension(std::string_view name)
{
    constexpr auto known =
        std::array<std::string_view, 9>{".csv", ".tsv", ".txt", ".tab", ".dat", ".asc", ".json", ".gz", ".zip"};
    auto const lower = in_lower_case(name);
    return std::any_of(known.begin(), known.end(), [&](auto extension) { return lower.ends_with(extension); });
}

/// Whether a file in an archive is one of data by its name: not a folder, a file of the system, a description of the
/// other files ("Metadata_Country_API_1.csv", "Readme.txt"), or something other than text.
[[nodiscard]] inline bool holds_data(std::string_view name)
{
    auto const last = without_folders(name);
    auto const lower = in_lower_case(last);
    return !last.empty() && last.front() != '.' && !name.starts_with("__MACOSX/") && !lower.starts_with("metadata_")
           && !lower.starts_with("readme") && !lower.starts_with("read_me") && has_data_extension(last);
}

/// The year that the name of a file holds: four digits after a Y ("BACI_HS92_Y2019_V202401b.csv"), else the last four
/// digits that stand alone ("ICIO2021_2018.csv", "2019_SML.csv").
[[nodiscard]] constexpr std::optional<int> year_in(std::string_view name) noexcept
{
    name = without_folders(name);
    auto year = std::optional<int>{};
    for (std::size_t i = 0; i < name.size();) {
        if (!is_digit(name[i])) {
            ++i;
            continue;
        }
        auto end = i;
        auto value = 0;
        for (; end < name.size() && is_digit(name[end]); ++end) {
            value = end - i < 4 ? 10 * value + (name[end] - '0') : value;
        }
        if (end - i == 4 && value >= 1500 && value < 2300) {
            year = value;
            if (i > 0 && (name[i - 1] == 'Y' || name[i - 1] == 'y')) {
                return year;
            }
        }
        i = end;
    }
    return year;
}

} // namespace equipoise::archives_detail
