// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "archive.hpp"
#include "tables.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/balancing/ternary.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/mirror.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

/// Exports and imports within the bounds of both reports: those of the state, and those of its partners.
namespace support {

using ranges_of_one = equipoise::interval_portfolio_view<equipoise::iso3>;

/// The exports and imports of all states as ranges; nothing where no rate of freight was given.
struct mirror_bounds {
    using ranges = equipoise::interval_ledger<std::tuple<int, equipoise::iso3>, equipoise::iso3>;

    std::optional<std::pair<ranges, ranges>> exports_and_imports{};

    /// The ranges under a key, if it is one of exports or imports that both sides may have reported.
    [[nodiscard]] std::optional<ranges_of_one> find(key const& under) const
    {
        auto const& [period, state, channel] = under;
        if (!exports_and_imports || (channel != "exports" && channel != "imports")) {
            return std::nullopt;
        }
        auto const& [exports, imports] = *exports_and_imports;
        return (channel == "exports" ? exports : imports).find({period, state});
    }
};

namespace detail {

[[nodiscard]] inline ledger_of_states flows_in(std::string const& channel, archive const& data)
{
    auto result = equipoise::ledger_builder<std::tuple<int, equipoise::iso3>, equipoise::iso3>{};
    for (auto const& [under, flows] : data.all_flows) {
        if (auto const& [period, state, name] = under; name == channel) {
            copy_portfolio(std::tuple{period, state}, flows, 0, result);
        }
    }
    return result.build();
}

} // namespace detail

/// Both reports of each flow, where a rate of freight is given.
/// @throws std::runtime_error where exports or imports are not on file, or not in one unit of money
[[nodiscard]] inline mirror_bounds mirror_bounds_of(std::optional<equipoise::cif_rate> const& cif, archive const& data)
{
    if (!cif) {
        return {};
    }
    auto const unit_of = [&](std::string const& channel) {
        auto const found = data.units.find(channel);
        if (found == data.units.end()) {
            throw std::runtime_error{"--cif: no " + channel + " are on file to compare the reports of both states"};
        }
        return found->second;
    };
    if (auto const unit = unit_of("exports"); unit != unit_of("imports") || unit == equipoise::io::unit::percent) {
        throw std::runtime_error{"--cif: exports are in " + std::string{in_words(unit)} + ", imports in "
                                 + std::string{in_words(unit_of("imports"))}
                                 + "; both reports must be in one unit of money"};
    }
    auto const both =
        equipoise::mirror(detail::flows_in("exports", data), detail::flows_in("imports", data), {.cif = *cif});
    return {std::pair{both.exports(), both.imports()}};
}

/// Moves the place of a state between two powers: `listed` stays that of its own report, and the other two are those
/// with the most that both reports allow with each power and the least with all others.
inline void spread(equipoise::ternary_place<key>& place, ranges_of_one const& flows, equipoise::iso3 first,
                   equipoise::iso3 second)
{
    auto const most_with = [&](equipoise::iso3 power, equipoise::iso3 other) {
        auto sum = 0.0;
        auto with_power = 0.0;
        auto with_other = 0.0;
        for (auto const& each : flows) {
            auto const amount = each.id == power ? each.high : each.low;
            sum += amount;
            with_power += each.id == power ? amount : 0;
            with_other += each.id == other ? amount : 0;
        }
        return sum > 0 ? std::pair{with_power / sum, with_other / sum} : std::pair{0.0, 0.0};
    };
    auto const [first_most, second_then] = most_with(first, second);
    auto const [second_most, first_then] = most_with(second, first);
    place.towards_first = equipoise::balancing_detail::in_triangle(second_then, 1 - first_most - second_then);
    place.towards_second = equipoise::balancing_detail::in_triangle(second_most, 1 - second_most - first_then);
    place.stance.shares[0] = equipoise::bound(flows, equipoise::exposure(first));
    place.stance.shares[1] = equipoise::bound(flows, equipoise::exposure(second));
}

} // namespace support
