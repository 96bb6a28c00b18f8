// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/flows.hpp>
#include <equipoise/parallel/delimited.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

/// Flows of a tidy file, read on many cores: `read_flows(parallel, ...)`, into memory or handed to a sink.
namespace equipoise::io {

namespace detail {

/// A flow_reader that owns its sink and can be added to another.
template <class Id, class Channel, class Sink, class Period = int>
struct flow_worker : flow_reader<Id, Channel, Sink, Period> {
    explicit flow_worker(Sink const& sink) : flow_reader<Id, Channel, Sink, Period>{sink} {}

    void sort()
        requires requires(Sink& sink) { sink.sort(); }
    {
        this->sink().sort();
    }

    flow_worker& operator+=(flow_worker&& other)
    {
        this->sink() += std::move(other.sink());
        if (this->directions().empty()) { // this thread may have read no flow
            this->last_flow() = std::move(other.last_flow());
        }
        this->directions() += other.directions();
        return *this;
    }
};

} // namespace detail

/// Reads a tidy file on many cores and hands the flows to copies of `sink`; then adds the copies to `sink`, which has
/// to be empty at first. See `for_each_row(parallel, ...)` and, for the file, `read_flows` without `parallel`.
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          std::invocable<tidy_flow<Id, Channel, Period> const&> Sink>
    requires addable_sink<Sink>
report read_flows(parallel_policy, source const& from, flow_options const& options, Sink& sink)
{
    if (detail::asks_for_books(options)) { // which need the order of the rows
        return read_flows<Id, Channel, Period>(from, options, sink);
    }
    using worker = detail::flow_worker<Id, Channel, Sink, Period>;
    return detail::read_to_copies(from, detail::layout_of(options), worker{sink},
                                  [&](auto& copies) { sink += std::move(copies.sum().sink()); });
}

/// Reads a tidy file into memory on many cores; the flows keep the order of the file.
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int>
[[nodiscard]] flow_table<Id, Channel, Period> read_flows(parallel_policy, source const& from,
                                                         flow_options const& options = {})
{
    if (detail::asks_for_books(options)) {
        return read_flows<Id, Channel, Period>(from, options);
    }
    using flows = flow_list<Id, Channel, Period>;
    auto table = flow_table<Id, Channel, Period>{};
    auto const read = [](detail::body_reader& body, detail::part const& text, flows& found) {
        auto const keep = detail::flow_keeper<Id, Channel, Period>{&found};
        auto sink = detail::flow_reader<Id, Channel, decltype(keep)&, Period>{keep};
        found.clear();
        found.unknown.clear();
        body.consume(text.rows, text.last, sink);
    };
    auto const append = [&](flows& found) {
        table.flows.insert(table.flows.end(), std::make_move_iterator(found.begin()),
                           std::make_move_iterator(found.end()));
        table.flows.unknown.insert(table.flows.unknown.end(), std::make_move_iterator(found.unknown.begin()),
                                   std::make_move_iterator(found.unknown.end()));
    };
    table.report = detail::read_parts<flows>(from, detail::layout_of(options), read, append);
    return table;
}

} // namespace equipoise::io
