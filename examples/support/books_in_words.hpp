// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "numbers.hpp"
#include "tables.hpp"

#include <equipoise/io/books.hpp>
#include <equipoise/io/books_table.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/table_text.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// What became of the rows of a provider's file: in one line, and all that is known of it.
namespace support {

/// One line: the format, vintage and unit, the rows that were read and used, those that were set aside, and quotes that
/// cross line ends, one of which may be a stray quote that swallowed rows.
[[nodiscard]] inline std::string in_one_line(equipoise::io::format_report const& of)
{
    using equipoise::io::row_class;
    auto const& rows = of.books.file();
    auto set_aside = std::vector<std::string>{};
    for (std::size_t i = 1; i < equipoise::io::number_of_row_classes; ++i) {
        auto const each = static_cast<row_class>(i);
        if (rows[each].rows != 0) {
            set_aside.push_back(std::string{in_words(each)} + ' ' + std::to_string(rows[each].rows));
        }
    }
    auto text = plain(of.file) + ": " + std::string{of.about.provider} + " (" + std::string{of.about.name} + ')';
    text += of.vintage.empty() ? "" : ", " + plain(of.vintage);
    text += of.unit == equipoise::io::unit::unstated ? "" : ", " + std::string{in_words(of.unit)};
    text += "; rows read " + std::to_string(rows.read().rows) + ", used " + std::to_string(rows[row_class::used].rows);
    text += set_aside.empty() ? "" : "; set aside: " + join(set_aside);
    text += of.not_asked == 0 ? "" : "; not asked for: " + std::to_string(of.not_asked);
    text += of.joined == 0 ? "" : "; under another code of the same state: " + std::to_string(of.joined);
    text += of.lines.multiline == 0 ? ""
                                    : "; rows with line breaks in quotes: " + std::to_string(of.lines.multiline)
                                          + ", the first on line " + std::to_string(of.lines.first_multiline);
    return text + '.';
}

namespace detail {

/// A heading and a list, or nothing where the list is empty.
[[nodiscard]] inline std::string listed(std::string const& heading, std::vector<std::string> const& items)
{
    auto text = items.empty() ? std::string{} : '\n' + heading + ":\n";
    for (auto const& item : items) {
        text += wrapped("  " + plain(item), 4);
    }
    return text;
}

} // namespace detail

/// Where repeated rows were searched.
[[nodiscard]] inline std::string search_in_words(equipoise::io::format_report const& of)
{
    if (!of.has_row_key) {
        return "Repeated rows were not searched: the format does not say which rows repeat one another.\n";
    }
    return of.searched_repeats ? "Repeated rows were searched in the whole file.\n"
                               : "Repeated rows were searched next to each other only; --search-repeats searches the "
                                 "whole file.\n";
}

/// The books of the file and of each state, examples of the rows that were set aside with their lines, totals that
/// differ from what is listed, flags, notes, the encoding where it is not UTF-8, and columns that were not used.
[[nodiscard]] inline std::string in_full(equipoise::io::format_report const& of)
{
    auto examples = std::vector<std::string>{};
    for (std::size_t i = 0; i < equipoise::io::number_of_row_classes; ++i) {
        for (auto const& row : of.books.examples(static_cast<equipoise::io::row_class>(i))) {
            examples.push_back("line " + std::to_string(row.line) + ", " + std::string{in_words(row.of)} + ": "
                               + row.what);
        }
    }
    constexpr std::size_t most = 20;
    auto gaps = std::vector<std::string>{};
    for (std::size_t i = 0; i < of.gaps.size() && i < most; ++i) {
        auto const& gap = of.gaps[i];
        gaps.push_back(gap.state.str() + ' ' + std::to_string(gap.period)
                       + (gap.channel.empty() ? "" : ' ' + gap.channel) + ": stated " + exact(gap.stated) + ", listed "
                       + exact(gap.listed));
    }
    if (of.gaps.size() > most) {
        gaps.push_back("and " + std::to_string(of.gaps.size() - most) + " more");
    }
    auto flags = std::vector<std::string>{};
    for (auto const& [flag, flows] : of.flags) {
        flags.push_back(flag + ": " + std::to_string(flows));
    }
    return '\n' + plain(of.file) + " in full\n\n" + equipoise::io::as_text(equipoise::io::table_of(of.books)) + '\n'
           + equipoise::io::as_text(equipoise::io::table_by_state(of.books)) + '\n' + wrapped(search_in_words(of))
           + (of.latin1 ? "Texts are in ISO-8859-1 or Windows-1252, not in UTF-8.\n" : "")
           + detail::listed("Rows that were set aside, the first of each kind", examples)
           + detail::listed("Totals that differ from the sum of what is listed, the largest gap first", gaps)
           + detail::listed("Flags, with the number of flows", flags) + detail::listed("Notes", of.notes)
           + detail::listed("Columns that were not used", of.unused_columns);
}

} // namespace support
