// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/turnover.hpp>
#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/concentration/detail/divergence_terms.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/party.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// The part of the change of an index that each partner accounts for: `contributions`.
namespace equipoise {

/// The shares of a partner before and after, and its contribution to the change of the index.
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

/// A share and 1 less the share, each with all its digits.
struct share_and_rest {
    detail::twofold share;
    detail::twofold rest;

    [[nodiscard]] constexpr detail::twofold ln_share() const noexcept
    {
        return share.hi > 0.5 ? -concentration_detail::ln_one_plus_ratio(rest, share) : detail::ln(share);
    }
};

/// The shares of a partner before and after, and the share after less the share before, without cancellation.
struct share_change {
    share_and_rest before;
    share_and_rest after;
    detail::twofold difference;
};

/// The amounts of one of two compositions as shares. Where a partner has more than half of the total, the sum of the
/// others is computed apart: the total less the partner's amount would lose what is below 1e-32 of the total.
class shares_of {
public:
    template <class Partners>
    constexpr shares_of(detail::totals const& sums, Partners const& partners,
                        double comparison_detail::matched_partner::* amount)
        : whole_{sums.whole()}
    {
        auto others = detail::running_sum{};
        for (auto const& one : partners) {
            others.add(has_majority(one.*amount) ? 0 : one.*amount);
        }
        others_of_largest_ = others.value() + sums.unattributed;
    }

    [[nodiscard]] constexpr detail::twofold whole() const noexcept { return whole_; }

    [[nodiscard]] constexpr detail::twofold others(double amount) const noexcept
    {
        return has_majority(amount) ? others_of_largest_ : whole_ + -amount;
    }

    [[nodiscard]] constexpr share_and_rest of(double amount) const noexcept
    {
        return {detail::quotient({amount}, whole_), detail::quotient(others(amount), whole_)};
    }

private:
    [[nodiscard]] constexpr bool has_majority(double amount) const noexcept { return amount > whole_.hi / 2; }

    detail::twofold whole_;
    detail::twofold others_of_largest_;
};

/// x / X - y / Y = (x (Y - y) - y (X - x)) / (X Y)
[[nodiscard]] constexpr detail::twofold difference(double x, shares_of const& xs, double y,
                                                   shares_of const& ys) noexcept
{
    auto const larger = x < y ? y : x;
    // keeps the products in the range in which they are exact
    auto const power = larger > 0 && larger < 0x1p-400 ? detail::exponent_of(larger) : 0;
    auto const numerator = ys.others(y) * detail::scaled(x, -power) - xs.others(x) * detail::scaled(y, -power);
    return detail::scaled(detail::quotient(numerator, xs.whole() * ys.whole()), power);
}

/// The contribution of a partner to the change of `hhi`: p_1^2 - p_0^2, as (p_1 - p_0) (p_0 + p_1).
[[nodiscard]] constexpr detail::twofold contribution(concentration_detail::hhi_rule const&,
                                                     share_change const& p) noexcept
{
    return p.difference * (p.before.share + p.after.share);
}

/// That to the change of `gini_simpson`: (p_1 - p_0) (1 - p_0 - p_1).
[[nodiscard]] constexpr detail::twofold contribution(concentration_detail::gini_simpson_rule const&,
                                                     share_change const& p) noexcept
{
    auto const [larger, smaller] = p.difference.hi < 0 ? std::pair{p.before, p.after} : std::pair{p.after, p.before};
    return p.difference * (larger.rest - smaller.share);
}

/// That to the change of `shannon`: p_0 ln p_0 - p_1 ln p_1.
[[nodiscard]] constexpr detail::twofold contribution(concentration_detail::shannon_rule const& rule,
                                                     share_change const& p) noexcept
{
    auto nats = detail::twofold{};
    if (p.after.share.hi == 0) {
        nats = p.before.share.hi == 0 ? detail::twofold{} : p.before.share * p.before.ln_share();
    } else if (p.before.share.hi == 0) {
        nats = -(p.after.share * p.after.ln_share());
    } else {
        auto const growth = detail::quotient(p.difference, p.before.share);
        auto const slight = growth.hi > -0x1p-7 && growth.hi < 0x1p-7;
        auto const tiny = growth.hi > -0x1p-110 && growth.hi < 0x1p-110;
        auto const ln_growth = tiny     ? growth
                               : slight ? detail::ln_one_plus(growth)
                                        : detail::ln_ratio(p.after.share, p.before.share);
        nats = -(p.before.share * ln_growth + p.difference * p.after.ln_share());
    }
    return rule.unit.natural() ? nats : detail::quotient(nats, detail::ln({rule.unit.base()}));
}

/// That to the change of `exposure`: p_1 - p_0.
template <class Power>
[[nodiscard]] constexpr detail::twofold contribution(exposure_detail::exposure_rule<Power> const&,
                                                     share_change const& p) noexcept
{
    return p.difference;
}

/// Whether the index depends on the share of a partner.
template <class Rule, class Id>
[[nodiscard]] bool depends_on(Rule const&, Id const&)
{
    return true;
}

template <class Power, class Id>
[[nodiscard]] bool depends_on(exposure_detail::exposure_rule<Power> const& rule, Id const& id)
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
    [[nodiscard]] auto operator()(Before const& before, After const& after, index_fn<Rule> const& index) const
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
        auto const old = shares_of{both.reference, both.partners, &comparison_detail::matched_partner::reference};
        auto const now_held = shares_of{both.flows, both.partners, &comparison_detail::matched_partner::flow};
        auto const unchanged = both.proportional();
        auto sum = detail::running_sum{};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (!depends_on(index.rule, ids[i])) {
                continue;
            }
            auto const [x, y] = both.partners[i];
            auto shares = share_change{old.of(y), now_held.of(x), {}};
            if (unchanged) {
                shares.after = shares.before;
            } else {
                shares.difference = difference(x, now_held, y, old);
            }
            auto const part = contribution(index.rule, shares);
            sum.add(part);
            result.partners.push_back(
                {ids[i], shares.before.share.value(), shares.after.share.value(), part.value() + 0.0});
        }
        result.change = sum.value().value() + 0.0;
        return result;
    }

    template <class R, portfolio_like B, portfolio_like A>
    void operator()(index_fn<R>, B&&, A&&) const EQUIPOISE_REFUSED("flows first: contributions(before, after, hhi)");
};

} // namespace change_detail

/// The contribution of each partner to the change of an index: `contributions(before, after, index)` of two portfolios.
///
/// The index is a sum over partners: `hhi` (a partner contributes p_1^2 - p_0^2), `gini_simpson`, `shannon` in any
/// unit, or `exposure(power)`, for which only the members of the power are listed. The partners are those of either
/// portfolio, matched by identifier; one that a portfolio does not list has 0 there. Apart from rounding, the
/// contributions sum to the change exactly, and none suffers from cancellation. Where the index is undefined before or
/// after, all values are undefined and `why` holds the reason. Linear in the number of partners. Throws as the index.
/// Source: algebra; the index is a sum, and its terms are subtracted one by one.
inline constexpr change_detail::contributions_fn contributions{};

} // namespace equipoise
