// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/bounded_rules.hpp>
#include <equipoise/uncertainty/detail/cut_top_share.hpp>
#include <equipoise/uncertainty/detail/hill_form.hpp>
#include <equipoise/uncertainty/detail/range_values.hpp>
#include <equipoise/uncertainty/detail/top_shares.hpp>
#include <equipoise/uncertainty/detail/vertex_search.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise::uncertainty_detail {

/// The end of an index where amounts are the most uneven ones.
template <class Rule>
class uneven_end {
public:
    uneven_end(range_values<Rule>& values, bound_limits const& limits) : values_{&values}, limits_{limits} {}

    [[nodiscard]] certified_end find()
    {
        auto const order = order_of(values_->rule);
        auto const all = values_->box.with_hidden_listed();
        if (order == 0) {
            return fewest_partners(all);
        }
        if (all.unlimited()) {
            return nearly_everything(all);
        }
        if (auto const box = all.in_units_of_largest(); box.total.low == 0 && box.least().hi == 0) {
            // one partner may have everything, or all but a part that is lost in rounding
            auto amounts = all.lows;
            auto const largest = std::max_element(all.highs.begin(), all.highs.end()) - all.highs.begin();
            amounts[static_cast<std::size_t>(largest)] = all.highs[static_cast<std::size_t>(largest)];
            return values_->attained_by(amounts);
        }
        if (auto const top = top_of(values_->rule); top != 0) {
            auto found = most_top_share{all, top}.find();
            if (all.cut()) {
                found = cut_top_share{all, top, std::move(found)}.run(
                    (std::min)(limits_.nodes_with_total, most_choices), values_->nodes);
            }
            auto end = values_->attained_by(found.amounts);
            if (found.at_most > found.share * (1 + 0x1p-50)) {
                values_->outer(end, values_->value_of(with_top_share(found.at_most, top, all.size())));
            }
            return checked(std::move(end), all);
        }
        if (order > 0 && keeps_powers(all, order)) {
            auto const form = hill_form{order};
            auto const found = search(all, form, all.cut() ? limits_.nodes_with_total : limits_.nodes);
            auto end = values_->attained_by(found.amounts);
            if (form.exceeds(found.at_most, found.best, 0x1p-50)) {
                values_->outer(end, values_->value_of(concentrated_to(found.amounts, form, found.at_most)));
            }
            return checked(std::move(end), all);
        }
        return checked(uneven_by_shares(all), all);
    }

private:
    /// Whether a search of an order keeps the powers that decide it.
    ///
    /// In the units of the search the largest high end is in [1, 2), so that no power is above 2^q. One partner always
    /// has the largest low end L or more, as a part of the largest high end, so that every sum of powers is at least
    /// L^q, which has to be 2^-800 or more. A power that is lost, below 2^-1022, is then nothing next to the sum, and
    /// to raise its amount only lowers the concentration, as it does where the power is 0: the slope is at most q
    /// x^(q-1), below q 2^-958, and concentration rises from a slope of q Q / X on. Up to the order 16, sums that no
    /// double holds are those of amounts of which one has nearly everything.
    [[nodiscard]] static bool keeps_powers(amount_box const& all, double order)
    {
        constexpr auto highest_without_test = 16;
        constexpr auto widest = 800.0; ///< powers of two by which a sum may be below 1, or a power above
        if (order <= highest_without_test) {
            return true;
        }
        auto const low = *std::max_element(all.lows.begin(), all.lows.end());
        auto const high = *std::max_element(all.highs.begin(), all.highs.end());
        auto const least = low / high;
        return order <= widest && least > 0 && -order * detail::ln({least}).value() <= widest * 0.6931471805599453;
    }

    /// A search for the most concentrated amounts, in the units of the largest, in which no power of it is lost.
    [[nodiscard]] searched search(amount_box const& all, hill_form const& form, std::size_t nodes)
    {
        auto const box = all.in_units_of_largest();
        auto found = vertex_search{box, form}.run(limits_.tolerance, nodes);
        values_->nodes += found.nodes;
        for (std::size_t i = 0; i < found.amounts.size(); ++i) {
            auto& each = found.amounts[i];
            each = each == box.lows[i]    ? all.lows[i]
                   : each == box.highs[i] ? all.highs[i]
                                          : detail::scaled(each, box.exponent - all.exponent);
        }
        return found;
    }

    /// Amounts of partners that are not listed may be more than the listing allows, as it depends on the listed ones.
    [[nodiscard]] certified_end checked(certified_end end, amount_box const& all) const
    {
        if (all.size() != values_->box.size() && values_->box.largest_hidden < amount_box::infinite) {
            auto least = amount_box::infinite;
            for (std::size_t i = 0; i < end.amounts.size(); ++i) {
                least = i < values_->box.size() ? (std::min)(least, end.amounts[i]) : least;
                end.attained = end.attained && (i < values_->box.size() || end.amounts[i] <= least);
            }
        }
        return end;
    }

    /// The fewest partners that have something: those that must, and the largest others up to the least total.
    [[nodiscard]] certified_end fewest_partners(amount_box const& all)
    {
        auto amounts = all.lows;
        auto order = std::vector<std::size_t>{};
        auto total = detail::running_sum{};
        for (std::size_t i = 0; i < all.size(); ++i) {
            total.add(all.lows[i]);
            if (all.lows[i] == 0) {
                order.push_back(i);
            }
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto const room = all.total.low - total.value().value();
            if (all.lows[i] > 0 && room > 0) {
                auto const more = (std::min)(all.highs[i] - all.lows[i], room);
                amounts[i] += more;
                total.add(more);
            }
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return all.highs[a] > all.highs[b]; });
        for (auto const i : order) {
            auto const room = all.total.low - total.value().value();
            if (total.value().hi > 0 && room <= 0x1p-50 * all.total.low) {
                break;
            }
            amounts[i] = (std::min)(all.highs[i], room > 0 ? room : 1.0);
            total.add(amounts[i]);
        }
        return values_->attained_by(amounts);
    }

    /// Where some amounts have no limit, one of them may have nearly everything.
    [[nodiscard]] certified_end nearly_everything(amount_box const& all)
    {
        auto everything = std::vector<double>(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all.highs[i] == amount_box::infinite) {
                auto const others = all.least() - detail::twofold{all.lows[i]};
                everything[i] = 1;
                if (others.value() <= 0) {
                    everything[i] = (std::max)({all.lows[i], all.total.low, all.lows[i] == 0 ? 1.0 : 0.0});
                    return values_->attained_by(everything);
                }
                return values_->limit(values_->value_of(everything));
            }
        }
        return {};
    }

    /// The uneven end of an index without a search of its own: the best of some corners, and the envelope of all
    /// shares.
    [[nodiscard]] certified_end uneven_by_shares(amount_box const& all)
    {
        auto best = certified_end{};
        auto corner = std::vector<double>{};
        auto const attempt = [&](std::vector<double> const& amounts) {
            auto end = values_->attained_by(amounts);
            auto const better = !is_undefined(end.value)
                                && (is_undefined(best.value) || values_->sign * end.value > values_->sign * best.value);
            if (better) {
                best = std::move(end);
                corner = amounts;
            }
            return better;
        };
        auto const found = search(all, hill_form{2}, (std::min)(limits_.nodes, most_helpers));
        attempt(found.amounts);
        auto by_share = std::vector<top_share>{};
        auto const shares = envelope_of_shares(all, by_share);
        for (auto const& each : by_share) {
            if (!each.amounts.empty()) {
                attempt(each.amounts);
            }
        }
        if (is_undefined(best.value)) {
            return best;
        }
        auto const widest = values_->value_of(shares);
        auto const tight = [&] { return !(values_->sign * widest > values_->sign * best.value); };
        if (!all.cut() && !tight()) {
            try_corners(all, corner, attempt, tight);
        }
        if (!all_tried_) {
            values_->outer(best, widest);
        }
        return best;
    }

    /// Tries corners: all of them where these are few, else those next to the best.
    template <class Attempt, class Tight>
    void try_corners(amount_box const& all, std::vector<double>& corner, Attempt const& attempt, Tight const& tight)
    {
        auto open = std::vector<std::size_t>{};
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all.lows[i] < all.highs[i]) {
                open.push_back(i);
            }
        }
        if (open.size() < 63 && (std::size_t{1} << open.size()) <= limits_.nodes) {
            auto amounts = all.lows;
            for (std::size_t code = 1; code < std::size_t{1} << open.size(); ++code) {
                auto place = std::size_t{0}; // the number of zeros at the end of the code: a Gray code
                while ((code >> place & 1U) == 0) {
                    ++place;
                }
                auto& each = amounts[open[place]];
                each = each == all.lows[open[place]] ? all.highs[open[place]] : all.lows[open[place]];
                ++values_->nodes;
                attempt(amounts);
            }
            attempt(all.lows);
            all_tried_ = true;
            return;
        }
        for (auto improved = true; improved && !tight();) {
            improved = false;
            for (auto const i : open) {
                auto amounts = corner;
                amounts[i] = amounts[i] == all.lows[i] ? all.highs[i] : all.lows[i];
                ++values_->nodes;
                improved = attempt(amounts) || improved;
            }
        }
    }

    static constexpr std::size_t most_choices = std::size_t{1} << 14U; ///< each takes a time linear in the partners
    static constexpr std::size_t most_helpers = 4096;                  ///< nodes of a search for amounts to begin with

    range_values<Rule>* values_;
    bound_limits limits_;
    bool all_tried_ = false;
};

} // namespace equipoise::uncertainty_detail
