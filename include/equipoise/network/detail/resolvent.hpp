// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/network/detail/chain.hpp>
#include <equipoise/network/detail/classes.hpp>
#include <equipoise/network/detail/factorised.hpp>
#include <equipoise/network/detail/krylov.hpp>
#include <equipoise/network/detail/settled.hpp>
#include <equipoise/network/not_productive.hpp>

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// (I - K)^-1 b = b + K b + K^2 b + ... with a proof: the one kernel of the room.
///
/// Let m be the computed solution for b = 1 and c the smallest element of m - K m. If m > 0 and c > 0, the growth
/// factor of K >= 0 is below 1, and (I - K)^-1 1 <= m / c (Collatz 1942, Wielandt 1950; Berman and Plemmons 1994,
/// Nonnegative matrices, theorem 6.2.3). A computed z with the residual r then has an error of at most max |r| m / c.
/// The rounding of r itself is bounded and added. So one pass proves that the series converges, and bounds each
/// element.
namespace equipoise::network_detail {

/// Solutions for k right-hand sides of n elements, one after another.
struct solution {
    std::size_t size = 0;
    std::vector<double> values{};
    std::vector<double> errors{}; ///< none is off by more, if it is proven; else an estimate
    std::vector<double> ones{};   ///< the solution for b = 1, which the proof needs, where no entry is negative
    std::vector<double> errors_of_ones{};
    bool proven = true;
    std::size_t passes = 0;

    [[nodiscard]] double value(std::size_t r, std::size_t i) const { return values[r * size + i]; }
    [[nodiscard]] double error(std::size_t r, std::size_t i) const { return errors[r * size + i]; }
};

inline constexpr std::size_t sides_at_a_time = 16; ///< right-hand sides that share the passes

/// I - K in memory and factorised. The last bits of what it solves depend on the vector unit of the machine.
class whole_lu {
public:
    explicit whole_lu(chain const& k) : matrix_{start(k)}, lu_{matrix_} {}

    [[nodiscard]] settled settle(chain const& k, std::vector<double> const& b, std::size_t count,
                                 runner const& run) const
    {
        auto const rows = static_cast<Eigen::Index>(k.size());
        auto result = settled{std::vector<double>(b.size()), {}, 1};
        auto const given = Eigen::Map<Eigen::MatrixXd const>(b.data(), rows, static_cast<Eigen::Index>(count));
        Eigen::Map<Eigen::MatrixXd>(result.z.data(), rows, static_cast<Eigen::Index>(count)) = lu_.solve(given);
        result.found = check(k, b, result.z, count, run);
        return result;
    }

private:
    Eigen::MatrixXd matrix_;
    Eigen::PartialPivLU<Eigen::Ref<Eigen::MatrixXd>> lu_;

    [[nodiscard]] static Eigen::MatrixXd start(chain const& k)
    {
        auto const n = static_cast<Eigen::Index>(k.size());
        auto matrix = Eigen::MatrixXd{Eigen::MatrixXd::Identity(n, n)};
        k.for_each_entry([&](std::size_t i, std::size_t j, double value) {
            matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) -= value;
        });
        return matrix;
    }
};

inline constexpr std::size_t largest_dense = 12'000; ///< sectors, of which a factorisation takes a gigabyte

/// The vector m and the number c of the proof; no c where there is none.
struct certificate {
    std::vector<double> m{};
    std::optional<double> c{};
};

[[nodiscard]] inline certificate certified(settled const& ones, std::size_t r, std::size_t n)
{
    auto proof = certificate{{ones.z.begin() + static_cast<std::ptrdiff_t>(r * n),
                              ones.z.begin() + static_cast<std::ptrdiff_t>((r + 1) * n)},
                             {}};
    auto const c = ones.found.smallest[r];
    auto const good = [](double each) { return std::isfinite(each) && each > 0; };
    if (good(c) && std::all_of(proof.m.begin(), proof.m.end(), good)) {
        proof.c = c;
    }
    return proof;
}

/// Throws `not_productive` if any class feeds on itself.
inline void refuse_if_not_productive(chain const& k, std::string_view index,
                                     std::function<std::string(std::size_t)> const& name, runner const& run)
{
    auto labels = std::vector<std::string>{};
    for (auto const i : class_that_feeds_on_itself(k, run)) {
        labels.push_back(name(i));
    }
    if (!labels.empty()) {
        throw not_productive{index, std::move(labels)};
    }
}

/// Takes the values and errors of one right-hand side over, in the unit of the caller.
inline void take(settled const& from, std::size_t r, certificate const& proof, double unit, std::size_t n,
                 std::vector<double>& values, std::vector<double>& errors)
{
    auto const sizes = largest_of(from.z.data() + r * n, n);
    for (std::size_t i = 0; i < n; ++i) {
        values.push_back(from.found.next[r * n + i] * unit);
        auto const error = proof.c ? from.found.largest[r] * (proof.m[i] / *proof.c) * (1 + 0x1p-50)
                                   : from.found.largest[r] + from.found.largest[r] * sizes;
        errors.push_back(error * unit + std::numeric_limits<double>::denorm_min());
    }
}

/// (I - K)^-1 b for `count` right-hand sides.
/// @param name the label of a sector, for messages
/// @throws not_productive if the series does not converge for K >= 0; invalid_parameter if a sum is beyond doubles
[[nodiscard]] inline solution solve_chain(chain const& k, std::vector<double> b, std::size_t count,
                                          std::string_view index, std::function<std::string(std::size_t)> const& name,
                                          runner const& run)
{
    auto const n = k.size();
    auto result = solution{};
    result.size = n;
    result.values.reserve(n * count);
    result.errors.reserve(n * count);
    auto units = std::vector<double>(count, 1.0);
    for (std::size_t r = 0; r < count; ++r) { // powers of two, so that amounts far from 1 keep their digits
        auto const largest = largest_of(b.data() + r * n, n);
        if (largest > 0 && std::isfinite(largest)) {
            auto const power = (std::clamp)(detail::exponent_of(largest), -1000, 1000);
            units[r] = detail::power_of_two(power);
            for (std::size_t i = 0; i < n; ++i) {
                b[r * n + i] = detail::scaled(b[r * n + i], -power);
            }
        }
    }
    auto whole = std::optional<whole_lu>{};
    auto factors = std::optional<dense_lu>{};
    if (factorising_pays(k, count)) {
        factors.emplace(rows_of(k), n, run);
        if (!factors->regular()) {
            factors.reset();
        }
    }
    auto const blocks = factors ? std::nullopt : std::optional{own_blocks{k}};
    auto const solve = [&](std::vector<double> const& part, std::size_t size) {
        auto found = whole     ? whole->settle(k, part, size, run)
                     : factors ? settle(k, *factors, part, size, run)
                               : settle(k, *blocks, part, size, run);
        result.passes += found.passes;
        return found;
    };
    // The proof comes first; for K >= 0 its right-hand side shares the passes of the first ones.
    auto proof = certificate{};
    auto const signed_entries = k.of.negative && !k.absolute;
    if (signed_entries) {
        auto sizes = k;
        sizes.absolute = true;
        auto const found = network_detail::settle(sizes, own_blocks{sizes}, std::vector<double>(n, 1.0), 1, run);
        result.passes += found.passes;
        proof = certified(found, 0, n);
        result.proven = proof.c.has_value();
        if (!result.proven && !whole && n <= largest_dense) {
            whole.emplace(k);
        }
    }
    for (std::size_t first = 0; first < count || (first == 0 && !signed_entries);) {
        auto const with_ones = first == 0 && !signed_entries;
        auto const size = (std::min)(sides_at_a_time, count - first);
        auto part = std::vector<double>(b.begin() + static_cast<std::ptrdiff_t>(first * n),
                                        b.begin() + static_cast<std::ptrdiff_t>((first + size) * n));
        if (with_ones) {
            part.insert(part.end(), n, 1.0);
        }
        auto found = solve(part, size + (with_ones ? 1 : 0));
        if (with_ones) {
            proof = certified(found, size, n);
            if (!proof.c) {
                refuse_if_not_productive(k, index, name, run);
                result.proven = false;
                if (!whole && n <= largest_dense) {
                    whole.emplace(k);
                    found = solve(part, size + 1);
                    proof = certified(found, size, n);
                    result.proven = proof.c.has_value();
                }
            }
        }
        for (std::size_t r = 0; r < size; ++r) {
            take(found, r, proof, units[first + r], n, result.values, result.errors);
        }
        if (with_ones) {
            take(found, size, proof, 1, n, result.ones, result.errors_of_ones);
        }
        first += size;
        if (count == 0) {
            break;
        }
    }
    auto const lost =
        std::find_if(result.values.begin(), result.values.end(), [](double z) { return !std::isfinite(z); });
    if (lost != result.values.end()) {
        throw invalid_parameter{index, "the sum of all chains of "
                                           + name(static_cast<std::size_t>(lost - result.values.begin()) % n)
                                           + " is no finite double; the amounts of the table are too far apart"};
    }
    return result;
}

} // namespace equipoise::network_detail
