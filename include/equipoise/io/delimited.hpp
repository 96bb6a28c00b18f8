// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/header_reader.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/io/table_reader.hpp>

#include <string>

namespace equipoise::io {

/// Hands every row of a delimited text to `sink` as an io::row, in the order of the file.
///
///     auto const report = io::for_each_row(
///         "NMC_5_0.csv", {.columns = {"ccode", "year", "cinc"}, .also_missing = {"-9"}},
///         [&](io::row const& row) {
///             auto const share = row.known<double>(2);
///             if (!share) {
///                 return io::row_outcome::unknown;
///             }
///             table[{row.get<int>(0), row.get<int>(1)}] = *share;
///             return io::row_outcome::used;
///         });
///
/// Reads RFC 4180 quoting, CR LF and LF, a byte order mark, blank lines, a comma too many at the end of rows; any
/// other row with another number of fields than the header is malformed. Bytes are handed on in the file's encoding.
/// @return what became of the rows; read == used + unknown + skipped
/// @throws file_error when the source cannot be read or is empty
/// @throws header_error when the header lacks a required column, or has a wanted one twice
/// @throws format_error at the first malformed row, unless `options.malformed` is `skip`; and in any case at a NUL
/// byte, at a quote that is never closed and at a row of more than `options.longest_row` bytes
/// @throws std::invalid_argument when separator and quote are not two characters other than line breaks
/// Cost: one pass; memory for one block or the longest row, whatever the size of the file; none is allocated by row.
template <row_sink Sink>
detail::later<report, Sink> for_each_row(source const& from, delimited_options<> const& options, Sink&& sink)
{
    using text = detail::later<std::string, Sink>;
    auto blocks = detail::block_reader_of<typename text::value_type>{from, options.block_size};
    auto header = detail::header_reader_of<text>{from.name(), options};
    while (!header.found()) {
        blocks.fill();
        blocks.drop(header.consume(blocks.text(), blocks.last()));
    }
    auto body = detail::body_reader_of<text>{header.where(), options, header.next_line()};
    for (;;) {
        blocks.drop(body.consume(blocks.text(), blocks.last(), sink));
        if (blocks.last()) {
            break;
        }
        blocks.fill();
    }
    auto result = body.result();
    result.preamble = header.line() - 1;
    return result;
}

} // namespace equipoise::io
