// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/scenario/detail/infinity.hpp>
#include <equipoise/scenario/substitution.hpp>
#include <equipoise/supply/detail/figures_fn.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

/// Whether supply suffices when the largest source fails.
///
///     n_minus(capacities, demand, k, reserve)    (sum of the capacities - the k largest + reserve) / demand
///     n_minus_gas(supply)                        (EP + P + S + LNG - I) / (D_max - D_eff)
namespace equipoise {

/// The daily capacities of a gas market and its demand, in one unit per day. A figure that is not known stays empty.
/// Infrastructure with two functions, such as storage at a terminal, counts once.
struct gas_supply {
    std::optional<double> entry{};      ///< EP, of the pipelines at the borders
    std::optional<double> production{}; ///< P
    std::optional<double> storage{};    ///< S, what storages can deliver
    std::optional<double> lng{};        ///< LNG, what terminals can send out
    std::optional<double> largest{};    ///< I, of the single largest infrastructure, which is part of one of the above
    std::optional<double> demand{};     ///< D_max, of a day of exceptionally high demand, once in 20 years
    double demand_side = 0;             ///< D_eff, the part of it that can be done without by measures of the market
};

namespace scenario_detail {

inline void check_demand(double demand, std::string_view function)
{
    if (!(demand >= -(std::numeric_limits<double>::max)() && demand <= (std::numeric_limits<double>::max)())) {
        throw invalid_parameter{function, "demand", demand, "finite"};
    }
}

struct n_minus_measure {
    template <amount_range Capacities, std::integral K = int>
        requires(!portfolio_like<Capacities>) && detail::fits_double<amount_t<Capacities const&>>
    [[nodiscard]] estimate operator()(Capacities const& capacities, double demand, K k = 1, double reserve = 0) const
    {
        auto const failing = check(demand, k, reserve);
        auto each = std::vector<double>{};
        auto const last = ranges::end(capacities);
        for (auto it = ranges::begin(capacities); it != last; ++it) {
            auto const capacity = static_cast<double>(*it);
            if (!(capacity >= 0 && capacity <= (std::numeric_limits<double>::max)())) {
                throw invalid_amount{"n_minus", each.size(), capacity};
            }
            each.push_back(capacity);
        }
        if (each.empty()) {
            return estimate::without(reason::no_partners);
        }
        return demand <= 0 ? estimate::without(reason::zero_divisor)
                           : estimate::of(ratio(without_largest(each, failing), reserve, demand));
    }

    template <portfolio_like Capacities, std::integral K = int>
        requires detail::fits_double<amount_in<Capacities>>
    [[nodiscard]] estimate operator()(Capacities const& capacities, double demand, K k = 1, double reserve = 0) const
    {
        auto const failing = check(demand, k, reserve);
        auto const why = detail::without_flow(capacities);
        if (why != reason::defined && why != reason::no_flow && !detail::is_open(capacities)) {
            return estimate::without(why);
        }
        if (demand <= 0) {
            return estimate::without(reason::zero_divisor);
        }
        auto const& totals = capacities.totals();
        auto each = std::vector<double>{};
        for (auto const& amount : capacities.amounts()) {
            each.push_back(static_cast<double>(amount));
        }
        if (detail::is_open(capacities)) { // a source of unknown capacity adds something or nothing
            for (auto const& one : detail::unknown_in(capacities)) {
                each.push_back(static_cast<double>(one.amount));
            }
            return estimate::within({ratio(without_largest(each, failing), reserve, demand), infinity},
                                    reason::unknown_amount);
        }
        if (totals.unattributed.hi == 0 || failing == 0) {
            each.push_back(detail::scaled(totals.unattributed.value(), totals.exponent));
            return estimate::of(ratio(without_largest(each, failing), reserve, demand));
        }
        auto const held = estimate_of(capacities, concentration_ratio(failing));
        auto const left = [&](double share) {
            auto const whole = detail::scaled(totals.whole().value(), totals.exponent);
            return ratio({detail::two_product((std::min)(whole, 0x1p440), 1 - share)}, reserve, demand);
        };
        auto const bounds = interval{left(held.bounds.high), left(held.bounds.low)};
        return bounds.is_point() ? estimate::of(bounds.low) : estimate::within(bounds, held.why);
    }

private:
    template <std::integral K>
    [[nodiscard]] static std::size_t check(double demand, K k, double reserve)
    {
        check_demand(demand, "n_minus");
        if (k < K{}) {
            throw invalid_parameter{"n_minus", "k", static_cast<double>(k), "at least 0"};
        }
        if (!(reserve >= 0 && reserve <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"n_minus", "reserve", reserve, "finite and not negative"};
        }
        return static_cast<std::size_t>(k);
    }

    /// The sum of all but the k largest.
    [[nodiscard]] static detail::twofold without_largest(std::vector<double>& each, std::size_t k)
    {
        std::sort(each.begin(), each.end());
        auto sum = detail::running_sum{};
        for (std::size_t i = 0; i + (std::min)(k, each.size()) < each.size(); ++i) {
            sum.add(each[i]);
        }
        return sum.value();
    }

    [[nodiscard]] static double ratio(detail::twofold left, double reserve, double demand)
    {
        return (left + reserve) / detail::twofold{demand};
    }
};

struct n_minus_gas_measure {
    [[nodiscard]] estimate operator()(gas_supply const& of) const
    {
        auto const categories = std::array{of.entry, of.production, of.storage, of.lng};
        constexpr auto names = std::array<std::string_view, 4>{"entry", "production", "storage", "lng"};
        for (std::size_t i = 0; i < categories.size(); ++i) {
            check(names[i], categories[i]);
        }
        check("largest", of.largest);
        if (of.demand) {
            check_demand(*of.demand, "n_minus_gas");
        }
        check("demand_side", of.demand_side);
        if (of.demand && *of.demand > 0 && !(of.demand_side < *of.demand)) {
            throw invalid_parameter{"n_minus_gas", "demand_side", of.demand_side,
                                    "less than the demand, " + detail::number_text(*of.demand)};
        }
        auto sum = detail::running_sum{};
        auto most = 0.0;
        auto all_known = true;
        for (auto const& category : categories) {
            sum.add(category.value_or(0));
            most = (std::max)(most, category.value_or(0));
            all_known = all_known && category;
        }
        if (all_known && of.largest && *of.largest > most) {
            throw invalid_parameter{"n_minus_gas", "largest", *of.largest,
                                    "at most the largest of the four capacities, " + detail::number_text(most)
                                        + ", as it is part of one of them"};
        }
        if (of.demand && *of.demand <= 0) {
            return estimate::without(reason::zero_divisor);
        }
        auto const known = sum.value();
        auto const without = [&](double failing) { return (known - detail::twofold{failing}); };
        auto const divided = [&](detail::twofold left) {
            return left / (detail::twofold{*of.demand} - detail::twofold{of.demand_side});
        };
        if (all_known && of.largest && of.demand) {
            return estimate::of(divided(without(*of.largest)));
        }
        if (!of.demand) {
            return estimate::within({0, infinity}, reason::unknown_part);
        }
        // a capacity that is not known is at least that of the largest infrastructure, where no other category holds it
        auto const low = !of.largest          ? divided(without(all_known ? most : (std::min)(most, known.value())))
                         : *of.largest > most ? divided(known)
                                              : divided(without(*of.largest));
        return estimate::within({low, all_known ? divided(known) : infinity}, reason::unknown_part);
    }

private:
    static void check(std::string_view name, std::optional<double> const& value)
    {
        if (value && !(*value >= 0 && *value <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"n_minus_gas", name, *value, "finite and not negative"};
        }
    }
};

} // namespace scenario_detail

/// N-1: what is left of the supply when the largest sources fail, relative to demand: (sum of the capacities - the k
/// largest + reserve) / demand.
///
/// `n_minus(capacities, demand, k, reserve)`, k 1 and the reserve 0 unless they are given. The capacities are a range
/// of numbers, one for each pipe, or a portfolio, which sums what has the same identifier: by operator or by supplier
/// instead of by pipe. The two answer different questions, and both are asked. Range [0, infinity); 1 or more passes.
/// Passing for k = 1 says nothing about a second failure. Undefined where the demand is 0 or less, and without
/// capacities. `n_minus.bound(...)` gives the interval where part of the capacities is not attributed or not known, and
/// `n_minus.why_undefined(...)` the reason. Costs a sort.
/// @throws invalid_amount for a capacity, invalid_parameter for a reserve that is negative, infinite or NaN, for a
/// negative k, and for a demand that is infinite or NaN
/// Source: the N-1 criterion of power and gas networks; the form for k sources is defined by this library.
inline constexpr detail::estimate_fn<scenario_detail::n_minus_measure> n_minus{};

/// The infrastructure standard of the European Union for gas: (EP + P + S + LNG - I) / (D_max - D_eff).
///
/// `n_minus_gas({.entry = 30, .production = 5, .storage = 20, .lng = 10, .largest = 25, .demand = 45})`, a
/// `gas_supply`. A ratio and not percent. Range [0, infinity); 1 or more passes. Undefined where the demand is 0 or
/// less, and where a figure is not known; `n_minus_gas.bound(supply)` gives the interval,
/// `n_minus_gas.why_undefined(supply)` the reason.
/// @throws invalid_parameter for a figure that is negative, infinite or NaN, for a largest infrastructure that is
/// larger than each of the four capacities, and for a demand side that is not less than the demand
/// Source: Regulation (EU) 2017/1938, Annex II; before, Regulation (EU) 994/2010, Annex I.
inline constexpr supply_detail::figures_fn<scenario_detail::n_minus_gas_measure, gas_supply> n_minus_gas{};

} // namespace equipoise
