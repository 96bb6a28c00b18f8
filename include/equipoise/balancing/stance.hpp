// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/log_ratios.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/core/numeric/elementary.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// A state's place among several poles and everyone else.
namespace equipoise {

namespace balancing_detail {

template <class P>
struct party_id {
    using type = P;
};
template <class Id>
struct party_id<bloc<Id>> {
    using type = Id;
};
template <>
struct party_id<char const*> {
    using type = std::string; // pointers would be compared, not names
};

} // namespace balancing_detail

/// The great powers that a state stands between, each a state or a bloc: `poles{china, russia}`, or a vector of them.
/// @throws invalid_parameter when a state belongs to two poles, a pole has no member, or a vector no pole
template <identifier Id>
class poles {
public:
    template <class... Parties>
        requires(sizeof...(Parties) > 0 && (!std::same_as<Parties, poles> && ...))
                && ((std::same_as<Parties, bloc<Id>> || std::convertible_to<Parties const&, Id>) && ...)
    explicit poles(Parties const&... parties)
    {
        (add_party(parties), ...);
    }

    /// As many as are found at run time.
    template <detail::party Party>
    explicit poles(std::vector<Party> const& parties)
    {
        if (parties.empty()) {
            throw invalid_parameter{"poles", "number of poles", 0.0, "at least 1"};
        }
        for (auto const& party : parties) {
            add_party(party);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return each_.size(); }
    [[nodiscard]] bloc<Id> const& operator[](std::size_t i) const& { return each_[i]; }
    [[nodiscard]] bloc<Id> operator[](std::size_t i) const&& { return each_[i]; }
    [[nodiscard]] bloc<Id> const& all() const& noexcept { return all_; } ///< the members of all poles
    [[nodiscard]] bloc<Id> all() const&& { return all_; }

    /// The pole in words: its members, a plus sign between them.
    [[nodiscard]] std::string name(std::size_t i) const
    {
        auto text = std::string{};
        for (auto const& id : each_[i]) {
            if (!text.empty()) {
                text += '+';
            }
            text += text_of(id);
        }
        return text;
    }

private:
    void add_party(bloc<Id> const& party) { add(party.ids()); }
    void add_party(Id const& party) { add({&party, 1}); }

    void add(std::span<Id const> members)
    {
        if (members.empty()) {
            throw invalid_parameter{"poles", "pole " + std::to_string(each_.size()), "empty", "a state or a bloc"};
        }
        auto everyone = std::vector<Id>(all_.begin(), all_.end());
        for (auto const& id : members) {
            if (all_.contains(id)) {
                throw invalid_parameter{"poles", "pole of " + text_of(id), "named twice", "one of them alone"};
            }
            everyone.push_back(id);
        }
        all_ = bloc<Id>{std::move(everyone)};
        each_.push_back(bloc<Id>{std::vector<Id>(members.begin(), members.end())});
    }

    std::vector<bloc<Id>> each_;
    bloc<Id> all_;
};

template <class First, class... Rest>
poles(First, Rest...) -> poles<typename balancing_detail::party_id<First>::type>;
template <class Party>
poles(std::vector<Party>) -> poles<typename balancing_detail::party_id<Party>::type>;

/// Barycentric coordinates among k poles and everyone else: k + 1 shares that sum to 1, the last that of everyone
/// else; each an interval where part of the total is unattributed. No coordinates where nothing can be said.
template <class Share>
struct basic_coordinates {
    std::vector<Share> shares{};
    reason why = reason::defined;

    /// Whether every share is known exactly.
    [[nodiscard]] bool known() const
    {
        return !shares.empty()
               && std::all_of(shares.begin(), shares.end(), [](Share const& share) { return share.is_point(); });
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

    /// (s_i - s_j) / (s_i + s_j) of two vertices, in [-1, 1]; undefined unless both are known and one has something,
    /// and where both shares are too small for a double to hold their digits (below 2e-308): see `tilt` of the flows.
    [[nodiscard]] double tilt(std::size_t i = 0, std::size_t j = 1) const
    {
        if (shares.empty() || !at(i).is_point() || !at(j).is_point()
            || (std::max)(at(i).low, at(j).low) < (std::numeric_limits<double>::min)()) {
            return undefined;
        }
        return balancing_detail::tilt_of({at(i).low}, {at(j).low});
    }

    // The figures below are of shares that are all known, and undefined otherwise.

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

    /// Distance to a vertex of the simplex over the length of an edge, in [0, 1]: 0 = all with that one.
    /// @throws invalid_parameter for a vertex that there is none of
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
        auto const rest = others.value(); // 1 - s of the vertex, without its cancellation
        if (rest.hi == 0) {
            return 0;
        }
        auto squared = detail::running_sum{}; // in units of the rest, as the squares of small shares might be nothing
        for (std::size_t i = 0; i < shares.size(); ++i) {
            auto const part = detail::quotient({i == vertex ? 0.0 : shares[i].low}, rest);
            squared.add(part * part);
        }
        return detail::at_most_one((rest * detail::square_root((squared.value() + 1.0) * 0.5)).value());
    }

    /// Distance from the centre of the simplex over that of a vertex, in [0, 1]: Singer's CON of the shares.
    [[nodiscard]] double centre_distance() const { return known() ? singer_con(values()) : undefined; }

    /// Centred log-ratios ln s - mean ln s, one for each share; none when a share is zero or not known.
    [[nodiscard]] std::vector<double> log_ratios() const
    {
        return known() ? clr(values()).values : std::vector<double>{};
    }

    /// The shares, where all are known.
    [[nodiscard]] std::vector<double> values() const
    {
        auto all = std::vector<double>{};
        for (auto const& share : shares) {
            all.push_back(share.low);
        }
        return all;
    }

private:
    [[nodiscard]] Share const& at(std::size_t vertex) const
    {
        if (vertex >= shares.size()) {
            throw invalid_parameter{"stance", "vertex", static_cast<double>(vertex),
                                    "below the number of shares, " + std::to_string(shares.size())};
        }
        return shares[vertex];
    }
};

using coordinates = basic_coordinates<interval>;

/// How evenly a state holds several poles, and how much of its flows they cover.
struct vector_balance {
    double effective = undefined; ///< exp(entropy of the poles' shares among themselves) / k, in [1/k, 1]
    double evenness = undefined;  ///< 1 - normalised HHI of the same shares, in [0, 1]
    double coverage = undefined;  ///< share of the poles in the whole, in [0, 1]
    reason why = reason::defined; ///< why one of them is undefined
};

namespace balancing_detail {

struct stance_fn {
    template <portfolio_like Flows, class Id>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] coordinates operator()(Flows const& flows, poles<Id> const& among) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return {{}, why};
        }
        auto found = coordinates{};
        for (std::size_t i = 0; i < among.size(); ++i) {
            found.shares.push_back(exposure_detail::exposure_rule<bloc<Id>>{among[i]}(flows).bounds);
        }
        found.shares.push_back(third_neighbor_share_rule<Id>{among.all()}.bound(flows));
        return found;
    }
};

struct multi_vector_fn {
    template <portfolio_like Flows, class Id, class Number = double>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] vector_balance operator()(Flows const& flows, poles<Id> const& among) const
    {
        auto balance = vector_balance{};
        balance.why = detail::without_flow(flows);
        if (balance.why != reason::defined) {
            return balance;
        }
        auto const all = exposure_detail::holding_of(flows, among.all());
        if (all.hidden != 0) {
            balance.why = reason::not_listed;
            return balance;
        }
        balance.coverage = detail::at_most_one(all.listed / flows.totals().whole());
        auto amounts = std::vector<Number>{};
        auto const exponent = exposure_detail::own_exponent(flows, among.all());
        for (std::size_t i = 0; i < among.size(); ++i) {
            amounts.push_back(exposure_detail::listed_in(flows, among[i], exponent).value());
        }
        auto const k = static_cast<double>(amounts.size());
        if (std::all_of(amounts.begin(), amounts.end(), [](Number amount) { return amount == 0; })) {
            balance.why = reason::no_pole;
            return balance;
        }
        balance.effective = hill(amounts, 1) / k;
        if (amounts.size() == 1) {
            balance.why = reason::single_partner;
            return balance;
        }
        balance.evenness =
            detail::at_most_one(gini_simpson(amounts) / detail::share_of_others(k)); // 1 - H* without its cancellation
        return balance;
    }
};

} // namespace balancing_detail

/// A state's stance: its coordinates among the poles and everyone else, `stance(flows, poles{china, russia})`.
///
/// Shares in [0, 1] that sum to 1; intervals where a pole is not listed and part of the total is unattributed.
/// The result tells the nearest vertex, the margin, the distances to the vertices and from the centre, and the
/// log-ratios. No coordinates without flow; `why` says so. Source: defined by this library; the simplex of
/// compositions as in Aitchison (1986), the distance from its centre as in Singer, Bremer and Stuckey (1972).
inline constexpr balancing_detail::stance_fn stance{};

/// How evenly several poles are held, and with what coverage: `multi_vector(flows, poles{china, russia, america})`.
///
/// Evenness alone would call a state that trades a trace with each pole a perfect balancer: read it with coverage.
/// Undefined without flow and where a pole's share is not known; the first two also with no flow to any pole, and
/// the evenness with a single pole. Source: defined by this library, after the talk of multi-vector foreign policy.
inline constexpr balancing_detail::multi_vector_fn multi_vector{};

} // namespace equipoise
