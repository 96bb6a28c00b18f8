// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <tbb/parallel_for.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise::parallel_detail {

/// Adds all objects to the first one, always neighbours, so that their order is kept. Objects with a member `sort` are
/// sorted before.
template <class Objects>
void add_up(Objects& objects)
{
    auto const count = objects.size();
    if constexpr (requires { objects.front().sort(); }) {
        tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) { objects[i].sort(); });
    }
    for (std::size_t step = 1; step < count; step *= 2) {
        auto const pairs = (count - step + 2 * step - 1) / (2 * step);
        tbb::parallel_for(std::size_t{0}, pairs,
                          [&](std::size_t i) { objects[2 * step * i] += std::move(objects[2 * step * i + step]); });
    }
}

/// Sorts what waits in collectors that are about to be added, as far as that can be done for all of them together.
template <class Collector>
void sort_in_parallel(std::vector<Collector*> const& all)
{
    Collector::sort_together(all,
                             [](std::size_t count, auto const& f) { tbb::parallel_for(std::size_t{0}, count, f); });
}

} // namespace equipoise::parallel_detail
