// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

/// A state between great powers: how it leans, how evenly it holds both, what lies beyond them.
namespace equipoise {

namespace balancing_detail {

[[nodiscard]] constexpr double tilt_of(detail::twofold a, detail::twofold b) noexcept
{
    return (a - b) / (a + b);
}

/// Two powers are two: a state that belongs to both would be weighed against itself.
template <detail::party A, detail::party B>
constexpr void refuse_common_member(std::string_view index, A const& a, B const& b)
{
    for (auto const& one : detail::members(a)) {
        for (auto const& other : detail::members(b)) {
            if constexpr (std::equality_comparable_with<decltype(one), decltype(other)>) {
                if (one == other) {
                    throw invalid_parameter{index, "pole of " + text_of(one), "named twice", "one of them alone"};
                }
            }
        }
    }
}

/// What two powers hold of a state's flows, and why that cannot be told. Where nothing is hidden, in units that suit
/// the two, so that their ratio keeps its digits beside any third power.
struct two_holdings {
    exposure_detail::holding a{};
    exposure_detail::holding b{};
    reason why = reason::defined;
    int exponent = 0; ///< of the unit

    /// In other units, such as those of the totals.
    [[nodiscard]] constexpr two_holdings in_units(int of) const noexcept
    {
        if (of == exponent) {
            return *this;
        }
        auto const power = exponent - of;
        return {{detail::scaled(a.listed, power), detail::scaled(a.hidden, power)},
                {detail::scaled(b.listed, power), detail::scaled(b.hidden, power)},
                why,
                of};
    }

    [[nodiscard]] constexpr detail::twofold most_a() const noexcept { return a.listed + a.hidden; }
    [[nodiscard]] constexpr detail::twofold most_b() const noexcept { return b.listed + b.hidden; }
    [[nodiscard]] constexpr bool without_pole() const noexcept { return most_a().hi == 0 && most_b().hi == 0; }
};

template <portfolio_like Flows, detail::party A, detail::party B>
[[nodiscard]] two_holdings held_by_two(Flows const& flows, A const& a, B const& b)
{
    if (auto const why = detail::without_flow(flows); why != reason::defined) {
        return {{}, {}, why};
    }
    auto result = two_holdings{exposure_detail::holding_of(flows, a), exposure_detail::holding_of(flows, b),
                               reason::defined, flows.totals().exponent};
    if (result.a.hidden != 0 || result.b.hidden != 0) {
        result.why = reason::not_listed;
    } else if (result.exponent != 0 || (std::max)(result.a.listed.hi, result.b.listed.hi) < 0x1p-100) {
        result.exponent = exposure_detail::own_exponent(flows, a, b);
        result.a.listed = exposure_detail::listed_in(flows, a, result.exponent);
        result.b.listed = exposure_detail::listed_in(flows, b, result.exponent);
    }
    return result;
}

/// An index of what two powers hold; the form says what it makes of that.
template <class Form, detail::party A, detail::party B>
struct two_pole_rule {
    static constexpr facts about = Form::about;
    A a;
    B b;

    [[nodiscard]] static constexpr interval range(double) { return Form::range; }

    template <portfolio_like Flows>
        requires detail::party_in<A, Flows> && detail::party_in<B, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        auto const both = held_by_two(flows, a, b);
        return both.why != reason::defined ? outcome{both.why} : Form::of(both, flows.totals());
    }

    template <portfolio_like Flows>
        requires detail::party_in<A, Flows> && detail::party_in<B, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        auto const both = held_by_two(flows, a, b);
        return detail::without_flow(flows) != reason::defined ? interval{undefined, undefined}
                                                              : Form::bound(both, flows.totals());
    }
};

template <class Form>
struct make_two_pole {
    template <detail::party A, detail::party B>
    [[nodiscard]] constexpr two_pole_rule<Form, A, B> operator()(A a, B b) const
    {
        refuse_common_member(Form::about.name, a, b);
        return {std::move(a), std::move(b)};
    }
};

struct tilt_form {
    static constexpr facts about{
        "tilt", "tau", "(a - b) / (a + b)", "defined by this library", concentrating::neither, replicating::changes,
        true};
    static constexpr interval range{-1, 1};

    [[nodiscard]] static outcome of(two_holdings const& both, detail::totals const&)
    {
        return both.without_pole() ? outcome{reason::no_pole} : outcome{tilt_of(both.a.listed, both.b.listed)};
    }

    [[nodiscard]] static interval bound(two_holdings const& both, detail::totals const&)
    {
        if (both.without_pole()) {
            return {undefined, undefined};
        }
        // where one side may be nothing at all, the other needs but a trace to pull the tilt to its end
        return {both.most_b().hi == 0 ? 1 : tilt_of(both.a.listed, both.most_b()),
                both.most_a().hi == 0 ? -1 : tilt_of(both.most_a(), both.b.listed)};
    }
};

struct coverage_balance_form {
    static constexpr facts about{
        "coverage_balance",   "B", "2 min(a, b)", "defined by this library", concentrating::neither,
        replicating::changes, true};
    static constexpr interval range{0, 1};

    [[nodiscard]] static outcome of(two_holdings const& held_by_both, detail::totals const& sums)
    {
        auto const both = held_by_both.in_units(sums.exponent);
        auto const whole = sums.whole();
        return detail::at_most_one(2 * (std::min)(both.a.listed / whole, both.b.listed / whole));
    }

    [[nodiscard]] static interval bound(two_holdings const& held_by_both, detail::totals const& sums)
    {
        auto const both = held_by_both.in_units(sums.exponent);
        auto const whole = sums.whole();
        auto const shared = both.a.listed + both.b.listed + sums.unattributed; // the rest serves but one of them
        return {
            of(both, sums).value,
            detail::at_most_one(2 * (std::min)({both.most_a() / whole, both.most_b() / whole, shared / whole / 2}))};
    }
};

/// What listed partners beyond the poles hold, in units of the totals.
template <portfolio_like Flows, class Id>
[[nodiscard]] detail::twofold held_beyond(Flows const& flows, bloc<Id> const& poles)
{
    auto sum = detail::running_sum{};
    for (std::size_t i = 0; i < flows.size(); ++i) {
        if (!poles.contains(flows.ids()[i])) {
            sum.add(flows.scaled(i));
        }
    }
    return sum.value();
}

template <class Id>
struct third_neighbor_share_rule {
    static constexpr facts about{
        "third_neighbor_share", "T", "1 - sum of p_j over the poles", "defined by this library", concentrating::neither,
        replicating::changes,   true};
    bloc<Id> poles;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        return exposure_detail::holding_of(flows, poles).hidden != 0
                   ? outcome{reason::not_listed}
                   : outcome{detail::at_most_one(beyond(flows) / flows.totals().whole())};
    }

    template <portfolio_like Flows>
        requires detail::party_in<bloc<Id>, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        if (detail::without_flow(flows) != reason::defined) {
            return {undefined, undefined};
        }
        auto const whole = flows.totals().whole();
        auto const least = beyond(flows) - detail::twofold{exposure_detail::holding_of(flows, poles).hidden};
        return {(std::max)(0.0, detail::at_most_one(least / whole)), detail::at_most_one(beyond(flows) / whole)};
    }

private:
    template <class Flows>
    [[nodiscard]] detail::twofold beyond(Flows const& flows) const
    {
        return held_beyond(flows, poles) + flows.totals().unattributed;
    }
};

struct make_third_neighbor_share {
    template <class Id>
    [[nodiscard]] constexpr third_neighbor_share_rule<Id> operator()(bloc<Id> poles) const
    {
        return {std::move(poles)};
    }

    template <identifier Id>
    [[nodiscard]] constexpr third_neighbor_share_rule<Id> operator()(Id pole) const
    {
        return {bloc<Id>{std::move(pole)}};
    }
};

} // namespace balancing_detail

/// Tilt between two powers: (a - b) / (a + b), a and b the flows with each; +1 = all with a, -1 = all with b.
///
/// `tilt(flows, china, russia)` or `tilt(china, russia)(flows)`; powers are identifiers or blocs. Range [-1, 1].
/// Undefined without flow, with neither power, or when a power is not listed while part of the total is
/// unattributed: `bound` gives the interval. A tilt of 0 says equidistant, not engaged: see `coverage_balance`.
/// Source: defined by this library as the two-pole form of the trade balance's (x - m) / (x + m).
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::tilt_form>> tilt{};

/// Balance of two powers with coverage: 2 min(a, b), a and b shares of the whole.
///
/// Range [0, 1]; 1 only if each power holds half of the whole, 0 if one holds nothing. Undefined as for `exposure`.
/// Source: defined by this library, to tell the equidistant from the disengaged, which a tilt of 0 does not.
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::coverage_balance_form>> coverage_balance{};

/// Share of the flows beyond the poles: 1 - sum of p_j over the poles.
///
/// `third_neighbor_share(flows, bloc{china, russia})`, a bloc of all poles or a single one; `among.all()` is that of
/// `poles`. Range [0, 1], up = more room. Undefined as for `exposure`; `bound` gives the interval. See also
/// `third_neighbors`.
/// Source: defined by this library, after Mongolia's "third neighbour" policy.
inline constexpr family_fn<balancing_detail::make_third_neighbor_share> third_neighbor_share{};

} // namespace equipoise
