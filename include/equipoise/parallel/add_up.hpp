// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tbb/parallel_for.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// Adds all of some objects to the first of them, neighbours to neighbours, so that their order is kept.
template <class Objects>
void add_up(Objects& objects)
{
    auto const count = objects.size();
    for (std::size_t step = 1; step < count; step *= 2) {
        auto const pairs = (count - step + 2 * step - 1) / (2 * step);
        tbb::parallel_for(std::size_t{0}, pairs,
                          [&](std::size_t i) { objects[2 * step * i] += std::move(objects[2 * step * i + step]); });
    }
}

/// Sorts what waits in some collectors, which may then be added.
template <class Collector>
void sort_in_parallel(std::vector<Collector*> const& all)
{
    auto const in_parallel = [](std::size_t count, auto const& f) { tbb::parallel_for(std::size_t{0}, count, f); };
    Collector::sort_together(all, in_parallel);
    in_parallel(all.size(), [&](std::size_t i) { all[i]->sort(); });
}

} // namespace equipoise::detail
