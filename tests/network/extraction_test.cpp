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
std::vector<double> lost(table const& given, std::vector<double> const& output, Eigen::MatrixXd const& left,
                         Eigen::VectorXd const& demand)
{
    using exact = Eigen::Matrix<long double, -1, -1>;
    auto const n = given.deliveries.rows();
    exact matrix = exact::Identity(n, n);
    for (Eigen::Index j = 0; j < n; ++j) {
        for (Eigen::Index i = 0; i < n; ++i) {
            auto const x = static_cast<long double>(output[static_cast<std::size_t>(j)]);
            matrix(i, j) -= x > 0 ? static_cast<long double>(left(i, j)) / x : 0;
        }
    }
    exact const made = matrix.partialPivLu().solve(demand.cast<long double>());
    auto result = std::vector<double>{};
    for (Eigen::Index i = 0; i < n; ++i) {
        result.push_back(static_cast<double>(output[static_cast<std::size_t>(i)] - made(i, 0)));
    }
    return result;
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

// Against the difference of two outputs, with a part replaced or stopped.
RC_BOOST_PROP(as_the_difference_of_two_outputs, ())
{
    auto const given = random_table(3, 3, *rc::gen::inRange(0, 1 << 30));
    auto const world = given.system();
    auto const part = .25;
    auto const region = given.consumers[1];
    auto weaker = given.deliveries;
    auto fewer = given.deliveries;
    Eigen::VectorXd demand = given.demand.rowwise().sum();
    auto less = demand;
    for (Eigen::Index i = 0; i < 9; ++i) {
        for (Eigen::Index j = 0; j < 9; ++j) {
            weaker(i, j) *= i / 3 == 1 || j / 3 == 1 ? part : 1;
            fewer(i, j) *= i / 3 == 1 && j / 3 != 1 ? part : 1;
        }
        less(i) -= i / 3 == 1 ? (1 - part) * (demand(i) - given.demand(i, 1)) : 0;
        demand(i) *= i / 3 == 1 ? part : 1;
    }
    auto const extracted = lost(given, world.output(), weaker, demand);
    auto const stopped = lost(given, world.output(), fewer, less);
    auto const scale = *std::max_element(world.output().begin(), world.output().end());
    auto const found = eq::extract(world, region, part);
    auto const cut = eq::stop_exports(world, region, 1 - part);
    for (std::size_t i = 0; i < 9; ++i) {
        RC_ASSERT(std::abs(found.by_sector()[i].value - extracted[i]) < 1e-12 * scale);
        RC_ASSERT(std::abs(cut.by_sector()[i].value - stopped[i]) < 1e-12 * scale);
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
