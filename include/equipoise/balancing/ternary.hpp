// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/stance.hpp>
#include <equipoise/core/measure.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

/// Many states between two powers and everyone else, as points of a triangle: plain data for a plot.
///
///     ternary(ledger, poles)  one place for each state of a ledger; ternary(flows, poles) for one state
namespace equipoise {

/// A point of the triangle whose corners are (0, 0) for all flows with the first power, (1, 0) for all with the second
/// and (1/2, sqrt(3)/2) for all with others.
struct triangle_point {
    double x = undefined;
    double y = undefined;

    friend constexpr bool operator==(triangle_point const&, triangle_point const&) = default;
};

/// Where a state stands in the triangle, and how far the unattributed part of its flows could move it.
template <class Key>
struct ternary_place {
    Key key;
    coordinates stance;
    triangle_point listed{};         ///< when the unattributed part is with others
    triangle_point towards_first{};  ///< when as much of it as possible is with the first power
    triangle_point towards_second{}; ///< when as much of it as possible is with the second power
};

namespace balancing_detail {

/// The point of the shares of the second power and of others.
[[nodiscard]] constexpr triangle_point in_triangle(double b, double others) noexcept
{
    constexpr auto height = 0.86602540378443864676; // sqrt(3) / 2
    return {b + others / 2, others * height};
}

struct ternary_fn {
    /// One state.
    template <portfolio_like Flows, class Id>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, poles<Id> const& among) const
    {
        return placed(0, flows, among);
    }

    /// All states of a ledger, in the order of its keys, except those without flow.
    template <ledger_like Ledger, class Id>
    [[nodiscard]] auto operator()(Ledger const& ledger, poles<Id> const& among) const
    {
        using key = std::remove_cvref_t<decltype(ledger[0].key)>;
        auto places = std::vector<ternary_place<key>>{};
        for (std::size_t i = 0; i < ledger.size(); ++i) {
            auto const entry = ledger[i];
            if (auto place = placed(entry.key, entry.flows, among); place.stance.why == reason::defined) {
                places.push_back(std::move(place));
            }
        }
        return places;
    }

private:
    /// Where unknown amounts leave the total open: the place of the known amounts, and the corner of a power that may
    /// have nearly everything.
    template <class Key, class Flows, class Id>
    static void place_open(Flows const& flows, poles<Id> const& among, ternary_place<Key>& place)
    {
        auto const both = open_holdings(flows, among[0], among[1]);
        auto const whole = both.a.listed + both.b.listed + both.others;
        place.listed = whole.hi == 0 ? triangle_point{undefined, undefined}
                                     : in_triangle(both.b.listed / whole, both.others / whole);
        place.towards_first = both.a.hidden != 0 ? in_triangle(0, 0) : place.listed;
        place.towards_second = both.b.hidden != 0 ? in_triangle(1, 0) : place.listed;
    }

    template <class Key, class Flows, class Id>
    [[nodiscard]] static ternary_place<Key> placed(Key const& key, Flows const& flows, poles<Id> const& among)
    {
        if (among.size() != 2) {
            throw invalid_parameter{"ternary", "number of poles", static_cast<double>(among.size()),
                                    "2, everyone else being the third corner"};
        }
        auto place = ternary_place<Key>{key, stance_fn{}(flows, among), {}, {}, {}};
        if (place.stance.why == reason::defined && detail::is_open(flows)) {
            place_open(flows, among, place);
        } else if (place.stance.why == reason::defined) {
            auto const& a = place.stance.shares[0];
            auto const& b = place.stance.shares[1];
            auto const others = place.stance.shares[2].high;
            place.listed = in_triangle(b.low, others);
            place.towards_first = in_triangle(b.low, (std::max)(0.0, others - a.width()));
            place.towards_second = in_triangle(b.high, (std::max)(0.0, others - b.width()));
        }
        return place;
    }
};

} // namespace balancing_detail

/// Ternary position: where states stand between two powers and everyone else, `ternary(ledger, poles{china, russia})`
/// or `ternary(flows, poles{china, russia})`.
///
/// Gives the barycentric coordinates (a, b, rest), their point in an equilateral triangle of side 1, and the extreme
/// points that the unattributed part allows; with everything attributed the three points are one. A state of a ledger
/// without flow has no place and does not appear; a single portfolio without flow has coordinates that tell the reason.
/// Linear in the partners.
/// @throws invalid_parameter unless there are two poles
/// Source: defined by this library.
inline constexpr balancing_detail::ternary_fn ternary{};

} // namespace equipoise
