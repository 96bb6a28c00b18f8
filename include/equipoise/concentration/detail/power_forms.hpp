// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/block_powers.hpp>
#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/core/numeric/elementary.hpp>

#include <cstddef>
#include <limits>

/// The forms in which a `power_sum` holds S_q = sum p^q over p > 0: one for each range of orders q.
///
/// None loses digits where ln S_q is near 0 or S_q is beyond the range of a double. Each answers the same questions:
/// number() = S_q^(1 / (1 - q)), share() = 1 / number(), ln_number() and deformed_entropy() = (1 - S_q) / (q - 1).
namespace equipoise::concentration_detail {

inline constexpr double infinite = std::numeric_limits<double>::infinity();

/// Order 0: the number of partners with a positive amount.
class count_of_partners {
public:
    constexpr explicit count_of_partners(detail::totals const& sums) noexcept
        : count_{static_cast<double>(sums.positive)}
    {
    }

    constexpr void add(double const*, std::size_t) noexcept {} // the totals count the listed partners
    constexpr void add(double, double times) noexcept { count_ += times; }
    constexpr void add_infinitesimals(double) noexcept {}

    [[nodiscard]] constexpr double number() const noexcept { return count_; }
    [[nodiscard]] constexpr double share() const noexcept { return 1 / count_; }
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept { return detail::ln({count_}); }
    [[nodiscard]] constexpr double deformed_entropy() const noexcept { return count_ - 1; }

private:
    double count_;
};

/// Order 1: the Shannon entropy.
class entropy_sum {
public:
    constexpr explicit entropy_sum(detail::totals const& sums) noexcept : entropy_{sums} {}

    constexpr void add(double const* first, std::size_t count) noexcept { entropy_.add(first, count); }
    constexpr void add(double amount, double times) noexcept { entropy_.add(amount, times); }
    constexpr void add_infinitesimals(double amount) noexcept { entropy_.add_infinitesimals(amount); }

    [[nodiscard]] constexpr double number() const noexcept { return detail::quick_exp(ln_number()).value(); }
    [[nodiscard]] constexpr double share() const noexcept { return detail::quick_exp(-ln_number()).value(); }
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept { return entropy_.value(); }
    [[nodiscard]] constexpr double deformed_entropy() const noexcept { return entropy_.value().value(); }

private:
    entropy entropy_;
};

/// Order 2: the sum of squares, and what it lacks to the square of the total.
class square_sums {
public:
    constexpr explicit square_sums(detail::totals const& sums) noexcept : whole_{sums.whole()}, complements_{sums} {}

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        squares_.add(first, count);
        complements_.add(first, count);
    }

    constexpr void add(double amount, double times) noexcept
    {
        squares_.add(amount, times);
        complements_.add(amount, times);
    }

    constexpr void add_infinitesimals(double amount) noexcept { complements_.add_infinitesimals(amount); }

    [[nodiscard]] constexpr double number() const noexcept { return whole_ * whole_ / squares_.value(); }
    [[nodiscard]] constexpr double share() const noexcept { return squares_.value() / (whole_ * whole_); }
    [[nodiscard]] constexpr double deformed_entropy() const noexcept
    {
        return complements_.value() / (whole_ * whole_);
    }

    /// -ln S_2: computed from 1 - S_2 where that is below 1/2, and otherwise from S_2 itself, which may be tiny.
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept
    {
        auto const complement = detail::quotient(complements_.value(), whole_ * whole_);
        return complement.hi < 0.5 ? -detail::quick_ln_one_plus(-complement)
                                   : -detail::quick_ln(detail::quotient(squares_.value(), whole_ * whole_));
    }

private:
    detail::twofold whole_;
    detail::squares squares_;
    complement_products complements_;
};

/// ln p_1, p_1 the share of the largest amount.
[[nodiscard]] constexpr detail::twofold ln_largest_share(remainder_of_largest const& remainder,
                                                         detail::twofold whole) noexcept
{
    return remainder.has_majority() ? -remainder.ln_inverse_share()
                                    : detail::ln(detail::quotient({remainder.largest()}, whole));
}

/// Orders of 2^64 and more: the largest share, whose power is all of S_q.
class largest_share {
public:
    constexpr largest_share(detail::totals const& sums, double q) noexcept
        : q_{q}, whole_{sums.whole()}, remainder_{sums}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept { remainder_.add(first, count); }
    constexpr void add(double amount, double times) noexcept { remainder_.add(amount, times); }
    constexpr void add_infinitesimals(double amount) noexcept { remainder_.add_infinitesimals(amount); }

    [[nodiscard]] constexpr double number() const noexcept { return whole_ / detail::twofold{remainder_.largest()}; }
    [[nodiscard]] constexpr double share() const noexcept { return detail::twofold{remainder_.largest()} / whole_; }
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept { return -ln_largest_share(remainder_, whole_); }
    [[nodiscard]] constexpr double deformed_entropy() const noexcept
    {
        return q_ == infinite
                   ? 0
                   : -detail::quick_exp_minus_one({q_ * ln_largest_share(remainder_, whole_).value()}).value() / q_;
    }

private:
    double q_;
    detail::twofold whole_;
    remainder_of_largest remainder_;
};

/// (1 - S_q) / (q - 1) = sum p (1 - p^(q-1)) / (q - 1), whose terms all have the same sign; for S_q near 1.
class excess_power_sum {
public:
    constexpr excess_power_sum(detail::totals const& sums, double q) noexcept
        : q_{q}, excess_{detail::two_sum(q, -1)}, per_excess_{detail::quotient({1}, excess_)}, whole_{sums.whole()},
          remainder_{sums}, powers_{whole_, excess_}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        remainder_.add(first, count);
        powers_.add(first, count, ordinary_, [this](double amount) { add_term(amount, 1); });
    }

    constexpr void add(double amount, double times) noexcept
    {
        remainder_.add(amount, times);
        add_term(amount, times);
    }

    constexpr void add_infinitesimals(double amount) noexcept
    {
        remainder_.add_infinitesimals(amount);
        others_.add(detail::quotient({amount}, whole_) * per_excess_);
    }

    [[nodiscard]] constexpr double number() const noexcept { return detail::quick_exp(ln_number()).value(); }
    [[nodiscard]] constexpr double share() const noexcept { return detail::quick_exp(-ln_number()).value(); }
    [[nodiscard]] constexpr double deformed_entropy() const noexcept { return sum().value(); }

    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept
    {
        auto const deformed = sum();
        auto const excess = deformed * excess_; // 1 - S_q
        if (excess.hi < 0x1p-60 && excess.hi > -0x1p-60) {
            return deformed; // ln S_q equals S_q - 1 to all digits, and may be too small for a double
        }
        return detail::quotient(detail::quick_ln_one_plus(-excess), -excess_);
    }

private:
    constexpr void add_term(double x, double times) noexcept
    {
        auto const share = detail::quotient({x}, whole_);
        if (share.hi == 0 || remainder_.is_majority(x)) {
            return;
        }
        auto const added = term(share, detail::quick_ln(share));
        others_.add(times == 1 ? added : added * times);
    }

    /// p (1 - p^(q-1)) / (q - 1)
    [[nodiscard]] constexpr detail::twofold term(detail::twofold share, detail::twofold log) const noexcept
    {
        auto const power = log * excess_;
        return power.hi < 1 ? share * (detail::quick_exp_minus_one(power) * -per_excess_)
                            : (share - detail::quick_exp(log * q_)) * per_excess_;
    }

    [[nodiscard]] constexpr detail::twofold sum() const noexcept
    {
        auto const sum = others_.value() - detail::quotient(ordinary_.value(), whole_ * powers_.unit()) * per_excess_;
        return remainder_.has_majority()
                   ? sum + term(detail::quotient({remainder_.largest()}, whole_), ln_largest_share(remainder_, whole_))
                   : sum;
    }

    double q_;
    detail::twofold excess_;     ///< q - 1
    detail::twofold per_excess_; ///< its reciprocal
    detail::twofold whole_;
    remainder_of_largest remainder_;
    block_powers<power_term::excess> powers_;
    detail::running_sum ordinary_; ///< of x ((x / X)^(q-1) - 1) over the ordinary amounts, X the total
    detail::running_sum others_;   ///< of the terms of all other amounts but one that is more than half of the total
};

/// S_q / p_1^q, p_1 the largest share: the sum of (x / x_1)^q, for an S_q that may be beyond the range of a double.
class relative_power_sum {
public:
    constexpr relative_power_sum(detail::totals const& sums, double q) noexcept
        : q_{q}, excess_{detail::two_sum(q, -1)}, whole_{sums.whole()}, largest_{sums.largest}, remainder_{sums},
          powers_{{largest_}, {q}}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        remainder_.add(first, count);
        powers_.add(first, count, sum_, [this](double amount) { add_term(amount, 1); });
    }

    constexpr void add(double amount, double times) noexcept
    {
        if (amount > largest_) {
            auto const rescaled = (sum_.value() + equal_to_largest_) * relative_power(largest_, amount);
            sum_ = {};
            sum_.add(rescaled);
            equal_to_largest_ = 0;
            largest_ = amount;
        }
        remainder_.add(amount, times);
        add_term(amount, times);
    }

    constexpr void add_infinitesimals(double amount) noexcept { remainder_.add_infinitesimals(amount); }

    [[nodiscard]] constexpr double number() const noexcept { return detail::quick_exp(ln_number()).value(); }
    [[nodiscard]] constexpr double share() const noexcept { return detail::quick_exp(-ln_number()).value(); }
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept { return detail::quotient(ln_sum(), -excess_); }
    [[nodiscard]] constexpr double deformed_entropy() const noexcept
    {
        return -detail::quick_exp_minus_one(ln_sum()) / excess_;
    }

private:
    constexpr void add_term(double x, double times) noexcept
    {
        if (x == largest_) {
            equal_to_largest_ += times;
            return;
        }
        auto const term = relative_power(x, largest_);
        sum_.add(times == 1 ? term : term * times);
    }

    [[nodiscard]] constexpr detail::twofold relative_power(double x, double largest) const noexcept
    {
        auto const ratio = detail::quotient({x}, {largest});
        return ratio.hi == 0 ? detail::twofold{} : detail::quick_exp(detail::quick_ln(ratio) * q_);
    }

    /// ln S_q
    [[nodiscard]] constexpr detail::twofold ln_sum() const noexcept
    {
        return ln_largest_share(remainder_, whole_) * q_
               + detail::quick_ln_one_plus(sum_.value() + (equal_to_largest_ - 1));
    }

    double q_;
    detail::twofold excess_; ///< q - 1
    detail::twofold whole_;
    double largest_;
    remainder_of_largest remainder_;
    block_powers<power_term::power> powers_;
    double equal_to_largest_ = 0; ///< the number of partners with the largest amount
    detail::running_sum sum_;     ///< of the powers of all others
};

} // namespace equipoise::concentration_detail
