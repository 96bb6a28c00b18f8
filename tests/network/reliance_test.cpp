// SPDX-License-Identifier: BSL-1.0
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/reliance.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eq = equipoise;
using namespace network_tests;

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(reliance)

// L = [[66, 24], [7, 70]] / 53; G = [[66, 28], [6, 70]] / 53, as x = (60, 70)
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const output = eq::foreign_share_output(world);
    BOOST_TEST(close(output.at(given.labels[0]), 7. / 73));
    BOOST_TEST(close(output.at(given.labels[1]), 24. / 94));
    auto const inputs = eq::foreign_input_reliance(world);
    BOOST_TEST(close(inputs.at(given.labels[0]), 7. / 20));
    BOOST_TEST(close(inputs.at(given.labels[1]), 24. / 41));
    auto const markets = eq::foreign_market_reliance(world);
    BOOST_TEST(close(markets.at(given.labels[0]), 28. / 41));
    BOOST_TEST(close(markets.at(given.labels[1]), 6. / 23));
    BOOST_TEST(markets.bound(given.labels[1]).contains(6. / 23));
    BOOST_TEST(markets.proven_error() < 1e-13);
}

BOOST_AUTO_TEST_CASE(one_region_has_nothing_abroad)
{
    auto given = toy();
    given.labels[1] = {"A", "t"};
    given.demand = given.demand.rowwise().sum().eval();
    given.consumers = {"A"};
    auto const world = given.system();
    for (auto const& values :
         {eq::foreign_share_output(world), eq::foreign_input_reliance(world), eq::foreign_market_reliance(world)}) {
        BOOST_TEST((values.values() == std::vector<double>{0, 0}));
    }
}

BOOST_AUTO_TEST_CASE(nothing_used_and_nothing_bought)
{
    auto given = toy();
    given.deliveries << 0, 20, 0, 0; // A buys nothing, and B sells to no sector
    auto const world = given.system();
    BOOST_TEST(eq::foreign_input_reliance(world).why_undefined(given.labels[0]) == "the total is zero");
    BOOST_TEST(eq::foreign_market_reliance(world).why_undefined(given.labels[1]) == "the total is zero");
    BOOST_TEST(eq::foreign_input_reliance(world).at(given.labels[1]) == 1);
    BOOST_TEST(eq::foreign_market_reliance(world).at(given.labels[0]) == 1);
    BOOST_TEST(eq::foreign_share_output(world).at(given.labels[0]) == 0);
}

// It is the complement of the own region's share, for every sector.
BOOST_AUTO_TEST_CASE(complements)
{
    auto const given = random_table(5, 4, 11);
    auto const world = given.system();
    auto const output = eq::foreign_share_output(world);
    auto const inputs = eq::foreign_input_reliance(world);
    auto const own = eq::look_through(world, world.regions());
    auto const own_inputs = eq::look_through(world, world.regions(), eq::counting::inputs);
    for (std::size_t j = 0; j < world.size(); ++j) {
        auto const r = world.region_of(j);
        BOOST_TEST(std::abs(output[j].value + own[r][j].value - 1) < 1e-13);
        if (inputs[j].why == eq::reason::defined) {
            BOOST_TEST(std::abs(inputs[j].value + own_inputs[r][j].value - 1) < 1e-13);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
