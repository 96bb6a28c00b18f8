// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/logarithm.hpp>
#include <equipoise/core/out_of.hpp>
#include <equipoise/io/number_text.hpp>
#include <equipoise/model/party.hpp>

#include <concepts>
#include <string>
#include <string_view>

/// Names for the columns of indices.
namespace equipoise::io {

namespace detail {

/// A parameter of an index as a part of a name: "CHN", "CHN+RUS", "0.5", "4".
template <class Parameter>
[[nodiscard]] std::string parameter_text(Parameter const& value)
{
    if constexpr (std::floating_point<Parameter>) {
        return exact_text(value);
    } else if constexpr (equipoise::party<Parameter>) {
        return equipoise::detail::name_of(value);
    } else {
        return {};
    }
}

[[nodiscard]] inline std::string parameter_text(out_of n)
{
    return n == listed     ? std::string{}
           : n == positive ? std::string{"positive"}
                           : "of_" + std::to_string(n.count({}, "out_of"));
}

[[nodiscard]] inline std::string parameter_text(logarithm unit)
{
    return unit.natural() ? std::string{} : unit == bits ? std::string{"bits"} : "base_" + exact_text(unit.base());
}

// The parameters of rules by the names that the library gives them.
template <class Rule>
[[nodiscard]] std::string name_with_parameters(Rule const& rule)
{
    auto name = std::string{std::string_view{Rule::about.name}};
    auto const append = [&](auto const& parameter) {
        auto const text = parameter_text(parameter);
        name += text.empty() ? "" : '_' + text;
    };
    if constexpr (requires { rule.power; }) {
        append(rule.power);
    }
    if constexpr (requires { rule.a; }) {
        append(rule.a);
    }
    if constexpr (requires { rule.b; }) {
        append(rule.b);
    }
    if constexpr (requires { rule.poles; }) {
        append(rule.poles);
    }
    if constexpr (requires { rule.upper; }) {
        append(rule.upper);
    }
    if constexpr (requires { rule.lower; }) {
        append(rule.lower);
    }
    if constexpr (requires { rule.aligned; }) {
        append(rule.aligned);
    }
    if constexpr (requires { rule.q; }) {
        append(rule.q);
    }
    if constexpr (requires { rule.k; }) {
        append(rule.k);
    }
    if constexpr (requires { rule.m; }) {
        append(rule.m);
    }
    if constexpr (requires { rule.e; }) {
        append(rule.e);
    }
    if constexpr (requires { rule.g; }) {
        append(rule.g);
    }
    if constexpr (requires { rule.alpha; }) {
        append(rule.alpha);
    }
    if constexpr (requires { rule.beta; }) {
        append(rule.beta);
    }
    if constexpr (requires { rule.n; }) {
        append(rule.n);
    }
    if constexpr (requires { rule.unit; }) {
        append(rule.unit);
    }
    return name;
}

} // namespace detail

/// The name of the column of an index: its name and its parameters, as "exposure_CHN", "tilt_CHN_RUS", "hill_0.5",
/// "gini_of_190" or "shannon_bits".
template <class Rule>
[[nodiscard]] std::string column_name(index_fn<Rule> const& index)
{
    return detail::name_with_parameters(index.rule);
}

} // namespace equipoise::io
