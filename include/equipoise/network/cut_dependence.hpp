// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/flow_range.hpp>
#include <equipoise/network/route_graph.hpp>

#include <string_view>

/// What a power can cut: the part of the largest flow that needs its places.
namespace equipoise {

namespace network_detail {

/// 1 - rest / all for 0 <= rest <= all, all > 0 and finite
[[nodiscard]] inline double lost_share(arc_capacity const& rest, arc_capacity const& all)
{
    auto const share = (all.amount - rest.amount) / all.amount;
    return share > 0 ? detail::at_most_one(share) : 0;
}

/// Whatever the capacities, the flows lie in their ranges, and the rest is not above the whole.
[[nodiscard]] inline estimate dependence_on_closed(flow_range const& all, flow_range const& rest)
{
    auto const none = arc_capacity{};
    if (!(none < all.high.capacity)) {
        return estimate::without(reason::no_flow);
    }
    auto const has_flow = none < all.low.capacity;
    if (has_flow && all.is_known() && rest.is_known()) {
        return estimate::of(lost_share(rest.low.capacity, all.low.capacity));
    }
    auto bounds = interval{0, 1};
    if (!(none < rest.high.capacity)) {
        bounds.low = 1;
    } else if (rest.high.capacity < all.low.capacity) {
        bounds.low = lost_share(rest.high.capacity, all.low.capacity);
    }
    if (all.high.capacity.has_limit()) {
        bounds.high = lost_share(rest.low.capacity, all.high.capacity);
    }
    return estimate::within(bounds, has_flow && bounds.is_point() ? reason::defined : reason::unknown_part);
}

struct cut_dependence_measure {
    template <identifier Place, place_or_party<Place> Power, place_or_party<Place> From, place_or_party<Place> To>
    [[nodiscard]] estimate operator()(route_graph<Place> const& graph, Power const& power, From const& from,
                                      To const& to) const
    {
        constexpr auto index = std::string_view{"cut_dependence"};
        auto roles = roles_of(graph, from, to, index);
        auto const all = flow_between(network_of(graph), roles, index);
        set_role(roles, graph, power, role::closed, index);
        return dependence_on_closed(all, flow_between(network_of(graph), roles, index));
    }
};

} // namespace network_detail

/// The share of the largest flow between two places that is lost when the places of a power are closed: 1 - F' / F, in
/// which F is `max_flow` with and F' without these places and all their links.
///
/// `cut_dependence(graph, power, from, to)` of a `route_graph`; the power is a place or a `bloc` of places, the ends
/// are those of `max_flow`. In [0, 1]; higher means more dependent. Unlike `transit_share`, which counts the routes
/// that are taken today, it lets what is cut take all other routes that have room. It is 0 for places that others can
/// replace altogether, and the values of several places need not add up to anything. Undefined where nothing can flow
/// in any case, and where it depends on a capacity that is not known; `bound` then gives an interval that holds it for
/// all capacities in their ranges. Its ends are rounded to the nearest double, and it may be wider than needed.
/// @throws not_found for a place that the graph lacks; invalid_parameter for a power that holds an end, for a place at
/// both ends and for a bloc without places; sum_overflow as `max_flow` does
/// Cost: that of `max_flow`, twice.
/// Source: defined by this library, as what the removal of a node takes from the largest flow; without capacities, this
/// is what Albert, Jeong and Barabasi (2000), Error and attack tolerance of complex networks, do.
inline constexpr detail::estimate_fn<network_detail::cut_dependence_measure> cut_dependence{};

} // namespace equipoise
