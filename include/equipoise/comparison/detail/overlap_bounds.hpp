// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

/// Two compositions that may be known in part, and what they can have in common at the least and at the most.
namespace equipoise::comparison_detail {

/// Why a portfolio has no shares that are all known.
template <portfolio_like Flows>
[[nodiscard]] reason without_shares(Flows const& flows)
{
    auto const& sums = flows.totals();
    return sums.whole().hi == 0 ? (flows.size() == 0 ? reason::no_partners : reason::no_flow) : sums.why_open();
}

[[nodiscard]] constexpr detail::twofold lesser_of(detail::twofold a, detail::twofold b) noexcept
{
    return (a - b).hi < 0 ? a : b;
}

/// The unattributed part of a composition and the most of it that one partner may hold, as shares of the whole.
struct hidden_part {
    detail::twofold share{};
    detail::twofold cap{};

    template <class Flows>
    [[nodiscard]] static hidden_part of(Flows const& flows)
    {
        auto const whole = flows.totals().whole();
        return {detail::quotient(flows.totals().unattributed, whole),
                detail::quotient({uncertainty_detail::hidden_cap(flows)}, whole)};
    }

    /// The number of partners who can hold as much as one may, when the rest is held by as few as can be.
    [[nodiscard]] double full() const { return none() ? 0 : detail::whole_part(share.hi / cap.hi); }

    /// What the last one of them holds.
    [[nodiscard]] detail::twofold left() const
    {
        auto const rest = share - cap * full();
        return none() || rest.hi < 0 ? detail::twofold{} : rest;
    }

    /// The greatest sum of squares.
    [[nodiscard]] detail::twofold most_squares() const
    {
        return none() ? detail::twofold{} : cap * cap * full() + left() * left();
    }

private:
    [[nodiscard]] bool none() const { return share.hi == 0 || cap.hi < 0x1p-400 * share.hi; }
};

/// What a partner has in two compositions, as shares, and which of them list it.
struct pair_of_shares {
    detail::twofold x{};
    detail::twofold y{};
    bool in_first = false;
    bool in_second = false;

    [[nodiscard]] constexpr bool in_both() const noexcept { return in_first && in_second; }
};

/// Calls visit for each partner that either portfolio lists, in their order.
template <class P, class Q, class Visit>
void for_each_pair_of_shares(P const& p, Q const& q, Visit visit)
{
    auto const share = [](auto const& flows, std::size_t at) {
        return detail::quotient({flows.scaled(at)}, flows.totals().whole());
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < p.size() || j < q.size()) {
        auto one = pair_of_shares{};
        one.in_first = j == q.size() || (i < p.size() && !(q.ids()[j] < p.ids()[i]));
        one.in_second = i == p.size() || (j < q.size() && !(p.ids()[i] < q.ids()[j]));
        if (one.in_first) {
            one.x = share(p, i++);
        }
        if (one.in_second) {
            one.y = share(q, j++);
        }
        visit(one);
    }
}

/// sum min(x, y), at the least and at the most, and sum of x - y over the partners with x > y where it is the least.
struct common_part {
    detail::twofold certain{};
    detail::twofold possible{}; ///< more than that
    detail::twofold apart{};
};

/// Least: no hidden partner is one of the other composition's. Most: what is hidden on one side meets partners that
/// only the other side lists, and what is left of it the other's hidden ones; no other way meets more, as what meets
/// a listed partner meets as much as it would otherwise. Both can be so, given hidden partners without number.
template <class P, class Q>
[[nodiscard]] common_part in_common(P const& p, Q const& q)
{
    auto const hidden_p = hidden_part::of(p);
    auto const hidden_q = hidden_part::of(q);
    auto certain = detail::running_sum{};
    auto apart = detail::running_sum{};
    auto open_to_q = detail::running_sum{};
    auto open_to_p = detail::running_sum{};
    for_each_pair_of_shares(p, q, [&](pair_of_shares const& one) {
        auto const gap = one.x - one.y;
        certain.add(gap.hi < 0 ? one.x : one.y);
        apart.add(gap.hi > 0 ? gap : detail::twofold{});
        if (!one.in_second) {
            open_to_q.add(lesser_of(one.x, hidden_q.cap));
        } else if (!one.in_first) {
            open_to_p.add(lesser_of(one.y, hidden_p.cap));
        }
    });
    auto const met_by_q = lesser_of(hidden_q.share, open_to_q.value());
    auto const met_by_p = lesser_of(hidden_p.share, open_to_p.value());
    auto const unseen = lesser_of(hidden_q.share - met_by_q, hidden_p.share - met_by_p);
    return {certain.value(), met_by_q + met_by_p + unseen, apart.value() + hidden_p.share};
}

/// A place for hidden shares: what a unit of them adds there, and how much of them it takes.
struct opening {
    detail::twofold worth{};
    detail::twofold room{};
};

/// The most that hidden shares can add: the places of the greatest worth first.
template <class Places>
[[nodiscard]] detail::twofold fill(Places places, detail::twofold share)
{
    std::stable_sort(places.begin(), places.end(),
                     [](auto const& a, auto const& b) { return b.worth.value() < a.worth.value(); });
    auto sum = detail::running_sum{};
    for (auto const& [worth, room] : places) {
        auto const taken = lesser_of(share, room);
        sum.add(worth * taken);
        share = share - taken;
    }
    return sum.value();
}

/// sum x y, at the least and at the most. The most is what is attained when one side is known; else it may be more,
/// as a hidden share is let meet both a listed and a hidden one.
template <class P, class Q>
[[nodiscard]] interval cross_products(P const& p, Q const& q)
{
    auto const hidden_p = hidden_part::of(p);
    auto const hidden_q = hidden_part::of(q);
    auto certain = detail::running_sum{};
    using openings = std::vector<opening>;
    auto for_p = openings{};
    auto for_q = openings{};
    for_each_pair_of_shares(p, q, [&](pair_of_shares const& one) {
        certain.add(one.x * one.y);
        if (!one.in_second) {
            for_q.push_back({one.x, hidden_q.cap});
        } else if (!one.in_first) {
            for_p.push_back({one.y, hidden_p.cap});
        }
    });
    auto const with_hidden = [](openings places, hidden_part const& mine, hidden_part const& theirs) {
        places.push_back({theirs.cap, mine.cap * theirs.full()});
        places.push_back({theirs.left(), mine.cap});
        return fill(std::move(places), mine.share);
    };
    auto const more = lesser_of(with_hidden(for_p, hidden_p, hidden_q) + fill(for_q, hidden_q.share),
                                fill(for_p, hidden_p.share) + with_hidden(for_q, hidden_q, hidden_p));
    auto const least = certain.value();
    auto const most = (least + more).value();
    return {least.value(), most < 1 ? most : 1.0};
}

} // namespace equipoise::comparison_detail
