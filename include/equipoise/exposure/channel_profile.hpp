// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/identifiers.hpp>

#include <concepts>
#include <limits>
#include <type_traits>
#include <vector>

/// One figure for the exposures to a power in several channels: trade, arms, energy, aid, debt.
namespace equipoise {

/// The exposure in a channel, `undefined` where it is not known (or an interval, with NaN at both ends), and the
/// weight of the channel.
template <identifier Channel, class Exposure = double>
struct weighted_channel {
    Channel channel{};
    Exposure exposure{};
    double weight = 0;
};

template <class Channel, class Exposure>
weighted_channel(Channel, Exposure, double) -> weighted_channel<Channel, Exposure>;

/// What becomes of the weight of channels without a value: it leaves the mean open, or it goes to the others.
enum class missing_channels : unsigned char { leave_open, reweight };

/// The mean over the channels, and what it rests on.
template <class Channel>
struct profile {
    double value = undefined;              ///< undefined unless every channel that counts is known
    interval bounds{undefined, undefined}; ///< with missing channels anywhere in [0, 1], or left out
    std::vector<Channel> missing;          ///< channels with a weight and without a value
    double missing_weight = 0;             ///< theirs, of the sum of the weights
};

namespace exposure_detail {

[[nodiscard]] constexpr interval as_interval(double value) noexcept
{
    return {value, value};
}

[[nodiscard]] constexpr interval as_interval(interval value) noexcept
{
    return value;
}

struct channel_profile_fn {
    template <ranges::forward_range Channels>
    [[nodiscard]] auto operator()(Channels const& channels,
                                  missing_channels policy = missing_channels::leave_open) const
    {
        using channel_type = std::remove_cvref_t<decltype((*ranges::begin(channels)).channel)>;
        auto result = profile<channel_type>{};
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        auto known = detail::running_sum{};
        auto absent = detail::running_sum{};
        auto const most = largest_weight(channels);
        for (auto const& each : channels) {
            auto const weight = detail::scaled(each.weight, -detail::scale_for(most));
            auto const exposure = as_interval(each.exposure);
            if (is_undefined(exposure.low) || is_undefined(exposure.high)) {
                if (weight > 0) {
                    result.missing.push_back(each.channel);
                    absent.add(weight);
                }
                continue;
            }
            if (!(exposure.low >= 0 && exposure.low <= exposure.high && exposure.high <= 1)) {
                throw invalid_parameter{"channel_profile", "exposure in " + text_of(each.channel),
                                        exposure.low < 0 ? exposure.low : exposure.high, "in [0, 1]"};
            }
            known.add(weight);
            low.add(detail::two_product(weight, exposure.low));
            high.add(detail::two_product(weight, exposure.high));
        }
        auto const all = known.value() + absent.value();
        if (all.hi == 0) {
            throw invalid_parameter{"channel_profile", "sum of the weights", 0.0, "positive"};
        }
        result.missing_weight = absent.value() / all;
        auto const open = policy == missing_channels::leave_open;
        auto const base = open ? all : known.value();
        if (base.hi == 0) {
            return result;
        }
        result.bounds = {low.value() / base, (high.value() + (open ? absent.value() : detail::twofold{})) / base};
        if (result.bounds.is_point()) {
            result.value = result.bounds.low;
        }
        return result;
    }

private:
    template <class Channels>
    [[nodiscard]] static double largest_weight(Channels const& channels)
    {
        auto most = 0.0;
        for (auto const& each : channels) {
            if (!(each.weight >= 0 && each.weight <= (std::numeric_limits<double>::max)())) {
                throw invalid_parameter{"channel_profile", "weight of " + text_of(each.channel), each.weight,
                                        "finite and not negative"};
            }
            most = most < each.weight ? each.weight : most;
        }
        return most;
    }
};

} // namespace exposure_detail

/// Weighted mean of a state's exposures to one power over channels: sum w_d s_d / sum w_d.
///
/// `channel_profile(channels)`, a range of `weighted_channel`; the weights are the caller's, and none is implied.
/// Exposures in [0, 1], or intervals. A channel without a value leaves the mean undefined and widens its bounds; with
/// `missing_channels::reweight` its weight goes to the others. Either way it is reported. Range [0, 1], up = more
/// exposed. Throws `invalid_parameter`, naming the channel, for exposures outside [0, 1], negative weights, and
/// weights that are all zero. Source: defined by this library, so that weights and gaps are seen.
inline constexpr exposure_detail::channel_profile_fn channel_profile{};

} // namespace equipoise
