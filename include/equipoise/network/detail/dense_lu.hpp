// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/network/detail/passes.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

/// A whole matrix as the product of two triangular ones, for many right-hand sides of a small table.
namespace equipoise::network_detail {

/// Rows exchanged (partial pivoting), in panels of 32 columns. The library's own, as the order of Eigen's sums depends
/// on the vector unit of the machine. Each element is computed by itself, in an order that depends on the size of the
/// matrix only, so that results have the same bits for any number of threads.
class dense_lu {
public:
    /// @param rows n times n numbers, row by row
    dense_lu(std::vector<double> rows, std::size_t n, runner const& run) : n_{n}, a_{std::move(rows)}, order_(n)
    {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        for (std::size_t first = 0; first < n_ && regular_; first += panel) {
            auto const last = (std::min)(first + panel, n_);
            factorise(first, last);
            if (!regular_) {
                return;
            }
            run((n_ - last + tile - 1) / tile, [&](std::size_t task) {
                auto const from = last + task * tile;
                auto const width = (std::min)(tile, n_ - from);
                for (auto i = first + 1; i < n_; ++i) {
                    subtract_lines(&a_[i * n_], first, (std::min)(i, last), a_.data() + from, n_, width,
                                   &a_[i * n_] + from);
                }
            });
        }
    }

    [[nodiscard]] bool regular() const noexcept { return regular_; }

    /// (LU)^-1 b for `count` vectors one after another.
    [[nodiscard]] std::vector<double> solve(std::vector<double> const& b, std::size_t count, runner const& run) const
    {
        constexpr std::size_t vectors = 16; // are one task
        auto result = std::vector<double>(n_ * count);
        run((count + vectors - 1) / vectors, [&](std::size_t task) {
            auto const first = task * vectors;
            auto const width = (std::min)(vectors, count - first);
            auto x = std::vector<double>(n_ * width); // a line for each row of the matrix
            for (std::size_t i = 0; i < n_; ++i) {
                for (std::size_t r = 0; r < width; ++r) {
                    x[i * width + r] = b[(first + r) * n_ + order_[i]];
                }
                subtract_lines(&a_[i * n_], 0, i, x.data(), width, width, &x[i * width]);
            }
            for (auto i = n_; i-- > 0;) {
                subtract_lines(&a_[i * n_], i + 1, n_, x.data(), width, width, &x[i * width]);
                for (std::size_t r = 0; r < width; ++r) {
                    x[i * width + r] /= a_[i * n_ + i];
                    result[(first + r) * n_ + i] = x[i * width + r];
                }
            }
        });
        return result;
    }

private:
    static constexpr std::size_t panel = 32;
    std::size_t n_;
    std::vector<double> a_;
    std::vector<std::size_t> order_;
    bool regular_ = true;

    /// The columns of a panel, with all rows below its top.
    void factorise(std::size_t first, std::size_t last)
    {
        for (auto k = first; k < last; ++k) {
            auto pivot = k;
            for (auto i = k + 1; i < n_; ++i) {
                pivot = std::fabs(a_[i * n_ + k]) > std::fabs(a_[pivot * n_ + k]) ? i : pivot;
            }
            auto const head = a_[pivot * n_ + k];
            regular_ = std::isfinite(head) && head != 0;
            if (!regular_) {
                return;
            }
            if (pivot != k) {
                std::swap_ranges(&a_[k * n_], &a_[k * n_] + n_, &a_[pivot * n_]);
                std::swap(order_[k], order_[pivot]);
            }
            for (auto i = k + 1; i < n_; ++i) {
                auto const factor = a_[i * n_ + k] / head;
                a_[i * n_ + k] = factor;
                for (auto j = k + 1; j < last; ++j) {
                    a_[i * n_ + j] -= detail::unfused(factor * a_[k * n_ + j]);
                }
            }
        }
    }

    /// to -= the sum of weights[p] times line p, from first to last.
    static void subtract_lines(double const* weights, std::size_t first, std::size_t last, double const* lines,
                               std::size_t stride, std::size_t width, double* to)
    {
        auto p = first;
        for (; p + 4 <= last; p += 4) {
            auto const minus = std::array{-weights[p], -weights[p + 1], -weights[p + 2], -weights[p + 3]};
            add_four<false, double>(
                {lines + p * stride, lines + (p + 1) * stride, lines + (p + 2) * stride, lines + (p + 3) * stride},
                minus.data(), width, to);
        }
        for (; p < last; ++p) {
            auto const* const line = lines + p * stride;
            for (std::size_t j = 0; j < width; ++j) {
                to[j] -= detail::unfused(weights[p] * line[j]);
            }
        }
    }
};

} // namespace equipoise::network_detail
