// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/rules.hpp>

/// An index that equipoise does not have, as a user adds it.
namespace own {

/// Simpson's evenness: the effective number of partners as a part of all partners, 1 / (n H).
struct simpson_evenness_rule {
    using statistic = equipoise::rules::squares;
    static constexpr equipoise::facts about{.name = "simpson_evenness",
                                            .symbol = "E",
                                            .formula = "1 / (n sum p^2)",
                                            .source = "Smith and Wilson (1996), as E_1/D",
                                            .effect = equipoise::concentrating::lowers,
                                            .copies = equipoise::replicating::keeps};
    equipoise::out_of n = equipoise::listed;

    [[nodiscard]] static constexpr equipoise::interval range(double partners) { return {1 / partners, 1}; }

    [[nodiscard]] constexpr equipoise::outcome operator()(equipoise::rules::totals const& sums,
                                                          equipoise::rules::squares const& squares) const
    {
        auto const whole = sums.whole();
        auto const partners = static_cast<double>(n.count(sums, about.name));
        return whole * whole / (squares.value() * partners);
    }
};

/// Simpson's evenness of the shares, in [1/n, 1]: 1 = all partners have the same.
inline constexpr equipoise::index_fn<simpson_evenness_rule> simpson_evenness{};

} // namespace own
