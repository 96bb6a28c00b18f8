// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/route_graph.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

/// Graphs of routes for the tests.
namespace network_tests {

using road = equipoise::route_link<std::string>;
using limit = equipoise::place_limit<std::string>;

/// s sends 10 to a and 5 to b, a 7 to t and 2 to b, b 5 to t: 12 arrive.
[[nodiscard]] inline std::vector<road> small_links()
{
    return {{"s", "a", 10.}, {"s", "b", 5.}, {"a", "t", 7.}, {"b", "t", 5.}, {"a", "b", 2.}};
}

[[nodiscard]] inline std::string place_name(std::size_t place)
{
    return std::string(1, static_cast<char>('A' + place));
}

/// Links among `places` places A, B, ..., and limits of some, with capacities that are multiples of 1/8, so that their
/// sums are exact.
struct random_routes {
    std::vector<road> links{};
    std::vector<limit> limits{};
};

[[nodiscard]] inline random_routes some_routes(std::size_t places, unsigned seed)
{
    auto engine = std::minstd_rand{seed + 1};
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(engine() / 7 % n); };
    auto result = random_routes{};
    for (std::size_t p = 0; p + 1 < places; ++p) { // so that every place is there
        result.links.push_back({place_name(p), place_name(p + 1), static_cast<double>(below(40)) / 8});
    }
    for (auto more = below(3 * places); more != 0; --more) {
        auto const from = below(places);
        auto const to = (from + 1 + below(places - 1)) % places;
        result.links.push_back({place_name(from), place_name(to), static_cast<double>(below(40)) / 8});
    }
    for (std::size_t p = 0; p < places; ++p) {
        if (below(3) == 0) {
            result.limits.push_back({place_name(p), static_cast<double>(below(80)) / 8});
        }
    }
    return result;
}

} // namespace network_tests
