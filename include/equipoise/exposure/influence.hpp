// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/undefined.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>

/// Influence of one state on another as bandwidth times dependence, in the form of the Formal Bilateral Influence
/// Capacity index (FBIC).
///
///     influence(bandwidth, dependence, fbic)   sum w_k b_k x sum v_k d_k, each divided by its scale
///     influence_term(ratio)                    ln (1 + 100 ratio)
namespace equipoise {

/// What the two weighted sums and their product are divided by: their largest values over all pairs of states, as
/// published, which bring the index into [0, 1]; or 1.
struct influence_scale {
    double bandwidth = 1;
    double dependence = 1;
    double product = 1;
};

/// The weights of the terms of bandwidth and of dependence, and the scale.
template <std::size_t Bandwidth, std::size_t Dependence>
struct influence_weights {
    std::array<double, Bandwidth> bandwidth;
    std::array<double, Dependence> dependence;
    influence_scale scale{};
};

/// The weights and constants of FBIC as distributed with its components, 1960-2020.
///
/// Terms of bandwidth, in this order: diplomatic representation, shared organisations, trade agreements, ln of trade,
/// alliances, ln of the arms stock, each rescaled by the constant published with it. Terms of the dependence of b on a:
/// aid from a relative to b's GDP, aid from a relative to all aid to b, trade with a relative to b's GDP, trade with a
/// relative to b's trade, arms stock from a relative to b's military stock, arms stock from a relative to b's imported
/// arms, each as `influence_term` of the ratio.
///
/// The scale is that of this distribution in all its years. The file that holds the economic, political and security
/// parts instead of the terms is of another vintage: `fbic.scale` makes its index 1.2% too low up to 2018 and 6.1% too
/// low from 2019 on; use `fbic_parts_to_2018` and `fbic_parts_from_2019` for it.
/// Source: Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World; the constants are
/// those that reproduce the distributed columns.
inline constexpr influence_weights<6, 6> fbic{
    {.11, .19, .14, .35, .13, .08}, {.21, .12, .28, .16, .10, .13}, {3.1831572, 4.1227694, .58199161}};

/// The scale of the file of parts in the years 1960 to 2018: the number by which its index divides the product of the
/// two sums.
///
/// Used as `influence({econ, pol, sec}, {econ, sec}, fbic_parts_to_2018)`. The file does not give this number. Its
/// parts and index are rounded to three or four decimals, which leaves it between 7.5483 and 7.5515 (by all rows of
/// China's and Russia's influence whose parts and index belong together); 7.549 is the best fit, good to a unit of the
/// last digit.
inline constexpr influence_scale fbic_parts_to_2018{.product = 7.549};

/// The scale of the file of parts in the years 2019 and 2020, in which the file divides by a smaller number without
/// giving a reason: between 7.1692 and 7.1758, 7.172 by the best fit. See `fbic_parts_to_2018`.
inline constexpr influence_scale fbic_parts_from_2019{.product = 7.172};

/// A ratio as a term of dependence: ln (1 + 100 ratio). NaN for a ratio that is NaN.
/// @throws invalid_parameter for a negative ratio
[[nodiscard]] inline double influence_term(double ratio)
{
    if (!is_undefined(ratio) && ratio < 0) {
        throw invalid_parameter{"influence_term", "ratio", ratio, "at least 0"};
    }
    auto const hundredfold = 100 * ratio;
    return hundredfold <= (std::numeric_limits<double>::max)() ? detail::ln_one_plus({hundredfold}).value()
                                                               : hundredfold;
}

namespace exposure_detail {

class influence_fn {
    using numbers = std::span<double const>;
    using parts = std::initializer_list<double>;

public:
    /// From terms and the weight of each.
    [[nodiscard]] constexpr double operator()(numbers bandwidth, numbers bandwidth_weights, numbers dependence,
                                              numbers dependence_weights, influence_scale const& scale = {}) const
    {
        return result(bandwidth, bandwidth_weights, dependence, dependence_weights, scale).value;
    }

    /// From terms and a set of weights such as `fbic`.
    template <std::size_t B, std::size_t D>
    [[nodiscard]] constexpr double operator()(numbers bandwidth, numbers dependence,
                                              influence_weights<B, D> const& weights) const
    {
        return result(bandwidth, dependence, weights).value;
    }

    /// From the published parts (economic, political, security), which include their weights.
    [[nodiscard]] constexpr double operator()(parts bandwidth, parts dependence,
                                              influence_scale const& scale = {}) const
    {
        return result(bandwidth, dependence, scale).value;
    }

    /// The value, the interval that holds it, and the reason where there is no value.
    [[nodiscard]] static constexpr estimate result(numbers bandwidth, numbers bandwidth_weights, numbers dependence,
                                                   numbers dependence_weights, influence_scale const& scale = {})
    {
        check_scale("scale of the bandwidth", scale.bandwidth);
        check_scale("scale of the dependence", scale.dependence);
        check_scale("scale of the product", scale.product);
        auto const of_bandwidth = weighted_sum(bandwidth, bandwidth_weights, "bandwidth");
        auto const of_dependence = weighted_sum(dependence, dependence_weights, "dependence");
        auto const product = [&](double b, double d) {
            return b == 0 || d == 0 ? 0 : b / scale.bandwidth * (d / scale.dependence) / scale.product;
        };
        auto const bounds =
            interval{product(of_bandwidth.low, of_dependence.low), product(of_bandwidth.high, of_dependence.high)};
        return estimate::within(bounds, bounds.is_point() ? reason::defined : reason::unknown_part);
    }

    template <std::size_t B, std::size_t D>
    [[nodiscard]] static constexpr estimate result(numbers bandwidth, numbers dependence,
                                                   influence_weights<B, D> const& weights)
    {
        return result(bandwidth, weights.bandwidth, dependence, weights.dependence, weights.scale);
    }

    [[nodiscard]] static constexpr estimate result(parts bandwidth, parts dependence, influence_scale const& scale = {})
    {
        constexpr double ones[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        check_parts(bandwidth.size());
        check_parts(dependence.size());
        return result(numbers{bandwidth.begin(), bandwidth.size()}, numbers{ones, bandwidth.size()},
                      numbers{dependence.begin(), dependence.size()}, numbers{ones, dependence.size()}, scale);
    }

    /// The interval where a term is not known: the term is at least 0 and may be infinite.
    [[nodiscard]] static constexpr interval bound(numbers bandwidth, numbers bandwidth_weights, numbers dependence,
                                                  numbers dependence_weights, influence_scale const& scale = {})
    {
        return result(bandwidth, bandwidth_weights, dependence, dependence_weights, scale).bounds;
    }

    template <std::size_t B, std::size_t D>
    [[nodiscard]] static constexpr interval bound(numbers bandwidth, numbers dependence,
                                                  influence_weights<B, D> const& weights)
    {
        return result(bandwidth, dependence, weights).bounds;
    }

    [[nodiscard]] static constexpr interval bound(parts bandwidth, parts dependence, influence_scale const& scale = {})
    {
        return result(bandwidth, dependence, scale).bounds;
    }

    /// Why the index is undefined, in words; empty when it is defined.
    [[nodiscard]] static constexpr std::string_view why_undefined(numbers bandwidth, numbers bandwidth_weights,
                                                                  numbers dependence, numbers dependence_weights,
                                                                  influence_scale const& scale = {})
    {
        return words(result(bandwidth, bandwidth_weights, dependence, dependence_weights, scale).why);
    }

    template <std::size_t B, std::size_t D>
    [[nodiscard]] static constexpr std::string_view why_undefined(numbers bandwidth, numbers dependence,
                                                                  influence_weights<B, D> const& weights)
    {
        return words(result(bandwidth, dependence, weights).why);
    }

    [[nodiscard]] static constexpr std::string_view why_undefined(parts bandwidth, parts dependence,
                                                                  influence_scale const& scale = {})
    {
        return words(result(bandwidth, dependence, scale).why);
    }

private:
    static constexpr void check_parts(std::size_t number)
    {
        if (number > 16) {
            throw invalid_parameter{"influence", "number of parts", static_cast<double>(number), "at most 16"};
        }
    }

    static constexpr void check_scale(std::string_view name, double scale)
    {
        if (!(scale > 0 && scale <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"influence", name, scale, "positive and finite"};
        }
    }

    [[nodiscard]] static constexpr interval weighted_sum(numbers terms, numbers weights, std::string_view name)
    {
        if (terms.empty() || terms.size() != weights.size()) {
            throw invalid_parameter{"influence", "number of terms of " + std::string{name},
                                    static_cast<double>(terms.size()),
                                    "that of the weights, " + detail::number_text(static_cast<double>(weights.size()))
                                        + ", and at least 1"};
        }
        auto sum = detail::running_sum{};
        auto known = true;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            check(terms[i], i, "term ", name, true);
            check(weights[i], i, "weight ", name, false);
            if (weights[i] != 0) {
                known = known && !is_undefined(terms[i]);
                sum.add(is_undefined(terms[i]) ? 0 : weights[i] * terms[i]);
            }
        }
        auto const low = sum.value().value();
        return {low, known ? low : std::numeric_limits<double>::infinity()};
    }

    static constexpr void check(double x, std::size_t i, std::string_view what, std::string_view name, bool may_be_nan)
    {
        if (is_undefined(x) ? !may_be_nan : !(x >= 0 && x <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"influence", std::string{what} + std::to_string(i) + " of " + std::string{name}, x,
                                    "finite and not negative"};
        }
    }
};

} // namespace exposure_detail

/// Influence of one state on another: bandwidth x dependence, two weighted sums of terms, each divided by its scale.
///
/// Called in one of three forms:
///
///     influence(bandwidth_terms, bandwidth_weights, dependence_terms, dependence_weights, scale)
///     influence(bandwidth_terms, dependence_terms, fbic)          with the published weights
///     influence({econ, pol, sec}, {econ, sec}, scale)             from published parts, with the scale of their year,
///                                                                 `fbic_parts_to_2018` or `fbic_parts_from_2019`
///
/// Terms and weights are ranges that convert to a span of double, and are not negative. The index is directed: the
/// dependence is that of the state that is influenced. Range [0, infinity), or [0, 1] with scales that are maxima;
/// higher means more influence. A term that is NaN is not known. The index is undefined when such a term has a positive
/// weight and the other factor is not 0; `influence.bound` and `influence.why_undefined`, with the same arguments, then
/// give the interval and the reason.
/// @throws invalid_parameter, which names the term or weight, for an invalid one and where their numbers differ
/// Source: Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World.
inline constexpr exposure_detail::influence_fn influence{};

} // namespace equipoise
