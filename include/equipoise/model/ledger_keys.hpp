// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/flow.hpp>
#include <equipoise/model/identifier.hpp>

#include <concepts>
#include <tuple>
#include <type_traits>

/// What a ledger is keyed by: `by_state`, `by_period_and_state`, `by_period_state_and_channel`, or a function of your
/// own.
namespace equipoise {

namespace detail {

struct by_state_fn {
    template <class Flow, class Id>
    [[nodiscard]] constexpr Id operator()(Flow const&, Id const& state) const
    {
        return state;
    }
};

struct by_period_and_state_fn {
    template <class Flow, class Id>
        requires requires(Flow const& row) { row.period; }
    [[nodiscard]] constexpr auto operator()(Flow const& row, Id const& state) const
    {
        return std::tuple{row.period, state};
    }
};

struct by_period_state_and_channel_fn {
    template <class Flow, class Id>
        requires requires(Flow const& row) {
            row.period;
            row.channel;
        }
    [[nodiscard]] constexpr auto operator()(Flow const& row, Id const& state) const
    {
        return std::tuple{row.period, state, row.channel};
    }
};

} // namespace detail

/// The keys of a ledger: the state; (period, state); (period, state, channel). Any function of a flow and its state
/// that returns an identifier can be used instead.
inline constexpr detail::by_state_fn by_state{};
inline constexpr detail::by_period_and_state_fn by_period_and_state{};
inline constexpr detail::by_period_state_and_channel_fn by_period_state_and_channel{};

/// The type of the key where none is named: `by_period_and_state`.
using default_key = detail::by_period_and_state_fn;

/// What a ledger of flows may be keyed by: a function of a flow and of its state that returns an identifier, such as
/// `by_state`.
///
/// Where it is not satisfied, the flows lack what the key is made of, most often a period: take `by_state`, which needs
/// the state alone, or give the flows a member `period`. A function of your own takes (flow, state), in this order.
template <class By, class Row>
concept key_of_flows =
    flow_like<Row> && std::invocable<By const&, Row const&, decltype(Row::origin) const&>
    && identifier<std::remove_cvref_t<std::invoke_result_t<By const&, Row const&, decltype(Row::origin)>>>;

} // namespace equipoise
