// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace equipoise::io::detail {

/// A whole number below 2^4096 as words of 32 bits, the lowest first.
class big_number {
public:
    [[nodiscard]] bool is_zero() const noexcept { return size_ == 0; }

    [[nodiscard]] int bit_width() const noexcept
    {
        return is_zero() ? 0 : static_cast<int>(32 * size_) - std::countl_zero(words_[size_ - 1]);
    }

    void multiply_and_add(std::uint32_t factor, std::uint32_t summand) noexcept
    {
        auto carry = std::uint64_t{summand};
        for (std::size_t i = 0; i < size_; ++i) {
            carry += std::uint64_t{words_[i]} * factor;
            words_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
        append(static_cast<std::uint32_t>(carry));
    }

    void multiply_by_power_of_ten(int power) noexcept
    {
        for (; power >= 9; power -= 9) {
            multiply_and_add(1'000'000'000, 0);
        }
        for (; power > 0; --power) {
            multiply_and_add(10, 0);
        }
    }

    void shift_left(int bits) noexcept
    {
        if (bits <= 0 || is_zero()) {
            return;
        }
        auto const by = static_cast<std::size_t>(bits) / 32;
        std::copy_backward(words_.begin(), words_.begin() + offset(size_), words_.begin() + offset(size_ + by));
        std::fill_n(words_.begin(), by, 0U);
        size_ += by;
        multiply_and_add(std::uint32_t{1} << static_cast<unsigned>(bits) % 32U, 0);
    }

    /// Subtracts `other` if it is not larger. @return whether it did
    bool subtract_if_possible(big_number const& other) noexcept
    {
        if (is_below(other)) {
            return false;
        }
        auto borrow = std::uint64_t{0};
        for (std::size_t i = 0; i < size_; ++i) {
            auto const difference = std::uint64_t{words_[i]} - (i < other.size_ ? other.words_[i] : 0U) - borrow;
            words_[i] = static_cast<std::uint32_t>(difference);
            borrow = difference >> 63U;
        }
        while (size_ > 0 && words_[size_ - 1] == 0) {
            --size_;
        }
        return true;
    }

private:
    using words = std::array<std::uint32_t, 128>;

    [[nodiscard]] static words::difference_type offset(std::size_t n) noexcept
    {
        return static_cast<words::difference_type>(n);
    }

    [[nodiscard]] bool is_below(big_number const& other) const noexcept
    {
        if (size_ != other.size_) {
            return size_ < other.size_;
        }
        for (auto i = size_; i > 0; --i) {
            if (words_[i - 1] != other.words_[i - 1]) {
                return words_[i - 1] < other.words_[i - 1];
            }
        }
        return false;
    }

    void append(std::uint32_t word) noexcept
    {
        if (word != 0) {
            words_[size_++] = word;
        }
    }

    words words_{};
    std::size_t size_ = 0;
};

/// The number in a text such as "-12.5e-3": digits times a power of ten.
struct decimal {
    /// More than the number of digits (768) of any number half-way between two doubles. A single further digit stands
    /// for all that follow, if any of these is not 0.
    static constexpr int most_digits = 800;

    big_number digits;
    int count = 0;             ///< number of digits from the first that is not 0
    std::int64_t exponent = 0; ///< of the last digit
    bool negative = false;
    bool valid = false;

    [[nodiscard]] static decimal read(std::string_view text) noexcept
    {
        auto result = decimal{};
        result.negative = text.starts_with('-');
        text.remove_prefix(result.negative ? 1 : 0);

        auto any = false;
        auto after_point = false;
        auto more = false;
        for (; !text.empty() && (is_digit(text.front()) || (text.front() == '.' && !after_point));
             text.remove_prefix(1)) {
            if (text.front() == '.') {
                after_point = true;
                continue;
            }
            any = true;
            result.exponent -= after_point ? 1 : 0;
            if (result.count == most_digits) {
                more = more || text.front() != '0';
                ++result.exponent;
            } else if (result.count > 0 || text.front() != '0') {
                result.append(value_of(text.front()));
            }
        }
        if (more) {
            --result.exponent;
            result.append(1);
        }
        result.valid = any && (text.empty() || result.add_exponent(text));
        return result;
    }

private:
    [[nodiscard]] static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
    [[nodiscard]] static unsigned value_of(char digit) noexcept { return static_cast<unsigned>(digit - '0'); }

    void append(unsigned digit) noexcept
    {
        digits.multiply_and_add(10, digit);
        ++count;
    }

    // Reads "e12", "E+12" or "e-12", which must be the rest of the text.
    [[nodiscard]] bool add_exponent(std::string_view text) noexcept
    {
        constexpr auto beyond_all = std::int64_t{1'000'000'000'000'000'000};
        if (text.front() != 'e' && text.front() != 'E') {
            return false;
        }
        text.remove_prefix(1);
        auto const down = text.starts_with('-');
        text.remove_prefix(down || text.starts_with('+') ? 1 : 0);
        auto value = std::int64_t{0};
        for (auto const c : text) {
            if (!is_digit(c)) {
                return false;
            }
            value = (std::min)(value * 10 + std::int64_t{value_of(c)}, beyond_all / 10);
        }
        exponent += down ? -value : value;
        return !text.empty();
    }
};

/// `number` / `divisor` rounded to the nearest T, to the even one of two; infinity when it is too large, 0 when it is
/// too small.
///
/// Exact: the quotient is taken bit by bit to 64 bits and a remainder, then rounded once
/// (Clinger 1990, How to read floating point numbers accurately).
template <std::floating_point T>
[[nodiscard]] T nearest_quotient(big_number number, big_number divisor) noexcept
{
    using limits = std::numeric_limits<T>;
    using bits = std::conditional_t<sizeof(T) == sizeof(std::uint64_t), std::uint64_t, std::uint32_t>;
    static_assert(limits::is_iec559 && limits::radix == 2 && sizeof(T) == sizeof(bits));

    auto const scale = number.bit_width() - divisor.bit_width();
    number.shift_left(-scale);
    divisor.shift_left(scale);
    auto quotient = std::uint64_t{0}; // times 2^(scale - 63)
    for (auto i = 0; i < 64; ++i) {
        quotient = quotient << 1U | (number.subtract_if_possible(divisor) ? 1U : 0U);
        number.shift_left(1);
    }
    auto const leading = std::countl_zero(quotient);
    quotient <<= static_cast<unsigned>(leading);
    auto const exponent = scale - 63 - leading;

    // Numbers below the smallest normal one have fewer bits.
    constexpr auto lowest = limits::min_exponent - limits::digits; // exponent of the last bit
    auto const dropped = (std::max)(64 - limits::digits, lowest - exponent);
    if (dropped > 64) {
        return T{0};
    }
    auto const half = std::uint64_t{1} << static_cast<unsigned>(dropped - 1);
    auto const rest = quotient & (half | (half - 1));
    auto kept = dropped == 64 ? std::uint64_t{0} : quotient >> static_cast<unsigned>(dropped);
    if (rest > half || (rest == half && (!number.is_zero() || kept % 2 == 1))) {
        ++kept;
    }
    // The leading bit of a normal number adds 1 to the exponent's field, and so does one that rounding has carried.
    auto const field = static_cast<std::uint64_t>(exponent + dropped - lowest) << (limits::digits - 1U);
    auto const infinite = std::bit_cast<bits>(limits::infinity());
    return std::bit_cast<T>(static_cast<bits>((std::min)(field + kept, std::uint64_t{infinite})));
}

/// Reads all of `text` as a decimal number, exact to the last bit and independent of the locale, where the standard
/// library has no std::from_chars for T. A number is out of range when it overflows, or when it is not 0 but becomes 0;
/// `value` then keeps its value.
template <std::floating_point T>
[[nodiscard]] std::errc read_decimal(std::string_view text, T& value) noexcept
{
    using limits = std::numeric_limits<T>;
    auto number = decimal::read(text);
    if (!number.valid) {
        return std::errc::invalid_argument;
    }
    auto magnitude = T{0};
    if (number.count > 0) {
        auto const first = number.exponent + number.count - 1; // exponent of the first digit
        if (first > limits::max_exponent10 || first < limits::min_exponent10 - limits::digits10 - 3) {
            return std::errc::result_out_of_range;
        }
        auto divisor = big_number{};
        divisor.multiply_and_add(0, 1);
        auto const power = static_cast<int>(number.exponent);
        (power < 0 ? divisor : number.digits).multiply_by_power_of_ten(power < 0 ? -power : power);
        magnitude = nearest_quotient<T>(number.digits, divisor);
        if (magnitude == T{0} || magnitude > (limits::max)()) {
            return std::errc::result_out_of_range;
        }
    }
    value = number.negative ? -magnitude : magnitude;
    return std::errc{};
}

} // namespace equipoise::io::detail
