// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/product_levels.hpp>
#include <equipoise/io/formats/options.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

/// The format `unctad`: the trade matrix of UNCTADstat.
namespace equipoise::io {

namespace detail {

struct unctad_format {
    static constexpr format_facts about{
        .name = "unctad", .provider = "UNCTADstat, merchandise trade matrix", .unit = unit::thousand_usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"Year", "Economy", "Partner", "Flow"}) && !starting(head, product_name).empty()
               && !starting(head, value_name).empty();
    }

    unctad_format(file_head const& head, format_options const& options)
        : file_{head.file}, options_{&options}, product_{starting(head, product_name)},
          value_{starting(head, value_name)}
    {
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"Year", "Economy", "Partner", "Flow", product_, value_, if_present(value_ + " Footnote")}};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = provider_row{};
        each.period = from.get<int>(0);
        each.reporter_text = from.trimmed(1);
        each.partner_text = from.trimmed(2);
        each.reporter = meaning(from, 1, each.period);
        each.partner = meaning(from, 2, each.period);
        each.product = from.trimmed(4);
        take_amount(from, 5, each);
        take_direction(from, 3, each);
        each.flag = from.trimmed(6) == "_Missing value" ? std::string_view{} : from.trimmed(6);
        if (from.get<int>(2) == 0) {
            each.of = row_class::aggregate;
            each.why = "the partner is the world";
            each.states_total = true;
        }
        if (options_->wants_year(each.period)) {
            levels_.place(each, each.product, *options_, product_, file_, from.line());
        }
        take(std::as_const(each));
    }

private:
    static constexpr std::string_view value_name = "US dollars at current prices in thousands";
    static constexpr std::string_view product_name = "Sitc";

    /// The first column that begins with a name and is no label or footnote.
    [[nodiscard]] static std::string starting(file_head const& head, std::string_view with)
    {
        auto const at = std::find_if(head.names.begin(), head.names.end(), [&](std::string const& name) {
            return name.starts_with(with) && !name.ends_with(" Label") && !name.ends_with(" Footnote");
        });
        return at == head.names.end() ? std::string{} : *at;
    }

    /// Codes of four digits, with zeros, are groups: 0000 is the world. Those of three are M49, where China's Taiwan
    /// has its own number of ISO, and 756 is Switzerland with Liechtenstein.
    [[nodiscard]] static code_meaning meaning(row const& from, std::size_t place, int year)
    {
        auto const text = from.trimmed(place);
        auto const number = from.get<int>(place);
        if (text.size() == 4) {
            return {code_kind::aggregate, {}};
        }
        return number == 158 ? dialects::iso.meaning("TWN", year) : dialects::comtrade.meaning(number, year);
    }

    std::string file_;
    format_options const* options_;
    product_levels levels_;
    std::string product_;
    std::string value_;
};

} // namespace detail

/// UNCTADstat's trade matrix: columns Year, Economy, Partner, Flow (1 imports, 2 exports), a product of the SITC and
/// "US dollars at current prices in thousands". Economies have numbers of M49 with their zeros ("036"); codes of four
/// digits are groups, and 0000 is the world, which is the total. A footnote, such as Estimated, is a flag. A value that
/// is missing is unknown. Imports and exports are kept apart.
inline constexpr format_of<detail::unctad_format> unctad{};

} // namespace equipoise::io
