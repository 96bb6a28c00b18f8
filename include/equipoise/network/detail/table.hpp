// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/network/detail/passes.hpp>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Matrices of the caller as lines, and the one pass that checks and sums them.
namespace equipoise::network_detail {

template <class T>
inline constexpr bool is_map = false;
template <class Matrix, int Options, class Stride>
inline constexpr bool is_map<Eigen::Map<Matrix, Options, Stride>> = true;

template <class M>
concept dense_matrix = requires(M const& m) {
    requires std::same_as<std::remove_cv_t<typename M::Scalar>, double>
                 || std::same_as<std::remove_cv_t<typename M::Scalar>, float>;
    m.data();
    m.outerStride();
    m.innerStride();
};

template <class M>
concept sparse_matrix = requires(M const& m) {
    requires std::same_as<std::remove_cv_t<typename M::Scalar>, double>;
    requires std::same_as<typename M::StorageIndex, int>;
    m.valuePtr();
    m.innerIndexPtr();
    m.outerIndexPtr();
    m.innerNonZeroPtr();
};

/// A matrix that the caller keeps: an object with a name, or a view of memory.
template <class M>
concept kept_matrix = (dense_matrix<std::remove_cvref_t<M>> || sparse_matrix<std::remove_cvref_t<M>>)
                      && (std::is_lvalue_reference_v<M> || is_map<std::remove_cvref_t<M>>);

/// @throws invalid_parameter for a matrix that is not square, or whose elements are not next to each other
template <class M>
[[nodiscard]] matrix_lines lines_of(M const& m, std::string_view index)
{
    if (m.rows() != m.cols()) {
        throw invalid_parameter{index, "the matrix has " + std::to_string(m.rows()) + " rows and "
                                           + std::to_string(m.cols()) + " columns; it must be square"};
    }
    auto const n = static_cast<std::size_t>(m.rows());
    if constexpr (dense_matrix<M>) {
        if (m.innerStride() != 1) {
            throw invalid_parameter{index, "the elements of a row or column are " + std::to_string(m.innerStride())
                                               + " apart in memory; they must be next to each other"};
        }
        return dense_lines<std::remove_cv_t<typename M::Scalar>>{
            m.data(), n, n, static_cast<std::size_t>(m.outerStride()), static_cast<bool>(M::IsRowMajor)};
    } else {
        auto lines = sparse_lines{m.valuePtr(),
                                  m.innerIndexPtr(),
                                  m.outerIndexPtr(),
                                  m.innerNonZeroPtr(),
                                  n,
                                  n,
                                  static_cast<bool>(M::IsRowMajor),
                                  0};
        auto at_place = std::vector<std::size_t>(n);
        for (std::size_t i = 0; i < n; ++i) {
            lines.terms = (std::max)(lines.terms, lines.end(i) - lines.begin(i));
            for (auto e = lines.begin(i); e < lines.end(i); ++e) {
                if (lines.places[e] < 0 || static_cast<std::size_t>(lines.places[e]) >= n) {
                    throw invalid_parameter{index, "a position in the sparse matrix",
                                            static_cast<double>(lines.places[e]),
                                            "at least 0 and below " + std::to_string(n)};
                }
                auto& count = at_place[static_cast<std::size_t>(lines.places[e])];
                lines.terms = (std::max)(lines.terms, ++count);
            }
        }
        return lines;
    }
}

/// The sums of the rows and columns of a matrix to about 106 bits, and the first cell that is infinite, NaN or,
/// where this is not allowed, negative.
struct table_sums {
    std::vector<double> rows{};
    std::vector<double> columns{};
    std::vector<double> sizes_of_columns{}; ///< sums of absolute values; empty where no cell is negative
    bool negative = false;
    bool unusual = false; ///< whether there is such a cell
    std::size_t row = 0;
    std::size_t column = 0;
    double value = 0;
};

[[nodiscard]] inline table_sums sums_of(matrix_lines const& matrix, bool allow_negative)
{
    auto const n = size_of(matrix);
    auto sums = table_sums{};
    auto across = std::vector<double>(n); // of all lines, at each place: high and low parts
    auto errors = std::vector<double>(n);
    auto lines = std::vector<double>(n);
    auto const look = [&](std::size_t i, std::size_t j, double value) {
        auto const good = std::isfinite(value) && (allow_negative || value >= 0);
        if (!good && !sums.unusual) {
            sums.unusual = true;
            sums.row = i;
            sums.column = j;
            sums.value = value;
        }
        sums.negative = sums.negative || value < 0;
    };
    auto by_rows = true;
    std::visit(
        [&](auto const& m) {
            by_rows = m.by_rows;
            auto line_of_doubles = std::vector<double>(is_sparse(matrix) ? 0 : n);
            for (std::size_t i = 0; i < n; ++i) {
                auto line = detail::running_sum{};
                if constexpr (requires { m.places; }) {
                    for (auto e = m.begin(i); e < m.end(i); ++e) {
                        auto const j = static_cast<std::size_t>(m.places[e]);
                        auto const value = m.values[e];
                        m.by_rows ? look(i, j, value) : look(j, i, value);
                        line.add(value);
                        auto const sum = detail::two_sum(across[j], value);
                        across[j] = sum.hi;
                        errors[j] += sum.lo;
                    }
                } else {
                    auto const* const from = m.line(i);
                    auto lowest = 0.0;
                    auto highest = 0.0;
                    auto nan = 0.0;
                    for (std::size_t j = 0; j < n; ++j) {
                        auto const value = static_cast<double>(from[j]);
                        line_of_doubles[j] = value;
                        lowest = value < lowest ? value : lowest;
                        highest = value > highest ? value : highest;
                        nan += value == value ? 0.0 : 1.0;
                        auto const sum = detail::two_sum_of_exact(across[j], value);
                        across[j] = sum.hi;
                        errors[j] += sum.lo;
                    }
                    if (lowest < 0 || highest > (std::numeric_limits<double>::max)() || nan > 0) {
                        for_each_in_line(matrix, i, look);
                    }
                    line.add(line_of_doubles.data(), n);
                }
                lines[i] = line.value().value();
            }
        },
        matrix);
    for (std::size_t j = 0; j < n; ++j) {
        across[j] += errors[j];
    }
    sums.rows = by_rows ? lines : across;
    sums.columns = by_rows ? std::move(across) : std::move(lines);
    return sums;
}

} // namespace equipoise::network_detail
