// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/identifiers.hpp>

#include <optional>

namespace equipoise {

/// A state and its size. What is not known stays empty and is never taken for zero.
template <identifier Id, amount Amount = double>
struct state {
    Id id{};
    std::optional<Amount> gdp{};        ///< in the unit of the flows that it is compared with
    std::optional<double> capability{}; ///< share of the world's capabilities, in [0, 1]

    friend constexpr bool operator==(state const&, state const&) = default;
};

} // namespace equipoise
