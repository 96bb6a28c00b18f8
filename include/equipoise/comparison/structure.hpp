// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <limits>
#include <string_view>

/// The structure of a state's trade against a reference: the world's, or another state's.
namespace equipoise {

namespace comparison_detail {

struct krugman_facts {
    static constexpr facts about{
        "krugman", "K", "sum |p - r|", "Krugman (1991)", concentrating::neither, replicating::changes, true};
    static constexpr std::string_view reference_name = "krugman, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, 2}; }
    [[nodiscard]] static constexpr outcome of(auto const& both) { return 2 * half_of_distances{}(both).value; }
};

struct hachman_facts {
    static constexpr facts about{"hachman",
                                 "HI",
                                 "1 / sum(p^2 / r)",
                                 "Hachman's index of similarity",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    static constexpr std::string_view reference_name = "hachman, reference";
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static constexpr outcome of(auto const& both)
    {
        if (both.proportional()) {
            return 1.0;
        }
        // both wholes brought to [1, 2), so that the terms are as large as shares make them
        auto const of_flows = detail::exponent_of(both.flows.whole().hi);
        auto const of_reference = detail::exponent_of(both.reference.whole().hi);
        constexpr auto room = 64; // powers of two for a sum beyond the range of a double
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

/// Similarity of two states' exports: sum min(p, q), the name that trade economics has for `overlap`.
/// Source: Finger and Kreinin (1979), A Measure of 'Export Similarity' and Its Possible Uses.
inline constexpr auto finger_kreinin = overlap;

/// Specialisation: sum |p - r|, twice `total_variation`.
///
/// `krugman(flows, reference)` or `krugman(reference)`; arguments, matching, undefined cases, errors and cost as for
/// `kl`. Range [0, 2], 0 = the same structure. A reference that includes the state makes it look less special.
/// Source: Krugman (1991), Geography and Trade.
inline constexpr comparison_detail::comparison_fn<comparison_detail::krugman_facts> krugman{};

/// Hachman's index: 1 / sum(p^2 / r), how alike the structure is to the reference.
///
/// Arguments, matching, undefined cases, errors and cost as for `krugman`. Range [0, 1], 1 = the same structure; 0 when
/// the flows have something of which the reference has nothing. Source: after Hachman, University of Utah; primary
/// text not consulted.
inline constexpr comparison_detail::comparison_fn<comparison_detail::hachman_facts> hachman{};

} // namespace equipoise
