// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>

#include <array>
#include <utility>

/// The format `cow_trade`: trade of pairs of states, from the Correlates of War.
namespace equipoise::io {

namespace detail {

struct cow_trade_format {
    static constexpr format_facts about{
        .name = "cow_trade", .provider = "Correlates of War, Trade", .unit = unit::million_usd};
    static constexpr bool has_row_key = true;
    static constexpr bool states_totals = false;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"ccode1", "ccode2", "year", "flow1", "flow2"});
    }

    /// The native file has each pair of states once, with both flows; its copies by direction have each pair twice.
    explicit cow_trade_format(file_head const& head) : undirected_{head.has("importer1") || head.has("version")} {}

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"ccode1", "ccode2", "year", "flow1", "flow2"}, .also_missing = {"-9"}};
    }

    template <class Take>
    void read(row const& from, Take const& take) const
    {
        auto const year = from.get<int>(2);
        auto each = provider_row{};
        each.period = year;
        each.from_partner = true; // flow1 is what state 1 imports from state 2
        each.reporter_text = from.trimmed(0);
        each.partner_text = from.trimmed(1);
        each.reporter = dialects::cow_numbers.meaning(from.get<int>(0), year);
        each.partner = dialects::cow_numbers.meaning(from.get<int>(1), year);
        take_amount(from, 3, each);
        auto const back = undirected_ ? noted_amount_of(from, 4) : read_amount{};
        take(each);
        if (undirected_) {
            std::swap(each.reporter_text, each.partner_text);
            std::swap(each.reporter, each.partner);
            each.amount = back.value;
            each.unreadable = back.unreadable;
            take(each);
        }
    }

private:
    bool undirected_;
};

} // namespace detail

/// The Correlates of War trade data: columns ccode1, ccode2, year, flow1, flow2, in million current US$. flow1 is what
/// state 1 imports from state 2. In copies that hold each pair in both directions only flow1 is read, so that no flow
/// counts twice. -9 and NA are unknown, not zero.
/// Source: Barbieri, Keshk and Pollins (2009), Trading Data.
inline constexpr format_of<detail::cow_trade_format> cow_trade{};

} // namespace equipoise::io
