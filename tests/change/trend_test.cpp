// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/trend.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using points = std::vector<std::pair<int, double>>;

constexpr auto ulp = std::numeric_limits<double>::epsilon();

// Share of China in the exports of Mongolia, percent; WITS (UN Comtrade), as declared by Mongolia
auto const mongolia = points{{1996, 17.91}, {2000, 49.85}, {2007, 74.20}, {2013, 86.68}, {2014, 87.80},
                             {2015, 83.47}, {2016, 78.98}, {2017, 84.97}, {2018, 92.78}, {2019, 88.88}};

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(trend)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // t 0 1 2 4 of mean 7/4, y 1 3 2 8 of mean 7/2, sum t y 39, sum t^2 21: (39 - 49/2) / (21 - 49/4)
    auto const line = eq::trend(points{{0, 1}, {1, 3}, {2, 2}, {4, 8}});
    BOOST_TEST(line.slope == 58.0 / 35);
    // slopes 2, 1/2, 7/4, -1, 5/3, 3 in order -1, 1/2, 5/3, 7/4, 2, 3
    BOOST_TEST(line.median_slope == (5.0 / 3 + 7.0 / 4) / 2, tt::tolerance(ulp));
    BOOST_TEST(line.change == 7);
    BOOST_TEST(line.relative_change == 7);
    BOOST_TEST(line.periods == 4U);
    BOOST_TEST((line.why == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(a_straight_line_with_unequal_periods_and_gaps)
{
    auto const line = eq::trend(points{{2000, -4}, {2001, -1}, {2005, 11}, {2006, eq::undefined}, {2019, 53}});
    BOOST_TEST(line.slope == 3);
    BOOST_TEST(line.median_slope == 3);
    BOOST_TEST(line.change == 57);
    BOOST_TEST(std::isnan(line.relative_change)); // from below zero
    BOOST_TEST(line.periods == 4U);
    auto const flat = eq::trend(points{{1, 0.1}, {2, 0.1}, {3, 0.1}, {4, 0.1}});
    BOOST_TEST(flat.slope == 0);
    BOOST_TEST(flat.median_slope == 0);
    BOOST_TEST(flat.relative_change == 0);
}

BOOST_AUTO_TEST_CASE(no_slope_on_fewer_than_four)
{
    for (auto const& few : {points{}, points{{1, 2}}, points{{1, 2}, {2, 4}, {3, 6}},
                            points{{1, 2}, {2, 4}, {3, eq::undefined}, {4, 6}}}) {
        auto const line = eq::trend(few);
        BOOST_TEST(std::isnan(line.slope));
        BOOST_TEST(std::isnan(line.median_slope));
        BOOST_TEST((line.why == eq::reason::too_few_periods));
        BOOST_TEST(std::isnan(line.change) == (few.size() < 2));
    }
    auto const three = eq::trend(points{{1, 2}, {2, 4}, {3, 6}});
    BOOST_TEST(three.change == 4);
    BOOST_TEST(three.relative_change == 2);
}

BOOST_AUTO_TEST_CASE(no_outlier_moves_the_median)
{
    auto series = points{};
    for (auto year = 2000; year < 2020; ++year) {
        series.emplace_back(year, 0.5 * year);
    }
    series[10].second = 1e6;
    auto const line = eq::trend(series);
    BOOST_TEST(line.median_slope == 0.5);
    BOOST_TEST(line.slope > 100);
}

BOOST_AUTO_TEST_CASE(mongolia_and_china)
{
    auto const line = eq::trend(mongolia);
    // (n sum ty - sum t sum y) / (n sum t^2 - (sum t)^2) in integers, y in hundredths of a percent
    long long n = 0;
    long long t = 0;
    long long y = 0;
    long long tt_sum = 0;
    long long ty = 0;
    for (auto const& [year, share] : mongolia) {
        auto const x = year - 2000LL;
        auto const hundredths = std::llround(share * 100);
        ++n;
        t += x;
        y += hundredths;
        tt_sum += x * x;
        ty += x * hundredths;
    }
    auto const expected = static_cast<double>(n * ty - t * y) / static_cast<double>(n * tt_sum - t * t) / 100;
    BOOST_TEST(line.slope == expected, tt::tolerance(4 * ulp));
    BOOST_TEST(line.change == 70.97, tt::tolerance(1e-14));
    BOOST_TEST(line.relative_change == 70.97 / 17.91, tt::tolerance(1e-14));
    // the rise was over by 2013
    auto const since = eq::trend(points(mongolia.begin() + 3, mongolia.end()));
    BOOST_TEST(line.slope > 2);
    BOOST_TEST(since.slope < 1);
}

BOOST_AUTO_TEST_CASE(kinds_of_points)
{
    struct reading {
        std::chrono::year period;
        float value;
    };
    using std::chrono::year;
    auto const typed = std::vector<reading>{{year{2000}, 1}, {year{2001}, 2}, {year{2002}, 3}, {year{2003}, 4}};
    BOOST_TEST(eq::trend(typed).slope == 1);
    BOOST_TEST(eq::trend(std::map<double, long>{{0.5, 1}, {1, 2}, {1.5, 3}, {2, 4}}).slope == 2);
    struct own {
        int when;
        double what;
    };
    auto const rows = std::vector<own>{{1, 1}, {2, 0}, {3, -1}, {4, -2}};
    BOOST_TEST(eq::trend(rows, &own::when, &own::what).slope == -1);
    BOOST_TEST(eq::trend(support::single_use<std::pair<int, double>>{{{1, 1}, {2, 2}, {3, 3}, {4, 4}}}).slope == 1);
}

BOOST_AUTO_TEST_CASE(extremes)
{
    BOOST_TEST(eq::trend(points{{0, 0}, {1, 1e300}, {2, 2e300}, {3, 3e300}}).slope == 1e300, tt::tolerance(2 * ulp));
    BOOST_TEST(eq::trend(points{{0, 0}, {1, 1e-300}, {2, 2e-300}, {3, 3e-300}}).slope == 1e-300,
               tt::tolerance(2 * ulp));
    // a million and a trace: the trace's slope is kept
    auto const h = 0x1p-30;
    auto const high = eq::trend(points{{0, 1e6}, {1, 1e6 + h}, {2, 1e6 + 2 * h}, {3, 1e6 + 3 * h}});
    BOOST_TEST(high.slope == h);
    BOOST_TEST(high.median_slope == h);
    using dates = std::vector<std::pair<double, double>>;
    BOOST_TEST(eq::trend(dates{{1e300, 1}, {2e300, 2}, {3e300, 3}, {4e300, 4}}).slope == 1e-300,
               tt::tolerance(4 * ulp));
}

BOOST_AUTO_TEST_CASE(bad_input_is_named)
{
    auto const message = [](points const& series) {
        return support::message_of<eq::invalid_parameter>([&] { (void)eq::trend(series); });
    };
    BOOST_TEST(message({{2015, 1}, {2014, 1}}) == "trend: period 2014 does not come after the one before it, 2015");
    BOOST_TEST(message({{2015, 1}, {2015, 1}}) == "trend: period 2015 does not come after the one before it, 2015");
    BOOST_TEST(message({{2015, HUGE_VAL}}) == "trend: value in 2015 is inf; it must be finite, or undefined");
    BOOST_CHECK_THROW((void)eq::trend(std::vector<std::pair<double, double>>{{HUGE_VAL, 1}}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::trend(std::vector<std::pair<double, double>>{{eq::undefined, 1}}),
                      eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(the_median_is_that_of_all_slopes)
{
    auto random = support::random{5};
    for (auto round = 0; round < 200; ++round) {
        auto series = points{};
        auto year = 1900;
        auto const periods = 4 + random.below(30);
        for (std::size_t i = 0; i < periods; ++i) {
            year += 1 + static_cast<int>(random.below(4));
            series.emplace_back(year, static_cast<double>(random.below(1000)));
        }
        auto slopes = std::vector<double>{};
        for (std::size_t i = 0; i < periods; ++i) {
            for (auto j = i + 1; j < periods; ++j) {
                slopes.push_back((series[j].second - series[i].second) / (series[j].first - series[i].first));
            }
        }
        std::sort(slopes.begin(), slopes.end());
        auto const middle = slopes.size() / 2;
        auto const median = slopes.size() % 2 != 0 ? slopes[middle] : slopes[middle - 1] / 2 + slopes[middle] / 2;
        auto const line = eq::trend(series);
        BOOST_TEST_REQUIRE(line.median_slope == median);
        for (auto& [when, value] : series) {
            value = 7 - 2 * value;
        }
        BOOST_TEST_REQUIRE(eq::trend(series).median_slope == -2 * median);
        BOOST_TEST_REQUIRE(eq::trend(series).slope == -2 * line.slope, tt::tolerance(4 * ulp));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
