// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

/// What can be said when part of the total is known to exist but not known to belong to anyone.
namespace equipoise {

/// How many partners the unattributed part of a total may have, at the most.
struct at_most {
    std::size_t partners;
};

namespace detail {

template <class Rule, class Flows>
concept bounds_itself = requires(Rule const& rule, Flows const& flows) {
    { rule.bound(flows) } -> std::same_as<interval>;
};

/// A Schur-convex or Schur-concave index that does not depend on the number of partners.
template <class Rule>
concept bounded_by_majorization =
    amount_rule<Rule> && Rule::about.effect != concentrating::neither && !requires(Rule rule) { rule.n; };

/// The index once the rest is spread as evenly as can be.
template <class Rule, class Flows>
[[nodiscard]] double most_even(Rule const& rule, Flows const& flows, std::size_t partners)
{
    auto completed = evaluation<Rule>{rule};
    completed.over(flows.amounts(), flows.totals());
    auto const rest = flows.totals().unattributed;
    if (partners == without_number) {
        completed.dust(rest.value());
    } else {
        auto const count = static_cast<double>(partners);
        completed.attribute(rest / twofold{count}, count);
    }
    completed.close();
    return completed.results()[0].value;
}

/// The index once the rest is held by as few as can be, none of whom holds more than the cap.
template <class Rule, class Flows>
[[nodiscard]] double most_uneven(Rule const& rule, Flows const& flows, double cap)
{
    auto completed = evaluation<Rule>{rule};
    completed.over(flows.amounts(), flows.totals());
    auto const rest = flows.totals().unattributed;
    cap = (std::max)(cap, 0x1p-400 * rest.value()); // lest their number be infinite
    auto const full = std::floor(rest.value() / cap);
    completed.attribute(cap, full);
    if (auto const left = (rest - two_product(cap, full)).value(); left > 0) {
        completed.attribute(left, 1);
    }
    completed.close();
    return completed.results()[0].value;
}

struct bound_fn {
    /// For indices of shares with one power or between two: the rest may be theirs, as far as they are not listed.
    template <class Rule, portfolio_like Flows>
        requires bounds_itself<Rule, Flows>
    [[nodiscard]] interval operator()(index_fn<Rule> const& index, Flows const& flows) const
    {
        return index.rule.bound(flows);
    }

    template <class Rule, portfolio_like Flows>
        requires(bounded_by_majorization<Rule> && !bounds_itself<Rule, Flows>)
    [[nodiscard]] interval operator()(index_fn<Rule> const& index, Flows const& flows,
                                      at_most hidden = {without_number}) const
    {
        if (flows.totals().unattributed.hi == 0) {
            auto const value = index(flows);
            return {value, value};
        }
        auto const cap = hidden_cap(flows);
        if (hidden.partners != without_number
            && static_cast<double>(hidden.partners) * cap < flows.totals().unattributed.value() * (1 - 0x1p-50)) {
            throw invalid_parameter{Rule::about.name, "number of hidden partners", static_cast<double>(hidden.partners),
                                    "enough to hold the rest, none of them more than the smallest listed partner"};
        }
        auto const even = most_even(index.rule, flows, hidden.partners);
        auto const uneven = most_uneven(index.rule, flows, cap);
        return even <= uneven ? interval{even, uneven} : interval{uneven, even};
    }

    /// For measures of several channels that bound themselves: `offset` of interval tilts, `balancing_gain`.
    template <class Measure, class Channels, class Weights>
        requires requires(Channels const& channels, Weights const& weights) {
            { Measure::bound(channels, weights) } -> std::same_as<interval>;
        }
    [[nodiscard]] interval operator()(Measure const&, Channels const& channels, Weights const& weights) const
    {
        return Measure::bound(channels, weights);
    }
};

} // namespace detail

/// The interval of an index when part of the total is not attributed to any listed partner.
///
/// A Schur-convex or Schur-concave index (hhi, effective_number, shannon, concentration_ratio) lies between its
/// values at the most even and the most uneven completion of the list: spread over partners without number, or over
/// `at_most{q}`; or held by as few as can be. No hidden partner is larger than the smallest listed one when the
/// portfolio's listing is `largest`; otherwise one may hold all the rest. An end that only infinitely many partners
/// would reach is given as the limit (for shannon, infinity). Exposure to a power that is not listed lies between 0
/// and that cap; it is not 0. A point when nothing is unattributed; both ends NaN where the index is undefined.
/// `bound(offset, tilts, weights)` and `bound(balancing_gain, portfolios, weights)` carry such intervals further.
/// @throws invalid_parameter when `at_most{q}` partners cannot hold the rest
/// Source: majorization, as in Marshall, Olkin and Arnold (2011), Inequalities; for shares Kvalseth (2018).
inline constexpr detail::bound_fn bound{};

} // namespace equipoise
