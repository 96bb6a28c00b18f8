// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/ratios.hpp>

#include <concepts>

/// The balance of a state's trade, with one power or on the whole.
namespace equipoise {

namespace trade_structure_detail {

struct balance_asymmetry_fn {
    /// Of the whole of both.
    template <portfolio_like Sold, portfolio_like Bought>
        requires std::same_as<detail::value_in<Sold>, detail::value_in<Bought>>
    [[nodiscard]] double operator()(Sold const& sold, Bought const& bought) const
    {
        auto const known =
            detail::on_file(sold) && detail::on_file(bought) && detail::unknown_total(sold, bought) == reason::defined;
        return known ? tilted(sold, sold.totals().whole(), bought, bought.totals().whole()) : undefined;
    }

    /// Of what there is with one partner, or with a bloc.
    template <portfolio_like Sold, portfolio_like Bought, detail::party Power>
        requires std::same_as<detail::value_in<Sold>, detail::value_in<Bought>> && detail::party_in<Power, Sold>
                 && detail::party_in<Power, Bought>
    [[nodiscard]] double operator()(Sold const& sold, Bought const& bought, Power const& power) const
    {
        return exposure_detail::holding_of(sold, power).hidden != 0
                       || exposure_detail::holding_of(bought, power).hidden != 0
                   ? undefined
                   : bound(sold, bought, power).low;
    }

    /// The interval, where a partner that is not listed may be behind an unattributed part.
    template <portfolio_like Sold, portfolio_like Bought, detail::party Power>
        requires std::same_as<detail::value_in<Sold>, detail::value_in<Bought>> && detail::party_in<Power, Sold>
                 && detail::party_in<Power, Bought>
    [[nodiscard]] static interval bound(Sold const& sold, Bought const& bought, Power const& power)
    {
        auto const out = exposure_detail::holding_of(sold, power);
        auto const in = exposure_detail::holding_of(bought, power);
        auto const most_out = out.listed + out.hidden;
        auto const most_in = in.listed + in.hidden;
        auto const known =
            detail::on_file(sold) && detail::on_file(bought) && detail::unknown_total(sold, bought) == reason::defined;
        if (!known || (most_out.hi == 0 && most_in.hi == 0)) {
            return {undefined, undefined};
        }
        // where one side may be nothing at all, a trace of the other pulls the balance to its end
        return {most_in.hi == 0 ? 1 : tilted(sold, out.listed, bought, most_in),
                most_out.hi == 0 ? -1 : tilted(sold, most_out, bought, in.listed)};
    }

private:
    template <class Sold, class Bought>
    [[nodiscard]] static double tilted(Sold const& sold, detail::twofold out, Bought const& bought, detail::twofold in)
    {
        if (out.hi == 0 || in.hi == 0) {
            return out.hi == in.hi ? undefined : out.hi == 0 ? -1 : 1;
        }
        auto const in_sold = sold.totals().exponent >= bought.totals().exponent;
        auto const x = in_sold ? out : detail::in_units_of(bought, sold, out);
        auto const m = in_sold ? detail::in_units_of(sold, bought, in) : in;
        return (x - m) / (x + m);
    }
};

} // namespace trade_structure_detail

/// Asymmetry of the trade balance: (E - M) / (E + M), with one power or on the whole.
///
/// `balance_asymmetry(exports, imports, power)` or `balance_asymmetry(exports, imports)`, amounts of one unit. Range
/// [-1, 1]: 1 = exports alone, -1 = imports alone, the other side being listed with 0 or without the power. A side
/// without any partner is not on file: undefined, as without flow in either, and when the power is not listed while
/// part of a side is unattributed: `balance_asymmetry.bound(exports, imports, power)` gives the interval.
/// Source: the normalised trade balance; for what a one-sided balance means, Hirschman (1945).
inline constexpr trade_structure_detail::balance_asymmetry_fn balance_asymmetry{};

} // namespace equipoise
