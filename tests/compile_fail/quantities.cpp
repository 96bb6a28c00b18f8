// SPDX-License-Identifier: BSL-1.0
// Amounts in dollars and amounts in trend-indicator values cannot be added, shared out together or compared.
// FAIL 1: no match for .operator\+|invalid operands to binary expression
// FAIL 2: no match|no matching|cannot convert|could not convert
#include <equipoise/equipoise.hpp>

#include <boost/units/base_dimension.hpp>
#include <boost/units/base_unit.hpp>
#include <boost/units/make_system.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/unit.hpp>

namespace eq = equipoise;
namespace bu = boost::units;
using namespace eq::literals;

struct money_dimension : bu::base_dimension<money_dimension, 1> {};
struct volume_dimension : bu::base_dimension<volume_dimension, 2> {};
struct dollar_base : bu::base_unit<dollar_base, money_dimension::dimension_type, 1> {};
struct indicator_base : bu::base_unit<indicator_base, volume_dimension::dimension_type, 2> {};
using flow_units = bu::make_system<dollar_base, indicator_base>::type;
using dollars = bu::quantity<bu::unit<money_dimension::dimension_type, flow_units>>;
using indicator_values = bu::quantity<bu::unit<volume_dimension::dimension_type, flow_units>>;

static_assert(eq::amount<dollars> && eq::amount<indicator_values>);

int main()
{
    auto const trade = dollars::from_value(1.0);
    auto const arms = indicator_values::from_value(2.0);
#ifdef EQUIPOISE_CONTROL
    auto const total = trade + trade;
    auto const flows = eq::portfolio<eq::iso3, dollars>{{{"CHN"_iso3, total}, {"RUS"_iso3, trade}}};
#elif defined(EQUIPOISE_FAIL_1)
    auto const total = trade + arms;
    auto const flows = eq::portfolio<eq::iso3, dollars>{{{"CHN"_iso3, total}, {"RUS"_iso3, trade}}};
#elif defined(EQUIPOISE_FAIL_2)
    auto const flows = eq::portfolio<eq::iso3, dollars>{{{"CHN"_iso3, trade}, {"RUS"_iso3, arms}}};
#endif
    return eq::hhi(flows) > 0.5 ? 0 : static_cast<int>(arms.value());
}
