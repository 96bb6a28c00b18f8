// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/detail/open_total.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

/// The partners that remain when one of them is set aside: how concentrated they are, and how many.
///
///     hhi_without(flows, power)           (H - s^2) / (1 - s)^2
///     alternative_partners(flows, power)  (1 - s)^2 / (H - s^2)
namespace equipoise {

namespace exposure_detail {

/// What can be said of the other partners than a party where unknown amounts leave the total open.
struct open_others {
    interval concentration{undefined, undefined}; ///< their HHI
    bool some_unknown = false;
    bool has_flow = false; ///< whether something is known to flow
};

/// What is with other partners than a party, in units of the totals: the sum of their listed amounts, and how much of
/// the unattributed part of the total is theirs at least and at most.
struct remaining_partners {
    detail::twofold listed;
    detail::twofold squares; ///< sum of the squares of the listed amounts, in units of 2^(2 exponent)
    double least;
    double most;
    double cap;       ///< the most that one of them that is not listed may hold
    int exponent = 0; ///< suits their own amounts, which may be small relative to those of the party set aside

    template <portfolio_like Flows, party Party>
    [[nodiscard]] static remaining_partners without(Party const& who, Flows const& flows)
    {
        auto const excluded = detail::members(who);
        auto const unattributed = flows.totals().unattributed.value();
        auto const part = holding_of(flows, who);
        auto largest = unattributed;
        auto const for_each = [&](auto visit) {
            for (std::size_t i = 0; i < flows.size(); ++i) {
                if (std::find(excluded.begin(), excluded.end(), flows.ids()[i]) == excluded.end()) {
                    visit(flows.scaled(i));
                }
            }
        };
        auto sum = detail::running_sum{};
        for_each([&](double x) {
            sum.add(x);
            largest = (std::max)(largest, x);
        });
        auto const exponent = detail::scale_for(largest);
        auto squares = detail::running_sum{};
        for_each([&](double x) {
            x = detail::scaled(x, -exponent);
            squares.add(detail::two_product(x, x));
        });
        return {sum.value(),
                squares.value(),
                unattributed - part.hidden,
                unattributed - part.at_least,
                uncertainty_detail::hidden_cap(flows),
                exponent};
    }

    /// The HHI of the others is known where none of them is unknown, even if the party is.
    template <portfolio_like Flows, party Party>
    [[nodiscard]] static open_others where_open(Party const& who, Flows const& flows)
    {
        auto const exponent = flows.totals().exponent;
        auto amounts = std::vector<double>{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            if (!has_member(who, flows.ids()[i])) {
                amounts.push_back(flows.scaled(i, exponent));
            }
        }
        auto at_least = std::vector<double>(detail::unnamed_in(flows));
        for (auto const& each : detail::unknown_in(flows)) {
            if (!has_member(who, each.id)) {
                at_least.push_back(detail::known_part_of(flows, each, exponent));
            }
        }
        auto const sums = detail::listed_totals<double>(amounts);
        if (at_least.empty()) {
            auto const value = hhi(amounts);
            return {{value, value}, false, sums.largest > 0};
        }
        for (auto& amount : at_least) {
            amount = detail::scaled(amount, -sums.exponent);
        }
        auto in_units = amounts;
        for (auto& amount : in_units) {
            amount = detail::scaled(amount, -sums.exponent);
        }
        auto const open = uncertainty_detail::open_amounts::of(in_units, sums, std::move(at_least));
        return {uncertainty_detail::open_interval(hhi.rule, amounts, open), true, open.most > 0};
    }

    [[nodiscard]] detail::twofold low() const { return listed + detail::twofold{least}; }
    [[nodiscard]] detail::twofold high() const { return listed + detail::twofold{most}; }

    /// Their HHI. It is lowest where the unattributed part is spread over infinitely many of them, and highest where as
    /// few of them as possible hold it; for this end, the least and the most that may be theirs are both tried. NaN
    /// where nothing can be theirs.
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
        auto const full_steps = holds_many_caps() ? 0 : std::ceil(least / cap);
        for (auto const theirs : {least, (std::min)(most, full_steps * cap), most}) {
            highest = theirs < least ? highest : (std::max)(highest, highest_concentration(theirs));
        }
        auto const lowest = squares / square(high());
        return {detail::at_most_one(lowest), detail::at_most_one((std::max)(lowest, highest))};
    }

    /// Their effective number, 1 over their HHI; 0 where nothing can be theirs.
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
        auto const largest_number =
            squares.hi == 0 ? std::numeric_limits<double>::infinity() : square(high()) / squares;
        return {fewest, (std::max)(fewest, largest_number)};
    }

private:
    /// Whether the unattributed part is so large relative to the cap that whole partners need not be counted.
    [[nodiscard]] bool holds_many_caps() const { return cap <= 0x1p-40 * most; }

    /// x^2, in the units of `squares`.
    [[nodiscard]] detail::twofold square(detail::twofold x) const
    {
        auto const in_units = detail::scaled(x, -exponent);
        return in_units * in_units;
    }

    /// The largest HHI where `theirs` of the unattributed part is with the remaining partners.
    [[nodiscard]] double highest_concentration(double theirs) const
    {
        auto const whole = (listed + detail::twofold{theirs}).value();
        return whole == 0 ? 0 : (squares + hidden_squares(theirs)) / square({whole});
    }

    /// The largest sum of squares of parts of an amount, each at most `cap`: as many parts of `cap` as fit, and one for
    /// the remainder, which is neglected when there are very many.
    [[nodiscard]] detail::twofold hidden_squares(double theirs) const
    {
        if (holds_many_caps()) {
            return detail::twofold{detail::scaled(theirs, -exponent)}
                   * detail::scaled((std::min)(cap, theirs), -exponent);
        }
        auto const full = std::floor(theirs / cap);
        return square({cap}) * full + square({(std::max)(0.0, theirs - detail::rounded(full * cap))});
    }
};

struct hhi_without_form {
    static constexpr facts about{.name = "hhi_without",
                                 .symbol = "H'",
                                 .formula = "(H - s^2) / (1 - s)^2",
                                 .source = "Panargus, International Sovereignty Index (2026), for the largest supplier",
                                 .ignores_zeros = true};
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static estimate of(open_others const& others)
    {
        return others.some_unknown ? estimate::within(others.concentration, reason::unknown_amount)
               : others.has_flow   ? estimate::of(others.concentration.low)
                                   : estimate::without(reason::no_flow);
    }
    [[nodiscard]] static estimate of(remaining_partners const& remaining)
    {
        return estimate::within(remaining.concentration(), remaining.high().hi == 0 ? reason::no_flow
                                                           : remaining.most != 0    ? reason::unattributed
                                                                                    : reason::defined);
    }
};

struct alternative_partners_form {
    static constexpr facts about{.name = "alternative_partners",
                                 .symbol = "A_j",
                                 .formula = "(1 - s)^2 / (H - s^2)",
                                 .source = "defined by this library after Gartzke and Westerwinter (2016)",
                                 .ignores_zeros = true};
    [[nodiscard]] static constexpr interval range(double n) { return {0, n}; }
    [[nodiscard]] static estimate of(open_others const& others)
    {
        auto const fewest = others.has_flow ? 1 / others.concentration.high : 0;
        return others.some_unknown ? estimate::within({fewest, 1 / others.concentration.low}, reason::unknown_amount)
                                   : estimate::of(fewest);
    }
    [[nodiscard]] static estimate of(remaining_partners const& remaining)
    {
        return estimate::within(remaining.effective_number(),
                                remaining.most != 0 ? reason::unattributed : reason::defined);
    }
};

/// A measure of the partners that remain when a power is set aside; `Form` computes it from `remaining_partners`.
template <party Power, class Form>
struct others_rule {
    static constexpr facts about = Form::about;
    Power power;

    [[nodiscard]] static constexpr interval range(double n) { return Form::range(n); }

    template <portfolio_like Flows>
        requires party_in<Power, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = without_share(flows, power); why != reason::defined) {
            return estimate::without(why);
        }
        if (detail::is_open(flows)) {
            return Form::of(remaining_partners::where_open(power, flows));
        }
        return Form::of(remaining_partners::without(power, flows));
    }
};

template <class Form>
struct make_others {
    template <party Power>
    [[nodiscard]] others_rule<Power, Form> operator()(Power power) const
    {
        return {std::move(power)};
    }

    template <class... Arguments>
    static constexpr bool mistaken = detail::has_state_as_power<Arguments...>;
};

} // namespace exposure_detail

/// HHI of the remaining partners once one is lost and the others grow in proportion: (H - s^2) / (1 - s)^2, computed
/// from the amounts of the others.
///
/// Called as `hhi_without(flows, russia)` or `hhi_without(russia)(flows)`; the argument is an identifier or a `bloc`.
/// Range [0, 1]; it may be higher or lower than the HHI of all partners. Undefined without flow, when no flow remains,
/// and when a part of the total is not attributed to partners; `bound(flows, hhi_without(russia))` then gives the
/// interval. Linear in the number of partners.
/// Source: Panargus, International Sovereignty Index (2026), for the largest supplier.
inline constexpr family_fn<exposure_detail::make_others<exposure_detail::hhi_without_form>> hhi_without{};

/// Alternative partners: the effective number of partners that a state has besides a power, 1 over the HHI of the
/// others.
///
/// Called as `alternative_partners(flows, china)` or `alternative_partners(china)(flows)`; the argument is an
/// identifier or a `bloc`. Range [0, n - 1]; lower means fewer alternatives; 0 when there is no other partner.
/// Undefined without flow and when a part of the total is not attributed to partners; `bound` then gives the interval,
/// whose upper end is infinite where infinitely many partners may hold all that is not with the power. Linear in the
/// number of partners. Source: defined by this library, `hhi_without` as a number of partners, for the alternative
/// partners of Gartzke and Westerwinter (2016), The Complex Structure of Commercial Peace, whose own measure was not
/// consulted.
inline constexpr family_fn<exposure_detail::make_others<exposure_detail::alternative_partners_form>>
    alternative_partners{};

} // namespace equipoise
