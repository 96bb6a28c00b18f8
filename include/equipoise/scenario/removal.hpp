// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/flow.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// How much of all flows between states is left when states drop out one after the other.
///
///     remove(flows, largest_first)    the state with the largest flow that is left first, each time anew
///     remove(flows, order)            in a given order
namespace equipoise {

/// The order in which the state with the largest flows, in and out, goes first, each time of those that are left.
struct largest_first_t {};
inline constexpr largest_first_t largest_first{};

/// A state that dropped out, and the share of all flows that is left then.
template <identifier Id>
struct removed_state {
    Id id{};
    double left = 0;
};

/// What is left after each state that dropped out.
template <identifier Id>
struct removal_curve {
    std::vector<removed_state<Id>> steps{}; ///< never rising; before the first step all is left
    estimate
        robustness{}; ///< the mean of what is left over the steps, in [0, 1]; higher means that flows hold out longer
};

namespace scenario_detail {

template <class Flows>
using id_in_rows = std::remove_cvref_t<decltype(ranges::range_value_t<Flows>::origin)>;

template <class Flows>
concept rows_of_flows = ranges::forward_range<Flows> && flow_like<ranges::range_value_t<Flows>>
                        && detail::fits_double<std::remove_cvref_t<decltype(ranges::range_value_t<Flows>::amount)>>;

struct remove_fn {
    template <rows_of_flows Flows>
    [[nodiscard]] auto operator()(Flows const& flows, largest_first_t) const
    {
        auto graph = edges<id_in_rows<Flows>>::of(flows);
        return graph.removed(graph.nodes.size(), [&](std::size_t) { return graph.largest(); });
    }

    template <rows_of_flows Flows>
    [[nodiscard]] auto operator()(Flows const& flows, std::vector<id_in_rows<Flows>> const& order) const
    {
        auto graph = edges<id_in_rows<Flows>>::of(flows);
        auto places = std::vector<std::size_t>{};
        for (auto const& id : order) {
            auto const found = std::lower_bound(graph.nodes.begin(), graph.nodes.end(), id);
            if (found == graph.nodes.end() || !(*found == id)) {
                throw invalid_parameter{"remove", text_of(id) + " has no flows"};
            }
            places.push_back(static_cast<std::size_t>(found - graph.nodes.begin()));
            if (std::find(places.begin(), places.end() - 1, places.back()) != places.end() - 1) {
                throw invalid_parameter{"remove", text_of(id) + " comes twice"};
            }
        }
        return graph.removed(places.size(), [&](std::size_t step) { return places[step]; });
    }

private:
    struct edge {
        std::size_t from;
        std::size_t to;
        double amount;
    };

    template <class Id>
    struct edges {
        std::vector<Id> nodes{};
        std::vector<edge> all{};
        std::vector<char> is_left{};

        template <class Flows>
        [[nodiscard]] static edges of(Flows const& flows)
        {
            auto graph = edges{};
            for (auto const& row : flows) {
                graph.nodes.push_back(row.origin);
                graph.nodes.push_back(row.destination);
            }
            auto& nodes = graph.nodes;
            std::sort(nodes.begin(), nodes.end());
            nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
            auto const place = [&](Id const& id) {
                return static_cast<std::size_t>(std::lower_bound(nodes.begin(), nodes.end(), id) - nodes.begin());
            };
            auto largest = 0.0;
            for (auto const& row : flows) {
                auto const amount = static_cast<double>(row.amount);
                if (!(amount >= 0 && amount <= (std::numeric_limits<double>::max)())) {
                    throw invalid_amount{"remove", graph.all.size(), amount};
                }
                graph.all.push_back({place(row.origin), place(row.destination), amount});
                largest = (std::max)(largest, amount);
            }
            auto const exponent = largest > 0 ? detail::exponent_of(largest) : 0;
            for (auto& each : graph.all) {
                each.amount = detail::scaled(each.amount, -exponent);
            }
            graph.is_left.assign(nodes.size(), 1);
            return graph;
        }

        [[nodiscard]] detail::twofold left() const
        {
            auto sum = detail::running_sum{};
            for (auto const& each : all) {
                sum.add(is_left[each.from] != 0 && is_left[each.to] != 0 ? each.amount : 0.0);
            }
            return sum.value();
        }

        /// The first of the nodes that are left with the largest flow to and from others that are.
        [[nodiscard]] std::size_t largest() const
        {
            auto sums = std::vector<detail::running_sum>(nodes.size());
            for (auto const& each : all) {
                if (is_left[each.from] != 0 && is_left[each.to] != 0) {
                    sums[each.from].add(each.amount);
                    if (each.from != each.to) {
                        sums[each.to].add(each.amount);
                    }
                }
            }
            auto best = nodes.size();
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                if (is_left[i] != 0 && (best == nodes.size() || (sums[i].value() - sums[best].value()).hi > 0)) {
                    best = i;
                }
            }
            return best;
        }

        template <class Next>
        [[nodiscard]] removal_curve<Id> removed(std::size_t steps, Next next)
        {
            auto curve = removal_curve<Id>{};
            auto const whole = left();
            if (whole.hi == 0) {
                curve.robustness = estimate::without(all.empty() ? reason::no_partners : reason::no_flow);
                return curve;
            }
            auto sum = detail::running_sum{};
            for (std::size_t step = 0; step < steps; ++step) {
                auto const node = next(step);
                is_left[node] = 0;
                auto const share = detail::quotient(left(), whole);
                sum.add(share);
                curve.steps.push_back({nodes[node], share.value()});
            }
            curve.robustness =
                steps == 0 ? estimate::of(1) : estimate::of(sum.value() / detail::twofold{static_cast<double>(steps)});
            return curve;
        }
    };
};

} // namespace scenario_detail

/// What is left of all flows when states drop out one after the other, a `removal_curve`.
///
/// `remove(flows, largest_first)` or `remove(flows, order)`, for a range of `flow` and a vector of states. A state that
/// drops out takes its flows in and out with it; nothing is replaced. Range of each step and of the robustness, their
/// mean, [0, 1]. The mean is over the steps that were asked for: compare the same number of steps. Undefined without
/// flow. Each step costs a pass over the flows.
///
/// For networks in which only links count, a random network falls apart once the part 1 - 1 / lambda of its links is
/// gone, with lambda the largest eigenvalue of the matrix of links; this library computes no such threshold.
/// @throws invalid_amount for an amount that is negative, infinite or NaN; invalid_parameter for a state that has no
/// flows or comes twice in the order
/// Source: Schneider, Moreira, Andrade, Havlin and Herrmann (2011), Mitigation of malicious attacks on networks, with
/// flows in place of the largest component; primary text not consulted.
inline constexpr scenario_detail::remove_fn remove{};

} // namespace equipoise
