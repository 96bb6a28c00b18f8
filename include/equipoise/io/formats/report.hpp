// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/books.hpp>
#include <equipoise/io/formats/facts.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace equipoise::io {

/// What is known of a provider's file after it was read: which format it has, and what became of its rows.
struct format_report {
    format_facts about{};
    std::string file{};
    std::string vintage{}; ///< when the provider made the file, as far as the file tells
    io::unit unit = unit::unstated;
    bool latin1 = false; ///< whether texts of the file are in ISO-8859-1 or Windows-1252; they are handed out in UTF-8

    io::books books{};
    io::report lines{};        ///< of the rows as text: preamble, rows read, malformed ones
    std::size_t not_asked = 0; ///< rows of years or products that the options do not ask for; they are not in the books
    bool has_row_key = false;  ///< whether the format says which rows repeat one another
    bool searched_repeats = false; ///< whether repeated rows were searched in the whole file, as the options ask, not
                                   ///< only next to each other
    std::size_t joined = 0;        ///< rows of a state under another code than its usual one
    std::map<std::string, std::size_t, std::less<>> flags{}; ///< of flows that were used or unknown, as the file writes
                                                             ///< them, with the number of flows that carry them
    std::vector<std::string> notes{};                        ///< whole sentences on what the file says of its amounts
    std::vector<gap_in_total> gaps{};          ///< totals that differ from the sum of what is listed, largest gap first
    std::vector<std::string> unused_columns{}; ///< of the file, by name

    /// Adds the report of another file in the same unit. Format, provider and vintage stay where they are the same in
    /// both.
    format_report& operator+=(format_report const& more)
    {
        if (about.name != more.about.name || about.provider != more.about.provider) {
            about.name = "several";
            about.provider = "several providers";
        }
        file += ", " + more.file;
        vintage = vintage == more.vintage ? vintage : std::string{};
        latin1 = latin1 || more.latin1;
        books += more.books;
        lines += more.lines;
        not_asked += more.not_asked;
        has_row_key = has_row_key && more.has_row_key;
        searched_repeats = searched_repeats && more.searched_repeats;
        joined += more.joined;
        for (auto const& [flag, count] : more.flags) {
            flags[flag] += count;
        }
        notes.insert(notes.end(), more.notes.begin(), more.notes.end());
        gaps.insert(gaps.end(), more.gaps.begin(), more.gaps.end());
        std::stable_sort(gaps.begin(), gaps.end(), [](auto const& a, auto const& b) {
            return std::fabs(a.stated - a.listed) > std::fabs(b.stated - b.listed);
        });
        for (auto const& name : more.unused_columns) {
            if (std::find(unused_columns.begin(), unused_columns.end(), name) == unused_columns.end()) {
                unused_columns.push_back(name);
            }
        }
        return *this;
    }
};

} // namespace equipoise::io
