// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/network/detail/chain.hpp>
#include <equipoise/network/detail/krylov.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

/// Solutions of (I - K) z = b with what one further pass tells of them.
namespace equipoise::network_detail {

/// The larger one, or NaN if either is. (Eigen's maxCoeff may return any of several numbers where one is NaN.)
[[nodiscard]] inline double larger_or_nan(double a, double b)
{
    return a != a || a >= b ? a : b;
}

/// What one pass tells about some vectors z: the next vectors b + K z, and the largest residual of each.
struct checked {
    std::vector<double> next{};
    std::vector<double> residuals{};
    std::vector<double> largest{};  ///< of |residual| and its rounding
    std::vector<double> rounding{}; ///< of each residual
    std::vector<double> smallest{}; ///< of z - K z, less its rounding
};

[[nodiscard]] inline checked check(chain const& k, std::vector<double> const& b, std::vector<double> const& z,
                                   std::size_t count, runner const& run)
{
    auto const n = k.size();
    auto both = z;
    auto const any_below = k.of.negative || std::any_of(z.begin(), z.end(), [](double each) { return each < 0; });
    auto result = checked{};
    auto made = std::vector<double>{};
    k.apply(z, made, count, run);
    auto sizes = made;
    if (any_below) {
        for (auto& each : both) {
            each = std::fabs(each);
        }
        auto whole = k;
        whole.absolute = true;
        whole.apply(both, sizes, count, run);
    }
    auto const relative = 2 * k.rounding(); // twice, as the sizes are rounded themselves
    result.next.resize(n * count);
    result.residuals.resize(n * count);
    result.rounding.resize(n * count);
    for (std::size_t r = 0; r < count; ++r) {
        auto largest = 0.0;
        auto smallest = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < n; ++i) {
            auto const at = r * n + i;
            result.next[at] = b[at] + made[at];
            result.residuals[at] = (b[at] - z[at]) + made[at];
            auto const rounding =
                detail::rounded(relative * sizes[at])
                + detail::rounded(0x1p-51 * (std::fabs(b[at]) + std::fabs(z[at]) + std::fabs(made[at])))
                + k.underflow(i);
            result.rounding[at] = rounding;
            auto const off = std::fabs(result.residuals[at]) + rounding;
            largest = larger_or_nan(largest, off);
            auto const left = (z[at] - made[at]) - rounding;
            smallest = -larger_or_nan(-smallest, -left);
        }
        result.largest.push_back(largest);
        result.smallest.push_back(smallest);
    }
    return result;
}

[[nodiscard]] inline double largest_of(double const* v, std::size_t n)
{
    auto largest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        largest = larger_or_nan(largest, std::fabs(v[i]));
    }
    return largest;
}

/// Converged solutions and their last residuals.
struct settled {
    std::vector<double> z{};
    checked found{};
    std::size_t passes = 0;
};

/// By corrections until the residuals are within their rounding, or no longer shrink.
[[nodiscard]] inline settled settle(chain const& k, own_blocks const& blocks, std::vector<double> const& b,
                                    std::size_t count, runner const& run)
{
    auto const n = k.size();
    auto targets = std::vector<double>(count);
    for (std::size_t r = 0; r < count; ++r) {
        targets[r] = 0x1p-53 * std::sqrt(dot(b.data() + r * n, b.data() + r * n, n));
    }
    auto result = settled{std::vector<double>(n * count), {}, 0};
    result.passes = correct(k, blocks, b, targets, result.z, run);
    for (std::size_t r = 0; r < count; ++r) { // of a singular matrix, anything may have come
        auto* const z = result.z.data() + r * n;
        if (!std::isfinite(largest_of(z, n))) {
            std::fill_n(z, n, 0.0);
        }
    }
    result.found = check(k, b, result.z, count, run);
    ++result.passes;
    for (auto round = 0; round < 12; ++round) {
        auto open = false;
        for (std::size_t r = 0; r < count; ++r) {
            auto const left = largest_of(result.found.residuals.data() + r * n, n);
            auto const sure = largest_of(result.found.rounding.data() + r * n, n);
            open = open || (std::isfinite(left) && left > sure);
        }
        if (!open) {
            break;
        }
        auto better = settled{result.z, {}, result.passes};
        better.passes += correct(k, blocks, result.found.residuals, targets, better.z, run);
        better.found = check(k, b, better.z, count, run);
        ++better.passes;
        auto gained = false;
        for (std::size_t r = 0; r < count; ++r) {
            gained = gained || better.found.largest[r] < 0.5 * result.found.largest[r];
            if (!(better.found.largest[r] <= result.found.largest[r])) { // keep what is best of each
                std::copy_n(result.z.data() + r * n, n, better.z.data() + r * n);
                std::copy_n(result.found.next.data() + r * n, n, better.found.next.data() + r * n);
                std::copy_n(result.found.residuals.data() + r * n, n, better.found.residuals.data() + r * n);
                std::copy_n(result.found.rounding.data() + r * n, n, better.found.rounding.data() + r * n);
                better.found.largest[r] = result.found.largest[r];
                better.found.smallest[r] = result.found.smallest[r];
            }
        }
        result = std::move(better);
        if (!gained) {
            break;
        }
    }
    return result;
}

} // namespace equipoise::network_detail
