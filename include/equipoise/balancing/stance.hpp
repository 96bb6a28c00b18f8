// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

/// A state's place among several poles and everyone else.
///
///     stance(flows, poles)        the shares of the poles and that of everyone else, which sum to 1
///     multi_vector(flows, poles)  how even the shares of the poles are, and how much they cover
namespace equipoise {

/// Barycentric coordinates among k poles and everyone else: k + 1 shares that sum to 1, the last that of everyone
/// else; each an interval where part of the total is unattributed. Empty, with the reason, where nothing can be said.
struct coordinates {
    std::vector<interval> shares{};
    reason why = reason::defined;

    /// Whether every share is known exactly.
    [[nodiscard]] bool known() const
    {
        return !shares.empty()
               && std::all_of(shares.begin(), shares.end(), [](interval const& share) { return share.is_point(); });
    }

    /// The vertex whose share is the largest for certain; k stands for everyone else. Nothing when two tie or may.
    [[nodiscard]] std::optional<std::size_t> nearest() const
    {
        for (std::size_t i = 0; i < shares.size(); ++i) {
            auto largest = true;
            for (std::size_t j = 0; j < shares.size(); ++j) {
                largest = largest && (i == j || shares[i].low > shares[j].high);
            }
            if (largest) {
                return i;
            }
        }
        return std::nullopt;
    }

    /// The tilt between two vertices, (s_i - s_j) / (s_i + s_j), in [-1, 1]. Undefined unless both shares are known and
    /// one of them is positive, and where both are below 2e-308, so that they have lost digits; `tilt` of the flows
    /// keeps them.
    /// @throws invalid_parameter for a vertex that does not exist
    [[nodiscard]] double tilt(std::size_t i = 0, std::size_t j = 1) const
    {
        if (shares.empty() || !at(i).is_point() || !at(j).is_point()
            || (std::max)(at(i).low, at(j).low) < (std::numeric_limits<double>::min)()) {
            return undefined;
        }
        return balancing_detail::tilt_between({at(i).low}, {at(j).low});
    }

    // The figures below need all shares to be known, and are undefined otherwise.

    /// The largest share less the second largest, in [0, 1].
    [[nodiscard]] double margin() const
    {
        if (!known() || shares.size() < 2) {
            return undefined;
        }
        auto sorted = values();
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() - 1] - sorted[sorted.size() - 2];
    }

    /// Distance to a vertex of the simplex divided by the length of an edge, in [0, 1]: 0 = all flows are with it.
    /// @throws invalid_parameter for a vertex that does not exist
    [[nodiscard]] double distance_to(std::size_t vertex) const
    {
        if (!known()) {
            return undefined;
        }
        (void)at(vertex);
        auto others = detail::running_sum{};
        for (std::size_t i = 0; i < shares.size(); ++i) {
            others.add(i == vertex ? 0.0 : shares[i].low);
        }
        auto const rest = others.value(); // 1 - s of the vertex, without cancellation
        if (rest.hi == 0) {
            return 0;
        }
        auto squared = detail::running_sum{}; // in units of the rest, as the squares of small shares may underflow
        for (std::size_t i = 0; i < shares.size(); ++i) {
            auto const part = detail::quotient({i == vertex ? 0.0 : shares[i].low}, rest);
            squared.add(part * part);
        }
        return detail::at_most_one((rest * detail::square_root((squared.value() + 1.0) * 0.5)).value());
    }

    /// Distance from the centre of the simplex divided by that of a vertex, in [0, 1]: Singer's CON of the shares.
    [[nodiscard]] double centre_distance() const { return known() ? singer_con(values()) : undefined; }

    /// Centred log-ratios ln s - mean ln s, one for each share; empty when a share is zero or not known.
    [[nodiscard]] std::vector<double> log_ratios() const
    {
        return known() ? clr(values()).values : std::vector<double>{};
    }

    /// The shares as numbers; meaningful only where all are known.
    [[nodiscard]] std::vector<double> values() const
    {
        auto all = std::vector<double>{};
        for (auto const& share : shares) {
            all.push_back(share.low);
        }
        return all;
    }

private:
    [[nodiscard]] interval const& at(std::size_t vertex) const
    {
        if (vertex >= shares.size()) {
            throw invalid_parameter{"stance", "vertex", static_cast<double>(vertex),
                                    "below the number of shares, " + std::to_string(shares.size())};
        }
        return shares[vertex];
    }
};

/// How evenly a state's flows with several poles are divided among them, and how much of all flows they cover.
struct vector_balance {
    double effective = undefined; ///< exp(entropy of the poles' shares among themselves) / k, in [1/k, 1]
    double evenness = undefined;  ///< 1 - normalised HHI of the same shares, in [0, 1]
    double coverage = undefined;  ///< share of the poles in the whole, in [0, 1]
    reason why = reason::defined; ///< why one of them is undefined
};

namespace balancing_detail {

struct stance_fn {
    template <portfolio_like Flows, class Id>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] coordinates operator()(Flows const& flows, poles<Id> const& among) const
    {
        if (auto const why = without_poles(flows, among); why != reason::defined) {
            return {{}, why};
        }
        auto found = coordinates{};
        for (std::size_t i = 0; i < among.size(); ++i) {
            found.shares.push_back(bound(flows, exposure(among[i])));
        }
        found.shares.push_back(third_neighbor_share_rule<Id>{among.all()}(flows).bounds);
        return found;
    }
};

struct multi_vector_fn {
    template <portfolio_like Flows, class Id>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] vector_balance operator()(Flows const& flows, poles<Id> const& among) const
    {
        auto balance = vector_balance{};
        balance.why = detail::without_flow(flows);
        balance.why = balance.why == reason::defined ? without_poles(flows, among) : balance.why;
        if (balance.why != reason::defined) {
            return balance;
        }
        auto const all = exposure_detail::holding_of(flows, among.all());
        if (all.hidden != 0) {
            balance.why = all.why;
            return balance;
        }
        balance.coverage = detail::at_most_one(all.listed / flows.totals().whole());
        auto amounts = std::vector<double>{};
        auto const exponent = exposure_detail::own_exponent(flows, among.all());
        for (std::size_t i = 0; i < among.size(); ++i) {
            amounts.push_back(exposure_detail::listed_in(flows, among[i], exponent).value());
        }
        auto const k = static_cast<double>(amounts.size());
        if (std::all_of(amounts.begin(), amounts.end(), [](double amount) { return amount == 0; })) {
            balance.why = reason::no_pole;
            return balance;
        }
        balance.effective = hill(amounts, 1) / k;
        if (amounts.size() == 1) {
            balance.why = reason::single_partner;
            return balance;
        }
        balance.evenness =
            detail::at_most_one(gini_simpson(amounts) / detail::share_of_others(k)); // 1 - H* without cancellation
        return balance;
    }
};

} // namespace balancing_detail

/// A state's stance: its coordinates among the poles and everyone else, `stance(flows, poles{china, russia})`.
///
/// The coordinates are shares in [0, 1] that sum to 1, and intervals where a pole is not listed while part of the total
/// is unattributed. The result gives the nearest vertex, the margin, the distances to the vertices and from the centre,
/// and the log-ratios. Without flow there are no coordinates, and `why` tells the reason.
/// Source: defined by this library; the simplex of compositions as in Aitchison (1986), the distance from its centre
/// as in Singer, Bremer and Stuckey (1972).
inline constexpr balancing_detail::stance_fn stance{};

/// How evenly the flows with several poles are divided, and how much of all flows they cover:
/// `multi_vector(flows, poles{china, russia, america})`.
///
/// Evenness alone would call a state that trades next to nothing with each pole a perfect balancer: read it together
/// with coverage. Undefined without flow and where a pole's share is not known; `effective` and `evenness` also with no
/// flow to any pole, and `evenness` with a single pole.
/// Source: defined by this library, after the notion of a multi-vector foreign policy.
inline constexpr balancing_detail::multi_vector_fn multi_vector{};

} // namespace equipoise
