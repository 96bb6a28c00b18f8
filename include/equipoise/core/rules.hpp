// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>

/// What an index of your own is made of. `examples/your_own_index.cpp` adds one in twelve lines.
///
/// An index is `index_fn<Rule>{}`, and a rule is a small struct with these members:
///
///     using statistic = rules::squares;             // what it needs to know of the amounts
///     static constexpr facts about{.name = ...};    // name, symbol, formula, source, and how it behaves
///     out_of n = listed;                            // only if the number of partners matters
///     static constexpr interval range(double n);    // its least and its greatest value for n partners
///     constexpr outcome operator()(rules::totals const& sums, rules::squares const& squares) const;
///
/// The call operator returns the value, or a `reason` where the formula has none. It is called only where there is a
/// flow and every part of the total is attributed to a partner; values that rounding moved outside the range are moved
/// back. In return, the index takes ranges, projections, portfolios and ledgers, is evaluated together with others in
/// one pass by `measure`, takes `positive` and `out_of{190}` if it has a member `n`, a `logarithm` if it has a member
/// `unit`, and has an interval (`bound`) if it has no `n` and its facts say that concentration raises or lowers it;
/// over ranges of amounts also if it has an `n`. The tests of the library check the laws that the facts promise
/// (`tests/concentration/laws_test.cpp`) for any rule.
///
/// The interval over ranges of amounts is exact, and found faster, for a rule that states in one of these members what
/// it depends on, besides the number of partners:
///
///     double hill_order() const;                    // on the Hill number of this order alone; NaN if on none
///     std::size_t largest_partners() const;         // on the share of this many of the largest partners alone
namespace equipoise::rules {

/// The sums over all amounts of a list: `whole()` is the total X, `attributed` the part of it that belongs to listed
/// partners, `unattributed` the rest, `listed` and `positive` the numbers of partners. Sums are in units of 2^exponent,
/// which are the same for the statistic, so that quotients need no conversion.
using detail::totals;

/// The statistic of a rule that needs nothing but the totals.
using detail::no_statistic;

/// The sum of the squared amounts: `squares.value()` is a `twofold`.
using detail::squares;

/// A rule that is computed from the amounts alone.
///
/// Its statistic takes the amounts block by block with add(first, count) and, for hypothetical partners, with
/// add(amount, times) and add_infinitesimals(amount), an amount that is spread over infinitely many partners. A
/// statistic whose constant `needs_totals` is true is constructed from the totals and fed in a second pass; any other
/// is fed while the totals are being summed, and rescale(power) multiplies what it holds by 2^power when the unit
/// changes. Optional are finish(), called after the last block, reserve(count), called before the first, and clear(),
/// for a statistic that keeps its memory for the next list. Rules that are evaluated together and have the same
/// statistic share it, unless a rule has a member start(totals), which makes a statistic of its own from the rule's
/// parameters.
using detail::amount_rule;

/// A rule that needs to know who the partners are: its call operator takes the portfolio and returns an `outcome`, or
/// an `estimate` if it can say in which interval the value lies.
using equipoise::partner_rule;

} // namespace equipoise::rules
