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
    auto fractions = std::vector<double>{};
    auto largest = 0.0;
    auto proj = ranges::identity{};
    for_each_block(weights, proj, [&](double const* first, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!(first[i] >= 0 && first[i] <= (std::numeric_limits<double>::max)())) {
                throw invalid_parameter{index, "weight " + std::to_string(fractions.size()), first[i],
                                        "finite and not negative"};
            }
            fractions.push_back(first[i]);
            largest = (std::max)(largest, first[i]);
        }
    });
    if (fractions.size() != channels) {
        throw invalid_parameter{index, "number of weights", static_cast<double>(fractions.size()),
                                "that of the channels, " + std::to_string(channels)};
    }
    auto sum = running_sum{};
    for (auto& w : fractions) {
        w = scaled(w, -scale_for(largest));
        sum.add(w);
    }
    auto const total = sum.value();
    if (total.hi == 0) {
        throw invalid_parameter{index, "sum of the weights", 0.0, "positive"};
    }
    for (auto& w : fractions) {
        w = twofold{w} / total;
    }
    return fractions;
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
        return pull_of(tilts, weights, [](double tilt) { return tilt; }).cancelled();
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
        auto low = pull_of(tilts, weights, [](interval const& tilt) { return tilt.low; });
        auto high = pull_of(tilts, weights, [](interval const& tilt) { return tilt.high; });
        // where one end has every tilt at 0, a trace of a lean towards the other decides
        low = low.none() ? high : low;
        high = high.none() ? low : high;
        auto const at_low = low.cancelled();
        auto const at_high = high.cancelled();
        if (is_undefined(at_low)) {
            return {undefined, undefined};
        }
        auto const crosses = low.up.value() <= low.down.value() && high.up.value() >= high.down.value();
        return {(std::min)(at_low, at_high), crosses ? 1 : (std::max)(at_low, at_high)};
    }

private:
    /// sum w |t| over the tilts above 0 and over those below. up / (up + down) rises with every single tilt, which
    /// makes its bounds those of the tilts.
    struct pull {
        twofold up;
        twofold down;

        [[nodiscard]] constexpr bool none() const noexcept { return up.hi == 0 && down.hi == 0; }

        /// 1 - |up - down| / (up + down) without its cancellation
        [[nodiscard]] constexpr double cancelled() const noexcept
        {
            auto const lesser = up.value() < down.value() ? up : down;
            return none() ? undefined : at_most_one((lesser + lesser) / (up + down));
        }
    };

    template <class Tilts, class Weights, class End>
    [[nodiscard]] static pull pull_of(Tilts const& tilts, Weights const& weights, End end)
    {
        auto const fractions = normalized(weights, count_of(tilts), "offset");
        auto up = running_sum{};
        auto down = running_sum{};
        std::size_t d = 0;
        for (auto const& entry : tilts) {
            double const tilt = end(entry);
            if (is_undefined(tilt)) {
                return {{undefined}, {undefined}};
            }
            if (tilt < -1 || tilt > 1) {
                throw invalid_parameter{"offset", "tilt " + std::to_string(d), tilt, "in [-1, 1]"};
            }
            (tilt < 0 ? down : up).add(two_product(fractions[d], std::abs(tilt)));
            ++d;
        }
        return {up.value(), down.value()};
    }
};

struct balancing_gain_fn {
    template <ranges::forward_range Portfolios, ranges::forward_range Weights>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>> && amount_range<Weights const&>
    [[nodiscard]] double operator()(Portfolios const& channels, Weights const& weights) const
    {
        auto const gain = bound(channels, weights).low;
        for (auto const& flows : channels) {
            if (flows.totals().unattributed.hi != 0) {
                return undefined;
            }
        }
        return gain;
    }

    template <ranges::forward_range Portfolios>
        requires portfolio_like<ranges::range_reference_t<Portfolios const&>>
    [[nodiscard]] double operator()(Portfolios const& channels) const
    {
        return (*this)(channels, equal_weights(count_of(channels)));
    }

    /// sum over pairs of channels of w_d w_e |p_d - p_e|^2, each pair bounded for itself; where all is known this is
    /// the gain, without the cancellation of its other forms.
    template <class Portfolios, class Weights>
    [[nodiscard]] static interval bound(Portfolios const& channels, Weights const& given)
    {
        auto const weights = normalized(given, count_of(channels), "balancing_gain");
        auto low = running_sum{};
        auto high = running_sum{};
        std::size_t d = 0;
        for (auto it = ranges::begin(channels); it != ranges::end(channels); ++it, ++d) {
            if ((*it).totals().whole().hi == 0) {
                return {undefined, undefined};
            }
            std::size_t e = 0;
            for (auto other = ranges::begin(channels); other != it; ++other, ++e) {
                auto const apart = squared_distance(*it, *other);
                low.add(weights[d] * weights[e] * apart.low);
                high.add(weights[d] * weights[e] * apart.high);
            }
        }
        return {low.value().value(), high.value().value()};
    }

private:
    /// Between two compositions that are known in part. The farthest apart they can be: hidden partners are not
    /// shared, and as large as can be. The nearest: wherever one lists a partner, the other's hidden part meets it.
    template <class P, class Q>
    [[nodiscard]] static interval squared_distance(P const& p, Q const& q)
    {
        auto const cap_p = hidden_share_cap(p);
        auto const cap_q = hidden_share_cap(q);
        auto low = running_sum{};
        auto high = running_sum{};
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < p.size() || j < q.size()) {
            auto const mine = j == q.size() || (i < p.size() && !(q.ids()[j] < p.ids()[i]));
            auto const theirs = i == p.size() || (j < q.size() && !(p.ids()[i] < q.ids()[j]));
            auto const x = mine ? share_of(p, i++) : twofold{};
            auto const y = theirs ? share_of(q, j++) : twofold{};
            auto const gap = (x - y).value();
            auto const least = mine && theirs ? gap : (std::max)(0.0, mine ? gap - cap_q : -gap - cap_p);
            low.add(two_product(least, least));
            high.add(two_product(gap, gap));
        }
        high.add(most_uneven_rest(p, cap_p));
        high.add(most_uneven_rest(q, cap_q));
        constexpr auto farthest = 2.0; // compositions with nothing in common and one partner each
        return {(std::min)(low.value().value(), farthest), (std::min)(high.value().value(), farthest)};
    }

    /// A share before it is rounded.
    template <class P>
    [[nodiscard]] static twofold share_of(P const& flows, std::size_t i)
    {
        return quotient(twofold{flows.scaled(i)}, flows.totals().whole());
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
        if (rest == 0 || cap < 0x1p-400 * rest) {
            return 0;
        }
        auto const full = std::floor(rest / cap);
        auto const left = (std::max)(0.0, rest - full * cap);
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
