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

/// Similarities of any two partners, or distances between them, and how indices read them.
namespace equipoise {

namespace concentration_detail {

/// A template for the compiler's sake: only who makes a matrix compiles what its rows are kept in.
template <class Number>
class square_matrix_of {
    // ahead of its callers, where clang 14 finds it for constant expressions
    template <class Rows>
    constexpr void fill(Rows const& rows)
    {
        for (auto const& row : rows) {
            auto const begun = entries_.size();
            for (auto const& entry : row) {
                entries_.push_back(static_cast<Number>(entry));
            }
            if (entries_.size() - begun != size_) {
                throw invalid_parameter{"square_matrix", "length of row " + std::to_string(begun / size_),
                                        static_cast<double>(entries_.size() - begun),
                                        "the number of rows, " + std::to_string(size_)};
            }
        }
    }

public:
    square_matrix_of() = default;

    /// @throws invalid_parameter naming a row that is not as long as there are rows
    constexpr square_matrix_of(std::initializer_list<std::initializer_list<Number>> rows) : size_{rows.size()}
    {
        fill(rows);
    }

    /// From a range of rows, ranges of numbers.
    template <ranges::forward_range Rows>
        requires amount_range<ranges::range_reference_t<Rows const&>>
    constexpr explicit square_matrix_of(Rows const& rows)
    {
        for (auto it = ranges::begin(rows); it != ranges::end(rows); ++it) {
            ++size_;
        }
        fill(rows);
    }

    [[nodiscard]] constexpr std::size_t rows() const noexcept { return size_; }
    [[nodiscard]] constexpr std::size_t cols() const noexcept { return size_; }
    [[nodiscard]] constexpr Number operator()(std::size_t i, std::size_t j) const { return entries_[i * size_ + j]; }

    friend bool operator==(square_matrix_of const&, square_matrix_of const&) = default;

private:
    std::size_t size_ = 0;
    std::vector<Number> entries_;
};

} // namespace concentration_detail

/// Numbers in rows and columns, as many rows as columns: partners in the order of the flows.
using square_matrix = concentration_detail::square_matrix_of<double>;

/// A square matrix whose rows and columns are partners, found by their identifiers. It may hold more partners than
/// the flows that it is used with, and not fewer.
template <identifier Id>
class partner_matrix {
public:
    partner_matrix() = default;

    /// @throws invalid_parameter when there are not as many identifiers as rows, or one of them twice
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
                throw invalid_parameter{"partner_matrix", detail::partner_named(rows_[i].first), "there twice",
                                        "there once"};
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] square_matrix const& entries() const& noexcept { return entries_; }
    [[nodiscard]] square_matrix entries() const&& { return entries_; }

    /// The row and column of a partner; nothing when the matrix does not hold him.
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

/// A matrix that knows its size.
template <class Matrix>
concept sized_matrix = requires(Matrix const& matrix) {
    { matrix.rows() } -> std::convertible_to<std::size_t>;
    { matrix.cols() } -> std::convertible_to<std::size_t>;
};

/// Entries for the partners at two positions.
template <class Matrix>
concept matrix_by_position = requires(Matrix const& matrix, std::size_t i) {
    { matrix(i, i) } -> std::convertible_to<double>;
};

/// Entries for two partners by their identifiers. What could be both, over integral identifiers, is this, unless it
/// knows its size.
template <class Matrix, class Id>
concept matrix_by_id = requires(Matrix const& matrix, Id const& id) {
    { matrix.position(id) } -> std::same_as<std::optional<std::size_t>>;
    { matrix.entries() } -> matrix_by_position;
} || (!sized_matrix<Matrix> && requires(Matrix const& matrix, Id const& id) {
                           { matrix(id, id) } -> std::convertible_to<double>;
                       });

/// Refuses a matrix of another size than that of the flows.
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

/// The entry at (i, j), which is that at (j, i) and passes `valid`.
template <class Matrix, class Valid>
[[nodiscard]] constexpr double checked_entry(Matrix const& matrix, std::size_t i, std::size_t j, Valid valid,
                                             std::string_view index, std::string_view required)
{
    auto const place = [&] { return "entry (" + std::to_string(i) + ", " + std::to_string(j) + ")"; };
    auto const entry = static_cast<double>(matrix(i, j));
    if (!valid(entry)) {
        throw invalid_parameter{index, place(), entry, required};
    }
    if (auto const mirrored = j < i ? static_cast<double>(matrix(j, i)) : entry; mirrored != entry) {
        throw invalid_parameter{index, place(), entry,
                                detail::number_text(mirrored)
                                    + " as its mirror image is: the matrix must be symmetric"};
    }
    return entry;
}

/// Calls f with the matrix that has the partners of a portfolio in their order.
template <class Matrix, class Flows, class F>
[[nodiscard]] outcome with_positions(Matrix const& matrix, Flows const& flows, std::string_view index, F f)
{
    auto const ids = flows.ids();
    if constexpr (requires { matrix.position(ids[0]); }) {
        auto places = std::vector<std::size_t>{};
        for (auto const& id : ids) {
            auto const found = matrix.position(id);
            if (!found) {
                throw invalid_parameter{index, detail::partner_named(id), "not in the matrix",
                                        "there, as every partner"};
            }
            places.push_back(*found);
        }
        return f([&](std::size_t i, std::size_t j) { return matrix.entries()(places[i], places[j]); });
    } else {
        return f([&](std::size_t i, std::size_t j) { return static_cast<double>(matrix(ids[i], ids[j])); });
    }
}

/// The amounts in their own order.
template <class Number>
class sequence_of {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(Number const* first, std::size_t count)
    {
        amounts_.insert(amounts_.end(), first, first + count);
    }

    /// Forgets the amounts and keeps the memory.
    constexpr void clear() noexcept { amounts_.clear(); }

    constexpr void rescale(int power) noexcept
    {
        for (auto& amount : amounts_) {
            amount = detail::scaled(amount, power);
        }
    }

    [[nodiscard]] constexpr std::span<Number const> amounts() const noexcept { return amounts_; }

private:
    std::vector<Number> amounts_;
};

using sequence = sequence_of<double>;

/// The statistic of a rule whose matrix goes by position; one that goes by identifier needs a portfolio.
template <class Matrix>
struct reads_positions {};
template <matrix_by_position Matrix>
struct reads_positions<Matrix> {
    using statistic = sequence;
};

/// The outcome of a rule with a matrix by identifiers: that of the same rule with a matrix by positions.
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
