// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/network/detail/route_network.hpp>

#include <string_view>
#include <vector>

namespace equipoise::network_detail {

[[nodiscard]] inline double number(arc_capacity const& capacity)
{
    return capacity.has_limit() ? capacity.amount.value() : no_limit;
}

/// The smallest cuts at the low and at the high ends of all capacities.
struct flow_range {
    minimum_cut low{};
    minimum_cut high{};

    [[nodiscard]] bool is_known() const { return !(low.capacity < high.capacity) && !(high.capacity < low.capacity); }
    [[nodiscard]] estimate value() const
    {
        auto const bounds = interval{number(low.capacity), number(high.capacity)};
        return estimate::within(bounds, bounds.is_point() ? reason::defined : reason::unknown_part);
    }
};

[[nodiscard]] inline flow_range flow_between(route_network const& network, std::vector<role> const& roles,
                                             std::string_view index)
{
    auto is_known = true;
    for (auto const& link : network.links) {
        is_known = is_known && link.capacity.is_known();
    }
    for (auto const& limit : network.place_limits) {
        is_known = is_known && limit.is_known();
    }
    auto result = flow_range{cut_of(network, roles, end_of_range::low, index), {}};
    result.high = is_known ? result.low : cut_of(network, roles, end_of_range::high, index);
    return result;
}

} // namespace equipoise::network_detail
