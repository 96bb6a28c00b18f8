// SPDX-License-Identifier: BSL-1.0
// A literal compiles only if it is a code of its list, and codes of different lists do not mix.
// FAIL 1: an M49 number of a state or area|why_refused|invalid_code
// FAIL 2: an ISO 3166-1 alpha-3 code|why_refused|invalid_code
// FAIL 3: an ISO 3166-1 alpha-2 code|why_refused|invalid_code
// FAIL 4: a Correlates of War state number|why_refused|invalid_code
// FAIL 5: operator==|operands
// FAIL 6: convert
// FAIL 7: an ISO 3166-1 alpha-3 code|why_refused|invalid_code
#include <equipoise/codes/convert.hpp>

namespace eq = equipoise;
using namespace eq::literals;

int main()
{
#ifdef EQUIPOISE_CONTROL
    return 840_m49 == eq::convert<eq::m49>("USA"_iso3) && "GB"_iso2 != "GR"_iso2 && 2_cow < 20_cow
                   && "ch"_gec != "sz"_gec && "MON"_cow_abbreviation != "MNG"_cow_abbreviation
               ? 0
               : 1;
#elif defined(EQUIPOISE_FAIL_1)
    return 842_m49 == 840_m49; // UN Comtrade's number
#elif defined(EQUIPOISE_FAIL_2)
    return "ROM"_iso3 == "ROU"_iso3; // an earlier code
#elif defined(EQUIPOISE_FAIL_3)
    return "UK"_iso2 == "GB"_iso2;
#elif defined(EQUIPOISE_FAIL_4)
    return 3_cow == 2_cow;
#elif defined(EQUIPOISE_FAIL_5)
    return "CH"_iso2 == "ch"_gec;
#elif defined(EQUIPOISE_FAIL_6)
    return eq::convert<int>("CHN"_iso3) == 156;
#elif defined(EQUIPOISE_FAIL_7)
    return "XXA"_iso3 == eq::iso3{}; // left to users
#endif
}
