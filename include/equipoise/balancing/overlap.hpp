// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/channels.hpp>
#include <equipoise/concentration/reference.hpp>
#include <equipoise/core/elementary.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

/// How alike two channels of a state are, and where all its channels pull together.
namespace equipoise {

namespace detail {

struct overlap_facts {
    static constexpr facts about{"overlap", "O", "sum min(p, q)", "1 - total variation; Finger and Kreinin (1979)",
                                 concentrating::neither};
    static constexpr std::string_view reference_name = "overlap, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(matched_amounts const& both)
    {
        auto const per_flow = both.reference.whole();
        auto const per_reference = both.flows.whole();
        auto sum = running_sum{};
        for (auto const& [x, y] : both.partners) {
            auto const above = per_flow * x - per_reference * y;
            sum.add(above.hi > 0 ? per_reference * y : per_flow * x);
        }
        return sum.value() / (per_flow * per_reference);
    }
};

struct cosine_facts {
    static constexpr facts about{"cosine_similarity", "cos", "sum p q / sqrt(sum p^2 sum q^2)",
                                 "the cosine of two vectors of shares", concentrating::neither};
    static constexpr std::string_view reference_name = "cosine_similarity, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(matched_amounts const& both)
    {
        auto cross = running_sum{};
        auto flows = running_sum{};
        auto reference = running_sum{};
        for (auto const& [x, y] : both.partners) {
            cross.add(two_product(x, y));
            flows.add(two_product(x, x));
            reference.add(two_product(y, y));
        }
        auto const squared = flows.value() * reference.value();
        return cross.value() / square_root(squared);
    }
};

struct net_tilt_fn {
    template <ranges::forward_range Tilts, ranges::forward_range Weights>
        requires amount_range<Weights const&> && std::convertible_to<ranges::range_reference_t<Tilts const&>, double>
    [[nodiscard]] double operator()(Tilts const& tilts, Weights const& weights) const
    {
        return net(tilts, weights, [](double tilt) { return tilt; });
    }

    template <ranges::forward_range Tilts>
        requires std::convertible_to<ranges::range_reference_t<Tilts const&>, double>
    [[nodiscard]] double operator()(Tilts const& tilts) const
    {
        return (*this)(tilts, equal_weights(count_of(tilts)));
    }

    /// The interval of the net tilt for tilts that are intervals themselves.
    template <class Tilts, class Weights>
    [[nodiscard]] static interval bound(Tilts const& tilts, Weights const& weights)
    {
        return {net(tilts, weights, [](interval const& tilt) { return tilt.low; }),
                net(tilts, weights, [](interval const& tilt) { return tilt.high; })};
    }

private:
    template <class Tilts, class Weights, class End>
    [[nodiscard]] static double net(Tilts const& tilts, Weights const& weights, End end)
    {
        auto const fractions = normalized(weights, count_of(tilts), "net_tilt");
        auto sum = running_sum{};
        std::size_t d = 0;
        for (auto const& entry : tilts) {
            double const tilt = end(entry);
            if (is_undefined(tilt)) {
                return undefined;
            }
            if (tilt < -1 || tilt > 1) {
                throw invalid_parameter{"net_tilt", "tilt " + std::to_string(d), tilt, "in [-1, 1]"};
            }
            sum.add(two_product(fractions[d++], tilt));
        }
        return std::clamp(sum.value().value(), -1.0, 1.0);
    }
};

} // namespace detail

/// Overlap of two compositions: sum min(p, q), the share of the flows that they have in common.
///
/// `overlap(exports, arms)`, arguments, matching, undefined cases and errors as for `kl`. Range [0, 1], 0 = no partner
/// in common, 1 = the same shares. 1 - `total_variation`, without the cancellation. Source: Finger and Kreinin (1979).
inline constexpr detail::comparison_fn<detail::overlap_facts> overlap{};

/// Cosine of two compositions: sum p q / sqrt(sum p^2 sum q^2).
///
/// Arguments, matching, undefined cases and errors as for `kl`. Range [0, 1], 0 = separate levers, 1 = the same
/// shares. `cross_concentration` over its greatest possible value. Source: the cosine of two vectors.
inline constexpr detail::comparison_fn<detail::cosine_facts> cosine_similarity{};

/// Net tilt over channels: sum w t, t the tilts, w the weights as fractions of their sum.
///
/// `net_tilt(tilts, weights)`; without weights all channels weigh the same. Range [-1, 1]. Undefined when a tilt is;
/// `bound(net_tilt, tilts, weights)` for interval tilts. Throws as `offset` does. Source: defined by this library.
inline constexpr detail::net_tilt_fn net_tilt{};

} // namespace equipoise
