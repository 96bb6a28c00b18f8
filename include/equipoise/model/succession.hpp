// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/succession.hpp>
#include <equipoise/model/building/joined_ledger.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/model/unknown_partners.hpp>

#include <range/v3/view/all.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

/// Flows, portfolios and ledgers in which a state continues one that is no more, as Russia the Soviet Union:
/// `joined`.
namespace equipoise {

namespace detail {

/// Gives a flow the states that continue its own.
template <class Id>
struct renamed_flow {
    std::vector<succession<Id>> joins;

    template <class Flow>
    [[nodiscard]] Flow operator()(Flow row) const
    {
        auto const all = std::span<succession<Id> const>{joins};
        row.origin = continuing(row.origin, all);
        row.destination = continuing(row.destination, all);
        return row;
    }
};

/// Partners under the identifiers that continue theirs, sorted, and summed where several become one.
template <class Id, class Amount>
struct continuing_partners {
    std::vector<Id> ids{};
    std::vector<Amount> amounts{};

    template <class Partners>
    continuing_partners(Partners const& partners, std::span<succession<Id> const> joins)
    {
        auto rows = std::vector<std::pair<Id, cell<Amount>>>{};
        for (auto const& each : partners) {
            rows.emplace_back(continuing(each.id, joins), cell<Amount>::of(each.amount, "portfolio", rows.size()));
        }
        std::stable_sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
        for (auto row = rows.begin(); row != rows.end();) {
            auto sum = row->second;
            ids.push_back(row->first);
            for (++row; row != rows.end() && row->first == ids.back(); ++row) {
                sum.add(row->second);
            }
            amounts.push_back(sum.value());
        }
    }
};

/// A portfolio whose partners are those that continue its own.
template <portfolio_like Flows>
[[nodiscard]] auto with_continuing_partners(Flows const& flows, std::span<succession<id_in<Flows>> const> joins)
{
    using id = id_in<Flows>;
    using value = value_in<Flows>;
    using view = portfolio_view<id, value>;
    auto const listed = continuing_partners<id, value>{view_of(flows), joins};
    auto const renamed = view{listed.ids, listed.amounts, flows.totals(), flows.listing(), value{flows.unit()}};
    // where two partners became one, sums and largest amounts are others
    auto const sum = listed.ids.size() == flows.size() ? portfolio<id, value>{renamed}
                                                       : combined(std::vector<addend<id, value>>{{renamed}},
                                                                  [](value const& x, double) { return x; });

    auto const not_known = continuing_partners<id, value>{unknown_in(flows), joins};
    auto unknown = std::vector<partner<id, value>>{};
    auto in_part = std::vector<id>{}; // partners of which a part is listed and another part is not known
    for (auto i = std::size_t{0}; i != not_known.ids.size(); ++i) {
        if (sum.contains(not_known.ids[i])) {
            in_part.push_back(not_known.ids[i]);
        } else {
            unknown.push_back({not_known.ids[i], not_known.amounts[i]});
        }
    }
    auto const all = portfolio<id, value>{
        view{sum.ids(), sum.amounts(), sum.totals(), flows.listing(), sum.unit(), unknown, unnamed_in(flows), nullptr}};
    return in_part.empty() ? all : all.with_unknown(in_part);
}

struct joined_fn {
    template <portfolio_like Flows, std::size_t Size>
    [[nodiscard]] auto operator()(Flows const& flows, std::array<succession<id_in<Flows>>, Size> const& joins) const
    {
        return with_continuing_partners(flows, joins);
    }

    template <portfolio_like Flows>
    [[nodiscard]] auto operator()(Flows const& flows, std::vector<succession<id_in<Flows>>> const& joins) const
    {
        return with_continuing_partners(flows, joins);
    }

    template <class Key, class Id, std::size_t Size>
        requires(parts_like_state<Key, Id> == 1)
    [[nodiscard]] auto operator()(ledger<Key, Id> const& flows, std::array<succession<Id>, Size> const& joins) const
    {
        return joined_ledger<Key, Id>::of(flows, joins);
    }

    template <class Key, class Id>
        requires(parts_like_state<Key, Id> == 1)
    [[nodiscard]] auto operator()(ledger<Key, Id> const& flows, std::vector<succession<Id>> const& joins) const
    {
        return joined_ledger<Key, Id>::of(flows, joins);
    }

    template <ranges::viewable_range Rows, std::size_t Size>
        requires flow_like<ranges::range_value_t<Rows>>
    [[nodiscard]] auto
    operator()(Rows&& rows,
               std::array<succession<decltype(ranges::range_value_t<Rows>::origin)>, Size> const& joins) const
    {
        return (*this)(std::forward<Rows>(rows), std::vector(joins.begin(), joins.end()));
    }

    template <ranges::viewable_range Rows>
        requires flow_like<ranges::range_value_t<Rows>>
    [[nodiscard]] auto operator()(Rows&& rows,
                                  std::vector<succession<decltype(ranges::range_value_t<Rows>::origin)>> joins) const
    {
        using id = decltype(ranges::range_value_t<Rows>::origin);
        return ranges::views::transform(ranges::views::all(std::forward<Rows>(rows)),
                                        renamed_flow<id>{std::move(joins)});
    }
};

} // namespace detail

/// The same flows, in which states that are no more go on as those that continue them: `joined(flows,
/// successions::continued)`, so that turnover across 1991 and 1992 does not count the Soviet Union as gone and Russia
/// as new. Of a range of flows, a view in which origins and destinations are renamed; of a portfolio, a portfolio whose
/// partners are renamed, and summed where two become one; the sum is not known where one of them is not. Totals and
/// unattributed parts stay what they are.
///
/// Of a ledger of doubles, a ledger in which the states of the keys are renamed as well: the key itself, or the one of
/// its first two parts that has the type of the partners. Portfolios that become one are added up, as is what is
/// declared of them; flows between two states that become one are set aside as flows from a state to itself, each cell
/// as a row.
///
/// @param joins an array or vector of `succession`, such as `successions::united` or one of your own
inline constexpr detail::joined_fn joined{};

} // namespace equipoise
