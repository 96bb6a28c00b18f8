// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <concepts>
#include <limits>
#include <type_traits>

/// Exports and imports of a state, which are compared with each other.
namespace equipoise::trade_structure_detail {

/// Factors that convert the amounts of two portfolios from the units of their totals to common units.
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

/// Exports and imports with the same partners or products, in the same unit.
template <class Sold, class Bought>
concept two_sides =
    portfolio_like<Sold> && portfolio_like<Bought>
    && std::same_as<detail::id_in<std::remove_cvref_t<Sold>>, detail::id_in<std::remove_cvref_t<Bought>>>
    && std::same_as<detail::value_in<std::remove_cvref_t<Sold>>, detail::value_in<std::remove_cvref_t<Bought>>>;

/// Why nothing is known of both sides together: a total is not known, or one of the sides is not on file; `no_partners`
/// where neither is on file.
template <portfolio_like Sold, portfolio_like Bought>
[[nodiscard]] reason without_a_side(Sold const& exports, Bought const& imports)
{
    if (auto const why = detail::unknown_total(exports, imports); why != reason::defined) {
        return why;
    }
    auto const has_exports = detail::on_file(exports);
    auto const has_imports = detail::on_file(imports);
    return has_exports   ? has_imports ? reason::defined : reason::unknown_imports
           : has_imports ? reason::unknown_exports
                         : reason::no_partners;
}

} // namespace equipoise::trade_structure_detail
