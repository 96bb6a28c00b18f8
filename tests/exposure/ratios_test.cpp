// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/ratios.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

template <class S, class Flows>
concept dependent = requires(S const& who, Flows const& trade) { eq::openness(trade, who); };
static_assert(dependent<state, flows> && dependent<eq::sized_bloc<eq::iso3>, flows>);
static_assert(dependent<eq::state<int, float>, eq::portfolio<std::string, long>>, "numbers are numbers");
static_assert(dependent<eq::state<eq::iso3, support::tonnes>, eq::portfolio<eq::iso3, support::tonnes>>);
static_assert(
    !eq::exposure_detail::sizes<eq::state<eq::iso3, support::money>, eq::portfolio<eq::iso3, support::tonnes>>);
static_assert(!eq::exposure_detail::sizes<state, eq::portfolio<eq::iso3, support::tonnes>>);

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(ratios)

BOOST_AUTO_TEST_CASE(flows_over_gdp)
{
    auto const mongolia = state{mng, 16};
    auto const trade = flows{{chn, 8}, {rus, 2}, {"JPN"_iso3, 0}};
    BOOST_TEST(eq::openness(trade, mongolia) == 0.625);
    BOOST_TEST(eq::openness(mongolia)(trade) == 0.625);
    BOOST_TEST(eq::dependence(trade, mongolia, chn) == 0.5);
    BOOST_TEST(eq::dependence(mongolia, rus)(trade) == 0.125);
    BOOST_TEST(eq::dependence(trade, mongolia, eq::bloc{chn, rus}) == 0.625);
    BOOST_TEST(eq::dependence(trade, mongolia, "JPN"_iso3) == 0);
    BOOST_TEST(eq::dependence(trade, mongolia, "USA"_iso3) == 0);      // all of the total is attributed
    BOOST_TEST(eq::dependence(trade.view(), state{mng, 4}, chn) == 2); // trade may exceed GDP
    auto const pair = eq::sized_bloc<eq::iso3>{{mng, "KAZ"_iso3}, 20};
    BOOST_TEST(eq::openness(trade, pair) == 0.5);
    BOOST_TEST(
        (eq::describe(eq::openness(mongolia)).range(3) == eq::interval{0, std::numeric_limits<double>::infinity()}));
}

BOOST_AUTO_TEST_CASE(on_the_allies_of_a_power)
{
    auto const trade = flows{{chn, 8}, {rus, 2}, {jpn, 6}};
    auto const mongolia = state{mng, 32};
    // an ally that is no partner adds nothing: 2/32 + 6/32
    BOOST_TEST(eq::dependence(trade, mongolia, eq::bloc{rus, jpn, usa}) == 0.25);
    auto const partly = flows{{{chn, 8}}, {.total = 16}};
    BOOST_TEST((eq::bound(partly, eq::dependence(mongolia, eq::bloc{rus, jpn})) == eq::interval{0, 0.25}));
}

BOOST_AUTO_TEST_CASE(any_identifier_and_number)
{
    auto const counts = eq::portfolio<std::string, long>{{"a", 3}, {"b", 1}};
    BOOST_TEST(eq::dependence(counts, eq::state<std::string, int>{"c", 6}, std::string{"a"}) == 0.5);
    BOOST_TEST(eq::openness(counts, eq::state<int, float>{3, 8.F}) == 0.5);
    auto const wide = eq::portfolio<int, long double>{{1, 3.0L}, {2, 1.0L}};
    BOOST_TEST(eq::dependence(wide, eq::state<int, long double>{3, 12.0L}, 1) == 0.25);
    BOOST_TEST(eq::dependence(wide, eq::state<int>{3, 12}, 2) == 1. / 12, tt::tolerance(2e-16));
    auto const weights = eq::portfolio<int, support::tonnes>{{1, {3}}, {2, {1}}};
    BOOST_TEST(eq::dependence(weights, eq::state<int, support::tonnes>{3, support::tonnes{12}}, 1) == 0.25);
    auto const money = eq::portfolio<int, support::money>{{1, {3}}, {2, {1}}};
    BOOST_TEST(eq::openness(money, eq::state<int, support::money>{3, support::money{16}}) == 0.25);
}

BOOST_AUTO_TEST_CASE(ledger_views)
{
    auto builder = eq::ledger_builder<std::tuple<int, eq::iso3>, eq::iso3>{};
    builder.add({2019, mng}, chn, 3);
    builder.add({2019, mng}, rus, 1);
    auto const ledger = builder.build();
    BOOST_TEST(eq::dependence(ledger.at({2019, mng}), state{mng, 6}, chn) == 0.5);
}

BOOST_AUTO_TEST_CASE(unknown_is_not_zero)
{
    auto const trade = flows{{chn, 8}, {rus, 2}};
    BOOST_TEST(eq::is_undefined(eq::openness(trade, state{mng})));
    BOOST_TEST(eq::is_undefined(eq::dependence(trade, state{mng}, chn)));
    BOOST_TEST(eq::why_undefined(trade, eq::openness(state{mng})) == "the state's GDP is not known");
    BOOST_TEST(eq::is_undefined(eq::bound(trade, eq::dependence(state{mng}, chn)).high));
    BOOST_TEST(eq::why_undefined(flows{}, eq::openness(state{mng, 1})) == "there are no partners");
    BOOST_TEST(eq::openness(flows{{chn, 0}}, state{mng, 1}) == 0);
    BOOST_TEST(eq::dependence(flows{{chn, 0}}, state{mng, 1}, chn) == 0);

    // 10 of trade, of which 6 with China and the rest is not attributed; GDP 20
    auto const partly = flows{{{chn, 6}}, {.total = 10}};
    auto const mongolia = state{mng, 20};
    BOOST_TEST(eq::openness(partly, mongolia) == 0.5);
    BOOST_TEST((eq::bound(partly, eq::openness(mongolia)) == eq::interval{0.5, 0.5}));
    BOOST_TEST(eq::dependence(partly, mongolia, chn) == 0.3);
    BOOST_TEST(eq::is_undefined(eq::dependence(partly, mongolia, rus)));
    BOOST_TEST((eq::bound(partly, eq::dependence(mongolia, rus)) == eq::interval{0, 0.2}));
    BOOST_TEST((eq::bound(partly, eq::dependence(mongolia, eq::bloc{chn, rus})) == eq::interval{0.3, 0.5}));
    auto const largest = flows{{{chn, 6}, {"JPN"_iso3, 1}}, {.total = 10, .listing = eq::listing::largest}};
    BOOST_TEST((eq::bound(largest, eq::dependence(mongolia, rus)) == eq::interval{0, 0.05}));

    // a quantity is told by the total when no partner is listed
    using weights = eq::portfolio<int, support::tonnes>;
    auto const none = weights{std::vector<eq::partner<int, support::tonnes>>{}, {.total = support::tonnes{1}}};
    auto const sized = eq::state<int, support::tonnes>{1, support::tonnes{2}};
    BOOST_TEST(eq::openness(none, sized) == 0.5);
    BOOST_TEST((eq::bound(none, eq::dependence(sized, 2)) == eq::interval{0, 0.5}));
}

BOOST_AUTO_TEST_CASE(dependence_is_share_times_openness)
{
    auto const terms = eq::decompose_dependence(flows{{chn, 6}, {rus, 2}}, state{mng, 16}, chn);
    BOOST_TEST(terms.share == 0.75);
    BOOST_TEST(terms.openness == 0.5);
    BOOST_TEST(terms.dependence == terms.share * terms.openness);
    auto const partly = eq::decompose_dependence(flows{{{chn, 6}}, {.total = 8}}, state{mng, 16}, rus);
    BOOST_TEST(eq::is_undefined(partly.dependence));
    BOOST_TEST(eq::is_undefined(partly.share));
    BOOST_TEST(partly.openness == 0.5);
    auto const idle = eq::decompose_dependence(flows{{chn, 0}}, state{mng, 16}, chn);
    BOOST_TEST(idle.dependence == 0);
    BOOST_TEST(idle.openness == 0);
    BOOST_TEST(eq::is_undefined(idle.share));
}

BOOST_AUTO_TEST_CASE(a_gdp_is_positive)
{
    auto const trade = flows{{chn, 8}};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::openness(trade, state{mng, 0}); })
               == "openness: GDP of MNG is 0; it must be positive and finite; leave it empty where it is not known");
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::dependence(trade, state{mng, -2.5}, chn); })
        == "dependence: GDP of MNG is -2.5; it must be positive and finite; leave it empty where it is not known");
    for (auto const gdp : {std::numeric_limits<double>::infinity(), eq::undefined}) {
        BOOST_CHECK_THROW((void)eq::openness(state{mng, gdp}), eq::invalid_parameter);
    }
    auto const pair = eq::sized_bloc<eq::iso3>{{mng, "KAZ"_iso3}, 0};
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::openness(trade, pair); })
        == "openness: GDP of KAZ+MNG is 0; it must be positive and finite; leave it empty where it is not known");
    BOOST_CHECK_THROW((void)eq::openness(eq::state<int, support::money>{1, support::money{}}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(extreme_amounts)
{
    for (auto const x : {5e-324, 1e-300, 1e-160, 1., 1e160, 1e300}) {
        BOOST_TEST(eq::dependence(flows{{chn, x}, {rus, x}}, state{mng, x}, chn) == 1, x);
        BOOST_TEST(eq::openness(flows{{chn, x}, {rus, x}}, state{mng, x}) == 2, x);
    }
    BOOST_TEST(eq::openness(flows{{chn, 1e300}}, state{mng, 1e-300}) == std::numeric_limits<double>::infinity());
    BOOST_TEST(eq::openness(flows{{chn, 1e-300}}, state{mng, 1e300}) == 0);
    BOOST_TEST(eq::openness(flows{{chn, 1e300}}, state{mng, 1e-8}) == 1e308, tt::tolerance(2e-16));
    BOOST_TEST(eq::openness(flows{{chn, 3e-308}}, state{mng, 3}) == 1e-308, tt::tolerance(1e-15));
}

// World Integrated Trade Solution 2019 in million US$, World Development Indicators 2019: trade with China is 62 % of
// Mongolia's GDP and 7.9 % of Kazakhstan's, that with Russia 10.8 % of it.
BOOST_AUTO_TEST_CASE(mongolia_and_kazakhstan_2019)
{
    auto const mongolia = state{mng, 14'210};
    auto const with_china = eq::trade(flows{{chn, 6'772.66}}, flows{{chn, 2'036.81}});
    BOOST_TEST(eq::dependence(with_china, mongolia, chn) == 0.62, tt::tolerance(0.001));
    auto const kazakhstan = state{"KAZ"_iso3, 181'670};
    auto const both = eq::trade(flows{{chn, 7'823.41}, {rus, 5'602.53}}, flows{{chn, 6'566.47}, {rus, 14'065.06}});
    BOOST_TEST(eq::dependence(both, kazakhstan, chn) == 0.079, tt::tolerance(0.005));
    BOOST_TEST(eq::dependence(both, kazakhstan, rus) == 0.108, tt::tolerance(0.005));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
