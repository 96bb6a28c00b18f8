// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/scenario/detail/least_change.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// The least change of shares that brings exposures or the HHI under a target.
///
///     cheapest_exit(flows, exit_target{.exposures = {{russia, .2}}}, capacities, costs)
namespace equipoise {

/// The most that is accepted of the share of a party.
template <identifier Id>
struct exposure_limit {
    bloc<Id> party{};
    double share = 0;
};

/// What shares must come to: exposures to parties that have no member in common, the HHI, or both.
template <identifier Id>
struct exit_target {
    std::vector<exposure_limit<Id>> exposures{};
    double hhi = 1;
};

/// A partner with its share before and after.
template <identifier Id>
struct changed_share {
    Id id{};
    double before = 0;
    double after = 0;
};

/// The least change that reaches a target, with a certificate that there is none cheaper.
template <identifier Id>
struct exit_plan {
    bool reachable = false;                  ///< whether the capacities allow it
    std::vector<changed_share<Id>> shares{}; ///< of all partners, entrants included; empty where it is not reachable
    double cost = undefined;                 ///< sum of c_j (after - before)^2
    double bound = undefined;                ///< what every plan that reaches the target costs at least
    double moved = undefined;                ///< half the sum of |after - before|: the share of the flows that moves
    reason why = reason::defined;            ///< why there is no plan, where the flows are not known
    std::string assumed{};                   ///< what was assumed of capacities and costs, in words

    /// How much cheaper another plan might be at most.
    [[nodiscard]] double gap() const { return (std::max)(0.0, cost - bound); }
};

namespace scenario_detail {

struct cheapest_exit_fn {
    template <portfolio_like Flows, class Substitution>
        requires substitution_for<Substitution, Flows>
    [[nodiscard]] auto operator()(Flows const& flows, exit_target<detail::id_in<Flows>> const& target,
                                  Substitution const& assumed, std::vector<double> const& costs = {}) const
    {
        using id = detail::id_in<Flows>;
        auto const view = detail::view_of(flows);
        auto const all = suppliers_of(view, assumed, "cheapest_exit");
        check(view, target, costs);
        auto plan = exit_plan<id>{};
        plan.assumed = assumption_in_words(assumed) + (costs.empty() ? "; equal costs" : "; stated costs");
        plan.why = detail::without_flow(view);
        if (plan.why == reason::defined && view.totals().unattributed.hi != 0) {
            plan.why = reason::unattributed;
        } else if (plan.why == reason::defined && all.perhaps([](id const&) { return false; }, 0) != 0) {
            plan.why = reason::unknown_part;
        }
        if (plan.why != reason::defined) {
            return plan;
        }
        auto const whole = view.totals().whole();
        auto problem = least_change{};
        for (std::size_t i = 0; i < all.each.size(); ++i) {
            auto const& one = all.each[i];
            auto const found = view.position(one.id);
            auto const before = detail::twofold{one.flow} / whole;
            auto const most = all.unlimited ? 1.0 : (std::min)(1.0, one.importance() / whole);
            problem.shares.push_back(
                {before, most, costs.empty() || !found ? 1.0 : costs[*found], group_of(target, one.id)});
        }
        for (auto const& each : target.exposures) {
            problem.limits.push_back(each.share);
        }
        problem.hhi = target.hhi;
        auto const solved = problem.solved();
        plan.reachable = solved.reachable;
        if (solved.reachable) {
            for (std::size_t i = 0; i < all.each.size(); ++i) {
                if (view.contains(all.each[i].id) || solved.shares[i] > 0) {
                    plan.shares.push_back({all.each[i].id, problem.shares[i].before, solved.shares[i]});
                }
            }
            plan.cost = solved.cost;
            plan.bound = (std::min)(solved.bound, solved.cost);
            plan.moved = solved.moved;
        }
        return plan;
    }

private:
    template <class Id>
    [[nodiscard]] static std::size_t group_of(exit_target<Id> const& target, Id const& id)
    {
        for (std::size_t g = 0; g < target.exposures.size(); ++g) {
            if (target.exposures[g].party.contains(id)) {
                return g;
            }
        }
        return least_change::no_group;
    }

    template <class View, class Id>
    static void check(View const& flows, exit_target<Id> const& target, std::vector<double> const& costs)
    {
        for (std::size_t g = 0; g < target.exposures.size(); ++g) {
            auto const& [party, share] = target.exposures[g];
            if (!(share >= 0 && share <= 1)) {
                throw invalid_parameter{"cheapest_exit", "limit of " + detail::name_of(party), share, "in [0, 1]"};
            }
            for (auto const& id : party) {
                if (group_of(target, id) != g) {
                    throw invalid_parameter{"cheapest_exit", text_of(id) + " is in two parties that have a limit"};
                }
            }
        }
        if (!(target.hhi > 0 && target.hhi <= 1)) {
            throw invalid_parameter{"cheapest_exit", "limit of the HHI", target.hhi, "in (0, 1]"};
        }
        if (!costs.empty() && costs.size() != flows.size()) {
            throw invalid_parameter{"cheapest_exit", "number of costs", static_cast<double>(costs.size()),
                                    "that of the partners, " + std::to_string(flows.size())};
        }
        for (std::size_t i = 0; i < costs.size(); ++i) {
            if (!(costs[i] >= 0x1p-40 && costs[i] <= 0x1p40)) {
                throw invalid_parameter{"cheapest_exit", "cost of " + text_of(flows.ids()[i]), costs[i],
                                        "positive, between 1e-12 and 1e12"};
            }
        }
    }
};

} // namespace scenario_detail

/// The least change of shares that brings exposures, or the HHI, under a target: an `exit_plan`.
///
/// `cheapest_exit(flows, target, assumed, costs)`. The target is an `exit_target`: the most that is accepted of the
/// share of each of some parties, which have no member in common, and of the HHI. With p the shares now and y those of
/// the plan, the cost is sum of c_j (y_j - p_j)^2: the first unit that is moved costs least, as habit, contracts and
/// ports make every further one dearer. The plan is the y of least cost with sum 1, 0 <= y_j <= p_j + k_j, and the
/// targets. The capacities k are those of `spare` or `substitution`, of which stocks and own production count for
/// nothing, as the total stays the same; the costs are a vector in the order of the partners, 1 each where it is left
/// empty, and for entrants.
///
/// For one power and equal costs without capacities the plan has a closed form: the power's share falls to its limit,
/// and the others rise by the same amount each. Otherwise this is a small convex quadratic programme, solved by the
/// search for its multipliers. The plan carries its certificate: `bound` is the value of the dual problem, which no
/// plan can be cheaper than, and `gap()` the difference, a few units of rounding.
///
/// Not reachable where the capacities do not suffice. Undefined where the total or a capacity is not known, `why`.
/// For 200 partners and an HHI, a few million steps.
/// @throws invalid_parameter, which names the party or partner, for a limit outside [0, 1], parties with a common
/// member, an HHI outside (0, 1], more or fewer costs or capacities than partners, and a cost that is not between 1e-12
/// and 1e12
/// Source: defined by this library; for duality Boyd and Vandenberghe (2004), Convex Optimization, chapter 5.
inline constexpr scenario_detail::cheapest_exit_fn cheapest_exit{};

} // namespace equipoise
