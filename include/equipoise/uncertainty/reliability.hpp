// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/uncertainty/two_reports.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

/// How far the reports of each state can be trusted, by how far they are from those of its partners: `reliabilities`.
namespace equipoise {

/// How reliabilities are estimated.
struct reliability_options {
    std::size_t least_flows = 10;  ///< a state with fewer flows that both sides report has the spread of all flows
    std::optional<double> floor{}; ///< s_0; without it, the spread of all flows
};

/// How far the reports of one state are from those of its partners, as an exporter or as an importer.
template <identifier Id>
struct reporter_reliability {
    Id reporter{};
    std::size_t flows = 0; ///< that both sides report as more than 0
    double spread = 0;     ///< s: the median of |ln(m / e) - g| over these flows; of all flows where they are too few
    double weight = 1;     ///< 1 / (s^2 + s_0^2)
    bool pooled = false;   ///< whether the spread is that of all flows

    friend bool operator==(reporter_reliability const&, reporter_reliability const&) = default;
};

namespace uncertainty_detail {

/// The median of numbers in any order, the mean of the middle two of an even number of them; of none, 0.
[[nodiscard]] inline double median_of(std::vector<double> numbers)
{
    if (numbers.empty()) {
        return 0;
    }
    std::sort(numbers.begin(), numbers.end());
    auto const middle = numbers.size() / 2;
    return numbers.size() % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
}

} // namespace uncertainty_detail

/// The reliability of each state as an exporter and as an importer; `mirrored_flows::reliabilities` makes it of the
/// flows of a ledger.
///
/// Let x be ln(m / e) of a flow that both sides report as more than 0, and g the median of x over all of these flows,
/// which holds what freight adds to all imports alike. The spread of a reporter is the median of |x - g| over its own
/// flows, and its weight 1 / (s^2 + s_0^2). A reporter that is always higher than its partners by the same factor is
/// therefore not reliable; one whose partners report badly looks unreliable too, as only the two reports are known.
/// Where the spread of all flows is 0 and no floor is given, all weights are 1. The result does not depend on the order
/// of the flows. Source: the form is defined here, after the idea of Gaulier and Zignago (2010), BACI, who estimate it
/// by a regression; primary text not consulted.
template <identifier Id>
class reliabilities {
public:
    using entry = reporter_reliability<Id>;

    reliabilities() = default;

    /// From flows with the members `exporter`, `importer`, `exported` and `imported`, the last two of which are empty
    /// where there is no report.
    /// @throws invalid_parameter for a floor that is not positive or not finite
    template <class Flows>
    explicit reliabilities(Flows const& flows, reliability_options const& options = {})
    {
        if (options.floor && !(*options.floor > 0 && std::isfinite(*options.floor))) {
            throw invalid_parameter{"reliabilities", "floor", *options.floor, "finite and above 0"};
        }
        auto of_exporters = std::vector<std::pair<Id, double>>{};
        auto of_importers = std::vector<std::pair<Id, double>>{};
        auto all = std::vector<double>{};
        for (auto const& flow : flows) {
            if (flow.exported && flow.imported && *flow.exported > 0 && *flow.imported > 0) {
                auto const apart = uncertainty_detail::log_of_ratio(*flow.imported, *flow.exported).value();
                of_exporters.emplace_back(flow.exporter, apart);
                of_importers.emplace_back(flow.importer, apart);
                all.push_back(apart);
            }
        }
        gap_ = uncertainty_detail::median_of(all);
        for (auto& each : all) {
            each = std::abs(each - gap_);
        }
        spread_ = uncertainty_detail::median_of(std::move(all));
        floor_ = options.floor.value_or(spread_);
        exporters_ = entries_of(std::move(of_exporters), options);
        importers_ = entries_of(std::move(of_importers), options);
    }

    [[nodiscard]] std::span<entry const> exporters() const noexcept
    {
        return exporters_;
    } ///< in the order of the states
    [[nodiscard]] std::span<entry const> importers() const noexcept
    {
        return importers_;
    } ///< in the order of the states
    [[nodiscard]] double gap() const noexcept { return gap_; }       ///< g, the median of ln(m / e) over all flows
    [[nodiscard]] double spread() const noexcept { return spread_; } ///< the median of |ln(m / e) - g| over all flows

    /// The reliability of a state as an exporter or importer; of a state without flows that both sides report, that of
    /// all flows.
    [[nodiscard]] entry exporter(Id const& state) const { return find(exporters_, state); }
    [[nodiscard]] entry importer(Id const& state) const { return find(importers_, state); }

    /// The weights of both reports of a flow.
    [[nodiscard]] report_weights weights(Id const& exporting, Id const& importing) const
    {
        return {exporter(exporting).weight, importer(importing).weight};
    }

private:
    [[nodiscard]] entry find(std::vector<entry> const& all, Id const& state) const
    {
        auto const found = std::lower_bound(all.begin(), all.end(), state,
                                            [](entry const& each, Id const& sought) { return each.reporter < sought; });
        return found != all.end() && found->reporter == state ? *found
                                                              : entry{state, 0, spread_, weight_of(spread_), true};
    }

    [[nodiscard]] double weight_of(double spread) const noexcept
    {
        auto const variance = detail::unfused(spread * spread) + detail::unfused(floor_ * floor_);
        return floor_ == 0 ? 1 : 1 / variance;
    }

    [[nodiscard]] std::vector<entry> entries_of(std::vector<std::pair<Id, double>> log_ratios,
                                                reliability_options const& options) const
    {
        auto result = std::vector<entry>{};
        std::sort(log_ratios.begin(), log_ratios.end());
        for (std::size_t i = 0; i < log_ratios.size();) {
            auto const state = log_ratios[i].first;
            auto distances = std::vector<double>{};
            for (; i < log_ratios.size() && log_ratios[i].first == state; ++i) {
                distances.push_back(std::abs(log_ratios[i].second - gap_));
            }
            auto const count = distances.size();
            auto const pooled = count < options.least_flows;
            auto const spread = pooled ? spread_ : uncertainty_detail::median_of(std::move(distances));
            result.push_back({state, count, spread, weight_of(spread), pooled});
        }
        return result;
    }

    std::vector<entry> exporters_;
    std::vector<entry> importers_;
    double gap_ = 0;
    double spread_ = 0;
    double floor_ = 0;
};

} // namespace equipoise
