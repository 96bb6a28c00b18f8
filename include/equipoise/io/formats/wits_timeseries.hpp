// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/direction.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/yearly_table.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// The format `wits_timeseries`: trade by partner with a column for each year, from the World Bank's WITS.
namespace equipoise::io {

namespace detail {

/// The direction of a flow of WITS, for the row of one; parts of exports and imports are set aside.
inline void direct(provider_row& each, std::optional<direction> way)
{
    each.by =
        way == direction::imports || way == direction::part_of_imports ? reported_by::importer : reported_by::exporter;
    each.from_partner = each.by == reported_by::importer;
    if (way != direction::exports && way != direction::imports) {
        each.of = row_class::direction;
        each.why =
            way ? "re-exports and re-imports are parts of the exports and imports" : "the direction is not known";
    } else if (each.partner.kind == code_kind::aggregate
               && (each.partner_text == "World" || each.partner_text == "WLD")) {
        each.of = row_class::aggregate;
        each.why = "the partner is the world";
        each.states_total = true;
    }
}

/// Whether a row is of a part of all products that was not asked for.
[[nodiscard]] inline bool is_part_of_products(std::string_view product, std::string_view all, bool asked)
{
    return !asked && !product.empty() && product != all;
}

struct wits_timeseries_format {
    static constexpr format_facts about{.name = "wits_timeseries", .provider = "World Bank, WITS time series"};
    static constexpr bool has_row_key = false; // the columns are years: which rows are the same is checked here
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"Reporter Name", "Partner Name", "Trade Flow"})
               && (head.has("Indicator") || head.has("Measure")) && has_years(head);
    }

    wits_timeseries_format(file_head const& head, format_options const& options)
        : file_{head.file}, products_asked_{!options.products.empty()}, rows_{head.file, options.repeats},
          columns_{head,
                   {"Reporter Name", "Partner Name", "Trade Flow", head.has("Indicator") ? "Indicator" : "Measure",
                    if_present("Product Group")}}
    {
    }

    [[nodiscard]] delimited_options<> layout() const { return {.columns = columns_.columns(), .missing = {""}}; }

    void add_to(format_report& report) const { report.unit = unit_; }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = provider_row{};
        each.reporter_text = from.trimmed(0);
        each.partner_text = from.trimmed(1);
        each.product = from.trimmed(4);
        auto key = std::string{each.reporter_text};
        for (std::size_t i = 1; i <= 4; ++i) {
            key += from.trimmed(i).empty() ? "" : ", " + std::string{from.trimmed(i)};
        }
        auto const first = rows_.set_aside_for(key, from.line());
        auto const why_repeated = "it has the key of line " + std::to_string(first);
        auto const its_unit = unit_of(from.trimmed(3));
        if (its_unit) {
            use_unit(*its_unit, from);
        }
        auto const way = parse<direction>{}(from.trimmed(2));
        for (auto const& [year, amount, unreadable] : its_unit ? columns_.amounts(from) : columns_.filled(from)) {
            each.of = row_class::used;
            each.states_total = false;
            each.period = year;
            each.amount = amount;
            each.unreadable = unreadable;
            each.reporter = dialects::wits.meaning(each.reporter_text, year);
            each.partner = dialects::wits.meaning(each.partner_text, year);
            direct(each, way);
            if (first != 0) {
                set_aside(each, row_class::duplicate, why_repeated);
            } else if (!its_unit) {
                set_aside(each, row_class::sub_row, "an indicator that is no flow, such as a tariff");
            } else if (is_part_of_products(each.product, "All Products", products_asked_)) {
                set_aside(each, row_class::sub_row, "a part of all products");
            }
            take(std::as_const(each));
        }
    }

private:
    static void set_aside(provider_row& each, row_class of, std::string_view why)
    {
        each.of = of;
        each.why = why;
        each.states_total = false;
    }

    /// The unit of an indicator that is a flow: "Export (US$ Thousand)", "Import Partner Share (%)".
    [[nodiscard]] static std::optional<io::unit> unit_of(std::string_view indicator)
    {
        char letters[64];
        auto const text = std::string_view{letters, fold(indicator, letters, sizeof letters)};
        auto const has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
        if (has("partnershare")) {
            return io::unit::percent;
        }
        if (!has("export") && !has("import") && !has("trade")) {
            return std::nullopt;
        }
        if (has("dutyfree") || has("balance") || has("tariff")) {
            return std::nullopt;
        }
        return has("usthousand") || has("1000us") ? std::optional{io::unit::thousand_usd}
               : has("usmil")                     ? std::optional{io::unit::million_usd}
                                                  : std::nullopt;
    }

    void use_unit(io::unit of, row const& from)
    {
        if (unit_ != io::unit::unstated && unit_ != of) {
            throw input_error{file_ + ":" + std::to_string(from.line()),
                              "the row is in " + std::string{in_words(of)} + ", and rows above it are in "
                                  + std::string{in_words(unit_)} + "; a file is read in one unit"};
        }
        unit_ = of;
    }

    std::string file_;
    bool products_asked_;
    keys_seen rows_;
    yearly_columns columns_;
    io::unit unit_ = io::unit::unstated;
};

} // namespace detail

/// Tables of the World Bank's WITS by partner, with a column for each year: columns Reporter Name, Partner Name, Trade
/// Flow, Indicator (or Measure), with or without Product Group. The indicator says whether amounts are thousand or
/// million current US$ or percent of the total; a file in two units is refused. World is the total, and regions are
/// aggregates. Rows of product groups are parts of All Products, unless `format_options::products` asks for them.
inline constexpr format_of<detail::wits_timeseries_format> wits_timeseries{};

} // namespace equipoise::io
