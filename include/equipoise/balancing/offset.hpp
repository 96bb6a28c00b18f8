// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/core/weights.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How the tilts of a state's channels (trade, arms, votes, ...) cancel, and what is left of them.
///
///     offset    1 - |sum w t| / sum w |t|
///     net_tilt  sum w t / sum w
namespace equipoise {

namespace balancing_detail {

/// Tilts, one for each channel: numbers, or intervals where a tilt is known only within bounds.
template <class Tilts>
concept tilt_range = ranges::forward_range<Tilts const&>
                     && (std::convertible_to<ranges::range_reference_t<Tilts const&>, double>
                         || std::convertible_to<ranges::range_reference_t<Tilts const&>, interval>);

template <class Tilts>
concept interval_tilts = tilt_range<Tilts> && std::convertible_to<ranges::range_reference_t<Tilts const&>, interval>;

/// The sum of w t over the channels that lean to the first power, that of w |t| over those that lean to the second,
/// and the sum of all w.
struct tilt_sums {
    detail::twofold to_first{};
    detail::twofold to_second{};
    detail::twofold weights{};
    reason why = reason::defined; ///< whether a tilt is undefined

    [[nodiscard]] constexpr bool no_tilt() const noexcept { return to_first.hi == 0 && to_second.hi == 0; }

    /// 1 - |a - b| / (a + b) as 2 min(a, b) / (a + b), which does not cancel.
    [[nodiscard]] constexpr outcome offset() const noexcept
    {
        if (why != reason::defined) {
            return why;
        }
        auto const lesser = (to_first - to_second).hi < 0 ? to_first : to_second;
        return no_tilt() ? outcome{reason::no_tilt}
                         : outcome{detail::at_most_one((lesser + lesser) / (to_first + to_second))};
    }

    /// (a - b) / sum w
    [[nodiscard]] constexpr outcome net_tilt() const noexcept
    {
        return why != reason::defined ? outcome{why}
                                      : outcome{(std::clamp)((to_first - to_second) / weights, -1.0, 1.0) + 0.0};
    }
};

/// Sums the tilts tilt_of(entry) of all entries.
/// @throws invalid_parameter for a tilt outside [-1, 1]
template <class Entries, class TiltOf>
[[nodiscard]] tilt_sums sum_tilts(Entries const& entries, detail::summed_weights const& weights, std::string_view index,
                                  TiltOf tilt_of)
{
    auto to_first = detail::running_sum{};
    auto to_second = detail::running_sum{};
    auto why = reason::defined;
    std::size_t d = 0;
    for (auto const& entry : entries) {
        double const tilt = tilt_of(entry);
        if (is_undefined(tilt)) {
            why = reason::unknown_part;
        } else if (tilt < -1 || tilt > 1) {
            throw invalid_parameter{index, "tilt " + std::to_string(d), tilt, "in [-1, 1]"};
        } else {
            (tilt < 0 ? to_second : to_first).add(detail::two_product(weights.each[d], std::abs(tilt)));
        }
        ++d;
    }
    return {to_first.value(), to_second.value(), weights.sum, why};
}

/// What is known of a measure of tilts when each tilt is at its low end and when each is at its high end.
struct tilt_ends {
    tilt_sums low;
    tilt_sums high;
    bool known = true; ///< whether every tilt is one value

    [[nodiscard]] constexpr bool undefined_tilt() const noexcept
    {
        return low.why != reason::defined || high.why != reason::defined;
    }
};

template <class Tilts>
[[nodiscard]] tilt_ends sum_ends(Tilts const& tilts, detail::summed_weights const& weights, std::string_view index)
{
    if constexpr (interval_tilts<Tilts>) {
        auto ends = tilt_ends{sum_tilts(tilts, weights, index, [](interval const& tilt) { return tilt.low; }),
                              sum_tilts(tilts, weights, index, [](interval const& tilt) { return tilt.high; })};
        for (interval const& tilt : tilts) {
            ends.known = ends.known && tilt.is_point();
        }
        return ends;
    } else {
        auto const sums = sum_tilts(tilts, weights, index, [](double tilt) { return tilt; });
        return {sums, sums};
    }
}

/// A measure of tilts and weights; `Form` makes an estimate of the two ends.
template <class Form>
struct measure_of_tilts {
    template <class Tilts, ranges::forward_range Weights>
        requires tilt_range<Tilts> && amount_range<Weights const&>
    [[nodiscard]] estimate operator()(Tilts const& tilts, Weights const& weights) const
    {
        return of(tilts, detail::channel_weights(weights, detail::count_of(tilts), Form::name));
    }

    template <class Tilts>
        requires tilt_range<Tilts>
    [[nodiscard]] estimate operator()(Tilts const& tilts) const
    {
        return (*this)(tilts, detail::equal_weights(detail::count_of(tilts)));
    }

    /// With weights that have been checked, one for each tilt.
    template <class Tilts>
    [[nodiscard]] static estimate of(Tilts const& tilts, detail::summed_weights const& weights)
    {
        return Form::of(sum_ends(tilts, weights, Form::name));
    }
};

struct offset_form {
    static constexpr std::string_view name = "offset";

    /// The share of the pull towards the first power, a / (a + b), rises with every tilt, so that its bounds are its
    /// values at the two ends.
    [[nodiscard]] static constexpr estimate of(tilt_ends const& tilts)
    {
        if (tilts.undefined_tilt()) {
            return estimate::without(reason::unknown_part);
        }
        // where every tilt is 0 at one end, the least lean towards the other end decides
        auto const& low = tilts.low.no_tilt() ? tilts.high : tilts.low;
        auto const& high = tilts.high.no_tilt() ? low : tilts.high;
        auto const at_low = low.offset();
        auto const at_high = high.offset();
        if (at_low.why != reason::defined) {
            return estimate::without(at_low.why);
        }
        if (tilts.known) {
            return estimate::of(at_low.value);
        }
        auto const passes_1 =
            low.to_first.value() <= low.to_second.value() && high.to_first.value() >= high.to_second.value();
        return estimate::within(
            {(std::min)(at_low.value, at_high.value), passes_1 ? 1 : (std::max)(at_low.value, at_high.value)},
            reason::unknown_part);
    }
};

struct net_tilt_form {
    static constexpr std::string_view name = "net_tilt";

    [[nodiscard]] static constexpr estimate of(tilt_ends const& tilts)
    {
        auto const known = tilts.known && !tilts.undefined_tilt();
        return estimate::within({tilts.low.net_tilt().value, tilts.high.net_tilt().value},
                                known ? reason::defined : reason::unknown_part);
    }
};

} // namespace balancing_detail

/// How far tilts in different channels cancel: 1 - |sum w t| / sum w |t|, where t are the tilts and w the weights.
///
/// `offset(tilts, weights)`; without weights all channels weigh the same. Range [0, 1]: 0 means that all channels lean
/// the same way, 1 that the tilts cancel exactly. Undefined when all tilts are 0 (neutral is not offset) and when a
/// tilt is undefined; `offset.why_undefined(tilts, weights)` says which of the two. Tilts may be intervals, for which
/// `offset.bound(tilts, weights)` gives the exact interval; the value is then undefined unless every tilt is known.
/// @throws invalid_parameter for a tilt outside [-1, 1], a weight that is negative, infinite or NaN, weights that are
/// all zero, another number of weights than of tilts, and no tilts at all
/// Source: defined by this library, so that tilts of opposite signs cancel.
inline constexpr detail::estimate_fn<balancing_detail::measure_of_tilts<balancing_detail::offset_form>> offset{};

/// Net tilt over channels: sum w t / sum w, where t are the tilts and w the weights.
///
/// `net_tilt(tilts, weights)`; without weights all channels weigh the same. Range [-1, 1]. Undefined when a tilt is.
/// Tilts may be intervals, for which `net_tilt.bound(tilts, weights)` gives the exact interval.
/// @throws invalid_parameter as `offset` does
/// Source: defined by this library.
inline constexpr detail::estimate_fn<balancing_detail::measure_of_tilts<balancing_detail::net_tilt_form>> net_tilt{};

} // namespace equipoise
