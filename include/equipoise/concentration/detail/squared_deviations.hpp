// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/tally.hpp>

#include <cstddef>

/// 1 - H and n H - 1 without cancellation.
namespace equipoise::concentration_detail {

/// ln (1 + a / b) for a >= 0 and b > 0
[[nodiscard]] constexpr detail::twofold ln_one_plus_ratio(detail::twofold a, detail::twofold b) noexcept
{
    auto const ratio = detail::quotient(a, b);
    return ratio.hi < 0x1p-110 ? ratio : detail::ln_one_plus(ratio); // a smaller one may be too small to be halved
}

/// What all partners but the largest have, when the largest has more than half of all.
///
/// The total is no help there: beside 1, of amounts near 1e-16 it keeps 53 bits, and the last of them depends on their
/// order. Their own sum keeps 106.
class beside_largest {
public:
    constexpr explicit beside_largest(detail::totals const& sums) noexcept
        : half_{sums.whole().hi / 2}, largest_{sums.largest},
          needed_{largest_ > half_ || sums.unattributed.value() > half_}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        if (!needed_) {
            return;
        }
        double others[width] = {};
        for (std::size_t i = 0; i < count; i += width) {
            auto const some = count - i < width ? count - i : width;
            for (std::size_t k = 0; k < some; ++k) {
                others[k] = has_most(first[i + k]) ? 0.0 : first[i + k];
            }
            sum_.add(others, some);
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        if (has_most(amount)) {
            largest_ = amount; // more than half, so that no other one was left out
        } else {
            largest_ = times > 0 && largest_ < amount ? amount : largest_;
            sum_.add(detail::two_product(amount, times));
        }
    }

    constexpr void dust(double amount) noexcept { sum_.add(amount); }

    /// Whether an amount is more than half of all.
    [[nodiscard]] constexpr bool has_most(double amount) const noexcept { return amount > half_; }
    [[nodiscard]] constexpr bool dominated() const noexcept { return has_most(largest_); }
    [[nodiscard]] constexpr double largest() const noexcept { return largest_; }
    [[nodiscard]] constexpr detail::twofold others() const noexcept { return sum_.value(); }

    /// ln (X / x) of the largest, when it has most.
    [[nodiscard]] constexpr detail::twofold ln_inverse_share() const noexcept
    {
        return ln_one_plus_ratio(others(), {largest_});
    }

private:
    static constexpr std::size_t width = 128;

    detail::running_sum sum_;
    double half_;
    double largest_;
    bool needed_;
};

/// sum x (X - x), which keeps the digits that X^2 - sum x^2 would cancel
class elsewhere {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit elsewhere(detail::totals const& sums) noexcept : beside_{sums}, whole_{sums.whole()} {}

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        beside_.add(first, count);
        for (std::size_t i = 0; i < count; ++i) {
            if (!beside_.has_most(first[i])) {
                sum_.add((whole_ - detail::twofold{first[i]}) * first[i]);
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        beside_.add(amount, times);
        if (!beside_.has_most(amount)) {
            sum_.add((whole_ - detail::twofold{amount}) * amount * times);
        }
    }

    constexpr void dust(double amount) noexcept
    {
        beside_.dust(amount);
        sum_.add(whole_ * amount);
    }

    [[nodiscard]] constexpr detail::twofold value() const noexcept
    {
        return beside_.dominated() ? sum_.value() + beside_.others() * beside_.largest() : sum_.value();
    }

private:
    detail::running_sum sum_;
    beside_largest beside_;
    detail::twofold whole_;
};

/// sum (n x - X)^2, which keeps the digits that sum x^2 - X^2 / n would cancel
class squared_deviations {
public:
    static constexpr bool needs_totals = true;

    constexpr squared_deviations(detail::totals const& sums, std::size_t n) noexcept
        : whole_{sums.whole()}, n_{static_cast<double>(n)}, absent_{n_}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            if (first[i] > 0) {
                auto const deviation = (detail::two_product(n_, first[i]) - whole_).value();
                sum_.add(deviation * deviation);
                absent_ -= 1;
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        auto const deviation = (detail::two_product(n_, amount) - whole_).value();
        sum_.add(detail::two_product(deviation * deviation, times));
        absent_ -= times;
    }

    constexpr void dust(double) noexcept {}
    constexpr void finish() noexcept { sum_.add(whole_ * whole_ * absent_); }

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
    detail::twofold whole_;
    double n_;
    double absent_; ///< partners that count in n and have nothing, or what is nothing beside the largest
};

} // namespace equipoise::concentration_detail
