// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/ledger_of_flows.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/model/flow.hpp>

#include <vector>

namespace equipoise::io {

/// The flows of a file of a provider, and what became of its rows. `export_ledger(table)` and `import_ledger(table)`
/// make ledgers of it, with the residuals.
struct provider_flows {
    std::vector<reported_flow> flows;
    std::vector<reported_flow> unknown;   ///< of unknown amount
    std::vector<residual_flow> residuals; ///< what no partner is known for
    format_report report;

    /// What `export_ledger` (Exports) and `import_ledger` call.
    template <bool Exports, class By>
    [[nodiscard]] auto ledger(By const& by) const
    {
        auto collected = detail::ledger_of_flows<Exports, By>{by, own_flows::keep}; // what is own was set aside
        for (auto const& each : flows) {
            collected.flow(each);
        }
        for (auto const& each : unknown) {
            collected.unknown(each);
        }
        for (auto const& each : residuals) {
            collected.residual(each);
        }
        return collected.build();
    }
};

namespace detail {

/// Keeps the flows of a file.
struct provider_flow_keeper {
    provider_flows& to;

    void flow(reported_flow const& each) const { to.flows.push_back(each); }
    void unknown(reported_flow const& each) const { to.unknown.push_back(each); }
    void residual(residual_flow const& each) const { to.residuals.push_back(each); }
};

} // namespace detail

} // namespace equipoise::io
