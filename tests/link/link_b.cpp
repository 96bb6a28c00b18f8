// SPDX-License-Identifier: BSL-1.0
#include "windows_macros.hpp"

#include "foreign_includes.hpp"

// <windows.h> defines these two as well, and the standard library undefines them where it comes later.
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))

#include <equipoise/codes.hpp>
#include <equipoise/equipoise.hpp>
#include <equipoise/io.hpp>

#include <vector>

bool works_among_macros();
void const* hhi_of_other_unit();

void const* hhi_of_other_unit()
{
    return &equipoise::hhi;
}

bool works_among_macros()
{
    namespace eq = equipoise;
    auto flows = std::vector<eq::flow<int>>{};
    auto const sink = [&](eq::io::row const& row) {
        flows.push_back({row.get<int>(0), row.get<int>(1), row.get<double>(2)});
    };
    eq::io::for_each_row(eq::io::text("from,to,usd\n1,9,3\n2,9,2\n3,9,1\n"), {.columns = {"from", "to", "usd"}}, sink);
    auto const suppliers = eq::import_ledger(flows, eq::by_state);
    auto const mine = suppliers.at(9);
    return eq::hhi(mine) == 7.0 / 18 && eq::exposure(mine, 1) == 0.5 && eq::bound(mine, eq::hill(2)).is_point()
           && eq::total_variation(mine, mine) == 0 && eq::s_score(std::vector{0, 3}, std::vector{0, 3}, 3) == 1;
}
