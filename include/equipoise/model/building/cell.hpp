// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace equipoise::detail {

template <class T>
concept subtractable = requires(T const& a, T const& b) {
    { a - b } -> std::convertible_to<T>;
};

/// Whole numbers of a type with a largest one.
template <class Amount>
concept bounded_whole = std::numeric_limits<Amount>::is_integer && std::numeric_limits<Amount>::is_bounded;

/// The sum of the rows of one partner, with the rounding error of the additions where the type has a difference. The
/// result then does not depend on the order of the rows or on how they were split.
template <class Amount>
class cell {
public:
    cell() = default;

    /// Whether an amount is neither negative nor infinite nor NaN.
    [[nodiscard]] static bool valid(Amount const& amount) { return amount >= Amount{} && finite(amount); }

    /// An amount as the sum of a single row: 0 in place of -0.
    [[nodiscard]] static Amount plain(Amount const& amount)
    {
        if constexpr (std::integral<Amount>) {
            return amount;
        } else {
            return amount + Amount{};
        }
    }

    /// The sum of a single row. @throws invalid_amount when it is negative, infinite or NaN
    [[nodiscard]] static cell of(Amount const& amount, std::string_view index, std::size_t position)
    {
        if (!valid(amount)) {
            refuse(amount, index, position);
        }
        auto first = cell{};
        first.sum_ = plain(amount);
        return first;
    }

    /// Adds a row of a valid amount.
    /// @throws sum_overflow for whole numbers whose type cannot hold the sum
    void add(Amount const& amount)
    {
        if constexpr (bounded_whole<Amount>) {
            if (sum_ > (std::numeric_limits<Amount>::max)() - amount) {
                overflow();
            }
            sum_ = static_cast<Amount>(sum_ + amount);
        } else if constexpr (compensated) {
            Amount const sum = sum_ + amount;
            Amount const from_row = sum - sum_;
            Amount const lost = (sum_ - (sum - from_row)) + (amount - from_row);
            rest_ = rest_ + lost;
            sum_ = sum;
        } else {
            sum_ = sum_ + amount;
        }
    }

    /// Adds the rows of another sum. @throws as for a single row
    void add(cell const& other)
    {
        add(other.sum_);
        if constexpr (compensated) {
            rest_ = rest_ + other.rest_;
        }
    }

    /// The sum that has a given `value` and `remainder`.
    [[nodiscard]] static cell from(Amount const& value, Amount const& remainder)
    {
        auto sum = cell{};
        if constexpr (compensated) {
            sum.sum_ = value;
            sum.rest_ = remainder;
        } else {
            sum.sum_ = plain(value);
        }
        return sum;
    }

    /// The sum, rounded once. @throws sum_overflow when it is more than an Amount can hold
    [[nodiscard]] Amount value() const
    {
        auto sum = sum_;
        if constexpr (compensated) {
            sum = sum + rest_;
        }
        if (!finite(sum)) {
            overflow();
        }
        return sum;
    }

    /// The sum without the rounding errors.
    [[nodiscard]] Amount const& without_remainder() const noexcept { return sum_; }

    /// What corrects `without_remainder` for the rounding of the additions.
    [[nodiscard]] Amount correction() const
    {
        if constexpr (compensated) {
            return rest_;
        } else {
            return Amount{};
        }
    }

    /// What rounding took from the value: the sum minus `value`.
    [[nodiscard]] Amount remainder() const
    {
        if constexpr (compensated) {
            return rest_ - (value() - sum_);
        } else {
            return Amount{};
        }
    }

    /// Whether the type allows to keep a remainder.
    static constexpr bool compensated = !std::numeric_limits<Amount>::is_integer && subtractable<Amount>;

private:
    struct nothing {};

    [[noreturn, gnu::noinline]] static void refuse(Amount const& amount, std::string_view index, std::size_t position)
    {
        throw invalid_amount{index, position, bare(amount)};
    }

    [[noreturn, gnu::noinline]] static void overflow()
    {
        throw sum_overflow{"portfolio", bounded_whole<Amount>
                                            ? "the rows of a partner add up to more than their integer type holds"
                                            : "the rows of a partner add up to more than a number can hold"};
    }

    Amount sum_{};
    [[no_unique_address]] std::conditional_t<compensated, Amount, nothing> rest_{};
};

} // namespace equipoise::detail
