// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/scaled_amounts.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// The Lorenz curve of the shares, and the two indices that are read from it: Gini and Hoover.
namespace equipoise {

namespace concentration_detail {

/// sum of (2r - n - 1) x_r, r the rank from the smallest up: n^2 times the mean of x times the Gini coefficient.
/// Opposite ranks in pairs: every term is a difference that is not negative, so nothing cancels.
template <class Ranking>
[[nodiscard]] constexpr detail::twofold rank_weighted_sum(Ranking const& ranked, std::size_t partners) noexcept
{
    constexpr std::size_t width = 64;
    double high[width];
    double low[width];
    auto sum = detail::running_sum{};
    auto const pairs = partners / 2 < ranked.size() ? partners / 2 : ranked.size();
    for (std::size_t r = 0; r < pairs; r += width) {
        auto const count = pairs - r < width ? pairs - r : width;
        for (std::size_t i = 0; i < count; ++i) {
            auto const ranks_apart = static_cast<double>(partners - 1 - 2 * (r + i));
            auto const gap = detail::two_sum_of_exact(ranked[r + i], -ranked[partners - 1 - r - i]);
            auto const term = detail::unfused_product(ranks_apart, gap.hi);
            high[i] = term.hi;
            low[i] = term.lo + detail::unfused(ranks_apart * gap.lo);
        }
        sum.add(high, count);
        sum.add(low, count);
    }
    return sum.value();
}

struct gini_rule {
    using statistic = ranking;
    static constexpr facts about{"gini",
                                 "G",
                                 "sum of (2r - n - 1) p_r / n, r the rank from the smallest up",
                                 "Gini (1912)",
                                 concentrating::raises,
                                 replicating::keeps};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, detail::share_of_others(partners)}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto const partners = n.count(sums, about.name);
        return rank_weighted_sum(ranked, partners) / (sums.whole() * static_cast<double>(partners));
    }
};

struct sample_gini_rule {
    using statistic = ranking;
    static constexpr facts about{"sample_gini", "G*", "G n / (n - 1)",
                                 "Gini coefficient with the correction for small n of statistical software",
                                 concentrating::raises};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto const partners = n.count(sums, about.name);
        if (partners == 1) {
            return reason::single_partner;
        }
        return rank_weighted_sum(ranked, partners) / (sums.whole() * static_cast<double>(partners - 1));
    }
};

} // namespace concentration_detail

/// Gini coefficient of the shares (population form): sum of (2r - n - 1) p_r / n, r the rank from the smallest up.
///
/// n counts the listed partners, or what `positive` or `out_of{n}` says. Range [0, 1 - 1/n], up = more concentrated.
/// Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Cost of a sort.
/// Source: Gini (1912), Variabilita e mutabilita.
inline constexpr index_fn<concentration_detail::gini_rule> gini{};

/// Sample-corrected Gini coefficient: G n / (n - 1), which is 1 when one of n partners has everything.
///
/// n counts the listed partners, or what `positive` or `out_of{n}` says. Range [0, 1], up = more concentrated.
/// Undefined without flow and for n = 1. Throws `invalid_amount`, `invalid_parameter`. Cost of a sort.
/// Source: the correction that statistical software offers beside the population form, some of it by default;
/// meant for samples of n partners, which all the partners of a state are not.
inline constexpr index_fn<concentration_detail::sample_gini_rule> sample_gini{};

namespace concentration_detail {

/// sum of n x - X over the partners with more than the mean: half of sum |n x - X|, for all such terms sum to zero.
class excess_over_mean {
public:
    static constexpr bool needs_totals = true;

    constexpr excess_over_mean(detail::totals const& sums, std::size_t n) noexcept
        : whole_{sums.whole()}, n_{static_cast<double>(n)}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (auto const above = detail::two_product(n_, first[i]) - whole_; above.hi > 0) {
                sum_.add(above);
            }
        }
    }

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
    detail::twofold whole_;
    double n_;
};

struct hoover_rule {
    using statistic = excess_over_mean;
    static constexpr facts about{"hoover",          "HI", "sum |p - 1/n| / 2", "Hoover (1936)", concentrating::raises,
                                 replicating::keeps};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, detail::share_of_others(partners)}; }
    [[nodiscard]] constexpr excess_over_mean start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name)};
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, excess_over_mean const& above) const
    {
        return above.value() / (sums.whole() * static_cast<double>(n.count(sums, about.name)));
    }
};

} // namespace concentration_detail

/// Hoover index: sum |p - 1/n| / 2, the share of the flows that would have to move to make all partners equal.
///
/// n counts the listed partners, or what `positive` or `out_of{n}` says. Range [0, 1 - 1/n], up = more concentrated.
/// Undefined without flow. Throws `invalid_amount`, `invalid_parameter`. Two passes. Also known as Schutz's, Pietra's
/// and the Robin Hood index; against another composition than the uniform one it is `total_variation`.
/// Source: Hoover (1936), The Measurement of Industrial Localization.
inline constexpr index_fn<concentration_detail::hoover_rule> hoover{};

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

namespace concentration_detail {

struct lorenz_fn {
    template <class R, class Proj = ranges::identity>
        requires detail::amount_source<R, Proj>
    [[nodiscard]] constexpr std::vector<lorenz_point> operator()(R&& flows, Proj proj = {}) const
    {
        return (*this)(flows, listed, std::move(proj));
    }

    template <class R, class Proj = ranges::identity>
        requires detail::amount_source<R, Proj>
    [[nodiscard]] constexpr std::vector<lorenz_point> operator()(R&& flows, out_of n, Proj proj = {}) const
    {
        auto points = std::vector<lorenz_point>{};
        auto all = detail::scale_amounts(flows, proj, "lorenz");
        if (!all.complete()) {
            return points;
        }
        auto const partners = n.count(all.sums, "lorenz");
        auto const whole = all.sums.whole();
        auto const ranked = ranking{std::move(all.amounts)};
        auto held = detail::running_sum{};
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
        requires detail::amount_source<A> && detail::amount_source<B>
    [[nodiscard]] constexpr majorization operator()(A&& a, B&& b, double tolerance = 0) const
    {
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw invalid_parameter{"lorenz_order", "tolerance", tolerance, "in [0, 1]"};
        }
        auto proj = ranges::identity{};
        auto all_a = detail::scale_amounts(a, proj, "lorenz_order");
        auto all_b = detail::scale_amounts(b, proj, "lorenz_order");
        if (!all_a.complete() || !all_b.complete()) {
            return majorization::incomparable;
        }
        auto const whole_a = all_a.sums.whole();
        auto const whole_b = all_b.sums.whole();
        auto const ranked_a = ranking{std::move(all_a.amounts)};
        auto const ranked_b = ranking{std::move(all_b.amounts)};
        // what all but the k largest have together: sums from below keep their digits where those from above reach 1
        auto above = false;
        auto below = false;
        auto behind_a = detail::running_sum{};
        auto behind_b = detail::running_sum{};
        for (auto r = ranked_a.size() < ranked_b.size() ? ranked_b.size() : ranked_a.size(); r > 1; --r) {
            behind_a.add(ranked_a[r - 1]);
            behind_b.add(ranked_b[r - 1]);
            auto const share_a = detail::quotient(behind_a.value(), whole_a);
            auto const share_b = detail::quotient(behind_b.value(), whole_b);
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

} // namespace concentration_detail

/// The Lorenz curve: the n + 1 points (k/n, share of the k smallest partners together), from (0, 0) to (1, 1).
///
/// Takes a portfolio or a range of amounts. n counts the listed partners, or what `positive` or `out_of{n}` says:
/// `lorenz(flows, out_of{190})`. The area between curve and diagonal is G / 2, the widest gap is the Hoover index.
/// No points without flow, or when part of the total is unattributed. Throws `invalid_amount`, `invalid_parameter`.
/// Cost of a sort. Source: Lorenz (1905), Methods of Measuring the Concentration of Wealth.
inline constexpr concentration_detail::lorenz_fn lorenz{};

/// Lorenz dominance of two portfolios or ranges of amounts: whether the k largest shares of `a` together are at most
/// those of `b` for every k (`less`), at least (`greater`), the same (`equal`), or none of these (`crossing`).
///
/// With `less`, every Schur-convex index of a is at most that of b, and every Schur-concave one at least. Partners
/// with nothing change nothing; identifiers are not looked at. Cumulative shares no further apart than `tolerance`
/// count as the same; with 0, the amounts are taken as exact. Throws `invalid_amount`, and `invalid_parameter` for
/// a tolerance outside [0, 1]. Cost of two sorts. Source: Lorenz (1905); Hardy, Littlewood and Polya (1929).
inline constexpr concentration_detail::lorenz_order_fn lorenz_order{};

} // namespace equipoise
