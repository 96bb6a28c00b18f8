// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/overlap_bounds.hpp>
#include <equipoise/comparison/divergence.hpp>
#include <equipoise/comparison/overlap.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

/// The change of a state's partners from one period to another: `turnover`, the share of the flows that moved to other
/// partners; `entry_and_exit`, the partners that are new and those that are gone.
namespace equipoise {

/// A partner and its share of the total.
template <class Id>
struct partner_share {
    Id id{};
    double share = undefined;

    friend constexpr bool operator==(partner_share const&, partner_share const&) = default;
};

/// Partners that are new and partners that are gone, in the order of their identifiers.
template <class Id>
struct partner_changes {
    double entry = undefined; ///< share of the new partners in the total after
    double exit = undefined;  ///< share of the partners that are gone in the total before
    reason why = reason::defined;
    std::vector<partner_share<Id>> entered{}; ///< with their shares after
    std::vector<partner_share<Id>> left{};    ///< with their shares before
};

namespace change_detail {

struct turnover_measure {
    static constexpr facts about{.name = "turnover",
                                 .symbol = "TV",
                                 .formula = "sum |p_1 - p_0| / 2",
                                 .source = "Bray and Curtis (1957), of shares",
                                 .ignores_zeros = true};
    static constexpr std::string_view reference_name = "turnover, the other period";
    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }
    [[nodiscard]] static EQUIPOISE_CONSTEXPR outcome of(comparison_detail::matched_amounts const& both)
    {
        return comparison_detail::half_of_differences(both);
    }

    template <class After, class Before>
    [[nodiscard]] static interval within(After const& after, Before const& before)
    {
        auto const shares = comparison_detail::in_common(after, before);
        return {(std::max)(0.0, (shares.most_different - shares.possible).value()),
                detail::at_most_one(shares.most_different.value())};
    }
};

/// Portfolios of the same kind of partners, such as those of a state in two periods.
template <class Before, class After>
concept comparable =
    comparison_detail::matchable<Before, After>
    && std::same_as<detail::id_in<std::remove_cvref_t<Before>>, detail::id_in<std::remove_cvref_t<After>>>;

/// The partners of either portfolio, in the order of `match`.
template <class Before, class After>
[[nodiscard]] std::vector<detail::id_in<Before>> partners_of_either(Before const& before, After const& after)
{
    auto ids = std::vector<detail::id_in<Before>>{};
    std::set_union(before.ids().begin(), before.ids().end(), after.ids().begin(), after.ids().end(),
                   std::back_inserter(ids));
    return ids;
}

struct entry_and_exit_fn {
    template <class Before, class After>
        requires comparable<Before, After>
    [[nodiscard]] auto operator()(Before const& before, After const& after) const
    {
        auto const both = comparison_detail::match(after, before, "entry_and_exit");
        auto result = partner_changes<detail::id_in<Before>>{};
        result.why = both.without_shares();
        if (result.why != reason::defined) {
            return result;
        }
        auto const ids = partners_of_either(before, after);
        auto entering = detail::running_sum{};
        auto leaving = detail::running_sum{};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto const& [now, then] = both.partners[i];
            if (now > 0 && then == 0) {
                result.entered.push_back({ids[i], detail::twofold{now} / both.flows.whole()});
                entering.add(now);
            } else if (now == 0 && then > 0) {
                result.left.push_back({ids[i], detail::twofold{then} / both.reference.whole()});
                leaving.add(then);
            }
        }
        result.entry = detail::at_most_one(entering.value() / both.flows.whole());
        result.exit = detail::at_most_one(leaving.value() / both.reference.whole());
        return result;
    }
};

} // namespace change_detail

/// Turnover of partners: sum |p_1 - p_0| / 2 over all partners, the share of the flows that moved to other partners.
///
/// `turnover(before, after)` takes two portfolios, matched by identifier (a partner that one of them does not list has
/// 0 there), or two ranges of the same length, matched by place; `turnover(before)` is an index of the portfolio after.
/// Range [0, 1]; 0 for the same shares, 1 where no partner is common to both. It is `total_variation` under the name
/// that it has for periods. Undefined where either period has no flow (messages call the other period the reference),
/// and where a part of either is unattributed: `turnover.bound(before, after)` gives its least and greatest value over
/// all completions, exactly. Errors as for `total_variation`. Linear in the number of partners.
/// Source: Bray and Curtis (1957), An Ordination of the Upland Forest Communities of Southern Wisconsin, on shares.
inline constexpr comparison_detail::comparison_fn<change_detail::turnover_measure> turnover{};

/// New partners and partners that are gone: those whose flows rise from 0, or from not being listed, to a positive
/// amount, and the reverse.
///
/// `entry_and_exit(before, after)` of two portfolios. `entry` and `exit` are the shares of all new partners and of all
/// that are gone, in [0, 1], neither above the turnover. Undefined, with the reason in `why`, where `turnover` is: a
/// partner that is not listed may belong to an unattributed part. Linear in the number of partners.
/// Source: defined by this library, as the parts of the turnover that belong to partners of only one period.
inline constexpr change_detail::entry_and_exit_fn entry_and_exit{};

} // namespace equipoise
