// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

/// What it costs to lose a partner for good, when the other partners may take its place.
///
///     ces_exit_cost(share, sigma)         (1 - s)^(-1 / (sigma - 1)) - 1, from a share
///     growth_to_replace(share)            s / (1 - s), from a share
///     exit_cost(flows, power, sigma)      the first, of a state's flows
///     log_exit_cost(flows, power, sigma)  -ln(1 - s) / (sigma - 1)
///     growth_needed(flows, power)         the second, of a state's flows
namespace equipoise {

namespace exposure_detail {

constexpr void check_share(double share, std::string_view index)
{
    if (!is_undefined(share) && (share < 0 || share > 1)) {
        throw invalid_parameter{index, "share", share, "in [0, 1]"};
    }
}

constexpr void check_sigma(double sigma, std::string_view index)
{
    if (!(sigma > 1)) {
        throw invalid_parameter{index, "sigma", sigma, "above 1"};
    }
}

/// -ln kept / (sigma - 1) for two shares that add up to 1; infinite where nothing is kept.
[[nodiscard]] constexpr detail::twofold log_cost_of_loss(detail::twofold lost, detail::twofold kept, double sigma)
{
    if (kept.hi == 0) {
        return {std::numeric_limits<double>::infinity()};
    }
    auto const loss = lost.hi < kept.hi ? -detail::quick_ln_one_plus(-lost) : -detail::quick_ln(kept);
    return sigma > 0x1p400 ? detail::twofold{loss.hi / sigma} : detail::quotient(loss, detail::two_sum(sigma, -1));
}

/// kept^(-1 / (sigma - 1)) - 1
[[nodiscard]] constexpr double cost_of_loss(detail::twofold lost, detail::twofold kept, double sigma)
{
    auto const exponent = log_cost_of_loss(lost, kept, sigma);
    return exponent.hi < 700 ? detail::quick_exp_minus_one(exponent).value() : detail::quick_exp(exponent).hi;
}

/// The part of a whole that is lost with a power and the part that is kept. Both are sums of amounts: a difference of
/// the whole and the other part would lose digits where it is small.
struct split {
    detail::twofold lost;
    detail::twofold kept;

    [[nodiscard]] double cost(double sigma) const { return cost_of_loss(share(lost), share(kept), sigma); }
    [[nodiscard]] double log_cost(double sigma) const
    {
        return log_cost_of_loss(share(lost), share(kept), sigma).value();
    }

    /// s / (1 - s)
    [[nodiscard]] double growth() const
    {
        if (kept.hi == 0) {
            return std::numeric_limits<double>::infinity();
        }
        auto const times = lost.hi / kept.hi;
        return times > 0x1p-400 && times < 0x1p400 ? lost / kept : times;
    }

private:
    [[nodiscard]] detail::twofold share(detail::twofold part) const { return detail::quotient(part, lost + kept); }
};

/// What is lost with a power and what is kept, where `hidden` of the unattributed part of the total is with the power.
template <portfolio_like Flows, party Power>
[[nodiscard]] split split_between(Flows const& flows, Power const& power, double hidden)
{
    auto with_power = detail::running_sum{};
    auto with_others = detail::running_sum{};
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto const ids = detail::members(power);
        auto const lost = std::binary_search(ids.begin(), ids.end(), flows.ids()[i]);
        (lost ? with_power : with_others).add(flows.scaled(i));
    }
    auto const unattributed = flows.totals().unattributed;
    return {with_power.value() + hidden,
            with_others.value()
                + (hidden == unattributed.value() ? detail::twofold{} : unattributed - detail::twofold{hidden})};
}

/// A measure of the split of a state's flows between a power and the other partners. `Form` computes it from a `split`
/// and must rise with the power's part, so that the interval has its ends at the least and the largest part.
template <party Power, class Form>
struct split_rule {
    static constexpr facts about = Form::about;
    Power power;
    Form form;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires party_in<Power, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = without_share(flows, power); why != reason::defined) {
            return estimate::without(why);
        }
        if (detail::is_open(flows)) {
            return where_open(open_parts::of(flows, power));
        }
        auto const part = holding_of(flows, power);
        auto const low = form(split_between(flows, power, part.at_least));
        return part.hidden == 0 ? estimate::of(low)
                                : estimate::within({low, form(split_between(flows, power, part.hidden))}, part.why);
    }

private:
    [[nodiscard]] estimate where_open(open_parts const& parts) const
    {
        constexpr auto all_kept = split{{0}, {1}};
        constexpr auto all_lost = split{{1}, {0}};
        auto const known = parts.has_flow()                                ? split{parts.party, parts.others}
                           : parts.others_are_open || !parts.party_is_open ? all_kept
                                                                           : all_lost;
        auto const bounds =
            interval{form(parts.others_are_open ? all_kept : known), form(parts.party_is_open ? all_lost : known)};
        return bounds.is_point() && parts.has_flow() ? estimate::of(bounds.low)
                                                     : estimate::within(bounds, reason::unknown_amount);
    }
};

struct exit_cost_form {
    static constexpr facts about{.name = "exit_cost",
                                 .symbol = "c_j",
                                 .formula = "(1 - s_j)^(-1 / (sigma - 1)) - 1",
                                 .source = "price index of constant elasticity of substitution, Armington (1969)",
                                 .ignores_zeros = true};
    double sigma = 2;

    [[nodiscard]] double operator()(split const& parts) const { return parts.cost(sigma); }
};

struct log_exit_cost_form {
    static constexpr facts about{.name = "log_exit_cost",
                                 .symbol = "ln(1 + c_j)",
                                 .formula = "-ln(1 - s_j) / (sigma - 1)",
                                 .source = "price index of constant elasticity of substitution, Armington (1969)",
                                 .ignores_zeros = true};
    double sigma = 2;

    [[nodiscard]] double operator()(split const& parts) const { return parts.log_cost(sigma); }
};

struct growth_needed_form {
    static constexpr facts about{.name = "growth_needed",
                                 .symbol = "g_j",
                                 .formula = "s_j / (1 - s_j)",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};

    [[nodiscard]] double operator()(split const& parts) const { return parts.growth(); }
};

template <class Form>
struct make_cost {
    template <party Power>
    [[nodiscard]] split_rule<Power, Form> operator()(Power power, double sigma) const
    {
        check_sigma(sigma, Form::about.name);
        return {std::move(power), {sigma}};
    }
};

struct make_growth_needed {
    template <party Power>
    [[nodiscard]] split_rule<Power, growth_needed_form> operator()(Power power) const
    {
        return {std::move(power), {}};
    }
};

} // namespace exposure_detail

/// Cost of losing a share s of a bundle for good: by how much its price index rises, (1 - s)^(-1/(sigma - 1)) - 1.
///
/// sigma > 1 is the elasticity of substitution between partners and may be infinite. Range [0, infinity]; higher means
/// costlier; infinite for s = 1. Multiplied by the bundle's share of all expenditure it is the cost to the economy. NaN
/// for a share that is NaN.
/// @throws invalid_parameter for a share outside [0, 1] and for sigma <= 1
/// Source: exact for demand of constant elasticity of substitution; Armington (1969), A Theory of Demand for
/// Products Distinguished by Place of Production; Feenstra (1994) for lost varieties; primary texts not consulted.
[[nodiscard]] constexpr double ces_exit_cost(double share, double sigma)
{
    exposure_detail::check_share(share, "ces_exit_cost");
    exposure_detail::check_sigma(sigma, "ces_exit_cost");
    return is_undefined(share) ? undefined : exposure_detail::cost_of_loss({share}, detail::two_sum(1, -share), sigma);
}

/// By how much all other partners together must grow to replace a share s: s / (1 - s), infinite for s = 1; see
/// `growth_needed`. NaN for a share that is NaN.
/// @throws invalid_parameter for a share outside [0, 1]
[[nodiscard]] constexpr double growth_to_replace(double share)
{
    exposure_detail::check_share(share, "growth_to_replace");
    return share == 1 ? std::numeric_limits<double>::infinity() : share / (1 - share);
}

/// Cost of losing a power as partner: `ces_exit_cost` of the exposure to it.
///
/// Called as `exit_cost(flows, power, sigma)` or `exit_cost(power, sigma)(flows)`; the power is an identifier or a
/// `bloc`. Exact also near a share of 1, where the small part of the other partners decides. Range [0, infinity];
/// higher means costlier. Undefined where `exposure` is; `bound(flows, exit_cost(power, sigma))` then gives the
/// interval. Linear in the number of partners.
/// @throws invalid_parameter for sigma <= 1
/// Source: as for `ces_exit_cost`.
inline constexpr family_fn<exposure_detail::make_cost<exposure_detail::exit_cost_form>> exit_cost{};

/// The cost of losing a power as partner in logarithms: -ln(1 - s) / (sigma - 1). These costs add up over bundles, and
/// over losses one after the other.
///
/// Called as `log_exit_cost(flows, power, sigma)`; arguments, undefined cases, bounds and errors as for `exit_cost`.
/// Range [0, infinity]. It rises more than in proportion to the share as a power nears control of a whole input: that
/// power is nonlinear in the share is the finding of Clayton, Maggiori and Schreger (2023), whose own statistic was not
/// consulted.
inline constexpr family_fn<exposure_detail::make_cost<exposure_detail::log_exit_cost_form>> log_exit_cost{};

/// Growth needed of all other partners together to replace a power: s_j / (1 - s_j).
///
/// Called as `growth_needed(flows, power)` or `growth_needed(power)(flows)`. Range [0, infinity]; higher means harder
/// to replace; infinite when there is no other partner. Undefined and bounded as `exit_cost`. Linear in the number of
/// partners.
/// Source: defined by this library, because it answers the question in the unit of the answer; the same ratio screens
/// products in Goers (2023), see `screen_product`.
inline constexpr family_fn<exposure_detail::make_growth_needed> growth_needed{};

} // namespace equipoise
