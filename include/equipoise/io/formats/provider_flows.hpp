// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/formats/detail/ledger_of_flows.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/model/flow.hpp>

#include <string>
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
        auto built = collected.build();
        built.state_amounts_in(stated(report.unit));
        return built;
    }

    /// Adds the flows of another file, of another year for example, and its report. Flows that both files have are
    /// added up in a ledger, as two rows of one file are.
    /// @throws invalid_parameter where the amounts are in different units, or in units of the files' own, which may
    /// differ; `in_unit` converts those that convert
    provider_flows& operator+=(provider_flows const& more)
    {
        if (report.file.empty() && flows.empty() && unknown.empty() && residuals.empty()) {
            return *this = more;
        }
        if (report.unit != more.report.unit || report.unit == unit::other) {
            throw invalid_parameter{report.file, "amounts are in " + std::string{in_words(report.unit)}
                                                     + ", and those of " + more.report.file + " in "
                                                     + std::string{in_words(more.report.unit)}
                                                     + "; bring both to one unit first, as io::in_unit does"};
        }
        if (this == &more) {
            return *this += provider_flows{more}; // a list cannot be appended to itself
        }
        flows.insert(flows.end(), more.flows.begin(), more.flows.end());
        unknown.insert(unknown.end(), more.unknown.begin(), more.unknown.end());
        residuals.insert(residuals.end(), more.residuals.begin(), more.residuals.end());
        report += more.report;
        return *this;
    }
};

/// The same flows with amounts in another unit: `in_unit(io::read("BACI.csv"), io::unit::usd)`, so that they can be
/// added to, or compared with, those of another file. Each amount is rounded once. The books of the report keep the
/// unit of the file.
/// @throws invalid_parameter where the unit of the flows does not convert, as US$ and a volume of arms do not
[[nodiscard]] inline provider_flows in_unit(provider_flows of, unit to)
{
    auto const from = of.report.unit;
    if (!converts(from, to)) {
        throw invalid_parameter{of.report.file, "unit", in_words(from),
                                "one that converts to " + std::string{in_words(to)}};
    }
    auto const convert_all = [&](auto& rows) {
        for (auto& each : rows) {
            each.amount = converted(each.amount, from, to);
        }
    };
    convert_all(of.flows);
    convert_all(of.residuals);
    of.report.unit = to;
    return of;
}

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
