// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/sorted_amounts.hpp>
#include <equipoise/core/numeric/harmonic.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <vector>

/// Indices that weight the shares by rank; p_(r) is the share with rank r, counted from the largest share.
///
///   concentration_ratio  sum of the k largest p
///   hall_tideman         1 / (2 sum r p_(r) - 1)
///   kvalseth             sum p_(r) / r
///   horvath              p_(1) + sum of p_(r)^2 (2 - p_(r)) over r >= 2
///   linda                mean ratio of the average of the r largest to that of the next m - r, divided by m
///   palma                share of the largest tenth of the partners / share of the smallest four tenths
namespace equipoise {

namespace concentration_detail {

struct concentration_ratio_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "concentration_ratio",
                                 .symbol = "CR_k",
                                 .formula = "sum of the k largest p",
                                 .source = "the k-firm concentration ratio of industrial economics",
                                 .effect = concentrating::raises,
                                 .ignores_zeros = true};
    std::size_t k;

    [[nodiscard]] constexpr std::size_t largest_partners() const { return k; }
    [[nodiscard]] constexpr interval range(double n) const
    {
        return {static_cast<double>(k) < n ? static_cast<double>(k) / n : 1.0, 1};
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto const most = static_cast<double>(k);
        auto top = detail::running_sum{};
        ranked.for_each_group(
            [&](double rank, amount_group const& group) {
                auto const room = most - rank;
                top.add(detail::two_product(group.amount, group.times < room ? group.times : room));
            },
            most);
        return top.value() / sums.whole();
    }
};

struct make_concentration_ratio {
    template <std::integral K>
    [[nodiscard]] constexpr concentration_ratio_rule operator()(K k) const
    {
        if (k < 1) {
            throw invalid_parameter{"concentration_ratio", "k", static_cast<double>(k), "at least 1"};
        }
        return {static_cast<std::size_t>(k)};
    }
};

struct hall_tideman_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "hall_tideman",
                                 .symbol = "HTI",
                                 .formula = "1 / (2 sum r p_(r) - 1), r the rank from the largest down",
                                 .source = "Hall and Tideman (1967); Rosenbluth (1955)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::divides,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n) { return {n < 0x1p63 ? 1 / n : 0.0, 1}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        if (ranked.has_infinitesimals()) {
            return 0.0;
        }
        // 2 sum r p - 1 = sum (2r - 1) p, which subtracts nothing; 2r - 1 sums to m (2k + m) over m partners that are
        // ranked after k others
        auto weighted = detail::running_sum{};
        ranked.for_each_group([&](double rank, amount_group const& group) {
            auto const [amount, times] = group;
            weighted.add(times == 1 ? detail::two_product(2 * rank + 1, amount)
                                    : detail::two_sum(2 * rank, times) * times * amount);
        });
        return sums.whole() / weighted.value();
    }
};

struct kvalseth_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "kvalseth",
                                 .symbol = "CK",
                                 .formula = "sum p_(r) / r, r the rank from the largest down",
                                 .source = "Kvalseth (2022)",
                                 .effect = concentrating::raises,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n)
    {
        return {n < 0x1p63 ? detail::harmonic_number(n) / detail::twofold{n} : 0.0, 1};
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto weighted = detail::running_sum{};
        ranked.for_each_group([&](double rank, amount_group const& group) {
            auto const [amount, times] = group;
            weighted.add(times == 1 ? detail::quotient({amount}, {rank + 1})
                                    : detail::harmonic_sum(rank, times) * amount);
        });
        return weighted.value() / sums.whole();
    }
};

struct horvath_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "horvath",
                                 .symbol = "CCI",
                                 .formula = "p_(1) + sum of p_(r)^2 (2 - p_(r)) over r >= 2",
                                 .source = "Horvath (1970)",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};

    [[nodiscard]] static constexpr interval range(double n)
    {
        // 1 - (1 - 1/n)^3 for n equal partners, but for two partners (2/3, 1/3) gives less than (1/2, 1/2)
        if (!(n < 0x1p63)) {
            return {0, 1};
        }
        auto const square = detail::two_product(n, n);
        return {n == 2 ? 23.0 / 27 : (square * 3.0 - detail::twofold{3 * n} + 1.0) / (square * n), 1};
    }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto const whole = sums.whole();
        auto sum = detail::running_sum{};
        sum.add(ranked[0]);
        for (std::size_t r = 1; r < ranked.size(); ++r) {
            auto const share = detail::quotient({ranked[r]}, whole);
            sum.add(share * (detail::twofold{2} - share) * ranked[r]);
        }
        return sum.value() / whole;
    }
};

struct linda_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "linda",
                                 .symbol = "L_m",
                                 .formula = "sum of (m - r) / r CR_r / (CR_m - CR_r) over r < m, divided by m (m - 1)",
                                 .source = "Linda (1976)",
                                 .effect = concentrating::neither,
                                 .ignores_zeros = true};
    std::size_t m;

    [[nodiscard]] constexpr interval range(double) const
    {
        return {1 / static_cast<double>(m), std::numeric_limits<double>::infinity()};
    }

    [[nodiscard]] EQUIPOISE_CONSTEXPR outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        if (sums.positive < m) {
            return reason::too_few_partners;
        }
        auto others = std::vector<detail::twofold>(m); // CR_m - CR_r, summed from the smallest amount
        auto tail = detail::running_sum{};
        for (auto r = m - 1; r >= 1; --r) {
            tail.add(ranked[r]);
            others[r] = tail.value();
        }
        auto const most = static_cast<double>(m);
        constexpr auto lowered = 64; // powers of two by which terms are scaled down, as their sum may exceed a double
        auto ahead = detail::running_sum{};
        auto sum = detail::running_sum{};
        for (std::size_t r = 1; r < m; ++r) {
            ahead.add(ranked[r - 1]);
            auto const rank = static_cast<double>(r);
            if (others[r].hi == 0) {
                return std::numeric_limits<double>::infinity();
            }
            auto const ratio = detail::scaled(ahead.value(), -lowered) * (most - rank) / (others[r] * rank);
            if (!(ratio <= (std::numeric_limits<double>::max)())) {
                return std::numeric_limits<double>::infinity();
            }
            sum.add(ratio);
        }
        return detail::scaled(sum.value() / detail::two_product(most, most - 1), lowered);
    }
};

struct make_linda {
    template <std::integral M>
    [[nodiscard]] constexpr linda_rule operator()(M m) const
    {
        if (m < 2) {
            throw invalid_parameter{"linda", "m", static_cast<double>(m), "at least 2"};
        }
        return {static_cast<std::size_t>(m)};
    }
};

struct palma_rule {
    using statistic = sorted_amounts;
    static constexpr facts about{.name = "palma",
                                 .symbol = "S10/S40",
                                 .formula = "share of the largest tenth / share of the smallest four tenths",
                                 .source = "Palma (2011)",
                                 .effect = concentrating::raises,
                                 .copies = replicating::keeps};
    out_of n = listed;

    [[nodiscard]] static constexpr interval range(double) { return {0.25, std::numeric_limits<double>::infinity()}; }

    [[nodiscard]] constexpr outcome operator()(detail::totals const& sums, auto const& ranked) const
    {
        auto const partners = n.count(sums, about.name);
        if (partners < 10) {
            return reason::too_few_partners;
        }
        // both sums times ten; the partner at a cut counts with its tenths
        auto const tenth = partners / 10;
        auto const remainder = partners % 10;
        auto const most =
            between(ranked, 0, tenth) * 10 + detail::two_product(static_cast<double>(remainder), ranked[tenth]);
        auto const four_tenths = 4 * tenth + 4 * remainder / 10;
        auto const cut = partners - four_tenths;
        auto const least = between(ranked, cut, partners) * 10
                           + detail::two_product(static_cast<double>(4 * remainder % 10), ranked[cut - 1]);
        auto const first_of_bottom = 4 * remainder % 10 != 0 ? cut - 1 : cut; // rank of the largest of the smallest
        if (sums.positive <= first_of_bottom) {
            return reason::zero_divisor;
        }
        auto const ratio = most / least; // infinite where the smallest vanish in the unit of the totals
        return ratio <= (std::numeric_limits<double>::max)() ? ratio : std::numeric_limits<double>::infinity();
    }

private:
    [[nodiscard]] static constexpr detail::twofold between(auto const& ranked, std::size_t first,
                                                           std::size_t last) noexcept
    {
        auto sum = detail::running_sum{};
        for (auto r = first; r < last && r < ranked.size(); ++r) {
            sum.add(ranked[r]);
        }
        return sum.value();
    }
};

} // namespace concentration_detail

/// Concentration ratio: CR_k, the share of the k largest partners together.
///
/// `concentration_ratio(flows, 4)` or `concentration_ratio(4)(flows)`, k >= 1; it is 1 for k >= n. Range [k/n, 1],
/// up = more concentrated. Undefined without flow. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for k < 1
/// Source: the k-firm concentration ratio of industrial economics.
inline constexpr family_fn<concentration_detail::make_concentration_ratio> concentration_ratio{};

/// Hall-Tideman index: 1 / (2 sum r p_(r) - 1), r the rank counted from the largest share. It equals 1 / (n (1 - G)), G
/// the Gini coefficient.
///
/// Partners with the amount 0 do not change the result. Range [1/n, 1], up = more concentrated; 1/n for n equal
/// partners. Undefined without flow. The cost is that of a sort. Also known as Rosenbluth's index.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Hall and Tideman (1967), Measures of Concentration; Rosenbluth (1955).
inline constexpr index_fn<concentration_detail::hall_tideman_rule> hall_tideman{};

/// Kvalseth's rank index: sum p_(r) / r, r the rank counted from the largest share.
///
/// Partners with the amount 0 do not change the result. Range [H_n / n, 1] with H_n = 1 + 1/2 + ... + 1/n, up = more
/// concentrated. Undefined without flow. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Kvalseth (2022), checked with its published example.
inline constexpr index_fn<concentration_detail::kvalseth_rule> kvalseth{};

/// Horvath's comprehensive concentration index: p_(1) + sum of p_(r)^2 (2 - p_(r)) over r >= 2.
///
/// Range [1 - (1 - 1/n)^3, 1], for n = 2 [23/27, 1]; 1 = a single partner. It has no Schur direction: a transfer to the
/// largest partner from a second one with more than a third lowers it. Undefined without flow. The cost is that of a
/// sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: after Horvath (1970), Suggestion for a Comprehensive Measure of Concentration; primary text not consulted.
inline constexpr index_fn<concentration_detail::horvath_rule> horvath{};

/// Linda's index of the m largest partners: L_m = sum over r < m of (m - r)/r CR_r / (CR_m - CR_r), divided by
/// m (m - 1): the mean ratio of the average of the r largest to the average of the m - r after them, over m.
///
/// `linda(flows, 4)` or `linda(4)(flows)`, m >= 2. Range [1/m, infinity), up = the m largest are more unequal.
/// Undefined without flow and when fewer than m partners have positive amounts. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for m < 2
/// Source: after Linda (1976), Methodology of Concentration Analysis; primary text not consulted.
inline constexpr family_fn<concentration_detail::make_linda> linda{};

/// Palma ratio: the share of the largest tenth of the partners over the share of the smallest four tenths.
///
/// n is the number of listed partners, or the number given by `positive` or `out_of{n}`. Where n is not a multiple of
/// ten, the partner at a cut counts in part: the Lorenz curve is interpolated linearly between its points (software
/// that cuts at quantiles gives other values). Range [1/4, infinity), up = more concentrated. Undefined without flow,
/// for n < 10 and when the smallest four tenths have the amount 0. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter for an n below the number of partners with positive amounts
/// Source: Palma (2011), Homogeneous Middles vs. Heterogeneous Tails.
inline constexpr index_fn<concentration_detail::palma_rule> palma{};

} // namespace equipoise
