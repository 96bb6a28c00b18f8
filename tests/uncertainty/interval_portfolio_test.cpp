// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/interval_portfolio.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using ranges_of = eq::interval_portfolio<int>;
using rows = std::vector<eq::partner_range<int>>;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class F>
std::string refused(F f)
{
    return message_of<eq::invalid_amount>(f);
}

template <class Flows>
rows rows_of(Flows const& flows)
{
    return rows(flows.begin(), flows.end());
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(interval_portfolio)

BOOST_AUTO_TEST_CASE(sorts_partners_and_adds_up_their_rows)
{
    auto const flows = ranges_of{{3, 1, 2}, {1, 5, infinite}, {3, .5, 4}, {2, 0, 0}};
    BOOST_TEST((rows_of(flows) == rows{{1, 5, infinite}, {2, 0, 0}, {3, 1.5, 6}}));
    BOOST_TEST(flows.size() == 3U);
    BOOST_TEST(!flows.empty());
    BOOST_TEST((flows[2] == eq::partner_range<int>{3, 1.5, 6}));
    BOOST_TEST((flows.sum() == eq::interval{6.5, infinite}));
    BOOST_TEST(flows.position(3).value() == 2U);
    BOOST_TEST(!flows.contains(4));
    BOOST_TEST(ranges_of{}.empty());
    BOOST_TEST((flows == ranges_of{flows.view()}));
    BOOST_TEST((flows == eq::interval_portfolio{flows.view()}));
    BOOST_TEST((flows == eq::interval_portfolio{rows_of(flows)}));
    BOOST_TEST(!(flows == ranges_of{{3, 1, 2}}));
    BOOST_TEST(flows.view().knows(77)); // a portfolio is in no ledger
}

BOOST_AUTO_TEST_CASE(rounds_sums_outward_in_every_order)
{
    auto parts = rows{{1, 1, 1}, {1, 0x1p-60, 0x1p-60}, {1, 0x1p-54, 0x1p-53}};
    std::sort(parts.begin(), parts.end(), [](auto const& a, auto const& b) { return a.low < b.low; });
    do {
        BOOST_TEST((rows_of(ranges_of{parts}) == rows{{1, 1, 1 + 0x1p-52}}));
    } while (
        std::next_permutation(parts.begin(), parts.end(), [](auto const& a, auto const& b) { return a.low < b.low; }));
    BOOST_TEST((rows_of(ranges_of{{1, .1, .1}, {1, .2, .2}}) == rows{{1, .3, std::nextafter(.3, 1)}}));
    BOOST_TEST((rows_of(ranges_of{{1, 1e308, 1e308}, {1, 1e308, 1e308}})
                == rows{{1, (std::numeric_limits<double>::max)(), infinite}}));
}

BOOST_AUTO_TEST_CASE(is_made_of_points)
{
    auto const points = eq::portfolio<int>{{2, 40}, {1, 60}};
    BOOST_TEST((rows_of(ranges_of{points}) == rows{{1, 60, 60}, {2, 40, 40}}));
    BOOST_TEST((ranges_of{points} == ranges_of{points.view()}));
    BOOST_TEST((rows_of(eq::interval_portfolio{points, eq::relative_error{.25}}) == rows{{1, 45, 75}, {2, 30, 50}}));
    auto const printed = eq::portfolio<int>{{1, 12}, {2, 0}};
    BOOST_TEST((rows_of(eq::interval_portfolio{printed, eq::rounded_to{1}}) == rows{{1, 11.5, 12.5}, {2, 0, .5}}));
    BOOST_TEST(ranges_of{eq::portfolio<int>{}}.empty());
    BOOST_TEST((rows_of(ranges_of{eq::portfolio<int, int>{{1, 3}}}) == rows{{1, 3, 3}}));
}

BOOST_AUTO_TEST_CASE(keeps_what_a_portfolio_knows_of_the_rest)
{
    auto const declared = eq::portfolio<int>({{1, 60}, {2, 30}}, {.total = 100.0, .listing = eq::listing::largest});
    auto const flows = ranges_of{declared};
    BOOST_TEST((flows.total() == eq::interval{100, 100}));
    BOOST_TEST((flows.unlisted() == eq::interval{0, infinite}));
    BOOST_TEST((flows.listing() == eq::listing::largest));
    auto const complete = ranges_of{eq::portfolio<int>({{1, 60}, {2, 40}}, {.total = 100.0})};
    BOOST_TEST(!complete.total().has_value());
    BOOST_TEST((complete.unlisted() == eq::interval{0, 0}));

    auto const open = eq::portfolio<int>{{1, 60}, {2, 40}, {9, 5}}.with_unknown({9, 0, 2});
    BOOST_TEST((rows_of(ranges_of{open}) == rows{{0, 0, infinite}, {1, 60, 60}, {2, 40, infinite}, {9, 5, infinite}}));
    BOOST_TEST(!ranges_of{open}.total().has_value());
    auto const closed = eq::portfolio<int>({{1, 60}}, {.total = 100.0}).with_unknown({7});
    BOOST_TEST((rows_of(ranges_of{closed}) == rows{{1, 60, 60}, {7, 0, infinite}}));
    BOOST_TEST((ranges_of{closed}.total() == eq::interval{100, 100}));
}

BOOST_AUTO_TEST_CASE(joins_two_reports)
{
    auto const a = ranges_of{{1, 50, 60}, {2, 20, 30}, {4, 1, 2}};
    auto const b = ranges_of{{0, 3, 3}, {1, 55, 70}, {2, 10, 12}};
    auto const both = rows{{0, 3, 3}, {1, 50, 70}, {2, 10, 30}, {4, 1, 2}};
    BOOST_TEST((rows_of(eq::hull(a, b)) == both));
    BOOST_TEST((eq::hull(a, b) == eq::hull(b.view(), a)));
    BOOST_TEST((rows_of(eq::hull(eq::portfolio<int>{{1, 100}}, eq::portfolio<int>{{1, 90}, {2, 7}}))
                == rows{{1, 90, 100}, {2, 7, 7}}));
    auto const declared = ranges_of({{1, 1, 9}}, {eq::interval{5, 6}, {0, 1}, eq::listing::largest});
    auto const other = ranges_of({{1, 2, 8}}, {eq::interval{4, 5}, {0, 2}, eq::listing::largest});
    BOOST_TEST(
        (eq::hull(declared, other).declared() == eq::declared_range{eq::interval{4, 6}, {0, 2}, eq::listing::largest}));
    BOOST_TEST(!eq::hull(declared, a).total().has_value());
    BOOST_TEST((eq::hull(declared, a).listing() == eq::listing::some));
    BOOST_TEST((eq::hull(a, a) == a));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_range)
{
    BOOST_TEST(refused([] { (void)ranges_of{{1, 0, 1}, {2, 9, 3}}; })
               == "interval_portfolio: range [9, 3] at position 1; the low end of a range is not above its high end");
    BOOST_TEST(refused([] { (void)ranges_of{{1, -1, 3}}; })
               == "interval_portfolio: range [-1, 3] at position 0; the low end of a range is finite and not negative");
    BOOST_TEST(
        refused([] { (void)ranges_of{{1, infinite, infinite}}; })
        == "interval_portfolio: range [inf, inf] at position 0; the low end of a range is finite and not negative");
    BOOST_TEST(
        refused([] { (void)ranges_of{{1, not_a_number, 3}}; })
        == "interval_portfolio: range [nan, 3] at position 0; the low end of a range is finite and not negative");
    BOOST_TEST(refused([] { (void)ranges_of{{1, 0, not_a_number}}; })
               == "interval_portfolio: range [0, nan] at position 0; the high end of a range is not negative");
    try {
        (void)ranges_of{{1, 0, 1}, {2, 0, -2}};
        BOOST_TEST(false);
    } catch (eq::invalid_amount const& error) {
        BOOST_TEST(error.position() == 1U);
        BOOST_TEST(error.value() == -2);
    }
}

BOOST_AUTO_TEST_CASE(refuses_totals_that_no_amounts_have)
{
    auto const message = [](eq::declared_range const& known) {
        return message_of<eq::invalid_parameter>([&] { (void)ranges_of({{1, 10, 20}, {2, 5, 6}}, known); });
    };
    BOOST_TEST(message({eq::interval{27, 30}})
               == "interval_portfolio: total is [27, 30]; it must be a range that overlaps [15, 26], the least and the "
                  "most that the partners have together");
    BOOST_TEST(message({eq::interval{10, 14}})
               == "interval_portfolio: total is [10, 14]; it must be a range that overlaps [15, 26], the least and the "
                  "most that the partners have together");
    BOOST_TEST(message({eq::interval{50, 50}, {2, 5}})
               == "interval_portfolio: total is [50, 50]; it must be a range that overlaps [17, 31], the least and the "
                  "most that the partners have together");
    BOOST_TEST(message({eq::interval{20, 15}})
               == "interval_portfolio: total is [20, 15]; it must be a range with 0 <= low <= high and a finite low "
                  "end");
    BOOST_TEST(message({{}, {infinite, infinite}})
               == "interval_portfolio: unlisted is [inf, inf]; it must be a range with 0 <= low <= high and a finite "
                  "low end");
    BOOST_TEST(message({eq::interval{26, 30}}) == "(no exception)");
    BOOST_TEST(message({eq::interval{0, 15}}) == "(no exception)");
    // a sum that rounding moved above the total
    BOOST_TEST((ranges_of({{1, .1, .1}, {2, .2, .2}}, {eq::interval{.3, .3}}).size() == 2U));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
