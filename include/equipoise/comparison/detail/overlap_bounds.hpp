// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

/// Two compositions of which a part may not be attributed to partners (it is hidden): the least and the greatest that
/// they can have in common.
namespace equipoise::comparison_detail {

/// The reason why the shares of a portfolio are not all known; `defined` where they are.
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

/// The hidden part of a composition and the largest amount of it that one partner may hold, as shares of the whole.
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

    /// The number of hidden partners with the largest possible share, where as few partners as possible hold the
    /// hidden part.
    [[nodiscard]] double full() const { return none() ? 0 : detail::whole_part(share.hi / cap.hi); }

    /// The share of the one further partner that holds what these leave.
    [[nodiscard]] detail::twofold left() const
    {
        auto const rest = share - cap * full();
        return none() || rest.hi < 0 ? detail::twofold{} : rest;
    }

    /// The greatest possible sum of the hidden partners' squared shares.
    [[nodiscard]] detail::twofold most_squares() const
    {
        return none() ? detail::twofold{} : cap * cap * full() + left() * left();
    }

private:
    [[nodiscard]] bool none() const { return share.hi == 0 || cap.hi < 0x1p-400 * share.hi; }
};

/// The shares of a partner in two compositions, and which of them list it.
struct pair_of_shares {
    detail::twofold x{};
    detail::twofold y{};
    bool in_first = false;
    bool in_second = false;

    [[nodiscard]] constexpr bool in_both() const noexcept { return in_first && in_second; }
};

/// Calls visit for each partner that either portfolio lists, in the order of their identifiers.
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

/// The least sum min(x, y), what may be added to it, and the greatest sum of x - y over the partners with x > y.
struct common_part {
    detail::twofold certain{};
    detail::twofold possible{}; ///< beyond the certain part
    detail::twofold most_different{};
};

/// The least: no hidden partner of one composition is a partner of the other. The most: the hidden part of one side
/// belongs to partners that only the other side lists, and what remains of it to the other side's hidden partners.
/// No assignment gives more, since an amount in common with a listed partner counts as much as one in common with a
/// hidden partner. Both ends are attained if the number of hidden partners is not limited.
template <class P, class Q>
[[nodiscard]] common_part in_common(P const& p, Q const& q)
{
    auto const hidden_p = hidden_part::of(p);
    auto const hidden_q = hidden_part::of(q);
    auto certain = detail::running_sum{};
    auto different = detail::running_sum{};
    auto open_to_q = detail::running_sum{};
    auto open_to_p = detail::running_sum{};
    for_each_pair_of_shares(p, q, [&](pair_of_shares const& one) {
        auto const difference = one.x - one.y;
        certain.add(difference.hi < 0 ? one.x : one.y);
        different.add(difference.hi > 0 ? difference : detail::twofold{});
        if (!one.in_second) {
            open_to_q.add(lesser_of(one.x, hidden_q.cap));
        } else if (!one.in_first) {
            open_to_p.add(lesser_of(one.y, hidden_p.cap));
        }
    });
    auto const common_with_q = lesser_of(hidden_q.share, open_to_q.value());
    auto const common_with_p = lesser_of(hidden_p.share, open_to_p.value());
    auto const both_hidden = lesser_of(hidden_q.share - common_with_q, hidden_p.share - common_with_p);
    return {certain.value(), common_with_q + common_with_p + both_hidden, different.value() + hidden_p.share};
}

/// A partner that may hold a part of a hidden share: the value per unit that this adds, and the largest part.
struct slot {
    detail::twofold value{};
    detail::twofold capacity{};
};

/// The greatest value that a hidden share can add: slots of the greatest value per unit are filled first.
template <class Slots>
[[nodiscard]] detail::twofold greedy_fill(Slots slots, detail::twofold share)
{
    std::stable_sort(slots.begin(), slots.end(),
                     [](auto const& a, auto const& b) { return b.value.value() < a.value.value(); });
    auto sum = detail::running_sum{};
    for (auto const& [value, capacity] : slots) {
        auto const taken = lesser_of(share, capacity);
        sum.add(value * taken);
        share = share - taken;
    }
    return sum.value();
}

/// The least and the greatest sum x y. The greatest is attained where one side is fully known. Where both have a hidden
/// part it may be too high, since a hidden share is then counted with both a listed and a hidden partner.
template <class P, class Q>
[[nodiscard]] interval cross_products(P const& p, Q const& q)
{
    auto const hidden_p = hidden_part::of(p);
    auto const hidden_q = hidden_part::of(q);
    auto certain = detail::running_sum{};
    using slots = std::vector<slot>;
    auto for_p = slots{};
    auto for_q = slots{};
    for_each_pair_of_shares(p, q, [&](pair_of_shares const& one) {
        certain.add(one.x * one.y);
        if (!one.in_second) {
            for_q.push_back({one.x, hidden_q.cap});
        } else if (!one.in_first) {
            for_p.push_back({one.y, hidden_p.cap});
        }
    });
    auto const with_hidden = [](slots all, hidden_part const& mine, hidden_part const& theirs) {
        all.push_back({theirs.cap, mine.cap * theirs.full()});
        all.push_back({theirs.left(), mine.cap});
        return greedy_fill(std::move(all), mine.share);
    };
    auto const more = lesser_of(with_hidden(for_p, hidden_p, hidden_q) + greedy_fill(for_q, hidden_q.share),
                                greedy_fill(for_p, hidden_p.share) + with_hidden(for_q, hidden_q, hidden_p));
    auto const least = certain.value();
    auto const most = (least + more).value();
    return {least.value(), most < 1 ? most : 1.0};
}

} // namespace equipoise::comparison_detail
