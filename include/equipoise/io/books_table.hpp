// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/books.hpp>
#include <equipoise/io/table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// The books of a file as tables: what became of its rows, in rows and in amounts.
namespace equipoise::io {

namespace detail {

[[nodiscard]] constexpr row_class nth_row_class(std::size_t i) noexcept
{
    return static_cast<row_class>(i);
}

/// The class in words, as a part of the name of a column: "own_state".
[[nodiscard]] inline std::string column_part(row_class of)
{
    auto name = std::string{in_words(of)};
    std::replace_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return name;
}

} // namespace detail

/// The account of a file: a row for each class of rows and, last, one for all that was read. Columns: rows (what
/// became of them), count, amount (the sum, as far as amounts are known), and first (the line and the reason of the
/// first row that was set aside).
[[nodiscard]] inline table table_of(books const& of)
{
    auto names = std::vector<std::string>{};
    auto counts = std::vector<std::uint64_t>{};
    auto amounts = std::vector<double>{};
    auto firsts = std::vector<std::string>{};
    auto const add = [&](std::string name, row_sum const& sum, std::string first) {
        names.push_back(std::move(name));
        counts.push_back(sum.rows);
        amounts.push_back(sum.amount());
        firsts.push_back(std::move(first));
    };
    for (std::size_t i = 0; i < number_of_row_classes; ++i) {
        auto const each = detail::nth_row_class(i);
        auto const& examples = of.examples(each);
        add(std::string{in_words(each)}, of.file()[each],
            examples.empty() ? "" : "line " + std::to_string(examples[0].line) + ": " + examples[0].what);
    }
    add("read", of.file().read(), "");
    auto result = table{};
    result.add("rows", names).add("count", counts).add("amount", amounts).add("first", firsts);
    return result;
}

/// The accounts of the states: a row for each state; for each class that has rows in the file, and for all that was
/// read, the number of rows and the sum of their amounts. Columns: state, read_rows, read_amount, used_rows,
/// used_amount, aggregate_rows and so on.
[[nodiscard]] inline table table_by_state(books const& of)
{
    auto states = std::vector<std::string>{};
    for (auto const& each : of.states()) {
        states.push_back(each.first);
    }
    auto result = table{};
    result.add("state", states);
    auto const add = [&](std::string const& name, auto const& sum_of) {
        auto counts = std::vector<std::uint64_t>{};
        auto amounts = std::vector<double>{};
        for (auto const& each : of.states()) {
            auto const& sum = sum_of(each.second);
            counts.push_back(sum.rows);
            amounts.push_back(sum.amount());
        }
        result.add(name + "_rows", counts).add(name + "_amount", amounts);
    };
    add("read", [](account const& state) { return state.read(); });
    for (std::size_t i = 0; i < number_of_row_classes; ++i) {
        auto const each = detail::nth_row_class(i);
        if (each == row_class::used || of.file()[each].rows != 0) {
            add(detail::column_part(each), [&](account const& state) { return state[each]; });
        }
    }
    return result;
}

} // namespace equipoise::io
