// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Text for people: tables in aligned columns or in Markdown, paragraphs of limited width.
namespace support {

inline constexpr std::size_t page_width = 100;

/// Cells of text; the first column labels the rows.
struct table {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
};

/// Joins texts, with a separator between them.
[[nodiscard]] inline std::string join(std::vector<std::string> const& parts, std::string_view between = ", ",
                                      std::string_view before_last = {})
{
    auto text = std::string{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto const last = i + 1 == parts.size() && !before_last.empty();
        text += i == 0 ? std::string_view{} : last ? before_last : between;
        text += parts[i];
    }
    return text;
}

/// A period in words.
[[nodiscard]] inline std::string period_text(int period)
{
    return period == 0 ? "no year" : std::to_string(period);
}

/// The text on one line, without control characters.
[[nodiscard]] inline std::string plain(std::string text)
{
    for (auto& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            c = ' ';
        }
    }
    return text;
}

/// The number of characters of a text in UTF-8.
[[nodiscard]] inline std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

/// The text in a column of a given width; what does not fit is cut.
[[nodiscard]] inline std::string padded(std::string text, std::size_t columns)
{
    while (width(text) > columns) {
        text.pop_back();
    }
    return text.append(columns - width(text), ' ');
}

/// A paragraph of lines no wider than the page; all but the first are indented.
[[nodiscard]] inline std::string wrapped(std::string_view text, std::size_t indent = 0)
{
    auto out = std::string{};
    std::size_t column = 0;
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (column != 0 && column + 1 + width(word) > page_width) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (column != 0) {
            out += ' ';
            ++column;
        }
        out += word;
        column += width(word);
    }
    return out + '\n';
}

/// The table in aligned columns; in several tables below one another where the page is too narrow for all columns.
[[nodiscard]] inline std::string as_text(table const& content)
{
    constexpr std::size_t gap = 3;
    constexpr std::size_t widest = 40;
    auto widths = std::vector<std::size_t>(content.head.size());
    for (std::size_t c = 0; c < widths.size(); ++c) {
        widths[c] = width(content.head[c]);
        for (auto const& row : content.rows) {
            widths[c] = std::max(widths[c], width(row[c]));
        }
        widths[c] = std::min(widths[c], widest);
    }
    auto out = std::string{};
    for (std::size_t first = 1, last = 1; first < widths.size(); first = last) {
        auto used = widths[0];
        while (last < widths.size() && (last == first || used + gap + widths[last] <= page_width)) {
            used += gap + widths[last++];
        }
        auto const line = [&](std::vector<std::string> const& cells) {
            auto text = padded(cells[0], widths[0]);
            for (auto c = first; c < last; ++c) {
                text += std::string(gap, ' ') + padded(cells[c], widths[c]);
            }
            out += text.substr(0, text.find_last_not_of(' ') + 1) + '\n';
        };
        out += first == 1 ? "" : "\n";
        line(content.head);
        for (auto const& row : content.rows) {
            line(row);
        }
    }
    return out;
}

[[nodiscard]] inline std::string as_markdown(table const& content)
{
    auto out = std::string{};
    auto const line = [&](std::vector<std::string> const& cells) {
        for (auto const& cell : cells) {
            out += "| ";
            for (char const c : cell) {
                out += c == '|' ? "\\|" : std::string(1, c);
            }
            out += ' ';
        }
        out += "|\n";
    };
    line(content.head);
    line(std::vector<std::string>(content.head.size(), "---"));
    for (auto const& row : content.rows) {
        line(row);
    }
    return out;
}

} // namespace support
