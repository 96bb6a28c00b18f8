// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/exposure/ratios.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

/// Two states, each with its own flows: how much either depends on the other.
namespace equipoise {

/// What can be said of two states a and b. Value is `double`, or `interval` from `dyad.bound`.
template <class Value>
struct dyad_measures {
    Value dependence_of_a{};     ///< D_ab, a's flows with b over a's GDP
    Value dependence_of_b{};     ///< D_ba
    Value low{};                 ///< the lesser of the two: Oneal and Russett's weak link
    Value high{};                ///< the greater of the two
    Value asymmetry{};           ///< D_ab - D_ba; above 0, a depends more
    Value log_asymmetry{};       ///< ln (D_ab / D_ba), infinite where one is 0
    Value log_dependence_of_a{}; ///< ln D_ab, minus infinity for 0
    Value log_dependence_of_b{}; ///< ln D_ba
    Value share_of_a{};          ///< TS_ab, the share of b in a's flows
    Value share_of_b{};          ///< TS_ba
    Value salience{};            ///< sqrt(TS_ab TS_ba)
    Value symmetry{};            ///< 1 - |TS_ab - TS_ba|
    Value interdependence{};     ///< salience x symmetry
    Value influence{};           ///< TS_ab - TS_ba; above 0, a is more exposed, and b has the influence
    Value influence_ratio{};     ///< TS_ab / TS_ba, infinite where the latter is 0
    reason why_dependence_of_a = reason::defined; ///< why it is undefined, and with it what is made of it
    reason why_dependence_of_b = reason::defined;
    reason why_share_of_a = reason::defined;
    reason why_share_of_b = reason::defined;

    friend constexpr bool operator==(dyad_measures const&, dyad_measures const&) = default;
};

namespace exposure_detail {

inline constexpr auto infinity = std::numeric_limits<double>::infinity();

/// Bounds of a ratio before it is rounded; both NaN when there is none.
struct exact_interval {
    detail::twofold low{undefined};
    detail::twofold high{undefined};
    reason why = reason::defined;

    [[nodiscard]] interval rounded() const { return {low.value(), high.value()}; }
    [[nodiscard]] bool missing() const { return is_undefined(low.hi); }
};

/// Whether products with x are exact.
[[nodiscard]] constexpr bool ordinary(detail::twofold x)
{
    return x.hi > 0x1p-400 && x.hi < 0x1p400;
}

[[nodiscard]] inline double difference(detail::twofold x, detail::twofold y)
{
    if (x.hi == infinity || y.hi == infinity) {
        return x.hi == y.hi ? undefined : x.hi - y.hi;
    }
    return (x - y).value();
}

/// x / y; 0 / 0 has no value.
[[nodiscard]] inline double ratio(detail::twofold x, detail::twofold y)
{
    if (is_undefined(x.hi) || is_undefined(y.hi) || (x.hi == infinity && y.hi == infinity)) {
        return undefined;
    }
    if (y.hi == 0) {
        return x.hi > 0 ? infinity : undefined;
    }
    return ordinary(x) && ordinary(y) ? x / y : x.hi / y.hi;
}

[[nodiscard]] inline double log_quotient(detail::twofold x, detail::twofold y)
{
    if (is_undefined(x.hi) || is_undefined(y.hi)) {
        return undefined;
    }
    if (detail::has_finite_ln(x.hi) && detail::has_finite_ln(y.hi)) {
        x.lo = ordinary(x) ? x.lo : 0;
        y.lo = ordinary(y) ? y.lo : 0;
        auto const of_x = detail::exponent_of(x.hi);
        auto const alike = x.hi / y.hi > 0.5 && x.hi / y.hi < 2;
        auto const of_y = alike ? of_x : detail::exponent_of(y.hi);
        return (detail::ln_2 * (of_x - of_y) + detail::ln_ratio(detail::scaled(x, -of_x), detail::scaled(y, -of_y)))
                   .value()
               + 0.0;
    }
    return x.hi == y.hi ? undefined : detail::ln(x).hi - detail::ln(y).hi;
}

[[nodiscard]] inline double geometric_mean(detail::twofold x, detail::twofold y)
{
    return ordinary(x) && ordinary(y) ? std::sqrt((x * y).value()) : std::sqrt(x.hi) * std::sqrt(y.hi);
}

[[nodiscard]] inline double likeness(detail::twofold x, detail::twofold y)
{
    auto const gap = x - y;
    return (detail::twofold{1} - (gap.hi < 0 ? -gap : gap)).value();
}

template <class S, class Flows, class Other>
[[nodiscard]] exact_interval dependence_bounds(S const& who, Flows const& flows, Other const& on)
{
    if (auto const why = without_ratio(who, flows); why != reason::defined) {
        return {.why = why};
    }
    auto const with = held(flows, on);
    return {over_gdp(flows, with.listed, *who.gdp), over_gdp(flows, with.listed + with.hidden, *who.gdp),
            with.hidden != 0 ? reason::not_listed : reason::defined};
}

template <class Flows, class Other>
[[nodiscard]] exact_interval share_bounds(Flows const& flows, Other const& of)
{
    if (auto const why = detail::without_flow(flows); why != reason::defined) {
        return {.why = why};
    }
    auto const with = held(flows, of);
    auto const whole = flows.totals().whole();
    auto const up_to_one = [](detail::twofold share) { return share.hi > 1 ? detail::twofold{1} : share; };
    return {up_to_one(detail::quotient(with.listed, whole)),
            up_to_one(detail::quotient(with.listed + with.hidden, whole)),
            with.hidden != 0 ? reason::not_listed : reason::defined};
}

/// Everything of a dyad, from the bounds of its four ratios.
[[nodiscard]] inline dyad_measures<interval> bounded_dyad(exact_interval const& d_a, exact_interval const& d_b,
                                                          exact_interval const& s_a, exact_interval const& s_b)
{
    constexpr auto unknown = interval{undefined, undefined};
    auto result = dyad_measures<interval>{.low = unknown,
                                          .high = unknown,
                                          .asymmetry = unknown,
                                          .log_asymmetry = unknown,
                                          .salience = unknown,
                                          .symmetry = unknown,
                                          .interdependence = unknown,
                                          .influence = unknown,
                                          .influence_ratio = unknown};
    // a ratio x / y from both ends; where both may be 0, whichever is more than that decides
    auto const apart = [](auto const& divided, exact_interval const& x, exact_interval const& y, double at_zero) {
        auto ends = interval{divided(x.low, y.high), divided(x.high, y.low)};
        if (x.low.hi == 0 && y.high.hi == 0 && x.high.hi > 0) {
            ends.low = infinity;
        }
        if (x.high.hi == 0 && y.low.hi == 0 && y.high.hi > 0) {
            ends.high = at_zero;
        }
        return ends;
    };
    result.dependence_of_a = d_a.rounded();
    result.dependence_of_b = d_b.rounded();
    result.log_dependence_of_a = {log_quotient(d_a.low, {1}), log_quotient(d_a.high, {1})};
    result.log_dependence_of_b = {log_quotient(d_b.low, {1}), log_quotient(d_b.high, {1})};
    if (!d_a.missing() && !d_b.missing()) {
        auto const a = d_a.rounded();
        auto const b = d_b.rounded();
        result.low = {(std::min)(a.low, b.low), (std::min)(a.high, b.high)};
        result.high = {(std::max)(a.low, b.low), (std::max)(a.high, b.high)};
        result.asymmetry = {difference(d_a.low, d_b.high), difference(d_a.high, d_b.low)};
        result.log_asymmetry = apart(log_quotient, d_a, d_b, -infinity);
    }
    result.share_of_a = s_a.rounded();
    result.share_of_b = s_b.rounded();
    if (!s_a.missing() && !s_b.missing()) {
        result.salience = {geometric_mean(s_a.low, s_b.low), geometric_mean(s_a.high, s_b.high)};
        auto const above = likeness(s_a.high, s_b.low);
        auto const below = likeness(s_a.low, s_b.high);
        auto const meet = s_a.low.value() <= s_b.high.value() && s_b.low.value() <= s_a.high.value();
        result.symmetry = {(std::min)(above, below), meet ? 1 : (std::max)(above, below)};
        result.interdependence = {result.salience.low * result.symmetry.low,
                                  result.salience.high * result.symmetry.high};
        result.influence = {difference(s_a.low, s_b.high), difference(s_a.high, s_b.low)};
        result.influence_ratio = apart(ratio, s_a, s_b, 0);
    }
    result.why_dependence_of_a = d_a.why;
    result.why_dependence_of_b = d_b.why;
    result.why_share_of_a = s_a.why;
    result.why_share_of_b = s_b.why;
    return result;
}

struct dyad_fn {
    template <detail::sized_party A, portfolio_like FlowsOfA, detail::sized_party B, portfolio_like FlowsOfB>
        requires sizes<A, FlowsOfA> && sizes<B, FlowsOfB>
    [[nodiscard]] dyad_measures<double> operator()(A const& a, FlowsOfA const& flows_of_a, B const& b,
                                                   FlowsOfB const& flows_of_b) const
    {
        auto const all = bounds_of(a, flows_of_a, b, flows_of_b, [](exact_interval ends) {
            return ends.why == reason::defined ? ends : exact_interval{.why = ends.why};
        });
        return {.dependence_of_a = all.dependence_of_a.low,
                .dependence_of_b = all.dependence_of_b.low,
                .low = all.low.low,
                .high = all.high.low,
                .asymmetry = all.asymmetry.low,
                .log_asymmetry = all.log_asymmetry.low,
                .log_dependence_of_a = all.log_dependence_of_a.low,
                .log_dependence_of_b = all.log_dependence_of_b.low,
                .share_of_a = all.share_of_a.low,
                .share_of_b = all.share_of_b.low,
                .salience = all.salience.low,
                .symmetry = all.symmetry.low,
                .interdependence = all.interdependence.low,
                .influence = all.influence.low,
                .influence_ratio = all.influence_ratio.low,
                .why_dependence_of_a = all.why_dependence_of_a,
                .why_dependence_of_b = all.why_dependence_of_b,
                .why_share_of_a = all.why_share_of_a,
                .why_share_of_b = all.why_share_of_b};
    }

    /// From a ledger keyed by the state, which holds the flows of both.
    template <detail::sized_party A, detail::sized_party B, class Ledger>
        requires requires(A const& a, B const& b, Ledger const& book) {
            { book.at(a.id) } -> portfolio_like;
            { book.at(b.id) } -> portfolio_like;
        }
    [[nodiscard]] dyad_measures<double> operator()(A const& a, B const& b, Ledger const& book) const
    {
        return (*this)(a, book.at(a.id), b, book.at(b.id));
    }

    /// The same as intervals, where part of a total is unattributed: a power that is not listed is not a power with
    /// nothing. NaN at both ends where nothing is known; that of the interdependence may be wider than need be.
    template <detail::sized_party A, portfolio_like FlowsOfA, detail::sized_party B, portfolio_like FlowsOfB>
        requires sizes<A, FlowsOfA> && sizes<B, FlowsOfB>
    [[nodiscard]] static dyad_measures<interval> bound(A const& a, FlowsOfA const& flows_of_a, B const& b,
                                                       FlowsOfB const& flows_of_b)
    {
        return bounds_of(a, flows_of_a, b, flows_of_b, [](exact_interval ends) { return ends; });
    }

    template <detail::sized_party A, detail::sized_party B, class Ledger>
        requires requires(A const& a, B const& b, Ledger const& book) {
            { book.at(a.id) } -> portfolio_like;
            { book.at(b.id) } -> portfolio_like;
        }
    [[nodiscard]] static dyad_measures<interval> bound(A const& a, B const& b, Ledger const& book)
    {
        return bound(a, book.at(a.id), b, book.at(b.id));
    }

private:
    template <class A, class FlowsOfA, class B, class FlowsOfB, class Keep>
    [[nodiscard]] static dyad_measures<interval> bounds_of(A const& a, FlowsOfA const& flows_of_a, B const& b,
                                                           FlowsOfB const& flows_of_b, Keep keep)
    {
        check_gdp(a, "dyad");
        check_gdp(b, "dyad");
        for (auto const& id : detail::members(a.id)) {
            if (std::find(detail::members(b.id).begin(), detail::members(b.id).end(), id)
                != detail::members(b.id).end()) {
                throw invalid_parameter{"dyad", "the second party", text_of(id), "another than the first"};
            }
        }
        check_owner(a, flows_of_a);
        check_owner(b, flows_of_b);
        return bounded_dyad(keep(dependence_bounds(a, flows_of_a, b.id)), keep(dependence_bounds(b, flows_of_b, a.id)),
                            keep(share_bounds(flows_of_a, b.id)), keep(share_bounds(flows_of_b, a.id)));
    }

    /// A portfolio does not say whose it is, but nobody is a partner of its own.
    template <class S, class Flows>
    static void check_owner(S const& who, Flows const& flows)
    {
        for (auto const& id : detail::members(who.id)) {
            if (auto const found = flows.position(id); found && uncertainty_detail::has_something(flows, *found)) {
                throw invalid_parameter{"dyad", "portfolio of " + detail::name_of(who.id),
                                        "one with " + text_of(id) + " among its partners",
                                        "the party's own, without flows to itself"};
            }
        }
    }
};

} // namespace exposure_detail

/// Two states and their flows: `dyad(a, flows_of_a, b, flows_of_b)`, all of `dyad_measures` at once; `dyad(a, b,
/// ledger)` with the flows of both from a ledger keyed by the state, which throws `std::out_of_range` without them.
///
/// States come with their GDP in the unit of their flows, a `sized_bloc` without the flows among its members. From a
/// to b, each from its own portfolio. Shares, salience, symmetry and interdependence lie in [0, 1]; the signs of
/// asymmetry and influence say who depends more. NaN where GDP, flow or the partner's part is not known, with the
/// reason; `dyad.bound(..)` gives intervals. Throws `invalid_parameter`, naming the state, for a GDP that is not
/// positive, for a party that is among its own partners (another's portfolio), and for parties that overlap.
/// Source: Oneal and Russett (1997); Barbieri (1996), Economic Interdependence; Hirschman (1945), National Power;
/// the logarithms after Gartzke and Westerwinter (2016), The Complex Structure; primary texts not consulted.
inline constexpr exposure_detail::dyad_fn dyad{};

} // namespace equipoise
