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
namespace equipoise {

namespace exposure_detail {

/// What some states hold together, in units of the totals: what is listed, and the most that may be hidden.
struct holding {
    detail::twofold listed;
    double hidden = 0;
};

template <portfolio_like Flows, class Party>
[[nodiscard]] holding held(Flows const& flows, Party const& who)
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

/// What some states hold together of what is listed, in units of 2^exponent.
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

/// The power of two whose units suit what some states hold, whatever others hold.
template <portfolio_like Flows, class... Parties>
[[nodiscard]] int own_exponent(Flows const& flows, Parties const&... who)
{
    auto largest = 0.0;
    auto const look_at = [&](auto const& party) {
        for (auto const& id : detail::members(party)) {
            if (auto const found = flows.position(id)) {
                largest = (std::max)(largest, flows.scaled(*found, 0));
            }
        }
    };
    (look_at(who), ...);
    return largest > 0 ? detail::exponent_of(largest) : flows.totals().exponent;
}

template <detail::party Power>
struct exposure_rule {
    static constexpr facts about{"exposure",
                                 "s_j",
                                 "sum of x_j over the power's members / X",
                                 "share of a state's flows with a partner; Hirschman (1945), Barbieri (1996)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    Power power;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        auto const share = held(flows, power);
        return share.hidden != 0 ? outcome{reason::not_listed}
                                 : outcome{detail::at_most_one(share.listed / flows.totals().whole())};
    }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        if (detail::without_flow(flows) != reason::defined) {
            return {undefined, undefined};
        }
        auto const share = held(flows, power);
        auto const whole = flows.totals().whole();
        return {detail::at_most_one(share.listed / whole), detail::at_most_one((share.listed + share.hidden) / whole)};
    }
};

struct make_exposure {
    template <detail::party Power>
    [[nodiscard]] constexpr exposure_rule<Power> operator()(Power power) const
    {
        return {std::move(power)};
    }
};

} // namespace exposure_detail

/// Exposure to a single great power: the share of a state's flows that it, or the members of a bloc, carry.
///
/// `exposure(flows, china)` or `exposure(china)(flows)`; the power is an identifier or a `bloc`. Range [0, 1], up =
/// more dependent. Undefined without flow; and when a member is not listed while part of the total is
/// unattributed: the power may well be behind that part, which is why `bound(exposure(china), flows)` says how much.
/// Source: the export, import or trade share of the literature; Hirschman (1945), Barbieri (1996).
inline constexpr family_fn<exposure_detail::make_exposure> exposure{};

/// A power and a state's exposure to it; no power and `undefined` when nothing can be said.
template <class Id>
struct single_exposure {
    std::optional<Id> power{};
    double share = undefined;
    reason why = reason::defined; ///< why there is none

    friend constexpr bool operator==(single_exposure const&, single_exposure const&) = default;
};

/// The largest exposure to one partner, and which: `largest_exposure(flows)`, or among some powers
/// `largest_exposure(flows, std::array{china, russia})`.
///
/// Range (0, 1]. Of equal partners the first in order. Undefined without flow, with none of the powers, and when a
/// partner behind the unattributed part of the total may be larger than every listed one, and `why` says which of
/// these. Linear in the partners.
/// Source: Berger and Parker (1970) for the share of the largest.
struct largest_exposure_fn {
    template <portfolio_like Flows>
    [[nodiscard]] auto operator()(Flows const& flows) const
    {
        return among(flows, flows.ids(), 1);
    }

    template <portfolio_like Flows, ranges::forward_range Powers>
    [[nodiscard]] auto operator()(Flows const& flows, Powers const& powers) const
    {
        std::size_t unlisted = 0;
        for (auto const& id : powers) {
            unlisted += flows.contains(id) ? 0U : 1U;
        }
        return among(flows, powers, unlisted);
    }

private:
    template <class Flows, class Powers>
    [[nodiscard]] static auto among(Flows const& flows, Powers const& powers, std::size_t unlisted)
    {
        using id_type = std::remove_cvref_t<decltype(flows.ids()[0])>;
        auto largest = single_exposure<id_type>{};
        auto most = 0.0;
        for (auto const& id : powers) {
            auto const found = flows.position(id);
            if (auto const amount = found ? flows.scaled(*found) : 0; amount > most) {
                largest.power = id;
                most = amount;
            }
        }
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return single_exposure<id_type>{.why = why};
        }
        if (unlisted != 0 && uncertainty_detail::hidden_cap(flows) > most) {
            return single_exposure<id_type>{.why = reason::not_listed};
        }
        if (!largest.power) {
            return single_exposure<id_type>{.why = reason::no_power};
        }
        largest.share = detail::twofold{most} / flows.totals().whole();
        return largest;
    }
};

inline constexpr largest_exposure_fn largest_exposure{};

} // namespace equipoise
