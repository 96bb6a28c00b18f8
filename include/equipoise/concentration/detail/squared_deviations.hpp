// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/beside_largest.hpp>
#include <equipoise/core/tally.hpp>

#include <cstddef>

/// How far squared shares are from 1 and from equal ones, in sums from which nothing is subtracted.
namespace equipoise::detail {

/// sum x (X - x), which keeps the digits that X^2 - sum x^2 would cancel
class elsewhere {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit elsewhere(totals const& sums) noexcept : beside_{sums}, whole_{sums.whole()} {}

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        beside_.add(first, count);
        for (std::size_t i = 0; i < count; ++i) {
            if (!beside_.has_most(first[i])) {
                sum_.add((whole_ - twofold{first[i]}) * first[i]);
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        beside_.add(amount, times);
        if (!beside_.has_most(amount)) {
            sum_.add((whole_ - twofold{amount}) * amount * times);
        }
    }

    constexpr void dust(double amount) noexcept
    {
        beside_.dust(amount);
        sum_.add(whole_ * amount);
    }

    [[nodiscard]] constexpr twofold value() const noexcept
    {
        return beside_.dominated() ? sum_.value() + beside_.others() * beside_.largest() : sum_.value();
    }

private:
    running_sum sum_;
    beside_largest beside_;
    twofold whole_;
};

/// sum (n x - X)^2, which keeps the digits that sum x^2 - X^2 / n would cancel
class squared_deviations {
public:
    static constexpr bool needs_totals = true;

    constexpr squared_deviations(totals const& sums, std::size_t n) noexcept
        : whole_{sums.whole()}, n_{static_cast<double>(n)}, absent_{n_}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] > 0) {
                auto const deviation = (two_product(n_, first[i]) - whole_).value();
                sum_.add(deviation * deviation);
                absent_ -= 1;
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        auto const deviation = (two_product(n_, amount) - whole_).value();
        sum_.add(two_product(deviation * deviation, times));
        absent_ -= times;
    }

    constexpr void dust(double) noexcept {}
    constexpr void finish() noexcept { sum_.add(whole_ * whole_ * absent_); }

    [[nodiscard]] constexpr twofold value() const noexcept { return sum_.value(); }

private:
    running_sum sum_;
    twofold whole_;
    double n_;
    double absent_; ///< partners that count in n and have nothing, or what is nothing beside the largest
};

} // namespace equipoise::detail
