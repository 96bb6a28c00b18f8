// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "tables.hpp"

#include <equipoise/codes/iso3.hpp>
#include <equipoise/network/io_system.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

constexpr auto no_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto infinity = std::numeric_limits<double>::infinity();

std::string refused(table const& given, eq::io_options const& options = {})
{
    return message_of<eq::error>([&] { (void)given.system(options); });
}

using matrix = Eigen::MatrixXd;
static_assert(eq::network_detail::kept_matrix<matrix&>);
static_assert(eq::network_detail::kept_matrix<matrix const&>);
static_assert(eq::network_detail::kept_matrix<Eigen::Map<matrix const>>);
static_assert(!eq::network_detail::kept_matrix<matrix>); // the system would outlive it

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(io_system)

BOOST_AUTO_TEST_CASE(outputs_and_value_added)
{
    auto const given = toy();
    auto const world = given.system();
    BOOST_TEST(world.size() == 2U);
    BOOST_TEST((world.output() == std::vector<double>{60, 70}));
    BOOST_TEST((world.value_added() == std::vector<double>{.75, .5}));
    BOOST_TEST(std::isnan(world.largest_discrepancy()));
    BOOST_TEST(!world.value_added_is_given());
    BOOST_TEST((world.regions() == std::vector<std::string>{"A", "B"}));
}

BOOST_AUTO_TEST_CASE(a_column_of_final_demand_for_each_region_as_the_labels_name_them_first)
{
    auto given = toy();
    given.labels = {{"Z", "s"}, {"B", "s"}};
    auto const world = eq::io_system{given.deliveries, given.demand, given.labels};
    BOOST_TEST((world.consumers() == std::vector<std::string>{"Z", "B"}));
    BOOST_TEST((world.demand_of(std::string{"Z"}, "test") == std::vector<double>{30, 0}));
}

BOOST_AUTO_TEST_CASE(all_kinds_of_matrices_are_the_same_table)
{
    auto const given = toy();
    auto const expected = given.system();
    auto const by_rows = Eigen::Matrix<double, -1, -1, Eigen::RowMajor>{given.deliveries};
    auto const of_floats = Eigen::MatrixXf{given.deliveries.cast<float>()};
    auto const sparse = Eigen::SparseMatrix<double>{given.deliveries.sparseView()};
    double const memory[] = {10, 20, -1, 5, 15, -1}; // by rows, three apart
    using strided = Eigen::Map<Eigen::Matrix<double, -1, -1, Eigen::RowMajor> const, 0, Eigen::OuterStride<>>;
    auto const check = [&](auto const& world) {
        BOOST_TEST((world.output() == expected.output()));
        BOOST_TEST((world.value_added() == expected.value_added()));
    };
    check(world_of{by_rows, given.demand, given.labels});
    check(world_of{of_floats, given.demand, given.labels});
    check(world_of{sparse, given.demand, given.labels});
    check(world_of{strided{memory, 2, 2, Eigen::OuterStride<>{3}}, given.demand, given.labels});
}

BOOST_AUTO_TEST_CASE(nothing_is_copied)
{
    auto given = toy();
    auto const world = given.system();
    auto const core = core_of(world).matrix;
    BOOST_TEST((std::get<eq::network_detail::dense_lines<double>>(core).first == given.deliveries.data()));
}

BOOST_AUTO_TEST_CASE(states_as_regions)
{
    auto const given = toy();
    constexpr auto china = eq::iso3{"CHN"};
    auto const labels = std::vector<std::pair<eq::iso3, int>>{{china, 1}, {eq::iso3{"MNG"}, 1}};
    auto const world = eq::io_system{given.deliveries, given.demand, labels};
    BOOST_TEST((world.indicator(china, "test") == std::vector<double>{1, 0}));
    BOOST_TEST((world.indicator(eq::bloc{china, eq::iso3{"MNG"}}, "test") == std::vector<double>{1, 1}));
    BOOST_TEST(message_of<eq::not_found>([&] { (void)world.indicator(eq::iso3{"RUS"}, "test"); })
               == "test: no region RUS in the table");
}

BOOST_AUTO_TEST_CASE(published_outputs)
{
    auto const given = toy();
    auto const close = std::vector<double>{60.00005, 70};
    auto const world = given.system({.output = close});
    BOOST_TEST((world.output() == close));
    BOOST_TEST(std::abs(world.largest_discrepancy() - .00005) < 1e-12);
    auto const wrong = std::vector<double>{61, 70};
    BOOST_TEST(refused(given, {.output = wrong})
               == "io_system: the output of A s is 61; it must be the sum of its deliveries, 60, within 7e-05");
    BOOST_TEST(given.system({.output = wrong, .tolerance = .02}).largest_discrepancy() == 1);
    BOOST_TEST(refused(given, {.tolerance = no_number}) == "io_system: tolerance is nan; it must be at least 0");
    auto const few = std::vector<double>{60};
    BOOST_TEST(refused(given, {.output = few}) == "io_system: number of outputs is 1; it must be that of the rows, 2");
}

BOOST_AUTO_TEST_CASE(published_value_added)
{
    auto const given = toy();
    auto const taxed = std::vector<double>{42, 35};
    auto const world = given.system({.value_added = taxed});
    BOOST_TEST(world.value_added_is_given());
    BOOST_TEST((world.value_added() == std::vector<double>{.7, .5}));
    auto const unknown = std::vector<double>{no_number, 35};
    BOOST_TEST(refused(given, {.value_added = unknown})
               == "io_system: the value added of A s is nan; it must be finite");
}

BOOST_AUTO_TEST_CASE(zero_outputs)
{
    auto given = toy();
    given.deliveries << 10, 0, 0, 0;
    given.demand << 30, 0, 0, 0;
    auto const world = given.system();
    BOOST_TEST((world.output() == std::vector<double>{40, 0}));
    BOOST_TEST((world.value_added() == std::vector<double>{.75, 0}));
    given.deliveries(0, 1) = 3;
    BOOST_TEST(refused(given) == "io_system: B s has inputs of 3 and no output; inputs need an output");
    auto const minus_zero = std::vector<double>{43, -0.0};
    BOOST_TEST(refused(given, {.output = minus_zero})
               == "io_system: B s has inputs of 3 and no output; inputs need an output");
}

BOOST_AUTO_TEST_CASE(what_no_table_may_hold)
{
    auto const good = toy();
    auto given = good;
    given.deliveries(0, 1) = -1;
    BOOST_TEST(refused(given)
               == "io_system: delivery of A s to B s: amount -1 at position 1; amounts are finite and not negative");
    BOOST_TEST((given.system({.allow_negative = true}).output() == std::vector<double>{39, 70}));
    given.deliveries(0, 1) = no_number;
    BOOST_TEST(refused(given, {.allow_negative = true})
               == "io_system: delivery of A s to B s: amount nan at position 1; amounts are finite and not negative");
    given.deliveries(0, 1) = infinity;
    BOOST_TEST(refused(given)
               == "io_system: delivery of A s to B s: amount inf at position 1; amounts are finite and not negative");
    given = good;
    given.demand(1, 0) = infinity;
    BOOST_TEST(refused(given) == "io_system: final demand of A for B s is inf; it must be finite");
    given.demand(1, 0) = -1000;
    BOOST_TEST(refused(given) == "io_system: the output of B s is -930; it must be finite and not negative");
    given = good;
    given.deliveries(0, 0) = given.deliveries(0, 1) = 1.7e308;
    BOOST_TEST(refused(given).starts_with("io_system: the output of A s is "));
    given = good;
    given.labels[1] = given.labels[0];
    BOOST_TEST(refused(given) == "io_system: the label A s occurs twice; each sector has a label of its own");
    given.labels.pop_back();
    BOOST_TEST(refused(given) == "io_system: number of labels is 1; it must be that of the rows, 2");
    given = good;
    given.consumers.pop_back();
    BOOST_TEST(refused(given)
               == "io_system: number of consumers is 1; it must be that of the columns of final demand, 2");
    given = good;
    given.deliveries = Eigen::MatrixXd::Zero(2, 3);
    BOOST_TEST(refused(given) == "io_system: the matrix has 2 rows and 3 columns; it must be square");

    double const memory[] = {10, 20, -1, 5, 15, -1, 0};
    using spread = Eigen::Map<Eigen::MatrixXd const, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { world_of{spread{memory, 2, 2, {3, 2}}, good.demand, good.labels}; })
        == "io_system: the elements of a row or column are 2 apart in memory; they must be next to each other");
}

// Changes in inventories may be negative; set aside, they stay part of the outputs.
BOOST_AUTO_TEST_CASE(inventories)
{
    auto given = toy();
    given.demand.conservativeResize(2, 3);
    given.demand.col(2) << -5, 1;
    given.consumers.emplace_back("A");
    auto const whole = given.system();
    BOOST_TEST((whole.output() == std::vector<double>{55, 71}));
    BOOST_TEST((whole.demand_of(std::string{"A"}, "test") == std::vector<double>{25, 1}));
    auto const without = given.system({.without = {2}});
    BOOST_TEST((without.output() == std::vector<double>{55, 71}));
    BOOST_TEST((without.demand_of(std::string{"A"}, "test") == std::vector<double>{30, 0}));
    BOOST_TEST((without.set_aside() == std::vector<double>{-5, 1}));
    BOOST_TEST(refused(given, {.without = {3}})
               == "io_system: a column of final demand to set aside is 3; it must be below the number of columns, 3");
}

BOOST_AUTO_TEST_CASE(from_coefficients)
{
    auto inputs = Eigen::MatrixXd(2, 2);
    inputs << 0, 2, .2, 0; // L = [[1, 2], [.2, 1]] / .6
    auto demand = Eigen::MatrixXd(2, 1);
    demand << 3, 6;
    auto const given = toy();
    auto const world = world_of::from_coefficients(inputs, demand, given.labels, std::vector<std::string>{"A"});
    BOOST_TEST(std::abs(world.output()[0] - 25) < 1e-12);
    BOOST_TEST(std::abs(world.output()[1] - 11) < 1e-12);
    BOOST_TEST(std::abs(world.value_added()[0] - .8) < 1e-15);
    BOOST_TEST(std::abs(world.value_added()[1] - -1) < 1e-15);
    auto const held = world_of::from_coefficients(inputs, std::vector<double>{25, 11}, given.labels);
    BOOST_TEST(!held.has_final_demand());
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)held.demand_of(std::string{"A"}, "vax"); })
               == "vax: the system was made without final demand, which this measure needs");
    inputs << .5, .5, .5, .5;
    BOOST_TEST(message_of<eq::not_productive>([&] {
                   (void)world_of::from_coefficients(inputs, demand, given.labels, std::vector<std::string>{"A"});
               })
               == "io_system: the sectors A s, B s need at least all that they make for making it; no finite output "
                  "meets any demand");
}

BOOST_AUTO_TEST_CASE(an_empty_table)
{
    auto const nothing = Eigen::MatrixXd(0, 0);
    auto const world = world_of{nothing, Eigen::MatrixXd(0, 0), std::vector<label>{}};
    BOOST_TEST(world.size() == 0U);
    BOOST_TEST(world.regions().empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
