// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/io/formats/detail/batched_rows.hpp>
#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/ledger_of_flows.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/recognition.hpp>
#include <equipoise/io/formats/detail/repeat_search.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// How the files of all providers are read: the format is recognised, rows are handed to a sink or collected in
/// ledgers, and repeated rows are refused or chosen among.
namespace equipoise::io {

namespace detail {

/// Whether rows are read many at a time.
template <class Format, class Sink>
concept takes_batches = requires(Sink& sink, flow_run const& flows) {
    Format::numbers;
    sink.flows(flows);
};

/// A description of the format of a file, which knows the options where it asks for them.
template <class Format>
[[nodiscard]] Format described(file_head const& head, format_options const& options)
{
    if constexpr (std::constructible_from<Format, file_head const&, format_options const&>) {
        return Format{head, options};
    } else {
        return Format{head};
    }
}

/// Reads the rows of a file whose head is known.
/// @param watch is told of them, or chooses among them
template <class Format, class Sink>
[[nodiscard]] format_report read_as(opened_source& from, file_head const& head, format_options const& options,
                                    Sink& sink, repeat_watch const& watch = {})
{
    auto format = described<Format>(head, options);
    auto layout = format.layout();
    auto report = format_report{.about = Format::about, .file = head.file, .unit = Format::about.unit};
    report.has_row_key = Format::has_row_key;
    begin_reading<Format>(from, head, options, layout, report);
    using rows_of =
        std::conditional_t<takes_batches<Format, Sink>, batched_flow_rows<Format, Sink>, flow_rows<Format, Sink>>;
    auto rows = rows_of{format, options, report, sink};
    rows.watch(watch);
    report.lines = for_each_row(from.text(), layout, rows);
    rows.finish();
    if constexpr (requires { format.add_to(report); }) {
        format.add_to(report);
    }
    // rows that are not as wide as the header never reach the format
    auto example = report.lines.examples.begin();
    for (auto i = rows.malformed(); i < report.lines.skipped; ++i) {
        while (example != report.lines.examples.end() && !example->column.empty()) {
            ++example;
        }
        auto const known = example != report.lines.examples.end();
        report.books.enter(row_class::refused, {}, undefined, known ? example->line : 0, [&] {
            return known ? std::string{example->what()} : std::string{"the row does not fit the header"};
        });
        example += known ? 1 : 0;
    }
    return report;
}

/// A sink that keeps nothing.
struct no_sink {
    void flow(reported_flow const&) const noexcept {}
    void unknown(reported_flow const&) const noexcept {}
    void residual(residual_flow const&) const noexcept {}
};

/// Refuses a file in which rows repeat others that do not stand next to them, and names the first two, where the file
/// can be read again.
/// @param hashes of their keys, ascending; two rows may have the same by chance, which only the second pass can tell
template <class Format>
void refuse_repeated(source const& from, bool again, file_head const& head, format_options const& options,
                     std::vector<std::uint64_t> const& hashes)
{
    if (!again) {
        refuse_repeats(head.file, hashes.size(), nullptr);
    }
    try {
        auto opened = opened_source{from};
        auto nowhere = no_sink{};
        auto pairs = pair_search{hashes};
        static_cast<void>(read_as<Format>(opened, head, options, nowhere, {.pairs = &pairs}));
    } catch (repeated_pair const& pair) {
        refuse_repeats(head.file, hashes.size(), &pair);
    }
}

/// Reads a file of which, among rows with the same key, the first, the last or the largest counts, wherever they stand:
/// a first pass finds the keys that repeat, a second one which of their rows counts.
template <class Format, class Sink>
[[nodiscard]] format_report read_chosen(source const& from, opened_source& opened, file_head const& head,
                                        format_options const& options, Sink& sink)
{
    auto quiet = options;
    quiet.tolerance = std::numeric_limits<double>::infinity(); // repeated rows are still in the sums
    auto nowhere = no_sink{};
    auto search = repeat_search{};
    static_cast<void>(read_as<Format>(opened, head, quiet, nowhere, {.search = &search}));
    auto const hashes = search.repeated_hashes();
    auto choice = repeat_choice{hashes, options.repeats};
    auto watch = repeat_watch{};
    if (!hashes.empty()) {
        auto second = opened_source{from};
        static_cast<void>(read_as<Format>(second, head, quiet, nowhere, {.choice = &choice}));
        watch.chosen = &choice;
    }
    auto last = opened_source{from};
    auto report = read_as<Format>(last, head, options, sink, watch);
    report.searched_repeats = true;
    return report;
}

template <class Set, class Sink>
[[nodiscard]] format_report read_rows(source const& from, Set formats, format_options const& options, Sink& sink)
{
    auto opened = opened_source{from};
    return with_format(opened, formats, [&]<class Format>(file_head const& head) {
        if constexpr (Format::has_row_key) {
            auto const chooses = options.repeats != repeats::refuse && options.repeats != repeats::sum;
            if (options.search_repeats && chooses && opened.again()) {
                return read_chosen<Format>(from, opened, head, options, sink);
            }
            if (options.search_repeats) {
                auto search = repeat_search{};
                auto report = read_as<Format>(opened, head, options, sink, {.search = &search});
                auto const hashes = search.repeated_hashes();
                report.searched_repeats = true;
                if (!hashes.empty() && options.repeats != repeats::sum) {
                    refuse_repeated<Format>(from, opened.again(), head, options, hashes);
                } else if (!hashes.empty()) {
                    report.notes.push_back(count_of_repeats(hashes.size())
                                           + ", not next to each other; all of them are added.");
                }
                return report;
            }
        }
        return read_as<Format>(opened, head, options, sink);
    });
}

/// A ledger of a provider's file, and what became of its rows.
template <class Key>
struct provider_ledger {
    equipoise::ledger<Key, iso3> ledger;
    format_report report;
};

/// The ledgers of a provider's file, and what became of its rows.
template <class Key>
struct provider_ledgers {
    equipoise::ledger<Key, iso3> exports;
    equipoise::ledger<Key, iso3> imports;
    format_report report;
};

/// Collects exports and imports.
template <class By>
struct two_ledgers_of_flows {
    ledger_of_flows<true, By> exports;
    ledger_of_flows<false, By> imports;

    void flow(reported_flow const& each)
    {
        exports.flow(each);
        imports.flow(each);
    }

    void flows(flow_run const& run)
        requires(ledger_of_flows<true, By>::plain)
    {
        exports.flows(run);
        imports.flows(run);
    }

    void unknown(reported_flow const& each)
    {
        exports.unknown(each);
        imports.unknown(each);
    }

    void residual(residual_flow const& each)
    {
        exports.residual(each);
        imports.residual(each);
    }
};

template <class Set, class By>
[[nodiscard]] auto read_provider_ledgers(source const& from, Set formats, format_options const& options, By const& by)
{
    auto sink = two_ledgers_of_flows<By>{{by, options.own}, {by, options.own}};
    auto report = read_rows(from, formats, options, sink);
    auto result = provider_ledgers<typename ledger_of_flows<true, By>::key>{sink.exports.build(), sink.imports.build(),
                                                                            std::move(report)};
    result.exports.state_amounts_in(stated(result.report.unit));
    result.imports.state_amounts_in(stated(result.report.unit));
    return result;
}

template <bool Exports, class Set, class By>
[[nodiscard]] auto read_provider_ledger(source const& from, Set formats, format_options const& options, By const& by)
{
    auto sink = ledger_of_flows<Exports, By>{by, options.own};
    auto report = read_rows(from, formats, options, sink);
    auto result = provider_ledger<typename decltype(sink)::key>{sink.build(), std::move(report)};
    result.ledger.state_amounts_in(stated(result.report.unit));
    return result;
}

} // namespace detail

} // namespace equipoise::io
