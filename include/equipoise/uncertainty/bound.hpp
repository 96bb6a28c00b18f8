// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/uncertainty/certified_bound.hpp>
#include <equipoise/uncertainty/completion.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <concepts>

/// What is known of an index where part of a total is not attributed to partners, or where amounts are known within
/// ranges only: `bound`, the interval that holds its value; `estimate_of`, the value, the interval and the reason
/// together.
namespace equipoise {

namespace uncertainty_detail {

/// A rule that returns the value, the interval and the reason together.
template <class Rule, class Flows>
concept estimates = requires(Rule const& rule, Flows const& flows) {
    { rule(flows) } -> std::same_as<estimate>;
};

/// A rule that computes its interval apart from its value.
template <class Rule, class Flows>
concept bounds_itself = requires(Rule const& rule, Flows const& flows) {
    { rule.bound(flows) } -> std::same_as<interval>;
};

template <class Rule, class Flows>
concept boundable = estimates<Rule, Flows> || bounds_itself<Rule, Flows>
                    || (bounded_by_majorization<Rule> && measurable<Rule, Flows const&>);

/// A rule that has an interval over ranges of amounts: one that computes it, as `exposure` does, or an index that
/// concentration only raises or only lowers.
template <class Rule, class Flows>
concept boundable_by_ranges = interval_portfolio_like<Flows>
                              && (estimates<Rule, Flows> || bounds_itself<Rule, Flows> || bounded_over_ranges<Rule>);

template <class Rule, interval_portfolio_like Flows>
    requires boundable_by_ranges<Rule, Flows>
[[nodiscard]] estimate estimated_by_ranges(Rule const& rule, Flows const& flows)
{
    if constexpr (estimates<Rule, Flows>) {
        return rule(flows);
    } else if constexpr (bounds_itself<Rule, Flows>) {
        auto const bounds = rule.bound(flows);
        return estimate::within(bounds, bounds.is_point() ? reason::defined : reason::unknown_part);
    } else {
        auto const found = certified_bound(flows, index_fn<Rule>{rule});
        if (found.why != reason::defined) {
            return estimate::without(found.why);
        }
        auto const known = found.bounds.is_point() && found.low.attained && found.high.attained;
        return estimate::within(found.bounds, known ? reason::defined : reason::unknown_part);
    }
}

template <class Rule, class Flows>
    requires boundable<Rule, Flows>
[[nodiscard]] interval interval_of(Rule const& rule, Flows const& flows)
{
    if constexpr (estimates<Rule, Flows>) {
        return rule(flows).bounds;
    } else if constexpr (bounds_itself<Rule, Flows>) {
        return rule.bound(flows);
    } else {
        return completed(rule, flows);
    }
}

template <class Rule, class Flows>
[[nodiscard]] estimate estimated(Rule const& rule, Flows const& flows)
{
    if constexpr (estimates<Rule, Flows>) {
        return rule(flows);
    } else {
        auto proj = ranges::identity{};
        auto const result = detail::evaluate(rule, flows, proj);
        if (result.why == reason::defined) {
            return estimate::of(result.value);
        }
        if constexpr (boundable<Rule, Flows>) {
            return estimate::within(interval_of(rule, flows), result.why);
        } else {
            return estimate::without(result.why);
        }
    }
}

struct bound_fn {
    template <portfolio_like Flows, class Rule>
        requires boundable<Rule, Flows>
    [[nodiscard]] interval operator()(Flows const& flows, index_fn<Rule> const& index) const
    {
        return interval_of(index.rule, flows);
    }

    template <interval_portfolio_like Flows, class Rule>
        requires boundable_by_ranges<Rule, Flows>
    [[nodiscard]] interval operator()(Flows const& flows, index_fn<Rule> const& index) const
    {
        return estimated_by_ranges(index.rule, flows).bounds;
    }

    template <portfolio_like Flows, class Rule>
        requires bounded_by_majorization<Rule> && measurable<Rule, Flows const&> && (!estimates<Rule, Flows>)
                 && (!bounds_itself<Rule, Flows>)
    [[nodiscard]] interval operator()(Flows const& flows, index_fn<Rule> const& index, at_most hidden) const
    {
        return completed(index.rule, flows, hidden);
    }

    /// For a pipe: `flows | bound(index)`.
    template <class Rule, class... Hidden>
        requires(sizeof...(Hidden) < 2) && (std::same_as<Hidden, at_most> && ...)
    [[nodiscard]] constexpr auto operator()(index_fn<Rule> const& index, Hidden... hidden) const
    {
        return detail::piped{
            [=](auto const& flows)
                requires std::invocable<bound_fn const&, decltype(flows), index_fn<Rule> const&, Hidden...>
            { return bound_fn{}(flows, index, hidden...); }};
    }

    template <class Rule, class Flows, class... Hidden>
        requires portfolio_like<Flows> || interval_portfolio_like<Flows>
    void operator()(index_fn<Rule>, Flows const&, Hidden...) const EQUIPOISE_REFUSED("flows first: bound(flows, hhi)");
};

struct estimate_of_fn {
    template <portfolio_like Flows, class Rule>
        requires measurable<Rule, Flows const&>
    [[nodiscard]] estimate operator()(Flows const& flows, index_fn<Rule> const& index) const
    {
        return estimated(index.rule, flows);
    }

    template <interval_portfolio_like Flows, class Rule>
        requires boundable_by_ranges<Rule, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows, index_fn<Rule> const& index) const
    {
        return estimated_by_ranges(index.rule, flows);
    }

    /// For a pipe: `flows | estimate_of(index)`.
    template <class Rule>
    [[nodiscard]] constexpr auto operator()(index_fn<Rule> const& index) const
    {
        return detail::piped{[=](auto const& flows)
                                 requires std::invocable<estimate_of_fn const&, decltype(flows), index_fn<Rule>>
                             { return estimate_of_fn{}(flows, index); }};
    }

    template <class Rule, class Flows>
        requires portfolio_like<Flows> || interval_portfolio_like<Flows>
    void operator()(index_fn<Rule>, Flows const&) const EQUIPOISE_REFUSED("flows first: estimate_of(flows, hhi)");
};

} // namespace uncertainty_detail

/// The interval of an index where part of the total is not attributed to partners: `bound(flows, index)`, or in a pipe
/// `flows | bound(index)`.
///
/// An index that rises (or falls) whenever flows are concentrated, such as `hhi`, `effective_number`, `shannon` or
/// `concentration_ratio`, lies between its values for the most even and the most uneven completion of the list. In the
/// most even completion the unattributed rest is spread over infinitely many hidden partners, or over q partners with
/// `bound(flows, index, at_most{q})`. In the most uneven one, as few partners as possible hold it. Where the listing of
/// the portfolio is `largest`, no hidden partner is larger than the smallest listed one; otherwise one partner may hold
/// the whole rest. An end that only infinitely many partners would attain is given as the limit, which is infinity for
/// `shannon`. For an index of counts (`miller_madow`, `unbiased_hhi`), each hidden partner holds a whole number of at
/// least 1. A rest that is no larger than the rounding of the amounts does not count as a partner.
///
/// The exposure to a power that is not listed lies between 0 and the most that one hidden partner can hold. The
/// interval is a point where nothing is unattributed; both ends are NaN where the index is undefined for another
/// reason.
///
/// Where amounts are not known and no total is declared, each of these partners may have anything from the known part
/// of its amount to infinity. One end of the interval is where all of them have the same amount, up to those that are
/// known to have more, found by a search that evaluates the index about a hundred times; it is attained. The other end
/// is where one of them has nearly everything: a limit. The interval includes both. With CHN 60, JPN 40 and RUS
/// unknown, the HHI is in [13/38, 1), where RUS has 52 at the low end. Where nothing is known to flow, the interval
/// holds for totals above 0. With a declared total, what it leaves over is with partners of unknown amount, of which
/// each may have all of it whatever the listing, and with partners that are not listed, as above. Rows of unknown
/// amount whose partner is not known either may be those of any partner; a declared total does not narrow their
/// interval. Indices of counts have no interval without a total, nor have measures that compare two portfolios.
///
/// Of an `interval_portfolio`, in which amounts are known within ranges, the interval is that of `certified_bound`,
/// which tells more of its ends. There, an index that counts partners has an interval as well, as have exposures, tilts
/// and other measures of two powers that do not depend on the others.
///
/// Measures of several things give their interval by a member: `overlap.bound(exports, arms)`.
/// @throws invalid_parameter if `at_most{q}` partners cannot hold the rest
/// Source: majorisation, as in Marshall, Olkin and Arnold (2011), Inequalities; for shares Kvalseth (2018).
inline constexpr uncertainty_detail::bound_fn bound{};

/// What is known of an index, as one `estimate`: `estimate_of(flows, index)`, or in a pipe `flows |
/// estimate_of(index)`.
///
/// The value is that of `index(flows)`, the interval that of `bound(flows, index)`, and the reason that of
/// `why_undefined(flows, index)`. For an index without bounds (concentration neither only raises nor only lowers it)
/// the interval is the value where it is defined, and otherwise NaN at both ends. Of an `interval_portfolio`, the value
/// is known where the interval is a point that is attained, and is otherwise undefined with `reason::unknown_part`.
inline constexpr uncertainty_detail::estimate_of_fn estimate_of{};

} // namespace equipoise
