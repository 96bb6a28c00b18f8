// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "random_table.hpp"
#include "tables.hpp"

#include <equipoise/network/look_through.hpp>
#include <equipoise/network/unknown_cells.hpp>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

#include <cmath>
#include <string>
#include <vector>

namespace eq = equipoise;
using namespace network_tests;

namespace {

auto const a = std::string{"A"};

} // namespace

BOOST_AUTO_TEST_SUITE(network)
BOOST_AUTO_TEST_SUITE(unknown_cells)

// A's sales to B are between 0 and 20, with outputs of 60 and 70 held. Without them L_1 = (6/5, 7/55) and L_2 =
// (0, 14/11); with them L = [[66, 24], [7, 70]] / 53.
BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const given = toy();
    auto least = given.deliveries;
    least(0, 1) = 0;
    auto const x = std::vector<double>{60, 70};
    auto const table = eq::io_interval{world_of::from_outputs(least, x, given.labels),
                                       world_of::from_outputs(given.deliveries, x, given.labels)};
    auto const found = eq::look_through_between(table, a);
    BOOST_TEST(std::isnan(found.at(given.labels[0])));
    BOOST_TEST((found.result(given.labels[0]).why == eq::reason::unknown_amount));
    auto const bounds = found.bound(given.labels[0]);
    BOOST_TEST(close(bounds.low, 1.2 / (1.2 + 7. / 53)));
    BOOST_TEST(close(bounds.high, 66. / 53 / (66. / 53 + 7. / 55)));
    auto const other = found.bound(given.labels[1]);
    BOOST_TEST(other.low == 0);
    BOOST_TEST(close(other.high, 24. / 53 / (24. / 53 + 14. / 11), 1e-13));
    auto const inputs = eq::look_through_between(table, a, eq::counting::inputs).bound(given.labels[1]);
    BOOST_TEST(inputs.low == 0);
    BOOST_TEST(close(inputs.high, 24. / 53 / (24. / 53 + 3. / 11)));
}

// Any table between the two has its share within the bounds.
RC_BOOST_PROP(bounds_hold, ())
{
    auto const given = random_table(3, 3, *rc::gen::inRange(0, 1 << 30));
    auto const world = given.system();
    auto const x = world.output();
    auto least = given.deliveries;
    auto middle = given.deliveries;
    for (Eigen::Index i = 0; i < least.size(); ++i) {
        auto const part = *rc::gen::inRange(0, 5);
        middle(i) *= (part == 0 ? .5 : 1);
        least(i) *= part <= 1 ? .25 : 1;
    }
    auto const table = eq::io_interval{world_of::from_outputs(least, x, given.labels),
                                       world_of::from_outputs(given.deliveries, x, given.labels)};
    auto const between = world_of::from_outputs(middle, x, given.labels);
    for (auto const what : {eq::counting::output, eq::counting::inputs}) {
        auto const found = eq::look_through_between(table, world.regions()[1], what);
        auto const shares = eq::look_through(between, world.regions()[1], what);
        for (std::size_t j = 0; j < world.size(); ++j) {
            if (shares[j].why == eq::reason::defined) {
                RC_ASSERT(found[j].bounds.contains(shares[j].value));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(errors)
{
    auto const given = toy();
    auto more = given.deliveries;
    more(0, 1) = 21;
    auto const x = std::vector<double>{60, 70};
    auto const low = world_of::from_outputs(more, x, given.labels);
    auto const high = world_of::from_outputs(given.deliveries, x, given.labels);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::io_interval{low, high}; })
                   .starts_with("io_interval: the input of B s from A s is 0.3; it must be at most that of the upper "
                                "system, 0.285714285714285"));
    auto const other = world_of::from_outputs(given.deliveries, std::vector<double>{60, 71}, given.labels);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::io_interval{other, high}; })
               == "io_interval: the two systems must have the same labels and the same outputs");
    auto const table = eq::io_interval{high, high};
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::look_through_between(table, a, eq::counting::value_added); })
        == "look_through_between: by value added there are no bounds, as it changes with the deliveries; count "
           "output or inputs");
    auto const point = eq::look_through_between(table, a).bound(given.labels[1]);
    BOOST_TEST(point.contains(24. / 94));
    BOOST_TEST(point.width() < 1e-13);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
