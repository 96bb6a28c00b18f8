// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/identifiers.hpp>

#include <concepts>
#include <limits>
#include <type_traits>
#include <vector>

/// One figure for the exposures to a power in several channels: trade, arms, energy, aid, debt.
///
///     channel_profile(channels)   sum w_d s_d / sum w_d
namespace equipoise {

/// A channel, the exposure in it (a number, which is `undefined` where it is not known, or an interval, both of whose
/// ends are NaN where nothing is known), and the weight of the channel.
template <identifier Channel, class Exposure = double>
struct weighted_channel {
    Channel channel{};
    Exposure exposure{};
    double weight = 0;
};

template <class Channel, class Exposure>
weighted_channel(Channel, Exposure, double) -> weighted_channel<Channel, Exposure>;

/// What happens to the weight of channels whose exposure is not known.
enum class missing_channels : unsigned char {
    leave_open, ///< the exposure may be anything in [0, 1], so that the mean has bounds and no value
    reweight,   ///< the channels are omitted, and the others weigh more in proportion
};

/// The mean over the channels, as an estimate, and how much of it is not known.
template <class Channel>
struct profile : estimate {
    std::vector<Channel> missing{}; ///< the channels with a positive weight and an unknown exposure
    double missing_weight = 0;      ///< their part of the sum of the weights, in [0, 1]
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
        auto unknown = detail::running_sum{};
        auto const most = largest_weight(channels);
        for (auto const& each : channels) {
            auto const weight = detail::scaled(each.weight, -detail::scale_for(most));
            auto const exposure = as_interval(each.exposure);
            if (is_undefined(exposure.low) || is_undefined(exposure.high)) {
                if (weight > 0) {
                    result.missing.push_back(each.channel);
                    unknown.add(weight);
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
        auto const all = known.value() + unknown.value();
        if (all.hi == 0) {
            throw invalid_parameter{"channel_profile", "sum of the weights", 0.0, "positive"};
        }
        result.missing_weight = unknown.value() / all;
        auto const open = policy == missing_channels::leave_open;
        auto const divisor = open ? all : known.value();
        if (divisor.hi == 0) {
            result.why = reason::unknown_part;
            return result;
        }
        auto const mean =
            interval{low.value() / divisor, (high.value() + (open ? unknown.value() : detail::twofold{})) / divisor};
        static_cast<estimate&>(result) =
            estimate::within(mean, mean.is_point() ? reason::defined : reason::unknown_part);
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

/// Weighted mean of a state's exposures to one power over channels: sum w_d s_d / sum w_d. The result is a `profile`.
///
/// Called as `channel_profile(channels)` or `channel_profile(channels, missing_channels::reweight)`, with a range of
/// `weighted_channel`. The weights are the caller's; there are no default weights. Exposures are in [0, 1], or
/// intervals. Range [0, 1]; higher means more exposed. A channel with an unknown exposure leaves the mean undefined
/// within bounds, or is omitted with `missing_channels::reweight`; the result lists it either way.
/// @throws invalid_parameter, which names the channel, for exposures outside [0, 1] and negative weights, and for
/// weights that are all zero
/// Source: defined by this library, so that weights and gaps are visible.
inline constexpr exposure_detail::channel_profile_fn channel_profile{};

} // namespace equipoise
