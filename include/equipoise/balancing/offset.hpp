// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/core/weights.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How the tilts of a state's channels (trade, arms, votes, ..) cancel, and what is left of them.
namespace equipoise {

namespace balancing_detail {

/// Tilts, one for each channel.
template <class Tilts>
concept tilt_range =
    ranges::forward_range<Tilts const&> && std::convertible_to<ranges::range_reference_t<Tilts const&>, double>;

/// sum w |t| over the tilts above 0 and over those below, and sum w.
struct pull {
    detail::twofold up{};
    detail::twofold down{};
    detail::twofold whole{};
    reason why = reason::defined;

    [[nodiscard]] constexpr bool none() const noexcept { return up.hi == 0 && down.hi == 0; }

    /// 1 - |up - down| / (up + down) without its cancellation
    [[nodiscard]] constexpr outcome cancelled() const noexcept
    {
        if (why != reason::defined) {
            return why;
        }
        auto const lesser = (up - down).hi < 0 ? up : down;
        return none() ? outcome{reason::no_tilt} : outcome{detail::at_most_one((lesser + lesser) / (up + down))};
    }

    [[nodiscard]] constexpr outcome net() const noexcept
    {
        return why != reason::defined ? outcome{why} : outcome{(std::clamp)((up - down) / whole, -1.0, 1.0) + 0.0};
    }
};

/// The pull of tilts, end(entry) being the tilt of an entry.
template <class Tilts, class Weights, class End>
[[nodiscard]] pull pull_of(Tilts const& tilts, Weights const& weights, std::string_view index, End end)
{
    auto const given = detail::channel_weights(weights, detail::count_of(tilts), index);
    auto up = detail::running_sum{};
    auto down = detail::running_sum{};
    auto why = reason::defined;
    std::size_t d = 0;
    for (auto const& entry : tilts) {
        double const tilt = end(entry);
        if (is_undefined(tilt)) {
            why = reason::unknown_part;
        } else if (tilt < -1 || tilt > 1) {
            throw invalid_parameter{index, "tilt " + std::to_string(d), tilt, "in [-1, 1]"};
        } else {
            (tilt < 0 ? down : up).add(detail::two_product(given.each[d], std::abs(tilt)));
        }
        ++d;
    }
    return {up.value(), down.value(), given.sum, why};
}

inline constexpr auto the_tilt = [](double tilt) { return tilt; };
inline constexpr auto low_end = [](interval const& tilt) { return tilt.low; };
inline constexpr auto high_end = [](interval const& tilt) { return tilt.high; };

/// A measure of tilts: the measure itself, with the reason where it is undefined, and without weights.
template <class Measure>
struct of_tilts {
    template <class Tilts, ranges::forward_range Weights>
        requires tilt_range<Tilts> && amount_range<Weights const&>
    [[nodiscard]] outcome result(Tilts const& tilts, Weights const& weights) const
    {
        return Measure::of(pull_of(tilts, weights, Measure::name, the_tilt));
    }

    template <class Tilts>
        requires tilt_range<Tilts>
    [[nodiscard]] outcome result(Tilts const& tilts) const
    {
        return result(tilts, detail::equal_weights(detail::count_of(tilts)));
    }

    template <class Tilts, ranges::forward_range Weights>
        requires tilt_range<Tilts> && amount_range<Weights const&>
    [[nodiscard]] double operator()(Tilts const& tilts, Weights const& weights) const
    {
        return result(tilts, weights).value;
    }

    template <class Tilts>
        requires tilt_range<Tilts>
    [[nodiscard]] double operator()(Tilts const& tilts) const
    {
        return result(tilts).value;
    }
};

struct offset_fn : of_tilts<offset_fn> {
    static constexpr std::string_view name = "offset";
    [[nodiscard]] static constexpr outcome of(pull const& sums) noexcept { return sums.cancelled(); }

    /// The interval of the offset for tilts that are intervals themselves. up / (up + down) rises with every single
    /// tilt, which makes its bounds those of the tilts.
    template <class Tilts, class Weights>
    [[nodiscard]] static interval bound(Tilts const& tilts, Weights const& weights)
    {
        auto low = pull_of(tilts, weights, name, low_end);
        auto high = pull_of(tilts, weights, name, high_end);
        if (low.why != reason::defined || high.why != reason::defined) {
            return {undefined, undefined};
        }
        // where one end has every tilt at 0, a trace of a lean towards the other decides
        low = low.none() ? high : low;
        high = high.none() ? low : high;
        auto const at_low = low.cancelled().value;
        auto const at_high = high.cancelled().value;
        if (is_undefined(at_low)) {
            return {undefined, undefined};
        }
        auto const crosses = low.up.value() <= low.down.value() && high.up.value() >= high.down.value();
        return {(std::min)(at_low, at_high), crosses ? 1 : (std::max)(at_low, at_high)};
    }
};

struct net_tilt_fn : of_tilts<net_tilt_fn> {
    static constexpr std::string_view name = "net_tilt";
    [[nodiscard]] static constexpr outcome of(pull const& sums) noexcept { return sums.net(); }

    template <class Tilts, class Weights>
    [[nodiscard]] static interval bound(Tilts const& tilts, Weights const& weights)
    {
        return {of(pull_of(tilts, weights, name, low_end)).value, of(pull_of(tilts, weights, name, high_end)).value};
    }
};

} // namespace balancing_detail

/// How far tilts in different channels cancel: 1 - |sum w t| / sum w |t|, t the tilts, w the weights.
///
/// `offset(tilts, weights)`; without weights all channels weigh the same. Range [0, 1]: 0 = all channels lean the
/// same way, 1 = they cancel exactly. Undefined when all tilts are 0 (neutral is not offset) or one is undefined:
/// `why_undefined(offset, tilts, weights)` says which, `bound(offset, tilts, weights)` takes tilts that are intervals.
/// Throws `invalid_parameter` for a tilt outside [-1, 1], a negative weight, weights that are all zero, or of another
/// number than the tilts. Source: defined by this library, because tilts of either sign are to cancel.
inline constexpr balancing_detail::offset_fn offset{};

/// Net tilt over channels: sum w t, t the tilts, w the weights as fractions of their sum.
///
/// `net_tilt(tilts, weights)`; without weights all channels weigh the same. Range [-1, 1]. Undefined when a tilt is;
/// `bound(net_tilt, tilts, weights)` for interval tilts. Throws as `offset` does. Source: defined by this library.
inline constexpr balancing_detail::net_tilt_fn net_tilt{};

} // namespace equipoise
