// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/network/detail/flow_network.hpp>

#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

namespace equipoise::network_detail {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// Between which two numbers a capacity lies; `high.hi` is infinite where only the low end is known.
struct capacity_range {
    detail::twofold low{};
    detail::twofold high{};

    [[nodiscard]] constexpr bool is_known() const noexcept { return low.hi == high.hi && low.lo == high.lo; }
};

/// All links from one place to another, as one.
struct joint_link {
    std::size_t from;
    std::size_t to;
    capacity_range capacity;
};

/// A graph of routes whose places are numbers.
struct route_network {
    std::vector<joint_link> links{};            ///< in order, each pair of places once
    std::vector<capacity_range> place_limits{}; ///< of each place; without a limit where none was given
};

enum class role : unsigned char { between, start, end, closed };

enum class end_of_range : unsigned char { low, high };

[[nodiscard]] inline arc_capacity end_of(capacity_range const& range, end_of_range which)
{
    return which == end_of_range::low ? range.low : range.high;
}

/// Links and places through which everything goes from start to end, with the smallest capacity.
struct minimum_cut {
    arc_capacity capacity{};
    std::vector<std::size_t> links{};
    std::vector<std::size_t> places{};
    std::vector<char> link_is_used{};
};

/// The arcs of a network between two ends, and what each stands for.
struct arcs_between {
    static constexpr std::size_t source = 0;
    static constexpr std::size_t sink = 1;
    std::size_t nodes = 2;
    std::vector<arc> arcs{};
    std::vector<std::size_t> stands_for{}; ///< a link, or the number of links and a place

    arcs_between(route_network const& network, std::vector<role> const& roles, end_of_range which)
    {
        auto entry = std::vector<std::size_t>(roles.size());
        auto exit = entry;
        for (std::size_t p = 0; p < roles.size(); ++p) {
            if (roles[p] == role::between) {
                entry[p] = exit[p] = nodes++;
                auto const limit = end_of(network.place_limits[p], which);
                if (limit.has_limit()) {
                    exit[p] = nodes++;
                    add({entry[p], exit[p], limit}, network.links.size() + p);
                }
            } else {
                entry[p] = exit[p] = roles[p] == role::start ? source : sink;
            }
        }
        for (std::size_t k = 0; k < network.links.size(); ++k) {
            auto const& link = network.links[k];
            auto const from = roles[link.from];
            auto const to = roles[link.to];
            // What goes back into the start or on from the end adds nothing.
            if (from != role::closed && to != role::closed && from != role::end && to != role::start) {
                add({exit[link.from], entry[link.to], end_of(link.capacity, which)}, k);
            }
        }
    }

    /// Whether there is a way from source to sink of which no part has a limit.
    [[nodiscard]] bool is_unlimited() const
    {
        auto reached = std::vector<char>(nodes);
        reached[source] = 1;
        for (auto more = true; more;) {
            more = false;
            for (auto const& each : arcs) {
                if (!each.capacity.has_limit() && reached[each.from] != 0 && reached[each.to] == 0) {
                    reached[each.to] = 1;
                    more = true;
                }
            }
        }
        return reached[sink] != 0;
    }

private:
    void add(arc const& each, std::size_t meaning)
    {
        if (arc_capacity{} < each.capacity) {
            arcs.push_back(each);
            stands_for.push_back(meaning);
        }
    }
};

/// Of all cuts of the smallest capacity the one nearest to the start, which does not depend on the flow that was found.
/// Nothing is named where the capacity has no limit.
/// @throws sum_overflow where the capacity is above the largest double
[[nodiscard]] inline minimum_cut cut_of(route_network const& network, std::vector<role> const& roles,
                                        end_of_range which, std::string_view index)
{
    auto result = minimum_cut{};
    result.link_is_used.resize(network.links.size());
    auto const way = arcs_between{network, roles, which};
    if (way.is_unlimited()) {
        result.capacity = detail::twofold{no_limit, 0};
        return result;
    }
    auto const flow = largest_flow_of(way.nodes, way.arcs, arcs_between::source, arcs_between::sink);
    auto sum = detail::running_sum{};
    for (std::size_t k = 0; k < way.arcs.size(); ++k) {
        auto const& each = way.arcs[k];
        auto const meaning = way.stands_for[k];
        auto const is_link = meaning < network.links.size();
        if (is_link) {
            result.link_is_used[meaning] = flow.is_used[k];
        }
        if (flow.is_on_source_side[each.from] != 0 && flow.is_on_source_side[each.to] == 0) {
            sum.add(each.capacity.amount);
            if (is_link) {
                result.links.push_back(meaning);
            } else {
                result.places.push_back(meaning - network.links.size());
            }
        }
    }
    result.capacity = sum.value();
    if (!result.capacity.has_limit()) {
        throw sum_overflow{index, "the sum of the capacities is above the largest double"};
    }
    return result;
}

} // namespace equipoise::network_detail
