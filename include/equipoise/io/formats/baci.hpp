// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/detail/comtrade_numbers.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/report.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

/// The format `baci`: trade by product, from CEPII.
namespace equipoise::io {

namespace detail {

struct baci_format {
    static constexpr format_facts about{.name = "baci", .provider = "CEPII, BACI", .unit = unit::thousand_usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = false;

    static constexpr number_columns numbers{
        .year = 0, .reporter = 1, .partner = 2, .product = 3, .amount = 4, .product_size = 6};
    [[nodiscard]] static constexpr auto const& numbers_dialect() { return dialects::comtrade; }
    [[nodiscard]] static constexpr auto const& meanings() { return codes_detail::comtrade_numbers; }
    [[nodiscard]] static constexpr auto const& varying() { return codes_detail::comtrade_numbers_by_year; }

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"t", "i", "j", "v", "q"}) && (head.has("k") || head.has("hs6"));
    }

    explicit baci_format(file_head const& head) : product_{head.has("k") ? "k" : "hs6"} {}

    [[nodiscard]] delimited_options<> layout() const { return {.columns = {"t", "i", "j", product_, "v"}}; }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        auto each = provider_row{};
        each.period = from.get<int>(0);
        each.reporter_text = from.trimmed(1);
        each.partner_text = from.trimmed(2);
        each.reporter = dialects::comtrade.meaning(from.get<int>(1), each.period);
        each.partner = dialects::comtrade.meaning(from.get<int>(2), each.period);
        each.product = with_zeros(from.trimmed(3), numbers.product_size, padded_);
        take_amount(from, 4, each);
        take(each);
    }

    void add_to(format_report& report) const
    {
        if (auto vintage = vintage_in(report.file); !vintage.empty()) {
            report.vintage = std::move(vintage);
        }
    }

private:
    /// The version that the name of a file tells, such as V202401b of BACI_HS92_Y2019_V202401b.csv; empty if it tells
    /// none.
    [[nodiscard]] static std::string vintage_in(std::string_view name)
    {
        constexpr auto digits = std::string_view{"0123456789"};
        name.remove_prefix((std::min)(name.find_last_of("/\\") + 1, name.size()));
        auto const begin = name.rfind("_V");
        if (begin == std::string_view::npos) {
            return {};
        }
        auto const end = (std::min)(name.find_first_not_of(digits, begin + 2), name.size());
        if (end - begin < 8) { // six digits: year and month
            return {};
        }
        auto const letter = end < name.size() && name[end] >= 'a' && name[end] <= 'z' ? 1U : 0U;
        return std::string{name.substr(begin + 1, end - begin - 1 + letter)};
    }

    std::string product_;
    std::string padded_;
};

} // namespace detail

/// CEPII's BACI: trade by product, in which the reports of exporters and importers are reconciled. Columns t, i, j, k
/// (before 2021: hs6), v, q; v is thousand current US$; i exports to j. Product codes keep, or get back, their leading
/// zeros. Codes are those of UN Comtrade, so that 842 is the USA. Flows with areas (490, 697, 849, 711) belong to the
/// residual of the exporter. The vintage is that in the name of the file.
/// Source: Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level.
inline constexpr format_of<detail::baci_format> baci{};

} // namespace equipoise::io
