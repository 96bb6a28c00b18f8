// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/matrices.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

/// Diversity of partners that are at distances from each other.
///
///   rao           sum d_ij p_i p_j
///   rao_stirling  sum of d_ij^alpha (p_i p_j)^beta over i other than j
namespace equipoise {

namespace concentration_detail {

/// The largest of some distances, and the exponent of the unit 2^exponent in which they are summed.
struct distance_scale {
    double largest = 0;
    int exponent = 0;
};

/// Checks all distances and finds their scale.
/// @throws invalid_parameter for a distance that is negative, infinite or NaN, a diagonal other than 0, and asymmetry
template <class Matrix>
[[nodiscard]] constexpr distance_scale scale_of(Matrix const& matrix, std::size_t partners, std::string_view index)
{
    check_size(matrix, partners, index);
    auto scale = distance_scale{};
    for (std::size_t i = 0; i < partners; ++i) {
        (void)checked_entry(matrix, i, i, [](double d) { return d == 0; }, index, "0 on the diagonal");
        for (std::size_t j = 0; j < i; ++j) {
            auto const finite = [](double d) { return d >= 0 && d <= (std::numeric_limits<double>::max)(); };
            auto const distance = checked_entry(matrix, i, j, finite, index, "finite and not negative");
            scale.largest = scale.largest < distance ? distance : scale.largest;
        }
    }
    scale.exponent = detail::scale_for(scale.largest);
    return scale;
}

/// x^power for x >= 0, with 0^0 = 1.
[[nodiscard]] constexpr detail::twofold raised(detail::twofold x, double power) noexcept
{
    if (power == 1) {
        return x;
    }
    if (power == 0) {
        return {1};
    }
    return x.hi == 0 ? detail::twofold{} : detail::exp(detail::ln(x) * power);
}

/// sum of d_ij^alpha (p_i p_j)^beta over all i and j other than i with positive amounts.
template <class Amounts, class Matrix>
[[nodiscard]] EQUIPOISE_CONSTEXPR double stirling_sum(detail::totals const& sums, Amounts const& amounts,
                                                      Matrix const& matrix, double alpha, double beta,
                                                      std::string_view index)
{
    auto const scale = scale_of(matrix, amounts.size(), index);
    auto const whole = sums.whole();
    auto weights = std::vector<detail::twofold>{};
    for (auto const x : amounts) {
        weights.push_back(x > 0 ? raised(detail::quotient({x}, whole), beta) : detail::twofold{});
    }
    auto sum = detail::running_sum{};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        for (std::size_t j = 0; j < i && amounts[i] > 0; ++j) {
            if (amounts[j] > 0) {
                auto const distance = detail::scaled(static_cast<double>(matrix(i, j)), -scale.exponent);
                sum.add(weights[i] * weights[j] * raised({distance}, alpha));
            }
        }
    }
    auto const half = sum.value();
    if (half.hi == 0 || scale.exponent == 0) {
        return 2 * half.value();
    }
    return 2 * half.value() * detail::exp(detail::ln_2 * (alpha * scale.exponent)).value();
}

template <class Matrix>
struct rao_stirling_rule : reads_positions<Matrix> {
    static constexpr facts about{.name = "rao_stirling",
                                 .symbol = "Delta",
                                 .formula = "sum of d_ij^alpha (p_i p_j)^beta over i other than j",
                                 .source = "Stirling (2007)",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};
    double alpha = 1;
    double beta = 1;
    Matrix matrix{};

    constexpr rao_stirling_rule(double of_distance, double of_shares, Matrix distances)
        : alpha{of_distance}, beta{of_shares}, matrix{std::move(distances)}
    {
    }

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }
    [[nodiscard]] constexpr bool counts_traces() const { return beta == 0; }
    /// For beta = 0 the sizes of shares do not matter, and concentrating can only leave fewer partners.
    [[nodiscard]] constexpr concentrating effect() const
    {
        return beta == 0 ? concentrating::lowers : concentrating::neither;
    }

    template <class Other>
    [[nodiscard]] constexpr auto with(Other const& other) const
    {
        return rao_stirling_rule<Other>{alpha, beta, other};
    }

    template <portfolio_like Flows>
        requires matrix_by_id<Matrix, detail::id_t<Flows>>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        return over_partners(*this, flows);
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, amounts_in_order const& listed) const
        requires matrix_by_position<Matrix>
    {
        return stirling_sum(sums, listed.amounts(), matrix, alpha, beta, about.name);
    }
};

struct make_rao_stirling {
    template <class Matrix>
    [[nodiscard]] constexpr rao_stirling_rule<Matrix> operator()(double alpha, double beta, Matrix distances) const
    {
        check("alpha", alpha);
        check("beta", beta);
        return {alpha, beta, std::move(distances)};
    }

private:
    static constexpr void check(std::string_view parameter, double exponent)
    {
        if (!(exponent >= 0 && exponent <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"rao_stirling", parameter, exponent, "finite and not negative"};
        }
    }
};

template <class Matrix>
struct rao_rule : reads_positions<Matrix> {
    static constexpr facts about{.name = "rao",
                                 .symbol = "Q",
                                 .formula = "sum d_ij p_i p_j",
                                 .source = "Rao (1982)",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};
    Matrix matrix{};

    constexpr explicit rao_rule(Matrix distances) : matrix{std::move(distances)} {}

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <class Other>
    [[nodiscard]] constexpr auto with(Other const& other) const
    {
        return rao_rule<Other>{other};
    }

    template <portfolio_like Flows>
        requires matrix_by_id<Matrix, detail::id_t<Flows>>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        return over_partners(*this, flows);
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, amounts_in_order const& listed) const
        requires matrix_by_position<Matrix>
    {
        return stirling_sum(sums, listed.amounts(), matrix, 1, 1, about.name);
    }
};

struct make_rao {
    template <class Matrix>
    [[nodiscard]] constexpr rao_rule<Matrix> operator()(Matrix distances) const
    {
        return rao_rule<Matrix>{std::move(distances)};
    }
};

} // namespace concentration_detail

/// Rao's quadratic entropy: Q = sum d_ij p_i p_j, the mean distance of two units drawn from the flows.
///
/// `rao(flows, D)` or `rao(D)(flows)`; the matrix D of distances is finite, not negative, 0 on the diagonal and
/// symmetric, and is given in the same ways as the matrix of `similar_hill`. The result has the unit of the distances;
/// range from 0 to 1 - 1/n times the largest distance; up = more diverse. If all distances are 1, it is 1 - `hhi`.
/// Undefined cases and cost are those of `similar_hill`.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for a matrix of another size, a wrong entry, or a partner that is not in the matrix
/// Source: Rao (1982), Diversity and dissimilarity coefficients; formula as in entropart.
inline constexpr family_fn<concentration_detail::make_rao> rao{};

/// Stirling's diversity: sum of d_ij^alpha (p_i p_j)^beta over all i and j other than i, both orders of a pair.
///
/// `rao_stirling(flows, alpha, beta, D)` or `rao_stirling(alpha, beta, D)(flows)`; alpha and beta are finite and not
/// negative and say how much distances and balance matter: (1, 1) is `rao`, (0, 1) is 1 - `hhi`, (0, 0) is n (n - 1),
/// n the number of partners with positive amounts. Stirling's sum over half of the matrix is half of this. Range
/// [0, infinity), up = more diverse. Amounts below 1e-307 of the largest are ignored. Undefined cases and cost are
/// those of `rao`.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an alpha or beta that is negative, infinite or NaN, and as `rao`
/// Source: Stirling (2007), A general framework for analysing diversity; primary text not consulted.
inline constexpr family_fn<concentration_detail::make_rao_stirling> rao_stirling{};

} // namespace equipoise
