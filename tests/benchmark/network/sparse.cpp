// SPDX-License-Identifier: BSL-1.0
#include "timing.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <Eigen/SparseCore>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// sparse DIR REGIONS SECTORS CELLS POWER REPETITIONS
// Times exposure on the sparse table that sparse.py has written to DIR.
namespace eq = equipoise;
using network_benchmark::read;
using network_benchmark::time;

int main(int argc, char** argv)
{
    if (argc != 7) {
        std::fprintf(stderr, "usage: sparse DIR REGIONS SECTORS CELLS POWER REPETITIONS\n");
        return 2;
    }
    auto const directory = std::string{argv[1]} + '/';
    auto const regions = std::atoi(argv[2]);
    auto const sectors = std::atoi(argv[3]);
    auto const cells = static_cast<std::size_t>(std::atol(argv[4]));
    auto const power = std::atoi(argv[5]);
    auto const repetitions = std::atoi(argv[6]);
    auto const n = static_cast<std::size_t>(regions) * static_cast<std::size_t>(sectors);
    auto const values = read<double>(directory + "values.f64", cells);
    auto const rows = read<int>(directory + "rows.i32", cells);
    auto const firsts = read<int>(directory + "firsts.i32", n + 1);
    auto const output = read<double>(directory + "x.f64", n);
    auto const expected = read<double>(directory + "share.f64", n);
    auto const size = static_cast<Eigen::Index>(n);
    auto const deliveries = Eigen::Map<Eigen::SparseMatrix<double> const>{
        size, size, static_cast<Eigen::Index>(cells), firsts.data(), rows.data(), values.data()};
    auto const labels = network_benchmark::labels_of(regions, sectors);
    using system = eq::io_system<int, int>;
    auto const world = system::from_outputs(deliveries, output, labels);
    time("check-and-sums", repetitions, [&] { (void)system::from_outputs(deliveries, output, labels); });
    auto shares = std::vector<double>{};
    auto error = 0.0;
    time("one-region", repetitions, [&] {
        auto const found = eq::look_through(eq::parallel, world, power);
        shares = found.values();
        error = found.proven_error();
    });
    std::printf("equipoise: proven error %.2g\n", error);
    network_benchmark::compare(shares, expected);
}
