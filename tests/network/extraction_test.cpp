// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/network/extraction.hpp>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

#include <cmath>
#include <string>

namespace eq = equipoise;
using namespace network_tests;

namespace {

auto const a = std::string{"A"};
auto const b = std::string{"B"};

/// x less the outputs for other deliveries and final demand, in long doubles.
exact_matrix lost(world_of const& world, exact_matrix left, exact_matrix const& demand)
{
    exact_matrix output = exact_matrix::Zero(left.rows(), 1);
    for (Eigen::Index j = 0; j < left.cols(); ++j) {
        output(j, 0) = static_cast<long double>(world.output()[static_cast<std::size_t>(j)]);
        left.col(j) *= output(j, 0) > 0 ? 1 / output(j, 0) : 0;
    }
    return output - exact_chains(left, demand);
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(extraction)

// Without B, A makes 30 / (1 - 1/6) = 36: it loses 24, and B all of its 70.
BOOST_AUTO_TEST_CASE(extract_by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const loss = eq::extract(world, b);
    BOOST_TEST(close(loss.of(a), 24));
    BOOST_TEST(close(loss.of(b), 70));
    BOOST_TEST(close(loss.total(), 94));
    BOOST_TEST(message_of<eq::not_found>([&] { (void)loss.of("C"); }) == "losses: no region C in the table");
    BOOST_TEST(loss.bound().contains(94));
    BOOST_TEST(loss.bound(a).contains(24));
    BOOST_CHECK_THROW((void)loss.bound("C"), eq::not_found);
    BOOST_TEST(loss.bound().width() < 1e-10);
    BOOST_TEST(close(loss.by_sector().at(given.labels[0]), 24));
    BOOST_TEST(close(eq::extract(world, given.labels[1]).total(), 94));
    auto const both = eq::extract(world, eq::bloc{a, b});
    BOOST_TEST(close(both.total(), 130));
    BOOST_TEST(eq::extract(world, b, 1).total() == 0); // all of it is replaced
}

// Without its sales of 20 to B, A makes 30 / (1 - 1/6) = 36; B's sales to A shrink to 1/12 of that: x_B = 53 / (11/14).
BOOST_AUTO_TEST_CASE(stop_by_hand)
{
    auto const given = toy();
    auto const world = given.system();
    auto const loss = eq::stop_exports(world, a);
    BOOST_TEST(close(loss.of(a), 24));
    BOOST_TEST(close(loss.of(b), 70 - 53. * 14 / 11, 1e-12));
    auto const to = eq::stop_deliveries(world, a, b);
    BOOST_TEST(close(to.total(), loss.total()));
    BOOST_TEST(eq::stop_deliveries(world, a, b, 0).total() == 0);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::stop_exports(world, a, 2); })
               == "stop_exports: share is 2; it must be between 0 and 1");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::extract(world, a, -1); })
               == "extract: replaced is -1; it must be between 0 and 1");
    BOOST_TEST(message_of<eq::not_found>([&] { (void)eq::extract(world, std::string{"C"}); })
               == "extract: no region C in the table");
}

BOOST_AUTO_TEST_CASE(final_demand_is_needed)
{
    auto const given = toy();
    auto const world = world_of::from_outputs(given.deliveries, std::vector<double>{60, 70}, given.labels);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::extract(world, a); })
               == "extract: the system was made without final demand, which this measure needs");
}

// Against the difference of two outputs, with a part replaced or stopped. The outputs are those of the table, which its
// rows and final demand give once more.
RC_BOOST_PROP(as_the_difference_of_two_outputs, ())
{
    auto const given = random_table(3, 3, *rc::gen::inRange(0, 1 << 30));
    auto const world = given.system();
    auto const part = *rc::gen::element(.25, .3);
    auto const region = given.consumers[1];
    exact_matrix weaker = given.deliveries.cast<long double>();
    exact_matrix fewer = weaker;
    exact_matrix demand = exact_matrix::Zero(9, 1);
    exact_matrix less = demand;
    auto const kept = static_cast<long double>(part);
    auto const stays = 1 - static_cast<long double>(1 - part); // of what is stopped by the share 1 - part
    for (Eigen::Index i = 0; i < 9; ++i) {
        demand(i, 0) = static_cast<long double>(world.output()[static_cast<std::size_t>(i)]) - weaker.row(i).sum();
        less(i, 0) = demand(i, 0);
        if (i / 3 == 1) {
            less(i, 0) -= (1 - stays) * (demand(i, 0) - static_cast<long double>(given.demand(i, 1)));
            demand(i, 0) *= kept;
        }
    }
    for (Eigen::Index i = 0; i < 9; ++i) {
        for (Eigen::Index j = 0; j < 9; ++j) {
            weaker(i, j) *= i / 3 == 1 || j / 3 == 1 ? kept : 1;
            fewer(i, j) *= i / 3 == 1 && j / 3 != 1 ? stays : 1;
        }
    }
    auto const extracted = lost(world, weaker, demand);
    auto const stopped = lost(world, fewer, less);
    auto const scale = *std::max_element(world.output().begin(), world.output().end());
    auto const found = eq::extract(world, region, part);
    auto const cut = eq::stop_exports(world, region, 1 - part);
    auto const holds = [&](eq::interval const& bounds, long double exact) { // but for the rounding of long doubles
        auto const off = 1e-17 * scale;
        return just_holds({bounds.low - off, bounds.high + off}, exact, scale);
    };
    for (Eigen::Index i = 0; i < 9; ++i) {
        auto const at = static_cast<std::size_t>(i);
        RC_ASSERT(std::abs(found.by_sector()[at].value - static_cast<double>(extracted(i, 0))) < 1e-12 * scale);
        RC_ASSERT(std::abs(cut.by_sector()[at].value - static_cast<double>(stopped(i, 0))) < 1e-12 * scale);
        if (world.output()[at] != 0) {
            RC_ASSERT(holds(found.by_sector()[at].bounds, extracted(i, 0)));
            RC_ASSERT(holds(cut.by_sector()[at].bounds, stopped(i, 0)));
        }
    }
    for (Eigen::Index r = 0; r < 3; ++r) {
        RC_ASSERT(holds(cut.bound(given.consumers[static_cast<std::size_t>(r)]), stopped.middleRows(3 * r, 3).sum()));
    }
}

// An extraction loses at least what the region makes, and what others sell to it.
RC_BOOST_PROP(at_least_the_direct_part, ())
{
    auto const given = random_table(3, 3, *rc::gen::inRange(0, 1 << 30));
    auto const world = given.system();
    auto const loss = eq::extract(world, given.consumers[0]);
    for (std::size_t i = 0; i < 9; ++i) {
        auto const row = given.deliveries.row(static_cast<Eigen::Index>(i));
        auto const direct = i < 3 ? world.output()[i] : row.head(3).sum();
        RC_ASSERT(loss.by_sector()[i].value >= direct * (1 - 1e-12));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
