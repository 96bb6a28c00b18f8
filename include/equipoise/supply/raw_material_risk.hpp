// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/supply/supplier_risk.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

/// Diversity of supply weighted by stability, and the supply risk of raw materials.
namespace equipoise {

namespace supply_detail {

/// No own production in any source.
struct nothing_of_its_own {
    template <class Id>
    [[nodiscard]] constexpr double operator()(Id const&) const noexcept
    {
        return 0;
    }
};

template <class Stability, class Own>
struct stable_diversity_rule {
    static constexpr facts about{
        "stable_diversity",   "SWN", "-sum b p ln p (1 + g)", "after Neumann (2007)", concentrating::neither,
        replicating::changes, true};
    Stability stability;
    Own own;

    [[nodiscard]] static constexpr interval range(double n) { return {0, (detail::ln({n}) * 2).value()}; }

    template <portfolio_like Flows>
        requires grades_of<Stability, detail::id_in<Flows>> && grades_of<Own, detail::id_in<Flows>>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return found(flows);
    }

private:
    template <class Flows>
    [[nodiscard]] estimate found(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return {.why = why};
        }
        auto const whole = flows.totals().whole();
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        auto why = reason::defined;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const& id = flows.ids()[i];
            auto const stable = grade(stability, id, about.name, "stability");
            auto const produced = grade(own, id, about.name, "own production");
            auto const p = detail::quotient({flows.scaled(i)}, whole);
            if (p.hi == 0) {
                continue;
            }
            auto const term = p.hi == 1 && p.lo == 0 ? detail::twofold{} : -(p * detail::quick_ln(p));
            low.add(term * span_of(stable).low * (detail::twofold{1} + span_of(produced).low));
            high.add(term * span_of(stable).high * (detail::twofold{1} + span_of(produced).high));
            auto const moot = (stable && *stable == 0) || term.hi == 0;
            why = moot || (stable && produced) ? why : reason::unknown_part;
        }
        auto result = estimate::within({low.value().value(), high.value().value()}, why);
        if (flows.totals().unattributed.hi != 0) {
            // many suppliers, all of them stable, have no limit
            result = {{result.bounds.low, std::numeric_limits<double>::infinity()}, reason::unattributed};
        }
        return result;
    }
};

struct make_stable_diversity {
    template <class Stability>
        requires(!portfolio_like<Stability>)
    [[nodiscard]] stable_diversity_rule<Stability, nothing_of_its_own> operator()(Stability stability) const
    {
        return {std::move(stability), {}};
    }
    template <class Stability, class Own>
        requires(!portfolio_like<Stability>)
    [[nodiscard]] stable_diversity_rule<Stability, Own> operator()(Stability stability, Own own) const
    {
        return {std::move(stability), std::move(own)};
    }
};

} // namespace supply_detail

/// Shannon-Wiener-Neumann diversity: -sum b p ln p (1 + g), b in [0, 1] the stability of each source, g the share of
/// its supply that is the state's own production (0 unless given), in nats.
///
/// `stable_diversity(flows, stability, own)` or `stable_diversity(stability, own)`; both are maps or functions as the
/// risk of `risk_weighted_hhi`. Range [0, 2 ln n], down = fewer or less stable sources. Undefined without flow, with an
/// unattributed part, and when a figure that counts is not known; `bound` gives the interval. Throws
/// `invalid_parameter` naming a state with a figure out of range. Linear.
/// Source: after Neumann (2007), in the form that later literature gives; primary text not consulted.
inline constexpr family_fn<supply_detail::make_stable_diversity> stable_diversity{};

/// What the supply risk of a raw material is made of, each in [0, 1]. What is not known stays empty.
struct supply_risk_parts {
    std::optional<double> global_concentration{}; ///< `risk_weighted_hhi` of the world's producers
    std::optional<double> local_concentration{};  ///< `risk_weighted_hhi` of the own suppliers
    std::optional<double> import_reliance{};
    std::optional<double> recycling{};       ///< end-of-life recycling input rate
    std::optional<double> substitution{1.0}; ///< 1 = there is no substitute
};

namespace supply_detail {

struct import_reliance_measure {
    [[nodiscard]] estimate operator()(std::optional<double> const& imports, std::optional<double> const& exports,
                                      std::optional<double> const& production) const
    {
        auto const known = imports && exports && production;
        auto const bought = checked(imports, "imports");
        auto const sold = checked(exports, "exports");
        auto const produced = checked(production, "production");
        if (known && bought.high == 0 && sold.high == 0 && produced.high == 0) {
            return {.why = reason::no_flow};
        }
        return estimate::within(
            {reliance(bought.low, sold.high, produced.high), reliance(bought.high, sold.low, produced.low)},
            known ? reason::defined : reason::unknown_part);
    }

private:
    static constexpr auto infinite = std::numeric_limits<double>::infinity();

    [[nodiscard]] static interval checked(std::optional<double> const& value, std::string_view name)
    {
        if (value && !(*value >= 0 && *value < infinite)) {
            throw invalid_parameter{"import_reliance", name, *value, "finite and not negative"};
        }
        return value ? interval{*value, *value} : interval{0, infinite};
    }

    [[nodiscard]] static double reliance(double imports, double exports, double production)
    {
        if (!(imports > exports)) {
            return 0;
        }
        auto const net = imports - exports;
        return net <= production ? net / production / (1 + net / production) : 1 / (1 + production / net);
    }
};

struct supply_risk_fn {
    [[nodiscard]] double operator()(supply_risk_parts const& parts) const
    {
        auto const found = of(parts);
        return found.why == reason::defined ? found.bounds.low : undefined;
    }

    /// The interval, where a part is not known.
    [[nodiscard]] static interval bound(supply_risk_parts const& parts) { return of(parts).bounds; }

    /// Why it is undefined, in words; empty when it is defined.
    [[nodiscard]] static std::string_view why_undefined(supply_risk_parts const& parts) { return words(of(parts).why); }

private:
    [[nodiscard]] static estimate of(supply_risk_parts const& parts)
    {
        auto const global = checked(parts.global_concentration, "global concentration");
        auto const local = checked(parts.local_concentration, "local concentration");
        auto const reliance = checked(parts.import_reliance, "import reliance");
        auto const recycled = checked(parts.recycling, "recycling");
        auto const substitution = checked(parts.substitution, "substitution");
        // linear in the reliance, so that the ends are at its ends
        auto const mixed = [](double worldwide, double own, double relied) {
            return (detail::two_product(worldwide, relied / 2) + detail::two_product(own, 1 - relied / 2)).value();
        };
        auto const low =
            (std::min)(mixed(global.low, local.low, reliance.low), mixed(global.low, local.low, reliance.high));
        auto const high =
            (std::max)(mixed(global.high, local.high, reliance.low), mixed(global.high, local.high, reliance.high));
        auto const ends =
            interval{low * (1 - recycled.high) * substitution.low, high * (1 - recycled.low) * substitution.high};
        return estimate::within(ends, ends.is_point() ? reason::defined : reason::unknown_part);
    }

    [[nodiscard]] static interval checked(std::optional<double> const& part, std::string_view name)
    {
        if (part && !is_undefined(*part) && !(*part >= 0 && *part <= 1)) {
            throw invalid_parameter{"supply_risk", name, *part, "in [0, 1]"};
        }
        return span_of(part && is_undefined(*part) ? std::nullopt : part);
    }
};

} // namespace supply_detail

/// Import reliance: (imports - exports) / (production + imports - exports), amounts of one unit.
///
/// Each is a number or an optional one. Range [0, 1], up = more reliant; 0 for a net exporter, which the formula would
/// give less than nothing. Undefined when there is neither production nor trade, and when one of them is not known:
/// `import_reliance.bound(..)` gives the interval. Throws `invalid_parameter` for what is negative, infinite or NaN.
/// Source: after European Commission, Methodology for Establishing the EU List of Critical Raw Materials (2017);
/// primary text not consulted. The 0 of net exporters is defined by this library.
inline constexpr detail::estimate_fn<supply_detail::import_reliance_measure> import_reliance{};

/// Supply risk of a raw material: (G IR / 2 + L (1 - IR / 2)) (1 - R) S, G and L the risk-weighted concentration of the
/// world's producers and of the own suppliers, IR the import reliance, R the recycling rate, S the substitution index.
///
/// `supply_risk(parts)`; range [0, 1], up = riskier. Undefined when a part that counts is empty or NaN:
/// `supply_risk.bound(parts)` gives the interval, `supply_risk.why_undefined(parts)` the reason. Throws
/// `invalid_parameter` for a part outside [0, 1]. Source: as for `import_reliance`; primary text not consulted.
inline constexpr supply_detail::supply_risk_fn supply_risk{};

} // namespace equipoise
