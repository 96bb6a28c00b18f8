// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <string>
#include <string_view>

namespace equipoise::codes_detail {

/// The text with the small letters a to z as capitals.
[[nodiscard]] inline std::string capitals(std::string_view text)
{
    auto result = std::string{text};
    for (auto& letter : result) {
        letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return result;
}

} // namespace equipoise::codes_detail
