// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

namespace equipoise::detail {

/// How the rows of a ledger were brought together, from the cheapest way to the most expensive.
enum class plan : unsigned char {
    in_order,   ///< they came in the order of the cells and were appended one after the other
    dense,      ///< they were summed in a table of all keys and partners
    radix,      ///< they were sorted by the digits of their identifiers
    comparison, ///< they were sorted by comparing their identifiers
};

} // namespace equipoise::detail
