// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>

#include <cstddef>

namespace equipoise::io::detail {

/// A flow without its product.
struct plain_flow {
    iso3 origin{};
    iso3 destination{};
    double amount = 0;
    int period = 0;
};

/// Flows of one state in one period, by number: rows of a file that is sorted by reporter.
struct flow_run {
    iso3 origin{};
    int period = 0;
    iso3 const* destinations = nullptr;
    double const* amounts = nullptr;
    std::size_t count = 0;

    [[nodiscard]] std::size_t size() const noexcept { return count; }

    [[nodiscard, gnu::always_inline]] plain_flow operator[](std::size_t i) const noexcept
    {
        return {origin, destinations[i], amounts[i], period};
    }
};

} // namespace equipoise::io::detail
