// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/byte_masks.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

using equipoise::detail::best_byte_scan;
using equipoise::detail::byte_masks;
using equipoise::detail::byte_scan;
using equipoise::detail::mask_width;
using equipoise::detail::special_bytes;

/// Where a character stands in what an index looks at.
using row_place = std::uint32_t;

/// Where the fields and rows at the start of a text end, as far as no quote and no NUL byte comes before.
/// Places count from the start of the text.
template <class Place>
class row_index_of {
public:
    using place = Place;

    static constexpr std::size_t reach = 128 * mask_width; // the places found in it stay in the first cache

    row_index_of(special_bytes special, byte_scan by)
        : special_{special}, by_{by}, fields_(1 + reach + mask_width), rows_(reach + mask_width)
    {
    }

    /// Looks at the start of a text, `reach` bytes at the most.
    void mark(char const* first, std::size_t size) noexcept
    {
        size = size < reach ? size : reach;
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
        if (by_ == byte_scan::avx512) {
            return mark_widest(first, size);
        }
        if (by_ == byte_scan::avx2) {
            return mark_wide(first, size);
        }
#endif
        mark_by<byte_scan::plain>(first, size);
    }

    /// The number of fields and of rows that end in what was looked at.
    [[nodiscard]] std::size_t field_count() const noexcept { return field_count_; }
    [[nodiscard]] std::size_t row_count() const noexcept { return row_count_; }

    /// Where fields begin: field_count() of them, and the first one that does not end.
    [[nodiscard]] place const* fields() const noexcept { return fields_.data(); }

    /// Where rows end, behind their line feeds.
    [[nodiscard]] place const* row_ends() const noexcept { return rows_.data(); }

private:
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
    [[gnu::target("avx2,bmi,popcnt")]] void mark_wide(char const* first, std::size_t size) noexcept
    {
        mark_by<byte_scan::avx2>(first, size);
    }

    [[gnu::target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")]] void mark_widest(char const* first,
                                                                                std::size_t size) noexcept
    {
        mark_by<byte_scan::avx512>(first, size);
    }
#endif

    template <byte_scan By>
    [[gnu::always_inline]] void mark_by(char const* first, std::size_t size) noexcept
    {
        auto const special = special_;
        auto* fields = fields_.data() + 1;
        auto* rows = rows_.data();
        for (std::size_t at = 0; at < size; at += mask_width) {
            char rest[mask_width];
            auto const* from = first + at;
            if (size - at < mask_width) {
                std::memset(rest, '\0', sizeof rest); // which ends the search
                std::memcpy(rest, from, size - at);
                from = rest;
            }
            auto masks = byte_masks{};
            if constexpr (By == byte_scan::plain) {
                masks = plain_masks(from, special);
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
            } else if constexpr (By == byte_scan::avx2) {
                masks = wide_masks(from, special);
            } else {
                masks = widest_masks(from, special);
#endif
            }
            auto const seen = masks.odd != 0 ? (masks.odd & (~masks.odd + 1)) - 1 : ~std::uint64_t{0};
            auto const behind = static_cast<place>(at + 1);
            if constexpr (By != byte_scan::avx512) {
                fields = put(fields, masks.ends & seen, behind, std::make_index_sequence<14>{});
                rows = put(rows, masks.lines & seen, behind, std::make_index_sequence<3>{});
#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32)
            } else {
                fields = equipoise::detail::put_places<32>(fields, masks.ends & seen, behind);
                rows = equipoise::detail::put_places<16>(rows, masks.lines & seen, behind);
#endif
            }
            if (masks.odd != 0) {
                break;
            }
        }
        field_count_ = static_cast<std::size_t>(fields - fields_.data()) - 1;
        row_count_ = static_cast<std::size_t>(rows - rows_.data());
    }

    // As many as there usually are without asking, since the question is what takes time.
    template <std::size_t... Usual>
    [[gnu::always_inline]] static place* put(place* to, std::uint64_t mask, place behind,
                                             std::index_sequence<Usual...>) noexcept
    {
        auto const n = static_cast<std::size_t>(std::popcount(mask));
        ((to[Usual] = behind + static_cast<place>(std::countr_zero(mask)), mask &= mask - 1), ...);
        for (auto i = sizeof...(Usual); i < n; ++i) {
            to[i] = behind + static_cast<place>(std::countr_zero(mask));
            mask &= mask - 1;
        }
        return to + n;
    }

    special_bytes special_;
    byte_scan by_;
    std::vector<place> fields_;
    std::vector<place> rows_;
    std::size_t field_count_ = 0;
    std::size_t row_count_ = 0;
};

using row_index = row_index_of<row_place>;

} // namespace equipoise::io::detail
