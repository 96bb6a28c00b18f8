// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace equipoise::detail {

/// A product that is rounded before it is added to anything. Otherwise compilers fuse the product and the sum into one
/// operation on machines that have one, with `-march=native` on x86-64 and by default on aarch64, and the last bits
/// would depend on the machine. It costs no instruction, but prevents the vectorisation of a loop; use `unfused` in
/// loops.
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
    return product == product ? product : product + 0.0; // products with other uses than sums are not fused
#endif
}

/// The unevaluated sum of two doubles, about 106 bits. Once normalised, |lo| is at most half an ulp of hi.
struct twofold {
    double hi = 0;
    double lo = 0;

    [[nodiscard]] constexpr double value() const noexcept { return rounded(hi) + rounded(lo); }
};

/// a + b without loss (Knuth 1969), for loops that compilers should vectorise. Neither term may be a rounded product.
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

/// a + b without loss for |a| >= |b| (Dekker 1971), for loops that compilers should vectorise. Neither term may be a
/// rounded product.
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

/// The first 26 bits of a, rounded; the rest, a - upper_half(a), has 26 bits as well. Bits are cut rather than removed
/// by multiplication (Veltkamp 1968), which goes wrong, even in constants, where compilers fuse multiplication and
/// addition.
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

/// A product that no compiler can fuse with the sum that follows, because its last bit is cut. For loops that compilers
/// should vectorise.
[[nodiscard]] constexpr double unfused(double product) noexcept
{
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(product) & ~std::uint64_t{1});
}

/// a b in two parts, of which the first has its last bit cut, for loops that compilers should vectorise.
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

/// a / b with an error of a few parts in 2^100.
[[nodiscard]] constexpr twofold quotient(twofold a, twofold b) noexcept
{
    auto const first = a.hi / b.hi;
    if ((std::bit_cast<std::uint64_t>(first) >> 52 & 0x7ff) == 0x7ff) {
        return {first, 0}; // infinite: there is no rest
    }
    auto const rest = a - b * first;
    return fast_two_sum(first, (rest.hi + rest.lo) / b.hi);
}

/// a / b, rounded once, with a further error of a few parts in 2^100.
[[nodiscard]] constexpr double operator/(twofold a, twofold b) noexcept
{
    return quotient(a, b).hi;
}

/// The eight lanes of a sum, each with a high part and the sum of its rounding errors.
struct sum_lanes {
    double* high;
    double* low;
};

/// The sum of many doubles to about 106 bits, so that rounding, and hence the order of the terms, does not affect the
/// 53 bits of the result.
///
/// The terms are distributed over eight lanes in turn, whatever the width of the machine's vectors, so that every
/// machine adds the same numbers in the same order.
class running_sum {
public:
    constexpr void add(double const* first, std::size_t count) noexcept
    {
        used_ = count < lanes ? used_ : lanes;
        if (count >= lanes) {
            double hi[lanes] = {}; // which compilers keep in registers, unlike the members
            double lo[lanes] = {};
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                hi[lane] = hi_[lane];
                lo[lane] = lo_[lane];
            }
            for (auto full = count / lanes; full != 0; --full, first += lanes) {
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    auto const next = two_sum_of_exact(hi[lane], first[lane]);
                    hi[lane] = next.hi;
                    lo[lane] += next.lo;
                }
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                hi_[lane] = hi[lane];
                lo_[lane] = lo[lane];
            }
        }
        for (auto left = count % lanes; left != 0; --left, ++first) {
            add(*first);
        }
        for (std::size_t lane = 0; lane < used_; ++lane) { // errors of the low part are lost, so it must stay small
            auto const sum = two_sum_of_exact(hi_[lane], lo_[lane]);
            hi_[lane] = sum.hi;
            lo_[lane] = sum.lo;
        }
    }

    /// The lanes, for code that adds blocks of terms to all eight of them.
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
    std::size_t used_ = 1; ///< the number of lanes in use; the others are zero
};

/// floor(log2 x) for finite x > 0.
[[nodiscard]] constexpr int exponent_of(double x) noexcept
{
    auto const biased = static_cast<int>(std::bit_cast<std::uint64_t>(x) >> 52 & 0x7ff);
    return biased != 0 ? biased - 1023 : exponent_of(x * 0x1p64) - 64;
}

/// The largest integer that is not above x >= 0. This avoids <cmath>, which takes longer to compile than this header.
[[nodiscard]] constexpr double whole_part(double x) noexcept
{
    return x < 0x1p52 ? static_cast<double>(static_cast<std::int64_t>(x)) : x;
}

/// 2^power for powers between -1022 and 1023.
[[nodiscard]] constexpr double power_of_two(int power) noexcept
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// x 2^power, rounded at most once.
[[nodiscard]] constexpr double scaled(double x, int power) noexcept
{
    for (; power > 1000; power -= 1000) {
        x *= 0x1p1000;
    }
    for (; power < -1000; power += 900) { // if this rounds, the last step gives zero
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

namespace equipoise::rules {

/// A sum kept to about 106 bits. Add, subtract, multiply and divide twofolds as numbers; the quotient of two twofolds
/// is a double, rounded once.
using detail::twofold;

} // namespace equipoise::rules
