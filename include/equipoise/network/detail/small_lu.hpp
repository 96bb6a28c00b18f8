// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace equipoise::network_detail {

/// A small matrix as the product of two triangular ones, with rows exchanged (partial pivoting). The library's own, as
/// the order of Eigen's sums depends on the vector unit of the machine.
class small_lu {
public:
    /// @param rows n times n numbers, row by row
    small_lu(std::vector<double> rows, std::size_t n) : n_{n}, a_{std::move(rows)}, order_(n)
    {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        for (std::size_t k = 0; k < n_ && regular_; ++k) {
            auto pivot = k;
            for (auto i = k + 1; i < n_; ++i) {
                pivot = std::fabs(at(i, k)) > std::fabs(at(pivot, k)) ? i : pivot;
            }
            regular_ = std::isfinite(at(pivot, k)) && at(pivot, k) != 0;
            if (!regular_) {
                return;
            }
            if (pivot != k) {
                for (std::size_t j = 0; j < n_; ++j) {
                    std::swap(at(k, j), at(pivot, j));
                }
                std::swap(order_[k], order_[pivot]);
            }
            for (auto i = k + 1; i < n_; ++i) {
                auto const factor = at(i, k) / at(k, k);
                at(i, k) = factor;
                if (factor != 0) {
                    subtract(&at(k, 0) + k + 1, factor, &at(i, 0) + k + 1, n_ - k - 1);
                }
            }
        }
    }

    [[nodiscard]] bool regular() const noexcept { return regular_; }

    /// x = A^-1 b, in the order of the rows and columns. `work` has n numbers.
    void solve(double const* b, double* x, double* work) const
    {
        for (std::size_t i = 0; i < n_; ++i) {
            work[i] = b[order_[i]];
            for (std::size_t j = 0; j < i; ++j) {
                work[i] -= detail::rounded(at(i, j) * work[j]);
            }
        }
        for (auto i = n_; i-- > 0;) {
            for (auto j = i + 1; j < n_; ++j) {
                work[i] -= detail::rounded(at(i, j) * work[j]);
            }
            work[i] /= at(i, i);
        }
        for (std::size_t i = 0; i < n_; ++i) {
            x[i] = work[i];
        }
    }

private:
    std::size_t n_;
    std::vector<double> a_;
    std::vector<std::size_t> order_;
    bool regular_ = true;

    [[nodiscard]] double& at(std::size_t i, std::size_t j) { return a_[i * n_ + j]; }
    [[nodiscard]] double at(std::size_t i, std::size_t j) const { return a_[i * n_ + j]; }

    static void subtract(double const* from, double factor, double* to, std::size_t size)
    {
        for (std::size_t j = 0; j < size; ++j) {
            to[j] -= detail::unfused(factor * from[j]);
        }
    }
};

} // namespace equipoise::network_detail
