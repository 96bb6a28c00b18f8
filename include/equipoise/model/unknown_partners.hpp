// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/partner.hpp>
#include <equipoise/model/party.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

/// Questions about the partners of a portfolio whose amounts are not known. Types that are like a portfolio without a
/// member `unknown` have none.
namespace equipoise::detail {

template <portfolio_like Flows>
using partner_in = partner<std::remove_cvref_t<decltype(std::declval<Flows const&>().ids()[0])>,
                           std::remove_cvref_t<decltype(std::declval<Flows const&>().amounts()[0])>>;

/// The partners of unknown amount, each with the part of it that is known.
template <portfolio_like Flows>
[[nodiscard]] std::span<partner_in<Flows> const> unknown_in([[maybe_unused]] Flows const& flows)
{
    if constexpr (requires { flows.unknown(); }) {
        return flows.unknown();
    } else {
        return {};
    }
}

/// The number of rows of unknown amount that may be those of any partner.
template <portfolio_like Flows>
[[nodiscard]] std::size_t unnamed_in([[maybe_unused]] Flows const& flows)
{
    if constexpr (requires { flows.unnamed(); }) {
        return flows.unnamed();
    } else {
        return 0;
    }
}

/// Whether some amounts are not known.
template <portfolio_like Flows>
[[nodiscard]] bool has_unknown(Flows const& flows)
{
    return !unknown_in(flows).empty() || unnamed_in(flows) != 0;
}

/// Whether unknown amounts leave the total open, and nothing else does.
template <portfolio_like Flows>
[[nodiscard]] bool is_open(Flows const& flows)
{
    return flows.totals().why_unknown == reason::unknown_amount && has_unknown(flows);
}

/// The known part of a partner's unknown amount, in units of 2^exponent.
template <portfolio_like Flows>
[[nodiscard]] double known_part_of(Flows const& flows, partner_in<Flows> const& unknown, int exponent)
{
    return unknown.amount == decltype(unknown.amount){} ? 0.0
                                                        : scaled(number_of(unknown.amount, flows.unit()), -exponent);
}

/// The partner of unknown amount with an identifier, or nullptr.
template <portfolio_like Flows, class Id>
[[nodiscard]] partner_in<Flows> const* find_unknown(Flows const& flows, Id const& id)
{
    auto const all = unknown_in(flows);
    auto const place = std::lower_bound(all.begin(), all.end(), id,
                                        [](auto const& each, Id const& sought) { return each.id < sought; });
    return place != all.end() && place->id == id ? &*place : nullptr;
}

/// Whether flows are those of a ledger that knows no member of a party, or are such a ledger. An empty party has no
/// member to look for.
template <class Flows, party Party>
[[nodiscard]] bool is_no_partner([[maybe_unused]] Flows const& flows, [[maybe_unused]] Party const& who)
{
    if constexpr (requires { flows.knows(members(who)[0]); }) {
        auto const ids = members(who);
        return !ids.empty() && std::none_of(ids.begin(), ids.end(), [&](auto const& id) { return flows.knows(id); });
    } else {
        return false;
    }
}

} // namespace equipoise::detail
