// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/tie_rows.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The format `atop`: alliances of the Alliance Treaty Obligations and Provisions project.
namespace equipoise::io {

namespace detail {

struct atop_format {
    static constexpr format_facts about{
        .name = "atop", .provider = "Alliance Treaty Obligations and Provisions", .subject = subject::ties};
    static constexpr bool absent_is_none = true;
    static constexpr bool mutual = false; // each direction has a row of its own

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return (head.has_all({"stateA", "stateB"}) || head.has_all({"ccode1", "ccode2"})) && head.has("year")
               && (head.has_all({"atopally", "defense"}) || head.has("atop_defense"));
    }

    explicit atop_format(file_head const& head, std::vector<std::string> const& kinds = {})
        : a_{head.has("stateA") ? "stateA" : "ccode1"}, b_{head.has("stateA") ? "stateB" : "ccode2"}
    {
        auto const all = std::vector<std::string>{"defense", "offense", "neutral", "nonagg", "consul"};
        columns_.find(head, kinds.empty() ? all : kinds, "atop_", !kinds.empty());
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{a_, b_, "year"};
        columns.insert(columns.end(), columns_.names.begin(), columns_.names.end());
        return {.columns = columns};
    }

    [[nodiscard]] static code_meaning meaning(std::string_view text, int year) { return meaning_of_number(text, year); }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto const year = year_at(from, 2);
        for (std::size_t i = 0; i < columns_.kinds.size(); ++i) {
            take(tie_cell{from.trimmed(0), from.trimmed(1), year, year, columns_.kinds[i], 3 + i});
        }
    }

private:
    std::string a_;
    std::string b_;
    kind_columns columns_;
};

} // namespace detail

/// Alliances of the Alliance Treaty Obligations and Provisions project, by directed pair and year (atop5_1ddyr.csv):
/// columns stateA, stateB, year, and defense, offense, neutral, nonagg and consul, 0 or 1; also copies with the columns
/// ccode1, ccode2 and atop_defense and so on. States are numbers of the Correlates of War. Two states without a row
/// have no alliance in years that the data cover (1815 to 2018).
/// Source: Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944.
inline constexpr format_of<detail::atop_format> atop{};

} // namespace equipoise::io
