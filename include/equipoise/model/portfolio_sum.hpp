// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_partners.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

/// Sums of portfolios of the same state: exports and imports, years, members of a bloc.
namespace equipoise {

namespace detail {

template <portfolio_like Flows>
using id_in = std::remove_cvref_t<decltype(std::declval<Flows const&>().ids()[0])>;
template <portfolio_like Flows>
using value_in = std::remove_cvref_t<decltype(std::declval<Flows const&>().amounts()[0])>;

/// A view of a portfolio of any type.
template <portfolio_like Flows>
[[nodiscard]] portfolio_view<id_in<Flows>, value_in<Flows>> view_of(Flows const& flows)
{
    if constexpr (requires { flows.view(); }) {
        return flows.view();
    } else if constexpr (std::same_as<Flows, portfolio_view<id_in<Flows>, value_in<Flows>>>) {
        return flows;
    } else {
        return {flows.ids(), flows.amounts(), flows.totals(), flows.listing(), flows.unit()};
    }
}

/// Converts x from units of the totals of `from` to those of `to`.
template <portfolio_like To, portfolio_like From>
    requires std::same_as<value_in<From>, value_in<To>>
[[nodiscard]] twofold in_units_of(To const& to, From const& from, twofold x)
{
    if (x.hi == 0) {
        return {};
    }
    if constexpr (!fits_double<value_in<From>>) {
        x = x * multiple(from.unit(), to.unit());
    }
    return scaled(x, from.totals().exponent - to.totals().exponent);
}

/// x, in units of the totals of a, divided by y, in units of those of b; undefined for 0 / 0, infinite for x / 0.
template <portfolio_like A, portfolio_like B>
    requires std::same_as<value_in<A>, value_in<B>>
[[nodiscard]] double ratio_between(A const& a, twofold x, B const& b, twofold y)
{
    if (x.hi == 0 || y.hi == 0) {
        return x.hi != 0 ? std::numeric_limits<double>::infinity() : y.hi == 0 ? undefined : 0;
    }
    auto const power_of_x = exponent_of(x.hi);
    auto const power_of_y = exponent_of(y.hi);
    auto ratio = quotient(scaled(x, -power_of_x), scaled(y, -power_of_y));
    if constexpr (!fits_double<value_in<A>>) {
        ratio = ratio * multiple(a.unit(), b.unit());
    }
    return scaled(ratio.value(), a.totals().exponent - b.totals().exponent + power_of_x - power_of_y);
}

/// A portfolio and its weight in a sum of portfolios.
template <class Id, class Amount>
struct addend {
    portfolio_view<Id, Amount> flows;
    double weight = 1;
};

/// The partners whose amounts are not known in a sum of portfolios, with what is known of them.
template <class Id, class Amount>
struct unknown_in_sum {
    std::vector<partner<Id, Amount>> partners{};
    std::size_t unnamed = 0;

    template <class Of>
    [[nodiscard]] static unknown_in_sum of(std::vector<addend<Id, Of>> const& parts)
    {
        auto all = unknown_in_sum{};
        for (auto const& part : parts) {
            for (auto const& each : unknown_in(part.flows)) {
                all.partners.push_back({each.id, Amount{}});
            }
            all.unnamed += unnamed_in(part.flows);
        }
        auto& them = all.partners;
        std::sort(them.begin(), them.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
        them.erase(std::unique(them.begin(), them.end(), [](auto const& a, auto const& b) { return a.id == b.id; }),
                   them.end());
        return all;
    }

    /// The partner with an identifier, or nullptr.
    [[nodiscard]] partner<Id, Amount>* find(Id const& id)
    {
        auto const place = std::lower_bound(partners.begin(), partners.end(), id,
                                            [](auto const& each, Id const& sought) { return each.id < sought; });
        return place != partners.end() && place->id == id ? &*place : nullptr;
    }
};

/// The sum of portfolios, in which weigh(amount, weight) is an amount.
///
/// A partner whose amount is not known in one of the portfolios is one of unknown amount in the sum, as long as no
/// portfolio has an unattributed part.
///
/// A partner that one of the portfolios does not list may still have a share of the unattributed part of its total. The
/// sum of such a partner is not known, and its listed amounts are added to the unattributed part.
template <class Id, class Amount, class Weigh>
[[nodiscard]] auto combined(std::vector<addend<Id, Amount>> const& parts, Weigh weigh)
{
    using sum_type = std::remove_cvref_t<std::invoke_result_t<Weigh&, Amount const&, double>>;
    struct row {
        Id id;
        cell<sum_type> sum;
        std::size_t in_open; ///< how many portfolios with an unattributed part list the partner
    };
    auto rows = std::vector<row>{};
    auto unknown = reason::defined;
    auto only_amounts_unknown = true;
    std::size_t open = 0;
    for (auto const& [flows, weight] : parts) {
        auto const has_rest = flows.totals().why_open() == reason::unattributed;
        unknown = unknown == reason::defined ? unknown_total(flows) : unknown;
        only_amounts_unknown = only_amounts_unknown && (flows.totals().why_open() == reason::defined || is_open(flows));
        open += has_rest ? 1U : 0U;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            rows.push_back({flows.ids()[i], cell<sum_type>::of(weigh(flows.amounts()[i], weight), "portfolio", i),
                            has_rest ? 1U : 0U});
        }
        for (auto const& each : is_open(flows) ? flows.unknown() : decltype(flows.unknown()){}) {
            rows.push_back({each.id, cell<sum_type>::of(weigh(each.amount, weight), "portfolio", 0), 0});
        }
    }
    auto not_known = unknown != reason::defined && only_amounts_unknown ? unknown_in_sum<Id, sum_type>::of(parts)
                                                                        : unknown_in_sum<Id, sum_type>{};
    std::stable_sort(rows.begin(), rows.end(), [](row const& a, row const& b) { return a.id < b.id; });
    auto ids = std::vector<Id>{};
    auto amounts = std::vector<sum_type>{};
    auto moved = std::vector<sum_type>{};
    for (std::size_t i = 0; i < rows.size();) {
        auto whole = rows[i];
        for (++i; i < rows.size() && rows[i].id == whole.id; ++i) {
            whole.sum.add(rows[i].sum);
            whole.in_open += rows[i].in_open;
        }
        if (auto* const place = not_known.find(whole.id)) {
            place->amount = whole.sum.value();
        } else if (whole.in_open == open) {
            ids.push_back(whole.id);
            amounts.push_back(whole.sum.value());
        } else {
            moved.push_back(whole.sum.value());
        }
    }
    auto sums = totals_of<sum_type>(std::span<sum_type const>{amounts}, {}, [] { return "portfolio"; });
    auto unit = unit_of<sum_type>(amounts, {}, sums);
    for (auto const& each : not_known.partners) {
        unit = sums.largest == 0 && unit < each.amount ? each.amount : unit;
    }
    if (unknown != reason::defined) {
        sums.hide(unknown);
    } else if (open != 0) {
        // a part of the unattributed sum, as a number in units of 2^exponent
        struct remainder {
            twofold number;
            int exponent;
        };
        auto rest = std::vector<remainder>{};
        if (sums.largest == 0) {
            for (auto const& amount : moved) {
                unit = unit < amount ? amount : unit;
            }
            for (auto const& part : parts) {
                auto const of_part = static_cast<sum_type>(part.flows.unit());
                unit = unit < of_part ? of_part : unit;
            }
        }
        for (auto const& amount : moved) {
            if constexpr (fits_double<sum_type>) {
                rest.push_back({{static_cast<double>(amount)}, 0});
            } else {
                rest.push_back({{multiple(amount, unit)}, 0});
            }
        }
        for (auto const& [flows, weight] : parts) {
            auto const& of_part = flows.totals();
            auto factor = weight;
            if constexpr (!fits_double<sum_type>) {
                factor = of_part.whole().hi == 0 ? 0 : weight * multiple(static_cast<sum_type>(flows.unit()), unit);
            }
            rest.push_back({of_part.unattributed * factor, of_part.exponent});
        }
        auto exponent = sums.largest == 0 ? -2000 : exponent_of(sums.largest) + sums.exponent;
        for (auto const& part : rest) {
            exponent =
                part.number.hi == 0 ? exponent : (std::max)(exponent, exponent_of(part.number.hi) + part.exponent);
        }
        exponent = exponent < widest_exponent - 1 && exponent > -widest_exponent ? 0 : exponent;
        rescale(sums, exponent);
        auto unattributed = running_sum{};
        for (auto const& [number, of_part] : rest) {
            unattributed.add({scaled(number.hi, of_part - exponent), scaled(number.lo, of_part - exponent)});
        }
        sums.unattributed = unattributed.value();
    }
    return portfolio<Id, sum_type>{portfolio_view<Id, sum_type>{ids, amounts, sums, listing::some, unit,
                                                                not_known.partners, not_known.unnamed, nullptr}};
}

struct trade_fn {
    template <portfolio_like Sold, portfolio_like Bought>
        requires std::same_as<id_in<Sold>, id_in<Bought>> && std::same_as<value_in<Sold>, value_in<Bought>>
    [[nodiscard]] auto operator()(Sold const& sold, Bought const& bought) const
    {
        using part = addend<id_in<Sold>, value_in<Sold>>;
        auto const known = on_file(sold) && on_file(bought);
        return combined(known ? std::vector<part>{{view_of(sold)}, {view_of(bought)}} : std::vector<part>{},
                        [](value_in<Sold> const& x, double) { return x; });
    }
};

} // namespace detail

/// Trade: the exports and the imports of a state as one portfolio, `trade(exports, imports)`, amounts of one unit.
///
/// Partners, totals and unattributed parts add up. A partner that one side does not list may have a share of the
/// unattributed part of that side. It is then not listed in the sum, and its amount on the other side is added to the
/// unattributed part, so that bounds hold. A partner of unknown amount on one side is one in the sum; where the other
/// side has an unattributed part, nothing can be said of the sum. The bounds may be wider than the bounds of the two
/// sides: for ratios to GDP, bound each side and add the ends. A side without any partner is not on file. The sum then
/// has no partners either, so that no index mistakes one side for both; a side that is known to be nothing lists a
/// partner with 0. Ledgers whose rows declare no totals are added with `+`, which keeps a state that only one of them
/// has.
/// @throws sum_overflow when the sum is more than its type holds. Costs a sort.
/// Source: total trade as the sum of both flows, as in Oneal and Russett (1997).
inline constexpr detail::trade_fn trade{};

} // namespace equipoise
