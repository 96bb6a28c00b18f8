// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/row_splitter.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

inline char const* find_byte(char const* first, char const* last, char byte) noexcept
{
    auto const n = static_cast<std::size_t>(last - first);
    return n > 0 ? static_cast<char const*>(std::memchr(first, byte, n)) : nullptr;
}

inline std::size_t lines_between(char const* first, char const* last) noexcept
{
    return static_cast<std::size_t>(std::count(first, last, '\n'));
}

/// What readers of the header and of the body have in common: the errors that no option turns into a skipped row.
class common_reader {
protected:
    using splitter = row_splitter;

    explicit common_reader(delimited_options<> const& options)
        : splitter_{options.separator, options.quote}, longest_row_{options.longest_row}, multiline_{options.multiline}
    {
    }

    // Splits a row and returns its end, or nullptr when more text is needed.
    char const* split(char const* at, char const* end, bool last, std::string const& file, std::size_t line)
    {
        unclosed_ = false;
        if (!multiline_) {
            return split_line(at, end, last, file, line);
        }
        auto const* const next = splitter_.split(at, end, last);
        auto const* const seen = next != nullptr ? next : end;
        if (static_cast<std::size_t>(seen - at) > longest_row_) {
            splitter_.split(at, at + longest_row_, false); // so that the message does not depend on the text after that
        }
        limit(at, seen, splitter_.open_quote(), file, line);
        if (next == nullptr && last) {
            reject_endless(at, end, splitter_.open_quote(), "before the file ends", file, line);
        }
        return next;
    }

    // Bounds the memory: after a stray quote, or without line breaks, a row may be as long as the rest of the file.
    void limit(char const* at, char const* end, char const* open_quote, std::string const& file, std::size_t line) const
    {
        if (static_cast<std::size_t>(end - at) > longest_row_) {
            reject_endless(at, at + longest_row_, open_quote, "within " + std::to_string(longest_row_) + " bytes", file,
                           line);
        }
    }

    [[noreturn]] static void reject_nul(char const* at, char const* nul, std::string const& file, std::size_t line)
    {
        throw format_error{file, line + lines_between(at, nul), "", "a NUL byte", "text"};
    }

    // The error of a row with a quote in the wrong place.
    [[nodiscard]] format_error flaw(layout const& where, std::size_t line) const
    {
        auto const i = splitter_.flaw();
        return {where.file, line, where.label(i), std::string{splitter_[i]},
                "quotes only around a whole field, and doubled within"};
    }

    /// Whether the row has a quote that is not closed on its line, where it has to be.
    [[nodiscard]] bool unclosed() const noexcept { return unclosed_; }

    // The error of such a row, which ends at `next`.
    [[nodiscard]] format_error open_quote(layout const& where, char const* next, std::size_t line) const
    {
        auto const* const open = splitter_.open_quote();
        auto text = std::string_view{open, static_cast<std::size_t>(next - open)};
        while (text.ends_with('\n') || text.ends_with('\r')) {
            text.remove_suffix(1);
        }
        return {where.file, line, where.label(splitter_.size()), std::string{text},
                "a quote that is closed on its line"};
    }

    [[nodiscard]] std::size_t longest_row() const noexcept { return longest_row_; }

    splitter splitter_;

private:
    // The same for a row that takes one line, whatever quotes it has.
    char const* split_line(char const* at, char const* end, bool last, std::string const& file, std::size_t line)
    {
        auto const* const stop = find_byte(at, end, '\n');
        auto const* const next = stop != nullptr ? stop + 1 : end;
        limit(at, next, nullptr, file, line);
        if (stop == nullptr && !last) {
            return nullptr;
        }
        unclosed_ = splitter_.split(at, next, true) == nullptr;
        return next;
    }

    [[noreturn]] static void reject_endless(char const* at, char const* end, char const* open_quote,
                                            std::string const& within, std::string const& file, std::size_t line)
    {
        if (auto const* const nul = find_byte(at, end, '\0'); nul != nullptr) {
            reject_nul(at, nul, file, line); // this is not text, which explains the missing line break
        }
        if (open_quote != nullptr) {
            throw format_error{file, line + lines_between(at, open_quote), "", "an opening quote",
                               "its closing one " + within};
        }
        throw format_error{file, line, "", "a row without end", "a line break " + within};
    }

    std::size_t longest_row_;
    bool multiline_;
    bool unclosed_ = false;
};

} // namespace equipoise::io::detail
