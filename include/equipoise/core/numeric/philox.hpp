// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

/// Random numbers that are a pure function of a key and a counter, so that they are the same on every machine, in every
/// order and with any number of threads.
///
///   philox4x64  the generator Philox4x64-10
///   uniform_of  a number in (0, 1) from 64 random bits
///
/// The engines of the standard library are specified bit for bit, but std::philox4x64 is part of C++26 only, and the
/// distributions of the standard library (std::normal_distribution and others) differ between its implementations.
///
/// Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
namespace equipoise::detail {

/// a b in full.
struct wide_product {
    std::uint64_t high;
    std::uint64_t low;
};

/// a b by products of halves, for compilers without integers of 128 bits: those for 32-bit machines, and MSVC.
[[nodiscard]] constexpr wide_product wide_multiply_by_halves(std::uint64_t a, std::uint64_t b) noexcept
{
    constexpr auto half = std::uint64_t{0xffffffff};
    auto const low = (a & half) * (b & half);
    auto const one = (a & half) * (b >> 32);
    auto const other = (a >> 32) * (b & half);
    auto const middle = (low >> 32) + (one & half) + (other & half);
    return {(a >> 32) * (b >> 32) + (one >> 32) + (other >> 32) + (middle >> 32), middle << 32 | (low & half)};
}

[[nodiscard]] constexpr wide_product wide_multiply(std::uint64_t a, std::uint64_t b) noexcept
{
#if defined(__SIZEOF_INT128__)
    __extension__ using wide = unsigned __int128;
    auto const product = static_cast<wide>(a) * b;
    return {static_cast<std::uint64_t>(product >> 64), static_cast<std::uint64_t>(product)};
#else
    return wide_multiply_by_halves(a, b);
#endif
}

/// Four words of 64 bits.
using philox_block = std::array<std::uint64_t, 4>;

/// Philox4x64-10: for each key, a function that turns every counter of 256 bits into four random words.
struct philox4x64 {
    std::array<std::uint64_t, 2> key{};

    [[nodiscard]] constexpr philox_block operator()(philox_block counter) const noexcept
    {
        auto [x0, x1, x2, x3] = counter;
        auto [k0, k1] = key;
        for (auto round = 0; round < 10; ++round) {
            auto const first = wide_multiply(0xd2e7470ee14c6c93U, x0);
            auto const second = wide_multiply(0xca5a826395121157U, x2);
            x0 = second.high ^ x1 ^ k0;
            x1 = second.low;
            x2 = first.high ^ x3 ^ k1;
            x3 = first.low;
            k0 += 0x9e3779b97f4a7c15U;
            k1 += 0xbb67ae8584caa73bU;
        }
        return {x0, x1, x2, x3};
    }
};

/// (k + 1/2) / 2^53 for the first 53 bits k of a word, rounded to a double, and at most 1 - 2^-53: a number in (0, 1),
/// never 0 or 1. Without the limit, the last k would be rounded to 1.
[[nodiscard]] constexpr double uniform_of(std::uint64_t word) noexcept
{
    // k in two parts, each of which is set into the bits of a double: unlike a conversion, compilers vectorise this
    auto const high = std::bit_cast<double>(word >> 43 | 0x4530000000000000U) - 0x1p84; // its first 21 bits
    auto const low = std::bit_cast<double>((word >> 11 & 0xffffffffU) | 0x4330000000000000U) - 0x1p52;
    auto const middle = (high + low) * 0x1p-53 + 0x1p-54; // the product is exact
    return middle < 1 ? middle : 1 - 0x1p-53;
}

} // namespace equipoise::detail
