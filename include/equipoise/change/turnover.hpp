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

/// How far a state's partners have changed from one period to the next, who came and who left.
namespace equipoise {

/// A partner and its share of the total.
template <class Id>
struct partner_share {
    Id id{};
    double share = undefined;

    friend constexpr bool operator==(partner_share const&, partner_share const&) = default;
};

/// Partners that came and partners that left, in the order of their identifiers.
template <class Id>
struct partner_changes {
    double entry = undefined; ///< share of those who came, of the total after
    double exit = undefined;  ///< share of those who left, of the total before
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
    [[nodiscard]] static constexpr outcome of(comparison_detail::matched_amounts const& both)
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

/// The partners of either portfolio in the order in which `match` finds them.
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
        auto came = detail::running_sum{};
        auto went = detail::running_sum{};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto const& [now, then] = both.partners[i];
            if (now > 0 && then == 0) {
                result.entered.push_back({ids[i], detail::twofold{now} / both.flows.whole()});
                came.add(now);
            } else if (now == 0 && then > 0) {
                result.left.push_back({ids[i], detail::twofold{then} / both.reference.whole()});
                went.add(then);
            }
        }
        result.entry = detail::at_most_one(came.value() / both.flows.whole());
        result.exit = detail::at_most_one(went.value() / both.reference.whole());
        return result;
    }
};

} // namespace change_detail

/// Turnover of partners: sum |p_1 - p_0| / 2 over all partners, the share of the flows that changed hands.
///
/// `turnover(before, after)` of two portfolios, matched by identifier (a partner that one of them does not list has
/// nothing there), or of two ranges of the same length, matched by place; `turnover(before)` is an index of the
/// portfolio after. Range [0, 1], 0 = the same shares, 1 = no partner in common. It is `total_variation` under the
/// name it has in time. Undefined without flow in either period ("reference": the other period), and when a part of
/// either is unattributed: `bound(turnover, before, after)` gives its least and greatest value over all completions,
/// exactly. Throws as `total_variation`. Linear.
/// Source: Bray and Curtis (1957), An Ordination of the Upland Forest Communities of Southern Wisconsin, on shares.
inline constexpr comparison_detail::comparison_fn<change_detail::turnover_measure> turnover{};

/// Who came and who left: partners that go from nothing, or from not being listed, to something, and back.
///
/// `entry_and_exit(before, after)` of two portfolios; `entry` and `exit` are the shares of all who came and of all
/// who left, in [0, 1], neither above the turnover. Nothing is said, and `why` says why, where `turnover` is
/// undefined: beside an unattributed part, who is not listed may have been there all the time. Linear.
/// Source: defined by this library, as the parts of the turnover that no partner of both periods accounts for.
inline constexpr change_detail::entry_and_exit_fn entry_and_exit{};

} // namespace equipoise
