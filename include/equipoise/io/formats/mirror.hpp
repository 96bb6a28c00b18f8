// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/provider_flows.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/mirror.hpp>

#include <string>
#include <string_view>
#include <utility>

/// The two reports of each flow in the files of a provider: `io::mirror_files`.
namespace equipoise::io {

namespace detail {

/// @throws invalid_parameter where a file has no reports by one side, or one report of each flow
inline void check_reports_by(provider_flows const& of, reported_by side)
{
    auto found = false;
    for (auto const* const flows : {&of.flows, &of.unknown}) {
        for (auto const& each : *flows) {
            if (each.by == reported_by::both) {
                throw invalid_parameter{"mirror", of.report.file + " (" + std::string{of.report.about.provider}
                                                      + ") has one report of each flow, which mirrored against itself "
                                                        "says nothing"};
            }
            found = found || each.by == side;
        }
    }
    if (!found) {
        throw invalid_parameter{"mirror", of.report.file + " has no flow that the "
                                              + std::string{side == reported_by::exporter ? "exporting" : "importing"}
                                              + " state reports"};
    }
}

struct mirror_fn {
    template <class By = default_key>
    [[nodiscard]] auto operator()(provider_flows const& exports, provider_flows const& imports,
                                  mirror_options const& options = {}, By const& by = {}) const
    {
        check_reports_by(exports, reported_by::exporter);
        check_reports_by(imports, reported_by::importer);
        if (exports.report.unit == imports.report.unit) {
            return equipoise::mirror(export_ledger(exports, by), import_ledger(imports, by), options);
        }
        return equipoise::mirror(export_ledger(exports, by), import_ledger(in_unit(imports, exports.report.unit), by),
                                 options);
    }

    /// Of one file with the reports of both sides.
    template <class By = default_key>
    [[nodiscard]] auto operator()(provider_flows const& both, mirror_options const& options = {},
                                  By const& by = {}) const
    {
        return (*this)(both, both, options, by);
    }
};

} // namespace detail

/// The two reports of each flow in the files of a provider: `io::mirror_files(exports, imports, options, by)` for a
/// file of what states report that they export and one of what they report that they import, `io::mirror_files(both,
/// options, by)` for one file with both. The flows are keyed by (period, state) unless `by` says otherwise, and in the
/// unit of the file of exports.
///
///     auto const both = io::mirror_files(io::read("exports.csv"), io::read("imports.csv"), {.cif = {.05, .10}});
///     bound(both.exports().at({2017, "MNG"_iso3}), hhi);
///
/// @throws invalid_parameter for a file that has one report of each flow, as those of the Correlates of War and BACI;
/// for one without reports of the side that it is given for; for units that do not convert; and as `equipoise::mirror`
/// Source: that of `equipoise::mirror`.
inline constexpr detail::mirror_fn mirror_files{};

} // namespace equipoise::io
