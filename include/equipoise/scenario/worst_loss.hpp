// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/scenario/detail/ranked_suppliers.hpp>
#include <equipoise/scenario/detail/set_search.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/scenario/goods.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The partners whose loss would cost most.
///
///     worst_loss(flows, k, substitution)    of one good, the k partners with the largest x_j + k_j
///     worst_loss(goods, k)                  of several goods, which are not netted
namespace equipoise {

/// The worst set of a number of partners.
template <identifier Id>
struct worst_case {
    std::vector<Id> ids{};   ///< in their order; the first set in the order of the identifiers where several are worst
    estimate shortfall{};    ///< what is missing when they are lost, as a share of the total, in [0, 1]
    double ties = undefined; ///< how many sets are as bad, this one included; NaN where the shortfall is not known
    std::string assumed{};   ///< what was assumed of the substitution, in words
};

namespace scenario_detail {

template <std::integral K>
[[nodiscard]] std::size_t checked_count(K k, std::string_view function)
{
    if (k < K{}) {
        throw invalid_parameter{function, "k", static_cast<double>(k), "at least 0"};
    }
    return static_cast<std::size_t>(k);
}

struct worst_loss_fn {
    template <portfolio_like Flows, std::integral K>
    [[nodiscard]] auto operator()(Flows const& flows, K k) const
    {
        return of_one(flows, checked_count(k, "worst_loss"), not_stated{});
    }

    template <portfolio_like Flows, std::integral K, class Substitution>
        requires substitution_for<Substitution, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, K k, Substitution const& assumed) const
    {
        return of_one(flows, checked_count(k, "worst_loss"), assumed);
    }

    template <goods_like Goods, std::integral K>
    [[nodiscard]] auto operator()(Goods const& goods, K k) const
    {
        return of_several(goods, checked_count(k, "worst_loss"));
    }

private:
    template <class Flows, class Substitution>
    [[nodiscard]] static auto of_one(Flows const& flows, std::size_t k, Substitution const& assumed)
    {
        auto const view = detail::view_of(flows);
        auto const all = suppliers_of(view, assumed, "worst_loss");
        auto const ranked = ranked_suppliers{view, all};
        auto result = worst_case<detail::id_in<Flows>>{};
        result.shortfall = ranked.shortfalls(k).back();
        auto const is_bad = !(result.shortfall.bounds.high == 0);
        auto [ids, ties] = ranked.worst(k, is_bad);
        result.ids = std::move(ids);
        result.ties = is_undefined(result.shortfall.value) ? undefined : ties;
        result.assumed = assumption_in_words(assumed);
        return result;
    }

    template <class Goods>
    [[nodiscard]] static auto of_several(Goods const& goods, std::size_t k)
    {
        using id = detail::id_in<decltype(ranges::begin(goods)->flows)>;
        auto const weights = weights_of(goods, "worst_loss");
        auto candidates = std::vector<id>{};
        for (auto const& each : goods) {
            auto const view = detail::view_of(each.flows);
            for (auto const& one : suppliers_of(view, each.assumed, "worst_loss").each) {
                candidates.push_back(one.id);
            }
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        k = (std::min)(k, candidates.size());
        auto searched = std::vector<searched_good>{};
        auto more = detail::running_sum{}; // that goods may add of which not all is known
        auto why = reason::defined;
        auto place = weights.each.begin();
        for (auto const& each : goods) {
            auto const weight = *place++;
            auto const view = detail::view_of(each.flows);
            auto const all = suppliers_of(view, each.assumed, "worst_loss");
            auto const of_good = ranked_suppliers{view, all}.shortfalls(k).back();
            if (of_good.why != reason::defined) {
                more.add(detail::two_product(weight, is_undefined(of_good.bounds.high) ? 1 : of_good.bounds.high));
                why = why == reason::defined && weight > 0 ? of_good.why : why;
            } else if (!all.unlimited && weight > 0) {
                searched.push_back(prepared(view, all, candidates, weight));
            }
        }
        auto const found = set_search{std::move(searched), candidates.size(), k}.result();
        auto result = worst_case<id>{};
        for (auto const j : found.members) {
            result.ids.push_back(candidates[j]);
        }
        auto const share = [&](detail::twofold sum) { return detail::at_most_one(sum / weights.sum); };
        auto const bounds = interval{share({found.value}), share(more.value() + found.value)};
        result.shortfall = estimate::within(bounds, why);
        result.ties = why == reason::defined ? found.ties : undefined;
        result.assumed = assumptions_of(goods);
        return result;
    }

    template <class Id, class Amount>
    [[nodiscard]] static searched_good prepared(portfolio_view<Id, Amount> const& flows, suppliers<Id> const& all,
                                                std::vector<Id> const& candidates, double weight)
    {
        auto const whole = flows.totals().whole();
        auto result = searched_good{weight, std::vector<detail::twofold>(candidates.size()), {}};
        auto replaced = detail::running_sum{};
        replaced.add(all.beyond);
        for (auto const& one : all.each) {
            auto const place = std::lower_bound(candidates.begin(), candidates.end(), one.id);
            result.importance[static_cast<std::size_t>(place - candidates.begin())] =
                detail::quotient(one.importance(), whole);
            replaced.add(one.spare);
        }
        result.replaced = detail::quotient(replaced.value(), whole);
        return result;
    }
};

} // namespace scenario_detail

/// The k partners whose loss leaves the largest shortfall, a `worst_case`.
///
/// `worst_loss(flows, k, substitution)`, with the substitution as for `lose`. A partner hurts by what it delivers and
/// by no longer standing in for others, so that the worst set of k is that of the largest x_j + k_j, x_j its flow and
/// k_j its spare capacity: exact for every k, at the cost of a sort. Without spare capacity the shortfall is the
/// concentration ratio of k partners. Shortfalls rise with k and fall with capacities.
///
/// `worst_loss(goods, k)` for a range of `good`: sum of w_g times the shortfall of good g, over the sum of w_g. What is
/// spare of one good does not stand in for another. Exact by branch and bound; the bound takes the best set for each
/// good separately.
///
/// k larger than the number of partners means all of them; k = 0 loses nothing. Undefined without flow. Without a
/// substitution, where part of the total is not attributed, and where amounts are not known, the shortfall is an
/// interval, and the set is the worst one of listed partners as far as is known.
/// @throws invalid_parameter for a negative k, for more or fewer capacities than partners, for weights that are
/// negative or all 0, and where several goods leave too many sets to search (always less than 10 million are searched)
/// Source: the sort is defined by this library; for bounds of set functions Nemhauser, Wolsey and Fisher (1978), An
/// analysis of approximations for maximizing submodular set functions; primary text not consulted.
inline constexpr scenario_detail::worst_loss_fn worst_loss{};

} // namespace equipoise
