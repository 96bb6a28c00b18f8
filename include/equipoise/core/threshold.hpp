// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <string>
#include <string_view>

namespace equipoise::detail {

enum class answer : unsigned char { no, yes, open };

/// Whether a value known within bounds is above a threshold.
[[nodiscard]] constexpr answer above(interval value, double threshold)
{
    if (is_undefined(value.low)) {
        return answer::open;
    }
    return value.low > threshold ? answer::yes : value.high <= threshold ? answer::no : answer::open;
}

/// Whether a value known within bounds is below a threshold.
[[nodiscard]] constexpr answer below(interval value, double threshold)
{
    if (is_undefined(value.low)) {
        return answer::open;
    }
    return value.high < threshold ? answer::yes : value.low >= threshold ? answer::no : answer::open;
}

inline void check_threshold(std::string_view index, std::string_view name, double limit, double most)
{
    if (!(limit >= 0 && limit <= most)) {
        auto label = std::string{"threshold of "};
        label += name;
        throw invalid_parameter{index, label, limit, most == 1 ? "in [0, 1]" : "not negative"};
    }
}

/// How far the shares that add up to 1 may miss 1 and be taken for rounded.
inline constexpr auto closing_error = 1e-9;

} // namespace equipoise::detail
