// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/vote_rows.hpp>
#include <equipoise/io/formats/provider_votes.hpp>
#include <equipoise/io/formats/un_votes.hpp>
#include <equipoise/io/formats/un_votes_dhl.hpp>
#include <equipoise/io/source.hpp>

/// Reading the votes of a file of any provider whose format is known.
namespace equipoise::io {

/// All formats of votes.
using vote_formats = format_set<format_of<detail::un_votes_format>, format_of<detail::un_votes_dhl_format>>;

/// Reads the votes of a provider's file, whose format is told by its header row.
///
///     auto const un = io::read_votes("UNVotes.csv", {.years = {2023}});
///     auto const both = shared_votes(un, "MNG"_iso3, "RUS"_iso3);     // alignment/vote_tables.hpp
///     auto const kappa = cohen_kappa(both.first, both.second);
///
/// Every row is used, or set aside for a reason, which the books of the report tell; they have no amounts. Takes memory
/// for all votes, and finds every repeated row.
/// @throws header_error for a file of no known format, and for years that the file does not tell; input_error for a
/// code that is not known and for a repeated row, as the options say; otherwise as for_each_row does
template <class Formats = vote_formats>
[[nodiscard]] provider_votes read_votes(source const& from, vote_options const& options = {}, Formats formats = {})
{
    auto opened = detail::opened_source{from};
    auto result = provider_votes{};
    auto report = detail::with_format(opened, detail::as_set(formats), [&]<class Format>(file_head const& head) {
        result = detail::read_votes_as<Format>(opened, head, options);
        return std::move(result.report);
    });
    result.report = std::move(report);
    return result;
}

} // namespace equipoise::io
