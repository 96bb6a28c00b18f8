// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/evenness.hpp>
#include <equipoise/balancing/offset.hpp>
#include <equipoise/balancing/stance.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/model/channel_flows.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

/// Everything on how a state's channels hedge between two powers, in one value and in words.
namespace equipoise {

/// What a hedge report says of one channel.
template <class Text>
struct basic_channel_hedge {
    Text name;
    coordinates stance;
    interval tilt{undefined, undefined};
    posture where = posture::undetermined;
};

using channel_hedge = basic_channel_hedge<std::string>;

/// What a hedge report says of two channels; NaN where either has no flow.
struct channel_pair {
    std::string first;
    std::string second;
    interval cross_concentration{undefined, undefined};
    interval overlap{undefined, undefined};
    interval cosine{undefined, undefined};
};

/// How a state hedges between two powers over its channels; intervals where part of a total is unattributed.
template <class Text>
struct basic_hedge {
    std::vector<basic_channel_hedge<Text>> channels;
    std::vector<channel_pair> pairs;
    std::vector<Text> left_out; ///< channels without a tilt, which the figures below do not count
    interval offset{undefined, undefined};
    interval net_tilt{undefined, undefined};
    interval balancing_gain{undefined, undefined};
    reason why_no_offset = reason::defined;
    Text reading; ///< in plain words
};

using hedge = basic_hedge<std::string>;

/// What a hedge report takes for a lean, and what it does with a channel that has no flow with either power.
struct hedge_options {
    posture_thresholds thresholds{};
    bool reweight = false; ///< leave such channels out and weigh the others by what is left, instead of giving up
};

namespace balancing_detail {

/// A value to the nearest percent; bounds rounded outwards, so that they never promise too much.
template <class Interval>
[[nodiscard]] std::string percent(Interval const& share)
{
    auto const words = [](auto hundredths) { return std::to_string(std::lround(hundredths)) + "%"; };
    auto const nearest = words(100 * share.low);
    if (nearest == words(100 * share.high)) {
        return nearest;
    }
    return "between " + words(std::floor(100 * share.low)) + " and " + words(std::ceil(100 * share.high));
}

/// "a", "a and b", "a, b and c"
template <class Text>
[[nodiscard]] Text listed_in_words(std::vector<Text> const& names)
{
    auto text = Text{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

template <class Hedge, class Text>
[[nodiscard]] Text in_words(Hedge const& found, Text const& first, Text const& second)
{
    auto const where = [&](posture which) {
        auto names = std::vector<Text>{};
        for (auto const& channel : found.channels) {
            if (channel.where == which) {
                names.push_back(channel.name);
            }
        }
        return names;
    };
    auto text = Text{};
    auto const say = [&](posture which, Text const& words) {
        if (auto const names = where(which); !names.empty()) {
            text += text.empty() ? "" : ", ";
            text += words;
            text += listed_in_words(names);
        }
    };
    say(posture::towards_first, "leans to " + first + " in ");
    say(posture::towards_second, (where(posture::towards_first).empty() ? "leans to " : "to ") + second + " in ");
    say(posture::equidistant, "is even between them in ");
    say(posture::disengaged, "is engaged with neither in ");
    say(posture::undetermined, "leaves open where it stands in ");
    if (!is_undefined(found.offset.low) && found.channels.size() - found.left_out.size() > 1) {
        text += "; the tilts offset one another to " + percent(found.offset);
    }
    if (!found.left_out.empty()) {
        text += "; without " + listed_in_words(found.left_out);
    }
    return text;
}

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
        auto tilts = std::vector<interval>{};
        auto counted = std::vector<portfolio_view<Id, Amount>>{};
        auto counted_weights = std::vector<double>{};
        auto why_left_out = reason::no_pole;
        for (std::size_t d = 0; d < channels.size(); ++d) {
            auto const& flows = channels[d].flows;
            auto const tilted = bound(flows, tilt(among[0], among[1]));
            found.channels.push_back({channels[d].name, stance_fn{}(flows, among), tilted,
                                      posture_fn{}(flows, among[0], among[1], options.thresholds)});
            if (is_undefined(tilted.low)) {
                found.left_out.push_back(channels[d].name);
                if (auto const why = detail::unknown_total(flows); why != reason::defined) {
                    why_left_out = why;
                }
            } else {
                tilts.push_back(tilted);
                counted.push_back(flows);
                counted_weights.push_back(given.each[d]);
            }
            for (std::size_t e = 0; e < d; ++e) {
                found.pairs.push_back(compare(channels[e], channels[d]));
            }
        }
        auto const counts = std::any_of(counted_weights.begin(), counted_weights.end(), [](double w) { return w > 0; });
        if ((found.left_out.empty() || options.reweight) && counts) {
            found.offset = offset_fn::bound(tilts, counted_weights);
            found.net_tilt = net_tilt_fn::bound(tilts, counted_weights);
            found.balancing_gain = balancing_gain_fn::bound(counted, counted_weights);
            found.why_no_offset = is_undefined(found.offset.low) ? reason::no_tilt : reason::defined;
        } else {
            found.why_no_offset = counts ? why_left_out : reason::no_weight;
        }
        found.reading = in_words(found, among.name(0), among.name(1));
        return found;
    }

    template <class Id, class Amount>
    [[nodiscard]] hedge operator()(std::vector<channel_flows<Id, Amount>> const& channels, poles<Id> const& among,
                                   hedge_options const& options = {}) const
    {
        return (*this)(channels, among, detail::equal_weights(channels.size()), options);
    }

private:
    template <class Channel>
    [[nodiscard]] static channel_pair compare(Channel const& one, Channel const& other)
    {
        return {one.name, other.name, cross_concentration.bound(one.flows, other.flows),
                overlap.bound(one.flows, other.flows), cosine_similarity.bound(one.flows, other.flows)};
    }
};

} // namespace balancing_detail

/// How a state's channels hedge between two powers: `hedge_report(channels, poles{china, russia}, weights)`.
///
/// Takes the state's channels, each a name and a portfolio, and a weight for each (all the same without). Gives the
/// stance, tilt and posture of each channel; overlap, cosine and cross-concentration of each pair; offset, net tilt
/// and balancing gain over all; and a reading in plain words ("leans to CHN in exports, to RUS in arms; the tilts
/// offset one another to 83%"). A channel with no flow to either power has no tilt: the figures over all channels are
/// then undefined, or `hedge_options::reweight` leaves it out; either way `left_out` names it. The same holds for a
/// channel whose total is not known. What a lean is and when
/// a state is engaged at all are `hedge_options::thresholds`.
/// Throws `invalid_parameter` for weights, poles or thresholds outside their domain. Source: defined by this library.
inline constexpr balancing_detail::hedge_report_fn hedge_report{};

} // namespace equipoise
