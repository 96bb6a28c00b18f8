// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <string>

/// Numbers as text: for people with a few decimals, for programs with all digits.
namespace support {

/// The shortest text that reads back as the same number.
[[nodiscard]] inline std::string exact(double x)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

/// How numbers are printed for people.
struct style {
    int decimals = 4;
    bool sign = false;
};

enum class rounding { nearest, down, up };

/// A number as text: a whole number is exact and has no decimals; a number that rounding would turn into 0 keeps a
/// digit.
[[nodiscard]] inline std::string shown(double x, style const& look, rounding direction = rounding::nearest)
{
    auto const unit = std::pow(10, look.decimals);
    auto const nearest = std::round(x * unit);
    auto const noise = std::abs(x * unit - nearest) < 1e-7; // rounding errors must not move a bound by a unit
    auto const down = direction == rounding::down && !noise;
    auto const up = direction == rounding::up && !noise;
    auto const digits = down ? std::floor(x * unit) : up ? std::ceil(x * unit) : nearest;
    auto const whole = digits == 0 ? noise || down || up : noise && std::fmod(digits, unit) == 0;
    char text[64];
    if (digits == 0 && !whole) {
        std::snprintf(text, sizeof text, "%.0e", x);
    } else {
        std::snprintf(text, sizeof text, look.sign && digits != 0 ? "%+.*f" : "%.*f", whole ? 0 : look.decimals,
                      digits / unit + 0.0);
    }
    return text;
}

[[nodiscard]] inline bool is_known(equipoise::interval const& value)
{
    return !equipoise::is_undefined(value.low) && !equipoise::is_undefined(value.high);
}

/// Whether the ends differ by no more than rounding errors.
[[nodiscard]] inline bool is_sharp(equipoise::interval const& value)
{
    return value.width() <= 1e-12 * std::max(1.0, std::abs(value.high));
}

/// One number, or [low, high] rounded outwards so that it still holds the value.
[[nodiscard]] inline std::string shown(equipoise::interval const& value, style const& look)
{
    if (is_sharp(value)) {
        return shown(value.low, look);
    }
    return "[" + shown(value.low, look, rounding::down) + ", " + shown(value.high, look, rounding::up) + "]";
}

[[nodiscard]] inline std::string exact(equipoise::interval const& value)
{
    return value.is_point() ? exact(value.low) : "[" + exact(value.low) + ", " + exact(value.high) + "]";
}

} // namespace support
