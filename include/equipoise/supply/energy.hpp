// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/threshold.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/supply/detail/figures_fn.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

/// Dependence on imports and on a power for energy.
///
///     net_import_dependence(balance)     (imports - exports) / consumption
///     energy_dependence(fuels, power)    sum over fuels of (from the power / imports) (net imports / supply) (share)
namespace equipoise {

/// A fuel in a state's energy supply. A figure that is not known stays empty; it is never taken for zero.
///
///     fuel{.name = "gas", .imports = gas_imports, .import_dependence = 0.9, .share = 0.25}
template <class Flows>
struct fuel {
    std::string_view name;
    Flows imports;                             ///< a portfolio of the suppliers
    std::optional<double> import_dependence{}; ///< net imports / supply of the fuel; negative for a net exporter
    std::optional<double> share{};             ///< of the fuel in the supply of energy; all shares add up to 1
};

/// What a state imports, exports and consumes of a fuel or good, in one unit. A figure that is not known stays empty.
struct import_balance {
    std::optional<double> imports{};
    std::optional<double> exports{};
    std::optional<double> consumption{};
};

namespace supply_detail {
struct net_import_dependence_measure;
struct energy_dependence_measure;
} // namespace supply_detail

/// Net import dependence: (imports - exports) / consumption, of one fuel or good in one unit.
///
/// `net_import_dependence({.imports = 8, .exports = 2, .consumption = 12})`, an `import_balance`. Range (-infinity,
/// infinity): negative for a net exporter, above 1 where imports go into stocks. Undefined when one of the figures is
/// not known; `net_import_dependence.bound(balance)` gives the interval, `.why_undefined(balance)` the reason.
/// @throws invalid_parameter for a figure that is negative, infinite or NaN, and for a consumption of 0
/// Source: the energy balances of Eurostat, which divide by gross inland consumption (since lately by gross available
/// energy).
inline constexpr supply_detail::figures_fn<supply_detail::net_import_dependence_measure, import_balance>
    net_import_dependence{};

/// Dependence on a power for energy: sum over fuels of (imports from it / imports) (net imports / supply of the fuel)
/// (supply of the fuel / supply of energy).
///
/// `energy_dependence(fuels, power)`; the fuels are a range of `fuel`, the power is an identifier or a `bloc`. A state
/// that exports more of a fuel than it imports does not depend on imports of it. Range [0, 1]; higher means more
/// dependent. Undefined without fuels, when the shares of the fuels add up to less than 1, when a share or an import
/// dependence that matters is not known, and when the power is not listed among the suppliers of a fuel while part of
/// the imports is not attributed to any. `energy_dependence.bound(fuels, power)` gives the interval,
/// `energy_dependence.why_undefined(fuels, power)` the reason.
/// @throws invalid_parameter, which names the fuel, for a figure out of range, and for shares that add up to more than
/// 1
/// Source: defined by this library, as the part of all energy that ends when the power's deliveries do.
inline constexpr detail::estimate_fn<supply_detail::energy_dependence_measure> energy_dependence{};

namespace supply_detail {

struct energy_dependence_measure {
    template <ranges::forward_range Fuels, party Power>
    [[nodiscard]] estimate operator()(Fuels const& fuels, Power const& power) const
    {
        if (ranges::begin(fuels) == ranges::end(fuels)) {
            return estimate::without(reason::no_partners);
        }
        auto shares = detail::running_sum{};
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        auto has_unknown_share = false;
        auto largest_without_share = 0.0; // the highest dependence for a fuel whose share is not known
        auto why = reason::defined;
        for (auto const& each : fuels) {
            check(each);
            auto const imported = each.import_dependence ? interval{(std::max)(0.0, *each.import_dependence),
                                                                    (std::max)(0.0, *each.import_dependence)}
                                                         : interval{0, 1};
            auto const from_power = share_of_imports(each.imports, power, imported);
            auto const dependence =
                interval{from_power.bounds.low * imported.low, from_power.bounds.high * imported.high};
            if (each.share) {
                shares.add(*each.share);
                low.add(detail::two_product(dependence.low, *each.share));
                high.add(detail::two_product(dependence.high, *each.share));
            } else {
                has_unknown_share = true;
                largest_without_share = (std::max)(largest_without_share, dependence.high);
            }
            auto const adds_nothing = dependence.high == 0 || (each.share && *each.share == 0);
            if (why == reason::defined && !adds_nothing) {
                why = !each.share || !each.import_dependence ? reason::unknown_part : from_power.why;
            }
        }
        auto const missing = (detail::twofold{1} - shares.value()).value();
        if (missing < -detail::share_sum_tolerance) {
            throw invalid_parameter{"energy_dependence", "sum of the shares of the fuels", shares.value().value(),
                                    "1, or less where fuels are missing"};
        }
        if (missing > detail::share_sum_tolerance) {
            // where every fuel has a share, the missing share is that of fuels of which nothing is known
            auto const most = has_unknown_share ? largest_without_share : 1.0;
            high.add(detail::two_product(missing, most));
            why = why == reason::defined && most != 0 ? reason::unknown_part : why;
        } else {
            why = why == reason::unknown_part && low.value().value() == high.value().value() ? reason::defined : why;
        }
        return estimate::within({detail::at_most_one(low.value().value()), detail::at_most_one(high.value().value())},
                                why);
    }

private:
    /// The power's share of the imports of a fuel; it does not matter for a fuel without net imports.
    template <class Flows, class Power>
    [[nodiscard]] static estimate share_of_imports(Flows const& imports, Power const& power, interval imported)
    {
        if (auto const why = detail::without_flow(imports); why != reason::defined) {
            auto const unknown = detail::unknown_total(imports) != reason::defined ? why : reason::unknown_part;
            return imported.high == 0 ? estimate::of(0) : estimate::within({0, 1}, unknown);
        }
        return estimate_of(imports, exposure(power));
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
        if (each.import_dependence
            && !(*each.import_dependence <= 1 && *each.import_dependence >= -std::numeric_limits<double>::infinity())) {
            refuse("import dependence", *each.import_dependence, "at most 1; subtract the imports that go into stocks");
        }
    }
};

struct net_import_dependence_measure {
    [[nodiscard]] estimate operator()(import_balance const& of) const
    {
        auto const& [imports, exports, consumption] = of;
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
            return estimate::of((*imports - *exports) / *consumption);
        }
        constexpr auto infinity = std::numeric_limits<double>::infinity();
        auto const net_high = imports ? *imports - exports.value_or(0) : infinity;
        auto const net_low = exports ? imports.value_or(0) - *exports : -infinity;
        // a consumption that is not known may be anything from 0 to infinity, both exclusive
        return estimate::within({consumption   ? net_low / *consumption
                                 : net_low < 0 ? -infinity
                                               : 0,
                                 consumption    ? net_high / *consumption
                                 : net_high > 0 ? infinity
                                                : 0},
                                reason::unknown_part);
    }
};

} // namespace supply_detail

} // namespace equipoise
