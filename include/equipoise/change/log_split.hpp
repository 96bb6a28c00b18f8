// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/trade_structure/size_preference.hpp>

#include <concepts>
#include <type_traits>

/// The change of a dependence as the sum of a change of the share and a change of openness, in logarithms: `log_split`.
namespace equipoise {

/// Changes of logarithms, where dependence = share + openness and each is rounded once. e^change is the growth factor.
struct log_changes {
    double dependence = undefined;
    double share = undefined;
    double openness = undefined;
    reason why = reason::defined;
};

namespace change_detail {

/// ln(a / b) for positive amounts, with or without a unit.
template <amount Amount>
[[nodiscard]] detail::twofold ln_ratio_of(Amount const& a, Amount const& b)
{
    if constexpr (detail::fits_double<Amount>) {
        return detail::ln_ratio({static_cast<double>(a)}, {static_cast<double>(b)});
    } else {
        return detail::ln({detail::multiple(a, b)});
    }
}

/// ln of the growth of a part of the flows; both parts are positive, each in the units of its own totals.
template <class Before, class After>
[[nodiscard]] detail::twofold ln_growth(Before const& before, detail::twofold part_before, After const& after,
                                        detail::twofold part_after)
{
    auto growth =
        detail::ln_ratio(part_after, part_before) + detail::ln_2 * (after.totals().exponent - before.totals().exponent);
    if constexpr (!detail::fits_double<detail::value_in<Before>>) {
        growth = growth + ln_ratio_of(after.unit(), before.unit());
    }
    return growth;
}

struct log_split_fn {
    template <portfolio_like Before, portfolio_like After, sized_party S, party Power>
        requires std::same_as<detail::value_in<Before>, detail::value_in<After>> && exposure_detail::sizes<S, Before>
                 && party_in<Power, Before> && party_in<Power, After>
    [[nodiscard]] log_changes operator()(Before const& before, S const& state_before, After const& after,
                                         S const& state_after, Power const& power) const
    {
        exposure_detail::check_gdp(state_before, "log_split, before");
        exposure_detail::check_gdp(state_after, "log_split, after");
        auto result = log_changes{};
        for (auto const why : {obstacle(state_before, before, power), obstacle(state_after, after, power)}) {
            if (why != reason::defined) {
                result.why = why;
                return result;
            }
        }
        auto const part = ln_growth(before, exposure_detail::holding_of(before, power).listed, after,
                                    exposure_detail::holding_of(after, power).listed);
        auto const whole = ln_growth(before, before.totals().whole(), after, after.totals().whole());
        auto const size = ln_ratio_of(*state_after.gdp, *state_before.gdp);
        result.dependence = (part - size).value() + 0.0;
        result.share = (part - whole).value() + 0.0;
        result.openness = (whole - size).value() + 0.0;
        return result;
    }

private:
    template <class S, class Flows, class Power>
    [[nodiscard]] static reason obstacle(S const& state, Flows const& flows, Power const& power)
    {
        if (auto const why = exposure_detail::without_ratio(state, flows); why != reason::defined) {
            return why;
        }
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        auto const share = exposure_detail::holding_of(flows, power);
        return share.hidden != 0 ? reason::not_listed : share.listed.hi == 0 ? reason::zero_side : reason::defined;
    }
};

} // namespace change_detail

/// The change of a dependence in logarithms: ln(D_1 / D_0) = ln(s_1 / s_0) + ln(O_1 / O_0), where D is `dependence`, s
/// the share of the power and O the openness.
///
/// `log_split(flows_before, state_before, flows_after, state_after, power)` takes flows and GDP as `dependence` does:
/// the two states are one state (or `sized_bloc`) with its GDP of both periods; the power is an identifier or a `bloc`.
/// Range (-infinity, infinity); 0 where nothing changed. Undefined, with the reason in `why`, where a GDP is not known,
/// a period has no flow or none with the power, and where a member of the power is not listed while a part of the total
/// is unattributed. Linear in the number of partners.
/// @throws invalid_parameter for a GDP that is not positive
/// Source: the identity of Gartzke and Li (2003), Measure for Measure, in logarithms.
inline constexpr change_detail::log_split_fn log_split{};

} // namespace equipoise
