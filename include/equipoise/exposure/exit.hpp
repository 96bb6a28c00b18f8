// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

/// What it costs to lose a partner for good, when the others may take its place.
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

/// -ln kept / (sigma - 1) for a share `kept` in [0, 1]; `lost` is the rest of 1.
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

/// The parts of a whole that a power holds and does not hold, neither by subtraction.
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

/// A power's part and the rest; `hidden` of what nobody is known to hold counts as the power's.
template <portfolio_like Flows, detail::party Power>
[[nodiscard]] split split_between(Flows const& flows, Power const& power, double hidden)
{
    auto with = detail::running_sum{};
    auto beyond = detail::running_sum{};
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto const ids = detail::members(power);
        auto const lost = std::binary_search(ids.begin(), ids.end(), flows.ids()[i]);
        (lost ? with : beyond).add(flows.scaled(i));
    }
    auto const rest = flows.totals().unattributed;
    return {with.value() + hidden,
            beyond.value() + (hidden == rest.value() ? detail::twofold{} : rest - detail::twofold{hidden})};
}

/// An index that depends on how a whole splits between a power and the others, and rises with the power's part.
template <detail::party Power, class Rule>
struct split_rule {
    static constexpr facts about = Rule::about;
    Power power;
    Rule of;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        return held(flows, power).hidden != 0 ? outcome{reason::not_listed}
                                              : outcome{of(split_between(flows, power, 0))};
    }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        if (detail::without_flow(flows) != reason::defined) {
            return {undefined, undefined};
        }
        return {of(split_between(flows, power, 0)), of(split_between(flows, power, held(flows, power).hidden))};
    }
};

struct cost_of_split {
    static constexpr facts about{"exit_cost",
                                 "c_j",
                                 "(1 - s_j)^(-1 / (sigma - 1)) - 1",
                                 "price index of constant elasticity of substitution, Armington (1969)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    double sigma = 2;

    [[nodiscard]] double operator()(split const& parts) const { return parts.cost(sigma); }
};

struct log_cost_of_split {
    static constexpr facts about{"log_exit_cost",
                                 "ln(1 + c_j)",
                                 "-ln(1 - s_j) / (sigma - 1)",
                                 "price index of constant elasticity of substitution, Armington (1969)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    double sigma = 2;

    [[nodiscard]] double operator()(split const& parts) const { return parts.log_cost(sigma); }
};

struct growth_of_split {
    static constexpr facts about{
        "growth_needed",      "g_j", "s_j / (1 - s_j)", "defined by this library", concentrating::neither,
        replicating::changes, true};

    [[nodiscard]] double operator()(split const& parts) const { return parts.growth(); }
};

template <class Rule>
struct make_cost {
    template <detail::party Power>
    [[nodiscard]] split_rule<Power, Rule> operator()(Power power, double sigma) const
    {
        check_sigma(sigma, Rule::about.name);
        return {std::move(power), {sigma}};
    }
};

struct make_growth_needed {
    template <detail::party Power>
    [[nodiscard]] split_rule<Power, growth_of_split> operator()(Power power) const
    {
        return {std::move(power), {}};
    }
};

} // namespace exposure_detail

/// Cost of losing a share s of a bundle for good: by how much its price index rises, (1 - s)^(-1/(sigma - 1)) - 1.
///
/// sigma > 1 is the elasticity of substitution between partners, infinity included. Range [0, infinity], up = costlier;
/// infinite for s = 1. Times the bundle's share of all expenditure it is the cost to the economy. NaN for an undefined
/// share. Throws `invalid_parameter` for a share outside [0, 1] and for sigma <= 1.
/// Source: exact for demand of constant elasticity of substitution; Armington (1969), A Theory of Demand for
/// Products Distinguished by Place of Production; Feenstra (1994) for lost varieties; primary texts not consulted.
[[nodiscard]] constexpr double ces_exit_cost(double share, double sigma)
{
    exposure_detail::check_share(share, "ces_exit_cost");
    exposure_detail::check_sigma(sigma, "ces_exit_cost");
    return is_undefined(share) ? undefined : exposure_detail::cost_of_loss({share}, detail::two_sum(1, -share), sigma);
}

/// By how much all others must grow to replace a share s: s / (1 - s), infinite for s = 1; see `growth_needed`.
/// Throws `invalid_parameter` for a share outside [0, 1].
[[nodiscard]] constexpr double growth_to_replace(double share)
{
    exposure_detail::check_share(share, "growth_to_replace");
    return share == 1 ? std::numeric_limits<double>::infinity() : share / (1 - share);
}

/// Cost of losing a power as partner: `ces_exit_cost` of the exposure to it.
///
/// `exit_cost(flows, power, sigma)` or `exit_cost(power, sigma)(flows)`; the power is an identifier or a `bloc`. Exact
/// near a share of 1, where the others' part decides. Range [0, infinity], up = costlier. Undefined as `exposure` is;
/// `bound(exit_cost(power, sigma), flows)` gives the interval. Throws `invalid_parameter` for sigma <= 1. Linear in
/// the partners. Source: as for `ces_exit_cost`.
inline constexpr family_fn<exposure_detail::make_cost<exposure_detail::cost_of_split>> exit_cost{};

/// The same in logarithms: -ln(1 - s) / (sigma - 1), which adds up over bundles, and over losses one after the other.
///
/// `log_exit_cost(flows, power, sigma)`; arguments, undefined cases, bounds and errors as for `exit_cost`. Range [0,
/// infinity]. It rises out of proportion as a power nears control of a whole input: that power is nonlinear in the
/// share is the finding of Clayton, Maggiori and Schreger (2023), whose own statistic was not consulted.
inline constexpr family_fn<exposure_detail::make_cost<exposure_detail::log_cost_of_split>> log_exit_cost{};

/// Growth needed of all other partners together to replace a power: s_j / (1 - s_j).
///
/// `growth_needed(flows, power)` or `growth_needed(power)(flows)`. Range [0, infinity], up = harder to replace;
/// infinite when there is nobody else. Undefined and bounded as `exit_cost`. Linear in the partners.
/// Source: defined by this library, because it is what the question asks in the unit of the answer; the same
/// ratio screens products in Goers (2023), see `screen_product`.
inline constexpr family_fn<exposure_detail::make_growth_needed> growth_needed{};

} // namespace equipoise
