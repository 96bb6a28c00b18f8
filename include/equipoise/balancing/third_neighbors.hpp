// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/stance.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/model/partition.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <vector>

/// What lies beyond the great powers that a state stands between.
namespace equipoise {

/// The room that the partners beyond the poles give a state.
struct third_neighbor_room {
    double share = undefined;             ///< of the whole, in [0, 1]
    double over_largest_pole = undefined; ///< that share over the share of the largest pole, in [0, infinity]
    double effective_number = undefined;  ///< of the partners beyond, in [1, n]
    reason why = reason::defined;         ///< why there is no share
    reason why_no_number = reason::defined;
};

namespace balancing_detail {

struct third_neighbors_fn {
    template <portfolio_like Flows, class Id>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] third_neighbor_room operator()(Flows const& flows, poles<Id> const& among) const
    {
        auto room = third_neighbor_room{};
        auto const share = third_neighbor_share_rule<Id>{among.all()}(flows);
        room.share = share.value;
        room.why = room.why_no_number = share.why;
        if (share.why != reason::defined) {
            return room;
        }
        auto largest = detail::twofold{};
        for (std::size_t i = 0; i < among.size(); ++i) {
            auto const pole = exposure_detail::holding_of(flows, among[i]).listed;
            largest = largest.value() < pole.value() ? pole : largest;
        }
        auto const beyond_poles = held_beyond(flows, among.all()) + flows.totals().unattributed;
        room.over_largest_pole = largest.hi != 0        ? beyond_poles / largest
                                 : beyond_poles.hi != 0 ? std::numeric_limits<double>::infinity()
                                                        : undefined;
        if (auto const open = flows.totals().why_open(); open != reason::defined) {
            room.why_no_number = open;
            return room;
        }
        auto beyond = std::vector<std::remove_cvref_t<decltype(flows.amounts()[0])>>{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            if (!among.all().contains(flows.ids()[i])) {
                beyond.push_back(flows.amounts()[i]);
            }
        }
        auto proj = ranges::identity{};
        auto const number = detail::evaluate(effective_number.rule, beyond, proj);
        room.effective_number = number.value;
        room.why_no_number = number.why;
        return room;
    }

    /// All poles as one, a state or a bloc.
    template <portfolio_like Flows, class Pole>
        requires std::constructible_from<poles<detail::id_t<Flows>>, Pole const&>
    [[nodiscard]] third_neighbor_room operator()(Flows const& flows, Pole const& pole) const
    {
        return (*this)(flows, poles<detail::id_t<Flows>>{pole});
    }
};

} // namespace balancing_detail

/// The partners beyond the poles, `third_neighbors(flows, poles{china, russia})`: their share T of the whole, T over
/// the share of the largest pole, and their effective number 1 / sum r^2, r their shares of what lies beyond.
///
/// A single state or bloc in the place of the poles is one pole. T is `third_neighbor_share`, for which `bound` gives
/// an interval where a pole is not listed beside an unattributed part. Undefined, with the reason, as that is; the
/// number also beside any unattributed part, and when nothing lies beyond. The ratio is infinite with nothing at any
/// pole. Throws `invalid_parameter` for an empty bloc. Linear. Source: defined by this library, after Mongolia's "third
/// neighbour" policy; Laakso and Taagepera (1979) for the number.
inline constexpr balancing_detail::third_neighbors_fn third_neighbors{};

} // namespace equipoise
