// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/exp_table.hpp>
#include <equipoise/core/numeric/ln_table.hpp>
#include <equipoise/core/numeric/normal_quantile.hpp>
#include <equipoise/core/numeric/philox.hpp>
#include <equipoise/core/simd/vectorised.hpp>

#include <cstddef>
#include <cstdint>

/// The random numbers of `resample`, of version 1 of its streams. A change of any of them is a breaking change.
///
/// Generator: Philox4x64-10. Its key is (seed, stream), where each use has a stream of its own. Its counter is (draw,
/// group, attempt, 0): four numbers of a draw, or two attempts at a gamma variable, make a group. A number is thus a
/// function of the seed, the draw and its place, whatever was drawn before.
/// Uniform: (k + 1/2) / 2^53 for the first 53 bits k of a word. Normal: the inverse of the distribution function (AS
/// 241) for one uniform. Exponential: minus the logarithm of one uniform. Gamma: Marsaglia and Tsang (2000), A simple
/// method for generating gamma variables, for which attempt k takes a normal and a uniform from the words 2j and 2j + 1
/// of the group i / 2 with j = i mod 2.
namespace equipoise::uncertainty_detail {

/// What random numbers are for. The values are part of the streams.
enum class stream : std::uint64_t {
    dirichlet = 1,
    lognormal = 2,
    rows = 3,
    row_weights = 4,
    uniform = 5,
    hidden = 6,
};

/// The number of partners that are drawn together.
inline constexpr std::size_t block_width = 256;

/// Calls f(first, count) for one block of partners after another.
template <class F>
void for_each_block(std::size_t size, F const& f)
{
    for (std::size_t first = 0; first < size; first += block_width) {
        f(first, size - first < block_width ? size - first : block_width);
    }
}

/// An attempt, or a group, that no partner counts up to: its random words belong to no partner.
inline constexpr auto no_counter = ~std::uint64_t{0};

/// The random numbers of one draw.
class random_draw {
public:
    constexpr random_draw(std::uint64_t seed, stream use, std::uint64_t draw) noexcept
        : generator_{{seed, static_cast<std::uint64_t>(use)}}, draw_{draw}
    {
    }

    [[nodiscard]] constexpr detail::philox_block words(std::uint64_t group, std::uint64_t attempt = 0) const noexcept
    {
        return generator_({draw_, group, attempt, 0});
    }

    /// The uniform number of a place.
    [[nodiscard]] constexpr double uniform(std::uint64_t place, std::uint64_t attempt = 0) const noexcept
    {
        return detail::uniform_of(words(place / 4, attempt)[place % 4]);
    }

    /// The words of `count` groups from `first` on, four of each.
    constexpr void words(std::uint64_t first, std::size_t count, std::uint64_t attempt,
                         std::uint64_t* out) const noexcept
    {
        for (std::size_t i = 0; i < count; ++i, out += 4) {
            auto const four = words(first + i, attempt);
            out[0] = four[0];
            out[1] = four[1];
            out[2] = four[2];
            out[3] = four[3];
        }
    }

    /// The uniform numbers of a block of places from `first` on, which is a multiple of four.
    void uniforms(std::uint64_t first, std::size_t count, double* out, std::uint64_t attempt = 0) const
    {
        std::uint64_t bits[block_width];
        words(first / 4, (count + 3) / 4, attempt, bits);
        detail::vectorised([&bits, count, out] {
            for (std::size_t i = 0; i < count; ++i) {
                out[i] = detail::uniform_of(bits[i]);
            }
        });
    }

    /// The normal variable that is common to all places.
    [[nodiscard]] constexpr double common_normal() const noexcept
    {
        return detail::normal_quantile(detail::uniform_of(words(no_counter)[0]));
    }

private:
    detail::philox4x64 generator_;
    std::uint64_t draw_;
};

/// Hides from the compiler what memory holds, so that it does not fuse a product that was stored there with a later
/// sum.
inline void settle([[maybe_unused]] double const* memory) noexcept
{
#if defined(__GNUC__)
    asm volatile("" : : "r"(memory) : "memory");
#endif
}

/// Replaces a block of uniform numbers by exponential variables: minus their logarithms.
template <std::size_t Width>
void exponential_each(double (&u)[Width], std::size_t count)
{
    detail::vectorised([&u, count] {
        double high[Width];
        double low[Width];
        high[0] = low[0] = 0; // or g++ 12 warns that a block may be empty
        detail::ln_each(u, count, high, low);
        for (std::size_t i = 0; i < count; ++i) {
            u[i] = -(high[i] + low[i]);
        }
    });
}

/// Puts weight exp z for a block of arguments into `out`, or 0 where z is below -700. No argument may be above 700; the
/// arguments are overwritten.
template <std::size_t Width>
void weighted_exp_each(double (&z)[Width], std::size_t count, double const* weights, double* out)
{
    detail::vectorised([&z, count, weights, out] {
        double low[Width];
        double possible[Width];
        low[0] = possible[0] = 0;
        for (std::size_t i = 0; i < count; ++i) {
            possible[i] = z[i] >= -700 ? 1.0 : 0.0;
            z[i] = z[i] >= -700 ? z[i] : 0.0;
            low[i] = 0;
        }
        detail::exp_each<false>(z, low, count);
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = weights[i] * ((z[i] + low[i]) * possible[i]);
        }
    });
    settle(out);
}

} // namespace equipoise::uncertainty_detail
