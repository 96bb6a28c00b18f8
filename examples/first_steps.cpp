// SPDX-License-Identifier: BSL-1.0
// Which states arm Kazakhstan? Deliveries 1992-2021 in million trend-indicator values (SIPRI, table of April 2022).
#include <equipoise/equipoise.hpp>

#include <cstdio>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;

int main()
{
    auto const deliveries = std::vector<eq::flow<eq::iso3>>{
        {"RUS"_iso3, "KAZ"_iso3, 2594}, {"ESP"_iso3, "KAZ"_iso3, 96}, {"UKR"_iso3, "KAZ"_iso3, 90},
        {"USA"_iso3, "KAZ"_iso3, 43},   {"ISR"_iso3, "KAZ"_iso3, 42}, {"DEU"_iso3, "KAZ"_iso3, 39},
        {"CHN"_iso3, "KAZ"_iso3, 36},   {"ZAF"_iso3, "KAZ"_iso3, 23}, {"TUR"_iso3, "KAZ"_iso3, 21},
        {"CAN"_iso3, "KAZ"_iso3, 16},   {"KOR"_iso3, "KAZ"_iso3, 14}, {"FRA"_iso3, "KAZ"_iso3, 13},
    };
    auto const arms = eq::import_ledger(deliveries, eq::by_state); // a portfolio of suppliers for each buyer
    auto const kazakhstan = arms.at("KAZ"_iso3);

    std::printf("exposure to Russia     %.3f\n", eq::exposure(kazakhstan, "RUS"_iso3));
    std::printf("concentration (HHI)    %.3f\n", eq::hhi(kazakhstan));
    std::printf("effective suppliers    %.2f\n", eq::effective_number(kazakhstan));
    std::printf("tilt, China to Russia %+.3f\n", eq::tilt(kazakhstan, "CHN"_iso3, "RUS"_iso3));
}
