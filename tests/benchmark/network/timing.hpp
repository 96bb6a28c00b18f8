// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

/// What the benchmarks of networks share: files of numbers, labels, and the clock.
namespace network_benchmark {

/// The numbers in a file. Ends the program when there are not as many.
template <class T>
std::vector<T> read(std::string const& file, std::size_t count)
{
    auto numbers = std::vector<T>(count);
    auto in = std::ifstream{file, std::ios::binary};
    in.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(count * sizeof(T)));
    if (!in) {
        std::fprintf(stderr, "%s is no file of %zu numbers\n", file.c_str(), count);
        std::exit(1);
    }
    return numbers;
}

/// The numbers of region and sector of each row.
inline std::vector<std::pair<int, int>> labels_of(int regions, int sectors)
{
    auto labels = std::vector<std::pair<int, int>>{};
    for (int r = 0; r < regions; ++r) {
        for (int s = 0; s < sectors; ++s) {
            labels.emplace_back(r, s);
        }
    }
    return labels;
}

/// Prints the best and the median of some runs in seconds.
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

/// Ends the program when a share differs from that of a peer.
inline void compare(std::vector<double> const& shares, std::vector<double> const& expected)
{
    auto off = 0.0;
    for (std::size_t j = 0; j < expected.size(); ++j) {
        auto const apart = shares[j] < expected[j] ? expected[j] - shares[j] : shares[j] - expected[j];
        off = apart <= off ? off : apart; // NaN as well
    }
    std::printf("equipoise: differs from the peer by %.2g\n", off);
    if (!(off < 1e-9)) {
        std::fprintf(stderr, "the shares differ from those of the peer\n");
        std::exit(1);
    }
}

} // namespace network_benchmark
