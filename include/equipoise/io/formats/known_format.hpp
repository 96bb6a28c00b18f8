// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/recognition.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/read_indicators.hpp>
#include <equipoise/io/formats/read_ties.hpp>
#include <equipoise/io/formats/read_votes.hpp>
#include <equipoise/io/source.hpp>

#include <optional>

/// Which format a file has, told by its first lines.
///
///     known_format(source)    the facts of the format: its name, its provider, and what its rows are about
namespace equipoise::io {

namespace detail {

/// The facts of the format of a header row; nothing when it is that of none. Of the subjects, the first counts that has
/// such a format: SIPRI's tables of values by year can be read as flows and as indicators.
template <class... Formats>
[[nodiscard]] std::optional<format_facts> facts_of(file_head const& head, format_set<Formats...>)
{
    auto found = std::optional<format_facts>{};
    auto const look = [&]<class Format>(format_of<Format>) {
        if (!found && Format::matches(head)) {
            found = Format::about;
        }
    };
    (look(Formats{}), ...);
    return found;
}

} // namespace detail

/// What is known of the format of a file: which one it has, and so whether `read`, `read_votes`, `read_ties` or
/// `read_indicators` reads it. Nothing when it has none of their formats, as a tidy file.
///
///     auto const format = io::known_format("download.csv");
///     if (format && format->subject == io::subject::votes) { ...
///
/// Reads the first 64 KiB of the source at most; a stream has then to be opened again.
/// @throws file_error when the source cannot be read; header_error for a file that is known to have no reader here,
/// with the road to one that has
[[nodiscard]] inline std::optional<format_facts> known_format(source const& from)
{
    auto const opened = detail::opened_source{from};
    auto found = std::optional<format_facts>{};
    detail::for_each_header(opened, [&](file_head const& head) {
        found = detail::facts_of(head, flow_formats{});
        found = found ? found : detail::facts_of(head, vote_formats{});
        found = found ? found : detail::facts_of(head, tie_formats{});
        found = found ? found : detail::facts_of(head, indicator_formats{});
        return found.has_value();
    });
    if (!found) {
        detail::refuse_by_name(opened);
    }
    return found;
}

} // namespace equipoise::io
