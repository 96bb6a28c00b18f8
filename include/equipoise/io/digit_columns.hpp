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

using equipoise::detail::no_short_number;
using equipoise::detail::read_wide;
using equipoise::detail::short_fields;
using equipoise::detail::wide_digits_work;

/// Reads columns of numbers.
class digit_columns {
public:
    explicit digit_columns(bool wide = wide_digits_work()) noexcept : wide_{wide} {}

    /// Reads the fields of `count` rows into `values`, and clears `fine[i]` where one must be looked at with more care.
    template <readable_number T>
    void read(row_batch::fields field, std::size_t count, T* values, unsigned char* fine)
    {
        while (count != 0) {
            auto const some = (std::min)(count, short_fields::most);
            if (wide_ && (std::same_as<T, double> || (whole_number<T> && sizeof(T) >= 4))) {
                read_some(field, some, values, fine);
            } else {
                for (std::size_t i = 0; i < some; ++i) {
                    read_one(field + i, values[i], fine[i]);
                }
            }
            field = field + some;
            values += some;
            fine += some;
            count -= some;
        }
    }

private:
    template <class T>
    void read_some(row_batch::fields field, std::size_t count, T* values, unsigned char* fine)
    {
        constexpr auto points = std::same_as<T, double>;
        if (!points && field.alike(count)) { // as the first columns of a sorted file are
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
        if (read_wide<points>(fields_, count)) {
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
    bool wide_;
};

} // namespace equipoise::io::detail
