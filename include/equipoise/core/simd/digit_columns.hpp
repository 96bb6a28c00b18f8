// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace equipoise::detail {

/// The fields of a column, as far as they are short, on their way to numbers.
struct short_fields {
    static constexpr std::size_t most = 256;
    static constexpr std::size_t lanes = 4;
    static_assert(most % lanes == 0);

    std::uint64_t words[most]; ///< the first eight characters of each, some of which may be of the next
    std::uint64_t sizes[most];
};

/// What becomes of the word of a field that is no short number. Of others it holds the number.
inline constexpr auto no_short_number = ~std::uint64_t{0};

#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)

[[nodiscard]] inline bool wide_digits_work() noexcept
{
    return FLT_EVAL_METHOD == 0 && __builtin_cpu_supports("avx2") != 0;
}

/// Four whole numbers below 2^52 as doubles.
template <class Doubles, class Words>
[[gnu::target("avx2"), gnu::always_inline]] inline Doubles wide_doubles(Words numbers) noexcept
{
    constexpr auto bits_of_2_to_52 = std::uint64_t{0x433} << 52U;
    return reinterpret_cast<Doubles>(numbers | bits_of_2_to_52) - 0x1p52;
}

/// Reads one to eight digits in four fields at a time, as digit_word does, and puts whole numbers, or no_short_number,
/// in the place of the words; with `Points` there may be one point among them, and it puts doubles. Returns whether all
/// of them are numbers.
template <bool Points>
[[gnu::target("avx2")]] inline bool read_wide(short_fields& fields, std::size_t count) noexcept
{
    using words = std::uint64_t __attribute__((vector_size(8 * short_fields::lanes)));
    using bytes = char __attribute__((vector_size(8 * short_fields::lanes)));
    using pairs_of_bytes = short __attribute__((vector_size(8 * short_fields::lanes)));
    using whole = int __attribute__((vector_size(8 * short_fields::lanes)));
    using doubles = double __attribute__((vector_size(8 * short_fields::lanes)));
    constexpr auto every = 0x0101010101010101U;
    constexpr auto high_bits = every * 0x80;
    auto const by_ten = reinterpret_cast<bytes>(words{} + 0x010A010A010A010AU);
    auto const by_hundred = reinterpret_cast<pairs_of_bytes>(words{} + 0x0001006400010064U);
    words any_odd = {};
    for (std::size_t i = 0; i < count; i += short_fields::lanes) {
        words digits;
        words size;
        std::memcpy(&digits, fields.words + i, sizeof digits);
        std::memcpy(&size, fields.sizes + i, sizeof size);
        digits = (digits ^ every * '0') << ((64 - 8 * size) & 63U);
        auto odd = reinterpret_cast<words>(size - 1 > 7);
        words behind = {}; // the point
        if constexpr (Points) {
            auto const other = digits ^ every * ('.' ^ '0');
            auto const found = (other - every) & ~other & high_bits; // exact up to the first one
            auto const up_to = (found ^ (found - 1)) & reinterpret_cast<words>(found != 0);
            digits = (digits & ~up_to) | (digits & up_to >> 8U) << 8U;
            auto place = up_to & every; // the first of eight is 1
            place += place >> 32U;
            place += place >> 16U;
            place += place >> 8U;
            behind = (0 - place) & 7U;
            odd |= reinterpret_cast<words>((size == 1) & (found != 0));
        }
        odd |= reinterpret_cast<words>(((digits | (digits + every * (0x80 - 10))) & high_bits) != 0);
        auto const pairs = __builtin_ia32_pmaddubsw256(reinterpret_cast<bytes>(digits), by_ten);
        auto const fours = __builtin_ia32_pmaddwd256(pairs, by_hundred);
        auto result =
            reinterpret_cast<words>(__builtin_ia32_pmuludq256(fours, reinterpret_cast<whole>(words{} + 10'000)))
            + (reinterpret_cast<words>(fours) >> 32U);
        if constexpr (Points) { // as over_power_of_ten
            constexpr whole powers = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};
            auto const power =
                reinterpret_cast<words>(__builtin_ia32_permvarsi256(powers, reinterpret_cast<whole>(behind)))
                & 0xFFFFFFFFU;
            result = reinterpret_cast<words>(wide_doubles<doubles>(result) / wide_doubles<doubles>(power));
        }
        result |= odd;
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

} // namespace equipoise::detail
