// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/delimited.hpp>
#include <equipoise/parallel/parts.hpp>
#include <equipoise/parallel/policy.hpp>
#include <equipoise/parallel/workers.hpp>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <concepts>
#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

namespace equipoise::io {

/// A sink that can be copied for each thread; the copies are added up afterwards. Those with a member `sort`, such as
/// ledger_builder, are sorted before that, each in a thread of its own.
template <class Sink>
concept addable_sink = std::copy_constructible<Sink> && requires(Sink& to, Sink& from) { to += std::move(from); };

namespace detail {

/// Cuts a text into parts of whole rows. Calls read(body_reader&, part const&, Result&) for several parts at a time,
/// and then finish(Result&) for one after the other, in their order, up to the first part that cannot be read.
template <class Result, class Read, class Finish>
report read_parts(source const& from, delimited_options<> const& options, Read const& read, Finish const& finish)
{
    struct job {
        part text;
        report counts;
        Result result;
    };
    auto parts = part_reader{from, options};
    // The last stage takes jobs in order, so that a job is finished before the one that reuses it begins.
    auto jobs = std::vector<job>(2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()));
    auto begun = std::size_t{0};
    auto total = report{};
    auto warm = tbb::enumerable_thread_specific<std::vector<char>>{}; // memory that is in the cache of the thread

    auto const cut = [&](tbb::flow_control& flow) -> job* {
        auto& next = jobs[begun++ % jobs.size()];
        next.text.storage.swap(warm.local());
        if (!parts.next(next.text)) {
            flow.stop();
            return nullptr;
        }
        return &next;
    };
    auto const work = [&](job* each) {
        try {
            if (!each->text.failure) {
                auto body = body_reader{parts.where(), options, each->text.line};
                read(body, std::as_const(each->text), each->result);
                each->counts = body.result();
            }
        } catch (...) {
            each->text.failure = std::current_exception();
        }
        warm.local().swap(each->text.storage);
        return each;
    };
    auto const close = [&](job* each) {
        if (each->text.failure) {
            std::rethrow_exception(each->text.failure);
        }
        total += each->counts;
        finish(each->result);
    };
    using tbb::filter_mode;
    tbb::parallel_pipeline(jobs.size(), tbb::make_filter<void, job*>(filter_mode::serial_in_order, cut)
                                            & tbb::make_filter<job*, job*>(filter_mode::parallel, work)
                                            & tbb::make_filter<job*, void>(filter_mode::serial_in_order, close));
    total.preamble = parts.preamble();
    total.other_columns = parts.where().other_columns();
    return total;
}

/// Hands all rows to copies of `sink`, and then the workers<Sink> that hold the copies to `done`.
template <class Sink, class Done>
report read_to_copies(source const& from, delimited_options<> const& options, Sink const& sink, Done const& done)
{
    struct nothing {};
    auto sinks = parallel_detail::workers<Sink>{sink};
    auto const read = [&](body_reader& body, part const& text, nothing) {
        sinks.lend([&](Sink& own) { body.consume(text.rows, text.last, own); });
    };
    auto result = read_parts<nothing>(from, options, read, [](nothing) {});
    done(sinks);
    return result;
}

} // namespace detail

/// Hands the rows of a delimited text to copies of `sink`, one for each thread, and then adds the copies to `sink` with
/// `+=`. For a sum that does not depend on the order of the rows, the result is that of the call without `parallel`.
///
///     struct rows_by_year {
///         std::map<int, long> rows;
///         void operator()(io::row const& row) { ++rows[row.get<int>(0)]; }
///         rows_by_year& operator+=(rows_by_year&& other) { ... }
///     };
///     auto found = rows_by_year{};
///     auto const report = io::for_each_row(parallel, "trade.csv", {.columns = {"year"}}, found);
///
/// @param sink empty at first, as each thread starts with a copy of it; unchanged when anything is thrown
/// @throws as the call without `parallel`: the first error in the text
/// Cost: memory for two blocks for each thread, of `options.block_size` or the longest row. Text in memory is not
/// copied.
template <row_sink Sink>
    requires addable_sink<Sink>
report for_each_row(parallel_policy, source const& from, delimited_options<> const& options, Sink& sink)
{
    return detail::read_to_copies(from, options, sink, [&](auto& copies) { sink += std::move(copies.sum()); });
}

} // namespace equipoise::io
