// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/partition.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Matrices of similarities of partners, or of distances between them, and how indices read them.
///
///   square_matrix   entries by the positions of two partners
///   partner_matrix  entries by the identifiers of two partners
namespace equipoise {

/// Numbers in as many rows as columns. The rows and columns are the partners in the order of the flows.
class square_matrix {
    // defined before its callers, as clang 14 requires in constant expressions
    template <class Rows>
    constexpr void append(Rows const& rows)
    {
        for (auto const& row : rows) {
            auto const row_start = entries_.size();
            for (auto const& entry : row) {
                entries_.push_back(static_cast<double>(entry));
            }
            if (entries_.size() - row_start != size_) {
                throw invalid_parameter{"square_matrix", "length of row " + std::to_string(row_start / size_),
                                        static_cast<double>(entries_.size() - row_start),
                                        "the number of rows, " + std::to_string(size_)};
            }
        }
    }

public:
    square_matrix() = default;

    /// @throws invalid_parameter for a row that does not have as many entries as there are rows
    EQUIPOISE_CONSTEXPR square_matrix(std::initializer_list<std::initializer_list<double>> rows) : size_{rows.size()}
    {
        append(rows);
    }

    /// From a range of rows, which are ranges of numbers.
    /// @throws invalid_parameter for a row that does not have as many entries as there are rows
    template <ranges::forward_range Rows>
        requires amount_range<ranges::range_reference_t<Rows const&>>
    constexpr explicit square_matrix(Rows const& rows)
    {
        for (auto it = ranges::begin(rows); it != ranges::end(rows); ++it) {
            ++size_;
        }
        append(rows);
    }

    [[nodiscard]] constexpr std::size_t rows() const noexcept { return size_; }
    [[nodiscard]] constexpr std::size_t cols() const noexcept { return size_; }
    [[nodiscard]] EQUIPOISE_CONSTEXPR double operator()(std::size_t i, std::size_t j) const
    {
        return entries_[i * size_ + j];
    }

    friend bool operator==(square_matrix const&, square_matrix const&) = default;

private:
    std::size_t size_ = 0;
    std::vector<double> entries_;
};

/// A square matrix whose rows and columns are found by the identifiers of partners. It must hold all partners of the
/// flows that it is used with, and may hold more.
template <identifier Id>
class partner_matrix {
public:
    partner_matrix() = default;

    /// @throws invalid_parameter when the number of identifiers is not that of the rows, or an identifier is repeated
    partner_matrix(std::vector<Id> const& ids, square_matrix entries) : entries_{std::move(entries)}
    {
        if (ids.size() != entries_.rows()) {
            throw invalid_parameter{"partner_matrix", "number of identifiers", static_cast<double>(ids.size()),
                                    "that of the rows, " + std::to_string(entries_.rows())};
        }
        for (std::size_t i = 0; i < ids.size(); ++i) {
            rows_.emplace_back(ids[i], i);
        }
        std::sort(rows_.begin(), rows_.end());
        for (std::size_t i = 1; i < rows_.size(); ++i) {
            if (rows_[i].first == rows_[i - 1].first) {
                throw invalid_parameter{"partner_matrix", detail::partner_named(rows_[i].first)
                                                              + " is listed twice; all identifiers must be different"};
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] square_matrix const& entries() const& noexcept { return entries_; }
    [[nodiscard]] square_matrix entries() const&& { return entries_; }

    /// The number of the row and column of a partner; empty if the partner is not in the matrix.
    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const
    {
        auto const place = std::lower_bound(rows_.begin(), rows_.end(), id,
                                            [](auto const& row, Id const& wanted) { return row.first < wanted; });
        return place != rows_.end() && place->first == id ? std::optional{place->second} : std::nullopt;
    }

private:
    std::vector<std::pair<Id, std::size_t>> rows_;
    square_matrix entries_;
};

template <class Id>
partner_matrix(std::vector<Id>, square_matrix) -> partner_matrix<Id>;

namespace concentration_detail {

/// A matrix that has a number of rows and of columns.
template <class Matrix>
concept sized_matrix = requires(Matrix const& matrix) {
    { matrix.rows() } -> std::convertible_to<std::size_t>;
    { matrix.cols() } -> std::convertible_to<std::size_t>;
};

/// A matrix with an entry for any two positions.
template <class Matrix>
concept matrix_by_position = requires(Matrix const& matrix, std::size_t i) {
    { matrix(i, i) } -> std::convertible_to<double>;
};

/// A matrix with an entry for any two identifiers. A function of two integers, which could be positions as well as
/// identifiers, is taken for one of identifiers unless it has a size.
template <class Matrix, class Id>
concept matrix_by_id = requires(Matrix const& matrix, Id const& id) {
    { matrix.position(id) } -> std::same_as<std::optional<std::size_t>>;
    { matrix.entries() } -> matrix_by_position;
} || (!sized_matrix<Matrix> && requires(Matrix const& matrix, Id const& id) {
                           { matrix(id, id) } -> std::convertible_to<double>;
                       });

/// Checks that a matrix, if it has a size, has one row and one column for each partner.
/// @throws invalid_parameter if not
template <class Matrix>
constexpr void check_size(Matrix const& matrix, std::size_t partners, std::string_view index)
{
    if constexpr (sized_matrix<Matrix>) {
        auto const rows = static_cast<std::size_t>(matrix.rows());
        auto const columns = static_cast<std::size_t>(matrix.cols());
        if (rows != partners || columns != partners) {
            auto const text = [](std::size_t i, std::size_t j) {
                return std::to_string(i) + " x " + std::to_string(j);
            };
            throw invalid_parameter{index, "size of the matrix", text(rows, columns),
                                    text(partners, partners) + ", a row and a column for each partner"};
        }
    }
}

/// The entry at (i, j).
/// @throws invalid_parameter unless `valid` accepts it and it equals the entry at (j, i)
template <class Matrix, class Valid>
[[nodiscard]] constexpr double checked_entry(Matrix const& matrix, std::size_t i, std::size_t j, Valid valid,
                                             std::string_view index, std::string_view required)
{
    auto const place = [](std::size_t row, std::size_t column) {
        return "entry (" + std::to_string(row) + ", " + std::to_string(column) + ")";
    };
    auto const entry = static_cast<double>(matrix(i, j));
    if (!valid(entry)) {
        throw invalid_parameter{index, place(i, j), entry, required};
    }
    if (auto const mirrored = j < i ? static_cast<double>(matrix(j, i)) : entry; mirrored != entry) {
        throw invalid_parameter{index, place(i, j) + " is " + detail::number_text(entry) + " and " + place(j, i)
                                           + " is " + detail::number_text(mirrored) + "; the matrix must be symmetric"};
    }
    return entry;
}

/// Calls f with a matrix by positions that has the entries of `matrix` for the partners of a portfolio, in their order.
template <class Matrix, class Flows, class F>
[[nodiscard]] outcome with_positions(Matrix const& matrix, Flows const& flows, std::string_view index, F f)
{
    auto const ids = flows.ids();
    if constexpr (requires { matrix.position(ids[0]); }) {
        auto places = std::vector<std::size_t>{};
        for (auto const& id : ids) {
            auto const found = matrix.position(id);
            if (!found) {
                throw invalid_parameter{index, detail::partner_named(id)
                                                   + " is not in the matrix, which must hold every partner"};
            }
            places.push_back(*found);
        }
        return f([&](std::size_t i, std::size_t j) { return matrix.entries()(places[i], places[j]); });
    } else {
        return f([&](std::size_t i, std::size_t j) { return static_cast<double>(matrix(ids[i], ids[j])); });
    }
}

/// A statistic that keeps the amounts in their order.
class amounts_in_order {
public:
    static constexpr bool needs_totals = false;

    EQUIPOISE_CONSTEXPR void add(double const* first, std::size_t count)
    {
        amounts_.insert(amounts_.end(), first, first + count);
    }

    /// Removes the amounts and keeps the memory.
    EQUIPOISE_CONSTEXPR void clear() noexcept { amounts_.clear(); }

    EQUIPOISE_CONSTEXPR void rescale(int power) noexcept
    {
        for (auto& amount : amounts_) {
            amount = detail::scaled(amount, power);
        }
    }

    [[nodiscard]] constexpr std::span<double const> amounts() const noexcept { return amounts_; }

private:
    std::vector<double> amounts_;
};

/// Names the statistic of a rule if its matrix has entries by position. A rule with a matrix by identifiers needs a
/// portfolio and has no statistic.
template <class Matrix>
struct reads_positions {};
template <matrix_by_position Matrix>
struct reads_positions<Matrix> {
    using statistic = amounts_in_order;
};

/// Evaluates a rule whose matrix has entries by identifiers.
template <class Rule, class Flows>
[[nodiscard]] outcome over_partners(Rule const& rule, Flows const& flows)
{
    return with_positions(rule.matrix, flows, Rule::about.name, [&](auto const& by_position) {
        auto const positional = rule.with(by_position);
        auto evaluated = detail::evaluation<std::remove_cvref_t<decltype(positional)>>{positional};
        evaluated.over(flows.amounts(), flows.totals());
        return evaluated.results()[0];
    });
}

} // namespace concentration_detail

} // namespace equipoise
