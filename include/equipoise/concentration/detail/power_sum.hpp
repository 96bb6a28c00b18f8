// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/squared_deviations.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/numeric/exp_table.hpp>

#include <cstddef>
#include <limits>

/// The sum of the shares' powers, which is all that the Hill numbers need.
namespace equipoise::concentration_detail {

inline constexpr double infinite = std::numeric_limits<double>::infinity();

/// The sum of powers S_q = sum p^q over p > 0, so held that neither ln S_q near 0 nor S_q beyond the range of a double
/// loses digits, for any order q >= 0 and its limits.
class power_sum {
public:
    static constexpr bool needs_totals = true;

    /// `hidden` partners are added later, and hold what is unattributed: infinite for partners without number.
    constexpr power_sum(detail::totals const& sums, double q, double hidden = 0) noexcept
        : form_{form_for(q, sums, hidden)}, q_{q},
          excess_{form_ == form::top ? detail::twofold{} : detail::two_sum(q, -1)},
          per_excess_{form_ == form::near_one ? detail::quotient({1}, excess_) : detail::twofold{}},
          whole_{sums.whole()}, count_{static_cast<double>(sums.positive)}, top_{sums.largest}, remainder_{sums},
          entropy_{sums}, complements_{sums}
    {
        auto const reference = form_ == form::near_one ? whole_ : detail::twofold{top_};
        auto const factor = form_ == form::near_one ? (q < 1 ? 1 - q : q - 1) : q;
        constexpr auto widest = 900.0; // powers of ordinary partners stay between exp(-700) and exp(700)
        by_blocks_ = (form_ == form::near_one || form_ == form::relative) && reference.hi > 0 && factor <= widest;
        if (by_blocks_) {
            auto const exponent = detail::exponent_of(reference.hi);
            auto const of_unit = detail::scaled(reference, -exponent);
            unit_ = detail::power_of_two(-exponent);
            ln_unit_ = detail::split_ln(detail::ln(of_unit));
            least_ = detail::power_of_two(-static_cast<int>(widest / (factor < 1 ? 1 : factor)));
            most_ = form_ == form::near_one ? of_unit.hi / 2 : of_unit.hi * (1 - 0x1p-53);
        }
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        if (form_ == form::near_one || form_ == form::relative || form_ == form::top) {
            remainder_.add(first, count);
        }
        if (form_ == form::entropy) {
            entropy_.add(first, count);
        } else if (form_ == form::squares) {
            squares_.add(first, count);
            complements_.add(first, count);
        } else if (by_blocks_) {
            for (; count > width; first += width, count -= width) {
                add_block(first, width);
            }
            add_block(first, count);
        } else if (form_ == form::near_one || form_ == form::relative) {
            for (std::size_t i = 0; i < count; ++i) {
                if (first[i] > 0) {
                    add_term(first[i], 1);
                }
            }
        }
    }

    constexpr void add(double amount, double times) noexcept
    {
        if (!(amount > 0 && times > 0)) {
            return;
        }
        count_ += times;
        if (amount > top_) {
            if (form_ == form::relative) {
                auto const held = (sum_.value() + tops_) * relative_power(top_, amount);
                sum_ = {};
                sum_.add(held);
                tops_ = 0;
            }
            top_ = amount;
        }
        remainder_.add(amount, times);
        entropy_.add(amount, times);
        squares_.add(amount, times);
        complements_.add(amount, times);
        if (form_ == form::near_one || form_ == form::relative) {
            add_term(amount, times);
        }
    }

    constexpr void add_infinitesimals(double amount) noexcept
    {
        unbounded_ = true;
        remainder_.add_infinitesimals(amount);
        entropy_.add_infinitesimals(amount);
        complements_.add_infinitesimals(amount);
        sum_.add(form_ == form::near_one ? detail::quotient({amount}, whole_) * per_excess_ : detail::twofold{});
    }

    /// S_q^(1 / (1 - q))
    [[nodiscard]] constexpr double number() const noexcept
    {
        return endless()                ? infinite
               : form_ == form::count   ? count_
               : top_ == 0              ? infinite // partners without number hold all
               : form_ == form::squares ? whole_ * whole_ / squares_.value()
               : form_ == form::top     ? whole_ / detail::twofold{top_}
                                        : detail::quick_exp(ln_number()).value();
    }

    /// The reciprocal of number().
    [[nodiscard]] constexpr double share() const noexcept
    {
        return endless()                ? 0
               : form_ == form::count   ? 1 / count_
               : form_ == form::squares ? squares_.value() / (whole_ * whole_)
               : form_ == form::top     ? detail::twofold{top_} / whole_
                                        : detail::quick_exp(-ln_number()).value();
    }

    /// ln(S_q) / (1 - q)
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept
    {
        return endless()                ? detail::twofold{infinite}
               : form_ == form::count   ? detail::ln({count_})
               : form_ == form::entropy ? entropy_.value()
               : form_ == form::squares ? negative_ln_of_squares()
               : form_ == form::top     ? -ln_share_of_top()
               : vanishing()            ? near_one_sum()
                                        : detail::quotient(ln_sum(), -excess_);
    }

    /// (1 - S_q) / (q - 1)
    [[nodiscard]] constexpr double deformed_entropy() const noexcept
    {
        return endless()                 ? (q_ <= 1              ? infinite
                                            : form_ == form::top ? 1 / q_
                                                                 : detail::twofold{1} / excess_)
               : form_ == form::count    ? count_ - 1
               : form_ == form::entropy  ? entropy_.value().value()
               : form_ == form::squares  ? complements_.value() / (whole_ * whole_)
               : form_ == form::near_one ? near_one_sum().value()
               : form_ == form::relative ? -detail::quick_exp_minus_one(ln_sum()) / excess_
               : q_ == infinite          ? 0
                                         : -detail::quick_exp_minus_one({q_ * ln_share_of_top().value()}).value() / q_;
    }

private:
    /// What stands for S_q. Near 1 it is (1 - S_q) / (q - 1), the sum of p (1 - p^(q-1)) / (q - 1), all of one sign;
    /// where S_q may be small, S_q / p_1^q, p_1 the largest share. Orders of 2^64 and more are as good as infinite.
    enum class form : unsigned char { count, entropy, squares, near_one, relative, top };

    [[nodiscard]] static constexpr form form_for(double q, detail::totals const& sums, double hidden) noexcept
    {
        if (q == 0 || q == 1 || q == 2) {
            return q == 0 ? form::count : q == 1 ? form::entropy : form::squares;
        }
        return q >= 0x1p64                                      ? form::top
               : q < 1 || most_negative_ln(q, sums, hidden) < 2 ? form::near_one
                                                                : form::relative;
    }

    /// The largest that -ln S_q can be for q > 1: that of equal partners. Partners without number add nothing to S_q,
    /// and leave that of the listed ones, whose shares sum to less than 1.
    [[nodiscard]] static constexpr double most_negative_ln(double q, detail::totals const& sums, double hidden) noexcept
    {
        auto const partners = static_cast<double>(sums.positive) + (hidden < infinite ? hidden : 0);
        auto const equal = partners < 2 ? 0 : (q - 1) * detail::ln({partners}).hi;
        return hidden < infinite || sums.whole().hi == 0
                   ? equal
                   : equal - q * detail::ln(detail::quotient(sums.attributed, sums.whole())).hi;
    }

    /// Terms of ordinary partners all at once: those with most or with as much as the largest, and those of whom the
    /// powers are extreme, have terms of their own, and here the weight 0.
    constexpr void add_block(double const* first, std::size_t count) noexcept
    {
        double weights[width];
        double high[width];
        double low[width];
        double amounts[width];
        amounts[0] = high[0] = low[0] = 0; // or g++ 12 warns that a block may be empty
        auto ordinary = true;
        for (std::size_t i = 0; i < count; ++i) {
            auto const x = first[i] * unit_;
            auto const usual = x >= least_ && x <= most_;
            weights[i] = usual ? x : 0.0;
            amounts[i] = usual ? x : 1.0;
            ordinary = ordinary && (usual || first[i] == 0);
        }
        detail::ln_each(amounts, count, high, low);
        auto const near_one = form_ == form::near_one;
        auto const factor = near_one ? excess_ : detail::twofold{q_};
        for (std::size_t i = 0; i < count; ++i) {
            auto const ln_high = high[i] - ln_unit_.hi; // exact
            auto const power = detail::unfused_product(ln_high, factor.hi);
            low[i] =
                power.lo + (detail::unfused(ln_high * factor.lo) + detail::unfused((low[i] - ln_unit_.lo) * factor.hi));
            high[i] = power.hi;
        }
        if (near_one) {
            detail::exp_each<true>(high, low, count);
        } else {
            detail::exp_each<false>(high, low, count);
        }
        for (std::size_t i = 0; i < count; ++i) {
            auto const weight = near_one ? weights[i] : weights[i] > 0 ? 1.0 : 0.0;
            auto const term = detail::unfused_product(weight, high[i]);
            low[i] = term.lo + detail::unfused(weight * low[i]);
            high[i] = term.hi;
        }
        auto& sum = near_one ? excesses_ : sum_;
        sum.add(high, count);
        sum.add(low, count);
        for (std::size_t i = 0; i < count && !ordinary; ++i) {
            if (weights[i] == 0 && first[i] > 0) {
                add_term(first[i], 1);
            }
        }
    }

    constexpr void add_term(double x, double times) noexcept
    {
        if (form_ == form::near_one) {
            auto const share = detail::quotient({x}, whole_);
            if (share.hi == 0 || remainder_.is_majority(x)) {
                return;
            }
            auto const term = near_one_term(share, detail::quick_ln(share));
            sum_.add(times == 1 ? term : term * times);
        } else if (x == top_) {
            tops_ += times;
        } else {
            auto const term = relative_power(x, top_);
            sum_.add(times == 1 ? term : term * times);
        }
    }

    /// p (1 - p^(q-1)) / (q - 1)
    [[nodiscard]] constexpr detail::twofold near_one_term(detail::twofold share, detail::twofold log) const noexcept
    {
        auto const power = log * excess_;
        return power.hi < 1 ? share * (detail::quick_exp_minus_one(power) * -per_excess_)
                            : (share - detail::quick_exp(log * q_)) * per_excess_;
    }

    [[nodiscard]] constexpr detail::twofold near_one_sum() const noexcept
    {
        auto const most = remainder_.has_majority();
        auto const sum = sum_.value() - detail::quotient(excesses_.value(), whole_ * unit_) * per_excess_;
        return most ? sum + near_one_term(detail::quotient({top_}, whole_), ln_share_of_top()) : sum;
    }

    [[nodiscard]] constexpr detail::twofold relative_power(double x, double top) const noexcept
    {
        auto const ratio = detail::quotient({x}, {top});
        return ratio.hi == 0 ? detail::twofold{} : detail::quick_exp(detail::quick_ln(ratio) * q_);
    }

    [[nodiscard]] constexpr detail::twofold ln_share_of_top() const noexcept
    {
        return remainder_.has_majority() ? -remainder_.ln_inverse_share()
                                         : detail::ln(detail::quotient({top_}, whole_));
    }

    [[nodiscard]] constexpr detail::twofold ln_sum() const noexcept
    {
        return form_ == form::near_one ? detail::quick_ln_one_plus(-(near_one_sum() * excess_))
                                       : ln_share_of_top() * q_ + detail::quick_ln_one_plus(sum_.value() + (tops_ - 1));
    }

    /// -ln S_2: from what S_2 is short of 1 where that is little, and else from S_2 itself, which may be tiny.
    [[nodiscard]] constexpr detail::twofold negative_ln_of_squares() const noexcept
    {
        auto const apart = detail::quotient(complements_.value(), whole_ * whole_);
        return apart.hi < 0.5 ? -detail::quick_ln_one_plus(-apart)
                              : -detail::quick_ln(detail::quotient(squares_.value(), whole_ * whole_));
    }

    /// Whether S_q is so near 1 that ln S_q is as good as S_q - 1, and perhaps too small for a double.
    [[nodiscard]] constexpr bool vanishing() const noexcept
    {
        auto const change = (near_one_sum() * excess_).hi;
        return form_ == form::near_one && change < 0x1p-60 && change > -0x1p-60;
    }

    /// Whether partners without number decide: the lower orders count them, and of a list of nobody else S_q is 0.
    [[nodiscard]] constexpr bool endless() const noexcept { return unbounded_ && (q_ <= 1 || top_ == 0); }

    static constexpr std::size_t width = 256;

    form form_;
    double q_;
    detail::twofold excess_;     ///< q - 1
    detail::twofold per_excess_; ///< its reciprocal
    detail::twofold whole_;
    bool by_blocks_ = false;
    double unit_ = 1;         ///< what amounts are multiplied by
    detail::twofold ln_unit_; ///< ln of the total, or of the largest amount, times the unit
    double least_ = 1;        ///< no amount below it, times the unit, is ordinary,
    double most_ = 0;         ///< and none above this one
    double count_;
    double top_;
    remainder_of_largest remainder_;
    double tops_ = 0; ///< how many have the largest amount
    detail::running_sum sum_;
    detail::running_sum excesses_; ///< of p^q - p, of ordinary partners, times the total and the unit
    entropy entropy_;
    detail::squares squares_;
    complement_products complements_;
    bool unbounded_ = false;
};

} // namespace equipoise::concentration_detail
