// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/model/identifier.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// A table of results: named columns of texts, whole numbers, numbers, intervals or estimates. `table_text.hpp` writes
/// it as CSV, JSON, Markdown and aligned text, `ledger_table.hpp` makes one of a measured ledger.
namespace equipoise::io {

namespace detail {

/// Whole numbers as cells, and truth values as 0 and 1; a missing one is empty.
template <class T>
inline constexpr bool is_whole = std::integral<T> && !std::same_as<T, char>;
template <class T>
inline constexpr bool is_whole<std::optional<T>> = is_whole<T>;

template <class T>
struct cell_of {
    using type = std::string; // by text_of
};
template <class T>
    requires is_whole<T>
struct cell_of<T> {
    using type = std::optional<std::int64_t>;
};
template <std::floating_point T>
struct cell_of<T> {
    using type = double;
};
template <class T>
    requires std::same_as<T, interval> || std::same_as<T, estimate>
struct cell_of<T> {
    using type = T;
};

/// What can be a cell: numbers, intervals, estimates, and identifiers by their text.
template <class T>
concept table_cell = !std::same_as<typename cell_of<T>::type, std::string> || identifier<T>;

template <class T>
[[nodiscard]] bool fits_whole(T value)
{
    return !std::unsigned_integral<T> || static_cast<std::uintmax_t>(value) <= static_cast<std::uintmax_t>(INT64_MAX);
}

} // namespace detail

/// What the cells of a column are.
enum class cell_kind : unsigned char { text, whole, number, bounds, estimate };

/// Named columns of the same length.
///
///     auto table = io::table{};
///     table.add("state", states).add("year", years).add("hhi", estimates);
///     std::cout << io::as_csv(table);
///
/// A cell is a text, a whole number, a number, an interval or an estimate (a value, its bounds, and the reason where
/// there is no value). Writers give an interval called `hhi` the two columns `hhi_low` and `hhi_high`, and an estimate
/// these two and `hhi` and `hhi_reason`. Names, also these, are unique.
class table {
public:
    using texts = std::vector<std::string>;
    using wholes = std::vector<std::optional<std::int64_t>>; ///< empty where there is no number
    using numbers = std::vector<double>;                     ///< NaN where there is no number
    using intervals = std::vector<interval>;                 ///< NaN at both ends where nothing is known
    using estimates = std::vector<estimate>;

    /// A column; the list of its kind has its cells, and the other lists are empty.
    struct column {
        std::string name{};
        cell_kind kind = cell_kind::text;
        table::texts texts{};
        table::wholes wholes{};
        table::numbers numbers{};
        table::intervals intervals{};
        table::estimates estimates{};

        /// use(the list of cells).
        template <class Use>
        decltype(auto) visit(Use const& use) const
        {
            switch (kind) {
            case cell_kind::whole: return use(wholes);
            case cell_kind::number: return use(numbers);
            case cell_kind::bounds: return use(intervals);
            case cell_kind::estimate: return use(estimates);
            case cell_kind::text: break;
            }
            return use(texts);
        }
    };

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::vector<column> const& columns() const& noexcept { return columns_; }
    std::vector<column> const& columns() const&& = delete; // they would outlive the table

    /// Adds a column of any range of numbers, optional whole numbers, intervals, estimates, or of identifiers and other
    /// things that `text_of` turns into text.
    /// @throws invalid_parameter when the column is of another length than those before it, when its name is empty or
    /// taken, and for a whole number beyond 2^63 - 1; the table is then unchanged
    template <ranges::input_range Cells>
        requires detail::table_cell<ranges::range_value_t<Cells>>
    table& add(std::string name, Cells&& cells)
    {
        using given = ranges::range_value_t<Cells>;
        using cell = typename detail::cell_of<given>::type;
        auto made = column{.name = std::move(name)};
        auto& kept = list_of<cell>(made);
        for (auto&& each : cells) {
            if constexpr (std::same_as<cell, std::string>) {
                kept.push_back(text_of(static_cast<given const&>(each)));
            } else if constexpr (std::same_as<cell, std::optional<std::int64_t>>) {
                kept.push_back(whole(made.name, static_cast<given const&>(each)));
            } else {
                kept.push_back(static_cast<cell>(each));
            }
        }
        return keep(std::move(made));
    }

    /// The names of the columns that writers give a column: `hhi`, or `hhi_low` and `hhi_high`, or `hhi`, `hhi_low`,
    /// `hhi_high` and `hhi_reason`.
    [[nodiscard]] static std::vector<std::string> written_names(column const& of)
    {
        if (of.kind == cell_kind::bounds) {
            return {of.name + "_low", of.name + "_high"};
        }
        if (of.kind == cell_kind::estimate) {
            return {of.name, of.name + "_low", of.name + "_high", of.name + "_reason"};
        }
        return {of.name};
    }

private:
    /// The list for cells of a type; the column becomes one of their kind.
    template <class Cell>
    [[nodiscard]] static std::vector<Cell>& list_of(column& of)
    {
        if constexpr (std::same_as<Cell, double>) {
            of.kind = cell_kind::number;
            return of.numbers;
        } else if constexpr (std::same_as<Cell, interval>) {
            of.kind = cell_kind::bounds;
            return of.intervals;
        } else if constexpr (std::same_as<Cell, estimate>) {
            of.kind = cell_kind::estimate;
            return of.estimates;
        } else if constexpr (std::same_as<Cell, std::optional<std::int64_t>>) {
            of.kind = cell_kind::whole;
            return of.wholes;
        } else {
            return of.texts;
        }
    }

    template <class T>
    [[nodiscard]] static std::optional<std::int64_t> whole(std::string const& name, T const& value)
    {
        if constexpr (std::integral<T>) {
            if (!detail::fits_whole(value)) {
                throw invalid_parameter{"table", "a number of column " + name, std::to_string(value),
                                        "at most 9223372036854775807"};
            }
            return static_cast<std::int64_t>(value);
        } else {
            return value ? whole(name, *value) : std::nullopt;
        }
    }

    table& keep(column added)
    {
        auto const size = added.visit([](auto const& cells) { return cells.size(); });
        if (added.name.empty()) {
            throw invalid_parameter{"table", "a column has no name"};
        }
        if (!columns_.empty() && size != rows_) {
            throw invalid_parameter{"table", "the number of rows of column " + added.name, std::to_string(size),
                                    std::to_string(rows_) + ", as in the columns before it"};
        }
        auto names = written_names(added);
        for (auto const& name : names) {
            if (std::find(names_.begin(), names_.end(), name) != names_.end()) {
                throw invalid_parameter{"table", "there are two columns called " + name};
            }
        }
        columns_.reserve(columns_.size() + 1);
        names_.insert(names_.end(), names.begin(), names.end());
        columns_.push_back(std::move(added));
        rows_ = size;
        return *this;
    }

    std::vector<column> columns_;
    std::vector<std::string> names_; ///< that are written
    std::size_t rows_ = 0;
};

namespace detail {

/// A column as it is written: of an interval its low or high end, of an estimate its value, low end, high end or
/// reason.
struct written_column {
    std::string name;
    table::column const* of;
    std::size_t part;

    /// Calls use(cell) with a std::string_view, a std::int64_t or a double of this row; a missing whole number is NaN.
    template <class Use>
    void visit(std::size_t row, Use const& use) const
    {
        switch (of->kind) {
        case cell_kind::text: use(std::string_view{of->texts[row]}); break;
        case cell_kind::whole: of->wholes[row] ? use(*of->wholes[row]) : use(undefined); break;
        case cell_kind::number: use(of->numbers[row]); break;
        case cell_kind::bounds: use(part == 0 ? of->intervals[row].low : of->intervals[row].high); break;
        case cell_kind::estimate:
            if (auto const& cell = of->estimates[row]; part == 3) {
                use(words(cell.why));
            } else {
                use(part == 0 ? cell.value : part == 1 ? cell.bounds.low : cell.bounds.high);
            }
            break;
        }
    }
};

[[nodiscard]] inline std::vector<written_column> written_columns(table const& content)
{
    auto result = std::vector<written_column>{};
    for (auto const& column : content.columns()) {
        auto names = table::written_names(column);
        for (std::size_t part = 0; part < names.size(); ++part) {
            result.push_back({std::move(names[part]), &column, part});
        }
    }
    return result;
}

} // namespace detail

} // namespace equipoise::io
