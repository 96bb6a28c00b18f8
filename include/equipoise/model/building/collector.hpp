// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/model/building/cell.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/flow_batch.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// Rows that may declare what their portfolio adds up to.
template <class Row>
concept declares_total = requires(Row const& row, declared<decltype(Row::amount)> known) { known.total = row.total; };

/// Passes the total that a row declares for its portfolio on to a builder, if the row has such a member and it is
/// known.
template <class Amount, class Row>
void declare_total(auto& builder, auto const& key, Row const& row, Amount const& rounding)
{
    if constexpr (declares_total<Row>) {
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

/// A row whose amount is not known, and which of its other parts are known.
template <class Unknown, class Row>
concept unknown_flow_of = requires(Unknown const& flow) {
    { flow.row } -> std::convertible_to<Row const&>;
    { flow.has_origin } -> std::convertible_to<bool>;
    { flow.has_destination } -> std::convertible_to<bool>;
    { flow.has_period } -> std::convertible_to<bool>;
    { flow.has_channel } -> std::convertible_to<bool>;
};

/// The flows of a batch, by number. The members of a row that have no column keep their default value.
template <class Row, class Batch>
class flows_of_batch {
public:
    explicit flows_of_batch(Batch const& columns) : columns_{columns} {}

    [[nodiscard]] std::size_t size() const { return columns_.count; }

    /// By value where that is cheap; otherwise valid until the next call.
    [[nodiscard, gnu::always_inline]] auto operator[](std::size_t i) const
        -> std::conditional_t<std::is_trivially_copyable_v<Row>, Row, Row const&>
    {
        if constexpr (std::is_trivially_copyable_v<Row>) {
            auto row = Row{};
            read(i, row);
            return row;
        } else {
            read(i, row_);
            return row_;
        }
    }

private:
    [[gnu::always_inline]] void read(std::size_t i, Row& to) const
    {
        to.origin = columns_.origins[i];
        to.destination = columns_.destinations[i];
        to.amount = columns_.amounts[i];
        if constexpr (!std::same_as<decltype(Batch::periods), unspecified const*>) {
            if (columns_.periods != nullptr) {
                to.period = columns_.periods[i];
            }
        }
        if constexpr (!std::same_as<decltype(Batch::channels), unspecified const*>) {
            if (columns_.channels != nullptr) {
                to.channel = columns_.channels[i];
            }
        }
    }

    Batch columns_;
    mutable Row row_{}; ///< a row that is not copied: its strings keep their memory
};

/// The flows of a range with random access, or those that `parts` finds in its rows, by number.
template <class It, class Parts>
struct flows_of_range {
    It first;
    std::size_t count;
    Parts const& parts;

    [[nodiscard]] std::size_t size() const { return count; }

    [[nodiscard, gnu::always_inline]] decltype(auto) operator[](std::size_t i) const
    {
        using distance = ranges::iter_difference_t<It>;
        if constexpr (std::same_as<Parts, ranges::identity>) {
            return first[static_cast<distance>(i)]; // identity would return a reference to a row that is made here
        } else {
            return parts(first[static_cast<distance>(i)]);
        }
    }
};

/// A row of a ledger that is made of a flow. Id and Amount are references where the flow outlives it.
template <class Key, class Id, class Amount>
struct flow_row {
    Key key;
    Id id;
    Amount amount;
    bool own; ///< whether it is a flow from a state to itself
};

/// The rows of a ledger that flows make: row i is made of flows[i] on request. Columns of keys would have to be written
/// and read again, which takes 3 to 20% of the time to sum rows of small tuples.
template <bool Exports, class Flows, class Row, class By>
struct rows_of_flows {
    using id_type = decltype(Row::origin);
    using amount_type = decltype(Row::amount);
    using key_type = std::remove_cvref_t<std::invoke_result_t<By const&, Row const&, id_type const&>>;

    Flows const& flows;
    By const& by;
    bool keeps_own; ///< whether flows from a state to itself are to be added like others

    [[nodiscard]] std::size_t size() const { return flows.size(); }

    [[nodiscard, gnu::always_inline]] auto operator[](std::size_t i) const
    {
        using flow = decltype(flows[i]);
        flow each = flows[i];
        auto const own = each.origin == each.destination;
        key_type key = std::invoke(by, std::as_const(each), Exports ? each.origin : each.destination);
        if constexpr (std::is_reference_v<flow>) {
            return flow_row<key_type, id_type const&, amount_type const&>{
                std::move(key), Exports ? each.destination : each.origin, each.amount, own};
        } else {
            return flow_row<key_type, id_type, amount_type>{
                std::move(key), std::move(Exports ? each.destination : each.origin), std::move(each.amount), own};
        }
    }
};

/// Collects one side of flows, exports by origin or imports by destination, in a ledger. Several collectors may take
/// parts of the same flows and be added.
template <bool Exports, flow_like Row, class By>
class collector {
public:
    using id = decltype(Row::origin);
    using value = decltype(Row::amount);
    using key = std::remove_cvref_t<std::invoke_result_t<By const&, Row const&, id const&>>;

    explicit collector(By by, value const& rounding = {}, own_flows own = own_flows::set_aside)
        : by_{std::move(by)}, rounding_{rounding}, own_{own}
    {
    }

    void expect(std::size_t rows) { builder_.expect(rows); }

    /// Does for several collectors what ledger_builder::expect does.
    static void expect(std::span<collector* const> all, std::span<std::size_t const> rows)
    {
        ledger_builder<key, id, value>::expect(builders(all), rows);
    }

    /// Adds a flow.
    void operator()(Row const& row)
    {
        key const under = std::invoke(by_, row, Exports ? row.origin : row.destination);
        if (row.origin == row.destination && own_ == own_flows::set_aside && cell<value>::valid(row.amount))
            [[unlikely]] {
            builder_.set_aside(row.amount);
        } else {
            builder_.add(under, Exports ? row.destination : row.origin, row.amount);
        }
        declare_total<value>(builder_, under, row, rounding_);
    }

    /// Adds a row whose amount is not known, if it is known which portfolio it belongs to.
    template <unknown_flow_of<Row> Unknown>
    void unknown(Unknown const& flow)
    {
        auto const has_partner = Exports ? flow.has_destination : flow.has_origin;
        auto const needs_no_more = std::same_as<By, by_state_fn>;
        auto const needs_no_channel = needs_no_more || std::same_as<By, by_period_and_state_fn>;
        auto const needs_no_partner = needs_no_channel || std::same_as<By, by_period_state_and_channel_fn>;
        if (!(Exports ? flow.has_origin : flow.has_destination) || !(flow.has_period || needs_no_more)
            || !(flow.has_channel || needs_no_channel) || !(has_partner || needs_no_partner)) {
            return;
        }
        Row const& row = flow.row;
        if (own_ == own_flows::set_aside && has_partner && row.origin == row.destination) {
            return;
        }
        key const under = std::invoke(by_, row, Exports ? row.origin : row.destination);
        builder_.add_unknown(under, has_partner ? std::optional<id>{Exports ? row.destination : row.origin}
                                                : std::optional<id>{});
        declare_total<value>(builder_, under, row, rounding_);
    }

    /// Adds flows[i] for each i < flows.size(), which declare no totals.
    template <class Flows>
    void collect(Flows const& flows)
    {
        builder_.add(rows_of_flows<Exports, Flows, Row, By>{flows, by_, own_ == own_flows::keep});
    }

    /// Adds the flows of a batch, which declare no totals.
    template <class Period, class Channel>
    void collect(flow_batch<id, value, Period, Channel> const& columns)
    {
        collect(flows_of_batch<Row, flow_batch<id, value, Period, Channel>>{columns});
    }

    collector& operator+=(collector&& other)
    {
        builder_ += std::move(other.builder_);
        return *this;
    }

    /// Does for several collectors what ledger_builder::sort_together does.
    template <class InParallel>
    static void sort_together(std::span<collector* const> all, InParallel const& in_parallel)
    {
        ledger_builder<key, id, value>::sort_together(builders(all), in_parallel);
    }

    /// Sorts the rows that wait for it; collectors that are about to be added may do so each in a thread of its own.
    void sort() { builder_.sort(); }

    [[nodiscard]] ledger<key, id, value> build() { return builder_.build(); }

private:
    [[nodiscard]] static auto builders(std::span<collector* const> all)
    {
        auto found = std::vector<ledger_builder<key, id, value>*>{};
        for (auto* each : all) {
            found.push_back(&each->builder_);
        }
        return found;
    }

    By by_;
    value rounding_;
    own_flows own_;
    ledger_builder<key, id, value> builder_;
};

/// Adds the flows of a range to a collector, or those that `parts` finds in its rows.
template <class Collector, class It, class Last, class Parts = ranges::identity>
void collect_from(Collector& collected, It first, Last last, Parts const& parts = {})
{
    using row = std::remove_cvref_t<std::invoke_result_t<Parts const&, ranges::iter_reference_t<It>>>;
    if constexpr (std::same_as<Parts, ranges::identity> && requires { columns_from(first, std::size_t{}); }) {
        collected.collect(columns_from(first, static_cast<std::size_t>(last - first)));
    } else if constexpr (ranges::random_access_iterator<It> && ranges::sized_sentinel_for<Last, It>
                         && !declares_total<row>) {
        auto const count = static_cast<std::size_t>(last - first);
        collected.collect(flows_of_range<It, Parts>{std::move(first), count, parts});
    } else {
        for (; first != last; ++first) {
            collected(parts(*first));
        }
    }
}

/// Tells a collector of the rows without a known amount that a range of flows knows of, if it does.
template <class Collector, class R>
void collect_unknown(Collector& collected, R const& flows)
{
    if constexpr (requires { collected.unknown(flows.unknown.front()); }) {
        for (auto const& each : flows.unknown) {
            collected.unknown(each);
        }
    }
}

} // namespace equipoise::detail
