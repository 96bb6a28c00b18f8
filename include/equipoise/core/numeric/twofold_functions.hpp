// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/ln_table.hpp>

#include <array>
#include <cstddef>
#include <limits>

/// Logarithm and exponential to about 95 bits, for results that are then added, divided or cancelled.
///
/// All functions are constant expressions and give the same bits on every machine.
namespace equipoise::detail {

/// ln (1 + d) for |d| <= 1/64, with the same relative error down to the smallest d.
[[nodiscard]] constexpr twofold ln_near_one(twofold d) noexcept
{
    // written out for the same reason as `ln_table`
    constexpr auto third = twofold{0x1.5555555555555p-2, 0x1.5555555555555p-56};
    constexpr auto fifth = twofold{0x1.999999999999ap-3, -0x1.999999999999ap-57};
    constexpr auto seventh = twofold{0x1.2492492492492p-3, 0x1.2492492492492p-57};
    auto const s = quotient(d, d + 2.0);
    auto const squared = s * s;
    auto const t = squared.hi; // 53 bits are enough for the later terms
    auto const tail = 1.0 / 9 + unfused(t * (1.0 / 11 + unfused(t * (1.0 / 13 + unfused(t * (1.0 / 15))))));
    auto const cubic = ((squared * tail + seventh) * squared + fifth) * squared + third;
    return (s + s * squared * cubic) * 2;
}

/// ln x; for zero, negative and non-finite x as std::log.
[[nodiscard]] constexpr twofold ln(twofold x) noexcept
{
    if (!has_finite_ln(x.hi)) {
        return {ln_at_the_ends(x.hi)};
    }
    auto const lift = x.hi < 0x1p-1000 ? 100 : 0; // makes subnormal numbers normal
    auto const [power, z, place] = reduced::of(scaled(x.hi, lift));
    auto const& entry = ln_table[place];
    auto const low = scaled(x.lo, lift - static_cast<int>(power)) * entry.inverse;
    auto const rest = ln_near_one(two_product(z, entry.inverse) + -1.0 + low);
    return ln_2 * (power - lift) + (twofold{entry.low, entry.lowest} + entry.high + rest);
}

/// ln (1 + d) for finite d > -1, without the cancellation of ln x near 1.
[[nodiscard]] constexpr twofold ln_one_plus(twofold d) noexcept
{
    return d.hi > -0x1p-6 && d.hi < 0x1p-6 ? ln_near_one(d) : ln(d + 1.0);
}

/// ln (a / b) for positive a and b, accurate also where they are nearly equal.
[[nodiscard]] constexpr twofold ln_ratio(twofold a, twofold b) noexcept
{
    auto const apart = a - b;
    if (apart.hi > -0x1p-7 * b.hi && apart.hi < 0x1p-7 * b.hi) {
        return ln_near_one(quotient(apart, b));
    }
    auto const powers = exponent_of(a.hi) - exponent_of(b.hi);
    auto const in_range = powers > -900 && powers < 900;
    return in_range ? ln(quotient(a, b)) : ln(a) - ln(b);
}

/// exp x = 2^power (1 + rest) with |rest| < 1/2.
struct exponential {
    int power;
    twofold rest;
};

/// 1 / k! for k from 0 to 11, written out for the same reason as `ln_table`.
inline constexpr std::array<twofold, 12> inverse_factorials{{
    {1, 0},
    {1, 0},
    {0.5, 0},
    {0x1.5555555555555p-3, 0x1.5555555555555p-57},
    {0x1.5555555555555p-5, 0x1.5555555555555p-59},
    {0x1.1111111111111p-7, 0x1.1111111111111p-63},
    {0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65},
    {0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73},
    {0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76},
    {0x1.71de3a556c734p-19, -0x1.c154f8ddc6cp-73},
    {0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76},
    {0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80},
}};

/// exp(u) - 1 for |u| < 1/100, with the same relative error down to the smallest u.
[[nodiscard]] constexpr twofold exp_near_zero(twofold u) noexcept
{
    auto tail = 0.0; // 53 bits are enough for the later terms
    for (std::size_t k = 11; k >= 7; --k) {
        tail = inverse_factorials[k].hi + unfused(tail * u.hi);
    }
    auto sum = twofold{tail};
    for (std::size_t k = 6; k >= 1; --k) {
        sum = sum * u + inverse_factorials[k];
    }
    return sum * u;
}

/// exp(j / 64) - 1 for j from -23 to 23, written out for the same reason as `ln_table`.
inline constexpr std::array<twofold, 47> exp_of_64ths{{
    {-0x1.3521fe8150d2bp-2, -0x1.b0648a5e34bb8p-57}, {-0x1.29e011a428ec6p-2, -0x1.dabf5975c0c05p-57},
    {-0x1.1e70c28b987f3p-2, 0x1.4e91dbb1734bcp-56},  {-0x1.12d35a41ba104p-2, 0x1.3445f7544e0edp-57},
    {-0x1.07071eef11388p-2, -0x1.09aa68255323ap-60}, {-0x1.f616a79dda3a8p-3, -0x1.6b2eab63020c2p-57},
    {-0x1.ddbe7247382afp-3, -0x1.31eb13933e89cp-59}, {-0x1.c5041854df7d4p-3, -0x1.797d4686c5394p-57},
    {-0x1.abe60e1f21836p-3, -0x1.6f8b82e653e38p-60}, {-0x1.9262c1c3430a1p-3, -0x1.46ff6ec4a4252p-57},
    {-0x1.78789b0a5e0cp-3, 0x1.e3a6bdaece8f7p-58},   {-0x1.5e25fb4fde211p-3, 0x1.64eec82915dccp-63},
    {-0x1.43693d679612dp-3, -0x1.9da94a869862bp-57}, {-0x1.2840b5836cf67p-3, -0x1.85405051eb426p-57},
    {-0x1.0caab118a1278p-3, 0x1.6ad4c3534659dp-61},  {-0x1.e14aed893eef4p-4, 0x1.e1f58934f97a9p-59},
    {-0x1.a85e8c62d9c13p-4, -0x1.adf7745e7718ap-58}, {-0x1.6e8caff341feap-4, -0x1.9573ded7888b4p-58},
    {-0x1.33d1bb17df2e7p-4, -0x1.e19c873b1d6aap-59}, {-0x1.f0540438fd5c3p-5, -0x1.a1ce01f9f6cb1p-61},
    {-0x1.7723950130405p-5, 0x1.c677ad8fa4786p-61},  {-0x1.f8152aee9450ep-6, 0x1.4b00abf977622p-61},
    {-0x1.fc055004416dbp-7, -0x1.82ef422ab152cp-61}, {0x0p+0, 0x0p+0},
    {0x1.0202ad5778e46p-6, -0x1.51e6d305beeccp-62},  {0x1.040ac0224fd93p-5, 0x1.c17a107575011p-61},
    {0x1.89246d053d178p-5, 0x1.4967f31eb2592p-59},   {0x1.082b577d34ed8p-4, -0x1.5272ff30eed1ep-59},
    {0x1.4cd4fc989cd64p-4, 0x1.557a8671b89e5p-58},   {0x1.92937074e0cd7p-4, -0x1.db0b9cc915fc8p-58},
    {0x1.d96b0eff0e794p-4, -0x1.75385b2cdf945p-59},  {0x1.10b022db7ae68p-3, -0x1.8c4a5df1ec7eap-58},
    {0x1.353bc9fb00b21p-3, 0x1.6bae61801134p-57},    {0x1.5a5ac59b963cbp-3, -0x1.fd91307e74c52p-57},
    {0x1.800f67b00d7b8p-3, 0x1.7ab912c69ffcdp-61},   {0x1.a65c0b85ac1a9p-3, 0x1.a9c189196f8ccp-57},
    {0x1.cd4315e9e0833p-3, -0x1.172c31a178202p-61},  {0x1.f4c6f5508ee5dp-3, 0x1.46ef7b8081809p-57},
    {0x1.0e7510fd7c564p-2, -0x1.1c5b2e8735a44p-56},  {0x1.22d78f0fa061ap-2, -0x1.89843c4964556p-56},
    {0x1.378c3b084798p-2, 0x1.3b5223eca171p-56},     {0x1.4c946033eb3dep-2, -0x1.35d267d66dc99p-56},
    {0x1.61f14f169ebc1p-2, -0x1.89e2d87fd0d96p-56},  {0x1.77a45d8117fd5p-2, -0x1.2bb36e6b3a2bdp-58},
    {0x1.8daee6a60c961p-2, 0x1.a4e618fb92461p-57},   {0x1.a4124b2fe50cbp-2, 0x1.fb5f3020a46efp-57},
    {0x1.bacff156c79d7p-2, -0x1.6c5366444682p-57},
}};

[[nodiscard]] constexpr int nearest_integer(double x) noexcept
{
    return static_cast<int>(x < 0 ? x - 0.5 : x + 0.5);
}

/// x / ln 2, rounded to a whole number, for |x| < 2^20.
[[nodiscard]] constexpr int powers_of_two_in_exp(double x) noexcept
{
    return nearest_integer(x * 1.4426950408889634);
}

/// 2^power exp r for |r| < 0.35, given a function for exp u - 1 near zero.
template <class NearZero>
[[nodiscard]] constexpr exponential exponential_of_rest(int power, twofold r, NearZero near_zero) noexcept
{
    auto const j = nearest_integer(r.hi * 64);
    auto const rest = near_zero(two_sum(r.hi - j * 0x1p-6, r.lo)); // the difference is exact
    if (j == 0) {
        return {power, rest};
    }
    auto const& table = exp_of_64ths[static_cast<std::size_t>(j + 23)];
    return {power, table + (rest + table * rest)};
}

[[nodiscard]] constexpr exponential exponential_of(twofold x) noexcept
{
    auto const power = powers_of_two_in_exp(x.hi);
    return exponential_of_rest(power, x - ln_2 * power, exp_near_zero);
}

/// (1 + x) 2^power; the low part is zero where the high part is beyond the range of a double.
[[nodiscard]] constexpr twofold one_plus_scaled(twofold x, int power) noexcept
{
    auto const result = scaled(x + 1.0, power);
    return result.hi - result.hi == 0 ? result : twofold{result.hi};
}

/// exp x, given a function that computes it for |x| < 1000; 0 or infinity where the result is beyond the range of a
/// double.
template <class Exponential>
[[nodiscard]] constexpr twofold exp_by(Exponential exponential_of_x, twofold x) noexcept
{
    if (x.hi != x.hi) {
        return x;
    }
    if (!(x.hi > -1000 && x.hi < 1000)) {
        return {x.hi < 0 ? 0 : x.hi > 0 ? std::numeric_limits<double>::infinity() : x.hi};
    }
    auto const [power, rest] = exponential_of_x(x);
    return one_plus_scaled(rest, power);
}

/// exp x - 1, without cancellation near 0, given such a function.
template <class Exponential>
[[nodiscard]] constexpr twofold exp_minus_one_by(Exponential exponential_of_x, twofold x) noexcept
{
    if (!(x.hi > -100 && x.hi < 1000)) {
        return {x.hi < 0 ? -1 : x.hi > 0 ? std::numeric_limits<double>::infinity() : x.hi};
    }
    auto const [power, rest] = exponential_of_x(x);
    if (power == 0) {
        return rest;
    }
    auto const all = one_plus_scaled(rest, power);
    return all.hi - all.hi == 0 ? all + -1.0 : all;
}

[[nodiscard]] constexpr twofold exp(twofold x) noexcept
{
    return exp_by(exponential_of, x);
}

[[nodiscard]] constexpr twofold exp_minus_one(twofold x) noexcept
{
    return exp_minus_one_by(exponential_of, x);
}

} // namespace equipoise::detail
