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

/// Parties: one state, or several that act as one. Measures of exposure take them as a state or as a power. The
/// concepts `party`, `party_in` and `sized_party` say what is taken.
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

} // namespace detail

/// What a measure takes as a power: the identifier of a state, or a `bloc` of identifiers.
///
/// Where a type is not a party: for a `state` or a `sized_bloc`, whose GDP a power does not need, give its member `id`;
/// for several states, make a bloc of them, `bloc{"CHN"_iso3, "RUS"_iso3}`; for an identifier of your own, give it the
/// operators == and < and a text (see `identifier` in model/identifier.hpp).
template <class P>
concept party = identifier<P> || detail::is_bloc<P>;

/// A party that can be looked up among the partners of a portfolio.
///
/// Where it is not satisfied, the portfolio has identifiers of another type: write the party in that type, such as
/// `"CHN"_iso3` in place of `"CHN"` for a `portfolio<iso3>`. A range of amounts does not say who its partners are: make
/// a portfolio of it.
template <class P, class Flows>
concept party_in =
    party<P> && portfolio_like<Flows>
    && requires(P const& who, std::remove_cvref_t<Flows> const& flows) { flows.position(detail::members(who)[0]); };

/// What a measure takes as a state whose flows are compared with its GDP: `state`, `sized_bloc`, or any type with a
/// member `id`, which is a party, and a member `gdp`, which is a std::optional of an amount.
///
/// Where it is not satisfied, a bare identifier was given most often: give the GDP with it,
/// `state{"MNG"_iso3, 17.1e9}`, or `state{"MNG"_iso3}` where it is not known. A `gdp` that is a bare number becomes a
/// std::optional.
template <class S>
concept sized_party = requires(S const& who) {
    requires party<decltype(who.id)>;
    requires amount<typename decltype(who.gdp)::value_type>;
};

/// The type of the GDP of a party.
template <sized_party S>
using gdp_of = typename decltype(S::gdp)::value_type;

namespace detail {

/// Whether a state stands among arguments of which all parties are identifiers.
template <class... Arguments>
inline constexpr bool has_state_as_power = (sized_party<Arguments> || ...);

/// Whether a state, perhaps after flows, has no GDP.
template <class... Arguments>
inline constexpr bool has_no_gdp = false;
template <party State>
inline constexpr bool has_no_gdp<State> = true;
template <portfolio_like Flows, party State>
inline constexpr bool has_no_gdp<Flows, State> = true;

/// Whether of a state and a power, perhaps after flows, the state has no GDP or the power has one.
template <class... Arguments>
inline constexpr bool are_mixed_up = false;
template <class State, class Power>
    requires(!portfolio_like<State>)
inline constexpr bool are_mixed_up<State, Power> = party<State> || sized_party<Power>;
template <portfolio_like Flows, class State, class Power>
inline constexpr bool are_mixed_up<Flows, State, Power> = party<State> || sized_party<Power>;

/// A party as a bloc of identifiers of type Id, to which its own identifiers are converted.
template <identifier Id, party P>
[[nodiscard]] bloc<Id> bloc_of(P const& who)
{
    auto const ids = members(who);
    return bloc<Id>(std::vector<Id>(ids.begin(), ids.end()));
}

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
