// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/channel_profile.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

/// Composites in the shape of the International Sovereignty Index: concentration of suppliers along several axes.
namespace equipoise {

/// One of the channels of an axis: its name, the flows through it, and its weight on the axis.
template <identifier Id, amount Amount = double>
struct supply_channel {
    std::string name;
    portfolio_view<Id, Amount> flows;
    double weight = 1;
};

/// An axis (finance, energy, arms, ..): the channels through which a state is supplied, and its weight among the axes.
template <identifier Id, amount Amount = double>
struct supply_axis {
    std::string name;
    std::vector<supply_channel<Id, Amount>> channels;
    double weight = 1;
};

/// How concentrated the suppliers along an axis are.
template <class Text>
struct basic_axis_score {
    Text name;
    interval concentration{undefined, undefined}; ///< weighted mean of the channels' HHI
    std::vector<Text> without_flow;               ///< channels that leave the axis undefined
};

using axis_score = basic_axis_score<std::string>;

/// The composite without one axis.
struct axis_left_out {
    std::string name;
    interval composite{undefined, undefined};
};

/// Several axes and their mean.
template <class Text>
struct basic_sovereignty {
    std::vector<basic_axis_score<Text>> axes;
    std::size_t computed = 0; ///< axes with a score
    interval composite{undefined, undefined};
    std::vector<axis_left_out> without; ///< for each axis with a score
    double stability = undefined;       ///< 1 - max |change| / composite over leaving out one axis; may fall below 0
};

using sovereignty = basic_sovereignty<std::string>;

/// How concentrated a composite or an axis is.
enum class supply_band : unsigned char { unconcentrated, mild, moderate, high };

/// Where the bands begin.
struct supply_bands {
    double mild = 0.15;
    double moderate = 0.25;
    double high = 0.50;
};

/// Where the classes of a change by a shock begin, as the International Sovereignty Index has them.
inline constexpr supply_bands shock_bands{0.05, 0.15, 0.30};

/// What becomes of the HHI when the largest supplier is lost and the others grow in proportion.
struct removal_shock_report {
    double before = undefined;
    double after = undefined;
    double change = undefined;    ///< after - before
    reason why = reason::defined; ///< why there is no change
};

namespace supply_detail {

struct removal_shock_fn {
    template <portfolio_like Flows>
    [[nodiscard]] removal_shock_report operator()(Flows const& flows) const
    {
        auto const largest = largest_exposure(flows);
        if (!largest.power) {
            return {.why = largest.share.why};
        }
        auto const before = hhi(flows);
        auto const after = hhi_without(*largest.power).rule(flows);
        return {before, after.value, after.value - before, after.why};
    }
};

struct sovereignty_of_fn {
    template <class Id, class Amount, class Text = std::string>
    [[nodiscard]] basic_sovereignty<Text> operator()(std::vector<supply_axis<Id, Amount>> const& axes,
                                                     std::size_t fewest = 4) const
    {
        auto found = basic_sovereignty<Text>{};
        auto scores = std::vector<weighted_channel<Text, interval>>{};
        for (auto const& axis : axes) {
            found.axes.push_back(score(axis));
            if (!is_undefined(found.axes.back().concentration.low)) {
                scores.push_back({axis.name, found.axes.back().concentration, axis.weight});
            }
        }
        found.computed = scores.size();
        if (found.computed == 0 || found.computed < fewest) {
            return found;
        }
        found.composite = channel_profile(scores).bounds;
        auto worst = 0.0;
        for (std::size_t i = 0; i < scores.size() && scores.size() > 1; ++i) {
            auto others = scores;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            if (std::all_of(others.begin(), others.end(), [](auto const& each) { return each.weight == 0; })) {
                continue;
            }
            found.without.push_back({scores[i].channel, channel_profile(others).bounds});
            worst = (std::max)(worst, std::abs(found.without.back().composite.low - found.composite.low));
        }
        if (found.composite.is_point() && !found.without.empty()
            && std::all_of(found.without.begin(), found.without.end(),
                           [](auto const& each) { return each.composite.is_point(); })) {
            found.stability = 1 - worst / found.composite.low;
        }
        return found;
    }

private:
    template <class Axis, class Text = std::string>
    [[nodiscard]] static basic_axis_score<Text> score(Axis const& axis)
    {
        auto result = basic_axis_score<Text>{axis.name, {undefined, undefined}, {}};
        auto concentrations = std::vector<weighted_channel<Text, interval>>{};
        for (auto const& channel : axis.channels) {
            if (detail::without_flow(channel.flows) != reason::defined) {
                result.without_flow.push_back(channel.name);
                continue;
            }
            concentrations.push_back({channel.name,
                                      uncertainty_detail::completed(concentration_detail::hhi_rule{}, channel.flows),
                                      channel.weight});
        }
        if (result.without_flow.empty() && !concentrations.empty()) {
            result.concentration = channel_profile(concentrations).bounds;
        }
        return result;
    }
};

struct band_of_fn {
    [[nodiscard]] supply_band operator()(double concentration, supply_bands const& from = {}) const
    {
        if (!(concentration >= 0 && concentration <= 1)) {
            throw invalid_parameter{"band_of", "concentration", concentration, "in [0, 1]"};
        }
        if (!(from.mild <= from.moderate && from.moderate <= from.high)) {
            throw invalid_parameter{"band_of", "first concentration of the moderate band", from.moderate,
                                    "between those of the mild and the high band"};
        }
        return concentration >= from.high       ? supply_band::high
               : concentration >= from.moderate ? supply_band::moderate
               : concentration >= from.mild     ? supply_band::mild
                                                : supply_band::unconcentrated;
    }
};

} // namespace supply_detail

/// What losing the largest supplier does to the HHI: before, after, change in [-1, 1]; `band_of(|change|, shock_bands)`
/// is its class. NaN as for `hhi_without`, with the reason. Source: Panargus, International Sovereignty Index (2026).
inline constexpr supply_detail::removal_shock_fn removal_shock{};

/// Composite concentration of a state's suppliers along several axes: mean over the axes of the mean HHI of each.
///
/// `sovereignty_of(axes)`; each axis with its channels and weights, the same for all unless given. In [0, 1], up =
/// dependent on fewer; an interval where part of a channel's total is unattributed. An axis with a channel without
/// flow has no score (it is not 0) and says which; the composite wants `fewest` axes with a score, 4 by default, and
/// rests on those. Also the composite without each axis, and the stability 1 - max |change| / composite.
/// Throws `invalid_parameter` for weights outside their domain. Source: Panargus, International Sovereignty Index
/// v1.1 (2026), but for axes without imports, which it scores 0.
inline constexpr supply_detail::sovereignty_of_fn sovereignty_of{};

/// The band that a concentration in [0, 1] falls into; thresholds of the International Sovereignty Index unless given.
/// Throws `invalid_parameter` for a concentration outside [0, 1], NaN included, and for thresholds out of order.
/// Source: Panargus (2026), the index's public page; its documents were not consulted.
inline constexpr supply_detail::band_of_fn band_of{};

} // namespace equipoise
