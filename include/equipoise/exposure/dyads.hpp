// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/exposure/ratios.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

/// Two states, each with its own flows: how much each of them depends on the other.
///
///     dyad(a, flows_of_a, b, flows_of_b)   all `dyad_measures` at once
namespace equipoise {

/// What can be said of two states a and b. Each member is an estimate: its `value`, the interval `bounds` that holds
/// it, and `why` there is no value.
struct dyad_measures {
    estimate dependence_of_a{};     ///< D_ab, a's flows with b over a's GDP
    estimate dependence_of_b{};     ///< D_ba
    estimate low{};                 ///< the smaller of the two: Oneal and Russett's weak link
    estimate high{};                ///< the larger of the two
    estimate asymmetry{};           ///< D_ab - D_ba; above 0, a depends more
    estimate log_asymmetry{};       ///< ln (D_ab / D_ba), infinite where one is 0
    estimate log_dependence_of_a{}; ///< ln D_ab, minus infinity for 0
    estimate log_dependence_of_b{}; ///< ln D_ba
    estimate share_of_a{};          ///< TS_ab, the share of b in a's flows
    estimate share_of_b{};          ///< TS_ba
    estimate salience{};            ///< sqrt(TS_ab TS_ba)
    estimate symmetry{};            ///< 1 - |TS_ab - TS_ba|
    estimate interdependence{};     ///< salience x symmetry; its bounds may be wider than necessary
    estimate influence{};           ///< TS_ab - TS_ba; above 0, a is more exposed, and b has the influence
    estimate influence_ratio{};     ///< TS_ab / TS_ba, infinite where the latter is 0

    friend constexpr bool operator==(dyad_measures const&, dyad_measures const&) = default;
};

namespace exposure_detail {

inline constexpr auto infinity = std::numeric_limits<double>::infinity();

/// The bounds of a ratio before they are rounded to a double, both NaN where nothing can be said, and the reason where
/// it has no value.
struct exact_interval {
    detail::twofold low{undefined};
    detail::twofold high{undefined};
    reason why = reason::defined;

    [[nodiscard]] interval rounded() const { return {low.value(), high.value()}; }
    [[nodiscard]] bool missing() const { return is_undefined(low.hi); }
};

/// Whether x is neither so small nor so large that a product with it loses digits.
[[nodiscard]] constexpr bool has_exact_products(detail::twofold x)
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
    return has_exact_products(x) && has_exact_products(y) ? x / y : x.hi / y.hi;
}

/// ln (x / y); 0 / 0 has no value.
[[nodiscard]] inline double log_quotient(detail::twofold x, detail::twofold y)
{
    if (is_undefined(x.hi) || is_undefined(y.hi)) {
        return undefined;
    }
    if (detail::has_finite_ln(x.hi) && detail::has_finite_ln(y.hi)) {
        x.lo = has_exact_products(x) ? x.lo : 0;
        y.lo = has_exact_products(y) ? y.lo : 0;
        auto const of_x = detail::exponent_of(x.hi);
        auto const of_same_size = x.hi / y.hi > 0.5 && x.hi / y.hi < 2;
        auto const of_y = of_same_size ? of_x : detail::exponent_of(y.hi);
        return (detail::ln_2 * (of_x - of_y) + detail::ln_ratio(detail::scaled(x, -of_x), detail::scaled(y, -of_y)))
                   .value()
               + 0.0;
    }
    return x.hi == y.hi ? undefined : detail::ln(x).hi - detail::ln(y).hi;
}

[[nodiscard]] inline double geometric_mean(detail::twofold x, detail::twofold y)
{
    return has_exact_products(x) && has_exact_products(y) ? std::sqrt((x * y).value())
                                                          : std::sqrt(x.hi) * std::sqrt(y.hi);
}

/// 1 - |x - y|
[[nodiscard]] inline double similarity_of(detail::twofold x, detail::twofold y)
{
    auto const gap = x - y;
    return (detail::twofold{1} - (gap.hi < 0 ? -gap : gap)).value();
}

template <class S, class Flows, class Other>
[[nodiscard]] exact_interval dependence_bounds(S const& who, Flows const& flows, Other const& on)
{
    if (auto const why = without_dependence(who, flows, on); why != reason::defined) {
        return {.why = why};
    }
    auto why = reason::defined;
    auto const ends = least_and_most(flows, on, why);
    return {over_gdp(flows, ends.first, *who.gdp), over_gdp(flows, ends.second, *who.gdp), why};
}

template <class Flows, class Other>
[[nodiscard]] exact_interval share_bounds(Flows const& flows, Other const& of)
{
    if (auto const why = without_share(flows, of); why != reason::defined) {
        return {.why = why};
    }
    if (detail::is_open(flows)) {
        auto const parts = open_parts::of(flows, of);
        auto const ends = parts.share();
        return {ends.first, ends.second, parts.share_estimate().why};
    }
    auto const part = holding_of(flows, of);
    auto const whole = flows.totals().whole();
    auto const up_to_one = [](detail::twofold share) { return share.hi > 1 ? detail::twofold{1} : share; };
    return {up_to_one(detail::quotient(part.listed + part.at_least, whole)),
            up_to_one(detail::quotient(part.listed + part.hidden, whole)),
            part.hidden != 0 ? part.why : reason::defined};
}

/// The estimate of x / y, or of its logarithm, from the ends of both. Where x and y may both be 0, the end is decided
/// by the values of the one that may be more than 0; `at_zero` is the result for x = 0.
template <class Divide>
[[nodiscard]] estimate ratio_estimate(Divide const& divide, exact_interval const& x, exact_interval const& y,
                                      double at_zero, reason why)
{
    auto ends = interval{divide(x.low, y.high), divide(x.high, y.low)};
    if (x.low.hi == 0 && y.high.hi == 0 && x.high.hi > 0) {
        ends.low = infinity;
    }
    if (x.high.hi == 0 && y.low.hi == 0 && y.high.hi > 0) {
        ends.high = at_zero;
    }
    auto const both_zero = x.high.hi == 0 && y.high.hi == 0;
    return estimate::within(ends, why == reason::defined && both_zero ? reason::zero_divisor : why);
}

/// All measures of a dyad, from the bounds of its four ratios.
[[nodiscard]] inline dyad_measures measures_of(exact_interval const& d_a, exact_interval const& d_b,
                                               exact_interval const& s_a, exact_interval const& s_b)
{
    auto result = dyad_measures{};
    auto const logarithm_of = [](exact_interval const& x) {
        return estimate::within({log_quotient(x.low, {1}), log_quotient(x.high, {1})}, x.why);
    };
    result.dependence_of_a = estimate::within(d_a.rounded(), d_a.why);
    result.dependence_of_b = estimate::within(d_b.rounded(), d_b.why);
    result.log_dependence_of_a = logarithm_of(d_a);
    result.log_dependence_of_b = logarithm_of(d_b);
    auto why = d_a.why != reason::defined ? d_a.why : d_b.why;
    if (d_a.missing() || d_b.missing()) {
        auto const missing = estimate::without(d_a.missing() ? d_a.why : d_b.why);
        result.low = result.high = result.asymmetry = result.log_asymmetry = missing;
    } else {
        auto const a = d_a.rounded();
        auto const b = d_b.rounded();
        result.low = estimate::within({(std::min)(a.low, b.low), (std::min)(a.high, b.high)}, why);
        result.high = estimate::within({(std::max)(a.low, b.low), (std::max)(a.high, b.high)}, why);
        result.asymmetry = estimate::within({difference(d_a.low, d_b.high), difference(d_a.high, d_b.low)}, why);
        result.log_asymmetry = ratio_estimate(log_quotient, d_a, d_b, -infinity, why);
    }
    result.share_of_a = estimate::within(s_a.rounded(), s_a.why);
    result.share_of_b = estimate::within(s_b.rounded(), s_b.why);
    why = s_a.why != reason::defined ? s_a.why : s_b.why;
    if (s_a.missing() || s_b.missing()) {
        auto const missing = estimate::without(s_a.missing() ? s_a.why : s_b.why);
        result.salience = result.symmetry = result.interdependence = missing;
        result.influence = result.influence_ratio = missing;
    } else {
        auto const salience = interval{geometric_mean(s_a.low, s_b.low), geometric_mean(s_a.high, s_b.high)};
        auto const above = similarity_of(s_a.high, s_b.low);
        auto const below = similarity_of(s_a.low, s_b.high);
        auto const may_be_equal = s_a.low.value() <= s_b.high.value() && s_b.low.value() <= s_a.high.value();
        auto const symmetry = interval{(std::min)(above, below), may_be_equal ? 1 : (std::max)(above, below)};
        result.salience = estimate::within(salience, why);
        result.symmetry = estimate::within(symmetry, why);
        result.interdependence = estimate::within({salience.low * symmetry.low, salience.high * symmetry.high}, why);
        result.influence = estimate::within({difference(s_a.low, s_b.high), difference(s_a.high, s_b.low)}, why);
        result.influence_ratio = ratio_estimate(ratio, s_a, s_b, 0, why);
    }
    return result;
}

struct dyad_fn {
    template <sized_party A, portfolio_like FlowsOfA, sized_party B, portfolio_like FlowsOfB>
        requires sizes<A, FlowsOfA> && sizes<B, FlowsOfB>
    [[nodiscard]] dyad_measures operator()(A const& a, FlowsOfA const& flows_of_a, B const& b,
                                           FlowsOfB const& flows_of_b) const
    {
        check_gdp(a, "dyad");
        check_gdp(b, "dyad");
        for (auto const& id : detail::members(a.id)) {
            if (std::find(detail::members(b.id).begin(), detail::members(b.id).end(), id)
                != detail::members(b.id).end()) {
                throw invalid_parameter{"dyad",
                                        text_of(id) + " is in both parties; they must have no member in common"};
            }
        }
        check_owner(a, flows_of_a);
        check_owner(b, flows_of_b);
        return measures_of(dependence_bounds(a, flows_of_a, b.id), dependence_bounds(b, flows_of_b, a.id),
                           share_bounds(flows_of_a, b.id), share_bounds(flows_of_b, a.id));
    }

    /// From a ledger keyed by the state, which holds the flows of both.
    template <sized_party A, sized_party B, class Ledger>
        requires requires(A const& a, B const& b, Ledger const& ledger) {
            { ledger.at(a.id) } -> portfolio_like;
            { ledger.at(b.id) } -> portfolio_like;
        }
    [[nodiscard]] dyad_measures operator()(A const& a, B const& b, Ledger const& ledger) const
    {
        return (*this)(a, ledger.at(a.id), b, ledger.at(b.id));
    }

private:
    /// A portfolio does not say whose it is, but no state is a partner of its own.
    template <class S, class Flows>
    static void check_owner(S const& who, Flows const& flows)
    {
        for (auto const& id : detail::members(who.id)) {
            if (auto const found = flows.position(id); found && uncertainty_detail::has_something(flows, *found)) {
                throw invalid_parameter{"dyad", "the portfolio of " + detail::name_of(who.id) + " lists " + text_of(id)
                                                    + " as a partner; it must be the party's own, without flows to "
                                                      "itself"};
            }
        }
    }
};

} // namespace exposure_detail

/// Two states and their flows: all of `dyad_measures` at once.
///
/// Called as `dyad(a, flows_of_a, b, flows_of_b)`, or as `dyad(a, b, ledger)` with a ledger keyed by the state, which
/// holds the flows of both. The states come with their GDP in the unit of their flows; the flows of a `sized_bloc` are
/// those without the flows among its members. Each direction is measured from the portfolio of its own state. Shares,
/// salience, symmetry and interdependence lie in [0, 1]; a positive asymmetry or influence means that a depends more.
/// A measure has no value where a GDP, a flow or the partner's part is not known, and its interval where it has one.
/// It is NaN without a reason where two dependences that are compared both exceed the range of a double.
/// @throws invalid_parameter, which names the state, for a GDP that is not positive, for a party that is among its own
/// partners (which means that the portfolio is another state's), and for parties that overlap
/// @throws not_found for a state that is not in the ledger
/// Source: Oneal and Russett (1997); Barbieri (1996), Economic Interdependence; Hirschman (1945), National Power;
/// the logarithms after Gartzke and Westerwinter (2016), The Complex Structure; primary texts not consulted.
inline constexpr exposure_detail::dyad_fn dyad{};

} // namespace equipoise
