// SPDX-License-Identifier: BSL-1.0
#include "timing.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/reliance.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <Eigen/Core>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// look_through DIR REGIONS SECTORS POWER REPETITIONS
// Times exposure on the table that peers.py has written to DIR, and compares the shares with those that it wrote.
namespace eq = equipoise;
using network_benchmark::read;
using network_benchmark::time;

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
    auto const labels = network_benchmark::labels_of(regions, sectors);
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
    std::printf("equipoise: %zu passes, proven error %.2g\n", passes, error);
    network_benchmark::compare(shares, expected);
    time("one-region-one-thread", repetitions, [&] { (void)eq::look_through(world, power); });
    if (repetitions > 1) {
        auto all = std::vector<int>{};
        for (int r = 0; r < regions; ++r) {
            all.push_back(r);
        }
        time("all-regions", 1, [&] { (void)eq::look_through(eq::parallel, world, all); });
    }
}
