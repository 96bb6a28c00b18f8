// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/common_reader.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// Finds the header row, and the wanted columns in it.
class header_reader : common_reader {
public:
    header_reader(std::string file, delimited_options<> const& options)
        : common_reader{options}, skip_{options.skip_lines}, find_{options.find_header}
    {
        layout_.file = std::move(file);
        layout_.columns = options.columns;
        layout_.numbers = {options.decimal, options.thousands, options.flags};
        for (auto const* codes : {&options.missing, &options.also_missing}) {
            for (auto const& code : *codes) {
                layout_.missing.add(code);
            }
        }
        for (auto const& code : options.aggregates) {
            if (!trimmed(code).empty()) {
                layout_.aggregates.add(code);
            }
        }
    }

    [[nodiscard]] bool found() const noexcept { return found_; }
    [[nodiscard]] layout const& where() const noexcept { return layout_; }
    [[nodiscard]] std::size_t line() const noexcept { return line_; }           ///< on which the header begins
    [[nodiscard]] std::size_t next_line() const noexcept { return next_line_; } ///< on which the first row begins

    /// Goes on reading at the start of `text`; `last` when no text follows. @return how many bytes need not be read
    /// again
    std::size_t consume(std::string_view text, bool last)
    {
        auto const* at = text.data();
        auto const* const end = at + text.size();
        if (!begun_) {
            if (text.size() < 3 && !last) {
                return 0;
            }
            at += mark_size(text);
            begun_ = true;
        }
        while (!found_ && (at != end || last)) {
            if (at == end) {
                reject();
            }
            auto const* const next = line_ <= skip_ || find_ ? take_line(at, end, last) : take_row(at, end, last);
            if (next == nullptr) {
                break;
            }
            if (!found_) {
                ++line_;
            }
            at = next;
        }
        return static_cast<std::size_t>(at - text.data());
    }

private:
    std::size_t mark_size(std::string_view text) const
    {
        auto const head = text.substr(0, 3);
        if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
            throw file_error{layout_.file, "is UTF-16 text, expected UTF-8 or another encoding in single bytes"};
        }
        return head == "\xEF\xBB\xBF" ? 3 : 0;
    }

    // Lines of a preamble follow no rules: only their ends matter, and whether they name the columns.
    char const* take_line(char const* at, char const* end, bool last)
    {
        auto const* const stop = find_byte(at, end, '\n');
        auto const* const next = stop != nullptr ? stop + 1 : end;
        limit(at, next, nullptr, layout_.file, line_);
        if (stop == nullptr && !last) {
            return nullptr;
        }
        if (line_ > skip_ && splitter_.split(at, next, true) != nullptr && splitter_.flaw() == splitter::none) {
            name_columns();
            if (required_without(layout_.names).empty()) {
                accept();
            } else if (first_names_.empty() && !splitter_.blank()) {
                first_names_ = layout_.names;
            }
        }
        return next;
    }

    char const* take_row(char const* at, char const* end, bool last)
    {
        auto const* const next = split(at, end, last, layout_.file, line_);
        if (next == nullptr) {
            return next;
        }
        if (unclosed()) {
            throw open_quote(layout_, next, line_);
        }
        if (splitter_.blank()) {
            return next;
        }
        if (auto const* const nul = find_byte(at, next, '\0'); nul != nullptr) {
            reject_nul(at, nul, layout_.file, line_);
        }
        if (splitter_.flaw() != splitter::none) {
            throw flaw(layout_, line_);
        }
        name_columns();
        if (auto const absent = required_without(layout_.names); !absent.empty()) {
            throw header_error{layout_.file, line_,
                               (absent.size() == 1 ? "no column " : "no columns ") + list(absent)
                                   + " in the header, which holds " + list(layout_.names)};
        }
        accept();
        return next;
    }

    void name_columns()
    {
        layout_.names.clear();
        for (std::size_t i = 0; i < splitter_.size(); ++i) {
            auto storage = std::string{};
            layout_.names.emplace_back(trimmed(splitter_.plain(i, storage)));
        }
    }

    [[nodiscard]] std::vector<std::string> required_without(std::vector<std::string> const& names) const
    {
        auto absent = std::vector<std::string>{};
        for (auto const& column : layout_.columns) {
            if (column.required && std::find(names.begin(), names.end(), column.name) == names.end()) {
                absent.push_back(column.name);
            }
        }
        return absent;
    }

    void accept()
    {
        auto const& names = layout_.names;
        for (auto const& column : layout_.columns) {
            auto const is_one = column.required || !column.name.empty();
            auto const at = is_one ? std::find(names.begin(), names.end(), column.name) : names.end();
            auto const again = at != names.end() ? std::find(at + 1, names.end(), column.name) : at;
            if (again != names.end()) {
                throw header_error{layout_.file, line_,
                                   "two columns " + detail::quoted(column.name) + ", numbers "
                                       + std::to_string(at - names.begin() + 1) + " and "
                                       + std::to_string(again - names.begin() + 1)};
            }
            layout_.places.push_back(at != names.end() ? static_cast<std::size_t>(at - names.begin()) : layout::absent);
        }
        found_ = true;
        next_line_ = line_ + 1 + splitter_.breaks();
    }

    [[noreturn]] void reject() const
    {
        if (!first_names_.empty()) {
            throw header_error{layout_.file, "no line holds the columns " + list(required_without({}))
                                                 + "; the first one holds " + list(first_names_)};
        }
        if (skip_ > 0) {
            throw file_error{layout_.file, "no header row below the first " + std::to_string(skip_) + " lines"};
        }
        throw file_error{layout_.file, "is empty, expected a header row"};
    }

    static std::string list(std::vector<std::string> const& names)
    {
        constexpr auto most = std::size_t{20};
        auto out = std::string{};
        for (std::size_t i = 0; i < names.size() && i < most; ++i) {
            out += (i > 0 ? ", " : "") + detail::quoted(names[i]);
        }
        return names.size() > most ? out + " and " + std::to_string(names.size() - most) + " more" : out;
    }

    layout layout_;
    std::size_t skip_;
    bool find_;
    bool begun_ = false;
    bool found_ = false;
    std::size_t line_ = 1;
    std::size_t next_line_ = 1;
    std::vector<std::string> first_names_;
};

} // namespace equipoise::io::detail
