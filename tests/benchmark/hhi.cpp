// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eq = equipoise;

// hhi of 64 million amounts, including the checks of the input, compared with a sum of the same amounts in eight lanes,
// which runs at the speed of memory.
namespace {

std::vector<double> const& amounts()
{
    static auto const values = [] {
        auto all = std::vector<double>(std::size_t{1} << 26);
        auto state = std::uint32_t{12345};
        for (auto& x : all) {
            state = 1664525 * state + 1013904223;
            x = (state + 1.0) / 4294967296.0;
        }
        return all;
    }();
    return values;
}

double lane_sum(std::vector<double> const& values)
{
    double sums[8] = {};
    for (std::size_t i = 0; i + 8 <= values.size(); i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane) {
            sums[lane] += values[i + lane];
        }
    }
    auto total = 0.0;
    for (double const sum : sums) {
        total += sum;
    }
    return total;
}

void eight_lane_sum(benchmark::State& state)
{
    for (auto _ : state) {
        benchmark::DoNotOptimize(lane_sum(amounts()));
    }
}

void equipoise_hhi(benchmark::State& state)
{
    for (auto _ : state) {
        benchmark::DoNotOptimize(eq::hhi(amounts()));
    }
}

BENCHMARK(eight_lane_sum)->Unit(benchmark::kMillisecond);
BENCHMARK(equipoise_hhi)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
