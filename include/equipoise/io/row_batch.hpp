// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/digits.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/row_index.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace equipoise::io::detail {

/// Consecutive regular rows: without quotes, as wide as the header, and each followed by at least `ahead` more
/// characters, so that a field can be loaded without regard to its size.
class row_batch {
public:
    static constexpr std::size_t ahead = 8;

    /// The fields of one column from a certain row on.
    class fields {
    public:
        fields() noexcept = default;
        fields(char const* text, row_place const* at, std::size_t width, bool end_rows) noexcept
            : text_{text}, at_{at}, width_{width}, end_rows_{end_rows}
        {
        }

        [[nodiscard, gnu::always_inline]] std::string_view operator*() const noexcept
        {
            auto const field = std::string_view{text_ + at_[0], std::size_t{at_[1]} - at_[0] - 1};
            return end_rows_ && field.ends_with('\r') ? field.substr(0, field.size() - 1) : field;
        }

        [[nodiscard]] fields operator+(std::size_t rows) const noexcept
        {
            return {text_, at_ + rows * width_, width_, end_rows_};
        }

        /// Loads the first eight characters, and the size, of each of `count` fields.
        void load(std::size_t count, std::uint64_t* words, std::uint64_t* sizes) const noexcept
        {
            if (end_rows_) {
                for (std::size_t i = 0; i < count; ++i) {
                    auto const field = *(*this + i);
                    words[i] = detail::load<std::uint64_t>(field.data());
                    sizes[i] = field.size();
                }
                return;
            }
            auto const* const text = text_;
            auto const* at = at_;
            auto const width = width_;
            for (std::size_t i = 0; i < count; ++i, at += width) {
                words[i] = detail::load<std::uint64_t>(text + at[0]);
                sizes[i] = at[1] - at[0] - 1;
            }
        }

        /// Whether any of `count` fields may equal the field of the row before it: whether the eight characters up to
        /// the ends of both are the same, which in short fields are those of the fields before as well. The row before
        /// the first one is part of the batch.
        [[nodiscard]] bool may_repeat(std::size_t count) const noexcept
        {
            auto const* const text = text_ - sizeof(std::uint64_t) - 1;
            auto const* at = at_ + 1;
            auto const width = width_;
            auto before = detail::load<std::uint64_t>(text + *(at - width));
            auto any = false;
            for (std::size_t i = 0; i < count; ++i, at += width) {
                auto const word = detail::load<std::uint64_t>(text + *at);
                any |= word == before;
                before = word;
            }
            return any;
        }

        /// Whether each of `count` fields has `size` characters, of which the first and the last are no blanks. May be
        /// false for such fields that end the rows.
        [[nodiscard]] bool all_plain(std::size_t count, std::size_t size) const noexcept
        {
            constexpr auto mark = 0x50U; // a bit that letters and digits have, and blanks lack
            auto const* const text = text_;
            auto const* at = at_;
            auto const width = width_;
            auto plain = true;
            for (std::size_t i = 0; i < count; ++i, at += width) {
                auto const first = static_cast<unsigned char>(text[at[0]]);
                auto const last = static_cast<unsigned char>(text[at[1] - 2]);
                plain &= (std::size_t{at[1]} - at[0] == size + 1) & ((first & mark) != 0) & ((last & mark) != 0);
            }
            return plain;
        }

        /// Whether `count` fields are equal and have one to eight characters; may be false for equal fields that end
        /// the rows.
        [[nodiscard]] bool all_equal(std::size_t count) const noexcept
        {
            auto const* at = at_;
            auto const size = at[1] - at[0] - 1;
            if (end_rows_ || size - 1 > 7) {
                return false;
            }
            auto const shift = 64U - 8U * size;
            auto const word = detail::load<std::uint64_t>(text_ + at[0]);
            auto const other = [&](row_place const* of) {
                auto const more = of[1] - of[0] - 1;
                return (detail::load<std::uint64_t>(text_ + of[0]) ^ word) << shift | (more ^ size);
            };
            if (other(at + (count - 1) * width_) != 0) {
                return false;
            }
            auto any = std::uint64_t{0};
            for (std::size_t i = 0; i < count && any == 0;) {
                for (auto const end = (std::min)(count, i + 32); i < end; ++i, at += width_) {
                    any |= other(at);
                }
            }
            return any == 0;
        }

    private:
        char const* text_ = nullptr;
        row_place const* at_ = nullptr;
        std::size_t width_ = 0;
        bool end_rows_ = false;
    };

    /// `begins` holds where in the text the fields of the first row begin, then those of the next row, and so on.
    row_batch(layout const& where, char const* text, row_place const* begins, std::size_t size) noexcept
        : where_{&where}, text_{text}, begins_{begins}, size_{size}
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] layout const& where() const noexcept { return *where_; }

    /// The i-th of the wanted columns, which the file must have.
    [[nodiscard]] fields operator[](std::size_t i) const noexcept
    {
        auto const place = where_->places[i];
        auto const width = where_->names.size();
        return {text_, begins_ + place, width, place + 1 == width};
    }

private:
    layout const* where_;
    char const* text_;
    row_place const* begins_;
    std::size_t size_;
};

/// A sink that also takes many rows at a time: read(batch) reads all of them, and use(i) makes data of the rows from i
/// on, up to the first that has to be handed to it singly. It returns the number of that row.
template <class Sink>
concept batch_sink = requires(Sink& sink, row_batch const& rows, std::size_t i) {
    sink.read(rows);
    { sink.use(i) } -> std::same_as<std::size_t>;
};

} // namespace equipoise::io::detail
