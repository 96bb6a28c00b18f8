// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"
#include "../random_table.hpp"

#include <equipoise/network/detail/factorised.hpp>
#include <equipoise/network/look_through.hpp>
#include <equipoise/parallel/tasks.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace nd = equipoise::network_detail;
using namespace network_tests;

namespace {

std::vector<double> solved(std::vector<double> rows, std::vector<double> const& b, std::size_t count = 1)
{
    auto const n = b.size() / count;
    auto const lu = nd::dense_lu{std::move(rows), n, nd::in_order};
    return lu.regular() ? lu.solve(b, count, nd::in_order) : std::vector<double>{};
}

/// The last task first.
void backwards(std::size_t tasks, std::function<void(std::size_t)> const& task)
{
    for (auto i = tasks; i-- > 0;) {
        task(i);
    }
}

std::vector<double> random_numbers(std::size_t count, unsigned seed)
{
    auto engine = std::mt19937{seed};
    auto made = std::vector<double>(count);
    for (auto& each : made) {
        each = static_cast<double>(engine()) / 4294967296.0 - .5;
    }
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(factorised)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST((solved({2, 1, 1, 3}, {3, 5}) == std::vector<double>{.8, 1.4}));
    BOOST_TEST((solved({0, 1, 2, 0}, {3, 4}) == std::vector<double>{2, 3})); // rows change places
    BOOST_TEST((solved({0, 1, 2, 0}, {3, 4, 1, 8}, 2) == std::vector<double>{2, 3, 4, 1}));
    BOOST_TEST((solved({4}, {1}) == std::vector<double>{.25}));
    BOOST_TEST((solved({-0.5}, {1}) == std::vector<double>{-2}));
}

BOOST_AUTO_TEST_CASE(singular)
{
    auto const nan = std::numeric_limits<double>::quiet_NaN();
    auto const infinity = std::numeric_limits<double>::infinity();
    BOOST_TEST(solved({1, 2, 2, 4}, {1, 1}).empty());
    BOOST_TEST(solved({0}, {1}).empty());
    BOOST_TEST(solved({nan}, {1}).empty());
    BOOST_TEST(solved({1, 0, infinity, 1}, {1, 1}).empty());
    BOOST_TEST(nd::dense_lu({}, 0, nd::in_order).regular());
    BOOST_TEST(solved({1e300, 0, 0, 5e-324}, {1e300, 5e-324})[1] == 1);
}

// Several panels and tiles: A x = b holds to rounding, and the order of the tasks changes no bit.
BOOST_AUTO_TEST_CASE(several_panels)
{
    for (auto const n : {std::size_t{31}, std::size_t{32}, std::size_t{33}, std::size_t{100}, std::size_t{600}}) {
        constexpr std::size_t count = 19;
        auto const a = random_numbers(n * n, 7);
        auto const b = random_numbers(n * count, 8);
        auto const lu = nd::dense_lu{a, n, nd::in_order};
        BOOST_TEST_REQUIRE(lu.regular());
        auto const x = lu.solve(b, count, nd::in_order);
        auto largest = 0.0;
        for (std::size_t r = 0; r < count; r += 6) {
            for (std::size_t i = 0; i < n; ++i) {
                auto left = -b[r * n + i];
                auto size = std::abs(left);
                for (std::size_t j = 0; j < n; ++j) {
                    left += a[i * n + j] * x[r * n + j];
                    size += std::abs(a[i * n + j] * x[r * n + j]);
                }
                largest = std::max(largest, std::abs(left) / size);
            }
        }
        BOOST_TEST(largest < 1e-12);
        BOOST_TEST((nd::dense_lu{a, n, backwards}.solve(b, count, backwards) == x));
    }
}

// Many powers of a small table are factorised, one at a time is not: values agree, and both are proven.
BOOST_AUTO_TEST_CASE(many_powers)
{
    auto const table = random_table(12, 5, 3);
    auto const world = table.system();
    auto const powers = world.regions();
    auto const k = nd::chain{core_of(world), nd::direction_of_chain::backward, {}, 1, false};
    BOOST_TEST(nd::factorising_pays(k, powers.size()));
    BOOST_TEST(!nd::factorising_pays(k, nd::fewest_sides - 1));
    auto const together = eq::look_through(world, powers);
    auto const in_parallel = eq::look_through(eq::parallel, world, powers);
    for (std::size_t p = 0; p < powers.size(); ++p) {
        auto const alone = eq::look_through(world, powers[p]);
        BOOST_TEST(together[p].is_proven());
        BOOST_TEST(together[p].proven_error() < 1e-12);
        BOOST_TEST((together[p].values() == in_parallel[p].values()));
        for (std::size_t j = 0; j < world.size(); ++j) {
            BOOST_TEST(std::abs(together[p][j].value - alone[j].value) < 1e-13);
            BOOST_TEST(together[p][j].bounds.low <= alone[j].bounds.high);
            BOOST_TEST(alone[j].bounds.low <= together[p][j].bounds.high);
        }
    }
}

// The rows of I - K, whichever way the matrix is stored and the chain goes.
BOOST_AUTO_TEST_CASE(rows_of_chains)
{
    auto const table = random_table(9, 5, 4);
    using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    auto const turned = row_major{table.deliveries};
    auto const by_columns = table.system();
    auto const by_rows = world_of{turned, table.demand, table.labels, table.consumers};
    for (auto const direction : {nd::direction_of_chain::backward, nd::direction_of_chain::forward}) {
        auto const k = nd::chain{core_of(by_columns), direction, {}, 1, false};
        auto const rows = nd::rows_of(k);
        BOOST_TEST((rows == nd::rows_of({core_of(by_rows), direction, {}, 1, false})));
        for (std::size_t i = 0; i < k.size(); ++i) {
            for (std::size_t j = 0; j < k.size(); ++j) {
                BOOST_TEST(rows[i * k.size() + j] == (i == j ? 1 : 0) - k.entry(i, j));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(sectors_that_feed_on_themselves)
{
    auto table = random_table(10, 2, 5);
    table.deliveries.setZero();
    table.deliveries(3, 3) = 5;
    table.demand.setConstant(1);
    table.demand.row(3).setZero();
    auto const world = table.system();
    BOOST_TEST(
        message_of<eq::not_productive>([&] { (void)eq::look_through(world, world.regions()); })
        == "look_through: the sector R1 s1 needs at least all that it makes for making it; no finite output meets "
           "any demand");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
