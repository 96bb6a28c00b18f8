// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/measure.hpp>
#include <equipoise/network/detail/resolvent.hpp>
#include <equipoise/network/detail/table.hpp>
#include <equipoise/network/sector_values.hpp>

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// The sum over all chains of a network, of any matrix.
///
///     resolve(M, b, attenuation)     (I - a M)^-1 b = b + a M b + a^2 M^2 b + ...
///     growth_factor_of(M)            the spectral radius of M >= 0, one over the largest attenuation
namespace equipoise {

namespace network_detail {

/// A matrix of no money: M itself is B.
template <class Matrix>
[[nodiscard]] coefficients plain_coefficients(Matrix const& m, std::string_view index)
{
    auto core = coefficients{};
    core.matrix = lines_of(m, index);
    auto const n = core.size();
    auto const sums = sums_of(core.matrix, false);
    if (sums.unusual) {
        throw invalid_amount{std::string{index} + ": row " + std::to_string(sums.row) + ", column "
                                 + std::to_string(sums.column),
                             sums.row * n + sums.column, sums.value};
    }
    core.below.assign(n, 1.0);
    core.across.assign(n, 1.0);
    core.scale.assign(n, 1.0);
    core.groups.emplace_back();
    for (std::size_t i = 0; i < n; ++i) {
        core.groups[0].push_back(i);
    }
    return core;
}

inline void check_attenuation(std::string_view index, double attenuation)
{
    if (!(attenuation >= 0) || !std::isfinite(attenuation)) {
        throw invalid_parameter{index, "attenuation", attenuation, "finite and not negative"};
    }
}

/// @throws invalid_parameter with the largest attenuation where the series does not converge
[[nodiscard]] inline solution attenuated_solution(coefficients const& core, std::vector<double> b, double attenuation,
                                                  std::string_view index, runner const& run)
{
    auto const k = chain{core, direction_of_chain::forward, {}, attenuation, false};
    try {
        return solve_chain(k, std::move(b), 1, index, [](std::size_t i) { return std::to_string(i); }, run);
    } catch (not_productive const&) {
        auto const factor = growth_factor({core, direction_of_chain::forward, {}, 1, false}, run);
        throw invalid_parameter{index, "attenuation", attenuation,
                                "below " + detail::number_text(1 / factor)
                                    + ", one over the growth factor of the network"};
    }
}

struct resolve_measure {
    template <class Matrix>
        requires dense_matrix<Matrix> || sparse_matrix<Matrix>
    [[nodiscard]] sector_values<std::size_t> operator()(runner const& run, Matrix const& m,
                                                        std::vector<double> const& b, double attenuation = 1) const
    {
        auto const core = plain_coefficients(m, "resolve");
        check_attenuation("resolve", attenuation);
        if (b.size() != core.size()) {
            throw invalid_parameter{"resolve", "number of elements of b", static_cast<double>(b.size()),
                                    "that of the rows, " + std::to_string(core.size())};
        }
        auto places = std::vector<std::size_t>{};
        for (std::size_t i = 0; i < b.size(); ++i) {
            if (!std::isfinite(b[i])) {
                throw invalid_parameter{"resolve", "element " + std::to_string(i) + " of b", b[i], "finite"};
            }
            places.push_back(i);
        }
        auto const found = attenuated_solution(core, b, attenuation, "resolve", run);
        auto values = std::vector<estimate>{};
        for (std::size_t i = 0; i < b.size(); ++i) {
            values.push_back(proven_estimate({found.values[i], found.errors[i]}, found.proven));
        }
        return {std::make_shared<std::vector<std::size_t> const>(std::move(places)), std::move(values), found.proven,
                found.passes};
    }
};

struct growth_factor_measure {
    template <class Matrix>
        requires dense_matrix<Matrix> || sparse_matrix<Matrix>
    [[nodiscard]] double operator()(runner const& run, Matrix const& m) const
    {
        auto const core = plain_coefficients(m, "growth_factor_of");
        return growth_factor({core, direction_of_chain::forward, {}, 1, false}, run);
    }
};

} // namespace network_detail

/// (I - a M)^-1 b = b + a M b + a^2 M^2 b + ... for a matrix M that is not negative: what b sets in motion through all
/// chains, each further step weaker by the attenuation a, which is 1 by default. M is an Eigen matrix, dense or sparse,
/// or a view of one; the result has an element for each row, with a proven interval.
/// @throws invalid_amount for an element of M that is negative, infinite or NaN; invalid_parameter for numbers of rows
/// that differ, for an element of b that is not finite, and for an attenuation with which the series does not converge,
/// with the largest that does. A matrix whose rows sum to 1 is closed: its attenuation must be below 1.
/// Cost: one check of M, and about twenty passes.
/// Source: Neumann's series; Katz, Leo (1953), A new status index derived from sociometric analysis.
inline constexpr network_detail::network_fn<network_detail::resolve_measure> resolve{};

/// The growth factor (spectral radius) of a matrix that is not negative, to about 12 digits; slowly where two are
/// close.
/// @throws invalid_amount for an element that is negative, infinite or NaN
inline constexpr network_detail::network_fn<network_detail::growth_factor_measure> growth_factor_of{};

} // namespace equipoise
