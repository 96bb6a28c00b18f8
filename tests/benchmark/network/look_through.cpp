// SPDX-License-Identifier: BSL-1.0
#include <equipoise/network/look_through.hpp>
#include <equipoise/network/reliance.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

// look_through DIR REGIONS SECTORS POWER REPETITIONS
// Times exposure on the table that peers.py has written to DIR, and compares the shares with those that it wrote.
namespace eq = equipoise;

namespace {

template <class T>
std::vector<T> read(std::string const& file, std::size_t count)
{
    auto numbers = std::vector<T>(count);
    auto in = std::ifstream{file, std::ios::binary};
    in.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(count * sizeof(T)));
    if (!in) {
        std::fprintf(stderr, "look_through: %s is no file of %zu numbers\n", file.c_str(), count);
        std::exit(1);
    }
    return numbers;
}

template <class F>
void time(char const* what, int repetitions, F const& f)
{
    auto seconds = std::vector<double>{};
    for (int i = 0; i < repetitions; ++i) {
        auto const start = std::chrono::steady_clock::now();
        f();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    std::printf("time equipoise %s best %.4f median %.4f\n", what, seconds.front(), seconds[seconds.size() / 2]);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 6) {
        std::fprintf(stderr, "usage: look_through DIR REGIONS SECTORS POWER REPETITIONS\n");
        return 2;
    }
    auto const directory = std::string{argv[1]} + '/';
    auto const regions = std::atoi(argv[2]);
    auto const sectors = std::atoi(argv[3]);
    auto const power = std::atoi(argv[4]);
    auto const repetitions = std::atoi(argv[5]);
    auto const n = static_cast<std::size_t>(regions) * static_cast<std::size_t>(sectors);
    auto const table = read<double>(directory + "Z.f64", n * n);
    auto const output = read<double>(directory + "x.f64", n);
    auto const expected = read<double>(directory + "share.f64", n);
    using rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    auto const size = static_cast<Eigen::Index>(n);
    auto const deliveries = Eigen::Map<rows const>{table.data(), size, size};
    auto labels = std::vector<std::pair<int, int>>{};
    for (int r = 0; r < regions; ++r) {
        for (int s = 0; s < sectors; ++s) {
            labels.emplace_back(r, s);
        }
    }
    using system = eq::io_system<int, int>;
    auto const world = system::from_outputs(deliveries, output, labels);
    time("check-and-sums", repetitions, [&] { (void)system::from_outputs(deliveries, output, labels); });
    auto shares = std::vector<double>{};
    auto error = 0.0;
    auto passes = std::size_t{};
    time("one-region", repetitions, [&] {
        auto const found = eq::look_through(eq::parallel, world, power);
        shares = found.values();
        error = found.proven_error();
        passes = found.passes();
    });
    auto off = 0.0;
    for (std::size_t j = 0; j < n; ++j) {
        off = std::max(off, std::abs(shares[j] - expected[j]));
    }
    std::printf("equipoise: %zu passes, proven error %.2g, differs from the peer by %.2g\n", passes, error, off);
    time("one-region-one-thread", repetitions, [&] { (void)eq::look_through(world, power); });
    if (repetitions > 1) {
        auto all = std::vector<int>{};
        for (int r = 0; r < regions; ++r) {
            all.push_back(r);
        }
        time("all-regions", 1, [&] { (void)eq::look_through(eq::parallel, world, all); });
    }
    if (!(off < 1e-9)) {
        std::fprintf(stderr, "look_through: the shares differ from those of the peer\n");
        return 1;
    }
}
