// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>

namespace equipoise::concentration_detail {

/// The logarithm of a number, and the weight of the number, which is positive.
struct weighted_ln {
    detail::twofold weight;
    detail::twofold ln;
};

/// ln M, M the weighted mean of order 1 - q of some numbers m: M^(1-q) = sum w m^(1-q) / sum w, and its limits at q = 1
/// (the geometric mean) and q = infinity (the smallest number). There must be at least one number.
///
/// Where all powers are close to each other, their differences are summed, so that results for q close to 1 keep their
/// digits. Otherwise powers are divided by the largest, so that they do not underflow for a large q.
template <class Terms>
[[nodiscard]] constexpr detail::twofold ln_power_mean(Terms const& terms, double q) noexcept
{
    auto const first = terms[0].ln;
    auto least = first;
    auto most = first;
    auto weights = detail::running_sum{};
    for (auto const& [weight, ln_of_number] : terms) {
        least = (ln_of_number - least).hi < 0 ? ln_of_number : least;
        most = (ln_of_number - most).hi > 0 ? ln_of_number : most;
        weights.add(weight);
    }
    auto const whole = weights.value();
    if (q > 0x1p200) {
        return least;
    }
    auto sum = detail::running_sum{};
    if (q == 1) {
        for (auto const& [weight, ln_of_number] : terms) {
            sum.add(weight * ln_of_number);
        }
        return detail::quotient(sum.value(), whole);
    }
    auto const order = detail::two_sum(1, -q);
    if (auto const spread = (order * (most - least)).hi; spread > -0.5 && spread < 0.5) {
        for (auto const& [weight, ln_of_number] : terms) {
            sum.add(weight * detail::exp_minus_one(order * (ln_of_number - first)));
        }
        return first + detail::quotient(detail::ln_one_plus(detail::quotient(sum.value(), whole)), order);
    }
    auto largest = detail::ln(terms[0].weight) + order * first;
    for (auto const& [weight, ln_of_number] : terms) {
        auto const power = detail::ln(weight) + order * ln_of_number;
        largest = (power - largest).hi > 0 ? power : largest;
    }
    for (auto const& [weight, ln_of_number] : terms) {
        sum.add(detail::exp(detail::ln(weight) + order * ln_of_number - largest));
    }
    return detail::quotient(largest + detail::ln(sum.value()) - detail::ln(whole), order);
}

} // namespace equipoise::concentration_detail
