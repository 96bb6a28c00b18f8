// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
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

/// Influence as bandwidth times dependence, in the shape of the Formal Bilateral Influence Capacity index (FBIC).
namespace equipoise {

/// What the two weighted sums and their product are divided by: their maxima over all pairs, as published, to bring
/// the index into [0, 1]; or 1.
struct influence_scale {
    double bandwidth = 1;
    double dependence = 1;
    double product = 1;
};

/// Weights of the terms, in the order of `fbic`, and the scale.
template <std::size_t Bandwidth, std::size_t Dependence>
struct influence_weights {
    std::array<double, Bandwidth> bandwidth;
    std::array<double, Dependence> dependence;
    influence_scale scale{};
};

/// The weights and constants of FBIC as distributed with its components, 1960-2020.
///
/// Bandwidth: representation, shared organisations, trade agreements, ln trade, alliances, ln arms stock, each of
/// them rescaled by the constant published with it. Dependence of b on a: aid in % of b's GDP, aid in % of all aid to
/// b, trade in % of b's GDP, trade in % of b's trade, arms stock from a in % of b's military stock, arms stock from a
/// in % of b's imported arms, each as `influence_term` of the ratio.
///
/// The scale belongs to this distribution in all its years. The file that holds the economic, political and security
/// parts instead of the terms is of another vintage: `fbic.scale` makes its index 1.2% too low up to 2018 and 6.1% too
/// low from 2019 on; `fbic_parts_to_2018` and `fbic_parts_from_2019` are its constants.
/// Source: Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World; the constants are
/// those that reproduce the distributed columns.
inline constexpr influence_weights<6, 6> fbic{
    {.11, .19, .14, .35, .13, .08}, {.21, .12, .28, .16, .10, .13}, {3.1831572, 4.1227694, .58199161}};

/// The scale of the file of parts in the years 1960 to 2018: what its index divides the product of the two sums by.
///
/// `influence({econ, pol, sec}, {econ, sec}, fbic_parts_to_2018)`. The file does not give the constant. Its parts and
/// index are rounded to three or four decimals and leave it between 7.5483 and 7.5515 (all rows of China's and Russia's
/// influence whose parts and index belong together); 7.549 is the best fit, good to a unit of the last digit.
inline constexpr influence_scale fbic_parts_to_2018{.product = 7.549};

/// The scale of the file of parts in the years 2019 and 2020, which the file divides by a smaller number without saying
/// why: between 7.1692 and 7.1758, and 7.172 by the best fit. See `fbic_parts_to_2018`.
inline constexpr influence_scale fbic_parts_from_2019{.product = 7.172};

/// A ratio as a term of dependence: ln (1 + 100 ratio). Throws `invalid_parameter` for a negative ratio.
[[nodiscard]] inline double influence_term(double ratio)
{
    if (!is_undefined(ratio) && ratio < 0) {
        throw invalid_parameter{"influence_term", "ratio", ratio, "not negative"};
    }
    auto const hundredfold = 100 * ratio;
    return hundredfold <= (std::numeric_limits<double>::max)() ? detail::ln_one_plus({hundredfold}).value()
                                                               : hundredfold;
}

namespace exposure_detail {

/// Spans are handed on by reference: to copy one, the compiler looks at all that makes a span.
class influence_fn {
public:
    /// From terms and the weights of each.
    [[nodiscard]] constexpr double operator()(std::span<double const> const& bandwidth,
                                              std::span<double const> const& bandwidth_weights,
                                              std::span<double const> const& dependence,
                                              std::span<double const> const& dependence_weights,
                                              influence_scale const& scale = {}) const
    {
        return value_of(bound(bandwidth, bandwidth_weights, dependence, dependence_weights, scale));
    }

    /// From terms and a set of weights such as `fbic`.
    template <std::size_t B, std::size_t D>
    [[nodiscard]] constexpr double operator()(std::span<double const> const& bandwidth,
                                              std::span<double const> const& dependence,
                                              influence_weights<B, D> const& weights) const
    {
        return value_of(bound(bandwidth, dependence, weights));
    }

    /// From the published parts (economic, political, security), which carry their weights already.
    template <class Terms = std::span<double const>>
    [[nodiscard]] constexpr double operator()(std::initializer_list<double> bandwidth,
                                              std::initializer_list<double> dependence,
                                              influence_scale const& scale = {}) const
    {
        return value_of(bound<Terms>(bandwidth, dependence, scale));
    }

    /// The interval, where a term is not known: from 0 of it, and infinite above.
    [[nodiscard]] static constexpr interval bound(std::span<double const> const& bandwidth,
                                                  std::span<double const> const& bandwidth_weights,
                                                  std::span<double const> const& dependence,
                                                  std::span<double const> const& dependence_weights,
                                                  influence_scale const& scale = {})
    {
        check_scale("scale of the bandwidth", scale.bandwidth);
        check_scale("scale of the dependence", scale.dependence);
        check_scale("scale of the product", scale.product);
        auto const wide = weighted(bandwidth, bandwidth_weights, "bandwidth");
        auto const deep = weighted(dependence, dependence_weights, "dependence");
        auto const product = [&](double b, double d) {
            return b == 0 || d == 0 ? 0 : b / scale.bandwidth * (d / scale.dependence) / scale.product;
        };
        return {product(wide.low, deep.low), product(wide.high, deep.high)};
    }

    template <std::size_t B, std::size_t D>
    [[nodiscard]] static constexpr interval bound(std::span<double const> const& bandwidth,
                                                  std::span<double const> const& dependence,
                                                  influence_weights<B, D> const& weights)
    {
        return bound(bandwidth, weights.bandwidth, dependence, weights.dependence, weights.scale);
    }

    template <class Terms = std::span<double const>>
    [[nodiscard]] static constexpr interval bound(std::initializer_list<double> bandwidth,
                                                  std::initializer_list<double> dependence,
                                                  influence_scale const& scale = {})
    {
        constexpr double ones[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        check_parts(bandwidth.size());
        check_parts(dependence.size());
        return bound(Terms{bandwidth.begin(), bandwidth.size()}, Terms{ones, bandwidth.size()},
                     Terms{dependence.begin(), dependence.size()}, Terms{ones, dependence.size()}, scale);
    }

private:
    [[nodiscard]] static constexpr double value_of(interval ends) { return ends.is_point() ? ends.low : undefined; }

    static constexpr void check_parts(std::size_t parts)
    {
        if (parts > 16) {
            throw invalid_parameter{"influence", "number of parts", static_cast<double>(parts), "at most 16"};
        }
    }

    static constexpr void check_scale(std::string_view name, double scale)
    {
        if (!(scale > 0 && scale <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"influence", name, scale, "positive and finite"};
        }
    }

    [[nodiscard]] static constexpr interval weighted(std::span<double const> const& terms,
                                                     std::span<double const> const& weights, std::string_view name)
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

    static constexpr void check(double x, std::size_t i, std::string_view what, std::string_view name, bool may_lack)
    {
        if (is_undefined(x) ? !may_lack : !(x >= 0 && x <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"influence", std::string{what} + std::to_string(i) + " of " + std::string{name}, x,
                                    "finite and not negative"};
        }
    }
};

} // namespace exposure_detail

/// Influence of one state on another: bandwidth x dependence, two weighted sums of terms, over their scales.
///
/// `influence(bandwidth_terms, bandwidth_weights, dependence_terms, dependence_weights, scale)` with spans of the
/// caller's; `influence(bandwidth_terms, dependence_terms, fbic)` with the published weights; or, of published parts,
/// `influence({econ, pol, sec}, {econ, sec}, scale)` with the scale of their year, `fbic_parts_to_2018` or
/// `fbic_parts_from_2019`. Terms and weights are not negative. Directed: dependence is the
/// receiver's. Range [0, infinity), [0, 1] with scales that are maxima; up = more influence. Undefined when a term
/// with a weight is NaN, which is not known, and the other factor is not 0: `influence.bound(..)`, with the same
/// arguments, gives the interval. Throws `invalid_parameter` naming the term or weight, or when their numbers differ.
/// Source: Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World.
inline constexpr exposure_detail::influence_fn influence{};

} // namespace equipoise
