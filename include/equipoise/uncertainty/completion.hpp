// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/listing.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>

/// The most even and the most uneven way in which the unattributed part of a total may belong to hidden partners: those
/// that the list does not contain.
namespace equipoise {

/// The greatest number of partners that the unattributed part of a total may belong to.
struct at_most {
    std::size_t partners;
};

namespace uncertainty_detail {

/// Whether a listed partner has a positive amount, even one that is 0 in the units of the totals.
template <portfolio_like Flows>
[[nodiscard]] bool has_something(Flows const& flows, std::size_t i)
{
    return !(flows.amounts()[i] == std::remove_cvref_t<decltype(flows.amounts()[i])>{});
}

/// The position of the smallest amount of a list that is not empty.
template <portfolio_like Flows>
[[nodiscard]] std::size_t smallest_listed(Flows const& flows)
{
    auto const& amounts = flows.amounts();
    std::size_t smallest = 0;
    for (std::size_t i = 1; i < flows.size(); ++i) {
        smallest = amounts[i] < amounts[smallest] ? i : smallest;
    }
    return smallest;
}

/// The largest amount that one hidden partner may have, in units of the totals.
template <portfolio_like Flows>
[[nodiscard]] double hidden_cap(Flows const& flows)
{
    auto const rest = flows.totals().unattributed.value();
    if (rest == 0 || flows.listing() == listing::some || flows.size() == 0) {
        return rest;
    }
    auto const cap = flows.scaled(smallest_listed(flows));
    return cap < rest ? cap : rest;
}

/// A Schur-convex or Schur-concave index that does not depend on the number of partners.
template <class Rule>
concept bounded_by_majorization =
    detail::amount_rule<Rule> && Rule::about.effect != concentrating::neither && !requires(Rule rule) { rule.n; }
    && requires(typename Rule::statistic& statistic) { statistic.add(1.0, 1.0); };

/// An index of whole numbers: each of its hidden partners holds a whole number as well, at least 1.
template <class Rule>
concept index_of_counts = requires { requires Rule::counts_only; };

/// A number of hidden partners with the same amount each, in units of the totals.
struct hidden_partners {
    double amount = 0;
    double number = 0;
};

/// The rule for a list that `hidden` more partners complete, which may be infinitely many.
template <class Rule>
[[nodiscard]] Rule with_hidden_partners(Rule rule, double hidden)
{
    if constexpr (requires { rule.hidden = hidden; }) {
        rule.hidden = hidden;
    }
    return rule;
}

/// The index of the list whose rest belongs to these hidden partners.
template <class Rule, class Flows>
[[nodiscard]] double completed_by(Rule const& rule, Flows const& flows, hidden_partners larger,
                                  hidden_partners smaller = {})
{
    auto const expected = with_hidden_partners(rule, larger.number + smaller.number);
    auto completed = detail::evaluation<Rule>{expected};
    completed.over(flows.amounts(), flows.totals());
    for (auto const& each : {larger, smaller}) {
        if (each.number > 0) {
            completed.attribute(each.amount, each.number);
        }
    }
    completed.close();
    return completed.results()[0].value;
}

/// The index where the rest is spread as evenly as possible over `partners`, or over infinitely many partners.
template <class Rule, class Flows>
[[nodiscard]] double most_even(Rule const& rule, Flows const& flows, std::size_t partners)
{
    auto const rest = flows.totals().unattributed;
    if constexpr (index_of_counts<Rule>) {
        auto const units = rest.value();
        auto const number =
            partners == detail::without_number ? units : (std::min)(units, static_cast<double>(partners));
        auto const each = detail::whole_part(units / number);
        auto const more = (rest - detail::two_product(each, number)).value(); // have one unit more than the others
        return completed_by(rule, flows, {each + 1, more}, {each, number - more});
    } else if (partners != detail::without_number) {
        auto const number = static_cast<double>(partners);
        auto const each = rest / detail::twofold{number};
        // `each` is rounded; a number of partners get one ulp more or less, so that together they have the rest
        auto const over = (rest - detail::two_product(each, number)).value();
        auto const ulp = std::numeric_limits<double>::epsilon();
        auto const moved = each * (over < 0 ? 1 - ulp : 1 + ulp);
        auto const some = moved == each ? 0.0 : (std::min)(detail::whole_part(over / (moved - each)), number);
        return completed_by(rule, flows, {moved, some}, {each, number - some});
    } else {
        auto const expected = with_hidden_partners(rule, std::numeric_limits<double>::infinity());
        auto completed = detail::evaluation<Rule>{expected};
        completed.over(flows.amounts(), flows.totals());
        completed.add_infinitesimals(rest.value());
        completed.close();
        return completed.results()[0].value;
    }
}

/// The index where as few partners as possible hold the rest, none of them more than the cap.
template <class Rule, class Flows>
[[nodiscard]] double most_uneven(Rule const& rule, Flows const& flows, double cap,
                                 std::size_t partners = detail::without_number)
{
    auto const& sums = flows.totals();
    auto const rest = sums.unattributed;
    auto const least = 0x1p-400 * rest.value(); // keeps the number of partners finite
    cap = cap < least ? least : cap;
    auto const full = detail::whole_part(rest.value() / cap);
    auto const left = (rest - detail::two_product(cap, full)).value();
    // a remainder that the rounding of the amounts and of the cap explains is not a partner
    auto const noise =
        (static_cast<double>(flows.size()) + 2) * std::numeric_limits<double>::epsilon() * sums.whole().hi;
    auto const one_more = left > noise && full < static_cast<double>(partners);
    return completed_by(rule, flows, {cap, full}, {left, one_more ? 1.0 : 0.0});
}

/// The interval of an index: its values for both completions, in order.
/// @throws invalid_parameter where `hidden` partners cannot hold the rest
template <class Rule, class Flows>
    requires bounded_by_majorization<Rule>
[[nodiscard]] interval completed(Rule const& rule, Flows const& flows, at_most hidden = {detail::without_number})
{
    if (flows.totals().why_open() != reason::unattributed) {
        auto const value = index_fn<Rule>{rule}(flows);
        return {value, value};
    }
    auto const cap = hidden_cap(flows);
    if (hidden.partners != detail::without_number
        && static_cast<double>(hidden.partners) * cap < flows.totals().unattributed.value() * (1 - 0x1p-50)) {
        auto sentence = "at_most{" + std::to_string(hidden.partners) + "} partners cannot hold the rest";
        if (flows.listing() == listing::largest) {
            sentence += ", as none of them holds more than the smallest listed partner";
        }
        throw invalid_parameter{Rule::about.name, sentence};
    }
    auto const even = most_even(rule, flows, hidden.partners);
    auto const uneven = most_uneven(rule, flows, cap, hidden.partners);
    return is_undefined(even) || is_undefined(uneven) || even <= uneven ? interval{even, uneven}
                                                                        : interval{uneven, even};
}

} // namespace uncertainty_detail

} // namespace equipoise
