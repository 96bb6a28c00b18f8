// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/succession.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <range/v3/view/all.hpp>
#include <range/v3/view/transform.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

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

/// A portfolio whose partners are those that continue its own.
template <portfolio_like Flows>
[[nodiscard]] auto with_continuing_partners(Flows const& flows, std::span<succession<id_in<Flows>> const> joins)
{
    using id = id_in<Flows>;
    using value = value_in<Flows>;
    auto rows = std::vector<std::pair<id, cell<value>>>{};
    for (auto i = std::size_t{0}; i != flows.size(); ++i) {
        rows.emplace_back(continuing(id{flows.ids()[i]}, joins), cell<value>::of(flows.amounts()[i], "portfolio", i));
    }
    std::stable_sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    auto ids = std::vector<id>{};
    auto sums = std::vector<cell<value>>{};
    for (auto const& [partner, sum] : rows) {
        if (ids.empty() || !(ids.back() == partner)) {
            ids.push_back(partner);
            sums.push_back(sum);
        } else {
            sums.back().add(sum);
        }
    }
    auto amounts = std::vector<value>{};
    for (auto const& sum : sums) {
        amounts.push_back(sum.value());
    }
    auto const renamed = portfolio_view<id, value>{ids, amounts, flows.totals(), flows.listing(), value{flows.unit()}};
    if (ids.size() == flows.size()) {
        return portfolio<id, value>{renamed};
    }
    // two partners became one, so that sums and largest amounts are others
    return combined(std::vector<addend<id, value>>{{renamed}}, [](value const& x, double) { return x; });
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
/// partners are renamed, and summed where two become one. Totals and unattributed parts stay what they are.
///
/// @param joins an array or vector of `succession`, such as `successions::united` or one of your own
inline constexpr detail::joined_fn joined{};

} // namespace equipoise
