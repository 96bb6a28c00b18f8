// SPDX-License-Identifier: BSL-1.0
#pragma once

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

/// Flows in relation to the whole of a state's flows and to its GDP.
namespace equipoise {

namespace exposure_detail {

/// Whether flows may be divided by the amount: both plain numbers, or quantities of the same unit.
template <class Size, class Flows>
concept comparable_with =
    portfolio_like<Flows>
    && (std::same_as<Size, detail::value_in<std::remove_cvref_t<Flows>>>
        || (detail::number<Size> && detail::number<detail::value_in<std::remove_cvref_t<Flows>>>));

/// Whether flows may be divided by the GDP.
template <class S, class Flows>
concept sizes = detail::sized_party<S> && comparable_with<detail::gdp_of<S>, Flows>;

template <detail::sized_party S>
void check_gdp(S const& who, std::string_view index)
{
    using size = detail::gdp_of<S>;
    if (who.gdp && (!(*who.gdp > size{}) || !detail::finite(*who.gdp))) {
        throw invalid_parameter{index, "GDP of " + detail::name_of(who.id),
                                *who.gdp == size{} ? 0.0 : detail::bare(*who.gdp),
                                "positive and finite; leave it empty where it is not known"};
    }
}

/// An amount in units of the totals, divided by the GDP.
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

/// Why nothing can be said of flows over GDP.
template <detail::sized_party S, portfolio_like Flows>
[[nodiscard]] reason without_ratio(S const& who, Flows const& flows)
{
    if (!who.gdp) {
        return reason::unknown_gdp;
    }
    return flows.totals().whole().hi == 0 && flows.size() == 0 ? reason::no_partners : detail::unknown_total(flows);
}

template <detail::sized_party S>
struct openness_rule {
    static constexpr facts about{
        "openness",           "O_i", "X / Y", "trade over GDP; Oneal and Russett (1997)", concentrating::neither,
        replicating::changes, true};
    S who;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires sizes<S, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = without_ratio(who, flows); why != reason::defined) {
            return why;
        }
        return over_gdp(flows, flows.totals().whole(), *who.gdp).value();
    }

    template <portfolio_like Flows>
        requires sizes<S, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        auto const value = (*this)(flows).value;
        return {value, value};
    }
};

template <detail::sized_party S, detail::party Power>
struct dependence_rule {
    static constexpr facts about{"dependence",
                                 "D_ij",
                                 "sum of x_j over the power's members / Y",
                                 "trade dependence; Oneal and Russett (1997)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    S who;
    Power power;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires sizes<S, Flows> && detail::party_in<Power, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = without_ratio(who, flows); why != reason::defined) {
            return why;
        }
        auto const share = held(flows, power);
        return share.hidden != 0 ? outcome{reason::not_listed}
                                 : outcome{over_gdp(flows, share.listed, *who.gdp).value()};
    }

    template <portfolio_like Flows>
        requires sizes<S, Flows> && detail::party_in<Power, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        if (without_ratio(who, flows) != reason::defined) {
            return {undefined, undefined};
        }
        auto const share = held(flows, power);
        return {over_gdp(flows, share.listed, *who.gdp).value(),
                over_gdp(flows, share.listed + share.hidden, *who.gdp).value()};
    }
};

struct make_openness {
    template <detail::sized_party S>
    [[nodiscard]] openness_rule<S> operator()(S who) const
    {
        check_gdp(who, "openness");
        return {std::move(who)};
    }
};

struct make_dependence {
    template <detail::sized_party S, detail::party Power>
    [[nodiscard]] dependence_rule<S, Power> operator()(S who, Power power) const
    {
        check_gdp(who, "dependence");
        return {std::move(who), std::move(power)};
    }
};

} // namespace exposure_detail

/// The share of a power in a state's exports, imports or trade: `exposure` of the portfolio of that name.
inline constexpr auto export_share = exposure;
inline constexpr auto import_share = exposure;
inline constexpr auto trade_share = exposure;

/// Openness: the whole of a state's flows over its GDP, X / Y.
///
/// `openness(flows, state)` or `openness(state)(flows)`; the GDP comes with the state (or `sized_bloc`) in the unit of
/// the flows: quantities of another unit do not compile. Range [0, infinity): trade may exceed GDP. Half of it, of
/// trade, is UNCTAD's openness. Undefined when the GDP is not known and without any partner; 0 when partners are
/// listed with nothing. Throws `invalid_parameter` for a GDP that is not positive, naming the state.
/// Source: Oneal and Russett (1997), The Classical Liberals Were Right.
inline constexpr family_fn<exposure_detail::make_openness> openness{};

/// Dependence on a power: a state's flows with it, or with the members of a bloc, over the state's GDP, x_j / Y.
///
/// `dependence(flows, state, power)` or `dependence(state, power)(flows)`; of trade, this is trade dependence.
/// Range [0, infinity), up = more dependent. Undefined as `openness` is, and when a member is not listed while part
/// of the total is unattributed: `bound(dependence(state, power), flows)` gives the interval. Throws as `openness`.
/// Source: Oneal and Russett (1997), The Classical Liberals Were Right.
inline constexpr family_fn<exposure_detail::make_dependence> dependence{};

/// Dependence on a power and its factors: dependence = share x openness, each of them undefined where it is for
/// itself; without any flow, dependence and openness are 0 and the share has no value.
struct dependence_terms {
    double dependence = undefined;
    double share = undefined;
    double openness = undefined;
};

/// How much of a dependence is composition and how much is openness: `decompose_dependence(flows, state, power)`.
///
/// The logarithms of the factors add up to that of the dependence, and so do their changes over time.
/// Source: the identity of Gartzke and Li (2003), Measure for Measure.
struct decompose_dependence_fn {
    template <portfolio_like Flows, detail::sized_party S, detail::party Power>
        requires exposure_detail::sizes<S, Flows> && detail::party_in<Power, Flows>
    [[nodiscard]] dependence_terms operator()(Flows const& flows, S const& who, Power const& power) const
    {
        return {dependence(flows, who, power), exposure(flows, power), openness(flows, who)};
    }
};

inline constexpr decompose_dependence_fn decompose_dependence{};

} // namespace equipoise
