// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

/// Exponentials of blocks of numbers, for powers of a million shares: exp z = 2^power (1 + t) (1 + r), with t from a
/// table.
namespace equipoise::detail {

/// 2^(j/64) - 1 in two parts: 25 bits after the binary point, and the rest.
struct exp_entry {
    double high;
    double low;
};

/// The values are written out for the same reason as those of `ln_table`.
inline constexpr std::array<exp_entry, 64> exp_table{{
    {0x0p+0, 0x0p+0},
    {0x1.64d2p-7, -0x1.887f9f1190835p-28},
    {0x1.66c34p-6, 0x1.8ac2ba1d73e2ap-27},
    {0x1.0e8a3p-5, 0x1.d66f20230d7c9p-30},
    {0x1.6ab0ep-5, -0x1.833b784eb3a37p-27},
    {0x1.c7d86p-5, 0x1.69e8d10103a17p-27},
    {0x1.1301dp-4, 0x1.25b50a4ebbf1bp-32},
    {0x1.429abp-4, -0x1.56d2204cbefe7p-28},
    {0x1.72b84p-4, -0x1.c15742919041cp-27},
    {0x1.a35be8p-4, 0x1.b7e5ba9e5b4c8p-27},
    {0x1.d4873p-4, 0x1.68b9aa7805b8p-28},
    {0x1.031dc4p-3, 0x1.8a3358ee3bac1p-30},
    {0x1.1c3d38p-3, -0x1.8a9dc7993e052p-28},
    {0x1.35a2b4p-3, -0x1.0ec1916d42cc6p-27},
    {0x1.4f4efcp-3, -0x1.70108f69ed175p-27},
    {0x1.6942d4p-3, -0x1.1bfcf4bff6e2bp-28},
    {0x1.837f04p-3, 0x1.18db8a96f46adp-27},
    {0x1.9e0458p-3, 0x1.320b7fa64e431p-27},
    {0x1.b8d39cp-3, -0x1.8aac6ab1d756p-29},
    {0x1.d3ed9cp-3, -0x1.8d30048af21b7p-27},
    {0x1.ef5328p-3, -0x1.f6e5eee525f6fp-27},
    {0x1.058288p-2, 0x1.f72e29f84325cp-28},
    {0x1.138218p-2, 0x1.8624b40c4dbdp-30},
    {0x1.21a8aep-2, -0x1.1f6197f61f2e2p-27},
    {0x1.2ff6b6p-2, -0x1.64eaec715e343p-27},
    {0x1.3e6c9ep-2, -0x1.62d35952cc275p-28},
    {0x1.4d0ad6p-2, -0x1.62b07e20f57c4p-28},
    {0x1.5bd1cep-2, -0x1.4ad82599135p-28},
    {0x1.6ac1f8p-2, -0x1.5bd5eb539b67fp-27},
    {0x1.79dbc6p-2, -0x1.296f5bc8b20dap-27},
    {0x1.891facp-2, 0x1.d2ac258f87d03p-31},
    {0x1.988e2p-2, 0x1.2a91124893ecfp-27},
    {0x1.a8279ap-2, -0x1.80c4336f74d05p-28},
    {0x1.b7ec9p-2, -0x1.cd72e886ef8eap-27},
    {0x1.c7dd7ap-2, 0x1.d8bee7ba46e1ep-29},
    {0x1.d7fad6p-2, -0x1.bd98374091656p-28},
    {0x1.e8451cp-2, 0x1.f580c36bea881p-27},
    {0x1.f8bccep-2, -0x1.30b19defa2fd4p-28},
    {0x1.04b133p-1, 0x1.4cce128acf88bp-28},
    {0x1.0d1b33p-1, 0x1.a2497640720edp-27},
    {0x1.159ca8p-1, 0x1.15506dadd3e2bp-27},
    {0x1.1e35d3p-1, 0x1.1577362b98274p-28},
    {0x1.26e6f6p-1, 0x1.9b8bc9e8a0388p-29},
    {0x1.2fb054p-1, -0x1.0d8d83a30b6f8p-31},
    {0x1.38923p-1, 0x1.51f8480e3e236p-27},
    {0x1.418ccfp-1, 0x1.aef2b2594d6d4p-27},
    {0x1.4aa076p-1, 0x1.1f12ae45a1225p-27},
    {0x1.53cd6bp-1, -0x1.4301205e0a6dep-27},
    {0x1.5d13f3p-1, 0x1.5ad3ad5e8734dp-28},
    {0x1.667457p-1, 0x1.3c57ebdaff43ap-30},
    {0x1.6feedep-1, 0x1.7daf237553d84p-27},
    {0x1.7983d2p-1, 0x1.2f074891ee83dp-30},
    {0x1.83337cp-1, -0x1.3d56b1eeef9a7p-27},
    {0x1.8cfe26p-1, -0x1.a82eb4b5dec8p-28},
    {0x1.96e41cp-1, -0x1.8837cb757e1a1p-27},
    {0x1.a0e5a9p-1, 0x1.03c4bdc687918p-27},
    {0x1.ab031cp-1, -0x1.822dbc6d12fd3p-27},
    {0x1.b53ccp-1, 0x1.ed9942b84600dp-27},
    {0x1.bf92e6p-1, 0x1.bdcdaf5cb4656p-27},
    {0x1.ca05ddp-1, -0x1.d30027630bb4p-30},
    {0x1.d495f4p-1, 0x1.52486cc2c7b9dp-27},
    {0x1.df437ep-1, -0x1.9ea5d888e02dep-28},
    {0x1.ea0ecbp-1, 0x1.b722a033a7c26p-27},
    {0x1.f4f83p-1, 0x1.9e90d82e90a7ep-28},
}};

/// z = n ln 2 / 64 + r for |z| < 700, with |r| < 1/180 in two parts.
struct reduced_exponent {
    double power;      ///< 2^floor(n / 64)
    std::size_t place; ///< n modulo 64
    double r;
    double rest;

    [[nodiscard]] static constexpr reduced_exponent of(double z, double z_low) noexcept
    {
        constexpr auto ln_2_of_64 = twofold{0x1.62e42fefap-7, 0x1.cf79abc9e3b3ap-46}; // the first part has 36 bits
        constexpr auto magic = 0x1.8p52;
        auto const shifted = unfused(z * 0x1.71547652b82fep+6) + magic;
        auto const n = shifted - magic;
        auto const steps = std::bit_cast<std::uint64_t>(shifted) - std::bit_cast<std::uint64_t>(magic);
        auto const r =
            two_sum_of_exact(z - n * ln_2_of_64.hi, z_low - unfused(n * ln_2_of_64.lo)); // the first product is exact
        return {std::bit_cast<double>((steps + (std::uint64_t{1023} << 6)) >> 6 << 52),
                static_cast<std::uint32_t>(steps & 63), r.hi, r.lo};
    }
};

/// exp z / power - 1 with an error of 2^-67; where the power is 1, this is the relative error down to the smallest z.
[[nodiscard]] constexpr twofold exp_parts(reduced_exponent const& z, exp_entry const& t) noexcept
{
    auto const r_high = (z.r + 0x1.8p19) - 0x1.8p19; // a multiple of 2^-33, so that the next two results are exact
    auto const r_low = z.r - r_high;
    auto const sum = t.high + r_high;
    auto const product = t.high * r_high;
    auto const main = fast_two_sum_of_exact(sum, product);
    auto const whole = fast_two_sum_of_exact(main.hi, r_low);
    auto series = 1.0 / 720 + unfused(z.r * (1.0 / 5040));
    series = 1.0 / 120 + unfused(z.r * series);
    series = 1.0 / 24 + unfused(z.r * series);
    series = 1.0 / 6 + unfused(z.r * series);
    series = 1.0 / 2 + unfused(z.r * series);
    auto const beyond = unfused(unfused(z.r * z.r) * series) + (z.rest + unfused(z.rest * z.r));
    return {whole.hi, (beyond + (t.low + (main.lo + whole.lo)))
                          + (unfused(t.high * (r_low + beyond)) + unfused(t.low * (z.r + beyond)))};
}

/// Replaces a block of z = high + low, |z| < 700, by exp z or exp z - 1. The table is read in a loop of its own,
/// because compilers vectorise only the loop that computes.
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
        auto const before = LessOne ? two_sum_of_exact(z.power, -1) : twofold{z.power};
        auto const sum = two_sum_of_exact(before.hi, z.power * parts.hi); // a power of two: exact
        high[i] = sum.hi;
        low[i] = (sum.lo + before.lo) + z.power * parts.lo;
    }
}

} // namespace equipoise::detail
