// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace equipoise::detail {

/// A product that is rounded before it is added to anything. Left to themselves, compilers fuse the two into one
/// operation on machines that have one, as `-march=native` allows on x86-64 and as they do by default on aarch64, so
/// that the last bits would be the machine's. Costs no instruction, but keeps a loop from being made into vectors: for
/// those there is `unfused`.
[[nodiscard]] constexpr double rounded(double product) noexcept
{
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
    if (!std::is_constant_evaluated()) {
        asm("" : "+x"(product));
    }
    return product;
#elif defined(__GNUC__) && (defined(__aarch64__) || defined(__arm__))
    if (!std::is_constant_evaluated()) {
        asm("" : "+w"(product));
    }
    return product;
#elif defined(__GNUC__) && (defined(__s390x__) || defined(__powerpc64__) || defined(__riscv_d))
    if (!std::is_constant_evaluated()) {
        asm("" : "+f"(product));
    }
    return product;
#else
    return product == product ? product : product + 0.0; // fused, a product must be used in sums alone
#endif
}

/// The unevaluated sum of two doubles, |lo| at most half an ulp of hi once normalised: some 106 bits.
struct twofold {
    double hi = 0;
    double lo = 0;

    [[nodiscard]] constexpr double value() const noexcept { return rounded(hi) + rounded(lo); }
};

/// a + b without loss (Knuth 1969), in loops that compilers are to make vectors of; no term is a rounded product.
[[nodiscard]] constexpr twofold two_sum_of_exact(double a, double b) noexcept
{
    auto const sum = a + b;
    auto const from_b = sum - a;
    return {sum, (a - (sum - from_b)) + (b - from_b)};
}

/// a + b without loss (Knuth 1969).
[[nodiscard]] constexpr twofold two_sum(double a, double b) noexcept
{
    return two_sum_of_exact(rounded(a), rounded(b));
}

/// a + b without loss for |a| >= |b| (Dekker 1971), likewise.
[[nodiscard]] constexpr twofold fast_two_sum_of_exact(double a, double b) noexcept
{
    auto const sum = a + b;
    return {sum, b - (sum - a)};
}

/// a + b without loss for |a| >= |b| (Dekker 1971).
[[nodiscard]] constexpr twofold fast_two_sum(double a, double b) noexcept
{
    return fast_two_sum_of_exact(rounded(a), rounded(b));
}

/// The first 26 bits of a, rounded; the rest, a - upper_half(a), has 26 bits as well. Bits are cut, not multiplied
/// away (Veltkamp 1968), as compilers that fuse multiplication and addition would spoil that, even in constants.
[[nodiscard]] constexpr double upper_half(double a) noexcept
{
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(a) + 0x4000000) & ~std::uint64_t{0x7ffffff});
}

/// a b without loss for factors between 2^-450 and 2^450 (Dekker 1971).
[[nodiscard]] constexpr twofold two_product(double a, double b) noexcept
{
    auto const product = rounded(a * b);
    auto const a_hi = upper_half(a);
    auto const b_hi = upper_half(b);
    auto const a_lo = a - a_hi;
    auto const b_lo = b - b_hi;
    auto const rest = (rounded(a_hi * b_hi) - product) + rounded(a_hi * b_lo) + rounded(a_lo * b_hi);
    return {product, rest + rounded(a_lo * b_lo)};
}

/// A product that no compiler can fuse with the sum that follows, for loops that they are to make vectors of: its last
/// bit is cut.
[[nodiscard]] constexpr double unfused(double product) noexcept
{
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(product) & ~std::uint64_t{1});
}

/// a b in two parts, of which the first is cut, for such loops.
[[nodiscard]] constexpr twofold unfused_product(double a, double b) noexcept
{
    auto const product = unfused(a * b);
    auto const a_hi = upper_half(a);
    auto const b_hi = upper_half(b);
    auto const a_lo = a - a_hi;
    auto const b_lo = b - b_hi;
    return {product, ((a_hi * b_hi - product) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}

[[nodiscard]] constexpr twofold operator+(twofold a, double b) noexcept
{
    auto const sum = two_sum(a.hi, b);
    return fast_two_sum(sum.hi, sum.lo + rounded(a.lo));
}

[[nodiscard]] constexpr twofold operator+(twofold a, twofold b) noexcept
{
    auto const high = two_sum(a.hi, b.hi);
    auto const low = two_sum(a.lo, b.lo);
    auto const sum = fast_two_sum(high.hi, high.lo + low.hi);
    return fast_two_sum(sum.hi, sum.lo + low.lo);
}

[[nodiscard]] constexpr twofold operator-(twofold a) noexcept
{
    return {-a.hi, -a.lo};
}

[[nodiscard]] constexpr twofold operator-(twofold a, twofold b) noexcept
{
    return a + -b;
}

[[nodiscard]] constexpr twofold operator*(twofold a, double b) noexcept
{
    auto const product = two_product(a.hi, b);
    return fast_two_sum(product.hi, product.lo + rounded(a.lo * b));
}

[[nodiscard]] constexpr twofold operator*(twofold a, twofold b) noexcept
{
    auto const product = two_product(a.hi, b.hi);
    return fast_two_sum(product.hi, product.lo + (rounded(a.hi * b.lo) + rounded(a.lo * b.hi)));
}

/// a / b but for a few parts in 2^100.
[[nodiscard]] constexpr twofold quotient(twofold a, twofold b) noexcept
{
    auto const first = a.hi / b.hi;
    if ((std::bit_cast<std::uint64_t>(first) >> 52 & 0x7ff) == 0x7ff) {
        return {first, 0}; // infinite: there is no rest
    }
    auto const rest = a - b * first;
    return fast_two_sum(first, (rest.hi + rest.lo) / b.hi);
}

/// a / b, rounded once but for a few parts in 2^100.
[[nodiscard]] constexpr double operator/(twofold a, twofold b) noexcept
{
    return quotient(a, b).hi;
}

/// The eight lanes of a sum, each with a high part and with what the high part could not hold.
struct sum_lanes {
    double* high;
    double* low;
};

/// The sum of many doubles, held to some 106 bits: rounding, and with it the order of the terms, does not reach
/// the 53 bits of the result.
///
/// Eight lanes take the terms in turn, whatever the width of the machine's vectors, so that every machine adds
/// the same numbers in the same order.
class running_sum {
public:
    constexpr void add(double const* first, std::size_t count) noexcept
    {
        used_ = count < lanes ? used_ : lanes;
        for (auto full = count / lanes; full != 0; --full, first += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                auto const next = two_sum_of_exact(hi_[lane], first[lane]);
                hi_[lane] = next.hi;
                lo_[lane] += next.lo;
            }
        }
        for (auto left = count % lanes; left != 0; --left, ++first) {
            add(*first);
        }
        for (std::size_t lane = 0; lane < used_; ++lane) { // the low part adds without care, so it must stay low
            auto const sum = two_sum_of_exact(hi_[lane], lo_[lane]);
            hi_[lane] = sum.hi;
            lo_[lane] = sum.lo;
        }
    }

    /// For one who adds to the lanes himself, as a block is added here.
    [[nodiscard]] constexpr sum_lanes all_lanes() noexcept
    {
        used_ = lanes;
        return {hi_, lo_};
    }

    constexpr void add(double term) noexcept
    {
        auto const next = two_sum(hi_[0], term);
        hi_[0] = next.hi;
        lo_[0] += next.lo;
    }

    constexpr void add(twofold term) noexcept
    {
        add(term.hi);
        lo_[0] += rounded(term.lo);
    }

    constexpr void clear() noexcept
    {
        for (std::size_t lane = 0; lane < used_; ++lane) {
            hi_[lane] = 0;
            lo_[lane] = 0;
        }
        used_ = 1;
    }

    constexpr void scale(double factor) noexcept
    {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            hi_[lane] = rounded(hi_[lane] * factor);
            lo_[lane] = rounded(lo_[lane] * factor);
        }
    }

    [[nodiscard]] constexpr twofold value() const noexcept
    {
        auto sum = two_sum(hi_[0], lo_[0]);
        for (std::size_t lane = 1; lane < used_; ++lane) {
            sum = sum + two_sum(hi_[lane], lo_[lane]);
        }
        return sum;
    }

private:
    static constexpr std::size_t lanes = 8;
    double hi_[lanes] = {};
    double lo_[lanes] = {};
    std::size_t used_ = 1; ///< the lanes behind are empty
};

/// floor(log2 x) for finite x > 0.
[[nodiscard]] constexpr int exponent_of(double x) noexcept
{
    auto const biased = static_cast<int>(std::bit_cast<std::uint64_t>(x) >> 52 & 0x7ff);
    return biased != 0 ? biased - 1023 : exponent_of(x * 0x1p64) - 64;
}

/// The largest integer that is not above x >= 0; without <cmath>, which takes longer to compile than all of this.
[[nodiscard]] constexpr double whole_part(double x) noexcept
{
    return x < 0x1p52 ? static_cast<double>(static_cast<std::int64_t>(x)) : x;
}

/// 2^power for powers between -1022 and 1023.
[[nodiscard]] constexpr double power_of_two(int power) noexcept
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// x 2^power, rounded once at the most.
[[nodiscard]] constexpr double scaled(double x, int power) noexcept
{
    for (; power > 1000; power -= 1000) {
        x *= 0x1p1000;
    }
    for (; power < -1000; power += 900) { // what this rounds, the last step takes to zero
        x *= 0x1p-900;
    }
    return x * power_of_two(power);
}

/// x 2^power
[[nodiscard]] constexpr twofold scaled(twofold x, int power) noexcept
{
    return {scaled(x.hi, power), scaled(x.lo, power)};
}

} // namespace equipoise::detail
