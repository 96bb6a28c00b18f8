// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/sort.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

/// The statistic of all indices that weight shares by rank. Indices that are measured together share one sort.
namespace equipoise::concentration_detail {

/// Partners with the same amount each. Their number may be larger than a list could hold.
struct amount_group {
    double amount;
    double times;
};

/// Sorted amounts. Hypothetical partners are kept separately, as groups of partners with equal amounts; only
/// for_each_group visits them.
class sorted_amounts {
public:
    static constexpr bool needs_totals = false;

    sorted_amounts() = default;
    EQUIPOISE_CONSTEXPR explicit sorted_amounts(std::vector<double> amounts) : amounts_{std::move(amounts)}
    {
        finish();
    }

    EQUIPOISE_CONSTEXPR void reserve(std::size_t count)
    {
        if (auto const needed = detail::capacity_to_sort(count); needed > amounts_.capacity()) {
            // doubled, so that an evaluation of many lists allocates memory only a few times
            amounts_.reserve(needed < 2 * amounts_.capacity() ? 2 * amounts_.capacity() : needed < 64 ? 64 : needed);
        }
    }

    /// Removes the amounts and keeps the memory.
    EQUIPOISE_CONSTEXPR void clear() noexcept
    {
        amounts_.clear();
        hidden_.clear();
        has_infinitesimals_ = false;
    }

    EQUIPOISE_CONSTEXPR void add(double const* first, std::size_t count)
    {
        amounts_.insert(amounts_.end(), first, first + count);
    }

    EQUIPOISE_CONSTEXPR void add(double amount, double times)
    {
        if (times > 0) {
            hidden_.push_back({amount, times});
        }
    }

    EQUIPOISE_CONSTEXPR void rescale(int power) noexcept
    {
        for (auto& amount : amounts_) {
            amount = detail::scaled(amount, power);
        }
        for (auto& group : hidden_) {
            group.amount = detail::scaled(group.amount, power);
        }
    }

    constexpr void add_infinitesimals(double amount) noexcept
    {
        has_infinitesimals_ = has_infinitesimals_ || amount > 0;
    }

    EQUIPOISE_CONSTEXPR void finish()
    {
        detail::sort_amounts(amounts_);
        std::sort(hidden_.begin(), hidden_.end(),
                  [](amount_group const& a, amount_group const& b) { return a.amount > b.amount; });
    }

    /// Calls visit(rank, group) for each group of one or more partners, from the largest amount to the smallest, until
    /// `most` partners have been visited. The rank is the number of partners before the group.
    template <class Visit>
    EQUIPOISE_CONSTEXPR void for_each_group(Visit visit, double most = std::numeric_limits<double>::infinity()) const
    {
        auto rank = 0.0;
        auto left = amounts_.size();
        auto hidden = hidden_.begin();
        while (rank < most && (left != 0 || hidden != hidden_.end())) {
            auto const from_list = hidden == hidden_.end() || (left != 0 && amounts_[left - 1] >= hidden->amount);
            auto const group = from_list ? amount_group{amounts_[--left], 1} : *hidden++;
            visit(rank, group);
            rank += group.times;
        }
    }

    [[nodiscard]] constexpr std::span<double const> ascending() const noexcept { return amounts_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return amounts_.size(); }

    /// The amount with rank r; the largest amount has rank 0, and ranks beyond the list have the amount 0.
    [[nodiscard]] constexpr double operator[](std::size_t r) const noexcept
    {
        return r < amounts_.size() ? amounts_[amounts_.size() - 1 - r] : 0.0;
    }

    /// Whether some amount is spread over infinitely many partners, which rank after all others.
    [[nodiscard]] constexpr bool has_infinitesimals() const noexcept { return has_infinitesimals_; }

private:
    std::vector<double> amounts_;
    std::vector<amount_group> hidden_;
    bool has_infinitesimals_ = false;
};

} // namespace equipoise::concentration_detail
