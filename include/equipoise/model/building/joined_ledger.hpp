// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/succession.hpp>
#include <equipoise/model/building/partner_index.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/unknown_rows.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// A ledger in which states that are no more go on as those that continue them, as partners and in the keys.
namespace equipoise::detail {

/// The number of parts of a key that may be its state: the key itself, or of its first two parts those of the type Id.
template <class Key, class Id>
inline constexpr std::size_t parts_like_state = std::same_as<Key, Id> ? 1 : 0;
template <class First, class... Rest, class Id>
inline constexpr std::size_t parts_like_state<std::tuple<First, Rest...>, Id> = [] {
    auto count = std::size_t{std::same_as<First, Id>};
    if constexpr (sizeof...(Rest) > 0) {
        count += std::same_as<std::tuple_element_t<1, std::tuple<First, Rest...>>, Id> ? 1 : 0;
    }
    return count;
}();

/// Builds a ledger of the portfolios of another one, under the keys and with the partners that continue theirs.
template <class Key, class Id>
struct joined_ledger {
    static_assert(parts_like_state<Key, Id> == 1);

    using from = ledger<Key, Id>;
    using cell = detail::cell<double>;

    [[nodiscard]] static from of(from const& flows, std::span<succession<Id> const> joins)
    {
        struct row {
            Key key;
            Id id;
            cell sum;
        };
        auto rows = std::vector<row>{};
        auto own_rows = flows.own_rows_;
        auto own = flows.own_;
        auto const take = [&](Key const& key, Id const& id, cell const& sum) {
            auto const under = renamed(key, joins);
            auto const partner = continuing(id, joins);
            if (is_own(under, partner) && !is_own(key, id)) {
                ++own_rows;
                own.add(sum);
            } else {
                rows.push_back({under, partner, sum});
            }
            return true;
        };
        static_cast<void>(flows.cells_.visit_while(take));
        auto unknown = std::vector<unknown_rows<Key, Id>>{};
        for (auto const& each : flows.unknown_.all()) {
            auto const under = renamed(each.key, joins);
            auto const partner = each.partner ? std::optional{continuing(*each.partner, joins)} : std::nullopt;
            if (!partner || !is_own(under, *partner) || is_own(each.key, *each.partner)) {
                unknown.push_back({under, partner, each.rows});
            }
        }
        for (auto const& key : flows.keys()) { // the known parts of unknown amounts
            for (auto const& [id, amount] : flows.unknown_.find(key).partners) {
                if (amount > 0) {
                    take(key, id, cell::from(amount, 0));
                }
            }
        }
        std::stable_sort(rows.begin(), rows.end(),
                         [](row const& a, row const& b) { return a.key < b.key || (!(b.key < a.key) && a.id < b.id); });

        auto keys = std::vector<Key>{};
        for (auto const& key : flows.keys()) {
            keys.push_back(renamed(key, joins));
        }
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        auto cells = sorted_cells<Key, Id, double>{};
        auto next = rows.begin();
        for (auto const& key : keys) {
            cells.open(key);
            for (; next != rows.end() && next->key == key; ++next) {
                cells.append(next->id, next->sum);
            }
        }
        auto declared = totals(flows, joins, cells, unknown);
        sort_and_join(unknown);
        auto joined = from{std::move(cells), std::move(declared), std::move(unknown), own_rows, own};
        joined.amounts_in_ = flows.amounts_in_;
        return joined;
    }

private:
    using declared_totals = detail::declared_totals<Key, double>;

    [[nodiscard]] static Key renamed(Key key, std::span<succession<Id> const> joins)
    {
        if constexpr (std::same_as<Key, Id>) {
            return continuing(key, joins);
        } else {
            if constexpr (std::same_as<std::tuple_element_t<0, Key>, Id>) {
                std::get<0>(key) = continuing(std::get<0>(key), joins);
            } else {
                std::get<1>(key) = continuing(std::get<1>(key), joins);
            }
            return key;
        }
    }

    [[nodiscard]] static bool is_own(Key const& key, Id const& partner)
    {
        auto own = false;
        for_each_state_in<Id>(key, [&](Id const& state) { own = own || state == partner; });
        return own;
    }

    /// What is declared. A portfolio that becomes one with others, or loses what has become its own flows, has the
    /// total of what is left of them and of their unattributed parts; partners that one of them does not list may have
    /// a share of its unattributed part, so that their amounts are not known.
    [[nodiscard]] static declared_totals totals(from const& flows, std::span<succession<Id> const> joins,
                                                sorted_cells<Key, Id, double> const& cells,
                                                std::vector<unknown_rows<Key, Id>>& unknown)
    {
        auto result = declared_totals{};
        if (flows.declared_.empty()) {
            return result;
        }
        auto sources = std::map<Key, std::vector<std::size_t>>{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            sources[renamed(flows.keys()[i], joins)].push_back(i);
        }
        for (auto const& [key, all] : sources) {
            auto const* const first = flows.declared_.find(flows.keys()[all[0]]);
            if (all.size() == 1 && (first == nullptr || !loses_flows(flows[all[0]], joins))) {
                if (first != nullptr) {
                    result.add({key, first->known, first->other});
                }
                continue;
            }
            auto total = running_sum{};
            auto open = false;
            auto any_declared = false;
            auto rounding = 0.0;
            auto listed_in = std::map<Id, std::size_t>{}; // how many portfolios with an unattributed part list it
            auto with_rest = std::size_t{0};
            for (auto const i : all) {
                auto const view = flows[i].flows;
                auto const& sums = view.totals();
                auto const* const entry = flows.declared_.find(flows.keys()[i]);
                any_declared = any_declared || entry != nullptr;
                rounding += entry != nullptr ? entry->known.rounding : 0;
                open = open || sums.why_unknown != reason::defined;
                if (sums.why_unknown == reason::defined && sums.unattributed.hi != 0) {
                    ++with_rest;
                    total.add(std::ldexp(sums.unattributed.hi, sums.exponent));
                    total.add(std::ldexp(sums.unattributed.lo, sums.exponent));
                    auto partners = std::set<Id>{};
                    for (auto const& id : view.ids()) {
                        partners.insert(continuing(id, joins));
                    }
                    for (auto const& id : partners) {
                        ++listed_in[id];
                    }
                }
            }
            if (!any_declared) {
                continue;
            }
            if (open) {
                unknown.push_back({key, std::nullopt, 1}); // what a declared total leaves over may be any partner's
                continue;
            }
            auto const at = cells.position(key);
            for (std::size_t i = 0; i < cells.ids(at).size(); ++i) {
                total.add(cells.amounts(at)[i]);
                if (with_rest != 0 && listed_in[cells.ids(at)[i]] != with_rest) {
                    unknown.push_back({key, cells.ids(at)[i], 0});
                }
            }
            result.add({key, {.total = total.value().value(), .rounding = rounding}, std::nullopt});
        }
        return result;
    }

    /// Whether some partner of a portfolio becomes its own state.
    [[nodiscard]] static bool loses_flows(typename from::entry const& of, std::span<succession<Id> const> joins)
    {
        auto const under = renamed(of.key, joins);
        return std::any_of(of.flows.ids().begin(), of.flows.ids().end(),
                           [&](Id const& id) { return is_own(under, continuing(id, joins)) && !is_own(of.key, id); });
    }
};

} // namespace equipoise::detail
