// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/look_through.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// Where what is made ends up, and how long the chains are.
///
///     final_destination(world, consumer)   (L y_c)_i / x_i, the share of output that ends in a consumer's final demand
///     upstreamness(world)                  sum_j G_ij, the mean number of stages to final demand, 1 or more
///     output_multiplier(world)             sum_i L_ij, the output behind one unit; also called downstreamness
namespace equipoise {

namespace network_detail {

struct final_destination_measure {
    template <io_table System, class Consumers>
    [[nodiscard]] auto operator()(runner const& run, System const& system, Consumers const& consumers) const
    {
        auto const solve = solver<System>{system, "final_destination", run};
        auto const n = system.size();
        auto rhs = std::vector<double>{};
        std::size_t count = 0;
        auto const take = [&](auto const& who) {
            append(rhs, solve.in_units(system.demand_of(who, solve.index())));
            ++count;
        };
        if constexpr (is_list<Consumers>::value) {
            for (auto const& each : consumers) {
                take(each);
            }
        } else {
            take(consumers);
        }
        auto const found = solve.forward(std::move(rhs), count);
        auto all = std::vector<values_of<System>>{};
        for (std::size_t c = 0; c < count; ++c) {
            auto values = std::vector<estimate>{};
            for (std::size_t i = 0; i < n; ++i) { // the unit of a sector with output is its output
                values.push_back(system.output()[i] == 0
                                     ? estimate::without(reason::no_flow)
                                     : proven_estimate({found.value(c, i), found.error(c, i)}, found.proven));
            }
            all.emplace_back(system.shared_labels(), std::move(values), found.proven, found.passes);
        }
        if constexpr (is_list<Consumers>::value) {
            return all;
        } else {
            return std::move(all[0]);
        }
    }
};

template <bool Forward>
struct length_measure {
    template <io_table System>
    [[nodiscard]] values_of<System> operator()(runner const& run, System const& system) const
    {
        auto const solve = solver<System>{system, Forward ? "upstreamness" : "output_multiplier", run};
        auto const ones = std::vector<double>(system.size(), 1.0);
        auto const found = Forward ? solve.forward(ones, 1) : solve.backward(ones, 1);
        auto values = std::vector<estimate>{};
        for (std::size_t i = 0; i < system.size(); ++i) {
            values.push_back(Forward && system.output()[i] == 0 && core_of(system).negative
                                 ? estimate::without(reason::no_flow)
                                 : proven_estimate({found.value(0, i), found.error(0, i)}, found.proven));
        }
        return {system.shared_labels(), std::move(values), found.proven, found.passes};
    }
};

} // namespace network_detail

/// The share of each sector's output that ends in the final demand of a consumer, or of a bloc of consumers, directly
/// or inside other goods: (L y_c)_i / x_i. Over all consumers it adds up to 1, also where inventories are negative.
/// final_destination(world, consumer), or with a list of consumers, which share the passes. 1 less the share of the own
/// region is what is sold abroad, directly or indirectly. Undefined for a sector without output. Range: [0, 1] where
/// final demand is not negative.
/// @throws not_found for a consumer of no column; not_productive; invalid_parameter where final demand is not known
/// Cost: one right-hand side for each consumer.
/// Source: Imbs, Jean and Pauwels, Laurent (2022), Measuring openness.
inline constexpr network_detail::network_fn<network_detail::final_destination_measure> final_destination{};

/// How many stages each sector's output is from final demand, on average: the row sums of the Ghosh inverse. 1 when all
/// of it goes to final demand; more means further upstream. A sector without output has 1.
/// @throws not_productive when some sectors feed on themselves
/// Source: Antras, Pol, Chor, Davin, Fally, Thibault and Hillberry, Russell (2012), Measuring the upstreamness of
/// production and trade flows.
inline constexpr network_detail::network_fn<network_detail::length_measure<true>> upstreamness{};

/// The output of all sectors that stands behind one unit of each sector's output: the column sums of L. 1 or more.
/// @throws not_productive when some sectors feed on themselves
/// Other names: downstreamness, backward linkage. Source: Leontief (1936); Miller and Blair (2009), chapter 6.
inline constexpr network_detail::network_fn<network_detail::length_measure<false>> output_multiplier{};

} // namespace equipoise
