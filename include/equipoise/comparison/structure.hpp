// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/comparison_measure.hpp>
#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <limits>
#include <string_view>

/// The structure of a state's trade, with shares p, compared with the shares r of a reference (the world's, or another
/// state's): `krugman`, sum |p - r|; `hachman`, 1 / sum(p^2 / r).
namespace equipoise {

namespace comparison_detail {
struct krugman_measure;
struct hachman_measure;
} // namespace comparison_detail

/// Krugman's index of specialisation: sum |p - r|, twice `total_variation`.
///
/// `krugman(flows, reference)` or `krugman(reference)`; arguments, matching, undefined cases, errors and cost as for
/// `total_variation`. Range [0, 2]; 0 for the same structure, 2 where nothing is common to both. A reference that
/// includes the state itself makes the state look less specialised.
/// Source: Krugman (1991), Geography and Trade.
inline constexpr comparison_detail::comparison_fn<comparison_detail::krugman_measure> krugman{};

/// Hachman's index: 1 / sum(p^2 / r), the similarity of the structure to that of the reference.
///
/// Arguments, matching, undefined cases, errors and cost as for `krugman`. Range [0, 1]; 1 for the same structure, 0
/// where a partner or product has a flow but none in the reference.
/// Source: after Hachman, University of Utah; primary text not consulted.
inline constexpr comparison_detail::comparison_fn<comparison_detail::hachman_measure> hachman{};

namespace comparison_detail {

struct krugman_measure {
    static constexpr facts about{
        .name = "krugman", .symbol = "K", .formula = "sum |p - r|", .source = "Krugman (1991)", .ignores_zeros = true};
    static constexpr std::string_view reference_name = "krugman, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, 2}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both)
    {
        return 2 * half_of_differences(both);
    }
};

struct hachman_measure {
    static constexpr facts about{.name = "hachman",
                                 .symbol = "HI",
                                 .formula = "1 / sum(p^2 / r)",
                                 .source = "Hachman's index of similarity",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "hachman, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(matched_amounts const& both)
    {
        if (both.proportional()) {
            return 1.0;
        }
        // both totals are scaled to [1, 2), so that the terms have the size of shares
        auto const of_flows = detail::exponent_of(both.flows.whole().hi);
        auto const of_reference = detail::exponent_of(both.reference.whole().hi);
        constexpr auto room = 64; // powers of two for a sum that would exceed the range of a double
        auto sum = detail::running_sum{};
        for (auto const& [flow, reference] : both.partners) {
            auto const x = detail::scaled(flow, -of_flows);
            auto const y = detail::scaled(reference, -of_reference);
            if (x > 0 && y == 0) {
                return 0.0;
            }
            if (x > 0) {
                auto const ratio = detail::quotient({x}, {y});
                if (!(ratio.hi <= (std::numeric_limits<double>::max)())) {
                    return 0.0;
                }
                sum.add(detail::scaled(ratio, -room) * x);
            }
        }
        auto const whole = detail::scaled(both.flows.whole(), -of_flows);
        return detail::scaled(whole * whole / (detail::scaled(both.reference.whole(), -of_reference) * sum.value()),
                              -room);
    }
};

} // namespace comparison_detail

} // namespace equipoise
