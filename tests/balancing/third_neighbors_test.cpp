// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/balancing/third_neighbors.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<std::string>;

auto const between = eq::poles{"CHN", "RUS"};
auto const both = eq::bloc{"CHN", "RUS"};

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(third_neighbors)

BOOST_AUTO_TEST_CASE(share_ratio_and_number)
{
    auto const whole = flows_of{{"CHN", 6.0}, {"RUS", 2.0}, {"JPN", 5.0}, {"KOR", 3.0}};
    auto const room = eq::third_neighbors(whole, between);
    BOOST_TEST(room.share.value == .5);
    BOOST_TEST(room.over_largest_pole == 8.0 / 6);
    BOOST_TEST(room.effective_number.value == 64.0 / 34); // 8^2 / (5^2 + 3^2)
    BOOST_TEST((room.share.why == eq::reason::defined));
    // as one pole, the two have 8
    BOOST_TEST(eq::third_neighbors(whole, both).over_largest_pole == 1);
    BOOST_TEST(eq::third_neighbors(whole, both).effective_number.value == 64.0 / 34);
    BOOST_TEST(eq::third_neighbors(whole, "CHN").share.value == 10.0 / 16);
    using dollars = eq::portfolio<std::string, support::money>;
    BOOST_TEST(eq::third_neighbors(dollars{{"CHN", {2}}, {"JPN", {1}}, {"KOR", {1}}}, between).effective_number.value
               == 2);
}

BOOST_AUTO_TEST_CASE(nothing_beyond_and_nothing_with_the_poles)
{
    auto const none = eq::third_neighbors(flows_of{{"CHN", 6.0}, {"RUS", 2.0}}, between);
    BOOST_TEST(none.share.value == 0);
    BOOST_TEST(none.over_largest_pole == 0);
    BOOST_TEST(std::isnan(none.effective_number.value));
    BOOST_TEST((none.share.why == eq::reason::defined));
    BOOST_TEST((none.effective_number.why == eq::reason::no_partners));
    auto const all = eq::third_neighbors(flows_of{{"JPN", 6.0}}, between);
    BOOST_TEST(all.share.value == 1);
    BOOST_TEST(all.over_largest_pole == std::numeric_limits<double>::infinity());
    BOOST_TEST(all.effective_number.value == 1);
    auto const empty = eq::third_neighbors(flows_of{}, between);
    BOOST_TEST(std::isnan(empty.share.value));
    BOOST_TEST((empty.share.why == eq::reason::no_partners));
    BOOST_TEST((empty.effective_number.why == eq::reason::no_partners));
    BOOST_CHECK_THROW((void)eq::third_neighbors(flows_of{}, eq::bloc<std::string>{}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(what_is_hidden)
{
    // the rest may be Russia's
    auto const open = eq::third_neighbors(flows_of({{"CHN", 3.0}, {"JPN", 2.0}}, {.total = 8.0}), between);
    BOOST_TEST(std::isnan(open.share.value));
    BOOST_TEST(std::isnan(open.over_largest_pole));
    BOOST_TEST((open.share.why == eq::reason::not_listed));
    BOOST_TEST((open.share.bounds == eq::interval{.25, .625})); // Russia has up to 3 of the 8
    // with both listed, the rest lies beyond the poles, with unknown partners
    auto const listed =
        eq::third_neighbors(flows_of({{"CHN", 3.0}, {"RUS", 1.0}, {"JPN", 2.0}}, {.total = 8.0}), between);
    BOOST_TEST(listed.share.value == .5);
    BOOST_TEST(listed.over_largest_pole == 4.0 / 3);
    BOOST_TEST(std::isnan(listed.effective_number.value));
    BOOST_TEST((listed.share.why == eq::reason::defined));
    BOOST_TEST((listed.effective_number.why == eq::reason::unattributed));
}

BOOST_AUTO_TEST_CASE(traces)
{
    for (auto const trace : {1e-20, 1e-100, 1e-160, 1e-200, 1e-300}) {
        auto const flows = eq::portfolio<int>{{1, 1.0}, {2, trace}, {3, trace}, {4, trace}};
        BOOST_TEST(eq::third_neighbors(flows, eq::bloc{1}).effective_number.value == 3, tt::tolerance(4e-16));
        BOOST_TEST(eq::third_neighbors(flows, 1).over_largest_pole == 3 * trace, tt::tolerance(4e-16));
    }
}

// By hand: 30 of 90 and 45 of 95 beyond China; 35^2 / 625 of 20 and 15, 40^2 / 1000 of 30 and 10.
BOOST_AUTO_TEST_CASE(ranges_of_amounts)
{
    using ranges_of = eq::interval_portfolio<std::string>;
    auto const flows = ranges_of{{"CHN", 50, 60}, {"RUS", 20, 30}, {"JPN", 10, 15}};
    auto const room = eq::third_neighbors(flows, "CHN");
    BOOST_TEST((room.share.bounds == eq::interval{30.0 / 90, 45.0 / 95}));
    BOOST_TEST((room.share.why == eq::reason::unknown_part));
    BOOST_TEST(std::isnan(room.over_largest_pole));
    BOOST_TEST(room.effective_number.bounds.low == 1.6, tt::tolerance(1e-15));
    BOOST_TEST(room.effective_number.bounds.high == 1.96, tt::tolerance(1e-15));
    auto const two = eq::third_neighbors(flows, between);
    BOOST_TEST((two.share.bounds == eq::interval{1.0 / 10, 3.0 / 17}));
    BOOST_TEST(two.effective_number.value == 1);
    auto const points =
        eq::third_neighbors(ranges_of{flows_of{{"CHN", 6.0}, {"RUS", 2.0}, {"JPN", 5.0}, {"KOR", 3.0}}}, between);
    BOOST_TEST(points.share.value == .5);
    BOOST_TEST(points.over_largest_pole == 8.0 / 6);
    BOOST_TEST(points.effective_number.value == 64.0 / 34);
    BOOST_TEST((eq::third_neighbors(ranges_of{}, between).share.why == eq::reason::no_partners));
    auto const unlisted = eq::third_neighbors(ranges_of({{"CHN", 5, 5}, {"RUS", 1, 1}}, {.unlisted = {0, 4}}), between);
    BOOST_TEST((unlisted.share.bounds == eq::interval{0, .4}));
    BOOST_TEST((unlisted.effective_number.why == eq::reason::unattributed));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
