// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/digits.hpp>
#include <equipoise/io/row_batch.hpp>

#include <algorithm>
#include <cfloat>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace equipoise::io::detail {

/// The fields of a column, as far as they are short, on their way to numbers.
struct short_fields {
    static constexpr std::size_t most = 256;
    static constexpr std::size_t lanes = 4;
    static_assert(most % lanes == 0);

    std::uint64_t words[most]; ///< the first eight characters of each, some of which may be of the next
    std::uint64_t sizes[most];
};

/// What becomes of a field: the digits as a number in the lower half; in the upper one the place of the point among
/// eight characters, the first of them 1, and 0 for none; something else where it is no short number.
struct short_number {
    std::uint64_t bits;

    [[nodiscard, gnu::always_inline]] bool fine() const noexcept { return bits >> 32U <= 8; }
    [[nodiscard, gnu::always_inline]] std::uint32_t digits() const noexcept { return static_cast<std::uint32_t>(bits); }
    [[nodiscard, gnu::always_inline]] unsigned behind() const noexcept
    {
        return static_cast<unsigned>(0 - (bits >> 32U)) % 8; // the point
    }
};

#if defined(__x86_64__) && defined(__GNUC__)

[[nodiscard]] inline bool wide_digits_work() noexcept
{
    return FLT_EVAL_METHOD == 0 && __builtin_cpu_supports("avx2") != 0;
}

/// Reads one to eight digits, with `Points` one point among them or none, in four fields at a time as digit_word does,
/// and puts a short_number in the place of each word. Returns whether all of them are numbers.
template <bool Points>
[[gnu::target("avx2")]] inline bool read_wide(short_fields& fields, std::size_t count) noexcept
{
    using words = std::uint64_t __attribute__((vector_size(8 * short_fields::lanes)));
    using halves = std::uint32_t __attribute__((vector_size(8 * short_fields::lanes)));
    constexpr auto every = 0x0101010101010101U;
    constexpr auto high_bits = every * 0x80;
    words any_odd = {};
    for (std::size_t i = 0; i < count; i += short_fields::lanes) {
        words digits;
        words size;
        std::memcpy(&digits, fields.words + i, sizeof digits);
        std::memcpy(&size, fields.sizes + i, sizeof size);
        digits = (digits ^ every * '0') << ((64 - 8 * size) & 63U);
        auto odd = (words)(size - 1 > 7);
        words place = {};
        if constexpr (Points) {
            auto const other = digits ^ every * ('.' ^ '0');
            auto const found = (other - every) & ~other & high_bits; // exact up to the first one
            auto const up_to = (found ^ (found - 1)) & (words)(found != 0);
            digits = (digits & ~up_to) | (digits & up_to >> 8U) << 8U;
            place = up_to & every;
            place += place >> 32U;
            place += place >> 16U;
            place += place >> 8U;
            place &= 15U;
            odd |= (words)((size == 1) & (found != 0));
        }
        odd |= (words)(((digits | (digits + every * (0x80 - 10))) & high_bits) != 0);
        auto const pairs = (halves)(digits * 10 + (digits >> 8U));
        auto const fours = (words)((pairs & 0xFFU) * 100 + (pairs >> 16U & 0xFFU));
        auto const number = (fours & 0xFFFFFFFFU) * 10'000 + (fours >> 32U);
        auto const result = number | place << 32U | odd;
        std::memcpy(fields.words + i, &result, sizeof result);
        any_odd |= odd;
    }
    return (any_odd[0] | any_odd[1] | any_odd[2] | any_odd[3]) == 0;
}

#else

[[nodiscard]] inline bool wide_digits_work() noexcept
{
    return false;
}

template <bool Points>
bool read_wide(short_fields&, std::size_t) noexcept
{
    return false;
}

#endif

/// Reads columns of numbers.
class digit_columns {
public:
    explicit digit_columns(bool wide = wide_digits_work()) noexcept : wide_{wide} {}

    /// Reads the fields of `count` rows into `values`, and clears `fine[i]` where one must be looked at with more care.
    template <number T>
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
        field.load(count, fields_.words, fields_.sizes);
        if (!points && all_alike(count)) { // as the first columns of a sorted file are
            auto value = T{};
            if (!read_quickly<true>(*field, value)) {
                std::fill_n(fine, count, static_cast<unsigned char>(0));
            }
            std::fill_n(values, count, value);
            return;
        }
        for (auto i = count; i % short_fields::lanes != 0; ++i) {
            fields_.words[i] = '0';
            fields_.sizes[i] = 1;
        }
        if (read_wide<points>(fields_, count) && !points) {
            for (std::size_t i = 0; i < count; ++i) {
                values[i] = static_cast<T>(fields_.words[i]);
            }
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            auto const found = short_number{fields_.words[i]};
            if (!found.fine()) [[unlikely]] {
                read_one(field + i, values[i], fine[i]);
            } else if constexpr (points) {
                values[i] = over_power_of_ten(found.digits(), found.behind());
            } else {
                values[i] = static_cast<T>(found.digits());
            }
        }
    }

    /// Whether all fields are the same short text as the first.
    [[nodiscard]] bool all_alike(std::size_t count) const noexcept
    {
        auto const size = fields_.sizes[0];
        if (size - 1 > 7) {
            return false;
        }
        auto const shift = 64 - 8 * size;
        for (std::size_t i = 0; i < count;) {
            auto other = std::uint64_t{0};
            for (auto const end = (std::min)(count, i + 32); i < end; ++i) {
                other |= (fields_.words[i] ^ fields_.words[0]) << shift | (fields_.sizes[i] ^ size);
            }
            if (other != 0) {
                return false;
            }
        }
        return true;
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
