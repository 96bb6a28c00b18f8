// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/undefined.hpp>

#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Decomposition of the change of a sum of products into the effects of its factors: `lmdi`.
namespace equipoise {

/// A sum of products before and after, and the effects of its factors, which sum to the change.
struct factor_effects {
    double before = undefined;
    double after = undefined;
    double change = undefined;
    reason why = reason::defined;
    std::vector<double> effects{};            ///< of each factor, over all terms
    std::vector<std::vector<double>> terms{}; ///< of each factor (column) in each term (row)
};

namespace change_detail {

/// A nonnegative number of any size: significand times 2^exponent.
struct wide_number {
    detail::twofold significand{};
    int exponent = 0;

    [[nodiscard]] constexpr bool zero() const noexcept { return significand.hi == 0; }
    [[nodiscard]] constexpr detail::twofold in_units_of(int power) const noexcept
    {
        return zero() ? detail::twofold{} : detail::scaled(significand, (std::max)(exponent - power, -3000));
    }
};

[[nodiscard]] inline wide_number product(std::vector<double> const& factors) noexcept
{
    auto result = wide_number{{1}, 0};
    for (auto const x : factors) {
        if (x == 0) {
            return {};
        }
        auto const power = detail::exponent_of(x);
        auto const next = result.significand * detail::scaled(x, -power);
        auto const carry = detail::exponent_of(next.hi);
        result = {detail::scaled(next, -carry), result.exponent + power + carry};
    }
    return result;
}

/// The logarithmic mean (x - y) / ln (x / y), x for x = y, of positive numbers in a unit near the larger of them.
[[nodiscard]] constexpr detail::twofold logarithmic_mean(detail::twofold x, detail::twofold y,
                                                         detail::twofold ln_of_ratio) noexcept
{
    auto const difference = x - y;
    // for such close numbers it is the arithmetic mean to 2^-63, while the quotient approaches 0 / 0
    auto const close = 0x1p-30 * y.hi;
    return difference.hi >= -close && difference.hi <= close ? (x + y) * 0.5
                                                             : detail::quotient(difference, ln_of_ratio);
}

using factor_rows = std::vector<std::vector<double>>;

struct lmdi_fn {
    /// Rows of factors, one row for each term of the sum.
    template <ranges::forward_range Before, ranges::forward_range After>
        requires amount_range<ranges::range_reference_t<Before const&>>
                 && amount_range<ranges::range_reference_t<After const&>>
    [[nodiscard]] factor_effects operator()(Before const& before, After const& after) const
    {
        return of(rows_of(before, "before"), rows_of(after, "after"));
    }

private:
    template <class Rows>
    [[nodiscard]] static factor_rows rows_of(Rows const& rows, std::string_view when)
    {
        auto result = factor_rows{};
        auto const last = ranges::end(rows);
        for (auto it = ranges::begin(rows); it != last; ++it) {
            auto factors = std::vector<double>{};
            auto&& row = *it;
            auto const end = ranges::end(row);
            for (auto factor = ranges::begin(row); factor != end; ++factor) {
                auto const x = static_cast<double>(*factor);
                if (!(x >= 0 && x <= (std::numeric_limits<double>::max)())) {
                    throw invalid_parameter{"lmdi",
                                            place(when, result.size()) + ", factor " + std::to_string(factors.size()),
                                            x, "finite and not negative"};
                }
                factors.push_back(x);
            }
            if (!result.empty() && factors.size() != result[0].size()) {
                throw invalid_parameter{"lmdi", "number of factors in " + place(when, result.size()),
                                        static_cast<double>(factors.size()),
                                        "that of the first, " + std::to_string(result[0].size())};
            }
            result.push_back(std::move(factors));
        }
        return result;
    }

    [[nodiscard]] static std::string place(std::string_view when, std::size_t term)
    {
        return "term " + std::to_string(term) + " " + std::string{when};
    }

    [[nodiscard]] static factor_effects of(factor_rows const& before, factor_rows const& after)
    {
        if (before.size() != after.size()) {
            throw invalid_parameter{"lmdi", "number of terms after", static_cast<double>(after.size()),
                                    "that before, " + std::to_string(before.size())};
        }
        auto result = factor_effects{};
        if (before.empty()) {
            result.why = reason::no_partners;
            return result;
        }
        if (before[0].size() != after[0].size()) {
            throw invalid_parameter{"lmdi", "number of factors after", static_cast<double>(after[0].size()),
                                    "that before, " + std::to_string(before[0].size())};
        }
        if (before[0].empty()) {
            throw invalid_parameter{"lmdi", "number of factors", 0.0, "at least 1"};
        }
        auto const factors = before[0].size();
        auto unit = -5000;
        for (std::size_t j = 0; j < before.size(); ++j) {
            for (auto const& value : {product(before[j]), product(after[j])}) {
                unit = value.zero() ? unit : (std::max)(unit, value.exponent);
            }
        }
        auto v_before = detail::running_sum{};
        auto v_after = detail::running_sum{};
        auto effects = std::vector<detail::running_sum>(factors);
        for (std::size_t j = 0; j < before.size(); ++j) {
            v_before.add(product(before[j]).in_units_of(unit));
            v_after.add(product(after[j]).in_units_of(unit));
            auto const parts = effects_in(before[j], after[j], unit);
            auto& row = result.terms.emplace_back();
            for (std::size_t k = 0; k < factors; ++k) {
                effects[k].add(parts[k]);
                row.push_back(in_numbers(parts[k], unit));
            }
        }
        result.before = in_numbers(v_before.value(), unit);
        result.after = in_numbers(v_after.value(), unit);
        result.change = in_numbers(v_after.value() - v_before.value(), unit);
        for (auto const& effect : effects) {
            result.effects.push_back(in_numbers(effect.value(), unit));
        }
        return result;
    }

    [[nodiscard]] static double in_numbers(detail::twofold x, int unit) noexcept
    {
        return x.hi == 0 ? 0.0 : detail::scaled(x.value(), unit);
    }

    /// The effects of the factors of one term, in units of 2^unit.
    [[nodiscard]] static std::vector<detail::twofold> effects_in(std::vector<double> const& then,
                                                                 std::vector<double> const& now, int unit)
    {
        auto parts = std::vector<detail::twofold>(then.size());
        auto const old_value = product(then);
        auto const new_value = product(now);
        if (old_value.zero() || new_value.zero()) {
            if (!old_value.zero()) {
                share_out(-old_value.in_units_of(unit), now, parts);
            } else if (!new_value.zero()) {
                share_out(new_value.in_units_of(unit), then, parts);
            }
            return parts;
        }
        auto const larger = (std::max)(old_value.exponent, new_value.exponent);
        auto const y = old_value.in_units_of(larger);
        auto const x = new_value.in_units_of(larger);
        auto ln_of_ratio = detail::ln_2 * (new_value.exponent - old_value.exponent)
                           + detail::ln_ratio(new_value.significand, old_value.significand);
        if (x.hi > 0 && y.hi > 0 && std::abs(new_value.exponent - old_value.exponent) < 900) {
            ln_of_ratio = detail::ln_ratio(x, y);
        }
        auto const mean = logarithmic_mean(x, y, ln_of_ratio);
        for (std::size_t k = 0; k < then.size(); ++k) {
            parts[k] = detail::scaled(mean * detail::ln_ratio({now[k]}, {then[k]}), (std::max)(larger - unit, -3000));
        }
        return parts;
    }

    /// The limit where all zeros are replaced by the same number and this number approaches 0: the factors that are
    /// zero share the change equally.
    static void share_out(detail::twofold change, std::vector<double> const& side_of_zeros,
                          std::vector<detail::twofold>& parts)
    {
        auto const zeros = static_cast<double>(std::count(side_of_zeros.begin(), side_of_zeros.end(), 0.0));
        for (std::size_t k = 0; k < parts.size(); ++k) {
            parts[k] = side_of_zeros[k] == 0 ? detail::quotient(change, {zeros}) : detail::twofold{};
        }
    }
};

} // namespace change_detail

/// Logarithmic mean Divisia index: the change of V = sum_j a_j b_j ... as the sum of the effects of the factors a, b,
/// ...
///
/// The effect of a is sum_j L(V_j1, V_j0) ln(a_j1 / a_j0), where V_j is the product in term j, 0 and 1 stand for before
/// and after, and L(x, y) = (x - y) / ln(x / y), L(x, x) = x. `lmdi(before, after)` takes two ranges of rows, one row
/// for each term and one number for each factor, in any units. The effects sum to the change without a residual.
///
/// Zeros are taken by their limits: the change by a term that appears or vanishes is the effect of the factor that was
/// or becomes 0, in equal parts if there are several; a term that is 0 before and after has no effect. Undefined
/// without terms. Linear in the number of factors of all terms.
/// @throws invalid_parameter for factors that are negative or not finite, and for different numbers of terms or factors
/// Source: Ang (2005), The LMDI approach to decomposition analysis; zeros after Ang and Liu (2007), Handling zero
/// values in the LMDI approach; primary texts not consulted.
inline constexpr change_detail::lmdi_fn lmdi{};

} // namespace equipoise
