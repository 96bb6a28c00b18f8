// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/processor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace equipoise::detail {

/// What a text contains.
struct text_marks {
    std::size_t lines = 0; ///< the number of line feeds
    bool quotes = false;   ///< whether there is a quote
};

#if defined(__GNUC__) && !defined(EQUIPOISE_NO_SIMD)

// The generic vectors of GCC and Clang: the compiler makes SSE2, AVX2 or NEON instructions of them.
using sixteen_bytes = unsigned char __attribute__((vector_size(16)));
using thirty_two_bytes = unsigned char __attribute__((vector_size(32)));

/// Adds what a number of vectors contains. Each byte of a vector has a counter of one byte, which is emptied in time.
template <class Bytes>
[[gnu::always_inline]] inline void add_marks(char const* at, std::size_t vectors, char quote,
                                             text_marks& marks) noexcept
{
    constexpr auto counter_limit = std::size_t{255};
    Bytes quotes = {};
    while (vectors != 0) {
        Bytes counters = {};
        auto const batch = (std::min)(vectors, counter_limit);
        for (std::size_t i = 0; i < batch; ++i, at += sizeof(Bytes)) {
            Bytes next;
            std::memcpy(&next, at, sizeof next);
            counters -= reinterpret_cast<Bytes>(next == '\n'); // a comparison gives 0 or -1
            quotes |= reinterpret_cast<Bytes>(next == static_cast<unsigned char>(quote));
        }
        for (std::size_t i = 0; i < sizeof(Bytes); ++i) {
            marks.lines += counters[i];
        }
        vectors -= batch;
    }
    for (std::size_t i = 0; i < sizeof(Bytes); ++i) {
        marks.quotes |= quotes[i] != 0;
    }
}

#if EQUIPOISE_X86_VECTORS

[[gnu::target(EQUIPOISE_AVX2)]] inline void add_marks_avx2(char const* at, std::size_t vectors, char quote,
                                                           text_marks& marks) noexcept
{
    add_marks<thirty_two_bytes>(at, vectors, quote, marks);
}

#endif
#endif

/// Counts the line feeds of a text and looks for a quote.
[[nodiscard]] inline text_marks marks_in(std::string_view text, char quote) noexcept
{
    auto marks = text_marks{};
    auto const* at = text.data();
    auto const* const end = at + text.size();
#if EQUIPOISE_X86_VECTORS
    if (best_instruction_set() >= instruction_set::avx2) {
        auto const vectors = text.size() / sizeof(thirty_two_bytes);
        add_marks_avx2(at, vectors, quote, marks);
        at += vectors * sizeof(thirty_two_bytes);
    }
#endif
#if defined(__GNUC__) && !defined(EQUIPOISE_NO_SIMD)
    auto const vectors = static_cast<std::size_t>(end - at) / sizeof(sixteen_bytes);
    add_marks<sixteen_bytes>(at, vectors, quote, marks);
    at += vectors * sizeof(sixteen_bytes);
#endif
    for (; at != end; ++at) {
        marks.lines += *at == '\n' ? 1U : 0U;
        marks.quotes |= *at == quote;
    }
    return marks;
}

} // namespace equipoise::detail
