// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/network/detail/ledger_matrix.hpp>
#include <equipoise/network/detail/measure.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Trade in one good that passes through states which only sell it on.
///
///     through_entrepots(imports, production)    imports by the state that made the good
///     missing_production(imports, production)   what states would have to make more to export what they do
namespace equipoise {

/// What to do with a state that exports more than it makes and imports.
enum class shortfall : unsigned char {
    refuse, ///< throw, with its name
    raise,  ///< take its production as large as needed; `missing_production` tells by how much
};

namespace network_detail {

/// Supply s = p + imports and use c = s - exports of each state.
template <class Id>
struct entrepot_balance {
    ledger_matrix<Id> flows{};
    std::vector<double> production{};
    std::vector<double> supply{};
    std::vector<double> missing{};
};

template <class Id, class Amount, class Produced>
[[nodiscard]] entrepot_balance<Id> balance_of(ledger<Id, Id, Amount> const& imports, Produced const& production,
                                              std::string_view index)
{
    auto more = std::vector<Id>(production.ids().begin(), production.ids().end());
    auto result = entrepot_balance<Id>{matrix_of(imports, more, index), {}, {}, {}};
    auto const n = result.flows.ids.size();
    for (std::size_t j = 0; j < n; ++j) {
        auto const& id = result.flows.ids[j];
        auto const made = production.position(id);
        if (!made) {
            throw invalid_parameter{index, "the production of " + text_of(id)
                                               + " is not known; list it, with 0 if it makes nothing"};
        }
        auto sold = detail::running_sum{};
        auto bought = detail::running_sum{};
        for (std::size_t i = 0; i < n; ++i) {
            auto const at = [&](std::size_t row, std::size_t column) {
                return result.flows.amounts(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column));
            };
            if (i == j && at(i, i) != 0) {
                throw invalid_parameter{index, text_of(id) + " imports from itself; such flows do not cross a border"};
            }
            bought.add(at(j, i));
            sold.add(at(i, j));
        }
        auto const p = detail::scaled(production.scaled(*made), production.totals().exponent);
        auto with = bought;
        with.add(p);
        auto const supply = with.value().value();
        auto const exports = sold.value().value();
        auto const noise = 0x1p-50 * (supply + exports);
        auto const missing = exports > supply + noise ? exports - supply : 0;
        result.production.push_back(p + missing);
        result.supply.push_back(supply + missing);
        result.missing.push_back(missing);
    }
    return result;
}

struct through_entrepots_measure {
    template <identifier Id, amount Amount, class Produced>
        requires portfolio_like<Produced>
    [[nodiscard]] ledger<Id, Id> operator()(runner const& run, ledger<Id, Id, Amount> const& imports,
                                            Produced const& production, shortfall what = shortfall::refuse) const
    {
        constexpr auto index = std::string_view{"through_entrepots"};
        auto const balance = balance_of(imports, production, index);
        auto const& ids = balance.flows.ids;
        auto const n = ids.size();
        for (std::size_t j = 0; j < n && what == shortfall::refuse; ++j) {
            if (balance.missing[j] > 0) {
                throw invalid_parameter{index, text_of(ids[j]) + " exports " + detail::number_text(balance.missing[j])
                                                   + " more than it makes and imports; shortfall::raise adds this to "
                                                     "its production"};
            }
        }
        // Imports by rows: (j, i) is what j has from i, so that the transpose is the matrix of deliveries.
        auto core = coefficients{};
        core.matrix = dense_lines<double>{balance.flows.amounts.data(), n, n, n, true};
        core.below = balance.supply; // the matrix by columns, read as rows, is its transpose: row i delivers to j
        core.across.assign(n, 1.0);
        core.scale.assign(n, 1.0);
        core.groups.emplace_back();
        for (std::size_t i = 0; i < n; ++i) {
            core.groups[0].push_back(i);
        }
        auto rhs = std::vector<double>{};
        auto makers = std::vector<std::size_t>{};
        for (std::size_t o = 0; o < n; ++o) {
            if (balance.production[o] > 0) {
                makers.push_back(o);
                rhs.resize(rhs.size() + n);
                rhs[rhs.size() - n + o] = balance.production[o] / balance.supply[o];
            }
        }
        auto const k = chain{core, direction_of_chain::backward, {}, 1, false};
        auto const found = network_detail::solve_chain(
            k, std::move(rhs), makers.size(), index, [&](std::size_t i) { return text_of(ids[i]); }, run);
        auto built = ledger_builder<Id, Id>{};
        for (std::size_t j = 0; j < n; ++j) {
            for (std::size_t m = 0; m < makers.size(); ++m) {
                auto const share = found.value(m, j);
                if (makers[m] != j && share > 0 && balance.flows.is_key[j]) {
                    built.add(ids[j], ids[makers[m]], detail::rounded(share * balance.supply[j]));
                }
            }
        }
        auto made = std::move(built).build();
        made.state_amounts_in(imports.amounts_in());
        return made;
    }
};

struct missing_production_measure {
    template <identifier Id, amount Amount, class Produced>
        requires portfolio_like<Produced>
    [[nodiscard]] portfolio<Id> operator()(runner const&, ledger<Id, Id, Amount> const& imports,
                                           Produced const& production) const
    {
        auto const balance = balance_of(imports, production, "missing_production");
        auto partners = std::vector<partner<Id>>{};
        for (std::size_t j = 0; j < balance.missing.size(); ++j) {
            if (balance.missing[j] > 0) {
                partners.push_back({balance.flows.ids[j], balance.missing[j]});
            }
        }
        return portfolio<Id>(partners);
    }
};

} // namespace network_detail

/// Imports of one good by the state that made it, where the flows show the state that sold it on:
///
///     auto const origins = through_entrepots(import_ledger(flows, by_state), production);
///     hhi(origins.at(germany))
///
/// The first argument is a ledger of imports, whose keys are the importers; the second a portfolio with what each state
/// makes, in the same unit; a state that makes nothing is listed with 0. With supply s_j = p_j + imports of j, all that
/// a state has is taken to be mixed: of what it sells and uses, the share that o made is O_oj = p_o ((I - F)^-1)_oj /
/// s_j, F_ij = exports_ij / s_i. The result is a ledger of the same kind: under j, the amounts O_oj s_j of all other
/// states o. They add up to the imports of j, less what j made itself and bought back. Transit states are the origin of
/// nothing.
/// @throws invalid_parameter for a state whose production is not listed, whose flows are not fully known, that imports
/// from itself, or, unless `shortfall::raise` is the third argument, that exports more than it makes and imports;
/// not_productive for states that pass the good around in a circle and do not use any of it
/// Cost: one right-hand side for each state that makes anything.
/// Source: Croft, Simon, West, Chris and Green, Jonathan (2018), Capturing the heterogeneity of sub-national production
/// in global trade flows; the mixing is theirs.
inline constexpr network_detail::network_fn<network_detail::through_entrepots_measure> through_entrepots{};

/// By how much the production of each state falls short of what it exports more than it imports, as a portfolio of the
/// states concerned.
/// Takes the first two arguments of `through_entrepots`, and throws as it does.
inline constexpr network_detail::network_fn<network_detail::missing_production_measure> missing_production{};

} // namespace equipoise
