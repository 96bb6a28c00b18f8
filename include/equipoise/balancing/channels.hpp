// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How a state's channels (trade, arms, votes, ..) offset one another. All of it is defined by this library.
namespace equipoise {

namespace detail {

template <class R>
[[nodiscard]] std::size_t count_of(R const& range)
{
    std::size_t count = 0;
    for (auto it = ranges::begin(range); it != ranges::end(range); ++it) {
        ++count;
    }
    return count;
}

/// Weights as a fraction of their sum.
template <class Weights>
[[nodiscard]] std::vector<double> normalized(Weights const& weights, std::size_t channels, std::string_view index)
{
    auto scaled = std::vector<double>{};
    auto sum = running_sum{};
    for (auto const& weight : weights) {
        auto const w = static_cast<double>(weight);
        if (!(w >= 0 && w <= std::numeric_limits<double>::max())) {
            throw invalid_parameter{index, "weight " + std::to_string(scaled.size()), w, "finite and not negative"};
        }
        scaled.push_back(w);
        sum.add(w);
    }
    if (scaled.size() != channels) {
        throw invalid_parameter{index, "number of weights", static_cast<double>(scaled.size()),
                                "that of the channels, " + std::to_string(channels)};
    }
    auto const total = sum.value();
    if (total.hi == 0) {
        throw invalid_parameter{index, "sum of the weights", 0.0, "positive"};
    }
    for (auto& w : scaled) {
        w = twofold{w} / total;
    }
    return scaled;
}

/// One weight for all channels.
[[nodiscard]] inline std::vector<double> equal_weights(std::size_t channels)
{
    return std::vector<double>(channels, 1.0);
}

struct offset_fn {
    /// From the tilts, each with a weight of its own or all with the same.
    template <ranges::forward_range Tilts, ranges::forward_range Weights>
        requires amount_range<Weights const&> && std::convertible_to<ranges::range_reference_t<Tilts const&>, double>
    [[nodiscard]] double operator()(Tilts const& tilts, Weights const& weights) const
    {
        auto const net = pull(tilts, weights, [](double tilt) { return tilt; });
        return is_undefined(net) ? undefined : 1 - std::abs(net);
    }

    template <ranges::forward_range Tilts>
        requires std::convertible_to<ranges::range_reference_t<Tilts const&>, double>
    [[nodiscard]] double operator()(Tilts const& tilts) const
    {
        return (*this)(tilts, equal_weights(count_of(tilts)));
    }

    /// The interval of the offset for tilts that are intervals themselves.
    template <class Tilts, class Weights>
    [[nodiscard]] static interval bound(Tilts const& tilts, Weights const& weights)
    {
        for (interval const& tilt : tilts) {
            if (is_undefined(tilt.low) || is_undefined(tilt.high)) {
                return {undefined, undefined};
            }
        }
        auto low = pull(tilts, weights, [](interval const& tilt) { return tilt.low; });
        auto high = pull(tilts, weights, [](interval const& tilt) { return tilt.high; });
        // where one end has every tilt at 0, a trace of a lean towards the other decides
        low = is_undefined(low) ? high : low;
        high = is_undefined(high) ? low : high;
        auto const most = std::max(std::abs(low), std::abs(high));
        auto const least = low <= 0 && high >= 0 ? 0.0 : std::min(std::abs(low), std::abs(high));
        return {1 - most, 1 - least};
    }

private:
    /// sum w t / sum w |t| in [-1, 1]; it rises with every single tilt, which makes its bounds those of the tilts.
    template <class Tilts, class Weights, class End>
    [[nodiscard]] static double pull(Tilts const& tilts, Weights const& weights, End end)
    {
        auto const channels = count_of(tilts);
        auto const scaled = normalized(weights, channels, "offset");
        auto net = running_sum{};
        auto gross = running_sum{};
        std::size_t d = 0;
        for (auto const& entry : tilts) {
            double const tilt = end(entry);
            if (is_undefined(tilt)) {
                return undefined;
            }
            if (tilt < -1 || tilt > 1) {
                throw invalid_parameter{"offset", "tilt " + std::to_string(d), tilt, "in [-1, 1]"};
            }
            auto const weighted = two_product(scaled[d], tilt);
            net.add(weighted);
            gross.add(tilt < 0 ? -weighted : weighted);
            ++d;
        }
        return gross.value().hi == 0 ? undefined : net.value() / gross.value();
    }
};

struct balancing_gain_fn {
    template <ranges::forward_range Portfolios, ranges::forward_range Weights>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>> && amount_range<Weights const&>
    [[nodiscard]] double operator()(Portfolios const& channels, Weights const& weights) const
    {
        auto const count = count_of(channels);
        auto const scaled = normalized(weights, count, "balancing_gain");
        for (auto const& flows : channels) {
            if (flows.totals().whole().hi == 0 || flows.totals().unattributed.hi != 0) {
                return undefined;
            }
        }
        // sum_d w_d |p_d - m|^2 with m the mixture, which is sum w_d H_d - H(m) without its cancellation
        auto const held = columns(channels);
        auto gain = running_sum{};
        for (auto it = held.begin(); it != held.end();) {
            auto const last = std::find_if(it, held.end(), [&](auto const& other) { return other.id != it->id; });
            auto mixture = running_sum{};
            for (auto share = it; share != last; ++share) {
                mixture.add(two_product(scaled[share->channel], share->share));
            }
            auto const mean = mixture.value();
            auto absent = 1.0;
            for (; it != last; ++it) {
                auto const deviation = (twofold{it->share} - mean).value();
                gain.add(two_product(scaled[it->channel], deviation * deviation));
                absent -= scaled[it->channel];
            }
            gain.add(std::max(0.0, absent) * (mean * mean).value());
        }
        return std::clamp(gain.value().value(), 0.0, highest(scaled));
    }

    template <ranges::forward_range Portfolios>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>>
    [[nodiscard]] double operator()(Portfolios const& channels) const
    {
        return (*this)(channels, equal_weights(count_of(channels)));
    }

    /// sum over pairs of channels of w_d w_e |p_d - p_e|^2, each pair bounded for itself.
    template <class Portfolios, class Weights>
    [[nodiscard]] static interval bound(Portfolios const& channels, Weights const& given)
    {
        auto const weights = normalized(given, count_of(channels), "balancing_gain");
        auto bounds = interval{};
        std::size_t d = 0;
        for (auto it = ranges::begin(channels); it != ranges::end(channels); ++it, ++d) {
            if ((*it).totals().whole().hi == 0) {
                return {undefined, undefined};
            }
            std::size_t e = 0;
            for (auto other = ranges::begin(channels); other != it; ++other, ++e) {
                auto const apart = squared_distance(*it, *other);
                bounds.low += weights[d] * weights[e] * apart.low;
                bounds.high += weights[d] * weights[e] * apart.high;
            }
        }
        return {bounds.low, std::min(bounds.high, highest(weights))};
    }

private:
    template <class Id>
    struct column {
        Id id;
        std::size_t channel;
        double share;
    };

    template <class Portfolios>
    [[nodiscard]] static auto columns(Portfolios const& channels)
    {
        using flows_type = std::remove_cvref_t<ranges::range_reference_t<Portfolios const&>>;
        using id_type = std::remove_cvref_t<decltype(std::declval<flows_type const&>().ids()[0])>;
        auto all = std::vector<column<id_type>>{};
        std::size_t channel = 0;
        for (auto const& flows : channels) {
            for (std::size_t i = 0; i < flows.size(); ++i) {
                all.push_back({flows.ids()[i], channel, flows.share(i)});
            }
            ++channel;
        }
        std::stable_sort(all.begin(), all.end(), [](auto const& x, auto const& y) { return x.id < y.id; });
        return all;
    }

    [[nodiscard]] static double highest(std::vector<double> const& weights)
    {
        auto squared = 0.0;
        for (auto const w : weights) {
            squared += w * w;
        }
        return 1 - squared;
    }

    /// Between two compositions that are known in part. The farthest apart they can be: hidden partners are not
    /// shared, and as large as can be. The nearest: wherever one lists a partner, the other's hidden part meets it.
    template <class P, class Q>
    [[nodiscard]] static interval squared_distance(P const& p, Q const& q)
    {
        auto const cap_p = hidden_share_cap(p);
        auto const cap_q = hidden_share_cap(q);
        auto apart = interval{};
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < p.size() || j < q.size()) {
            auto const mine = j == q.size() || (i < p.size() && !(q.ids()[j] < p.ids()[i]));
            auto const theirs = i == p.size() || (j < q.size() && !(p.ids()[i] < q.ids()[j]));
            auto const x = mine ? p.share(i++) : 0.0;
            auto const y = theirs ? q.share(j++) : 0.0;
            auto const nearest = mine && theirs ? x - y : mine ? std::max(0.0, x - cap_q) : std::max(0.0, y - cap_p);
            apart.low += nearest * nearest;
            apart.high += (x - y) * (x - y);
        }
        apart.high += most_uneven_rest(p, cap_p) + most_uneven_rest(q, cap_q);
        return apart;
    }

    template <class P>
    [[nodiscard]] static double hidden_share_cap(P const& flows)
    {
        return twofold{hidden_cap(flows)} / flows.totals().whole();
    }

    /// sum of squares of the unattributed share, held by as few as can be.
    template <class P>
    [[nodiscard]] static double most_uneven_rest(P const& flows, double cap)
    {
        auto const rest = flows.residual_share();
        if (rest == 0) {
            return 0;
        }
        auto const full = std::floor(rest / cap);
        auto const left = std::max(0.0, rest - full * cap);
        return full * cap * cap + left * left;
    }
};

struct cross_concentration_fn {
    template <portfolio_like P, portfolio_like Q>
    [[nodiscard]] double operator()(P const& p, Q const& q) const
    {
        for (auto const* sums : {&p.totals(), &q.totals()}) {
            if (sums->whole().hi == 0 || sums->unattributed.hi != 0) {
                return undefined;
            }
        }
        auto sum = running_sum{};
        for (std::size_t i = 0; i < p.size(); ++i) {
            if (auto const j = q.position(p.ids()[i])) {
                sum.add(two_product(p.scaled(i), q.scaled(*j)));
            }
        }
        return at_most_one(sum.value() / (p.totals().whole() * q.totals().whole()));
    }
};

} // namespace detail

/// How far tilts in different channels cancel: 1 - |sum w t| / sum w |t|, t the tilts, w the weights.
///
/// `offset(tilts, weights)`; without weights all channels weigh the same. Range [0, 1]: 0 = all channels lean the
/// same way, 1 = they cancel exactly. Undefined when all tilts are 0 (neutral is not offset) or one is undefined.
/// Throws `invalid_parameter` for a tilt outside [-1, 1], a negative weight, weights that are all zero, or of another
/// number than the tilts. Source: defined by this library, because tilts of either sign are to cancel.
inline constexpr detail::offset_fn offset{};

/// What spreading over channels gains in diversity: sum w_d H_d - H(sum w_d p_d), p_d the shares in channel d.
///
/// `balancing_gain(portfolios, weights)`; without weights all channels weigh the same. Equal to half the weighted
/// squared distances between the channels' shares. Range [0, 1 - sum w^2]: 0 = the same profile in all channels.
/// Undefined when a channel has no flow or an unattributed part: `bound(balancing_gain, portfolios, weights)` holds
/// then, and may be wider than need be. Throws as `offset` does. Source: defined by this library; Gini-Simpson
/// diversity is concave (Rao 1982).
inline constexpr detail::balancing_gain_fn balancing_gain{};

/// The chance that a unit of one channel and a unit of another belong to the same partner: sum p_j q_j.
///
/// Range [0, sqrt(H_p H_q)]; low = separate levers. Undefined when either has no flow or an unattributed part.
/// Source: defined by this library; the numerator of the cosine of two compositions.
inline constexpr detail::cross_concentration_fn cross_concentration{};

} // namespace equipoise
