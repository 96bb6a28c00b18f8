// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/indicator_rows.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The format `ideal_points`: ideal points of states in the United Nations General Assembly.
namespace equipoise::io {

namespace detail {

/// Whether a column holds ideal points: "idealpointfp", "IdealPointAll".
[[nodiscard]] inline bool holds_ideal_points(std::string_view name)
{
    constexpr auto begin = std::string_view{"idealpoint"};
    return name.size() >= begin.size() && std::equal(begin.begin(), begin.end(), name.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
           });
}

struct ideal_points_format {
    static constexpr format_facts about{.name = "ideal_points",
                                        .provider = "Voeten, ideal points of the General Assembly",
                                        .subject = subject::indicators,
                                        .unit = unit::other};
    static constexpr bool notes_below = false;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return (head.has("ccode") || head.has("iso3c")) && (head.has("year") || head.has("session"))
               && std::any_of(head.names.begin(), head.names.end(), holds_ideal_points);
    }

    explicit ideal_points_format(file_head const& head, std::vector<std::string> const& indicators = {})
        : code_{head.has("ccode") ? "ccode" : "iso3c"}, period_{head.has("year") ? "year" : "session"}
    {
        check_columns(head, indicators);
        for (auto const& name : head.names) {
            auto const asked = std::find(indicators.begin(), indicators.end(), name) != indicators.end();
            if (asked || (indicators.empty() && holds_ideal_points(name))) {
                names_.push_back(name);
            }
        }
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{code_, period_};
        columns.insert(columns.end(), names_.begin(), names_.end());
        return {.columns = columns};
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        constexpr auto year_of_session_0 = 1945;
        auto each = indicator_cell{};
        each.year = period_ == "session" ? from.get<int>(1) + year_of_session_0 : year_at(from, 1);
        each.state.text = from.trimmed(0);
        each.state.meaning = code_ == "ccode" ? dialects::cow_numbers.meaning(from.get<int>(0), each.year)
                                              : dialects::iso.meaning(from.trimmed(0), each.year);
        for (std::size_t i = 0; i < names_.size(); ++i) {
            each.indicator = names_[i];
            each.place = 2 + i;
            take(each);
        }
    }

    static void finish(provider_indicators&) {}

private:
    std::string code_;
    std::string period_;
    std::vector<std::string> names_;
};

} // namespace detail

/// Ideal points of states, which their votes in the United Nations General Assembly reveal: columns ccode, a number of
/// the Correlates of War, or iso3c; year or session, of which session n opened in the year n + 1945; and the columns
/// whose names begin with idealpoint. NA is unknown.
/// Source: Bailey, Strezhnev and Voeten (2017), Estimating dynamic state preferences from United Nations voting data.
inline constexpr format_of<detail::ideal_points_format> ideal_points{};

} // namespace equipoise::io
