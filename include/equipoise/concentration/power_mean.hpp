// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/twofold_functions.hpp>

#include <span>

namespace equipoise::detail {

/// A number by its logarithm, and its weight, which is positive.
struct weighted_ln {
    twofold weight;
    twofold ln;
};

/// ln M, M the mean of order 1 - q of some numbers under their weights: M^(1-q) = sum w m^(1-q) / sum w, and its
/// limits at q = 1 (the geometric mean) and q = infinity (the least number).
///
/// What the numbers lack to the one that counts most is summed apart from that one, so that neither q next to 1
/// nor a high order costs digits. The terms may not be none.
[[nodiscard]] constexpr twofold ln_power_mean(std::span<weighted_ln const> terms, double q) noexcept
{
    auto leader = terms[0].ln;
    auto weights = running_sum{};
    for (auto const& [weight, ln] : terms) {
        auto const apart = (ln - leader).hi;
        leader = (q < 1 ? apart > 0 : apart < 0) ? ln : leader;
        weights.add(weight);
    }
    auto const whole = weights.value();
    if (q > 0x1p200) {
        return leader;
    }
    if (q == 1) {
        auto sum = running_sum{};
        for (auto const& [weight, ln] : terms) {
            sum.add(weight * ln);
        }
        return quotient(sum.value(), whole);
    }
    auto const order = two_sum(1, -q);
    auto powers = running_sum{};
    auto lack = running_sum{};
    for (auto const& [weight, ln] : terms) {
        auto const behind = order * (ln - leader);
        powers.add(weight * exp(behind));
        lack.add(-(weight * exp_minus_one(behind)));
    }
    auto const missing = quotient(lack.value(), whole);
    auto const mean = missing.hi < 0.5 ? ln_one_plus(-missing) : equipoise::detail::ln(quotient(powers.value(), whole));
    return leader + quotient(mean, order);
}

} // namespace equipoise::detail
