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

/// Concentration when partners may be alike: partners that act together are not diversification.
namespace equipoise {

namespace concentration_detail {

template <class Matrix>
struct similar_hill_rule : reads_positions<Matrix> {
    static constexpr facts about{"similar_hill",
                                 "D_q^Z",
                                 "(sum p (Zp)^(q-1))^(1/(1-q))",
                                 "Leinster and Cobbold (2012)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    double q = 1;
    Matrix matrix{};

    constexpr similar_hill_rule(double order, Matrix similarity) : q{order}, matrix{std::move(similarity)} {}

    [[nodiscard]] static constexpr interval range(double n) { return {1, n}; }
    /// Of order infinity it is that of the partner who is like most others, however little he has.
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

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, sequence const& listed) const
        requires matrix_by_position<Matrix>
    {
        auto const amounts = listed.amounts();
        check_size(matrix, amounts.size(), about.name);
        auto const whole = sums.whole();
        auto partners = std::vector<weighted_ln>{};
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            auto alike = detail::running_sum{}; // the flow with partners like this one
            for (std::size_t j = 0; j < amounts.size(); ++j) {
                alike.add(detail::two_product(amounts[j], entry(i, j)));
            }
            if (amounts[i] > 0) {
                partners.push_back({{amounts[i]}, -detail::ln_ratio(alike.value(), whole)});
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

/// Same label, same bloc.
template <class Label>
struct similarity_of_labels {
    std::vector<Label> labels;
    double within;
    double between;

    [[nodiscard]] constexpr std::size_t rows() const noexcept { return labels.size(); }
    [[nodiscard]] constexpr std::size_t cols() const noexcept { return labels.size(); }
    [[nodiscard]] constexpr double operator()(std::size_t i, std::size_t j) const
    {
        return i == j ? 1 : labels[i] == labels[j] ? within : between;
    }
};

template <class Labels>
struct similarity_of_partners {
    Labels labels;
    double within;
    double between;

    template <class Id>
        requires detail::labels_of_ids<Labels, Id>
    [[nodiscard]] constexpr double operator()(Id const& a, Id const& b) const
    {
        if (a == b) {
            return 1;
        }
        Id const pair[] = {a, b};
        auto const found = detail::labels_by_id(labels, std::span<Id const>{pair}, "bloc_similarity");
        return found[0] == found[1] ? within : between;
    }
};

struct bloc_similarity_fn {
    template <class Labels>
    [[nodiscard]] constexpr auto operator()(Labels const& labels, double within = 1, double between = 0) const
    {
        check("within", within);
        check("between", between);
        if constexpr (detail::label_range<Labels>) {
            auto found = detail::labels_by_position(labels);
            return similarity_of_labels<typename decltype(found)::value_type>{std::move(found), within, between};
        } else {
            return similarity_of_partners<Labels>{labels, within, between};
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

/// Effective number of unlike partners: D = (sum p_i (Zp)_i^(q-1))^(1/(1-q)), with its limits at q = 0, 1, infinity.
///
/// `similar_hill(flows, q, Z)` or `similar_hill(q, Z)(flows)`. Z holds similarities in [0, 1], 1 on the diagonal,
/// symmetric: a `square_matrix` in the order of the flows, any function of two positions, and for portfolios also a
/// `partner_matrix` or a function of two identifiers; `bloc_similarity` makes one. Range [1, n], 1 = all act as one;
/// with nobody alike it is the Hill number of order q, at q = 2 it is 1 / p'Zp. Amounts of less than 1e-307 of the
/// largest count as nothing. Undefined without flow. Throws `invalid_amount`; `invalid_parameter` for q < 0 or NaN,
/// another size, a bad entry (with its place), a partner whom the matrix lacks. Quadratic.
/// Source: Leinster and Cobbold (2012), Measuring diversity; formula as in entropart.
inline constexpr family_fn<concentration_detail::make_similar_hill> similar_hill{};

/// The similarity of partners by bloc: 1 of a partner with himself, `within` with others of his bloc, else `between`.
///
/// `bloc_similarity(labels)` has within = 1, between = 0: partners of a bloc act as one. `bloc_similarity(labels,
/// 0.8, 0.1)` says otherwise. Labels are a range, one for each partner in the order of the flows; and for portfolios
/// also a function of an identifier, a map, a vector of `bloc`s or a `partition`, as for decompositions. Made for
/// `similar_hill`. Throws `invalid_parameter` for a similarity outside [0, 1].
inline constexpr concentration_detail::bloc_similarity_fn bloc_similarity{};

} // namespace equipoise
