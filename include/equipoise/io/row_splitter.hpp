// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/parse.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::io::detail {

/// Finds which of eight bytes of text are one of three characters.
class byte_finder {
public:
    constexpr byte_finder(char a, char b, char c) noexcept : a_{spread(a)}, b_{spread(b)}, c_{spread(c)} {}

    /// The top bit of each byte that is found; the first character is the lowest byte.
    [[nodiscard]] constexpr std::uint64_t operator()(std::uint64_t word) const noexcept
    {
        return ~(differs(word ^ a_) & differs(word ^ b_) & differs(word ^ c_)) & ~low_bits;
    }

    /// The position of the first character that is found; for a result that is not zero.
    [[nodiscard]] static constexpr std::size_t place(std::uint64_t found) noexcept
    {
        return static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }

    /// Loads `n` characters, at most 8, followed by zero bytes; the first character is the lowest byte.
    [[nodiscard]] static std::uint64_t load(char const* from, std::size_t n) noexcept
    {
        auto word = std::uint64_t{0};
        std::memcpy(&word, from, n);
        if constexpr (std::endian::native == std::endian::big) {
            word = (word & 0x00ff00ff00ff00ffU) << 8U | (word >> 8U & 0x00ff00ff00ff00ffU);
            word = (word & 0x0000ffff0000ffffU) << 16U | (word >> 16U & 0x0000ffff0000ffffU);
            word = word << 32U | word >> 32U;
        }
        return word;
    }

private:
    static constexpr std::uint64_t low_bits = 0x7f7f7f7f7f7f7f7fU;

    static constexpr std::uint64_t spread(char c) noexcept
    {
        return 0x0101010101010101U * static_cast<unsigned char>(c);
    }

    // Sets the top bit of each byte that is not zero; no carry crosses a byte.
    static constexpr std::uint64_t differs(std::uint64_t word) noexcept
    {
        return ((word & low_bits) + low_bits) | word;
    }

    std::uint64_t a_;
    std::uint64_t b_;
    std::uint64_t c_;
};

/// Finds the ends of a row and of its fields in one pass over the text, without changing or copying it.
///
/// RFC 4180: a field is quoted as a whole or not at all; quotes within a quoted field are doubled; separators and line
/// breaks within it are text. A row ends with LF, CR LF or the end of the text.
class row_splitter {
public:
    static constexpr auto none = static_cast<std::size_t>(-1);

    /// @throws invalid_parameter when separator and quote are not two different characters other than CR, LF
    /// and NUL; as quote, NUL stands for "no quoting"
    row_splitter(char separator, char quote)
        : find_{separator, '\n', quote != '\0' ? quote : '\n'}, separator_{separator}, quote_{quote}, cells_(16)
    {
        auto const is_break = [](char c) { return c == '\n' || c == '\r'; };
        if (separator == '\0' || separator == quote || is_break(separator) || is_break(quote)) {
            throw invalid_parameter{"delimited", "the separator and the quote must be two characters, "
                                                 "neither of them a line break"};
        }
    }

    /// Splits the row at the start of the text. @return where the next row begins; nullptr when the row does not end
    /// within the text, so that more text is needed or, when this is the `last`, a quote is not closed
    char const* split(char const* first, char const* end, bool last)
    {
        count_ = 0;
        breaks_ = 0;
        flaw_ = none;
        open_quote_ = nullptr;
        closed_ = nullptr;
        doubled_quotes_ = false;
        auto const* start = first; // of the field
        for (auto const* at = first;;) {
            auto const left = static_cast<std::size_t>(end - at);
            auto found = find_(left >= 8 ? byte_finder::load(at, 8) : byte_finder::load(at, left));
            for (; found != 0; found &= found - 1) {
                auto const* const mark = at + byte_finder::place(found);
                if (*mark == separator_) {
                    add(start, mark);
                    start = mark + 1;
                } else if (*mark == '\n') {
                    add(start, without_return(start, mark));
                    return mark + 1;
                } else if (mark == start) {
                    break;
                } else {
                    mark_flaw();
                }
            }
            if (found != 0) {
                at = closed_ = after_quotes(start, end);
                if (at == nullptr) {
                    return nullptr;
                }
            } else if (left >= 8) {
                at += 8;
            } else {
                break;
            }
        }
        if (!last) {
            return nullptr;
        }
        add(start, without_return(start, end));
        return end;
    }

    [[nodiscard]] std::size_t size() const noexcept { return count_; }

    /// The text of a field without the quotes around it; quotes within it are still doubled.
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept
    {
        auto const text = raw(i);
        return quoted(i) ? text.substr(1, text.size() - 2) : text;
    }

    /// The same with a single quote in place of each doubled one. Such text is appended to `storage`, which must not
    /// reallocate as long as views of other fields are in use.
    [[nodiscard]] std::string_view plain(std::size_t i, std::string& storage) const
    {
        auto const text = (*this)[i];
        if (!quoted(i) || text.find(quote_) == std::string_view::npos) {
            return text;
        }
        auto const begin = storage.size();
        for (std::size_t at = 0; at < text.size(); at += text[at] == quote_ ? 2U : 1U) {
            storage += text[at];
        }
        return std::string_view{storage}.substr(begin);
    }

    /// Whether the row is a line without any characters but blanks.
    [[nodiscard]] bool blank() const noexcept { return count_ == 1 && trimmed(raw(0)).empty(); }

    /// Whether any field has doubled quotes.
    [[nodiscard]] bool doubled_quotes() const noexcept { return doubled_quotes_; }

    /// The number of line breaks within quoted fields of the row.
    [[nodiscard]] std::size_t breaks() const noexcept { return breaks_; }

    /// The first field with a quote in the wrong place: within a field that is not quoted, or before the end of a
    /// quoted one; `none` when there is none.
    [[nodiscard]] std::size_t flaw() const noexcept { return flaw_; }

    /// When split() has returned nullptr: the quote that is not closed, or nullptr when there is none.
    [[nodiscard]] char const* open_quote() const noexcept { return open_quote_; }

private:
    struct cell {
        char const* first;
        char const* last;
    };

    [[nodiscard]] std::string_view raw(std::size_t i) const noexcept
    {
        return {cells_[i].first, static_cast<std::size_t>(cells_[i].last - cells_[i].first)};
    }

    [[nodiscard]] bool quoted(std::size_t i) const noexcept
    {
        return cells_[i].first != cells_[i].last && *cells_[i].first == quote_ && i != flaw_;
    }

    void add(char const* first, char const* last)
    {
        if (closed_ != nullptr) {
            if (closed_ != last) {
                mark_flaw();
            }
            closed_ = nullptr;
        }
        if (count_ == cells_.size()) {
            cells_.resize(2 * count_);
        }
        cells_[count_++] = {first, last};
    }

    /// Marks the current field as one with a quote in the wrong place.
    void mark_flaw() noexcept
    {
        if (flaw_ == none) {
            flaw_ = count_;
        }
    }

    [[nodiscard]] static char const* without_return(char const* first, char const* last) noexcept
    {
        return last != first && last[-1] == '\r' ? last - 1 : last;
    }

    // The position after the closing quote of the field that `open` begins; nullptr when the text ends before.
    char const* after_quotes(char const* open, char const* end) noexcept
    {
        for (auto const* at = open + 1; at != end;) {
            auto const* const close =
                static_cast<char const*>(std::memchr(at, quote_, static_cast<std::size_t>(end - at)));
            if (close == nullptr) {
                break;
            }
            auto const* const next = close + 1;
            if (next == end || *next != quote_) {
                breaks_ += static_cast<std::size_t>(std::count(open, close, '\n'));
                return next;
            }
            doubled_quotes_ = true;
            at = next + 1;
        }
        open_quote_ = open;
        return nullptr;
    }

    byte_finder find_;
    char separator_;
    char quote_;
    std::vector<cell> cells_;
    std::size_t count_ = 0;
    std::size_t breaks_ = 0;
    std::size_t flaw_ = none;
    char const* closed_ = nullptr; ///< after the closing quote of the current field
    char const* open_quote_ = nullptr;
    bool doubled_quotes_ = false;
};

} // namespace equipoise::io::detail
