// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/core/version.hpp>
#include <equipoise/io/ledger_files/column_reader.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/ledger_value.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/io/ledger_files/section_list.hpp>
#include <equipoise/io/ledger_files/writer.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/model/listing.hpp>
#include <equipoise/uncertainty/declared_range.hpp>
#include <equipoise/uncertainty/detail/interval_contents.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Files of ledgers of ranges: `write_ledger`, `read_interval_ledger`. They are ledger files (io/ledger_file.hpp) with
/// other columns; `describe_ledger` says that their amounts are of the type "range of float64".
namespace equipoise::io {

namespace detail {

inline constexpr auto type_of_ranges = std::string_view{"range of float64"};

/// The columns of numbers, one for each portfolio, after those of the cells.
inline constexpr const char* range_columns_of_portfolios[] = {"lowest totals", "highest totals",
                                                              "lowest unlisted amounts", "highest unlisted amounts"};

struct expected_section {
    char const* name;
    std::size_t width;
    std::uint64_t records;
    bool has_text = false;
};

template <class Key, class Id>
[[nodiscard]] std::array<expected_section, 11> sections_of_ranges(ledger_directory const& of)
{
    auto const& wide = range_columns_of_portfolios;
    return {{{"keys", record<Key>::width, of.portfolios, record<Key>::has_text},
             {"first cells", 8, of.portfolios},
             {"partners", record<Id>::width, of.cells, record<Id>::has_text},
             {"low ends", 8, of.cells},
             {"high ends", 8, of.cells},
             {"declared flags", 1, of.portfolios},
             {wide[0], 8, of.portfolios},
             {wide[1], 8, of.portfolios},
             {wide[2], 8, of.portfolios},
             {wide[3], 8, of.portfolios},
             {"contradictions", 1, of.portfolios}}};
}

/// Refuses a file that is not that of a ledger of ranges of these types. @return where the columns are
template <class Key, class Id>
[[nodiscard]] std::array<ledger_column_place, 11> places_of_ranges(ledger_input const& in)
{
    auto const& found = in.directory;
    auto const same = [&](std::string_view what, std::string const& seen, std::string_view expected) {
        if (seen != expected) {
            throw file_error{in.bytes.name(), "directory: holds " + std::string{what} + " of type " + printable(seen)
                                                  + ", expected " + std::string{expected}};
        }
    };
    same("keys", found.key_type, ledger_value<Key>::name());
    same("partners", found.id_type, ledger_value<Id>::name());
    same("amounts", found.amount_type, type_of_ranges);
    auto places = std::array<ledger_column_place, 11>{};
    auto const expected = sections_of_ranges<Key, Id>(found);
    auto next = std::size_t{0};
    auto fits = true;
    for (std::size_t i = 0; i < places.size() && fits; ++i) {
        auto const& each = expected[i];
        places[i] = {next, each.has_text};
        auto const last = next + (each.has_text ? 1 : 0);
        fits = last < found.sections.size() && found.sections[next].name == each.name
               && found.sections[next].width == each.width && found.sections[next].records == each.records
               && (!each.has_text
                   || (found.sections[last].name == "texts of " + std::string{each.name}
                       && found.sections[last].width == 1));
        next = last + 1;
    }
    if (!fits || next != found.sections.size()) {
        throw file_error{in.bytes.name(), "directory: its sections are not those of a ledger of ranges"};
    }
    return places;
}

/// Whether there can be such a range: of amounts that are neither negative nor NaN, the low end finite.
[[nodiscard]] inline bool is_range(interval const& x)
{
    return x.low >= 0 && x.low <= (std::numeric_limits<double>::max)() && x.low <= x.high;
}

} // namespace detail

/// Writes a ledger of ranges to a file, as `write_ledger` of io/ledger_file.hpp writes a ledger of points.
/// @throws file_error when the file cannot be written; invalid_parameter for a provenance of more than 16 MiB
template <identifier Key, identifier Id>
void write_ledger(std::filesystem::path const& path, interval_ledger<Key, Id> const& book,
                  std::string_view provenance = {})
{
    if (provenance.size() > detail::longest_ledger_text) {
        throw invalid_parameter{"write_ledger", "the provenance is longer than 16 MiB"};
    }
    auto directory = detail::ledger_directory{};
    directory.library_version = library_version;
    directory.key_type = ledger_value<Key>::name();
    directory.id_type = ledger_value<Id>::name();
    directory.amount_type = detail::type_of_ranges;
    directory.provenance = provenance;
    directory.portfolios = book.size();
    directory.cells = book.cells();

    auto to = detail::ledger_writer{path, std::move(directory)};
    auto const n = book.size();
    auto const known = book.declared();
    to.column("keys", book.keys());
    to.column("first cells", book.offsets().first(n));
    to.column("partners", book.ids());
    to.column("low ends", book.lows());
    to.column("high ends", book.highs());
    to.template column<std::uint8_t>("declared flags", n, [&](std::size_t i) {
        return static_cast<std::uint8_t>((known[i].total ? detail::has_total : 0)
                                         | (known[i].listing == listing::largest ? detail::lists_largest : 0));
    });
    auto const& wide = detail::range_columns_of_portfolios;
    auto const total = [&](std::size_t i) { return known[i].total.value_or(interval{}); };
    to.template column<double>(wide[0], n, [&](std::size_t i) { return total(i).low; });
    to.template column<double>(wide[1], n, [&](std::size_t i) { return total(i).high; });
    to.template column<double>(wide[2], n, [&](std::size_t i) { return known[i].unlisted.low; });
    to.template column<double>(wide[3], n, [&](std::size_t i) { return known[i].unlisted.high; });
    to.template column<std::uint8_t>("contradictions", n, [&](std::size_t i) {
        auto const why = book.why_unknown()[i];
        return static_cast<std::uint8_t>(why == reason::defined ? 0 : why == reason::contradictory_total ? 1 : 2);
    });
    to.finish();
}

/// Reads the ledger of ranges in a file.
/// @throws file_error when it cannot be read, or is not the file of a ledger of ranges of these types
template <identifier Key, identifier Id>
[[nodiscard]] interval_ledger<Key, Id> read_interval_ledger(std::filesystem::path const& path)
{
    auto in = detail::ledger_input{path, detail::file_access::open};
    auto const places = detail::places_of_ranges<Key, Id>(in);
    auto keys = detail::column_reader<Key>{in, places[0]};
    auto firsts = detail::column_reader<std::uint64_t>{in, places[1]};
    auto ids = detail::column_reader<Id>{in, places[2]};
    auto lows = detail::column_reader<double>{in, places[3]};
    auto highs = detail::column_reader<double>{in, places[4]};
    auto flags = detail::column_reader<std::uint8_t>{in, places[5]};
    auto lowest = detail::column_reader<double>{in, places[6]};
    auto highest = detail::column_reader<double>{in, places[7]};
    auto least = detail::column_reader<double>{in, places[8]};
    auto most = detail::column_reader<double>{in, places[9]};
    auto reasons = detail::column_reader<std::uint8_t>{in, places[10]};

    auto found = uncertainty_detail::interval_contents<Key, Id>{};
    if (keys.done() ? in.directory.cells != 0 : *firsts != 0) {
        firsts.refuse("does not begin with 0");
    }
    found.offsets.push_back(0);
    while (!keys.done()) {
        if (!found.keys.empty() && !(found.keys.back() < *keys)) {
            keys.refuse(keys.place() + " is not in order");
        }
        found.keys.push_back(keys.take());
        auto const first = firsts.take();
        auto const end = firsts.done() ? in.directory.cells : *firsts;
        if (end < first || end > in.directory.cells) {
            firsts.refuse("is not in order");
        }
        for (auto i = first; i < end; ++i) {
            auto const range = interval{*lows, highs.take()};
            if (!detail::is_range(range)) {
                lows.refuse(lows.place() + " is no range of amounts");
            }
            lows.next();
            if (i != first && !(found.columns.ids.back() < *ids)) {
                ids.refuse(ids.place() + " is not in order");
            }
            found.columns.add(ids.take(), range);
        }
        found.offsets.push_back(found.columns.ids.size());

        auto const flag = flags.take();
        auto const total = interval{lowest.take(), highest.take()};
        auto const unlisted = interval{least.take(), most.take()};
        auto const has_total = (flag & detail::has_total) != 0;
        if ((flag & ~(detail::has_total | detail::lists_largest)) != 0 || (has_total && !detail::is_range(total))
            || !detail::is_range(unlisted)) {
            flags.refuse("holds what is declared for no portfolio");
        }
        found.known.push_back({has_total ? std::optional{total} : std::nullopt, unlisted,
                               (flag & detail::lists_largest) != 0 ? listing::largest : listing::some});
        auto const why = reasons.take();
        if (why > 2) {
            reasons.refuse("holds an unknown reason");
        }
        found.why_unknown.push_back(why == 0   ? reason::defined
                                    : why == 1 ? reason::contradictory_total
                                               : reason::unknown_amount);
    }
    return found.build();
}

} // namespace equipoise::io
