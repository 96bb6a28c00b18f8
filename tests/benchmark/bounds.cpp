// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/rank_weighted.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/ranking.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace eq = equipoise;

// Bounds of indices over one portfolio of 250 partners, each with two reports that differ by a factor of up to two, as
// mirror reports do. The bounds of the HHI are to take less than a millisecond. The counter `nodes` is the number of
// decisions that the search for the uneven end took. The ranking is that of 200 states by intervals that are known,
// with all pairs whose order is certain: less than 10 ms.
namespace {

/// Numbers in (0, 1) that every machine draws alike.
struct uniform {
    std::uint32_t state;

    double operator()()
    {
        state = 1664525 * state + 1013904223;
        return (state + .5) / 4294967296.0;
    }
};

eq::interval_portfolio<int> const& flows()
{
    static auto const ranges = [] {
        auto rows = std::vector<eq::partner_range<int>>{};
        auto unit = uniform{2017};
        for (auto id = 0; id < 250; ++id) {
            auto const size = std::exp(12 * unit());
            rows.push_back({id, size, size * (1 + unit())});
        }
        return eq::interval_portfolio<int>{rows};
    }();
    return ranges;
}

/// 200 shares within intervals of widths of up to a tenth, of which most overlap with some others.
std::vector<eq::keyed_interval<int>> const& intervals()
{
    static auto const values = [] {
        auto list = std::vector<eq::keyed_interval<int>>{};
        auto unit = uniform{1871};
        for (auto id = 0; id < 200; ++id) {
            auto const low = .9 * unit();
            list.push_back({id, {low, low + .1 * unit()}});
        }
        return list;
    }();
    return values;
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

void ranks_of_200_states(benchmark::State& state)
{
    auto certain = std::size_t{0};
    for (auto _ : state) {
        auto const ranks = eq::ranking(intervals());
        auto const pairs = ranks.certain_pairs();
        benchmark::DoNotOptimize(pairs.data());
        certain = pairs.size();
    }
    state.counters["certain pairs"] = static_cast<double>(certain);
}

BENCHMARK(ranks_of_200_states)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, hhi, eq::hhi)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, shannon, eq::shannon)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, hill_half, eq::hill(.5))->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, concentration_ratio_4, eq::concentration_ratio(4))->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(measure, gini, eq::gini)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
