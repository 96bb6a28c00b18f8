// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/flow.hpp>
#include <equipoise/model/ledger_builder.hpp>

#include <functional>
#include <tuple>
#include <type_traits>

namespace equipoise {

/// Records with an origin, a destination and an amount: `flow`, or any type with these members.
template <class F>
concept flow_like = requires(F const& row) {
    requires identifier<std::remove_cvref_t<decltype(row.origin)>>;
    requires std::same_as<decltype(row.origin), decltype(row.destination)>;
    requires amount<std::remove_cvref_t<decltype(row.amount)>>;
};

namespace detail {

struct by_state_fn {
    template <class Flow, class Id>
    [[nodiscard]] constexpr Id operator()(Flow const&, Id const& state) const
    {
        return state;
    }
};

struct by_period_fn {
    template <class Flow, class Id>
    [[nodiscard]] constexpr auto operator()(Flow const& row, Id const& state) const
    {
        return std::tuple{row.period, state};
    }
};

struct by_channel_fn {
    template <class Flow, class Id>
    [[nodiscard]] constexpr auto operator()(Flow const& row, Id const& state) const
    {
        return std::tuple{row.period, state, row.channel};
    }
};

} // namespace detail

/// What a ledger is keyed by: the state; (period, state); (period, state, channel). Any function of a flow and its
/// state that returns an identifier will do as well.
inline constexpr detail::by_state_fn by_state{};
inline constexpr detail::by_period_fn by_period{};
inline constexpr detail::by_channel_fn by_channel{};

namespace detail {

/// The total that a row declares for its portfolio, where rows have such a member and this one is known.
template <class Amount, class Row>
void declare_total(auto& builder, auto const& key, Row const& row, Amount const& rounding)
{
    if constexpr (requires(declared<Amount> d) { d.total = row.total; }) {
        auto known = declared<Amount>{};
        known.total = row.total;
        known.rounding = rounding;
        if constexpr (requires { known.listing = row.listing; }) {
            known.listing = row.listing;
        }
        if (known.total) {
            builder.declare(key, known);
        }
    }
}

/// One side of the flows: whose they are, and with whom.
template <bool Exports>
struct direction_fn {
    template <ranges::input_range R, class By = by_period_fn>
        requires flow_like<ranges::range_value_t<R>>
                 && std::invocable<By const&, ranges::range_value_t<R> const&,
                                   decltype(ranges::range_value_t<R>::origin) const&>
    [[nodiscard]] auto operator()(R&& flows, By const& by = {},
                                  decltype(ranges::range_value_t<R>::amount) const& rounding = {}) const
    {
        using row_type = ranges::range_value_t<R>;
        using id = decltype(row_type::origin);
        using value = decltype(row_type::amount);
        using key = std::remove_cvref_t<std::invoke_result_t<By const&, row_type const&, id const&>>;
        auto builder = ledger_builder<key, id, value>{};
        auto const last = ranges::end(flows);
        for (auto it = ranges::begin(flows); it != last; ++it) {
            row_type const& row = *it;
            key const under = std::invoke(by, row, Exports ? row.origin : row.destination);
            builder.add(under, Exports ? row.destination : row.origin, row.amount);
            declare_total<value>(builder, under, row, rounding);
        }
        return builder.build();
    }
};

} // namespace detail

/// Exports by origin: the ledger in which a state's partners are the destinations of its flows.
///
/// `exports(flows)` is keyed by (period, state); `exports(flows, by_state)` sums all periods, and so on. One pass
/// over any range of flows, in memory that grows with the cells. Rows that carry a `total`, and perhaps a
/// `listing`, declare what their portfolio adds up to; `rounding` is the most by which such an amount is rounded.
/// @throws invalid_amount naming the row; invalid_parameter when rows and declared total contradict each other
inline constexpr detail::direction_fn<true> exports{};

/// Imports by destination: the ledger in which a state's partners are the origins of its flows. See `exports`.
inline constexpr detail::direction_fn<false> imports{};

} // namespace equipoise
