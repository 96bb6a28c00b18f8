// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/scenario/detail/after_loss.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/scenario/substitution.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <string>

/// What is missing when partners are lost, and what the flows look like afterwards.
///
///     lose(flows, party)                 from no to full substitution
///     lose(flows, party, spare{.2})      with an assumed substitution
namespace equipoise {

/// What the loss of partners does. All shares are of the total before the loss, X.
///
/// Quantities and prices are two answers to the same question: `shortfall` is for a good of which the quantity is
/// short, `price` for one that is still to be had at a higher price; do not add them.
template <identifier Id>
struct loss {
    estimate lost{};          ///< s, the share of the flows that is lost, in [0, 1]
    estimate capacity{};      ///< what others could add, as a share of X, in [0, infinity]
    estimate replaced{};      ///< min(lost, capacity)
    estimate shortfall{};     ///< max(0, lost - capacity), in [0, 1]
    estimate growth_needed{}; ///< s / (1 - s): by how much the others would have to grow to replace all
    estimate flowing{};       ///< what still flows between the state and its partners, as a share of X

    /// The partners that are left, each with what it delivers then. Its shares are those of what still flows. Without a
    /// stated capacity each delivers what it did; replacement in proportion to that leaves the shares as they are.
    /// Where it is not certain what is lost, its total is unknown. Amounts are numbers; of quantities, multiples of the
    /// largest listed amount before the loss. Empty when all partners are lost.
    portfolio<Id> after{};
    estimate hhi_change{}; ///< the HHI of `after`, less that of before; a loss may raise or lower it
    std::string assumed{}; ///< what was assumed of the substitution, in words

    /// By how much the price index of the good rises when the lost partners are gone for good, (1 - s)^(-1/(sigma - 1))
    /// - 1, as `exit_cost` has it. @throws invalid_parameter for sigma <= 1
    [[nodiscard]] estimate price(double sigma) const
    {
        exposure_detail::check_sigma(sigma, "price");
        auto const cost = [&](double growth) { // the part that is lost is growth / (1 + growth)
            if (!(growth <= 0x1p400)) {
                return growth != growth
                           ? growth
                           : exposure_detail::cost_of_loss({1}, {growth < infinity ? 1 / growth : 0}, sigma);
            }
            auto const whole = detail::two_sum(1, growth);
            return exposure_detail::cost_of_loss(detail::quotient({growth}, whole), detail::quotient({1}, whole),
                                                 sigma);
        };
        auto const bounds = interval{cost(growth_needed.bounds.low), cost(growth_needed.bounds.high)};
        return estimate::within(bounds, growth_needed.why);
    }

    /// What a party delivers after the loss as a share of the total before it; `exposure(after, party)` is the share of
    /// what still flows.
    template <party Party>
    [[nodiscard]] estimate over_old_total(Party party) const
    {
        auto const share = estimate_of(after, exposure(party));
        if (after.empty() && flowing.why == reason::defined && flowing.value == 0) {
            return estimate::of(0);
        }
        auto const why = share.why != reason::defined ? share.why : flowing.why;
        return estimate::within({detail::rounded(share.bounds.low * flowing.bounds.low),
                                 detail::rounded(share.bounds.high * flowing.bounds.high)},
                                why);
    }

private:
    static constexpr auto infinity = scenario_detail::infinity;
};

namespace scenario_detail {

/// The loss of a party, whose amount may not be certain.
template <class Id, class Amount>
[[nodiscard]] loss<Id> loss_of(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party,
                               suppliers<Id> const& others, replacement how)
{
    auto result = loss<Id>{};
    result.lost = estimate_of(flows, exposure(party));
    result.growth_needed = estimate_of(flows, growth_needed(party));
    if (is_undefined(result.lost.bounds.low)) { // nothing can be said
        for (auto* const each : {&result.capacity, &result.replaced, &result.shortfall, &result.flowing}) {
            *each = estimate::without(result.lost.why);
        }
        result.hhi_change = estimate::without(result.lost.why);
        return result;
    }
    auto const ends = detail::is_open(flows) ? ends_where_open(flows, party, others, result.lost)
                                             : ends_of_loss(flows, party, others);
    auto const uncertain = result.lost.why != reason::defined ? result.lost.why : reason::unknown_part;
    auto const within = [&](interval bounds) {
        return bounds.is_point() && (result.lost.why == reason::defined || others.unlimited || !detail::is_open(flows))
                   ? estimate::of(bounds.low)
                   : estimate::within(bounds, uncertain);
    };
    result.capacity = within(ends.capacity);
    result.replaced = within(ends.replaced);
    result.shortfall = within(ends.shortfall);
    auto const is_certain =
        result.lost.why == reason::defined && !detail::is_open(flows) && result.capacity.why == reason::defined;
    auto const survivors = what_is_left(flows, party, others, how, result.lost, is_certain);
    result.flowing = survivors.flowing;
    if (survivors.flowing.why != reason::defined) {
        result.flowing =
            within({survivors.flowing.bounds.low, (std::max)(survivors.flowing.bounds.low, 1 - ends.shortfall.low)});
    }
    result.after = survivors.after;
    auto const before = estimate_of(flows, hhi);
    auto const then = estimate_of(result.after, hhi);
    auto const why = then.why != reason::defined ? then.why : before.why;
    result.hhi_change =
        estimate::within({then.bounds.low - before.bounds.high, then.bounds.high - before.bounds.low}, why);
    return result;
}

struct lose_fn {
    template <portfolio_like Flows, party Party>
        requires party_in<Party, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, Party party) const
    {
        return of(flows, party, not_stated{}, replacement::by_capacity);
    }

    template <portfolio_like Flows, party Party, class Substitution>
        requires party_in<Party, Flows> && substitution_for<Substitution, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, Party party, Substitution const& assumed,
                                  replacement how = replacement::by_capacity) const
    {
        return of(flows, party, assumed, how);
    }

private:
    template <class Flows, class Party, class Substitution>
    [[nodiscard]] static auto of(Flows const& flows, Party const& party, Substitution const& assumed, replacement how)
    {
        using id = detail::id_in<Flows>;
        auto const view = detail::view_of(flows);
        auto result = loss_of(view, detail::bloc_of<id>(party), suppliers_of(view, assumed, "lose"), how);
        result.assumed = assumption_in_words(assumed);
        return result;
    }
};

} // namespace scenario_detail

/// What is missing when a partner or a bloc is lost, a `loss`.
///
/// `lose(flows, party, substitution)`. The party is an identifier or a `bloc`: a partner that would stop with another
/// one, and can therefore not stand in for it, belongs to the bloc. The substitution is a `spare` capacity,
/// `substitution::none` or `substitution::full`; without it, every figure is the interval between the two, since a
/// capacity that is not known is not zero. A fourth argument says how what is replaced is shared, `replacement`.
///
/// With s the share that is lost, k_j the spare capacity of partner j, and a stock and own production: capacity c =
/// (sum of k_j over the remaining partners + stock + own production) / X, replaced min(s, c), shortfall max(0, s - c).
/// Higher shortfalls are worse; 0 means that all can be replaced. The HHI of what is left is, for replacement in
/// proportion to flows, (H - sum of the lost p^2) / (1 - s)^2.
///
/// Undefined as `exposure` is. A party that is not listed, where part of the total is not attributed, may be part
/// of it: the figures are then intervals. A party that is not listed where all is attributed loses nothing: 0.
/// Amounts that are not known give intervals. Linear in the number of partners, but for a sort of the capacities.
/// @throws invalid_parameter for more or fewer capacities than partners; `spare` throws for negative ones
/// Source: defined by this library, after the arithmetic of studies of embargoes; Hirschman (1945) for what replacement
/// means for power.
inline constexpr scenario_detail::lose_fn lose{};

} // namespace equipoise
