// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/twofold_functions.hpp>

#include <limits>
#include <span>

/// The terms of Theil's T and L in a form that is never negative, so that their sums do not cancel.
namespace equipoise::detail {

/// What a partner or bloc has, as a multiple t of what would be even: t and t - 1, neither cancelled.
struct relative {
    twofold multiple;
    twofold excess;

    /// part / whole against members / n
    [[nodiscard]] static constexpr relative of(twofold part, twofold whole, double members, double n) noexcept
    {
        auto const even = whole * members;
        return {quotient(part * n, even), quotient(part * n - even, even)};
    }
};

/// d^2 (c(2) - c(3) d + c(4) d^2 - ..) for |d| < 1/64: the series of ln (1 + d) and of its kin without their
/// terms in 1 and d.
template <class Coefficient>
[[nodiscard]] constexpr twofold tail_of_series(twofold d, Coefficient c) noexcept
{
    auto late = 0.0; // of the later terms, 53 bits are enough
    for (auto k = 16; k >= 6; --k) {
        late = 1 / c(k) - late * d.hi;
    }
    auto sum = twofold{late};
    for (auto k = 5; k >= 2; --k) {
        sum = quotient({1}, {c(k)}) - sum * d;
    }
    return d * d * sum;
}

/// t ln t - (t - 1), a partner's term in Theil's T: those of all partners sum to T n and none is negative.
struct theil_term {
    [[nodiscard]] constexpr twofold operator()(relative const& x) const noexcept
    {
        auto const d = x.excess;
        if (x.multiple.hi == 0) {
            return {1};
        }
        return d.hi > -0x1p-6 && d.hi < 0x1p-6 ? tail_of_series(
                                                     d, [](int k) { return static_cast<double>(k) * (k - 1); })
                                               : x.multiple * ln(x.multiple) - d;
    }
};

/// (t - 1) - ln t, a partner's term in the mean log deviation.
struct log_deviation_term {
    [[nodiscard]] constexpr twofold operator()(relative const& x) const noexcept
    {
        auto const d = x.excess;
        if (x.multiple.hi == 0) {
            return {std::numeric_limits<double>::infinity()};
        }
        return d.hi > -0x1p-6 && d.hi < 0x1p-6 ? tail_of_series(
                                                     d, [](int k) { return static_cast<double>(k); })
                                               : d - ln(x.multiple);
    }
};

/// A sum of terms that are not negative and may be infinite.
class sum_of_terms {
public:
    constexpr void add(twofold term) noexcept
    {
        if (term.hi <= (std::numeric_limits<double>::max)()) {
            sum_.add(term);
        } else {
            infinite_ = true;
        }
    }

    [[nodiscard]] constexpr twofold value() const noexcept
    {
        return infinite_ ? twofold{std::numeric_limits<double>::infinity()} : sum_.value();
    }

private:
    running_sum sum_;
    bool infinite_ = false;
};

/// term * factor for a term that may be infinite.
[[nodiscard]] constexpr twofold weighted(twofold term, twofold factor) noexcept
{
    return term.hi <= (std::numeric_limits<double>::max)() ? term * factor : term;
}

/// The mean of the terms of some partners among themselves; those with nothing count if n has room for them.
template <class Term>
[[nodiscard]] constexpr twofold mean_term(std::span<double const> amounts, twofold whole, double n, Term term) noexcept
{
    auto sum = sum_of_terms{};
    auto absent = n;
    for (auto const x : amounts) {
        if (x > 0) {
            sum.add(term(relative::of({x}, whole, 1, n)));
            absent -= 1;
        }
    }
    if (absent > 0) {
        sum.add(weighted(term(relative{{0}, {-1}}), {absent}));
    }
    return weighted(sum.value(), quotient({1}, {n}));
}

} // namespace equipoise::detail
