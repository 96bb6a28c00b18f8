// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// How power moves between states, and how coalitions and poles share it.
///
///     singer_move        sum |s_t - s_(t-1)| / (2 (1 - min s_(t-1)))
///     coalition_balance  min(a, b) / max(a, b)
///     effective_poles    1 / sum s^2
///
/// `singer_con`, the concentration of power, is in concentration/herfindahl.hpp, `cinc` in alignment/capability.hpp.
namespace equipoise {

namespace alignment_detail {

/// Amounts in a unit in which neither sums nor products of them leave the range of a double.
struct measured_amounts {
    std::vector<double> amounts;
    detail::twofold total;
};

/// @throws invalid_amount in the name of `index`
template <class R, class Proj>
[[nodiscard]] EQUIPOISE_CONSTEXPR measured_amounts read_amounts(R& flows, Proj& proj, std::string_view index)
{
    auto result = measured_amounts{};
    auto counted = detail::tally{};
    detail::for_each_block(flows, proj, [&](double const* first, std::size_t count) {
        static_cast<void>(counted.add(first, count, index, [](int) {}));
        result.amounts.insert(result.amounts.end(), first, first + count);
    });
    auto const totals = counted.result();
    for (auto& amount : result.amounts) {
        amount = detail::scaled(amount, -totals.exponent);
    }
    result.total = totals.attributed;
    return result;
}

struct singer_move_fn {
    static constexpr facts about{.name = "singer_move",
                                 .symbol = "MOVE",
                                 .formula = "sum |s_t - s_(t-1)| / (2 (1 - min s_(t-1)))",
                                 .source = "after Singer, Bremer and Stuckey (1972); primary text not consulted"};

    template <class Before, class After, class Proj = ranges::identity, class AfterProj = ranges::identity>
        requires amount_range<Before, Proj> && amount_range<After, AfterProj>
    [[nodiscard]] constexpr estimate result(Before&& before, After&& after, Proj proj = {},
                                            AfterProj after_proj = {}) const
    {
        auto const old = read_amounts(before, proj, about.name);
        auto const now = read_amounts(after, after_proj, about.name);
        if (old.amounts.size() != now.amounts.size()) {
            throw invalid_parameter{about.name, "number of states afterwards", static_cast<double>(now.amounts.size()),
                                    "that before, " + std::to_string(old.amounts.size())};
        }
        if (old.amounts.empty()) {
            return estimate::without(reason::no_partners);
        }
        if (old.total.hi == 0 || now.total.hi == 0) {
            return estimate::without(reason::no_flow);
        }
        if (old.amounts.size() == 1) {
            return estimate::without(reason::single_partner);
        }
        return estimate::of(movement(old, now));
    }

    template <class Before, class After, class Proj = ranges::identity, class AfterProj = ranges::identity>
        requires amount_range<Before, Proj> && amount_range<After, AfterProj>
    [[nodiscard]] constexpr double operator()(Before&& before, After&& after, Proj proj = {},
                                              AfterProj after_proj = {}) const
    {
        return result(before, after, std::move(proj), std::move(after_proj)).value;
    }

    /// Why the movement is undefined, in words; empty when it is defined.
    template <class Before, class After, class Proj = ranges::identity, class AfterProj = ranges::identity>
        requires amount_range<Before, Proj> && amount_range<After, AfterProj>
    [[nodiscard]] constexpr std::string_view why_undefined(Before&& before, After&& after, Proj proj = {},
                                                           AfterProj after_proj = {}) const
    {
        return words(result(before, after, std::move(proj), std::move(after_proj)).why);
    }

private:
    template <class Measured>
    [[nodiscard]] static constexpr double movement(Measured const& old, Measured const& now)
    {
        if (proportional(old, now)) {
            return 0; // exactly, which sums that round would miss
        }
        auto const least =
            static_cast<std::size_t>(std::min_element(old.amounts.begin(), old.amounts.end()) - old.amounts.begin());
        auto moved = detail::running_sum{};
        auto others = detail::running_sum{}; // 1 - the smallest share, without cancellation
        for (std::size_t i = 0; i < old.amounts.size(); ++i) {
            auto const gap = now.total * old.amounts[i] - old.total * now.amounts[i];
            moved.add(gap.hi < 0 ? -gap : gap);
            others.add(i == least ? 0 : old.amounts[i]);
        }
        return detail::at_most_one(moved.value() / (now.total * others.value() * 2.0));
    }

    /// Whether every state has the same share before and after, compared without rounding.
    template <class Measured>
    [[nodiscard]] static EQUIPOISE_CONSTEXPR bool proportional(Measured const& old, Measured const& now)
    {
        auto both = comparison_detail::matched_amounts{};
        for (std::size_t i = 0; i < old.amounts.size(); ++i) {
            both.partners.push_back({now.amounts[i], old.amounts[i]});
        }
        return both.proportional();
    }
};

struct coalition_balance_measure {
    static constexpr facts about{.name = "coalition_balance",
                                 .symbol = "B",
                                 .formula = "min(a, b) / max(a, b)",
                                 .source = "defined by this library"};

    /// The capabilities of the members of either side, all in one unit.
    template <class A, class B, class Proj = ranges::identity, class OtherProj = ranges::identity>
        requires amount_range<A const&, Proj const> && amount_range<B const&, OtherProj const>
                 && std::same_as<amount_t<A const&, Proj const>, amount_t<B const&, OtherProj const>>
                 && ranges::forward_range<A const&> && ranges::forward_range<B const&>
    [[nodiscard]] constexpr estimate operator()(A const& a, B const& b, Proj const& proj = {},
                                                OtherProj const& other_proj = {}) const
    {
        auto all = std::vector<amount_t<A const&, Proj const>>{};
        auto const append = [&](auto const& side, auto const& amount_of) {
            for (auto it = ranges::begin(side); it != ranges::end(side); ++it) {
                all.push_back(std::invoke(amount_of, *it));
            }
            return all.size();
        };
        auto const first = append(a, proj);
        append(b, other_proj);
        auto as_they_are = ranges::identity{};
        auto const read = read_amounts(all, as_they_are, about.name);
        auto sum_a = detail::running_sum{};
        auto sum_b = detail::running_sum{};
        for (std::size_t i = 0; i < read.amounts.size(); ++i) {
            (i < first ? sum_a : sum_b).add(read.amounts[i]);
        }
        return balance(sum_a.value(), sum_b.value());
    }

    /// Two coalitions among the states whose capabilities a portfolio holds, each a bloc or a single state.
    template <portfolio_like Flows, party A, party B>
        requires party_in<A, Flows> && party_in<B, Flows>
    [[nodiscard]] estimate operator()(Flows const& capabilities, A const& a, B const& b) const
    {
        for (auto const& one : detail::members(a)) {
            for (auto const& other : detail::members(b)) {
                if (one == other) {
                    throw invalid_parameter{about.name, text_of(one) + " belongs to both coalitions"};
                }
            }
        }
        auto const of_a = exposure_detail::holding_of(capabilities, a);
        auto const of_b = exposure_detail::holding_of(capabilities, b);
        if (of_a.hidden != 0 || of_b.hidden != 0) {
            return estimate::within(range_of(of_a, of_b), reason::not_listed);
        }
        auto const exponent = exposure_detail::own_exponent(capabilities, a, b);
        return balance(exposure_detail::listed_in(capabilities, a, exponent),
                       exposure_detail::listed_in(capabilities, b, exponent));
    }

private:
    [[nodiscard]] static constexpr double ratio(detail::twofold a, detail::twofold b)
    {
        auto const a_is_less = (a - b).value() < 0;
        return detail::at_most_one(a_is_less ? a / b : b / a);
    }

    [[nodiscard]] static constexpr estimate balance(detail::twofold a, detail::twofold b)
    {
        return a.hi == 0 && b.hi == 0 ? estimate::without(reason::no_flow) : estimate::of(ratio(a, b));
    }

    /// The balance is largest where both have as much, and falls on either side, so that its bounds are its values
    /// where all that is hidden is with one of the two, or 1 where the two may be equal. A coalition without any
    /// capability that may have some is taken to have next to none.
    template <class Holding>
    [[nodiscard]] static constexpr interval range_of(Holding const& a, Holding const& b)
    {
        auto const most_a = a.listed + a.hidden;
        auto const most_b = b.listed + b.hidden;
        auto const at_most_b = most_b.hi == 0 ? 0.0 : ratio(a.listed, most_b);
        auto const at_most_a = most_a.hi == 0 ? 0.0 : ratio(most_a, b.listed);
        auto const may_be_equal = (a.listed - most_b).value() <= 0 && (most_a - b.listed).value() >= 0;
        return {(std::min)(at_most_a, at_most_b), may_be_equal ? 1 : (std::max)(at_most_a, at_most_b)};
    }
};

struct effective_poles_fn {
    template <class Powers, class Proj = ranges::identity>
        requires measurable<std::remove_cvref_t<decltype(effective_number.rule)>, Powers, Proj>
    [[nodiscard]] constexpr double operator()(Powers&& powers, Proj proj = {}) const
    {
        return effective_number(powers, std::move(proj));
    }

    template <class Powers, class Similarity, class... Proj>
        requires(sizeof...(Proj) < 2) && requires(Powers&& powers, Similarity const& similarity, Proj const&... proj) {
            similar_hill(powers, 2, similarity, proj...);
        }
    [[nodiscard]] constexpr double operator()(Powers&& powers, Similarity const& similarity, Proj const&... proj) const
    {
        return similar_hill(powers, 2, similarity, proj...);
    }
};

} // namespace alignment_detail

/// Movement of capabilities between two times: MOVE = sum |s_t - s_(t-1)| / (2 (1 - s_min)), where s are the states'
/// shares and s_min is the smallest share before.
///
/// `singer_move(before, after)` takes the capabilities of the same states in the same order, each with an optional
/// projection: `singer_move(before, after, &row::power, &row::power)`. They need not be shares.
/// Range [0, 1], up = more redistribution, 1 = all power goes to the state that was weakest. Undefined for fewer than
/// two states and when either total is zero. Linear in the states. Its name has an author, as that of `singer_con`,
/// because `move` is a function of the standard library.
/// @throws invalid_amount for a capability that is negative, infinite or NaN
/// @throws invalid_parameter for different numbers of states
/// Source: after Singer, Bremer and Stuckey (1972), Capability distribution, uncertainty, and major power war, by the
/// literature; primary text not consulted. That s_min is of the time before is this library's reading.
inline constexpr alignment_detail::singer_move_fn singer_move{};

/// Balance of two coalitions: the capability of the weaker divided by that of the stronger, min(a, b) / max(a, b).
///
/// `coalition_balance(a, b)` takes the capabilities of the members of each, in one unit, each with an optional
/// projection; `coalition_balance(capabilities, a, b)` a portfolio of states' capabilities and two blocs or states, in
/// which a state that is not listed has none. Range [0, 1], 1 = parity. Undefined when neither side has any capability,
/// and when a member is not listed while part of the portfolio's total is unattributed; `coalition_balance.bound`
/// then gives the exact interval, and `coalition_balance.why_undefined` tells which of the two holds.
/// @throws invalid_amount for a capability that is negative, infinite or NaN
/// @throws invalid_parameter for a state in both coalitions
/// Source: defined by this library, as a parity ratio that stays finite.
inline constexpr detail::estimate_fn<alignment_detail::coalition_balance_measure> coalition_balance{};

/// Effective number of poles: 1 / sum s^2, where s are the great powers' shares of what they have together.
///
/// `effective_poles(capabilities)` is `effective_number`; `effective_poles(capabilities, similarity)` is `similar_hill`
/// of order 2, in which powers that are similar, for instance by `agreement_similarity`, count as one. Takes the
/// capabilities of the great powers alone; which states these are is the caller's decision. Range [1, n], n = as many
/// equal and dissimilar powers. A projection comes last. Undefined cases, errors and cost as for these two.
/// Source: Laakso and Taagepera (1979); Leinster and Cobbold (2012).
inline constexpr alignment_detail::effective_poles_fn effective_poles{};

} // namespace equipoise
