// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/out_of.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/completion.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/cut_top_share.hpp>
#include <equipoise/uncertainty/detail/even_amounts.hpp>
#include <equipoise/uncertainty/detail/hill_form.hpp>
#include <equipoise/uncertainty/detail/top_shares.hpp>
#include <equipoise/uncertainty/detail/vertex_search.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>
#include <equipoise/uncertainty/open_total.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

/// The ends of an index over a box of amounts.
namespace equipoise::uncertainty_detail {

/// An index that concentration only raises or only lowers, for a fixed number of partners.
template <class Rule>
concept bounded_over_ranges =
    detail::amount_rule<Rule> && Rule::about.effect != concentrating::neither && !index_of_counts<Rule>
    && measurable<Rule, std::vector<double>&> && requires(typename Rule::statistic& statistic) {
           statistic.add(static_cast<double const*>(nullptr), std::size_t{});
       };

/// A function of the Hill number of one order alone, and of the number of partners. NaN where there is none for the
/// index's parameters.
template <class Rule>
concept of_hill_order = requires(Rule const& rule) {
    { rule.hill_order() } -> std::convertible_to<double>;
};

/// A function of the share of the k largest partners alone.
template <class Rule>
concept of_top_share = requires(Rule const& rule) {
    { rule.largest_partners() } -> std::convertible_to<std::size_t>;
};

/// The order of the Hill number that an index is a function of; NaN if there is none.
template <class Rule>
[[nodiscard]] double order_of(Rule const& rule)
{
    if constexpr (of_hill_order<Rule>) {
        return rule.hill_order();
    } else {
        return undefined;
    }
}

/// How many of the largest partners an index depends on; 0 where it depends on all.
template <class Rule>
[[nodiscard]] std::size_t top_of(Rule const& rule)
{
    if constexpr (of_top_share<Rule>) {
        return rule.largest_partners();
    } else {
        return order_of(rule) == std::numeric_limits<double>::infinity() ? 1 : 0;
    }
}

/// The most uneven shares that a concentration of an order `at_least` needs: of given amounts, the largest grows.
[[nodiscard]] inline std::vector<double> concentrated_to(std::vector<double> const& amounts, hill_form const& form,
                                                         double at_least)
{
    auto const largest = std::max_element(amounts.begin(), amounts.end()) - amounts.begin();
    auto total = detail::running_sum{};
    for (auto const amount : amounts) {
        total.add(amount);
    }
    auto const whole = total.value().value();
    auto const mixed = [&](double part) {
        auto shares = amounts;
        for (auto& each : shares) {
            each = detail::rounded(each / whole) * (1 - part);
        }
        shares[static_cast<std::size_t>(largest)] += part;
        return shares;
    };
    auto const reaches = [&](double part) {
        auto sum = detail::running_sum{};
        auto terms = detail::running_sum{};
        for (auto const share : mixed(part)) {
            sum.add(share);
            terms.add(form.term(share));
        }
        return form.value(sum.value(), terms.value()) >= at_least;
    };
    auto high = 0x1p-52;
    while (high < 1 && !reaches(high)) {
        high *= 2;
    }
    auto low = high / 2;
    high = (std::min)(high, 1.0);
    for (auto i = 0; i < 50; ++i) {
        auto const middle = (low + high) / 2;
        (reaches(middle) ? high : low) = middle;
    }
    return mixed(high);
}

/// The ends of one index over the ranges of one portfolio.
template <class Rule>
class range_bounds {
public:
    template <class Id>
    range_bounds(Rule const& rule, interval_portfolio_view<Id> const& flows, bound_limits const& limits)
        : rule_{rule}, lows_{flows.lows()}, highs_{flows.highs()}, limits_{limits}, why_{flows.why_unknown()},
          box_{amount_box::of(flows.lows(), flows.highs(), flows.declared())}
    {
        if (why_ == reason::defined) {
            why_ = without_bounds();
        }
    }

    [[nodiscard]] certified_interval find()
    {
        if (why_ != reason::defined) {
            return {.why = why_};
        }
        auto even = even_end();
        auto uneven = is_point_ ? even : uneven_end();
        if (is_undefined(even.value) || is_undefined(uneven.value)) {
            return {.nodes = nodes_, .why = why_ == reason::defined ? reason::unknown_part : why_};
        }
        auto result = certified_interval{.nodes = nodes_};
        result.low = raises ? std::move(even) : std::move(uneven);
        result.high = raises ? std::move(uneven) : std::move(even);
        if (result.low.value > result.high.value) { // by rounding
            result.low.value = result.high.value = result.low.attained ? result.low.value : result.high.value;
        }
        result.bounds = {result.low.value, result.high.value};
        return result;
    }

private:
    static constexpr bool raises = Rule::about.effect == concentrating::raises;
    static constexpr double highest_order = 16; ///< beyond it, powers of amounts leave the range of a double
    static constexpr double sign = raises ? 1.0 : -1.0;

    [[nodiscard]] reason without_bounds()
    {
        if (box_.nothing_flows()) {
            return box_.size() == 0 ? reason::no_partners : reason::no_flow;
        }
        is_point_ = box_.hidden.high == 0;
        auto positive_known = true;
        for (std::size_t i = 0; i < box_.size(); ++i) {
            is_point_ = is_point_ && box_.lows[i] == box_.highs[i];
            positive_known = positive_known && (box_.lows[i] > 0 || box_.highs[i] == 0);
        }
        if constexpr (detail::counts_partners<Rule>) {
            if (box_.hidden.high > 0) {
                return reason::unattributed;
            }
            if (rule_.n == positive && !positive_known) {
                return reason::unknown_part;
            }
        }
        return reason::defined;
    }

    /// The index of amounts, of which `spread` is with infinitely many partners.
    [[nodiscard]] double value_of(std::vector<double> const& amounts, double spread = 0)
    {
        auto found = outcome{reason::defined};
        if (spread == 0) {
            auto proj = ranges::identity{};
            found = detail::evaluate(rule_, amounts, proj);
        } else if constexpr (bounded_by_majorization<Rule>) {
            auto sums = detail::listed_totals(std::span<double const>{amounts});
            detail::rescale_for(spread, sums);
            sums.unattributed = {detail::scaled(spread, -sums.exponent)};
            auto const expected = with_hidden_partners(rule_, std::numeric_limits<double>::infinity());
            auto completed = detail::evaluation<Rule>{expected};
            completed.over(amounts, std::as_const(sums));
            completed.add_infinitesimals(sums.unattributed.value());
            completed.close();
            found = completed.results()[0];
        } else {
            found = reason::unattributed;
        }
        why_ = is_undefined(found.value) && why_ == reason::defined ? found.why : why_;
        return found.value;
    }

    /// Amounts in their own units; those at an end of a range are that end.
    [[nodiscard]] std::vector<double> in_own_units(std::vector<double> amounts) const
    {
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            auto const is = [&](double end) { return detail::scaled(end, -box_.exponent) == amounts[i]; };
            amounts[i] = i < lows_.size() && is(lows_[i])     ? lows_[i]
                         : i < highs_.size() && is(highs_[i]) ? highs_[i]
                                                              : detail::scaled(amounts[i], box_.exponent);
        }
        return amounts;
    }

    /// An end that amounts attain.
    [[nodiscard]] certified_end attained_by(std::vector<double> const& amounts)
    {
        auto own = in_own_units(amounts);
        // a level between two subnormal amounts would be rounded to one of them
        auto const value = value_of(box_.exponent < -900 ? amounts : own);
        return {value, true, 0, std::move(own)};
    }

    [[nodiscard]] static certified_end limit(double value) { return {value, false, 0, {}}; }

    [[nodiscard]] certified_end even_end()
    {
        if (box_.hidden.high == amount_box::infinite) {
            return limit(value_of({}, 1));
        }
        auto const path = even_path{box_};
        auto const at = path.at(path.allowed(level_on(path)));
        if (at.hidden > 0) {
            auto own = in_own_units(at.listed);
            return limit(value_of(own, detail::scaled(at.hidden, box_.exponent)));
        }
        return attained_by(at.listed);
    }

    [[nodiscard]] double level_on(even_path const& path)
    {
        if (path.only_hidden() || is_point_) {
            return 0;
        }
        if (auto const top = top_of(rule_); top != 0) {
            return level_of_least_top_share(box_, path, top);
        }
        auto const order = order_of(rule_);
        if (order == 0 || (order <= 1 && path.hidden() > 0)) { // the most partners that have something
            return (std::min)(path.most_level(), most_even_level(box_, hill_form{2}, 0));
        }
        if (order > 0 && order <= 0x1p8) {
            return most_even_level(box_, hill_form{order}, path.hidden());
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
            auto const before = why_;
            auto const value = sign * value_of(in_own_units(at.listed), detail::scaled(at.hidden, box_.exponent));
            why_ = before;
            if (value < best) {
                best = value;
                found = level;
            }
            return is_undefined(value) ? amount_box::infinite : value;
        };
        auto stops = std::vector<double>{};
        auto const largest_low = box_.size() == 0 ? 0 : *std::max_element(box_.lows.begin(), box_.lows.end());
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
            narrowed = step > 1;
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

    [[nodiscard]] certified_end uneven_end()
    {
        auto const order = order_of(rule_);
        auto const all = box_.with_hidden_listed();
        if (order == 0) {
            return fewest_partners(all);
        }
        if (all.unlimited()) {
            return nearly_everything(all);
        }
        if (all.total.low == 0 && all.least().hi == 0) { // one partner may have everything
            auto amounts = all.lows;
            auto const largest = std::max_element(all.highs.begin(), all.highs.end()) - all.highs.begin();
            amounts[static_cast<std::size_t>(largest)] = all.highs[static_cast<std::size_t>(largest)];
            return attained_by(amounts);
        }
        if (auto const top = top_of(rule_); top != 0) {
            auto found = most_top_share{all, top}.find();
            if (all.cut()) {
                found = cut_top_share{all, top, std::move(found)}.run((std::min)(limits_.nodes, most_choices), nodes_);
            }
            auto end = attained_by(found.amounts);
            if (found.at_most > found.share * (1 + 0x1p-50)) {
                outer(end, value_of(with_top_share(found.at_most, top, all.size())));
            }
            return checked(std::move(end), all);
        }
        if (order > 0 && order <= highest_order) {
            auto const form = hill_form{order};
            auto found = vertex_search{all, form}.run(limits_.tolerance, limits_.nodes);
            nodes_ += found.nodes;
            auto end = attained_by(found.amounts);
            if (form.exceeds(found.at_most, found.best, 0x1p-50)) {
                outer(end, value_of(concentrated_to(found.amounts, form, found.at_most)));
            }
            return checked(std::move(end), all);
        }
        return checked(uneven_by_shares(all), all);
    }

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

    /// Amounts of partners that are not listed may be more than the listing allows, as it depends on the listed ones.
    [[nodiscard]] certified_end checked(certified_end end, amount_box const& all) const
    {
        if (all.size() != box_.size() && box_.largest_hidden < amount_box::infinite) {
            auto least = amount_box::infinite;
            for (std::size_t i = 0; i < end.amounts.size(); ++i) {
                least = i < box_.size() ? (std::min)(least, end.amounts[i]) : least;
                end.attained = end.attained && (i < box_.size() || end.amounts[i] <= least);
            }
        }
        return end;
    }

    /// Shares of n partners of which the k largest have a share, as even as that allows.
    [[nodiscard]] static std::vector<double> with_top_share(double share, std::size_t k, std::size_t n)
    {
        auto shares = std::vector<double>(n, n > k ? (1 - share) / static_cast<double>(n - k) : 0.0);
        for (std::size_t i = 0; i < (std::min)(k, n); ++i) {
            shares[i] = share / static_cast<double>((std::min)(k, n));
        }
        return shares;
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
        return attained_by(amounts);
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
                    return attained_by(everything);
                }
                return limit(value_of(everything));
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
            auto end = attained_by(amounts);
            auto const better =
                !is_undefined(end.value) && (is_undefined(best.value) || sign * end.value > sign * best.value);
            if (better) {
                best = std::move(end);
                corner = amounts;
            }
            return better;
        };
        auto found = vertex_search{all, hill_form{2}}.run(limits_.tolerance, (std::min)(limits_.nodes, most_helpers));
        nodes_ += found.nodes;
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
        auto const widest = value_of(shares);
        auto const tight = [&] { return !(sign * widest > sign * best.value); };
        if (!all.cut() && !tight()) {
            try_corners(all, corner, attempt, tight);
        }
        if (!all_tried_) {
            outer(best, widest);
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
                ++nodes_;
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
                ++nodes_;
                improved = attempt(amounts) || improved;
            }
        }
    }

    static constexpr std::size_t most_choices = std::size_t{1} << 14U; ///< each takes a time linear in the partners
    static constexpr std::size_t most_stops = 256;
    static constexpr std::size_t most_helpers = 4096; ///< nodes of a search for amounts to begin with

    Rule rule_;
    std::span<double const> lows_;
    std::span<double const> highs_;
    bound_limits limits_;
    reason why_;
    amount_box box_;
    bool is_point_ = false;
    bool all_tried_ = false;
    std::size_t nodes_ = 0;
};

} // namespace equipoise::uncertainty_detail
