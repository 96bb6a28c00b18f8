// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/uncertainty/detail/mirror_keys.hpp>
#include <equipoise/uncertainty/detail/range_columns.hpp>
#include <equipoise/uncertainty/mirror_report.hpp>
#include <equipoise/uncertainty/two_reports.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// The flows of two ledgers, sorted and joined.
namespace equipoise::uncertainty_detail {

struct earlier_flow {
    template <class Flow>
    [[nodiscard]] bool operator()(Flow const& a, Flow const& b) const
    {
        return a.key < b.key || (a.key == b.key && a.importer < b.importer);
    }
};

/// A state in one of the two ledgers.
template <identifier Key>
struct reporting_side {
    Key key{};
    double rest = 0; ///< the most that it has with partners that are not listed, as it reports it; may be infinite
    bool silent = false;
};

/// What the amounts of a reconciled portfolio add up to.
struct reconciled_sum {
    std::size_t flows = 0; ///< of known amount
    detail::twofold listed{};
    detail::twofold by_partners{}; ///< those that only the partners report
    bool open = false;             ///< whether an amount is unknown
};

/// The position of a key, which is there.
template <class Key>
[[nodiscard]] std::size_t position_of(std::vector<reporting_side<Key>> const& sides, Key const& key)
{
    auto const found = std::lower_bound(sides.begin(), sides.end(), key,
                                        [](auto const& each, Key const& sought) { return each.key < sought; });
    return static_cast<std::size_t>(found - sides.begin());
}

/// Sorts, and drops what occurs more than once.
template <class T>
void sort_distinct(std::vector<T>& some)
{
    std::sort(some.begin(), some.end());
    some.erase(std::unique(some.begin(), some.end()), some.end());
}

template <identifier Key, identifier Id>
struct mirror_join {
    using flow = mirrored_flow<Key, Id>;
    using side = reporting_side<Key>;

    std::vector<flow> flows{};
    std::vector<side> exporters{};
    std::vector<side> importers{};

    mirror_join(ledger<Key, Id> const& exports, ledger<Key, Id> const& imports, cif_rate const& cif, double factor)
    {
        add(exports, false, cif);
        add(imports, true, cif);
        std::stable_sort(flows.begin(), flows.end(), earlier_flow{});
        join();
        exporters = sides_of(exports, false);
        importers = sides_of(imports, true);
        for (auto& each : flows) {
            auto const allowed = range_of_reports(each.exported, each.imported, cif, factor);
            each.status = allowed.status;
            if (allowed.status != report_status::neither) {
                each.amounts = allowed.amounts;
            }
            auto const import_key = with_state<Id>(each.key, each.importer);
            each.silent = (!each.exported && exporters[position_of(exporters, each.key)].silent)
                          || (!each.imported && importers[position_of(importers, import_key)].silent);
        }
    }

private:
    /// The most that partners without an amount have, all together.
    template <class Flows>
    [[nodiscard]] static double rest_of(Flows const& of)
    {
        auto const& sums = of.totals();
        if (sums.why_unknown != reason::defined) {
            auto const known_partners = sums.why_unknown == reason::unknown_amount && of.unnamed() == 0;
            return known_partners ? 0 : without_limit;
        }
        return detail::scaled(sums.unattributed, sums.exponent).value();
    }

    /// Adds the flows of a ledger, those of unknown amount with the range that is known of them.
    void add(ledger<Key, Id> const& of, bool imports, cif_rate const& cif)
    {
        auto const place = [&](Key const& key, Id const& partner) {
            auto const& state = state_of<Id>(key);
            return imports ? flow{.key = with_state<Id>(key, partner), .exporter = partner, .importer = state}
                           : flow{.key = key, .exporter = state, .importer = partner};
        };
        for (std::size_t i = 0; i < of.size(); ++i) {
            auto const [key, portfolio] = of[i];
            for (auto const& [partner, amount] : portfolio) {
                auto each = place(key, partner);
                (imports ? each.imported : each.exported) = amount;
                flows.push_back(each);
            }
            for (auto const& [partner, known_part] : portfolio.unknown()) {
                auto each = place(key, partner);
                auto const has_total = portfolio.totals().why_unknown == reason::defined;
                each.amounts = {known_part, has_total ? (std::max)(known_part, rest_of(portfolio)) : without_limit};
                if (imports) {
                    each.amounts = {without_freight(known_part, cif.high()),
                                    without_freight(each.amounts.high, cif.low())};
                }
                flows.push_back(each);
            }
        }
    }

    /// Joins the two reports of each flow.
    void join()
    {
        auto last = std::size_t{0};
        for (std::size_t i = 1; i < flows.size(); ++i) {
            auto& one = flows[last];
            auto const& other = flows[i];
            if (!(one.key == other.key && one.importer == other.importer)) {
                flows[++last] = other;
                continue;
            }
            if (!one.exported && !other.imported) { // neither has an amount, or only one of them
                one.amounts = {(std::min)(one.amounts.low, other.amounts.low),
                               (std::max)(one.amounts.high, other.amounts.high)};
            }
            one.imported = other.imported;
        }
        flows.resize((std::min)(last + 1, flows.size()));
    }

    /// The states that a ledger has, or that flows name on its side, in the order of their keys.
    [[nodiscard]] std::vector<side> sides_of(ledger<Key, Id> const& of, bool imports) const
    {
        auto reporters = std::vector<decltype(reporter_of<Id>(std::declval<Key const&>()))>{};
        auto keys = std::vector<Key>{};
        for (auto const& key : of.keys()) {
            keys.push_back(key);
            reporters.push_back(reporter_of<Id>(key));
        }
        for (auto const& each : flows) {
            keys.push_back(imports ? with_state<Id>(each.key, each.importer) : each.key);
        }
        sort_distinct(keys);
        sort_distinct(reporters);
        auto sides = std::vector<side>{};
        for (auto const& key : keys) {
            auto const found = of.find(key);
            auto const silent = !std::binary_search(reporters.begin(), reporters.end(), reporter_of<Id>(key));
            sides.push_back({key, found ? rest_of(*found) : silent ? without_limit : 0, silent});
        }
        return sides;
    }
};

/// @throws invalid_parameter where the exports and the imports are the same ledger
template <class Ledger>
void refuse_one_ledger(Ledger const& exports, Ledger const& imports)
{
    auto const same = [&] {
        if (&exports == &imports) {
            return true;
        }
        if (!std::ranges::equal(exports.keys(), imports.keys())) {
            return false;
        }
        for (std::size_t i = 0; i < exports.size(); ++i) {
            if (!std::ranges::equal(exports[i].flows.ids(), imports[i].flows.ids())
                || !std::ranges::equal(exports[i].flows.amounts(), imports[i].flows.amounts())) {
                return false;
            }
        }
        return exports.cells() > 0;
    };
    if (same()) {
        throw invalid_parameter{"mirror", "the exports and the imports are the same ledger; the first must hold "
                                          "what states say that they export, the second what they say that they "
                                          "import"};
    }
}

/// Two reports of the same flows never agree to the last digit on all of them.
/// @throws invalid_parameter where they do
template <class Flows>
void refuse_one_report(Flows const& flows)
{
    constexpr auto fewest = std::size_t{3}; // two flows may agree by chance, in an example
    auto known = std::size_t{0};
    for (auto const& each : flows) {
        if (each.exported != each.imported) {
            return;
        }
        known += each.exported ? 1U : 0U;
    }
    if (known >= fewest) {
        throw invalid_parameter{
            "mirror", "all " + std::to_string(known)
                          + " flows have the same amount in both ledgers, so there is one report of each flow, as in "
                            "the data of the Correlates of War, and nothing to compare it with"};
    }
}

/// The flows and amounts of each status.
template <class Key, class Id>
[[nodiscard]] mirror_report<Key> report_of(mirror_join<Key, Id> const& join, cif_rate const& cif)
{
    auto report = mirror_report<Key>{.converted = cif.stated()};
    for (auto const& each : join.flows) {
        auto& sum = report[each.status];
        ++sum.flows;
        sum.of_silent += each.silent ? 1U : 0U;
        sum.exported_sum = sum.exported_sum + each.exported.value_or(0);
        sum.imported_sum = sum.imported_sum + each.imported.value_or(0);
    }
    for (auto const& [sides, silent] :
         {std::pair{&join.exporters, &report.silent_exporters}, std::pair{&join.importers, &report.silent_importers}}) {
        for (auto const& each : *sides) {
            if (each.silent) {
                silent->push_back(each.key);
            }
        }
    }
    return report;
}

} // namespace equipoise::uncertainty_detail
