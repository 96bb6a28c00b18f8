// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/indicator_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The format `world_bank`: indicators of states, from the World Bank.
namespace equipoise::io {

namespace detail {

/// The year of a column of the World Bank: 2019 of "2019" and of "2019 [YR2019]"; 0 for any other column.
[[nodiscard]] constexpr int world_bank_year(std::string_view name) noexcept
{
    if (name.size() < 4 || (name.size() > 4 && !name.substr(4).starts_with(" [YR"))) {
        return 0;
    }
    auto year = 0;
    for (auto const c : name.substr(0, 4)) {
        if (c < '0' || c > '9') {
            return 0;
        }
        year = year * 10 + (c - '0');
    }
    return year;
}

/// Whether a number is written as spreadsheets write large ones: with an exponent and at most six digits.
[[nodiscard]] constexpr bool cut_to_six_digits(std::string_view text) noexcept
{
    auto const exponent = text.find_first_of("eE");
    return exponent != std::string_view::npos && exponent <= 7 && exponent + 1 < text.size()
           && text[exponent + 1] == '+';
}

struct world_bank_format {
    static constexpr format_facts about{.name = "world_bank",
                                        .provider = "World Bank, World Development Indicators",
                                        .subject = subject::indicators,
                                        .unit = unit::other};
    static constexpr bool notes_below = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has("Country Code") && (head.has("Indicator Code") || head.has("Series Code"))
               && (head.has_all({"Year", "Value"})
                   || std::any_of(head.names.begin(), head.names.end(),
                                  [](std::string_view name) { return world_bank_year(name) != 0; }));
    }

    explicit world_bank_format(file_head const& head, std::vector<std::string> const& = {})
        : code_{head.has("Indicator Code") ? "Indicator Code" : "Series Code"}, list_{head.has_all({"Year", "Value"})}
    {
        for (auto const& name : head.names) {
            if (auto const year = world_bank_year(name); year != 0 && !list_) {
                names_.push_back(name);
                years_.push_back(year);
            }
        }
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{"Country Code", code_};
        if (list_) {
            columns.emplace_back("Year");
            columns.emplace_back("Value");
        }
        columns.insert(columns.end(), names_.begin(), names_.end());
        return {.columns = columns};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = indicator_cell{};
        each.state.text = from.trimmed(0);
        each.indicator = from.trimmed(1);
        if (each.state.text.empty() && each.indicator.empty()) {
            return; // a note below the table, with as many commas as the table
        }
        auto const take_year = [&](int year, std::size_t place) {
            each.year = year;
            each.state.meaning = dialects::world_bank.meaning(each.state.text, year);
            each.place = place;
            if (cut_to_six_digits(from.trimmed(place)) && cut_++ == 0) {
                first_cut_.assign(from.trimmed(place));
            }
            take(each);
        };
        if (list_) {
            take_year(year_at(from, 2), 3);
        }
        for (std::size_t i = 0; i < years_.size(); ++i) {
            take_year(years_[i], 2 + i);
        }
    }

    void finish(provider_indicators& to) const
    {
        if (cut_ != 0) {
            to.report.notes.push_back(std::to_string(cut_) + " figures have six digits and an exponent, such as "
                                      + first_cut_
                                      + ": a spreadsheet has saved the file again and cut its large figures.");
        }
    }

private:
    std::string code_;
    bool list_;
    std::vector<std::string> names_;
    std::vector<int> years_;
    std::size_t cut_ = 0;
    std::string first_cut_;
};

} // namespace detail

/// The World Bank's indicators, as its site hands them out: with a column for each year, below four lines of preamble
/// (API_NY.GDP.MKTP.CD_DS2_en_csv_v2_126992.csv), with the columns Year and Value, or as an export of the DataBank with
/// columns such as "2019 [YR2019]". An indicator is named by its code, "NY.GDP.MKTP.CD". Regions and groups by income
/// are aggregates; CHI are the Channel Islands, XKX is Kosovo. Empty fields and ".." are unknown. A file that a
/// spreadsheet has cut to six digits is told by a warning of the report.
/// Source: World Bank, World Development Indicators.
inline constexpr format_of<detail::world_bank_format> world_bank{};

} // namespace equipoise::io
