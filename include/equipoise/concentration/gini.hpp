// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/scaled_amounts.hpp>

#include <cstddef>
#include <utility>
#include <vector>

/// The Lorenz curve of the shares, and the indices that are read from it.
///
///   gini          sum of (2r - n - 1) p_r / n, r the rank counted from the smallest share
///   sample_gini   gini n / (n - 1)
///   hoover        sum |p - 1/n| / 2
///   lorenz        the points of the Lorenz curve
///   lorenz_order  which of two portfolios is more concentrated, if their Lorenz curves do not cross
namespace equipoise {

/// A point of the Lorenz curve: a fraction of the partners, those with the smallest amounts, and their joint share.
struct lorenz_point {
    double partners = 0; ///< the fraction of the partners, in [0, 1]
    double share = 0;    ///< their share of the flows, in [0, 1]

    friend constexpr bool operator==(lorenz_point const&, lorenz_point const&) = default;
};

/// The result of comparing two portfolios by the joint share of their k largest partners, for every k.
enum class majorization : unsigned char {
    less,         ///< the first is less concentrated: its k largest partners never have the larger joint share
    equal,        ///< the shares are the same, in whatever order
    greater,      ///< the first is more concentrated: its k largest partners never have the smaller joint share
    crossing,     ///< the Lorenz curves cross: indices may disagree which of the two is more concentrated
    incomparable, ///< one of the two has no flow, or part of its total is not attributed to partners
};

/// Options of `lorenz_order`.
struct lorenz_order_options {
    double tolerance = 0; ///< joint shares that differ by no more than this count as equal; in [0, 1]
};

namespace concentration_detail {

/// sum of (2r - n - 1) x_r, r the rank counted from the smallest amount: n^2 times the mean of x times the Gini
/// coefficient. Opposite ranks are added in pairs: each term is a difference that is not negative, so nothing cancels.
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
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "gini",
                                 .symbol = "G",
                                 .formula = "sum of (2r - n - 1) p_r / n, r the rank from the smallest up",
                                 .source = "Gini (1912)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, detail::share_of_others(partners)}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto const partners = n.count(sums, about.name);
        return rank_weighted_sum(ranked, partners) / (sums.whole() * static_cast<double>(partners));
    }
};

struct sample_gini_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "sample_gini",
                                 .symbol = "G*",
                                 .formula = "G n / (n - 1)",
                                 .source = "Gini coefficient with the correction for small n of statistical software",
                                 .effect = concentrating::raises};
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

/// sum of n x - X over the amounts x above the mean X / n. It is half of sum |n x - X|, because the sum of n x - X over
/// all amounts is 0.
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
    static constexpr facts about{.name = "hoover",
                                 .symbol = "HI",
                                 .formula = "sum |p - 1/n| / 2",
                                 .source = "Hoover (1936)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double partners) { return {0, detail::share_of_others(partners)}; }
    [[nodiscard]] constexpr excess_over_mean start(detail::totals const& sums) const
    {
        return {sums, n.count(sums, about.name)};
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, excess_over_mean const& excess) const
    {
        return excess.value() / (sums.whole() * static_cast<double>(n.count(sums, about.name)));
    }
};

struct lorenz_fn {
    template <class R, class Proj = ranges::identity>
        requires detail::amount_source<R, Proj>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<lorenz_point> operator()(R&& flows, Proj proj = {}) const
    {
        return (*this)(flows, listed, std::move(proj));
    }

    template <class R, class Proj = ranges::identity>
        requires detail::amount_source<R, Proj>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<lorenz_point> operator()(R&& flows, out_of n, Proj proj = {}) const
    {
        auto points = std::vector<lorenz_point>{};
        auto all = detail::scale_amounts(flows, proj, "lorenz");
        if (!all.complete()) {
            return points;
        }
        auto const partners = n.count(all.sums, "lorenz");
        auto const whole = all.sums.whole();
        auto const ranked = sorted_amounts{std::move(all.amounts)};
        auto sum = detail::running_sum{};
        points.reserve(partners + 1);
        points.push_back({});
        for (std::size_t k = 1; k < partners; ++k) {
            sum.add(ranked[partners - k]);
            points.push_back({static_cast<double>(k) / static_cast<double>(partners), sum.value() / whole});
        }
        points.push_back({1, 1});
        return points;
    }
};

struct lorenz_order_fn {
    template <class A, class B>
        requires detail::amount_source<A> && detail::amount_source<B>
    [[nodiscard]] EQUIPOISE_CONSTEXPR majorization operator()(A&& a, B&& b, lorenz_order_options options = {}) const
    {
        auto const tolerance = options.tolerance;
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
        auto const ranked_a = sorted_amounts{std::move(all_a.amounts)};
        auto const ranked_b = sorted_amounts{std::move(all_b.amounts)};
        // compares the joint shares of all but the k largest: these keep their digits where those of the k largest
        // are close to 1
        auto less = false;
        auto greater = false;
        auto others_of_a = detail::running_sum{};
        auto others_of_b = detail::running_sum{};
        for (auto r = ranked_a.size() < ranked_b.size() ? ranked_b.size() : ranked_a.size(); r > 1; --r) {
            others_of_a.add(ranked_a[r - 1]);
            others_of_b.add(ranked_b[r - 1]);
            auto const share_a = detail::quotient(others_of_a.value(), whole_a);
            auto const share_b = detail::quotient(others_of_b.value(), whole_b);
            auto const difference = (share_a - share_b).value();
            auto const noise = 0x1p-96 * (share_a.hi < share_b.hi ? share_b.hi : share_a.hi);
            auto const least = tolerance < noise ? noise : tolerance;
            less = less || difference > least;
            greater = greater || -difference > least;
        }
        return less && greater ? majorization::crossing
               : less          ? majorization::less
               : greater       ? majorization::greater
                               : majorization::equal;
    }
};

} // namespace concentration_detail

/// Gini coefficient of the shares (population form): sum of (2r - n - 1) p_r / n, r the rank counted from the smallest
/// share.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`. Range [0, 1 - 1/n], up = more
/// concentrated. Undefined without flow. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Gini (1912), Variabilita e mutabilita.
inline constexpr index_fn<concentration_detail::gini_rule> gini{};

/// Sample-corrected Gini coefficient: G n / (n - 1), which is 1 when one of n partners has everything.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`. Range [0, 1], up = more
/// concentrated. Undefined without flow and for n = 1. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: the correction for small samples that statistical software offers in addition to the population form, in
/// some cases by default. The partners of a state are not a sample, unless only some of them are listed.
inline constexpr index_fn<concentration_detail::sample_gini_rule> sample_gini{};

/// Hoover index: sum |p - 1/n| / 2, the share of the flows that would have to move to make all partners equal.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`. Range [0, 1 - 1/n], up = more
/// concentrated. Undefined without flow. Two passes. Also known as the index of Schutz, the index of Pietra and the
/// Robin Hood index; `total_variation` compares with another composition than equal shares.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Hoover (1936), The Measurement of Industrial Localization.
inline constexpr index_fn<concentration_detail::hoover_rule> hoover{};

/// The Lorenz curve: the n + 1 points (k/n, share of the k smallest partners together), from (0, 0) to (1, 1).
///
/// Takes a portfolio or a range of amounts. n is the number of listed partners, or the number given by `positive` or
/// `out_of{n}`: `lorenz(flows, out_of{190})`. The area between curve and diagonal is half the Gini coefficient, the
/// largest vertical distance is the Hoover index. The result is empty without flow and when part of the total is
/// unattributed. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Lorenz (1905), Methods of Measuring the Concentration of Wealth.
inline constexpr concentration_detail::lorenz_fn lorenz{};

/// Lorenz dominance of two portfolios or ranges of amounts: whether the joint share of the k largest partners of `a`
/// is, for every k, at most that of `b` (`less`), at least (`greater`), the same (`equal`), or none of these
/// (`crossing`).
///
/// If the result is `less`, every Schur-convex index of a is at most that of b, and every Schur-concave index at least
/// that of b. Partners with the amount 0 do not matter, nor do identifiers. `lorenz_order(a, b, {.tolerance = 1e-9})`
/// regards joint shares as equal that differ by no more; by default, the amounts are taken as exact. The cost is that
/// of two sorts.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for a tolerance outside [0, 1]
/// Source: Lorenz (1905); Hardy, Littlewood and Polya (1929).
inline constexpr concentration_detail::lorenz_order_fn lorenz_order{};

} // namespace equipoise
