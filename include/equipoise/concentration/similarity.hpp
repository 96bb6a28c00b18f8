// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/power_mean.hpp>
#include <equipoise/concentration/matrices.hpp>
#include <equipoise/core/index.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

/// Concentration of partners that may be similar: partners that act together do not diversify the flows.
///
///   similar_hill     (sum p (Zp)^(q-1))^(1/(1-q)), Z a matrix of similarities
///   bloc_similarity  such a matrix for partners in blocs
namespace equipoise {

/// Options of `bloc_similarity`: similarities in [0, 1].
struct bloc_similarity_options {
    double within = 1;  ///< of two partners in the same bloc
    double between = 0; ///< of two partners in different blocs
};

namespace concentration_detail {

template <class Matrix>
struct similar_hill_rule : reads_positions<Matrix> {
    static constexpr facts about{.name = "similar_hill",
                                 .symbol = "D_q^Z",
                                 .formula = "(sum p (Zp)^(q-1))^(1/(1-q))",
                                 .source = "Leinster and Cobbold (2012)",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};
    double q = 1;
    Matrix matrix{};

    constexpr similar_hill_rule(double order, Matrix similarity) : q{order}, matrix{std::move(similarity)} {}

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }
    /// At order infinity the result is that of the partner most similar to the others, however small its amount.
    [[nodiscard]] constexpr bool counts_traces() const
    {
        return q == 0 || q == std::numeric_limits<double>::infinity();
    }

    template <class Other>
    [[nodiscard]] constexpr auto with(Other const& other) const
    {
        return similar_hill_rule<Other>{q, other};
    }

    template <portfolio_like Flows>
        requires matrix_by_id<Matrix, detail::id_t<Flows>>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        return over_partners(*this, flows);
    }

    [[nodiscard]] EQUIPOISE_CONSTEXPR outcome operator()(detail::totals const& sums,
                                                         amounts_in_order const& listed) const
        requires matrix_by_position<Matrix>
    {
        auto const amounts = listed.amounts();
        check_size(matrix, amounts.size(), about.name);
        auto const whole = sums.whole();
        auto partners = std::vector<weighted_ln>{};
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            auto similar_flow = detail::running_sum{}; // sum over j of z_ij x_j
            for (std::size_t j = 0; j < amounts.size(); ++j) {
                similar_flow.add(detail::two_product(amounts[j], entry(i, j)));
            }
            if (amounts[i] > 0) {
                partners.push_back({{amounts[i]}, -detail::ln_ratio(similar_flow.value(), whole)});
            }
        }
        return detail::exp(ln_power_mean(partners, q)).value();
    }

private:
    [[nodiscard]] constexpr double entry(std::size_t i, std::size_t j) const
    {
        if (i == j) {
            return checked_entry(matrix, i, j, [](double z) { return z == 1; }, about.name, "1 on the diagonal");
        }
        return checked_entry(matrix, i, j, [](double z) { return z >= 0 && z <= 1; }, about.name, "in [0, 1]");
    }
};

struct make_similar_hill {
    template <class Matrix>
    [[nodiscard]] constexpr similar_hill_rule<Matrix> operator()(double q, Matrix similarity) const
    {
        if (!(q >= 0)) {
            throw invalid_parameter{"similar_hill", "q", q, "at least 0"};
        }
        return {q, std::move(similarity)};
    }
};

/// Similarities of partners by the positions of their labels: partners with the same label form a bloc.
template <class Label>
struct similarity_of_labels {
    std::vector<Label> labels;
    bloc_similarity_options similarity;

    [[nodiscard]] constexpr std::size_t rows() const noexcept { return labels.size(); }
    [[nodiscard]] constexpr std::size_t cols() const noexcept { return labels.size(); }
    [[nodiscard]] constexpr double operator()(std::size_t i, std::size_t j) const
    {
        return i == j ? 1 : labels[i] == labels[j] ? similarity.within : similarity.between;
    }
};

/// Similarities of partners by their identifiers, which `labels` maps to blocs.
template <class Labels>
struct similarity_of_partners {
    Labels labels;
    bloc_similarity_options similarity;

    template <class Id>
        requires detail::labels_of_ids<Labels, Id>
    [[nodiscard]] constexpr double operator()(Id const& a, Id const& b) const
    {
        if (a == b) {
            return 1;
        }
        Id const pair[] = {a, b};
        auto const found = detail::labels_by_id(labels, std::span<Id const>{pair}, "bloc_similarity");
        return found[0] == found[1] ? similarity.within : similarity.between;
    }
};

struct bloc_similarity_fn {
    template <class Labels>
    [[nodiscard]] constexpr auto operator()(Labels const& labels, bloc_similarity_options similarity = {}) const
    {
        check("within", similarity.within);
        check("between", similarity.between);
        if constexpr (detail::label_range<Labels>) {
            auto found = detail::labels_by_position(labels);
            return similarity_of_labels<typename decltype(found)::value_type>{std::move(found), similarity};
        } else {
            return similarity_of_partners<Labels>{labels, similarity};
        }
    }

private:
    static constexpr void check(std::string_view parameter, double similarity)
    {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw invalid_parameter{"bloc_similarity", parameter, similarity, "in [0, 1]"};
        }
    }
};

} // namespace concentration_detail

/// Effective number of dissimilar partners: D = (sum p_i (Zp)_i^(q-1))^(1/(1-q)), with its limits at q = 0, 1,
/// infinity.
///
/// `similar_hill(flows, q, Z)` or `similar_hill(q, Z)(flows)`. The matrix Z of similarities has entries in [0, 1], 1 on
/// the diagonal, and is symmetric. It is a `square_matrix` in the order of the flows or any function of two positions;
/// for portfolios also a `partner_matrix` or a function of two identifiers. `bloc_similarity` makes one. Range [1, n];
/// 1 = all partners act as one. If no partners are similar it is the Hill number of order q; at q = 2 it is 1 / p'Zp.
/// Amounts below 1e-307 of the largest are ignored. Undefined without flow. The cost is quadratic in the partners.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for q < 0 or NaN, a matrix of another size, a wrong entry (named by its position), or a
/// partner that is not in the matrix
/// Source: Leinster and Cobbold (2012), Measuring diversity; formula as in entropart.
inline constexpr family_fn<concentration_detail::make_similar_hill> similar_hill{};

/// A matrix of similarities by bloc: 1 for a partner and itself, `within` for two partners in the same bloc, otherwise
/// `between`.
///
/// `bloc_similarity(labels)` has within = 1 and between = 0, so that the partners of a bloc act as one;
/// `bloc_similarity(labels, {.within = 0.8, .between = 0.1})` gives other values. The labels are a range with one label
/// for each partner in the order of the flows; for portfolios also a function of an identifier, a map from identifiers,
/// a vector of `bloc`s or a `partition`, as in decomposition.hpp. Its result is an argument of `similar_hill`.
/// @throws invalid_parameter for a similarity outside [0, 1]
inline constexpr concentration_detail::bloc_similarity_fn bloc_similarity{};

} // namespace equipoise
