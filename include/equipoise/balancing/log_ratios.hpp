// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/poles.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/numeric/elementary.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/scaled_amounts.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

/// Compositions in terms of the logarithms of ratios, which add up where shares do not.
///
///     clr                 ln p_i - mean ln p
///     aitchison_distance  |clr p - clr r|
///     log_balance         sqrt(r s / (r + s)) ln(g(R) / g(S)), g geometric means
namespace equipoise {

/// Centred log-ratios, one for each part; empty, with the reason, where they are undefined.
struct log_ratio_coordinates {
    std::vector<double> values{};
    reason why = reason::defined;
};

namespace balancing_detail {

struct clr_fn {
    template <class R, class Proj = ranges::identity>
        requires detail::amount_source<R, Proj>
    [[nodiscard]] log_ratio_coordinates operator()(R&& flows, Proj proj = {}) const
    {
        auto const parts = detail::scale_amounts(flows, proj, "clr");
        if (parts.sums.whole().hi == 0) {
            return {{}, parts.amounts.empty() ? reason::no_partners : reason::no_flow};
        }
        if (!parts.complete()) {
            return {{}, parts.sums.why_open()};
        }
        std::size_t exact_parts = 0;
        for (auto const part : parts.amounts) {
            exact_parts += part > 0 && !detail::too_small_in_units(part, parts.sums.exponent) ? 1U : 0U;
        }
        if (exact_parts < parts.sums.positive) {
            return {{}, reason::share_too_small};
        }
        auto logs = std::vector<detail::twofold>{};
        auto sum = detail::running_sum{};
        for (auto const part : parts.amounts) {
            if (part == 0) {
                return {{}, reason::zero_side};
            }
            logs.push_back(detail::ln_ratio({part}, {parts.amounts.front()})); // exactly 0 where all are equal
            sum.add(logs.back());
        }
        auto const mean = detail::quotient(sum.value(), {static_cast<double>(logs.size())});
        auto result = log_ratio_coordinates{};
        for (auto const& log : logs) {
            result.values.push_back((log - mean).value() + 0.0);
        }
        return result;
    }
};

struct aitchison_facts {
    static constexpr facts about{
        .name = "aitchison_distance", .symbol = "d_A", .formula = "|clr p - clr r|", .source = "Aitchison (1986)"};
    static constexpr std::string_view reference_name = "aitchison_distance, reference";

    [[nodiscard]] static constexpr interval range(double) { return {0, std::numeric_limits<double>::infinity()}; }
    template <class Compositions>
    [[nodiscard]] static constexpr outcome of(Compositions const& both)
    {
        if (both.some_too_small()) {
            return reason::share_too_small;
        }
        auto logs = std::vector<decltype(both.flows.whole())>{};
        auto sum = detail::running_sum{};
        for (auto const& [x, y] : both.partners) {
            if (x == 0 || y == 0) {
                return reason::zero_side;
            }
            logs.push_back(detail::ln_ratio({x}, {y}));
            sum.add(logs.back());
        }
        if (both.proportional()) {
            return 0.0;
        }
        auto const mean = detail::quotient(sum.value(), {static_cast<double>(logs.size())});
        auto squares = detail::running_sum{};
        for (auto const& log : logs) {
            auto const deviation = log - mean;
            squares.add(deviation * deviation);
        }
        return detail::square_root(squares.value()).value();
    }
};

/// The logarithms of the amounts of a bloc's members, in the unit of the flows.
struct bloc_logs {
    detail::twofold sum{};    ///< over the listed members
    std::size_t unlisted = 0; ///< members that may have part of an unattributed rest
    bool zero = false;        ///< whether a member certainly has nothing
};

/// Whether a partner that is not listed may have something where unknown amounts leave the total open.
template <portfolio_like Flows, class Id>
[[nodiscard]] bool may_have(Flows const& flows, Id const& id)
{
    return detail::unnamed_in(flows) != 0 || detail::find_unknown(flows, id) != nullptr;
}

template <portfolio_like Flows, class Id>
[[nodiscard]] bloc_logs logs_of(Flows const& flows, bloc<Id> const& members)
{
    auto result = bloc_logs{};
    auto sum = detail::running_sum{};
    for (auto const& id : members) {
        auto const found = flows.position(id);
        if (found && flows.scaled(*found, 0) > 0) {
            sum.add(detail::ln({flows.scaled(*found, 0)}));
        } else if (!found && (detail::is_open(flows) ? may_have(flows, id) : flows.totals().unattributed.hi != 0)) {
            ++result.unlisted;
        } else {
            result.zero = true;
        }
    }
    result.sum = sum.value();
    return result;
}

template <class Id>
struct log_balance_rule {
    static constexpr facts about{.name = "log_balance",
                                 .symbol = "b",
                                 .formula = "sqrt(r s / (r + s)) ln(g(R) / g(S))",
                                 .source = "Egozcue and Pawlowsky-Glahn (2005)",
                                 .ignores_zeros = true};
    bloc<Id> upper;
    bloc<Id> lower;

    [[nodiscard]] static constexpr interval range(double)
    {
        constexpr auto unbounded = std::numeric_limits<double>::infinity();
        return {-unbounded, unbounded};
    }

    /// A member that is not listed may have as little as one likes; together such members have most when each has an
    /// equal part of the unattributed rest.
    template <portfolio_like Flows>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        for (auto const why :
             {exposure_detail::without_share(flows, upper), exposure_detail::without_share(flows, lower)}) {
            if (why != reason::defined) {
                return estimate::without(why);
            }
        }
        if (detail::is_open(flows) && detail::unnamed_in(flows) != 0) {
            return estimate::within(range(0), reason::unknown_amount);
        }
        auto const r = logs_of(flows, upper);
        auto const s = logs_of(flows, lower);
        if (r.zero || s.zero) {
            return estimate::without(reason::zero_side);
        }
        if (r.unlisted + s.unlisted == 0) {
            return estimate::of(balance(r.sum, s.sum));
        }
        constexpr auto unbounded = std::numeric_limits<double>::infinity();
        if (detail::is_open(flows)) {
            return where_open(flows, r, s);
        }
        return estimate::within({r.unlisted != 0 ? -unbounded : balance(r.sum, largest_sum(flows, s)),
                                 s.unlisted != 0 ? unbounded : balance(largest_sum(flows, r), s.sum)},
                                reason::not_listed);
    }

private:
    /// Where unknown amounts leave the total open, a member of unknown amount may have anything, but no less than is
    /// known; other partners do not matter.
    template <class Flows>
    [[nodiscard]] estimate where_open(Flows const& flows, bloc_logs const& r, bloc_logs const& s) const
    {
        constexpr auto unbounded = std::numeric_limits<double>::infinity();
        auto least = balance(r.sum + least_sum(flows, upper).value_or(detail::twofold{}), s.sum);
        auto most = balance(r.sum, s.sum + least_sum(flows, lower).value_or(detail::twofold{}));
        least = s.unlisted != 0 || !least_sum(flows, upper) ? -unbounded : least;
        most = r.unlisted != 0 || !least_sum(flows, lower) ? unbounded : most;
        return estimate::within({least, most}, reason::unknown_amount);
    }

    /// The logarithms of what is known of the unknown amounts of members; nothing where one may have nothing.
    template <class Flows>
    [[nodiscard]] static std::optional<detail::twofold> least_sum(Flows const& flows, bloc<Id> const& members)
    {
        auto sum = detail::running_sum{};
        for (auto const& each : detail::unknown_in(flows)) {
            auto const amount = detail::known_part_of(flows, each, 0);
            if (members.contains(each.id) && amount == 0) {
                return std::nullopt;
            }
            if (members.contains(each.id)) {
                sum.add(detail::ln({amount}));
            }
        }
        return sum.value();
    }

    template <class Flows>
    [[nodiscard]] static detail::twofold largest_sum(Flows const& flows, bloc_logs const& members)
    {
        if (members.unlisted == 0) {
            return members.sum;
        }
        auto const count = static_cast<double>(members.unlisted);
        auto even = detail::ln({flows.totals().unattributed.value() / count}) + detail::ln_2 * flows.totals().exponent;
        if (flows.listing() == listing::largest && flows.size() != 0) {
            auto const cap = detail::ln({flows.scaled(uncertainty_detail::smallest_listed(flows), 0)});
            even = (cap - even).hi < 0 ? cap : even;
        }
        return members.sum + even * count;
    }

    [[nodiscard]] double balance(detail::twofold logs_r, detail::twofold logs_s) const
    {
        auto const r = static_cast<double>(upper.size());
        auto const s = static_cast<double>(lower.size());
        auto const difference = detail::quotient(logs_r, {r}) - detail::quotient(logs_s, {s});
        return (difference * detail::square_root(detail::quotient({r * s}, {r + s}))).value() + 0.0;
    }
};

struct make_log_balance {
    template <class Id>
    [[nodiscard]] log_balance_rule<Id> operator()(bloc<Id> upper, bloc<Id> lower) const
    {
        refuse_common_member("log_balance", upper, lower);
        for (auto const* side : {&upper, &lower}) {
            if (side->size() == 0) {
                throw invalid_parameter{"log_balance", side == &upper ? "the first bloc" : "the second bloc", "empty",
                                        "of at least one state"};
            }
        }
        return {std::move(upper), std::move(lower)};
    }
};

} // namespace balancing_detail

/// Centred log-ratios of a composition: clr_i = ln p_i - mean ln p, which sum to 0.
///
/// `clr(flows)` of a portfolio or of a range of amounts, which need not be shares. Range (-inf, inf). Undefined, with
/// no values and the reason, without flow, when a part is zero (what to put in its place is the caller's choice), when
/// a share is too small for a double, and when part of the total is unattributed. Linear in the partners.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// Source: Aitchison (1986), The Statistical Analysis of Compositional Data.
inline constexpr balancing_detail::clr_fn clr{};

/// Aitchison distance of two compositions: |clr p - clr r|.
///
/// `aitchison_distance(flows, reference)`, with arguments, matching and errors as for `kl`. Range [0, inf), 0 = the
/// same shares; unchanged when a partner's amounts are multiplied by one factor in both. Undefined also where a partner
/// has nothing in either, and where a share is too small for a double. Linear in the partners. Source: Aitchison
/// (1986), The Statistical Analysis of Compositional Data.
inline constexpr comparison_detail::comparison_fn<balancing_detail::aitchison_facts> aitchison_distance{};

/// Balance of two groups of partners: sqrt(r s / (r + s)) ln(g(R) / g(S)), where g are geometric means and r and s the
/// numbers of members; an isometric log-ratio coordinate.
///
/// `log_balance(flows, bloc{america, japan, korea, india}, bloc{china, russia})`. Range (-inf, inf), up = towards the
/// first group. It does not depend on other partners, and changes over time add up. Undefined without flow, when a
/// member has nothing, and when a member is not listed while part of the total is unattributed: `bound` gives the
/// interval.
/// @throws invalid_parameter for an empty bloc and a state that belongs to both
/// Source: Egozcue and Pawlowsky-Glahn (2005), Groups of parts and their balances in compositional data analysis;
/// formula as in scikit-bio.
inline constexpr family_fn<balancing_detail::make_log_balance> log_balance{};

} // namespace equipoise
