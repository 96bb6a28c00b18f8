// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/uncertainty/detail/mirror_join.hpp>
#include <equipoise/uncertainty/detail/mirror_keys.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>
#include <equipoise/uncertainty/mirror_report.hpp>
#include <equipoise/uncertainty/reliability.hpp>
#include <equipoise/uncertainty/two_reports.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What two ledgers say of the same flows, one of what states say that they export, one of what they say that they
/// import: `mirror`, `mirrored_flows`.
namespace equipoise {

/// What is assumed of the flows between two states neither of which reports anything.
enum class silent_pairs : unsigned char {
    unknown, ///< they may be of any size: what a silent state has with partners that are not listed is not known
    omitted, ///< they are not counted: indices of a silent state are those of its flows with states that report
};

/// What `mirror` is told.
struct mirror_options {
    cif_rate cif{};    ///< of insurance and freight in imports; where it is not stated, imports are not converted
    double factor = 2; ///< reports that are further apart are counted as disagreeing; amounts do not depend on it
    silent_pairs between_silent = silent_pairs::unknown;
};

/// The flows of all states, each with both reports; what `mirror` returns. It is a range of `mirrored_flow`, in the
/// order of the exporters' keys and then of the importers.
template <identifier Key, identifier Id>
class mirrored_flows {
public:
    using flow = mirrored_flow<Key, Id>;

    mirrored_flows() = default;

    /// As `mirror` says, which is the same call.
    mirrored_flows(ledger<Key, Id> const& exports, ledger<Key, Id> const& imports, mirror_options const& options)
        : options_{options}, amounts_in_{exports.amounts_in().empty() ? imports.amounts_in() : exports.amounts_in()}
    {
        uncertainty_detail::check_factor("mirror", options.factor);
        uncertainty_detail::refuse_one_ledger(exports, imports);
        detail::refuse_other_unit("mirror", exports.amounts_in(), imports.amounts_in());
        auto join = uncertainty_detail::mirror_join<Key, Id>{exports, imports, options.cif, options.factor};
        uncertainty_detail::refuse_one_report(join.flows);
        report_ = uncertainty_detail::report_of(join, options.cif);
        flows_ = std::move(join.flows);
        exporters_ = std::move(join.exporters);
        importers_ = std::move(join.importers);
    }

    [[nodiscard]] std::size_t size() const noexcept { return flows_.size(); }
    [[nodiscard]] bool empty() const noexcept { return flows_.empty(); }
    [[nodiscard]] flow const& operator[](std::size_t i) const& { return flows_[i]; }
    [[nodiscard]] auto begin() const& noexcept { return flows_.begin(); }
    [[nodiscard]] auto end() const& noexcept { return flows_.end(); }
    auto begin() const&& = delete; // it would outlive the flows
    auto end() const&& = delete;

    /// The flow to an importer under an exporter's key; nothing where no state reported it. Logarithmic.
    [[nodiscard]] std::optional<flow> find(Key const& exporter, Id const& importer) const
    {
        auto const sought = flow{.key = exporter, .importer = importer};
        auto const found = std::lower_bound(flows_.begin(), flows_.end(), sought, uncertainty_detail::earlier_flow{});
        return found != flows_.end() && found->key == exporter && found->importer == importer ? std::optional{*found}
                                                                                              : std::nullopt;
    }

    /// The flows and amounts of each status, and which states are silent.
    [[nodiscard]] mirror_report<Key> const& report() const& noexcept { return report_; }
    [[nodiscard]] mirror_report<Key> report() const&& { return report_; }

    /// The exports of all states as ranges, in the value free on board: each flow as `as_range` says. Of a flow that no
    /// state gives an amount for, though one of them lists it, the range reaches from the part that is known to
    /// infinity, or to what the declared total of the reporter leaves over. What a state declares without a partner,
    /// such as its flows with areas that are not specified, may be with any partner, among them those that report flows
    /// which it does not list: partners that are not listed have between 0 and that amount. Partners of a silent state
    /// that are silent too are not listed, and what they have is between 0 and infinity, unless
    /// `mirror_options::between_silent` omits them.
    [[nodiscard]] interval_ledger<Key, Id> exports() const { return ranges_of(exporters_, false); }

    /// The imports of all states, in the same values and ranges, each under the key of the importer.
    [[nodiscard]] interval_ledger<Key, Id> imports() const { return ranges_of(importers_, true); }

    /// How far the reports of each state can be trusted. Linear in the flows, but for sorting.
    [[nodiscard]] equipoise::reliabilities<Id> reliabilities(reliability_options const& options = {}) const
    {
        return equipoise::reliabilities<Id>{flows_, options};
    }

    /// The exports of all states with one amount for each flow, as `reconciled` says, with the same weights for all
    /// states or with their reliabilities. A flow that no state gives an amount for is of unknown amount. Of what a
    /// state declares without a partner, what partners report that it does not list is taken off; the rest remains
    /// without a partner. The total of a silent state is not known, unless `mirror_options::between_silent` omits what
    /// it may have with other silent states.
    /// @throws invalid_parameter where the rate of freight is a range, and for weights as `reconciled`
    [[nodiscard]] ledger<Key, Id> reconciled_exports(report_weights const& weights = {}) const
    {
        return points_of(exporters_, false, [&](flow const&) { return weights; });
    }
    [[nodiscard]] ledger<Key, Id> reconciled_exports(equipoise::reliabilities<Id> const& reporters) const
    {
        return points_of(exporters_, false, [&](flow const& of) { return weights_by(reporters, of); });
    }

    /// The imports of all states, in the same way, each under the key of the importer.
    [[nodiscard]] ledger<Key, Id> reconciled_imports(report_weights const& weights = {}) const
    {
        return points_of(importers_, true, [&](flow const&) { return weights; });
    }
    [[nodiscard]] ledger<Key, Id> reconciled_imports(equipoise::reliabilities<Id> const& reporters) const
    {
        return points_of(importers_, true, [&](flow const& of) { return weights_by(reporters, of); });
    }

private:
    using side = uncertainty_detail::reporting_side<Key>;

    [[nodiscard]] static report_weights weights_by(equipoise::reliabilities<Id> const& reporters, flow const& of)
    {
        return reporters.weights(of.exporter, of.importer);
    }

    /// The key under which a side lists a flow, and the partner.
    [[nodiscard]] static std::pair<Key, Id> place_of(flow const& of, bool imports)
    {
        return imports ? std::pair{uncertainty_detail::with_state<Id>(of.key, of.importer), of.exporter}
                       : std::pair{of.key, of.importer};
    }

    [[nodiscard]] interval_ledger<Key, Id> ranges_of(std::vector<side> const& sides, bool imports) const
    {
        auto rows = std::vector<keyed_range<Key, Id>>{};
        rows.reserve(flows_.size());
        for (auto const& each : flows_) {
            auto const [key, partner] = place_of(each, imports);
            rows.push_back({key, {partner, each.amounts.low, each.amounts.high}});
        }
        auto known = std::vector<declared_row<Key>>{};
        for (auto const& each : sides) {
            auto rest = interval{0, each.rest};
            if (imports) {
                rest.high = uncertainty_detail::without_freight(rest.high, options_.cif.low());
            }
            if (each.silent && options_.between_silent == silent_pairs::omitted) {
                rest.high = 0;
            }
            known.push_back({each.key, {.unlisted = rest}});
        }
        return interval_ledger<Key, Id>{std::move(rows), std::move(known)};
    }

    template <class Weights>
    [[nodiscard]] ledger<Key, Id> points_of(std::vector<side> const& sides, bool imports, Weights const& weights) const
    {
        uncertainty_detail::check_one_rate(imports ? "reconciled_imports" : "reconciled_exports", options_.cif);
        auto builder = ledger_builder<Key, Id>{};
        auto sums = std::vector<uncertainty_detail::reconciled_sum>(sides.size());
        for (auto const& each : flows_) {
            auto const [key, partner] = place_of(each, imports);
            auto const weight = weights(each);
            uncertainty_detail::check_weights("reconciled", weight);
            auto const mean = uncertainty_detail::mean_with_status(each.exported, each.imported, options_.cif, weight,
                                                                   options_.factor);
            auto& sum = sums[uncertainty_detail::position_of(sides, key)];
            if (each.status == report_status::neither) {
                builder.add_unknown(key, partner);
                builder.add(key, partner, each.amounts.low);
                sum.open = true;
                continue;
            }
            builder.add(key, partner, mean.amount);
            ++sum.flows;
            sum.listed = sum.listed + mean.amount;
            if (each.status == (imports ? report_status::exporter_only : report_status::importer_only)) {
                sum.by_partners = sum.by_partners + mean.amount;
            }
        }
        for (std::size_t i = 0; i < sides.size(); ++i) {
            finish(builder, sides[i], sums[i], imports);
        }
        auto points = builder.build();
        points.state_amounts_in(amounts_in_);
        return points;
    }

    /// States what is known of a portfolio besides its listed partners.
    void finish(ledger_builder<Key, Id>& builder, side const& of, uncertainty_detail::reconciled_sum const& sum,
                bool imports) const
    {
        auto const omitted = of.silent && options_.between_silent == silent_pairs::omitted;
        auto const declared_rest = omitted ? 0 : of.rest;
        if (!(declared_rest <= (std::numeric_limits<double>::max)()) || (sum.open && declared_rest > 0)) {
            builder.add_unknown(of.key); // no total is known
            return;
        }
        if (sum.open) {
            return;
        }
        auto const fob =
            imports ? uncertainty_detail::without_freight(declared_rest, options_.cif.low()) : declared_rest;
        auto const rest = detail::twofold{fob} - sum.by_partners;
        if (rest.hi > 0) {
            builder.declare(of.key, {.total = (sum.listed + rest).value()});
        } else if (sum.flows == 0) {
            builder.declare(of.key, {}); // a portfolio without partners
        }
    }

    std::vector<flow> flows_;
    std::vector<side> exporters_;
    std::vector<side> importers_;
    mirror_report<Key> report_;
    mirror_options options_;
    std::string amounts_in_;
};

namespace uncertainty_detail {

struct mirror_fn {
    template <identifier Key, identifier Id>
        requires key_with_state<Key, Id>
    [[nodiscard]] mirrored_flows<Key, Id> operator()(ledger<Key, Id> const& exports, ledger<Key, Id> const& imports,
                                                     mirror_options const& options = {}) const
    {
        return {exports, imports, options};
    }
};

} // namespace uncertainty_detail

/// Joins what states say that they export with what their partners say that they import:
///
///     auto const both = mirror(exports, imports, {.cif = {.05, .10}});
///     both.report().text();                        // flows and amounts by status
///     bound(both.exports().at(mongolia), hhi);     // for ledgers keyed by the state
///     auto const points = both.reconciled_exports(both.reliabilities()); // needs one rate of freight
///
/// The first ledger holds the exports of each state, under the state or a tuple such as (period, state) or (period,
/// state, product); the second the imports, under the importing state, with keys of the same kind. An export of i to j
/// is the same flow as the import of j from i, under the same period and product. Both are in the same unit, the
/// imports with freight and insurance.
///
/// No flow is dropped, and a missing report is not a report of 0. A state that reports nothing, as Mongolia to some
/// providers from 2008 to 2012 and Russia since 2022, is silent: its flows are those that its partners report, and what
/// it has with other silent states is not known. Where an amount is unknown in one ledger, the other one's is used. An
/// own row of a state stays what it is: a flow from the state to itself.
///
/// Some traps: flow1 of the Correlates of War is a report by the importer. Exports of UN Comtrade include re-exports.
/// Areas that are not specified hide a partner on one side only. The ranges of flows with one careless reporter move
/// together, so that bounds over all combinations are wider than necessary.
/// Time in n log n, n being the cells of both ledgers.
/// @throws invalid_parameter for a factor below 1; where both ledgers are the same one; and where all flows, at least
/// three, have the same amount in both ledgers, which then hold one report of each flow
/// Source: the join is that of Gaulier and Zignago (2010), BACI; intervals instead of points are defined here.
inline constexpr uncertainty_detail::mirror_fn mirror{};

} // namespace equipoise
