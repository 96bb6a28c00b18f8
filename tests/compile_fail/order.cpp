// SPDX-License-Identifier: BSL-1.0
// Flows come first in every call; another order is refused in words.
// FEWER THAN 20 LINES
// FAIL 1: flows first: bound\(flows, hhi\)
// FAIL 2: ledger first: history\(ledger, state, hhi\)
// FAIL 3: ledger first: history\(ledger, state, hhi\)
// FAIL 4: flows first: contributions\(before, after, hhi\)
#include <equipoise/equipoise.hpp>

#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

int main()
{
    constexpr auto mongolia = "MNG"_iso3;
    auto const rows = std::vector{eq::flow{mongolia, "CHN"_iso3, 6.0, 2019}};
    auto const exports = eq::export_ledger(rows);
    auto const flows = exports[0].flows;
#ifdef EQUIPOISE_CONTROL
    return eq::bound(flows, eq::hhi, eq::at_most{3}).is_point() && eq::history(exports, mongolia, eq::hhi).size() == 1
                   && eq::history(exports, mongolia, eq::turnover).empty()
                   && eq::contributions(flows, flows, eq::hhi).change == 0
               ? 0
               : 1;
#elif defined(EQUIPOISE_FAIL_1)
    return eq::bound(eq::hhi, flows, eq::at_most{3}).low > 0;
#elif defined(EQUIPOISE_FAIL_2)
    return eq::history(eq::hhi, exports, mongolia).empty();
#elif defined(EQUIPOISE_FAIL_3)
    return eq::history(eq::turnover, exports, mongolia).empty();
#elif defined(EQUIPOISE_FAIL_4)
    return eq::contributions(eq::hhi, flows, flows).change > 0;
#endif
}
