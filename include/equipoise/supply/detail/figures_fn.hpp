// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>

#include <string_view>

namespace equipoise::supply_detail {

/// A measure of a few figures in one struct, `Figures`, which may be written in braces. `Measure` returns an `estimate`
/// of the figures; this function object returns the value, and its members the interval and the reason.
template <class Measure, class Figures>
struct figures_fn {
    [[nodiscard]] double operator()(Figures const& figures) const { return result(figures).value; }

    /// The value, the interval that holds it, and the reason where there is no value.
    [[nodiscard]] static estimate result(Figures const& figures) { return Measure{}(figures); }

    /// The interval that holds the value where a figure is not known.
    [[nodiscard]] static interval bound(Figures const& figures) { return result(figures).bounds; }

    /// Why the measure is undefined, in words; empty when it is defined.
    [[nodiscard]] static std::string_view why_undefined(Figures const& figures) { return words(result(figures).why); }
};

} // namespace equipoise::supply_detail
