// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/uncertainty/completion.hpp>

#include <concepts>

/// What can be said when part of the total is known to exist but not known to belong to anyone.
namespace equipoise {

namespace uncertainty_detail {

template <class Rule, class Flows>
concept bounds_itself = requires(Rule const& rule, Flows const& flows) {
    { rule.bound(flows) } -> std::same_as<interval>;
};

struct bound_fn {
    /// For indices of shares with one power or between two: the rest may be theirs, as far as they are not listed.
    template <class Rule, portfolio_like Flows>
        requires bounds_itself<Rule, Flows>
    [[nodiscard]] interval operator()(index_fn<Rule> const& index, Flows const& flows) const
    {
        return index.rule.bound(flows);
    }

    template <class Rule, portfolio_like Flows>
        requires(bounded_by_majorization<Rule> && measurable<Rule, Flows const&> && !bounds_itself<Rule, Flows>)
    [[nodiscard]] interval operator()(index_fn<Rule> const& index, Flows const& flows,
                                      at_most hidden = {detail::without_number}) const
    {
        return completed(index.rule, flows, hidden);
    }

    /// For measures of several things that bound themselves: `offset` of interval tilts, `balancing_gain`,
    /// `geopolrisk`.
    template <class Measure, class... Things>
        requires(!any_index<Measure>) && requires(Things const&... things) {
            { Measure::bound(things...) } -> std::same_as<interval>;
        }
    [[nodiscard]] interval operator()(Measure const&, Things const&... things) const
    {
        return Measure::bound(things...);
    }
};

} // namespace uncertainty_detail

/// The interval of an index when part of the total is not attributed to any listed partner.
///
/// A Schur-convex or Schur-concave index (hhi, effective_number, shannon, concentration_ratio) lies between its
/// values at the most even and the most uneven completion of the list: spread over partners without number, or over
/// `at_most{q}`; or held by as few as can be. No hidden partner is larger than the smallest listed one when the
/// portfolio's listing is `largest`; otherwise one may hold all the rest. An end that only infinitely many partners
/// would reach is given as the limit (for shannon, infinity). Of indices of counts (`miller_madow`, `unbiased_hhi`),
/// hidden partners hold whole numbers of at least 1. What rounding leaves of the rest is no partner of its own.
/// Exposure to a power that is not listed lies between 0 and that cap; it is not 0. A point when nothing is
/// unattributed; both ends NaN where the index is undefined. `bound(offset, tilts, weights)` and `bound(balancing_gain,
/// portfolios, weights)` carry such intervals further; any measure of several things that bounds itself takes them
/// after its own name: `bound(geopolrisk, producers, ..)`.
/// @throws invalid_parameter when `at_most{q}` partners cannot hold the rest
/// Source: majorization, as in Marshall, Olkin and Arnold (2011), Inequalities; for shares Kvalseth (2018).
inline constexpr uncertainty_detail::bound_fn bound{};

} // namespace equipoise
