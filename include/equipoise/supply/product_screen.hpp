// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/threshold.hpp>
#include <equipoise/exposure/exit.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/model/ledger_part.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// Dependence product by product: the product with the largest dependence, and the products that a power could
/// withhold.
///
///     effective_dependence(products, state, power)                 max over products k of x_jk / Y
///     screen_product(suppliers, imports, exports, power)           Goers' screen of one product
///     screen_products(markets, imports, exports, power)            the same of all products that a state imports
namespace equipoise {

/// The largest dependence of any product, as an estimate, and the product.
template <class Product>
struct product_dependence : estimate {
    std::optional<Product> product{}; ///< empty where it is not known which product it is
};

/// Thresholds above which a product counts as one that a power could withhold; for `diversion`, below which.
struct screen_thresholds {
    double concentration = 0.25; ///< HHI of the world's suppliers
    double world_share = 0.5;    ///< the power's share of the world's supply
    double growth = 1;           ///< by which all other suppliers would have to grow to replace the power
    double diversion = 1;        ///< own exports / imports from the power
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow" // for g++, an enumerator of a scope of its own hides what is outside
#endif

/// The steps of the screen, in their order.
enum class screen_step : unsigned char { concentration, world_share, growth, diversion };

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// The verdict of a screen; `unknown` where a step that decides has no data.
enum class screen_verdict : unsigned char { independent, dependent, unknown };

/// The verdict on a product and the figures that it rests on, intervals where part of a total is not attributed.
struct screening {
    screen_verdict verdict = screen_verdict::unknown;
    /// The first step that is not passed; where there is none, the first that is unknown; where all are passed, the
    /// last.
    screen_step decided_by = screen_step::concentration;
    reason why = reason::defined; ///< why the verdict is unknown
    interval concentration{undefined, undefined};
    interval world_share{undefined, undefined};
    interval growth_needed{undefined, undefined};
    interval diversion{undefined, undefined};
};

/// A product and the result of its screen.
template <class Product>
struct screened_product {
    Product product;
    screening result;
};

namespace supply_detail {

inline void check_thresholds(screen_thresholds const& limits)
{
    detail::check_share_threshold("screen_product", "the concentration", limits.concentration);
    detail::check_share_threshold("screen_product", "the world share", limits.world_share);
    detail::check_threshold("screen_product", "the growth", limits.growth);
    detail::check_threshold("screen_product", "the diversion", limits.diversion);
}

/// The total of a, divided by the flows that b has with a power.
template <class A, class B, class Power>
[[nodiscard]] interval whole_over_part(A const& a, B const& b, Power const& power)
{
    auto const with = exposure_detail::holding_of(b, power);
    auto const most = with.listed + with.hidden;
    if (detail::unknown_total(a, b) != reason::defined || most.hi == 0) {
        return {undefined, undefined};
    }
    auto const whole = a.totals().whole();
    return {detail::ratio_between(a, whole, b, most),
            whole.hi == 0 ? 0 : detail::ratio_between(a, whole, b, with.listed)};
}

struct screen_product_fn {
    template <portfolio_like Market, portfolio_like Bought, portfolio_like Sold, party Power>
        requires party_in<Power, Market> && party_in<Power, Bought>
                 && std::same_as<detail::value_in<Bought>, detail::value_in<Sold>>
    [[nodiscard]] screening operator()(Market const& suppliers, Bought const& bought, Sold const& sold,
                                       Power const& power, screen_thresholds const& limits = {}) const
    {
        return of(suppliers, bought, sold, detail::on_file(sold), power, limits);
    }

    /// The same, told whether the exports are on file, which an empty portfolio does not show.
    template <class Market, class Bought, class Sold, class Power>
    [[nodiscard]] static screening of(Market const& suppliers, Bought const& bought, Sold const& sold,
                                      bool exports_known, Power const& power, screen_thresholds const& limits)
    {
        check_thresholds(limits);
        auto found = screening{};
        found.concentration = bound(suppliers, hhi);
        found.world_share = bound(suppliers, exposure(power));
        found.growth_needed = bound(suppliers, growth_needed(power));
        if (exports_known) {
            found.diversion = whole_over_part(sold, bought, power);
        }
        auto const nothing_bought = detail::on_file(bought) && exposure_detail::holding_of(bought, power).hidden == 0
                                    && exposure_detail::holding_of(bought, power).listed.hi == 0;
        detail::answer const steps[] = {
            detail::above(found.concentration, limits.concentration),
            detail::above(found.world_share, limits.world_share), detail::above(found.growth_needed, limits.growth),
            nothing_bought ? detail::answer::no : detail::below(found.diversion, limits.diversion)};
        auto const first = [&](detail::answer wanted) { return std::find(std::begin(steps), std::end(steps), wanted); };
        auto const end = std::end(steps);
        if (auto const no = first(detail::answer::no); no != end) {
            found.verdict = screen_verdict::independent;
            found.decided_by = static_cast<screen_step>(no - steps);
        } else if (auto const open = first(detail::answer::open); open != end) {
            found.decided_by = static_cast<screen_step>(open - steps);
            found.why = why_open(detail::without_flow(suppliers), detail::without_flow(bought),
                                 exports_known || found.decided_by != screen_step::diversion);
        } else {
            found.verdict = screen_verdict::dependent;
            found.decided_by = screen_step::diversion;
        }
        return found;
    }

private:
    [[nodiscard]] static reason why_open(reason no_suppliers, reason nothing_bought, bool exports_are_irrelevant)
    {
        return no_suppliers != reason::defined     ? no_suppliers
               : nothing_bought != reason::defined ? nothing_bought
               : exports_are_irrelevant            ? reason::unattributed
                                                   : reason::unknown_exports;
    }
};

struct effective_dependence_fn {
    template <class Products, sized_party S, party Power>
        requires ledger_like<Products>
    [[nodiscard]] auto operator()(Products const& products, S const& state, Power const& power) const
    {
        using product = std::remove_cvref_t<decltype(detail::last_part(products[0].key))>;
        auto const index = dependence(state, power);
        auto which = std::optional<product>{};
        auto largest = interval{-1, -1};
        for (std::size_t i = 0; i < products.size(); ++i) {
            auto const entry = products[i];
            auto const ends = bound(entry.flows, index);
            if (is_undefined(ends.low)) {
                if (auto const why = detail::unknown_total(entry.flows); state.gdp && why != reason::defined) {
                    return product_dependence<product>{estimate::without(why)};
                }
                if (state.gdp && detail::without_flow(entry.flows) != reason::defined) {
                    continue; // a product without any flow
                }
                return product_dependence<product>{estimate::without(reason::unknown_gdp)};
            }
            if (ends.low > largest.low) {
                which = detail::last_part(entry.key);
            }
            largest = {(std::max)(largest.low, ends.low), (std::max)(largest.high, ends.high)};
        }
        if (largest.high < 0) {
            return product_dependence<product>{estimate::without(!state.gdp             ? reason::unknown_gdp
                                                                 : products.size() == 0 ? reason::no_partners
                                                                                        : reason::no_flow)};
        }
        return largest.is_point() ? product_dependence<product>{estimate::of(largest.low), which}
                                  : product_dependence<product>{estimate::within(largest, reason::not_listed)};
    }
};

struct screen_products_fn {
    template <class Markets, class Bought, class Sold, party Power>
        requires ledger_like<Markets> && ledger_like<Bought> && ledger_like<Sold>
    [[nodiscard]] auto operator()(Markets const& markets, Bought const& bought, Sold const& sold, Power const& power,
                                  screen_thresholds const& limits = {}) const
    {
        using product_type = std::remove_cvref_t<decltype(detail::last_part(bought[0].key))>;
        auto results = std::vector<screened_product<product_type>>{};
        for (std::size_t i = 0; i < bought.size(); ++i) {
            auto const entry = bought[i];
            auto const& product = detail::last_part(entry.key);
            auto const market = markets.find(product);
            if (!market) {
                throw invalid_parameter{"screen_products",
                                        "there is no market of " + text_of(product) + ", which is imported"};
            }
            auto const own = sold.find(product);
            using flows = typename decltype(own)::value_type;
            results.push_back({product, screen_product_fn::of(*market, entry.flows, own ? *own : flows{},
                                                              sold.size() != 0, power, limits)});
        }
        return results;
    }
};

} // namespace supply_detail

/// Effective dependence on a power: the largest dependence x_jk / Y of any product k, a `product_dependence`.
///
/// `effective_dependence(products, state, power)`; the products are one state's imports or trade, a ledger keyed by the
/// product, or `products_of` a larger ledger. Range [0, infinity); higher means more dependent. Undefined without
/// products, for a GDP that is not known, and when unattributed parts leave open which product it is and how much; the
/// bounds hold even then. Linear in the cells of the state.
/// @throws invalid_parameter as `dependence` does
/// Source: Goers (2023), working papers; the maximum of the products' ratios as in the author's published code.
inline constexpr supply_detail::effective_dependence_fn effective_dependence{};

/// Goers' screen: whether a power could withhold a product from a state that imports it, a `screening`.
///
/// `screen_product(suppliers, imports, exports, power)`, or with `screen_thresholds` as a fifth argument: the world's
/// suppliers of the product, and the state's own imports and exports of it. Exports that list a partner with 0 are
/// none; exports without any partner are not on file, and the diversion is then undefined. The product is dependent if
/// all four steps hold:
///
/// 1. the HHI of the suppliers is above .25;
/// 2. the power has more than half of the supply;
/// 3. to replace the power, all others would have to grow by more than they can, s / (1 - s) above 1;
/// 4. the state's exports, if they were diverted, do not replace its imports from the power, of which there are some.
///
/// Where unattributed parts or exports that are not on file leave a step open, the verdict is `unknown`, unless another
/// step decides, and `why` holds the reason.
/// @throws invalid_parameter for thresholds out of range
/// Source: after Goers (2023), working papers and published code; primary text not consulted. The reading of the third
/// step and the limits of 1 for growth and diversion are defined by this library.
inline constexpr supply_detail::screen_product_fn screen_product{};

/// Goers' screen of all products that a state imports, one `screened_product` for each, in their order.
///
/// `screen_products(markets, imports, exports, power)`, or with `screen_thresholds` as a fifth argument: three ledgers
/// keyed by the product, or `products_of` larger ones; the partners in the markets are the world's suppliers of each
/// product. A product that is not among the exports is not exported; where there is no product among them at all, the
/// exports are not on file. Memory for the products of the state.
/// @throws invalid_parameter, which names the product, for one without a market, and as `screen_product` does
inline constexpr supply_detail::screen_products_fn screen_products{};

} // namespace equipoise
