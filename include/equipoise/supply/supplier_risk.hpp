// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
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

/// Concentration of suppliers weighted by how risky, or how stable, they are.
namespace equipoise {

namespace supply_detail {

/// Grades of states in [0, 1]: a map from identifiers to numbers, or a function of an identifier that returns a number
/// or an optional one. A state that the map lacks, an empty optional and NaN are not known.
template <class Grades, class Id>
concept grades_of = requires(Grades const& grades, Id const& id) {
    { grades.find(id)->second } -> std::convertible_to<double>;
    grades.end();
} || requires(Grades const& grades, Id const& id) {
    { std::invoke(grades, id) } -> std::convertible_to<std::optional<double>>;
};

/// @throws invalid_parameter naming the state whose grade is not in [0, 1]
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

/// The interval of a grade: all of [0, 1] when it is not known.
[[nodiscard]] constexpr interval span_of(std::optional<double> known)
{
    return known ? interval{*known, *known} : interval{0, 1};
}

/// Sum over the listed partners of grade times term(amount), for the lowest and for the highest grades.
template <portfolio_like Flows, class Grades, class Term>
[[nodiscard]] estimate weighted_by(Flows const& flows, Grades const& grades, std::string_view index,
                                   std::string_view what, Term term)
{
    auto low = detail::running_sum{};
    auto high = detail::running_sum{};
    auto why = reason::defined;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto const known = grade(grades, flows.ids()[i], index, what);
        detail::twofold const amount = term(flows.scaled(i));
        low.add(amount * span_of(known).low);
        high.add(amount * span_of(known).high);
        why = known || amount.hi == 0 ? why : reason::unknown_part;
    }
    return estimate::within({low.value().value(), high.value().value()}, why);
}

template <class Risk>
struct risk_weighted_hhi_rule {
    static constexpr facts about{"risk_weighted_hhi",  "H_r", "sum r p^2", "after IEA (2007)", concentrating::neither,
                                 replicating::changes, true};
    Risk risk;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires grades_of<Risk, detail::id_in<Flows>>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return found(flows);
    }

private:
    template <class Flows>
    [[nodiscard]] estimate found(Flows const& flows) const
    {
        auto const whole = flows.totals().whole();
        auto const square = [&](double x) { return detail::quotient(detail::two_product(x, x), whole * whole); };
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return {.why = why};
        }
        auto result = weighted_by(flows, risk, about.name, "risk", square);
        if (auto const rest = flows.totals().unattributed.value(); rest > 0) {
            // held by as few as can be, all of them risky; by so many that a remainder does not count, as rest x cap
            auto const cap = uncertainty_detail::hidden_cap(flows);
            auto const full = cap > 0x1p-40 * rest ? std::floor(rest / cap) : 0;
            auto const left = (std::max)(0.0, rest - detail::rounded(full * cap));
            result.bounds.high += full == 0 ? detail::quotient(detail::two_product(rest, cap), whole * whole).value()
                                            : detail::rounded(full * square(cap).value()) + square(left).value();
            result.why = reason::unattributed;
        }
        result.bounds = {detail::at_most_one(result.bounds.low), detail::at_most_one(result.bounds.high)};
        return result;
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
            return {.why = why};
        }
        auto const whole = imports.totals().whole();
        if (!detail::on_file(imports)) {
            return {.why = reason::unknown_imports};
        }
        if (whole.hi == 0 && !(own_production && *own_production > value{})) {
            return {.why = own_production ? reason::no_flow : reason::unknown_part};
        }
        if (detail::without_flow(producers) != reason::defined) {
            return {.why = reason::no_reference};
        }
        if (whole.hi == 0) {
            return {.bounds = {0, 0}};
        }
        auto share = interval{0, 1}; // of the imports in the supply
        if (own_production) {
            share.low = share.high = import_share(imports, *own_production);
        }
        auto const world = uncertainty_detail::completed(hhi.rule, producers);
        auto result =
            weighted_by(imports, risk, "geopolrisk", "risk", [&](double x) { return detail::quotient({x}, whole); });
        if (imports.totals().unattributed.hi != 0) {
            result.bounds.high += imports.totals().unattributed / whole;
            result.why = reason::unattributed;
        }
        result.why = !own_production ? reason::unknown_part : result.why;
        result.why = producers.totals().unattributed.hi != 0 ? reason::unattributed : result.why;
        result.bounds = {world.low * result.bounds.low * share.low,
                         world.high * detail::at_most_one(result.bounds.high) * share.high};
        return result;
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

/// Concentration weighted by risk: sum r p^2, r in [0, 1] the risk of each supplier, p its share.
///
/// `risk_weighted_hhi(flows, risk)` or `risk_weighted_hhi(risk)`; the risk is a map, or a function that returns a
/// number or an optional one: governance indicators brought to [0, 1], with a term for trade where wanted. Range
/// [0, max r], up = riskier. Undefined without flow, with an unattributed part, and when the risk of a supplier that
/// counts is not known: `bound` gives the interval over risks of 0 to 1. Throws `invalid_parameter` naming a state
/// whose risk is out of range. Linear in the partners. Source: after IEA (2007), Energy Security and Climate Policy,
/// and the European Commission's criticality assessments; primary texts not consulted.
inline constexpr family_fn<supply_detail::make_risk_weighted_hhi> risk_weighted_hhi{};

/// Geopolitical supply risk: H of the world's production, times sum g_j M_j / (M + P), g the instability of each
/// supplier, M_j the imports from it, P the own production.
///
/// `geopolrisk(producers, imports, own_production, instability)`; producers are a portfolio of the product's world
/// production, imports and own production in one unit, the instability as the risk of `risk_weighted_hhi`. Range [0,
/// 1], up = riskier; 0 where the imports are listed with 0 and the state produces. Undefined without supply, without
/// producers, without imports on file (a portfolio without partners), and when production, an instability or part of a
/// total is not known: `geopolrisk.bound(..)` gives the interval, `geopolrisk.why_undefined(..)` the reason. Throws
/// `invalid_parameter`. Linear. Source: after Gemechu and others (2016), Import-based Indicator for the Geopolitical
/// Supply Risk of Raw Materials; primary text not consulted. An unknown instability is not taken for 0.5.
inline constexpr detail::estimate_fn<supply_detail::geopolrisk_measure> geopolrisk{};

} // namespace equipoise
