// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "tables.hpp"

#include <equipoise/network/shocks.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

auto const a = std::string{"A"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(shocks)

// G = [[66, 28], [6, 70]] / 53, L = [[66, 24], [7, 70]] / 53
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const still = eq::inoperability(world, std::vector<double>{.1, 0}); // a column of G
    BOOST_TEST(close(still[0].value, 6.6 / 53));
    BOOST_TEST(close(still[1].value, .6 / 53));
    auto const allowed = eq::ghosh(world, std::vector<double>{10, 0}); // a row of G
    BOOST_TEST(close(allowed[0].value, 660. / 53));
    BOOST_TEST(close(allowed[1].value, 280. / 53));
    auto const prices = eq::price_push(world, std::vector<double>{.1, 0}); // a row of L
    BOOST_TEST(close(prices[0].value, 6.6 / 53));
    BOOST_TEST(close(prices[1].value, 2.4 / 53));
    // A's price is held: B's rises by .1 * 2/7 / (1 - 3/14).
    auto const pushed = eq::cost_push(world, a, .1);
    BOOST_TEST(pushed[0].value == .1);
    BOOST_TEST(close(pushed[1].value, .4 / 11));
    BOOST_TEST(pushed[1].bounds.contains(.4 / 11));
}

// Value added of every sector by Ghosh makes the output: v x G = x.
BOOST_AUTO_TEST_CASE(all_value_added_makes_all_output)
{
    auto const given = toy();
    auto const world = given.system();
    auto const made = eq::ghosh(world, std::vector<double>{45, 35});
    BOOST_TEST(close(made[0].value, 60));
    BOOST_TEST(close(made[1].value, 70));
}

BOOST_AUTO_TEST_CASE(more_than_all_can_stand_still)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(eq::inoperability(world, std::vector<double>{.9, .9})[0].value > 1);
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto given = toy();
    auto const world = given.system();
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::ghosh(world, std::vector<double>{1}); })
               == "ghosh: number of changes is 1; it must be that of the sectors, 2");
    auto const endless = std::numeric_limits<double>::infinity();
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::inoperability(world, std::vector<double>{0, endless}); })
        == "inoperability: the shock of B s is inf; it must be finite");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::cost_push(world, a, endless); })
               == "cost_push: rise is inf; it must be finite");
    auto idle = given;
    idle.deliveries << 10, 0, 0, 0;
    idle.demand << 30, 0, 0, 0;
    auto const half = idle.system();
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::ghosh(half, std::vector<double>{1, 1}); })
               == "ghosh: the change of B s is 1; it must be 0, as the sector has no output");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
