// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/atop.hpp>
#include <equipoise/io/formats/cow_alliances.hpp>
#include <equipoise/io/formats/detail/tie_rows.hpp>
#include <equipoise/io/formats/fbic.hpp>
#include <equipoise/io/formats/provider_ties.hpp>
#include <equipoise/io/source.hpp>

#include <utility>

/// Reading the ties of a file of any provider whose format is known.
namespace equipoise::io {

/// All formats of ties.
using tie_formats =
    format_set<format_of<detail::atop_format>, format_of<detail::cow_alliances_format>, format_of<detail::fbic_format>>;

/// Reads the ties of a provider's file, whose format is told by its header row.
///
///     auto const alliances = io::read_ties("atop5_1ddyr.csv", {.years = {2018}});
///     auto const table = alliance_profiles(pledge_table(alliances, 2018), self_tie{3});     //
///     alignment/tie_tables.hpp auto const s = s_score(table.profile("KAZ"_iso3), table.profile("RUS"_iso3), 3);
///
/// Every row is used, or set aside for a reason, which the books of the report tell: a row counts once for each year
/// and each kind of tie, its amount is the value. Takes memory for all ties, and finds every repeated one.
/// @throws header_error for a file of no known format, and for a kind that it lacks; input_error for a code that is not
/// known and for a repeated tie, as the options say; otherwise as for_each_row does
template <class Formats = tie_formats>
[[nodiscard]] provider_ties read_ties(source const& from, tie_options const& options = {}, Formats formats = {})
{
    auto opened = detail::opened_source{from};
    auto result = provider_ties{};
    auto report = detail::with_format(opened, detail::as_set(formats), [&]<class Format>(file_head const& head) {
        result = detail::read_ties_as<Format>(opened, head, options);
        return std::move(result.report);
    });
    result.report = std::move(report);
    return result;
}

} // namespace equipoise::io
