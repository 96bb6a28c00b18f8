// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <concepts>
#include <string_view>

namespace equipoise::detail {

/// The whole of what can be said: an interval, and why it is not a number.
struct finding {
    interval bounds{undefined, undefined};
    reason why = reason::defined;

    [[nodiscard]] constexpr outcome value() const
    {
        return why != reason::defined ? outcome{why} : outcome{bounds.low};
    }
};

/// A measure of several things at once, which is no index of one portfolio but answers the same questions.
template <class Measure>
struct finding_fn {
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] constexpr double operator()(Things const&... things) const
    {
        return result(things...).value;
    }

    /// The value, or the reason why there is none.
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] static constexpr outcome result(Things const&... things)
    {
        return Measure{}(things...).value();
    }

    /// The interval, where something is not known.
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] static constexpr interval bound(Things const&... things)
    {
        return Measure{}(things...).bounds;
    }

    /// Why it is undefined, in words; empty when it is defined.
    template <class... Things>
        requires std::invocable<Measure const&, Things const&...>
    [[nodiscard]] static constexpr std::string_view why_undefined(Things const&... things)
    {
        return words(result(things...).why);
    }
};

} // namespace equipoise::detail
