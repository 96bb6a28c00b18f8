// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/scenario/detail/after_loss.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

/// The suppliers of one good in the order in which their loss costs most.
///
/// With flows x, spare capacities k of which the sum is K, and stocks and own production r, losing the set S leaves
/// max(0, sum of x over S - (K - sum of k over S) - r) = max(0, sum of (x + k) over S - K - r) without supply. So the
/// worst set of a number of suppliers is that of the largest x + k.
namespace equipoise::scenario_detail {

/// How many sets of m can be chosen out of n, rounded where there are more than 2^53.
[[nodiscard]] inline double choices(std::size_t n, std::size_t m)
{
    m = (std::min)(m, n - m);
    auto count = 1.0;
    for (std::size_t i = 1; i <= m; ++i) {
        count =
            detail::whole_part(detail::rounded(count * static_cast<double>(n - m + i)) / static_cast<double>(i) + .5);
    }
    return count;
}

template <class Id, class Amount>
class ranked_suppliers {
public:
    ranked_suppliers(portfolio_view<Id, Amount> const& flows, suppliers<Id> const& all) : flows_{flows}, all_{all}
    {
        for (std::size_t i = 0; i < all.each.size(); ++i) {
            order_.push_back(i);
            unreplaced_.add(-all.each[i].spare);
        }
        unreplaced_.add(-all.beyond);
        std::stable_sort(order_.begin(), order_.end(),
                         [&](auto a, auto b) { return (all.each[a].importance() - all.each[b].importance()).hi > 0; });
        nothing_is_said_ = detail::without_flow(flows);
        if (detail::is_open(flows)) {
            nothing_is_said_ = reason::defined;
        }
    }

    [[nodiscard]] std::size_t size() const { return order_.size(); }

    /// The shortfalls of the worst sets of 0, 1, 2, ... suppliers, up to `most` of them.
    [[nodiscard]] std::vector<estimate> shortfalls(std::size_t most) const
    {
        auto found = std::vector<estimate>{};
        auto missing = unreplaced_;
        for (std::size_t k = 0; k <= most; ++k) {
            if (k > 0 && k <= order_.size()) {
                missing.add(all_.each[order_[k - 1]].importance());
            }
            found.push_back(nothing_is_said_ != reason::defined ? estimate::without(nothing_is_said_)
                                                                : shortfall(k, not_negative(missing.value())));
        }
        return found;
    }

    /// The first in their order of the worst sets of k listed suppliers, and how many sets are as bad.
    [[nodiscard]] std::pair<std::vector<Id>, double> worst(std::size_t k, bool is_bad) const
    {
        auto const n = order_.size();
        k = (std::min)(k, n);
        auto places = std::vector<std::size_t>{};
        auto sets = 1.0;
        if (!is_bad) { // all sets are the same
            for (std::size_t i = 0; i < k; ++i) {
                places.push_back(i);
            }
            sets = choices(n, k);
        } else if (k > 0) {
            auto const last = all_.each[order_[k - 1]].importance();
            auto const is_last = [&](std::size_t i) { return (all_.each[i].importance() - last).hi == 0; };
            auto const from = std::find_if(order_.begin(), order_.end(), is_last);
            auto const to = std::find_if_not(from, order_.end(), is_last);
            auto const above = static_cast<std::size_t>(from - order_.begin());
            places.assign(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(k));
            sets = choices(static_cast<std::size_t>(to - from), k - above);
        }
        std::sort(places.begin(), places.end());
        auto ids = std::vector<Id>{};
        for (auto const i : places) {
            ids.push_back(all_.each[i].id);
        }
        return {std::move(ids), sets};
    }

private:
    /// Of the worst k suppliers, of which the listed ones leave `missing` without supply.
    [[nodiscard]] estimate shortfall(std::size_t k, detail::twofold missing) const
    {
        if (k == 0 || all_.unlimited) {
            return estimate::of(0);
        }
        auto const is_open = detail::is_open(flows_);
        auto const whole = flows_.totals().whole();
        auto const none_is_lost = [](Id const&) { return false; };
        auto const rest = is_open ? 1.0 : flows_.totals().unattributed.hi;
        auto const perhaps = all_.perhaps(none_is_lost, rest);
        auto const least = [&] { // that is certain
            return is_open || perhaps == infinity
                       ? 0.0
                       : detail::at_most_one(not_negative(missing - detail::twofold{perhaps}) / whole);
        };
        if (!is_open && rest == 0) {
            auto const most = detail::at_most_one(missing / whole);
            return perhaps == 0 || most == 0 ? estimate::of(most)
                                             : estimate::within({least(), most}, reason::unknown_part);
        }
        auto const held = estimate_of(flows_, concentration_ratio(k));
        auto const why = is_open ? reason::unknown_amount : reason::unattributed;
        if (!all_.in_proportion || perhaps != 0) {
            return estimate::within({least(), held.bounds.high}, why);
        }
        auto const of_share = [&](double share, double beyond) {
            auto const fraction = all_.fraction_of_rest;
            auto const kept = detail::two_sum(1, -share);
            return not_negative(detail::twofold{share} - kept * fraction - detail::twofold{beyond}).value();
        };
        auto const known = detail::is_open(flows_) ? flows_.totals().attributed : whole;
        auto const beyond = all_.beyond.hi == 0 ? 0.0 : known.hi == 0 ? infinity : all_.beyond / known;
        auto const bounds = interval{beyond == infinity ? 0.0 : of_share(held.bounds.low, beyond),
                                     of_share(held.bounds.high, is_open ? 0.0 : beyond)};
        return bounds.is_point() && !is_open ? estimate::of(bounds.low) : estimate::within(bounds, why);
    }

    portfolio_view<Id, Amount> const& flows_;
    suppliers<Id> const& all_;
    std::vector<std::size_t> order_{};
    detail::running_sum unreplaced_{}; ///< of nothing lost: what others could add, with a minus
    reason nothing_is_said_ = reason::defined;
};

} // namespace equipoise::scenario_detail
