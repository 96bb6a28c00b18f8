// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/ledger.hpp>
#include <equipoise/network/detail/ledger_matrix.hpp>
#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/resolvent.hpp>

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Exposure through partners, each step weaker than the one before.
namespace equipoise {

namespace network_detail {

/// Exposure through chains: the sum over all steps, or their weighted mean.
template <bool Mean>
struct attenuated_measure {
    template <identifier Id, amount Amount>
    [[nodiscard]] sector_values<Id> operator()(runner const& run, ledger<Id, Id, Amount> const& flows,
                                               std::vector<std::pair<Id, double>> const& direct,
                                               double attenuation) const
    {
        constexpr auto index = std::string_view{Mean ? "attenuated_mean" : "attenuated"};
        check_attenuation(index, attenuation);
        if (Mean && attenuation >= 1) {
            throw invalid_parameter{index, "attenuation", attenuation,
                                    "below 1, so that the weights of the steps add up"};
        }
        auto more = std::vector<Id>{};
        for (auto const& [id, exposure] : direct) {
            if (!(exposure >= 0) || !std::isfinite(exposure)) {
                throw invalid_parameter{index, "the direct exposure of " + text_of(id), exposure,
                                        "finite and not negative"};
            }
            more.push_back(id);
        }
        auto network = matrix_of(flows, more, index);
        auto const n = network.ids.size();
        auto s = std::vector<double>(n);
        auto known = std::vector<bool>(n);
        for (auto const& [id, exposure] : direct) {
            auto const i = *network.position(id);
            if (known[i]) {
                throw invalid_parameter{index, "the direct exposure of " + text_of(id) + " is given twice"};
            }
            known[i] = true;
            s[i] = exposure;
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (!known[i]) {
                throw invalid_parameter{index, "the direct exposure of " + text_of(network.ids[i])
                                                   + " is not known; list it, with 0 if there is none"};
            }
            if (!network.is_key[i]) {
                throw invalid_parameter{index, "the flows of " + text_of(network.ids[i])
                                                   + " are not known; chains need a portfolio of each state"};
            }
            auto const row = network.amounts.row(static_cast<Eigen::Index>(i));
            auto total = detail::running_sum{};
            for (Eigen::Index j = 0; j < row.size(); ++j) {
                total.add(row(j));
            }
            auto const sum = total.value().value();
            for (Eigen::Index j = 0; sum > 0 && j < row.size(); ++j) {
                network.amounts(static_cast<Eigen::Index>(i), j) /= sum;
            }
        }
        auto const core = plain_coefficients(network.amounts, index);
        auto const found = attenuated_solution(core, std::move(s), attenuation, index, run);
        auto values = std::vector<estimate>{};
        for (std::size_t i = 0; i < n; ++i) {
            auto const value = Mean ? (1 - attenuation) * found.values[i] : found.values[i];
            auto const error = Mean ? wider(found.errors[i], value) : found.errors[i];
            values.push_back(proven_estimate({value, error}, found.proven));
        }
        return {std::make_shared<std::vector<Id> const>(std::move(network.ids)), std::move(values), found.proven,
                found.passes};
    }
};

} // namespace network_detail

/// Exposure e = s + b W s + b^2 W^2 s + ..., in which s_i is a state's direct exposure and W_ij the share of its flows
/// with j: its partners' exposures reach it, each step weaker by the attenuation b. attenuated(flows, direct, b) with a
/// ledger of the flows of each state, and pairs of a state and its direct exposure for every state of the ledger. For a
/// matrix W of your own, call `resolve(W, s, b)`. More means more exposed; it counts paths and may exceed 1. b below 1
/// always converges.
/// @throws invalid_parameter for a state whose direct exposure or flows are missing or not fully known, for an exposure
/// that is negative or not finite, and for an attenuation with which the series does not converge
/// Source: Katz (1953), A new status index derived from sociometric analysis; Bonacich, Phillip (1987), Power and
/// centrality.
inline constexpr network_detail::network_fn<network_detail::attenuated_measure<false>> attenuated{};

/// The same as a mean, (1 - b) e: the exposures at the end of chains of 0, 1, 2, ... steps have the weights 1 - b,
/// (1 - b) b, (1 - b) b^2, ..., which add up to 1 where every state has flows. A chain that reaches a state without
/// flows ends there, and the weights of its further steps are lost. attenuated_mean(flows, direct, b) with b below 1.
/// Range: from 0 to the largest direct exposure, but for rounding; unlike `attenuated`, it can be compared with direct
/// exposures. The same errors and source.
inline constexpr network_detail::network_fn<network_detail::attenuated_measure<true>> attenuated_mean{};

} // namespace equipoise
