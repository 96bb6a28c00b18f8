// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/indicator_rows.hpp>
#include <equipoise/io/formats/ideal_points.hpp>
#include <equipoise/io/formats/nmc.hpp>
#include <equipoise/io/formats/provider_indicators.hpp>
#include <equipoise/io/formats/sipri_values.hpp>
#include <equipoise/io/formats/world_bank.hpp>
#include <equipoise/io/source.hpp>

#include <utility>

/// Reading the indicators of a file of any provider whose format is known.
namespace equipoise::io {

/// All formats of indicators.
using indicator_formats = format_set<format_of<detail::nmc_format>, format_of<detail::world_bank_format>,
                                     format_of<detail::ideal_points_format>, format_of<detail::sipri_values_format>>;

/// Reads the indicators of a provider's file, whose format is told by its header row.
///
///     auto const gdp = io::read_indicators("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_126992.csv");
///     auto const nmc = io::read_indicators("NMC-60-abridged.csv", {.years = {2016}, .indicators = {"cinc"}});
///     auto const mongolia = state{"MNG"_iso3, gdp.value("MNG"_iso3, 2016, "NY.GDP.MKTP.CD"),
///                                 nmc.value("MNG"_iso3, 2016, "cinc")};
///
/// Every figure is used, or set aside for a reason, which the books of the report tell. Takes memory for all figures,
/// and finds every repeated one.
/// @throws header_error for a file of no known format, and for an indicator that is a column and that it lacks;
/// input_error for a code that is not known and for a repeated figure, as the options say; otherwise as for_each_row
/// does
template <class Formats = indicator_formats>
[[nodiscard]] provider_indicators read_indicators(source const& from, indicator_options const& options = {},
                                                  Formats formats = {})
{
    auto opened = detail::opened_source{from};
    auto result = provider_indicators{};
    auto report = detail::with_format(opened, detail::as_set(formats), [&]<class Format>(file_head const& head) {
        result = detail::read_indicators_as<Format>(opened, head, options);
        return std::move(result.report);
    });
    result.report = std::move(report);
    return result;
}

} // namespace equipoise::io
