// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/distributed/collective_call.hpp>

#include <mpi.h>

#include <iostream>
#include <vector>

namespace eq = equipoise;

int main()
{
    try { // as nothing starts MPI here
        eq::call_collectively(MPI_COMM_WORLD, [] { std::cout << "MPI is running\n"; });
    } catch (eq::invalid_parameter const&) {
        std::cout << eq::hhi(std::vector{60.0, 25.0, 15.0}) << '\n';
    }
}
