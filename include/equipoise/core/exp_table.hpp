// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/twofold_functions.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

/// Exponentials of a block at a time, for powers of a million shares: exp z = 2^power (1 + t) (1 + r), t from a table.
namespace equipoise::detail {

/// 2^(j/64) - 1, in 25 bits behind the point and the rest
struct exp_entry {
    double high;
    double low;
};

inline constexpr auto exp_table = [] {
    auto table = std::array<exp_entry, 64>{};
    for (std::size_t j = 0; j < table.size(); ++j) {
        auto const t = exp_minus_one(ln_2 * (static_cast<double>(j) / 64));
        auto const high = (t.hi + 0x1.8p27) - 0x1.8p27;
        table[j] = {high, (t.hi - high) + t.lo};
    }
    return table;
}();

/// z = n ln 2 / 64 + r for |z| < 700, |r| < 1/180, r in two parts.
struct reduced_exponent {
    double power;      ///< 2^floor(n / 64)
    std::size_t place; ///< n modulo 64
    double r;
    double rest;

    [[nodiscard]] static constexpr reduced_exponent of(double z, double z_low) noexcept
    {
        constexpr auto ln_2_of_64 = twofold{0x1.62e42fefap-7, 0x1.cf79abc9e3b3ap-46}; // the first is of 36 bits
        constexpr auto magic = 0x1.8p52;
        auto const shifted = unfused(z * 0x1.71547652b82fep+6) + magic;
        auto const n = shifted - magic;
        auto const steps = std::bit_cast<std::uint64_t>(shifted) - std::bit_cast<std::uint64_t>(magic);
        auto const r = two_sum(z - n * ln_2_of_64.hi, z_low - unfused(n * ln_2_of_64.lo)); // the first is exact
        return {std::bit_cast<double>((steps + (std::uint64_t{1023} << 6)) >> 6 << 52),
                static_cast<std::size_t>(steps & 63), r.hi, r.lo};
    }
};

/// exp z / power - 1 but for 2^-67, and the same relative error down to the smallest z where the power is 1.
[[nodiscard]] constexpr twofold exp_parts(reduced_exponent const& z, exp_entry const& t) noexcept
{
    auto const r_high = (z.r + 0x1.8p19) - 0x1.8p19; // a multiple of 2^-33, so that the next two are exact
    auto const r_low = z.r - r_high;
    auto const sum = t.high + r_high;
    auto const product = t.high * r_high;
    auto const main = fast_two_sum(sum, product);
    auto const whole = fast_two_sum(main.hi, r_low);
    auto series = 1.0 / 720 + unfused(z.r * (1.0 / 5040));
    series = 1.0 / 120 + unfused(z.r * series);
    series = 1.0 / 24 + unfused(z.r * series);
    series = 1.0 / 6 + unfused(z.r * series);
    series = 1.0 / 2 + unfused(z.r * series);
    auto const beyond = unfused(unfused(z.r * z.r) * series) + (z.rest + unfused(z.rest * z.r));
    return {whole.hi, (beyond + (t.low + (main.lo + whole.lo)))
                          + (unfused(t.high * (r_low + beyond)) + unfused(t.low * (z.r + beyond)))};
}

/// exp z, or exp z - 1, of a block of z = high + low, |z| < 700, which it replaces. Looking up and computing are two
/// loops, because compilers make vectors of the second alone.
template <bool LessOne, std::size_t Width>
constexpr void exp_each(double (&high)[Width], double (&low)[Width], std::size_t count) noexcept
{
    double t_high[Width];
    double t_low[Width];
    for (std::size_t i = 0; i < count; ++i) {
        auto const& entry = exp_table[reduced_exponent::of(high[i], low[i]).place];
        t_high[i] = entry.high;
        t_low[i] = entry.low;
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const z = reduced_exponent::of(high[i], low[i]);
        auto const parts = exp_parts(z, {t_high[i], t_low[i]});
        auto const before = LessOne ? two_sum(z.power, -1) : twofold{z.power};
        auto const sum = two_sum(before.hi, z.power * parts.hi); // a power of two: exact
        high[i] = sum.hi;
        low[i] = (sum.lo + before.lo) + z.power * parts.lo;
    }
}

} // namespace equipoise::detail
