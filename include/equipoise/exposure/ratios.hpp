// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/model/state.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// A state's flows in relation to its GDP.
///
///     openness(flows, state)                      X / Y, all flows over the GDP
///     dependence(flows, state, power)             x_j / Y, the flows with a power over the GDP
///     decompose_dependence(flows, state, power)   dependence = share x openness
namespace equipoise {

/// Dependence on a power and its two factors: dependence = share x openness. Each of the three is undefined where the
/// measure of that name is undefined; without any flow, dependence and openness are 0 and the share has no value.
struct dependence_terms {
    double dependence = undefined;
    double share = undefined;
    double openness = undefined;
};

namespace exposure_detail {

/// Whether flows may be divided by an amount of a type: both are plain numbers, or quantities of the same unit.
template <class Size, class Flows>
concept comparable_with =
    portfolio_like<Flows>
    && (std::same_as<Size, detail::value_in<std::remove_cvref_t<Flows>>>
        || (detail::number<Size> && detail::number<detail::value_in<std::remove_cvref_t<Flows>>>));

/// Whether flows may be divided by the GDP of a party.
template <class S, class Flows>
concept sizes = sized_party<S> && comparable_with<gdp_of<S>, Flows>;

template <sized_party S>
void check_gdp(S const& who, std::string_view index)
{
    using size = gdp_of<S>;
    if (who.gdp && (!(*who.gdp > size{}) || !detail::finite(*who.gdp))) {
        throw invalid_parameter{index, "GDP of " + detail::name_of(who.id),
                                *who.gdp == size{} ? 0.0 : detail::bare(*who.gdp),
                                "positive and finite; leave it empty where it is not known"};
    }
}

/// An amount in units of the totals of `flows`, divided by the GDP; infinite where the ratio exceeds a double.
template <portfolio_like Flows, class Size>
[[nodiscard]] detail::twofold over_gdp(Flows const& flows, detail::twofold part, Size const& gdp)
{
    using value = detail::value_in<Flows>;
    auto size = 0.0;
    if (part.hi == 0) {
        return {};
    }
    if constexpr (detail::fits_double<value>) {
        size = static_cast<double>(gdp);
    } else {
        size = detail::multiple(static_cast<value>(gdp), flows.unit());
    }
    if (!(size > 0 && size <= (std::numeric_limits<double>::max)())) {
        return {size > 0 ? 0 : std::numeric_limits<double>::infinity()};
    }
    auto const power = detail::exponent_of(size);
    auto const ratio = detail::quotient(part, {detail::scaled(size, -power)});
    auto const back = flows.totals().exponent - power;
    auto const result = detail::scaled(ratio.hi, back);
    return {result, result <= (std::numeric_limits<double>::max)() ? detail::scaled(ratio.lo, back) : 0};
}

/// Why the ratio of flows to the GDP has neither a value nor bounds; `defined` where it has.
template <sized_party S, portfolio_like Flows>
[[nodiscard]] reason without_ratio(S const& who, Flows const& flows)
{
    if (!who.gdp) {
        return reason::unknown_gdp;
    }
    return flows.totals().whole().hi == 0 && flows.size() == 0 ? reason::no_partners
           : detail::is_open(flows)                            ? reason::defined
                                                               : detail::unknown_total(flows);
}

/// The least and the most that a party holds of flows, in units of their totals. The most may be infinite.
template <portfolio_like Flows, party Party>
[[nodiscard]] std::pair<detail::twofold, detail::twofold> least_and_most(Flows const& flows, Party const& who,
                                                                         reason& why)
{
    if (detail::is_open(flows)) {
        auto const parts = open_parts::of(flows, who);
        why = parts.party_is_open ? reason::unknown_amount : reason::defined;
        return {parts.party,
                parts.party_is_open ? detail::twofold{std::numeric_limits<double>::infinity()} : parts.party};
    }
    auto const part = holding_of(flows, who);
    why = part.hidden != 0 ? part.why : reason::defined;
    return {part.listed + part.at_least, part.listed + part.hidden};
}

/// The same for a ratio of the flows with a power, which may be no partner in a ledger at all.
template <sized_party S, portfolio_like Flows, party Power>
[[nodiscard]] reason without_dependence(S const& who, Flows const& flows, Power const& power)
{
    auto const why = without_ratio(who, flows);
    auto const of_share = why == reason::defined ? without_share(flows, power) : why;
    return of_share == reason::no_flow ? why : of_share;
}

template <sized_party S>
struct openness_rule {
    static constexpr facts about{.name = "openness",
                                 .symbol = "O_i",
                                 .formula = "X / Y",
                                 .source = "trade over GDP; Oneal and Russett (1997)",
                                 .ignores_zeros = true};
    S who;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires sizes<S, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        auto const why = without_ratio(who, flows);
        if (why == reason::defined && detail::is_open(flows)) {
            auto const known = open_parts::of(flows, bloc<detail::id_in<std::remove_cvref_t<Flows>>>{});
            return estimate::within({over_gdp(flows, known.party + known.others, *who.gdp).value(),
                                     std::numeric_limits<double>::infinity()},
                                    reason::unknown_amount);
        }
        return why != reason::defined ? estimate::without(why)
                                      : estimate::of(over_gdp(flows, flows.totals().whole(), *who.gdp).value());
    }
};

template <sized_party S, party Power>
struct dependence_rule {
    static constexpr facts about{.name = "dependence",
                                 .symbol = "D_ij",
                                 .formula = "sum of x_j over the power's members / Y",
                                 .source = "trade dependence; Oneal and Russett (1997)",
                                 .ignores_zeros = true};
    S who;
    Power power;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires sizes<S, Flows> && party_in<Power, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = without_dependence(who, flows, power); why != reason::defined) {
            return estimate::without(why);
        }
        auto why = reason::defined;
        auto const ends = least_and_most(flows, power, why);
        auto const low = over_gdp(flows, ends.first, *who.gdp).value();
        return why == reason::defined ? estimate::of(low)
                                      : estimate::within({low, over_gdp(flows, ends.second, *who.gdp).value()}, why);
    }
};

struct make_openness {
    template <sized_party S>
    [[nodiscard]] openness_rule<S> operator()(S who) const
    {
        check_gdp(who, "openness");
        return {std::move(who)};
    }

    template <class... Arguments>
    static constexpr bool mistaken = detail::has_no_gdp<Arguments...>;
};

struct make_dependence {
    template <sized_party S, party Power>
    [[nodiscard]] dependence_rule<S, Power> operator()(S who, Power power) const
    {
        check_gdp(who, "dependence");
        return {std::move(who), std::move(power)};
    }

    template <class... Arguments>
    static constexpr bool mistaken = detail::are_mixed_up<Arguments...>;
};

struct decompose_dependence_fn {
    template <portfolio_like Flows, sized_party S, party Power>
        requires sizes<S, Flows> && party_in<Power, Flows>
    [[nodiscard]] dependence_terms operator()(Flows const& flows, S const& who, Power const& power) const
    {
        return {make_dependence{}(who, power)(flows).value, exposure(flows, power), make_openness{}(who)(flows).value};
    }
};

} // namespace exposure_detail

/// Openness: all flows of a state over its GDP, X / Y.
///
/// Called as `openness(flows, state)` or `openness(state)(flows)`. The GDP comes with the `state` (or `sized_bloc`) in
/// the unit of the flows; quantities of another unit do not compile. Range [0, infinity): trade may exceed GDP. Half of
/// the openness of trade is the openness that UNCTAD reports. Undefined when the GDP is not known and without any
/// partner; 0 when partners are listed with nothing.
/// @throws invalid_parameter, which names the state, for a GDP that is not positive and finite
/// Source: Oneal and Russett (1997), The Classical Liberals Were Right.
inline constexpr family_fn<exposure_detail::make_openness> openness{};

/// Dependence on a power: a state's flows with the power, or with the members of a bloc, over the state's GDP, x_j / Y.
///
/// Called as `dependence(flows, state, power)` or `dependence(state, power)(flows)`. Range [0, infinity); higher means
/// more dependent. Of trade, it is trade dependence, and also the sensitivity of Keohane and Nye (1977), Power and
/// Interdependence (what a break costs before anything adjusts), who give no formula. Of a `bloc` of all allies of a
/// power, it is the dependence on the power's allies after Chen (2021), whose primary text was not consulted.
/// Undefined where `openness` is, and when a member is not listed while part of the total is not attributed to
/// partners; `bound(flows, dependence(state, power))` then gives the interval.
/// @throws invalid_parameter as `openness`
/// Source: Oneal and Russett (1997), The Classical Liberals Were Right.
inline constexpr family_fn<exposure_detail::make_dependence> dependence{};

/// How much of a dependence is composition (the share of the power) and how much is openness, as `dependence_terms`:
/// `decompose_dependence(flows, state, power)`.
///
/// The logarithms of the factors add up to that of the dependence, and so do their changes over time.
/// @throws invalid_parameter as `openness`
/// Source: the identity of Gartzke and Li (2003), Measure for Measure.
inline constexpr exposure_detail::decompose_dependence_fn decompose_dependence{};

} // namespace equipoise
