// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

/// Trade in both directions at once, in the same products.
namespace equipoise {

namespace trade_structure_detail {

/// Factors that bring two portfolios, each in units of its own totals, to common units.
struct common_units {
    double first = 1;
    double second = 1;

    template <portfolio_like A, portfolio_like B>
        requires std::same_as<detail::value_in<A>, detail::value_in<B>>
    [[nodiscard]] static common_units of(A const& a, B const& b)
    {
        if (a.totals().whole().hi == 0 || b.totals().whole().hi == 0) {
            return {};
        }
        auto factor = 1.0;
        if constexpr (!detail::fits_double<detail::value_in<A>>) {
            factor = detail::multiple(b.unit(), a.unit());
            if (!(factor <= (std::numeric_limits<double>::max)())) {
                return {0, 1};
            }
        }
        auto const common = (std::max)(a.totals().exponent, b.totals().exponent);
        return {detail::scaled(1, a.totals().exponent - common), detail::scaled(factor, b.totals().exponent - common)};
    }
};

/// Flows that can be set against each other: the same partners, the same unit.
template <class Sold, class Bought>
concept opposed =
    portfolio_like<Sold> && portfolio_like<Bought>
    && std::same_as<detail::id_in<std::remove_cvref_t<Sold>>, detail::id_in<std::remove_cvref_t<Bought>>>
    && std::same_as<detail::value_in<std::remove_cvref_t<Sold>>, detail::value_in<std::remove_cvref_t<Bought>>>;

/// Which of two sides is not on file, so that nothing can be said of both; `no_partners` if neither is.
template <class Sold, class Bought>
[[nodiscard]] reason without_a_side(Sold const& exports, Bought const& imports)
{
    if (auto const why = detail::unknown_total(exports, imports); why != reason::defined) {
        return why;
    }
    auto const sold = detail::on_file(exports);
    auto const bought = detail::on_file(imports);
    return sold     ? bought ? reason::defined : reason::unknown_imports
           : bought ? reason::unknown_exports
                    : reason::no_partners;
}

inline constexpr facts grubel_lloyd_facts{"grubel_lloyd",
                                          "GL",
                                          "1 - sum |E_k - M_k| / sum (E_k + M_k)",
                                          "Grubel and Lloyd (1971)",
                                          concentrating::neither,
                                          replicating::changes,
                                          true};

template <portfolio_like Bought>
struct grubel_lloyd_rule {
    static constexpr facts about = grubel_lloyd_facts;
    Bought imports;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Sold>
        requires opposed<Sold, Bought>
    [[nodiscard]] estimate operator()(Sold const& exports) const
    {
        return found(exports);
    }

private:
    template <class Sold>
    [[nodiscard]] estimate found(Sold const& exports) const
    {
        if (auto const why = without_a_side(exports, imports); why != reason::defined) {
            return {.why = why};
        }
        auto const units = common_units::of(exports, imports);
        auto const whole = exports.totals().whole() * units.first + imports.totals().whole() * units.second;
        if (exports.totals().whole().hi == 0 && imports.totals().whole().hi == 0) {
            return {.why = reason::no_flow};
        }
        auto const share = [&](detail::twofold both_ways) { return detail::at_most_one((both_ways * 2.0) / whole); };
        auto both_ways = detail::running_sum{};
        for (std::size_t i = 0; i < exports.size(); ++i) {
            if (auto const place = imports.position(exports.ids()[i])) {
                both_ways.add((std::min)(exports.scaled(i) * units.first, imports.scaled(*place) * units.second));
            }
        }
        // at least, what is hidden is in products that go one way; at most, it meets what the other side lists alone,
        // and then what the other side hides
        auto const met = both_ways.value();
        auto const rest_sold = exports.totals().unattributed.value() * units.first;
        auto const rest_bought = imports.totals().unattributed.value() * units.second;
        auto const sold = met_by_hidden(imports, units.second, exports,
                                        uncertainty_detail::hidden_cap(exports) * units.first, rest_sold);
        auto const bought = met_by_hidden(exports, units.first, imports,
                                          uncertainty_detail::hidden_cap(imports) * units.second, rest_bought);
        auto const both = (std::min)(rest_sold - sold, rest_bought - bought);
        return {{share(met), share(met + detail::twofold{sold} + bought + both)},
                rest_sold != 0 || rest_bought != 0 ? reason::unattributed : reason::defined};
    }

    /// How much of what one side lists the other may have in its rest.
    template <class Listed, class Other>
    [[nodiscard]] static double met_by_hidden(Listed const& listed, double unit, Other const& other, double cap,
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

template <portfolio_like Bought, detail::party Product>
struct grubel_lloyd_of_rule {
    static constexpr facts about = grubel_lloyd_facts;
    Bought imports;
    Product product;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Sold>
        requires opposed<Sold, Bought> && detail::party_in<Product, Sold>
    [[nodiscard]] estimate operator()(Sold const& exports) const
    {
        return found(exports);
    }

private:
    template <class Sold>
    [[nodiscard]] estimate found(Sold const& exports) const
    {
        if (auto const why = without_a_side(exports, imports); why != reason::defined) {
            return {.why = why};
        }
        auto const units = common_units::of(exports, imports);
        auto const sold = exposure_detail::holding_of(exports, product);
        auto const bought = exposure_detail::holding_of(imports, product);
        auto const out = sold.listed * units.first;
        auto const in = bought.listed * units.second;
        auto const most_out = (sold.listed + detail::twofold{sold.hidden}) * units.first;
        auto const most_in = (bought.listed + detail::twofold{bought.hidden}) * units.second;
        if (most_out.hi == 0 && most_in.hi == 0) {
            return {.why = reason::no_flow};
        }
        auto const hides = sold.hidden != 0 || bought.hidden != 0;
        // farthest apart, and as near as they come
        auto const meet =
            most_out.hi > 0 && most_in.hi > 0 && (out - most_in).value() <= 0 && (in - most_out).value() <= 0;
        return {{(std::min)(balance(out, most_in), balance(most_out, in)),
                 hides && meet ? 1 : (std::max)(balance(out, most_in), balance(most_out, in))},
                hides ? reason::not_listed : reason::defined};
    }

    [[nodiscard]] static double balance(detail::twofold out, detail::twofold in)
    {
        auto const less = (out - in).hi < 0 ? out : in;
        return less.hi == 0 ? 0 : detail::at_most_one((less * 2.0) / (out + in));
    }
};

struct grubel_lloyd_fn {
    template <portfolio_like Bought>
    [[nodiscard]] auto operator()(Bought&& imports) const
    {
        using rule = grubel_lloyd_rule<std::remove_cvref_t<Bought>>;
        return index_fn<rule>{rule{std::forward<Bought>(imports)}};
    }

    template <portfolio_like Bought, detail::party Product>
        requires detail::party_in<Product, Bought>
    [[nodiscard]] auto operator()(Bought&& imports, Product product) const
    {
        using rule = grubel_lloyd_of_rule<std::remove_cvref_t<Bought>, Product>;
        return index_fn<rule>{rule{std::forward<Bought>(imports), std::move(product)}};
    }

    template <portfolio_like Sold, portfolio_like Bought>
        requires opposed<Sold, Bought>
    [[nodiscard]] double operator()(Sold const& exports, Bought const& imports) const
    {
        return (*this)(detail::view_of(imports))(exports);
    }

    template <portfolio_like Sold, portfolio_like Bought, detail::party Product>
        requires opposed<Sold, Bought> && detail::party_in<Product, Bought>
    [[nodiscard]] double operator()(Sold const& exports, Bought const& imports, Product product) const
    {
        return (*this)(detail::view_of(imports), std::move(product))(exports);
    }
};

} // namespace trade_structure_detail

/// Trade within products: 1 - sum |E_k - M_k| / sum (E_k + M_k), as 2 sum min(E_k, M_k) / sum (E_k + M_k).
///
/// `grubel_lloyd(exports, imports)` of portfolios whose partners are products, amounts of one unit;
/// `grubel_lloyd(exports, imports, product)` of one product, or of a `bloc` of them as one. Without the exports, an
/// index for `bound` and `why_undefined`. Range [0, 1], 0 = every product goes one way, 1 = balanced in each; broader
/// products give more of it. A product that one side lists and the other does not goes one way; a side without any
/// product is not on file. Undefined without one of the sides on file, without trade in either direction, with an
/// unattributed part in one, and for a product that may be behind one: `bound(grubel_lloyd(imports), exports)` gives
/// the interval. n log n. Source: after Grubel and Lloyd (1971), The Empirical Measurement of Intra-Industry Trade;
/// primary text not consulted.
inline constexpr trade_structure_detail::grubel_lloyd_fn grubel_lloyd{};

} // namespace equipoise
