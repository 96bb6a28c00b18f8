// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/gini.hpp>

#include <benchmark/benchmark.h>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace eq = equipoise;

// gini of a million amounts, input checks and the copy for the sort included, beside Boost.Math on the same amounts;
// Boost sorts in place and gets its copy outside of the time that counts.
namespace {

enum class kind { uniform, lognormal, pareto, whole_numbers };

std::vector<double> amounts(kind which)
{
    constexpr std::size_t n = 1000000;
    auto random = std::mt19937_64{2019};
    auto uniform = std::uniform_real_distribution<>{};
    auto lognormal = std::lognormal_distribution<>{0, 2};
    auto values = std::vector<double>(n);
    for (auto& x : values) {
        switch (which) {
        case kind::uniform: x = uniform(random); break;
        case kind::lognormal: x = lognormal(random); break;
        case kind::pareto: x = 1 / std::sqrt(1 - uniform(random)); break;
        case kind::whole_numbers: x = std::floor(1e6 * uniform(random)); break;
        }
    }
    return values;
}

void equipoise_gini(benchmark::State& state, kind which)
{
    auto const values = amounts(which);
    for (auto _ : state) {
        benchmark::DoNotOptimize(eq::gini(values));
    }
}

void boost_gini(benchmark::State& state, kind which)
{
    auto const values = amounts(which);
    for (auto _ : state) {
        state.PauseTiming();
        auto copy = values;
        state.ResumeTiming();
        benchmark::DoNotOptimize(boost::math::statistics::gini_coefficient(copy));
    }
}

BENCHMARK_CAPTURE(equipoise_gini, uniform, kind::uniform)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boost_gini, uniform, kind::uniform)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(equipoise_gini, lognormal, kind::lognormal)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boost_gini, lognormal, kind::lognormal)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(equipoise_gini, pareto, kind::pareto)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boost_gini, pareto, kind::pareto)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(equipoise_gini, whole_numbers, kind::whole_numbers)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boost_gini, whole_numbers, kind::whole_numbers)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
