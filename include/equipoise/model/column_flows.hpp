// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/flow_batch.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

namespace equipoise {

/// Flows whose parts are columns, as many programs hold them: a range of `flow` with random access, in which a flow is
/// put together when it is read. Refers to the columns and does not own them: they have to outlive it.
///
///     auto const trade = column_flows{exporters, importers, dollars, years};       // any contiguous ranges
///     auto const ledger = export_ledger(trade);
///
/// @throws invalid_parameter when the columns are not all of the same length
template <identifier Id, amount Amount = double, identifier Period = unspecified, identifier Channel = unspecified>
class column_flows {
    struct rows {
        Id const* origins = nullptr;
        Id const* destinations = nullptr;
        Amount const* amounts = nullptr;
        Period const* periods = nullptr;
        Channel const* channels = nullptr;

        [[nodiscard]] flow<Id, Amount, Period, Channel> operator[](std::size_t i) const
        {
            return {origins[i], destinations[i], amounts[i], part(periods, i), part(channels, i)};
        }

        /// The columns of `count` flows from an iterator on.
        [[nodiscard]] friend detail::flow_batch<Id, Amount, Period, Channel>
        columns_from(detail::row_iterator<rows> const& first, std::size_t count) noexcept
        {
            auto const from = [&](auto const* column) {
                return column != nullptr ? column + first.position() : nullptr;
            };
            auto const& all = first.rows();
            return {from(all.origins), from(all.destinations), from(all.amounts),
                    from(all.periods), from(all.channels),     count};
        }

        template <class T>
        [[nodiscard]] static T part([[maybe_unused]] T const* column, [[maybe_unused]] std::size_t i)
        {
            if constexpr (std::same_as<T, unspecified>) {
                return {};
            } else {
                return column[i];
            }
        }
    };

public:
    using iterator = detail::row_iterator<rows>;

    column_flows() = default;

    column_flows(std::span<Id const> origins, std::span<Id const> destinations, std::span<Amount const> amounts)
        requires std::same_as<Period, unspecified> && std::same_as<Channel, unspecified>
        : rows_{origins.data(), destinations.data(), amounts.data()}, size_{origins.size()}
    {
        check(destinations, "destinations");
        check(amounts, "amounts");
    }

    column_flows(std::span<Id const> origins, std::span<Id const> destinations, std::span<Amount const> amounts,
                 std::span<Period const> periods)
        requires std::same_as<Channel, unspecified>
        : rows_{origins.data(), destinations.data(), amounts.data(), periods.data()}, size_{origins.size()}
    {
        check(destinations, "destinations");
        check(amounts, "amounts");
        check(periods, "periods");
    }

    column_flows(std::span<Id const> origins, std::span<Id const> destinations, std::span<Amount const> amounts,
                 std::span<Period const> periods, std::span<Channel const> channels)
        : rows_{origins.data(), destinations.data(), amounts.data(), periods.data(), channels.data()},
          size_{origins.size()}
    {
        check(destinations, "destinations");
        check(amounts, "amounts");
        check(periods, "periods");
        check(channels, "channels");
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] flow<Id, Amount, Period, Channel> operator[](std::size_t i) const { return rows_[i]; }
    [[nodiscard]] iterator begin() const noexcept { return {rows_, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {rows_, size_}; }

private:
    template <class T>
    void check(std::span<T const> column, char const* name) const
    {
        if (column.size() != size_) {
            throw invalid_parameter{"column_flows", std::string{"the number of "} + name,
                                    static_cast<double>(column.size()),
                                    "that of the origins, " + std::to_string(size_)};
        }
    }

    rows rows_;
    std::size_t size_ = 0;
};

/// The type of the values of a column.
template <class Column>
using column_value_t = typename decltype(std::span(std::declval<std::remove_cvref_t<Column> const&>()))::value_type;

/// A column that lives longer than the range of flows that refers to it: one with a name, or one that owns nothing,
/// such as std::span. Put a column that a function returns into a variable first.
template <class Column>
concept lasting_column =
    std::is_lvalue_reference_v<Column> || std::ranges::enable_borrowed_range<std::remove_cvref_t<Column>>;

// There is no guide for columns that are temporaries: they would not outlive the range.
template <class Origins, class Destinations, class Amounts>
    requires(lasting_column<Origins> && lasting_column<Destinations> && lasting_column<Amounts>)
column_flows(Origins&&, Destinations&&, Amounts&&) -> column_flows<column_value_t<Origins>, column_value_t<Amounts>>;
template <class Origins, class Destinations, class Amounts, class Periods>
    requires(lasting_column<Origins> && lasting_column<Destinations> && lasting_column<Amounts>
             && lasting_column<Periods>)
column_flows(Origins&&, Destinations&&, Amounts&&, Periods&&)
    -> column_flows<column_value_t<Origins>, column_value_t<Amounts>, column_value_t<Periods>>;
template <class Origins, class Destinations, class Amounts, class Periods, class Channels>
    requires(lasting_column<Origins> && lasting_column<Destinations> && lasting_column<Amounts>
             && lasting_column<Periods> && lasting_column<Channels>)
column_flows(Origins&&, Destinations&&, Amounts&&, Periods&&, Channels&&)
    -> column_flows<column_value_t<Origins>, column_value_t<Amounts>, column_value_t<Periods>,
                    column_value_t<Channels>>;

} // namespace equipoise
