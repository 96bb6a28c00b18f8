// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/direction.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/wits_timeseries.hpp>

#include <utility>

/// The format `wits_api`: trade, from the API of the World Bank's WITS.
namespace equipoise::io {

namespace detail {

struct wits_api_format {
    static constexpr format_facts about{
        .name = "wits_api", .provider = "World Bank, WITS API", .unit = unit::thousand_usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"Reporter", "Partner", "ProductCode", "Indicator", "Year", "Value"});
    }

    wits_api_format(file_head const&, format_options const& options) : products_asked_{!options.products.empty()} {}

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"Reporter", "Partner", "ProductCode", "Indicator", "Year", "Value", if_present("Freq")}};
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto each = provider_row{};
        each.period = from.get<int>(4);
        each.reporter_text = from.trimmed(0);
        each.partner_text = from.trimmed(1);
        each.reporter = dialects::wits.meaning(each.reporter_text, each.period);
        each.partner = dialects::wits.meaning(each.partner_text, each.period);
        each.product = from.trimmed(2);
        auto const way = parse<direction>{}(from.trimmed(3));
        direct(each, way);
        if (!way) {
            each.of = row_class::sub_row;
            each.why = "an indicator that is no flow in US$, such as a share";
        } else {
            take_amount(from, 5, each);
            if (is_part_of_products(each.product, "Total", products_asked_)) {
                each.of = row_class::sub_row;
                each.why = "a part of all products";
                each.states_total = false;
            }
        }
        take(std::as_const(each));
    }

private:
    bool products_asked_;
};

} // namespace detail

/// Tables that programs make of the answers of the World Bank's WITS API: columns Reporter, Partner, ProductCode,
/// Indicator, Year, Value. XPRT-TRD-VL and MPRT-TRD-VL are exports and imports in thousand current US$. The partner WLD
/// is the total. Rows of product groups are parts of Total, unless `format_options::products` asks for them.
inline constexpr format_of<detail::wits_api_format> wits_api{};

} // namespace equipoise::io
