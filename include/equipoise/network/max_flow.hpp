// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/flow_range.hpp>
#include <equipoise/network/route_graph.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

/// How much can flow between places at once, and where the narrowest place is.
///
///     max_flow(graph, from, to)      the most that all routes together carry
///     bottleneck(graph, from, to)    the links and places that limit it
namespace equipoise {

/// A link, or all links from one place to another together, and what they can carry.
template <identifier Place>
struct narrow_link {
    Place from{};
    Place to{};
    double capacity = 0;

    friend bool operator==(narrow_link const&, narrow_link const&) = default;
};

/// A place and the most that can pass through it.
template <identifier Place>
struct narrow_place {
    Place place{};
    double capacity = 0;

    friend bool operator==(narrow_place const&, narrow_place const&) = default;
};

/// Links and places through which everything has to go. Their capacities add up to `capacity`.
template <identifier Place>
struct narrowest_part {
    estimate capacity{};
    std::vector<narrow_link<Place>> links{};
    std::vector<narrow_place<Place>> places{};
};

namespace network_detail {

struct max_flow_measure {
    template <identifier Place, place_or_party<Place> From, place_or_party<Place> To>
    [[nodiscard]] estimate operator()(route_graph<Place> const& graph, From const& from, To const& to) const
    {
        return flow_between(network_of(graph), roles_of(graph, from, to, "max_flow"), "max_flow").value();
    }
};

struct bottleneck_fn {
    template <identifier Place, place_or_party<Place> From, place_or_party<Place> To>
    [[nodiscard]] narrowest_part<Place> operator()(route_graph<Place> const& graph, From const& from,
                                                   To const& to) const
    {
        constexpr auto index = std::string_view{"bottleneck"};
        auto const& network = network_of(graph);
        auto const flow = flow_between(network, roles_of(graph, from, to, index), index);
        auto result = narrowest_part<Place>{};
        result.capacity = flow.value();
        if (result.capacity.why != reason::defined) {
            return result;
        }
        // Where both ends of the range are the same, the cut of the high end has no unknown capacity.
        for (auto const k : flow.high.links) {
            auto const& link = network.links[k];
            result.links.push_back({graph.places()[link.from], graph.places()[link.to], number(link.capacity.high)});
        }
        for (auto const p : flow.high.places) {
            result.places.push_back({graph.places()[p], number(network.place_limits[p].high)});
        }
        return result;
    }
};

} // namespace network_detail

/// The most that can flow from one place to another in a period over all routes together.
///
/// `max_flow(graph, from, to)` of a `route_graph`. An end is a place or a `bloc` of places, which together send or
/// receive any part of the flow; limits of the ends do not count, those of places on the way do. In the unit of the
/// capacities, in [0, infinity); more means that more can be moved. It is 0 where no route leads from one end to the
/// other. Undefined where it depends on a capacity that is not known; `bound` gives the flow at the low and at the high
/// ends of the capacities. The value is the sum of the capacities of the narrowest part (see `bottleneck`), rounded
/// once. No other part is narrower by more than 2^-100 of the largest capacity. Nothing else is taken to use the
/// routes.
/// @throws not_found for a place that the graph lacks; invalid_parameter for a place at both ends and for a bloc
/// without places; sum_overflow where the flow is above the largest double
/// Cost: at most n m^2 steps for n places and m links; twice that if a capacity is not known.
/// Source: Ford, Lester and Fulkerson, Delbert (1956), Maximal flow through a network; Edmonds, Jack and Karp, Richard
/// (1972), Theoretical improvements in algorithmic efficiency for network flow problems.
inline constexpr detail::estimate_fn<network_detail::max_flow_measure> max_flow{};

/// The narrowest part of all routes from one place to another: links and places through which everything goes, and
/// which together carry no more than the largest flow.
///
/// `bottleneck(graph, from, to)`, a `narrowest_part`; the arguments are those of `max_flow`. Several links from one
/// place to another stand as one, with the sum of their capacities. Where several parts are equally narrow, it is the
/// one nearest to `from`. Its `capacity` is `max_flow.result(graph, from, to)`; where this is undefined, nothing is
/// named. Where no route leads from one end to the other, the capacity is 0 and nothing is named.
/// @throws as `max_flow` does
/// Source: Ford, Lester and Fulkerson, Delbert (1956), Maximal flow through a network: the largest flow is the smallest
/// capacity of such a part.
inline constexpr network_detail::bottleneck_fn bottleneck{};

} // namespace equipoise
