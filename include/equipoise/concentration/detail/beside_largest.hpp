// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/tally.hpp>

#include <cstddef>

namespace equipoise::detail {

/// ln (1 + a / b) for a >= 0 and b > 0
[[nodiscard]] constexpr twofold ln_one_plus_ratio(twofold a, twofold b) noexcept
{
    auto const ratio = quotient(a, b);
    return ratio.hi < 0x1p-110 ? ratio : ln_one_plus(ratio); // a smaller one may be too small to be halved
}

/// What all partners but the largest have, when the largest has more than half of all.
///
/// The total is no help there: beside 1, of amounts near 1e-16 it keeps 53 bits, and the last of them depends on their
/// order. Their own sum keeps 106.
class beside_largest {
public:
    constexpr explicit beside_largest(totals const& sums) noexcept
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
            sum_.add(two_product(amount, times));
        }
    }

    constexpr void dust(double amount) noexcept { sum_.add(amount); }

    /// Whether an amount is more than half of all.
    [[nodiscard]] constexpr bool has_most(double amount) const noexcept { return amount > half_; }
    [[nodiscard]] constexpr bool dominated() const noexcept { return has_most(largest_); }
    [[nodiscard]] constexpr double largest() const noexcept { return largest_; }
    [[nodiscard]] constexpr twofold others() const noexcept { return sum_.value(); }

    /// ln (X / x) of the largest, when it has most.
    [[nodiscard]] constexpr twofold ln_inverse_share() const noexcept
    {
        return ln_one_plus_ratio(others(), {largest_});
    }

private:
    static constexpr std::size_t width = 128;

    running_sum sum_;
    double half_;
    double largest_;
    bool needed_;
};

} // namespace equipoise::detail
