// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio.hpp>
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

/// What a party holds of a portfolio, in units of the totals: its listed amounts, and the most that the unattributed
/// part of the total may hide of it.
struct holding {
    detail::twofold listed;
    double hidden = 0;
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
    auto const most = static_cast<double>(unlisted) * uncertainty_detail::hidden_cap(flows);
    return {known.value(), rest == rest && most < rest ? most : rest};
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

template <detail::party Power>
struct exposure_rule {
    static constexpr facts about{.name = "exposure",
                                 .symbol = "s_j",
                                 .formula = "sum of x_j over the power's members / X",
                                 .source = "share of a state's flows with a partner; Hirschman (1945), Barbieri (1996)",
                                 .ignores_zeros = true};
    Power power;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return estimate::without(why);
        }
        auto const part = holding_of(flows, power);
        auto const whole = flows.totals().whole();
        auto const low = detail::at_most_one(part.listed / whole);
        if (part.hidden == 0) {
            return estimate::of(low);
        }
        return estimate::within({low, detail::at_most_one((part.listed + part.hidden) / whole)}, reason::not_listed);
    }
};

struct make_exposure {
    template <detail::party Power>
    [[nodiscard]] constexpr exposure_rule<Power> operator()(Power power) const
    {
        return {std::move(power)};
    }
};

struct largest_exposure_fn {
    template <portfolio_like Flows>
    [[nodiscard]] auto operator()(Flows const& flows) const
    {
        return among(flows, flows.ids(), true);
    }

    template <portfolio_like Flows, ranges::forward_range Powers>
    [[nodiscard]] auto operator()(Flows const& flows, Powers const& powers) const
    {
        auto some_unlisted = false;
        for (auto const& id : powers) {
            some_unlisted = some_unlisted || !flows.contains(id);
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
        auto most = 0.0;
        for (auto const& id : powers) {
            auto const found = flows.position(id);
            if (auto const amount = found ? flows.scaled(*found) : 0; amount > most) {
                largest.power = id;
                most = amount;
            }
        }
        auto const share_of = [&](double amount) {
            return detail::at_most_one(detail::twofold{amount} / flows.totals().whole());
        };
        if (auto const cap = uncertainty_detail::hidden_cap(flows); some_unlisted && cap > most) {
            return result{.share = estimate::within({share_of(most), share_of(cap)}, reason::not_listed)};
        }
        largest.share = largest.power ? estimate::of(share_of(most)) : estimate::without(reason::no_power);
        return largest;
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
/// this part may be with the power. `bound(flows, exposure(china))` then gives the interval.
/// Source: Hirschman (1945), National Power; Barbieri (1996), Economic Interdependence.
inline constexpr family_fn<exposure_detail::make_exposure> exposure{};

/// The largest exposure to one partner, and which partner it is.
///
/// `largest_exposure(flows)` compares all partners, `largest_exposure(flows, std::array{china, russia})` the given
/// ones. The result is a `single_exposure`. Range (0, 1]. Of equal partners the first one is returned. Undefined
/// without flow and without flow with any of the given powers, and when a partner that is not listed may hold more of
/// the unattributed part of the total than every listed one; `share.bounds` is then the interval, and no power is
/// named. Linear in the number of partners.
/// Source: Berger and Parker (1970) for the share of the largest.
inline constexpr exposure_detail::largest_exposure_fn largest_exposure{};

} // namespace equipoise
