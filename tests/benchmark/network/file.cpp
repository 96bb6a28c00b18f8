// SPDX-License-Identifier: BSL-1.0
#include "timing.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/table_files.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// file DIR POWER REPETITIONS
// Times the way from the file table.csv in DIR, which file.py has written in the form of the OECD, to exposures.
namespace eq = equipoise;

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: file DIR POWER REPETITIONS\n");
        return 2;
    }
    auto const directory = std::string{argv[1]} + '/';
    auto const power = std::string{argv[2]};
    auto shares = std::vector<double>{};
    network_benchmark::time("file-to-exposures", std::atoi(argv[3]), [&] {
        auto const table = eq::read_oecd_icio(directory + "table.csv");
        auto const world = table.system();
        shares = eq::look_through(eq::parallel, world, power).values();
    });
    network_benchmark::compare(shares, network_benchmark::read<double>(directory + "share.f64", shares.size()));
}
