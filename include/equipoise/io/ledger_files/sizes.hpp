// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <concepts>
#include <cstddef>

namespace equipoise::io::detail {

/// A number of bytes or records, which is known to be no larger than memory.
template <std::unsigned_integral T>
[[nodiscard]] constexpr std::size_t as_size(T count) noexcept
{
    if constexpr (sizeof(T) > sizeof(std::size_t)) {
        return static_cast<std::size_t>(count);
    } else {
        return count;
    }
}

} // namespace equipoise::io::detail
