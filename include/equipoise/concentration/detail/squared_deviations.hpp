// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/tally.hpp>

#include <cstddef>

/// Statistics for 1 - H and n H - 1, H the Herfindahl-Hirschman index, that are computed without cancellation.
namespace equipoise::concentration_detail {

/// ln(1 + a / b) for a >= 0 and b > 0.
[[nodiscard]] constexpr detail::twofold ln_one_plus_ratio(detail::twofold a, detail::twofold b) noexcept
{
    auto const ratio = detail::quotient(a, b);
    return ratio.hi < 0x1p-110
               ? ratio
               : detail::ln_one_plus(ratio); // ln_one_plus halves its argument, which may be the smallest double
}

/// The sum of all amounts except the largest, computed when the largest is more than half of the total.
///
/// The difference of total and largest amount would not do: amounts near 1e-16 of the total keep only 53 bits of it,
/// and the last bits depend on the order of the amounts. A sum of their own keeps 106 bits.
class remainder_of_largest {
public:
    constexpr explicit remainder_of_largest(detail::totals const& sums) noexcept
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
            auto const size = count - i < width ? count - i : width;
            for (std::size_t k = 0; k < size; ++k) {
                others[k] = is_majority(first[i + k]) ? 0.0 : first[i + k];
            }
            sum_.add(others, size);
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        if (is_majority(amount)) {
            largest_ = amount; // more than half, so that no amount before it was omitted from the sum
        } else {
            largest_ = times > 0 && largest_ < amount ? amount : largest_;
            sum_.add(detail::two_product(amount, times));
        }
    }

    constexpr void add_infinitesimals(double amount) noexcept { sum_.add(amount); }

    /// Whether an amount is more than half of the total.
    [[nodiscard]] constexpr bool is_majority(double amount) const noexcept { return amount > half_; }
    [[nodiscard]] constexpr bool has_majority() const noexcept { return is_majority(largest_); }
    [[nodiscard]] constexpr double largest() const noexcept { return largest_; }
    [[nodiscard]] constexpr detail::twofold amount() const noexcept { return sum_.value(); }

    /// ln(X / x) of the largest amount x, if that is more than half of the total X.
    [[nodiscard]] constexpr detail::twofold ln_inverse_share() const noexcept
    {
        return ln_one_plus_ratio(amount(), {largest_});
    }

private:
    static constexpr std::size_t width = 128;

    detail::running_sum sum_;
    double half_;
    double largest_;
    bool needed_;
};

/// sum x (X - x), X the total: equal to X^2 - sum x^2, but without cancellation.
class complement_products {
public:
    static constexpr bool needs_totals = true;

    constexpr explicit complement_products(detail::totals const& sums) noexcept : remainder_{sums}, whole_{sums.whole()}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        remainder_.add(first, count);
        for (std::size_t i = 0; i < count; ++i) {
            if (!remainder_.is_majority(first[i])) {
                sum_.add((whole_ - detail::twofold{first[i]}) * first[i]);
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        remainder_.add(amount, times);
        if (!remainder_.is_majority(amount)) {
            sum_.add((whole_ - detail::twofold{amount}) * amount * times);
        }
    }

    constexpr void add_infinitesimals(double amount) noexcept
    {
        remainder_.add_infinitesimals(amount);
        sum_.add(whole_ * amount);
    }

    [[nodiscard]] constexpr detail::twofold value() const noexcept
    {
        return remainder_.has_majority() ? sum_.value() + remainder_.amount() * remainder_.largest() : sum_.value();
    }

private:
    detail::running_sum sum_;
    remainder_of_largest remainder_;
    detail::twofold whole_;
};

/// sum (n x - X)^2, X the total: equal to n (n sum x^2 - X^2), but without cancellation.
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

    constexpr void add_infinitesimals(double) noexcept {}
    constexpr void finish() noexcept { sum_.add(whole_ * whole_ * absent_); }

    [[nodiscard]] constexpr detail::twofold value() const noexcept { return sum_.value(); }

private:
    detail::running_sum sum_;
    detail::twofold whole_;
    double n_;
    double absent_; ///< partners counted in n whose amount is zero, or vanishes in the unit of the totals
};

} // namespace equipoise::concentration_detail
