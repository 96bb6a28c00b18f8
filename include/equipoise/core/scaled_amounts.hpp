// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <vector>

namespace equipoise::detail {

/// Flows whose amounts can be copied: a portfolio, or a range of amounts.
template <class R, class Proj = ranges::identity>
concept amount_source =
    (portfolio_like<R> && std::same_as<Proj, ranges::identity>)
    || (!portfolio_like<R> && amount_range<R, Proj> && (ranges::forward_range<R> || fits_double<amount_t<R, Proj>>));

/// Copies of the amounts of a portfolio or range, in their order, as doubles in the unit of the totals.
struct scaled_amounts {
    totals sums;
    std::vector<double> amounts;

    /// Whether the total is positive and all of it is attributed to partners.
    [[nodiscard]] constexpr bool complete() const noexcept { return sums.whole().hi != 0 && sums.unattributed.hi == 0; }
};

/// Copies and scales the amounts of `flows`.
/// @throws invalid_amount in the name of the index `name`
template <class R, class Proj>
    requires amount_source<R, Proj>
[[nodiscard]] EQUIPOISE_CONSTEXPR scaled_amounts scale_amounts(R& flows, Proj& proj, std::string_view name)
{
    auto result = scaled_amounts{};
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
