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

/// Hands each row of a delimited text to `sink` as an io::row, in the order of the file.
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
/// Reads RFC 4180 quoting, CR LF and LF, a byte order mark, blank lines, and a comma too many at the end of rows. Any
/// other row whose number of fields differs from that of the header is malformed. Text keeps the encoding of the file.
/// @return what became of the rows; read == used + unknown + skipped + aggregate + duplicate
/// @throws file_error when the source cannot be read or is empty
/// @throws header_error when the header lacks a required column or has a wanted column twice
/// @throws format_error at the first malformed row, unless `options.malformed` is `skip`; and always at a NUL byte, at
/// a quote that is not closed before the file ends, and at a row of more than `options.longest_row` bytes. Where
/// `options.multiline` is false, a quote that is not closed on its line makes a malformed row, which can be skipped.
/// @throws invalid_parameter when separator and quote are not two characters other than line breaks
/// Cost: one pass, in memory for one block or the longest row, whatever the size of the file; rows allocate nothing.
template <row_sink Sink>
report for_each_row(source const& from, delimited_options<> const& options, Sink&& sink)
{
    auto blocks = detail::block_reader{from, options.block_size};
    auto header = detail::header_reader{from.name(), options};
    while (!header.found()) {
        blocks.fill();
        blocks.drop(header.consume(blocks.text(), blocks.last()));
    }
    auto body = detail::body_reader{header.where(), options, header.next_line()};
    for (;;) {
        blocks.drop(body.consume(blocks.text(), blocks.last(), sink));
        if (blocks.last()) {
            break;
        }
        blocks.fill();
    }
    auto result = body.result();
    result.preamble = header.line() - 1;
    result.other_columns = header.where().other_columns();
    return result;
}

} // namespace equipoise::io
