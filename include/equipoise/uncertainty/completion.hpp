// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/model/listing.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <type_traits>

/// The extreme ways in which the unattributed part of a total may belong to partners.
namespace equipoise {

/// How many partners the unattributed part of a total may have, at the most.
struct at_most {
    std::size_t partners;
};

namespace uncertainty_detail {

/// Whether a listed partner has something, be it next to nothing in units of the totals.
template <portfolio_like Flows>
[[nodiscard]] bool has_something(Flows const& flows, std::size_t i)
{
    return !(flows.amounts()[i] == std::remove_cvref_t<decltype(flows.amounts()[i])>{});
}

/// Where the smallest amount of a list that is not empty stands.
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

/// The most that one unlisted partner may hold, in units of the totals.
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

/// An index of whole numbers: its hidden partners hold whole numbers as well, each at least 1.
template <class Rule>
concept index_of_counts = requires { requires Rule::counts_only; };

/// Hidden partners with one amount each, in units of the totals.
struct hidden_partners {
    double amount = 0;
    double number = 0;
};

/// The rule of a list that a number of hidden partners completes; infinity stands for partners without number.
template <class Rule>
[[nodiscard]] Rule expecting(Rule rule, double hidden)
{
    if constexpr (requires { rule.hidden = hidden; }) {
        rule.hidden = hidden;
    }
    return rule;
}

/// The index of the list once the rest belongs to these hidden partners.
template <class Rule, class Flows>
[[nodiscard]] double completed_by(Rule const& rule, Flows const& flows, hidden_partners some,
                                  hidden_partners others = {})
{
    auto const expected = expecting(rule, some.number + others.number);
    auto completed = detail::evaluation<Rule>{expected};
    completed.over(flows.amounts(), flows.totals());
    for (auto const& each : {some, others}) {
        if (each.number > 0) {
            completed.attribute(each.amount, each.number);
        }
    }
    completed.close();
    return completed.results()[0].value;
}

/// The index once the rest is spread as evenly as can be.
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
        // what rounding leaves over moves some of them by an ulp, so that together they have the rest
        auto const over = (rest - detail::two_product(each, number)).value();
        auto const ulp = std::numeric_limits<double>::epsilon();
        auto const moved = each * (over < 0 ? 1 - ulp : 1 + ulp);
        auto const some = moved == each ? 0.0 : (std::min)(detail::whole_part(over / (moved - each)), number);
        return completed_by(rule, flows, {moved, some}, {each, number - some});
    } else {
        auto const expected = expecting(rule, std::numeric_limits<double>::infinity());
        auto completed = detail::evaluation<Rule>{expected};
        completed.over(flows.amounts(), flows.totals());
        completed.add_infinitesimals(rest.value());
        completed.close();
        return completed.results()[0].value;
    }
}

/// The index once the rest is held by as few as can be, none of whom holds more than the cap.
template <class Rule, class Flows>
[[nodiscard]] double most_uneven(Rule const& rule, Flows const& flows, double cap,
                                 std::size_t partners = detail::without_number)
{
    auto const& sums = flows.totals();
    auto const rest = sums.unattributed;
    auto const least = 0x1p-400 * rest.value(); // for a number of partners that is not infinite
    cap = cap < least ? least : cap;
    auto const full = detail::whole_part(rest.value() / cap);
    auto const left = (rest - detail::two_product(cap, full)).value();
    // what the rounding of the amounts and of the cap leaves over is no partner
    auto const noise =
        (static_cast<double>(flows.size()) + 2) * std::numeric_limits<double>::epsilon() * sums.whole().hi;
    auto const one_more = left > noise && full < static_cast<double>(partners);
    return completed_by(rule, flows, {cap, full}, {left, one_more ? 1.0 : 0.0});
}

/// The values of an index between the two: its interval.
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
        throw invalid_parameter{Rule::about.name, "number of hidden partners", static_cast<double>(hidden.partners),
                                "enough to hold the rest, none of them more than the smallest listed partner"};
    }
    auto const even = most_even(rule, flows, hidden.partners);
    auto const uneven = most_uneven(rule, flows, cap, hidden.partners);
    return is_undefined(even) || is_undefined(uneven) || even <= uneven ? interval{even, uneven}
                                                                        : interval{uneven, even};
}

} // namespace uncertainty_detail

} // namespace equipoise
