// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "tables.hpp"

#include <equipoise/network/footprints.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

auto const a = std::string{"A"};
auto const b = std::string{"B"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(footprints)

// A uses 120 of a factor for its output of 60, B 70 for 70: 2 and 1 for each unit. L = [[66, 24], [7, 70]] / 53
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const factor = std::vector<double>{120, 70};
    auto const behind = eq::factor_multiplier(world, factor);
    BOOST_TEST(close(behind[0].value, (2. * 66 + 7) / 53));
    BOOST_TEST(close(behind[1].value, (2. * 24 + 70) / 53));
    auto const used = eq::embodied(world, factor, eq::used_by(b));
    BOOST_TEST(close(used[0].amount, 50 * 2. * 24 / 53));
    BOOST_TEST(close(used[1].amount, 50 * 70. / 53));
    auto const account = eq::factor_account(world, factor, a);
    BOOST_TEST(account.production == 120);
    BOOST_TEST(close(account.imports, 30 * 7. / 53));
    BOOST_TEST(close(account.exports, 50 * 48. / 53));
    BOOST_TEST(close(account.consumption, 30 * (132. + 7) / 53));
    BOOST_TEST(close(account.production - account.exports, account.consumption - account.imports));
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto given = toy();
    given.deliveries << 10, 0, 0, 0;
    given.demand << 30, 0, 0, 0;
    auto const world = given.system();
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::embodied(world, std::vector<double>{1, 1}, eq::used_by(a)); })
        == "embodied: the factor of B s is 1; it must be finite, and 0 for a sector without output");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::factor_multiplier(world, std::vector<double>{1}); })
               == "factor_multiplier: number of amounts of the factor is 1; it must be that of the sectors, 2");
    BOOST_TEST(eq::factor_multiplier(world, std::vector<double>{8, 0})[1].value == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
