// SPDX-License-Identifier: BSL-1.0
// Amounts with units: dollars of trade and volumes of arms have the same indices, and cannot be added by mistake.
#include <equipoise/equipoise.hpp>

#include <boost/units/base_dimension.hpp>
#include <boost/units/base_unit.hpp>
#include <boost/units/make_system.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/unit.hpp>

#include <array>
#include <cstdio>

namespace eq = equipoise;
namespace bu = boost::units;
using namespace eq::literals;

namespace {

struct money_dimension : bu::base_dimension<money_dimension, 1> {};
struct volume_dimension : bu::base_dimension<volume_dimension, 2> {};
struct dollar_base : bu::base_unit<dollar_base, money_dimension::dimension_type, 1> {};
struct indicator_base : bu::base_unit<indicator_base, volume_dimension::dimension_type, 2> {};
using flow_units = bu::make_system<dollar_base, indicator_base>::type;

using dollars = bu::quantity<bu::unit<money_dimension::dimension_type, flow_units>>;
using indicator_values = bu::quantity<bu::unit<volume_dimension::dimension_type, flow_units>>; // SIPRI's TIV

} // namespace

int main()
{
    auto const usd = dollars::from_value(1.0);
    auto const tiv = indicator_values::from_value(1.0);
    auto const [china, russia] = std::pair{"CHN"_iso3, "RUS"_iso3};

    // Kazakhstan 2019: exports declared to UN Comtrade (WITS), million US$, with the total of all partners;
    // arms deliveries 2010-2019, million TIV (SIPRI, April 2022), with theirs.
    auto const exports = eq::portfolio<eq::iso3, dollars>{{{china, 7823.41e6 * usd}, {russia, 5602.53e6 * usd}},
                                                          {.total = 57722.94e6 * usd}};
    auto const arms = eq::portfolio<eq::iso3, indicator_values>{{{china, 36e6 * tiv}, {russia, 1541e6 * tiv}},
                                                                {.total = 1876e6 * tiv}};

    std::printf("exports to China and Russia   %.3f %.3f\n", eq::exposure(exports, china),
                eq::exposure(exports, russia));
    std::printf("arms from China and Russia    %.3f %.3f\n", eq::exposure(arms, china), eq::exposure(arms, russia));

    auto const tilts = std::array{eq::tilt(exports, china, russia), eq::tilt(arms, china, russia)};
    std::printf("tilt of exports and of arms   %+.3f %+.3f\n", tilts[0], tilts[1]);
    std::printf("offset of the two             %.3f\n", eq::offset(tilts));
    // 7823.41e6 * usd + 36e6 * tiv; // does not compile
}
