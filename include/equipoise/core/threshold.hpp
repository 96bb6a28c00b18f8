// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <string>
#include <string_view>

/// Whether a value that is known within an interval is above or below a threshold.
namespace equipoise::detail {

enum class answer : unsigned char {
    no,
    yes,
    open, ///< the interval holds values of both kinds, or nothing is known
};

[[nodiscard]] constexpr answer above(interval value, double threshold)
{
    if (is_undefined(value.low)) {
        return answer::open;
    }
    return value.low > threshold ? answer::yes : value.high <= threshold ? answer::no : answer::open;
}

[[nodiscard]] constexpr answer below(interval value, double threshold)
{
    if (is_undefined(value.low)) {
        return answer::open;
    }
    return value.high < threshold ? answer::yes : value.low >= threshold ? answer::no : answer::open;
}

/// Checks a threshold for a value without an upper limit.
/// @throws invalid_parameter, which names the threshold, for one that is negative or NaN
inline void check_threshold(std::string_view index, std::string_view name, double threshold)
{
    if (!(threshold >= 0)) {
        throw invalid_parameter{index, "threshold of " + std::string{name}, threshold, "at least 0"};
    }
}

/// Checks a threshold for a share or another value in [0, 1].
/// @throws invalid_parameter, which names the threshold, for one outside [0, 1]
inline void check_share_threshold(std::string_view index, std::string_view name, double threshold)
{
    if (!(threshold >= 0 && threshold <= 1)) {
        throw invalid_parameter{index, "threshold of " + std::string{name}, threshold, "in [0, 1]"};
    }
}

/// How far the sum of rounded shares may be from 1 and still be taken for 1.
inline constexpr auto share_sum_tolerance = 1e-9;

} // namespace equipoise::detail
