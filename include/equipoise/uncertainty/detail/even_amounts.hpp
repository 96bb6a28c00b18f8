// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/hill_form.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

/// The most even amounts within ranges.
///
/// Of all amounts with a given total, the most even ones are a common level c where the ranges allow it, and the
/// nearest end of the range elsewhere: every other choice with that total majorises them. Along these points, from all
/// low ends to all high ends, an index of concentration falls and then rises. Source: majorisation, as in Marshall,
/// Olkin and Arnold (2011), Inequalities; that the index falls and then rises is derived from that by this library.
namespace equipoise::uncertainty_detail {

/// Amounts in the units of a box.
struct even_amounts {
    std::vector<double> listed{};
    double hidden = 0; ///< spread over infinitely many partners
};

/// The points of a box that are the most even ones of their totals.
class even_path {
public:
    explicit even_path(amount_box const& box) : box_{&box}, hidden_{box.hidden.high}
    {
        auto const lows = detail::twofold{(box.least() - detail::twofold{box.hidden.low})};
        if (box.total.high < amount_box::infinite && hidden_ < amount_box::infinite
            && (lows + hidden_).value() >= box.total.high) {
            // infinitely many hidden partners hold the remainder of the total
            hidden_ = (std::max)(box.hidden.low, (detail::twofold{box.total.high} - lows).value());
            only_hidden_ = hidden_ > 0;
        }
        for (std::size_t i = 0; i < box.size(); ++i) {
            stops_.push_back(box.lows[i]);
            if (box.highs[i] < amount_box::infinite) {
                stops_.push_back(box.highs[i]);
            }
        }
        std::sort(stops_.begin(), stops_.end());
        stops_.erase(std::unique(stops_.begin(), stops_.end()), stops_.end());
        if (!only_hidden_ && hidden_ < amount_box::infinite && box.total.low > 0) {
            least_ = level_of(box.total.low);
        }
        if (!only_hidden_ && box.total.high < amount_box::infinite) {
            most_ = level_of(box.total.high);
        }
    }

    [[nodiscard]] double hidden() const noexcept { return hidden_; }
    /// Whether the listed partners have their low ends, whatever the level.
    [[nodiscard]] bool only_hidden() const noexcept { return only_hidden_; }
    /// The ends of all ranges in ascending order, between which the pattern of a level is fixed.
    [[nodiscard]] std::vector<double> const& stops() const noexcept { return stops_; }

    /// A level, or the nearest one that the total allows.
    [[nodiscard]] double allowed(double level) const noexcept { return (std::min)((std::max)(level, least_), most_); }
    [[nodiscard]] double least_level() const noexcept { return least_; }
    [[nodiscard]] double most_level() const noexcept { return most_; }

    [[nodiscard]] even_amounts at(double level) const
    {
        auto result = even_amounts{box_->lows, hidden_};
        for (std::size_t i = 0; i < result.listed.size() && !only_hidden_; ++i) {
            result.listed[i] = clamped(i, level);
        }
        return result;
    }

    /// The sum of the amounts at a level, those of hidden partners included.
    [[nodiscard]] detail::twofold total_at(double level) const noexcept
    {
        auto all = detail::running_sum{};
        for (std::size_t i = 0; i < box_->size(); ++i) {
            all.add(clamped(i, level));
        }
        all.add(hidden_);
        return all.value();
    }

private:
    [[nodiscard]] double clamped(std::size_t i, double level) const noexcept
    {
        return level < box_->lows[i] ? box_->lows[i] : (std::min)(level, box_->highs[i]);
    }

    /// The level at which the sum is a total that is within reach.
    [[nodiscard]] double level_of(double total) const
    {
        auto const first = std::partition_point(stops_.begin(), stops_.end(),
                                                [&](double stop) { return total_at(stop).value() < total; });
        if (first == stops_.begin()) {
            return stops_.empty() ? 0 : stops_.front();
        }
        auto const from = *(first - 1);
        auto rising = 0.0;
        for (std::size_t i = 0; i < box_->size(); ++i) {
            rising += box_->lows[i] <= from && from < box_->highs[i] ? 1 : 0;
        }
        if (rising == 0) {
            return from;
        }
        auto const level = from + (detail::twofold{total} - total_at(from)) / detail::twofold{rising};
        return first == stops_.end() ? level : (std::min)(level, *first);
    }

    amount_box const* box_;
    double hidden_;
    bool only_hidden_ = false;
    std::vector<double> stops_;
    double least_ = 0;
    double most_ = amount_box::infinite;
};

/// Sums of amounts and of their terms, for the first 0, 1, 2, ... of a sorted list.
struct running_sums {
    std::vector<detail::twofold> total{{}};
    std::vector<detail::twofold> terms{{}};

    running_sums(std::vector<double> const& amounts, hill_form const& form)
    {
        total.reserve(amounts.size() + 1);
        terms.reserve(amounts.size() + 1);
        for (auto const amount : amounts) {
            total.push_back(total.back() + amount);
            terms.push_back(terms.back() + form.term(amount));
        }
    }
};

/// The level at which the index of an order q > 0 is least concentrated, from `hidden` partners without number; where
/// these have something, q > 1. Closed form between two ends of ranges; O(n log n).
[[nodiscard]] inline double most_even_level(amount_box const& box, hill_form const& form, double hidden)
{
    auto largest = 0.0;
    auto smallest_high = amount_box::infinite;
    for (std::size_t i = 0; i < box.size(); ++i) {
        largest = (std::max)(largest, box.lows[i]);
        smallest_high = box.highs[i] > 0 ? (std::min)(smallest_high, box.highs[i]) : smallest_high;
    }
    if (largest == 0) { // all that may have something can have the same
        return smallest_high < amount_box::infinite ? smallest_high : 1;
    }
    // no level above the largest low end is better, and in its units no square is lost
    auto const power = detail::exponent_of(largest);
    auto const scaled = [power](double amount) { return detail::scaled(amount, -power); };
    auto const top = scaled(largest);
    auto lows = std::vector<double>{};
    auto highs = std::vector<double>{};
    auto stops = std::vector<double>{};
    for (std::size_t i = 0; i < box.size(); ++i) {
        lows.push_back(scaled(box.lows[i]));
        stops.push_back(lows.back());
        if (box.highs[i] <= largest) {
            highs.push_back(scaled(box.highs[i]));
            stops.push_back(highs.back());
        }
    }
    std::sort(lows.begin(), lows.end(), [](double a, double b) { return a > b; });
    std::sort(highs.begin(), highs.end());
    std::sort(stops.begin(), stops.end());
    stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
    auto const of_lows = running_sums{lows, form};
    auto const of_highs = running_sums{highs, form};
    auto const rest = hidden < amount_box::infinite ? scaled(hidden) : 0;

    struct pattern {
        detail::twofold total;
        detail::twofold terms;
    };
    auto const above = [&](double stop) { // what is fixed at levels just above it
        auto const kept_low = static_cast<std::size_t>(
            std::partition_point(lows.begin(), lows.end(), [&](double low) { return low > stop; }) - lows.begin());
        auto const kept_high = static_cast<std::size_t>(
            std::partition_point(highs.begin(), highs.end(), [&](double high) { return high <= stop; })
            - highs.begin());
        auto fixed = pattern{of_lows.total[kept_low] + of_highs.total[kept_high] + rest,
                             of_lows.terms[kept_low] + of_highs.terms[kept_high]};
        if (form.deformed() && rest > 0) { // the terms of partners without number
            fixed.terms = fixed.terms - detail::quotient({rest}, detail::two_sum(form.order(), -1));
        }
        return fixed;
    };
    auto const level_above = [&](double stop) {
        auto const fixed = above(stop);
        return fixed.total.hi == 0 ? top : form.level(fixed.total, fixed.terms);
    };
    auto const end = std::partition_point(stops.begin(), stops.end(),
                                          [&](double stop) { return stop < top && stop < level_above(stop); });
    if (end == stops.begin()) {
        return detail::scaled(*end, power);
    }
    auto const from = *(end - 1);
    auto const to = end == stops.end() ? top : *end;
    return detail::scaled((std::min)((std::max)(level_above(from), from), to), power);
}

} // namespace equipoise::uncertainty_detail
