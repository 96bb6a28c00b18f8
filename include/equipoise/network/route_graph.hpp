// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/network/detail/route_network.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Places and the links between them, each with a capacity: pipelines, railways, straits, ports.
///
///     route_link<std::string>{.from = "Siberia", .to = "Altay", .capacity = 38}    a link, in one direction
///     place_limit<std::string>{.place = "Malacca", .capacity = interval{80, 120}}  what can pass through a place
///     route_graph{links}, route_graph{links, limits}    all of them, for `max_flow` and the like
namespace equipoise {

/// What a link or a place can carry in a period, in the unit of the caller: a number that is finite and not negative, a
/// range {low, high} of such numbers, whose high end may be infinite, or NaN where it is not known, which is the range
/// from 0 to infinity.
struct route_capacity {
    double low = 0;
    double high = network_detail::no_limit;

    constexpr route_capacity() = default; ///< not known
    constexpr route_capacity(double known) : low{known}, high{known} { take_unknown(); }
    constexpr route_capacity(interval range) : low{range.low}, high{range.high} { take_unknown(); }

    [[nodiscard]] constexpr bool is_known() const noexcept { return low == high; }

    friend constexpr bool operator==(route_capacity const&, route_capacity const&) = default;

private:
    constexpr void take_unknown()
    {
        if (low != low && high != high) {
            *this = route_capacity{};
        }
    }
};

/// A link from one place to another, which carries nothing in the other direction; a road has two of them.
template <identifier Place>
    requires(!std::is_pointer_v<Place>) // texts would be compared by their addresses: name a type, such as std::string
struct route_link {
    Place from{};
    Place to{};
    route_capacity capacity{};
};

template <class Place>
route_link(Place, Place, route_capacity) -> route_link<detail::member_t<Place>>;

/// The most that can pass through a place.
template <identifier Place>
    requires(!std::is_pointer_v<Place>)
struct place_limit {
    Place place{};
    route_capacity capacity{};
};

template <class Place>
place_limit(Place, route_capacity) -> place_limit<detail::member_t<Place>>;

namespace network_detail {

/// A party, or what converts to a place.
template <class P, class Place>
concept place_or_party = std::convertible_to<P const&, Place>
                         || (party<P> && requires(P const& who) { static_cast<Place>(detail::members(who)[0]); });

template <class Place, place_or_party<Place> P>
[[nodiscard]] std::vector<Place> places_of(P const& who)
{
    if constexpr (std::convertible_to<P const&, Place>) {
        return {Place(who)};
    } else {
        auto places = std::vector<Place>{};
        for (auto const& id : detail::members(who)) {
            places.push_back(static_cast<Place>(id));
        }
        return places;
    }
}

[[nodiscard]] constexpr bool is_valid(route_capacity const& given) noexcept
{
    return given.low >= 0 && given.low < no_limit && given.high >= given.low;
}

[[nodiscard]] inline invalid_amount unusable(route_capacity const& given, std::size_t position, std::string const& of)
{
    auto const low = detail::number_text(given.low);
    auto const is_range = given.low != given.high;
    return {"route_graph", position, given.low,
            "capacity " + (is_range ? '[' + low + ", " + detail::number_text(given.high) + ']' : low) + " of " + of,
            is_range ? "a range begins with a finite number that is not negative and not above its end"
                     : "capacities are finite and not negative"};
}

[[nodiscard]] constexpr capacity_range range_of(route_capacity const& given) noexcept
{
    return {{given.low, 0}, {given.high, 0}};
}

/// Whether no end is NaN or, at the low end, infinite, as sums are that a double cannot hold.
[[nodiscard]] constexpr bool has_number(capacity_range const& sum) noexcept
{
    return sum.low.value() < no_limit && (sum.high.value() < no_limit || sum.high.lo == 0);
}

/// Adds up links of the same places, in an order that does not depend on that of the caller.
[[nodiscard]] inline std::vector<joint_link> links_added_up(std::vector<joint_link> links)
{
    auto const key = [](joint_link const& each) {
        return std::tuple{each.from, each.to, each.capacity.low.hi, each.capacity.high.hi};
    };
    std::sort(links.begin(), links.end(), [&](auto const& a, auto const& b) { return key(a) < key(b); });
    auto result = std::vector<joint_link>{};
    for (auto const& each : links) {
        if (result.empty() || result.back().from != each.from || result.back().to != each.to) {
            result.push_back(each);
        } else {
            auto& sum = result.back().capacity;
            sum.low = sum.low + each.capacity.low;
            sum.high = (arc_capacity{sum.high} + each.capacity.high).amount;
        }
    }
    return result;
}

} // namespace network_detail

/// A graph of routes: links in one direction, of which several may join the same two places, and limits of places.
///
/// A place without a limit lets everything pass. The order of links and limits changes no bit of any result. Costs a
/// sort of the links.
/// @throws invalid_amount for a capacity that is negative or infinite, or a range that is empty, with the position of
/// the link and its places; invalid_parameter for a link from a place to itself and for a place with two limits;
/// not_found for a limit of a place that no link has; sum_overflow for links of the same two places whose capacities
/// add up to more than the largest double
template <identifier Place>
class route_graph {
public:
    template <ranges::forward_range Links>
        requires(!std::same_as<std::remove_cvref_t<Links>, route_graph>)
    explicit route_graph(Links const& links) : route_graph(links, std::vector<place_limit<Place>>{})
    {
    }

    template <ranges::forward_range Links, ranges::forward_range Limits>
    route_graph(Links const& links, Limits const& limits)
    {
        auto position = std::size_t{0};
        for (auto const& each : links) {
            if (each.from == each.to) {
                throw invalid_parameter{"route_graph", "the link at position " + std::to_string(position)
                                                           + " leads from " + text_of(each.from)
                                                           + " to itself; a link joins two places"};
            }
            if (!network_detail::is_valid(each.capacity)) {
                throw network_detail::unusable(each.capacity, position,
                                               "the link from " + text_of(each.from) + " to " + text_of(each.to));
            }
            ++position;
            places_.push_back(each.from);
            places_.push_back(each.to);
        }
        std::sort(places_.begin(), places_.end());
        places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
        position = 0;
        for (auto const& each : limits) {
            if (!network_detail::is_valid(each.capacity)) {
                throw network_detail::unusable(each.capacity, position, "the place " + text_of(each.place));
            }
            ++position;
        }

        auto all = std::vector<network_detail::joint_link>{};
        for (auto const& each : links) {
            all.push_back(
                {*this->position(each.from), *this->position(each.to), network_detail::range_of(each.capacity)});
        }
        network_.links = network_detail::links_added_up(std::move(all));
        for (auto const& each : network_.links) {
            if (!network_detail::has_number(each.capacity)) {
                throw sum_overflow{"route_graph", "the capacities of the links from " + text_of(places_[each.from])
                                                      + " to " + text_of(places_[each.to])
                                                      + " add up to more than the largest double"};
            }
        }
        network_.place_limits.assign(places_.size(), {{infinite, 0}, {infinite, 0}});
        auto has_limit = std::vector<char>(places_.size());
        for (auto const& each : limits) {
            auto const found = this->position(each.place);
            if (!found) {
                throw not_found{"route_graph", "link from or to " + text_of(each.place) + " in the graph"};
            }
            auto const p = *found;
            if (has_limit[p] != 0) {
                throw invalid_parameter{"route_graph", "the place " + text_of(each.place) + " has two limits"};
            }
            has_limit[p] = 1;
            network_.place_limits[p] = network_detail::range_of(each.capacity);
        }
    }

    /// All places that a link leads from or to, in order.
    [[nodiscard]] std::vector<Place> const& places() const& noexcept { return places_; }
    [[nodiscard]] std::vector<Place> places() const&& { return places_; }
    [[nodiscard]] std::optional<std::size_t> position(Place const& place) const
    {
        auto const found = std::lower_bound(places_.begin(), places_.end(), place);
        return found != places_.end() && *found == place
                   ? std::optional{static_cast<std::size_t>(found - places_.begin())}
                   : std::nullopt;
    }

    // For the measures of network/.
    [[nodiscard]] friend network_detail::route_network const& network_of(route_graph const& graph) noexcept
    {
        return graph.network_;
    }

private:
    static constexpr double infinite = network_detail::no_limit;
    std::vector<Place> places_;
    network_detail::route_network network_{};
};

template <ranges::forward_range Links>
route_graph(Links const&) -> route_graph<std::remove_cvref_t<decltype(ranges::range_value_t<Links>::from)>>;
template <ranges::forward_range Links, ranges::forward_range Limits>
route_graph(Links const&, Limits const&)
    -> route_graph<std::remove_cvref_t<decltype(ranges::range_value_t<Links>::from)>>;

namespace network_detail {

/// @throws not_found for a place that the graph lacks; invalid_parameter for a party without places, and for a place
/// that has another role
template <class Place, class Party>
void set_role(std::vector<role>& roles, route_graph<Place> const& graph, Party const& who, role what,
              std::string_view index)
{
    auto const places = places_of<Place>(who);
    if (places.empty()) {
        throw invalid_parameter{index, "a bloc without places is no end of a flow and no place to close"};
    }
    for (auto const& place : places) {
        auto const found = graph.position(place);
        if (!found) {
            throw not_found{index, "place " + text_of(place) + " in the graph"};
        }
        auto& now = roles[*found];
        if (now != role::between && now != what) {
            throw invalid_parameter{index, what == role::closed
                                               ? "the closed place " + text_of(place) + " is an end of the flow"
                                               : text_of(place) + " is at both ends of the flow"};
        }
        now = what;
    }
}

/// What each place is in the question for the flow between two parties. @throws as set_role does
template <class Place, class From, class To>
[[nodiscard]] std::vector<role> roles_of(route_graph<Place> const& graph, From const& from, To const& to,
                                         std::string_view index)
{
    auto roles = std::vector<role>(graph.places().size(), role::between);
    set_role(roles, graph, from, role::start, index);
    set_role(roles, graph, to, role::end, index);
    return roles;
}

} // namespace network_detail

} // namespace equipoise
