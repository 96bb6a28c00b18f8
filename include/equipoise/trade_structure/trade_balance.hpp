// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/trade_structure/detail/two_sides.hpp>

#include <concepts>

/// The balance of a state's trade: `balance_asymmetry`, (E - M) / (E + M).
namespace equipoise {

namespace trade_structure_detail {
struct balance_asymmetry_measure;
} // namespace trade_structure_detail

/// Asymmetry of the trade balance: (E - M) / (E + M), in all or with one power.
///
/// `balance_asymmetry(exports, imports)` or `balance_asymmetry(exports, imports, power)`, amounts of one unit; the
/// power is an identifier or a `bloc`. Range [-1, 1]: 1 = exports alone, -1 = imports alone, where the other side is
/// listed with 0 or, on file, does not list the power. A side without any partner is not on file, and the measure is
/// then undefined, as it is without flow on both sides, and when the power is not listed while part of a side is not
/// attributed: `balance_asymmetry.bound(exports, imports, power)` gives the interval,
/// `balance_asymmetry.why_undefined(...)` the reason. Logarithmic in the partners.
/// Source: the normalised trade balance; for the meaning of a one-sided balance, Hirschman (1945).
inline constexpr detail::estimate_fn<trade_structure_detail::balance_asymmetry_measure> balance_asymmetry{};

namespace trade_structure_detail {

struct balance_asymmetry_measure {
    template <portfolio_like Sold, portfolio_like Bought>
        requires std::same_as<detail::value_in<Sold>, detail::value_in<Bought>>
    [[nodiscard]] estimate operator()(Sold const& exports, Bought const& imports) const
    {
        auto const whole = [](auto const& flows) { return exposure_detail::holding{flows.totals().whole(), 0}; };
        return between(exports, whole(exports), imports, whole(imports));
    }

    template <portfolio_like Sold, portfolio_like Bought, party Power>
        requires std::same_as<detail::value_in<Sold>, detail::value_in<Bought>> && party_in<Power, Sold>
                 && party_in<Power, Bought>
    [[nodiscard]] estimate operator()(Sold const& exports, Bought const& imports, Power const& power) const
    {
        return between(exports, exposure_detail::holding_of(exports, power), imports,
                       exposure_detail::holding_of(imports, power));
    }

private:
    template <class Sold, class Bought>
    [[nodiscard]] static estimate between(Sold const& exports, exposure_detail::holding const& sold,
                                          Bought const& imports, exposure_detail::holding const& bought)
    {
        if (auto const why = without_a_side(exports, imports); why != reason::defined) {
            return estimate::without(why);
        }
        auto const most_sold = sold.listed + sold.hidden;
        auto const most_bought = bought.listed + bought.hidden;
        if (most_sold.hi == 0 && most_bought.hi == 0) {
            return estimate::without(reason::no_flow);
        }
        // where a side may be nothing at all, any amount of the other side makes the balance one-sided
        auto const low = most_bought.hi == 0 ? 1 : balance(exports, sold.listed, imports, most_bought);
        auto const high = most_sold.hi == 0 ? -1 : balance(exports, most_sold, imports, bought.listed);
        return estimate::within({low, high},
                                sold.hidden != 0 || bought.hidden != 0 ? reason::not_listed : reason::defined);
    }

    /// (x - m) / (x + m), each in units of its side's totals.
    template <class Sold, class Bought>
    [[nodiscard]] static double balance(Sold const& exports, detail::twofold x, Bought const& imports,
                                        detail::twofold m)
    {
        if (x.hi == 0 || m.hi == 0) {
            return x.hi == m.hi ? undefined : x.hi == 0 ? -1 : 1;
        }
        auto const in_units_of_exports = exports.totals().exponent >= imports.totals().exponent;
        x = in_units_of_exports ? x : detail::in_units_of(imports, exports, x);
        m = in_units_of_exports ? detail::in_units_of(exports, imports, m) : m;
        return (x - m) / (x + m);
    }
};

} // namespace trade_structure_detail

} // namespace equipoise
