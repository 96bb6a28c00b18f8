// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/simd/line_marks.hpp>
#include <equipoise/io/header_reader.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/source.hpp>
#include <equipoise/io/table_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

using equipoise::detail::marks_in;

/// Whole rows at the start of a text.
struct leading_rows {
    std::size_t size;  ///< characters
    std::size_t lines; ///< that the rows take
};

/// Finds where the last whole row of a text ends, by the rules of row_splitter: a quote opens a field only as its first
/// character, and everything up to the closing quote is text.
class row_cutter {
public:
    row_cutter(char separator, char quote) noexcept : separator_{separator}, quote_{quote} {}

    /// The whole rows of a text that begins with a row.
    [[nodiscard]] leading_rows operator()(std::string_view text) const noexcept
    {
        auto const marks = marks_in(text, quote_);
        if (!marks.quotes) {
            return {text.rfind('\n') + 1, marks.lines};
        }
        auto const size = size_by_quotes(text);
        return {size, marks_in(text.substr(0, size), quote_).lines};
    }

private:
    [[nodiscard]] std::size_t size_by_quotes(std::string_view text) const noexcept
    {
        auto const* const first = text.data();
        auto const* const end = first + text.size();
        auto const* cut = first;
        auto const* plain = first; // where the text without quotes before `quote` begins
        for (auto const* quote = next_quote(first, end); quote != nullptr;) {
            if (quote != first && quote[-1] != separator_ && quote[-1] != '\n') {
                quote = next_quote(quote + 1, end);
                continue;
            }
            cut = after_break(plain, quote, cut);
            plain = after_quotes(quote, end);
            if (plain == nullptr) {
                return static_cast<std::size_t>(cut - first);
            }
            quote = next_quote(plain, end);
        }
        return static_cast<std::size_t>(after_break(plain, end, cut) - first);
    }

    [[nodiscard]] char const* next_quote(char const* first, char const* last) const noexcept
    {
        return quote_ != '\0' ? find_byte(first, last, quote_) : nullptr;
    }

    [[nodiscard]] char const* after_quotes(char const* open, char const* end) const noexcept
    {
        for (auto const* at = open + 1;; at += 2) {
            at = find_byte(at, end, quote_);
            if (at == nullptr) {
                return nullptr;
            }
            if (at + 1 == end || at[1] != quote_) {
                return at + 1;
            }
        }
    }

    [[nodiscard]] static char const* after_break(char const* first, char const* last, char const* otherwise) noexcept
    {
        for (; last != first; --last) {
            if (last[-1] == '\n') {
                return last;
            }
        }
        return otherwise;
    }

    char separator_;
    char quote_;
};

/// Whole rows of a text.
struct part {
    std::string_view rows;
    std::size_t line = 0;         ///< on which they begin
    bool last = false;            ///< whether nothing follows
    std::exception_ptr failure{}; ///< the error, where the rows cannot be read
    std::vector<char> storage{};  ///< holds the rows of a file
};

/// Reads the header of a text, and cuts the text after it into parts of about options.block_size bytes.
class part_reader {
public:
    part_reader(source const& from, delimited_options<> const& options)
        : blocks_{from, options.block_size}, header_{from.name(), options},
          cutter_{options.separator, options.multiline ? options.quote : '\0'},
          size_{(std::max)(options.block_size, std::size_t{1})}, longest_row_{options.longest_row}
    {
        while (!header_.found()) {
            blocks_.fill();
            blocks_.drop(header_.consume(blocks_.text(), blocks_.last()));
        }
        rest_ = blocks_.text();
        line_ = header_.next_line();
    }

    [[nodiscard]] layout const& where() const noexcept { return header_.where(); }
    [[nodiscard]] std::size_t preamble() const noexcept { return header_.line() - 1; }

    /// Reads the next part into the memory of an earlier one. @return whether there was any
    bool next(part& to)
    {
        if (ended_) {
            return false;
        }
        to.failure = nullptr;
        to.line = line_;
        try {
            if (blocks_.last()) {
                cut(to);
            } else {
                read(to);
            }
        } catch (...) {
            to.rows = {};
            to.last = false;
            to.failure = std::current_exception();
            ended_ = true;
        }
        return true;
    }

private:
    // Cuts text in memory without copying it.
    void cut(part& to)
    {
        for (auto size = size_;; size *= 2) {
            auto const text = rest_.substr(0, size);
            if (settle(to, text, text.size() == rest_.size())) {
                rest_.remove_prefix(to.rows.size());
                return;
            }
        }
    }

    void read(part& to)
    {
        auto& storage = to.storage;
        auto kept_bytes = rest_.size();
        for (auto more = size_;; more *= 2) {
            if (storage.size() < kept_bytes + more) {
                storage.resize(kept_bytes + more);
            }
            if (!rest_.empty()) {
                std::memcpy(storage.data(), rest_.data(), rest_.size());
                rest_ = {};
            }
            auto const got = blocks_.read(storage.data() + kept_bytes, more);
            kept_bytes += got;
            if (settle(to, {storage.data(), kept_bytes}, got < more)) {
                left_.assign(storage.data() + to.rows.size(), storage.data() + kept_bytes);
                rest_ = {left_.data(), left_.size()};
                return;
            }
        }
    }

    // Takes the whole rows at the start of a text, if there are any. Text that is too long for a row without being a
    // whole one is handed on as it is: the reader of rows reports what is wrong with it.
    bool settle(part& to, std::string_view text, bool last)
    {
        auto const whole = last ? leading_rows{text.size(), 0} : cutter_(text);
        auto const too_long = whole.size == 0 && text.size() > longest_row_;
        to.rows = too_long ? text : text.substr(0, whole.size);
        to.last = last;
        ended_ = last || too_long;
        line_ += whole.lines;
        return ended_ || whole.size > 0;
    }

    block_reader blocks_;
    header_reader header_;
    row_cutter cutter_;
    std::size_t size_;
    std::size_t longest_row_;
    std::size_t line_ = 1;
    std::string_view rest_;  ///< has been read but not yet handed out
    std::vector<char> left_; ///< holds the rest of a file between two parts
    bool ended_ = false;
};

} // namespace equipoise::io::detail
