// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/report.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/ledger_part.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(report)

namespace {

eq::report_line line(eq::power_exposure const& report, std::string const& measure, std::string const& channel = "")
{
    for (auto const& each : report.lines) {
        if (each.measure == measure && each.channel == channel) {
            return each;
        }
    }
    BOOST_FAIL("no line " + measure);
    return {};
}

} // namespace

// Shares of 1/4 and 1/2: growth 1/3 and 1; cost of exit with sigma = 3: (3/4)^(-1/2) - 1 and sqrt 2 - 1.
BOOST_AUTO_TEST_CASE(everything_that_is_given_is_reported)
{
    auto const exports = eq::portfolio<eq::iso3>{{{chn, 25.0}, {"JPN"_iso3, 75.0}}};
    auto const arms = eq::portfolio<eq::iso3>{{{chn, 1.0}, {rus, 1.0}}};
    auto const trade = eq::portfolio<eq::iso3>{{{chn, 30.0}, {"JPN"_iso3, 90.0}}};
    auto const theirs = eq::portfolio<eq::iso3>{{{"MNG"_iso3, 30.0}, {"USA"_iso3, 570.0}}};
    auto const mongolia = eq::state<eq::iso3>{"MNG"_iso3, 100.0};
    auto const report = eq::exposure_report(mongolia, chn, {{"exports", exports}, {"arms", arms}},
                                            {.trade = trade,
                                             .sigma = 3.0,
                                             .power_gdp = 1000.0,
                                             .power_trade = theirs,
                                             .critical_products = {"coal", "gold"},
                                             .influence = 0.25});
    BOOST_TEST(report.state == "MNG");
    BOOST_TEST(report.power == "CHN");
    BOOST_TEST(line(report, "share", "exports").value.low == 0.25);
    BOOST_TEST(line(report, "growth needed of the others", "exports").value.low == 1.0 / 3, tt::tolerance(1e-15));
    BOOST_TEST(line(report, "cost of exit", "arms").value.low == std::sqrt(2.0) - 1, tt::tolerance(1e-14));
    BOOST_TEST(line(report, "trade over GDP").value.low == 0.3, tt::tolerance(1e-15));
    BOOST_TEST(line(report, "asymmetry").value.low == 0.3 - 0.03, tt::tolerance(1e-14));
    BOOST_TEST(line(report, "influence").value.low == 0.25);
    BOOST_TEST((report.exposure == eq::interval{0.25, 0.25}));
    BOOST_TEST(report.text()
               == "MNG to CHN\n"
                  "  share, exports                        0.2500\n"
                  "  cost of exit, exports                 0.1547\n"
                  "  growth needed of the others, exports  0.3333\n"
                  "  share, arms                           0.5000\n"
                  "  cost of exit, arms                    0.4142\n"
                  "  growth needed of the others, arms     1.0000\n"
                  "  trade over GDP                        0.3000\n"
                  "  asymmetry                             0.2700\n"
                  "  influence                             0.2500\n"
                  "  critical products: coal gold\n");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_said)
{
    auto const open = eq::portfolio<eq::iso3>{{{chn, 60.0}}, {.total = 100}};
    auto const trade = eq::portfolio<eq::iso3>{{{chn, 60.0}}};
    auto const report =
        eq::exposure_report(eq::state<eq::iso3>{"MNG"_iso3}, rus, {{"exports", open}}, {.trade = trade});
    BOOST_TEST(line(report, "share", "exports").value.low == 0);
    BOOST_TEST(line(report, "share", "exports").value.high == 0.4);
    BOOST_TEST(eq::is_undefined(line(report, "trade over GDP").value.low)); // no GDP
    BOOST_TEST((report.text().find("trade over GDP                        not known") != std::string::npos));
    BOOST_TEST((report.text().find("[0.0000, 0.4000]") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(bad_input_is_refused)
{
    auto const only_china = eq::portfolio<eq::iso3>{{{chn, 1.0}}};
    auto const mongolia = eq::state<eq::iso3>{"MNG"_iso3, 100.0};
    using channels = std::vector<eq::channel_flows<eq::iso3>>;
    auto const one = channels{{"exports", only_china}};
    BOOST_CHECK_THROW((void)eq::exposure_report(mongolia, chn, one, {.sigma = 1.0}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::exposure_report(mongolia, chn, one, {.influence = 1.5}), eq::invalid_parameter);
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { (void)eq::exposure_report(mongolia, chn, one, {.influence = 1.5}); })
        == "exposure_report: influence of CHN is 1.5; it must be in [0, 1]");
    // the power's trade is Mongolia's: China among its own partners
    BOOST_CHECK_THROW((void)eq::exposure_report(mongolia, chn, one,
                                                {.trade = only_china, .power_gdp = 10.0, .power_trade = only_china}),
                      eq::invalid_parameter);
    BOOST_TEST(
        message_of<eq::invalid_parameter>(
            [&] { (void)eq::exposure_reports(mongolia, std::vector{chn, rus}, one, {.influence = 0.5}); })
        == "exposure_reports: the inputs for all powers hold what belongs to a single power; give trade and sigma "
           "alone, or a function that returns the inputs of each power");
    auto const shrunk = eq::state<eq::iso3>{"MNG"_iso3, 0.0};
    BOOST_CHECK_THROW((void)eq::exposure_report(shrunk, chn, one, {.trade = only_china}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(powers_are_ranked)
{
    auto const exports = eq::portfolio<eq::iso3>{{{chn, 30.0}, {rus, 20.0}}, {.total = 100}};
    auto const mongolia = eq::state<eq::iso3>{"MNG"_iso3};
    using channels = std::vector<eq::channel_flows<eq::iso3>>;
    auto const reports =
        eq::exposure_reports(mongolia, std::vector{"USA"_iso3, rus, chn}, channels{{"exports", exports}});
    BOOST_TEST_REQUIRE(reports.size() == 3U);
    BOOST_TEST(reports[0].power == "CHN");
    BOOST_TEST(reports[1].power == "RUS");
    BOOST_TEST(reports[2].power == "USA"); // from 0 to .5
}

// Two channels, powers with inputs of their own, and a state without anything of one power.
BOOST_AUTO_TEST_CASE(several_powers_in_a_table)
{
    auto const exports = eq::portfolio<eq::iso3>{{{chn, 30.0}, {rus, 20.0}}, {.total = 100}};
    auto const arms = eq::portfolio<eq::iso3>{{{rus, 1.0}}};
    auto const mongolia = eq::state<eq::iso3>{"MNG"_iso3, 200.0};
    using channels = std::vector<eq::channel_flows<eq::iso3>>;
    auto const both = channels{{"exports", exports}, {"arms", arms}};
    using inputs = eq::report_inputs<eq::iso3>;
    auto const reports = eq::exposure_reports(mongolia, std::vector{"USA"_iso3, rus, chn}, both, [&](eq::iso3 power) {
        return power == rus ? inputs{.trade = exports, .influence = 0.25} : inputs{.trade = exports};
    });
    BOOST_TEST(eq::exposure_table(reports)
               == "                                      CHN     RUS     USA\n"
                  "share, exports                        0.3000  0.2000  [0.0000, 0.5000]\n"
                  "growth needed of the others, exports  0.4286  0.2500  [0.0000, 1.0000]\n"
                  "share, arms                           0.0000  1.0000  0.0000\n"
                  "growth needed of the others, arms     0.0000  inf     0.0000\n"
                  "trade over GDP                        0.1500  0.1000  [0.0000, 0.2500]\n"
                  "influence                                     0.2500\n");
    BOOST_TEST(eq::exposure_table({}) == "\n");
    // all that are listed anywhere
    auto const all = eq::exposure_reports(mongolia, both);
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(all[1].power == "RUS");
}

BOOST_AUTO_TEST_CASE(blocs_and_any_identifier)
{
    using flows = eq::portfolio<std::string, long long>;
    auto const exports = flows{{"a", 3}, {"b", 3}, {"c", 2}};
    auto const theirs = flows{{"x", 3}, {"y", 3}, {"c", 94}};
    auto const who = eq::sized_bloc<std::string, long long>{{"x", "y"}, 16};
    auto const report = eq::exposure_report(who, eq::bloc{"a", "b"}, {{"exports", exports.view()}},
                                            {.trade = exports.view(), .power_gdp = 96, .power_trade = theirs.view()});
    BOOST_TEST(report.state == "x+y");
    BOOST_TEST(report.power == "a+b");
    BOOST_TEST(line(report, "share", "exports").value.low == 0.75);
    BOOST_TEST(line(report, "trade over GDP").value.low == 0.375);
    BOOST_TEST(line(report, "asymmetry").value.low == 0.3125); // 6/16 - 6/96
    // without the power's GDP its dependence is not known
    auto const open =
        eq::exposure_report(who, std::string{"a"}, {}, {.trade = exports.view(), .power_trade = theirs.view()});
    BOOST_TEST(eq::is_undefined(line(open, "asymmetry").value.high));
    BOOST_TEST(
        eq::exposure_reports(who, std::vector{eq::bloc{"a"}, eq::bloc{"b", "c"}}, {{"exports", exports.view()}})[0]
            .power
        == "b+c");
}

BOOST_AUTO_TEST_CASE(the_most_exposed_come_first)
{
    auto const rows = std::vector<eq::flow<eq::iso3>>{
        {mng, chn, 9}, {mng, rus, 1}, {kaz, chn, 1}, {kaz, rus, 1}, {"KGZ"_iso3, chn, 0}};
    auto const ledger = eq::export_ledger(rows, eq::by_state);
    auto const ranked = eq::exposure_ranking(ledger, chn);
    BOOST_TEST_REQUIRE(ranked.size() == 3U);
    BOOST_TEST((ranked[0].key == mng));
    BOOST_TEST(ranked[0].share.low == 0.9);
    BOOST_TEST((ranked[2].key == "KGZ"_iso3)); // no flow: not known, and last
    BOOST_TEST((ranked[1].ranks == eq::rank_range{2, 2}));
    BOOST_TEST((ranked[2].ranks == eq::rank_range{0, 0}));
    BOOST_TEST((eq::exposure_ranking(ledger, eq::bloc{chn, rus})[0].share == eq::interval{1, 1}));
}

// 40 to 60 of 50 to 70 and more, 1 of 2, and nothing with the power: [4 / 5, 6 / 7], .5 and 0.
BOOST_AUTO_TEST_CASE(flows_that_are_known_within_ranges)
{
    auto const ledger = eq::interval_ledger<int, eq::iso3>{
        {1, {chn, 1, 1}}, {1, {rus, 1, 1}}, {2, {chn, 40, 60}}, {2, {rus, 10, 10}}, {3, {rus, 5, 7}}};
    auto const ranked = eq::exposure_ranking(ledger, chn);
    BOOST_TEST_REQUIRE(ranked.size() == 3U);
    BOOST_TEST(ranked[0].key == 2);
    BOOST_TEST(ranked[0].share.low == .8, tt::tolerance(1e-15));
    BOOST_TEST(ranked[0].share.high == 6. / 7, tt::tolerance(1e-15));
    BOOST_TEST((ranked[1].share == eq::interval{.5, .5}));
    BOOST_TEST((ranked[2].share == eq::interval{0, 0}));
    BOOST_TEST((ranked[2].ranks == eq::rank_range{3, 3}));
    // no state in the ledger has Japan as a partner
    BOOST_TEST(eq::is_undefined(eq::exposure_ranking(ledger, jpn)[0].share.low));
}

// 5 to 9 of 10; 5 of 10; 6 of 10; 0 to 4 of 10: what is not known lifts no state above one whose exposure is known.
BOOST_AUTO_TEST_CASE(by_what_is_known_first)
{
    auto builder = eq::ledger_builder<int, eq::iso3>{};
    for (auto const& [key, with_china, with_russia] : {std::tuple{1, 5, 5}, {2, 5, 1}, {3, 6, 4}}) {
        builder.add(key, chn, with_china);
        builder.add(key, rus, with_russia);
    }
    builder.declare(2, {.total = 10});
    builder.add(4, rus, 6);
    builder.declare(4, {.total = 10});
    auto const ledger = builder.build();
    auto const to_china = eq::exposure_ranking(ledger, chn);
    BOOST_TEST_REQUIRE(to_china.size() == 4U);
    BOOST_TEST(to_china[0].key == 3);
    BOOST_TEST(to_china[1].key == 1); // equal to the next, and first by its key
    BOOST_TEST(to_china[2].key == 2);
    BOOST_TEST((to_china[3].share == eq::interval{0, 0.4}));
    // two states with 5 of 10 have the same rank
    BOOST_TEST((to_china[0].ranks == eq::rank_range{1, 1}));
    BOOST_TEST((to_china[1].ranks == eq::rank_range{2, 2}));
    BOOST_TEST((to_china[2].ranks == eq::rank_range{2, 2}));
    BOOST_TEST((to_china[3].ranks == eq::rank_range{4, 4}));
    auto const to_either = eq::exposure_ranking(ledger, eq::bloc{chn, jpn});
    BOOST_TEST(to_either[1].key == 2); // .5 as well, but up to .9 with Japan
    BOOST_TEST((to_either[1].share == eq::interval{0.5, 0.9}));
    BOOST_TEST((to_either[0].ranks == eq::rank_range{1, 2})); // .6, unless the next has more
    BOOST_TEST((to_either[1].ranks == eq::rank_range{1, 2}));
    BOOST_TEST((to_either[2].ranks == eq::rank_range{2, 3}));
    BOOST_TEST((to_either[3].ranks == eq::rank_range{4, 4}));
    BOOST_TEST(eq::exposure_ranking(eq::ledger<int, eq::iso3>{}, chn).empty());
    auto const part = eq::products_of(ledger);
    BOOST_TEST(eq::exposure_ranking(part, chn)[0].key == 3);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
