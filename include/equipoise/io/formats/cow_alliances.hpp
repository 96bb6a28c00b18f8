// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/tie_rows.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The format `cow_alliances`: formal alliances of the Correlates of War.
namespace equipoise::io {

namespace detail {

struct cow_alliances_format {
    static constexpr format_facts about{
        .name = "cow_alliances", .provider = "Correlates of War, Formal Alliances", .subject = subject::ties};
    static constexpr bool absent_is_none = true;
    static constexpr bool mutual = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"ccode1", "ccode2"})
               && ((head.has("version4id") && (head.has("year") || head.has_all({"dyad_st_year", "dyad_end_year"})))
                   || head.has_all({"cow_defense", "year"}));
    }

    explicit cow_alliances_format(file_head const& head, std::vector<std::string> const& kinds = {})
        : by_year_{head.has("year")}
    {
        auto const names = head.has("cow_defense")
                               ? std::vector<std::string>{"defense", "neutral", "nonagg", "entente"}
                               : std::vector<std::string>{"defense", "neutrality", "nonaggression", "entente"};
        columns_.find(head, kinds.empty() ? names : kinds, "cow_", !kinds.empty());
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{"ccode1", "ccode2"};
        columns.emplace_back(by_year_ ? "year" : "dyad_st_year");
        columns.emplace_back(by_year_ ? "year" : "dyad_end_year");
        columns.insert(columns.end(), columns_.names.begin(), columns_.names.end());
        return {.columns = columns};
    }

    [[nodiscard]] static code_meaning meaning(std::string_view text, int year) { return meaning_of_number(text, year); }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto const first = year_at(from, 2);
        auto const last = by_year_ ? first : from.known<int>(3) ? year_at(from, 3) : last_covered;
        if (last < first) {
            from.reject(3, "a year that is not before the first one, " + std::to_string(first));
        }
        for (std::size_t i = 0; i < columns_.kinds.size(); ++i) {
            take(tie_cell{from.trimmed(0), from.trimmed(1), first, last, columns_.kinds[i], 4 + i});
        }
    }

private:
    static constexpr int last_covered = 2012; // of version 4.1

    bool by_year_;
    kind_columns columns_;
};

} // namespace detail

/// Formal alliances of the Correlates of War, version 4.1: by pair or directed pair, each as a spell with its first and
/// last year (alliance_v4.1_by_directed.csv) or with a row for each year (alliance_v4.1_by_directed_yearly.csv), with
/// the columns defense, neutrality, nonaggression and entente, 0 or 1; also copies with the columns cow_defense and so
/// on. A spell without an end lasts to the end of the data, 2012. An alliance binds both states: where a file has a
/// pair in one direction only, its tie is set in both. Several alliances of a pair in one year count as the highest.
/// Source: Gibler (2009), International Military Alliances, 1648-2008.
inline constexpr format_of<detail::cow_alliances_format> cow_alliances{};

} // namespace equipoise::io
