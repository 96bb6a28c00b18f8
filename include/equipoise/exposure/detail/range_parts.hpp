// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/detail/amount_box.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

/// What a party holds of flows that are known within ranges.
namespace equipoise::exposure_detail {

/// A party that can be looked up among the partners of a portfolio of ranges.
template <class P, class Flows>
concept party_in_ranges =
    party<P> && interval_portfolio_like<Flows>
    && requires(P const& who, std::remove_cvref_t<Flows> const& flows) { flows.position(detail::members(who)[0]); };

/// The range of a sum; the high end may be infinite.
struct ranged_sum {
    detail::twofold low{};
    detail::twofold high{};

    [[nodiscard]] bool unlimited() const noexcept { return high.hi == uncertainty_detail::amount_box::infinite; }
};

/// A sum of ranges.
class ranged_running_sum {
public:
    void add(double low, double high)
    {
        low_.add(low);
        unlimited_ = unlimited_ || high == uncertainty_detail::amount_box::infinite;
        high_.add(unlimited_ ? 0 : high);
    }
    [[nodiscard]] ranged_sum value() const
    {
        return {low_.value(), unlimited_ ? detail::twofold{uncertainty_detail::amount_box::infinite} : high_.value()};
    }

private:
    detail::running_sum low_;
    detail::running_sum high_;
    bool unlimited_ = false;
};

/// What a party may hold, and what all others may, in the same units.
struct range_parts {
    ranged_sum party{};
    ranged_sum others{};
    interval total{0, uncertainty_detail::amount_box::infinite};
    reason why = reason::defined;
    bool party_fits = true; ///< whether the listing allows the most of the party with the least of the others
    bool others_fit = true; ///< and the most of the others with the least of the party

    /// The share of the party: least where it has as little and the others as much as possible. A total narrows it.
    [[nodiscard]] interval share() const
    {
        auto const limit = uncertainty_detail::amount_box::infinite;
        auto least = least_share(party, others);
        auto most = others.low.hi <= 0  ? (party.high.hi > 0 ? 1.0 : 0.0)
                    : party.unlimited() ? 1.0
                                        : party.high / (party.high + others.low);
        if (total.high < limit) {
            auto const whole = detail::twofold{total.high};
            least = (std::max)(least, party.low / whole);
            most = (std::min)(most, (whole - others.low) / whole);
        }
        if (total.low > 0) {
            auto const whole = detail::twofold{total.low};
            most = party.unlimited() ? most : (std::min)(most, party.high / whole);
            least = others.unlimited() ? least : (std::max)(least, (whole - others.high) / whole);
        }
        return detail::at_most_one(interval{least, (std::max)(least, most)});
    }

    /// The share as an estimate, which has a value where its range is a point.
    [[nodiscard]] estimate share_estimate() const
    {
        if (why != reason::defined) {
            return estimate::without(why);
        }
        auto const bounds = share();
        return estimate::within(bounds, bounds.is_point() ? reason::defined : reason::unknown_part);
    }

    /// The share with what is known of its ends. One is a limit where one side has more than any amount and the other
    /// has something for certain.
    [[nodiscard]] certified_interval certified() const
    {
        return uncertainty_detail::without_search(share_estimate(),
                                                  others_fit && !(others.unlimited() && party.low.hi > 0),
                                                  party_fits && !(party.unlimited() && others.low.hi > 0));
    }

    /// The same parts, with the names exchanged.
    [[nodiscard]] range_parts exchanged() const { return {others, party, total, why, others_fit, party_fits}; }

private:
    [[nodiscard]] static double least_share(ranged_sum const& of, ranged_sum const& against)
    {
        return against.unlimited()   ? 0.0
               : of.low.hi > 0       ? of.low / (of.low + against.high)
               : against.high.hi > 0 ? 0.0
                                     : 1.0;
    }
};

/// Why nothing can be said of what a party holds.
template <class Flows, class Party>
[[nodiscard]] reason without_range(Flows const& flows, Party const& who)
{
    if (flows.why_unknown() != reason::defined) {
        return flows.why_unknown();
    }
    auto const highs = flows.highs();
    if (flows.unlisted().high == 0 && std::all_of(highs.begin(), highs.end(), [](double high) { return high == 0; })) {
        return flows.size() == 0 ? reason::no_partners : reason::no_flow;
    }
    auto const ids = detail::members(who);
    auto const listed = std::any_of(ids.begin(), ids.end(), [&](auto const& id) { return flows.contains(id); });
    return !listed && flows.unlisted().high == 0 && detail::is_no_partner(flows, who) ? reason::not_a_partner
                                                                                      : reason::defined;
}

/// What a party may hold in a box of the same flows. Members that are not listed may be partners that are not.
template <class Flows, class Party>
[[nodiscard]] range_parts parts_of(uncertainty_detail::amount_box const& box, Flows const& flows, Party const& who)
{
    auto theirs = std::vector<bool>(flows.size());
    auto unlisted = std::size_t{0};
    for (auto const& id : detail::members(who)) {
        if (auto const found = flows.position(id)) {
            theirs[*found] = true;
        } else {
            ++unlisted;
        }
    }
    auto party = ranged_running_sum{};
    auto others = ranged_running_sum{};
    auto smallest_with_least = uncertainty_detail::amount_box::infinite; // listed amount, with the least of the party
    auto smallest_with_most = uncertainty_detail::amount_box::infinite;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        (theirs[i] ? party : others).add(box.lows[i], box.highs[i]);
        smallest_with_least = (std::min)(smallest_with_least, theirs[i] ? box.lows[i] : box.highs[i]);
        smallest_with_most = (std::min)(smallest_with_most, theirs[i] ? box.highs[i] : box.lows[i]);
    }
    auto const most =
        unlisted == 0 ? 0.0 : (std::min)(box.hidden.high, static_cast<double>(unlisted) * box.largest_hidden);
    auto parts = range_parts{.total = box.total};
    if (box.hidden.high > 0 && box.largest_hidden < uncertainty_detail::amount_box::infinite) {
        // no partner that is not listed has more than the smallest listed one, which may have less than its most
        auto const some_hidden = box.hidden.low > 0 || party.value().low.hi > 0 || others.value().high.hi == 0;
        parts.others_fit = !box.cut() && (!some_hidden || smallest_with_least > 0);
        parts.party_fits = !box.cut() && most <= static_cast<double>(unlisted) * smallest_with_most
                           && (box.hidden.low <= most || smallest_with_most > 0);
    }
    party.add(0, most);
    others.add((std::max)(0.0, box.hidden.low - most), box.hidden.high);
    parts.party = party.value();
    parts.others = others.value();
    return parts;
}

template <class Flows, class Party>
[[nodiscard]] range_parts parts_of(Flows const& flows, Party const& who)
{
    if (auto const why = without_range(flows, who); why != reason::defined) {
        return {.why = why};
    }
    return parts_of(uncertainty_detail::amount_box::of(flows.lows(), flows.highs(), flows.declared()), flows, who);
}

} // namespace equipoise::exposure_detail
