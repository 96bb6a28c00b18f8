// SPDX-License-Identifier: BSL-1.0
#include <equipoise/codes.hpp>
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include <cstdio>

bool works_among_macros();
void const* hhi_of_other_unit();

int main()
{
    if (&equipoise::hhi != hhi_of_other_unit()) {
        std::fputs("equipoise::hhi is not one object in all translation units\n", stderr);
        return 1;
    }
    if (!works_among_macros()) {
        std::fputs("the results are others where the macros of <windows.h> are defined\n", stderr);
        return 1;
    }
}
