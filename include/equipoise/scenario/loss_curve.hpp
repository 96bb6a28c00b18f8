// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/threshold.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/scenario/detail/ranked_suppliers.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// How much is missing when more and more partners are lost, the worst ones first.
///
///     loss_curve(flows, substitution)                     the worst shortfall for 1, 2, ... n partners
///     critical_partners(flows, threshold, substitution)   the first number for which it passes a threshold
namespace equipoise {

/// The worst shortfalls of 1, 2, ... n partners.
struct curve_of_losses {
    std::vector<estimate> shortfalls{}; ///< at i, that of i + 1 partners; never falling
    std::string assumed{};              ///< what was assumed of the substitution, in words

    /// The first number of partners whose worst loss leaves a shortfall above a threshold; infinite where not even the
    /// loss of all does. Undefined, with bounds, where the shortfalls are not known well enough; undefined without
    /// flow.
    /// @throws invalid_parameter for a threshold outside [0, 1]
    [[nodiscard]] estimate critical_partners(double threshold) const
    {
        detail::check_share_threshold("critical_partners", "the shortfall", threshold);
        auto found = interval{scenario_detail::infinity, scenario_detail::infinity};
        auto why = reason::defined;
        for (auto i = shortfalls.size(); i-- > 0;) {
            auto const& each = shortfalls[i];
            if (is_undefined(each.bounds.low)) {
                return estimate::without(each.why);
            }
            auto const k = static_cast<double>(i + 1);
            found = {each.bounds.high > threshold ? k : found.low, each.bounds.low > threshold ? k : found.high};
            why = each.why != reason::defined ? each.why : why;
        }
        return shortfalls.empty() ? estimate::without(reason::no_partners)
               : found.is_point() ? estimate::of(found.low)
                                  : estimate::within(found, why);
    }
};

namespace scenario_detail {

struct loss_curve_fn {
    template <portfolio_like Flows>
    [[nodiscard]] curve_of_losses operator()(Flows const& flows) const
    {
        return of(flows, not_stated{});
    }

    template <portfolio_like Flows, class Substitution>
        requires substitution_for<Substitution, Flows>
    [[nodiscard]] curve_of_losses operator()(Flows const& flows, Substitution const& assumed) const
    {
        return of(flows, assumed);
    }

private:
    template <class Flows, class Substitution>
    [[nodiscard]] static curve_of_losses of(Flows const& flows, Substitution const& assumed)
    {
        auto const view = detail::view_of(flows);
        auto const all = suppliers_of(view, assumed, "loss_curve");
        auto const ranked = ranked_suppliers{view, all};
        auto curve = curve_of_losses{ranked.shortfalls(ranked.size()), assumption_in_words(assumed)};
        curve.shortfalls.erase(curve.shortfalls.begin()); // of no partner
        return curve;
    }
};

struct critical_partners_fn {
    template <portfolio_like Flows>
    [[nodiscard]] estimate operator()(Flows const& flows, double threshold) const
    {
        return loss_curve_fn{}(flows).critical_partners(threshold);
    }

    template <portfolio_like Flows, class Substitution>
        requires substitution_for<Substitution, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows, double threshold, Substitution const& assumed) const
    {
        return loss_curve_fn{}(flows, assumed).critical_partners(threshold);
    }
};

} // namespace scenario_detail

/// The worst shortfall when 1, 2, ... n partners are lost, `curve_of_losses`.
///
/// `loss_curve(flows, substitution)`; each point is that of `worst_loss`, with its range, intervals and reasons. The
/// worst sets are nested. Without spare capacity the curve is concave, the Lorenz curve from above. Costs a sort where
/// the flows are known; where part of them is not attributed, a sort for each point.
/// @throws invalid_parameter for more or fewer capacities than partners
/// Source: defined by this library; Lorenz (1905) for the curve without spare capacity.
inline constexpr scenario_detail::loss_curve_fn loss_curve{};

/// The least number of partners whose loss leaves a shortfall above a threshold, an `estimate`.
///
/// `critical_partners(flows, threshold, substitution)`. Range [1, infinity]; a small number means that few partners can
/// do harm; infinite where not even the loss of all leaves so large a shortfall. Undefined without flow; with bounds
/// where the shortfalls are not known. An estimate does not tell what was assumed of the substitution: the member
/// `assumed` of `loss_curve(flows, substitution)`, with the same arguments, has it in words.
/// @throws invalid_parameter for a threshold outside [0, 1]
/// Source: defined by this library.
inline constexpr scenario_detail::critical_partners_fn critical_partners{};

} // namespace equipoise
