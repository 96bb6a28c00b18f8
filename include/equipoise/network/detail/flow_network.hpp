// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>

#include <boost/graph/edmonds_karp_max_flow.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace equipoise::network_detail {

/// The capacity of an arc, or what is left of it, to about 106 bits, so that a full arc has exactly nothing left. Where
/// `amount.hi` is infinite, there is no limit.
struct arc_capacity {
    detail::twofold amount{};

    constexpr arc_capacity() noexcept = default;
    constexpr arc_capacity(int whole) noexcept : amount{static_cast<double>(whole), 0} {}
    constexpr arc_capacity(detail::twofold given) noexcept : amount{given} {}

    [[nodiscard]] constexpr bool has_limit() const noexcept
    {
        return amount.hi <= (std::numeric_limits<double>::max)();
    }

    friend constexpr arc_capacity operator+(arc_capacity a, arc_capacity b) noexcept
    {
        return !a.has_limit() ? a : !b.has_limit() ? b : arc_capacity{a.amount + b.amount};
    }
    friend constexpr arc_capacity operator-(arc_capacity a, arc_capacity b) noexcept
    {
        return a.has_limit() ? arc_capacity{a.amount - b.amount} : a;
    }
    constexpr arc_capacity& operator+=(arc_capacity more) noexcept { return *this = *this + more; }
    friend constexpr bool operator<(arc_capacity a, arc_capacity b) noexcept
    {
        return a.amount.hi < b.amount.hi || (a.amount.hi == b.amount.hi && a.amount.lo < b.amount.lo);
    }
};

} // namespace equipoise::network_detail

// Boost.Graph begins the search for the smallest capacity of a path with the largest one of the type.
template <>
class std::numeric_limits<equipoise::network_detail::arc_capacity> {
public:
    static constexpr bool is_specialized = true;
    static constexpr equipoise::network_detail::arc_capacity max() noexcept
    {
        return equipoise::detail::twofold{std::numeric_limits<double>::infinity(), 0};
    }
};

namespace equipoise::network_detail {

struct arc {
    std::size_t from;
    std::size_t to;
    arc_capacity capacity;
};

/// Arcs and their opposites in the form that Boost.Graph asks for: arc k is edge 2k, its opposite edge 2k + 1.
class flow_network {
public:
    using vertex_descriptor = std::size_t;
    using edge_descriptor = std::size_t;
    using directed_category = boost::directed_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    struct traversal_category : boost::incidence_graph_tag, boost::vertex_list_graph_tag {};
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using out_edge_iterator = std::vector<std::size_t>::const_iterator;
    using vertex_iterator = std::vector<std::size_t>::const_iterator;
    static vertex_descriptor null_vertex() { return static_cast<std::size_t>(-1); }

    flow_network(std::size_t nodes, std::vector<arc> const& arcs)
        : nodes_(nodes), first_(nodes + 1), edges_(2 * arcs.size()), ends_(2 * arcs.size())
    {
        for (std::size_t v = 0; v < nodes; ++v) {
            nodes_[v] = v;
        }
        for (std::size_t k = 0; k < arcs.size(); ++k) {
            ends_[2 * k] = {arcs[k].from, arcs[k].to};
            ends_[2 * k + 1] = {arcs[k].to, arcs[k].from};
            ++first_[arcs[k].from + 1];
            ++first_[arcs[k].to + 1];
        }
        for (std::size_t v = 0; v < nodes; ++v) {
            first_[v + 1] += first_[v];
        }
        auto next = first_;
        for (std::size_t e = 0; e < ends_.size(); ++e) {
            edges_[next[ends_[e].first]++] = e;
        }
    }

    friend std::pair<vertex_iterator, vertex_iterator> vertices(flow_network const& g)
    {
        return {g.nodes_.begin(), g.nodes_.end()};
    }
    friend std::size_t num_vertices(flow_network const& g) { return g.nodes_.size(); }
    friend std::pair<out_edge_iterator, out_edge_iterator> out_edges(std::size_t v, flow_network const& g)
    {
        return {g.edge_at(v), g.edge_at(v + 1)};
    }
    friend std::size_t out_degree(std::size_t v, flow_network const& g) { return g.first_[v + 1] - g.first_[v]; }
    friend std::size_t source(std::size_t e, flow_network const& g) { return g.ends_[e].first; }
    friend std::size_t target(std::size_t e, flow_network const& g) { return g.ends_[e].second; }

private:
    std::vector<std::size_t> nodes_;
    std::vector<std::size_t> first_; ///< of each node, where its edges begin
    std::vector<std::size_t> edges_;
    std::vector<std::pair<std::size_t, std::size_t>> ends_;

    [[nodiscard]] out_edge_iterator edge_at(std::size_t v) const
    {
        return edges_.begin() + static_cast<std::ptrdiff_t>(first_[v]);
    }
};

/// A largest flow from one node to another, and the smallest set of nodes, that of the source among them, whose way out
/// is full.
struct largest_flow {
    std::vector<char> is_on_source_side{};
    std::vector<char> is_used{}; ///< of each arc, whether there is flow in it
};

/// @pre some arc of every path from source to sink has a limit
[[nodiscard]] inline largest_flow largest_flow_of(std::size_t nodes, std::vector<arc> const& arcs, std::size_t source,
                                                  std::size_t sink)
{
    auto graph = flow_network{nodes, arcs};
    auto const edges = 2 * arcs.size();
    auto capacity = std::vector<arc_capacity>(edges);
    auto left = std::vector<arc_capacity>(edges);
    auto opposite = std::vector<std::size_t>(edges);
    for (std::size_t e = 0; e < edges; ++e) {
        capacity[e] = e % 2 == 0 ? arcs[e / 2].capacity : arc_capacity{};
        opposite[e] = e ^ 1;
    }
    auto colours = std::vector<boost::default_color_type>(nodes);
    auto reached_by = std::vector<std::size_t>(nodes);
    auto const place = boost::typed_identity_property_map<std::size_t>{};
    boost::edmonds_karp_max_flow(graph, source, sink, boost::make_iterator_property_map(capacity.begin(), place),
                                 boost::make_iterator_property_map(left.begin(), place),
                                 boost::make_iterator_property_map(opposite.begin(), place),
                                 boost::make_iterator_property_map(colours.begin(), place),
                                 boost::make_iterator_property_map(reached_by.begin(), place));
    auto result = largest_flow{};
    for (auto const colour : colours) { // of the last search, which did not reach the sink
        result.is_on_source_side.push_back(colour != boost::white_color);
    }
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        result.is_used.push_back(arc_capacity{} < left[2 * k + 1]);
    }
    return result;
}

} // namespace equipoise::network_detail
