// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/identifiers.hpp>

namespace equipoise {

/// One counterpart and the amount that flows to or from it.
template <identifier Id, amount Amount = double>
struct partner {
    Id id{};
    Amount amount{};

    friend constexpr bool operator==(partner const&, partner const&) = default;
};

template <class Id, class Amount>
partner(Id, Amount) -> partner<detail::member_t<Id>, Amount>;

} // namespace equipoise
