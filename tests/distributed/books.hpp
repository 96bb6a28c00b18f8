// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../io/ledgers_for_files.hpp"
#include "../support/amounts.hpp"

#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>

/// The shares of ranks in a ledger.
namespace ranks {

using key = std::tuple<int, std::string>;
using book = equipoise::ledger<key, std::string>;

inline constexpr std::size_t all_rows = 3000;

/// Every `of`-th of 3000 rows, from `first` on. Their amounts are multiples of 1/16 up to 1e17, so that a sum is exact
/// in two doubles; totals are declared, some of them contradictory, and amounts unknown.
[[nodiscard]] inline book part(std::size_t first, std::size_t of)
{
    auto rows = equipoise::ledger_builder<key, std::string>{};
    auto random = support::random{19};
    for (std::size_t i = 0; i < all_rows; ++i) {
        auto const where = key{2019 + static_cast<int>(random.below(2)),
                               "a product with a long name, number " + std::to_string(random.below(60))};
        auto const partner = "partner " + std::to_string(random.below(40));
        auto const kind = random.below(100);
        auto const amount =
            std::ldexp(static_cast<double>(1 + random.below(1000)), static_cast<int>(random.below(50)) - 4);
        if (i % of != first) {
            continue;
        }
        if (kind == 0) {
            rows.add_unknown(where, partner);
        } else if (kind == 1) {
            rows.add_unknown(where);
        } else if (kind == 2) {
            rows.declare(where, {.total = std::ldexp(1.0, 70)});
        } else if (kind == 3) {
            rows.declare(where, {.total = amount, .rounding = 0.5}); // may be less than the sum
        } else if (kind == 4) {
            rows.set_aside(16);
        } else {
            rows.add(where, partner, amount);
        }
    }
    auto made = rows.build();
    if (first == 0) {
        made.state_amounts_in("US$");
    }
    return made;
}

} // namespace ranks
