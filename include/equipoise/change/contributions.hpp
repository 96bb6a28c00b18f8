// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/turnover.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>

#include <cstddef>
#include <vector>

/// How much of the change of an index each partner accounts for.
namespace equipoise {

/// A partner's shares before and after, and what their change adds to that of the index.
template <class Id>
struct partner_contribution {
    Id id{};
    double before = undefined;
    double after = undefined;
    double contribution = undefined;

    friend constexpr bool operator==(partner_contribution const&, partner_contribution const&) = default;
};

/// An index before and after, and the contributions that sum to its change, in the order of the identifiers.
template <class Id>
struct contributions_to_change {
    double before = undefined;
    double after = undefined;
    double change = undefined; ///< the sum of the contributions, rounded once
    reason why = reason::defined;
    std::vector<partner_contribution<Id>> partners{};
};

namespace detail {

/// The shares of one partner, and their difference without cancellation.
struct share_change {
    twofold before;
    twofold after;
    twofold apart;
};

/// What a partner adds to an index that is a sum over partners.
[[nodiscard]] constexpr twofold contribution(hhi_rule const&, share_change const& p) noexcept
{
    return p.apart * (p.before + p.after);
}

[[nodiscard]] constexpr twofold contribution(gini_simpson_rule const&, share_change const& p) noexcept
{
    return p.apart * (-(p.before + p.after) + 1.0);
}

/// p_0 ln p_0 - p_1 ln p_1
[[nodiscard]] constexpr twofold contribution(shannon_rule const& rule, share_change const& p) noexcept
{
    auto const from =
        p.before.hi == 0 ? twofold{} : p.before * ln_ratio(p.after.hi == 0 ? twofold{1} : p.after, p.before);
    auto const to = p.after.hi == 0 ? twofold{} : p.apart * ln(p.after);
    auto const nats = p.after.hi == 0 ? -from : -(from + to);
    return rule.unit.natural() ? nats : quotient(nats, ln({rule.unit.base()}));
}

template <class Power>
[[nodiscard]] constexpr twofold contribution(exposure_rule<Power> const&, share_change const& p) noexcept
{
    return p.apart;
}

/// Whether a partner's flows enter the index at all.
template <class Rule, class Id>
[[nodiscard]] bool counts(Rule const&, Id const&)
{
    return true;
}

template <class Power, class Id>
[[nodiscard]] bool counts(exposure_rule<Power> const& rule, Id const& id)
{
    for (auto const& member : members(rule.power)) {
        if (!(member < id) && !(id < member)) {
            return true;
        }
    }
    return false;
}

template <class Rule>
concept sum_over_partners = requires(Rule const& rule, share_change const& p) { contribution(rule, p); };

struct contributions_fn {
    template <sum_over_partners Rule, class Before, class After>
        requires comparable<Before, After> && measurable<Rule, Before const&> && measurable<Rule, After const&>
    [[nodiscard]] auto operator()(index_fn<Rule> const& index, Before const& before, After const& after) const
    {
        auto result = contributions_to_change<id_in<Before>>{};
        auto proj = ranges::identity{};
        auto const then = evaluate(index.rule, before, proj);
        auto const now = evaluate(index.rule, after, proj);
        result.why = then.why != reason::defined ? then.why : now.why;
        if (result.why != reason::defined) {
            return result;
        }
        result.before = then.value;
        result.after = now.value;
        auto const both = match(after, before, Rule::about.name);
        auto const ids = partners_of_either(before, after);
        auto const whole_before = both.reference.whole();
        auto const whole_after = both.flows.whole();
        auto sum = running_sum{};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (!counts(index.rule, ids[i])) {
                continue;
            }
            auto const& [x, y] = both.partners[i];
            auto const shares = share_change{quotient({y}, whole_before), quotient({x}, whole_after),
                                             quotient(whole_before * x - whole_after * y, whole_before * whole_after)};
            auto const part = contribution(index.rule, shares);
            sum.add(part);
            result.partners.push_back({ids[i], shares.before.value(), shares.after.value(), part.value() + 0.0});
        }
        result.change = sum.value().value() + 0.0;
        return result;
    }
};

} // namespace detail

/// What each partner adds to the change of an index: `contributions(index, before, after)` of two portfolios.
///
/// The index is a sum over partners: `hhi` (p_1^2 - p_0^2), `gini_simpson`, `shannon` in any unit, or
/// `exposure(power)`, of which the members of the power are shown. Partners of either portfolio, matched by
/// identifier; one that is not listed has nothing there. The contributions sum to the change exactly but for their
/// rounding, and none suffers from cancellation. Nothing is said where the index is undefined before or after; `why`
/// says why. Throws as the index. Linear. Source: algebra; the sum of terms of the index, taken term by term.
inline constexpr detail::contributions_fn contributions{};

} // namespace equipoise
