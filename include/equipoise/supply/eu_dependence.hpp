// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/threshold.hpp>
#include <equipoise/exposure/alternatives.hpp>
#include <equipoise/exposure/ratios.hpp>
#include <equipoise/model/ledger_part.hpp>
#include <equipoise/supply/product_screen.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

/// Strategic dependence on foreign supply, product by product: the three core indicators of the European Commission.
///
///     supply_dependence(imports, exports, home)       of one product
///     supply_dependences(imported, exported, home)    of all products, and the value of those of strategic dependence
///
///     CDI 1 = HHI of the foreign suppliers, CDI 2 = foreign imports / imports, CDI 3 = foreign imports / exports
namespace equipoise {

/// Thresholds above which a product counts as one of strategic dependence. The defaults are those that secondary
/// sources give for the Commission's screen; its own text was not consulted.
struct supply_thresholds {
    double concentration = 0.4; ///< CDI 1: HHI of the foreign suppliers
    double foreign_share = 0.5; ///< CDI 2: foreign imports over all imports
    double over_exports = 1;    ///< CDI 3: foreign imports over all exports
};

/// The core indicators of a product, as intervals where part of a total is unattributed, and the verdict.
struct supply_indicators {
    screen_verdict verdict = screen_verdict::unknown;
    /// Why an indicator has no value or the verdict is unknown: `no_partners` without imports on file, `no_flow` where
    /// nothing comes from abroad, `unknown_exports` without exports on file, `unattributed` where the verdict lies
    /// within the bounds, and the reason of a total that is not known.
    reason why = reason::defined;
    interval concentration{undefined, undefined};
    interval foreign_share{undefined, undefined};
    interval over_exports{undefined, undefined};
};

/// A product and its indicators.
template <class Product>
struct supplied_product {
    Product product;
    supply_indicators result;
};

/// Every product that a state or union imports, the products of strategic dependence, and their value.
template <class Product>
struct supply_report {
    std::vector<supplied_product<Product>> products{};
    std::vector<Product> dependent{};
    std::vector<Product> unknown{};
    interval share_of_imports{undefined, undefined}; ///< of the dependent products, in the value of foreign imports
};

namespace supply_detail {

inline void check_thresholds(supply_thresholds const& limits)
{
    detail::check_share_threshold("supply_dependence", "the concentration", limits.concentration);
    detail::check_share_threshold("supply_dependence", "the foreign share", limits.foreign_share);
    detail::check_threshold("supply_dependence", "imports over exports", limits.over_exports);
}

struct supply_dependence_fn {
    template <portfolio_like Bought, portfolio_like Sold, party Home>
        requires party_in<Home, Bought> && std::same_as<detail::value_in<Bought>, detail::value_in<Sold>>
    [[nodiscard]] supply_indicators operator()(Bought const& imports, Sold const& exports, Home const& home,
                                               supply_thresholds const& limits = {}) const
    {
        return of(imports, exports, detail::on_file(exports), home, limits);
    }

    /// The same, told whether the exports are on file, which an empty portfolio does not show.
    template <class Bought, class Sold, class Home>
    [[nodiscard]] static supply_indicators of(Bought const& imports, Sold const& exports, bool exports_known,
                                              Home const& home, supply_thresholds const& limits)
    {
        check_thresholds(limits);
        auto found = supply_indicators{};
        auto const whole = imports.totals().whole();
        if (auto const why = detail::unknown_total(imports); why != reason::defined) {
            found.why = why;
            return found;
        }
        if (whole.hi == 0) {
            found.why = detail::without_flow(imports);
            found.verdict = imports.size() == 0 ? screen_verdict::unknown : screen_verdict::independent;
            return found;
        }
        auto const foreign = exposure_detail::remaining_partners::without(home, imports);
        found.concentration = foreign.concentration();
        found.foreign_share = {detail::at_most_one(foreign.low() / whole), detail::at_most_one(foreign.high() / whole)};
        auto const why_no_exports = exports_known ? detail::unknown_total(exports) : reason::unknown_exports;
        if (why_no_exports == reason::defined) {
            auto const over_exports = [&](detail::twofold from_abroad) {
                return detail::ratio_between(imports, from_abroad, exports, exports.totals().whole());
            };
            auto const most = over_exports(foreign.high());
            // without exports, imports from abroad are infinitely more
            found.over_exports = {exports.totals().whole().hi == 0 ? most : over_exports(foreign.low()), most};
        }
        detail::answer const steps[] = {detail::above(found.concentration, limits.concentration),
                                        detail::above(found.foreign_share, limits.foreign_share),
                                        detail::above(found.over_exports, limits.over_exports)};
        auto const any = [&](detail::answer given) {
            return std::find(std::begin(steps), std::end(steps), given) != std::end(steps);
        };
        found.verdict = any(detail::answer::no)     ? screen_verdict::independent
                        : any(detail::answer::open) ? screen_verdict::unknown
                                                    : screen_verdict::dependent;
        found.why = foreign.high().hi == 0                     ? reason::no_flow
                    : why_no_exports != reason::defined        ? why_no_exports
                    : found.verdict == screen_verdict::unknown ? reason::unattributed
                                                               : reason::defined;
        return found;
    }
};

/// The value of a product's foreign imports, in units of 2^exponent.
struct foreign_imports {
    screen_verdict verdict;
    detail::twofold low;
    detail::twofold high;
    int exponent;
};

/// The share of the dependent products in the value of all: at least without the unknown ones, at most with all of
/// them.
template <class Products>
[[nodiscard]] interval share_of_dependent(Products const& products)
{
    auto top = (std::numeric_limits<int>::min)();
    for (auto const& each : products) {
        top = each.high.hi == 0 ? top : (std::max)(top, detail::exponent_of(each.high.hi) + each.exponent);
    }
    detail::running_sum low, high, others_low, others_high;
    for (auto const& each : products) {
        auto const add = [&](detail::running_sum& sum, detail::twofold x) {
            if (x.hi != 0) {
                sum.add({detail::scaled(x.hi, each.exponent - top), detail::scaled(x.lo, each.exponent - top)});
            }
        };
        if (each.verdict != screen_verdict::independent) {
            add(high, each.high);
        } else {
            add(others_low, each.low);
        }
        if (each.verdict == screen_verdict::dependent) {
            add(low, each.low);
        } else {
            add(others_high, each.high);
        }
    }
    auto const share = [](detail::twofold part, detail::twofold rest) {
        return part.hi == 0 ? 0 : detail::at_most_one(part / (part + rest));
    };
    if ((high.value() + others_high.value()).hi == 0) {
        return {undefined, undefined};
    }
    return {share(low.value(), others_high.value()), share(high.value(), others_low.value())};
}

struct supply_dependences_fn {
    template <class Bought, class Sold, party Home>
        requires ledger_like<Bought> && ledger_like<Sold>
    [[nodiscard]] auto operator()(Bought const& imported, Sold const& exported, Home const& home,
                                  supply_thresholds const& limits = {}) const
    {
        using product_type = std::remove_cvref_t<decltype(detail::last_part(imported[0].key))>;
        using value = detail::value_in<std::remove_cvref_t<decltype(imported[0].flows)>>;
        auto report = supply_report<product_type>{};
        auto values = std::vector<foreign_imports>{};
        auto unit = std::optional<value>{};
        auto all_known = true;
        for (std::size_t i = 0; i < imported.size(); ++i) {
            auto const entry = imported[i];
            auto const& product = detail::last_part(entry.key);
            auto const sold = exported.find(product);
            using flows = typename decltype(sold)::value_type;
            auto const result =
                supply_dependence_fn::of(entry.flows, sold ? *sold : flows{}, exported.size() != 0, home, limits);
            report.products.push_back({product, result});
            if (result.verdict == screen_verdict::dependent) {
                report.dependent.push_back(product);
            } else if (result.verdict == screen_verdict::unknown) {
                report.unknown.push_back(product);
            }
            auto const& sums = entry.flows.totals();
            all_known = all_known && sums.why_unknown == reason::defined;
            if (sums.whole().hi == 0 || !all_known) {
                continue;
            }
            auto size = 1.0;
            if constexpr (!detail::fits_double<value>) {
                unit = unit ? unit : entry.flows.unit();
                size = detail::multiple(entry.flows.unit(), *unit);
            }
            auto const foreign = exposure_detail::remaining_partners::without(home, entry.flows);
            values.push_back({result.verdict, foreign.low() * size, foreign.high() * size, sums.exponent});
        }
        if (all_known) {
            report.share_of_imports = share_of_dependent(values);
        }
        return report;
    }
};

} // namespace supply_detail

/// The core dependence indicators of a product, `supply_indicators`: CDI 1, the HHI of the foreign suppliers; CDI 2,
/// foreign imports over all imports; CDI 3, foreign imports over all exports.
///
/// `supply_dependence(imports, exports, home)`, or with `supply_thresholds` as a fourth argument; home is the `bloc`
/// whose members do not count as foreign, or the state itself. Exports that list a partner with 0 are none, and CDI 3
/// is then infinite; exports without any partner are not on file, and CDI 3 is undefined. A product is dependent if all
/// three indicators are above their thresholds, .4, .5 and 1, and independent if one of them is not, whatever the
/// others are. Unattributed imports make intervals. Where these, or exports or imports that are not on file, leave the
/// verdict open, it is `unknown`, and `why` holds the reason.
/// @throws invalid_parameter for thresholds out of range
/// Source: after European Commission, SWD(2021) 352; primary text not consulted, and the thresholds are those of
/// secondary sources.
inline constexpr supply_detail::supply_dependence_fn supply_dependence{};

/// The core indicators of all products, a `supply_report`.
///
/// `supply_dependences(imported, exported, home)`, or with `supply_thresholds` as a fourth argument: two ledgers keyed
/// by the product, or `products_of` larger ones. A product that is not among the exports is not exported; where there
/// is no product among the exports at all, they are not on file, and no product is found dependent: `why` of each is
/// `unknown_exports`, and the verdict is `unknown` where the other two indicators do not decide it. The share of the
/// dependent products is an interval where a verdict is unknown or imports are unattributed, and undefined without
/// foreign imports. Memory for the products of the state.
/// @throws invalid_parameter as `supply_dependence` does
inline constexpr supply_detail::supply_dependences_fn supply_dependences{};

} // namespace equipoise
