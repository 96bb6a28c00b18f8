// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/parallel/policy.hpp>
#include <equipoise/parallel/workers.hpp>
#include <equipoise/uncertainty/resample.hpp>

#include <tbb/parallel_for.h>

#include <cstddef>
#include <utility>
#include <vector>

/// `resample(parallel, flows, model, {.draws = 10000, .seed = 1}, hhi)`: the draws of `resample(flows, ...)`, bit for
/// bit, made by several threads.
namespace equipoise::uncertainty_detail {

// In the namespace of resample_fn, where parallel_policy::run finds it by its arguments.

/// The number of draws that a thread makes at a time.
inline constexpr std::size_t draws_at_a_time = 128;

template <class Flows, class Model, class... Rules>
    requires(sizeof...(Rules) > 0) && drawable<Flows, Model, Rules...>
[[nodiscard]] auto run_in_parallel(resample_fn const& /*resample*/, Flows const& flows, Model const& model,
                                   resampling const& how, index_fn<Rules> const&... indices)
{
    check(how);
    auto const pattern = sampler_of(flows, model, how);
    auto parts = std::vector<draw_columns<sizeof...(Rules)>>((how.draws - 1) / draws_at_a_time + 1);
    auto samplers = parallel_detail::workers{pattern};
    try {
        tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t i) {
            auto const first = i * draws_at_a_time;
            auto const count = how.draws - first < draws_at_a_time ? how.draws - first : draws_at_a_time;
            samplers.lend(
                [&](auto& sampler) { make_draws(sampler, how.first_draw + first, count, parts[i], indices.rule...); });
        });
    } catch (...) {
        auto sampler = pattern;
        auto columns = draw_columns<sizeof...(Rules)>{};
        make_draws(sampler, how.first_draw, how.draws, columns, indices.rule...); // meets the first error again
        throw;
    }
    auto columns = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        for (std::size_t k = 0; k < sizeof...(Rules); ++k) {
            columns[k].add(std::move(parts[i][k]));
        }
    }
    return distributions_of(pattern, flows, std::move(columns), indices.rule...);
}

template <amounts_only R, class Model, class... Rules>
    requires(sizeof...(Rules) > 0) && drawable<portfolio<std::size_t, amount_t<R const&>>, Model, Rules...>
[[nodiscard]] auto run_in_parallel(resample_fn const& resample, R const& amounts, Model const& model,
                                   resampling const& how, index_fn<Rules> const&... indices)
{
    return run_in_parallel(resample, numbered(amounts), model, how, indices...);
}

} // namespace equipoise::uncertainty_detail
