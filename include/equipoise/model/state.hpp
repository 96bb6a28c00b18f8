// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/identifiers.hpp>

#include <optional>

namespace equipoise {

/// A state and its size. What is not known is empty and never taken for zero.
template <identifier Id, amount Amount = double>
struct state {
    Id id{};
    std::optional<Amount> gdp{};        ///< in the unit of the flows with which it is compared
    std::optional<double> capability{}; ///< its share of the world's capabilities, in [0, 1]

    friend constexpr bool operator==(state const&, state const&) = default;
};

} // namespace equipoise
