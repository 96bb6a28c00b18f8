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
#include <utility>
#include <vector>

/// Weights that say how much each of several things counts: channels, targets, resolutions.
namespace equipoise::detail {

/// The number of elements of a range that need not know its size.
template <class R>
[[nodiscard]] constexpr std::size_t count_of(R const& range)
{
    std::size_t count = 0;
    for (auto it = ranges::begin(range); it != ranges::end(range); ++it) {
        ++count;
    }
    return count;
}

/// The weights of `count` things as doubles. In messages, `things` names all of them and name_of(i) one weight.
///
/// @throws invalid_parameter when there are more or fewer weights than things, when a weight is negative, infinite or
/// NaN, and when all weights are zero
template <class Weights, class NameOf, class Proj = ranges::identity>
[[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<double> checked_weights(Weights const& weights, std::size_t count,
                                                                      std::string_view index, std::string_view things,
                                                                      NameOf name_of, Proj proj = {})
{
    auto read = std::vector<double>{};
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

/// The name of a weight in messages: its position.
[[nodiscard]] inline std::string weight_at(std::size_t i)
{
    return "weight " + std::to_string(i);
}

/// Checked weights and their sum, in a unit in which products with them stay in the range of a double.
struct summed_weights {
    std::vector<double> each;
    twofold sum{};

    /// Of weights that have been checked, not all of which are zero.
    [[nodiscard]] static summed_weights of(std::vector<double> checked)
    {
        auto result = summed_weights{std::move(checked)};
        auto const exponent = scale_for(*std::max_element(result.each.begin(), result.each.end()));
        auto sum = running_sum{};
        for (auto& weight : result.each) {
            weight = scaled(weight, -exponent);
            sum.add(weight);
        }
        result.sum = sum.value();
        return result;
    }
};

/// The weights of a number of channels, or of other `things`, checked and summed.
/// @throws invalid_parameter as `checked_weights` does, and when there is no channel
template <class Weights, class NameOf = std::string (*)(std::size_t)>
[[nodiscard]] summed_weights channel_weights(Weights const& weights, std::size_t channels, std::string_view index,
                                             NameOf name_of = weight_at, std::string_view things = "channels")
{
    auto checked = checked_weights(weights, channels, index, things, name_of);
    if (channels == 0) {
        throw invalid_parameter{index, "number of " + std::string{things}, 0.0, "at least 1"};
    }
    return summed_weights::of(std::move(checked));
}

/// The same weight for each of a number of channels.
[[nodiscard]] inline std::vector<double> equal_weights(std::size_t channels)
{
    return std::vector<double>(channels, 1.0);
}

} // namespace equipoise::detail
