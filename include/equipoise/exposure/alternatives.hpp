// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/exposure/shares.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

/// Those who are left when a partner is set aside: how concentrated they are, and how many.
namespace equipoise {

namespace exposure_detail {

/// What belongs to others than some states, in units of the totals: what is listed, and how much more there is at
/// least and at most.
struct other_partners {
    detail::twofold listed;
    detail::twofold squares; ///< of what is listed, in units of 2^power
    double least;
    double most;
    double cap;    ///< the most that one of them who is not listed may hold
    int power = 0; ///< a scale for their own amounts, small as they may be beside those of the states set aside

    template <portfolio_like Flows, detail::party Party>
    [[nodiscard]] static other_partners than(Party const& who, Flows const& flows)
    {
        auto const apart = detail::members(who);
        auto const rest = flows.totals().unattributed.value();
        auto largest = rest;
        auto const for_each = [&](auto visit) {
            for (std::size_t i = 0; i < flows.size(); ++i) {
                if (std::find(apart.begin(), apart.end(), flows.ids()[i]) == apart.end()) {
                    visit(flows.scaled(i));
                }
            }
        };
        auto sum = detail::running_sum{};
        for_each([&](double x) {
            sum.add(x);
            largest = (std::max)(largest, x);
        });
        auto const power = detail::scale_for(largest);
        auto squares = detail::running_sum{};
        for_each([&](double x) {
            x = detail::scaled(x, -power);
            squares.add(detail::two_product(x, x));
        });
        return {
            sum.value(), squares.value(), rest - held(flows, who).hidden, rest, uncertainty_detail::hidden_cap(flows),
            power};
    }

    [[nodiscard]] detail::twofold low() const { return listed + detail::twofold{least}; }
    [[nodiscard]] detail::twofold high() const { return listed + detail::twofold{most}; }

    /// Their HHI: lowest with the rest spread among them without number, highest with it held by as few as can be and
    /// either as little or as much of it theirs as can be. NaN when there are none for sure.
    [[nodiscard]] interval concentration() const
    {
        if (high().hi == 0) {
            return {undefined, undefined};
        }
        if (most == 0) {
            auto const value = detail::at_most_one(squares / square(listed));
            return {value, value};
        }
        auto highest = 0.0;
        auto const full_steps = cap > 0x1p-40 * most ? std::ceil(least / cap) : 0;
        for (auto const theirs : {least, (std::min)(most, full_steps * cap), most}) {
            highest = theirs < least ? highest : (std::max)(highest, uneven(theirs));
        }
        auto const lowest = squares / square(high());
        return {detail::at_most_one(lowest), detail::at_most_one((std::max)(lowest, highest))};
    }

    /// How many of them there are in effect, 1 over their HHI; none when there are none for sure.
    [[nodiscard]] interval effective_number() const
    {
        if (high().hi == 0) {
            return {0, 0};
        }
        if (most == 0) {
            auto const value = square(listed) / squares;
            return {value, value};
        }
        auto const fewest = low().hi == 0 ? 0 : 1 / concentration().high;
        auto const most_of_them = squares.hi == 0 ? std::numeric_limits<double>::infinity() : square(high()) / squares;
        return {fewest, (std::max)(fewest, most_of_them)};
    }

private:
    /// In the units of `squares`.
    [[nodiscard]] detail::twofold square(detail::twofold x) const
    {
        auto const in_units = detail::scaled(x, -power);
        return in_units * in_units;
    }

    [[nodiscard]] double uneven(double theirs) const
    {
        auto const whole = (listed + detail::twofold{theirs}).value();
        return whole == 0 ? 0 : (squares + hidden_squares(theirs)) / square({whole});
    }

    /// The largest sum of squares of an amount whose parts are at most `cap` each: full parts and one remainder, which
    /// does not count when the parts are very many.
    [[nodiscard]] detail::twofold hidden_squares(double theirs) const
    {
        if (cap <= 0x1p-40 * most) {
            return detail::twofold{detail::scaled(theirs, -power)} * detail::scaled((std::min)(cap, theirs), -power);
        }
        auto const full = std::floor(theirs / cap);
        return square({cap}) * full + square({(std::max)(0.0, theirs - detail::rounded(full * cap))});
    }
};

struct hhi_without_form {
    static constexpr facts about{"hhi_without",
                                 "H'",
                                 "(H - s^2) / (1 - s)^2",
                                 "Panargus, International Sovereignty Index (2026), for the largest supplier",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static estimate of(other_partners const& rest)
    {
        return estimate::within(rest.concentration(), rest.high().hi == 0 ? reason::no_flow
                                                      : rest.most != 0    ? reason::unattributed
                                                                          : reason::defined);
    }
};

struct alternative_partners_form {
    static constexpr facts about{"alternative_partners",
                                 "A_j",
                                 "(1 - s)^2 / (H - s^2)",
                                 "defined by this library after Gartzke and Westerwinter (2016)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    [[nodiscard]] static constexpr interval range(double n) { return {0, n}; }
    [[nodiscard]] static estimate of(other_partners const& rest)
    {
        return estimate::within(rest.effective_number(), rest.most != 0 ? reason::unattributed : reason::defined);
    }
};

/// A measure of those who are left when a power is set aside.
template <detail::party Power, class Form>
struct others_rule {
    static constexpr facts about = Form::about;
    Power power;

    [[nodiscard]] static constexpr interval range(double n) { return Form::range(n); }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        auto const why = detail::without_flow(flows);
        return why != reason::defined ? outcome{why} : Form::of(other_partners::than(power, flows)).value();
    }

    template <portfolio_like Flows>
        requires detail::party_in<Power, Flows>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        return detail::without_flow(flows) != reason::defined ? interval{undefined, undefined}
                                                              : Form::of(other_partners::than(power, flows)).bounds;
    }
};

template <class Form>
struct make_others {
    template <detail::party Power>
    [[nodiscard]] others_rule<Power, Form> operator()(Power power) const
    {
        return {std::move(power)};
    }
};

} // namespace exposure_detail

/// HHI once a partner is lost and the others grow in proportion: (H - s^2) / (1 - s)^2, from the others' amounts.
///
/// `hhi_without(flows, russia)` or `hhi_without(russia)(flows)`; an identifier or a bloc. Range [0, 1]; it may rise or
/// fall. Undefined without flow, when nothing is left, and when a part of the total is unattributed:
/// `bound(hhi_without(russia), flows)` gives the interval. Linear.
/// Source: Panargus, International Sovereignty Index (2026), for the largest supplier.
inline constexpr family_fn<exposure_detail::make_others<exposure_detail::hhi_without_form>> hhi_without{};

/// Alternative partners: how many partners a state has in effect beside a power, 1 over the HHI of the others.
///
/// `alternative_partners(flows, china)` or `alternative_partners(china)(flows)`; an identifier or a bloc. Range [0,
/// n - 1], down = fewer alternatives; 0 when there is nobody else. Undefined without flow and when a part of the total
/// is unattributed; `bound` gives the interval, infinite where the others may be without number. Linear.
/// Source: defined by this library, `hhi_without` as a number of partners, for the alternative partners of Gartzke and
/// Westerwinter (2016), The Complex Structure of Commercial Peace, whose own measure was not consulted.
inline constexpr family_fn<exposure_detail::make_others<exposure_detail::alternative_partners_form>>
    alternative_partners{};

} // namespace equipoise
