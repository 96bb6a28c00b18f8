// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/identifiers.hpp>

#include <compare>
#include <string>

namespace equipoise {

/// The period or channel of flows that do not tell one.
struct unspecified {
    [[nodiscard]] std::string str() const { return {}; }
    friend constexpr auto operator<=>(unspecified, unspecified) = default;
};

/// One directed record: an amount from origin to destination, in a period and through a channel (trade, arms, ..).
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
flow(Id, Id, Amount) -> flow<Id, Amount>;
template <class Id, class Amount, class Period>
flow(Id, Id, Amount, Period) -> flow<Id, Amount, Period>;
template <class Id, class Amount, class Period, class Channel>
flow(Id, Id, Amount, Period, Channel) -> flow<Id, Amount, Period, Channel>;

} // namespace equipoise
