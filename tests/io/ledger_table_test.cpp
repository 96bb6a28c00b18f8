// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/io/ledger_table.hpp>
#include <equipoise/io/table_text.hpp>
#include <equipoise/model/collect.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io_room = equipoise::io;
using namespace eq::literals;
using io_room::table_of;

// Exports. KAZ: 3 of 4 to CHN, 1 to RUS. MNG 2019: 81 of 100 to CHN, 9 to CHE, the others are smaller and not listed.
// UZB: nothing.
auto const file = std::string{"origin,destination,amount,period,channel,total,listing\n"
                              "MNG,CHN,81,2019,exports,100,largest\nMNG,CHE,9,2019,exports,100,largest\n"
                              "KAZ,CHN,3,2019,exports,,\nKAZ,RUS,1,2019,exports,,\nUZB,RUS,0,2020,exports,,\n"};

auto const flows = io_room::read_flows(io_room::text(file, "f.csv")).flows;
constexpr auto china = "CHN"_iso3;
constexpr auto russia = "RUS"_iso3;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(ledger_table)

// 3/4 to CHN: HHI 10/16. MNG: the HHI is .81^2 + .09^2 = .6642 and at most .01 more from one partner as large as CHE
// and one of .01: .0081 + .0001.
BOOST_AUTO_TEST_CASE(a_row_for_each_portfolio)
{
    auto const ledger = eq::export_ledger(flows, eq::by_period_and_state);
    BOOST_TEST(io_room::as_markdown(table_of(ledger, eq::hhi, eq::exposure(china)))
               == "| period | state | hhi | exposure_CHN |\n| ---: | --- | ---: | ---: |\n"
                  "| 2019 | KAZ | 0.6250 | 0.7500 |\n"
                  "| 2019 | MNG | [0.6642, 0.6724] | 0.8100 |\n"
                  "| 2020 | UZB | undefined | undefined |\n");
    BOOST_TEST(io_room::as_csv(table_of(ledger, eq::exposure(russia)))
               == "period,state,exposure_RUS,exposure_RUS_low,exposure_RUS_high,exposure_RUS_reason\n"
                  "2019,KAZ,0.25,0.25,0.25,\n"
                  "2019,MNG,,0,0.09,the partner is not listed and part of the total is not attributed; bound() gives "
                  "an interval\n"
                  "2020,UZB,,,,the total is zero\n");
}

// What stands in the table is what the index and estimate_of return, to the last bit.
BOOST_AUTO_TEST_CASE(estimates_are_those_of_the_portfolio)
{
    auto const ledger = eq::export_ledger(flows, eq::by_period_and_state);
    auto const table = table_of(ledger, eq::gini, eq::shannon, eq::hhi);
    for (std::size_t i = 0; i < ledger.size(); ++i) {
        auto const check = [&](std::size_t column, auto const& index) {
            auto const cell = table.columns()[column].estimates[i];
            auto const expected = eq::estimate_of(ledger[i].flows, index);
            auto const same = [](double a, double b) { return a == b || (a != a && b != b); };
            BOOST_TEST((same(cell.value, expected.value) && same(cell.bounds.low, expected.bounds.low)
                        && same(cell.bounds.high, expected.bounds.high) && cell.why == expected.why));
        };
        check(2, eq::gini);
        check(3, eq::shannon);
        check(4, eq::hhi);
    }
}

BOOST_AUTO_TEST_CASE(names_of_keys)
{
    auto const heading = [](io_room::table const& table) {
        auto const csv = io_room::as_csv(table);
        return csv.substr(0, csv.find(",hhi"));
    };
    BOOST_TEST(heading(table_of(eq::export_ledger(flows, eq::by_state), eq::hhi)) == "state");
    BOOST_TEST(heading(table_of(eq::export_ledger(flows, eq::by_period_and_state), eq::hhi)) == "period,state");
    BOOST_TEST(heading(table_of(eq::export_ledger(flows, eq::by_period_state_and_channel), eq::hhi))
               == "period,state,channel");
    auto const other =
        eq::export_ledger(flows, [](auto const& flow, auto state) { return std::tuple{state, flow.period}; });
    BOOST_TEST(heading(table_of(other, eq::hhi)) == "key_1,key_2");
    BOOST_TEST(heading(table_of(other, {"exporter", "year"}, eq::hhi)) == "exporter,year");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)table_of(other, {"exporter"}, eq::hhi); })
               == "table_of: the number of names of key parts is 1; it must be 2");
}

BOOST_AUTO_TEST_CASE(names_are_unique)
{
    auto const ledger = eq::export_ledger(flows, eq::by_state);
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)table_of(ledger, eq::hhi, eq::hhi); })
               == "table: there are two columns called hhi");
    auto const table = table_of(ledger, eq::hhi, io_room::named("again", eq::hhi));
    BOOST_TEST(table.columns()[2].name == "again");
}

BOOST_AUTO_TEST_CASE(an_empty_ledger)
{
    auto const ledger = eq::export_ledger(std::vector<eq::flow<eq::iso3>>{}, eq::by_state);
    BOOST_TEST(io_room::as_csv(table_of(ledger, eq::hhi)) == "state,hhi,hhi_low,hhi_high,hhi_reason\n");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
