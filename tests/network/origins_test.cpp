// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/balancing/stance.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/network/origins.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

auto const a = std::string{"A"};
auto const b = std::string{"B"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(origins)

// L = [[66, 24], [7, 70]] / 53, v = (3/4, 1/2), final demand (30, 0) of A and (0, 50) of B
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const value = eq::origins(world, eq::used_by(b));
    BOOST_TEST_REQUIRE(value.size() == 2U);
    BOOST_TEST(close(value[0].amount, 50. * 18 / 53));
    BOOST_TEST(close(value[1].amount, 50. * 35 / 53));
    BOOST_TEST(close(eq::hhi(value), (18. * 18 + 35 * 35) / (53 * 53)));
    auto const output = eq::origins(world, given.labels[1], eq::counting::output);
    BOOST_TEST(close(output[0].amount, 24. / 53));
    BOOST_TEST(close(output[1].amount, 70. / 53));
    auto const inputs = eq::origins(world, given.labels[1], eq::counting::inputs);
    BOOST_TEST(close(inputs[0].amount, 24. / 53));
    BOOST_TEST(close(inputs[1].amount, 17. / 53));
    auto const direct = eq::direct_origins(world, eq::exports_of(a));
    BOOST_TEST(direct[0].amount == 20);
    BOOST_TEST(direct[1].amount == 0);
    auto const abroad = eq::foreign_origins(world, eq::exports_of(a));
    BOOST_TEST_REQUIRE(abroad.size() == 1U);
    BOOST_TEST(abroad[0].id == b);
    BOOST_TEST(close(abroad[0].amount, 20 * .5 * 7 / 53));
    auto const needed = eq::required_output(world, eq::used_by(b));
    BOOST_TEST(close(needed[0].value, 50. * 24 / 53));
    BOOST_TEST(needed[0].bounds.contains(50. * 24 / 53));
}

BOOST_AUTO_TEST_CASE(a_use_at_home_nowhere_has_no_foreign_origins)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::foreign_origins(world, std::vector<double>{1, 2}); })
               == "foreign_origins: the use has no region of its own, so that no origin is foreign to it");
}

// A consumer that makes nothing is abroad to all.
BOOST_AUTO_TEST_CASE(a_consumer_without_sectors)
{
    auto given = toy();
    given.consumers[1] = "C";
    auto const world = given.system();
    BOOST_TEST(eq::origins(world, eq::used_by(std::string{"C"})).size() == 2U);
    BOOST_TEST(eq::foreign_origins(world, eq::used_by(std::string{"C"})).size() == 2U);
}

// Value added as published, with a tax of a tenth of A's output on top: v = (.65, .5)
BOOST_AUTO_TEST_CASE(given_value_added_leaves_a_remainder)
{
    auto const given = toy();
    auto const published = std::vector<double>{39, 35};
    auto const world = given.system({.value_added = published});
    auto const rest = eq::origin_remainder(world);
    BOOST_TEST(close(rest[0].value, .1 * 66 / 53, 1e-13));
    BOOST_TEST(close(rest[1].value, .1 * 24 / 53, 1e-13));
    BOOST_TEST(rest[1].bounds.contains(.1 * 24 / 53));
    auto const parts = eq::origins(world, given.labels[1]);
    BOOST_TEST(close(parts[0].amount + parts[1].amount + rest[1].value, 1));
    BOOST_TEST(close(eq::look_through(world, a, eq::counting::value_added).at(given.labels[1]),
                     .65 * 24 / (.65 * 24 + .5 * 70)));
    auto const whole = given.system();
    BOOST_TEST(eq::origin_remainder(whole)[0].value == 0);
}

BOOST_AUTO_TEST_CASE(a_negative_part_is_an_error_with_its_region)
{
    auto inputs = Eigen::MatrixXd(2, 2);
    inputs << 0, 2, .2, 0; // v = (.8, -1)
    auto const labels = toy().labels;
    auto const world = world_of::from_coefficients(inputs, std::vector<double>{25, 11}, labels);
    auto const message = message_of<eq::invalid_parameter>([&] { (void)eq::origins(world, labels[1]); });
    BOOST_TEST(message.starts_with("origins: the part of B is -1.66666666666"), message);
    BOOST_TEST(message.ends_with("; it must be at least 0 to be part of a portfolio"));
}

BOOST_AUTO_TEST_CASE(every_index_of_a_portfolio)
{
    auto const given = toy();
    auto const world = given.system();
    auto const seen = eq::tilt(a, b)(eq::origins(world, eq::used_by(b)));
    BOOST_TEST(close(std::abs(seen), 17. / 53, 1e-13));
}

// Against chains in long doubles, with a consumer that draws down what it had.
BOOST_AUTO_TEST_CASE(bounds_hold_the_exact_portfolio)
{
    for (auto const seed : {1, 2, 3, 4, 5, 6, 7, 8}) {
        auto given = random_table(3, 3, seed);
        given.demand(0, 0) += .01;
        given.demand(0, 1) -= .01;
        auto const world = given.system();
        auto const inputs = exact_inputs(world, given);
        auto const v = exact_value_added(world, inputs);
        auto const& user = given.consumers[1];
        exact_matrix exports = exact_matrix::Zero(9, 1); // of region 1, whose sectors are 3, 4 and 5
        exact_matrix const weights = given.demand.col(1).cast<long double>();
        for (Eigen::Index i = 3; i < 6; ++i) {
            for (Eigen::Index j = 0; j < 9; ++j) {
                exports(i, 0) += j < 3 || j >= 6 ? static_cast<long double>(given.deliveries(i, j)) : 0;
            }
            exports(i, 0) +=
                static_cast<long double>(given.demand(i, 0)) + static_cast<long double>(given.demand(i, 2));
        }
        auto const check = [&](auto const& bounds, auto const& points, exact_matrix const& exact) {
            auto const whole = std::accumulate(points.amounts().begin(), points.amounts().end(), 0.);
            auto part = Eigen::Index{0};
            BOOST_TEST_REQUIRE(bounds.size() == 3U);
            for (auto const& [id, low, high] : bounds) {
                BOOST_TEST(just_holds({low, high}, exact.middleRows(3 * part, 3).sum(), whole));
                BOOST_TEST((eq::interval{low, high}.contains(points[static_cast<std::size_t>(part)].amount)));
                ++part;
            }
        };
        auto const of = eq::used_by(user);
        exact_matrix const made = exact_chains(inputs, weights);
        check(eq::origins.bound(world, of), eq::origins(world, of), v.cwiseProduct(made));
        check(eq::origins.bound(world, of, eq::counting::output), eq::origins(world, of, eq::counting::output), made);
        check(eq::origins.bound(world, of, eq::counting::inputs), eq::origins(world, of, eq::counting::inputs),
              made - weights);
        auto const sold = eq::exports_of(user);
        check(eq::origins.bound(world, sold), eq::origins(world, sold), v.cwiseProduct(exact_chains(inputs, exports)));
        check(eq::direct_origins.bound(world, sold), eq::direct_origins(world, sold), exports);
    }
}

BOOST_AUTO_TEST_CASE(bounds_of_indices)
{
    auto const given = toy();
    auto const world = given.system();
    auto const held = eq::bound(eq::origins.bound(world, eq::used_by(b)), eq::hhi);
    auto const exact = (18. * 18 + 35 * 35) / (53 * 53);
    BOOST_TEST(held.contains(exact));
    BOOST_TEST(held.width() < 1e-13);
    auto const abroad = eq::foreign_origins.bound(world, eq::exports_of(a));
    BOOST_TEST_REQUIRE(abroad.size() == 1U);
    BOOST_TEST(abroad[0].id == b);
    BOOST_TEST((eq::interval{abroad[0].low, abroad[0].high}.contains(20 * .5 * 7 / 53)));
    BOOST_CHECK_THROW((void)eq::foreign_origins.bound(world, std::vector<double>{1, 2}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(nothing_is_proven_with_negative_deliveries)
{
    auto given = toy();
    given.deliveries(0, 0) = -1;
    auto const world = given.system({.allow_negative = true});
    auto const held = eq::origins.bound(world, eq::used_by(b));
    BOOST_TEST(held[0].low == 0);
    BOOST_TEST(std::isinf(held[0].high));
}

// By value added, the parts add up to the use. Adding up the sectors of a region leaves the regions' parts of final
// demand, where each sector of a region has the same inputs; here simply: names and order of sectors change nothing.
RC_BOOST_PROP(parts_add_up_and_names_do_not_matter, ())
{
    auto const seed = *rc::gen::inRange(0, 1 << 30);
    auto const given = random_table(3, 4, seed);
    auto const world = given.system();
    auto const user = given.consumers[1];
    auto const parts = eq::origins(world, eq::used_by(user));
    auto sum = 0.0;
    for (auto const& [id, amount] : parts) {
        sum += amount;
    }
    RC_ASSERT(close(sum, given.demand.col(1).sum(), 1e-12));
    auto turned = given; // the order of all sectors reversed
    turned.deliveries = given.deliveries.reverse().eval();
    turned.demand = given.demand.colwise().reverse().eval();
    std::reverse(turned.labels.begin(), turned.labels.end());
    auto const other = turned.system();
    auto const again = eq::origins(other, eq::used_by(user));
    for (std::size_t r = 0; r < parts.size(); ++r) {
        RC_ASSERT(again[r].id == parts[r].id);
        RC_ASSERT(close(again[r].amount, parts[r].amount, 1e-12));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
