// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/digit_columns.hpp>
#include <equipoise/io/digits.hpp>
#include <equipoise/io/row_batch.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace equipoise::io::detail {

using equipoise::detail::best_instruction_set;
using equipoise::detail::instruction_set;
using equipoise::detail::no_short_number;
using equipoise::detail::short_fields;

/// Reads columns of numbers.
class digit_columns {
public:
    /// @param by not above best_instruction_set()
    explicit digit_columns(instruction_set by = best_instruction_set()) noexcept : by_{by} {}

    /// Reads the fields of `count` rows into `values`. Where a field is not read, because it is no number or one that
    /// `read_quickly` leaves to the slow path, `fine[i]` becomes 0.
    template <readable_number T>
    void read(row_batch::fields field, std::size_t count, T* values, unsigned char* fine)
    {
        while (count != 0) {
            auto const batch = (std::min)(count, short_fields::most);
            if (by_ != instruction_set::baseline && (std::same_as<T, double> || (whole_number<T> && sizeof(T) >= 4))) {
                read_batch(field, batch, values, fine);
            } else {
                for (std::size_t i = 0; i < batch; ++i) {
                    read_one(field + i, values[i], fine[i]);
                }
            }
            field = field + batch;
            values += batch;
            fine += batch;
            count -= batch;
        }
    }

private:
    template <class T>
    void read_batch(row_batch::fields field, std::size_t count, T* values, unsigned char* fine)
    {
        constexpr auto points = std::same_as<T, double>;
        if (!points && field.all_equal(count)) { // as the first columns of a sorted file are
            auto value = T{};
            if (!read_quickly<true>(*field, value)) {
                std::fill_n(fine, count, static_cast<unsigned char>(0));
            }
            std::fill_n(values, count, value);
            return;
        }
        field.load(count, fields_.words, fields_.sizes);
        for (auto i = count; i % short_fields::lanes != 0; ++i) {
            fields_.words[i] = '0';
            fields_.sizes[i] = 1;
        }
        auto const value = [this](std::size_t i) {
            if constexpr (points) {
                return std::bit_cast<T>(fields_.words[i]);
            } else {
                return static_cast<T>(fields_.words[i]);
            }
        };
        if (read_short_fields<points>(by_, fields_, count)) {
            for (std::size_t i = 0; i < count; ++i) {
                values[i] = value(i);
            }
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (fields_.words[i] == no_short_number) [[unlikely]] {
                read_one(field + i, values[i], fine[i]);
            } else {
                values[i] = value(i);
            }
        }
    }

    template <class T>
    static void read_one(row_batch::fields field, T& value, unsigned char& fine)
    {
        if (!read_quickly<true>(*field, value)) {
            fine = 0;
        }
    }

    short_fields fields_;
    instruction_set by_;
};

} // namespace equipoise::io::detail
