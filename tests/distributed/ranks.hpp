// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/test/unit_test.hpp>

#include <mpi.h>

#include <cstdlib>
#include <string>

/// Groups of ranks. The tests run on 7 ranks where mpirun starts them, else on 1.
namespace ranks {

/// Starts MPI with the first test and ends it with the program.
inline void start_mpi()
{
    auto begun = 0;
    MPI_Initialized(&begun);
    if (begun == 0) {
        MPI_Init(nullptr, nullptr);
        std::atexit([] { MPI_Finalize(); });
    }
}

[[nodiscard]] inline int size_of(MPI_Comm among)
{
    auto size = 0;
    MPI_Comm_size(among, &size);
    return size;
}

[[nodiscard]] inline int rank_in(MPI_Comm among)
{
    auto rank = 0;
    MPI_Comm_rank(among, &rank);
    return rank;
}

/// Calls test(communicator, size, rank) with groups of 1, 2, 3, 4 and 7 ranks, as far as there are any.
template <class Test>
void for_each_group(Test const& test)
{
    start_mpi();
    // A program of one MPI library under the mpirun of another is many worlds of one rank.
    if (auto const* const expected = std::getenv("EQUIPOISE_RANKS"); expected != nullptr) {
        BOOST_REQUIRE_EQUAL(std::to_string(size_of(MPI_COMM_WORLD)), expected);
    }
    for (auto const size : {1, 2, 3, 4, 7}) {
        if (size > size_of(MPI_COMM_WORLD)) {
            break;
        }
        auto const rank = rank_in(MPI_COMM_WORLD);
        auto group = MPI_Comm{};
        MPI_Comm_split(MPI_COMM_WORLD, rank < size ? 0 : MPI_UNDEFINED, -rank, &group); // in the reverse order
        if (rank < size) {
            test(group, size, rank_in(group));
            MPI_Comm_free(&group);
        }
    }
}

} // namespace ranks
