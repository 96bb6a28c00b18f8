// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/tally.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

/// Weights that say how much each of several things counts: channels, targets, resolutions.
namespace equipoise::detail {

template <class R>
[[nodiscard]] constexpr std::size_t count_of(R const& range)
{
    std::size_t count = 0;
    for (auto it = ranges::begin(range); it != ranges::end(range); ++it) {
        ++count;
    }
    return count;
}

/// Weights as they stand, in one unit, one for each of `count` things; name_of(i) is that of a weight in messages.
/// @throws invalid_parameter for another number of weights, a weight that is negative, infinite or NaN, and weights
/// that are all zero
template <class Weights, class NameOf>
[[nodiscard]] constexpr std::vector<double> checked_weights(Weights const& weights, std::size_t count,
                                                            std::string_view index, std::string_view things,
                                                            NameOf name_of)
{
    auto read = std::vector<double>{};
    auto proj = ranges::identity{};
    for_each_block(weights, proj, [&](double const* first, std::size_t length) {
        for (std::size_t i = 0; i < length; ++i) {
            if (!(first[i] >= 0 && first[i] <= (std::numeric_limits<double>::max)())) {
                throw invalid_parameter{index, name_of(read.size()), first[i], "finite and not negative"};
            }
            read.push_back(first[i]);
        }
    });
    if (read.size() != count) {
        auto required = std::string{"that of the "};
        required += things;
        throw invalid_parameter{index, "number of weights", static_cast<double>(read.size()),
                                required + ", " + std::to_string(count)};
    }
    if (!read.empty() && std::all_of(read.begin(), read.end(), [](double weight) { return weight == 0; })) {
        throw invalid_parameter{index, "sum of the weights", 0.0, "positive"};
    }
    return read;
}

/// A weight by its place, for messages.
[[nodiscard]] inline std::string weight_at(std::size_t i)
{
    return "weight " + std::to_string(i);
}

/// Weights of channels in a unit that keeps products with them in range, and their sum.
struct summed_weights {
    std::vector<double> each;
    twofold sum{};
};

template <class Weights, class NameOf = std::string (*)(std::size_t)>
[[nodiscard]] summed_weights channel_weights(Weights const& weights, std::size_t channels, std::string_view index,
                                             NameOf name_of = weight_at)
{
    auto result = summed_weights{checked_weights(weights, channels, index, "channels", name_of)};
    if (channels == 0) {
        throw invalid_parameter{index, "number of channels", 0.0, "at least 1"};
    }
    auto const exponent = scale_for(*std::max_element(result.each.begin(), result.each.end()));
    auto sum = running_sum{};
    for (auto& weight : result.each) {
        weight = scaled(weight, -exponent);
        sum.add(weight);
    }
    result.sum = sum.value();
    return result;
}

/// One weight for all channels.
[[nodiscard]] inline std::vector<double> equal_weights(std::size_t channels)
{
    return std::vector<double>(channels, 1.0);
}

} // namespace equipoise::detail
