// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/bounded_rules.hpp>
#include <equipoise/uncertainty/detail/even_amounts.hpp>
#include <equipoise/uncertainty/detail/hill_form.hpp>
#include <equipoise/uncertainty/detail/open_total.hpp>
#include <equipoise/uncertainty/detail/range_values.hpp>
#include <equipoise/uncertainty/detail/top_shares.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace equipoise::uncertainty_detail {

/// The end of an index where amounts are the most even ones.
template <class Rule>
class even_end {
public:
    explicit even_end(range_values<Rule>& values) : values_{&values} {}

    [[nodiscard]] certified_end find()
    {
        if (values_->box.hidden.high == amount_box::infinite) {
            return values_->limit(values_->value_of({}, 1));
        }
        auto const path = even_path{values_->box};
        auto const at = path.at(path.allowed(level_on(path)));
        if (at.hidden > 0) {
            auto own = values_->in_own_units(at.listed);
            return values_->limit(values_->value_of(own, detail::scaled(at.hidden, values_->box.exponent)));
        }
        return values_->attained_by(at.listed);
    }

private:
    [[nodiscard]] double level_on(even_path const& path)
    {
        if (path.only_hidden()) {
            return 0;
        }
        if (auto const top = top_of(values_->rule); top != 0) {
            return level_of_least_top_share(values_->box, path, top);
        }
        auto const order = order_of(values_->rule);
        if (order == 0 || (order <= 1 && path.hidden() > 0)) { // the most partners that have something
            return (std::min)(path.most_level(), most_even_level(values_->box, hill_form{2}, 0));
        }
        if (order > 0 && order <= 0x1p8) {
            return most_even_level(values_->box, hill_form{order}, path.hidden());
        }
        return searched_level(path);
    }

    /// The level of the most even amounts by a search, for an index without a closed form: first among the ends of the
    /// ranges, then between the best of them and its neighbours, where the amounts change along a line.
    [[nodiscard]] double searched_level(even_path const& path)
    {
        auto best = amount_box::infinite;
        auto found = 0.0;
        auto const value_at = [&](double level) {
            auto const at = path.at(path.allowed(level));
            auto const before = values_->why;
            auto const value =
                values_->sign
                * values_->value_of(values_->in_own_units(at.listed), detail::scaled(at.hidden, values_->box.exponent));
            values_->why = before;
            if (value < best) {
                best = value;
                found = level;
            }
            return is_undefined(value) ? amount_box::infinite : value;
        };
        auto stops = std::vector<double>{};
        auto const largest_low =
            values_->box.size() == 0 ? 0 : *std::max_element(values_->box.lows.begin(), values_->box.lows.end());
        for (auto const stop : path.stops()) { // no level above the largest low end is better
            if (stop <= largest_low || stops.empty() || stops.back() == 0) {
                stops.push_back(path.allowed(stop));
            }
        }
        if (stops.empty() || stops.back() == 0) {
            stops.push_back(path.allowed(1));
        }
        auto first = std::size_t{0};
        auto last = stops.size() - 1;
        for (auto narrowed = true; narrowed;) {
            auto const step = (last - first) / most_stops + 1;
            auto least = amount_box::infinite;
            auto from = first;
            auto to = last;
            for (auto i = first, before = first;; i = (std::min)(i + step, last)) {
                auto const value = value_at(stops[i]);
                from = value < least ? before : from;
                to = value <= least ? (std::min)(i + step, last) : to;
                least = (std::min)(least, value);
                before = i;
                if (i == last) {
                    break;
                }
            }
            narrowed = step > 1 && (from != first || to != last);
            first = from;
            last = to;
        }
        for (auto i = first; i < last; ++i) {
            if (stops[i] < stops[i + 1]) {
                (void)least_value(value_at, stops[i], stops[i + 1]);
            }
        }
        return path.allowed(found);
    }

    static constexpr std::size_t most_stops = 256; ///< ends of ranges at which the index is evaluated in one round

    range_values<Rule>* values_;
};

} // namespace equipoise::uncertainty_detail
