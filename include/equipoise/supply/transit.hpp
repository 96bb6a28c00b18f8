// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/supply/energy.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Transit: whose territory the flows of a landlocked state cross, and what is cut when it is closed to them.
namespace equipoise {

/// A way that part of a state's flow takes.
///
///     route{mongolia, japan, std::vector{china}, 0.1}
template <identifier Id>
struct route {
    Id from{};
    Id partner{};                             ///< where it ends; for imports, where it begins
    std::optional<std::vector<Id>> crossed{}; ///< from the own border on; empty when it is not known which
    double share = 0;                         ///< of the state's whole flow
};

/// Part of the flow with a partner that a closure cuts, as shares of the state's whole flow.
template <identifier Id>
struct cut_flow {
    Id partner;
    double share; ///< of the partner
    interval cut;
};

/// What is cut when a state is closed, altogether and by partner.
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

/// Refuses what is not a route of the state's; the share of the whole flow that the routes leave open.
template <routes_like Routes, detail::party From>
[[nodiscard]] double unrouted(Routes const& routes, From const& from, std::string_view name)
{
    auto const own = detail::members(from);
    auto const is_own = [&](auto const& id) { return std::find(own.begin(), own.end(), id) != own.end(); };
    auto sum = detail::running_sum{};
    for (auto const& each : routes) {
        auto const label = [&] { return "the route to " + text_of(each.partner); };
        if (!is_own(each.from)) {
            throw invalid_parameter{name, "start of " + label(), text_of(each.from), detail::name_of(from)};
        }
        auto const returns = [&](auto const& id) { return id == each.from || id == each.partner; };
        if (is_own(each.partner)) {
            throw invalid_parameter{name, "partner of a route", text_of(each.partner), "another state than its start"};
        }
        if (each.crossed) {
            auto const found = std::find_if(each.crossed->begin(), each.crossed->end(), returns);
            if (found != each.crossed->end()) {
                throw invalid_parameter{name, "a state that " + label() + " crosses", text_of(*found),
                                        "another than its ends"};
            }
        }
        if (!(each.share >= 0 && each.share <= 1)) {
            throw invalid_parameter{name, "share of " + label(), each.share, "in [0, 1]"};
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

/// How much of a route passes a state or one of a bloc, or ends there.
template <class Route, detail::party Transit>
[[nodiscard]] interval passing(Route const& each, Transit const& transit)
{
    for (auto const& id : detail::members(transit)) {
        if (each.partner == id
            || (each.crossed && std::find(each.crossed->begin(), each.crossed->end(), id) != each.crossed->end())) {
            return {each.share, each.share};
        }
    }
    return {0, each.crossed ? 0 : each.share};
}

template <detail::party From, detail::party Transit>
void check_transit(From const& from, Transit const& transit, std::string_view name)
{
    auto const own = detail::members(from);
    for (auto const& id : detail::members(transit)) {
        if (std::find(own.begin(), own.end(), id) != own.end()) {
            throw invalid_parameter{name, "transit state", text_of(id), "another than the state itself"};
        }
    }
}

struct transit_share_measure {
    template <detail::party From, routes_like Routes, detail::party Transit>
    [[nodiscard]] estimate operator()(From const& from, Routes const& routes, Transit const& transit) const
    {
        check_transit(from, transit, "transit_share");
        auto const rest = unrouted(routes, from, "transit_share");
        if (ranges::begin(routes) == ranges::end(routes)) {
            return {.why = reason::no_record};
        }
        auto low = detail::running_sum{};
        auto open = detail::running_sum{};
        for (auto const& each : routes) {
            auto const part = passing(each, transit);
            low.add(part.low);
            open.add(part.high - part.low);
        }
        open.add(rest);
        auto const ends = detail::at_most_one(interval{low.value().value(), (low.value() + open.value()).value()});
        return estimate::within(ends, open.value().hi == 0 ? reason::defined : reason::unknown_part);
    }
};

struct corridors_fn {
    template <detail::party From, routes_like Routes>
    [[nodiscard]] auto operator()(From const& from, Routes const& routes) const
    {
        using id = id_in_routes<Routes>;
        auto const rest = unrouted(routes, from, "corridors");
        auto const own = detail::members(from);
        auto const is_own = [&](id const& crossed) { return std::find(own.begin(), own.end(), crossed) != own.end(); };
        auto shares = std::vector<partner<id>>{};
        auto open = detail::running_sum{};
        open.add(rest);
        for (auto const& each : routes) {
            if (!each.crossed) {
                open.add(each.share);
            } else {
                auto const first = std::find_if_not(each.crossed->begin(), each.crossed->end(), is_own);
                shares.push_back({first == each.crossed->end() ? each.partner : *first, each.share});
            }
        }
        if (open.value().hi == 0) {
            return portfolio<id>{shares};
        }
        auto total = detail::running_sum{};
        total.add(open.value());
        for (auto const& each : shares) {
            total.add(each.amount);
        }
        return portfolio<id>{shares, {.total = total.value().value()}};
    }
};

struct close_fn {
    template <detail::party From, routes_like Routes, detail::party Transit>
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
            auto const part = passing(each, transit);
            sum.share.add(each.share);
            sum.low.add(part.low);
            sum.high.add(part.high);
        }
        for (auto const& [who, sum] : partners) {
            if (sum.high.value().hi > 0) {
                result.partners.push_back(
                    {who, sum.share.value().value(), {sum.low.value().value(), sum.high.value().value()}});
            }
        }
        return result;
    }
};

} // namespace supply_detail

/// Transit dependence: the share of a state's flow that crosses another state or ends there.
///
/// `transit_share(from, routes, transit)`; the routes, a range of `route`, are those of the whole flow, exports or
/// imports; the state is an identifier, or a `bloc` whose members may cross one another, and the transit state an
/// identifier or a `bloc` of which one is enough. Range [0, 1], up = more dependent.
/// Undefined without routes, when the shares of the routes leave something open and when it is not known what a route
/// crosses: `transit_share.bound(..)` gives the interval, `transit_share.why_undefined(..)` the reason. Throws
/// `invalid_parameter`, naming the states, for a route that starts elsewhere, returns or has a share out of range,
/// and when shares add up to more than 1. Linear. Source: defined by this library, as the flow through a node that has
/// no way around it.
inline constexpr detail::estimate_fn<supply_detail::transit_share_measure> transit_share{};

/// The corridors of a state: the neighbours that its flow enters first, each with its share, as a portfolio.
///
/// `hhi(corridors(from, routes))` is the concentration of the corridors, `exposure(neighbour)` the share of one. What
/// the routes leave open is unattributed, so that `bound` gives intervals. Throws as `transit_share`. Source: defined
/// by this library.
inline constexpr supply_detail::corridors_fn corridors{};

/// What is cut when a state or a bloc is closed to another's flow, if nothing finds another way.
///
/// `close_transit(from, routes, transit)`: the share of the whole flow, and that of each partner of whom something is
/// cut, in their order; intervals where routes are missing or not known. Undefined without routes. Throws as
/// `transit_share`. Cost of a sort. Source: defined by this library.
inline constexpr supply_detail::close_fn close_transit{};

} // namespace equipoise
