// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// Concentration of suppliers weighted by their risk.
///
///     risk_weighted_hhi(flows, risk)                                   sum r p^2
///     geopolrisk(producers, imports, own_production, instability)      H sum g_j M_j / (M + P)
namespace equipoise {

namespace supply_detail {
struct make_risk_weighted_hhi;
struct geopolrisk_measure;
} // namespace supply_detail

/// Concentration weighted by risk: sum r p^2, p the share and r the risk of each supplier.
///
/// `risk_weighted_hhi(flows, risk)` or `risk_weighted_hhi(risk)`; the risk is a map from suppliers to numbers in [0,
/// 1], or a function that returns such a number or a std::optional of it: governance indicators brought to [0, 1], with
/// a term for trade where wanted. Range [0, max r]; higher means riskier. Undefined without flow, when part of the
/// total is not attributed to suppliers, and when the risk of a supplier with a positive share is not known; `bound`
/// gives the interval over risks of 0 to 1. Linear in the number of suppliers.
/// @throws invalid_parameter, which names the supplier, for a risk outside [0, 1]
/// Source: after IEA (2007), Energy Security and Climate Policy, and the European Commission's criticality assessments;
/// primary texts not consulted.
inline constexpr family_fn<supply_detail::make_risk_weighted_hhi> risk_weighted_hhi{};

/// Geopolitical supply risk: H sum g_j M_j / (M + P), H the HHI of the world's production, g_j the instability of each
/// supplier, M_j the imports from it, M all imports, P the own production.
///
/// `geopolrisk(producers, imports, own_production, instability)`; `producers` is a portfolio of the world's production
/// of the product; imports and own production are in one unit, and the own production is empty (std::nullopt) where it
/// is not known; the instability is given as the risk of `risk_weighted_hhi`. Range [0, 1]; higher means riskier; 0
/// where the imports are listed with 0 and the state produces. Undefined without supply, without producers, without
/// imports on file (a portfolio without partners), and when production, an instability or part of a total is not known;
/// an unknown instability is not taken for 0.5. `geopolrisk.bound(...)` with the same arguments gives the interval,
/// `geopolrisk.why_undefined(...)` the reason. Linear in the number of suppliers.
/// @throws invalid_parameter for an instability outside [0, 1], and for an own production that is negative, infinite or
/// NaN
/// Source: after Gemechu and others (2016), Import-based Indicator for the Geopolitical Supply Risk of Raw Materials;
/// primary text not consulted.
inline constexpr detail::estimate_fn<supply_detail::geopolrisk_measure> geopolrisk{};

namespace supply_detail {

/// Grades of states in [0, 1]: a map from identifiers to numbers, or a function of an identifier that returns a number
/// or a std::optional of a number. The grade is unknown where the map has no such state, the optional is empty or the
/// number is NaN.
template <class Grades, class Id>
concept grades_of = requires(Grades const& grades, Id const& id) {
    { grades.find(id)->second } -> std::convertible_to<double>;
    grades.end();
} || requires(Grades const& grades, Id const& id) {
    { std::invoke(grades, id) } -> std::convertible_to<std::optional<double>>;
};

/// The grade of a state; empty where it is unknown.
/// @throws invalid_parameter, which names the state, for a grade outside [0, 1]
template <class Grades, class Id>
    requires grades_of<Grades, Id>
[[nodiscard]] std::optional<double> grade(Grades const& grades, Id const& id, std::string_view index,
                                          std::string_view what)
{
    auto found = std::optional<double>{};
    if constexpr (requires { grades.find(id)->second; }) {
        if (auto const place = grades.find(id); place != grades.end()) {
            found = static_cast<double>(place->second);
        }
    } else {
        found = std::invoke(grades, id);
    }
    if (!found || is_undefined(*found)) {
        return std::nullopt;
    }
    if (!(*found >= 0 && *found <= 1)) {
        throw invalid_parameter{index, std::string{what} + " of " + text_of(id), *found, "in [0, 1]"};
    }
    return found;
}

/// The interval that holds a grade: all of [0, 1] when it is unknown.
[[nodiscard]] constexpr interval interval_of(std::optional<double> known)
{
    return known ? interval{*known, *known} : interval{0, 1};
}

/// The sum of grade times term(x) over the listed partners, x their amounts in units of the totals.
template <portfolio_like Flows, class Grades, class Term>
[[nodiscard]] estimate graded_sum(Flows const& flows, Grades const& grades, std::string_view index,
                                  std::string_view what, Term term)
{
    auto low = detail::running_sum{};
    auto high = detail::running_sum{};
    auto why = reason::defined;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto const known = grade(grades, flows.ids()[i], index, what);
        detail::twofold const amount = term(flows.scaled(i));
        low.add(amount * interval_of(known).low);
        high.add(amount * interval_of(known).high);
        why = known || amount.hi == 0 ? why : reason::unknown_part;
    }
    return estimate::within({low.value().value(), high.value().value()}, why);
}

template <class Risk>
struct risk_weighted_hhi_rule {
    static constexpr facts about{.name = "risk_weighted_hhi",
                                 .symbol = "H_r",
                                 .formula = "sum r p^2",
                                 .source = "after IEA (2007)",
                                 .ignores_zeros = true};
    Risk risk;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires grades_of<Risk, detail::id_in<Flows>>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return estimate::without(why);
        }
        auto const whole = flows.totals().whole();
        auto const square = [&](double x) { return detail::quotient(detail::two_product(x, x), whole * whole); };
        auto const listed = graded_sum(flows, risk, about.name, "risk", square);
        auto const rest = flows.totals().unattributed.value();
        if (!(rest > 0)) {
            return estimate::within(detail::at_most_one(listed.bounds), listed.why);
        }
        return estimate::within(
            detail::at_most_one(interval{listed.bounds.low, listed.bounds.high + highest_of_rest(flows, square)}),
            reason::unattributed);
    }

private:
    /// The largest sum of squared shares of the unattributed rest, when as few partners as possible hold it. Where the
    /// last of many partners makes no difference, it is rest x cap / whole^2.
    template <class Flows, class Square>
    [[nodiscard]] static double highest_of_rest(Flows const& flows, Square square)
    {
        auto const whole = flows.totals().whole();
        auto const rest = flows.totals().unattributed.value();
        auto const cap = uncertainty_detail::hidden_cap(flows);
        auto const full = cap > 0x1p-40 * rest ? std::floor(rest / cap) : 0;
        auto const left = (std::max)(0.0, rest - detail::rounded(full * cap));
        return full == 0 ? detail::quotient(detail::two_product(rest, cap), whole * whole).value()
                         : detail::rounded(full * square(cap).value()) + square(left).value();
    }
};

struct make_risk_weighted_hhi {
    template <class Risk>
    [[nodiscard]] risk_weighted_hhi_rule<Risk> operator()(Risk risk) const
    {
        return {std::move(risk)};
    }
};

struct geopolrisk_measure {
    template <portfolio_like World, portfolio_like Bought, class Risk>
        requires grades_of<Risk, detail::id_in<Bought>>
    [[nodiscard]] estimate operator()(World const& producers, Bought const& imports,
                                      std::optional<detail::value_in<Bought>> const& own_production,
                                      Risk const& risk) const
    {
        using value = detail::value_in<Bought>;
        if (own_production && (!(*own_production >= value{}) || !detail::finite(*own_production))) {
            throw invalid_parameter{"geopolrisk", "own production", detail::bare(*own_production),
                                    "finite and not negative; leave it empty where it is not known"};
        }
        if (auto const why = detail::unknown_total(imports, producers); why != reason::defined) {
            return estimate::without(why);
        }
        auto const whole = imports.totals().whole();
        if (!detail::on_file(imports)) {
            return estimate::without(reason::unknown_imports);
        }
        if (whole.hi == 0 && !(own_production && *own_production > value{})) {
            return estimate::without(own_production ? reason::no_flow : reason::unknown_part);
        }
        if (detail::without_flow(producers) != reason::defined) {
            return estimate::without(reason::no_reference);
        }
        if (whole.hi == 0) {
            return estimate::of(0);
        }
        auto imported = interval{0, 1}; // the part of the supply that is imported
        if (own_production) {
            imported.low = imported.high = import_share(imports, *own_production);
        }
        auto const world = uncertainty_detail::completed(hhi.rule, producers);
        auto risks = graded_sum(imports, risk, "geopolrisk", "instability",
                                [&](double x) { return detail::quotient({x}, whole); });
        if (imports.totals().unattributed.hi != 0) {
            risks.bounds.high += imports.totals().unattributed / whole;
            risks.why = reason::unattributed;
        }
        auto why = !own_production ? reason::unknown_part : risks.why;
        why = producers.totals().unattributed.hi != 0 ? reason::unattributed : why;
        return estimate::within({world.low * risks.bounds.low * imported.low,
                                 world.high * detail::at_most_one(risks.bounds.high) * imported.high},
                                why);
    }

private:
    /// M / (M + P)
    template <class Bought>
    [[nodiscard]] static double import_share(Bought const& imports, detail::value_in<Bought> const& production)
    {
        if (production == detail::value_in<Bought>{}) {
            return 1;
        }
        auto const ratio = exposure_detail::over_gdp(imports, imports.totals().whole(), production);
        return ratio.hi <= (std::numeric_limits<double>::max)() ? ratio / (ratio + 1.0) : 1;
    }
};

} // namespace supply_detail

} // namespace equipoise
