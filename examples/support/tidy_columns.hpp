// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "command_line.hpp"

#include <equipoise/io/direction.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The columns of tidy files, and what is read from one field of a row.
namespace support {

/// The columns of a tidy file, and the words in its column of channels up to the present row.
class tidy_columns {
public:
    using direction = equipoise::io::direction;

    /// The places of the columns that are read.
    enum place : std::size_t {
        from_place,
        to_place,
        amount_place,
        period_place,
        channel_place,
        total_place,
        listing_place,
        source_place
    };

    explicit tidy_columns(column_names names) : columns_{std::move(names)} {}

    /// Begins with another file.
    void begin() { seen_ = {}; }

    /// Whether the channel says which of reporter and partner is the origin.
    [[nodiscard]] bool reported() const { return columns_.contains("reporter"); }

    /// Whether the first line of a text names the columns that a tidy file has to have: all of them, or some.
    [[nodiscard]] bool is_tidy(std::string_view head, bool all) const
    {
        head.remove_prefix(head.starts_with("\xEF\xBB\xBF") ? 3 : 0);
        auto names = std::set<std::string_view>{};
        for (auto line = head.substr(0, head.find_first_of("\r\n"));;) {
            auto const end = std::min(line.find(','), line.size());
            auto name = line.substr(0, end);
            auto const first = std::min(name.find_first_not_of(" \t\""), name.size());
            name = name.substr(first, name.find_last_not_of(" \t\"") + 1 - first);
            names.insert(name);
            if (end == line.size()) {
                break;
            }
            line.remove_prefix(end + 1);
        }
        auto const columns = wanted();
        auto const present = [&](equipoise::io::column const& column) { return names.contains(column.name); };
        auto const required = columns.begin() + amount_place + 1;
        return all ? std::all_of(columns.begin(), required, present) : std::any_of(columns.begin(), required, present);
    }

    [[nodiscard]] std::vector<equipoise::io::column> wanted() const
    {
        auto const named = [&](std::string const& content, bool required) {
            auto const name = columns_.find(content);
            return name != columns_.end() ? equipoise::io::column{name->second}
                                          : equipoise::io::column{content, required};
        };
        return {named(reported() ? "reporter" : "origin", true),
                named(reported() ? "partner" : "destination", true),
                named("amount", true),
                named("period", false),
                named("channel", false),
                named("total", false),
                named("listing", false),
                named("source", false)};
    }

    [[nodiscard]] static std::optional<double> not_negative(equipoise::io::row const& row, std::size_t place)
    {
        auto const value = row.known<double>(place);
        if (value && *value < 0) {
            row.reject(place, "no negative number");
        }
        return value ? std::optional{*value + 0.0} : std::nullopt; // turns -0 into 0
    }

    /// The direction that the channel of a row names, or nothing. Either all rows of a file name a direction, or none.
    [[nodiscard]] std::optional<direction> direction_of(equipoise::io::row const& row, std::string const& file)
    {
        auto const text = row.trimmed(channel_place);
        for (auto const& [word, way] : seen_.directions) {
            if (word == text) {
                return way; // the usual case
            }
        }
        if (seen_.other_line != 0 && seen_.other == text) {
            return std::nullopt;
        }
        auto const usual = std::string{equipoise::io::parse<direction>::expected};
        auto const way = equipoise::io::parse<direction>{}(text);
        if (way) {
            seen_.directions.emplace_back(text, *way);
            seen_.first_line = seen_.first_line != 0 ? seen_.first_line : row.line();
        } else if (reported() || looks_like_direction(text)) {
            row.reject(channel_place, usual);
        } else if (seen_.other_line == 0) {
            seen_.other = text;
            seen_.other_line = row.line();
        }
        if (seen_.first_line != 0 && seen_.other_line != 0) {
            throw equipoise::io::format_error{file, seen_.other_line, column_of_channel(), seen_.other,
                                              usual + ", as in line " + std::to_string(seen_.first_line)
                                                  + "; flows of another kind belong in a file of their own"};
        }
        return way;
    }

    /// Refuses a row of another channel than the rows above it, in a file that is read as one channel.
    void refuse_other_channel(equipoise::io::row const& row) const
    {
        auto const word = row.trimmed(channel_place);
        if (!word.empty() && word != seen_.other) {
            row.reject(channel_place, '"' + seen_.other + "\", as in line " + std::to_string(seen_.other_line)
                                          + ": a file of several channels is not read as one of them");
        }
    }

private:
    /// The words in the channel column of a file up to the present row.
    struct words {
        std::vector<std::pair<std::string, direction>> directions{};
        std::string other{};        ///< the first word that names no direction
        std::size_t first_line = 0; ///< line of the first direction; 0 = none so far
        std::size_t other_line = 0; ///< line of `other`; 0 = none so far
    };

    [[nodiscard]] std::string column_of_channel() const
    {
        auto const name = columns_.find("channel");
        return name != columns_.end() ? name->second : "channel";
    }

    /// Whether a word seems to mean a direction that is not known. To take it for the name of a channel would be a
    /// guess.
    [[nodiscard]] static bool looks_like_direction(std::string_view text)
    {
        auto small = std::string{text};
        std::transform(small.begin(), small.end(), small.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        auto const import_at = small.find("import");
        return small == "e" || small == "i" || small.find("export") != std::string::npos
               || (import_at != std::string::npos && small.compare(import_at, 8, "importan") != 0);
    }

    column_names columns_;
    words seen_;
};

} // namespace support
