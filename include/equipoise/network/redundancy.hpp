// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/flow_range.hpp>
#include <equipoise/network/route_graph.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// How many routes there are that have no place in common.
///
///     redundancy(graph, from, to)         their number
///     disjoint_routes(graph, from, to)    which they are, and what each can carry
namespace equipoise {

/// One of several routes that share nothing but their ends.
template <identifier Place>
struct disjoint_route {
    std::vector<Place> places{}; ///< in their order, both ends included
    interval capacity{};         ///< that of its narrowest link or place; a point where all of them are known
};

namespace network_detail {

/// The same network in which everything that can carry anything carries 1.
[[nodiscard]] inline route_network of_units(route_network network)
{
    auto const unit = [](detail::twofold const& x) { return detail::twofold{x.hi > 0 ? 1.0 : 0.0, 0}; };
    for (auto& link : network.links) {
        link.capacity = {unit(link.capacity.low), unit(link.capacity.high)};
    }
    for (auto& limit : network.place_limits) {
        limit = {unit(limit.low), unit(limit.high)};
    }
    return network;
}

struct redundancy_measure {
    template <identifier Place, place_or_party<Place> From, place_or_party<Place> To>
    [[nodiscard]] estimate operator()(route_graph<Place> const& graph, From const& from, To const& to) const
    {
        constexpr auto index = std::string_view{"redundancy"};
        return flow_between(of_units(network_of(graph)), roles_of(graph, from, to, index), index).value();
    }
};

struct disjoint_routes_fn {
    template <identifier Place, place_or_party<Place> From, place_or_party<Place> To>
    [[nodiscard]] std::vector<disjoint_route<Place>> operator()(route_graph<Place> const& graph, From const& from,
                                                                To const& to) const
    {
        constexpr auto index = std::string_view{"disjoint_routes"};
        auto const& network = network_of(graph);
        auto const roles = roles_of(graph, from, to, index);
        auto const flow = cut_of(of_units(network), roles, end_of_range::low, index);
        auto next = std::vector<std::size_t>(roles.size()); // of a place between the ends, the link that a route takes
        for (std::size_t k = 0; k < network.links.size(); ++k) {
            if (flow.link_is_used[k] != 0) {
                next[network.links[k].from] = k;
            }
        }
        auto routes = std::vector<disjoint_route<Place>>{};
        for (std::size_t first = 0; first < network.links.size(); ++first) {
            if (flow.link_is_used[first] == 0 || roles[network.links[first].from] != role::start) {
                continue;
            }
            auto route = disjoint_route<Place>{{graph.places()[network.links[first].from]}, {no_limit, no_limit}};
            auto const pass = [&](capacity_range const& capacity) {
                route.capacity.low = (std::min)(route.capacity.low, number(capacity.low));
                route.capacity.high = (std::min)(route.capacity.high, number(capacity.high));
            };
            for (auto k = first;; k = next[network.links[k].to]) {
                auto const place = network.links[k].to;
                pass(network.links[k].capacity);
                route.places.push_back(graph.places()[place]);
                if (roles[place] == role::end) {
                    break;
                }
                pass(network.place_limits[place]);
            }
            routes.push_back(std::move(route));
        }
        return routes;
    }
};

} // namespace network_detail

/// The number of routes from one place to another that have no place in common but their ends, and no link: the largest
/// flow if each link and each place on the way carries 1.
///
/// `redundancy(graph, from, to)` of a `route_graph`; the ends are those of `max_flow`. A whole number; more means
/// safer, 1 that there is a single point of failure, a link or a place that is part of every route, and 0 that there is
/// no route. It takes the closing of that many places, or of links that lead straight from end to end, to cut the ends
/// off from each other. Links and places with a capacity of 0 do not exist; several links from one place to another
/// count as one. Undefined where it depends on whether a capacity that is not known is 0; `bound` gives the interval.
/// @throws as `max_flow` does
/// Cost: r m steps for r routes and m links.
/// Source: Menger, Karl (1927), Zur allgemeinen Kurventheorie.
inline constexpr detail::estimate_fn<network_detail::redundancy_measure> redundancy{};

/// As many routes from one place to another as there are without a common place, each with its places and what its
/// narrowest link or place can carry.
///
/// `disjoint_routes(graph, from, to)`, a `disjoint_route` for each. Only links and places count that certainly carry
/// something, so that the number of routes is `redundancy`, or the low end of its bounds. Which routes are taken, where
/// there is a choice, depends on the names of places alone, not on the order of the links; other routes, of the same
/// number, may carry more.
/// @throws as `max_flow` does
/// Source: Menger, Karl (1927), Zur allgemeinen Kurventheorie.
inline constexpr network_detail::disjoint_routes_fn disjoint_routes{};

} // namespace equipoise
