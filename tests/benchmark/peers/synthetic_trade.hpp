// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/comtrade_numbers.hpp>
#include <equipoise/codes/succession.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

/// Made-up bilateral trade in the shape of CEPII's BACI: the same every time, on every machine.
namespace synthetic {

/// A row of BACI: year, exporter, importer, product, value and quantity, these two in thousandths.
struct trade {
    int year;
    int exporter;
    int importer;
    int product;           ///< six digits of the Harmonized System, without leading zeros
    std::int64_t value;    ///< thousandths of a thousand dollars
    std::int64_t quantity; ///< thousandths of a ton; negative when not known
};

namespace detail {

/// The numbers of UN Comtrade for some 250 states, and for four areas that BACI has: Other Asia and other areas, not
/// specified, the Southern African Customs Union and islands of the United States.
inline std::vector<int> states()
{
    auto codes = std::vector<int>{490, 697, 711, 849};
    auto const& meanings = equipoise::codes_detail::comtrade_numbers;
    for (std::size_t code = 0; code < meanings.size(); ++code) {
        auto const state = meanings[code].state;
        auto const is_state = meanings[code].kind == equipoise::code_kind::state;
        if (is_state && !equipoise::years_of(state)) { // one that still exists
            codes.push_back(static_cast<int>(code));
        }
    }
    std::sort(codes.begin(), codes.end());
    return codes;
}

/// Weights times the factor at which they, each at most `cap`, add up to `sum`.
inline std::vector<double> scaled_to(double sum, double cap, std::vector<double> const& weights)
{
    auto const capped = [&](double factor) {
        auto total = 0.0;
        for (double const weight : weights) {
            total += (std::min)(cap, factor * weight);
        }
        return total;
    };
    auto low = 0.0;
    auto high = 1.0;
    while (capped(high) < sum && high < 1e15) {
        high *= 2;
    }
    for (int step = 0; step < 60; ++step) {
        auto const middle = (low + high) / 2;
        (capped(middle) < sum ? low : high) = middle;
    }
    auto result = weights;
    for (auto& weight : result) {
        weight = (std::min)(cap, high * weight);
    }
    return result;
}

} // namespace detail

/// Hands about `rows` rows to `sink` one by one, sorted by year, exporter, product and importer: 16 importers for each
/// exporter and product in the mean, lognormal values over nine powers of ten, every twentieth quantity unknown.
template <class Sink>
void trade_rows(std::size_t rows, Sink&& sink)
{
    constexpr auto partners = 16.0;
    constexpr auto products = 5000;
    auto const years = (std::max)(4, static_cast<int>(rows / 4500000));
    auto const codes = detail::states();
    auto const n = codes.size();
    auto random = std::mt19937_64{1995};
    auto const uniform = [&] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    auto const normal = [&] {
        auto const radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    };

    // Sizes of states follow a power law of their ranks; that of the two powers and of one importer are known.
    auto order = std::vector<std::size_t>(n);
    for (std::size_t i = 0; i < n; ++i) {
        order[i] = i;
        std::swap(order[i], order[random() % (i + 1)]);
    }
    auto const give = [&](std::size_t rank, int code) {
        auto const place = static_cast<std::size_t>(std::lower_bound(codes.begin(), codes.end(), code) - codes.begin());
        std::swap(order[rank], *std::find(order.begin(), order.end(), place));
    };
    give(0, 156);
    give(1, 842);
    give(12, 643);
    auto weights = std::vector<double>(n);
    for (std::size_t rank = 0; rank < n; ++rank) {
        weights[order[rank]] = std::pow(static_cast<double>(rank + 1), -0.9);
    }
    auto const buys = detail::scaled_to(partners, 1, weights);
    auto const sells = detail::scaled_to(static_cast<double>(rows) / partners / years, products, weights);

    for (int year = 0; year < years; ++year) {
        for (std::size_t i = 0; i < n; ++i) {
            auto const sold = static_cast<int>(std::ceil(sells[i]));
            for (int p = 0; p < sold; ++p) {
                auto const product = 10121 + 176 * (p * products / sold);
                for (std::size_t j = 0; j < n; ++j) {
                    if (uniform() < buys[j] && j != i) {
                        auto const value = std::exp(2.5 * normal() + 3);
                        auto const quantity = random() % 20 == 0 ? -1 : std::llround(1000 * value * std::exp(normal()));
                        sink(trade{1995 + year, codes[i], codes[j], product, 1 + std::llround(1000 * value), quantity});
                    }
                }
            }
        }
    }
}

} // namespace synthetic
