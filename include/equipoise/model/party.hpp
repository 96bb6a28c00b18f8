// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/identifier.hpp>

#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

/// Parties: one state, or several that act as one. Measures of exposure take them as a state or as a power.
namespace equipoise {

/// States that act as one, with the GDP of all of them. Wherever a `state` is taken, a `sized_bloc` is taken as well.
template <identifier Id, amount Amount = double>
struct sized_bloc {
    bloc<Id> id{};
    std::optional<Amount> gdp{}; ///< in the unit of the flows that it is compared with
};

namespace detail {

/// The identifiers of a party.
template <class Id>
[[nodiscard]] std::span<Id const> members(Id const& state)
{
    return {&state, 1};
}

template <class Id>
[[nodiscard]] std::span<Id const> members(bloc<Id> const& states)
{
    return states.ids();
}

template <class T>
inline constexpr bool is_bloc = false;
template <class Id>
inline constexpr bool is_bloc<bloc<Id>> = true;

/// The identifier of a state, or a bloc of them.
template <class P>
concept party = identifier<P> || is_bloc<P>;

/// A party as a bloc of identifiers of type Id, to which its own identifiers are converted.
template <identifier Id, party P>
[[nodiscard]] bloc<Id> bloc_of(P const& who)
{
    auto const ids = members(who);
    return bloc<Id>(std::vector<Id>(ids.begin(), ids.end()));
}

/// A party that can be looked up among the partners of a portfolio.
template <class P, class Flows>
concept party_in =
    party<P> && portfolio_like<Flows>
    && requires(P const& who, std::remove_cvref_t<Flows> const& flows) { flows.position(members(who)[0]); };

/// `state`, `sized_bloc`, or any type with these members.
template <class S>
concept sized_party = requires(S const& who) {
    requires party<decltype(who.id)>;
    requires amount<typename decltype(who.gdp)::value_type>;
};

template <sized_party S>
using gdp_of = typename decltype(S::gdp)::value_type;

/// A party in words: "CHN", or "CHN+RUS" for a bloc.
template <party P>
[[nodiscard]] std::string name_of(P const& who)
{
    auto name = std::string{};
    for (auto const& id : members(who)) {
        name += name.empty() ? "" : "+";
        name += text_of(id);
    }
    return name.empty() ? "an empty bloc" : name;
}

} // namespace detail
} // namespace equipoise
