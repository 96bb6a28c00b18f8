// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/formats/detail/format.hpp>

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The format `comext`: trade of the European Union's members by product, from Eurostat.
namespace equipoise::io {

namespace detail {

struct comext_format {
    static constexpr format_facts about{.name = "comext", .provider = "Eurostat, Comext", .unit = unit::eur};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = false;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"PRODUCT_NC", "FLOW", "PERIOD"})
               && (head.has_all({"REPORTER", "PARTNER", "VALUE_EUR"})
                   || head.has_all({"DECLARANT_ISO", "PARTNER_ISO", "VALUE_IN_EUROS"}));
    }

    comext_format(file_head const& head, format_options const& options)
        : file_{head.file}, new_{head.has("VALUE_EUR")}, asks_total_{!options.products.empty()}
    {
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        auto columns = new_ ? std::vector<column>{"REPORTER", "PARTNER", "PRODUCT_NC", "FLOW", "PERIOD", "VALUE_EUR"}
                            : std::vector<column>{"DECLARANT_ISO", "PARTNER_ISO", "PRODUCT_NC",
                                                  "FLOW",          "PERIOD",      "VALUE_IN_EUROS"};
        for (auto const* const name :
             {"TRADE_TYPE", "STAT_PROCEDURE", "STAT_REGIME", "SUPPL_UNIT", "SUPP_UNIT", "PRODUCT_SITC", "PRODUCT_CPA21",
              "PRODUCT_CPA22", "PRODUCT_BEC", "PRODUCT_BEC5", "PRODUCT_SECTION"}) {
            columns.push_back(if_present(name));
        }
        return {.columns = std::move(columns)};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = provider_row{};
        auto const period = from.get<int>(4);
        each.period = period % 100 == year_as_month ? period / 100 : period;
        auto const part = period % 100;
        if (period < 100'000 || period > 999'999 || part < 1 || (part > 12 && part != year_as_month)) {
            from.reject(4, "a year and month such as 202512, or a year such as 202552");
        }
        each.reporter_text = from.trimmed(0);
        each.partner_text = from.trimmed(1);
        each.reporter = meaning(each.reporter_text, period / 100);
        each.partner = meaning(each.partner_text, period / 100);
        each.product = from.trimmed(2);
        take_amount(from, 5, each);
        take_direction(from, 3, each);
        rest_.clear();
        for (std::size_t i = 6; i < from.size(); ++i) {
            rest_ += from.trimmed(i);
            rest_ += ',';
        }
        each.key_rest = rest_;
        if (each.product == "TOTAL" && !asks_total_) {
            each.of = row_class::aggregate;
            each.why = "the product is the total of all products";
        } else {
            separate_parts_of_uk(each, from);
        }
        take(std::as_const(each));
    }

private:
    static constexpr int year_as_month = 52;

    /// Partners that are no state have codes that begin with Q: supplies of ships (QR, QS), not specified or secret
    /// (QP, QV, QZ and others). QA is Qatar.
    [[nodiscard]] static code_meaning meaning(std::string_view text, int year)
    {
        if (text.size() == 2 && text[0] == 'Q' && text != "QA") {
            return {code_kind::area, {}};
        }
        if (text == "XI" || text == "XU") {
            text = "GB";
        }
        return dialects::eurostat.meaning(text, year);
    }

    /// Since 2021 the United Kingdom is XI, Northern Ireland, and XU, the rest; where a file has GB as well, they are
    /// parts of it.
    /// @throws input_error when parts come before the whole, so that they were read already
    void separate_parts_of_uk(provider_row& each, row const& from)
    {
        auto const whole = each.partner_text == "GB" || each.partner_text == "UK";
        if (!whole && each.partner_text != "XI" && each.partner_text != "XU") {
            return;
        }
        auto key = std::pair{std::string{each.reporter_text}, each.period * 2 + (each.from_partner ? 1 : 0)};
        if (!whole && whole_uk_.contains(key)) {
            each.of = row_class::sub_row;
            each.why = "XI and XU are parts of GB, which the file has as well";
        } else if (whole && parts_of_uk_.contains(key)) {
            throw input_error{file_ + ":" + std::to_string(from.line()),
                              "the file has the United Kingdom as GB after its parts XI and XU; sort it by partner, so "
                              "that the parts are not counted twice"};
        } else {
            (whole ? whole_uk_ : parts_of_uk_).insert(std::move(key));
        }
    }

    std::string file_;
    bool new_;
    bool asks_total_;
    std::string rest_;
    std::set<std::pair<std::string, int>> whole_uk_;
    std::set<std::pair<std::string, int>> parts_of_uk_;
};

} // namespace detail

/// Eurostat's Comext in bulk (full_v2_202512.dat): trade of the EU's members by eight-digit product of the Combined
/// Nomenclature, in euros. Columns REPORTER, PARTNER, PRODUCT_NC, FLOW (1 imports, 2 exports), PERIOD (202512; 202552
/// is the year 2025), VALUE_EUR, and the older DECLARANT_ISO, PARTNER_ISO, VALUE_IN_EUROS. States have codes of two
/// letters, with XK for Kosovo; XI and XU are the United Kingdom. Partners that are kept secret or are not specified
/// (QP, QS, QV, QR and other codes with Q) are areas. Product codes are texts and keep their zeros; 39XXXXXX is what of
/// a chapter is confidential, which its eight-digit rows do not hold. A row is told apart by all of its dimensions,
/// procedure (STAT_PROCEDURE) and TRADE_TYPE among them; rows that differ in these are parts of the trade and are
/// added.
inline constexpr format_of<detail::comext_format> comext{};

} // namespace equipoise::io
