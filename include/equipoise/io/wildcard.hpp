// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>
#include <string_view>

namespace equipoise::io::detail {

/// Whether `text` is as the pattern, in which * stands for any characters and ? for one.
[[nodiscard]] constexpr bool matches(std::string_view pattern, std::string_view text) noexcept
{
    auto p = std::size_t{0};
    auto t = std::size_t{0};
    auto star = std::string_view::npos;
    auto resume = std::size_t{0};
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

} // namespace equipoise::io::detail
