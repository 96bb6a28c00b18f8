// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/indicator_rows.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The format `sipri_values`: totals of arms transfers by state and year, from SIPRI.
namespace equipoise::io {

namespace detail {

/// The year that a text of four digits stands for; 0 for any other text.
[[nodiscard]] constexpr int year_in(std::string_view text) noexcept
{
    auto year = 0;
    for (auto const c : text) {
        if (text.size() != 4 || c < '0' || c > '9') {
            return 0;
        }
        year = year * 10 + (c - '0');
    }
    return year;
}

struct sipri_values_format {
    static constexpr format_facts about{.name = "sipri_values",
                                        .provider = "SIPRI, arms transfers, values",
                                        .subject = subject::indicators,
                                        .unit = unit::million_tiv};
    static constexpr bool notes_below = false;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.names.size() > 1 && year_in(head.names[1]) != 0 && !indicator_of(head.names[0]).empty();
    }

    explicit sipri_values_format(file_head const& head, std::vector<std::string> const& = {})
        : state_{head.names[0]}, indicator_{indicator_of(head.names[0])}
    {
        for (auto const& name : head.names) {
            if (auto const year = year_in(name); year != 0) {
                names_.push_back(name);
                years_.push_back(year);
            }
        }
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = std::vector<column>{state_};
        columns.insert(columns.end(), names_.begin(), names_.end());
        return {.columns = columns};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto const text = from.trimmed(0);
        auto each = indicator_cell{};
        each.state.text = text;
        each.indicator = indicator_;
        each.empty_is_zero = true;
        each.zero = interval{0, 0.5};
        constexpr auto total = std::string_view{"Total "};
        for (auto const of : {std::string_view{"Total exports to "}, std::string_view{"Total imports from "}}) {
            if (text.starts_with(of)) {
                other_.assign(text.substr(text.find(' ', total.size()))); // " to Kazakhstan"
            }
        }
        if (text.starts_with("Total") || text.starts_with("World")) {
            each.group = "is the sum of the others";
        }
        for (std::size_t i = 0; i < years_.size(); ++i) {
            each.year = years_[i];
            each.state.meaning = dialects::sipri.meaning(text, each.year);
            each.place = 1 + i;
            take(each);
        }
    }

    /// Names the state that the transfers of a file of one state come from or go to, as its last row tells.
    void finish(provider_indicators& to) const
    {
        if (state_ == "Supplier" && other_.empty()) {
            throw header_error{to.report.file,
                               "no row \"Total exports to ...\" names the recipient of these suppliers; "
                               "the file may have been cut off"};
        }
        for (auto& each : to.values) {
            each.indicator += other_;
        }
    }

private:
    [[nodiscard]] static std::string indicator_of(std::string_view first_name)
    {
        if (first_name == "Recipient" || first_name == "Imports by") {
            return "arms imports";
        }
        return first_name == "Exports by" || first_name == "Supplier" ? "arms exports" : "";
    }

    std::string state_;
    std::string indicator_;
    std::vector<std::string> names_;
    std::vector<int> years_;
    std::string other_;
};

} // namespace detail

/// SIPRI's totals of arms transfers by state and year, in million trend-indicator values (TIV), which measure volumes
/// and are not money. Files that begin with "Recipient" hold the indicator "arms imports", those that begin with
/// "Exports by" "arms exports"; files of the suppliers of one recipient "arms exports to" and its name, as the total
/// row has it; the options ask for it as "arms exports". An empty field is a true zero. A 0 stands for a volume between
/// 0 and 0.5: its value is unknown, its bounds are known. The columns after the years are sums and percentages and are
/// not read; the row of totals is an aggregate. Source: SIPRI Arms Transfers Database.
inline constexpr format_of<detail::sipri_values_format> sipri_values{};

} // namespace equipoise::io
