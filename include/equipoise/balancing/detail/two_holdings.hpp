// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/unknown_partners.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

/// What two powers hold of a state's flows.
namespace equipoise::balancing_detail {

[[nodiscard]] constexpr estimate as_estimate(outcome const& known) noexcept
{
    return known.why == reason::defined ? estimate::of(known.value) : estimate::without(known.why);
}

/// What two powers hold of a state's flows, in units of 2^exponent, and the reason where that is not known.
struct two_holdings {
    exposure_detail::holding a{};
    exposure_detail::holding b{};
    reason why = reason::defined;
    int exponent = 0;
    bool is_open = false; ///< whether unknown amounts leave the total open; what is hidden of one is then infinite
    bool others_are_open = false; ///< where it is: whether others may have more than is known
    detail::twofold others{};     ///< what is known to be with others

    /// The same in units of 2^other.
    [[nodiscard]] constexpr two_holdings in_units(int other) const noexcept
    {
        if (other == exponent) {
            return *this;
        }
        auto const power = exponent - other;
        return {{detail::scaled(a.listed, power), detail::scaled(a.hidden, power)},
                {detail::scaled(b.listed, power), detail::scaled(b.hidden, power)},
                why,
                other,
                is_open,
                others_are_open,
                detail::scaled(others, power)};
    }

    [[nodiscard]] constexpr detail::twofold most_a() const noexcept { return most(a); }
    [[nodiscard]] constexpr detail::twofold most_b() const noexcept { return most(b); }
    [[nodiscard]] constexpr bool some_hidden() const noexcept { return a.hidden != 0 || b.hidden != 0; }

private:
    [[nodiscard]] static constexpr detail::twofold most(exposure_detail::holding const& of) noexcept
    {
        return of.hidden <= (std::numeric_limits<double>::max)() ? of.listed + of.hidden : detail::twofold{of.hidden};
    }
};

/// What two powers may hold where amounts are known within ranges.
struct two_ranged {
    exposure_detail::ranged_sum a{};
    exposure_detail::ranged_sum b{};
    reason why = reason::defined;
    bool least_fits = true; ///< whether the least of a and the most of b are possible together
    bool most_fits = true;  ///< and the most of a and the least of b

    template <interval_portfolio_like Flows, party A, party B>
    [[nodiscard]] static two_ranged of(Flows const& flows, A const& a, B const& b)
    {
        for (auto const why : {exposure_detail::without_range(flows, a), exposure_detail::without_range(flows, b)}) {
            if (why != reason::defined) {
                return {.why = why};
            }
        }
        auto lows = std::vector<double>(flows.lows().begin(), flows.lows().end());
        auto highs = std::vector<double>(flows.highs().begin(), flows.highs().end());
        auto const hidden_like_listed = flows.unlisted().high > 0 && flows.declared().listing == listing::largest;
        if (!flows.total() && !hidden_like_listed) {
            // in units of the larger of both, in which their ratio keeps all its digits
            for (std::size_t i = 0; i < lows.size(); ++i) {
                if (!exposure_detail::has_member(a, flows.ids()[i])
                    && !exposure_detail::has_member(b, flows.ids()[i])) {
                    lows[i] = highs[i] = 0;
                }
            }
        }
        auto const box = uncertainty_detail::amount_box::of(lows, highs, flows.declared());
        auto result =
            two_ranged{exposure_detail::parts_of(box, flows, a).party, exposure_detail::parts_of(box, flows, b).party};
        result.why = result.a.high.hi == 0 && result.b.high.hi == 0 ? reason::no_pole : reason::defined;
        if (box.cut()) {
            result.narrow(box, flows, a, b);
        } else {
            result.least_fits = allowed(box, flows, b, a);
            result.most_fits = allowed(box, flows, a, b);
        }
        return result;
    }

    /// Whether amounts attain the least of a measure that rises with a / b. Where b has more than any amount and a has
    /// something for certain, it is a limit.
    [[nodiscard]] bool least_attained() const { return least_fits && !(b.unlimited() && a.low.hi > 0); }
    [[nodiscard]] bool most_attained() const { return most_fits && !(a.unlimited() && b.low.hi > 0); }

    /// The low ends as what is known, and what is above them as what is hidden.
    [[nodiscard]] two_holdings holdings() const { return {{a.low, hidden_of(a)}, {b.low, hidden_of(b)}}; }

private:
    /// Narrows what both have to what a total leaves to them. Then the most of one and the least of the other are
    /// possible together, unless a member that is not listed has a part of what is not.
    template <interval_portfolio_like Flows, party A, party B>
    void narrow(uncertainty_detail::amount_box const& box, Flows const& flows, A const& one, B const& other)
    {
        auto rest = exposure_detail::ranged_running_sum{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const id = flows.ids()[i];
            if (!exposure_detail::has_member(one, id) && !exposure_detail::has_member(other, id)) {
                rest.add(box.lows[i], box.highs[i]);
            }
        }
        rest.add(box.hidden.low, box.hidden.high);
        least_fits = most_fits = box.largest_hidden == uncertainty_detail::amount_box::infinite
                                 || box.hidden.high == 0; // a listing limits what the rest may be
        if (box.hidden.high > 0 && unlisted_of(flows, one) + unlisted_of(flows, other) > 0) {
            least_fits = most_fits = false;
            return;
        }
        auto const others = rest.value();
        auto const lower = [&](exposure_detail::ranged_sum& sum, detail::twofold least) {
            auto const limit = detail::twofold{box.total.high} - others.low - least;
            sum.high = sum.unlimited() || (sum.high - limit).hi > 0 ? limit : sum.high;
            sum.high = (sum.low - sum.high).hi > 0 ? sum.low : sum.high; // by rounding
        };
        auto const raise = [&](exposure_detail::ranged_sum& sum, detail::twofold most) {
            auto const limit = detail::twofold{box.total.low} - others.high - most;
            sum.low = (limit - sum.low).hi > 0 ? limit : sum.low;
            sum.low = !sum.unlimited() && (sum.low - sum.high).hi > 0 ? sum.high : sum.low; // by rounding
        };
        if (box.total.high < uncertainty_detail::amount_box::infinite) {
            lower(a, b.low);
            lower(b, a.low);
        }
        if (box.total.low > 0 && !others.unlimited()) {
            if (!b.unlimited()) {
                raise(a, b.high);
            }
            if (!a.unlimited()) {
                raise(b, a.high);
            }
        }
    }

    /// How many members of a party are not listed.
    template <interval_portfolio_like Flows, party Party>
    [[nodiscard]] static double unlisted_of(Flows const& flows, Party const& who)
    {
        auto unlisted = 0.0;
        for (auto const& id : detail::members(who)) {
            unlisted += flows.contains(id) ? 0 : 1;
        }
        return unlisted;
    }

    /// Whether the listing allows one power its most where the other has its least: no partner that is not listed has
    /// more than the smallest listed one.
    template <interval_portfolio_like Flows, party One, party Other>
    [[nodiscard]] static bool allowed(uncertainty_detail::amount_box const& box, Flows const& flows, One const& one,
                                      Other const& other)
    {
        if (box.hidden.high == 0 || box.largest_hidden == uncertainty_detail::amount_box::infinite) {
            return true;
        }
        auto smallest = uncertainty_detail::amount_box::infinite;
        for (std::size_t i = 0; i < flows.size(); ++i) {
            auto const at_least = exposure_detail::has_member(other, flows.ids()[i]);
            smallest = (std::min)(smallest, at_least ? box.lows[i] : box.highs[i]);
        }
        auto const unlisted = unlisted_of(flows, one);
        auto const hidden = (std::min)(box.hidden.high, unlisted * box.largest_hidden);
        return hidden <= unlisted * smallest && (box.hidden.low <= hidden || smallest > 0);
    }

    [[nodiscard]] static double hidden_of(exposure_detail::ranged_sum const& sum)
    {
        return sum.unlimited() ? sum.high.hi : (sum.high - sum.low).value();
    }
};

/// What is known of a power's amounts, and what more it may have.
template <portfolio_like Flows, party Party>
[[nodiscard]] exposure_detail::holding known_and_hidden(Flows const& flows, Party const& who)
{
    auto part = exposure_detail::holding_of(flows, who);
    if (part.at_least != 0) {
        part.listed = part.listed + part.at_least;
        part.hidden -= part.at_least;
    }
    return part;
}

/// The holdings of two powers where unknown amounts leave the total open.
template <portfolio_like Flows, party A, party B>
[[nodiscard]] two_holdings open_holdings(Flows const& flows, A const& a, B const& b)
{
    auto const of_a = exposure_detail::open_parts::of(flows, a);
    auto const of_b = exposure_detail::open_parts::of(flows, b);
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    auto result = two_holdings{{of_a.party, of_a.party_is_open ? infinity : 0},
                               {of_b.party, of_b.party_is_open ? infinity : 0},
                               reason::defined,
                               flows.totals().exponent,
                               true,
                               detail::unnamed_in(flows) != 0,
                               of_a.others - of_b.party};
    for (auto const& each : detail::unknown_in(flows)) {
        result.others_are_open =
            result.others_are_open
            || !(exposure_detail::has_member(a, each.id) || exposure_detail::has_member(b, each.id));
    }
    result.others = result.others.hi < 0 ? detail::twofold{} : result.others;
    return result;
}

/// The holdings of two powers. Where nothing is hidden they are in units of the larger one's size, in which their ratio
/// keeps all its digits even if another partner is larger by many orders of magnitude.
template <portfolio_like Flows, party A, party B>
[[nodiscard]] two_holdings holdings_of_two(Flows const& flows, A const& a, B const& b)
{
    for (auto const why : {exposure_detail::without_share(flows, a), exposure_detail::without_share(flows, b)}) {
        if (why != reason::defined) {
            return {{}, {}, why};
        }
    }
    auto result = detail::is_open(flows) ? open_holdings(flows, a, b)
                                         : two_holdings{known_and_hidden(flows, a), known_and_hidden(flows, b),
                                                        reason::defined, flows.totals().exponent};
    if (result.is_open && result.some_hidden()) {
        result.why = reason::unknown_amount;
    } else if (result.some_hidden()) {
        result.why = result.a.hidden != 0 ? result.a.why : result.b.why;
    } else if (result.exponent != 0 || (std::max)(result.a.listed.hi, result.b.listed.hi) < 0x1p-100) {
        result.exponent = exposure_detail::own_exponent(flows, a, b);
        result.a.listed = exposure_detail::listed_in(flows, a, result.exponent);
        result.b.listed = exposure_detail::listed_in(flows, b, result.exponent);
    }
    return result;
}

/// The estimate of a measure of two holdings: `Form::of` where they are known, `Form::within` where a part is hidden.
template <class Form>
[[nodiscard]] estimate estimate_by(two_holdings const& both, detail::totals const& sums)
{
    if constexpr (requires { Form::open(both); }) { // a measure that depends on the other partners as well
        if (both.is_open) {
            return Form::open(both);
        }
    }
    return both.some_hidden()            ? estimate::within(Form::within(both, sums), both.why)
           : both.why == reason::defined ? as_estimate(Form::of(both, sums))
                                         : estimate::without(both.why);
}

} // namespace equipoise::balancing_detail
