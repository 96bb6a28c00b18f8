// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/passes.hpp>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

/// One round of deliveries, as a function of vectors: from users back to their suppliers, or from sellers on to users.
namespace equipoise::network_detail {

/// The matrix M of the caller and what makes coefficients of it: inputs per unit of output A_ij = M_ij / below_j, and
/// outlets per unit of output B_ij = M_ij across_j / scale_i.
struct coefficients {
    matrix_lines matrix{};
    std::vector<double> below{}; ///< 0 where there is no output, and no inputs
    std::vector<double> across{};
    std::vector<double> scale{}; ///< the output, or another positive number where there is none
    double unit_below = 1;       ///< powers of two which keep products of amounts such as 1e300 in range
    double unit_across = 1;
    std::vector<std::vector<std::size_t>> groups{}; ///< the sectors of each region
    bool negative = false;                          ///< whether any cell is below 0

    [[nodiscard]] std::size_t size() const { return size_of(matrix); }
};

enum class direction_of_chain : unsigned char {
    backward, ///< A', from a using sector to its suppliers
    forward,  ///< B, from a selling sector to its users
};

/// Entry (i, j) of a matrix is multiplied by the sum over the masks of after_i before_j.
struct mask {
    std::vector<double> after{};
    std::vector<double> before{};
};

/// A' or B, all or in parts, times a factor.
struct chain {
    coefficients const& of;
    direction_of_chain direction = direction_of_chain::backward;
    std::vector<mask> masks{}; ///< none: all of it
    double factor = 1;
    bool absolute = false; ///< of the absolute values

    [[nodiscard]] std::size_t size() const { return of.size(); }
    [[nodiscard]] bool backward() const { return direction == direction_of_chain::backward; }

    /// out = K in, for k vectors one after another.
    void apply(std::vector<double> const& in, std::vector<double>& out, std::size_t k, runner const& run) const
    {
        auto const n = size();
        auto const parts = masks.empty() ? std::size_t{1} : masks.size();
        auto const unit = backward() ? of.unit_below : of.unit_across;
        auto given = std::vector<double>(n * k * parts);
        for (std::size_t p = 0; p < parts; ++p) {
            for (std::size_t r = 0; r < k; ++r) {
                auto* const to = given.data() + (p * k + r) * n;
                for (std::size_t i = 0; i < n; ++i) {
                    auto const before = masks.empty() ? 1 : masks[p].before[i];
                    to[i] = in[r * n + i] * before * (backward() ? 1 : of.across[i]) * unit;
                }
            }
        }
        auto made = std::vector<double>(n * k * parts);
        multiply(of.matrix, backward(), absolute, given.data(), made.data(), k * parts, run);
        auto const& divisors = backward() ? of.below : of.scale;
        out.assign(n * k, 0.0);
        for (std::size_t p = 0; p < parts; ++p) {
            for (std::size_t r = 0; r < k; ++r) {
                auto const* const from = made.data() + (p * k + r) * n;
                for (std::size_t i = 0; i < n; ++i) {
                    auto const after = masks.empty() ? 1 : masks[p].after[i];
                    if (divisors[i] != 0 && after != 0) {
                        out[r * n + i] += detail::rounded(from[i] / (divisors[i] * unit) * after * factor);
                    }
                }
            }
        }
    }

    /// Entry (i, j), given the cell of M that it is made of.
    [[nodiscard]] double entry(std::size_t i, std::size_t j, double value) const
    {
        auto share = masks.empty() ? 1.0 : 0.0;
        for (auto const& part : masks) {
            share += detail::rounded(part.after[i] * part.before[j]);
        }
        auto const divisor = backward() ? of.below[i] : of.scale[i];
        if (divisor == 0 || share == 0) {
            return 0;
        }
        auto const whole = backward() ? value / divisor : value / of.scale[i] * of.across[j];
        return detail::rounded((absolute ? std::fabs(whole) : whole) * share * factor);
    }

    [[nodiscard]] double entry(std::size_t i, std::size_t j) const
    {
        return backward() ? entry(i, j, cell(of.matrix, j, i)) : entry(i, j, cell(of.matrix, i, j));
    }

    /// Calls f(i, j, entry) for every entry.
    template <class F>
    void for_each_entry(F const& f) const
    {
        for (std::size_t line = 0; line < size(); ++line) {
            for_each_in_line(of.matrix, line, [&](std::size_t row, std::size_t column, double value) {
                backward() ? f(column, row, entry(column, row, value)) : f(row, column, entry(row, column, value));
            });
        }
    }

    /// The error of `apply`, relative to the product of the absolute values: each term meets a number of additions, a
    /// product with its last bit cut (3 units of 2^-53), and eight further operations.
    [[nodiscard]] double rounding() const { return (additions_in(of.matrix) + 11) * 0x1.01p-53; }

    /// What terms below the range of doubles may have lost of element i.
    [[nodiscard]] double underflow(std::size_t i) const
    {
        auto const divisor = backward() ? of.below[i] * of.unit_below : of.scale[i] * of.unit_across;
        return divisor == 0 ? 0 : static_cast<double>(size()) * 0x1p-1060 / divisor;
    }
};

} // namespace equipoise::network_detail
