// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/line_marks.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/parallel/parts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

/// Splits files among ranks at line ends.
///
/// A line end may be within quotes, which the bytes before it tell. So each rank reads its piece for both cases, that
/// it begins with a row or within quotes; from what all ranks find, each knows where the rows of its piece begin.
namespace equipoise::distributed_detail {

/// A part of a file: bytes `begin` to before `end`, which cut lines, until `at_line_ends` mends them.
struct file_piece {
    std::uint64_t file = 0;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool whole = false; ///< whether it is the whole file
};

/// The pieces of a rank, where all ranks have about the same number of bytes, in the order of the files. A file that is
/// empty or has no size belongs to one rank.
[[nodiscard]] inline std::vector<file_piece> pieces_of(std::vector<std::uint64_t> const& sizes, int rank, int ranks)
{
    auto all = std::uint64_t{0};
    for (auto const size : sizes) {
        all += size;
    }
    auto const count = static_cast<std::uint64_t>(ranks);
    auto const begin_of = [&](int i) {
        auto const number = static_cast<std::uint64_t>(i);
        return all / count * number + (std::min)(number, all % count);
    };
    auto const first = begin_of(rank);
    auto const last = begin_of(rank + 1);
    auto pieces = std::vector<file_piece>{};
    auto offset = std::uint64_t{0};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        auto const end = offset + sizes[i];
        auto const from = (std::max)(first, offset);
        auto const to = (std::min)(last, end);
        auto const has_place = (first <= offset && offset < last) || (offset == all && rank == ranks - 1);
        if (sizes[i] == 0 ? has_place : from < to) {
            pieces.push_back({i, from - offset, to - offset, to - from == sizes[i]});
        }
        offset = end;
    }
    return pieces;
}

/// The sizes of files; 0 for what is no file or cannot be opened, of which the reader tells.
[[nodiscard]] inline std::vector<std::uint64_t> sizes_of(std::vector<std::filesystem::path> const& paths)
{
    auto sizes = std::vector<std::uint64_t>{};
    for (auto const& each : paths) {
        auto failed = std::error_code{};
        auto const size = std::filesystem::is_regular_file(each, failed) ? std::filesystem::file_size(each, failed) : 0;
        sizes.push_back(failed ? 0 : std::uint64_t{size});
    }
    return sizes;
}

/// What a piece tells those after it.
struct piece_summary {
    std::uint64_t file = 0;
    std::uint64_t begin = 0; ///< of a line
    std::uint64_t lines = 0;
    std::uint64_t first_row = 0;        ///< where the first row begins, if the piece begins within quotes
    std::uint64_t lines_before = 0;     ///< those before it
    bool has_row = false;               ///< whether there is such a row
    bool closed_ends_in_quotes = false; ///< how it ends if it begins with a row
    bool open_ends_in_quotes = true;    ///< how it ends if it begins within quotes
};

/// The place after the line end at `from` - 1 or later.
[[nodiscard]] inline std::size_t after_line_end(std::string_view text, std::size_t from)
{
    auto const at = from == 0 ? std::string_view::npos : text.find('\n', from - 1);
    return from == 0 ? 0 : at == std::string_view::npos ? text.size() : at + 1;
}

/// @param text the file, whose first row begins at `rows`
[[nodiscard]] inline piece_summary summary_of(std::string_view text, std::size_t rows, file_piece const& piece,
                                              io::delimited_options<> const& options)
{
    auto const begin = (std::max)(rows, after_line_end(text, static_cast<std::size_t>(piece.begin)));
    auto const end = (std::max)(begin, after_line_end(text, static_cast<std::size_t>(piece.end)));
    auto const lines = text.substr(begin, end - begin);
    auto const quote = options.multiline ? options.quote : '\0';
    auto const marks = detail::marks_in(lines, quote);
    auto found = piece_summary{.file = piece.file, .begin = begin, .lines = marks.lines};
    if (quote == '\0' || !marks.quotes) {
        found.open_ends_in_quotes = quote != '\0';
        return found;
    }
    auto const cut = io::detail::row_cutter{options.separator, quote};
    auto const ends_in_quotes = [&](std::string_view from_row) {
        return !from_row.empty() && cut(from_row).size != from_row.size() && from_row.back() == '\n';
    };
    found.closed_ends_in_quotes = ends_in_quotes(lines);
    auto close = lines.find(quote);
    while (close != std::string_view::npos && close + 1 < lines.size() && lines[close + 1] == quote) {
        close = lines.find(quote, close + 2); // two quotes are one in the text
    }
    if (close == std::string_view::npos) {
        return found;
    }
    auto const rest = lines.substr(close + 1);
    found.open_ends_in_quotes = ends_in_quotes(rest);
    for (auto line = rest.find('\n'); line != std::string_view::npos; line = rest.find('\n', line + 1)) {
        if (auto const row = cut(rest.substr(0, line + 1)).size; row != 0) {
            found.has_row = true;
            found.first_row = begin + close + 1 + row;
            found.lines_before = detail::marks_in(lines.substr(0, close + 1 + row), quote).lines;
            break;
        }
    }
    return found;
}

[[nodiscard]] inline bytes bytes_of(std::vector<piece_summary> const& all)
{
    auto to = io::detail::byte_writer{};
    for (auto const& each : all) {
        for (auto const number : {each.file, each.begin, each.lines, each.first_row, each.lines_before}) {
            to.number(number);
        }
        to.number(static_cast<std::uint8_t>((each.has_row ? 1 : 0) | (each.closed_ends_in_quotes ? 2 : 0)
                                            | (each.open_ends_in_quotes ? 4 : 0)));
    }
    return std::move(to.bytes);
}

inline void take_summaries(bytes const& all, std::vector<piece_summary>& to)
{
    for (auto from = io::detail::byte_reader{all}; !from.left.empty() && from.complete;) {
        auto& each = to.emplace_back();
        for (auto* number : {&each.file, &each.begin, &each.lines, &each.first_row, &each.lines_before}) {
            *number = from.number<std::uint64_t>();
        }
        auto const flags = from.number<std::uint8_t>();
        each.has_row = (flags & 1U) != 0;
        each.closed_ends_in_quotes = (flags & 2U) != 0;
        each.open_ends_in_quotes = (flags & 4U) != 0;
    }
}

/// The rows of a piece: whole ones, which may end in the pieces after it.
struct piece_rows {
    std::uint64_t file = 0;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t line = 0; ///< how many lines come before them, counted from the first row of the file
    bool all = false;       ///< whether the file has to be read as a whole, as a quote is open where it ends
};

/// The rows of each piece of split files, all of them in order. Those of a file whose size is `sizes[file]` end there.
[[nodiscard]] inline std::vector<piece_rows> rows_of(std::vector<piece_summary> const& pieces,
                                                     std::vector<std::uint64_t> const& sizes)
{
    auto rows = std::vector<piece_rows>{};
    for (std::size_t i = 0; i < pieces.size();) {
        auto const first = i;
        auto const file = pieces[first].file;
        auto const size = sizes[static_cast<std::size_t>(file)];
        auto lines = std::uint64_t{0};
        auto open = false;
        for (; i < pieces.size() && pieces[i].file == file; ++i) {
            auto const& each = pieces[i];
            auto const begin = !open ? each.begin : each.has_row ? each.first_row : size;
            rows.push_back({file, begin, size, lines + (open ? each.lines_before : 0)});
            lines += each.lines;
            open = open ? each.open_ends_in_quotes : each.closed_ends_in_quotes;
        }
        auto next = size;
        for (auto j = rows.size(); j-- != first;) {
            auto const begin = open ? size : rows[j].begin;
            auto const has_rows = begin < size;
            rows[j].begin = begin;
            rows[j].end = has_rows ? next : size;
            next = has_rows ? begin : next;
        }
        rows[first].all = open;
    }
    return rows;
}

} // namespace equipoise::distributed_detail
