// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>

namespace equipoise {

/// One counterpart and the range of the amount that flows to or from it: low <= amount <= high. An amount of which
/// nothing is known is in [0, infinity).
template <identifier Id>
struct partner_range {
    Id id{};
    double low = 0;
    double high = 0;

    friend constexpr bool operator==(partner_range const&, partner_range const&) = default;
};

template <class Id>
partner_range(Id, double, double) -> partner_range<detail::member_t<Id>>;

} // namespace equipoise
