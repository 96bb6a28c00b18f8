// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/nearest_formats.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/refusals.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/options.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace equipoise::io {

/// Several formats, of which a file has one: it is told by the header row.
template <class... Formats>
struct format_set {};

namespace detail {

template <class Format>
[[nodiscard]] constexpr format_set<format_of<Format>> as_set(format_of<Format>)
{
    return {};
}

template <class... Formats>
[[nodiscard]] constexpr format_set<Formats...> as_set(format_set<Formats...>)
{
    return {};
}

/// One format, or several.
template <class T>
concept formats = requires(T which) { as_set(which); };

template <class Format>
[[nodiscard]] std::vector<std::string> unused_columns(file_head const& head, delimited_options<> const& layout)
{
    auto unused = std::vector<std::string>{};
    for (auto const& name : head.names) {
        auto const same = [&](column const& each) { return each.name == name; };
        if (!name.empty() && std::none_of(layout.columns.begin(), layout.columns.end(), same)) {
            unused.push_back(name);
        }
    }
    return unused;
}

/// Tells the report what the head of a file says, and the layout how its rows are read.
template <class Format, class Options>
void begin_reading(opened_source const& from, file_head const& head, Options const& options,
                   delimited_options<>& layout, format_report& report)
{
    for (auto const* const word : {"Generated:", "Data generated:", "Last Updated Date"}) {
        report.vintage = report.vintage.empty() ? std::string{head.after(word)} : report.vintage;
    }
    report.unused_columns = unused_columns<Format>(head, layout);
    report.latin1 = !from.is_utf8();
    layout.separator = head.separator;
    layout.skip_lines = head.preamble.size();
    layout.malformed = options.malformed;
    layout.block_size = options.block_size;
    layout.longest_row = options.longest_row;
    layout.multiline = options.multiline;
}

/// The first line that is not blank, as far as the head of the source tells.
[[nodiscard]] inline std::string_view first_line_of(opened_source const& from)
{
    auto text = from.head();
    text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    text.remove_prefix((std::min)(text.find_first_not_of(" \t\r\n"), text.size()));
    return trimmed(text.substr(0, text.find_first_of("\r\n")));
}

/// Finds out which of several formats a source has, and calls read(format, head) with it.
/// @throws header_error when it has none of them, or several
template <class Read, class... Formats>
auto with_format(opened_source const& from, format_set<Formats...>, Read const& read)
{
    auto result = std::optional<format_report>{};
    for_each_header(from, [&](file_head const& head) {
        auto matching = std::string{};
        auto count = 0;
        auto const try_format = [&]<class Format>(format_of<Format>) {
            if (Format::matches(head)) {
                matching += (count++ == 0 ? "" : " and ") + std::string{Format::about.name};
            }
        };
        (try_format(Formats{}), ...);
        if (count > 1) {
            throw header_error{from.name(), head.preamble.size() + 1,
                               "the header is that of several formats: " + matching + "; name the one that it is"};
        }
        auto const read_format = [&]<class Format>(format_of<Format>) {
            if (Format::matches(head)) {
                result = read.template operator()<Format>(head);
            }
        };
        if (count == 1) {
            (read_format(Formats{}), ...);
        }
        return count == 1;
    });
    if (!result) {
        refuse_by_name(from);
        auto names = std::string{};
        ((names += (names.empty() ? "" : ", ") + std::string{Formats::about.name}), ...);
        auto const first = first_line_of(from);
        auto nearest = nearest_formats{};
        for_each_header(from, [&](file_head const& head) {
            (nearest.compare<typename Formats::format>(head), ...);
            return false;
        });
        throw header_error{from.name(), "no line is the header of a known format (" + names + ")"
                                            + (first.empty() ? std::string{"; all lines are blank"}
                                                             : "; the first line is " + detail::quoted(first))
                                            + nearest.words()};
    }
    return *std::move(result);
}

} // namespace detail

} // namespace equipoise::io
