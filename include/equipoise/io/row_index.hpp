// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/byte_masks.hpp>

#include <cstddef>
#include <vector>

namespace equipoise::io::detail {

using equipoise::detail::best_instruction_set;
using equipoise::detail::find_ends;
using equipoise::detail::instruction_set;
using equipoise::detail::mask_width;
using equipoise::detail::special_bytes;

/// The position of a character in the text that an index covers.
using row_place = equipoise::detail::text_place;

/// Where the fields and rows at the start of a text end, up to the first quote or NUL byte.
/// Positions are counted from the start of the text.
class row_index {
public:
    using place = row_place;

    static constexpr std::size_t reach =
        128 * mask_width; ///< bytes; the positions found in them fit the first-level cache

    row_index(special_bytes special, instruction_set by)
        : special_{special}, by_{by}, fields_(1 + reach + equipoise::detail::spare_places),
          rows_(reach + equipoise::detail::spare_places)
    {
    }

    /// Indexes the start of a text, at most `reach` bytes.
    void mark(char const* first, std::size_t size) noexcept
    {
        auto const end =
            find_ends(by_, first, size < reach ? size : reach, special_, {fields_.data() + 1, rows_.data()});
        field_count_ = static_cast<std::size_t>(end.fields - fields_.data()) - 1;
        row_count_ = static_cast<std::size_t>(end.rows - rows_.data());
    }

    /// The number of fields and of rows that end in the indexed text.
    [[nodiscard]] std::size_t field_count() const noexcept { return field_count_; }
    [[nodiscard]] std::size_t row_count() const noexcept { return row_count_; }

    /// Where fields begin: those that end, and one more, which does not.
    [[nodiscard]] place const* fields() const noexcept { return fields_.data(); }

    /// Where rows end, after their line feeds.
    [[nodiscard]] place const* row_ends() const noexcept { return rows_.data(); }

private:
    special_bytes special_;
    instruction_set by_;
    std::vector<place> fields_;
    std::vector<place> rows_;
    std::size_t field_count_ = 0;
    std::size_t row_count_ = 0;
};

} // namespace equipoise::io::detail
