// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/weights.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

/// What a state gains by spreading over channels (trade, arms, votes, ..) with different partners.
namespace equipoise {

namespace balancing_detail {

struct balancing_gain_fn {
    template <ranges::forward_range Portfolios, ranges::forward_range Weights>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>> && amount_range<Weights const&>
    [[nodiscard]] outcome result(Portfolios const& channels, Weights const& weights) const
    {
        auto const gain = bound(channels, weights).low;
        for (auto const& flows : channels) {
            if (auto const why = comparison_detail::without_shares(flows); why != reason::defined) {
                return why;
            }
        }
        return gain;
    }

    template <ranges::forward_range Portfolios>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>>
    [[nodiscard]] outcome result(Portfolios const& channels) const
    {
        return result(channels, detail::equal_weights(detail::count_of(channels)));
    }

    template <ranges::forward_range Portfolios, ranges::forward_range Weights>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>> && amount_range<Weights const&>
    [[nodiscard]] double operator()(Portfolios const& channels, Weights const& weights) const
    {
        return result(channels, weights).value;
    }

    template <ranges::forward_range Portfolios>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>>
    [[nodiscard]] double operator()(Portfolios const& channels) const
    {
        return result(channels).value;
    }

    /// sum over pairs of channels of w_d w_e |p_d - p_e|^2, each pair bounded for itself; where all is known this is
    /// the gain, without the cancellation of its other forms.
    template <class Portfolios, class Weights>
    [[nodiscard]] static interval bound(Portfolios const& channels, Weights const& given)
    {
        auto const weights = detail::channel_weights(given, detail::count_of(channels), "balancing_gain");
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        std::size_t d = 0;
        for (auto it = ranges::begin(channels); it != ranges::end(channels); ++it, ++d) {
            if (detail::unknown_total(*it) != reason::defined || (*it).totals().whole().hi == 0) {
                return {undefined, undefined};
            }
            std::size_t e = 0;
            for (auto other = ranges::begin(channels); other != it; ++other, ++e) {
                auto const apart = squared_distance(*it, *other);
                auto const both = detail::two_product(weights.each[d], weights.each[e]);
                low.add(both * apart.low);
                high.add(both * apart.high);
            }
        }
        auto const squared = weights.sum * weights.sum;
        return {low.value() / squared, high.value() / squared};
    }

private:
    /// Between two compositions that are known in part. The farthest apart they can be: hidden partners are not
    /// shared, and as large as can be. The nearest: wherever one lists a partner, the other's hidden part meets it.
    template <class P, class Q>
    [[nodiscard]] static interval squared_distance(P const& p, Q const& q)
    {
        auto const both = comparison_detail::match(p, q, "balancing_gain");
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
        constexpr auto farthest = 2.0; // compositions with nothing in common and one partner each
        return {(std::min)(low.value().value(), farthest), (std::min)(high.value().value(), farthest)};
    }
};

} // namespace balancing_detail

/// What spreading over channels gains in diversity: sum w_d H_d - H(sum w_d p_d), p_d the shares in channel d.
///
/// `balancing_gain(portfolios, weights)`; without weights all channels weigh the same. Equal to half the weighted
/// squared distances between the channels' shares. Range [0, 1 - sum w^2]: 0 = the same profile in all channels.
/// Undefined when a channel has no flow or an unattributed part: `bound(balancing_gain, portfolios, weights)` holds
/// then, and may be wider than need be. Throws `invalid_parameter` for weights as `offset` does. Source: defined by
/// this library; Gini-Simpson diversity is concave (Rao 1982).
inline constexpr balancing_detail::balancing_gain_fn balancing_gain{};

} // namespace equipoise
