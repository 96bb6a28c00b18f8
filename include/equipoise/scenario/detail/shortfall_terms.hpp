// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/scenario/detail/after_loss.hpp>
#include <equipoise/scenario/detail/outcomes.hpp>
#include <equipoise/scenario/detail/suppliers.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// A shortfall as a function of the sum of what the loss of each partner costs, for partners that are lost with a
/// chance.
namespace equipoise::scenario_detail {

template <class Id>
struct shortfall_terms {
    std::vector<Id> ids{};
    std::vector<double> chances{};
    std::vector<double> sizes{}; ///< what the loss of each costs, in units of the totals
    detail::twofold replaced{};  ///< when none is lost
    detail::twofold whole{};
    bool unlimited = false;
    reason why = reason::defined;

    /// @throws invalid_parameter for more or fewer chances or capacities than partners, and as `shocked_chances::check`
    template <class Amount, class S>
    [[nodiscard]] static shortfall_terms of(portfolio_view<Id, Amount> const& flows, std::vector<double> const& chances,
                                            S const& assumed, std::vector<common_shock<Id>> const& shocks,
                                            std::string_view function)
    {
        auto const all = suppliers_of(flows, assumed, function);
        if (chances.size() != flows.size()) {
            throw invalid_parameter{function, "number of chances", static_cast<double>(chances.size()),
                                    "that of the partners, " + std::to_string(flows.size())};
        }
        auto terms = shortfall_terms{};
        terms.replaced = all.beyond;
        for (auto const& one : all.each) {
            auto const found = flows.position(one.id);
            terms.ids.push_back(one.id);
            terms.chances.push_back(found ? chances[*found] : 0); // a supplier that delivers nothing yet cannot be lost
            terms.sizes.push_back(one.importance().value());
            terms.replaced = terms.replaced + one.spare;
        }
        terms.given(shocks).check(function);
        terms.whole = flows.totals().whole();
        terms.unlimited = all.unlimited;
        terms.why = detail::without_flow(flows) != reason::defined         ? detail::without_flow(flows)
                    : flows.totals().unattributed.hi != 0                  ? reason::unattributed
                    : all.perhaps([](Id const&) { return false; }, 0) != 0 ? reason::unknown_part
                                                                           : reason::defined;
        return terms;
    }

    [[nodiscard]] shocked_chances<Id> given(std::vector<common_shock<Id>> const& shocks) const
    {
        return {ids, chances, shocks};
    }

    /// The shortfall when what is lost costs `sum`.
    [[nodiscard]] double shortfall(double sum) const
    {
        return unlimited ? 0 : detail::at_most_one(not_negative(detail::twofold{sum} - replaced) / whole);
    }
};

} // namespace equipoise::scenario_detail
