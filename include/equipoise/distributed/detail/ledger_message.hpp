// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/ledger_value.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/building/plan.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/listing.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Some portfolios of a ledger as bytes: the values as they are in ledger files, without checksums, which the network
/// has. Columns come one after the other, each after the number of its records, with its texts after it.
namespace equipoise::distributed_detail {

/// Appends `count` values, value(i) being the i-th.
template <class T, class Value>
void put_column(io::detail::byte_writer& to, std::size_t count, Value const& value)
{
    using record = io::detail::record<T>;
    to.number(std::uint64_t{count});
    auto const first = to.bytes.size();
    to.bytes.resize(first + count * record::width);
    auto text_end = std::uint64_t{0};
    for (std::size_t i = 0; i < count; ++i) {
        record::put(value(i), to.bytes.data() + first + i * record::width, text_end);
    }
    if constexpr (record::has_text) {
        to.number(text_end);
        for (std::size_t i = 0; i < count; ++i) {
            record::for_each_text(value(i), [&](std::string const& text) {
                auto const* const begin = reinterpret_cast<std::byte const*>(text.data());
                to.bytes.insert(to.bytes.end(), begin, begin + text.size());
            });
        }
    }
}

template <class T>
void put_column(io::detail::byte_writer& to, std::span<T const> values)
{
    if constexpr (io::detail::stored_as_is<T>) {
        to.number(std::uint64_t{values.size()});
        auto const all = std::as_bytes(values);
        to.bytes.insert(to.bytes.end(), all.begin(), all.end());
    } else {
        put_column<T>(to, values.size(), [&](std::size_t i) -> T const& { return values[i]; });
    }
}

[[noreturn]] inline void refuse_message()
{
    throw invalid_parameter{"distributed", "a rank sent what no ledger of this type is; all ranks have to run the same "
                                           "program and call it with the same types"};
}

class text_reader {
public:
    explicit text_reader(std::span<std::byte const> all) : all_{all} {}

    [[nodiscard]] bool read(std::uint64_t offset, std::uint64_t size, std::string& to) const
    {
        if (offset > all_.size() || size > all_.size() - offset) {
            return false;
        }
        to.assign(reinterpret_cast<char const*>(all_.data()) + offset, io::detail::as_size(size));
        return true;
    }

private:
    std::span<std::byte const> all_;
};

[[nodiscard]] inline std::span<std::byte const> taken(io::detail::byte_reader& from, std::uint64_t count)
{
    if (!from.has(count)) {
        refuse_message();
    }
    auto const first = from.left.first(io::detail::as_size(count));
    from.left = from.left.subspan(first.size());
    return first;
}

/// Reads a column into an array.
template <class T, class Array>
void take_column(io::detail::byte_reader& from, Array& to)
{
    using record = io::detail::record<T>;
    auto const count = from.number<std::uint64_t>();
    if (count > from.left.size()) {
        refuse_message();
    }
    auto const records = taken(from, count * record::width);
    auto texts = text_reader{record::has_text ? taken(from, from.number<std::uint64_t>()) : records.first(0)};
    to.resize(static_cast<std::size_t>(count));
    if constexpr (io::detail::stored_as_is<T>) {
        if (!records.empty()) {
            std::memcpy(to.data(), records.data(), records.size());
        }
    } else {
        auto const* at = records.data();
        for (auto& each : to) {
            if (!record::take(at, texts, each)) {
                refuse_message();
            }
            at += record::width;
        }
    }
}

/// Which portfolios of a ledger are sent: those from `first` to before `last`, and with them perhaps its own rows.
struct key_range {
    std::size_t first = 0;
    std::size_t last = 0;
    bool own_rows = false;
};

/// What is declared or unknown, from one key to before another.
template <class Range, class KeyOf>
[[nodiscard]] auto within(Range const& range, auto const& keys, key_range of, KeyOf const& key_of)
{
    auto const before = [&](std::size_t key) {
        return key < keys.size()
                   ? std::partition_point(
                         range.begin(), range.end(), [&](auto const& each) { return key_of(each) < keys[key]; })
                   : range.end();
    };
    return std::pair{before(of.first), of.first == of.last ? before(of.first) : before(of.last)};
}

template <class Key, class Id, class Amount>
void put_ledger(io::detail::byte_writer& to, ledger<Key, Id, Amount> const& from, key_range of)
{
    using contents = detail::ledger_contents<Key, Id, Amount>;
    auto const columns = contents::columns_of(from);
    auto const cell_of = [&](std::size_t key) {
        return key < columns.keys.size() ? columns.firsts[key] : columns.ids.size();
    };
    auto const first = cell_of(of.first);
    auto const cells = cell_of(of.last) - first;
    to.text(io::ledger_value<Key>::name() + ' ' + io::ledger_value<Id>::name() + ' '
            + io::ledger_value<Amount>::name());
    to.text(from.amounts_in());
    to.number(static_cast<std::uint8_t>(contents::plan_of(from)));
    put_column(to, columns.keys.subspan(of.first, of.last - of.first));
    put_column<std::uint64_t>(to, of.last - of.first,
                              [&](std::size_t i) { return std::uint64_t{columns.firsts[of.first + i] - first}; });
    put_column(to, columns.ids.subspan(first, cells));
    put_column(to, columns.amounts.subspan(first, cells));
    put_column(to, columns.remainders.empty() ? columns.remainders : columns.remainders.subspan(first, cells));

    auto const& totals = contents::totals_of(from);
    auto const [declared, declared_end] =
        within(totals, columns.keys, of, [](auto const& each) -> Key const& { return each.key; });
    auto const declared_begin = declared; // structured bindings are not captured by clang 14
    auto const count = static_cast<std::size_t>(declared_end - declared);
    auto const entry = [&declared_begin](std::size_t i) -> auto const& {
        return declared_begin[static_cast<std::ptrdiff_t>(i)];
    };
    put_column<Key>(to, count, [&](std::size_t i) -> Key const& { return entry(i).key; });
    put_column<std::uint8_t>(to, count, [&](std::size_t i) {
        auto const& each = entry(i);
        return static_cast<std::uint8_t>((each.known.total ? 1 : 0) | (each.other ? 2 : 0)
                                         | (each.known.listing == listing::largest ? 4 : 0));
    });
    put_column<Amount>(to, count, [&](std::size_t i) { return entry(i).known.total.value_or(Amount{}); });
    put_column<Amount>(to, count, [&](std::size_t i) { return entry(i).other.value_or(Amount{}); });
    put_column<Amount>(to, count, [&](std::size_t i) { return entry(i).known.rounding; });

    auto const all_unknown = contents::unknown_of(from);
    auto const [open, open_end] =
        within(all_unknown, columns.keys, of, [](auto const& each) -> Key const& { return each.key; });
    auto const open_first = static_cast<std::size_t>(open - all_unknown.begin());
    auto const unknown = all_unknown.subspan(open_first, static_cast<std::size_t>(open_end - open));
    auto const parts = contents::known_parts_of(from).subspan(open_first, unknown.size());
    put_column<Key>(to, unknown.size(), [&](std::size_t i) -> Key const& { return unknown[i].key; });
    put_column<std::uint8_t>(to, unknown.size(),
                             [&](std::size_t i) { return static_cast<std::uint8_t>(unknown[i].partner ? 1 : 0); });
    put_column<Id>(to, unknown.size(), [&](std::size_t i) { return unknown[i].partner.value_or(Id{}); });
    put_column<std::uint64_t>(to, unknown.size(), [&](std::size_t i) { return std::uint64_t{unknown[i].rows}; });
    put_column<Amount>(to, unknown.size(), [&](std::size_t i) { return parts[i].without_remainder(); });
    put_column<Amount>(to, unknown.size(), [&](std::size_t i) { return parts[i].correction(); });

    to.number(of.own_rows ? std::uint64_t{contents::own_rows_of(from)} : std::uint64_t{0});
    auto const own = of.own_rows ? contents::own_of(from) : detail::cell<Amount>{};
    put_column<Amount>(to, 2, [&](std::size_t i) { return i == 0 ? own.without_remainder() : own.correction(); });
}

/// @throws invalid_parameter for bytes that `put_ledger` does not write for a ledger of these types
template <class Key, class Id, class Amount>
[[nodiscard]] ledger<Key, Id, Amount> taken_ledger(io::detail::byte_reader& from)
{
    using cell = detail::cell<Amount>;
    auto found = detail::ledger_contents<Key, Id, Amount>{};
    if (from.text()
        != io::ledger_value<Key>::name() + ' ' + io::ledger_value<Id>::name() + ' '
               + io::ledger_value<Amount>::name()) {
        refuse_message();
    }
    found.unit = from.text();
    found.cells.set_plan(static_cast<detail::plan>(from.number<std::uint8_t>()));
    auto firsts = std::vector<std::uint64_t>{};
    take_column<Key>(from, found.keys());
    take_column<std::uint64_t>(from, firsts);
    found.firsts().assign(firsts.begin(), firsts.end());
    take_column<Id>(from, found.ids());
    take_column<Amount>(from, found.amounts());
    take_column<Amount>(from, found.remainders());

    auto keys = std::vector<Key>{};
    auto flags = std::vector<std::uint8_t>{};
    auto totals = std::vector<Amount>{};
    auto others = std::vector<Amount>{};
    auto roundings = std::vector<Amount>{};
    take_column<Key>(from, keys);
    take_column<std::uint8_t>(from, flags);
    take_column<Amount>(from, totals);
    take_column<Amount>(from, others);
    take_column<Amount>(from, roundings);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        found.totals.add({keys[i],
                          {.total = (flags[i] & 1U) != 0 ? std::optional{totals[i]} : std::nullopt,
                           .listing = (flags[i] & 4U) != 0 ? listing::largest : listing::some,
                           .rounding = roundings[i]},
                          (flags[i] & 2U) != 0 ? std::optional{others[i]} : std::nullopt});
    }

    auto ids = std::vector<Id>{};
    auto rows = std::vector<std::uint64_t>{};
    take_column<Key>(from, keys);
    take_column<std::uint8_t>(from, flags);
    take_column<Id>(from, ids);
    take_column<std::uint64_t>(from, rows);
    take_column<Amount>(from, totals);
    take_column<Amount>(from, others);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        found.unknown.push_back(
            {keys[i], flags[i] != 0 ? std::optional{ids[i]} : std::nullopt, io::detail::as_size(rows[i])});
        found.known_parts.push_back(cell::from(totals[i], others[i]));
    }
    found.own_rows = io::detail::as_size(from.number<std::uint64_t>());
    take_column<Amount>(from, totals);
    if (totals.size() != 2) {
        refuse_message();
    }
    found.own = cell::from(totals[0], totals[1]);
    return found.build();
}

} // namespace equipoise::distributed_detail
