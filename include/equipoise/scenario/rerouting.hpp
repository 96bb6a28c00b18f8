// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/scenario/detail/infinity.hpp>

#include <algorithm>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

/// How far sanctioned goods reach their target through third states.
///
///     diversion(before, after)       increase of a state's exports to the target / fall of the senders' exports to it
///     pass_through(before, after)    the part of it that can be the senders' own goods
///     return_flow(states)            sum of pass_through over third states
namespace equipoise {

/// The trade of a third state in the listed goods, in one period and unit. A figure that is not known stays empty.
struct third_state_trade {
    std::optional<double> to_target{};         ///< the state's exports to the target
    std::optional<double> from_senders{};      ///< its imports from the senders of the sanctions
    std::optional<double> senders_to_target{}; ///< the senders' own exports to the target
};

/// The trade of a third state before and after the sanctions.
struct trade_shift {
    third_state_trade before{};
    third_state_trade after{};
};

namespace scenario_detail {

/// A change of two figures that may not be known.
[[nodiscard]] inline interval change_between(std::optional<double> const& before, std::optional<double> const& after)
{
    return {after.value_or(0) - before.value_or(infinity), after.value_or(infinity) - before.value_or(0)};
}

inline void check_figures(third_state_trade const& of, std::string_view function, std::string_view when)
{
    auto const check = [&](std::string_view name, std::optional<double> const& value) {
        if (value && !(*value >= 0 && *value <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{function, std::string{name} + " " + std::string{when}, *value,
                                    "finite and not negative"};
        }
    };
    check("to_target", of.to_target);
    check("from_senders", of.from_senders);
    check("senders_to_target", of.senders_to_target);
}

/// An increase, of which a fall counts as none, over the fall of the senders' exports.
[[nodiscard]] inline estimate over_fall(interval increase, trade_shift const& of)
{
    auto const fall = change_between(of.after.senders_to_target, of.before.senders_to_target);
    if (fall.high <= 0) {
        return estimate::without(reason::zero_divisor);
    }
    increase = {(std::max)(0.0, increase.low), (std::max)(0.0, increase.high)};
    auto const low = fall.high == infinity ? 0.0 : increase.low / fall.high;
    auto const high = increase.high == 0 ? 0.0 : fall.low > 0 ? increase.high / fall.low : infinity;
    auto const all_known = increase.is_point() && fall.is_point();
    return estimate::within({low, high}, all_known ? reason::defined : reason::unknown_part);
}

struct diversion_measure {
    [[nodiscard]] estimate operator()(third_state_trade const& before, third_state_trade const& after) const
    {
        check_figures(before, "diversion", "before");
        check_figures(after, "diversion", "after");
        return over_fall(change_between(before.to_target, after.to_target), {before, after});
    }
};

struct pass_through_measure {
    [[nodiscard]] estimate operator()(third_state_trade const& before, third_state_trade const& after) const
    {
        check_figures(before, "pass_through", "before");
        check_figures(after, "pass_through", "after");
        auto const bought = change_between(before.from_senders, after.from_senders);
        auto const sold = change_between(before.to_target, after.to_target);
        return over_fall({(std::min)(bought.low, sold.low), (std::min)(bought.high, sold.high)}, {before, after});
    }
};

struct return_flow_measure {
    template <ranges::forward_range States>
        requires std::convertible_to<ranges::range_value_t<States>, trade_shift>
    [[nodiscard]] estimate operator()(States const& states) const
    {
        auto low = detail::running_sum{};
        auto high = 0.0;
        auto why = reason::no_partners;
        for (trade_shift const& each : states) {
            auto const part = pass_through_measure{}(each.before, each.after);
            if (is_undefined(part.bounds.low)) {
                return part;
            }
            low.add(part.bounds.low);
            high += part.bounds.high;
            why = why == reason::no_partners || why == reason::defined ? part.why : why;
        }
        if (why == reason::no_partners) {
            return estimate::without(why);
        }
        auto const sum = low.value().value();
        return estimate::within({sum, why == reason::defined ? sum : (std::max)(sum, high)}, why);
    }
};

} // namespace scenario_detail

/// Diversion: the increase of a third state's exports of the listed goods to the target, relative to the fall of the
/// senders' exports to it.
///
/// `diversion(before, after)`, two `third_state_trade` in one unit. Where a target loses the senders' goods, its demand
/// moves to others; this is what a state gains by it, its own products included. Range [0, infinity); a fall of the
/// state's exports counts as 0. Undefined where the senders' exports did not fall, and where a figure is not known;
/// `diversion.bound(before, after)` gives the interval, `diversion.why_undefined(before, after)` the reason.
/// Quantities are safer than values, whose prices rise; months safer than years; and a base year with a shock of its
/// own misleads.
/// @throws invalid_parameter, which names the figure, for one that is negative, infinite or NaN
/// Source: defined by this library, after studies of re-exports to Russia since 2022.
inline constexpr detail::estimate_fn<scenario_detail::diversion_measure> diversion{};

/// The part of the diversion that can be the senders' own goods: the smaller of the increases of the state's imports
/// from the senders and of its exports to the target, relative to the fall of the senders' exports to the target.
///
/// `pass_through(before, after)`, with arguments, range, undefined cases and errors as for `diversion`. National
/// statistics may leave out re-exports or goods in transit.
/// Source: defined by this library.
inline constexpr detail::estimate_fn<scenario_detail::pass_through_measure> pass_through{};

/// The senders' goods that reach the target through all third states: the sum of `pass_through`.
///
/// `return_flow(states)`, a range of `trade_shift` with the senders' exports in each. Range [0, infinity). Undefined
/// without states, and as `pass_through` for one of them; `return_flow.bound(states)` gives the interval.
/// @throws invalid_parameter as `pass_through`
/// Source: defined by this library.
inline constexpr detail::estimate_fn<scenario_detail::return_flow_measure> return_flow{};

} // namespace equipoise
