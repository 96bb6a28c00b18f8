// SPDX-License-Identifier: BSL-1.0
#include "foreign_includes.hpp"

// As <windows.h> has them.
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define small char

#include <equipoise/equipoise.hpp>

void const* hhi_of_other_unit();

void const* hhi_of_other_unit()
{
    return &equipoise::hhi;
}
