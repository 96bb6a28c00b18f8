// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/chain.hpp>
#include <equipoise/network/detail/dense_lu.hpp>
#include <equipoise/network/detail/settled.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

/// Many right-hand sides of a small table: I - K is factorised once.
namespace equipoise::network_detail {

/// How many right-hand sides of a dense table of n sectors are solved faster by a factorisation than by corrections:
/// a sixteenth of n, and at least 8. Measured with 30 sectors a region and one thread, the two took the same time at 4
/// right-hand sides of 250 sectors, 12 of 500, 34 of 1,000, 78 of 2,000 and 167 of 3,000.
inline constexpr std::size_t sectors_per_side = 16;
inline constexpr std::size_t fewest_sides = 8;
inline constexpr std::size_t largest_factorised = 4'000; ///< sectors, 128 megabytes

[[nodiscard]] inline bool factorising_pays(chain const& k, std::size_t count)
{
    return count >= fewest_sides && count * sectors_per_side >= k.size() && k.size() <= largest_factorised
           && !is_sparse(k.of.matrix);
}

/// I - K in memory, row by row.
[[nodiscard]] inline std::vector<double> rows_of(chain const& k)
{
    auto const n = k.size();
    auto const by_rows = std::visit([](auto const& m) { return m.by_rows; }, k.of.matrix) != k.backward();
    auto rows = std::vector<double>(n * n);
    k.for_each_entry(
        [&](std::size_t i, std::size_t j, double value) { rows[by_rows ? i * n + j : j * n + i] -= value; });
    constexpr std::size_t square = 32;
    for (std::size_t top = 0; top < n && !by_rows; top += square) {
        for (std::size_t left = 0; left <= top; left += square) {
            for (auto i = top; i < (std::min)(top + square, n); ++i) {
                for (auto j = left; j < (std::min)(left + square, i); ++j) {
                    std::swap(rows[i * n + j], rows[j * n + i]);
                }
            }
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        rows[i * n + i] += 1;
    }
    return rows;
}

/// By a factorisation, and corrections until the residuals are within their rounding.
[[nodiscard]] inline settled settle(chain const& k, dense_lu const& lu, std::vector<double> const& b, std::size_t count,
                                    runner const& run)
{
    auto result = settled{lu.solve(b, count, run), {}, 1};
    result.found = check(k, b, result.z, count, run);
    for (auto round = 0; round < 3; ++round) {
        auto open = false;
        for (std::size_t i = 0; i < result.z.size(); ++i) {
            open = open || std::fabs(result.found.residuals[i]) > result.found.rounding[i];
        }
        if (!open) {
            break;
        }
        auto better = settled{lu.solve(result.found.residuals, count, run), {}, result.passes + 1};
        for (std::size_t i = 0; i < result.z.size(); ++i) {
            better.z[i] += result.z[i];
        }
        better.found = check(k, b, better.z, count, run);
        auto gained = true;
        for (std::size_t r = 0; r < count; ++r) {
            gained = gained && better.found.largest[r] <= result.found.largest[r];
        }
        if (!gained) {
            break;
        }
        result = std::move(better);
    }
    return result;
}

} // namespace equipoise::network_detail
