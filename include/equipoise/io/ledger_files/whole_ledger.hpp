// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/column_reader.hpp>
#include <equipoise/io/ledger_files/portfolio_reader.hpp>
#include <equipoise/io/ledger_files/section_list.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/building/plan.hpp>
#include <equipoise/model/ledger.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// Reads a ledger file as a whole.
namespace equipoise::io::detail {

/// Reads a column into an array.
template <class T, class Array>
void read_column(ledger_input& in, ledger_column_place place, Array& to)
{
    auto const& section = in.directory.sections[place.section];
    auto const count = count_of(section.records, in.bytes.name());
    using element = typename Array::value_type;
    if constexpr (stored_as_is<T> && sizeof(element) == sizeof(T)) {
        to.resize(count);
        in.read_as_is(section, to.data());
    } else {
        to.reserve(count);
        for (auto from = column_reader<T>{in, place}; !from.done();) {
            to.push_back(static_cast<element>(from.take()));
        }
    }
}

/// Refuses codes of states that are none; other values that are stored as they are have no such bytes.
template <class T>
void check_codes(std::span<T const> codes, std::string const& file, std::string const& section)
{
    if constexpr (stored_as_is<T> && !stored_number<T>) {
        auto seen = std::vector<unsigned char>(std::size_t{1} << 16U);
        for (auto const& each : codes) {
            seen[each.index()] = 1;
        }
        for (std::size_t i = 0; i < seen.size(); ++i) {
            auto const code = static_cast<std::uint16_t>(i);
            if (seen[i] != 0 && !ledger_value<T>::restore(code)) {
                auto const first =
                    std::find_if(codes.begin(), codes.end(), [&](T const& each) { return each.index() == code; });
                refuse_section(file, section,
                               "record " + std::to_string(first - codes.begin()) + " is no " + ledger_value<T>::name());
            }
        }
    }
}

/// Refuses cells that no ledger has.
template <class Columns>
void check_cells(Columns const& found, std::string const& file)
{
    check_codes(found.keys, file, "keys");
    check_codes(found.ids, file, "partners");
    auto const refuse = [&](std::string const& section, std::size_t i, char const* what) {
        refuse_section(file, section, "record " + std::to_string(i) + what);
    };
    auto const keys = found.keys.size();
    auto const cells = found.ids.size();
    if (keys == 0 ? cells != 0 : found.firsts[0] != 0) {
        refuse_section(file, "first cells", "does not begin with 0");
    }
    for (std::size_t i = 0; i < keys; ++i) {
        if (i != 0 && !(found.keys[i - 1] < found.keys[i])) {
            refuse("keys", i, " is not in order");
        }
        auto const end = i + 1 < keys ? found.firsts[i + 1] : cells;
        if (end < found.firsts[i] || end > cells) {
            refuse("first cells", i, " is not in order");
        }
        for (auto j = found.firsts[i] + 1; j < end; ++j) {
            if (!(found.ids[j - 1] < found.ids[j])) {
                refuse("partners", j, " is not in order");
            }
        }
    }
    for (std::size_t i = 0; i < cells; ++i) {
        if (!is_sum(found.amounts[i])) {
            refuse("amounts", i, " is negative, infinite or NaN");
        }
    }
    for (std::size_t i = 0; i < found.remainders.size(); ++i) {
        static_cast<void>(checked_cell(found.amounts[i], found.remainders[i], file, "remainders"));
    }
}

template <class Key, class Id, class Amount>
[[nodiscard]] ledger<Key, Id, Amount> whole_ledger(ledger_input in)
{
    using contents = equipoise::detail::ledger_contents<Key, Id, Amount>;
    using sections = ledger_sections<Key, Id, Amount>;
    using column = ledger_column;
    auto found = contents{};
    read_column<Key>(in, sections::place_of(column::keys), found.keys());
    read_column<std::uint64_t>(in, sections::place_of(column::firsts), found.firsts());
    read_column<Id>(in, sections::place_of(column::partners), found.ids());
    read_column<Amount>(in, sections::place_of(column::amounts), found.amounts());
    read_column<Amount>(in, sections::place_of(column::remainders), found.remainders());
    auto const columns = contents::columns_of(found.cells);
    auto const& name = in.bytes.name();
    check_cells(columns, name);

    auto notes = notes_reader<Key, Id, Amount>{in};
    for (std::size_t i = 0; i < columns.keys.size() && !notes.done(); ++i) {
        notes.take(
            columns.keys[i], [&](auto const& entry) { found.totals.add(entry); },
            [&](auto&& each) {
                auto const ids = found.cells.ids(i);
                if (each.of.partner && std::binary_search(ids.begin(), ids.end(), *each.of.partner)) {
                    refuse_section(name, "unknown partners", "holds a partner whose amount is known");
                }
                found.unknown.push_back(std::move(each.of));
                found.known_parts.push_back(each.known);
            });
    }
    notes.finish();
    found.unit = in.directory.unit;
    found.own_rows = as_size(in.directory.own_rows);
    found.own = own_amount_in<Key, Id, Amount>(in);
    found.cells.set_plan(static_cast<equipoise::detail::plan>(in.directory.plan));
    return found.build();
}

} // namespace equipoise::io::detail
