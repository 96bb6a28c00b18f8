// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <bit>
#include <cstddef>
#include <cstring>

namespace equipoise::detail {

/// Characters as they stand in memory, the first one lowest.
template <class Word>
[[nodiscard]] inline Word load(char const* from) noexcept
{
    auto word = Word{};
    std::memcpy(&word, from, sizeof word);
    if constexpr (std::endian::native == std::endian::big) {
        auto turned = Word{};
        for (std::size_t i = 0; i < sizeof word; ++i) {
            turned = static_cast<Word>(turned << 8U | (word >> (8 * i) & 0xFFU));
        }
        return turned;
    }
    return word;
}

} // namespace equipoise::detail
