// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/channel_profile.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

/// Composites in the form of the International Sovereignty Index: concentration of suppliers along several axes.
///
///     sovereignty_of(axes)              mean over the axes of the mean HHI of their channels
///     removal_shock(flows)              HHI before and after the largest supplier is lost
///     band_of(concentration, bands)     the class of a concentration
namespace equipoise {

/// One of the channels of an axis: its name, the flows through it, and its weight on the axis.
template <identifier Id, amount Amount = double>
struct supply_channel {
    std::string name;
    portfolio_view<Id, Amount> flows;
    double weight = 1;
};

/// An axis (finance, energy, arms): the channels through which a state is supplied, and its weight among the axes.
template <identifier Id, amount Amount = double>
struct supply_axis {
    std::string name;
    std::vector<supply_channel<Id, Amount>> channels;
    double weight = 1;
};

struct sovereignty_options {
    std::size_t fewest_axes = 4; ///< with a score, below which there is no composite
};

/// How concentrated the suppliers along an axis are.
struct axis_score {
    std::string name;
    interval concentration{undefined, undefined}; ///< weighted mean of the channels' HHI
    std::vector<std::string> without_flow{};      ///< channels that leave the axis undefined
};

/// The composite without one axis.
struct axis_left_out {
    std::string name;
    interval composite{undefined, undefined};
};

/// Several axes and their mean.
struct sovereignty {
    std::vector<axis_score> axes{};
    std::size_t computed = 0; ///< axes with a score
    interval composite{undefined, undefined};
    std::vector<axis_left_out> without{}; ///< the composite without each axis that has a score
    /// 1 - the largest |change of the composite when one axis is omitted| / composite; it may be negative.
    double stability = undefined;
};

/// How concentrated a composite or an axis is.
enum class supply_band : unsigned char { unconcentrated, mild, moderate, high };

/// The lowest concentration of each band; below `mild`, a concentration is `unconcentrated`.
struct supply_bands {
    double mild = 0.15;
    double moderate = 0.25;
    double high = 0.50;
};

/// The lowest change of each class of a shock, as in the International Sovereignty Index.
inline constexpr supply_bands shock_bands{0.05, 0.15, 0.30};

/// The HHI before and after the largest supplier is lost and the others grow in proportion.
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
        auto const after = estimate_of(flows, hhi_without(*largest.power));
        return {before, after.value, after.value - before, after.why};
    }
};

struct sovereignty_of_fn {
    template <class Id, class Amount>
    [[nodiscard]] sovereignty operator()(std::vector<supply_axis<Id, Amount>> const& axes,
                                         sovereignty_options const& options = {}) const
    {
        auto found = sovereignty{};
        auto scores = std::vector<weighted_channel<std::string, interval>>{};
        for (auto const& axis : axes) {
            found.axes.push_back(score(axis));
            if (!is_undefined(found.axes.back().concentration.low)) {
                scores.push_back({axis.name, found.axes.back().concentration, axis.weight});
            }
        }
        found.computed = scores.size();
        if (found.computed == 0 || found.computed < options.fewest_axes) {
            return found;
        }
        found.composite = channel_profile(scores).bounds;
        auto largest_change = 0.0;
        for (std::size_t i = 0; i < scores.size() && scores.size() > 1; ++i) {
            auto others = scores;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            if (std::all_of(others.begin(), others.end(), [](auto const& each) { return each.weight == 0; })) {
                continue;
            }
            found.without.push_back({scores[i].channel, channel_profile(others).bounds});
            largest_change =
                (std::max)(largest_change, std::abs(found.without.back().composite.low - found.composite.low));
        }
        if (found.composite.is_point() && !found.without.empty()
            && std::all_of(found.without.begin(), found.without.end(),
                           [](auto const& each) { return each.composite.is_point(); })) {
            found.stability = 1 - largest_change / found.composite.low;
        }
        return found;
    }

private:
    template <class Axis>
    [[nodiscard]] static axis_score score(Axis const& axis)
    {
        auto result = axis_score{.name = axis.name};
        auto concentrations = std::vector<weighted_channel<std::string, interval>>{};
        for (auto const& channel : axis.channels) {
            if (detail::without_flow(channel.flows) != reason::defined) {
                result.without_flow.push_back(channel.name);
                continue;
            }
            concentrations.push_back({channel.name, bound(channel.flows, hhi), channel.weight});
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

/// What losing the largest supplier does to the HHI, a `removal_shock_report`: before, after, and their difference in
/// [-1, 1]; `band_of(std::abs(change), shock_bands)` is its class.
///
/// `removal_shock(flows)`. Undefined without flow, when no other supplier remains, and when a part of the total is not
/// attributed to suppliers, with the reason. Linear in the number of suppliers.
/// Source: Panargus, International Sovereignty Index (2026).
inline constexpr supply_detail::removal_shock_fn removal_shock{};

/// Composite concentration of a state's suppliers along several axes: the mean over the axes of the mean HHI of each.
///
/// `sovereignty_of(axes)` or `sovereignty_of(axes, {.fewest_axes = 3})`; a vector of `supply_axis`, each with its
/// channels and weights, which are equal unless given. Range [0, 1]; higher means dependent on fewer suppliers; an
/// interval where part of a channel's total is not attributed to suppliers. An axis with a channel without flow has no
/// score (it is not 0), and the result names the channel; the composite is the mean of the axes that have a score, and
/// is undefined when they are fewer than `fewest_axes`, 4 by default. The result also has the composite without each
/// axis, and the stability 1 - max |change| / composite.
/// @throws invalid_parameter for weights that are negative, infinite or NaN, and weights that are all zero
/// Source: Panargus, International Sovereignty Index v1.1 (2026), except that axes without imports score 0 there.
inline constexpr supply_detail::sovereignty_of_fn sovereignty_of{};

/// The band of a concentration in [0, 1]: `band_of(concentration)` with the thresholds of the International Sovereignty
/// Index, or `band_of(concentration, bands)`.
///
/// @throws invalid_parameter for a concentration outside [0, 1] or NaN, and for thresholds that are not in order
/// Source: Panargus (2026), the index's public page; its documents were not consulted.
inline constexpr supply_detail::band_of_fn band_of{};

} // namespace equipoise
