// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/network/exports.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace eq = equipoise;
using namespace network_tests;

namespace {

auto const a = std::string{"A"};
auto const b = std::string{"B"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(exports)

// A sells 20 to B's sector. Of these, v_A / (1 - 1/6) = .9 is domestic at the first border, v_A L_AA = 49.5/53 in all.
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(eq::gross_exports(world, a) == 20);
    BOOST_TEST(close(eq::foreign_content_of_exports(world, a), 3.5 / 53));
    BOOST_TEST(eq::foreign_content_of_exports.bound(world, a).contains(3.5 / 53));
    BOOST_TEST(close(eq::vax(world, a), .75 * 24 / 53 * 50)); // in what B uses
    auto const parts = eq::export_decomposition(world, a);
    BOOST_TEST(parts.gross == 20);
    BOOST_TEST(close(parts.domestic, 18));
    BOOST_TEST(close(parts.domestic_twice, 20 * (49.5 / 53 - .9)));
    // Without A's sales to B: B's part of A's inputs is 1/12 / (5/6) / (11/14) = 7/55 of each unit.
    BOOST_TEST(close(parts.foreign, 20 * .5 * 7 / 55));
    BOOST_TEST(close(parts.foreign_twice, 20 * (3.5 / 53 - 3.5 / 55), 1e-12));
}

BOOST_AUTO_TEST_CASE(a_bloc_is_at_home_with_itself)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(eq::gross_exports(world, eq::bloc{a, b}) == 0);
    BOOST_TEST(eq::foreign_content_of_exports.why_undefined(world, eq::bloc{a, b}) == "the total is zero");
}

// The four parts add up to the exports; those with tiny feedbacks keep their digits.
BOOST_AUTO_TEST_CASE(parts_add_up)
{
    for (auto const seed : {1, 2, 3, 4}) {
        auto const given = random_table(4, 3, seed);
        auto const world = given.system();
        for (auto const& region : world.regions()) {
            auto const parts = eq::export_decomposition(world, region);
            auto const sum = parts.domestic + parts.domestic_twice + parts.foreign + parts.foreign_twice;
            BOOST_TEST(close(sum, parts.gross, 1e-12));
            BOOST_TEST(close(parts.foreign + parts.foreign_twice,
                             eq::foreign_content_of_exports(world, region) * parts.gross, 1e-12));
        }
    }
    auto given = toy();
    given.deliveries(1, 0) = 1e-9; // B's sales to A: A has B's goods with 20e-9 of its own in them
    auto const world = given.system();
    auto const parts = eq::export_decomposition(world, a);
    // x = (60, 65 + 1e-9), to first order: DDC = v_A / (5/6)^2 A_AB A_BA / (1 - A_BB) times 20, v_A = 5/6 up to 1e-10
    auto const expected = 20. / (5. / 6) * (20. / 65) * (1e-9 / 60) / (1 - 15. / 65);
    BOOST_TEST(close(parts.domestic_twice, expected, 1e-8));
}

// DVA = v_r (I - A_rr)^-1 e and so on, in long doubles, for regions of three sectors.
BOOST_AUTO_TEST_CASE(bounds_hold_the_exact_parts)
{
    for (auto const seed : {1, 2, 3, 4, 5, 6}) {
        auto const given = drawn_down_table(seed);
        auto const world = given.system();
        auto const inputs = exact_inputs(world, given);
        auto const v = exact_value_added(world, inputs);
        for (Eigen::Index r = 0; r < 3; ++r) {
            auto cut = inputs; // without the deliveries of r to sectors elsewhere
            exact_matrix e = exact_matrix::Zero(9, 1);
            for (Eigen::Index i = 3 * r; i < 3 * r + 3; ++i) {
                for (Eigen::Index j = 0; j < 9; ++j) {
                    cut(i, j) = j / 3 == r ? cut(i, j) : 0;
                    e(i, 0) += j / 3 == r ? 0 : static_cast<long double>(given.deliveries(i, j));
                }
                for (Eigen::Index c = 0; c < 3; ++c) {
                    e(i, 0) += c == r ? 0 : static_cast<long double>(given.demand(i, c));
                }
            }
            exact_matrix const first = v.cwiseProduct(exact_chains(cut, e));
            exact_matrix const all = v.cwiseProduct(exact_chains(inputs, e));
            auto const home = first.middleRows(3 * r, 3).sum();
            auto const home_in_all = all.middleRows(3 * r, 3).sum();
            auto const abroad = first.sum() - home;
            auto const& region = world.regions()[static_cast<std::size_t>(r)];
            auto const parts = eq::export_decomposition(world, region);
            auto const bounds = eq::export_decomposition.bound(world, region);
            auto const size = parts.gross + 3;
            BOOST_TEST(just_holds(bounds.gross, e.sum(), size));
            BOOST_TEST(just_holds(bounds.domestic, home, size));
            BOOST_TEST(just_holds(bounds.domestic_twice, home_in_all - home, size));
            BOOST_TEST(just_holds(bounds.foreign, abroad, size));
            BOOST_TEST(just_holds(bounds.foreign_twice, (all.sum() - home_in_all) - abroad, size));
            if (r != 1) { // whose exports are not all positive
                BOOST_TEST(just_holds(eq::foreign_content_of_exports.bound(world, region),
                                      (all.sum() - home_in_all) / e.sum(), 1));
            }
            exact_matrix used_abroad = exact_matrix::Zero(9, 1);
            for (Eigen::Index i = 0; i < 9; ++i) {
                for (Eigen::Index c = 0; c < 3; ++c) {
                    used_abroad(i, 0) += c == r ? 0 : static_cast<long double>(given.demand(i, c));
                }
            }
            exact_matrix const behind = v.cwiseProduct(exact_chains(inputs, used_abroad));
            BOOST_TEST(just_holds(eq::vax.bound(world, region), behind.middleRows(3 * r, 3).sum(), size));
            BOOST_TEST(bounds.gross.contains(parts.gross));
            BOOST_TEST(bounds.domestic.contains(parts.domestic));
            BOOST_TEST(bounds.domestic_twice.contains(parts.domestic_twice));
            BOOST_TEST(bounds.foreign.contains(parts.foreign));
            BOOST_TEST(bounds.foreign_twice.contains(parts.foreign_twice));
        }
    }
    auto given = toy();
    given.deliveries(0, 0) = -1;
    auto const unproven = eq::export_decomposition.bound(given.system({.allow_negative = true}), a);
    BOOST_TEST(eq::is_undefined(unproven.domestic.low));
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::vax(world, std::string{"C"}); })
               == "vax: no region C in the table");
    auto const held = world_of::from_outputs(given.deliveries, std::vector<double>{60, 70}, given.labels);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::gross_exports(held, a); })
               == "gross_exports: the system was made without final demand, which this measure needs");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
