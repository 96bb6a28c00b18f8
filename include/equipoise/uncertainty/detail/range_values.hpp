// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/completion.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace equipoise::uncertainty_detail {

/// The values of one index at amounts within the ranges of one portfolio.
template <class Rule>
struct range_values {
    Rule rule;
    std::span<double const> lows; ///< the ends of the ranges in their own units
    std::span<double const> highs;
    amount_box box;
    reason why = reason::defined; ///< why the index was undefined, at the first amounts at which it was
    std::size_t nodes = 0;        ///< that searches took

    static constexpr bool raises = Rule::about.effect == concentrating::raises;
    static constexpr double sign = raises ? 1.0 : -1.0;

    /// The index of amounts, of which `spread` is with infinitely many partners.
    [[nodiscard]] double value_of(std::vector<double> const& amounts, double spread = 0)
    {
        auto found = outcome{reason::defined};
        if (spread == 0) {
            auto proj = ranges::identity{};
            found = detail::evaluate(rule, amounts, proj);
        } else if constexpr (bounded_by_majorization<Rule>) {
            auto sums = detail::listed_totals(std::span<double const>{amounts});
            detail::rescale_for(spread, sums);
            sums.unattributed = {detail::scaled(spread, -sums.exponent)};
            auto const expected = with_hidden_partners(rule, std::numeric_limits<double>::infinity());
            auto completed = detail::evaluation<Rule>{expected};
            completed.over(amounts, std::as_const(sums));
            completed.add_infinitesimals(sums.unattributed.value());
            completed.close();
            found = completed.results()[0];
        } else {
            found = reason::unattributed;
        }
        why = is_undefined(found.value) && why == reason::defined ? found.why : why;
        return found.value;
    }

    /// Amounts in their own units; those at an end of a range are that end.
    [[nodiscard]] std::vector<double> in_own_units(std::vector<double> amounts) const
    {
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            auto const is = [&](double end) { return detail::scaled(end, -box.exponent) == amounts[i]; };
            amounts[i] = i < lows.size() && is(lows[i])     ? lows[i]
                         : i < highs.size() && is(highs[i]) ? highs[i]
                                                            : detail::scaled(amounts[i], box.exponent);
        }
        return amounts;
    }

    /// An end that amounts attain.
    [[nodiscard]] certified_end attained_by(std::vector<double> const& amounts)
    {
        auto own = in_own_units(amounts);
        // a level between two subnormal amounts would be rounded to one of them
        auto const value = value_of(box.exponent < -900 ? amounts : own);
        return {value, true, 0, std::move(own)};
    }

    [[nodiscard]] static certified_end limit(double value) { return {value, false, 0, {}}; }

    /// Widens an end that amounts attain to an outer value.
    static void outer(certified_end& end, double value)
    {
        if (is_undefined(value)) {
            value = sign * amount_box::infinite;
        }
        if (sign * value > sign * end.value) {
            end.gap = sign * (value - end.value);
            end.value = value;
            end.attained = false;
        }
    }
};

} // namespace equipoise::uncertainty_detail
