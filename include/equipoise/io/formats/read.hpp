// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/baci.hpp>
#include <equipoise/io/formats/comext.hpp>
#include <equipoise/io/formats/comtrade.hpp>
#include <equipoise/io/formats/cow_trade.hpp>
#include <equipoise/io/formats/eurostat_tsv.hpp>
#include <equipoise/io/formats/factbook.hpp>
#include <equipoise/io/formats/provider_flows.hpp>
#include <equipoise/io/formats/reading.hpp>
#include <equipoise/io/formats/sdmx_csv.hpp>
#include <equipoise/io/formats/sipri_register.hpp>
#include <equipoise/io/formats/sipri_tiv.hpp>
#include <equipoise/io/formats/unctad.hpp>
#include <equipoise/io/formats/wits_api.hpp>
#include <equipoise/io/formats/wits_summary.hpp>
#include <equipoise/io/formats/wits_timeseries.hpp>
#include <equipoise/io/formats/wto.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <utility>

/// Reading the flows of a file of any provider whose format is known.
namespace equipoise::io {

/// All formats of flows.
using flow_formats = format_set<
    format_of<detail::baci_format>, format_of<detail::comtrade_format>, format_of<detail::comtrade_plus_format>,
    format_of<detail::cow_trade_format>, format_of<detail::sipri_tiv_format>, format_of<detail::sipri_register_format>,
    format_of<detail::sipri_deals_format>, format_of<detail::wits_summary_format>,
    format_of<detail::wits_timeseries_format>, format_of<detail::wits_api_format>, format_of<detail::factbook_format>,
    format_of<detail::sdmx_csv_format>, format_of<detail::eurostat_tsv_format>, format_of<detail::comext_format>,
    format_of<detail::unctad_format>, format_of<detail::wto_format>>;

/// All formats of flows: which one a file has is told by its header row.
inline constexpr flow_formats any_format{};

/// Reads the flows of a provider's file into memory.
///
///     auto const trade = io::read("comtrade.csv", {.years = {2019}});
///     auto const exports = export_ledger(trade);
///
/// Every row is used, or set aside for a reason: the books of the report tell how many, with which amounts, for the
/// file and for each state. Files that are larger than memory are read by `read_exports(path, any_format)` and
/// `read_imports(path, any_format)` straight into ledgers.
/// @throws header_error for a file of no known format; input_error for a code that is not known, for a repeated row
/// and for a total beyond the tolerance, as the options say; otherwise as for_each_row does
template <class Formats = flow_formats>
[[nodiscard]] provider_flows read(source const& from, format_options const& options = {}, Formats formats = {})
{
    auto result = provider_flows{};
    auto keeper = detail::provider_flow_keeper{result};
    result.report = detail::read_rows(from, detail::as_set(formats), options, keeper);
    return result;
}

/// Reads a provider's file straight into the ledger of its exports, in memory that grows with the cells of the ledger.
///
///     auto const [ledger, report] = io::read_exports("BACI_HS92_Y2019_V202401b.csv", io::baci);
///
/// What a state reports of its imports is not in the ledger, unless the provider has reconciled the two reports. Flows
/// with areas that are no states, and what a stated total leaves over, are the residual of their portfolio.
template <class Formats, class By = default_key>
    requires detail::formats<Formats>
[[nodiscard]] auto read_exports(source const& from, Formats formats, By const& by = {},
                                format_options const& options = {})
{
    return detail::read_provider_ledger<true>(from, detail::as_set(formats), options, by);
}

/// Reads a provider's file straight into the ledger of its imports. See `read_exports`.
template <class Formats, class By = default_key>
    requires detail::formats<Formats>
[[nodiscard]] auto read_imports(source const& from, Formats formats, By const& by = {},
                                format_options const& options = {})
{
    return detail::read_provider_ledger<false>(from, detail::as_set(formats), options, by);
}

/// Reads a provider's file into the ledgers of its exports and of its imports, in one pass. See `read_exports`.
///
///     auto const [exports, imports, report] = io::read_ledgers("comtrade.csv", io::any_format);
template <class Formats, class By = default_key>
    requires detail::formats<Formats>
[[nodiscard]] auto read_ledgers(source const& from, Formats formats, By const& by = {},
                                format_options const& options = {})
{
    return detail::read_provider_ledgers(from, detail::as_set(formats), options, by);
}

} // namespace equipoise::io
