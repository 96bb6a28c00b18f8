// SPDX-License-Identifier: BSL-1.0
// A flow is divided by a GDP of its own unit: dollars by dollars, and neither by euros nor by a bare number.
// FAIL 1: give ids and amounts in the flows' types
// FAIL 2: give ids and amounts in the flows' types
// FAIL 3: no match|no matching
#include <equipoise/exposure/dyads.hpp>
#include <equipoise/model/identifiers.hpp>

#include <boost/units/base_dimension.hpp>
#include <boost/units/base_unit.hpp>
#include <boost/units/make_system.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/unit.hpp>

namespace eq = equipoise;
namespace bu = boost::units;
using namespace eq::literals;

struct money_dimension : bu::base_dimension<money_dimension, 1> {};
struct dollar_base : bu::base_unit<dollar_base, money_dimension::dimension_type, 1> {};
struct euro_base : bu::base_unit<euro_base, money_dimension::dimension_type, 2> {};
using dollars = bu::quantity<bu::unit<money_dimension::dimension_type, bu::make_system<dollar_base>::type>>;
using euros = bu::quantity<bu::unit<money_dimension::dimension_type, bu::make_system<euro_base>::type>>;

int main()
{
    auto const trade =
        eq::portfolio<eq::iso3, dollars>{{{"CHN"_iso3, dollars::from_value(3)}, {"RUS"_iso3, dollars::from_value(1)}}};
#ifdef EQUIPOISE_CONTROL
    auto const mongolia = eq::state<eq::iso3, dollars>{"MNG"_iso3, dollars::from_value(6)};
    auto const depends = eq::dependence(trade, mongolia, "CHN"_iso3);
#elif defined(EQUIPOISE_FAIL_1)
    auto const mongolia = eq::state<eq::iso3, euros>{"MNG"_iso3, euros::from_value(6)};
    auto const depends = eq::dependence(trade, mongolia, "CHN"_iso3);
#elif defined(EQUIPOISE_FAIL_2)
    auto const mongolia = eq::state<eq::iso3>{"MNG"_iso3, 6.0};
    auto const depends = eq::openness(trade, mongolia);
#elif defined(EQUIPOISE_FAIL_3)
    auto const mongolia = eq::state<eq::iso3, euros>{"MNG"_iso3, euros::from_value(6)};
    auto const china = eq::state<eq::iso3, dollars>{"CHN"_iso3, dollars::from_value(6)};
    auto const depends = eq::dyad(mongolia, trade, china, trade).low;
#endif
    return depends > 0.5 ? 0 : 1;
}
