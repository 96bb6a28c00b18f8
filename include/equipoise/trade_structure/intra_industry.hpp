// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/trade_structure/detail/two_sides.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Intra-industry trade: trade in both directions in the same products.
///
///     grubel_lloyd(exports, imports)             1 - sum |E_k - M_k| / sum (E_k + M_k)
///     grubel_lloyd(exports, imports, product)    the same of one product or group of products
namespace equipoise {

namespace trade_structure_detail {

inline constexpr facts grubel_lloyd_facts{.name = "grubel_lloyd",
                                          .symbol = "GL",
                                          .formula = "1 - sum |E_k - M_k| / sum (E_k + M_k)",
                                          .source = "Grubel and Lloyd (1971)",
                                          .ignores_zeros = true};

/// The index over all products.
template <portfolio_like Bought>
struct grubel_lloyd_rule {
    static constexpr facts about = grubel_lloyd_facts;
    Bought imports;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Sold>
        requires two_sides<Sold, Bought>
    [[nodiscard]] estimate operator()(Sold const& exports) const
    {
        if (auto const why = without_a_side(exports, imports); why != reason::defined) {
            return estimate::without(why);
        }
        auto const units = common_units::of(exports, imports);
        auto const whole = exports.totals().whole() * units.first + imports.totals().whole() * units.second;
        if (exports.totals().whole().hi == 0 && imports.totals().whole().hi == 0) {
            return estimate::without(reason::no_flow);
        }
        auto const share = [&](detail::twofold both_ways) { return detail::at_most_one((both_ways * 2.0) / whole); };
        auto both_ways = detail::running_sum{};
        for (std::size_t i = 0; i < exports.size(); ++i) {
            if (auto const place = imports.position(exports.ids()[i])) {
                both_ways.add((std::min)(exports.scaled(i) * units.first, imports.scaled(*place) * units.second));
            }
        }
        // at least, the unattributed parts are in products that are traded in one direction; at most, they are in the
        // products that only the other side lists, and the rest of both is in the same products
        auto const met = both_ways.value();
        auto const rest_sold = exports.totals().unattributed.value() * units.first;
        auto const rest_bought = imports.totals().unattributed.value() * units.second;
        auto const sold = met_by_rest(imports, units.second, exports,
                                      uncertainty_detail::hidden_cap(exports) * units.first, rest_sold);
        auto const bought = met_by_rest(exports, units.first, imports,
                                        uncertainty_detail::hidden_cap(imports) * units.second, rest_bought);
        auto const both = (std::min)(rest_sold - sold, rest_bought - bought);
        return estimate::within({share(met), share(met + detail::twofold{sold} + bought + both)},
                                rest_sold != 0 || rest_bought != 0 ? reason::unattributed : reason::defined);
    }

private:
    /// The most of the products that only one side lists which the unattributed rest of the other side may match, where
    /// no product of the rest is larger than `cap`.
    template <class Listed, class Other>
    [[nodiscard]] static double met_by_rest(Listed const& listed, double unit, Other const& other, double cap,
                                            double rest)
    {
        auto sum = detail::running_sum{};
        for (std::size_t i = 0; i < listed.size() && rest > 0; ++i) {
            if (!other.contains(listed.ids()[i])) {
                sum.add((std::min)(listed.scaled(i) * unit, cap));
            }
        }
        return (std::min)(sum.value().value(), rest);
    }
};

/// The index of one product, or of a group of products as one.
template <portfolio_like Bought, party Product>
struct grubel_lloyd_of_rule {
    static constexpr facts about = grubel_lloyd_facts;
    Bought imports;
    Product product;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Sold>
        requires two_sides<Sold, Bought> && party_in<Product, Sold>
    [[nodiscard]] estimate operator()(Sold const& exports) const
    {
        if (auto const why = without_a_side(exports, imports); why != reason::defined) {
            return estimate::without(why);
        }
        auto const units = common_units::of(exports, imports);
        auto const sold = exposure_detail::holding_of(exports, product);
        auto const bought = exposure_detail::holding_of(imports, product);
        auto const least_sold = sold.listed * units.first;
        auto const least_bought = bought.listed * units.second;
        auto const most_sold = (sold.listed + detail::twofold{sold.hidden}) * units.first;
        auto const most_bought = (bought.listed + detail::twofold{bought.hidden}) * units.second;
        if (most_sold.hi == 0 && most_bought.hi == 0) {
            return estimate::without(reason::no_flow);
        }
        auto const has_hidden = sold.hidden != 0 || bought.hidden != 0;
        // the extremes are where both sides are as far apart as possible, and where they are equal if they can be
        auto const may_be_equal = most_sold.hi > 0 && most_bought.hi > 0 && (least_sold - most_bought).value() <= 0
                                  && (least_bought - most_sold).value() <= 0;
        auto const one = balance(least_sold, most_bought);
        auto const other = balance(most_sold, least_bought);
        return estimate::within({(std::min)(one, other), has_hidden && may_be_equal ? 1 : (std::max)(one, other)},
                                has_hidden ? reason::not_listed : reason::defined);
    }

private:
    [[nodiscard]] static double balance(detail::twofold exports, detail::twofold imports)
    {
        auto const less = (exports - imports).hi < 0 ? exports : imports;
        return less.hi == 0 ? 0 : detail::at_most_one((less * 2.0) / (exports + imports));
    }
};

struct grubel_lloyd_fn {
    template <portfolio_like Bought>
    [[nodiscard]] auto operator()(Bought&& imports) const
    {
        using rule = grubel_lloyd_rule<std::remove_cvref_t<Bought>>;
        return index_fn<rule>{rule{std::forward<Bought>(imports)}};
    }

    template <portfolio_like Bought, party Product>
        requires party_in<Product, Bought>
    [[nodiscard]] auto operator()(Bought&& imports, Product product) const
    {
        using rule = grubel_lloyd_of_rule<std::remove_cvref_t<Bought>, Product>;
        return index_fn<rule>{rule{std::forward<Bought>(imports), std::move(product)}};
    }

    template <portfolio_like Sold, portfolio_like Bought>
        requires two_sides<Sold, Bought>
    [[nodiscard]] double operator()(Sold const& exports, Bought const& imports) const
    {
        return (*this)(detail::view_of(imports))(exports);
    }

    template <portfolio_like Sold, portfolio_like Bought, party Product>
        requires two_sides<Sold, Bought> && party_in<Product, Bought>
    [[nodiscard]] double operator()(Sold const& exports, Bought const& imports, Product product) const
    {
        return (*this)(detail::view_of(imports), std::move(product))(exports);
    }
};

} // namespace trade_structure_detail

/// Grubel-Lloyd index of intra-industry trade: 1 - sum |E_k - M_k| / sum (E_k + M_k), computed as 2 sum min(E_k, M_k) /
/// sum (E_k + M_k).
///
/// `grubel_lloyd(exports, imports)` of portfolios whose partners are products, with amounts of one unit;
/// `grubel_lloyd(exports, imports, product)` of one product, or of a `bloc` of products as one. `grubel_lloyd(imports)`
/// and `grubel_lloyd(imports, product)` are indices. Range [0, 1]; 0 where every product is traded in one direction
/// only, 1 where exports and imports of each are equal; the broader the products, the higher. A product that only one
/// side lists is traded in one direction; a side without any product is not on file. Undefined when one of the sides is
/// not on file, without trade in either direction, with an unattributed part in one, and for a product that is not
/// listed on a side with an unattributed part: `bound(exports, grubel_lloyd(imports))` gives the interval. n log n.
/// Source: after Grubel and Lloyd (1971), The Empirical Measurement of Intra-Industry Trade; primary text not
/// consulted.
inline constexpr trade_structure_detail::grubel_lloyd_fn grubel_lloyd{};

} // namespace equipoise
