// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/arrow/column_type.hpp>
#include <equipoise/io/arrow/owned.hpp>
#include <equipoise/io/decimal.hpp>
#include <equipoise/io/number_text.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

/// The i-th T of a buffer, which need not be aligned. Buffers are in the byte order of the machine.
template <class T>
[[nodiscard]] T arrow_value(void const* buffer, std::size_t i) noexcept
{
    T value;
    std::memcpy(&value, static_cast<unsigned char const*>(buffer) + i * sizeof(T), sizeof(T));
    return value;
}

/// A whole number of 32 to 256 bits over a power of ten, as the nearest double.
[[nodiscard]] inline double arrow_decimal_value(unsigned char const* bytes, arrow_type const& type)
{
    auto words = std::array<std::uint32_t, 8>{}; // the lowest first
    auto const count = type.bytes / sizeof(std::uint32_t);
    constexpr auto lowest_first = std::endian::native == std::endian::little;
    for (std::size_t i = 0; i < count; ++i) {
        words[i] = arrow_value<std::uint32_t>(bytes, lowest_first ? i : count - 1 - i);
    }
    auto const negative = (words[count - 1] >> 31U) != 0;
    auto carry = std::uint64_t{1};
    for (std::size_t i = 0; negative && i < count; ++i) {
        carry += ~words[i];
        words[i] = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
    auto size = count;
    while (size > 0 && words[size - 1] == 0) {
        --size;
    }
    auto const sign = negative ? -1.0 : 1.0;
    auto const low = std::uint64_t{words[1]} << 32U | words[0];
    constexpr auto powers = std::to_array({1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                           1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22});
    if (size <= 2 && low <= std::uint64_t{1} << 53U && type.scale >= 0
        && static_cast<std::size_t>(type.scale) < powers.size()) {
        // both are doubles, so that the quotient is rounded once
        return sign * (static_cast<double>(low) / powers[static_cast<std::size_t>(type.scale)]);
    }
    auto number = big_number{};
    for (auto i = size; i > 0; --i) {
        number.shift_left(32);
        number.multiply_and_add(1, words[i - 1]);
    }
    if (number.is_zero()) {
        return 0;
    }
    auto divisor = big_number{};
    divisor.multiply_and_add(0, 1);
    (type.scale < 0 ? number : divisor).multiply_by_power_of_ten(type.scale < 0 ? -type.scale : type.scale);
    return sign * nearest_quotient<double>(number, divisor);
}

/// The cells of a column without its dictionary, counted from a row of a batch on.
class arrow_cells {
public:
    arrow_cells() = default;

    /// @param first the row that is cell 0
    /// @throws input_error when the column has fewer rows or buffers than the interface lays down
    arrow_cells(arrow_type const& type, ArrowArray const& column, std::size_t first, std::size_t count,
                std::string const& name)
        : type_{type}, buffers_{column.buffers}
    {
        if (column.offset < 0 || column.length < 0
            || static_cast<std::uint64_t>(column.length) < std::uint64_t{first} + count) {
            refuse_arrow("column " + printable(name) + " has " + std::to_string(column.length) + " rows, and its batch "
                         + std::to_string(first + count));
        }
        if (column.n_buffers < type.buffers() || (column.buffers == nullptr && type.buffers() > 0)) {
            refuse_arrow("column " + printable(name) + " has " + std::to_string(column.n_buffers) + " buffers, "
                         + std::to_string(type.buffers()) + " expected");
        }
        offset_ = static_cast<std::size_t>(column.offset) + first;
        if (type.storage == arrow_storage::nothing) {
            return;
        }
        if (column.null_count != 0) {
            valid_ = static_cast<unsigned char const*>(buffers_[0]);
            if (!any_null(count)) {
                valid_ = nullptr; // so that values need not be looked at one by one
            }
        }
        if (type.storage == arrow_storage::text_view) {
            more_buffers_ = column.n_buffers >= 3 ? static_cast<std::size_t>(column.n_buffers - 3) : 0;
        }
        for (std::int64_t i = 1; count > 0 && i < (std::min)(type.buffers(), std::int64_t{2}); ++i) {
            if (buffers_[i] == nullptr) {
                refuse_arrow("column " + printable(name) + " has no values");
            }
        }
    }

    [[nodiscard]] arrow_type const& type() const noexcept { return type_; }
    [[nodiscard]] bool may_be_null() const noexcept
    {
        return valid_ != nullptr || type_.storage == arrow_storage::nothing;
    }
    [[nodiscard]] bool is_null(std::size_t i) const noexcept
    {
        auto const at = offset_ + i;
        return valid_ != nullptr ? (valid_[at / 8] >> (at % 8) & 1) == 0 : type_.storage == arrow_storage::nothing;
    }

    /// Where the values of T begin; they may be unaligned.
    template <class T>
    [[nodiscard]] unsigned char const* from() const noexcept
    {
        return static_cast<unsigned char const*>(buffers_[1]) + offset_ * sizeof(T);
    }

    /// use(value) with the i-th value of a column of whole numbers or floating-point numbers.
    template <class Use>
    decltype(auto) visit_number(std::size_t i, Use const& use) const
    {
        using enum arrow_storage;
        switch (type_.storage) {
        case int8: return use(at<std::int8_t>(i));
        case uint8: return use(at<std::uint8_t>(i));
        case int16: return use(at<std::int16_t>(i));
        case uint16: return use(at<std::uint16_t>(i));
        case int32: return use(at<std::int32_t>(i));
        case uint32: return use(at<std::uint32_t>(i));
        case uint64: return use(at<std::uint64_t>(i));
        case float32: return use(at<float>(i));
        case float64: return use(at<double>(i));
        default: return use(at<std::int64_t>(i));
        }
    }

    /// The i-th value of a column of numbers as a double, rounded once.
    [[nodiscard]] double number(std::size_t i) const
    {
        if (type_.storage == arrow_storage::decimal) {
            return arrow_decimal_value(static_cast<unsigned char const*>(buffers_[1]) + (offset_ + i) * type_.bytes,
                                       type_);
        }
        return visit_number(i, [](auto value) { return static_cast<double>(value); });
    }

    /// The i-th value of a column of texts. @throws input_error when its offsets contradict one another, or a view is
    /// not within its buffer; how long the buffer of a utf8 column is, the interface does not say
    [[nodiscard]] std::string_view text(std::size_t i) const
    {
        if (type_.storage == arrow_storage::text_view) {
            return viewed(i);
        }
        return type_.storage == arrow_storage::text ? between<std::int32_t>(i) : between<std::int64_t>(i);
    }

    /// The day of the i-th value of a column of dates or times; nothing where it is not in the years 0 to 9999.
    [[nodiscard]] std::optional<period> day(std::size_t i) const
    {
        auto const value =
            type_.storage == arrow_storage::date ? std::int64_t{at<std::int32_t>(i)} : at<std::int64_t>(i);
        auto const days = value / type_.per_day - (value % type_.per_day < 0 ? 1 : 0);
        constexpr auto first = std::chrono::sys_days{std::chrono::year{0} / 1 / 1}.time_since_epoch().count();
        constexpr auto last = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}.time_since_epoch().count();
        if (days < first || days > last) {
            return std::nullopt;
        }
        auto const date =
            std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{static_cast<std::int32_t>(days)}}};
        return period::day(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                           static_cast<int>(static_cast<unsigned>(date.day())));
    }

    /// The i-th value in words, for messages.
    [[nodiscard]] std::string words(std::size_t i) const
    {
        if (is_null(i)) {
            return "null";
        }
        if (type_.is_text()) {
            return std::string{text(i)};
        }
        if (type_.is_day()) {
            auto const found = day(i);
            return found ? found->str() : "a date outside the years 0 to 9999";
        }
        if (type_.is_whole()) {
            return visit_number(i, [](auto value) { return std::to_string(value); });
        }
        return equipoise::detail::number_text(number(i));
    }

private:
    /// Whether one of `count` cells is null, where there is a bitmap.
    [[nodiscard]] bool any_null(std::size_t count) const noexcept
    {
        for (std::size_t i = 0; valid_ != nullptr && i < count;) {
            auto const at = offset_ + i;
            if (at % 8 == 0 && count - i >= 8 && valid_[at / 8] == 0xFF) {
                i += 8;
            } else if (is_null(i++)) {
                return true;
            }
        }
        return false;
    }

    template <class T>
    [[nodiscard]] T at(std::size_t i) const noexcept
    {
        return arrow_value<T>(buffers_[1], offset_ + i);
    }

    template <class Offset>
    [[nodiscard]] std::string_view between(std::size_t i) const
    {
        auto const first = at<Offset>(i);
        auto const last = at<Offset>(i + 1);
        if (first < 0 || last < first) {
            refuse_arrow("the offsets of a text are " + std::to_string(first) + " and " + std::to_string(last));
        }
        if (last != first && buffers_[2] == nullptr) {
            refuse_arrow("a column of texts has no characters");
        }
        return last == first ? std::string_view{}
                             : std::string_view{static_cast<char const*>(buffers_[2]) + first,
                                                static_cast<std::size_t>(last - first)};
    }

    [[nodiscard]] std::string_view viewed(std::size_t i) const
    {
        constexpr auto longest_inline = 12;
        auto const* const view = static_cast<unsigned char const*>(buffers_[1]) + (offset_ + i) * 16;
        auto const size = arrow_value<std::int32_t>(view, 0);
        if (size >= 0 && size <= longest_inline) {
            return {reinterpret_cast<char const*>(view) + 4, static_cast<std::size_t>(size)};
        }
        auto const buffer = arrow_value<std::int32_t>(view, 2);
        auto const first = arrow_value<std::int32_t>(view, 3);
        if (size < 0 || first < 0 || buffer < 0 || static_cast<std::size_t>(buffer) >= more_buffers_
            || buffers_[2 + buffer] == nullptr
            || std::int64_t{first} + size
                   > arrow_value<std::int64_t>(buffers_[2 + more_buffers_], static_cast<std::size_t>(buffer))) {
            refuse_arrow("the view of a text of " + std::to_string(size) + " bytes is at " + std::to_string(first)
                         + " of buffer " + std::to_string(buffer));
        }
        return {static_cast<char const*>(buffers_[2 + buffer]) + first, static_cast<std::size_t>(size)};
    }

    arrow_type type_{};
    void const* const* buffers_ = nullptr;
    unsigned char const* valid_ = nullptr; ///< a bit for each value; null where none is null
    std::size_t offset_ = 0;               ///< of cell 0 in the buffers
    std::size_t more_buffers_ = 0;         ///< those that views refer to
};

} // namespace equipoise::io::detail
