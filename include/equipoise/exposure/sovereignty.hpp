// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/completions.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/channel_profile.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
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
struct axis_score {
    std::string name;
    interval concentration{undefined, undefined}; ///< weighted mean of the channels' HHI
    std::vector<std::string> without_flow;        ///< channels that leave the axis undefined
};

/// The composite without one axis.
struct axis_left_out {
    std::string name;
    interval composite{undefined, undefined};
};

/// Several axes and their mean.
struct sovereignty {
    std::vector<axis_score> axes;
    std::size_t computed = 0; ///< axes with a score
    interval composite{undefined, undefined};
    std::vector<axis_left_out> without; ///< for each axis with a score
    double stability = undefined;       ///< 1 - max |change| / composite over leaving out one axis; may fall below 0
};

/// How concentrated a composite or an axis is.
enum class supply_band : unsigned char { unconcentrated, mild, moderate, high };

/// Where the bands begin.
struct supply_bands {
    double mild = 0.15;
    double moderate = 0.25;
    double high = 0.50;
};

/// What becomes of the HHI when the largest supplier is lost and the others grow in proportion.
struct removal_shock_report {
    double before = undefined;
    double after = undefined;
    double change = undefined; ///< after - before
};

namespace detail {

template <party Power>
struct hhi_without_rule {
    static constexpr facts about{"hhi_without", "H'", "(H - s^2) / (1 - s)^2",
                                 "Panargus, International Sovereignty Index (2026), for the largest supplier",
                                 concentrating::neither};
    Power power;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires party_in<Power, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = without_flow(flows); why != reason::defined) {
            return why;
        }
        if (flows.totals().unattributed.hi != 0) {
            return reason::unattributed;
        }
        auto lost = std::vector<std::size_t>{};
        for (auto const& id : members(power)) {
            if (auto const found = flows.position(id)) {
                lost.push_back(*found);
            }
        }
        auto sum = running_sum{};
        auto squares = running_sum{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            if (std::find(lost.begin(), lost.end(), i) == lost.end()) {
                auto const amount = flows.scaled(i);
                sum.add(amount);
                squares.add(two_product(amount, amount));
            }
        }
        auto const left = sum.value();
        return left.hi == 0 ? outcome{reason::no_flow} : outcome{at_most_one(squares.value() / (left * left))};
    }
};

struct make_hhi_without {
    template <party Power>
    [[nodiscard]] hhi_without_rule<Power> operator()(Power power) const
    {
        return {std::move(power)};
    }
};

struct removal_shock_fn {
    template <portfolio_like Flows>
    [[nodiscard]] removal_shock_report operator()(Flows const& flows) const
    {
        auto const largest = largest_exposure(flows);
        if (!largest.power) {
            return {};
        }
        auto const before = hhi(flows);
        auto const after = hhi_without_rule<std::remove_cvref_t<decltype(*largest.power)>>{*largest.power}(flows).value;
        return {before, after, after - before};
    }
};

struct sovereignty_of_fn {
    template <class Id, class Amount>
    [[nodiscard]] sovereignty operator()(std::vector<supply_axis<Id, Amount>> const& axes, std::size_t fewest = 4) const
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
    template <class Axis>
    [[nodiscard]] static axis_score score(Axis const& axis)
    {
        auto result = axis_score{axis.name, {undefined, undefined}, {}};
        auto concentrations = std::vector<weighted_channel<std::string, interval>>{};
        for (auto const& channel : axis.channels) {
            if (without_flow(channel.flows) != reason::defined) {
                result.without_flow.push_back(channel.name);
                continue;
            }
            concentrations.push_back({channel.name, completed(hhi_rule{}, channel.flows), channel.weight});
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

} // namespace detail

/// HHI once a partner is lost and the others grow in proportion: (H - s^2) / (1 - s)^2, from the others' amounts.
///
/// `hhi_without(flows, russia)` or `hhi_without(russia)(flows)`; an identifier or a bloc. Range [0, 1]; it may rise or
/// fall. Undefined without flow, when nothing is left, and when a part of the total is unattributed. Linear.
/// Source: Panargus, International Sovereignty Index (2026), for the largest supplier.
inline constexpr family_fn<detail::make_hhi_without> hhi_without{};

/// What losing the largest supplier does to the HHI: before, after, change in [-1, 1]. NaN as for `hhi_without`.
/// Source: Panargus, International Sovereignty Index (2026), which calls |change| of .05, .15 and .30 its classes.
inline constexpr detail::removal_shock_fn removal_shock{};

/// Composite concentration of a state's suppliers along several axes: mean over the axes of the mean HHI of each.
///
/// `sovereignty_of(axes)`; each axis with its channels and weights, the same for all unless given. In [0, 1], up =
/// dependent on fewer; an interval where part of a channel's total is unattributed. An axis with a channel without
/// flow has no score (it is not 0) and says which; the composite wants `fewest` axes with a score, 4 by default, and
/// rests on those. Also the composite without each axis, and the stability 1 - max |change| / composite.
/// Throws `invalid_parameter` for weights outside their domain. Source: Panargus, International Sovereignty Index
/// v1.1 (2026), but for axes without imports, which it scores 0.
inline constexpr detail::sovereignty_of_fn sovereignty_of{};

/// The band that a concentration falls into; thresholds of the International Sovereignty Index unless given.
inline constexpr detail::band_of_fn band_of{};

} // namespace equipoise
