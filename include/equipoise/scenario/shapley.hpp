// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/scenario/detail/after_loss.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// How much of a loss, or of an HHI, is due to each partner.
///
///     shapley_share(flows, party, substitution)    of the shortfall when the party is lost
///     shapley_share(flows, hhi)                    of the HHI: p_j^2
///     shapley_share(flows, party, hhi)             of the rise of the HHI when the party acts as one: p_j (P - p_j)
namespace equipoise {

/// What is due to one partner.
template <identifier Id>
struct due_part {
    Id id{};
    double value = 0;         ///< its Shapley value; the values add up to the whole
    double share = undefined; ///< value / whole; NaN where the whole is 0
};

/// What is due to each of several partners.
template <identifier Id>
struct due_parts {
    std::vector<due_part<Id>> parts{}; ///< in the order of the identifiers
    double whole = undefined;
    reason why = reason::defined; ///< why there are no parts
    std::string assumed{};        ///< what was assumed of the substitution, in words
};

namespace scenario_detail {

inline constexpr std::size_t most_players = 20;

/// The Shapley values of a game of n players by enumeration of its 2^n coalitions: of player j, the mean over all
/// orders of v(those before j, and j) - v(those before j). `values` has v(S) at the number whose bits are the members
/// of S.
[[nodiscard]] inline std::vector<double> shapley_values(std::vector<double> const& values, std::size_t n)
{
    auto weights = std::vector<double>{}; // of coalitions of s others: s! (n - s - 1)! / n!
    for (std::size_t s = 0; s < n; ++s) {
        auto choices = 1.0; // C(n - 1, s), exact
        for (std::size_t i = 1; i <= s; ++i) {
            choices = detail::rounded(choices * static_cast<double>(n - i)) / static_cast<double>(i);
        }
        weights.push_back(1 / detail::rounded(choices * static_cast<double>(n)));
    }
    auto found = std::vector<double>{};
    for (std::size_t j = 0; j < n; ++j) {
        auto sum = detail::running_sum{};
        for (std::size_t others = 0; others < values.size(); ++others) {
            if ((others >> j & 1U) == 0) {
                auto const added = detail::two_sum(values[others | std::size_t{1} << j], -values[others]);
                sum.add(added * weights[static_cast<std::size_t>(std::popcount(others))]);
            }
        }
        found.push_back(sum.value().value());
    }
    return found;
}

template <class Id>
[[nodiscard]] due_parts<Id> parts_of(std::vector<Id> const& ids, std::vector<double> const& values, std::string assumed)
{
    auto result = due_parts<Id>{};
    auto sum = detail::running_sum{};
    for (auto const value : values) {
        sum.add(value);
    }
    result.whole = sum.value().value();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        result.parts.push_back({ids[i], values[i], result.whole == 0 ? undefined : values[i] / result.whole});
    }
    result.assumed = std::move(assumed);
    return result;
}

struct shapley_share_fn {
    template <portfolio_like Flows, party Party, class Substitution>
        requires party_in<Party, Flows> && substitution_for<Substitution, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, Party party, Substitution const& assumed) const
    {
        using id = detail::id_in<Flows>;
        auto const view = detail::view_of(flows);
        auto result = of_loss(view, detail::bloc_of<id>(party), suppliers_of(view, assumed, "shapley_share"));
        result.assumed = assumption_in_words(assumed);
        return result;
    }

    template <portfolio_like Flows>
    [[nodiscard]] auto operator()(Flows const& flows, decltype(hhi)) const
    {
        auto const view = detail::view_of(flows);
        auto const ids = std::vector<detail::id_in<Flows>>(view.ids().begin(), view.ids().end());
        return of_squares(view, ids, [](detail::twofold p, detail::twofold) { return p * p; });
    }

    template <portfolio_like Flows, party Party>
        requires party_in<Party, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, Party party, decltype(hhi)) const
    {
        using id = detail::id_in<Flows>;
        auto const members = detail::bloc_of<id>(party);
        return of_squares(detail::view_of(flows), std::vector<id>(members.begin(), members.end()),
                          [](detail::twofold p, detail::twofold all) { return p * (all - p); });
    }

private:
    template <class Id>
    [[nodiscard]] static due_parts<Id> without(reason why)
    {
        auto result = due_parts<Id>{};
        result.why = why;
        return result;
    }

    template <class Id, class Amount, class Form>
    [[nodiscard]] static due_parts<Id> of_squares(portfolio_view<Id, Amount> const& flows, std::vector<Id> const& ids,
                                                  Form form)
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return without<Id>(why);
        }
        if (flows.totals().unattributed.hi != 0) {
            return without<Id>(reason::unattributed);
        }
        auto shares = std::vector<detail::twofold>{};
        auto all = detail::running_sum{};
        for (auto const& id : ids) {
            auto const found = flows.position(id);
            shares.push_back(detail::quotient({found ? flows.scaled(*found) : 0.0}, flows.totals().whole()));
            all.add(shares.back());
        }
        auto values = std::vector<double>{};
        for (auto const share : shares) {
            values.push_back((std::max)(0.0, form(share, all.value()).value()));
        }
        return parts_of(ids, values, {});
    }

    template <class Id, class Amount>
    [[nodiscard]] static due_parts<Id> of_loss(portfolio_view<Id, Amount> const& flows, bloc<Id> const& party,
                                               suppliers<Id> const& all)
    {
        auto const lost = exposure_detail::exposure_rule<bloc<Id>>{party}(flows);
        if (lost.why != reason::defined) {
            return without<Id>(lost.why);
        }
        auto const rest = flows.totals().unattributed;
        if (all.perhaps([](Id const&) { return false; }, rest.hi) != 0) {
            return without<Id>(reason::unknown_part);
        }
        auto const whole = flows.totals().whole();
        auto ids = std::vector<Id>{};
        auto importance = std::vector<detail::twofold>{};
        auto replaced = detail::running_sum{};
        replaced.add(all.beyond);
        replaced.add(rest * all.fraction_of_rest);
        for (auto const& one : all.each) {
            replaced.add(one.spare);
            if (party.contains(one.id)) {
                ids.push_back(one.id);
                importance.push_back(one.importance());
            }
        }
        auto const n = ids.size();
        if (all.unlimited || replaced.value().hi == 0) { // a sum over members: each is due what it delivers
            auto values = std::vector<double>{};
            for (auto const& each : importance) {
                values.push_back(all.unlimited ? 0 : each / whole);
            }
            return parts_of(ids, values, {});
        }
        if (n > most_players) {
            throw invalid_parameter{"shapley_share", "number of lost partners", static_cast<double>(n),
                                    "at most " + std::to_string(most_players) + " where something is replaced"};
        }
        auto values = std::vector<double>{};
        for (std::size_t set = 0; set < std::size_t{1} << n; ++set) {
            auto missing = detail::running_sum{};
            missing.add(-replaced.value());
            for (std::size_t j = 0; j < n; ++j) {
                missing.add((set >> j & 1U) != 0 ? importance[j] : detail::twofold{});
            }
            values.push_back(set == 0 ? 0.0 : not_negative(missing.value()) / whole);
        }
        return parts_of(ids, shapley_values(values, n), {});
    }
};

} // namespace scenario_detail

/// What is due to each partner of a shortfall, or of an HHI, by its Shapley value: `due_parts`.
///
/// The Shapley value of a partner is what it adds when partners come one after the other, as the mean over all orders.
/// The values add up to the whole, equal partners are due the same, and a partner that changes nothing is due nothing.
///
/// `shapley_share(flows, party, substitution)`: of the shortfall when the party, an identifier or a `bloc`, is lost;
/// the partners come as they are lost. With nothing replaced it is the share that each delivers. Otherwise a stock that
/// covers the first loss does not cover the second, and the values come from all 2^n sets of the n members, at most 20.
///
/// `shapley_share(flows, hhi)`: of the HHI, sum of p^2 over the partners that have come while the others count as
/// infinitely many small ones; each is due p_j^2. `shapley_share(flows, party, hhi)`: of the rise of the HHI when the
/// members of a bloc act as one, from sum of p_j^2 to P^2, with P the share of the bloc; each is due p_j (P - p_j).
/// Both have this closed form.
///
/// Range [0, 1]; values and shares of the whole. Undefined, with a reason and no parts, as `exposure` is for the party,
/// where a capacity is not known, and for an HHI where part of the total is not attributed.
/// @throws invalid_parameter for more than 20 members where something is replaced
/// Source: Shapley (1953), A value for n-person games; primary text not consulted.
inline constexpr scenario_detail::shapley_share_fn shapley_share{};

} // namespace equipoise
