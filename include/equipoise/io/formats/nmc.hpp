// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/indicator_rows.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// The format `nmc`: National Material Capabilities of the Correlates of War.
namespace equipoise::io {

namespace detail {

struct nmc_format {
    static constexpr format_facts about{.name = "nmc",
                                        .provider = "Correlates of War, National Material Capabilities",
                                        .subject = subject::indicators,
                                        .unit = unit::other};
    static constexpr bool notes_below = false;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"ccode", "year", "milper", "cinc"});
    }

    explicit nmc_format(file_head const& head, std::vector<std::string> const& indicators = {})
    {
        check_columns(head, indicators);
        auto const all = std::vector<std::string>{"milex", "milper", "irst", "pec", "tpop", "upop", "cinc"};
        for (auto const& name : indicators.empty() ? all : indicators) {
            if (head.has(name)) {
                names_.push_back(name);
            }
        }
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{"ccode", "year"};
        columns.insert(columns.end(), names_.begin(), names_.end());
        return {.columns = columns, .also_missing = {"-9"}};
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto each = indicator_cell{};
        each.year = year_at(from, 1);
        each.state = {from.trimmed(0), dialects::cow_numbers.meaning(from.get<int>(0), each.year)};
        for (std::size_t i = 0; i < names_.size(); ++i) {
            each.indicator = names_[i];
            each.place = 2 + i;
            take(each);
        }
    }

    static void finish(provider_indicators&) {}

private:
    std::vector<std::string> names_;
};

} // namespace detail

/// National Material Capabilities of the Correlates of War, 5.0 to 7.0: columns ccode, year, and milex (military
/// expenditure, thousand current US$, before 1914 thousand pounds), milper (military personnel, thousands), irst (iron
/// and steel, thousand tons), pec (energy, thousand coal-ton equivalents), tpop and upop (total and urban population,
/// thousands) and cinc, the composite index. -9 is unknown. States are numbers of the Correlates of War; where two
/// numbers stand for one state, as 255 and 260 in 1990, the one that continues is used.
/// Source: Singer, Bremer and Stuckey (1972), Capability distribution, uncertainty, and major power war.
inline constexpr format_of<detail::nmc_format> nmc{};

} // namespace equipoise::io
