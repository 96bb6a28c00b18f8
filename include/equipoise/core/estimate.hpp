// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace equipoise {

/// What is known of a measure: its value, the interval that holds the value, and the reason where there is no value.
///
/// Where the value is known, `bounds` is that one point. Where part of a total is not attributed to partners, the value
/// is NaN, `bounds` is the interval of the values that the measure may have, and `why` says what is missing. Where
/// nothing can be said, both ends of `bounds` are NaN as well.
struct estimate {
    double value = undefined;
    interval bounds{undefined, undefined};
    reason why = reason::defined;

    /// A measure whose value is known.
    [[nodiscard]] static constexpr estimate of(double value) noexcept
    {
        return {value, {value, value}, reason::defined};
    }

    /// A measure whose value is known (its bounds are then a point) or, where there is a reason, lies in an interval.
    [[nodiscard]] static constexpr estimate within(interval bounds, reason why = reason::defined) noexcept
    {
        return {why == reason::defined ? bounds.low : undefined, bounds, why};
    }

    /// A measure of which nothing can be said.
    [[nodiscard]] static constexpr estimate without(reason why) noexcept { return within({undefined, undefined}, why); }

    friend constexpr bool operator==(estimate const&, estimate const&) = default;
};

namespace detail {

/// What a rule returns, as a value or a reason.
[[nodiscard]] constexpr outcome outcome_of(outcome const& result) noexcept
{
    return result;
}

[[nodiscard]] constexpr outcome outcome_of(estimate const& result) noexcept
{
    return result.why != reason::defined ? outcome{result.why} : outcome{result.value};
}

template <class Result>
concept rule_result = std::same_as<Result, outcome> || std::same_as<Result, estimate>;

/// A measure of several things, such as the flows of two states. `Measure` returns an `estimate` when it is called with
/// them; this function object returns the value, and its members the interval and the reason.
template <class Measure>
struct estimate_fn {
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] constexpr double operator()(Things const&... things) const
    {
        return result(things...).value;
    }

    /// The value, the interval that holds it, and the reason where there is no value.
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] static constexpr estimate result(Things const&... things)
    {
        return Measure{}(things...);
    }

    /// The interval that holds the value where something is not known.
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] static constexpr interval bound(Things const&... things)
    {
        return result(things...).bounds;
    }

    /// Why the measure is undefined, in words; empty when it is defined.
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] static constexpr std::string_view why_undefined(Things const&... things)
    {
        return words(result(things...).why);
    }
};

} // namespace detail

} // namespace equipoise
