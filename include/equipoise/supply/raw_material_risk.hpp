// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/supply/detail/figures_fn.hpp>
#include <equipoise/supply/supplier_risk.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

/// Diversity of supply weighted by stability, and the supply risk of raw materials.
///
///     stable_diversity(flows, stability, own)   -sum b p ln p (1 + g)
///     import_reliance(balance)                  (imports - exports) / (production + imports - exports)
///     supply_risk(parts)                        (G IR / 2 + L (1 - IR / 2)) (1 - R) S
namespace equipoise {

/// What a state imports, exports and produces of a material, in one unit. A figure that is not known stays empty.
struct production_balance {
    std::optional<double> imports{};
    std::optional<double> exports{};
    std::optional<double> production{};
};

/// What the supply risk of a raw material is computed from, each in [0, 1]. A part that is not known stays empty.
struct supply_risk_parts {
    std::optional<double> global_concentration{}; ///< `risk_weighted_hhi` of the world's producers
    std::optional<double> local_concentration{};  ///< `risk_weighted_hhi` of the own suppliers
    std::optional<double> import_reliance{};
    std::optional<double> recycling{};       ///< end-of-life recycling input rate
    std::optional<double> substitution{1.0}; ///< 1 = there is no substitute
};

namespace supply_detail {
struct make_stable_diversity;
struct import_reliance_measure;
struct supply_risk_measure;
} // namespace supply_detail

/// Shannon-Wiener-Neumann diversity: -sum b p ln p (1 + g), in nats; p is the share of each source, b in [0, 1] its
/// stability, and g in [0, 1] the part of its supply that is the state's own production (0 unless given).
///
/// `stable_diversity(flows, stability)`, `stable_diversity(flows, stability, own)`, or without the flows as an index;
/// stability and own production are given as the risk of `risk_weighted_hhi`. Range [0, 2 ln n]; lower means fewer or
/// less stable sources. Undefined without flow, when part of the total is not attributed to sources, and when a figure
/// that matters is not known; `bound` gives the interval. Linear in the number of sources.
/// @throws invalid_parameter, which names the source, for a figure outside [0, 1]
/// Source: after Neumann (2007), in the form that later literature gives; primary text not consulted.
inline constexpr family_fn<supply_detail::make_stable_diversity> stable_diversity{};

/// Import reliance: (imports - exports) / (production + imports - exports).
///
/// `import_reliance({.imports = 6, .exports = 2, .production = 4})`, a `production_balance`. Range [0, 1]; higher means
/// more reliant; 0 for a net exporter, for which the formula would be negative. Undefined when there is neither
/// production nor trade, and when one of the figures is not known; `import_reliance.bound(balance)` gives the interval,
/// `.why_undefined(balance)` the reason.
/// @throws invalid_parameter for a figure that is negative, infinite or NaN
/// Source: after European Commission, Methodology for Establishing the EU List of Critical Raw Materials (2017);
/// primary text not consulted. The 0 of net exporters is defined by this library.
inline constexpr supply_detail::figures_fn<supply_detail::import_reliance_measure, production_balance>
    import_reliance{};

/// Supply risk of a raw material: (G IR / 2 + L (1 - IR / 2)) (1 - R) S, G and L the risk-weighted concentration of the
/// world's producers and of the own suppliers, IR the import reliance, R the recycling rate, S the substitution index.
///
/// `supply_risk(parts)` of `supply_risk_parts`. Range [0, 1], higher means riskier. Undefined when a part that matters
/// is empty or NaN; `supply_risk.bound(parts)` gives the interval, `supply_risk.why_undefined(parts)` the reason.
/// @throws invalid_parameter for a part outside [0, 1]
/// Source: as for `import_reliance`; primary text not consulted.
inline constexpr supply_detail::figures_fn<supply_detail::supply_risk_measure, supply_risk_parts> supply_risk{};

namespace supply_detail {

/// None of the supply from any source is the state's own production.
struct no_own_production {
    template <class Id>
    [[nodiscard]] constexpr double operator()(Id const&) const noexcept
    {
        return 0;
    }
};

template <class Stability, class Own>
struct stable_diversity_rule {
    static constexpr facts about{.name = "stable_diversity",
                                 .symbol = "SWN",
                                 .formula = "-sum b p ln p (1 + g)",
                                 .source = "after Neumann (2007)",
                                 .ignores_zeros = true};
    Stability stability;
    Own own;

    [[nodiscard]] static constexpr interval range(double n) { return {0, (detail::ln({n}) * 2).value()}; }

    template <portfolio_like Flows>
        requires grades_of<Stability, detail::id_in<Flows>> && grades_of<Own, detail::id_in<Flows>>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return estimate::without(why);
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
            low.add(term * interval_of(stable).low * (detail::twofold{1} + interval_of(produced).low));
            high.add(term * interval_of(stable).high * (detail::twofold{1} + interval_of(produced).high));
            auto const adds_nothing = (stable && *stable == 0) || term.hi == 0;
            why = adds_nothing || (stable && produced) ? why : reason::unknown_part;
        }
        if (flows.totals().unattributed.hi != 0) {
            // the diversity of infinitely many stable suppliers has no limit
            return estimate::within({low.value().value(), std::numeric_limits<double>::infinity()},
                                    reason::unattributed);
        }
        return estimate::within({low.value().value(), high.value().value()}, why);
    }
};

struct make_stable_diversity {
    template <class Stability>
        requires(!portfolio_like<Stability>)
    [[nodiscard]] stable_diversity_rule<Stability, no_own_production> operator()(Stability stability) const
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

struct import_reliance_measure {
    [[nodiscard]] estimate operator()(production_balance const& of) const
    {
        auto const known = of.imports && of.exports && of.production;
        auto const imports = checked(of.imports, "imports");
        auto const exports = checked(of.exports, "exports");
        auto const production = checked(of.production, "production");
        if (known && imports.high == 0 && exports.high == 0 && production.high == 0) {
            return estimate::without(reason::no_flow);
        }
        return estimate::within(
            {reliance(imports.low, exports.high, production.high), reliance(imports.high, exports.low, production.low)},
            known ? reason::defined : reason::unknown_part);
    }

private:
    static constexpr auto infinity = std::numeric_limits<double>::infinity();

    [[nodiscard]] static interval checked(std::optional<double> const& value, std::string_view name)
    {
        if (value && !(*value >= 0 && *value < infinity)) {
            throw invalid_parameter{"import_reliance", name, *value, "finite and not negative"};
        }
        return value ? interval{*value, *value} : interval{0, infinity};
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

struct supply_risk_measure {
    [[nodiscard]] estimate operator()(supply_risk_parts const& parts) const
    {
        auto const global = checked(parts.global_concentration, "global concentration");
        auto const local = checked(parts.local_concentration, "local concentration");
        auto const reliance = checked(parts.import_reliance, "import reliance");
        auto const recycling = checked(parts.recycling, "recycling");
        auto const substitution = checked(parts.substitution, "substitution");
        // the mean is linear in the reliance, so that its ends belong to the ends of the reliance
        auto const mean = [](double worldwide, double own, double relied) {
            return (detail::two_product(worldwide, relied / 2) + detail::two_product(own, 1 - relied / 2)).value();
        };
        auto const low =
            (std::min)(mean(global.low, local.low, reliance.low), mean(global.low, local.low, reliance.high));
        auto const high =
            (std::max)(mean(global.high, local.high, reliance.low), mean(global.high, local.high, reliance.high));
        auto const ends =
            interval{low * (1 - recycling.high) * substitution.low, high * (1 - recycling.low) * substitution.high};
        return estimate::within(ends, ends.is_point() ? reason::defined : reason::unknown_part);
    }

private:
    [[nodiscard]] static interval checked(std::optional<double> const& part, std::string_view name)
    {
        if (part && !is_undefined(*part) && !(*part >= 0 && *part <= 1)) {
            throw invalid_parameter{"supply_risk", name, *part, "in [0, 1]"};
        }
        return interval_of(part && is_undefined(*part) ? std::nullopt : part);
    }
};

} // namespace supply_detail

} // namespace equipoise
