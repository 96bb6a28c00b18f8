// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/json_text.hpp>
#include <equipoise/io/number_text.hpp>
#include <equipoise/io/table.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// A table as text.
///
///     as_csv(table)         comma-separated values (RFC 4180), with all digits
///     as_json(table)        an array of flat objects, with all digits
///     json_schema(table)    the schema of that array (JSON Schema 2020-12)
///     as_markdown(table)    a table of Markdown, for people: numbers rounded, intervals as [low, high]
///     as_text(table)        the same in aligned columns
///
/// The same table gives the same bytes on all platforms. Lines end with a line feed.
namespace equipoise::io {

/// How a table is written as CSV.
struct csv_options {
    char separator = ',';

    /// Programs for spreadsheets take a text that begins with = + - @, a tab or a carriage return for a formula. Such
    /// texts are written as they are; with this, an apostrophe is put before them, which changes the data.
    bool guard_formulas = false;
};

/// How a table is written for people.
struct text_options {
    int decimals = 4;            ///< of numbers that are not whole
    std::size_t page_width = 0;  ///< a wider table is continued below itself, with its first column again; 0 = never
    std::size_t widest_cell = 0; ///< a longer text is cut to that number of characters; 0 = never
};

namespace detail {

inline void append_csv(std::string& out, std::string_view text, csv_options const& options)
{
    auto const guarded =
        options.guard_formulas && !text.empty() && std::string_view{"=+-@\t\r"}.find(text[0]) != std::string_view::npos;
    auto const special = std::string{'"', '\r', '\n', options.separator};
    if (text.find_first_of(special) == std::string_view::npos) {
        out += guarded ? "'" : "";
        out += text;
        return;
    }
    out += guarded ? "\"'" : "\"";
    for (char const c : text) {
        out += c;
        if (c == '"') {
            out += c;
        }
    }
    out += '"';
}

/// The rows of a table for people: one cell for each column, the first row with the names of the columns.
[[nodiscard]] inline std::vector<std::vector<std::string>> cells_for_people(table const& content, int decimals)
{
    auto rows = std::vector<std::vector<std::string>>(content.rows() + 1);
    for (auto const& column : content.columns()) {
        rows[0].push_back(column.name);
        auto i = std::size_t{0};
        auto const add = [&](std::string text) { rows[++i].push_back(std::move(text)); };
        column.visit([&](auto const& cells) {
            for (auto const& cell : cells) {
                using given = std::remove_cvref_t<decltype(cell)>;
                if constexpr (std::same_as<given, std::string>) {
                    add(cell);
                } else if constexpr (std::same_as<given, std::optional<std::int64_t>>) {
                    add(cell ? std::to_string(*cell) : "");
                } else if constexpr (std::same_as<given, estimate>) {
                    auto const text = cell.value == cell.value ? rounded_text(cell.value, decimals)
                                                               : rounded_text(cell.bounds, decimals);
                    add(text.empty() ? "undefined" : text);
                } else {
                    add(rounded_text(cell, decimals));
                }
            }
        });
    }
    for (auto& row : rows) {
        for (auto& cell : row) {
            for (char& c : cell) {
                c = static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c; // a cell stays on its line
            }
        }
    }
    return rows;
}

/// Which columns hold numbers, and are aligned to the right.
[[nodiscard]] inline std::vector<bool> columns_of_numbers(table const& content)
{
    auto result = std::vector<bool>{};
    for (auto const& column : content.columns()) {
        result.push_back(column.kind != cell_kind::text);
    }
    return result;
}

/// The number of characters of a text in UTF-8.
[[nodiscard]] inline std::size_t width_of(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace detail

/// A table as comma-separated values: a line with the names of the columns, then a line for each row.
///
/// Numbers are written by `exact_text`: the shortest text that reads back as the same double, with an exponent where it
/// would have more than 17 digits. An interval takes two columns; an estimate four, of which the last gives the reason
/// where there is no value. What is not known is an empty field, never "nan"; infinity is "Infinity". A field with a
/// separator, a quote or a line break is quoted, a row that is one empty field as well, so that readers do not take it
/// for a blank line.
///
/// Of 200,000 doubles of all sizes, these readers gave back every one: float and json of Python, pandas 1.5 with
/// float_precision="round_trip" (read_json with precise_float=True), JSON.parse and Number of JavaScript, jsonlite of
/// R. By default pandas misses one in five by up to 3 units in the last place, and R's read.csv and data.table::fread
/// one in ten thousand by 1. Without the exponent, pandas misses a share of 1e-6 by millions of units. R and pandas
/// take the text "NA" (in ISO 3166, Namibia) for a missing one, unless na.strings or keep_default_na say otherwise.
[[nodiscard]] inline std::string as_csv(table const& content, csv_options const& options = {})
{
    auto const columns = detail::written_columns(content);
    auto out = std::string{};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (c != 0) {
            out += options.separator;
        }
        detail::append_csv(out, columns[c].name, options);
    }
    out += columns.empty() ? "" : "\n";
    for (std::size_t row = 0; row < content.rows(); ++row) {
        auto const begin = out.size();
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (c != 0) {
                out += options.separator;
            }
            columns[c].visit(row, [&](auto cell) {
                if constexpr (std::same_as<decltype(cell), std::string_view>) {
                    detail::append_csv(out, cell, options);
                } else if constexpr (std::same_as<decltype(cell), double>) {
                    out += exact_text(cell);
                } else {
                    out += std::to_string(cell);
                }
            });
        }
        out += out.size() == begin ? "\"\"\n" : "\n";
    }
    return out;
}

/// A table as a JSON array with an object for each row, each on a line of its own.
///
/// The members are the columns of `as_csv`, in their order. What is not known is null, the reason of a value that is
/// known is null as well; infinity is the text "Infinity" or "-Infinity". Texts are escaped as `json_text` says.
[[nodiscard]] inline std::string as_json(table const& content)
{
    auto const columns = detail::written_columns(content);
    auto names = std::vector<std::string>{};
    for (auto const& column : columns) {
        names.push_back((names.empty() ? "" : ", ") + json_text(column.name) + ": ");
    }
    auto out = std::string{"["};
    for (std::size_t row = 0; row < content.rows(); ++row) {
        out += row == 0 ? "\n  {" : ",\n  {";
        for (std::size_t c = 0; c < columns.size(); ++c) {
            out += names[c];
            columns[c].visit(row, [&](auto cell) {
                if constexpr (std::same_as<decltype(cell), std::string_view>) {
                    if (cell.empty() && columns[c].part == 3) {
                        out += "null";
                    } else {
                        detail::append_json(out, cell);
                    }
                } else if constexpr (std::same_as<decltype(cell), double>) {
                    out += json_text(cell);
                } else {
                    out += std::to_string(cell);
                }
            });
        }
        out += '}';
    }
    return out += content.rows() == 0 ? "]\n" : "\n]\n";
}

/// The schema of what `as_json` makes of a table with these columns, whatever its rows (JSON Schema 2020-12).
[[nodiscard]] inline std::string json_schema(table const& content)
{
    auto properties = std::string{};
    auto required = std::string{};
    for (auto const& column : detail::written_columns(content)) {
        auto const name = json_text(column.name);
        auto const kind = column.of->kind;
        auto const* const type = kind == cell_kind::text    ? R"({"type": "string"})"
                                 : kind == cell_kind::whole ? R"({"type": ["integer", "null"]})"
                                 : column.part == 3         ? R"({"type": ["string", "null"]})"
                                                            : R"({"$ref": "#/$defs/number"})";
        properties += (properties.empty() ? "\n        " : ",\n        ") + name + ": " + type;
        required += (required.empty() ? "" : ", ") + name;
    }
    return R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "array",
  "items": {
    "type": "object",
    "properties": {)"
           + properties + R"(
    },
    "required": [)"
           + required + R"(],
    "additionalProperties": false
  },
  "$defs": {
    "number": {
      "description": "null where it is not known; a double, to be read with all its digits; or infinite",
      "anyOf": [{"type": ["number", "null"]}, {"enum": ["Infinity", "-Infinity"]}]
    }
  }
}
)";
}

/// A table of Markdown, for people. Numbers are rounded as `rounded_text` says, an estimate is its value, else
/// [low, high], else "undefined"; columns of numbers are aligned to the right.
[[nodiscard]] inline std::string as_markdown(table const& content, text_options const& options = {})
{
    auto const rows = detail::cells_for_people(content, options.decimals);
    auto const numbers = detail::columns_of_numbers(content);
    auto out = std::string{};
    for (std::size_t row = 0; row < rows.size() && !numbers.empty(); ++row) {
        for (auto const& cell : rows[row]) {
            out += "| ";
            for (char const c : cell) {
                out += c == '|' ? "\\|" : std::string(1, c);
            }
            out += ' ';
        }
        out += "|\n";
        if (row == 0) {
            for (auto const is_number : numbers) {
                out += is_number ? "| ---: " : "| --- ";
            }
            out += "|\n";
        }
    }
    return out;
}

/// A table in aligned columns, for people, with cells as in `as_markdown`.
[[nodiscard]] inline std::string as_text(table const& content, text_options const& options = {})
{
    constexpr auto gap = std::size_t{3};
    auto rows = detail::cells_for_people(content, options.decimals);
    auto const numbers = detail::columns_of_numbers(content);
    auto widths = std::vector<std::size_t>(numbers.size());
    for (auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            while (options.widest_cell != 0 && detail::width_of(row[c]) > options.widest_cell) {
                row[c].pop_back();
            }
            widths[c] = (std::max)(widths[c], detail::width_of(row[c]));
        }
    }
    auto out = std::string{};
    auto const write = [&](std::size_t first, std::size_t last) {
        for (auto const& row : rows) {
            auto line = std::string{};
            auto const append = [&](std::size_t c) {
                auto const blanks = std::string(widths[c] - detail::width_of(row[c]), ' ');
                line += numbers[c] ? blanks + row[c] : row[c] + blanks;
            };
            append(0);
            for (auto c = first; c < last; ++c) {
                line += std::string(gap, ' ');
                append(c);
            }
            out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
        }
    };
    if (widths.size() == 1) {
        write(1, 1);
    }
    for (std::size_t first = 1, last = 1; first < widths.size(); first = last) {
        auto used = widths[0];
        while (last < widths.size()
               && (last == first || options.page_width == 0 || used + gap + widths[last] <= options.page_width)) {
            used += gap + widths[last++];
        }
        out += first == 1 ? "" : "\n";
        write(first, last);
    }
    return out;
}

} // namespace equipoise::io
