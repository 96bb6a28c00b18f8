// SPDX-License-Identifier: BSL-1.0
#include <equipoise/equipoise.hpp>

#include <iostream>
#include <vector>

namespace eq = equipoise;

int main()
{
    std::cout << eq::hhi(std::vector{60.0, 25.0, 15.0}) << '\n';
}
