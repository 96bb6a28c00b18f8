// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/weights.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

/// What a state gains by spreading over channels (trade, arms, votes, ...) with different partners.
///
///     balancing_gain  sum w_d H_d - H(sum w_d p_d), H = 1 - sum of squared shares
namespace equipoise {

namespace balancing_detail {

struct balancing_gain_measure {
    template <ranges::forward_range Portfolios, ranges::forward_range Weights>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>> && amount_range<Weights const&>
    [[nodiscard]] estimate operator()(Portfolios const& channels, Weights const& weights) const
    {
        return of(channels, detail::channel_weights(weights, detail::count_of(channels), name));
    }

    template <ranges::forward_range Portfolios>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>>
    [[nodiscard]] estimate operator()(Portfolios const& channels) const
    {
        return (*this)(channels, detail::equal_weights(detail::count_of(channels)));
    }

    /// With weights that have been checked, one for each channel: the sum over the pairs of channels of
    /// w_d w_e |p_d - p_e|^2, in which nothing cancels. Each pair is bounded by itself.
    template <class Portfolios>
    [[nodiscard]] static estimate of(Portfolios const& channels, detail::summed_weights const& weights)
    {
        auto why = reason::defined;
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        std::size_t d = 0;
        for (auto it = ranges::begin(channels); it != ranges::end(channels); ++it, ++d) {
            if (auto const missing = comparison_detail::without_shares(*it); missing != reason::defined) {
                why = why == reason::defined ? missing : why;
                if (detail::unknown_total(*it) != reason::defined || (*it).totals().whole().hi == 0) {
                    return estimate::without(why);
                }
            }
            std::size_t e = 0;
            for (auto other = ranges::begin(channels); other != it; ++other, ++e) {
                auto const distance = squared_distance(*it, *other);
                auto const both = detail::two_product(weights.each[d], weights.each[e]);
                low.add(both * distance.low);
                high.add(both * distance.high);
            }
        }
        auto const squared = weights.sum * weights.sum;
        return estimate::within({low.value() / squared, high.value() / squared}, why);
    }

private:
    static constexpr std::string_view name = "balancing_gain";

    /// The squared distance of two compositions that are known in part. It is largest when the hidden partners of the
    /// two differ and are as large as they can be, and smallest when the hidden part of either belongs to the partners
    /// that only the other one lists.
    template <class P, class Q>
    [[nodiscard]] static interval squared_distance(P const& p, Q const& q)
    {
        auto const both = comparison_detail::match(p, q, name);
        if (both.without_shares() == reason::defined && both.proportional()) {
            return {0, 0};
        }
        auto const hidden_p = comparison_detail::hidden_part::of(p);
        auto const hidden_q = comparison_detail::hidden_part::of(q);
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        comparison_detail::for_each_pair_of_shares(p, q, [&](comparison_detail::pair_of_shares const& one) {
            auto const gap = (one.x - one.y).value();
            auto const least = one.in_both()  ? gap
                               : one.in_first ? (std::max)(0.0, gap - hidden_q.cap.value())
                                              : (std::max)(0.0, -gap - hidden_p.cap.value());
            low.add(detail::two_product(least, least));
            high.add(detail::two_product(gap, gap));
        });
        high.add(hidden_p.most_squares());
        high.add(hidden_q.most_squares());
        constexpr auto farthest = 2.0; // of two compositions of a single partner each, which differ
        return {(std::min)(low.value().value(), farthest), (std::min)(high.value().value(), farthest)};
    }
};

} // namespace balancing_detail

/// The diversity gained by spreading over channels: sum w_d H_d - H(sum w_d p_d), where p_d are the shares in channel
/// d, w_d the weights as fractions of their sum, and H = 1 - sum of squared shares is the Gini-Simpson diversity.
///
/// `balancing_gain(portfolios, weights)`; without weights all channels weigh the same. It equals half the weighted sum
/// of the squared distances between the channels' shares. Range [0, 1 - sum w^2], where 0 means the same shares in all
/// channels. Undefined when a channel has no flow or an unattributed part; in the latter case
/// `balancing_gain.bound(portfolios, weights)` gives an interval, which may be wider than necessary.
/// @throws invalid_parameter for weights as `offset` does
/// Source: defined by this library; Gini-Simpson diversity is concave (Rao 1982).
inline constexpr detail::estimate_fn<balancing_detail::balancing_gain_measure> balancing_gain{};

} // namespace equipoise
