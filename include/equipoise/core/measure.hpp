// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/execution.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/row_iterator.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace equipoise {

/// A row of measures: the key of a portfolio and the values of the indices, in their order.
template <class Key, std::size_t N>
struct measures {
    Key key;
    std::array<double, N> values;
};

/// Many portfolios under keys: `ledger` and what looks like it.
template <class L>
concept ledger_like = requires(std::remove_cvref_t<L> const& book) {
    { book.size() } -> std::convertible_to<std::size_t>;
    book[0].key;
    requires portfolio_like<decltype(book[0].flows)>;
};

namespace detail {

/// Rules that read amounts alone are evaluated together: their passes, sums and sort are shared.
template <class R, class Proj, class... Rules>
[[nodiscard]] constexpr std::array<double, sizeof...(Rules)> measured(R& flows, Proj& proj, Rules const&... rules)
{
    auto values = std::array<double, sizeof...(Rules)>{};
    auto const all = std::tie(rules...);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        // the places of the amount rules among all rules
        constexpr auto together = [] {
            constexpr bool reads_amounts[] = {!partner_rule<Rules, R>...};
            auto places = std::array<std::size_t, sizeof...(Rules) + 1>{};
            std::size_t count = 0;
            for (std::size_t i = 0; i < sizeof...(Rules); ++i) {
                if (reads_amounts[i]) {
                    places[count++] = i;
                }
            }
            places.back() = count;
            return places;
        }();
        (
            [&] {
                if constexpr (partner_rule<Rules, R>) {
                    values[I] = rules(flows).value;
                }
            }(),
            ...);
        if constexpr (together.back() != 0) {
            [&]<std::size_t... J>(std::index_sequence<J...>) {
                auto shared =
                    evaluation<std::remove_cvref_t<std::tuple_element_t<together[J], std::tuple<Rules...>>>...>{
                        std::get<together[J]>(all)...};
                if constexpr (portfolio_like<R>) {
                    shared.over(flows.amounts(), flows.totals());
                } else {
                    shared.over(flows, proj);
                }
                auto const results = shared.results();
                ((values[together[J]] = results[J].value), ...);
            }(std::make_index_sequence<together.back()>{});
        }
    }(std::index_sequence_for<Rules...>{});
    return values;
}

/// The rows of a measured ledger, each measured when it is looked at; valid as long as the ledger is.
template <class Ledger, class... Indices>
class measured_ledger {
    struct rows {
        measured_ledger const* all = nullptr;
        [[nodiscard]] auto operator[](std::size_t i) const { return (*all)[i]; }
    };

public:
    measured_ledger(Ledger const& book, std::tuple<Indices...> indices) : book_{&book}, indices_{std::move(indices)} {}

    [[nodiscard]] std::size_t size() const { return book_->size(); }
    [[nodiscard]] auto begin() const { return row_iterator<rows>{{this}, 0}; }
    [[nodiscard]] auto end() const { return row_iterator<rows>{{this}, size()}; }

    [[nodiscard]] auto operator[](std::size_t i) const
    {
        auto const entry = (*book_)[i];
        return std::apply(
            [&](auto const&... index) {
                auto proj = ranges::identity{};
                return measures<std::remove_cvref_t<decltype(entry.key)>, sizeof...(Indices)>{
                    entry.key, measured(entry.flows, proj, index.rule...)};
            },
            indices_);
    }

private:
    Ledger const* book_;
    std::tuple<Indices...> indices_;
};

template <class... Indices>
struct measure_each {
    std::tuple<Indices...> indices;

    template <ledger_like Ledger>
    [[nodiscard]] friend auto operator|(Ledger const& book, measure_each each)
    {
        return measured_ledger<Ledger, Indices...>{book, std::move(each.indices)};
    }

    template <ledger_like Ledger>
    friend auto operator|(Ledger const&& book, measure_each each) = delete; // the rows would outlive the ledger
};

struct measure_fn {
    /// The values of several indices of the same flows, in their order.
    template <class R, class... Rules>
        requires(sizeof...(Rules) > 0 && (measurable<Rules, R> && ...))
    [[nodiscard]] constexpr std::array<double, sizeof...(Rules)> operator()(R&& flows,
                                                                            index_fn<Rules> const&... indices) const
    {
        auto proj = ranges::identity{};
        return measured(flows, proj, indices.rule...);
    }

    /// What `ledger |` takes.
    template <class... Rules>
        requires(sizeof...(Rules) > 0)
    [[nodiscard]] constexpr auto operator()(index_fn<Rules> const&... indices) const
    {
        return measure_each<index_fn<Rules>...>{{indices...}};
    }

    /// The rows of a ledger at once, as a policy computes them: `measure(parallel, ledger, hhi, gini)`.
    template <class Policy, class... Arguments>
        requires runs<Policy, measure_fn, Arguments...>
    [[nodiscard]] auto operator()(Policy const& policy, Arguments&&... arguments) const
    {
        return policy.run(*this, std::forward<Arguments>(arguments)...);
    }
};

} // namespace detail

/// Several indices at once. `measure(flows, hhi, shannon, gini)` returns their values in one array, at the cost of one
/// pass over a portfolio and, if any is ranked, one sort. `ledger | measure(hhi, exposure(china), gini)` is a lazy
/// range of rows, one for each portfolio of the ledger. Errors as for the indices themselves.
inline constexpr detail::measure_fn measure{};

} // namespace equipoise
