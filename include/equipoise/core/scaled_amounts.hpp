// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <vector>

namespace equipoise::detail {

/// What can be gathered: portfolios, and ranges of amounts.
template <class R, class Proj = ranges::identity>
concept gatherable =
    (portfolio_like<R> && std::same_as<Proj, ranges::identity>)
    || (!portfolio_like<R> && amount_range<R, Proj> && (ranges::forward_range<R> || fits_double<amount_t<R, Proj>>));

/// The amounts of a portfolio or range as doubles, in their order and in the units of their totals.
struct gathered {
    totals sums;
    std::vector<double> amounts;

    /// Whether there is a flow, and all of it is attributed.
    [[nodiscard]] constexpr bool complete() const noexcept { return sums.whole().hi != 0 && sums.unattributed.hi == 0; }
};

/// @throws invalid_amount under the given name
template <class R, class Proj>
    requires gatherable<R, Proj>
[[nodiscard]] constexpr gathered gather(R& flows, Proj& proj, std::string_view name)
{
    auto result = gathered{};
    auto& amounts = result.amounts;
    if constexpr (portfolio_like<R>) {
        result.sums = flows.totals();
        auto const source = flows.amounts();
        double room[block_size];
        for_each_block(source, proj, [&](double const* first, std::size_t count) {
            auto const* const block = scaled_block(first, count, result.sums.exponent, room);
            amounts.insert(amounts.end(), block, block + count);
        });
    } else {
        auto counted = tally{};
        for_each_block(flows, proj, [&](double const* first, std::size_t count) {
            auto const* const block = counted.add(first, count, name, [&](int power) {
                for (auto& amount : amounts) {
                    amount = scaled(amount, power);
                }
            });
            amounts.insert(amounts.end(), block, block + count);
        });
        result.sums = counted.result();
    }
    return result;
}

} // namespace equipoise::detail
