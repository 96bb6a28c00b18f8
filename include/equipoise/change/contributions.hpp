// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/turnover.hpp>
#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>

#include <cstddef>
#include <utility>
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

namespace change_detail {

/// A share and what it lacks of 1, each with all its digits.
struct share_and_rest {
    detail::twofold share;
    detail::twofold rest;

    [[nodiscard]] constexpr detail::twofold ln_share() const noexcept
    {
        return share.hi > 0.5 ? -concentration_detail::ln_one_plus_ratio(rest, share) : detail::ln(share);
    }
};

/// The shares of one partner, and their difference without cancellation.
struct share_change {
    share_and_rest before;
    share_and_rest after;
    detail::twofold apart;
};

/// The amounts of one of two compositions as shares. What the others have of the total is no difference where one has
/// more than half: beside 1, the total keeps nothing of what is below 1e-32.
class shares_of {
public:
    template <class Partners>
    constexpr shares_of(detail::totals const& sums, Partners const& partners,
                        double comparison_detail::matched::* amount)
        : whole_{sums.whole()}
    {
        auto others = detail::running_sum{};
        for (auto const& one : partners) {
            others.add(has_most(one.*amount) ? 0 : one.*amount);
        }
        beside_largest_ = others.value() + sums.unattributed;
    }

    [[nodiscard]] constexpr detail::twofold whole() const noexcept { return whole_; }

    [[nodiscard]] constexpr detail::twofold others(double amount) const noexcept
    {
        return has_most(amount) ? beside_largest_ : whole_ + -amount;
    }

    [[nodiscard]] constexpr share_and_rest of(double amount) const noexcept
    {
        return {detail::quotient({amount}, whole_), detail::quotient(others(amount), whole_)};
    }

private:
    [[nodiscard]] constexpr bool has_most(double amount) const noexcept { return amount > whole_.hi / 2; }

    detail::twofold whole_;
    detail::twofold beside_largest_;
};

/// x / X - y / Y = (x (Y - y) - y (X - x)) / (X Y)
[[nodiscard]] constexpr detail::twofold difference(double x, shares_of const& xs, double y,
                                                   shares_of const& ys) noexcept
{
    auto const larger = x < y ? y : x;
    auto const power = larger > 0 && larger < 0x1p-400 ? detail::exponent_of(larger) : 0; // for products without loss
    auto const apart = ys.others(y) * detail::scaled(x, -power) - xs.others(x) * detail::scaled(y, -power);
    return detail::scaled(detail::quotient(apart, xs.whole() * ys.whole()), power);
}

/// What a partner adds to an index that is a sum over partners.
[[nodiscard]] constexpr detail::twofold contribution(concentration_detail::hhi_rule const&,
                                                     share_change const& p) noexcept
{
    return p.apart * (p.before.share + p.after.share);
}

/// (p_1 - p_0) (1 - p_0 - p_1)
[[nodiscard]] constexpr detail::twofold contribution(concentration_detail::gini_simpson_rule const&,
                                                     share_change const& p) noexcept
{
    auto const [larger, smaller] = p.apart.hi < 0 ? std::pair{p.before, p.after} : std::pair{p.after, p.before};
    return p.apart * (larger.rest - smaller.share);
}

/// p_0 ln p_0 - p_1 ln p_1
[[nodiscard]] constexpr detail::twofold contribution(concentration_detail::shannon_rule const& rule,
                                                     share_change const& p) noexcept
{
    auto nats = detail::twofold{};
    if (p.after.share.hi == 0) {
        nats = p.before.share.hi == 0 ? detail::twofold{} : p.before.share * p.before.ln_share();
    } else if (p.before.share.hi == 0) {
        nats = -(p.after.share * p.after.ln_share());
    } else {
        auto const growth = detail::quotient(p.apart, p.before.share);
        auto const slight = growth.hi > -0x1p-7 && growth.hi < 0x1p-7;
        auto const tiny = growth.hi > -0x1p-110 && growth.hi < 0x1p-110;
        auto const ln_growth = tiny     ? growth
                               : slight ? detail::ln_one_plus(growth)
                                        : detail::ln_ratio(p.after.share, p.before.share);
        nats = -(p.before.share * ln_growth + p.apart * p.after.ln_share());
    }
    return rule.unit.natural() ? nats : detail::quotient(nats, detail::ln({rule.unit.base()}));
}

template <class Power>
[[nodiscard]] constexpr detail::twofold contribution(exposure_detail::exposure_rule<Power> const&,
                                                     share_change const& p) noexcept
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
[[nodiscard]] bool counts(exposure_detail::exposure_rule<Power> const& rule, Id const& id)
{
    for (auto const& member : detail::members(rule.power)) {
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
        auto result = contributions_to_change<detail::id_in<Before>>{};
        auto proj = ranges::identity{};
        auto const then = detail::evaluate(index.rule, before, proj);
        auto const now = detail::evaluate(index.rule, after, proj);
        result.why = then.why != reason::defined ? then.why : now.why;
        if (result.why != reason::defined) {
            return result;
        }
        result.before = then.value;
        result.after = now.value;
        auto const both = comparison_detail::match(after, before, Rule::about.name);
        auto const ids = partners_of_either(before, after);
        auto const old = shares_of{both.reference, both.partners, &comparison_detail::matched::reference};
        auto const now_held = shares_of{both.flows, both.partners, &comparison_detail::matched::flow};
        auto const unchanged = both.proportional();
        auto sum = detail::running_sum{};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (!counts(index.rule, ids[i])) {
                continue;
            }
            auto const [x, y] = both.partners[i];
            auto shares = share_change{old.of(y), now_held.of(x), {}};
            if (unchanged) {
                shares.after = shares.before;
            } else {
                shares.apart = difference(x, now_held, y, old);
            }
            auto const part = contribution(index.rule, shares);
            sum.add(part);
            result.partners.push_back(
                {ids[i], shares.before.share.value(), shares.after.share.value(), part.value() + 0.0});
        }
        result.change = sum.value().value() + 0.0;
        return result;
    }
};

} // namespace change_detail

/// What each partner adds to the change of an index: `contributions(index, before, after)` of two portfolios.
///
/// The index is a sum over partners: `hhi` (p_1^2 - p_0^2), `gini_simpson`, `shannon` in any unit, or
/// `exposure(power)`, of which the members of the power are shown. Partners of either portfolio, matched by
/// identifier; one that is not listed has nothing there. The contributions sum to the change exactly but for their
/// rounding, and none suffers from cancellation. Nothing is said where the index is undefined before or after; `why`
/// says why. Throws as the index. Linear. Source: algebra; the sum of terms of the index, taken term by term.
inline constexpr change_detail::contributions_fn contributions{};

} // namespace equipoise
