// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/parallel/parallel.hpp>

#include <iostream>
#include <vector>

namespace eq = equipoise;

int main()
{
    auto const flows = std::vector<eq::flow<int>>{{1, 2, 60}, {1, 3, 25}, {1, 4, 15}};
    auto const book = eq::export_ledger(eq::parallel, flows, eq::by_state);
    std::cout << eq::measure(eq::parallel, book, eq::hhi)[0].values[0] << '\n';
}
