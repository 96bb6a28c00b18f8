// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/ratios.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

/// Whether a state trades with large partners or with small ones, after Hirschman (1945).
namespace equipoise {

namespace trade_structure_detail {

template <class World>
struct size_preference_rule {
    static constexpr facts about{"size_preference",
                                 "P_i",
                                 "sum p_j W_j / sum W_j^2",
                                 "defined by this library after Hirschman (1945)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    World world;

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }

    template <portfolio_like Flows>
        requires std::same_as<detail::id_in<Flows>, detail::id_in<World>>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = without_preference(flows); why != reason::defined) {
            return why;
        }
        return flows.totals().unattributed.hi != 0 ? outcome{reason::unattributed}
                                                   : outcome{relative(met(flows), flows)};
    }

    /// The rest may be with partners of any size that are not listed, each with no more than the cap.
    template <portfolio_like Flows, class Number = double>
        requires std::same_as<detail::id_in<Flows>, detail::id_in<World>>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        auto const rest = flows.totals().unattributed;
        if (without_preference(flows) != reason::defined) {
            return {undefined, undefined};
        }
        auto const listed = met(flows);
        if (rest.hi == 0) {
            auto const value = relative(listed, flows);
            return {value, value};
        }
        auto sizes_left = std::vector<Number>{};
        for (std::size_t j = 0; j < world.size(); ++j) {
            if (!flows.contains(world.ids()[j])) {
                sizes_left.push_back(world.scaled(j));
            }
        }
        if (sizes_left.empty()) {
            return {undefined, undefined};
        }
        std::sort(sizes_left.begin(), sizes_left.end());
        // a list whose cap leaves too little room in the world is taken for one that shares the rest evenly
        auto const cap =
            (std::max)(uncertainty_detail::hidden_cap(flows), rest.value() / static_cast<double>(sizes_left.size()));
        auto const filled = [&](auto first, auto last) {
            auto sum = detail::running_sum{};
            auto left = rest.value();
            for (; first != last && left > 0; ++first) {
                auto const part = std::next(first) == last ? left : (std::min)(cap, left);
                sum.add(detail::two_product(part, *first));
                left -= part;
            }
            return sum.value();
        };
        auto const low = relative(listed + filled(sizes_left.begin(), sizes_left.end()), flows);
        return {low, (std::max)(low, relative(listed + filled(sizes_left.rbegin(), sizes_left.rend()), flows))};
    }

private:
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
    [[nodiscard]] detail::twofold met(Flows const& flows) const
    {
        auto sum = detail::running_sum{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const found = world.position(flows.ids()[i]);
            if (!found && uncertainty_detail::has_something(flows, i)) {
                throw invalid_parameter{about.name, "size of " + text_of(flows.ids()[i]), "missing",
                                        "there for every partner, and the state itself left out"};
            }
            if (found) {
                sum.add(detail::two_product(flows.scaled(i), world.scaled(*found)));
            }
        }
        return sum.value();
    }

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

    template <portfolio_like World, detail::party Own>
        requires detail::party_in<Own, World>
    [[nodiscard]] auto operator()(World const& world, Own const& own) const
    {
        using values = portfolio<detail::id_in<World>, detail::value_in<World>>;
        auto others = std::vector<partner<detail::id_in<World>, detail::value_in<World>>>{};
        if (detail::unknown_total(world) != reason::defined) {
            return size_preference_rule<values>{values{detail::view_of(world)}};
        }
        if (world.totals().unattributed.hi != 0) {
            throw invalid_parameter{"size_preference", "world", "a portfolio with an unattributed part",
                                    "complete, for a state to be left out of it"};
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

/// Whether a state trades with large partners: sum p_j W_j / sum W_j^2, p_j its shares, W_j the partners' in the world.
///
/// `size_preference(flows, world)` with `world` a portfolio of all states' trade but its own, or with a third
/// argument, the state (or bloc) to be left out of it. Range [0, infinity): 1 = in proportion to size, below 1 =
/// tilted to small partners. Undefined without flow, without trade in the world, and where a part of either is
/// unattributed; `bound(size_preference(world), flows)` if it is the state's. Throws `invalid_parameter` naming a
/// partner that the world lacks. n log m. Source: defined by this library after Hirschman (1945), National Power,
/// whose own index of preference for small states was not consulted.
inline constexpr family_fn<trade_structure_detail::make_size_preference> size_preference{};

} // namespace equipoise
