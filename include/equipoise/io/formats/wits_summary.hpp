// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/yearly_table.hpp>
#include <equipoise/io/formats/options.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

/// The format `wits_summary`: the five largest partners of a country, from the World Bank's WITS.
namespace equipoise::io {

namespace detail {

struct wits_summary_format {
    static constexpr format_facts about{
        .name = "wits_summary", .provider = "World Bank, WITS country summary", .unit = unit::million_usd};
    static constexpr bool has_row_key = false; // the columns are years: which rows are the same is checked here
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"Reporter", "Partner", "Product categories", "Indicator Type", "Indicator"})
               && has_years(head);
    }

    wits_summary_format(file_head const& head, format_options const& options)
        : file_{head.file}, options_{options}, rows_{head.file, options.repeats},
          columns_{head, {"Reporter", "Partner", "Product categories", "Indicator"}}
    {
    }

    [[nodiscard]] delimited_options<> layout() const { return {.columns = columns_.columns(), .missing = {""}}; }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto const indicator = from.trimmed(3);
        auto each = kind_of(indicator);
        each.reporter_text = from.trimmed(0);
        each.partner_text = from.trimmed(1);
        each.product = from.trimmed(2);
        auto key = std::string{};
        for (auto const part : {each.reporter_text, each.partner_text, each.product, indicator}) {
            key += (key.empty() ? "" : ", ") + std::string{part};
        }
        auto why = std::string{each.why};
        if (each.of == row_class::aggregate && each.partner_text != "World") {
            from.reject(1, "World, as the row is the total over all partners");
        }
        if (auto const first = rows_.set_aside_for(key, from.line()); first != 0) {
            each.of = row_class::duplicate;
            why = "it has the key of line " + std::to_string(first);
        }
        auto const in_dollars = each.why != other_indicator;
        for (auto const& [year, amount, unreadable] : in_dollars ? columns_.amounts(from) : columns_.filled(from)) {
            each.why = why;
            each.period = year;
            each.amount = amount;
            each.unreadable = unreadable;
            each.reporter = dialects::wits.meaning(each.reporter_text, year);
            each.partner = dialects::wits.meaning(each.partner_text, year);
            if (each.of == row_class::used || each.states_total) {
                auto& lists_total = totals_[{std::string{each.reporter_text}, each.from_partner, year}];
                lists_total = lists_total || (each.states_total && unreadable.empty());
            }
            take(std::as_const(each));
        }
    }

    /// Without their total, the largest partners would pass as all partners.
    template <class Take>
    void finish(Take const&) const
    {
        for (auto const& [key, has_total] : totals_) {
            auto const& [reporter, of_imports, year] = key;
            if (!has_total && options_.wants_year(year)) {
                throw input_error{file_, "there is no total of the " + std::string{of_imports ? "imports" : "exports"}
                                             + " of " + reporter + " in " + std::to_string(year)
                                             + ", so that part of the file is missing"};
            }
        }
    }

private:
    static constexpr std::string_view other_indicator = "an indicator that is no flow in US$, such as a share or GDP";

    /// What the rows of an indicator are.
    [[nodiscard]] static provider_row kind_of(std::string_view indicator)
    {
        auto each = provider_row{};
        auto const of_imports = indicator.starts_with("Import") || indicator.ends_with("Import Partner");
        each.by = of_imports ? reported_by::importer : reported_by::exporter;
        each.from_partner = of_imports;
        if (indicator.starts_with("Trade (US$ Mil)-Top 5") && (of_imports || indicator.ends_with("Export Partner"))) {
            return each;
        }
        if (indicator == "Exports (in US$ Mil)" || indicator == "Imports (in US$ Mil)") {
            each.of = row_class::aggregate;
            each.why = "the total over all partners";
            each.states_total = true;
            each.listing = listing::largest;
        } else if (indicator == "Export(US$ Mil)" || indicator == "Import(US$ Mil)") {
            each.of = row_class::sub_row;
            each.why = "a part of the total, by product";
        } else {
            each.of = row_class::sub_row;
            each.why = other_indicator;
        }
        return each;
    }

    std::string file_;
    format_options options_;
    keys_seen rows_;
    std::map<std::tuple<std::string, bool, int>, bool> totals_; ///< of a reporter's exports or imports in a year
    yearly_columns columns_;
};

} // namespace detail

/// The summary of a country from the World Bank's WITS, with a column for each year: the five largest partners in
/// exports and imports, in million current US$, and the totals. What the five do not have is the residual, of which no
/// partner has more than the smallest of the five. A partner whose cell is empty was not among the five: it is not
/// listed. Where one of the five is an area, such as Unspecified, that is larger than a state among them, a partner in
/// the residual may be of any size.
///
/// Totals by product, and indicators such as shares and GDP, are sub-rows; the books count them, and add amounts of the
/// former only.
inline constexpr format_of<detail::wits_summary_format> wits_summary{};

} // namespace equipoise::io
