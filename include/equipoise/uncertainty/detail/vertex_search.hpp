// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/detail/hill_form.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

/// The most concentrated amounts within ranges, by branch and bound.
///
/// The most concentrated amounts are at a corner: each partner has its low or its high end, or, where a total cuts the
/// ranges, at most one is in between. To find the corner is as hard as the partition problem, so that no sort finds it.
/// The search decides one partner after another, in the order of the slopes with which a high end raises the sum Q of
/// `hill_form` for each unit of the total X. Raising the others in that order, parts of a range included, gives the
/// largest Q of each X, hence an upper bound of what any decision on them attains. Defined by this library, with
/// Marshall, Olkin and Arnold (2011), Inequalities, for the corner.
namespace equipoise::uncertainty_detail {

/// What a search has found.
struct searched {
    std::vector<double> amounts{};                             ///< the most concentrated ones found, in units of a box
    double best = -std::numeric_limits<double>::infinity();    ///< their concentration
    double at_most = -std::numeric_limits<double>::infinity(); ///< no amounts are more concentrated
    std::size_t nodes = 0;
};

class vertex_search {
public:
    /// @param box amounts with finite high ends; those of partners that are not listed count as listed
    vertex_search(amount_box const& box, hill_form const& form) : box_{&box}, form_{form}
    {
        auto total = detail::running_sum{};
        auto terms = detail::running_sum{};
        for (std::size_t i = 0; i < box.size(); ++i) {
            total.add(box.lows[i]);
            terms.add(form.term(box.lows[i]));
            if (box.lows[i] < box.highs[i]) {
                auto const width = detail::two_sum(box.highs[i], -box.lows[i]);
                auto const gain = form.term(box.highs[i]) - form.term(box.lows[i]);
                auto const slope =
                    form.order() == 2 ? detail::two_sum(box.highs[i], box.lows[i]) : detail::quotient(gain, width);
                items_.push_back({i, width, gain, slope});
            }
        }
        std::sort(items_.begin(), items_.end(), [](item const& a, item const& b) {
            return a.slope.hi > b.slope.hi
                   || (a.slope.hi == b.slope.hi
                       && (a.slope.lo > b.slope.lo || (a.slope.lo == b.slope.lo && a.partner < b.partner)));
        });
        low_total_ = total.value();
        low_terms_ = terms.value();
        rest_.resize(items_.size() + 1);
        for (auto k = items_.size(); k-- > 0;) {
            rest_[k] = {rest_[k + 1].total + items_[k].width, rest_[k + 1].terms + items_[k].gain};
        }
    }

    /// The most concentrated amounts, to a part `tolerance` of the Hill number, or what `most_nodes` nodes show.
    [[nodiscard]] searched run(double tolerance, std::size_t most_nodes)
    {
        tolerance_ = (std::max)(tolerance, noise);
        most_nodes_ = most_nodes;
        if (!box_->cut()) {
            search(none);
            return std::move(found_);
        }
        for (auto const target : {box_->total.low, box_->total.high}) {
            if (target > 0 && target < amount_box::infinite) {
                search(target);
            }
        }
        return std::move(found_);
    }

private:
    struct item {
        std::size_t partner;
        detail::twofold width;
        detail::twofold gain;
        detail::twofold slope;
    };
    struct sums {
        detail::twofold total{};
        detail::twofold terms{};
    };
    enum class choice : unsigned char { low, high, inside };
    struct node {
        std::size_t decided;
        sums at;
        double at_most;
        choice last;
    };

    static constexpr double none = -1;
    static constexpr double noise = 0x1p-50; ///< two concentrations that differ by less are the same

    /// Searches the corners; with a target, also the points where one partner is inside of its range and the total is
    /// the target.
    void search(double target)
    {
        target_ = target;
        path_.assign(items_.size(), choice::low);
        inside_ = items_.size();
        auto stack = std::vector<node>{};
        auto const start = sums{low_total_, low_terms_};
        open(stack, {0, start, 0, choice::low});
        while (!stack.empty()) {
            auto const each = stack.back();
            stack.pop_back();
            if (!may_improve(each.at_most)) {
                continue;
            }
            if (found_.nodes >= most_nodes_) {
                found_.at_most = (std::max)(found_.at_most, each.at_most);
                continue;
            }
            if (each.decided > 0) {
                path_[each.decided - 1] = each.last;
            }
            if (each.decided == items_.size()) {
                continue;
            }
            inside_ = items_.size();
            for (std::size_t k = 0; k < each.decided; ++k) {
                inside_ = path_[k] == choice::inside ? k : inside_;
            }
            auto const& next = items_[each.decided];
            auto const raised = sums{each.at.total + next.width, each.at.terms + next.gain};
            if (target_ != none && inside_ == items_.size()) {
                path_[each.decided] = choice::inside;
                inside_ = each.decided;
                open(stack, {each.decided + 1, each.at, 0, choice::inside});
                inside_ = items_.size();
            }
            path_[each.decided] = choice::low;
            open(stack, {each.decided + 1, each.at, 0, choice::low});
            path_[each.decided] = choice::high;
            open(stack, {each.decided + 1, raised, 0, choice::high});
        }
        found_.at_most = (std::max)(found_.at_most, found_.best);
    }

    /// Whether a node may hold something better than what has been found; if not, what it may hold is noted.
    [[nodiscard]] bool may_improve(double at_most)
    {
        if (form_.exceeds(at_most, found_.best, tolerance_)) {
            return true;
        }
        if (form_.exceeds(at_most, found_.best, noise)) {
            found_.at_most = (std::max)(found_.at_most, at_most);
        }
        return false;
    }

    /// Bounds a node, notes the corners that the bound comes by, and keeps the node if it may hold better ones.
    void open(std::vector<node>& stack, node each)
    {
        ++found_.nodes;
        auto exact = false;
        if (inside_ < items_.size()) {
            exact = bound_with_one_inside(each);
        } else {
            exact = bound_of(each);
        }
        if (!exact && may_improve(each.at_most)) {
            stack.push_back(each);
        }
    }

    /// The sums where items up to m (exclusive) are raised, from those of a node.
    [[nodiscard]] sums raised_to(node const& each, std::size_t m) const noexcept
    {
        return {each.at.total + (rest_[each.decided].total - rest_[m].total),
                each.at.terms + (rest_[each.decided].terms - rest_[m].terms)};
    }

    /// Follows the undecided items in the order of their slopes to the peak. @return whether a corner attains the bound
    [[nodiscard]] bool bound_of(node& each)
    {
        auto const& limits = box_->total;
        auto const goes_on = [&](std::size_t m) {
            auto const at = raised_to(each, m);
            return at.total.value() < limits.low
                   || (form_.rise(items_[m].slope, at.total, at.terms).hi > 0 && at.total.value() < limits.high);
        };
        auto first = each.decided;
        for (auto count = items_.size() - first; count > 0;) {
            auto const half = count / 2;
            if (goes_on(first + half)) {
                first += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        auto const corner = raised_to(each, first);
        auto const too_much = corner.total.value() > limits.high * (1 + noise);
        if (corner.total.value() < limits.low * (1 - noise) || (too_much && first == each.decided)) {
            each.at_most = -std::numeric_limits<double>::infinity(); // no total that is possible
            return true;
        }
        auto const at_corner = form_.value(corner.total, corner.terms);
        if (!too_much) {
            note(each, first, at_corner);
        }
        if (first == each.decided) {
            each.at_most = at_corner;
            return true;
        }
        auto const before = raised_to(each, first - 1);
        if (before.total.value() >= limits.low) {
            note(each, first - 1, form_.value(before.total, before.terms));
        }
        auto const& last = items_[first - 1];
        auto step = form_.rise(last.slope, before.total, before.terms).hi > 0
                        ? form_.step(last.slope, before.total, before.terms)
                        : 0;
        auto const room = (detail::twofold{limits.high} - before.total).value();
        step = (std::max)(step, (detail::twofold{limits.low} - before.total).value());
        step = limits.high < amount_box::infinite ? (std::min)(step, room) : step;
        if (!(step < last.width.value()) && !too_much) {
            each.at_most = at_corner;
            return true;
        }
        each.at_most = form_.value(before.total + step, before.terms + last.slope * step);
        if (!too_much && at_corner > each.at_most) {
            each.at_most = at_corner; // by rounding
        }
        if (target_ != none) {
            auto const part = (detail::twofold{target_} - before.total).value();
            if (part > 0 && part < last.width.value()) {
                note_inside(each, first - 1, before, part);
            }
        }
        return false;
    }

    /// The bound where the total is the target and one decided partner is inside of its range.
    [[nodiscard]] bool bound_with_one_inside(node& each)
    {
        auto const& loose = items_[inside_];
        auto const open_total = (detail::twofold{target_} - each.at.total).value();
        auto const all = (loose.width + rest_[each.decided].total).value();
        each.at_most = -std::numeric_limits<double>::infinity();
        if (open_total < 0 || open_total > all * (1 + noise)) {
            return true;
        }
        if (each.decided == items_.size()) {
            note_loose(each, open_total);
            each.at_most = found_.best;
            return true;
        }
        auto step = (std::min)(open_total, loose.width.value());
        auto terms = each.at.terms + loose.slope * step;
        auto left = open_total - step;
        for (auto m = each.decided; m < items_.size() && left > 0; ++m) {
            step = (std::min)(left, items_[m].width.value());
            terms = terms + items_[m].slope * step;
            left -= step;
        }
        each.at_most = form_.value({target_}, terms);
        return false;
    }

    [[nodiscard]] std::vector<double> corner_of(node const& each, std::size_t raised) const
    {
        auto amounts = box_->lows;
        for (std::size_t k = 0; k < each.decided; ++k) {
            if (path_[k] == choice::high) {
                amounts[items_[k].partner] = box_->highs[items_[k].partner];
            }
        }
        for (auto k = each.decided; k < raised; ++k) {
            amounts[items_[k].partner] = box_->highs[items_[k].partner];
        }
        return amounts;
    }

    void note(node const& each, std::size_t raised, double value)
    {
        if (value > found_.best) {
            found_.best = value;
            found_.amounts = corner_of(each, raised);
        }
    }

    /// A corner with a part of one more range, so that the total is the target.
    void note_inside(node const& each, std::size_t raised, sums const& at, double part)
    {
        auto const& last = items_[raised];
        auto const low = box_->lows[last.partner];
        auto const amount = (detail::twofold{low} + part).value();
        auto const value = form_.value(at.total + part, at.terms + (form_.term(amount) - form_.term(low)));
        if (value > found_.best) {
            found_.best = value;
            found_.amounts = corner_of(each, raised);
            found_.amounts[last.partner] = amount;
        }
    }

    void note_loose(node const& each, double part)
    {
        auto const& last = items_[inside_];
        if (part > last.width.value() * (1 + noise)) {
            return;
        }
        auto const low = box_->lows[last.partner];
        auto const amount = (std::min)((detail::twofold{low} + part).value(), box_->highs[last.partner]);
        auto const value = form_.value(each.at.total + part, each.at.terms + (form_.term(amount) - form_.term(low)));
        if (value > found_.best) {
            found_.best = value;
            found_.amounts = corner_of(each, each.decided);
            found_.amounts[last.partner] = amount;
        }
    }

    amount_box const* box_;
    hill_form form_;
    std::vector<item> items_;
    std::vector<sums> rest_; ///< of the widths and gains of the items from k on
    detail::twofold low_total_;
    detail::twofold low_terms_;
    searched found_;
    std::vector<choice> path_;
    std::size_t inside_ = 0; ///< the item that is inside of its range; the number of items if there is none
    double target_ = none;
    double tolerance_ = 0;
    std::size_t most_nodes_ = 0;
};

} // namespace equipoise::uncertainty_detail
