// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/direction.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/product_levels.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/model/period.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// The formats `comtrade` and `comtrade_plus`: trade by product, from UN Comtrade until 2022 and since.
namespace equipoise::io {

namespace detail {

/// Where a column stands whose name is written in several ways: names are the same if they are after all but letters
/// and digits is dropped.
[[nodiscard]] inline std::string spelling_of(file_head const& head, std::string_view name)
{
    auto const folded = [](std::string_view text) {
        auto kept = std::string{};
        for (auto const c : text) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                kept += c;
            } else if (c >= 'A' && c <= 'Z') {
                kept += static_cast<char>(c - 'A' + 'a');
            }
        }
        return kept;
    };
    auto const wanted = folded(name);
    for (auto const& each : head.names) {
        if (folded(each) == wanted) {
            return each;
        }
    }
    return {};
}

/// What the direction of a flow of UN Comtrade, and the partner World, make of a row.
inline void classify(provider_row& each, std::optional<direction> way)
{
    if (!way) {
        each.of = row_class::direction;
        each.why = "the direction is not known";
        return;
    }
    each.by = *way == direction::exports ? reported_by::exporter : reported_by::importer;
    each.from_partner = *way == direction::imports;
    if (*way == direction::part_of_exports || *way == direction::part_of_imports) {
        each.of = row_class::direction;
        each.why = "re-exports, re-imports and processing are parts of the exports and imports";
    } else if (each.partner_text == "0") {
        each.of = row_class::aggregate;
        each.why = "the partner is the world";
        each.states_total = true;
    }
}

/// What the two layouts share: all but the names of columns and the words of directions. Their columns are flow,
/// reporter, partner, commodity, value and period, and from the seventh on, `parts` of them, those that tell parts of a
/// row.
class comtrade_rows {
public:
    comtrade_rows(file_head const& head, format_options const& options) : file_{head.file}, options_{&options} {}

    [[nodiscard]] provider_row read(row const& from, std::optional<direction> way, std::size_t parts)
    {
        auto each = provider_row{};
        each.reporter_text = from.trimmed(1);
        each.partner_text = from.trimmed(2);
        each.product = from.trimmed(3);
        take_amount(from, 4, each);
        each.period = from.get<int>(5);
        each.reporter = dialects::comtrade.meaning(from.get<int>(1), year_of(each.period));
        each.partner = dialects::comtrade.meaning(from.get<int>(2), year_of(each.period));
        classify(each, way);
        for (std::size_t i = 6; i < 6 + parts; ++i) {
            auto const text = from.trimmed(i);
            if (!text.empty() && text != "0" && text != "C00") {
                each.of = row_class::sub_row;
                each.states_total = false;
                each.why = "a part of a row: by second partner, customs procedure, or mode of transport or supply";
            }
        }
        check(each, from.line());
        return each;
    }

private:
    /// Sets monthly figures aside where annual ones are read, and annual ones where monthly ones are asked for.
    /// @throws input_error when annual figures follow monthly ones, and when products of two levels are read
    void check(provider_row& each, std::size_t line)
    {
        if (each.of != row_class::used && !each.states_total) {
            return;
        }
        auto const monthly = each.period > 99'999;
        if (!options_->wants_year(year_of(each.period)) || !options_->wants_product(each.product)) {
            return;
        }
        reads_months_ = reads_months_.value_or(monthly || options_->frequency == equipoise::frequency::month);
        if (monthly != *reads_months_) {
            if (!monthly && options_->frequency != equipoise::frequency::month) {
                throw input_error{file_ + ":" + std::to_string(line),
                                  "the figure is annual, and those above are monthly, which are parts of it; monthly "
                                  "ones alone are read with format_options::frequency"};
            }
            each.of = row_class::sub_row;
            each.states_total = false;
            each.why = monthly ? "the figure is monthly, and annual ones are read"
                               : "the figure is annual, and monthly ones are asked";
        } else {
            levels_.place(each, each.product, *options_, "the commodity code", file_, line);
        }
    }

    std::string file_;
    format_options const* options_;
    product_levels levels_;
    std::optional<bool> reads_months_; ///< nothing before the first figure
};

struct comtrade_format {
    static constexpr format_facts about{
        .name = "comtrade", .provider = "UN Comtrade, downloads until 2022", .unit = unit::usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        auto const has = [&](char const* name) {
            return head.wanted != nullptr ? head.has(name) : !spelling_of(head, name).empty();
        };
        return has("Trade Flow Code") && has("Trade Value (US$)") && has("Reporter Code") && has("Partner Code");
    }

    comtrade_format(file_head const& head, format_options const& options) : rows_{head, options}
    {
        for (auto const* const name :
             {"Trade Flow Code", "Reporter Code", "Partner Code", "Commodity Code", "Trade Value (US$)", "Period"}) {
            columns_.emplace_back(spelling_of(head, name));
        }
        for (auto const* const name : {"2nd Partner Code", "Customs Proc. Code", "Mode of Transport Code"}) {
            auto spelling = spelling_of(head, name);
            columns_.push_back(if_present(spelling.empty() ? name : spelling));
        }
    }

    [[nodiscard]] delimited_options<> layout() const { return {.columns = columns_}; }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        take(rows_.read(from, direction_of(from), 3));
    }

private:
    [[nodiscard]] static std::optional<direction> direction_of(row const& from)
    {
        switch (from.get<int>(0)) {
        case 1: return direction::imports;
        case 2: return direction::exports;
        case 3: return direction::part_of_exports;
        case 4: return direction::part_of_imports;
        default: return std::nullopt;
        }
    }

    std::vector<column> columns_;
    comtrade_rows rows_;
};

struct comtrade_plus_format {
    static constexpr format_facts about{.name = "comtrade_plus", .provider = "UN Comtrade", .unit = unit::usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"reporterCode", "partnerCode", "flowCode", "primaryValue"});
    }

    comtrade_plus_format(file_head const& head, format_options const& options) : rows_{head, options} {}

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"flowCode", "reporterCode", "partnerCode", "cmdCode", "primaryValue", "period",
                            if_present("partner2Code"), if_present("customsCode"), if_present("motCode"),
                            if_present("mosCode"), if_present("isAggregate")}};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = rows_.read(from, parse<direction>{}(from.trimmed(0)), 4);
        auto const computed = from.trimmed(10);
        if (computed == "true" || computed == "True" || computed == "1") {
            each.flag = "isAggregate";
        }
        take(std::as_const(each));
    }

private:
    comtrade_rows rows_;
};

} // namespace detail

/// UN Comtrade's downloads of 22 and 35 columns, as they were until 2022. Amounts in current US$; period and commodity
/// as the file writes them. Exports and imports are both read and kept apart; re-exports and re-imports are parts of
/// them and set aside. The row of partner 0, World, is the total of the reporter. Products that contain one another,
/// such as TOTAL and 27, are an error, unless `format_options::products` names those to read or `product_level` tells
/// their number of digits. Monthly figures are parts of annual ones in the same file, and set aside unless
/// `format_options::frequency` asks for them.
inline constexpr format_of<detail::comtrade_format> comtrade{};

/// UN Comtrade's downloads and bulk files since 2022, of 47 columns and fewer: extracts need reporterCode, partnerCode,
/// flowCode, cmdCode, period and primaryValue. Figures that the United Nations computed from others are read, with the
/// flag isAggregate.
inline constexpr format_of<detail::comtrade_plus_format> comtrade_plus{};

} // namespace equipoise::io
