// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/state.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

using state = eq::state<eq::iso3>;
static_assert(std::regular<state>);
static_assert(!state{"MNG"_iso3}.gdp && !state{"MNG"_iso3}.capability, "not known is not zero");
static_assert(state{"MNG"_iso3} != state{"MNG"_iso3, 0.0});
static_assert(state{.id = "MNG"_iso3, .gdp = 14e9} == state{"MNG"_iso3, 14e9});

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(state)

BOOST_AUTO_TEST_CASE(its_size_has_the_unit_of_the_flows)
{
    auto const mongolia = eq::state<eq::iso3, support::money>{"MNG"_iso3, support::money{14e9}};
    BOOST_TEST((support::money{7e9} / *mongolia.gdp) == .5);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
