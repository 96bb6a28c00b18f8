// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/out_of.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/even_end.hpp>
#include <equipoise/uncertainty/detail/range_values.hpp>
#include <equipoise/uncertainty/detail/uneven_end.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <cstddef>
#include <utility>

namespace equipoise::uncertainty_detail {

/// The interval of one index over the ranges of one portfolio.
template <class Rule>
class range_bounds {
public:
    template <class Id>
    range_bounds(Rule const& rule, interval_portfolio_view<Id> const& flows, bound_limits const& limits)
        : values_{rule, flows.lows(), flows.highs(), amount_box::of(flows.lows(), flows.highs(), flows.declared()),
                  flows.why_unknown()},
          limits_{limits}
    {
        if (values_.why == reason::defined) {
            values_.why = without_bounds();
        }
    }

    [[nodiscard]] certified_interval find()
    {
        if (values_.why != reason::defined) {
            return {.why = values_.why};
        }
        auto even = even_end<Rule>{values_}.find();
        auto uneven = is_point_ ? even : uneven_end<Rule>{values_, limits_}.find();
        if (is_undefined(even.value) || is_undefined(uneven.value)) {
            return {.nodes = values_.nodes, .why = values_.why == reason::defined ? reason::unknown_part : values_.why};
        }
        auto result = certified_interval{.nodes = values_.nodes};
        result.low = values_.raises ? std::move(even) : std::move(uneven);
        result.high = values_.raises ? std::move(uneven) : std::move(even);
        if (result.low.value > result.high.value) { // by rounding
            result.low.value = result.high.value = result.low.attained ? result.low.value : result.high.value;
        }
        result.bounds = {result.low.value, result.high.value};
        return result;
    }

private:
    [[nodiscard]] reason without_bounds()
    {
        auto const& box = values_.box;
        if (box.nothing_flows()) {
            return box.size() == 0 ? reason::no_partners : reason::no_flow;
        }
        is_point_ = box.hidden.high == 0;
        auto positive_known = true;
        for (std::size_t i = 0; i < box.size(); ++i) {
            is_point_ = is_point_ && (box.lows[i] == box.highs[i] || values_.lows[i] == values_.highs[i]);
            positive_known = positive_known && (box.lows[i] > 0 || box.highs[i] == 0);
        }
        if constexpr (detail::counts_partners<Rule>) {
            if (box.hidden.high > 0) {
                return reason::unattributed;
            }
            if (values_.rule.n == positive && !positive_known) {
                return reason::unknown_part;
            }
        }
        if constexpr (requires { values_.rule.effect(); }) {
            return values_.rule.effect() == Rule::about.effect ? reason::defined : reason::unknown_part;
        }
        return reason::defined;
    }

    range_values<Rule> values_;
    bound_limits limits_;
    bool is_point_ = false;
};

} // namespace equipoise::uncertainty_detail
