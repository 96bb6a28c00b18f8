// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/sums.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

/// The one table and the one reduction behind every logarithm: x = 2^power z, and z times a short number is near 1.
namespace equipoise::detail {

/// x 2^power
[[nodiscard]] constexpr twofold scaled(twofold x, int power) noexcept
{
    return {scaled(x.hi, power), scaled(x.lo, power)};
}

inline constexpr twofold ln_2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// ln 2 with a first part that is a multiple of 2^-42, of which small multiples are exact.
inline constexpr twofold ln_2_split{0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45};

/// x as a multiple of 2^-42 and the rest, for |x| < 2^10
[[nodiscard]] constexpr twofold split_ln(twofold x) noexcept
{
    auto const high = (x.hi + 0x1.8p10) - 0x1.8p10;
    return {high, (x.hi - high) + x.lo};
}

/// 2 atanh s with the given number of terms: s, s^3/3, s^5/5, ..
[[nodiscard]] constexpr twofold twice_atanh(twofold s, int terms) noexcept
{
    auto const squared = s * s;
    auto sum = twofold{};
    for (auto k = terms - 1; k >= 0; --k) {
        sum = sum * squared + quotient({1}, {2.0 * k + 1});
    }
    return s * sum * 2;
}

/// A product that no compiler can fuse with the sum that follows, as it would on some machines and not on others:
/// its last bit is cut.
[[nodiscard]] constexpr double unfused(double product) noexcept
{
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(product) & ~std::uint64_t{1});
}

/// a b in two parts, of which the first is cut; for loops that compilers are to make vectors of.
[[nodiscard]] constexpr twofold unfused_product(double a, double b) noexcept
{
    auto const product = unfused(a * b);
    auto const a_hi = upper_half(a);
    auto const b_hi = upper_half(b);
    auto const a_lo = a - a_hi;
    auto const b_lo = b - b_hi;
    return {product, ((a_hi * b_hi - product) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}

/// A number of 13 bits near the reciprocal of a z, and -ln of it, split as by `split_ln` and in what that rounds off.
struct ln_entry {
    double inverse;
    double high;
    double low;
    double lowest = 0;
};

/// For the 128 intervals around z = 11/16, .., 1 (place 80), .., 11/8, narrower below 1.
inline constexpr auto ln_table = [] {
    constexpr std::size_t one = 80;
    auto table = std::array<ln_entry, 128>{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        auto const centre = std::bit_cast<double>(0x3fe6000000000000U + (std::uint64_t{i} << 45));
        table[i].inverse = static_cast<int>(0x1p12 / centre + 0.5) * 0x1p-12;
    }
    auto const fill = [&](std::size_t i, std::size_t neighbour, twofold ln_of_neighbour) {
        auto const a = table[neighbour].inverse;
        auto const b = table[i].inverse;
        auto const ln = ln_of_neighbour + twice_atanh(quotient({a - b}, {a + b}), 7);
        auto const high = split_ln(ln).hi;
        auto const low = two_sum(ln.hi - high, ln.lo);
        table[i] = {b, high, low.hi, low.lo};
        return ln;
    };
    auto ln = twofold{};
    for (auto i = one + 1; i < table.size(); ++i) {
        ln = fill(i, i - 1, ln);
    }
    ln = {};
    for (auto i = one; i > 0; --i) {
        ln = fill(i - 1, i, ln);
    }
    return table;
}();

/// x = 2^power z for a normal x > 0, z between 0.685 and 1.372. Of what is no such number, some power and some z
/// between these; the place is one of the table in any case.
struct reduced {
    double power;
    double z;
    std::size_t place;

    [[nodiscard]] static constexpr reduced of(double x) noexcept
    {
        auto const bits = std::bit_cast<std::uint64_t>(x);
        auto const above = bits - 0x3fe5f00000000000U; // its first 12 bits are the power, the next 7 the place
        auto const biased = std::bit_cast<double>((above ^ std::uint64_t{1} << 63) >> 52 | 0x4330000000000000U);
        return {biased - (0x1p52 + 0x1p11), std::bit_cast<double>(bits - (above & 0xfff0000000000000U)),
                static_cast<std::size_t>(above >> 45 & 0x7f)};
    }
};

/// u/2 - u^2/3 + .. for |u| < 1/240: what u lacks of ln(1 + u), over u
[[nodiscard]] constexpr double shortfall_of_ln(double u) noexcept
{
    auto series = 1.0 / 7 - unfused(u * (1.0 / 8));
    series = 1.0 / 6 - unfused(u * series);
    series = 1.0 / 5 - unfused(u * series);
    series = 1.0 / 4 - unfused(u * series);
    series = 1.0 / 3 - unfused(u * series);
    series = 1.0 / 2 - unfused(u * series);
    return unfused(u * series);
}

/// ln x but for 2^-67, the first part a multiple of 2^-42; entry is that of x in the table.
[[nodiscard]] constexpr twofold ln_parts(reduced const& x, ln_entry const& entry) noexcept
{
    auto const z_high = std::bit_cast<double>(std::bit_cast<std::uint64_t>(x.z) & ~std::uint64_t{0x7fffff});
    auto const u_high = z_high * entry.inverse - 1; // exact, as are the next and the sums of multiples of 2^-42
    auto const u_low = (x.z - z_high) * entry.inverse;
    auto const u = u_high + u_low;
    return {x.power * ln_2_split.hi + entry.high + u_high,
            (unfused(x.power * ln_2_split.lo) + entry.low) + (u_low - unfused(u * shortfall_of_ln(u)))};
}

/// ln of a block of normal numbers above 0, as `ln_parts`. Looking up and computing are two loops, because compilers
/// make vectors of the second alone.
template <std::size_t Width>
constexpr void ln_each(double const* x, std::size_t count, double (&high)[Width], double (&low)[Width]) noexcept
{
    double inverse[Width];
    for (std::size_t i = 0; i < count; ++i) {
        auto const& entry = ln_table[reduced::of(x[i]).place];
        inverse[i] = entry.inverse;
        high[i] = entry.high;
        low[i] = entry.low;
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const ln = ln_parts(reduced::of(x[i]), {inverse[i], high[i], low[i]});
        high[i] = ln.hi;
        low[i] = ln.lo;
    }
}

/// What every logarithm gives for x that are not finite and above 0: -infinity for 0, infinity for infinity, else NaN.
[[nodiscard]] constexpr bool has_finite_ln(double x) noexcept
{
    return x > 0 && x <= (std::numeric_limits<double>::max)();
}

[[nodiscard]] constexpr double ln_at_the_ends(double x) noexcept
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    return x == 0 ? -infinity : x == infinity ? infinity : std::numeric_limits<double>::quiet_NaN();
}

} // namespace equipoise::detail
