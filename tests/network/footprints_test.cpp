// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
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

// Against chains in long doubles, for regions of three sectors and a consumer that draws down what it had.
BOOST_AUTO_TEST_CASE(bounds_hold_the_exact_amounts)
{
    for (auto const seed : {1, 2, 3, 4, 5, 6}) {
        auto given = random_table(3, 3, seed);
        given.demand(0, 0) += .01;
        given.demand(0, 1) -= .01;
        auto const world = given.system();
        auto factor = std::vector<double>(9);
        exact_matrix s = exact_matrix::Zero(9, 1);
        for (std::size_t i = 0; i < 9; ++i) {
            auto const x = world.output()[i];
            factor[i] = x == 0 ? 0 : 7. / static_cast<double>(i + 3);
            s(static_cast<Eigen::Index>(i), 0) =
                x == 0 ? 0.L : static_cast<long double>(factor[i]) / static_cast<long double>(x);
        }
        auto const inputs = exact_inputs(world, given);
        exact_matrix const own = given.demand.col(1).cast<long double>();
        exact_matrix const theirs = given.demand.col(0).cast<long double>() + given.demand.col(2).cast<long double>();
        exact_matrix const used = s.cwiseProduct(exact_chains(inputs, own));
        exact_matrix const used_abroad = s.cwiseProduct(exact_chains(inputs, theirs));
        auto const& region = world.regions()[1];
        auto const ranges = eq::embodied.bound(world, factor, eq::used_by(region));
        auto const points = eq::embodied(world, factor, eq::used_by(region));
        for (std::size_t r = 0; r < 3; ++r) {
            auto const bounds = eq::interval{ranges[r].low, ranges[r].high};
            BOOST_TEST(just_holds(bounds, used.middleRows(static_cast<Eigen::Index>(3 * r), 3).sum(), 1));
            BOOST_TEST(bounds.contains(points[r].amount));
        }
        factor[3] *= -1; // what a sector takes out, such as carbon
        s(3, 0) *= -1;
        exact_matrix const behind = exact_chains(inputs.transpose(), s);
        for (auto const& row : eq::factor_multiplier(world, factor)) {
            auto const j = static_cast<Eigen::Index>(world.position(row.label));
            BOOST_TEST(just_holds(row.bounds, behind(j, 0), 1));
        }
        factor[3] *= -1;
        auto const account = eq::factor_account(world, factor, region);
        auto const bounds = eq::factor_account.bound(world, factor, region);
        auto const home = used.middleRows(3, 3).sum();
        BOOST_TEST(bounds.production.contains(account.production));
        BOOST_TEST(just_holds(bounds.consumption, used.sum(), 1));
        BOOST_TEST(just_holds(bounds.imports, used.sum() - home, 1));
        BOOST_TEST(just_holds(bounds.exports, used_abroad.middleRows(3, 3).sum(), 1));
        BOOST_TEST((bounds.consumption.contains(account.consumption) && bounds.imports.contains(account.imports)
                    && bounds.exports.contains(account.exports)));
    }
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
