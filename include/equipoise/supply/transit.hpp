// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/threshold.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio.hpp>

#include <algorithm>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Transit: which states the flows of a landlocked state cross, and what is cut when one of them is closed to them.
///
///     transit_share(from, routes, transit)    the share of the flows that cross a state or end there
///     corridors(from, routes)                 the neighbours that the flows enter first, as a portfolio
///     close_transit(from, routes, transit)    what is cut, altogether and by partner
namespace equipoise {

/// A route that part of a state's flow takes.
///
///     route<iso3>{.from = mongolia, .partner = japan, .crossed = std::vector{china}, .share = 0.1}
template <identifier Id>
struct route {
    Id from{};
    Id partner{};                             ///< the destination; for imports, the origin
    std::optional<std::vector<Id>> crossed{}; ///< in their order, from the own border; empty when they are not known
    double share = 0;                         ///< of the state's whole flow
};

/// The flow with a partner and the part of it that a closure cuts, as shares of the state's whole flow.
template <identifier Id>
struct cut_flow {
    Id partner;
    double share;
    interval cut;
};

/// What is cut when a state is closed to transit: of the whole flow, and of the flow with each partner.
template <identifier Id>
struct closure {
    interval cut{undefined, undefined};
    std::vector<cut_flow<Id>> partners{};
};

namespace supply_detail {

template <class Routes>
using id_in_routes = std::remove_cvref_t<decltype(ranges::range_value_t<Routes>::from)>;

/// A range of `route`, or of a type with these members.
template <class R>
concept routes_like = ranges::forward_range<R> && identifier<id_in_routes<R>> && requires(ranges::range_value_t<R> r) {
    { r.share } -> std::convertible_to<double>;
    r.partner == r.from;
    r.crossed->begin();
};

/// The share of the whole flow for which there is no route.
/// @throws invalid_parameter for a route that starts elsewhere, crosses one of its ends or has a share out of range,
/// and for shares that add up to more than 1
template <routes_like Routes, party From>
[[nodiscard]] double unrouted(Routes const& routes, From const& from, std::string_view name)
{
    auto const own = detail::members(from);
    auto const is_own = [&](auto const& id) { return std::find(own.begin(), own.end(), id) != own.end(); };
    auto sum = detail::running_sum{};
    for (auto const& each : routes) {
        auto const this_route = [&] { return "the route to " + text_of(each.partner); };
        if (!is_own(each.from)) {
            throw invalid_parameter{name, "start of " + this_route(), text_of(each.from), detail::name_of(from)};
        }
        auto const is_end = [&](auto const& id) { return id == each.from || id == each.partner; };
        if (is_own(each.partner)) {
            throw invalid_parameter{name, "partner of a route", text_of(each.partner), "a state other than its start"};
        }
        if (each.crossed) {
            auto const found = std::find_if(each.crossed->begin(), each.crossed->end(), is_end);
            if (found != each.crossed->end()) {
                throw invalid_parameter{name,
                                        this_route() + " crosses " + text_of(*found) + ", which is one of its ends"};
            }
        }
        if (!(each.share >= 0 && each.share <= 1)) {
            throw invalid_parameter{name, "share of " + this_route(), each.share, "in [0, 1]"};
        }
        sum.add(each.share);
    }
    auto const rest = (detail::twofold{1} - sum.value()).value();
    if (rest < -detail::share_sum_tolerance) {
        throw invalid_parameter{name, "sum of the shares of the routes from " + detail::name_of(from),
                                sum.value().value(), "1, or less where routes are missing"};
    }
    return rest > detail::share_sum_tolerance ? rest : 0;
}

/// The share of a route if it crosses a state or a member of a bloc or ends there, and otherwise 0.
template <class Route, party Transit>
[[nodiscard]] interval crossing(Route const& each, Transit const& transit)
{
    for (auto const& id : detail::members(transit)) {
        if (each.partner == id
            || (each.crossed && std::find(each.crossed->begin(), each.crossed->end(), id) != each.crossed->end())) {
            return {each.share, each.share};
        }
    }
    return {0, each.crossed ? 0 : each.share};
}

template <party From, party Transit>
void check_transit(From const& from, Transit const& transit, std::string_view name)
{
    auto const own = detail::members(from);
    for (auto const& id : detail::members(transit)) {
        if (std::find(own.begin(), own.end(), id) != own.end()) {
            throw invalid_parameter{name, "transit state", text_of(id), "a state other than " + detail::name_of(from)};
        }
    }
}

struct transit_share_measure {
    template <party From, routes_like Routes, party Transit>
    [[nodiscard]] estimate operator()(From const& from, Routes const& routes, Transit const& transit) const
    {
        check_transit(from, transit, "transit_share");
        auto const rest = unrouted(routes, from, "transit_share");
        if (ranges::begin(routes) == ranges::end(routes)) {
            return estimate::without(reason::no_record);
        }
        auto low = detail::running_sum{};
        auto unknown = detail::running_sum{};
        for (auto const& each : routes) {
            auto const part = crossing(each, transit);
            low.add(part.low);
            unknown.add(part.high - part.low);
        }
        unknown.add(rest);
        auto const ends = detail::at_most_one(interval{low.value().value(), (low.value() + unknown.value()).value()});
        return estimate::within(ends, unknown.value().hi == 0 ? reason::defined : reason::unknown_part);
    }
};

struct corridors_fn {
    template <party From, routes_like Routes>
    [[nodiscard]] auto operator()(From const& from, Routes const& routes) const
    {
        using id = id_in_routes<Routes>;
        auto const rest = unrouted(routes, from, "corridors");
        auto const own = detail::members(from);
        auto const is_own = [&](id const& crossed) { return std::find(own.begin(), own.end(), crossed) != own.end(); };
        auto shares = std::vector<partner<id>>{};
        auto unknown = detail::running_sum{};
        unknown.add(rest);
        for (auto const& each : routes) {
            if (!each.crossed) {
                unknown.add(each.share);
            } else {
                auto const first = std::find_if_not(each.crossed->begin(), each.crossed->end(), is_own);
                shares.push_back({first == each.crossed->end() ? each.partner : *first, each.share});
            }
        }
        if (unknown.value().hi == 0) {
            return portfolio<id>{shares};
        }
        auto total = detail::running_sum{};
        total.add(unknown.value());
        for (auto const& each : shares) {
            total.add(each.amount);
        }
        return portfolio<id>{shares, {.total = total.value().value()}};
    }
};

struct close_transit_fn {
    template <party From, routes_like Routes, party Transit>
    [[nodiscard]] auto operator()(From const& from, Routes const& routes, Transit const& transit) const
    {
        using id = id_in_routes<Routes>;
        auto result = closure<id>{};
        result.cut = transit_share_measure{}(from, routes, transit).bounds;
        struct sums {
            detail::running_sum share, low, high;
        };
        auto partners = std::map<id, sums>{};
        for (auto const& each : routes) {
            auto& sum = partners[each.partner];
            auto const part = crossing(each, transit);
            sum.share.add(each.share);
            sum.low.add(part.low);
            sum.high.add(part.high);
        }
        for (auto const& [partner, sum] : partners) {
            if (sum.high.value().hi > 0) {
                result.partners.push_back(
                    {partner, sum.share.value().value(), {sum.low.value().value(), sum.high.value().value()}});
            }
        }
        return result;
    }
};

} // namespace supply_detail

/// Transit dependence: the share of a state's flow that crosses another state or ends there.
///
/// `transit_share(from, routes, transit)`. `routes` is a range of `route` for the whole flow, exports or imports. The
/// state whose flow it is may be an identifier or a `bloc`, whose members may cross one another; the transit state may
/// be an identifier or a `bloc`, of which one member is enough. Range [0, 1]; higher means more dependent. Undefined
/// without routes, when the shares of the routes add up to less than 1, and when it is not known which states a route
/// crosses: `transit_share.bound(from, routes, transit)` gives the interval, `transit_share.why_undefined(...)` the
/// reason. Linear in the routes.
/// @throws invalid_parameter, which names the states, for a route that starts elsewhere, crosses one of its ends or has
/// a share outside [0, 1], for shares that add up to more than 1, and for a transit state that is the state itself
/// Source: defined by this library, as the flow through a node that no route avoids.
inline constexpr detail::estimate_fn<supply_detail::transit_share_measure> transit_share{};

/// The corridors of a state: the neighbours that its flow enters first, each with its share, as a portfolio.
///
/// `corridors(from, routes)`. `hhi(corridors(from, routes))` is the concentration of the corridors, and
/// `exposure(corridors(from, routes), neighbour)` the share of one. The share for which there is no route is
/// unattributed, so that `bound` gives intervals.
/// @throws invalid_parameter as `transit_share` does for routes
/// Source: defined by this library.
inline constexpr supply_detail::corridors_fn corridors{};

/// What is cut when a state or a bloc is closed to another's flow and the flow does not find other routes, a `closure`.
///
/// `close_transit(from, routes, transit)`: the share of the whole flow, and that of each partner with a flow that is
/// cut, in the order of the partners; intervals where routes are missing or not known. Undefined without routes. Costs
/// a sort of the routes.
/// @throws invalid_parameter as `transit_share` does
/// Source: defined by this library.
inline constexpr supply_detail::close_transit_fn close_transit{};

} // namespace equipoise
