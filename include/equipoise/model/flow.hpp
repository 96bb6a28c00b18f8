// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/identifiers.hpp>

#include <compare>
#include <concepts>
#include <string>
#include <type_traits>

namespace equipoise {

/// The period or channel of flows that have none.
struct unspecified {
    [[nodiscard]] std::string str() const { return {}; }
    friend constexpr auto operator<=>(unspecified, unspecified) = default;
};

/// One directed record: an amount from origin to destination, in a period and through a channel (trade, arms, ...).
template <identifier Id, amount Amount = double, identifier Period = unspecified, identifier Channel = unspecified>
struct flow {
    Id origin{};
    Id destination{};
    Amount amount{};
    Period period{};
    Channel channel{};

    friend constexpr bool operator==(flow const&, flow const&) = default;
};

template <class Id, class Amount>
flow(Id, Id, Amount) -> flow<detail::member_t<Id>, Amount>;
template <class Id, class Amount, class Period>
flow(Id, Id, Amount, Period) -> flow<detail::member_t<Id>, Amount, detail::member_t<Period>>;
template <class Id, class Amount, class Period, class Channel>
flow(Id, Id, Amount, Period, Channel)
    -> flow<detail::member_t<Id>, Amount, detail::member_t<Period>, detail::member_t<Channel>>;

/// Records with an origin, a destination and an amount: `flow`, or any type with these members.
template <class F>
concept flow_like = requires(F const& row) {
    requires identifier<std::remove_cvref_t<decltype(row.origin)>>;
    requires std::same_as<decltype(row.origin), decltype(row.destination)>;
    requires amount<std::remove_cvref_t<decltype(row.amount)>>;
};

/// What becomes of a state's flows to itself, such as re-imports, which make no state depend on another.
enum class own_flows : unsigned char {
    set_aside, ///< they are not in the ledger, which tells how many there were and what they add up to
    keep,      ///< the state is listed among its own partners
};

/// How flows become a ledger, besides under which keys: `export_ledger(flows, by_state, {.rounding = 0.5})`.
template <amount Amount = double>
struct ledger_options {
    Amount rounding{}; ///< the most by which an amount may be rounded, in its unit; not negative. A declared total may
                       ///< be smaller than the sum of the rows by as much for each partner.
    own_flows own = own_flows::set_aside; ///< what becomes of a state's flows to itself
};

namespace detail {

/// An argument that says neither what it is nor which option it sets: a bare rounding or treatment of own flows.
template <class T>
concept bare_option = amount<T> || std::same_as<T, own_flows>;

} // namespace detail

} // namespace equipoise
