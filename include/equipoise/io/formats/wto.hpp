// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/product_levels.hpp>
#include <equipoise/io/formats/detail/sdmx_period.hpp>
#include <equipoise/io/formats/options.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// The format `wto`: trade in WTO Stats, from the World Trade Organization.
namespace equipoise::io {

namespace detail {

struct wto_format {
    static constexpr format_facts about{.name = "wto", .provider = "WTO Stats", .unit = unit::million_usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"Indicator Code", "Reporting Economy Code", "Partner Economy Code", "Year", "Value"});
    }

    wto_format(file_head const& head, format_options const& options) : file_{head.file}, options_{&options} {}

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"Indicator Code", "Indicator", "Reporting Economy Code", "Partner Economy Code", "Year",
                            "Value", "Unit Code", if_present("Reporting Economy ISO3A Code"),
                            if_present("Partner Economy ISO3A Code"), if_present("Product/Sector Code"),
                            if_present("Value Flag Code"), if_present("Frequency Code"), if_present("Period Code")}};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = provider_row{};
        auto const year = from.get<int>(4);
        auto const frequency = from.trimmed(11).empty() ? sdmx_frequency::annual : sdmx_frequency_of(from.trimmed(11));
        each.period = period(from, year, frequency);
        each.reporter_text = name(from, 7, 2);
        each.partner_text = name(from, 8, 3);
        each.reporter = meaning(from, 7, 2, year);
        each.partner = meaning(from, 8, 3, year);
        each.product = from.trimmed(9);
        each.flag = from.trimmed(10);
        each.key_rest = from.trimmed(0);
        auto const imports = is_imports(from);
        if (!imports) {
            // a change or a balance may be negative
            each.amount = amount_or_note(from, [&] { return from.known<double>(5).value_or(undefined) + 0.0; }).value;
            each.of = row_class::direction;
            each.why = "the indicator is neither exports nor imports";
            take(std::as_const(each));
            return;
        }
        take_amount(from, 5, each);
        each.from_partner = *imports;
        each.by = *imports ? reported_by::importer : reported_by::exporter;
        if (frequency != as_sdmx(options_->frequency)) {
            each.of = row_class::sub_row;
            each.why = "the figure is of another frequency than is asked";
        } else if (from.trimmed(6) != "USM") {
            from.reject(6, "USM, million US dollars");
        } else if (from.trimmed(3) == "000") {
            each.of = row_class::aggregate;
            each.why = "the partner is the world";
            each.states_total = true;
        }
        if (each.of != row_class::sub_row && options_->wants_year(year)) {
            levels_.place(each, each.product, *options_, "Product/Sector Code", file_, from.line());
        }
        take(std::as_const(each));
    }

private:
    /// The state as the file names it: by ISO 3166, or by its number where that is empty.
    [[nodiscard]] static std::string_view name(row const& from, std::size_t letters, std::size_t number)
    {
        return from.trimmed(letters).empty() ? from.trimmed(number) : from.trimmed(letters);
    }

    /// The world and groups of states have numbers, and no letters. TPKM is the customs territory of Taiwan.
    [[nodiscard]] static code_meaning meaning(row const& from, std::size_t letters, std::size_t number, int year)
    {
        auto const text = from.has(letters) ? from.trimmed(letters) : std::string_view{};
        if (text == "TPKM" || from.trimmed(number) == "158") {
            return dialects::iso.meaning("TWN", year);
        }
        if (!text.empty()) {
            return dialects::iso.meaning(text, year);
        }
        if (from.has(letters)) {
            return {code_kind::aggregate, {}};
        }
        auto const code = from.get<int>(number);
        return code == 0 ? code_meaning{code_kind::aggregate, {}} : dialects::comtrade.meaning(code, year);
    }

    /// Whether a row is imports; nothing where it is neither these nor exports. ITS_MTV_AX and ITS_MTV_AM are annual
    /// merchandise exports and imports; services and other series are told by their name.
    [[nodiscard]] static std::optional<bool> is_imports(row const& from)
    {
        auto const text = from.trimmed(1);
        auto const has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
        auto const imports = has("imports") || has("Imports");
        auto const exports = has("exports") || has("Exports");
        auto const index = has("index") || has("indices") || has("change") || has("share") || has("Tariff")
                           || has("tariff") || has("duty");
        return imports == exports || index ? std::nullopt : std::optional{imports};
    }

    [[nodiscard]] static int period(row const& from, int year, sdmx_frequency frequency)
    {
        auto const code = from.trimmed(12);
        if (frequency == sdmx_frequency::annual || code.empty()) {
            return year;
        }
        auto const text = std::to_string(year) + "-" + (code.size() == 1 ? "0" : "") + std::string{code};
        auto const when = read_sdmx_period(text);
        return when ? when->number : year;
    }

    std::string file_;
    format_options const* options_;
    product_levels levels_;
};

} // namespace detail

/// WTO Stats, the long layout with all columns: Indicator Code, Reporting and Partner Economy with numbers and ISO
/// codes, Product/Sector Code, Year, Value in million US$. Indicators whose name says exports or imports are read and
/// kept apart; others (tariffs, indices, shares) are set aside. Partner 000 is the world, which is the total; economies
/// without an ISO code are groups; TPKM is Chinese Taipei. A value flag (E estimate, B break) is counted as a flag; an
/// empty value is unknown. Texts are in Windows-1252.
inline constexpr format_of<detail::wto_format> wto{};

} // namespace equipoise::io
