// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/exposure/detail/range_parts.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Shares of a state's flows: with one power, with a bloc, with the largest partner.
///
///     exposure(flows, power)     s_j, the sum of x_j over the power's members, divided by the total X
///     largest_exposure(flows)    the largest s_j, and the partner that has it
namespace equipoise {

/// A power and a state's exposure to it; no power where it cannot be told which one it is.
template <class Id>
struct single_exposure {
    std::optional<Id> power{};
    estimate share{};

    friend constexpr bool operator==(single_exposure const&, single_exposure const&) = default;
};

namespace exposure_detail {

template <class Party, class Id>
[[nodiscard]] bool has_member(Party const& who, Id const& id)
{
    auto const ids = detail::members(who);
    return ids.size() == 1 ? ids.front() == id : std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// What a party holds of a portfolio, in units of the totals: its listed amounts, and the most that the unattributed
/// part of the total may hide of it, of which a part may be known to be its own.
struct holding {
    detail::twofold listed;
    double hidden = 0;
    double at_least = 0;          ///< the known part of its unknown amounts
    reason why = reason::defined; ///< why something may be hidden
};

template <portfolio_like Flows, class Party>
[[nodiscard]] holding holding_of(Flows const& flows, Party const& who)
{
    auto known = detail::running_sum{};
    std::size_t unlisted = 0;
    for (auto const& id : detail::members(who)) {
        if (auto const found = flows.position(id)) {
            known.add(flows.scaled(*found));
        } else {
            ++unlisted;
        }
    }
    auto const rest = flows.totals().unattributed.value();
    if (is_undefined(rest)) {
        return {known.value(), undefined};
    }
    if (rest == 0 || unlisted == 0) {
        return {known.value()};
    }
    if (detail::has_unknown(flows)) {
        auto own = detail::running_sum{};
        auto of_others = detail::running_sum{};
        auto some_unknown = false;
        for (auto const& each : detail::unknown_in(flows)) {
            auto const theirs = has_member(who, each.id);
            some_unknown = some_unknown || theirs;
            (theirs ? own : of_others).add(detail::known_part_of(flows, each, flows.totals().exponent));
        }
        if (some_unknown) {
            auto const left = (detail::twofold{rest} - of_others.value()).value();
            auto const at_least = own.value().value();
            return {known.value(), (std::max)(left, at_least), at_least, reason::unattributed};
        }
    }
    auto const most = static_cast<double>(unlisted) * uncertainty_detail::unlisted_cap(flows);
    auto const hidden = most < rest ? most : rest;
    return {known.value(), hidden, 0, hidden != 0 ? reason::not_listed : reason::defined};
}

/// What is with a party and what is with others where unknown amounts leave the total open, as far as it is known, in
/// units of 2^exponent; and which of the two may have more, without a limit.
struct open_parts {
    detail::twofold party;
    detail::twofold others;
    bool party_is_open = false;
    bool others_are_open = false;

    template <portfolio_like Flows, class Party>
    [[nodiscard]] static open_parts of(Flows const& flows, Party const& who, int exponent)
    {
        auto party = detail::running_sum{};
        auto others = detail::running_sum{};
        auto const is_named = detail::unnamed_in(flows) == 0;
        auto parts = open_parts{{}, {}, !is_named && !detail::members(who).empty(), !is_named};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            (has_member(who, flows.ids()[i]) ? party : others).add(flows.scaled(i, exponent));
        }
        for (auto const& each : detail::unknown_in(flows)) {
            auto const theirs = has_member(who, each.id);
            (theirs ? party : others).add(detail::known_part_of(flows, each, exponent));
            (theirs ? parts.party_is_open : parts.others_are_open) = true;
        }
        parts.party = party.value();
        parts.others = others.value();
        return parts;
    }

    template <portfolio_like Flows, class Party>
    [[nodiscard]] static open_parts of(Flows const& flows, Party const& who)
    {
        return of(flows, who, flows.totals().exponent);
    }

    /// Whether something is known to flow. Where nothing is, what is said holds for totals above 0.
    [[nodiscard]] bool has_flow() const { return party.hi != 0 || others.hi != 0; }

    /// The least and the most of the party's share. An end of which one side is without a limit is a limit itself.
    [[nodiscard]] std::pair<detail::twofold, detail::twofold> share() const
    {
        auto const known = has_flow() ? detail::quotient(party, party + others)
                                      : detail::twofold{others_are_open || !party_is_open ? 0.0 : 1.0};
        return {others_are_open ? detail::twofold{} : known, party_is_open ? detail::twofold{1} : known};
    }

    /// Where neither end of the share leaves anything open it is known, even if the total is not.
    [[nodiscard]] estimate share_estimate() const
    {
        auto const ends = share();
        auto const bounds = detail::at_most_one(interval{ends.first.value(), ends.second.value()});
        return bounds.is_point() && has_flow() ? estimate::of(bounds.low)
                                               : estimate::within(bounds, reason::unknown_amount);
    }
};

/// Why nothing can be said of a party's share: for what `detail::without_flow` says, and where the party is no partner
/// of any state in the ledger and could not be one that is not listed either. That unknown amounts leave the total open
/// is no such reason.
template <portfolio_like Flows, class Party>
[[nodiscard]] reason without_share(Flows const& flows, Party const& who)
{
    if (auto const why = detail::without_flow(flows); why != reason::defined && !detail::is_open(flows)) {
        return why;
    }
    auto const ids = detail::members(who);
    auto const has_rest = flows.totals().unattributed.hi != 0 && !detail::is_open(flows);
    auto const listed = std::any_of(ids.begin(), ids.end(), [&](auto const& id) { return flows.contains(id); });
    return !has_rest && !listed && detail::is_no_partner(flows, who) ? reason::not_a_partner : reason::defined;
}

/// The sum of a party's listed amounts, in units of 2^exponent.
template <portfolio_like Flows, class Party>
[[nodiscard]] detail::twofold listed_in(Flows const& flows, Party const& who, int exponent)
{
    auto sum = detail::running_sum{};
    for (auto const& id : detail::members(who)) {
        if (auto const found = flows.position(id)) {
            sum.add(flows.scaled(*found, exponent));
        }
    }
    return sum.value();
}

/// The binary exponent of the largest listed amount of some parties; that of the totals where they have none. In units
/// of this power of two, their amounts keep all their digits however large the amounts of other partners are.
template <portfolio_like Flows, class... Parties>
[[nodiscard]] int own_exponent(Flows const& flows, Parties const&... parties)
{
    auto largest = 0.0;
    auto const include = [&](auto const& party) {
        for (auto const& id : detail::members(party)) {
            if (auto const found = flows.position(id)) {
                largest = (std::max)(largest, flows.scaled(*found, 0));
            }
        }
    };
    (include(parties), ...);
    return largest > 0 ? detail::exponent_of(largest) : flows.totals().exponent;
}

template <party Power>
struct exposure_rule {
    static constexpr facts about{.name = "exposure",
                                 .symbol = "s_j",
                                 .formula = "sum of x_j over the power's members / X",
                                 .source = "share of a state's flows with a partner; Hirschman (1945), Barbieri (1996)",
                                 .ignores_zeros = true};
    Power power;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires party_in<Power, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = without_share(flows, power); why != reason::defined) {
            return estimate::without(why);
        }
        if (detail::is_open(flows)) {
            return open_parts::of(flows, power).share_estimate();
        }
        auto const part = holding_of(flows, power);
        auto const whole = flows.totals().whole();
        auto const low = detail::at_most_one((part.listed + part.at_least) / whole);
        if (part.hidden == 0) {
            return estimate::of(low);
        }
        return estimate::within({low, detail::at_most_one((part.listed + part.hidden) / whole)}, part.why);
    }

    template <interval_portfolio_like Flows>
        requires party_in_ranges<Power, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return parts_of(flows, power).share_estimate();
    }

    template <interval_portfolio_like Flows>
        requires party_in_ranges<Power, Flows>
    [[nodiscard]] certified_interval certified(Flows const& flows) const
    {
        return parts_of(flows, power).certified();
    }
};

struct make_exposure {
    template <party Power>
    [[nodiscard]] constexpr exposure_rule<Power> operator()(Power power) const
    {
        return {std::move(power)};
    }

    template <class... Arguments>
    static constexpr bool mistaken = detail::has_state_as_power<Arguments...>;
};

struct largest_exposure_fn {
    template <portfolio_like Flows>
    [[nodiscard]] auto operator()(Flows const& flows) const
    {
        if (detail::is_open(flows)) {
            return among_open(flows, flows.ids(), detail::unknown_in(flows), true);
        }
        return among(flows, flows.ids(), true);
    }

    template <portfolio_like Flows, ranges::forward_range Powers>
    [[nodiscard]] auto operator()(Flows const& flows, Powers const& powers) const
    {
        auto some_unlisted = false;
        auto unknown = std::vector<detail::partner_in<Flows>>{};
        for (auto const& id : powers) {
            some_unlisted = some_unlisted || !flows.contains(id);
            if (!flows.contains(id) && without_share(flows, id) == reason::not_a_partner) {
                return single_exposure<std::remove_cvref_t<decltype(flows.ids()[0])>>{
                    .share = estimate::without(reason::not_a_partner)};
            }
            if (auto const* const found = detail::find_unknown(flows, id)) {
                unknown.push_back(*found);
            }
        }
        if (detail::is_open(flows)) {
            return among_open(flows, powers, std::span{std::as_const(unknown)}, false);
        }
        return among(flows, powers, some_unlisted);
    }

private:
    /// `some_unlisted` says whether a partner that is not listed is one of the powers.
    template <class Flows, class Powers>
    [[nodiscard]] static auto among(Flows const& flows, Powers const& powers, bool some_unlisted)
    {
        using result = single_exposure<std::remove_cvref_t<decltype(flows.ids()[0])>>;
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return result{.share = estimate::without(why)};
        }
        auto largest = result{};
        auto const most = largest_listed(flows, powers, flows.totals().exponent, largest.power);
        auto const share_of = [&](double amount) {
            return detail::at_most_one(detail::twofold{amount} / flows.totals().whole());
        };
        if (auto const cap = uncertainty_detail::hidden_cap(flows); some_unlisted && cap > most) {
            return result{.share = estimate::within({share_of(most), share_of(cap)}, reason::not_listed)};
        }
        largest.share = largest.power ? estimate::of(share_of(most)) : estimate::without(reason::no_power);
        return largest;
    }

    /// The largest amount of the listed powers, in units of 2^exponent, and whose it is.
    template <class Flows, class Powers, class Id>
    [[nodiscard]] static double largest_listed(Flows const& flows, Powers const& powers, int exponent,
                                               std::optional<Id>& whose)
    {
        auto most = 0.0;
        for (auto const& id : powers) {
            auto const found = flows.position(id);
            if (auto const amount = found ? flows.scaled(*found, exponent) : 0; amount > most) {
                whose = id;
                most = amount;
            }
        }
        return most;
    }

    /// Where the total is open. One of the `unknown` powers may have everything; the share of the largest is least
    /// where none of them has more than the largest known amount, and all have that.
    template <class Flows, class Powers, class Unknown>
    [[nodiscard]] static auto among_open(Flows const& flows, Powers const& powers, Unknown unknown, bool all_powers)
    {
        using result = single_exposure<std::remove_cvref_t<decltype(flows.ids()[0])>>;
        auto const exponent = flows.totals().exponent;
        auto const parts = open_parts::of(flows, bloc<std::remove_cvref_t<decltype(flows.ids()[0])>>{}, exponent);
        auto largest = result{};
        auto most = largest_listed(flows, powers, exponent, largest.power);
        if (unknown.empty() && detail::unnamed_in(flows) == 0) { // the largest is known, the total is not
            auto const high = most == 0 ? 0 : detail::at_most_one(detail::twofold{most} / parts.others);
            return most == 0 ? result{.share = estimate::without(reason::no_power)}
                             : result{largest.power, estimate::within({0, high}, reason::unknown_amount)};
        }
        auto const others_are_open =
            unknown.size() < detail::unknown_in(flows).size() || (detail::unnamed_in(flows) != 0 && !all_powers);
        for (auto const& each : unknown) {
            most = (std::max)(most, detail::known_part_of(flows, each, exponent));
        }
        auto level = detail::running_sum{};
        level.add(parts.others.hi);
        level.add(parts.others.lo);
        for (auto const& each : unknown) {
            level.add(most - detail::known_part_of(flows, each, exponent));
        }
        auto const unnamed = static_cast<double>(detail::unnamed_in(flows));
        auto const even = level.value() + detail::two_product(most, unnamed);
        auto low = 0.0; // also where something is with others, and nothing of the powers is known
        if (!others_are_open && most > 0) {
            low = detail::at_most_one(detail::twofold{most} / even);
        } else if (!others_are_open && parts.others.hi == 0) {
            low = 1 / (static_cast<double>(unknown.size()) + unnamed);
        }
        return result{.share = estimate::within({low, 1}, reason::unknown_amount)};
    }
};

} // namespace exposure_detail

/// Exposure to a single great power: the share of a state's flows that are with this power, or with the members of a
/// bloc.
///
/// Called as `exposure(flows, china)` or `exposure(china)(flows)`; the power is an identifier or a `bloc`. Formula s_j,
/// the sum of x_j over the power's members divided by the total X. Range [0, 1]; higher means more dependent. Of
/// exports it is also called the export share, of imports the import share, of trade the trade share.
/// Undefined without flow, and when a member is not listed while part of the total is not attributed to partners, since
/// this part may be with the power. `bound(flows, exposure(china))` then gives the interval. So it does where amounts
/// are not known: with CHN 60, JPN 40 and an unknown amount with RUS, the exposure to RUS is in [0, 1) and that to CHN
/// in (0, .6]. An end that only an amount without a limit would attain is part of the interval, as its limit.
/// Undefined, without an interval, for a power that is no partner in the ledger that the flows were taken from, such as
/// 840 where the ledger has 842; of a bloc, one member has to be one. Where part of the total is unattributed, such a
/// power may be one that is not listed: `ledger::knows` tells the two apart. A portfolio that owns its partners is in
/// no ledger: the exposure to a power that it does not list is 0.
/// Where amounts are known within ranges, the interval reaches from the share of the power's low end among the high
/// ends of the others to that of its high end among their low ends.
/// Source: Hirschman (1945), National Power; Barbieri (1996), Economic Interdependence.
inline constexpr family_fn<exposure_detail::make_exposure> exposure{};

/// The largest exposure to one partner, and which partner it is.
///
/// `largest_exposure(flows)` compares all partners, `largest_exposure(flows, std::array{china, russia})` the given
/// ones. The result is a `single_exposure`. Range (0, 1]. Of equal partners the first one is returned. Undefined
/// without flow and without flow with any of the given powers, and when a partner that is not listed may hold more of
/// the unattributed part of the total than every listed one; `share.bounds` is then the interval, and no power is
/// named. Where the total is open because amounts are not known, the power is named if it is known. Linear in the
/// number of partners. Source: Berger and Parker (1970) for the share of the largest.
inline constexpr exposure_detail::largest_exposure_fn largest_exposure{};

} // namespace equipoise
