// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/threshold.hpp>
#include <equipoise/exposure/ratios.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

/// Dependence on a power for energy, over all fuels.
namespace equipoise {

/// A fuel in a state's energy supply. What is not known stays empty and is never taken for zero.
///
///     fuel{"gas", imports_of_gas, net_imports_of_gas / supply_of_gas, supply_of_gas / supply_of_energy}
template <class Flows>
struct fuel {
    std::string_view name;
    Flows imports;                             ///< a portfolio of the suppliers
    std::optional<double> import_dependence{}; ///< net imports over supply of the fuel; a net exporter's is below 0
    std::optional<double> share{};             ///< of the fuel in the supply of energy; they add up to 1
};

namespace supply_detail {

struct energy_dependence_measure {
    template <ranges::forward_range Fuels, detail::party Power>
    [[nodiscard]] estimate operator()(Fuels const& fuels, Power const& power) const
    {
        auto shares = detail::running_sum{};
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        auto open_high = 0.0; // of the fuels whose share is not known, the most a unit of them may be
        auto why = reason::no_partners;
        for (auto const& each : fuels) {
            check(each);
            why = why == reason::no_partners ? reason::defined : why;
            auto const depends = each.import_dependence ? interval{(std::max)(0.0, *each.import_dependence),
                                                                   (std::max)(0.0, *each.import_dependence)}
                                                        : interval{0, 1};
            auto const from = from_power(each.imports, power, depends);
            auto const unit = interval{from.bounds.low * depends.low, from.bounds.high * depends.high};
            if (each.share) {
                shares.add(*each.share);
                low.add(detail::two_product(unit.low, *each.share));
                high.add(detail::two_product(unit.high, *each.share));
            } else {
                open_high = (std::max)(open_high, unit.high);
            }
            auto const moot = unit.high == 0 || (each.share && *each.share == 0);
            if (why == reason::defined && !moot) {
                why = !each.share || !each.import_dependence ? reason::unknown_part : from.why;
            }
        }
        if (why == reason::no_partners) {
            return {.why = why};
        }
        auto const missing = (detail::twofold{1} - shares.value()).value();
        if (missing < -detail::closing_error) {
            throw invalid_parameter{"energy_dependence", "sum of the shares of the fuels", shares.value().value(),
                                    "1, or less where fuels are missing"};
        }
        if (missing > detail::closing_error) {
            auto unknown_shares = false;
            for (auto const& each : fuels) {
                unknown_shares = unknown_shares || !each.share;
            }
            // without a fuel of unknown share, the rest is fuels of which nothing is known at all
            auto const most = unknown_shares ? open_high : 1.0;
            high.add(detail::two_product(missing, most));
            why = why == reason::defined && most != 0 ? reason::unknown_part : why;
        } else {
            why = why == reason::unknown_part && low.value().value() == high.value().value() ? reason::defined : why;
        }
        return estimate::within({detail::at_most_one(low.value().value()), detail::at_most_one(high.value().value())},
                                why);
    }

private:
    /// The power's share of the imports; of a fuel that is not imported, nothing.
    template <class Flows, class Power>
    [[nodiscard]] static estimate from_power(Flows const& imports, Power const& power, interval depends)
    {
        if (auto const why = detail::without_flow(imports); why != reason::defined) {
            auto const unknown = detail::unknown_total(imports) != reason::defined ? why : reason::unknown_part;
            return depends.high == 0 ? estimate::within({0, 0}) : estimate::within({0, 1}, unknown);
        }
        auto const rule = exposure_detail::exposure_rule<Power>{power};
        return {rule.bound(imports), rule(imports).why};
    }

    template <class Fuel>
    static void check(Fuel const& each)
    {
        auto const refuse = [&](std::string_view what, double found, std::string_view required) {
            throw invalid_parameter{"energy_dependence", std::string{what} + " of " + std::string{each.name}, found,
                                    required};
        };
        if (each.share && !(*each.share >= 0 && *each.share <= 1)) {
            refuse("share", *each.share, "in [0, 1]");
        }
        if (each.import_dependence && !(*each.import_dependence <= 1 && *each.import_dependence >= -infinite)) {
            refuse("import dependence", *each.import_dependence, "at most 1: net of what goes into stocks");
        }
    }

    static constexpr auto infinite = std::numeric_limits<double>::infinity();
};

struct net_import_dependence_measure {
    [[nodiscard]] estimate operator()(std::optional<double> const& imports, std::optional<double> const& exports,
                                      std::optional<double> const& consumption) const
    {
        auto const check = [](std::string_view name, std::optional<double> const& value, bool allowed) {
            if (value && !(allowed && *value <= (std::numeric_limits<double>::max)())) {
                throw invalid_parameter{"net_import_dependence", name, *value,
                                        name == "consumption" ? "positive and finite" : "finite and not negative"};
            }
        };
        check("imports", imports, imports && *imports >= 0);
        check("exports", exports, exports && *exports >= 0);
        check("consumption", consumption, consumption && *consumption > 0);
        if (imports && exports && consumption) {
            auto const value = (*imports - *exports) / *consumption;
            return estimate::within({value, value});
        }
        constexpr auto no_limit = std::numeric_limits<double>::infinity();
        auto const net_high = imports ? *imports - exports.value_or(0) : no_limit;
        auto const net_low = exports ? imports.value_or(0) - *exports : -no_limit;
        // an unknown consumption may be next to nothing, or without limit
        return estimate::within({consumption   ? net_low / *consumption
                                 : net_low < 0 ? -no_limit
                                               : 0,
                                 consumption    ? net_high / *consumption
                                 : net_high > 0 ? no_limit
                                                : 0},
                                reason::unknown_part);
    }
};

} // namespace supply_detail

/// Net import dependence: (imports - exports) / consumption, all of one fuel or good in one unit, as in `fuel`.
///
/// `net_import_dependence(imports, exports, consumption)`, each a number or an optional one. Range (-infinity,
/// infinity): below 0 for a net exporter, above 1 where stocks are filled. Undefined when one of them is not known:
/// `.bound(..)` gives the interval. Throws `invalid_parameter` for what is negative, infinite or NaN and for a
/// consumption of 0. Source: the energy balances of Eurostat, which divide by gross inland consumption (gross
/// available energy of late).
inline constexpr detail::estimate_fn<supply_detail::net_import_dependence_measure> net_import_dependence{};

/// Dependence on a power for energy: sum over fuels of (imports from it / imports) (net imports / supply of the
/// fuel) (supply of the fuel / supply of energy).
///
/// `energy_dependence(fuels, power)`, fuels a range of `fuel`, the power an identifier or a `bloc`. Net exporters of a
/// fuel do not depend on its imports, whatever they import. Range [0, 1], up = more dependent. Undefined without
/// fuels, when the shares of the fuels leave something open, when a share or an import dependence that counts is not
/// known, and when a supplier may be behind an unattributed part: `energy_dependence.bound(fuels, power)` gives the
/// interval, `energy_dependence.why_undefined` the reason. Throws `invalid_parameter`, naming the fuel, for what is out
/// of range and for shares that add up to more than 1. Source: defined by this library, as the part of all energy that
/// ceases when the power's deliveries do.
inline constexpr detail::estimate_fn<supply_detail::energy_dependence_measure> energy_dependence{};

} // namespace equipoise
