// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/io/formats/detail/batched_rows.hpp>
#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/ledger_of_flows.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/recognition.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace equipoise::io {

namespace detail {

/// Whether rows are read many at a time.
template <class Format, class Sink>
concept takes_batches = requires(Sink& sink, plain_flow_batch const& flows) {
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
template <class Format, class Sink>
[[nodiscard]] format_report read_as(opened_source& from, file_head const& head, format_options const& options,
                                    Sink& sink)
{
    auto format = described<Format>(head, options);
    auto layout = format.layout();
    auto report = format_report{.about = Format::about, .file = head.file, .unit = Format::about.unit};
    for (auto const* const word : {"Generated:", "Data generated:", "Last Updated Date"}) {
        report.vintage = report.vintage.empty() ? std::string{head.after(word)} : report.vintage;
    }
    report.unused_columns = unused_columns<Format>(head, layout);
    report.latin1 = !from.is_utf8();
    layout.separator = head.separator;
    layout.skip_lines = head.preamble.size();
    layout.malformed = options.malformed;
    layout.block_size = options.block_size;
    layout.longest_row = options.longest_row;
    using rows_of =
        std::conditional_t<takes_batches<Format, Sink>, batched_flow_rows<Format, Sink>, flow_rows<Format, Sink>>;
    auto rows = rows_of{format, options, report, sink};
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

template <class Set, class Sink>
[[nodiscard]] format_report read_rows(source const& from, Set formats, format_options const& options, Sink& sink)
{
    auto opened = opened_source{from};
    return with_format(opened, formats, [&]<class Format>(file_head const& head) {
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

    void flows(plain_flow_batch const& columns)
        requires(ledger_of_flows<true, By>::plain)
    {
        exports.flows(columns);
        imports.flows(columns);
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
    return provider_ledgers<typename ledger_of_flows<true, By>::key>{sink.exports.build(), sink.imports.build(),
                                                                     std::move(report)};
}

template <bool Exports, class Set, class By>
[[nodiscard]] auto read_provider_ledger(source const& from, Set formats, format_options const& options, By const& by)
{
    auto sink = ledger_of_flows<Exports, By>{by, options.own};
    auto report = read_rows(from, formats, options, sink);
    return provider_ledger<typename decltype(sink)::key>{sink.build(), std::move(report)};
}

} // namespace detail

} // namespace equipoise::io
