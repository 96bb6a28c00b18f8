// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/byte_masks.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace equipoise::detail {

/// What stands in a text.
struct text_marks {
    std::size_t lines = 0; ///< line breaks
    bool quotes = false;   ///< whether there is any
};

#if defined(__GNUC__)

using few_bytes = unsigned char __attribute__((vector_size(16)));
using many_bytes = unsigned char __attribute__((vector_size(32)));

/// Looks at some vectors of bytes, each byte of them with a count of its own.
template <class Bytes>
[[gnu::always_inline]] inline void look_at(char const* at, std::size_t vectors, char quote, text_marks& marks) noexcept
{
    constexpr auto most = std::size_t{255}; // that a byte counts
    Bytes quotes = {};
    while (vectors != 0) {
        Bytes counts = {};
        auto const some = (std::min)(vectors, most);
        for (std::size_t i = 0; i < some; ++i, at += sizeof(Bytes)) {
            Bytes next;
            std::memcpy(&next, at, sizeof next);
            counts -= reinterpret_cast<Bytes>(next == '\n');
            quotes |= reinterpret_cast<Bytes>(next == static_cast<unsigned char>(quote));
        }
        for (std::size_t i = 0; i < sizeof(Bytes); ++i) {
            marks.lines += counts[i];
        }
        vectors -= some;
    }
    for (std::size_t i = 0; i < sizeof(Bytes); ++i) {
        marks.quotes |= quotes[i] != 0;
    }
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)

[[gnu::target("avx2")]] inline void look_at_many(char const* at, std::size_t vectors, char quote,
                                                 text_marks& marks) noexcept
{
    look_at<many_bytes>(at, vectors, quote, marks);
}

#endif
#endif

[[nodiscard]] inline text_marks marks_in(std::string_view text, char quote) noexcept
{
    auto marks = text_marks{};
    auto const* at = text.data();
    auto const* const end = at + text.size();
#if defined(__GNUC__)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
    if (best_byte_scan() != byte_scan::plain) {
        auto const vectors = text.size() / sizeof(many_bytes);
        look_at_many(at, vectors, quote, marks);
        at += vectors * sizeof(many_bytes);
    }
#endif
    auto const vectors = static_cast<std::size_t>(end - at) / sizeof(few_bytes);
    look_at<few_bytes>(at, vectors, quote, marks);
    at += vectors * sizeof(few_bytes);
#endif
    for (; at != end; ++at) {
        marks.lines += *at == '\n' ? 1U : 0U;
        marks.quotes |= *at == quote;
    }
    return marks;
}

} // namespace equipoise::detail
