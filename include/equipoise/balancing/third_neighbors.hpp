// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/detail/range_parts.hpp>
#include <equipoise/model/partition.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>
#include <equipoise/uncertainty/partner_range.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

/// The partners beyond the great powers that a state stands between.
///
///     third_neighbors  their share T of the whole, T over the share of the largest pole, their effective number
namespace equipoise {

/// The room that the partners beyond the poles give a state.
struct third_neighbor_room {
    estimate share{};                     ///< of the whole, in [0, 1]
    double over_largest_pole = undefined; ///< that share divided by the share of the largest pole, in [0, infinity]
    estimate effective_number{};          ///< of the partners beyond, in [1, n]
};

namespace balancing_detail {

struct third_neighbors_fn {
    template <portfolio_like Flows, class Id>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] third_neighbor_room operator()(Flows const& flows, poles<Id> const& among) const
    {
        auto const without = without_poles(flows, among);
        auto room = third_neighbor_room{without != reason::defined ? estimate::without(without)
                                                                   : third_neighbor_share_rule<Id>{among.all()}(flows)};
        if (room.share.why != reason::defined) {
            room.effective_number = estimate::without(room.share.why);
            return room;
        }
        auto largest = detail::twofold{};
        for (std::size_t i = 0; i < among.size(); ++i) {
            auto const pole = exposure_detail::holding_of(flows, among[i]).listed;
            largest = largest.value() < pole.value() ? pole : largest;
        }
        auto const beyond = listed_beyond(flows, among.all()) + flows.totals().unattributed;
        room.over_largest_pole = largest.hi != 0  ? beyond / largest
                                 : beyond.hi != 0 ? std::numeric_limits<double>::infinity()
                                                  : undefined;
        room.effective_number = number_beyond(flows, among.all());
        return room;
    }

    /// Of flows that are known within ranges: the intervals of the share and of the effective number. The ratio is
    /// undefined unless all amounts are points.
    template <interval_portfolio_like Flows, class Id>
        requires exposure_detail::party_in_ranges<bloc<Id>, Flows>
    [[nodiscard]] third_neighbor_room operator()(Flows const& flows, poles<Id> const& among) const
    {
        auto const view = flows.view();
        auto room = third_neighbor_room{third_neighbor_share_rule<Id>{among.all()}(view)};
        auto beyond = std::vector<partner_range<Id>>{};
        auto largest = detail::twofold{};
        for (std::size_t i = 0; i < among.size(); ++i) {
            auto const why = exposure_detail::without_range(view, among[i]);
            if (room.share.why == reason::defined || room.share.why == reason::unknown_part) {
                room.share = why == reason::defined ? room.share : estimate::without(why);
            }
            auto const pole = exposure_detail::parts_of(view, among[i]).party;
            largest = largest.value() < pole.low.value() ? pole.low : largest;
        }
        if (is_undefined(room.share.bounds.low)) {
            room.effective_number = estimate::without(room.share.why);
            return room;
        }
        if (room.share.why == reason::defined) { // all amounts are points, or none is beyond
            auto const others = exposure_detail::parts_of(view, among.all()).others;
            room.over_largest_pole = largest.hi != 0      ? others.low / largest
                                     : others.low.hi != 0 ? std::numeric_limits<double>::infinity()
                                                          : undefined;
        }
        for (auto const& each : view) {
            if (!among.all().contains(each.id)) {
                beyond.push_back(each);
            }
        }
        if (view.unlisted().high > 0) {
            room.effective_number = estimate::without(reason::unattributed);
            return room;
        }
        room.effective_number = estimate_of(interval_portfolio<Id>{beyond}, effective_number);
        return room;
    }

    /// All poles as one, a state or a bloc.
    template <class Flows, class Pole>
        requires(portfolio_like<Flows> || interval_portfolio_like<Flows>)
                && std::constructible_from<poles<detail::id_t<Flows>>, Pole const&>
    [[nodiscard]] third_neighbor_room operator()(Flows const& flows, Pole const& pole) const
    {
        return (*this)(flows, poles<detail::id_t<Flows>>{pole});
    }

private:
    template <class Flows, class Id>
    [[nodiscard]] static estimate number_beyond(Flows const& flows, bloc<Id> const& among)
    {
        if (auto const open = flows.totals().why_open(); open != reason::defined) {
            return estimate::without(open);
        }
        auto beyond = std::vector<std::remove_cvref_t<decltype(flows.amounts()[0])>>{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            if (!among.contains(flows.ids()[i])) {
                beyond.push_back(flows.amounts()[i]);
            }
        }
        auto proj = ranges::identity{};
        return as_estimate(detail::evaluate(effective_number.rule, beyond, proj));
    }
};

} // namespace balancing_detail

/// The partners beyond the poles, `third_neighbors(flows, poles{china, russia})`: their share T of the whole, T divided
/// by the share of the largest pole, and their effective number 1 / sum r^2, where r are their shares of what lies
/// beyond the poles.
///
/// A single state or bloc in place of the poles is one pole. T is `third_neighbor_share`, undefined where that is, and
/// then none of the three has a value; where a pole is not listed while part of the total is unattributed, T has an
/// interval. The effective number is also undefined when any part of the total is unattributed and when nothing lies
/// beyond the poles. The ratio is infinite when no pole has any flow. Linear in the partners.
/// @throws invalid_parameter for an empty bloc
/// Source: defined by this library, after Mongolia's "third neighbour" policy; Laakso and Taagepera (1979) for the
/// number.
inline constexpr balancing_detail::third_neighbors_fn third_neighbors{};

} // namespace equipoise
