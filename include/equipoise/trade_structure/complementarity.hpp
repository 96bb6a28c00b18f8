// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/comparison_measure.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <concepts>
#include <limits>
#include <string_view>
#include <vector>

/// Complementarity: how far one state sells what another buys.
///
///     complementarity(imports, exports)                           1 - sum |m - x| / 2
///     drysdale_complementarity(exports, imports, world_imports)   sum x_k m_k / w_k
namespace equipoise {

namespace trade_structure_detail {
struct complementarity_measure;
class drysdale_measure;
} // namespace trade_structure_detail

/// Trade complementarity of Michaely: 1 - sum |m - x| / 2, m the shares of products in what i imports, x in what j
/// exports.
///
/// `complementarity(imports, exports)` of portfolios of products. It is the same number as `overlap`; forms, undefined
/// cases, bounds and errors as there, under its own name. Range [0, 1], not percent; higher means that j sells more of
/// what i buys. A product that one of them does not list has no share there.
/// Source: after Michaely (1996), Trade Preferential Agreements in Latin America; primary text not consulted.
inline constexpr comparison_detail::comparison_fn<trade_structure_detail::complementarity_measure> complementarity{};

/// Complementarity of Drysdale: sum x_k m_k / w_k, x the shares of products in i's exports, m in j's imports, w in what
/// all states except i import.
///
/// `drysdale_complementarity(exports, imports, world_imports)` of portfolios of products, or with i's own imports, in
/// the world's unit, as a fourth argument, which are then subtracted from the world's. Range [0, infinity); above 1
/// where j buys more of what i sells than the world does. A product that i's own imports do not list is not subtracted.
/// Undefined without flow in the first three, with own imports that are not on file (without any product), where the
/// world has nothing of a product that is traded, and with an unattributed part in any of them:
/// `drysdale_complementarity.bound(...)` gives an interval that holds all values but may be wider than necessary,
/// `drysdale_complementarity.why_undefined(...)` the reason. n log n.
/// @throws invalid_parameter, which names the product, for one that the world's imports do not list, and for one of
/// which i's own imports are more than the world's
/// Source: after Drysdale and Garnaut (1982), Trade Intensities and the Analysis of Bilateral Trade Flows; primary text
/// not consulted.
inline constexpr detail::estimate_fn<trade_structure_detail::drysdale_measure> drysdale_complementarity{};

namespace trade_structure_detail {

struct complementarity_measure : comparison_detail::overlap_measure {
    static constexpr facts about{.name = "complementarity",
                                 .symbol = "C_ij",
                                 .formula = "1 - sum |m - x| / 2",
                                 .source = "Michaely (1996)",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "complementarity, exports";
};

/// Portfolios of the same products.
template <class A, class B>
concept same_products = portfolio_like<A> && portfolio_like<B> && std::same_as<detail::id_in<A>, detail::id_in<B>>;

class drysdale_measure {
public:
    template <portfolio_like Sold, portfolio_like Bought, portfolio_like World>
        requires same_products<Sold, Bought> && same_products<Sold, World>
    [[nodiscard]] estimate operator()(Sold const& exports, Bought const& imports, World const& world) const
    {
        return without_own(exports, imports, world, portfolio_view<detail::id_in<World>, detail::value_in<World>>{});
    }

    template <portfolio_like Sold, portfolio_like Bought, portfolio_like World, portfolio_like Own>
        requires same_products<Sold, Bought> && same_products<Sold, World> && same_products<Sold, Own>
                 && std::same_as<detail::value_in<World>, detail::value_in<Own>>
    [[nodiscard]] estimate operator()(Sold const& exports, Bought const& imports, World const& world,
                                      Own const& own) const
    {
        return detail::on_file(own) ? without_own(exports, imports, world, own)
                                    : estimate::without(reason::unknown_imports);
    }

private:
    template <class Sold, class Bought, class World, class Own>
    [[nodiscard]] static estimate without_own(Sold const& exports, Bought const& imports, World const& world,
                                              Own const& own)
    {
        for (auto const why :
             {detail::unknown_total(world, own), detail::without_flow(exports), detail::without_flow(imports)}) {
            if (why != reason::defined) {
                return estimate::without(why);
            }
        }
        auto const rest = world.totals().whole() - detail::in_units_of(world, own, own.totals().whole());
        if (detail::without_flow(world) != reason::defined || !(rest.hi > 0)) {
            return estimate::without(reason::no_reference);
        }
        auto const sums = sums_of(exports, imports, world, own, rest);
        auto const is_open = [](auto const& flows) { return flows.totals().unattributed.hi != 0; };
        if (is_open(exports) || is_open(imports) || is_open(world) || is_open(own)) {
            return estimate::within({sums.low, sums.high}, reason::unattributed);
        }
        return sums.divided_by_zero ? estimate::without(reason::zero_divisor) : estimate::of(sums.low);
    }

    static constexpr auto infinity = std::numeric_limits<double>::infinity();

    struct end_sums {
        double low = 0;
        double high = 0;
        bool divided_by_zero = false;
    };

    /// The shares of a product in the exports, in the imports, and, at least and at most, in the world's imports.
    struct product_shares {
        detail::twofold sold;
        detail::twofold bought;
        detail::twofold least;
        detail::twofold most;
    };

    /// x / y, where 0 / y is 0 for every y, 0 included.
    [[nodiscard]] static detail::twofold over(detail::twofold x, detail::twofold y)
    {
        return x.hi == 0 ? detail::twofold{} : y.hi > 0 ? detail::quotient(x, y) : detail::twofold{infinity};
    }

    template <class Flows, class Id>
    [[nodiscard]] static detail::twofold share_of(Flows const& flows, Id const& id)
    {
        auto const found = flows.position(id);
        return found ? detail::quotient({flows.scaled(*found)}, flows.totals().whole()) : detail::twofold{};
    }

    template <class Sold, class Bought, class World, class Own, class Id>
    [[nodiscard]] static product_shares shares_of(Sold const& exports, Bought const& imports, World const& world,
                                                  Own const& own, detail::twofold rest, Id const& id)
    {
        auto result = product_shares{share_of(exports, id), share_of(imports, id), {}, {}};
        auto const listed = world.position(id);
        auto const all = listed ? detail::twofold{world.scaled(*listed)} : detail::twofold{};
        auto const hidden = listed ? 0.0 : uncertainty_detail::hidden_cap(world);
        if (!listed && hidden == 0 && (result.sold.hi > 0 || result.bought.hi > 0)) {
            throw invalid_parameter{"drysdale_complementarity",
                                    text_of(id) + " is missing in the world's imports, but it is traded"};
        }
        auto const in_own = own.position(id);
        auto const own_least = in_own ? detail::in_units_of(world, own, {own.scaled(*in_own)}) : detail::twofold{};
        auto const own_most =
            in_own ? own_least : detail::in_units_of(world, own, {uncertainty_detail::hidden_cap(own)});
        auto const least = all - own_most;
        auto const most = all + detail::twofold{hidden} - own_least;
        if (in_own && most.hi < -1e-12 * own_least.hi) {
            throw invalid_parameter{"drysdale_complementarity",
                                    "own imports of " + text_of(id) + " are more than the world's"};
        }
        result.least = least.hi > 0 ? detail::quotient(least, rest) : detail::twofold{};
        result.most = most.hi > 0 ? detail::quotient(most, rest) : detail::twofold{};
        return result;
    }

    template <class Sold, class Bought, class World, class Own>
    [[nodiscard]] static end_sums sums_of(Sold const& exports, Bought const& imports, World const& world,
                                          Own const& own, detail::twofold rest)
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
        // the most that a unit of unattributed exports, of unattributed imports and of both may add
        auto gain_of_sold = 0.0;
        auto gain_of_bought = 0.0;
        auto gain_of_both = world.totals().unattributed.hi != 0 ? infinity : 0.0;
        auto result = end_sums{};
        for (auto const& id : ids) {
            auto const each = shares_of(exports, imports, world, own, rest, id);
            auto const product = each.sold * each.bought;
            result.divided_by_zero = result.divided_by_zero || (product.hi > 0 && each.least.hi == 0);
            bounded = bounded && over(product, each.least).hi < infinity;
            low.add(over(product, each.most).hi < infinity ? over(product, each.most) : detail::twofold{});
            high.add(bounded ? over(product, each.least) : detail::twofold{});
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
        result.high = (bounded ? high.value().value() : infinity) + times(hidden_sold, gain_of_sold)
                      + times(hidden_bought, gain_of_bought) + times(hidden_sold * hidden_bought, gain_of_both);
        return result;
    }
};

} // namespace trade_structure_detail

} // namespace equipoise
