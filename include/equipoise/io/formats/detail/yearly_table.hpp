// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// The year that the name of a column is; 0 if it is none.
[[nodiscard]] constexpr int year_named(std::string_view name) noexcept
{
    auto year = 0;
    for (auto const c : name) {
        if (name.size() != 4 || c < '0' || c > '9') {
            return 0;
        }
        year = 10 * year + (c - '0');
    }
    return year >= 1000 && year < 2200 ? year : 0;
}

/// Whether the name of a column is a range of years, such as 2021-2025.
[[nodiscard]] constexpr bool is_range_of_years(std::string_view name) noexcept
{
    return name.size() == 9 && name[4] == '-' && year_named(name.substr(0, 4)) != 0 && year_named(name.substr(5)) != 0;
}

/// Whether a header row has a column for a year.
[[nodiscard]] inline bool has_years(file_head const& head)
{
    return std::any_of(head.names.begin(), head.names.end(),
                       [](std::string const& name) { return year_named(name) != 0; });
}

/// Which rows of a small table have the key of an earlier row.
class keys_seen {
public:
    keys_seen(std::string file, repeats what) : file_{std::move(file)}, what_{what} {}

    /// The line of the earlier row for which a row is set aside; 0 where it is used.
    /// @throws input_error for a repeated row, unless the options say that such rows are added or the first one counts
    [[nodiscard]] std::size_t set_aside_for(std::string const& key, std::size_t line)
    {
        auto const [first, fresh] = lines_.emplace(key, line);
        if (fresh || what_ == repeats::sum || first->second == line) { // a malformed row is read twice
            return 0;
        }
        if (what_ != repeats::first) {
            throw input_error{file_ + ":" + std::to_string(line),
                              "the row repeats line " + std::to_string(first->second) + " (" + key
                                  + "); in this format, repeats::sum or repeats::first says what becomes of such rows"};
        }
        return first->second;
    }

private:
    std::string file_;
    repeats what_;
    std::map<std::string, std::size_t> lines_;
};

/// A cell of a table with a column for each year.
struct yearly_cell {
    int year = 0;
    double amount = undefined;
    std::string unreadable{}; ///< in words, why the amount cannot be read; empty where it can
};

/// Adds a cell that is not empty.
inline void add_cell(std::vector<yearly_cell>& to, int year, read_amount const& amount)
{
    if (!is_undefined(amount.value) || !amount.unreadable.empty()) {
        to.push_back({year, amount.value, std::string{amount.unreadable}});
    }
}

/// The columns of a table that has one for each year, after those that say what a row is about.
class yearly_columns {
public:
    yearly_columns(file_head const& head, std::vector<column> first)
        : columns_{std::move(first)}, first_{columns_.size()}
    {
        for (auto const& name : head.names) {
            if (auto const year = year_named(name); year != 0) {
                columns_.emplace_back(name);
                years_.push_back(year);
            }
        }
    }

    [[nodiscard]] std::vector<column> const& columns() const noexcept { return columns_; }

    /// The cells of a row that are not empty. All are read before one of them is used, so that of a malformed row none
    /// is. Where the row takes notes, a cell that cannot be read has an unknown amount.
    [[nodiscard]] std::vector<yearly_cell> amounts(row const& from) const
    {
        auto cells = std::vector<yearly_cell>{};
        for (std::size_t i = 0; i < years_.size(); ++i) {
            add_cell(cells, years_[i], noted_amount_of(from, first_ + i));
        }
        return cells;
    }

    /// The same of a row that is not about amounts: which cells are not empty.
    [[nodiscard]] std::vector<yearly_cell> filled(row const& from) const
    {
        auto cells = std::vector<yearly_cell>{};
        for (std::size_t i = 0; i < years_.size(); ++i) {
            if (!from.trimmed(first_ + i).empty()) {
                cells.push_back({years_[i], undefined, {}});
            }
        }
        return cells;
    }

private:
    std::vector<column> columns_;
    std::size_t first_;
    std::vector<int> years_;
};

} // namespace equipoise::io::detail
