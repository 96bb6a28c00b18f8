// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/model/listing.hpp>

#include <cstddef>

/// The extreme ways in which the unattributed part of a total may belong to partners.
namespace equipoise {

/// How many partners the unattributed part of a total may have, at the most.
struct at_most {
    std::size_t partners;
};

namespace detail {

/// The most that one unlisted partner may hold, in units of the totals.
template <portfolio_like Flows>
[[nodiscard]] double hidden_cap(Flows const& flows)
{
    auto const rest = flows.totals().unattributed.value();
    if (rest == 0 || flows.listing() == listing::some || flows.size() == 0) {
        return rest;
    }
    auto const& amounts = flows.amounts();
    std::size_t smallest = 0;
    for (std::size_t i = 1; i < flows.size(); ++i) {
        smallest = amounts[i] < amounts[smallest] ? i : smallest;
    }
    auto const cap = flows.scaled(smallest);
    return cap < rest ? cap : rest;
}

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
    auto const least = 0x1p-400 * rest.value(); // lest their number be infinite
    cap = cap < least ? least : cap;
    auto const full = whole_part(rest.value() / cap);
    completed.attribute(cap, full);
    if (auto const left = (rest - two_product(cap, full)).value(); left > 0) {
        completed.attribute(left, 1);
    }
    completed.close();
    return completed.results()[0].value;
}

/// The values of an index between the two: its interval.
template <class Rule, class Flows>
    requires bounded_by_majorization<Rule>
[[nodiscard]] interval completed(Rule const& rule, Flows const& flows, at_most hidden = {without_number})
{
    if (flows.totals().unattributed.hi == 0) {
        auto const value = index_fn<Rule>{rule}(flows);
        return {value, value};
    }
    auto const cap = hidden_cap(flows);
    if (hidden.partners != without_number
        && static_cast<double>(hidden.partners) * cap < flows.totals().unattributed.value() * (1 - 0x1p-50)) {
        throw invalid_parameter{Rule::about.name, "number of hidden partners", static_cast<double>(hidden.partners),
                                "enough to hold the rest, none of them more than the smallest listed partner"};
    }
    auto const even = most_even(rule, flows, hidden.partners);
    auto const uneven = most_uneven(rule, flows, cap);
    return even <= uneven ? interval{even, uneven} : interval{uneven, even};
}

} // namespace detail

} // namespace equipoise
