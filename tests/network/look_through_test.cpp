// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/origins.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

#include <array>
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
BOOST_AUTO_TEST_SUITE(look_through)

// A = [[1/6, 2/7], [1/12, 3/14]], L = [[1.2452830, .4528302], [.1320755, 1.3207547]] in 53rds: 66, 24, 7, 70
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const first = given.labels[0];
    auto const second = given.labels[1];
    auto const output = eq::look_through(world, a);
    BOOST_TEST(close(output.at(first), 66. / 73));
    BOOST_TEST(close(output.at(second), 24. / 94));
    auto const inputs = eq::look_through(world, a, eq::counting::inputs);
    BOOST_TEST(close(inputs.at(first), 13. / 20));
    BOOST_TEST(close(inputs.at(second), 24. / 41));
    auto const value = eq::look_through(world, a, eq::counting::value_added);
    BOOST_TEST(close(value.at(first), .75 * 66 / 53));
    BOOST_TEST(close(value.at(second), .75 * 24 / 53));
    auto const face = eq::face_value(world, a); // (1 + 1/6) / (73/53), 2/7 / (94/53)
    BOOST_TEST(close(face.at(first), 7. / 6 * 53 / 73));
    BOOST_TEST(close(face.at(second), 2. / 7 * 53 / 94));
    auto const behind = eq::hidden(world, a);
    BOOST_TEST(close(behind.at(first), 66. / 73 - 7. / 6 * 53 / 73, 1e-13));
    BOOST_TEST(close(behind.at(second), 24. / 94 - 2. / 7 * 53 / 94, 1e-13));
    auto const direct = eq::direct_inputs(world, a);
    BOOST_TEST(close(direct.at(first), 10. / 15));
    BOOST_TEST(close(direct.at(second), 20. / 35));
    BOOST_TEST(output.is_proven());
    BOOST_TEST(output.proven_error() < 2e-14);
    BOOST_TEST(output.passes() <= 4U);
}

// Two rounds are seen: (1 + A + A^2) of A in B is 2/7 + 1/6 2/7 + 2/7 3/14 = 58/147.
BOOST_AUTO_TEST_CASE(two_rounds)
{
    auto const given = toy();
    auto const world = given.system();
    auto const seen = eq::face_value(world, a, eq::rounds{2}).at(given.labels[1]);
    BOOST_TEST(close(seen, 58. / 147 * 53 / 94));
    auto const behind = eq::hidden(world, a, eq::rounds{2}).at(given.labels[1]);
    BOOST_TEST(close(seen + behind, 24. / 94));
    auto const itself = eq::face_value(world, a, eq::rounds{0});
    BOOST_TEST(itself.at(given.labels[1]) == 0);
    BOOST_TEST(close(itself.at(given.labels[0]), 53. / 73));
}

BOOST_AUTO_TEST_CASE(of_a_use)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(close(eq::look_through(world, a, eq::used_by(b)), 24. / 94)); // B uses B's good only
    BOOST_TEST(
        close(eq::look_through(world, a, eq::used_by(eq::bloc{a, b})), (30. * 66 + 50 * 24) / (30 * 73 + 50 * 94)));
    BOOST_TEST(close(eq::look_through(world, a, eq::exports_of(b)), 24. / 94));
    BOOST_TEST(close(eq::look_through(world, a, eq::output_of(a), eq::counting::value_added), .75 * 66 / 53));
    BOOST_TEST(close(eq::look_through(world, a, given.labels[1]), 24. / 94));
    BOOST_TEST(close(eq::look_through(world, a, std::vector<double>{2, 2}), (66. + 24) / (73 + 94)));
    BOOST_TEST(close(eq::hidden(world, a, given.labels[1]), 24. / 94 - 2. / 7 * 53 / 94, 1e-13));
    auto const bounds = eq::look_through.bound(world, a, eq::used_by(b));
    BOOST_TEST(bounds.contains(24. / 94));
    BOOST_TEST(bounds.width() < 1e-13);
    BOOST_TEST(eq::look_through.why_undefined(world, a, std::vector<double>{0, 0}) == "the weights sum to zero");
    BOOST_TEST(std::isnan(eq::look_through(world, a, std::vector<double>{0, 0})));
}

BOOST_AUTO_TEST_CASE(of_negative_final_demand)
{
    auto given = toy();
    given.demand << 30, -10, 0, 5;
    auto const world = given.system();
    BOOST_TEST(eq::look_through.why_undefined(world, a, eq::used_by(b))
               == "the total is negative, so nothing is a share of it");
    given.demand << 30, -5, 0, 10;
    auto const other = given.system();
    // x = (55, 30), L = [[.5, 2/3], [1/11, 9/11]] 66/23, v = (8/11, -1/6): 200/23 of 5, which is not clamped
    BOOST_TEST(close(eq::look_through(other, a, eq::counting::value_added, eq::used_by(b)), 40. / 23, 1e-13));
    BOOST_TEST(close(eq::look_through(other, b, eq::counting::value_added, eq::used_by(b)), -17. / 23, 1e-13));
}

BOOST_AUTO_TEST_CASE(several_powers_share_the_passes)
{
    auto const given = toy();
    auto const world = given.system();
    auto const both = eq::look_through(world, std::array{a, b});
    BOOST_TEST_REQUIRE(both.size() == 2U);
    BOOST_TEST((both[0].values() == eq::look_through(world, a).values()));
    BOOST_TEST((both[1].values() == eq::look_through(world, b).values()));
    auto const of_use = eq::look_through(world, std::vector{a, b}, eq::used_by(b));
    BOOST_TEST_REQUIRE(of_use.size() == 2U);
    BOOST_TEST(close(of_use[0].value + of_use[1].value, 1));
}

BOOST_AUTO_TEST_CASE(spill_over_is_a_part_of_it)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(close(eq::spill_over(world, a, .5).at(given.labels[1]), 12. / 94));
    BOOST_TEST(close(eq::spill_over(world, a, .5, eq::used_by(b)), 12. / 94));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::spill_over(world, a, 1.5); })
               == "spill_over: depth is 1.5; it must be between 0 and 1");
}

BOOST_AUTO_TEST_CASE(errors_have_labels)
{
    auto given = toy();
    auto const world = given.system();
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::look_through(world, std::string{"C"}); })
               == "look_through: no region C in the table");
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::hidden(world, a, eq::used_by(std::string{"C"})); })
               == "hidden: no consumer C in the table");
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::face_value(world, a, label{"A", "t"}); })
               == "face_value: no sector A t in the table");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::look_through(world, a, std::vector<double>{1}); })
               == "look_through: number of weights is 1; it must be that of the sectors, 2");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::look_through(world, a, std::vector<double>{1, -1}); })
               == "look_through: the weight of B s is -1; it must be finite and not negative");
}

// Column sums of .2 and 2, growth factor sqrt(.4): m = (2, 5), L = [[1, 2], [.2, 1]] / .6.
BOOST_AUTO_TEST_CASE(inputs_above_output_can_be_productive)
{
    auto inputs = Eigen::MatrixXd(2, 2);
    inputs << 0, 2, .2, 0;
    auto const labels = toy().labels;
    auto const world = world_of::from_coefficients(inputs, std::vector<double>{25, 11}, labels);
    auto const found = eq::look_through(world, a);
    BOOST_TEST(close(found.at(labels[0]), 1 / 1.2));
    BOOST_TEST(close(found.at(labels[1]), 2. / 3));
    BOOST_TEST(found.is_proven());
    BOOST_TEST(found.proven_error() < 1e-13);
}

BOOST_AUTO_TEST_CASE(systems_that_feed_on_themselves)
{
    auto const labels = std::vector<label>{{"A", "s"}, {"B", "s"}, {"C", "s"}};
    auto inputs = Eigen::MatrixXd(3, 3);
    inputs << .1, 0, 0, .2, .5, .5, 0, .5, .5;
    auto const refused = [&] {
        return message_of<eq::not_productive>([&] {
            auto const world = world_of::from_coefficients(inputs, std::vector<double>{1, 1, 1}, labels);
            (void)eq::look_through(world, a);
        });
    };
    auto const sentence = std::string{"look_through: the sectors B s, C s need at least all that they make for making "
                                      "it; no finite output meets any demand"};
    BOOST_TEST(refused() == sentence);
    inputs(1, 1) = .6; // a growth factor above 1: the equations have a solution, which means nothing
    BOOST_TEST(refused() == sentence);
    inputs << 1.5, 0, 0, 0, 0, 0, 0, 0, 0;
    BOOST_TEST(refused()
               == "look_through: the sector A s needs at least all that it makes for making it; no finite output "
                  "meets any demand");
    inputs << .1, 0, 0, .2, .5, .499, 0, .5, .5; // close to it, and productive
    auto const world = world_of::from_coefficients(inputs, std::vector<double>{1, 1, 1}, labels);
    BOOST_TEST(eq::look_through(world, b).is_proven());
}

// B needs 1e300 / 160000 of A for each unit, so that sums over its chains are beyond doubles: no NaN passes for a
// share.
BOOST_AUTO_TEST_CASE(amounts_too_far_apart)
{
    auto far_apart = toy();
    far_apart.deliveries << 62, 1e300, 73649, 86283;
    far_apart.demand << 86, 0, 0, 0;
    auto const world = far_apart.system();
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::look_through(world, a); })
        == "look_through: the sum of all chains of A s is no finite double; the amounts of the table are too far "
           "apart");
}

BOOST_AUTO_TEST_CASE(negative_deliveries_on_request)
{
    auto given = toy();
    given.deliveries << 10, 20, -5, 15;
    auto const world = given.system({.allow_negative = true}); // x = (60, 60), A = [[1/6, 1/3], [-1/12, 1/4]]
    auto const found = eq::look_through(world, a);             // det (I - A) = 47/72, L_1 = (54/47, -6/47)
    BOOST_TEST(close(found.at(given.labels[0]), 54. / 48));
    BOOST_TEST(found.is_proven());
    BOOST_TEST(found.bound(given.labels[0]).contains(54. / 48));
    // Of the absolute values no finite sum exists, but the equations have a solution; nothing is proven.
    given.deliveries << 40, 20, -50, 30;
    given.demand << 0, 0, 90, 0; // x = (60, 70)
    auto const wild = given.system({.allow_negative = true});
    auto const guess = eq::look_through(wild, a); // A' = [[2/3, -5/6], [2/7, 3/7]]
    BOOST_TEST(!guess.is_proven());
    BOOST_TEST(std::isnan(guess.proven_error()));
    auto const determinant = 1. / 3 * 4 / 7 + 5. / 6 * 2 / 7;
    auto const l11 = 4. / 7 / determinant;
    auto const l21 = -5. / 6 / determinant;
    BOOST_TEST(close(guess.at(given.labels[0]), l11 / (l11 + l21), 1e-13));
}

BOOST_AUTO_TEST_CASE(a_sector_without_output)
{
    auto given = toy();
    given.deliveries << 10, 0, 0, 0;
    given.demand << 30, 0, 0, 0;
    auto const world = given.system();
    auto const idle = given.labels[1];
    BOOST_TEST(eq::look_through(world, b).at(idle) == 1); // its own unit
    BOOST_TEST(eq::look_through(world, a).at(idle) == 0);
    BOOST_TEST(eq::look_through(world, a, eq::counting::inputs).why_undefined(idle) == "the total is zero");
    BOOST_TEST(eq::look_through(world, a, eq::counting::value_added).why_undefined(idle) == "the total is zero");
    BOOST_TEST(eq::direct_inputs(world, a).why_undefined(idle) == "the total is zero");
}

// Amounts near the ends of the range of doubles are the same shares.
BOOST_AUTO_TEST_CASE(amounts_of_any_size)
{
    auto const given = toy();
    auto const world = given.system();
    auto const expected = eq::look_through(world, a).values();
    for (auto const factor : {0x1p-1000, 0x1p-400, 0x1p900, 0x1p1016}) {
        auto large = given;
        large.deliveries *= factor;
        large.demand *= factor;
        auto const other = large.system();
        BOOST_TEST((eq::look_through(other, a).values() == expected), factor);
        BOOST_TEST(close(eq::look_through(other, a, eq::used_by(b)), 24. / 94), factor);
    }
    auto subnormal = given;
    subnormal.deliveries *= 0x1p-1070;
    subnormal.demand *= 0x1p-1070;
    auto const world_of_specks = subnormal.system();
    auto const found = eq::look_through(world_of_specks, a);
    BOOST_TEST(close(found.at(given.labels[1]), 24. / 94, 1e-12));
    BOOST_TEST(found.bound(given.labels[1]).contains(24. / 94));
}

BOOST_AUTO_TEST_CASE(threads_and_storage_change_no_bit)
{
    auto const given = random_table(7, 9, 3);
    auto const by_rows = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>{given.deliveries};
    auto const world = given.system();
    auto const rows = world_of{by_rows, given.demand, given.labels, given.consumers};
    auto const power = world.regions()[2];
    auto const expected = eq::look_through(world, power).values();
    BOOST_TEST((eq::look_through(eq::parallel, world, power).values() == expected));
    BOOST_TEST((eq::look_through(eq::parallel, rows, power).values() == eq::look_through(rows, power).values()));
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(close(eq::look_through(rows, power)[i].value, expected[i]));
    }
}

// Against a solution in long doubles: each exact value is within its bounds, and these are narrow.
RC_BOOST_PROP(bounds_hold_for_random_tables, ())
{
    auto const seed = *rc::gen::inRange(0, 1 << 30);
    auto const regions = *rc::gen::inRange(1, 6);
    auto const sectors = *rc::gen::inRange(1, 8);
    auto const given = random_table(regions, sectors, seed);
    auto const world = given.system();
    auto const power = world.regions()[0];
    auto const exact = exact_shares(world, given, power);
    auto const found = eq::look_through(world, power);
    RC_ASSERT(found.is_proven());
    RC_ASSERT(found.proven_error() < 1e-11);
    auto const face = eq::face_value(world, power);
    auto const behind = eq::hidden(world, power);
    for (std::size_t j = 0; j < found.size(); ++j) {
        RC_ASSERT(found[j].bounds.low <= exact[j] && exact[j] <= found[j].bounds.high);
        RC_ASSERT(std::abs(found[j].value - static_cast<double>(exact[j])) < 1e-13);
        RC_ASSERT(std::abs(face[j].value + behind[j].value - found[j].value) < 1e-13);
        RC_ASSERT(behind[j].value >= 0);
    }
}

// By value added, and for exports, both of which have been rounded themselves.
BOOST_AUTO_TEST_CASE(bounds_hold_for_uses)
{
    for (auto const seed : {1, 2, 3, 4, 5, 6}) {
        auto const given = drawn_down_table(seed);
        auto const world = given.system();
        auto const inputs = exact_inputs(world, given);
        auto const v = exact_value_added(world, inputs);
        exact_matrix e = exact_matrix::Zero(9, 1); // exports of region 2, sectors 6, 7 and 8
        for (Eigen::Index i = 6; i < 9; ++i) {
            e(i, 0) = given.deliveries.row(i).head(6).cast<long double>().sum()
                      + given.demand.row(i).head(2).cast<long double>().sum();
        }
        exact_matrix const made = exact_chains(inputs, e);
        auto const sold = eq::exports_of(world.regions()[2]);
        for (Eigen::Index r = 0; r < 3 && e.sum() > 0; ++r) {
            auto const& power = world.regions()[static_cast<std::size_t>(r)];
            auto const part = v.cwiseProduct(made).middleRows(3 * r, 3).sum() / e.sum();
            BOOST_TEST(just_holds(eq::look_through.bound(world, power, eq::counting::value_added, sold), part, 1));
            BOOST_TEST(just_holds(eq::look_through.bound(world, power, sold),
                                  made.middleRows(3 * r, 3).sum() / made.sum(), 1));
        }
    }
}

// Shares of all regions add up to 1 by each counting, and a bloc has the sum of its members.
RC_BOOST_PROP(shares_add_up, ())
{
    auto const given = random_table(4, 3, *rc::gen::inRange(0, 1 << 30));
    auto const world = given.system();
    auto const pair = eq::bloc<std::string>{world.regions()[0], world.regions()[2]};
    for (auto const what : {eq::counting::output, eq::counting::inputs, eq::counting::value_added}) {
        auto const all = eq::look_through(world, world.regions(), what);
        auto const of_pair = eq::look_through(world, pair, what);
        for (std::size_t j = 0; j < world.size(); ++j) {
            if (all[0][j].why != eq::reason::defined) {
                continue;
            }
            auto sum = 0.0;
            for (auto const& shares : all) {
                sum += shares[j].value;
            }
            RC_ASSERT(std::abs(sum - 1) < 1e-13);
            RC_ASSERT(std::abs(of_pair[j].value - all[0][j].value - all[2][j].value) < 1e-13);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
