// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/row.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace equipoise::io {

/// What to do with a malformed row: `io::fail` throws, `io::skip` skips it and counts it by reason.
enum class on_malformed { fail, skip };
using enum on_malformed;

/// What becomes of rows with the same key as an earlier row of the file. A malformed row that is skipped counts as one
/// of unknown amount.
enum class repeats : unsigned char {
    refuse,  ///< an error
    sum,     ///< their amounts are added
    first,   ///< the first row counts, the others are set aside
    last,    ///< the last row counts
    largest, ///< the row with the largest amount counts; one of unknown amount counts before all, as it may be that
};

/// How a delimited text is written, and which of its columns are wanted.
/// `Columns` is a list of columns, or a struct that has the names of the columns a reader knows.
template <class Columns = std::vector<column>>
struct delimited_options {
    Columns columns = {};
    char separator = ',';
    char quote = '"';      ///< '\0' when quotes are ordinary characters
    bool multiline = true; ///< whether a quoted field may hold line breaks; if not, a row with an open quote ends with
                           ///< its line and is malformed

    std::vector<std::string> missing = {"", "NA", "N/A", ".."}; ///< codes for an unknown value
    std::vector<std::string> also_missing = {}; ///< codes of one file besides those; "-9" also matches "-9.0"

    /// Names and codes of the world, which is the sum of the partners and none of them. Readers of flows set rows aside
    /// whose origin or destination is one of these, and count them in the report. Numbers such as "0", which is the
    /// world at the United Nations, are for the caller to name; an empty list reads every row as a flow.
    std::vector<std::string> aggregates = {"World", "WLD", "W00"};

    char decimal = '.';     ///< or ',', as in 1234,5
    char thousands = '\0';  ///< or '.', ',', ' ', '\'' or '_' between groups of three digits, as in 1.234.567
    std::string flags = {}; ///< letters or signs that may stand after a number, such as eurostat_flags for "52.3 bu"

    on_malformed malformed = fail;

    /// The columns that make the key of a row, of which no two rows of the file share the texts: {"period", "origin",
    /// "destination", "channel"}. Readers of flows then find every row that repeats an earlier one, wherever it stands,
    /// and `repeats` says what becomes of it. Without a key, rows are transactions, of which those between the same
    /// states are added. The texts are compared as the file writes them, without the blanks around them.
    ///
    /// Cost: about 120 bytes a row, and rows are read one by one; with last and largest the file is read twice, which
    /// a stream cannot be.
    std::vector<std::string> row_key = {};
    io::repeats repeats = repeats::refuse; ///< of rows with the same key

    /// Whether readers of flows keep the account of each state in `report.books`, as those of the providers' formats
    /// do, with the first rows that were set aside and their lines. Rows are then read one by one.
    bool keep_books = false;

    std::size_t skip_lines = 0; ///< lines of preamble above the header row
    bool find_header = false;   ///< the header row is the first line that holds every required column

    std::size_t block_size = std::size_t{1} << 18U;  ///< bytes read at a time
    std::size_t longest_row = std::size_t{1} << 24U; ///< bytes; a stray quote must not swallow the rest of the file
};

/// The same options for other columns.
template <class Columns, class Other>
[[nodiscard]] delimited_options<Columns> with_columns(delimited_options<Other> options, Columns columns)
{
    return {.columns = std::move(columns),
            .separator = options.separator,
            .quote = options.quote,
            .multiline = options.multiline,
            .missing = std::move(options.missing),
            .also_missing = std::move(options.also_missing),
            .aggregates = std::move(options.aggregates),
            .decimal = options.decimal,
            .thousands = options.thousands,
            .flags = std::move(options.flags),
            .malformed = options.malformed,
            .row_key = std::move(options.row_key),
            .repeats = options.repeats,
            .keep_books = options.keep_books,
            .skip_lines = options.skip_lines,
            .find_header = options.find_header,
            .block_size = options.block_size,
            .longest_row = options.longest_row};
}

} // namespace equipoise::io
