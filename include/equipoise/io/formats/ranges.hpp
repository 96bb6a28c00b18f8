// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/io/formats/provider_flows.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/model/ledger_keys.hpp>
#include <equipoise/uncertainty/amount_error.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>

#include <concepts>
#include <functional>
#include <limits>
#include <map>
#include <utility>
#include <vector>

/// The flows of a provider's file as ranges, where its figures are rounded or may be wrong: `io::export_ranges`,
/// `io::import_ranges`.
namespace equipoise::io {

namespace detail {

/// The range of a residual, each figure of which was rounded by itself; that of an unknown one has no upper end.
template <class Error>
[[nodiscard]] interval range_of_residual(residual_flow const& of, Error const& error)
{
    if (is_undefined(of.amount)) {
        return {0, std::numeric_limits<double>::infinity()};
    }
    if constexpr (std::same_as<Error, rounded_to>) {
        return rounded_to{error.unit * static_cast<double>(of.figures)}.range_of(of.amount);
    } else {
        return error.range_of(of.amount);
    }
}

template <bool Exports>
struct ranges_fn {
    template <amount_error Error, class By = default_key>
    [[nodiscard]] auto operator()(provider_flows const& from, Error const& error, By const& by = {}) const
    {
        using key = std::remove_cvref_t<std::invoke_result_t<By const&, reported_flow const&, iso3 const&>>;
        constexpr auto side = Exports ? reported_by::exporter : reported_by::importer;
        auto const belongs = [](reported_by of) { return of == side || of == reported_by::both; };
        auto rows = std::vector<keyed_range<key, iso3>>{};
        auto const add = [&](reported_flow const& each, interval range) {
            if (belongs(each.by)) {
                rows.push_back({std::invoke(by, each, Exports ? each.origin : each.destination),
                                {Exports ? each.destination : each.origin, range.low, range.high}});
            }
        };
        for (auto const& each : from.flows) {
            add(each, error.range_of(each.amount));
        }
        for (auto const& each : from.unknown) {
            add(each, {0, std::numeric_limits<double>::infinity()});
        }
        auto rests = std::map<key, std::vector<partner_range<int>>>{};
        for (auto const& each : from.residuals) {
            if (belongs(each.by)) {
                auto const as_flow =
                    reported_flow{each.state, each.state, each.amount, each.period, each.channel, each.by};
                auto const range = range_of_residual(each, error);
                rests[std::invoke(by, as_flow, each.state)].push_back({0, range.low, range.high});
            }
        }
        auto known = std::vector<declared_row<key>>{};
        for (auto const& [under, parts] : rests) {
            auto const sum = interval_portfolio<int>{parts}; // added up outward
            known.push_back({under, {.unlisted = {sum.lows()[0], sum.highs()[0]}}});
        }
        return interval_ledger<key, iso3>{std::move(rows), std::move(known)};
    }
};

} // namespace detail

/// The exports in a provider's file as ranges: `io::export_ranges(table, error, by)`, keyed by (period, state) unless
/// `by` says otherwise. The error is that of each figure in the file: `rounded_to`, `relative_error`, or any type with
/// a member `range_of`. Figures of the same key and partner, such as those of several years, are added up, each with an
/// error of its own.
///
/// SIPRI prints volumes in whole millions of TIV, and a 0 for less than half a million. Read these zeros as 0, so that
/// rounding makes ranges of them; a 12 is then in [11.5, 12.5]:
///
///     auto const arms = io::read("TIV-Import-KAZ.csv", {.below_half = io::below_half::zero});
///     auto const ranges = io::import_ranges(arms, rounded_to{1}); // Poland 0: [0, .5], a partner of small size
///     bound(ranges.at({2019, "KAZ"_iso3}), hhi);
///
/// An amount that the file does not tell is in [0, infinity). What is left of a stated total, and flows with areas that
/// are no states, are with partners that are not listed, within the rounding of all figures that they come from.
/// @throws invalid_parameter as the error does
/// Source: SIPRI Arms Transfers Database, Sources and methods, for the meaning of 0; the rest is defined here.
inline constexpr detail::ranges_fn<true> export_ranges{};

/// The imports in a provider's file as ranges, as `export_ranges`. A table of SIPRI of one recipient belongs here.
inline constexpr detail::ranges_fn<false> import_ranges{};

} // namespace equipoise::io
