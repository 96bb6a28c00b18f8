// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <algorithm>
#include <cstddef>

namespace equipoise::detail {

/// Where the i-th of a number of shares begins that differ by at most one element; the last share ends where a further
/// one would begin.
[[nodiscard]] constexpr std::size_t begin_of_share(std::size_t whole, std::size_t shares, std::size_t i) noexcept
{
    return whole / shares * i + (std::min)(i, whole % shares);
}

} // namespace equipoise::detail
