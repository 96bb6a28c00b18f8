// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/scaled_amounts.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace equipoise::concentration_detail {

/// An amount and its weight.
struct weighted_amount {
    double amount; ///< in a unit in which the mean is between 1/2 and 4
    double weight;

    friend constexpr bool operator<(weighted_amount const& a, weighted_amount const& b) noexcept
    {
        return a.amount < b.amount || (a.amount == b.amount && a.weight < b.weight);
    }
};

/// x y, for x and y that may be so small or so large that the product would lose digits, in units of 2^exponent.
[[nodiscard]] constexpr detail::twofold product_in_units(double x, double y, int exponent) noexcept
{
    if (x == 0 || y == 0) {
        return {};
    }
    auto const e_x = detail::exponent_of(x);
    auto const e_y = detail::exponent_of(y);
    return detail::scaled(detail::two_product(detail::scaled(x, -e_x), detail::scaled(y, -e_y)), e_x + e_y - exponent);
}

/// The amounts with positive weights, their mean, and how far each is from it.
class weighted_amounts {
public:
    /// The amounts are those of `all`; the weights have been checked, and are as many.
    EQUIPOISE_CONSTEXPR weighted_amounts(detail::scaled_amounts const& all, std::vector<double> const& weights)
    {
        lost_ = false;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] > 0) {
                each_.push_back({all.amounts[i], weights[i]});
                lost_ = lost_ || (all.amounts[i] > 0 && detail::too_small_in_units(all.amounts[i], all.sums.exponent));
            }
        }
        find_mean();
        std::sort(each_.begin(), each_.end());
    }

    /// Why there is no mean to compare with; `defined` where there is.
    [[nodiscard]] EQUIPOISE_CONSTEXPR reason without_mean() const noexcept
    {
        return each_.empty()              ? reason::no_partners
               : each_.back().amount == 0 ? reason::no_flow
               : beyond_                  ? reason::share_too_small
                                          : reason::defined;
    }

    /// Whether digits of a positive amount are lost because it is too small relative to the others.
    [[nodiscard]] constexpr bool lost() const noexcept { return lost_; }

    /// Whether all amounts are the same. An index is then exactly 0, which sums that round would miss.
    [[nodiscard]] EQUIPOISE_CONSTEXPR bool equal() const noexcept
    {
        return each_.front().amount == each_.back().amount;
    }

    [[nodiscard]] constexpr std::vector<weighted_amount> const& ascending() const noexcept { return each_; }
    [[nodiscard]] constexpr detail::twofold weight() const noexcept { return weight_; } ///< the sum of the weights
    [[nodiscard]] constexpr detail::twofold whole() const noexcept
    {
        return whole_;
    } ///< the sum of weight times amount
    [[nodiscard]] constexpr detail::twofold scale() const noexcept { return whole_ * weight_; }

    /// W x - X: the sum of the weights times the distance of an amount from the mean. Distances are taken from a number
    /// next to the mean, so that those of amounts that are nearly equal keep their digits.
    [[nodiscard]] constexpr detail::twofold above_mean(double amount) const noexcept
    {
        return weight_ * detail::two_sum(amount, -near_mean_) - rest_;
    }

private:
    EQUIPOISE_CONSTEXPR void find_mean()
    {
        auto largest = 0.0;
        auto highest = (std::numeric_limits<int>::min)();
        for (auto const& [amount, weight] : each_) {
            largest = largest < weight ? weight : largest;
            if (amount > 0) {
                highest = (std::max)(highest, detail::exponent_of(amount) + detail::exponent_of(weight));
            }
        }
        if (highest == (std::numeric_limits<int>::min)()) {
            return;
        }
        auto const unit = detail::exponent_of(largest);
        auto weights = detail::running_sum{};
        auto products = detail::running_sum{};
        for (auto& [amount, weight] : each_) {
            products.add(product_in_units(amount, weight, highest));
            weights.add(detail::scaled(weight, -unit));
        }
        weight_ = weights.value();
        // in a unit in which the mean is close to 1, amounts far beyond have weights that no longer count
        auto const mean = detail::quotient(products.value(), weight_);
        auto const unit_of_mean = highest - unit + detail::exponent_of(mean.hi);
        for (auto& [amount, weight] : each_) {
            auto const before = amount;
            amount = detail::scaled(amount, -unit_of_mean);
            weight = detail::scaled(weight, -unit);
            lost_ = lost_ || (before > 0 && amount < (std::numeric_limits<double>::min)());
            beyond_ = beyond_ || !(amount < 0x1p1000) || !(weight >= 0x1p-1022);
        }
        whole_ = detail::scaled(products.value(), -detail::exponent_of(mean.hi));
        near_mean_ = detail::scaled(mean.hi, -detail::exponent_of(mean.hi));
        auto rest = detail::running_sum{};
        for (auto const& [amount, weight] : each_) {
            rest.add(detail::two_sum(amount, -near_mean_) * weight);
        }
        rest_ = rest.value();
    }

    std::vector<weighted_amount> each_;
    detail::twofold weight_{};
    detail::twofold whole_{};
    detail::twofold rest_{}; ///< X - W times the number next to the mean
    double near_mean_ = 0;
    bool lost_ = false;
    bool beyond_ = false;
};

} // namespace equipoise::concentration_detail
