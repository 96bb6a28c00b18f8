// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/parallel/policy.hpp>

#include <tbb/parallel_for.h>

#include <cstddef>

namespace equipoise {

/// Carries out tasks 0 to n - 1, several at a time. With this header, the measures of network/ take `parallel` as their
/// first argument: look_through(parallel, world, china).
template <class Task>
void for_each_task(parallel_policy, std::size_t n, Task const& task)
{
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) { task(i); });
}

} // namespace equipoise
