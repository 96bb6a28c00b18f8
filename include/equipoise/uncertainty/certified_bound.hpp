// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>
#include <equipoise/uncertainty/completion.hpp>
#include <equipoise/uncertainty/detail/range_bounds.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <concepts>

/// The interval of an index where amounts are known within ranges, with the amounts that attain its ends:
/// `certified_bound`.
namespace equipoise {

namespace uncertainty_detail {

/// A rule that tells its interval over ranges of amounts, and whether the ends are attained, by itself.
template <class Rule, class Flows>
concept certifies_itself = requires(Rule const& rule, Flows const& flows) {
    { rule.certified(flows) } -> std::same_as<certified_interval>;
};

struct certified_bound_fn {
    template <interval_portfolio_like Flows, class Rule>
        requires bounded_over_ranges<Rule>
    [[nodiscard]] certified_interval operator()(Flows const& flows, index_fn<Rule> const& index,
                                                bound_limits const& limits = {}) const
    {
        return range_bounds<Rule>{index.rule, flows.view(), limits}.find();
    }

    /// Without a search, so that there is nothing to limit.
    template <interval_portfolio_like Flows, class Rule>
        requires certifies_itself<Rule, Flows>
    [[nodiscard]] certified_interval operator()(Flows const& flows, index_fn<Rule> const& index,
                                                bound_limits const& = {}) const
    {
        return index.rule.certified(flows);
    }

    /// For a pipe: `flows | certified_bound(index)`.
    template <class Rule>
    [[nodiscard]] constexpr auto operator()(index_fn<Rule> const& index, bound_limits const& limits = {}) const
    {
        return detail::piped{[=](auto const& flows)
                                 requires std::invocable<certified_bound_fn const&, decltype(flows),
                                                         index_fn<Rule> const&, bound_limits const&>
                             { return certified_bound_fn{}(flows, index, limits); }};
    }

    template <class Rule, interval_portfolio_like Flows>
    void operator()(index_fn<Rule>, Flows const&) const EQUIPOISE_REFUSED("flows first: certified_bound(flows, hhi)");
};

} // namespace uncertainty_detail

/// The interval of an index of ranges, with the amounts that attain its ends, `certified_bound(flows, index)` or
/// `certified_bound(flows, index, bound_limits{...})`; in a pipe `flows | certified_bound(index)`, with the limits
/// after the index.
///
/// The result is a `certified_interval`; its `bounds` are `bound(flows, index)`. The amounts may be anywhere in their
/// ranges, whatever the others are, as far as a declared total allows. The interval always holds every value that the
/// index has there, up to the rounding of the index itself. Its ends are
///
/// - exact for `exposure`, `first_round`, `third_neighbor_share`, `tilt` and `log_ratio`, of which no amounts are told,
///   unless `listing::largest` allows partners that are not listed less than their share of the ranges;
/// - exact for `hhi` and what depends on it and n alone, for `shannon`, `theil`, `hill`, `hannah_kay`, `renyi`,
///   `tsallis` and other indices of an order up to 16, and for `berger_parker` and `concentration_ratio`; for an order
///   q from 16 to 800 where L^q is above 2^-800, L being the largest low end divided by the largest high end: for q =
///   50 where that is at least 1/65536, for q = 300 where it is at least 1/6;
/// - exact at the even end, and outer at the uneven end, for every other index that concentration only raises or only
///   lowers, for higher orders, and where a total narrows the amounts of many partners: `gap` tells how far the end may
///   be from what is attained. Up to 20 partners with ranges, all corners are tried where no total is known.
///
/// The even end takes O(n log n), with an index that is evaluated about a hundred times where there is no closed form.
/// The uneven end is found by branch and bound, which mostly needs a few dozen steps, and is stopped by
/// `bound_limits`; what is left open then is in `gap`, and the interval still holds all values. An end that only
/// infinite amounts, or infinitely many partners, would attain is its limit.
///
/// Where all low ends are 0, the interval holds for totals above 0. Undefined, both ends NaN, where the index is for
/// all amounts (`why`): without partners or flow, for n = 1 where the index has no value. An index that counts partners
/// is undefined where some may be missing, as is one over the `positive` partners where their number is not known.
/// @throws invalid_parameter as the index does
/// Source: defined by this library, with Marshall, Olkin and Arnold (2011), Inequalities, for the corners and the most
/// even amounts; Dinkelbach (1967), On nonlinear fractional programming, for the shares of the largest.
inline constexpr uncertainty_detail::certified_bound_fn certified_bound{};

} // namespace equipoise
