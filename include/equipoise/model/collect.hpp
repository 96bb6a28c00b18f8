// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>
#include <equipoise/core/execution.hpp>
#include <equipoise/model/building/collector.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

/// From flows to ledgers: `export_ledger` and `import_ledger`, and `flow_projections` for rows of other types.
namespace equipoise {

/// The projection to the period or channel of rows that have none.
struct to_unspecified {
    template <class Row>
    [[nodiscard]] constexpr unspecified operator()(Row const&) const noexcept
    {
        return {};
    }
};

/// Where the parts of a flow are found in a row of any type: pointers to members, or functions of a row. Period and
/// channel may be missing.
///
///     auto const sold = export_ledger(rows, flow_projections{&row::from, &row::to, &row::usd, &row::year});
///     auto const bought = import_ledger(rows, flow_projections{&row::from, &row::to, &row::usd}, by_state);
template <class Origin, class Destination, class Amount, class Period = to_unspecified, class Channel = to_unspecified>
struct flow_projections {
    Origin origin;
    Destination destination;
    Amount amount;
    Period period = {};
    Channel channel = {};

    /// The flow that is found in a row.
    template <class Row, class Id = detail::part_of<Origin, Row>>
        requires identifier<Id> && std::same_as<Id, detail::part_of<Destination, Row>>
                 && equipoise::amount<detail::part_of<Amount, Row>> && identifier<detail::part_of<Period, Row>>
                 && identifier<detail::part_of<Channel, Row>>
    [[nodiscard]] constexpr auto operator()(Row const& row) const
        -> flow<Id, detail::part_of<Amount, Row>, detail::part_of<Period, Row>, detail::part_of<Channel, Row>>
    {
        return {std::invoke(origin, row), std::invoke(destination, row), std::invoke(amount, row),
                std::invoke(period, row), std::invoke(channel, row)};
    }
};

template <class Origin, class Destination, class Amount>
flow_projections(Origin, Destination, Amount) -> flow_projections<Origin, Destination, Amount>;
template <class Origin, class Destination, class Amount, class Period>
flow_projections(Origin, Destination, Amount, Period) -> flow_projections<Origin, Destination, Amount, Period>;
template <class Origin, class Destination, class Amount, class Period, class Channel>
flow_projections(Origin, Destination, Amount, Period, Channel)
    -> flow_projections<Origin, Destination, Amount, Period, Channel>;

namespace detail {

template <class T>
inline constexpr bool is_flow_projections = false;
template <class... Parts>
inline constexpr bool is_flow_projections<flow_projections<Parts...>> = true;

/// Projections that find a flow in each row of a range.
template <class T, class R>
concept projects_flows =
    is_flow_projections<T> && ranges::input_range<R> && std::invocable<T const&, ranges::range_reference_t<R>>;

template <class R, class Parts>
using projected_flow = std::invoke_result_t<Parts const&, ranges::range_reference_t<R>>;

template <bool Exports>
struct direction_fn {
    template <ranges::input_range R, key_of_flows<ranges::range_value_t<R>> By = default_key>
    [[nodiscard]] auto operator()(R&& flows, By const& by = {},
                                  ledger_options<decltype(ranges::range_value_t<R>::amount)> const& how = {}) const
    {
        return collected<ranges::range_value_t<R>>(flows, ranges::identity{}, by, how);
    }

    template <ranges::input_range R, projects_flows<R> Parts, key_of_flows<projected_flow<R, Parts>> By = default_key>
    [[nodiscard]] auto operator()(R&& rows, Parts const& parts, By const& by = {},
                                  ledger_options<decltype(projected_flow<R, Parts>::amount)> const& how = {}) const
    {
        return collected<projected_flow<R, Parts>>(rows, parts, by, how);
    }

    /// Of a table that knows more than its flows, such as those of a provider's file: `export_ledger(io::read(path))`.
    template <class Table, class By = default_key>
        requires requires(Table const& flows, By const& by) { flows.template ledger<Exports>(by); }
    [[nodiscard]] auto operator()(Table const& flows, By const& by = {}) const
    {
        return flows.template ledger<Exports>(by);
    }

    template <ranges::input_range R>
        requires flow_like<ranges::range_value_t<R>>
                 && (!key_of_flows<by_period_and_state_fn, ranges::range_value_t<R>>)
    void operator()(R&&) const EQUIPOISE_REFUSED("rows without a period: export_ledger(rows, by_state)");

    template <ranges::input_range R, class By>
        requires flow_like<ranges::range_value_t<R>> && (!key_of_flows<By, ranges::range_value_t<R>>)
                 && (!projects_flows<By, R>)
    void operator()(R&&, By const&) const EQUIPOISE_REFUSED("take by_state as the key, or what all rows tell");

    template <ranges::input_range R, class... By>
        requires(!flow_like<ranges::range_value_t<R>>) && (!projects_flows<By, R> && ...) && (sizeof...(By) < 2)
    void operator()(R&&, By const&...) const EQUIPOISE_REFUSED("export_ledger(rows, flow_projections{...})");

    template <ranges::input_range R, class... Arguments>
        requires(sizeof...(Arguments) > 1) && (bare_option<Arguments> || ...)
    void operator()(R&&, Arguments const&...) const EQUIPOISE_REFUSED("export_ledger(rows, by, {.rounding = 0.5})");

    /// The same, carried out as a policy says: `export_ledger(parallel, flows, by_state)`.
    template <class Policy, class... Arguments>
        requires runs<Policy, direction_fn, Arguments...>
    [[nodiscard]] auto operator()(Policy const& policy, Arguments&&... arguments) const
    {
        return policy.run(*this, std::forward<Arguments>(arguments)...);
    }

    /// The same with options in braces: `export_ledger(parallel, flows, by_state, {.rounding = 0.5})`.
    template <class Policy, ranges::input_range R, class By>
        requires runs<Policy, direction_fn, R, By const&>
    [[nodiscard]] auto operator()(Policy const& policy, R&& flows, By const& by,
                                  ledger_options<decltype(ranges::range_value_t<R>::amount)> const& how) const
    {
        return policy.run(*this, std::forward<R>(flows), by, how);
    }

private:
    template <class Row, class R, class Parts, class By, class Amount>
    [[nodiscard]] static auto collected(R& rows, Parts const& parts, By const& by, ledger_options<Amount> const& how)
    {
        auto collected_flows = collector<Exports, Row, By>{by, how.rounding, how.own};
        if constexpr (ranges::sized_range<R>) {
            collected_flows.expect(static_cast<std::size_t>(ranges::size(rows)));
        }
        collect_from(collected_flows, ranges::begin(rows), ranges::end(rows), parts);
        collect_unknown(collected_flows, rows);
        return collected_flows.build();
    }
};

} // namespace detail

/// Exports by origin: the ledger in which a state's partners are the destinations of its flows.
///
/// `export_ledger(flows)` is keyed by (period, state); `export_ledger(flows, by_state)` sums all periods, and so on.
/// One pass over any range of flows, in memory that grows with the cells. Rows of another type are read through
/// projections, which come before the further arguments: `export_ledger(rows, flow_projections{&row::from, &row::to,
/// &row::usd, &row::year})`.
///
/// Rows with a member `total`, and perhaps a `listing`, declare what their portfolio adds up to; `{.rounding = 0.5}`
/// after the key says that their amounts are rounded by at most 0.5 (see `ledger_options`). A portfolio that
/// contradicts its total is undefined: `contradictions()` of the ledger names it, and `refuse_contradictions()` throws.
/// Flows of a state to itself are set aside and counted as `own_rows()` of the ledger, unless `.own = own_flows::keep`
/// is among the options. Rows whose amount `io::read_flows` found to be unknown leave the total of their portfolio
/// unknown; a part of the flows, such as a filter of them, does not remember those rows.
/// @throws invalid_amount naming the row; invalid_parameter for a declared total that is negative, infinite or NaN
inline constexpr detail::direction_fn<true> export_ledger{};

/// Imports by destination: the ledger in which a state's partners are the origins of its flows. See `export_ledger`.
inline constexpr detail::direction_fn<false> import_ledger{};

} // namespace equipoise
