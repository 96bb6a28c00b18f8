// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>
#include <equipoise/core/execution.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/flow.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise {

/// Records with an origin, a destination and an amount: `flow`, or any type with these members.
template <class F>
concept flow_like = requires(F const& row) {
    requires identifier<std::remove_cvref_t<decltype(row.origin)>>;
    requires std::same_as<decltype(row.origin), decltype(row.destination)>;
    requires amount<std::remove_cvref_t<decltype(row.amount)>>;
};

/// What becomes of a state's flows to itself, such as re-imports: they make nobody depend on anybody.
enum class own_flows : unsigned char {
    set_aside, ///< they are left out of the ledger, which says how many there were and what they add up to
    keep,      ///< the state is listed among its own partners
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
        requires requires(Flow const& row) { row.period; }
    [[nodiscard]] constexpr auto operator()(Flow const& row, Id const& state) const
    {
        return std::tuple{row.period, state};
    }
};

struct by_channel_fn {
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

/// What a ledger is keyed by: the state; (period, state); (period, state, channel). Any function of a flow and its
/// state that returns an identifier will do as well.
inline constexpr detail::by_state_fn by_state{};
inline constexpr detail::by_period_fn by_period{};
inline constexpr detail::by_channel_fn by_channel{};

namespace detail {

/// The projection to a period or channel that nobody told.
struct to_unspecified {
    template <class Row>
    [[nodiscard]] constexpr unspecified operator()(Row const&) const noexcept
    {
        return {};
    }
};

} // namespace detail

/// Where in a row of any type the parts of a flow are found: pointers to members or functions, period and channel only
/// where there are any.
///
///     auto const book = exports(rows, flow_projections{&row::from, &row::to, &row::usd, &row::year});
///     auto const sums = imports(rows, flow_projections{&row::from, &row::to, &row::usd}, by_state);
template <class Origin, class Destination, class Amount, class Period = detail::to_unspecified,
          class Channel = detail::to_unspecified>
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

/// What finds a flow in the rows of a range.
template <class T, class R>
concept projects_flows =
    is_flow_projections<T> && ranges::input_range<R> && std::invocable<T const&, ranges::range_reference_t<R>>;

template <class R, class Parts>
using projected_flow = std::invoke_result_t<Parts const&, ranges::range_reference_t<R>>;

/// Rows that may say what their portfolio adds up to.
template <class Row>
concept declares_total = requires(Row const& row, declared<decltype(Row::amount)> known) { known.total = row.total; };

/// The total that a row declares for its portfolio, where rows have such a member and this one is known.
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

/// A row whose amount is not known, and which of its other parts are.
template <class Unknown, class Row>
concept unknown_flow_of = requires(Unknown const& flow) {
    { flow.row } -> std::convertible_to<Row const&>;
    { flow.has_origin } -> std::convertible_to<bool>;
    { flow.has_destination } -> std::convertible_to<bool>;
    { flow.has_period } -> std::convertible_to<bool>;
    { flow.has_channel } -> std::convertible_to<bool>;
};

/// Gathers one side of the flows, whose they are and with whom, row by row. Several may gather parts of the same flows
/// and be added.
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

    /// Says so of several collectors, as ledger_builder::expect does.
    static void expect(std::span<collector* const> all, std::span<std::size_t const> rows)
    {
        ledger_builder<key, id, value>::expect(builders(all), rows);
    }

    void operator()(Row const& row)
    {
        key const under = std::invoke(by_, row, Exports ? row.origin : row.destination);
        if (row.origin == row.destination && stays_aside(row.amount)) [[unlikely]] {
            builder_.set_aside(row.amount);
        } else {
            builder_.add(under, Exports ? row.destination : row.origin, row.amount);
        }
        declare_total<value>(builder_, under, row, rounding_);
    }

    /// Takes a row whose amount is not known. Nothing is said of a portfolio where it is not known which one it is.
    template <unknown_flow_of<Row> Unknown>
    void unknown(Unknown const& flow)
    {
        auto const has_partner = Exports ? flow.has_destination : flow.has_origin;
        auto const needs_no_more = std::same_as<By, by_state_fn>;
        auto const needs_no_channel = needs_no_more || std::same_as<By, by_period_fn>;
        auto const needs_no_partner = needs_no_channel || std::same_as<By, by_channel_fn>;
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

    /// Takes rows that declare no totals, those from `first` to `last`, this one left out; row(i) is row i.
    template <class RowAt>
    void collect(std::size_t first, std::size_t last, RowAt const& row)
    {
        builder_.add_each(first, last, [&](std::size_t i, auto const& take) {
            Row const& each = row(i);
            if (each.origin == each.destination && stays_aside(each.amount)) [[unlikely]] {
                if constexpr (requires { take.set_aside(each.amount); }) {
                    return take.set_aside(each.amount);
                } else {
                    return false; // the quick ways leave it to the one that takes any row
                }
            }
            key const under = std::invoke(by_, each, Exports ? each.origin : each.destination);
            return take(under, Exports ? each.destination : each.origin, each.amount);
        });
    }

    collector& operator+=(collector&& other)
    {
        builder_ += std::move(other.builder_);
        return *this;
    }

    /// Sorts what waits in several collectors, as ledger_builder::sort_together does.
    template <class InParallel>
    static void sort_together(std::span<collector* const> all, InParallel const& in_parallel)
    {
        ledger_builder<key, id, value>::sort_together(builders(all), in_parallel);
    }

    /// What `build` and `+=` begin with; collectors about to be added may do it each in a thread of its own.
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

    /// Whether a flow of a state to itself is set aside; adding one whose amount is not valid says so. The amount is
    /// handed over by itself, so that a row made on the way need not be stored.
    [[nodiscard, gnu::noinline]] bool stays_aside(value amount) const
    {
        return own_ == own_flows::set_aside && cell<value>::valid(amount);
    }

    By by_;
    value rounding_;
    own_flows own_;
    ledger_builder<key, id, value> builder_;
};

/// Hands a collector the flows of a range, or those that `parts` finds in its rows.
template <class Collector, class It, class Last, class Parts = ranges::identity>
void collect_from(Collector& gathered, It first, Last last, Parts const& parts = {})
{
    using row = std::remove_cvref_t<std::invoke_result_t<Parts const&, ranges::iter_reference_t<It>>>;
    if constexpr (ranges::random_access_iterator<It> && ranges::sized_sentinel_for<Last, It> && !declares_total<row>) {
        using distance = ranges::iter_difference_t<It>;
        gathered.collect(0, static_cast<std::size_t>(last - first), [&](std::size_t i) -> decltype(auto) {
            if constexpr (std::same_as<Parts, ranges::identity>) {
                return first[static_cast<distance>(i)]; // which may be made here: identity would refer to what is gone
            } else {
                return parts(first[static_cast<distance>(i)]);
            }
        });
    } else {
        for (; first != last; ++first) {
            gathered(parts(*first));
        }
    }
}

/// Hands a collector what a range of flows knows of rows without a known amount, if it knows of any.
template <class Collector, class R>
void collect_unknown(Collector& gathered, R const& flows)
{
    if constexpr (requires { gathered.unknown(flows.unknown.front()); }) {
        for (auto const& each : flows.unknown) {
            gathered.unknown(each);
        }
    }
}

/// What a ledger may be keyed by.
template <class By, class Row>
concept keys = flow_like<Row> && std::invocable<By const&, Row const&, decltype(Row::origin) const&>
               && identifier<std::remove_cvref_t<std::invoke_result_t<By const&, Row const&, decltype(Row::origin)>>>;

template <bool Exports>
struct direction_fn {
    template <ranges::input_range R, keys<ranges::range_value_t<R>> By = by_period_fn>
    [[nodiscard]] auto operator()(R&& flows, By const& by = {},
                                  decltype(ranges::range_value_t<R>::amount) const& rounding = {},
                                  own_flows own = own_flows::set_aside) const
    {
        return collected<ranges::range_value_t<R>>(flows, ranges::identity{}, by, rounding, own);
    }

    template <ranges::input_range R, projects_flows<R> Parts, keys<projected_flow<R, Parts>> By = by_period_fn>
    [[nodiscard]] auto operator()(R&& rows, Parts const& parts, By const& by = {},
                                  decltype(projected_flow<R, Parts>::amount) const& rounding = {},
                                  own_flows own = own_flows::set_aside) const
    {
        return collected<projected_flow<R, Parts>>(rows, parts, by, rounding, own);
    }

    template <ranges::input_range R>
        requires flow_like<ranges::range_value_t<R>> && (!keys<by_period_fn, ranges::range_value_t<R>>)
    void operator()(R&&) const EQUIPOISE_REFUSED("rows without a period are summed by state: exports(rows, by_state)");

    template <ranges::input_range R, class By>
        requires flow_like<ranges::range_value_t<R>> && (!keys<By, ranges::range_value_t<R>>)
                 && (!projects_flows<By, R>)
    void operator()(R&&, By const&) const EQUIPOISE_REFUSED("take by_state as the key, or what all rows tell");

    template <ranges::input_range R, class... By>
        requires(!flow_like<ranges::range_value_t<R>>) && (!projects_flows<By, R> && ...) && (sizeof...(By) < 2)
    void operator()(R&&, By const&...) const EQUIPOISE_REFUSED("tell the parts: exports(rows, flow_projections{..})");

    /// The same, carried out as a policy says: `exports(parallel, flows, by_state)`.
    template <class Policy, class... Arguments>
        requires runs<Policy, direction_fn, Arguments...>
    [[nodiscard]] auto operator()(Policy const& policy, Arguments&&... arguments) const
    {
        return policy.run(*this, std::forward<Arguments>(arguments)...);
    }

private:
    template <class Row, class R, class Parts, class By, class Amount>
    [[nodiscard]] static auto collected(R& rows, Parts const& parts, By const& by, Amount const& rounding,
                                        own_flows own)
    {
        auto gathered = collector<Exports, Row, By>{by, rounding, own};
        if constexpr (ranges::sized_range<R>) {
            gathered.expect(static_cast<std::size_t>(ranges::size(rows)));
        }
        collect_from(gathered, ranges::begin(rows), ranges::end(rows), parts);
        collect_unknown(gathered, rows);
        return gathered.build();
    }
};

} // namespace detail

/// Exports by origin: the ledger in which a state's partners are the destinations of its flows.
///
/// `exports(flows)` is keyed by (period, state); `exports(flows, by_state)` sums all periods, and so on. One pass
/// over any range of flows, in memory that grows with the cells. Rows of another type are read through
/// `flow_projections` behind them: `exports(rows, flow_projections{&row::from, &row::to, &row::usd, &row::year})`,
/// behind which the same further arguments follow. Rows that carry a `total`, and perhaps a
/// `listing`, declare what their portfolio adds up to; `rounding` is the most by which such an amount is rounded. A
/// portfolio that contradicts its total is undefined: `contradictions()` of the ledger names it, and
/// `refuse_contradictions()` throws. Flows of a state to itself are set aside and counted, `own_rows()` of the ledger,
/// unless `own_flows::keep` is the last argument. The rows without a known amount that `io::read_flows` met leave the
/// total of their portfolio unknown; a part of the flows, such as a filter of them, no longer knows of those rows.
/// @throws invalid_amount naming the row; invalid_parameter for a declared total that is negative, infinite or NaN
inline constexpr detail::direction_fn<true> exports{};

/// Imports by destination: the ledger in which a state's partners are the origins of its flows. See `exports`.
inline constexpr detail::direction_fn<false> imports{};

} // namespace equipoise
