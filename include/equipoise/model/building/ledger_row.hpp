// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/identifier.hpp>

#include <concepts>
#include <cstddef>

namespace equipoise {

/// A row of a ledger: an amount that belongs to the cell of a key and a partner.
template <identifier Key, identifier Id, amount Amount = double>
struct ledger_row {
    Key key{};
    Id id{};
    Amount amount{};
};

/// Rows of a ledger by number, such as a vector of `ledger_row`, or columns whose rows are put together on request:
/// rows[i] has the members `key`, `id` and `amount`.
template <class Rows, class Key, class Id, class Amount>
concept ledger_rows = requires(Rows const& rows, std::size_t i) {
    { rows.size() } -> std::convertible_to<std::size_t>;
    { rows[i].key } -> std::convertible_to<Key const&>;
    { rows[i].id } -> std::convertible_to<Id const&>;
    { rows[i].amount } -> std::convertible_to<Amount const&>;
};

namespace detail {

/// Whether a row is a flow from a state to itself; rows without such a member are not.
template <class Row>
[[nodiscard]] constexpr bool is_own(Row const& row) noexcept
{
    if constexpr (requires { row.own; }) {
        return row.own;
    } else {
        return false;
    }
}

/// Whether rows that are flows from a state to itself are to be added like all others.
template <class Rows>
[[nodiscard]] constexpr bool keeps_own(Rows const& rows) noexcept
{
    if constexpr (requires { rows.keeps_own; }) {
        return rows.keeps_own;
    } else {
        return true;
    }
}

} // namespace detail

} // namespace equipoise
