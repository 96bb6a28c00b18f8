// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/exp_table.hpp>
#include <equipoise/core/numeric/ln_table.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>

#include <cstddef>

namespace equipoise::concentration_detail {

/// What the terms of a sum of powers are, x an amount, r the reference and e the exponent.
enum class power_term : unsigned char {
    power,  ///< (x / r)^e, the reference being the largest amount
    excess, ///< x ((x / r)^e - 1), the reference being the total
};

/// Adds such terms for a block of amounts at once, with vector instructions.
///
/// It does so for *ordinary* amounts, whose powers lie between exp(-700) and exp(700), and which are at most half of
/// the total (excess) or below the largest amount (power). The caller adds the terms of the other positive amounts.
template <power_term Term>
class block_powers {
public:
    constexpr block_powers(detail::twofold reference, detail::twofold exponent) noexcept : exponent_{exponent}
    {
        constexpr auto widest = 900.0; // the powers of ordinary amounts then stay between exp(-700) and exp(700)
        auto const size = exponent.hi < 0 ? -exponent.hi : exponent.hi;
        if (reference.hi > 0 && size <= widest) {
            auto const power_of_two = detail::exponent_of(reference.hi);
            auto const in_unit = detail::scaled(reference, -power_of_two);
            unit_ = detail::power_of_two(-power_of_two);
            ln_reference_ = detail::split_ln(detail::ln(in_unit));
            least_ = in_unit.hi * detail::power_of_two(-static_cast<int>(widest / (size < 1 ? 1 : size)));
            most_ = Term == power_term::excess ? in_unit.hi / 2 : in_unit.hi * (1 - 0x1p-53);
        }
    }

    /// The terms are sums in this unit: amounts are multiplied by it first.
    [[nodiscard]] constexpr double unit() const noexcept { return unit_; }

    /// Adds the terms of ordinary amounts to `sum`, and calls add_other(x) for each other positive amount x.
    template <class AddOther>
    constexpr void add(double const* first, std::size_t count, detail::running_sum& sum,
                       AddOther add_other) const noexcept
    {
        if (most_ == 0) { // no amount is ordinary
            for (std::size_t i = 0; i < count; ++i) {
                if (first[i] > 0) {
                    add_other(first[i]);
                }
            }
            return;
        }
        for (; count > width; first += width, count -= width) {
            add_block(first, width, sum, add_other);
        }
        add_block(first, count, sum, add_other);
    }

private:
    template <class AddOther>
    constexpr void add_block(double const* first, std::size_t count, detail::running_sum& sum,
                             AddOther& add_other) const noexcept
    {
        double weights[width]; // 0 for amounts that are not ordinary
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
        for (std::size_t i = 0; i < count; ++i) {
            auto const ln_high = high[i] - ln_reference_.hi; // exact
            auto const power = detail::unfused_product(ln_high, exponent_.hi);
            low[i] = power.lo
                     + (detail::unfused(ln_high * exponent_.lo)
                        + detail::unfused((low[i] - ln_reference_.lo) * exponent_.hi));
            high[i] = power.hi;
        }
        detail::exp_each<Term == power_term::excess>(high, low, count);
        for (std::size_t i = 0; i < count; ++i) {
            auto const weight = Term == power_term::excess ? weights[i] : weights[i] > 0 ? 1.0 : 0.0;
            auto const term = detail::unfused_product(weight, high[i]);
            low[i] = term.lo + detail::unfused(weight * low[i]);
            high[i] = term.hi;
        }
        sum.add(high, count);
        sum.add(low, count);
        for (std::size_t i = 0; i < count && !ordinary; ++i) {
            if (weights[i] == 0 && first[i] > 0) {
                add_other(first[i]);
            }
        }
    }

    static constexpr std::size_t width = 256;

    detail::twofold exponent_;
    double unit_ = 1;
    detail::twofold ln_reference_; ///< of the reference times the unit
    double least_ = 1;             ///< the least ordinary amount, times the unit
    double most_ = 0;              ///< the largest ordinary amount, times the unit
};

} // namespace equipoise::concentration_detail
