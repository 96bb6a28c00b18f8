// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/matrices.hpp>
#include <equipoise/parallel/policy.hpp>
#include <equipoise/parallel/workers.hpp>

#include <tbb/parallel_for.h>

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

/// The agreement of all pairs of states, computed on many cores: `agreement_matrix(parallel, ...)` and
/// `agreement_matrices(parallel, ...)`.
namespace equipoise {

namespace parallel_detail {

/// Calls f(reader, i) for every row, several rows at the same time, each thread with a reader of its own.
struct rows_in_parallel {
    template <class Reader, class F>
    void operator()(std::size_t rows, Reader const& reader, F const& f) const
    {
        auto readers = workers<Reader>{reader};
        tbb::parallel_for(std::size_t{0}, rows, [&](std::size_t i) {
            readers.lend([&](Reader& own) { f(own, rows - 1 - i); }); // the row with the most pairs first
        });
    }
};

/// The tables of several measures. Which error is met first depends on the threads; after one, everything is computed
/// again in order, so that the error thrown is always the same.
template <class Id, class Target, std::size_t N>
[[nodiscard]] auto agree_all_in_parallel(tie_table<Id, Target> const& ties, std::vector<double> const& weights,
                                         std::array<alignment_detail::comparison, N> const& measures)
{
    try {
        return alignment_detail::agree_all(ties, weights, measures, rows_in_parallel{});
    } catch (...) {
        return alignment_detail::agree_all(ties, weights, measures);
    }
}

} // namespace parallel_detail

/// `agreement_matrix(ties, measure)` on many cores: the same table, bit for bit.
template <class Id, class Target, class Form>
[[nodiscard]] agreement_table<Id> agreement_matrix(parallel_policy, tie_table<Id, Target> const& ties,
                                                   agreement_fn<Form> const& kind)
{
    return std::move(
        parallel_detail::agree_all_in_parallel(ties, {}, std::array{alignment_detail::comparison_by(kind)})[0]);
}

/// `agreement_matrix(ties, measure, weights)` on many cores.
template <class Id, class Target, class Form, class Weights>
    requires amount_range<Weights const&>
[[nodiscard]] agreement_table<Id> agreement_matrix(parallel_policy, tie_table<Id, Target> const& ties,
                                                   agreement_fn<Form> const& kind, Weights const& weights)
{
    auto const by = alignment_detail::comparison_by(kind);
    auto const read = alignment_detail::read_weights(weights, ties.targets().size(), by.name);
    return std::move(parallel_detail::agree_all_in_parallel(ties, read, std::array{by})[0]);
}

/// `agreement_matrices(ties, measures...)` on many cores.
template <class Id, class Target, class... Forms>
    requires(sizeof...(Forms) > 0)
[[nodiscard]] std::array<agreement_table<Id>, sizeof...(Forms)>
agreement_matrices(parallel_policy, tie_table<Id, Target> const& ties, agreement_fn<Forms> const&... measures)
{
    return parallel_detail::agree_all_in_parallel(ties, {}, std::array{alignment_detail::comparison_by(measures)...});
}

} // namespace equipoise
