// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "opened_file.hpp"

#include <equipoise/codes/iso3.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// The files of providers, whose formats the library knows.
namespace support {

using ledger_of_states = equipoise::ledger<std::tuple<int, equipoise::iso3>, equipoise::iso3>;

/// The flows of a provider's file by channel, and what became of its rows.
struct provider_file {
    std::vector<std::pair<std::string, ledger_of_states>> channels;
    equipoise::io::format_report report;
};

namespace detail {

/// Adds a portfolio to those of a builder, with its total where that is known apart from the partners.
template <class Key, class To>
void copy_portfolio(Key const& under, equipoise::portfolio_view<equipoise::iso3> const& flows, double rounding, To& to)
{
    for (auto const& [id, amount] : flows) {
        to.add(under, id, amount);
    }
    for (auto const& each : flows.unknown()) {
        to.add_unknown(under, each.id);
        if (each.amount > 0) { // it has this or more
            to.add(under, each.id, each.amount);
        }
    }
    if (flows.unnamed() != 0) {
        to.add_unknown(under, {}, flows.unnamed());
    }
    auto const& sums = flows.totals();
    auto const is_declared =
        sums.why_unknown == equipoise::reason::defined && (sums.unattributed.hi > 0 || !flows.unknown().empty());
    if (is_declared) {
        to.declare(under, {.total = std::ldexp(sums.whole().value(), sums.exponent),
                           .listing = flows.listing(),
                           .rounding = rounding});
    }
}

/// The first year of a table with a column for each year; 0 where the text is no such table.
[[nodiscard]] inline int first_year_in(std::string_view head)
{
    while (!head.empty()) {
        auto const end = head.find_first_of(",;\t\r\n");
        auto field = head.substr(0, end);
        auto const first = std::min(field.find_first_not_of(" \""), field.size());
        field = field.substr(first, field.find_last_not_of(" \"") + 1 - first);
        if (field.size() == 4 && (field.starts_with("19") || field.starts_with("20"))) {
            if (auto const year = equipoise::io::parse<int>{}(field)) {
                return *year;
            }
        }
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
    }
    return 0;
}

/// Adds up a state's portfolios of several years. A partner that is not listed in a year of which a part has no partner
/// may have had some of this part: the sum that is known is then the least that it has.
inline void add_years(ledger_of_states const& flows, std::tuple<int, equipoise::iso3> const& under, int years,
                      equipoise::ledger_builder<std::tuple<int, equipoise::iso3>, equipoise::iso3>& to)
{
    auto const [last, state] = under;
    auto listed = std::map<equipoise::iso3, int>{}; // in how many years with a part that has no partner
    auto total = 0.0;
    auto years_with_rest = 0;
    auto known = true;
    for (auto year = last - years + 1; year <= last; ++year) {
        auto const portfolio = flows.find({year, state});
        if (!portfolio) {
            continue;
        }
        auto const& sums = portfolio->totals();
        auto const rest = sums.why_unknown == equipoise::reason::defined && sums.unattributed.hi > 0 ? 1 : 0;
        for (auto const& [id, amount] : *portfolio) {
            to.add(under, id, amount);
            listed[id] += rest;
        }
        for (auto const& each : portfolio->unknown()) {
            to.add_unknown(under, each.id);
        }
        years_with_rest += rest;
        known = known && sums.why_unknown == equipoise::reason::defined;
        total += known ? std::ldexp(sums.whole().value(), sums.exponent) : 0;
    }
    if (known && years_with_rest != 0) {
        for (auto const& [id, count] : listed) {
            if (count != years_with_rest) {
                to.add_unknown(under, id);
            }
        }
        to.declare(under, {.total = total});
    }
}

/// The sum of each year and the years before it, as far as the file, which begins in `first`, goes back as many years.
/// A year without deliveries is a year with none.
[[nodiscard]] inline ledger_of_states summed_over(int years, ledger_of_states const& flows, int first)
{
    auto result = equipoise::ledger_builder<std::tuple<int, equipoise::iso3>, equipoise::iso3>{};
    auto const dated = std::find_if(flows.keys().begin(), flows.keys().end(),
                                    [](auto const& under) { return std::get<0>(under) > 0; });
    if (dated == flows.keys().end()) {
        return result.build();
    }
    first = first != 0 ? std::min(first, std::get<0>(*dated)) : std::get<0>(*dated);
    auto const last = std::get<0>(flows.keys().back());
    auto states = std::set<equipoise::iso3>{};
    for (auto const& [year, state] : flows.keys()) {
        states.insert(state);
    }
    for (auto year = first + years - 1; year <= last; ++year) {
        for (auto const state : states) {
            add_years(flows, {year, state}, years, result);
        }
    }
    return result.build();
}

} // namespace detail

/// Reads a file of a provider. Its exports and imports are the channels of these names, and deliveries of arms are
/// arms; or, with a name for a channel, what states receive is the channel of that name.
/// @param options years and products, which are those of trade, and what the dimensions of SDMX files stand for
/// @throws std::runtime_error when the file has no flows of the channel that is named
[[nodiscard]] inline provider_file read_provider_file(opened_file const& file, equipoise::io::format_facts const& facts,
                                                      std::string const& channel, equipoise::io::format_options options,
                                                      int arms_years)
{
    auto const arms = facts.unit == equipoise::io::unit::million_tiv;
    if (arms) {
        // amounts count as they are listed, rounded to the million, and 0 is one of them
        options.below_half = equipoise::io::below_half::zero;
        options.years.clear(); // sums go back to earlier years
        options.products.clear();
        options.product_level.reset();
    }
    auto [exports, imports, report] =
        equipoise::io::read_ledgers(file.source(), equipoise::io::any_format, equipoise::by_period_and_state, options);
    if (report.books.file().read().rows == 0 && report.not_asked == 0) {
        throw equipoise::io::input_error{file.name(), "has a header, but no rows"};
    }
    auto result = provider_file{{}, std::move(report)};
    auto const first = facts.name == "sipri_tiv" ? detail::first_year_in(file.head()) : 0;
    auto const add = [&](std::string const& name, ledger_of_states&& flows) {
        result.channels.emplace_back(name, arms ? detail::summed_over(arms_years, flows, first) : std::move(flows));
    };
    auto const lacks = [&](ledger_of_states const& flows) {
        return flows.empty() && (result.report.not_asked == 0 || arms);
    };
    auto const refuse = [&](char const* what) {
        throw equipoise::io::input_error{file.name(),
                                         std::string{"holds no "} + what + ", and so no channel \"" + channel + '"'};
    };
    if (channel == "exports") {
        if (lacks(exports)) {
            refuse("exports");
        }
        add(channel, std::move(exports));
    } else if (!channel.empty()) {
        if (lacks(imports)) {
            refuse("flows that states receive");
        }
        add(channel, std::move(imports));
    } else if (!arms) {
        add("exports", std::move(exports));
        add("imports", std::move(imports));
    } else if (!imports.empty()) {
        add("arms", std::move(imports));
    } else {
        add("arms exports", std::move(exports));
    }
    return result;
}

} // namespace support
