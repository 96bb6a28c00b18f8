// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/simd/processor.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <variant>

/// Products of a matrix in the caller's memory with several vectors, in one pass over the matrix.
///
/// A matrix is a list of lines: its rows or its columns. `gather` makes one number of each line, `spread` adds
/// multiples of the lines. The order of the sums depends on the size of the matrix only, so that results have the same
/// bits on all platforms and for any number of threads.
namespace equipoise::network_detail {

/// Carries out tasks 0 to n - 1, in any order.
using runner = std::function<void(std::size_t, std::function<void(std::size_t)> const&)>;

inline void in_order(std::size_t tasks, std::function<void(std::size_t)> const& task)
{
    for (std::size_t i = 0; i < tasks; ++i) {
        task(i);
    }
}

template <class T>
struct dense_lines {
    T const* first = nullptr;
    std::size_t lines = 0;
    std::size_t length = 0;
    std::size_t stride = 0; ///< from one line to the next
    bool by_rows = true;

    [[nodiscard]] T const* line(std::size_t i) const { return first + i * stride; }
};

/// Positions may be in any order within a line; those that occur twice add up.
struct sparse_lines {
    double const* values = nullptr;
    int const* places = nullptr;
    int const* begins = nullptr;
    int const* counts = nullptr; ///< of each line; null where a line ends where the next one begins
    std::size_t lines = 0;
    std::size_t length = 0;
    bool by_rows = true;
    std::size_t terms = 0; ///< the most that any line or any place has

    [[nodiscard]] std::size_t begin(std::size_t i) const { return static_cast<std::size_t>(begins[i]); }
    [[nodiscard]] std::size_t end(std::size_t i) const
    {
        return counts == nullptr ? static_cast<std::size_t>(begins[i + 1])
                                 : begin(i) + static_cast<std::size_t>(counts[i]);
    }
};

using matrix_lines = std::variant<dense_lines<double>, dense_lines<float>, sparse_lines>;

inline constexpr std::size_t lines_together = 32;  ///< are added up before they are added to the rest
inline constexpr std::size_t terms_together = 512; ///< of a line, likewise
inline constexpr std::size_t tile = 512;           ///< elements of all lines that are one task

/// The most additions that any term of a sum takes part in: of `spread`, those of the blocks of lines and 13 within
/// one; of `gather`, those of the blocks of terms and 75 within one.
[[nodiscard]] inline double additions(std::size_t terms)
{
    return static_cast<double>((std::min)(terms, terms / lines_together + terms / terms_together + 80)) + 2;
}

#if defined(__GNUC__)
#define EQUIPOISE_ALWAYS_INLINED [[gnu::always_inline]]
#else
#define EQUIPOISE_ALWAYS_INLINED
#endif

/// sum += the four lines times their weights, or their absolute values if `Absolute`.
template <bool Absolute, class T>
EQUIPOISE_ALWAYS_INLINED inline void add_four_lines(std::array<T const*, 4> const& z, double const* weights,
                                                    std::size_t width, double* sum)
{
    auto const w0 = weights[0];
    auto const w1 = weights[1];
    auto const w2 = weights[2];
    auto const w3 = weights[3];
    for (std::size_t j = 0; j < width; ++j) {
        auto const z0 = static_cast<double>(z[0][j]);
        auto const z1 = static_cast<double>(z[1][j]);
        auto const z2 = static_cast<double>(z[2][j]);
        auto const z3 = static_cast<double>(z[3][j]);
        sum[j] += (detail::unfused(w0 * (Absolute ? std::fabs(z0) : z0))
                   + detail::unfused(w1 * (Absolute ? std::fabs(z1) : z1)))
                  + (detail::unfused(w2 * (Absolute ? std::fabs(z2) : z2))
                     + detail::unfused(w3 * (Absolute ? std::fabs(z3) : z3)));
    }
}

#undef EQUIPOISE_ALWAYS_INLINED

#if EQUIPOISE_X86_VECTORS
/// The same bits in wider vectors: a pass over 3,000 sectors with two vectors takes 4.8 ms of one core, not 6.7.
template <bool Absolute, class T>
[[gnu::target(EQUIPOISE_AVX2)]] void add_four_avx2(std::array<T const*, 4> const& z, double const* weights,
                                                   std::size_t width, double* sum)
{
    add_four_lines<Absolute, T>(z, weights, width, sum);
}
#endif

template <bool Absolute, class T>
void add_four(std::array<T const*, 4> const& z, double const* weights, std::size_t width, double* sum)
{
#if EQUIPOISE_X86_VECTORS
    if (detail::best_instruction_set() >= detail::instruction_set::avx2) [[likely]] {
        return add_four_avx2<Absolute, T>(z, weights, width, sum);
    }
#endif
    add_four_lines<Absolute, T>(z, weights, width, sum);
}

/// out_r = sum over the lines of in_r[line] * line, for k vectors, each `length` or `lines` numbers after the last one.
template <bool Absolute, class T>
void spread(dense_lines<T> const& m, double const* in, double* out, std::size_t k, runner const& run)
{
    auto const tasks = (m.length + tile - 1) / tile;
    run(tasks, [&](std::size_t task) {
        auto const from = task * tile;
        auto const width = (std::min)(tile, m.length - from);
        double part[tile];
        for (std::size_t r = 0; r < k; ++r) {
            std::fill_n(out + r * m.length + from, width, 0.0);
        }
        for (std::size_t first = 0; first < m.lines; first += lines_together) {
            auto const last = (std::min)(first + lines_together, m.lines);
            for (std::size_t r = 0; r < k; ++r) {
                auto const* const weights = in + r * m.lines;
                std::fill_n(part, width, 0.0);
                auto i = first;
                for (; i + 4 <= last; i += 4) {
                    add_four<Absolute, T>(
                        {m.line(i) + from, m.line(i + 1) + from, m.line(i + 2) + from, m.line(i + 3) + from},
                        weights + i, width, part);
                }
                for (; i < last; ++i) {
                    auto const* const z = m.line(i) + from;
                    auto const weight = weights[i];
                    for (std::size_t j = 0; j < width; ++j) {
                        auto const value = static_cast<double>(z[j]);
                        part[j] += detail::unfused(weight * (Absolute ? std::fabs(value) : value));
                    }
                }
                auto* const sum = out + r * m.length + from;
                for (std::size_t j = 0; j < width; ++j) {
                    sum[j] += part[j];
                }
            }
        }
    });
}

inline constexpr std::size_t lanes = 8;

/// sums[lane] += the products of the elements of that lane, for groups of as many elements as there are lanes.
template <bool Absolute, class T>
void add_products(T const* a, double const* b, std::size_t groups, double (&sums)[lanes])
{
    for (std::size_t j = 0; j < groups * lanes; j += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            auto const value = static_cast<double>(a[j + lane]);
            sums[lane] += detail::unfused((Absolute ? std::fabs(value) : value) * b[j + lane]);
        }
    }
}

#if defined(__GNUC__) && !defined(EQUIPOISE_NO_SIMD)
/// The same bits in pairs. Of the loops above, g++ 12 makes code that takes three times as long.
template <bool Absolute>
void add_products(double const* a, double const* b, std::size_t groups, double (&sums)[lanes])
{
    using doubles = double __attribute__((vector_size(16)));
    using words = std::uint64_t __attribute__((vector_size(16)));
    constexpr auto last_bit = std::uint64_t{1};
    constexpr auto sign = std::uint64_t{1} << 63;
    doubles all[lanes / 2];
    std::memcpy(all, sums, sizeof sums);
    for (std::size_t j = 0; j < groups * lanes; j += lanes) {
        for (std::size_t pair = 0; pair < lanes / 2; ++pair) {
            doubles x;
            doubles y;
            std::memcpy(&x, a + j + 2 * pair, sizeof x);
            std::memcpy(&y, b + j + 2 * pair, sizeof y);
            if constexpr (Absolute) {
                x = std::bit_cast<doubles>(std::bit_cast<words>(x) & ~sign);
            }
            all[pair] += std::bit_cast<doubles>(std::bit_cast<words>(x * y) & ~last_bit);
        }
    }
    std::memcpy(sums, all, sizeof sums);
}
#endif

/// The product of two lines, in lanes that any vector unit fills alike.
template <bool Absolute, class T>
[[nodiscard]] double product(T const* a, double const* b, std::size_t size)
{
    auto total = 0.0;
    for (std::size_t first = 0; first < size; first += terms_together) {
        auto const last = (std::min)(first + terms_together, size);
        auto const groups = (last - first) / lanes;
        double sums[lanes] = {};
        add_products<Absolute>(a + first, b + first, groups, sums);
        for (auto j = first + groups * lanes; j < last; ++j) {
            auto const value = static_cast<double>(a[j]);
            sums[0] += detail::unfused((Absolute ? std::fabs(value) : value) * b[j]);
        }
        total += ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    }
    return total;
}

/// out_r[line] = the product of the line and in_r.
template <bool Absolute, class T>
void gather(dense_lines<T> const& m, double const* in, double* out, std::size_t k, runner const& run)
{
    constexpr std::size_t together = 16;
    run((m.lines + together - 1) / together, [&](std::size_t task) {
        auto const last = (std::min)((task + 1) * together, m.lines);
        for (auto i = task * together; i < last; ++i) {
            for (std::size_t r = 0; r < k; ++r) {
                out[r * m.lines + i] = product<Absolute>(m.line(i), in + r * m.length, m.length);
            }
        }
    });
}

/// One thread: the lines write to places all over the result.
template <bool Absolute>
void spread(sparse_lines const& m, double const* in, double* out, std::size_t k, runner const&)
{
    std::fill_n(out, k * m.length, 0.0);
    for (std::size_t i = 0; i < m.lines; ++i) {
        for (auto e = m.begin(i); e < m.end(i); ++e) {
            auto const value = Absolute ? std::fabs(m.values[e]) : m.values[e];
            for (std::size_t r = 0; r < k; ++r) {
                out[r * m.length + static_cast<std::size_t>(m.places[e])] +=
                    detail::rounded(value * in[r * m.lines + i]);
            }
        }
    }
}

template <bool Absolute>
void gather(sparse_lines const& m, double const* in, double* out, std::size_t k, runner const& run)
{
    constexpr std::size_t together = 1024;
    run((m.lines + together - 1) / together, [&](std::size_t task) {
        auto const last = (std::min)((task + 1) * together, m.lines);
        for (auto i = task * together; i < last; ++i) {
            for (std::size_t r = 0; r < k; ++r) {
                auto sum = 0.0;
                for (auto e = m.begin(i); e < m.end(i); ++e) {
                    auto const value = Absolute ? std::fabs(m.values[e]) : m.values[e];
                    sum += detail::rounded(value * in[r * m.length + static_cast<std::size_t>(m.places[e])]);
                }
                out[r * m.lines + i] = sum;
            }
        }
    });
}

/// The most terms of any sum of a pass; of a dense matrix, the additions of a term are fewer, see `additions`.
[[nodiscard]] inline double additions_in(matrix_lines const& matrix)
{
    return std::visit(
        [](auto const& m) {
            if constexpr (requires { m.places; }) {
                return static_cast<double>(m.terms) + 8;
            } else {
                return additions(m.lines);
            }
        },
        matrix);
}

/// out = M in, or M' in if `transposed`, for k vectors one after another.
inline void multiply(matrix_lines const& matrix, bool transposed, bool absolute, double const* in, double* out,
                     std::size_t k, runner const& run)
{
    std::visit(
        [&](auto const& m) {
            if (m.by_rows == transposed) {
                absolute ? spread<true>(m, in, out, k, run) : spread<false>(m, in, out, k, run);
            } else {
                absolute ? gather<true>(m, in, out, k, run) : gather<false>(m, in, out, k, run);
            }
        },
        matrix);
}

[[nodiscard]] inline std::size_t size_of(matrix_lines const& matrix)
{
    return std::visit([](auto const& m) { return m.lines; }, matrix);
}

[[nodiscard]] inline bool is_sparse(matrix_lines const& matrix)
{
    return std::holds_alternative<sparse_lines>(matrix);
}

/// Calls f(row, column, value) for every cell of a line that is stored.
template <class F>
void for_each_in_line(matrix_lines const& matrix, std::size_t i, F const& f)
{
    std::visit(
        [&](auto const& m) {
            auto const tell = [&](std::size_t j, double value) { m.by_rows ? f(i, j, value) : f(j, i, value); };
            if constexpr (requires { m.places; }) {
                for (auto e = m.begin(i); e < m.end(i); ++e) {
                    tell(static_cast<std::size_t>(m.places[e]), m.values[e]);
                }
            } else {
                auto const* const line = m.line(i);
                for (std::size_t j = 0; j < m.length; ++j) {
                    tell(j, static_cast<double>(line[j]));
                }
            }
        },
        matrix);
}

/// A cell of a dense matrix; of a sparse one, by a search through its line.
[[nodiscard]] inline double cell(matrix_lines const& matrix, std::size_t row, std::size_t column)
{
    return std::visit(
        [&](auto const& m) {
            auto const line = m.by_rows ? row : column;
            auto const place = m.by_rows ? column : row;
            if constexpr (requires { m.places; }) {
                auto sum = 0.0;
                for (auto e = m.begin(line); e < m.end(line); ++e) {
                    sum += static_cast<std::size_t>(m.places[e]) == place ? m.values[e] : 0;
                }
                return sum;
            } else {
                return static_cast<double>(m.line(line)[place]);
            }
        },
        matrix);
}

} // namespace equipoise::network_detail
