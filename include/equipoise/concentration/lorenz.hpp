// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/core/later.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/scaled_amounts.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// The Lorenz curve of the shares, and the order of portfolios by it.
namespace equipoise {

/// A point of the Lorenz curve: the smallest partners that make up a fraction of all, and their share of the flows.
struct lorenz_point {
    double partners = 0;
    double share = 0;

    friend constexpr bool operator==(lorenz_point const&, lorenz_point const&) = default;
};

/// How the shares of one portfolio compare with those of another.
enum class majorization : unsigned char {
    less,         ///< less concentrated, however many of the largest are looked at: its Lorenz curve lies above
    equal,        ///< the same shares but for their order
    greater,      ///< more concentrated, however many of the largest are looked at
    crossing,     ///< neither: indices may differ in which is the more concentrated
    incomparable, ///< one of the two has no flow, or a part of it is not attributed to partners
};

namespace detail {

struct lorenz_fn {
    template <class R, class Proj = ranges::identity>
        requires gatherable<R, Proj>
    [[nodiscard]] constexpr std::vector<later<lorenz_point, R>> operator()(R&& flows, Proj proj = {}) const
    {
        return (*this)(flows, listed, std::move(proj));
    }

    template <class R, class Proj = ranges::identity>
        requires gatherable<R, Proj>
    [[nodiscard]] constexpr std::vector<later<lorenz_point, R>> operator()(R&& flows, base n, Proj proj = {}) const
    {
        auto points = std::vector<later<lorenz_point, R>>{};
        auto all = gather(flows, proj, "lorenz");
        if (!all.complete()) {
            return points;
        }
        auto const partners = n.count(all.sums, "lorenz");
        auto const whole = all.sums.whole();
        auto const ranked = ranking_of{std::move(all.amounts)};
        auto held = running_sum{};
        points.reserve(partners + 1);
        points.push_back({});
        for (std::size_t k = 1; k < partners; ++k) {
            held.add(ranked[partners - k]);
            points.push_back({static_cast<double>(k) / static_cast<double>(partners), held.value() / whole});
        }
        points.push_back({1, 1});
        return points;
    }
};

struct lorenz_order_fn {
    template <class A, class B>
        requires gatherable<A> && gatherable<B>
    [[nodiscard]] constexpr majorization operator()(A&& a, B&& b, double tolerance = 0) const
    {
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw invalid_parameter{"lorenz_order", "tolerance", tolerance, "in [0, 1]"};
        }
        auto proj = ranges::identity{};
        auto all_a = gather(a, proj, "lorenz_order");
        auto all_b = gather(b, proj, "lorenz_order");
        if (!all_a.complete() || !all_b.complete()) {
            return majorization::incomparable;
        }
        auto const whole_a = all_a.sums.whole();
        auto const whole_b = all_b.sums.whole();
        auto const ranked_a = ranking_of{std::move(all_a.amounts)};
        auto const ranked_b = ranking_of{std::move(all_b.amounts)};
        // what all but the k largest have together: sums from below keep their digits where those from above reach 1
        auto above = false;
        auto below = false;
        auto behind_a = running_sum{};
        auto behind_b = running_sum{};
        for (auto r = ranked_a.size() < ranked_b.size() ? ranked_b.size() : ranked_a.size(); r > 1; --r) {
            behind_a.add(ranked_a[r - 1]);
            behind_b.add(ranked_b[r - 1]);
            auto const share_a = quotient(behind_a.value(), whole_a);
            auto const share_b = quotient(behind_b.value(), whole_b);
            auto const apart = (share_a - share_b).value();
            auto const noise = 0x1p-96 * (share_a.hi < share_b.hi ? share_b.hi : share_a.hi);
            auto const least = tolerance < noise ? noise : tolerance;
            above = above || apart > least;
            below = below || -apart > least;
        }
        return above && below ? majorization::crossing
               : above        ? majorization::less
               : below        ? majorization::greater
                              : majorization::equal;
    }
};

} // namespace detail

/// The Lorenz curve: the n + 1 points (k/n, share of the k smallest partners together), from (0, 0) to (1, 1).
///
/// Takes a portfolio or a range of amounts. n counts the listed partners, or what `positive` or `base{n}` says:
/// `lorenz(flows, base{190})`. The area between curve and diagonal is G / 2, the widest gap is the Hoover index.
/// No points without flow, or when part of the total is unattributed. Throws `invalid_amount`, `invalid_parameter`.
/// Cost of a sort. Source: Lorenz (1905), Methods of Measuring the Concentration of Wealth.
inline constexpr detail::lorenz_fn lorenz{};

/// Lorenz dominance of two portfolios or ranges of amounts: whether the k largest shares of `a` together are at most
/// those of `b` for every k (`less`), at least (`greater`), the same (`equal`), or none of these (`crossing`).
///
/// With `less`, every Schur-convex index of a is at most that of b, and every Schur-concave one at least. Partners
/// with nothing change nothing; identifiers are not looked at. Cumulative shares no further apart than `tolerance`
/// count as the same; with 0, the amounts are taken as exact. Throws `invalid_amount`, and `invalid_parameter` for
/// a tolerance outside [0, 1]. Cost of two sorts. Source: Lorenz (1905); Hardy, Littlewood and Polya (1929).
inline constexpr detail::lorenz_order_fn lorenz_order{};

} // namespace equipoise
