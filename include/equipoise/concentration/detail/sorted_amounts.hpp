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

/// What every index that weighs shares by rank starts from: one sort serves all that are measured together.
namespace equipoise::concentration_detail {

/// Partners with the same amount each; they may be more than a machine could list.
struct alike {
    double amount;
    double times;
};

/// The amounts in order. Hypothetical partners stand beside the list, so many times an amount: only a walk over the
/// groups meets them. A template for the compiler's sake: only who ranks compiles the sort.
class ranking {
public:
    static constexpr bool needs_totals = false;

    constexpr ranking() = default;
    constexpr explicit ranking(std::vector<double> amounts) : amounts_{std::move(amounts)} { finish(); }

    constexpr void reserve(std::size_t count)
    {
        if (auto const needed = detail::capacity_to_sort(count); needed > amounts_.capacity()) {
            // with room to spare, so that a walk over many lists asks for memory a few times only
            amounts_.reserve(needed < 2 * amounts_.capacity() ? 2 * amounts_.capacity() : needed < 64 ? 64 : needed);
        }
    }

    /// Forgets the amounts and keeps the memory.
    constexpr void clear() noexcept
    {
        amounts_.clear();
        hidden_.clear();
        spread_ = false;
    }

    constexpr void add(double const* first, std::size_t count)
    {
        amounts_.insert(amounts_.end(), first, first + count);
    }

    constexpr void add(double amount, double times)
    {
        if (times > 0) {
            hidden_.push_back({amount, times});
        }
    }

    constexpr void rescale(int power) noexcept
    {
        for (auto& amount : amounts_) {
            amount = detail::scaled(amount, power);
        }
        for (auto& group : hidden_) {
            group.amount = detail::scaled(group.amount, power);
        }
    }

    constexpr void dust(double amount) noexcept { spread_ = spread_ || amount > 0; }

    constexpr void finish()
    {
        detail::sort_amounts(amounts_);
        std::sort(hidden_.begin(), hidden_.end(), [](alike const& a, alike const& b) { return a.amount > b.amount; });
    }

    /// Calls visit(rank, group) for groups of one or more partners from the largest down, rank the number of partners
    /// before the group, until `most` partners were met.
    template <class Visit>
    constexpr void for_each_group(Visit visit, double most = std::numeric_limits<double>::infinity()) const
    {
        auto rank = 0.0;
        auto left = amounts_.size();
        auto hidden = hidden_.begin();
        while (rank < most && (left != 0 || hidden != hidden_.end())) {
            auto const from_list = hidden == hidden_.end() || (left != 0 && amounts_[left - 1] >= hidden->amount);
            auto const group = from_list ? alike{amounts_[--left], 1} : *hidden++;
            visit(rank, group);
            rank += group.times;
        }
    }

    [[nodiscard]] constexpr std::span<double const> ascending() const noexcept { return amounts_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return amounts_.size(); }

    /// The amount of rank r in the list, counted from 0 for the largest; partners beyond the list have nothing.
    [[nodiscard]] constexpr double operator[](std::size_t r) const noexcept
    {
        return r < amounts_.size() ? amounts_[amounts_.size() - 1 - r] : 0.0;
    }

    /// Whether some amount is spread over partners without number, who rank behind all others.
    [[nodiscard]] constexpr bool spread() const noexcept { return spread_; }

private:
    std::vector<double> amounts_;
    std::vector<alike> hidden_;
    bool spread_ = false;
};

} // namespace equipoise::concentration_detail
