// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/uncertainty/detail/open_total.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

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

/// The largest amount that a partner may have which is neither listed nor one of unknown amount, in units of the
/// totals.
template <portfolio_like Flows>
[[nodiscard]] double unlisted_cap(Flows const& flows)
{
    auto rest = flows.totals().unattributed.value();
    for (auto const& each : detail::unknown_in(flows)) {
        auto const at_least = detail::known_part_of(flows, each, flows.totals().exponent);
        rest = at_least == 0 ? rest : (std::max)(0.0, rest - at_least);
    }
    if (rest == 0 || flows.listing() == listing::some || flows.size() == 0) {
        return rest;
    }
    auto const cap = flows.scaled(smallest_listed(flows));
    return cap < rest ? cap : rest;
}

/// The largest part of the unattributed rest that one partner may have, in units of the totals. The list tells nothing
/// about the size of partners of unknown amount: any of them may have all of the rest.
template <portfolio_like Flows>
[[nodiscard]] double hidden_cap(Flows const& flows)
{
    return detail::has_unknown(flows) ? flows.totals().unattributed.value() : unlisted_cap(flows);
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

/// What is left over of a total for partners of unknown amount and partners that are not listed.
struct rest_with_unknown {
    std::vector<double> at_least{}; ///< the known parts of unknown amounts, from the largest to the smallest
    detail::twofold more{};         ///< what is left over besides these parts

    template <class Flows>
    [[nodiscard]] static rest_with_unknown of(Flows const& flows)
    {
        auto rest = rest_with_unknown{{}, flows.totals().unattributed};
        for (auto const& each : detail::unknown_in(flows)) {
            rest.at_least.push_back(detail::known_part_of(flows, each, flows.totals().exponent));
            rest.more = rest.more - detail::twofold{rest.at_least.back()};
        }
        std::sort(rest.at_least.begin(), rest.at_least.end(), [](double a, double b) { return a > b; });
        rest.more = rest.more.hi < 0 ? detail::twofold{} : rest.more; // by rounding
        return rest;
    }

    /// The index where the first partner of unknown amount has all that is left over.
    template <class Rule, class Flows>
    [[nodiscard]] double most_uneven(Rule const& rule, Flows const& flows) const
    {
        return completed(rule, flows, static_cast<double>(at_least.size()), [this](auto& each) {
            each.attribute((more + detail::twofold{at_least.front()}).value(), 1);
            for (std::size_t i = 1; i < at_least.size(); ++i) {
                each.attribute(at_least[i], 1);
            }
        });
    }

    /// The index where it is spread as evenly as possible over the partners of unknown amount and `hidden` others, each
    /// of these with no more than `cap`; or over infinitely many others.
    template <class Rule, class Flows>
    [[nodiscard]] double most_even(Rule const& rule, Flows const& flows, std::size_t hidden, double cap) const
    {
        if (hidden == detail::without_number) {
            [[maybe_unused]] constexpr auto infinitely_many = std::numeric_limits<double>::infinity();
            return completed(rule, flows, index_of_counts<Rule> ? more.value() : infinitely_many, [this](auto& each) {
                for (auto const amount : at_least) {
                    each.attribute(amount, 1);
                }
                if constexpr (index_of_counts<Rule>) {
                    each.attribute(1, more.value());
                } else {
                    each.add_infinitesimals(more.value());
                }
            });
        }
        auto const whole_rest = flows.totals().unattributed;
        auto filled = level_of(whole_rest, hidden);
        auto of_hidden = filled.level;
        if (hidden != 0 && of_hidden > cap) {
            of_hidden = cap;
            filled = level_of(whole_rest - detail::two_product(cap, static_cast<double>(hidden)), 0);
        }
        if constexpr (index_of_counts<Rule>) {
            if (filled.above != 0 || of_hidden != filled.level) {
                return undefined; // which whole numbers are the most even is not settled here
            }
            return uncertainty_detail::most_even(rule, flows, at_least.size() + hidden);
        } else {
            return completed(rule, flows, static_cast<double>(at_least.size() + hidden), [&](auto& each) {
                for (std::size_t i = 0; i < filled.above; ++i) {
                    each.attribute(at_least[i], 1);
                }
                each.attribute(filled.level, static_cast<double>(at_least.size() - filled.above));
                each.attribute(of_hidden, static_cast<double>(hidden));
            });
        }
    }

private:
    /// An amount, and the number of partners that are known to have more than that.
    struct common_level {
        double level = 0;
        std::size_t above = 0;
    };

    /// The common amount when `sum` is divided as evenly as possible among the partners of unknown amount and `others`
    /// more.
    [[nodiscard]] common_level level_of(detail::twofold sum, std::size_t others) const
    {
        auto found = common_level{};
        for (;; ++found.above) {
            auto const sharing = at_least.size() - found.above + others;
            found.level = sharing == 0 ? 0 : sum / detail::twofold{static_cast<double>(sharing)};
            if (found.above == at_least.size() || at_least[found.above] <= found.level) {
                return found;
            }
            sum = sum - detail::twofold{at_least[found.above]};
        }
    }

    template <class Rule, class Flows, class Attribute>
    [[nodiscard]] static double completed(Rule const& rule, Flows const& flows, double hidden,
                                          Attribute const& attribute)
    {
        auto const expected = with_hidden_partners(rule, hidden);
        auto evaluated = detail::evaluation<Rule>{expected};
        evaluated.over(flows.amounts(), flows.totals());
        attribute(evaluated);
        evaluated.close();
        return evaluated.results()[0].value;
    }
};

[[nodiscard]] inline interval in_order(double one, double other)
{
    return is_undefined(one) || is_undefined(other) || one <= other ? interval{one, other} : interval{other, one};
}

/// The interval of an index: its values for both completions, in order.
/// @throws invalid_parameter where `hidden` partners cannot hold the rest
template <class Rule, class Flows>
    requires bounded_by_majorization<Rule>
[[nodiscard]] interval completed(Rule const& rule, Flows const& flows, at_most hidden = {detail::without_number})
{
    auto const why = flows.totals().why_open();
    if (why == reason::unknown_amount && detail::has_unknown(flows)) {
        auto const open = open_amounts::of(flows);
        return open_interval(rule, flows.amounts(), open);
    }
    if (why != reason::unattributed) {
        auto const value = index_fn<Rule>{rule}(flows);
        return {value, value};
    }
    auto const cap = unlisted_cap(flows);
    if (detail::has_unknown(flows)) {
        auto const rest = rest_with_unknown::of(flows);
        return in_order(rest.most_even(rule, flows, hidden.partners, cap), rest.most_uneven(rule, flows));
    }
    if (hidden.partners != detail::without_number
        && static_cast<double>(hidden.partners) * cap < flows.totals().unattributed.value() * (1 - 0x1p-50)) {
        auto sentence = "at_most{" + std::to_string(hidden.partners) + "} partners cannot hold the rest";
        if (flows.listing() == listing::largest) {
            sentence += ", as none of them holds more than the smallest listed partner";
        }
        throw invalid_parameter{Rule::about.name, sentence};
    }
    return in_order(most_even(rule, flows, hidden.partners), most_uneven(rule, flows, cap, hidden.partners));
}

} // namespace uncertainty_detail

} // namespace equipoise
