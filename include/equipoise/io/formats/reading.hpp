// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/io/formats/detail/batched_rows.hpp>
#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/refusals.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/model/collect.hpp>

#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace equipoise::io {

/// Several formats, of which a file has one: it is told by the header row.
template <class... Formats>
struct format_set {};

/// The flows of a file of a provider, and what became of its rows. `export_ledger(table)` and `import_ledger(table)`
/// make ledgers of it, with the residuals.
struct provider_flows {
    std::vector<reported_flow> flows;
    std::vector<reported_flow> unknown;   ///< of unknown amount
    std::vector<residual_flow> residuals; ///< what no partner is known for
    format_report report;
};

namespace detail {

template <class Format>
[[nodiscard]] constexpr format_set<format_of<Format>> as_set(format_of<Format>)
{
    return {};
}

template <class... Formats>
[[nodiscard]] constexpr format_set<Formats...> as_set(format_set<Formats...>)
{
    return {};
}

/// One format, or several.
template <class T>
concept formats = requires(T which) { as_set(which); };

template <class Format>
[[nodiscard]] std::vector<std::string> unused_columns(file_head const& head, delimited_options<> const& layout)
{
    auto unused = std::vector<std::string>{};
    for (auto const& name : head.names) {
        auto const same = [&](column const& each) { return each.name == name; };
        if (!name.empty() && std::none_of(layout.columns.begin(), layout.columns.end(), same)) {
            unused.push_back(name);
        }
    }
    return unused;
}

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

/// Finds out which of several formats a source has, and calls read(format, head) with it.
/// @throws header_error when it has none of them, or several
template <class Read, class... Formats>
auto with_format(opened_source const& from, format_set<Formats...>, Read const& read)
{
    auto result = std::optional<format_report>{};
    for_each_header(from, [&](file_head const& head) {
        auto matching = std::string{};
        auto count = 0;
        auto const try_format = [&]<class Format>(format_of<Format>) {
            if (Format::matches(head)) {
                matching += (count++ == 0 ? "" : " and ") + std::string{Format::about.name};
            }
        };
        (try_format(Formats{}), ...);
        if (count > 1) {
            throw header_error{from.name(), head.preamble.size() + 1,
                               "the header is that of several formats: " + matching + "; name the one that it is"};
        }
        auto const read_format = [&]<class Format>(format_of<Format>) {
            if (Format::matches(head)) {
                result = read.template operator()<Format>(head);
            }
        };
        if (count == 1) {
            (read_format(Formats{}), ...);
        }
        return count == 1;
    });
    if (!result) {
        refuse_by_name(from);
        auto names = std::string{};
        ((names += (names.empty() ? "" : ", ") + std::string{Formats::about.name}), ...);
        throw header_error{from.name(), "no line is the header of a known format (" + names + ")"};
    }
    return *std::move(result);
}

template <class Set, class Sink>
[[nodiscard]] format_report read_rows(source const& from, Set formats, format_options const& options, Sink& sink)
{
    auto opened = opened_source{from};
    return with_format(opened, formats, [&]<class Format>(file_head const& head) {
        return read_as<Format>(opened, head, options, sink);
    });
}

/// Keeps the flows of a file.
struct provider_flow_keeper {
    provider_flows& to;

    void flow(reported_flow const& each) const { to.flows.push_back(each); }
    void unknown(reported_flow const& each) const { to.unknown.push_back(each); }
    void residual(residual_flow const& each) const { to.residuals.push_back(each); }
};

/// Collects the exports or imports of a file in a ledger.
template <bool Exports, class By>
class ledger_of_flows {
public:
    /// Whether the key of a flow does not depend on its product.
    static constexpr bool plain =
        std::same_as<By, equipoise::detail::by_state_fn> || std::same_as<By, equipoise::detail::by_period_and_state_fn>;
    using collector = equipoise::detail::collector<Exports, std::conditional_t<plain, plain_flow, reported_flow>, By>;
    using key = typename collector::key;

    ledger_of_flows(By const& by, own_flows own) : by_{by}, collected_{by, 0.0, own} {}

    void flow(reported_flow const& each)
    {
        if (belongs(each.by)) {
            if constexpr (plain) {
                collected_(plain_flow{each.origin, each.destination, each.amount, each.period});
            } else {
                collected_(each);
            }
        }
    }

    /// Takes flows in columns.
    void flows(plain_flow_batch const& columns)
        requires plain
    {
        collected_.collect(columns);
    }

    void unknown(reported_flow const& each)
    {
        if (belongs(each.by)) {
            if constexpr (plain) {
                collected_.unknown(
                    unknown_reported<plain_flow>{{each.origin, each.destination, each.amount, each.period}});
            } else {
                collected_.unknown(unknown_reported<reported_flow>{each});
            }
        }
    }

    void residual(residual_flow const& each)
    {
        if (belongs(each.by)) {
            auto as_flow = reported_flow{each.state, each.state, each.amount, each.period, each.channel, each.by};
            auto& rest = residuals_[std::invoke(by_, as_flow, each.state)];
            rest.amount = rest.amount + equipoise::detail::twofold{each.amount};
            rest.all_largest = rest.all_largest && each.listing == listing::largest;
        }
    }

    [[nodiscard]] ledger<key, iso3> build()
    {
        auto listed = collected_.build();
        auto totals = ledger_builder<key, iso3>{};
        for (auto const& [under, rest] : residuals_) {
            auto const flows = listed.find(under);
            auto whole = rest.amount;
            if (flows) {
                auto const& sums = flows->totals();
                auto const power = equipoise::detail::power_of_two(sums.exponent);
                whole = whole + sums.attributed * power;
            }
            totals.declare(under,
                           {.total = whole.value(), .listing = rest.all_largest ? listing::largest : listing::some});
        }
        listed += totals.build();
        return listed;
    }

private:
    struct remainder {
        equipoise::detail::twofold amount{};
        bool all_largest = true;
    };

    /// A flow of unknown amount, all other parts of which are known.
    template <class Row>
    struct unknown_reported {
        Row row;
        bool has_origin = true;
        bool has_destination = true;
        bool has_period = true;
        bool has_channel = true;
    };

    [[nodiscard]] static bool belongs(reported_by by)
    {
        return by == reported_by::both || by == (Exports ? reported_by::exporter : reported_by::importer);
    }

    By by_;
    collector collected_;
    std::map<key, remainder> residuals_;
};

/// A ledger of a provider's file, and what became of its rows.
template <class Key>
struct provider_ledger {
    equipoise::ledger<Key, iso3> ledger;
    format_report report;
};

template <bool Exports, class Set, class By>
[[nodiscard]] auto read_provider_ledger(source const& from, Set formats, format_options const& options, By const& by)
{
    auto sink = ledger_of_flows<Exports, By>{by, options.own};
    auto report = read_rows(from, formats, options, sink);
    return provider_ledger<typename decltype(sink)::key>{sink.build(), std::move(report)};
}

} // namespace detail

} // namespace equipoise::io
