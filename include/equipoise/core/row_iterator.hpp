// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <compare>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>

namespace equipoise::detail {

/// A random-access iterator over rows that are computed when they are read: rows[i], by value.
template <class Rows>
class row_iterator {
public:
    using value_type = decltype(std::declval<Rows const&>()[std::size_t{}]);
    using reference = value_type;
    using difference_type = std::ptrdiff_t;
    /// Holds the row that `->` refers to until the end of the expression.
    class pointer {
    public:
        explicit pointer(value_type const& row) : row_{row} {}
        [[nodiscard]] value_type const* operator->() const noexcept { return std::addressof(row_); }

    private:
        value_type row_;
    };
    using iterator_category = std::input_iterator_tag;
    using iterator_concept = std::random_access_iterator_tag;

    row_iterator() = default;
    row_iterator(Rows rows, std::size_t i) noexcept : rows_{rows}, i_{static_cast<difference_type>(i)} {}

    [[nodiscard]] Rows const& rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(i_); }

    [[nodiscard]] reference operator*() const { return rows_[static_cast<std::size_t>(i_)]; }
    [[nodiscard]] pointer operator->() const { return pointer{**this}; }
    [[nodiscard]] reference operator[](difference_type n) const { return *(*this + n); }

    row_iterator& operator+=(difference_type n) noexcept
    {
        i_ += n;
        return *this;
    }
    row_iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    row_iterator& operator++() noexcept { return *this += 1; }
    row_iterator& operator--() noexcept { return *this += -1; }
    row_iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    row_iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }

    [[nodiscard]] friend row_iterator operator+(row_iterator it, difference_type n) noexcept { return it += n; }
    [[nodiscard]] friend row_iterator operator+(difference_type n, row_iterator it) noexcept { return it += n; }
    [[nodiscard]] friend row_iterator operator-(row_iterator it, difference_type n) noexcept { return it -= n; }
    [[nodiscard]] friend difference_type operator-(row_iterator const& a, row_iterator const& b) noexcept
    {
        return a.i_ - b.i_;
    }
    [[nodiscard]] friend bool operator==(row_iterator const& a, row_iterator const& b) noexcept { return a.i_ == b.i_; }
    [[nodiscard]] friend std::strong_ordering operator<=>(row_iterator const& a, row_iterator const& b) noexcept
    {
        return a.i_ <=> b.i_;
    }

private:
    Rows rows_{};
    difference_type i_ = 0;
};

} // namespace equipoise::detail
