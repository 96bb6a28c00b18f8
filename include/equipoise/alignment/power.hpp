// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/matched_shares.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How power moves between states, and how coalitions and poles share it. `singer_con`, its concentration, is in
/// concentration/herfindahl.hpp, `cinc` in alignment/capability.hpp.
namespace equipoise {

namespace alignment_detail {

/// Amounts in one unit, chosen so that neither sums nor products leave the range of a double.
struct measured_amounts {
    std::vector<double> amounts;
    detail::twofold total;
};

template <class R>
[[nodiscard]] constexpr measured_amounts read_amounts(R& flows, std::string_view index)
{
    auto result = measured_amounts{};
    auto counted = detail::tally{};
    auto proj = ranges::identity{};
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

} // namespace alignment_detail

struct singer_move_fn {
    static constexpr facts about{"singer_move", "MOVE", "sum |s_t - s_(t-1)| / (2 (1 - min s_(t-1)))",
                                 "after Singer, Bremer and Stuckey (1972); primary text not consulted"};

    template <class Before, class After>
        requires amount_range<Before> && amount_range<After>
    [[nodiscard]] constexpr outcome result(Before&& before, After&& after) const
    {
        auto const old = alignment_detail::read_amounts(before, about.name);
        auto const now = alignment_detail::read_amounts(after, about.name);
        if (old.amounts.size() != now.amounts.size()) {
            throw invalid_parameter{about.name, "number of states afterwards", static_cast<double>(now.amounts.size()),
                                    "that before, " + std::to_string(old.amounts.size())};
        }
        if (old.amounts.empty()) {
            return reason::no_partners;
        }
        if (old.total.hi == 0 || now.total.hi == 0) {
            return reason::no_flow;
        }
        if (old.amounts.size() == 1) {
            return reason::single_partner;
        }
        auto const least =
            static_cast<std::size_t>(std::min_element(old.amounts.begin(), old.amounts.end()) - old.amounts.begin());
        auto both = comparison_detail::matched_amounts{};
        for (std::size_t i = 0; i < old.amounts.size(); ++i) {
            both.partners.push_back({now.amounts[i], old.amounts[i]});
        }
        if (both.proportional()) {
            return 0.0;
        }
        auto moved = detail::running_sum{};
        auto others = detail::running_sum{}; // 1 - the smallest share, without cancellation
        for (std::size_t i = 0; i < old.amounts.size(); ++i) {
            auto const gap = now.total * old.amounts[i] - old.total * now.amounts[i];
            moved.add(gap.hi < 0 ? -gap : gap);
            others.add(i == least ? 0 : old.amounts[i]);
        }
        return detail::at_most_one(moved.value() / (now.total * others.value() * 2.0));
    }

    template <class Before, class After>
        requires amount_range<Before> && amount_range<After>
    [[nodiscard]] constexpr double operator()(Before&& before, After&& after) const
    {
        return result(before, after).value;
    }
};

/// Movement of capabilities between two times: MOVE = sum |s_t - s_(t-1)| / (2 (1 - s_min)), s the states' shares.
///
/// Takes the capabilities of the same states in the same order, before and after; shares are taken here. s_min is the
/// smallest share before, so that all power going to the weakest is 1. Range [0, 1], up = more redistribution.
/// Undefined for fewer than two states and when either total is zero. Throws `invalid_amount`, `invalid_parameter`
/// for different numbers of states. Linear. Named as `singer_con`, since `move` is std's.
/// Source: after Singer, Bremer and Stuckey (1972), Capability distribution, uncertainty, and major power war, by the
/// literature; primary text not consulted. That s_min is of the time before is this library's reading.
inline constexpr singer_move_fn singer_move{};

struct coalition_balance_fn {
    static constexpr facts about{"coalition_balance", "B", "min(a, b) / max(a, b)", "defined by this library"};

    /// The capabilities of the members of either side, all in one unit.
    template <class A, class B>
        requires amount_range<A const&> && amount_range<B const&>
                 && std::same_as<amount_t<A const&>, amount_t<B const&>> && ranges::forward_range<A const&>
                 && ranges::forward_range<B const&>
    [[nodiscard]] constexpr outcome result(A const& a, B const& b) const
    {
        using T = amount_t<A const&>;
        auto all = std::vector<T>{};
        auto const append = [&](auto const& side) {
            for (auto it = ranges::begin(side); it != ranges::end(side); ++it) {
                all.push_back(*it);
            }
            return all.size();
        };
        auto const first = append(a);
        append(b);
        auto const read = alignment_detail::read_amounts(all, about.name);
        auto sum_a = detail::running_sum{};
        auto sum_b = detail::running_sum{};
        for (std::size_t i = 0; i < read.amounts.size(); ++i) {
            (i < first ? sum_a : sum_b).add(read.amounts[i]);
        }
        return ratio(sum_a.value(), sum_b.value());
    }

    /// Two coalitions among those whose capabilities a portfolio holds, each a bloc or a single state.
    template <portfolio_like Flows, detail::party A, detail::party B>
        requires detail::party_in<A, Flows> && detail::party_in<B, Flows>
    [[nodiscard]] outcome result(Flows const& capabilities, A const& a, B const& b) const
    {
        for (auto const& one : detail::members(a)) {
            for (auto const& other : detail::members(b)) {
                if (one == other) {
                    throw invalid_parameter{about.name, text_of(one), "in both coalitions", "in one of them"};
                }
            }
        }
        auto const with_a = exposure_detail::holding_of(capabilities, a);
        auto const with_b = exposure_detail::holding_of(capabilities, b);
        if (with_a.hidden != 0 || with_b.hidden != 0) {
            return reason::not_listed;
        }
        auto const exponent = exposure_detail::own_exponent(capabilities, a, b);
        return ratio(exposure_detail::listed_in(capabilities, a, exponent),
                     exposure_detail::listed_in(capabilities, b, exponent));
    }

    template <class A, class B>
        requires amount_range<A const&> && amount_range<B const&>
                 && std::same_as<amount_t<A const&>, amount_t<B const&>> && ranges::forward_range<A const&>
                 && ranges::forward_range<B const&>
    [[nodiscard]] constexpr double operator()(A const& a, B const& b) const
    {
        return result(a, b).value;
    }

    template <portfolio_like Flows, detail::party A, detail::party B>
        requires detail::party_in<A, Flows> && detail::party_in<B, Flows>
    [[nodiscard]] double operator()(Flows const& capabilities, A const& a, B const& b) const
    {
        return result(capabilities, a, b).value;
    }

private:
    [[nodiscard]] static constexpr outcome ratio(detail::twofold a, detail::twofold b)
    {
        auto const a_is_less = (a - b).value() < 0;
        auto const more = a_is_less ? b : a;
        return more.hi == 0 ? outcome{reason::no_flow} : outcome{detail::at_most_one((a_is_less ? a : b) / more)};
    }
};

/// Balance of two coalitions: the weaker's capability over the stronger's, min(a, b) / max(a, b).
///
/// `coalition_balance(a, b)` over the capabilities of the members of each, in one unit; or `coalition_balance(
/// capabilities, a, b)` with a portfolio of states' capabilities and two blocs or states, of which those that it does
/// not list have none. Range [0, 1], 1 = parity. Undefined when neither side has any capability, and when part of the
/// portfolio's total is unattributed and a member is not listed; `why_undefined(coalition_balance, ..)` says which.
/// Throws `invalid_amount`, and `invalid_parameter` for a state in both blocs. Source: defined by this library, as a
/// parity ratio that stays finite.
inline constexpr coalition_balance_fn coalition_balance{};

struct effective_poles_fn {
    template <class Powers>
        requires requires(Powers&& powers) { effective_number(powers); }
    [[nodiscard]] constexpr double operator()(Powers&& powers) const
    {
        return effective_number(powers);
    }

    template <class Powers, class Similarity>
        requires requires(Powers&& powers, Similarity const& similarity) { similar_hill(powers, 2, similarity); }
    [[nodiscard]] constexpr double operator()(Powers&& powers, Similarity const& similarity) const
    {
        return similar_hill(powers, 2, similarity);
    }
};

/// Effective number of poles: 1 / sum s^2, s the great powers' shares of what they have together.
///
/// `effective_poles(capabilities)` is `effective_number`; `effective_poles(capabilities, similarity)` is
/// `similar_hill` of order 2, in which powers that are alike, say by `agreement_similarity`, count as one. Takes the
/// capabilities of the great powers alone: who is one is the caller's to say. Range [1, n], n = as many equal and
/// unlike powers. Undefined cases, errors and cost as for these two. Source: Laakso and Taagepera (1979); Leinster
/// and Cobbold (2012).
inline constexpr effective_poles_fn effective_poles{};

} // namespace equipoise
