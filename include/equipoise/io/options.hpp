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
            .skip_lines = options.skip_lines,
            .find_header = options.find_header,
            .block_size = options.block_size,
            .longest_row = options.longest_row};
}

} // namespace equipoise::io
