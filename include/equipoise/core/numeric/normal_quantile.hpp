// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/ln_table.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

/// The inverse of the normal distribution function, for one probability or a block of them, with the same bits on every
/// machine.
///
/// Source: Wichura (1988), Algorithm AS 241: the percentage points of the normal distribution (PPND16).
namespace equipoise::detail {

/// Coefficients of a quotient of two polynomials, from the constant to the seventh power.
struct normal_quotient {
    std::array<double, 8> above;
    std::array<double, 8> below;
};

/// For p with |p - 1/2| <= 0.425, in 0.425^2 - (p - 1/2)^2.
inline constexpr normal_quotient normal_centre{
    {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
     4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
     3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3}};

/// For r = sqrt(-ln p) up to 5, in r - 1.6.
inline constexpr normal_quotient normal_tail{
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}};

/// For r = sqrt(-ln p) above 5, in r - 5.
inline constexpr normal_quotient normal_far_tail{
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}};

[[nodiscard]] constexpr double value_of(normal_quotient const& of, double x) noexcept
{
    auto above = of.above[7];
    auto below = of.below[7];
    for (std::size_t k = 7; k-- > 0;) {
        above = of.above[k] + unfused(above * x);
        below = of.below[k] + unfused(below * x);
    }
    return above / below;
}

/// Replaces a block of numbers between 1/4 and 64 by their square roots, with an error of at most three ulp.
template <std::size_t Width>
constexpr void square_root_each(double (&x)[Width], std::size_t count) noexcept
{
    for (std::size_t i = 0; i < count; ++i) {
        // Newton's steps for 1 / sqrt x, from a guess that errs by 3 percent: half of the exponent, negated
        auto y = std::bit_cast<double>(0x5fe6eb50c7b537a9U - (std::bit_cast<std::uint64_t>(x[i]) >> 1));
        auto const half = x[i] / 2;
        for (auto step = 0; step < 4; ++step) {
            y = y * (1.5 - unfused(half * unfused(y * y)));
        }
        x[i] = unfused(x[i] * y);
    }
}

/// Replaces each p of a block, in (0, 1), by the number z for which a standard normal variable is below z with
/// probability p. The error is a few units in the last place. Compilers vectorise all loops but the one that collects
/// the tails.
template <std::size_t Width>
constexpr void normal_quantile_each(double (&p)[Width], std::size_t count) noexcept
{
    std::size_t places[Width];
    double tails[Width];
    double high[Width];
    double low[Width];
    places[0] = 0; // or g++ 12 warns that a block may be empty
    tails[0] = high[0] = low[0] = 0;
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i) { // without a branch: every seventh p is in a tail
        auto const q = p[i] - 0.5;
        places[found] = i;
        tails[found] = p[i];
        found += q >= -0.425 && q <= 0.425 ? 0U : 1U;
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const q = p[i] - 0.5;
        p[i] = unfused(q * value_of(normal_centre, 0.180625 - unfused(q * q)));
    }
    double nearest[Width];
    nearest[0] = 0;
    for (std::size_t k = 0; k < found; ++k) {
        nearest[k] = tails[k] < 0.5 ? tails[k] : 1 - tails[k];
    }
    ln_each(nearest, found, high, low);
    for (std::size_t k = 0; k < found; ++k) {
        nearest[k] = -(high[k] + low[k]);
    }
    square_root_each(nearest, found);
    for (std::size_t k = 0; k < found; ++k) {
        high[k] = value_of(normal_tail, nearest[k] - 1.6);
    }
    for (std::size_t k = 0; k < found; ++k) {
        auto const z = nearest[k] <= 5 ? high[k] : value_of(normal_far_tail, nearest[k] - 5);
        p[places[k]] = tails[k] < 0.5 ? -z : z;
    }
}

/// The same for one probability.
[[nodiscard]] constexpr double normal_quantile(double p) noexcept
{
    double block[1] = {p};
    normal_quantile_each(block, 1);
    return block[0];
}

} // namespace equipoise::detail
