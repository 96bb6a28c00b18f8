// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/evenness.hpp>
#include <equipoise/balancing/offset.hpp>
#include <equipoise/balancing/stance.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/model/channel_flows.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// How a state's channels hedge between two powers, in one value and in words.
///
///     hedge_report(channels, poles, weights)  stance and tilt of each channel, likeness of each pair of channels,
///                                             offset, net tilt and balancing gain over all of them
namespace equipoise {

/// What a hedge report tells of one channel.
struct channel_hedge {
    std::string name;
    coordinates stance;
    estimate tilt{};
    posture where = posture::undetermined;
};

/// What a hedge report tells of two channels; undefined where either has no flow.
struct channel_pair {
    std::string first;
    std::string second;
    estimate cross_concentration{};
    estimate overlap{};
    estimate cosine{};
};

/// How a state hedges between two powers over its channels.
struct hedge {
    std::vector<channel_hedge> channels;
    std::vector<channel_pair> pairs;
    std::vector<std::string> without_tilt; ///< names of the channels that the figures below do not count
    estimate offset{};
    estimate net_tilt{};
    estimate balancing_gain{};
    std::string reading; ///< the report in one sentence
};

/// What a hedge report takes for a lean, and how it treats a channel without a tilt.
struct hedge_options {
    posture_thresholds thresholds{};
    bool reweight =
        false; ///< false: offset, net tilt and gain are undefined; true: they are those of the other channels
};

namespace balancing_detail {

/// Bounds in percent: one number where both round to the same, otherwise rounded outwards.
[[nodiscard]] inline std::string percent(interval const& share)
{
    auto const text = [](double hundredths) { return std::to_string(std::lround(hundredths)) + "%"; };
    auto const nearest = text(100 * share.low);
    if (nearest == text(100 * share.high)) {
        return nearest;
    }
    return "between " + text(std::floor(100 * share.low)) + " and " + text(std::ceil(100 * share.high));
}

/// "a", "a and b", "a, b and c"
[[nodiscard]] inline std::string listed_in_words(std::vector<std::string> const& names)
{
    auto text = std::string{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

/// The sentence that reads a report out; `first` and `second` are the names of the poles.
[[nodiscard]] inline std::string hedge_in_words(hedge const& found, std::string const& first, std::string const& second)
{
    auto const channels_that_are = [&](posture which) {
        auto names = std::vector<std::string>{};
        for (auto const& channel : found.channels) {
            if (channel.where == which) {
                names.push_back(channel.name);
            }
        }
        return names;
    };
    auto text = std::string{};
    auto const say = [&](posture which, std::string const& words) {
        if (auto const names = channels_that_are(which); !names.empty()) {
            text += text.empty() ? "" : ", ";
            text += words;
            text += listed_in_words(names);
        }
    };
    auto const leans_to_first = !channels_that_are(posture::towards_first).empty();
    say(posture::towards_first, "leans to " + first + " in ");
    say(posture::towards_second, (leans_to_first ? "to " : "leans to ") + second + " in ");
    say(posture::equidistant, "is even between them in ");
    say(posture::disengaged, "is engaged with neither in ");
    say(posture::undetermined, "leaves open where it stands in ");
    if (!is_undefined(found.offset.bounds.low) && found.channels.size() - found.without_tilt.size() > 1) {
        text += "; the tilts offset one another to " + percent(found.offset.bounds);
    }
    if (!found.without_tilt.empty()) {
        text += "; without " + listed_in_words(found.without_tilt);
    }
    return text;
}

/// The channels that have a tilt, with their weights, and why the others have none.
template <class Id, class Amount>
struct tilted_channels {
    std::vector<interval> tilts;
    std::vector<portfolio_view<Id, Amount>> flows;
    std::vector<double> weights;
    reason why_without = reason::no_pole;

    [[nodiscard]] bool weigh_something() const
    {
        return std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
    }
};

struct hedge_report_fn {
    template <class Id, class Amount, ranges::forward_range Weights>
        requires amount_range<Weights const&>
    [[nodiscard]] hedge operator()(std::vector<channel_flows<Id, Amount>> const& channels, poles<Id> const& among,
                                   Weights const& weights, hedge_options const& options = {}) const
    {
        if (among.size() != 2) {
            throw invalid_parameter{"hedge_report", "number of poles", static_cast<double>(among.size()), "2"};
        }
        auto const given = detail::channel_weights(weights, channels.size(), "hedge_report", [&](std::size_t d) {
            return d < channels.size() ? "weight of " + channels[d].name : detail::weight_at(d);
        });
        auto found = hedge{};
        auto counted = tilted_channels<Id, Amount>{};
        for (std::size_t d = 0; d < channels.size(); ++d) {
            auto const& flows = channels[d].flows;
            auto const tilted = estimate_of(flows, tilt(among[0], among[1]));
            found.channels.push_back({channels[d].name, stance_fn{}(flows, among), tilted,
                                      posture_fn{}(flows, among[0], among[1], options.thresholds)});
            if (is_undefined(tilted.bounds.low)) {
                found.without_tilt.push_back(channels[d].name);
                if (auto const why = detail::unknown_total(flows); why != reason::defined) {
                    counted.why_without = why;
                }
            } else {
                counted.tilts.push_back(tilted.bounds);
                counted.flows.push_back(flows);
                counted.weights.push_back(given.each[d]);
            }
            for (std::size_t e = 0; e < d; ++e) {
                found.pairs.push_back(compare(channels[e], channels[d]));
            }
        }
        measure_all(std::move(counted), options.reweight, found);
        found.reading = hedge_in_words(found, among.name(0), among.name(1));
        return found;
    }

    template <class Id, class Amount>
    [[nodiscard]] hedge operator()(std::vector<channel_flows<Id, Amount>> const& channels, poles<Id> const& among,
                                   hedge_options const& options = {}) const
    {
        return (*this)(channels, among, detail::equal_weights(channels.size()), options);
    }

private:
    /// Fills in the figures over all channels. The weights have been checked before.
    template <class Counted>
    static void measure_all(Counted counted, bool reweight, hedge& found)
    {
        auto const counts = counted.weigh_something();
        if (!counts || !(found.without_tilt.empty() || reweight)) {
            auto const none = estimate::without(counts ? counted.why_without : reason::no_weight);
            found.offset = found.net_tilt = found.balancing_gain = none;
            return;
        }
        auto const weights = detail::summed_weights::of(std::move(counted.weights));
        found.offset = measure_of_tilts<offset_form>::of(counted.tilts, weights);
        found.net_tilt = measure_of_tilts<net_tilt_form>::of(counted.tilts, weights);
        found.balancing_gain = balancing_gain_measure::of(counted.flows, weights);
    }

    template <class Channel>
    [[nodiscard]] static channel_pair compare(Channel const& one, Channel const& other)
    {
        return {one.name, other.name, cross_concentration.result(one.flows, other.flows),
                overlap.result(one.flows, other.flows), cosine_similarity.result(one.flows, other.flows)};
    }
};

} // namespace balancing_detail

/// How a state's channels hedge between two powers: `hedge_report(channels, poles{china, russia}, weights)`.
///
/// Takes the state's channels, each a name and a portfolio, and a weight for each; without weights all channels weigh
/// the same. Gives the stance, tilt and posture of each channel; overlap, cosine and cross-concentration of each pair;
/// offset, net tilt and balancing gain over all; and a reading in one sentence ("leans to CHN in exports, to RUS in
/// arms; the tilts offset one another to 83%"). A channel has no tilt if it has no flow with either power or if its
/// total is not known; `without_tilt` names it. The figures over all channels are then undefined, or with
/// `{.reweight = true}` those of the other channels. `hedge_options::thresholds` tells what counts as a lean and as
/// engagement.
/// @throws invalid_parameter unless there are two poles, for weights as `offset` does, and for thresholds outside
/// [0, 1].
/// Source: defined by this library.
inline constexpr balancing_detail::hedge_report_fn hedge_report{};

} // namespace equipoise
