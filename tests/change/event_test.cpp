// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/event.hpp>
#include <equipoise/model/collect.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <climits>
#include <cmath>
#include <concepts>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
namespace tt = boost::test_tools;

constexpr auto mongolia = "MNG"_iso3;
constexpr auto kazakhstan = "KAZ"_iso3;
constexpr auto china = "CHN"_iso3;
constexpr auto russia = "RUS"_iso3;
constexpr auto japan = "JPN"_iso3;

using key = std::tuple<int, eq::iso3>;
using builder_of = eq::ledger_builder<key, eq::iso3>;
using flow_of = eq::flow<eq::iso3, double, int>;
using years = std::vector<int>;

// before 2014: Russia 1 of 2 in 2012, 5 of 6 in 2013; after: nothing in 2015, 2 of 8 in 2016
auto const flows =
    std::vector<flow_of>{{mongolia, china, 1, 2012},    {mongolia, russia, 1, 2012},  {mongolia, china, 1, 2013},
                         {mongolia, russia, 5, 2013},   {mongolia, russia, 9, 2014},  {mongolia, russia, 2, 2016},
                         {mongolia, japan, 6, 2016},    {kazakhstan, china, 1, 2015}, {kazakhstan, mongolia, 7, 2013},
                         {kazakhstan, russia, 8, 2013}, {kazakhstan, russia, 8, 2016}};
auto const ledger = eq::export_ledger(flows);

static_assert(!std::invocable<decltype(eq::around_event) const&, eq::ledger<std::tuple<std::string, int>, int> const&,
                              int, int, std::string, eq::event_window>,
              "words have no next one");

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(event)

BOOST_AUTO_TEST_CASE(by_hand)
{
    auto const seen = eq::around_event(ledger, mongolia, russia, 2014, {.before = 2, .after = 2});
    BOOST_TEST(seen.before.share.value == 0.75); // 6 of 8, not the mean of 1/2 and 5/6
    BOOST_TEST(seen.after.share.value == 0.25);
    BOOST_TEST(seen.difference.value == -0.5);
    BOOST_TEST((seen.difference.bounds == eq::interval{-0.5, -0.5}));
    BOOST_TEST((seen.before.counted == years{2012, 2013}));
    BOOST_TEST(seen.before.missing.empty());
    BOOST_TEST((seen.after.counted == years{2016}));
    BOOST_TEST((seen.after.missing == years{2015}));
    BOOST_TEST(seen.turnover.value == 0.75); // (1/4 + 1/2 + 3/4) / 2
    BOOST_TEST((seen.turnover.bounds == eq::interval{0.75, 0.75}));
    BOOST_TEST((seen.difference.why == eq::reason::defined));
    BOOST_TEST((seen.turnover.why == eq::reason::defined));
}

BOOST_AUTO_TEST_CASE(the_window_is_what_is_asked_for)
{
    auto const narrow = eq::around_event(ledger, mongolia, russia, 2014, {1, 3});
    BOOST_TEST(narrow.before.share.value == 5.0 / 6);
    BOOST_TEST((narrow.before.counted == years{2013}));
    BOOST_TEST((narrow.after.missing == years{2015, 2017}));
    auto const shifted = eq::around_event(ledger, mongolia, russia, 2015, {1, 1});
    BOOST_TEST(shifted.before.share.value == 1);
    BOOST_TEST(shifted.difference.value == -0.75);
}

BOOST_AUTO_TEST_CASE(nothing_on_record)
{
    auto const seen = eq::around_event(ledger, mongolia, russia, 2014, {1, 1});
    BOOST_TEST(std::isnan(seen.difference.value));
    BOOST_TEST(std::isnan(seen.turnover.value));
    BOOST_TEST((seen.difference.why == eq::reason::no_record));
    BOOST_TEST((seen.turnover.why == eq::reason::no_record));
    BOOST_TEST((seen.after.share.why == eq::reason::no_record));
    BOOST_TEST(seen.before.share.value == 5.0 / 6);
    BOOST_TEST((eq::around_event(ledger, japan, russia, 2014, {2, 2}).before.missing == years{2012, 2013}));
}

BOOST_AUTO_TEST_CASE(no_turnover_for_the_reason_of_the_side_that_is_missing)
{
    auto builder = builder_of{};
    builder.add({2013, mongolia}, china, 1);
    builder.declare({2013, mongolia}, {.total = 2.0});
    auto const seen = eq::around_event(builder.build(), mongolia, russia, 2014, {1, 1});
    BOOST_TEST((seen.before.share.why == eq::reason::not_listed));
    BOOST_TEST((seen.difference.why == eq::reason::not_listed));
    BOOST_TEST((seen.turnover.why == eq::reason::no_record));
    BOOST_TEST(std::isnan(seen.turnover.bounds.high));
}

BOOST_AUTO_TEST_CASE(blocs_as_state_and_as_power)
{
    auto const both = eq::bloc{mongolia, kazakhstan};
    auto const seen = eq::around_event(ledger, both, russia, 2014, {1, 2});
    BOOST_TEST(seen.before.share.value == 13.0 / 14); // 5 of 6 and 8 of 8: flows between the two do not count
    BOOST_TEST(seen.after.share.value == 10.0 / 16);
    BOOST_TEST((seen.after.missing == years{2015}));
    BOOST_TEST(eq::around_event(ledger, mongolia, eq::bloc{russia, china}, 2014, {2, 2}).difference.value == -0.75);
}

BOOST_AUTO_TEST_CASE(what_is_unattributed_widens_the_bounds)
{
    auto builder = builder_of{};
    for (auto const& row : flows) {
        builder.add({row.period, row.origin}, row.destination, row.amount);
    }
    builder.declare({2016, mongolia}, {.total = 16.0});
    auto const partly = builder.build();
    auto const seen = eq::around_event(partly, mongolia, china, 2014, {2, 2});
    BOOST_TEST(seen.before.share.value == 0.25);
    BOOST_TEST(std::isnan(seen.after.share.value));
    BOOST_TEST((seen.difference.why == eq::reason::not_listed));
    BOOST_TEST((seen.after.share.bounds == eq::interval{0, 0.5}));
    BOOST_TEST((seen.difference.bounds == eq::interval{-0.25, 0.25}));
    BOOST_TEST(std::isnan(seen.turnover.value));
    BOOST_TEST((seen.turnover.why == eq::reason::unattributed));
    // 1/4, 3/4 before; Russia 1/8, Japan 3/8 after, and 1/2 that may be with China up to its 1/4: 5/8 to 7/8 apart
    BOOST_TEST((seen.turnover.bounds == eq::interval{0.625, 0.875}));
    BOOST_TEST(eq::around_event(partly, mongolia, russia, 2014, {2, 2}).difference.value == 0.125 - 0.75);
    // listed in 2012 and 2013, not in 2016, where it may be hidden: 2 of 33, or up to 10
    auto const mixed = eq::around_event(partly, mongolia, china, 2011, {1, 5});
    BOOST_TEST(std::isnan(mixed.after.share.value));
    BOOST_TEST((mixed.difference.why == eq::reason::no_record));
    BOOST_TEST(mixed.after.share.bounds.low <= 2.0 / 33);
    BOOST_TEST(mixed.after.share.bounds.high >= 10.0 / 33);
}

BOOST_AUTO_TEST_CASE(a_small_difference_keeps_its_digits)
{
    auto builder = builder_of{};
    builder.add({2013, mongolia}, china, 1);
    builder.add({2013, mongolia}, russia, 2);
    builder.add({2015, mongolia}, china, 1);
    builder.add({2015, mongolia}, russia, 2 + 0x1p-40);
    auto const seen = eq::around_event(builder.build(), mongolia, russia, 2014, {1, 1});
    // (2 + h) / (3 + h) - 2 / 3 = h / (3 (3 + h))
    BOOST_TEST(seen.difference.value == 0x1p-40 / (3 * (3 + 0x1p-40)), tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(periods_and_amounts_of_other_kinds)
{
    using std::chrono::year;
    auto builder = eq::ledger_builder<std::pair<year, std::string>, std::string, support::money>{};
    builder.add({year{2013}, "Mongolia"}, "China", {3});
    builder.add({year{2013}, "Mongolia"}, "Russia", {1});
    builder.add({year{2015}, "Mongolia"}, "China", {3e300});
    auto const seen =
        eq::around_event(builder.build(), std::string{"Mongolia"}, std::string{"Russia"}, year{2014}, {1, 1});
    BOOST_TEST(seen.difference.value == -0.25);
    BOOST_TEST(seen.turnover.value == 0.25);
}

BOOST_AUTO_TEST_CASE(bad_windows_are_named)
{
    auto const message = [](int event, eq::event_window window) {
        return support::message_of<eq::invalid_parameter>(
            [&] { (void)eq::around_event(ledger, mongolia, russia, event, window); });
    };
    BOOST_TEST(message(2014, {0, 1})
               == "around_event: number of periods before is 0; it must be at least 1 and at most 10000");
    BOOST_TEST(message(2014, {1, 20000})
               == "around_event: number of periods after is 20000; it must be at least 1 and at most 10000");
    BOOST_TEST(message(INT_MIN + 1, {2, 1})
               == "around_event: the window around period -2147483647 reaches beyond the range of the period's type");
    BOOST_TEST(message(INT_MAX, {1, 1})
               == "around_event: the window around period 2147483647 reaches beyond the range of the period's type");
    BOOST_TEST(message(INT_MAX - 1, {1, 1}) == "(no exception)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
