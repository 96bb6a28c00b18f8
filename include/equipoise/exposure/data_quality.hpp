// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>

#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

/// Weights for figures based on flawed data: the degradation weights of the International Sovereignty Index.
///
///     degradation_of(groups)   max(exp(-1.2 S), .1), S the sum of the worst flag of each group
namespace equipoise {

/// How degraded the data are on which a figure is based. The index numbers its tiers; the names are this library's.
enum class degradation_tier : unsigned char {
    none,
    slight,
    strong,
    severe,
    undetermined ///< unknown flags leave the tier open
};

/// How severity becomes a weight, and the severities at which the tiers begin. The defaults are those of the index.
struct degradation_scale {
    double rate = 1.2;  ///< in exp(-rate x severity)
    double least = 0.1; ///< the lowest weight
    double slight = 0.5;
    double strong = 1.5;
    double severe = 3.0;
};

/// The severity of all flags together, the weight of the figure and its tier.
struct degradation {
    interval severity{0, 0};
    interval weight{1, 1};
    degradation_tier tier = degradation_tier::undetermined;
};

namespace exposure_detail {

struct degradation_of_fn {
    template <ranges::forward_range Groups>
        requires ranges::forward_range<ranges::range_reference_t<Groups const&>>
    [[nodiscard]] constexpr degradation operator()(Groups const& groups, degradation_scale const& scale = {}) const
    {
        check(scale);
        auto sum = detail::running_sum{};
        auto known = true;
        std::size_t number = 0;
        for (auto const& flags : groups) {
            auto worst = 0.0;
            for (double const flag : flags) {
                if (is_undefined(flag)) {
                    known = false;
                    continue;
                }
                if (!(flag >= 0 && flag <= (std::numeric_limits<double>::max)())) {
                    throw invalid_parameter{"degradation_of", "a flag of group " + std::to_string(number), flag,
                                            "finite and not negative, or NaN where it is not known"};
                }
                worst = flag > worst ? flag : worst;
            }
            sum.add(worst);
            ++number;
        }
        auto const least = sum.value().value();
        auto const most = known ? least : std::numeric_limits<double>::infinity();
        auto const weight = [&](double severity) {
            auto const counted =
                detail::quick_exp(-detail::two_product(severity > 1000 ? 1000 : severity, scale.rate)).value();
            return counted < scale.least ? scale.least : counted;
        };
        auto result = degradation{{least, most}, {weight(most), weight(least)}};
        if (tier_of(least, scale) == tier_of(most, scale)) {
            result.tier = tier_of(least, scale);
        }
        return result;
    }

private:
    [[nodiscard]] static constexpr degradation_tier tier_of(double severity, degradation_scale const& scale)
    {
        return severity >= scale.severe   ? degradation_tier::severe
               : severity >= scale.strong ? degradation_tier::strong
               : severity >= scale.slight ? degradation_tier::slight
                                          : degradation_tier::none;
    }

    static constexpr void check(degradation_scale const& scale)
    {
        if (!(scale.rate >= 0 && scale.rate <= 1000)) {
            throw invalid_parameter{"degradation_of", "rate", scale.rate, "between 0 and 1000"};
        }
        if (!(scale.least >= 0 && scale.least <= 1)) {
            throw invalid_parameter{"degradation_of", "least weight", scale.least, "in [0, 1]"};
        }
        if (!(scale.slight <= scale.strong && scale.strong <= scale.severe)) {
            throw invalid_parameter{"degradation_of", "severity where the strong tier begins", scale.strong,
                                    "between those of the slight and the severe tier"};
        }
    }
};

} // namespace exposure_detail

/// The weight of a figure based on flawed data: max(exp(-1.2 S), .1), where S is the sum over groups of flags of the
/// worst flag of each group. The result is a `degradation`.
///
/// Called as `degradation_of(groups)` or `degradation_of(groups, scale)`, with a range of ranges of severities, which
/// are not negative; a flag that is not raised is 0; the index has four groups. The weight is meant for `supply_axis`
/// and `supply_channel`, or any mean. Weights lie in [.1, 1]; lower means worse data; 1 without flags. A flag that is
/// NaN is not known. Severity and weight are then intervals, and so the lower end of the weight is the lowest weight;
/// the tier is undetermined unless both ends give the same. Linear in the number of flags.
/// @throws invalid_parameter for a negative or infinite flag and an invalid scale
/// Source: after Panargus, International Sovereignty Index v1.1 (2026), whose flag of producer inversion does not enter
/// the weight; that a severity at a threshold belongs to the tier above it is a decision of this library.
inline constexpr exposure_detail::degradation_of_fn degradation_of{};

} // namespace equipoise
