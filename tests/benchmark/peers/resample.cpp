// SPDX-License-Identifier: BSL-1.0
// resample THREADS    lines "MODEL SECONDS HHI": 10,000 draws of ten indices over 200 partners, of which partner i has
// 1000 / i, three times each, and the mean of the HHI. The same as resample.py does.
#include <equipoise/equipoise.hpp>
#include <equipoise/parallel/resample.hpp>

#include <tbb/global_control.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace eq = equipoise;

namespace {

template <class Model>
void run(char const* name, std::vector<double> const& amounts, Model const& model, int threads)
{
    auto const how = eq::resampling{.draws = 10000, .seed = 1};
    auto const draw = [&](auto const&... indices) {
        return threads == 1 ? eq::resample(amounts, model, how, indices...)
                            : eq::resample(eq::parallel, amounts, model, how, indices...);
    };
    for (auto repetition = 0; repetition < 3; ++repetition) {
        auto const begin = std::chrono::steady_clock::now();
        auto const drawn = draw(eq::hhi, eq::effective_number, eq::shannon, eq::gini, eq::berger_parker,
                                eq::concentration_ratio(4), eq::exposure(std::size_t{0}), eq::exposure(std::size_t{1}),
                                eq::exposure(std::size_t{2}), eq::tilt(std::size_t{0}, std::size_t{1}));
        auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        std::printf("%s %.6f %.9f\n", name, seconds, drawn[0].mean());
    }
}

} // namespace

int main(int count, char** arguments)
{
    auto const threads = count == 2 ? std::atoi(arguments[1]) : 0;
    if (threads < 1) {
        std::fprintf(stderr, "usage: benchmark_resample THREADS\n");
        return 2;
    }
    auto const limit =
        tbb::global_control{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
    auto amounts = std::vector<double>{};
    for (auto i = 1; i <= 200; ++i) {
        amounts.push_back(1000.0 / i);
    }
    run("dirichlet", amounts, eq::dirichlet{5000}, threads);
    run("lognormal", amounts, eq::lognormal_error{.1}, threads);
    return 0;
}
