// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/change/history.hpp>
#include <equipoise/change/trend.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <concepts>
#include <string>
#include <tuple>
#include <utility>
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

// Mongolia 2015, 2016, not 2017, 2018; Kazakhstan 2015 and 2017; neither in 2019; Kazakhstan 2020
auto const ledger = eq::export_ledger(std::vector<flow_of>{
    {mongolia, china, 3, 2015},
    {mongolia, russia, 1, 2015},
    {mongolia, china, 1, 2016},
    {mongolia, russia, 1, 2016},
    {mongolia, japan, 2, 2018},
    {kazakhstan, china, 1, 2015},
    {kazakhstan, russia, 3, 2015},
    {kazakhstan, mongolia, 4, 2015},
    {kazakhstan, china, 1, 2017},
    {kazakhstan, china, 1, 2020},
});

// Share of China and of Russia in the exports of Mongolia, percent; WITS (UN Comtrade), as declared by Mongolia
struct shares {
    int year;
    double china;
    double russia;
};
constexpr auto declared = std::array{shares{1996, 17.91, 63.06}, shares{2000, 49.85, 8.43}, shares{2007, 74.20, 3.03},
                                     shares{2013, 86.68, 1.45},  shares{2014, 87.80, 1.07}, shares{2015, 83.47, 1.65},
                                     shares{2016, 78.98, 1.13},  shares{2017, 84.97, 1.09}, shares{2018, 92.78, 1.23},
                                     shares{2019, 88.88, 0.89}};

} // namespace

BOOST_AUTO_TEST_SUITE(change)
BOOST_AUTO_TEST_SUITE(history)

BOOST_AUTO_TEST_CASE(gaps_are_shown_as_gaps)
{
    auto const series = eq::history(ledger, mongolia, eq::hhi);
    BOOST_TEST_REQUIRE(series.size() == 6U);
    for (std::size_t i = 0; i < 6; ++i) {
        BOOST_TEST(series[i].period == 2015 + static_cast<int>(i));
    }
    BOOST_TEST(series[0].result.value == 0.625);
    BOOST_TEST((series[0].result.bounds == eq::interval{0.625, 0.625}));
    BOOST_TEST(series[1].result.value == 0.5);
    BOOST_TEST(series[3].result.value == 1);
    for (auto const i : {2, 4, 5}) {
        auto const& gap = series[static_cast<std::size_t>(i)];
        BOOST_TEST(std::isnan(gap.result.value));
        BOOST_TEST(std::isnan(gap.result.bounds.low));
        BOOST_TEST((gap.result.why == eq::reason::no_record));
        BOOST_TEST(eq::words(gap.result.why) == "there is no record of the state in this period");
    }
    BOOST_TEST(eq::trend(series).periods == 3U);
    BOOST_TEST(eq::history(eq::ledger<key, eq::iso3>{}, mongolia, eq::hhi).empty());
}

BOOST_AUTO_TEST_CASE(exposure_to_a_power_or_a_bloc)
{
    auto const series = eq::history(ledger, mongolia, eq::exposure(china));
    BOOST_TEST(series[0].result.value == 0.75);
    BOOST_TEST(series[1].result.value == 0.5);
    BOOST_TEST(series[3].result.value == 0);
    BOOST_TEST(eq::history(ledger, mongolia, eq::exposure(eq::bloc{china, russia}))[0].result.value == 1);
}

BOOST_AUTO_TEST_CASE(a_bloc_as_the_state)
{
    auto const both = eq::bloc{mongolia, kazakhstan};
    auto const series = eq::history(ledger, both, eq::exposure(china));
    BOOST_TEST_REQUIRE(series.size() == 6U);
    BOOST_TEST(series[0].result.value == 0.5);                   // 4 of 8, without the flows between the two
    BOOST_TEST((series[1].result.why == eq::reason::no_record)); // of one of them
    BOOST_TEST((eq::history(ledger, eq::bloc<eq::iso3>{}, eq::hhi)[0].result.why == eq::reason::no_record));
    auto builder = builder_of{};
    builder.add({2015, mongolia}, china, 1);
    builder.add({2015, kazakhstan}, china, 1);
    builder.declare({2015, kazakhstan}, {.total = 2.0});
    auto const partly = eq::history(builder.build(), both, eq::exposure(china));
    BOOST_TEST((partly[0].result.why == eq::reason::unattributed));
    BOOST_TEST(std::isnan(partly[0].result.bounds.low));
}

BOOST_AUTO_TEST_CASE(turnover_between_consecutive_periods)
{
    auto const series = eq::history(ledger, mongolia, eq::turnover);
    BOOST_TEST_REQUIRE(series.size() == 5U);
    BOOST_TEST(series[0].period == 2016);
    BOOST_TEST(series[0].result.value == 0.25); // 3/4, 1/4 to 1/2, 1/2
    for (std::size_t i = 1; i < 5; ++i) {       // against 2017, and 2017 itself
        BOOST_TEST((series[i].result.why == eq::reason::no_record));
        BOOST_TEST(std::isnan(series[i].result.value));
    }
    BOOST_TEST(eq::history(ledger, mongolia, eq::total_variation)[0].result.value == 0.25);
    auto builder = builder_of{};
    builder.add({2015, mongolia}, china, 1);
    builder.add({2016, mongolia}, china, 1);
    builder.declare({2016, mongolia}, {.total = 2.0});
    builder.add({2017, mongolia}, japan, 1);
    auto const partly = eq::history(builder.build(), mongolia, eq::turnover);
    BOOST_TEST((partly[0].result.why == eq::reason::unattributed));
    BOOST_TEST(std::isnan(partly[0].result.value));
    BOOST_TEST(
        (partly[0].result.bounds == eq::interval{0.5, 0.5})); // the other half belongs to another partner than China
    BOOST_TEST((partly[1].result.bounds == eq::interval{0.5, 1})); // Japan may have it
}

BOOST_AUTO_TEST_CASE(declared_shares_of_mongolia)
{
    auto builder = builder_of{};
    for (auto const& [year, of_china, of_russia] : declared) {
        builder.add({year, mongolia}, china, of_china);
        builder.add({year, mongolia}, russia, of_russia);
        builder.declare({year, mongolia}, {.total = 100.0});
    }
    auto const exports = builder.build();
    auto const series = eq::history(exports, mongolia, eq::exposure(china));
    BOOST_TEST_REQUIRE(series.size() == 24U); // 1996 to 2019
    std::size_t known = 0;
    for (auto const& [period, result] : series) {
        if (result.why == eq::reason::no_record) {
            continue;
        }
        BOOST_TEST(period == declared[known].year);
        BOOST_TEST(result.value == declared[known].china / 100, tt::tolerance(3e-16));
        ++known;
    }
    BOOST_TEST(known == declared.size());
    BOOST_TEST(eq::trend(series).periods == declared.size());
    BOOST_TEST(eq::trend(series).change == 0.7097, tt::tolerance(1e-14));

    // the rest, 0.1903 in 1996, may belong to one partner or to many
    auto const concentration = eq::history(exports, mongolia, eq::hhi);
    auto const floor = 0.1791 * 0.1791 + 0.6306 * 0.6306;
    BOOST_TEST((concentration[0].result.why == eq::reason::unattributed));
    BOOST_TEST(std::isnan(concentration[0].result.value));
    BOOST_TEST(concentration[0].result.bounds.low == floor, tt::tolerance(1e-14));
    BOOST_TEST(concentration[0].result.bounds.high == floor + 0.1903 * 0.1903, tt::tolerance(1e-14));
    auto const to_japan = eq::history(exports, mongolia, eq::exposure(japan));
    BOOST_TEST((to_japan[0].result.why == eq::reason::not_listed));
    BOOST_TEST(to_japan[0].result.bounds.low == 0);
    BOOST_TEST(to_japan[0].result.bounds.high == 0.1903, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(periods_and_identifiers_of_any_kind)
{
    using std::chrono::year;
    auto years = eq::ledger_builder<std::pair<year, std::string>, std::string, support::money>{};
    years.add({year{2018}, "Mongolia"}, "China", {3});
    years.add({year{2018}, "Mongolia"}, "Russia", {1});
    years.add({year{2020}, "Mongolia"}, "China", {3});
    auto const by_year = eq::history(years.build(), std::string{"Mongolia"}, eq::hhi);
    BOOST_TEST_REQUIRE(by_year.size() == 3U);
    BOOST_TEST((by_year[1].period == year{2019}));
    BOOST_TEST(by_year[0].result.value == 0.625);

    auto named = eq::ledger_builder<std::tuple<std::string, int>, int>{};
    named.add({"first", 7}, 1, 1);
    named.add({"second", 8}, 1, 1);
    auto const in_words = eq::history(named.build(), 7, eq::hhi);
    BOOST_TEST_REQUIRE(in_words.size() == 2U);
    BOOST_TEST((in_words[1].result.why == eq::reason::no_record));

    auto stamps = eq::ledger_builder<std::tuple<long, int>, int>{};
    stamps.add({0, 7}, 1, 1);
    stamps.add({1'000'000'000'000, 7}, 1, 1);
    auto const seconds = stamps.build();
    BOOST_TEST(support::message_of<eq::invalid_parameter>([&] { (void)eq::history(seconds, 7, eq::hhi); })
               == "history: more than 100000 periods are missing before 1000000000000; give dates a type that is not a "
                  "number");
}

BOOST_AUTO_TEST_CASE(a_ledger_in_a_pipe)
{
    auto const same = [](auto const& piped, auto const& called) {
        BOOST_TEST_REQUIRE(piped.size() == called.size());
        for (std::size_t i = 0; i < called.size(); ++i) {
            BOOST_TEST(piped[i].period == called[i].period);
            BOOST_TEST((piped[i].result.value == called[i].result.value
                        || (std::isnan(piped[i].result.value) && std::isnan(called[i].result.value))));
            BOOST_TEST((piped[i].result.why == called[i].result.why));
        }
    };
    same(ledger | eq::history(mongolia, eq::hhi), eq::history(ledger, mongolia, eq::hhi));
    same(ledger | eq::history(mongolia, eq::exposure(china)), eq::history(ledger, mongolia, eq::exposure(china)));
    same(ledger | eq::history(mongolia, eq::turnover), eq::history(ledger, mongolia, eq::turnover));
    auto const both = eq::bloc{mongolia, kazakhstan};
    auto const of_both = eq::history(both, eq::hhi); // is kept and used for several ledgers
    same(ledger | of_both, eq::history(ledger, both, eq::hhi));
    BOOST_TEST((eq::ledger<key, eq::iso3>{} | of_both).empty());
}

BOOST_AUTO_TEST_CASE(an_observation_is_what_is_known_of_the_index)
{
    auto const series = eq::history(ledger, mongolia, eq::hhi);
    auto const found = eq::estimate_of(ledger.at({2015, mongolia}), eq::hhi);
    BOOST_TEST(series[0].result.value == found.value);
    BOOST_TEST((series[0].result.bounds == found.bounds));
    auto const moved = eq::history(ledger, mongolia, eq::turnover)[0].result;
    auto const expected = eq::turnover.result(ledger.at({2016, mongolia}), ledger.at({2015, mongolia}));
    BOOST_TEST(moved.value == expected.value);
    BOOST_TEST((moved.bounds == expected.bounds));
}

BOOST_AUTO_TEST_CASE(undefined_for_the_reason_of_the_index)
{
    auto builder = builder_of{};
    builder.add({2015, mongolia}, china, 0);
    auto const series = eq::history(builder.build(), mongolia, eq::hhi);
    BOOST_TEST((series[0].result.why == eq::reason::no_flow));
    BOOST_TEST(std::isnan(series[0].result.value));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
