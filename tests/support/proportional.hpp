// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>

#include <map>
#include <random>
#include <utility>

namespace support {

/// Calls check(a, b) with 300 pairs of portfolios of seven whole amounts that are proportional to each other.
template <class Check>
void with_proportional_pairs(unsigned seed, Check check)
{
    auto random = std::mt19937{seed};
    auto draw = [&](int most) { return static_cast<double>(std::uniform_int_distribution{1, most}(random)); };
    for (auto i = 0; i < 300; ++i) {
        auto const factor = std::pair{draw(99991), draw(99991)};
        auto first = std::map<int, double>{};
        auto second = std::map<int, double>{};
        for (auto k = 0; k < 7; ++k) {
            auto const x = draw(9999);
            first[k] = factor.first * x;
            second[k] = factor.second * x;
        }
        check(equipoise::portfolio<int>{first}, equipoise::portfolio<int>{second});
    }
}

} // namespace support
