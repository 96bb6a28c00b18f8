// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/network/destinations.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace eq = equipoise;
using namespace network_tests;

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(destinations)

// L = [[66, 24], [7, 70]] / 53, final demand (30, 0) and (0, 50), x = (60, 70)
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const to_b = eq::final_destination(world, std::string{"B"});
    BOOST_TEST(close(to_b.at(given.labels[0]), 50. * 24 / 53 / 60));
    BOOST_TEST(close(to_b.at(given.labels[1]), 50. * 70 / 53 / 70));
    auto const upstream = eq::upstreamness(world);
    BOOST_TEST(close(upstream.at(given.labels[0]), 94. / 53));
    BOOST_TEST(close(upstream.at(given.labels[1]), 76. / 53));
    auto const downstream = eq::output_multiplier(world);
    BOOST_TEST(close(downstream.at(given.labels[0]), 73. / 53));
    BOOST_TEST(close(downstream.at(given.labels[1]), 94. / 53));
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::final_destination(world, std::string{"C"}); })
               == "final_destination: no consumer C in the table");
}

// Over all consumers the shares add up to 1, also with negative inventories; two sizes of sectors lie 1e12 apart.
BOOST_AUTO_TEST_CASE(all_output_ends_somewhere)
{
    auto given = random_table(4, 3, 5);
    given.demand(3, 0) -= .1 * given.demand.row(3).sum();
    given.deliveries.row(2) *= 1e-12;
    given.deliveries.col(2) *= 1e-12;
    given.demand.row(2) *= 1e-12;
    auto const world = given.system();
    auto const found = eq::final_destination(world, given.consumers);
    for (std::size_t i = 0; i < world.size(); ++i) {
        auto sum = 0.0;
        for (auto const& each : found) {
            sum += each[i].value;
        }
        BOOST_TEST((world.output()[i] == 0 ? std::isnan(sum) : close(sum, 1, 1e-13)));
    }
}

BOOST_AUTO_TEST_CASE(a_sector_without_output)
{
    auto given = toy();
    given.deliveries << 10, 0, 0, 0;
    given.demand << 30, 0, 0, 0;
    auto const world = given.system();
    BOOST_TEST(eq::final_destination(world, std::string{"A"}).why_undefined(given.labels[1]) == "the total is zero");
    BOOST_TEST(eq::upstreamness(world).at(given.labels[1]) == 1);
    BOOST_TEST(eq::output_multiplier(world).at(given.labels[1]) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
