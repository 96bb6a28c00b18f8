// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <vector>

/// What two compositions have in common where amounts of partners are not known and no total is declared, so that each
/// of these partners may have any amount, from the part of it that is known to infinity.
///
/// Whatever these amounts are, the composition is a mixture of its corners: the composition of the known amounts and
/// known parts, and one in which an unknown partner has everything. Every mixture is possible, or is a limit of
/// possible ones. A measure that is concave or quasi-concave in each composition is least at a pair of corners, and one
/// that is linear in each is greatest there as well. Source: the extreme points of convex sets, as in Rockafellar
/// (1970), Convex Analysis, section 32; that the corners are these is derived by this library.
namespace equipoise::comparison_detail {

/// The corners of a composition.
template <class Id>
struct corners {
    std::vector<Id> ids{};
    std::vector<detail::twofold> shares{}; ///< of the known amounts; none where nothing is known
    std::vector<Id> unknown{};             ///< partners that may have everything
    bool any = false;                      ///< whether any partner may have everything
    double hidden = 0;                     ///< the share of a declared total that is not attributed
    double cap = 0;                        ///< the largest share of it that one partner may have
    double most_squares = 0;               ///< the greatest sum of squared shares, without unknown partners

    template <portfolio_like Flows>
    [[nodiscard]] static corners of(Flows const& flows)
    {
        auto result = corners{};
        auto amounts = std::vector<detail::twofold>{};
        auto sums = flows.totals();
        auto const open = detail::is_open(flows);
        auto const not_known = detail::unknown_in(flows);
        if (open) {
            sums.unattributed = {};
            auto largest = 0.0;
            for (auto const& each : not_known) {
                largest = (std::max)(largest, detail::known_part_of(flows, each, 0));
            }
            detail::rescale_for(largest, sums); // so that known parts have the units of the sums
        }
        auto whole = sums.whole();
        auto next = not_known.begin();
        auto const take_unknown = [&] {
            auto const part = detail::known_part_of(flows, *next, sums.exponent);
            result.unknown.push_back(next->id);
            if (part > 0) {
                result.ids.push_back(next->id);
                amounts.push_back({part});
                whole = whole + part;
            }
            ++next;
        };
        for (std::size_t i = 0; i < flows.size(); ++i) {
            while (open && next != not_known.end() && next->id < flows.ids()[i]) {
                take_unknown();
            }
            result.ids.push_back(flows.ids()[i]);
            amounts.push_back({flows.scaled(i, sums.exponent)});
        }
        while (open && next != not_known.end()) {
            take_unknown();
        }
        result.any = open && detail::unnamed_in(flows) != 0;
        if (whole.hi == 0) {
            result.ids.clear();
            return result;
        }
        auto squares = detail::running_sum{};
        for (auto const& amount : amounts) {
            result.shares.push_back(detail::quotient(amount, whole));
            squares.add(result.shares.back() * result.shares.back());
        }
        result.most_squares = squares.value().value();
        if (!open) {
            auto const part = hidden_part::of(flows);
            result.hidden = part.share.value();
            result.cap = part.cap.value();
            result.most_squares = equipoise::bound(flows, hhi).high;
        }
        return result;
    }

    [[nodiscard]] bool has_base() const noexcept { return !shares.empty() || hidden > 0; }
    [[nodiscard]] bool is_open() const noexcept { return any || !unknown.empty(); }

    /// The share of a partner that is listed, in the composition of the known amounts.
    [[nodiscard]] std::optional<double> share_of(Id const& id) const
    {
        auto const place = std::lower_bound(ids.begin(), ids.end(), id);
        return place != ids.end() && *place == id
                   ? std::optional{shares[static_cast<std::size_t>(place - ids.begin())].value()}
                   : std::nullopt;
    }

    [[nodiscard]] bool may_have_all(Id const& id) const
    {
        return any || std::binary_search(unknown.begin(), unknown.end(), id);
    }
};

/// Calls visit(share in p, share in q, id) for each partner that either composition of known amounts lists.
template <class Id, class Visit>
void for_each_pair_of_shares(corners<Id> const& p, corners<Id> const& q, Visit visit)
{
    for (std::size_t i = 0, j = 0; i < p.ids.size() || j < q.ids.size();) {
        auto const in_p = j == q.ids.size() || (i < p.ids.size() && !(q.ids[j] < p.ids[i]));
        auto const in_q = i == p.ids.size() || (j < q.ids.size() && !(p.ids[i] < q.ids[j]));
        auto const& id = in_p ? p.ids[i] : q.ids[j];
        visit(in_p ? p.shares[i] : detail::twofold{}, in_q ? q.shares[j] : detail::twofold{}, id);
        i += in_p ? 1 : 0;
        j += in_q ? 1 : 0;
    }
}

/// The least value of a measure at pairs of corners.
/// @param bases the value of the two compositions of known amounts, called where both exist
/// @param with_all(share, squares) the value where one composition is a single partner that has this share in the other
/// one, whose squared shares have this sum
template <class Id, class Bases, class WithAll>
[[nodiscard]] double least_at_corners(corners<Id> const& p, corners<Id> const& q, Bases const& bases,
                                      WithAll const& with_all)
{
    auto least = 1.0;
    auto const add = [&](double value) { least = (std::min)(least, value); };
    if (p.has_base() && q.has_base()) {
        add(bases());
    }
    auto const one_side = [&](corners<Id> const& single, corners<Id> const& other) {
        if (other.has_base()) {
            for (auto const& id : single.unknown) {
                add(with_all(other.share_of(id).value_or(0), other.most_squares));
            }
            if (single.any) {
                add(0);
            }
        }
    };
    one_side(p, q);
    one_side(q, p);
    if (p.is_open() && q.is_open() && (p.any || q.any || p.unknown != q.unknown || p.unknown.size() > 1)) {
        add(0);
    }
    return least;
}

/// The least and the greatest sum min(x, y). Exact where one composition is known in full; where both have unknown
/// partners, the upper end is 1.
///
/// Of a mixture in which the known amounts have the part t, the sum is the lesser of two: all that the other side may
/// have in common with the unknown partners, and all that these have, besides what is in common with the known amounts.
/// The first rises with t, the second falls, so that the greatest sum is where they meet.
template <class Id>
[[nodiscard]] interval common_share_of(corners<Id> const& p, corners<Id> const& q)
{
    auto const least = least_at_corners(
        p, q,
        [&] {
            auto sum = detail::running_sum{};
            for_each_pair_of_shares(p, q,
                                    [&](detail::twofold x, detail::twofold y, Id const&) { sum.add(lesser_of(x, y)); });
            return sum.value().value();
        },
        [](double share, double) { return share; });
    if (p.is_open() && q.is_open()) {
        return {least, 1};
    }
    auto const& open = p.is_open() ? p : q;
    auto const& other = p.is_open() ? q : p;
    auto const met = [&](double t, bool rising) {
        auto sum = detail::running_sum{};
        auto beyond = detail::running_sum{}; // known amounts with partners that the other side does not list
        for_each_pair_of_shares(open, other, [&](detail::twofold x, detail::twofold y, Id const& id) {
            sum.add(rising && open.may_have_all(id) ? y : lesser_of(x * t, y));
            beyond.add(y.hi == 0 ? x * t : detail::twofold{});
        });
        sum.add(rising ? other.hidden : 1 - t);
        sum.add(rising ? 0 : (std::min)(other.hidden, beyond.value().value()));
        return sum.value().value();
    };
    if (!open.has_base()) {
        return {least, (std::min)(met(0, true), 1.0)};
    }
    auto low = 0.0;
    auto high = 1.0;
    for (auto step = 0; step < 64; ++step) {
        auto const middle = low + (high - low) / 2;
        (met(middle, true) < met(middle, false) ? low : high) = middle;
    }
    return {least, (std::min)({met(high, true), met(low, false), 1.0})};
}

/// The least and the greatest sum x y. Exact where neither side has a declared total of which a part is not attributed.
template <class Id>
[[nodiscard]] interval inner_products(corners<Id> const& p, corners<Id> const& q)
{
    auto const products = [&] {
        auto sum = detail::running_sum{};
        for_each_pair_of_shares(p, q, [&](detail::twofold x, detail::twofold y, Id const&) { sum.add(x * y); });
        return sum.value().value();
    };
    auto const least = least_at_corners(p, q, products, [](double share, double) { return share; });
    auto most = 0.0;
    auto const largest = [](corners<Id> const& of) {
        auto found = of.cap;
        for (auto const& share : of.shares) {
            found = (std::max)(found, share.value());
        }
        return found;
    };
    if (p.has_base() && q.has_base()) {
        auto open_to_hidden = 0.0; // the largest share of a partner that the other side does not list
        for_each_pair_of_shares(p, q, [&](detail::twofold x, detail::twofold y, Id const&) {
            auto const alone = q.hidden > 0 && y.hi == 0 ? x.hi : p.hidden > 0 && x.hi == 0 ? y.hi : 0;
            open_to_hidden = (std::max)(open_to_hidden, alone);
        });
        most = products() + (p.hidden + q.hidden) * open_to_hidden; // one of them is 0
    }
    auto const one_side = [&](corners<Id> const& single, corners<Id> const& other) {
        for (auto const& id : single.unknown) {
            most = (std::max)(most, other.share_of(id).value_or(other.cap));
            most = other.may_have_all(id) ? 1 : most;
        }
        most = single.any ? (std::max)(most, other.is_open() ? 1 : largest(other)) : most;
    };
    one_side(p, q);
    one_side(q, p);
    return {least, (std::min)(most, 1.0)};
}

/// The least value of the cosine, and 1.
template <class Id>
[[nodiscard]] interval cosine_of(corners<Id> const& p, corners<Id> const& q)
{
    auto const over = [](double products, double a, double b) {
        return products == 0 ? 0.0 : detail::at_most_one(products / detail::square_root(a) / detail::square_root(b));
    };
    auto const least = least_at_corners(
        p, q,
        [&] {
            auto sum = detail::running_sum{};
            for_each_pair_of_shares(p, q, [&](detail::twofold x, detail::twofold y, Id const&) { sum.add(x * y); });
            return over(sum.value().value(), p.most_squares, q.most_squares);
        },
        [&](double share, double squares) { return over(share, squares, 1); });
    return {least, 1};
}

} // namespace equipoise::comparison_detail
