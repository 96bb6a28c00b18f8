// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/overlap.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

/// How far one state sells what another buys.
namespace equipoise {

namespace trade_structure_detail {

/// Portfolios of the same products.
template <class A, class B>
concept same_products = portfolio_like<A> && portfolio_like<B> && std::same_as<detail::id_in<A>, detail::id_in<B>>;

class drysdale_measure {
public:
    template <portfolio_like Sold, portfolio_like Bought, portfolio_like World>
        requires same_products<Sold, Bought> && same_products<Sold, World>
    [[nodiscard]] estimate operator()(Sold const& exports, Bought const& imports, World const& world) const
    {
        return found(exports, imports, world, portfolio_view<detail::id_in<World>, detail::value_in<World>>{});
    }

    template <portfolio_like Sold, portfolio_like Bought, portfolio_like World, portfolio_like Own>
        requires same_products<Sold, Bought> && same_products<Sold, World> && same_products<Sold, Own>
                 && std::same_as<detail::value_in<World>, detail::value_in<Own>>
    [[nodiscard]] estimate operator()(Sold const& exports, Bought const& imports, World const& world,
                                      Own const& own) const
    {
        return detail::on_file(own) ? found(exports, imports, world, own) : estimate::without(reason::unknown_imports);
    }

private:
    template <class Sold, class Bought, class World, class Own>
    [[nodiscard]] static estimate found(Sold const& exports, Bought const& imports, World const& world, Own const& own)
    {
        for (auto const why :
             {detail::unknown_total(world, own), detail::without_flow(exports), detail::without_flow(imports)}) {
            if (why != reason::defined) {
                return {.why = why};
            }
        }
        auto const rest = world.totals().whole() - detail::in_units_of(world, own, own.totals().whole());
        if (detail::without_flow(world) != reason::defined || !(rest.hi > 0)) {
            return {.why = reason::no_reference};
        }
        auto const sums = sums_of(exports, imports, world, own, rest);
        auto const open = exports.totals().unattributed.hi != 0 || imports.totals().unattributed.hi != 0
                          || world.totals().unattributed.hi != 0 || own.totals().unattributed.hi != 0;
        if (!open) {
            return sums.divided_by_zero ? estimate::without(reason::zero_divisor)
                                        : estimate::within({sums.low, sums.low});
        }
        return {{sums.low, sums.high}, reason::unattributed};
    }

    static constexpr auto infinite = std::numeric_limits<double>::infinity();

    struct result {
        double low = 0;
        double high = 0;
        bool divided_by_zero = false;
    };

    /// A product as shares of each whole; of the reference, the least and the most that it may have.
    struct line {
        detail::twofold sold;
        detail::twofold bought;
        detail::twofold least;
        detail::twofold most;
    };

    /// x / y, where a part of nothing is nothing whatever it is divided by.
    [[nodiscard]] static detail::twofold over(detail::twofold x, detail::twofold y)
    {
        return x.hi == 0 ? detail::twofold{} : y.hi > 0 ? detail::quotient(x, y) : detail::twofold{infinite};
    }

    template <class Flows, class Id>
    [[nodiscard]] static detail::twofold share_of(Flows const& flows, Id const& id)
    {
        auto const found = flows.position(id);
        return found ? detail::quotient({flows.scaled(*found)}, flows.totals().whole()) : detail::twofold{};
    }

    template <class Sold, class Bought, class World, class Own, class Id>
    [[nodiscard]] static line line_of(Sold const& exports, Bought const& imports, World const& world, Own const& own,
                                      detail::twofold rest, Id const& id)
    {
        auto result = line{share_of(exports, id), share_of(imports, id), {}, {}};
        auto const listed = world.position(id);
        auto const all = listed ? detail::twofold{world.scaled(*listed)} : detail::twofold{};
        auto const hidden = listed ? 0.0 : uncertainty_detail::hidden_cap(world);
        if (!listed && hidden == 0 && (result.sold.hi > 0 || result.bought.hi > 0)) {
            throw invalid_parameter{"drysdale_complementarity", text_of(id), "missing in the world's imports",
                                    "there, as it is traded"};
        }
        auto const mine = own.position(id);
        auto const own_least = mine ? detail::in_units_of(world, own, {own.scaled(*mine)}) : detail::twofold{};
        auto const own_most = mine ? own_least : detail::in_units_of(world, own, {uncertainty_detail::hidden_cap(own)});
        auto const least = all - own_most;
        auto const most = all + detail::twofold{hidden} - own_least;
        if (mine && most.hi < -1e-12 * own_least.hi) {
            throw invalid_parameter{"drysdale_complementarity", "own imports of " + text_of(id),
                                    "more than the world's", "a part of them"};
        }
        result.least = least.hi > 0 ? detail::quotient(least, rest) : detail::twofold{};
        result.most = most.hi > 0 ? detail::quotient(most, rest) : detail::twofold{};
        return result;
    }

    template <class Sold, class Bought, class World, class Own>
    [[nodiscard]] static result sums_of(Sold const& exports, Bought const& imports, World const& world, Own const& own,
                                        detail::twofold rest)
    {
        auto ids = std::vector<detail::id_in<Sold>>(world.ids().begin(), world.ids().end());
        for (auto const& listed : {exports.ids(), imports.ids(), own.ids()}) {
            ids.insert(ids.end(), listed.begin(), listed.end());
        }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        auto const hidden_sold = detail::quotient(exports.totals().unattributed, exports.totals().whole());
        auto const hidden_bought = detail::quotient(imports.totals().unattributed, imports.totals().whole());
        auto low = detail::running_sum{};
        auto high = detail::running_sum{};
        auto bounded = true;
        // the most that a unit of hidden exports, of hidden imports and of both may add
        auto gain_of_sold = 0.0;
        auto gain_of_bought = 0.0;
        auto gain_of_both = world.totals().unattributed.hi != 0 ? infinite : 0.0;
        auto result = drysdale_measure::result{};
        for (auto const& id : ids) {
            auto const each = line_of(exports, imports, world, own, rest, id);
            auto const met = each.sold * each.bought;
            result.divided_by_zero = result.divided_by_zero || (met.hi > 0 && each.least.hi == 0);
            bounded = bounded && over(met, each.least).hi < infinite;
            low.add(over(met, each.most).hi < infinite ? over(met, each.most) : detail::twofold{});
            high.add(bounded ? over(met, each.least) : detail::twofold{});
            auto const is_sold = exports.contains(id);
            auto const is_bought = imports.contains(id);
            gain_of_sold = is_sold ? gain_of_sold : (std::max)(gain_of_sold, over(each.bought, each.least).hi);
            gain_of_bought = is_bought ? gain_of_bought : (std::max)(gain_of_bought, over(each.sold, each.least).hi);
            if (!is_sold && !is_bought && each.most.hi > 0) {
                gain_of_both = (std::max)(gain_of_both, over({1}, each.least).hi);
            }
        }
        auto const times = [](detail::twofold part, double gain) {
            return part.hi == 0 || gain == 0 ? 0 : detail::rounded(part.hi * gain);
        };
        result.low = low.value().value();
        result.high = (bounded ? high.value().value() : infinite) + times(hidden_sold, gain_of_sold)
                      + times(hidden_bought, gain_of_bought) + times(hidden_sold * hidden_bought, gain_of_both);
        return result;
    }
};

} // namespace trade_structure_detail

/// Complementarity: 1 - sum |m - x| / 2 of what i imports and j exports, `complementarity(imports, exports)` of
/// portfolios of products. It is `overlap`, in [0, 1], not in percent; up = j sells what i buys. A product that one of
/// them does not list has no share there; undefined where one has no flow or is not on file.
/// Source: after Michaely (1996), Trade Preferential Agreements in Latin America; primary text not consulted.
inline constexpr auto complementarity = overlap;

/// Drysdale's complementarity: sum x_k m_k / w_k, x the shares of products in i's exports, m in j's imports, w in what
/// the world imports but for i.
///
/// `drysdale_complementarity(exports, imports, world_imports)` of portfolios of products, or with i's own imports as a
/// fourth, in the world's unit, to be taken out of the world's. Range [0, infinity), above 1 = j buys more from i's
/// range than the world does. A product that i's own imports do not list is not taken out. Undefined without flow in
/// the first three, with own imports that are not on file (without any product), where the world has nothing of a
/// product that is traded, and with an unattributed part: `.bound(..)` gives an interval that holds but may be wider
/// than need be,
/// `.why_undefined(..)` the reason. Throws `invalid_parameter` naming a product that the world's imports lack or that
/// is less there than in i's own. n log n. Source: after Drysdale and Garnaut (1982), Trade Intensities and the
/// Analysis of Bilateral Trade Flows; primary text not consulted.
inline constexpr detail::estimate_fn<trade_structure_detail::drysdale_measure> drysdale_complementarity{};

} // namespace equipoise
