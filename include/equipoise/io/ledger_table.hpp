// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/index.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/io/column_name.hpp>
#include <equipoise/io/table.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// A ledger and indices as a table: a row for each portfolio, with its key and the estimate of each index.
namespace equipoise::io {

/// An index with a name for its column.
template <class Rule>
struct named_index {
    std::string name;
    index_fn<Rule> index;
};

/// Gives the column of an index a name of your own: `table_of(ledger, named("to_china", exposure(china)))`.
template <class Rule>
[[nodiscard]] named_index<Rule> named(std::string name, index_fn<Rule> index)
{
    return {std::move(name), std::move(index)};
}

namespace detail {

template <class Rule>
[[nodiscard]] named_index<Rule> with_name(named_index<Rule> const& index)
{
    return index;
}

template <class Rule>
[[nodiscard]] named_index<Rule> with_name(index_fn<Rule> const& index)
{
    return {name_with_parameters(index.rule), index};
}

template <class Index>
inline constexpr bool is_named = false;
template <class Rule>
inline constexpr bool is_named<named_index<Rule>> = true;

template <class Index>
concept table_index = any_index<Index> || is_named<Index>;

template <class Key>
inline constexpr bool is_tuple = false;
template <class... Parts>
inline constexpr bool is_tuple<std::tuple<Parts...>> = true;

/// A key as a tuple of its parts.
template <class Key>
[[nodiscard]] auto parts_of(Key const& key)
{
    if constexpr (is_tuple<Key>) {
        return key;
    } else {
        return std::tuple{key};
    }
}

/// The names of the parts of a key: those of `by_state`, `by_period_and_state` and `by_period_state_and_channel`, and
/// numbers for keys that are none of these.
template <class... Parts>
[[nodiscard]] std::vector<std::string> names_of_parts(std::tuple<Parts...> const*)
{
    constexpr auto first_is_period = std::integral<std::tuple_element_t<0, std::tuple<Parts..., void>>>;
    if constexpr (sizeof...(Parts) == 1) {
        return {"state"};
    } else if constexpr (sizeof...(Parts) == 2 && first_is_period) {
        return {"period", "state"};
    } else if constexpr (sizeof...(Parts) == 3 && first_is_period) {
        return {"period", "state", "channel"};
    } else {
        auto names = std::vector<std::string>{};
        for (std::size_t i = 0; i < sizeof...(Parts); ++i) {
            names.push_back("key_" + std::to_string(i + 1));
        }
        return names;
    }
}

} // namespace detail

/// The table of a ledger: a row for each portfolio, in the order of the ledger, with a column for each part of the key
/// and the estimate of each index (value, bounds, and the reason where there is no value).
///
///     std::cout << io::as_csv(io::table_of(ledger, hhi, exposure(china)));
///     io::table_of(ledger, {"year", "importer"}, hhi, named("to_china", exposure(china)));
///
/// Indices share their work as in `measure`; where one has no value, `estimate_of` gives the bounds and the reason. The
/// columns are named by `column_name`. Keys made by `by_state`, `by_period_and_state` and
/// `by_period_state_and_channel` have the columns state, period and channel; tuples of other types have key_1, key_2
/// and so on, unless names are given.
/// @throws invalid_parameter for a number of names that is not that of the parts of a key, and where two columns would
/// have the same name; throws what the indices throw
template <ledger_like Ledger, detail::table_index... Indices>
    requires(sizeof...(Indices) > 0)
[[nodiscard]] table table_of(Ledger const& ledger, std::vector<std::string> const& key_names, Indices const&... indices)
{
    using key = std::remove_cvref_t<decltype(ledger[0].key)>;
    using parts = decltype(detail::parts_of(std::declval<key const&>()));
    constexpr auto count = std::tuple_size_v<parts>;
    if (key_names.size() != count) {
        throw invalid_parameter{"table_of", "the number of names of key parts", std::to_string(key_names.size()),
                                std::to_string(count)};
    }
    auto keys = std::vector<parts>{};
    auto cells = std::array<table::estimates, sizeof...(Indices)>{};
    auto const given = std::tuple{detail::with_name(indices)...};
    std::apply(
        [&](auto const&... each) {
            auto const rows = ledger | measure(each.index...);
            std::size_t position = 0;
            rows.for_each(0, ledger.size(), [&](auto const& row) {
                auto const i = position++;
                keys.push_back(detail::parts_of(row.key));
                std::size_t column = 0;
                auto const add = [&](auto const& index) {
                    auto const value = row.values[column];
                    cells[column++].push_back(value == value ? estimate::of(value)
                                                             : estimate_of(ledger[i].flows, index));
                };
                (add(each.index), ...);
            });
        },
        given);

    auto result = table{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const part = [&]<std::size_t P>(std::integral_constant<std::size_t, P>) {
            auto column = std::vector<std::tuple_element_t<P, parts>>{};
            for (auto const& each : keys) {
                column.push_back(std::get<P>(each));
            }
            result.add(key_names[P], column);
        };
        (part(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<count>{});
    std::apply(
        [&](auto const&... each) {
            std::size_t column = 0;
            (result.add(each.name, cells[column++]), ...);
        },
        given);
    return result;
}

template <ledger_like Ledger, detail::table_index... Indices>
    requires(sizeof...(Indices) > 0)
[[nodiscard]] table table_of(Ledger const& ledger, Indices const&... indices)
{
    using key = std::remove_cvref_t<decltype(ledger[0].key)>;
    using parts = decltype(detail::parts_of(std::declval<key const&>()));
    return table_of(ledger, detail::names_of_parts(static_cast<parts const*>(nullptr)), indices...);
}

} // namespace equipoise::io
