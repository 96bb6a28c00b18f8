// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/uncertainty/two_reports.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// One flow with both reports, and the flows and amounts of each status: `mirrored_flow`, `mirror_report`.
namespace equipoise {

/// A flow that at least one of two states reported or listed.
template <identifier Key, identifier Id>
struct mirrored_flow {
    Key key{}; ///< of the exporter, in the ledger of exports
    Id exporter{};
    Id importer{};
    std::optional<double> exported{}; ///< what the exporter reports; empty where it reports no amount
    std::optional<double> imported{}; ///< what the importer reports, with freight; empty where it reports no amount
    report_status status = report_status::neither;
    interval amounts{};  ///< what both reports allow, without freight where its rate is stated
    bool silent = false; ///< whether the state whose report is missing reports nothing at all

    friend bool operator==(mirrored_flow const&, mirrored_flow const&) = default;
};

namespace uncertainty_detail {

/// "1 flow", "2 flows".
[[nodiscard]] inline std::string counted(std::size_t number, std::string_view thing)
{
    return std::to_string(number) + ' ' + std::string{thing} + (number == 1 ? "" : "s");
}

} // namespace uncertainty_detail

/// Flows of one status.
struct mirror_sum {
    std::size_t flows = 0;
    std::size_t of_silent = 0; ///< flows of which a report is missing because the state reports nothing at all
    rules::twofold exported_sum{};
    rules::twofold imported_sum{};

    [[nodiscard]] double exported() const noexcept
    {
        return exported_sum.value();
    } ///< the sum of the exporters' reports
    [[nodiscard]] double imported() const noexcept { return imported_sum.value(); } ///< of the importers', with freight
};

/// How many flows there are of each status, with which amounts, and which states report nothing.
template <identifier Key>
struct mirror_report {
    std::array<mirror_sum, number_of_report_statuses> sums{};
    bool converted = false;              ///< whether a rate of insurance and freight was stated
    std::vector<Key> silent_exporters{}; ///< states that are said to export, and report no exports
    std::vector<Key> silent_importers{}; ///< states that are said to import, and report no imports

    [[nodiscard]] mirror_sum const& operator[](report_status of) const noexcept
    {
        return sums[static_cast<std::size_t>(of)];
    }
    [[nodiscard]] mirror_sum& operator[](report_status of) noexcept { return sums[static_cast<std::size_t>(of)]; }

    /// All flows.
    [[nodiscard]] std::size_t flows() const noexcept
    {
        auto all = std::size_t{0};
        for (auto const& each : sums) {
            all += each.flows;
        }
        return all;
    }

    /// A line for each status, one that tells how many states are silent, and one that tells whether imports were
    /// converted.
    [[nodiscard]] std::string text() const
    {
        auto out = std::string{};
        for (std::size_t i = 0; i < sums.size(); ++i) {
            auto const& each = sums[i];
            out += std::string{words(static_cast<report_status>(i))} + ": "
                   + uncertainty_detail::counted(each.flows, "flow");
            if (each.of_silent != 0) {
                out += ", of which " + std::to_string(each.of_silent) + " with a state that reports nothing";
            }
            out += "; exported " + detail::number_text(each.exported()) + ", imported "
                   + detail::number_text(each.imported()) + '\n';
        }
        out += "silent: " + uncertainty_detail::counted(silent_exporters.size(), "exporter") + ", "
               + uncertainty_detail::counted(silent_importers.size(), "importer") + '\n';
        out += converted ? "imports without freight and insurance\n"
                         : "imports as they are reported: no rate of freight and insurance is stated\n";
        return out;
    }
};

} // namespace equipoise
