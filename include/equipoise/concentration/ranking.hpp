// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/sort.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

/// What every index that weighs shares by rank starts from: one sort serves all that are measured together.
namespace equipoise::detail {

/// The amounts in ascending order.
class ranking {
public:
    static constexpr bool needs_totals = false;

    constexpr ranking() = default;
    constexpr explicit ranking(std::vector<double> amounts) : amounts_{std::move(amounts)} { finish(); }

    constexpr void reserve(std::size_t count) { amounts_.reserve(capacity_to_sort(count)); }

    constexpr void add(double const* first, std::size_t count)
    {
        amounts_.insert(amounts_.end(), first, first + count);
    }

    constexpr void add(double amount, double times)
    {
        constexpr auto most = 0x1p26;
        if (times > most) {
            throw invalid_parameter{"bound", "number of hidden partners", times, "at most 2^26 for a ranked index"};
        }
        amounts_.insert(amounts_.end(), static_cast<std::size_t>(times), amount);
    }

    constexpr void rescale(int power) noexcept
    {
        for (auto& amount : amounts_) {
            amount = scaled(amount, power);
        }
    }

    constexpr void dust(double amount) noexcept { spread_ = spread_ || amount > 0; }
    constexpr void finish() { sort_amounts(amounts_); }

    [[nodiscard]] constexpr std::span<double const> ascending() const noexcept { return amounts_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return amounts_.size(); }

    /// The amount of rank r, counted from 0 for the largest; partners beyond the list have nothing.
    [[nodiscard]] constexpr double operator[](std::size_t r) const noexcept
    {
        return r < amounts_.size() ? amounts_[amounts_.size() - 1 - r] : 0.0;
    }

    /// Whether some amount is spread over partners without number, who rank behind all others.
    [[nodiscard]] constexpr bool spread() const noexcept { return spread_; }

private:
    std::vector<double> amounts_;
    bool spread_ = false;
};

} // namespace equipoise::detail
