// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <limits>
#include <string_view>

namespace equipoise {

/// The value of a measure whose formula has no value: a quiet NaN. `why_undefined` gives the reason in words.
inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] constexpr bool is_undefined(double value) noexcept
{
    return value != value;
}

/// Why a measure is undefined.
enum class reason : unsigned char {
    defined,
    no_partners,
    no_flow,
    unattributed,
    not_listed,
    single_partner,
    no_pole,
    no_tilt,
    no_weight,
    no_reference,
    too_few_partners,
    too_few_counted,
    zero_divisor,
    share_too_small,
    unknown_gdp,
    unknown_exports,
    unknown_imports,
    unknown_part,
    constant,
    nothing_in_common,
    no_record,
    too_few_periods,
    zero_side,
    no_power,
    unknown_amount,
    contradictory_total,
    not_a_partner,
    no_report,
    negative_total,
};

/// The reason in words; empty for `reason::defined`.
[[nodiscard]] constexpr std::string_view words(reason why) noexcept
{
    switch (why) {
    case reason::defined: return "";
    case reason::no_partners: return "there are no partners";
    case reason::no_flow: return "the total is zero";
    case reason::unattributed: return "part of the total is not attributed; bound() gives the interval of most indices";
    case reason::not_listed:
        return "the partner is not listed and part of the total is not attributed; bound() gives an interval";
    case reason::single_partner: return "a single partner leaves nothing to normalise by";
    case reason::no_pole: return "there is no flow with either pole";
    case reason::no_tilt: return "no channel leans to either pole";
    case reason::no_weight: return "the weights sum to zero";
    case reason::no_reference: return "the reference has no flow";
    case reason::too_few_partners: return "there are fewer partners than the index compares";
    case reason::too_few_counted: return "fewer than two were counted";
    case reason::zero_divisor: return "the index would be divided by zero";
    case reason::share_too_small: return "a partner's share is too small for a double";
    case reason::unknown_gdp: return "the state's GDP is not known";
    case reason::unknown_exports: return "there is no record of the exports, which does not mean that there are none";
    case reason::unknown_imports: return "there is no record of the imports, which does not mean that there are none";
    case reason::unknown_part: return "an input of the measure is not known; bound() gives an interval";
    case reason::constant: return "all values are the same, so there is nothing to compare";
    case reason::nothing_in_common: return "no target has a known value in both profiles";
    case reason::no_record: return "there is no record of the state in this period";
    case reason::too_few_periods: return "fewer than four periods have a value";
    case reason::no_power: return "there is no flow with any of the powers";
    case reason::unknown_amount: return "the amount of a flow is not known, so the total is not known";
    case reason::contradictory_total: return "the listed partners and the declared total contradict each other";
    case reason::not_a_partner: return "no state in this ledger has the power as a partner";
    case reason::no_report: return "a report of the flow is missing, which does not mean that nothing flowed";
    case reason::negative_total: return "the total is negative, so nothing is a share of it";
    case reason::zero_side: return "a side of the comparison is zero, which has no logarithm";
    }
    return "";
}

/// A value, or the reason why there is none.
struct outcome {
    double value = undefined;
    reason why = reason::defined;

    constexpr outcome(double result) noexcept : value{result} {}
    constexpr outcome(reason absent) noexcept : why{absent} {}
};

} // namespace equipoise
