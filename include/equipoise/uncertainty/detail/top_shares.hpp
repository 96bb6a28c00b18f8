// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/even_amounts.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

/// The least and the greatest share of the k largest partners within ranges.
namespace equipoise::uncertainty_detail {

/// Amounts with a share of the k largest partners, and what that share cannot exceed.
struct top_share {
    double share = 0;
    double at_most = 1;
    std::vector<double> amounts{};
};

/// The amounts with which given partners have the greatest share that a total allows them; no share where it allows
/// none.
/// @param order the given partners, and then the others
/// @param high the sum of the high ends of the k given partners, `others_low` that of the low ends of the others
[[nodiscard]] inline top_share given_top(amount_box const& box, std::vector<std::size_t> const& order, std::size_t k,
                                         detail::twofold high, detail::twofold others_low)
{
    auto const room_of = [&](std::size_t first, std::size_t last) {
        auto room = detail::running_sum{};
        for (auto r = first; r < last; ++r) {
            room.add(box.highs[order[r]] - box.lows[order[r]]);
        }
        return room.value();
    };
    auto const whole = high + others_low;
    auto share = high.hi <= 0 ? 0.0 : others_low.hi <= 0 ? 1.0 : high / whole;
    auto given = 1.0; // part of the ranges of the given partners that they have
    auto taken = 0.0; // and of the ranges of the others
    if (whole.value() < box.total.low) {
        taken = (detail::twofold{box.total.low} - whole) / room_of(k, order.size());
        share = high / detail::twofold{box.total.low};
    } else if (whole.value() > box.total.high) {
        given = 1 - (whole - detail::twofold{box.total.high}) / room_of(0, k);
        share = (detail::twofold{box.total.high} - others_low) / detail::twofold{box.total.high};
    }
    if (!(given >= 0) || !(taken <= 1 + 0x1p-40)) {
        return {};
    }
    auto result = top_share{share, 1, box.lows};
    for (std::size_t r = 0; r < order.size(); ++r) {
        auto const i = order[r];
        auto const part = r < k ? given : taken;
        auto const between = box.lows[i] + detail::rounded(part * (box.highs[i] - box.lows[i]));
        result.amounts[i] = part == 1 ? box.highs[i] : (std::min)(between, box.highs[i]);
    }
    return result;
}

/// The greatest share of k partners in a box with finite high ends and without hidden partners.
///
/// The k partners have their high ends and the others their low ones, U / (U + L). The k partners are those with the
/// largest u + r l, where r is the ratio U / L that they attain (Dinkelbach 1967). Where a total narrows the amounts,
/// the share of given partners is the least of U / (U + L), U / (lowest total) and 1 - L / (highest total).
class most_top_share {
public:
    most_top_share(amount_box const& box, std::size_t k) : box_{&box}, k_{(std::min)(k, box.size())}, order_(box.size())
    {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
    }

    [[nodiscard]] top_share find()
    {
        choose(1, 0);
        found_.at_most = 0;
        for (auto ratio = -1.0;;) {
            auto const chosen = parts_of_choice();
            note(chosen);
            found_.at_most = (std::max)(found_.at_most, chosen.share());
            auto const next = chosen.ratio();
            if (!(next > ratio) || !(next < amount_box::infinite)) {
                break;
            }
            ratio = next;
            choose(1, ratio);
        }
        auto const& total = box_->total;
        if (total.low > 0) {
            choose(1, 0);
            auto const chosen = parts_of_choice();
            note(chosen);
            found_.at_most = (std::min)(found_.at_most, chosen.high / detail::twofold{total.low});
        }
        if (total.high < amount_box::infinite) {
            choose(0, 1);
            auto const chosen = parts_of_choice();
            note(chosen);
            auto const rest = detail::twofold{total.high} - chosen.others_low;
            found_.at_most = (std::min)(found_.at_most, rest / detail::twofold{total.high});
        }
        found_.at_most = (std::max)(found_.at_most, found_.share);
        return std::move(found_);
    }

private:
    struct parts {
        detail::twofold high;       ///< of the chosen partners
        detail::twofold others_low; ///< of the others

        [[nodiscard]] double ratio() const noexcept
        {
            return others_low.hi <= 0 ? amount_box::infinite : high / others_low;
        }
        [[nodiscard]] double share() const noexcept
        {
            return high.hi <= 0 ? 0 : others_low.hi <= 0 ? 1 : high / (high + others_low);
        }
    };

    /// Moves the k partners with the largest sums of their ends, so weighted, to the front.
    void choose(double of_high, double of_low)
    {
        auto const score = [&](std::size_t i) {
            return detail::rounded(of_high * box_->highs[i]) + detail::rounded(of_low * box_->lows[i]);
        };
        std::nth_element(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(k_), order_.end(),
                         [&](std::size_t a, std::size_t b) {
                             auto const of_a = score(a);
                             auto const of_b = score(b);
                             return of_a > of_b || (of_a == of_b && a < b);
                         });
    }

    [[nodiscard]] parts parts_of_choice() const
    {
        auto high = detail::running_sum{};
        auto low = detail::running_sum{};
        for (std::size_t r = 0; r < order_.size(); ++r) {
            r < k_ ? high.add(box_->highs[order_[r]]) : low.add(box_->lows[order_[r]]);
        }
        return {high.value(), low.value()};
    }

    void note(parts const& chosen)
    {
        auto more = given_top(*box_, order_, k_, chosen.high, chosen.others_low);
        if (more.share > found_.share) {
            found_.share = more.share;
            found_.amounts = std::move(more.amounts);
        }
    }

    amount_box const* box_;
    std::size_t k_;
    std::vector<std::size_t> order_;
    top_share found_;
};

/// The level of the most even amounts at which the k largest partners have the least share. Between two ends of ranges
/// the share rises or falls, so that only the ends need be tried. O(n log n).
[[nodiscard]] inline double level_of_least_top_share(amount_box const& box, even_path const& path, std::size_t k)
{
    auto lows = box.lows;
    auto highs = std::vector<double>{};
    for (auto const high : box.highs) {
        if (high < amount_box::infinite) {
            highs.push_back(high);
        }
    }
    std::sort(lows.begin(), lows.end(), [](double a, double b) { return a > b; });
    std::sort(highs.begin(), highs.end());
    auto const sums_of = [](std::vector<double> const& amounts) {
        auto sums = std::vector<detail::twofold>{{}};
        for (auto const amount : amounts) {
            sums.push_back(sums.back() + amount);
        }
        return sums;
    };
    auto const of_lows = sums_of(lows);
    auto const of_highs = sums_of(highs);
    auto const share_at = [&](double level) {
        auto const above = static_cast<std::size_t>(
            std::partition_point(lows.begin(), lows.end(), [&](double low) { return low > level; }) - lows.begin());
        auto const below = static_cast<std::size_t>(
            std::partition_point(highs.begin(), highs.end(), [&](double high) { return high <= level; })
            - highs.begin());
        auto const between = box.size() - above - below;
        auto const whole =
            of_lows[above] + detail::two_product(level, static_cast<double>(between)) + of_highs[below] + path.hidden();
        if (whole.hi == 0) {
            return amount_box::infinite;
        }
        auto top = of_lows[(std::min)(k, above)];
        if (k > above) {
            auto const of_level = (std::min)(between, k - above);
            auto const more = (std::min)(below, k - above - of_level);
            top = top + detail::two_product(level, static_cast<double>(of_level))
                  + (of_highs[below] - of_highs[below - more]);
        }
        return top / whole;
    };
    auto best = amount_box::infinite;
    auto found = 0.0;
    auto const attempt = [&](double level) {
        if (auto const share = share_at(level); share < best) {
            best = share;
            found = level;
        }
    };
    for (auto const stop : path.stops()) {
        attempt(path.allowed(stop));
    }
    if (path.stops().empty() || path.stops().back() == 0) {
        attempt(path.allowed(1));
    }
    attempt(path.least_level());
    if (path.most_level() < amount_box::infinite) {
        attempt(path.most_level());
    }
    return found;
}

/// Shares that are at least as concentrated as those of any amounts of a box: the k largest have together what the k
/// largest can have at most, for every k. O(n^2) for up to 256 partners, and O(n log n) numbers k for more.
[[nodiscard]] inline std::vector<double> envelope_of_shares(amount_box const& box, std::vector<top_share>& found)
{
    auto const n = box.size();
    auto most = std::vector<double>(n + 1, 1.0); // of the share of the k largest
    most[0] = 0;
    for (std::size_t k = 1, before = 0; k < n;) {
        found.push_back(most_top_share{box, k}.find());
        most[k] = (std::min)(1.0, found.back().at_most);
        for (auto between = before + 1; between < k; ++between) {
            most[between] = most[k]; // not above that of more partners
        }
        before = k;
        if (most[k] >= 1) {
            break;
        }
        k += k < 256 ? 1 : k / 16;
        if (k >= n) {
            for (auto between = before + 1; between < n; ++between) {
                most[between] = 1;
            }
        }
    }
    // the least concave function above these, whose steps are the shares
    auto corners = std::vector<std::size_t>{0};
    for (std::size_t k = 1; k <= n; ++k) {
        while (corners.size() > 1) {
            auto const last = corners.back();
            auto const previous = corners[corners.size() - 2];
            auto const steep = (most[last] - most[previous]) * static_cast<double>(k - previous)
                               > (most[k] - most[previous]) * static_cast<double>(last - previous);
            if (steep) {
                break;
            }
            corners.pop_back();
        }
        corners.push_back(k);
    }
    auto shares = std::vector<double>{};
    for (std::size_t c = 1; c < corners.size(); ++c) {
        auto const width = static_cast<double>(corners[c] - corners[c - 1]);
        shares.resize(corners[c], (most[corners[c]] - most[corners[c - 1]]) / width);
    }
    return shares;
}

} // namespace equipoise::uncertainty_detail
