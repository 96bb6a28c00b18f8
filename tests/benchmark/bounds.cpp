// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace eq = equipoise;

// Bounds of indices over one portfolio of 250 partners, each with two reports that differ by a factor of up to two, as
// mirror reports do. The bounds of the HHI are to take less than a millisecond. The counter `nodes` is the number of
// decisions that the search for the uneven end took.
namespace {

eq::interval_portfolio<int> const& flows()
{
    static auto const ranges = [] {
        auto rows = std::vector<eq::partner_range<int>>{};
        auto state = std::uint32_t{2017};
        auto const unit = [&] {
            state = 1664525 * state + 1013904223;
            return (state + .5) / 4294967296.0;
        };
        for (auto id = 0; id < 250; ++id) {
            auto const size = std::exp(12 * unit());
            rows.push_back({id, size, size * (1 + unit())});
        }
        return eq::interval_portfolio<int>{rows};
    }();
    return ranges;
}

template <class Index>
void measure(benchmark::State& state, Index const& index)
{
    auto nodes = std::size_t{0};
    for (auto _ : state) {
        auto const found = eq::certified_bound(flows(), index);
        benchmark::DoNotOptimize(found.bounds);
        nodes = found.nodes;
    }
    state.counters["nodes"] = static_cast<double>(nodes);
}

BENCHMARK_CAPTURE(measure, hhi, eq::hhi)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, shannon, eq::shannon)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, hill_half, eq::hill(.5))->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, concentration_ratio_4, eq::concentration_ratio(4))->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, gini, eq::gini)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
