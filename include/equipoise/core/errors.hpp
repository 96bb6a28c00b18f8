// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace equipoise {

/// The base of every exception that equipoise throws: `catch (equipoise::error const& e)` catches them all, and
/// `e.what()` says in one line which measure, container or file met the error, what was found and what is required.
/// Each exception is derived from the standard exception of its kind as well.
class error {
public:
    [[nodiscard]] virtual char const* what() const noexcept = 0;

protected:
    error() = default;
    error(error const&) = default;
    error& operator=(error const&) = default;
    ~error() = default;
};

namespace detail {

/// A number with 15 digits or, where these do not read back as the same number, 17.
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

/// An amount that is negative, infinite or not a number, or the low end of a range that is above its high end: which
/// measure met it, at which position, and its value.
///
/// The value of an amount of another type is that amount as a double. Of a quantity it is the number without its unit,
/// or -1 for a negative quantity whose type does not convert to a number.
class invalid_amount : public std::domain_error, public error {
public:
    invalid_amount(std::string_view index, std::size_t position, double value)
        : std::domain_error{std::string{index} + ": amount " + detail::number_text(value) + " at position "
                            + std::to_string(position) + "; amounts are finite and not negative"},
          index_{index}, position_{position}, value_{value}
    {
    }

    /// "index: FOUND at position POSITION; REQUIRED", for amounts that are known within a range
    invalid_amount(std::string_view index, std::size_t position, double value, std::string_view found,
                   std::string_view required)
        : std::domain_error{std::string{index} + ": " + std::string{found} + " at position " + std::to_string(position)
                            + "; " + std::string{required}},
          index_{index}, position_{position}, value_{value}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::domain_error::what(); }
    [[nodiscard]] std::string const& index() const noexcept { return index_; } ///< the name of the measure
    [[nodiscard]] std::size_t position() const noexcept { return position_; }  ///< counted from 0
    [[nodiscard]] double value() const noexcept { return value_; }

private:
    std::string index_;
    std::size_t position_;
    double value_;
};

/// A parameter, weight, total or identifier that a measure cannot use: which measure met it, and what is wrong.
class invalid_parameter : public std::invalid_argument, public error {
public:
    /// "index: parameter is FOUND; it must be REQUIRED"
    invalid_parameter(std::string_view index, std::string_view parameter, std::string_view found,
                      std::string_view required)
        : std::invalid_argument{std::string{index} + ": " + std::string{parameter} + " is " + std::string{found}
                                + "; it must be " + std::string{required}},
          index_{index}, parameter_{parameter}
    {
    }

    invalid_parameter(std::string_view index, std::string_view parameter, double found, std::string_view required)
        : invalid_parameter{index, parameter, detail::number_text(found), required}
    {
    }

    /// "index: SENTENCE", for what is wrong with no single parameter
    invalid_parameter(std::string_view index, std::string_view sentence)
        : std::invalid_argument{std::string{index} + ": " + std::string{sentence}}, index_{index}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::invalid_argument::what(); }
    [[nodiscard]] std::string const& index() const noexcept { return index_; } ///< the name of the measure
    /// The name of the parameter; empty where the message is a sentence of its own.
    [[nodiscard]] std::string const& parameter() const noexcept { return parameter_; }

private:
    std::string index_;
    std::string parameter_;
};

/// A text that is no code of its list, such as "MGN", which is no ISO 3166-1 code.
class invalid_code : public std::invalid_argument, public error {
public:
    /// "\"CODE\" is not LIST", and ": REASON" where a reason is known, such as the code that was meant
    invalid_code(std::string_view code, std::string_view list, std::string_view reason = {})
        : std::invalid_argument{'"' + std::string{code} + "\" is not " + std::string{list}
                                + (reason.empty() ? std::string{} : ": " + std::string{reason})},
          code_{code}, reason_{reason}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::invalid_argument::what(); }
    [[nodiscard]] std::string const& code() const noexcept { return code_; }
    [[nodiscard]] std::string const& reason() const noexcept { return reason_; } ///< a sentence, or empty

private:
    std::string code_;
    std::string reason_;
};

/// A key or identifier that a container does not hold, where the caller said that it does.
class not_found : public std::out_of_range, public error {
public:
    /// "container: no THING"
    not_found(std::string_view container, std::string_view thing)
        : std::out_of_range{std::string{container} + ": no " + std::string{thing}}, container_{container}, thing_{thing}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::out_of_range::what(); }
    [[nodiscard]] std::string const& container() const noexcept { return container_; }
    [[nodiscard]] std::string const& thing() const noexcept { return thing_; } ///< what was looked for

private:
    std::string container_;
    std::string thing_;
};

/// A sum that its type cannot hold: which container met it, and what was added up.
class sum_overflow : public std::overflow_error, public error {
public:
    /// "container: SENTENCE"
    sum_overflow(std::string_view container, std::string_view sentence)
        : std::overflow_error{std::string{container} + ": " + std::string{sentence}}, container_{container}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::overflow_error::what(); }
    [[nodiscard]] std::string const& container() const noexcept { return container_; }

private:
    std::string container_;
};

} // namespace equipoise
