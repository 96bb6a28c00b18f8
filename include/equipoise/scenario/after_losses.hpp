// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/scenario/detail/outcomes.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// What an index is expected to be once partners may have been lost.
///
///     after_losses(flows, chances, hhi, shocks)    the mean HHI of the partners that are left
namespace equipoise {

/// The mean of an index over what may be left of some flows.
struct index_after_losses {
    estimate mean{};              ///< given that something still flows
    double none_left = undefined; ///< the chance that nothing flows any more
    std::string assumed{};        ///< how losses hang together, in words
};

namespace scenario_detail {

struct after_losses_fn {
    template <portfolio_like Flows, class Rule>
        requires measurable<Rule, portfolio_view<detail::id_in<Flows>, detail::value_in<Flows>> const&>
    [[nodiscard]] index_after_losses
    operator()(Flows const& flows, std::vector<double> const& chances, index_fn<Rule> const& index,
               std::vector<common_shock<detail::id_in<Flows>>> const& shocks = {}) const
    {
        using id = detail::id_in<Flows>;
        auto const view = detail::view_of(flows);
        auto const n = view.size();
        if (chances.size() != n) {
            throw invalid_parameter{"after_losses", "number of chances", static_cast<double>(chances.size()),
                                    "that of the partners, " + std::to_string(n)};
        }
        if (n > most_partners) {
            throw invalid_parameter{"after_losses", "number of partners", static_cast<double>(n),
                                    "at most " + std::to_string(most_partners)};
        }
        auto const ids = std::vector<id>(view.ids().begin(), view.ids().end());
        auto const given = shocked_chances<id>{ids, chances, shocks};
        given.check("after_losses");
        auto result = index_after_losses{estimate::without(detail::without_flow(view)), undefined,
                                         shocks_in_words(shocks.size())};
        if (result.mean.why == reason::defined && view.totals().unattributed.hi != 0) {
            result.mean.why = reason::unattributed;
        }
        if (result.mean.why != reason::defined) {
            return result;
        }
        auto cases = std::vector<std::pair<detail::twofold, std::vector<double>>>{};
        given.for_each_case(
            [&](detail::twofold weight, std::vector<double> const& now) { cases.push_back({weight, now}); });
        auto none = detail::running_sum{};
        auto some = detail::running_sum{};
        auto sum = detail::running_sum{};
        for (std::size_t left = 0; left < std::size_t{1} << n; ++left) {
            auto const chance = chance_of(cases, left);
            if (chance.hi == 0) {
                continue;
            }
            auto const found = measured(view, index.rule, left);
            if (found.why == reason::no_partners || found.why == reason::no_flow) {
                none.add(chance);
            } else if (found.why != reason::defined) {
                result.mean = estimate::without(found.why);
                return result;
            } else {
                some.add(chance);
                sum.add(chance * found.value);
            }
        }
        result.none_left = none.value().value();
        result.mean =
            some.value().hi > 0 ? estimate::of(sum.value() / some.value()) : estimate::without(reason::no_partners);
        return result;
    }

private:
    static constexpr std::size_t most_partners = 20;

    /// The chance that exactly the partners whose bits are set are left.
    [[nodiscard]] static detail::twofold
    chance_of(std::vector<std::pair<detail::twofold, std::vector<double>>> const& cases, std::size_t left)
    {
        auto sum = detail::running_sum{};
        for (auto const& [weight, chances] : cases) {
            auto chance = weight;
            for (std::size_t i = 0; i < chances.size(); ++i) {
                chance = (left >> i & 1U) != 0 ? chance * detail::two_sum(1, -chances[i]) : chance * chances[i];
            }
            sum.add(chance);
        }
        return sum.value();
    }

    template <class Id, class Amount, class Rule>
    [[nodiscard]] static outcome measured(portfolio_view<Id, Amount> const& flows, Rule const& rule, std::size_t left)
    {
        auto rows = std::vector<partner<Id, Amount>>{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            if ((left >> i & 1U) != 0) {
                rows.push_back(flows[i]);
            }
        }
        auto const survivors = portfolio<Id, Amount>{rows};
        auto proj = ranges::identity{};
        auto const& view = survivors.view();
        return detail::evaluate(rule, view, proj);
    }
};

} // namespace scenario_detail

/// The mean of an index of the partners that are left, given that something still flows, and the chance that nothing
/// does: an `index_after_losses`.
///
/// `after_losses(flows, chances, index, shocks)`: each partner is lost with its chance, a vector in the order of the
/// partners, independently but for the common shocks, of which each removes a bloc. Nothing is replaced; replacement in
/// proportion to present flows leaves the shares, and so the index, as they are. The range is that of the index.
/// Undefined where the total is not known or not attributed, where nothing can be left, and where the index is
/// undefined for some partners that may be left, with its reason. Exact; the cost is that of 2^n evaluations of the
/// index, for at most 20 partners, and doubles with each shock.
/// @throws invalid_parameter for more than 20 partners, more or fewer chances than partners, a chance outside [0, 1],
/// and a shock on a state that is no partner
/// Source: defined by this library.
inline constexpr scenario_detail::after_losses_fn after_losses{};

} // namespace equipoise
