// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "amounts.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

/// Flows drawn by RapidCheck.
namespace support {

/// The kinds of amounts for which a law holds.
struct allowed {
    int span = 15;      ///< heavy tails reach from 2^-span to 2^span; up to 15, sums of amounts are exact
    bool whole = false; ///< whole numbers only
};

/// Amounts of at most 41 bits, not all of them 0, and the unit of which all are multiples if sums are exact.
struct flows {
    std::vector<double> amounts;
    double grid;
};

inline std::uint64_t draw_bits()
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>());
}

inline std::size_t draw_below(std::size_t n)
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(std::size_t{0}, n));
}

/// The largest number of amounts that are drawn.
inline constexpr auto most = std::size_t{64};

/// One to `most` amounts, often few: uniform, alike, nearly or quite equal, with heavy tails, with zeros, or whole.
inline flows draw_flows(allowed const& limits = {})
{
    enum shape { equal, with_zeros, small, uniform, alike, near_equal, heavy, shapes };
    auto const which = draw_below(limits.whole ? uniform : shapes);
    auto const sizes = draw_below(8);
    auto const size = sizes == 7 ? most : 1 + draw_below(sizes > 3 ? 4 : most);
    auto const bits = *rc::gen::resize(
        rc::kNominalSize, rc::gen::container<std::vector<std::uint64_t>>(size, rc::gen::arbitrary<std::uint64_t>()));
    auto result = flows{{}, 1};
    for (auto const v : bits) {
        auto const x = static_cast<double>(v >> 44); // 20 bits
        switch (which) {
        case equal: result.amounts.push_back(static_cast<double>(1 + v % (1 + bits[0] % 3))); break;
        case with_zeros: result.amounts.push_back(v % 3 == 0 ? 0.0 : x); break;
        case small: result.amounts.push_back(static_cast<double>(v % 9)); break;
        case uniform:
            result.amounts.push_back((x + 1) * 0x1p-20);
            result.grid = 0x1p-20;
            break;
        case alike:
            result.amounts.push_back(1 + static_cast<double>(v % 1024) * 0x1p-14);
            result.grid = 0x1p-14;
            break;
        case near_equal:
            result.amounts.push_back(1 + static_cast<double>(v % 16) * 0x1p-40);
            result.grid = 0x1p-40;
            break;
        default: {
            auto const power = static_cast<int>(v % static_cast<std::uint64_t>(2 * limits.span + 1)) - limits.span;
            result.amounts.push_back(std::ldexp(1 + x * 0x1p-20, power));
            result.grid = std::ldexp(0x1p-20, -limits.span);
        }
        }
    }
    if (*std::max_element(result.amounts.begin(), result.amounts.end()) == 0) {
        result.amounts.front() = 1;
    }
    return result;
}

/// Whether two numbers have the same bits; NaN equals NaN.
inline bool same_bits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

inline std::string text_of(double x)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.17g", x);
    return text;
}

inline std::string text_of(std::vector<double> const& amounts)
{
    auto text = std::string{"{"};
    for (auto const x : amounts) {
        text += (text.size() > 1 ? ", " : "") + text_of(x);
    }
    return text + "}";
}

} // namespace support
