// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/digit_columns.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/row_batch.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// A column of a batch of rows. Numbers are read all at once, as far as the fast path can read them; values of other
/// types are read on request.
template <class T>
class column_values {
public:
    void read(digit_columns&, row_batch::fields first, std::size_t, unsigned char*) { first_ = first; }

    /// Assigns the i-th value to `to`. @return false when the field takes the slow path
    [[nodiscard]] bool get(std::size_t i, T& to) const
    {
        auto value = parse<T>{}(trimmed(*(first_ + i)));
        if (!value) {
            return false;
        }
        to = *std::move(value);
        return true;
    }

    /// Whether the i-th field may be one of several texts.
    [[nodiscard]] bool may_be_one_of(missing_codes const& texts, std::size_t i) const
    {
        return texts.may_contain(trimmed(*(first_ + i)));
    }

private:
    row_batch::fields first_;
};

template <readable_number T>
class column_values<T> {
public:
    void read(digit_columns& digits, row_batch::fields first, std::size_t count, unsigned char* fine)
    {
        if (values_.size() < count) {
            values_.resize(count);
        }
        digits.read(first, count, values_.data(), fine);
    }

    bool get(std::size_t i, T& to) const noexcept
    {
        to = values_[i];
        return true;
    }

    /// The values from the i-th on; null where the column was not read.
    [[nodiscard]] T const* from(std::size_t i) const noexcept { return values_.empty() ? nullptr : values_.data() + i; }

private:
    std::vector<T> values_;
};

} // namespace equipoise::io::detail
