// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/exposure/ratios.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

/// Whether a state trades with large or with small partners: `size_preference`, sum p_j W_j / sum W_j^2.
namespace equipoise {

namespace trade_structure_detail {
struct make_size_preference;
} // namespace trade_structure_detail

/// Whether a state trades with large partners: sum p_j W_j / sum W_j^2, p_j its shares, W_j the partners' shares of
/// world trade.
///
/// `size_preference(flows, world)`, where `world` is a portfolio of the trade of all states except the state itself, or
/// with the state (or a bloc) as a third argument, which is then excluded from the world. `size_preference(world)` is
/// an index. Range [0, infinity): 1 = in proportion to size, below 1 = more with small partners than that. Undefined
/// without flow, without trade in the world, and where a part of either is not attributed;
/// `bound(flows, size_preference(world))` gives the interval where it is a part of the state's flows, and NaN where the
/// flows list every partner of the world, so that none is left to hold that part. n log m for n partners of m in the
/// world.
/// @throws invalid_parameter, which names the partner, for one that the world does not list, and when a state is to be
/// excluded from a world of which a part is not attributed
/// Source: defined by this library after Hirschman (1945), National Power, whose own index of preference for small
/// states was not consulted.
inline constexpr family_fn<trade_structure_detail::make_size_preference> size_preference{};

namespace trade_structure_detail {

template <class World>
struct size_preference_rule {
    static constexpr facts about{.name = "size_preference",
                                 .symbol = "P_i",
                                 .formula = "sum p_j W_j / sum W_j^2",
                                 .source = "defined by this library after Hirschman (1945)",
                                 .ignores_zeros = true};
    World world;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires std::same_as<detail::id_in<Flows>, detail::id_in<World>>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = without_preference(flows); why != reason::defined) {
            return estimate::without(why);
        }
        auto const listed = product_sum(flows);
        return flows.totals().unattributed.hi == 0 ? estimate::of(relative(listed, flows))
                                                   : estimate::within(bound(flows, listed), reason::unattributed);
    }

private:
    /// The unattributed rest may be with partners of any size that are not listed, each with no more than the cap.
    template <class Flows>
    [[nodiscard]] interval bound(Flows const& flows, detail::twofold listed) const
    {
        auto const rest = flows.totals().unattributed;
        auto sizes = std::vector<double>{};
        for (std::size_t j = 0; j < world.size(); ++j) {
            if (!flows.contains(world.ids()[j])) {
                sizes.push_back(world.scaled(j));
            }
        }
        if (sizes.empty()) {
            return {undefined, undefined};
        }
        std::sort(sizes.begin(), sizes.end());
        // where the cap is too low for these partners to hold the rest, they are taken to hold equal parts of it
        auto const cap =
            (std::max)(uncertainty_detail::hidden_cap(flows), rest.value() / static_cast<double>(sizes.size()));
        auto const product_sum_from = [&](auto first, auto last) {
            auto sum = detail::running_sum{};
            auto left = rest.value();
            for (; first != last && left > 0; ++first) {
                auto const part = std::next(first) == last ? left : (std::min)(cap, left);
                sum.add(detail::two_product(part, *first));
                left -= part;
            }
            return sum.value();
        };
        auto const low = relative(listed + product_sum_from(sizes.begin(), sizes.end()), flows);
        return {low, (std::max)(low, relative(listed + product_sum_from(sizes.rbegin(), sizes.rend()), flows))};
    }

    template <class Flows>
    [[nodiscard]] reason without_preference(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        return world.totals().whole().hi == 0 ? reason::no_reference : world.totals().why_open();
    }

    /// sum x_j w_j
    template <class Flows>
    [[nodiscard]] detail::twofold product_sum(Flows const& flows) const
    {
        auto sum = detail::running_sum{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const found = world.position(flows.ids()[i]);
            if (!found && uncertainty_detail::has_something(flows, i)) {
                throw invalid_parameter{about.name,
                                        "the size of " + text_of(flows.ids()[i])
                                            + " is missing in the world, which must list every partner, but "
                                              "not the state itself"};
            }
            if (found) {
                sum.add(detail::two_product(flows.scaled(i), world.scaled(*found)));
            }
        }
        return sum.value();
    }

    /// sum x_j w_j / X, divided by its value for flows in proportion to size.
    template <class Flows>
    [[nodiscard]] double relative(detail::twofold sum, Flows const& flows) const
    {
        auto squares = detail::running_sum{};
        for (std::size_t j = 0; j < world.size(); ++j) {
            squares.add(detail::two_product(world.scaled(j), world.scaled(j)));
        }
        auto const mean = detail::quotient(sum, flows.totals().whole());
        return mean / detail::quotient(squares.value(), world.totals().whole());
    }
};

struct make_size_preference {
    template <class Id, class Amount>
    [[nodiscard]] size_preference_rule<portfolio<Id, Amount>> operator()(portfolio<Id, Amount> world) const
    {
        return {std::move(world)};
    }

    template <class Id, class Amount>
    [[nodiscard]] size_preference_rule<portfolio<Id, Amount>> operator()(portfolio_view<Id, Amount> world) const
    {
        return {portfolio<Id, Amount>{world}};
    }

    template <portfolio_like World, party Own>
        requires party_in<Own, World>
    [[nodiscard]] auto operator()(World const& world, Own const& own) const
    {
        using values = portfolio<detail::id_in<World>, detail::value_in<World>>;
        auto others = std::vector<partner<detail::id_in<World>, detail::value_in<World>>>{};
        if (detail::unknown_total(world) != reason::defined) {
            return size_preference_rule<values>{values{detail::view_of(world)}};
        }
        if (world.totals().unattributed.hi != 0) {
            throw invalid_parameter{"size_preference",
                                    "the world has an unattributed part; a state can be excluded only "
                                    "from a complete list"};
        }
        for (std::size_t j = 0; j < world.size(); ++j) {
            auto const ids = detail::members(own);
            if (!std::binary_search(ids.begin(), ids.end(), world.ids()[j])) {
                others.push_back({world.ids()[j], world.amounts()[j]});
            }
        }
        return size_preference_rule<values>{values{others}};
    }
};

} // namespace trade_structure_detail

} // namespace equipoise
