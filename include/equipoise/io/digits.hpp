// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>
#include <equipoise/core/simd/load.hpp>

#include <bit>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace equipoise::io::detail {

using equipoise::detail::load;

/// A word of eight digits, the last one in the highest byte; fewer digits have zeros in front of them.
class digit_word {
public:
    /// Loads `n` characters, from 1 to 8. Loads overlap, so that nothing outside the text is read.
    [[gnu::always_inline]] static digit_word load(char const* from, std::size_t n) noexcept
    {
        if (n < 4) [[unlikely]] {
            return load_few(from, n);
        }
        return load_many(from, n);
    }

    /// The same for 1 to 3 characters.
    [[gnu::always_inline]] static digit_word load_few(char const* from, std::size_t n) noexcept
    {
        auto const byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(from[i])}; };
        auto const shift = 64 - 8 * n;
        return {byte(0) << shift | byte(n / 2) << (shift + 8 * (n / 2)) | byte(n - 1) << 56U, all_zeros << shift};
    }

    /// The same for 4 to 8 characters.
    [[gnu::always_inline]] static digit_word load_many(char const* from, std::size_t n) noexcept
    {
        auto const front = std::uint64_t{detail::load<std::uint32_t>(from)};
        auto const back = std::uint64_t{detail::load<std::uint32_t>(from + n - 4)};
        return {back << 32U | front << (64 - 8 * n), all_zeros << (64 - 8 * n)};
    }

    [[gnu::always_inline]] static digit_word load_eight(char const* from) noexcept
    {
        return {detail::load<std::uint64_t>(from), all_zeros};
    }

    /// The same where 8 characters can be read from the first one on; n = 0 loads all eight of them.
    [[gnu::always_inline]] static digit_word load_ahead(char const* from, std::size_t n) noexcept
    {
        auto const shift = (64 - 8 * n) % 64;
        return {detail::load<std::uint64_t>(from) << shift, all_zeros << shift};
    }

    /// Removes the first decimal point. @return whether there is one; `decimals` is then the number of characters after
    /// it
    [[gnu::always_inline]] bool remove_point(unsigned& decimals) noexcept
    {
        auto const other = values_ ^ every * ('.' ^ '0');
        auto const found = (other - every) & ~other & high_bits; // exact up to the first one
        if (found == 0) {
            return false;
        }
        auto const up_to = found ^ (found - 1); // the byte of the point and all below
        values_ = (values_ & ~up_to) | (values_ & up_to >> 8U) << 8U;
        decimals = static_cast<unsigned>(std::countl_zero(up_to)) / 8;
        return true;
    }

    /// Whether all characters are digits.
    [[nodiscard, gnu::always_inline]] bool valid() const noexcept
    {
        return ((values_ | (values_ + every * (0x80 - 10))) & high_bits) == 0;
    }

    [[nodiscard, gnu::always_inline]] std::uint64_t number() const noexcept
    {
        constexpr std::uint64_t every_fourth = 0x000000FF000000FFU;
        auto const pairs = values_ * 10 + (values_ >> 8U);
        return ((pairs & every_fourth) * (100 + (std::uint64_t{1'000'000} << 32U))
                + (pairs >> 16U & every_fourth) * (1 + (std::uint64_t{10'000} << 32U)))
               >> 32U;
    }

private:
    static constexpr std::uint64_t every = 0x0101010101010101U;
    static constexpr std::uint64_t high_bits = every * 0x80;
    static constexpr std::uint64_t all_zeros = every * '0';

    digit_word(std::uint64_t characters, std::uint64_t zeros) noexcept : values_{characters ^ zeros} {}

    std::uint64_t values_; ///< of the digits, one in each byte
};

/// Reads four digits, given by their values, the last one in the highest byte. @return false when one is no digit
[[nodiscard, gnu::always_inline]] inline bool read_four(std::uint32_t digits, std::uint32_t& value) noexcept
{
    value = ((digits * 10 + (digits >> 8U)) & 0x00FF00FFU) * (1 + (100U << 16U)) >> 16U;
    return ((digits | (digits + 0x76767676U)) & 0x80808080U) == 0;
}

/// Reads one to eight digits. @return false when `text` is anything else
[[nodiscard, gnu::always_inline]] inline bool read_digits(std::string_view text, std::uint32_t& value) noexcept
{
    auto const n = text.size();
    if (n - 1 < 3) {
        struct weights {
            unsigned first;
            unsigned middle;
        };
        static constexpr weights of_size[] = {{0, 0}, {0, 0}, {10, 0}, {100, 10}};
        auto const digit = [&](std::size_t i) { return static_cast<unsigned>(text[i]) - '0'; };
        auto const first = digit(0);
        auto const middle = digit(n / 2);
        auto const last = digit(n - 1);
        value = first * of_size[n].first + middle * of_size[n].middle + last;
        return first <= 9 && middle <= 9 && last <= 9;
    }
    if (n - 1 >= 8) [[unlikely]] {
        return false;
    }
    if (n == 4) { // a year
        return read_four(load<std::uint32_t>(text.data()) ^ 0x30303030U, value);
    }
    auto const word = digit_word::load_many(text.data(), n);
    value = static_cast<std::uint32_t>(word.number());
    return word.valid();
}

/// The same where 8 bytes can be read from the first character on.
[[nodiscard, gnu::always_inline]] inline bool read_digits_ahead(std::string_view text, std::uint32_t& value) noexcept
{
    auto const n = text.size();
    if (n - 1 < 4) [[likely]] {
        return read_four((load<std::uint32_t>(text.data()) ^ 0x30303030U) << (32 - 8 * n), value);
    }
    auto const word = digit_word::load_ahead(text.data(), n);
    value = static_cast<std::uint32_t>(word.number());
    return n - 1 < 8 && word.valid();
}

/// A whole number divided by a power of ten, as a double.
///
/// A whole number up to 2^53 and a power of ten up to 10^22 are doubles, so their quotient is rounded once
/// (Clinger 1990, How to read floating point numbers accurately).
[[nodiscard, gnu::always_inline]] inline double over_power_of_ten(std::uint64_t number, unsigned power) noexcept
{
    static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    return static_cast<double>(static_cast<std::int64_t>(number)) / powers[power];
}

/// Whether a text is short enough that a decimal number can be read exactly by its digits.
[[nodiscard, gnu::always_inline]] inline bool has_short_size(std::string_view text) noexcept
{
    return FLT_EVAL_METHOD == 0 && text.size() - 1 < 16;
}

/// Reads one to eight digits, with or without a decimal point.
[[nodiscard, gnu::always_inline]] inline bool read_eight(digit_word word, std::size_t n, double& value) noexcept
{
    auto decimals = 0U;
    if (word.remove_point(decimals) && n == 1) {
        return false;
    }
    value = over_power_of_ten(word.number(), decimals);
    return word.valid();
}

/// Reads sixteen digits in two words, with or without a decimal point.
[[nodiscard, gnu::always_inline]] inline bool read_sixteen(digit_word high, digit_word low, double& value) noexcept
{
    auto decimals = 0U;
    auto scale = std::uint64_t{100'000'000};
    if (low.remove_point(decimals)) {
        scale = 10'000'000;
    } else if (high.remove_point(decimals)) {
        decimals += 8;
    }
    auto const number = high.number() * scale + low.number();
    value = over_power_of_ten(number, decimals);
    return high.valid() && low.valid() && number <= std::uint64_t{1} << 53U;
}

/// Reads up to sixteen digits, with or without a decimal point, exactly. @return false when `text` is anything else, or
/// a number that may not be exact. `Ahead` tells that 8 bytes can be read from the first character on.
template <bool Ahead = false>
[[nodiscard, gnu::always_inline]] inline bool read_short_decimal(std::string_view text, double& value) noexcept
{
    auto const* const from = text.data();
    auto const n = text.size();
    auto const load = [from](std::size_t count) {
        return Ahead ? digit_word::load_ahead(from, count) : digit_word::load(from, count);
    };
    if (!has_short_size(text)) [[unlikely]] {
        return false;
    }
    if (n <= 8) [[likely]] {
        return read_eight(load(n), n, value);
    }
    return read_sixteen(load(n - 8), digit_word::load_eight(from + n - 8), value);
}

} // namespace equipoise::io::detail
