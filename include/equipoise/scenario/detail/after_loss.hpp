// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

/// The figures of a loss, and the partners that are left.
namespace equipoise::scenario_detail {

/// Whether a partner is among those that are lost.
template <class Id>
struct losing {
    bloc<Id> const& party;
    [[nodiscard]] bool operator()(Id const& id) const { return party.contains(id); }
};

struct loss_ends {
    interval capacity{};
    interval replaced{};
    interval shortfall{};
};

[[nodiscard]] inline detail::twofold not_negative(detail::twofold x)
{
    return x.hi > 0 ? x : detail::twofold{};
}

[[nodiscard]] inline detail::twofold smaller(detail::twofold a, detail::twofold b)
{
    return (a - b).hi < 0 ? a : b;
}

/// What a total leaves over once a hidden part of it is lost.
[[nodiscard]] inline detail::twofold rest_without(detail::twofold rest, double hidden)
{
    return hidden == rest.value() ? detail::twofold{} : not_negative(rest - detail::twofold{hidden});
}

/// What is lost of a known total, and the capacity that is certain, where `hidden` of the unattributed part is the
/// party's; in units of the totals.
template <class Id>
struct known_loss {
    suppliers<Id> const& others;
    detail::twofold listed;
    detail::twofold rest;
    detail::twofold spare; ///< of listed others, and what is beyond

    [[nodiscard]] detail::twofold lost(double hidden) const { return listed + hidden; }
    [[nodiscard]] detail::twofold capacity(double hidden) const
    {
        return spare + rest_without(rest, hidden) * others.fraction_of_rest;
    }
    [[nodiscard]] detail::twofold replaced(double hidden) const { return smaller(lost(hidden), capacity(hidden)); }
    [[nodiscard]] detail::twofold shortfall(double hidden, double perhaps) const
    {
        return perhaps == infinity ? detail::twofold{} : not_negative(lost(hidden) - (capacity(hidden) + perhaps));
    }
};

template <class Id, class Amount>
[[nodiscard]] known_loss<Id> known_loss_of(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party,
                                           suppliers<Id> const& others, detail::twofold listed)
{
    return {others, listed, flows.totals().unattributed, others.spare_of_others(losing<Id>{party}) + others.beyond};
}

/// The figures for a known total.
template <class Id, class Amount>
[[nodiscard]] loss_ends ends_of_loss(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party,
                                     suppliers<Id> const& others)
{
    auto const part = exposure_detail::holding_of(flows, party);
    auto const whole = flows.totals().whole();
    auto const least = part.at_least;
    auto const most = (std::max)(part.hidden, part.at_least);
    auto const loss = known_loss_of(flows, party, others, part.listed);
    auto const share = [&](detail::twofold x) { return x / whole; };
    auto const shares = [&](detail::twofold a, detail::twofold b) {
        return detail::at_most_one(interval{share(a), share(b)});
    };
    if (others.unlimited) {
        return {{infinity, infinity}, shares(loss.lost(least), loss.lost(most)), {0, 0}};
    }
    auto const perhaps = others.perhaps(losing<Id>{party}, rest_without(loss.rest, least).hi);
    auto ends = loss_ends{};
    ends.capacity = {share(loss.capacity(most)),
                     perhaps == infinity ? infinity : share(loss.capacity(least) + perhaps)};
    ends.shortfall = shares(loss.shortfall(least, perhaps), loss.shortfall(most, 0));
    auto highest = loss.lost(most);
    if (perhaps != infinity && (highest - (loss.capacity(most) + perhaps)).hi > 0) {
        // what is lost rises with the hidden part and what others can add falls: they meet, or the ends decide
        auto const gap = (loss.capacity(0) + perhaps - loss.listed).value();
        auto const meeting = (std::min)((std::max)(gap / (1 + others.fraction_of_rest), least), most);
        highest = smaller(loss.lost(meeting), loss.capacity(meeting) + perhaps);
    }
    ends.replaced = shares(smaller(loss.replaced(least), loss.replaced(most)), highest);
    return ends;
}

/// The figures where unknown amounts leave the total open: intervals that hold them.
template <class Id, class Amount>
[[nodiscard]] loss_ends ends_where_open(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party,
                                        suppliers<Id> const& others, estimate const& lost)
{
    if (others.unlimited) {
        return {{infinity, infinity}, lost.bounds, {0, 0}};
    }
    auto const parts = exposure_detail::open_parts::of(flows, party);
    auto const total = parts.party + parts.others;
    auto const fraction = others.fraction_of_rest;
    auto const spare = others.in_proportion ? parts.others * fraction : others.spare_of_others(losing<Id>{party});
    auto const perhaps = others.perhaps(losing<Id>{party}, parts.others_are_open ? 1.0 : 0.0);
    auto const share = [&](detail::twofold x) { return x.hi == 0 ? 0.0 : total.hi == 0 ? infinity : x / total; };
    auto const missing = [&](double more) {
        return more == infinity ? 0.0 : share(not_negative(parts.party - (spare + others.beyond + more)));
    };
    auto ends = loss_ends{};
    ends.shortfall = {parts.others_are_open ? 0.0 : missing(perhaps), parts.party_is_open ? 1.0 : missing(0)};
    if (perhaps == infinity) {
        ends.capacity = {0, infinity};
    } else if (others.in_proportion) {
        ends.capacity = {detail::rounded(fraction * (1 - lost.bounds.high)),
                         detail::rounded(fraction * (1 - lost.bounds.low)) + share(others.beyond + perhaps)};
    } else {
        ends.capacity = {0, share(spare + others.beyond + perhaps)};
    }
    ends.replaced = {0, (std::min)(lost.bounds.high, ends.capacity.high)};
    return ends;
}

/// The partners that are left, and what still flows as a share of the total before.
template <class Id>
struct survivors {
    portfolio<Id> after{};
    estimate flowing{};
};

/// What each of several suppliers, with these flows and capacities, adds where they replace `replaced` in proportion to
/// their flows as far as each can; suppliers without flow come last, in proportion to their capacities.
[[nodiscard]] inline std::vector<detail::twofold>
filled(std::vector<double> const& flows, std::vector<detail::twofold> const& capacities, detail::twofold replaced)
{
    auto added = std::vector<detail::twofold>(flows.size());
    auto order = std::vector<std::size_t>{};
    auto left = detail::running_sum{}; // the flows of those that are not at their capacity
    for (std::size_t i = 0; i < flows.size(); ++i) {
        if (flows[i] > 0) {
            order.push_back(i);
            left.add(flows[i]);
        }
    }
    auto const ratio = [&](std::size_t i) { return capacities[i].value() / flows[i]; };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return ratio(a) < ratio(b); });
    for (std::size_t place = 0; place < order.size(); ++place) {
        auto const level = detail::quotient(replaced, left.value());
        auto const i = order[place];
        if ((level * flows[i] - capacities[i]).hi <= 0) {
            for (; place < order.size(); ++place) {
                added[order[place]] = level * flows[order[place]];
            }
            return added;
        }
        added[i] = capacities[i];
        replaced = not_negative(replaced - capacities[i]);
        left.add(-flows[i]);
    }
    auto of_others = detail::running_sum{};
    for (std::size_t i = 0; i < flows.size(); ++i) {
        of_others.add(flows[i] > 0 ? detail::twofold{} : capacities[i]);
    }
    for (std::size_t i = 0; i < flows.size() && of_others.value().hi > 0; ++i) {
        added[i] = flows[i] > 0 ? added[i] : capacities[i] * detail::quotient(replaced, of_others.value());
    }
    return added;
}

/// Makes the portfolio of those that are left.
template <class Id, class Amount>
class remaining {
public:
    remaining(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party, suppliers<Id> const& others)
        : flows_{flows}, party_{party}, others_{others}
    {
        for (auto const& one : others.each) {
            if (!party.contains(one.id)) {
                ids_.push_back(one.id);
                now_.push_back(one.flow);
                spare_.push_back(one.spare);
            }
        }
        added_.resize(ids_.size());
    }

    /// For a loss and a substitution that are certain.
    [[nodiscard]] survivors<Id> certain(replacement how)
    {
        auto const part = exposure_detail::holding_of(flows_, party_);
        auto const loss = known_loss_of(flows_, party_, others_, part.listed);
        auto const whole = flows_.totals().whole();
        rest_ = rest_without(loss.rest, part.at_least);
        auto const lost = loss.lost(part.at_least);
        auto const capacity = loss.capacity(part.at_least);
        now_.push_back(rest_.value()); // unlisted partners, as one
        spare_.push_back(rest_ * others_.fraction_of_rest);
        if (others_.unlimited) {
            auto const unbounded = std::vector<detail::twofold>(now_.size(), {most_capacity});
            added_ = filled(now_, unbounded, sum_of(now_).hi > 0 ? lost : detail::twofold{});
        } else if (how == replacement::by_flows) {
            added_ = filled(now_, spare_, smaller(lost, sum_of(spare_)));
        } else {
            auto const all = (capacity - lost).hi <= 0;
            added_ = spare_;
            if (!all) {
                auto const factor = detail::quotient(lost, capacity);
                for (auto& each : added_) {
                    each = each * factor;
                }
            }
        }
        rest_ = rest_ + added_.back();
        auto flowing = detail::running_sum{};
        for (std::size_t i = 0; i < now_.size(); ++i) {
            flowing.add(now_[i]);
            flowing.add(added_[i]);
        }
        added_.pop_back();
        return {made(reason::defined, 0), estimate::of(detail::at_most_one(flowing.value() / whole))};
    }

    /// For what others replace that is not known: each delivers what it did.
    [[nodiscard]] survivors<Id> without_replacement()
    {
        auto const part = exposure_detail::holding_of(flows_, party_);
        rest_ = rest_without(flows_.totals().unattributed, part.at_least);
        auto flowing = detail::running_sum{};
        for (auto const flow : now_) {
            flowing.add(flow);
        }
        flowing.add(rest_);
        return {made(reason::defined, 0),
                estimate::within({detail::at_most_one(flowing.value() / flows_.totals().whole()), 1},
                                 reason::unknown_part)};
    }

    /// For a loss that is not certain: each that is listed delivers what it did or more.
    [[nodiscard]] survivors<Id> uncertain(estimate const& lost)
    {
        auto const may_grow = !others_.in_proportion && !others_.unlimited;
        auto const hidden = !detail::is_open(flows_) || may_grow;
        return {made(reason::unknown_amount, detail::unnamed_in(flows_) + (hidden ? 1U : 0U)),
                estimate::within({1 - lost.bounds.high, 1 - lost.bounds.low}, reason::unknown_part)};
    }

private:
    template <class Terms>
    [[nodiscard]] static detail::twofold sum_of(Terms const& terms)
    {
        auto sum = detail::running_sum{};
        for (auto const& term : terms) {
            sum.add(term);
        }
        return sum.value();
    }

    [[nodiscard]] double number(detail::twofold x) const
    {
        return (std::min)(detail::scaled(x.value(), flows_.totals().exponent), (std::numeric_limits<double>::max)());
    }

    [[nodiscard]] portfolio<Id> made(reason why, std::size_t unnamed) const
    {
        auto ids = std::vector<Id>{};
        auto amounts = std::vector<double>{};
        for (std::size_t i = 0; i < ids_.size(); ++i) {
            if (flows_.contains(ids_[i]) || added_[i].hi > 0) {
                ids.push_back(ids_[i]);
                amounts.push_back(number(added_[i] + now_[i]));
            }
        }
        auto unknown = std::vector<partner<Id>>{};
        for (auto const& each : detail::unknown_in(flows_)) {
            if (!party_.contains(each.id)) {
                unknown.push_back({each.id, number({detail::known_part_of(flows_, each, flows_.totals().exponent)})});
            }
        }
        auto sums = detail::totals_of<double>(std::span<double const>{amounts}, {}, [] { return "portfolio"; });
        auto const is_open = why != reason::defined && (unnamed != 0 || !unknown.empty());
        if (is_open) {
            sums.hide(why);
        } else if (rest_.hi > 0) {
            detail::rescale_for(number(rest_), sums);
            sums.unattributed = detail::scaled(rest_, flows_.totals().exponent - sums.exponent);
        }
        auto const which = others_.in_proportion ? flows_.listing() : listing::some;
        auto const unit = amounts.empty() ? 0.0 : *std::max_element(amounts.begin(), amounts.end());
        return portfolio<Id>{portfolio_view<Id>{ids, amounts, sums, which, unit, unknown, unnamed, nullptr}};
    }

    portfolio_view<Id, Amount> const& flows_;
    bloc<Id> const& party_;
    suppliers<Id> const& others_;
    std::vector<Id> ids_{};
    std::vector<double> now_{};
    std::vector<detail::twofold> spare_{};
    std::vector<detail::twofold> added_{};
    detail::twofold rest_{};
};

template <class Id, class Amount>
[[nodiscard]] survivors<Id> what_is_left(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party,
                                         suppliers<Id> const& others, replacement how, estimate const& lost,
                                         bool certain)
{
    auto left = remaining<Id, Amount>{flows, party, others};
    return certain                                                  ? left.certain(how)
           : lost.why == reason::defined && !detail::is_open(flows) ? left.without_replacement()
                                                                    : left.uncertain(lost);
}

} // namespace equipoise::scenario_detail
