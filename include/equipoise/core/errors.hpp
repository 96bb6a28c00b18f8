// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace equipoise {

namespace detail {

/// The shortest of 15 or 17 digits that reads back as the same number.
[[nodiscard]] inline std::string number_text(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.15g", value);
    if (std::strtod(text, nullptr) != value) {
        std::snprintf(text, sizeof text, "%.17g", value);
    }
    return text;
}

} // namespace detail

/// An amount that is negative, infinite or not a number: which measure met it, where, and what it was. The value of an
/// amount of another type is that amount as a double; of a quantity it is the number without its unit, or -1 for a
/// negative quantity whose type does not tell its number.
class invalid_amount : public std::domain_error {
public:
    invalid_amount(std::string_view index, std::size_t position, double value)
        : std::domain_error{std::string{index} + ": amount " + detail::number_text(value) + " at position "
                            + std::to_string(position) + "; amounts are finite and not negative"},
          index_{index}, position_{position}, value_{value}
    {
    }

    [[nodiscard]] std::string const& index() const noexcept { return index_; }
    [[nodiscard]] std::size_t position() const noexcept { return position_; } ///< counted from 0
    [[nodiscard]] double value() const noexcept { return value_; }

private:
    std::string index_;
    std::size_t position_;
    double value_;
};

/// A parameter, weight or total outside its domain: which measure met it, what it was and what it must be.
class invalid_parameter : public std::invalid_argument {
public:
    invalid_parameter(std::string_view index, std::string_view parameter, std::string_view found,
                      std::string_view required)
        : std::invalid_argument{std::string{index} + ": " + std::string{parameter} + " is " + std::string{found}
                                + "; it must be " + std::string{required}}
    {
    }

    invalid_parameter(std::string_view index, std::string_view parameter, double found, std::string_view required)
        : invalid_parameter{index, parameter, detail::number_text(found), required}
    {
    }
};

} // namespace equipoise
