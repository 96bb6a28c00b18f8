// SPDX-License-Identifier: BSL-1.0
#include "formats/provider_files.hpp"

#include <equipoise/change/turnover.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/succession.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

// What goes wrong in files of providers, one case for each kind. All values are invented, and expectations are by hand.
// Ties and votes have their cases in alignment/ties, alignment/votes and io/formats/cow_alliances; months, columns
// called total and stray quotes of tidy files in io/ledgers.

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using namespace provider_files;
using eq::io::row_class;

bool is_close(double value, double expected)
{
    return std::fabs(value - expected) < 1e-12;
}

std::string const baci_header = "t,i,j,k,v,q\n";
std::string const comtrade_header =
    "period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,cmdCode,primaryValue\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(troubles)

// Four partners with 800, 50, 100 and 50 of 1000: HHI .64 + .0025 + .01 + .0025. With World as a partner, .41375.
BOOST_AUTO_TEST_CASE(an_aggregate_beside_its_members)
{
    auto const trade = read(comtrade_header
                            + "2019,496,MNG,X,0,W00,TOTAL,1000\n2019,496,MNG,X,156,CHN,TOTAL,800\n"
                              "2019,496,MNG,X,643,RUS,TOTAL,50\n2019,496,MNG,X,826,GBR,TOTAL,100\n"
                              "2019,496,MNG,X,757,CHE,TOTAL,50\n2019,496,MNG,X,97,EUR,TOTAL,100\n");
    auto const mongolia = eq::export_ledger(trade).at({2019, "MNG"_iso3});
    BOOST_TEST(is_close(eq::hhi(mongolia), .655));
    BOOST_TEST(eq::exposure(mongolia, "CHN"_iso3) == .8);
    BOOST_TEST(eq::exposure(mongolia, "CHE"_iso3) == .05);
    BOOST_TEST(rows(trade, row_class::aggregate) == 2U); // World and the European Union
    BOOST_TEST(amount(trade, row_class::aggregate) == 1100);
    BOOST_TEST(trade.report.gaps.empty());
}

// 800 of 1000 to China, and that row again at the end of the block: as it stands, 1600 of 1800.
BOOST_AUTO_TEST_CASE(repeated_rows)
{
    auto const text = baci_header
                      + "2019,496,156,270112,800,\n2019,496,156,270112,800,\n2019,496,643,270112,50,\n"
                        "2019,496,826,270112,100,\n2019,496,757,270112,50,\n";
    BOOST_TEST(complaint(text)
               == "f.csv:3: the row repeats line 2 (2019, 496, 156); say what becomes of repeated rows by "
                  "repeats::sum, first, last or largest");
    auto const hhi_by = [&](eio::repeats which) {
        auto const exports = eio::read_exports(eio::text(text), eio::any_format, eq::by_state, {.repeats = which});
        return eq::hhi(exports.ledger.at("MNG"_iso3));
    };
    BOOST_TEST(is_close(hhi_by(eio::repeats::first), .655));
    BOOST_TEST(is_close(hhi_by(eio::repeats::last), .655));
    BOOST_TEST(is_close(hhi_by(eio::repeats::largest), .655));
    BOOST_TEST(is_close(hhi_by(eio::repeats::sum), (1600. * 1600 + 50 * 50 + 100 * 100 + 50 * 50) / (1800. * 1800)));
}

// China imports 40 from itself, and 30 each from three others: HHI 1/3. With the own row it would be .254438.
BOOST_AUTO_TEST_CASE(a_state_among_its_own_partners)
{
    auto const text = baci_header
                      + "2012,156,156,850000,40,\n2012,410,156,850000,30,\n2012,392,156,850000,30,\n"
                        "2012,842,156,850000,30,\n";
    auto const trade = read(text);
    auto const china = eq::import_ledger(trade).at({2012, "CHN"_iso3});
    BOOST_TEST(is_close(eq::hhi(china), 1. / 3));
    BOOST_TEST(is_close(eq::effective_number(china), 3));
    BOOST_TEST(!eq::import_ledger(trade).find({2012, "MNG"_iso3}));
    BOOST_TEST(rows(trade, row_class::own) == 1U);
    BOOST_TEST(amount(trade, row_class::own) == 40);
    BOOST_TEST(!eq::export_ledger(trade).find({2012, "CHN"_iso3}));
    // on request the state is a partner of itself: (16 + 9 + 9 + 9) / 169
    auto const kept = eio::read_imports(eio::text(text), eio::baci, {}, {.own = eq::own_flows::keep}).ledger;
    BOOST_TEST(is_close(eq::hhi(kept.at({2012, "CHN"_iso3})), 43. / 169));
}

// 600 to China, 100 to Russia and 300 to areas, of 1000: the HHI is at least .36 + .01, and no number.
BOOST_AUTO_TEST_CASE(areas_that_are_no_states)
{
    auto const text = comtrade_header
                      + "2013,496,MNG,X,156,CHN,TOTAL,600\n2013,496,MNG,X,643,RUS,TOTAL,100\n"
                        "2013,496,MNG,X,899,XXA,TOTAL,200\n2013,496,MNG,X,838,XXB,TOTAL,60\n"
                        "2013,496,MNG,X,837,XXA,TOTAL,40\n";
    auto const trade = read(text);
    auto const mongolia = eq::export_ledger(trade).at({2013, "MNG"_iso3});
    BOOST_TEST(mongolia.size() == 2U);
    BOOST_TEST(eq::exposure(mongolia, "CHN"_iso3) == .6);
    BOOST_TEST(is_close(mongolia.residual_share(), .3));
    BOOST_TEST(eq::is_undefined(eq::hhi(mongolia)));
    auto const bounds = eq::bound(mongolia, eq::hhi);
    BOOST_TEST(is_close(bounds.low, .37));
    BOOST_TEST(bounds.high < 1);
    BOOST_TEST(rows(trade, row_class::area) == 3U);
    BOOST_TEST(amount(trade, row_class::area) == 300);
    // set aside, they are no part of the total: 6/7
    auto const without = eq::export_ledger(read(text, {.areas = eio::areas::set_aside})).at({2013, "MNG"_iso3});
    BOOST_TEST(is_close(eq::exposure(without, "CHN"_iso3), 6. / 7));
}

// COD and ZAR are one state, with 800 of 1000: HHI .64 + .04.
BOOST_AUTO_TEST_CASE(one_state_under_two_codes)
{
    auto const trade = read("Freq,Reporter,Partner,ProductCode,Indicator,Year,Value\n"
                            "A,BEL,COD,Total,MPRT-TRD-VL,2010,500\nA,BEL,AUS,Total,MPRT-TRD-VL,2010,200\n"
                            "A,BEL,ZAR,Total,MPRT-TRD-VL,2010,300\n");
    auto const belgium = eq::import_ledger(trade).at({2010, "BEL"_iso3});
    BOOST_TEST(is_close(eq::exposure(belgium, "COD"_iso3), .8));
    BOOST_TEST(is_close(eq::hhi(belgium), .68));
    BOOST_TEST(belgium.size() == 2U);
    BOOST_TEST(trade.report.joined == 1U); // the row of ZAR, or that of COD
    // in a tidy file of ISO codes ZAR was withdrawn: it is refused, with the code that is meant
    auto const message = message_of<eio::input_error>([] {
        static_cast<void>(
            eio::read_imports(eio::text("period,origin,destination,amount\n2010,ZAR,BEL,300\n", "f.csv")));
    });
    BOOST_TEST(message.starts_with("f.csv:2: column origin: found \"ZAR\""), message);
    BOOST_TEST(message.find("COD") != std::string::npos, message);
}

// Russia's flow is missing, China's is 60 and Japan's 40: Russia's share is in [0, 1), China's at most .6.
BOOST_AUTO_TEST_CASE(an_unknown_flow)
{
    auto const trade = read("ccode1,ccode2,year,flow1,flow2\n712,365,1995,-9,1\n712,710,1995,60,1\n712,740,1995,40,1\n"
                            "705,365,1995,NA,1\n");
    auto const imports = eq::import_ledger(trade);
    auto const mongolia = imports.at({1995, "MNG"_iso3});
    BOOST_TEST(eq::is_undefined(eq::exposure(mongolia, "RUS"_iso3)));
    auto const russia = eq::bound(mongolia, eq::exposure("RUS"_iso3));
    BOOST_TEST(russia.low == 0);
    BOOST_TEST(russia.high == 1);
    BOOST_TEST(eq::bound(mongolia, eq::exposure("CHN"_iso3)).high == .6);
    // at least, Russia has 52 of 152: (60^2 + 40^2 + 52^2) / 152^2
    BOOST_TEST(std::fabs(eq::bound(mongolia, eq::hhi).low - 7904. / 23104) < 1e-9);
    BOOST_TEST(imports.find({1995, "KAZ"_iso3}).has_value()); // all of whose flows are unknown
    BOOST_TEST(rows(trade, row_class::unknown) == 2U);
}

// "52.3 bu", "40" and "7.7 p" are amounts with flags, ": c" and ":" are unknown; EL and UK are Greece and Britain.
BOOST_AUTO_TEST_CASE(flags_beside_values)
{
    auto const trade =
        read("freq,siec,partner,unit,geo\\TIME_PERIOD\t2020 \nA,G3000,RU,TJ,BG\t52.3 bu\n"
             "A,G3000,EL,TJ,BG\t40 \nA,G3000,TR,TJ,BG\t7.7 p\nA,G3000,UA,TJ,BG\t: c\nA,G3000,UK,TJ,BG\t: \n",
             {.sdmx = {.all_are = eio::direction::imports}});
    BOOST_TEST(rows(trade, row_class::used) == 3U);
    BOOST_TEST(amount(trade, row_class::used) == 100);
    BOOST_TEST(rows(trade, row_class::unknown) == 2U);
}

// Exports: 90 of 100 to China; imports: 60 of 100 from Russia. Read as one, China has .6.
BOOST_AUTO_TEST_CASE(both_directions_in_one_file)
{
    auto const trade = read("period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n2020,496,X,156,TOTAL,90\n"
                            "2020,496,X,643,TOTAL,10\n2020,496,M,156,TOTAL,30\n2020,496,M,643,TOTAL,60\n"
                            "2020,496,M,392,TOTAL,10\n2020,496,RX,156,TOTAL,5\n");
    BOOST_TEST(eq::exposure(eq::export_ledger(trade).at({2020, "MNG"_iso3}), "CHN"_iso3) == .9);
    BOOST_TEST(eq::exposure(eq::import_ledger(trade).at({2020, "MNG"_iso3}), "RUS"_iso3) == .6);
    BOOST_TEST(rows(trade, row_class::direction) == 1U);
}

// Mexico exports 300 of 400 to 842, which is the USA in BACI; 840, the ISO number, occurs nowhere.
BOOST_AUTO_TEST_CASE(a_code_that_is_nowhere)
{
    auto const text = baci_header + "2019,484,842,870323,300,\n2019,484,124,870323,60,\n2019,484,251,870323,40,\n";
    auto const by_state = eio::read_exports(eio::text(text), eio::baci).ledger.at({2019, "MEX"_iso3});
    BOOST_TEST(eq::exposure(by_state, "USA"_iso3) == .75);
    BOOST_TEST(eq::exposure(by_state, "FRA"_iso3) == .1);
    auto const by_number = eio::read_exports<int>(
        eio::text(text), {.columns = {.origin = "i", .destination = "j", .amount = "v", .period = "t"}});
    auto const mexico = by_number.ledger.at({2019, 484});
    BOOST_TEST(eq::exposure(mexico, 842) == .75);
    BOOST_TEST(eq::is_undefined(eq::exposure(mexico, 840)));
    BOOST_TEST(eq::why_undefined(mexico, eq::exposure(840)) == "no state in this ledger has the power as a partner");
}

// R writes the year 2000 as 2e3, pandas 2001.0: six rows and five portfolios, none lost.
BOOST_AUTO_TEST_CASE(years_written_as_decimals)
{
    auto const rows_of_years = std::string{"1999,496,156,5e5\n2e3,496,156,6e5\n2e3,496,643,1e5\n2001.0,496,156,7e5\n"
                                           "2002,496.0,156,8e5\n"};
    auto const exports = eio::read_exports<int>(eio::text("period,origin,destination,amount\n" + rows_of_years));
    BOOST_TEST(exports.report.used == 5U);
    BOOST_TEST(exports.ledger.size() == 4U);
    BOOST_TEST(eq::exposure(exports.ledger.at({2000, 496}), 156) == 6. / 7);
    auto const trade = read("t,i,j,v,k,q\n2e3,496.0,156,6e5,270900,\n2001.0,496,643,1e5,270900,\n");
    BOOST_TEST(flows_of(trade).at(0) == "MNG>CHN 2000 270900 600000 by both");
    BOOST_TEST(flows_of(trade).at(1) == "MNG>RUS 2001 270900 100000 by both");
}

BOOST_AUTO_TEST_CASE(lower_case_codes)
{
    auto const message = message_of<eio::input_error>([] {
        static_cast<void>(eio::read_exports(eio::text("period,origin,destination,amount\n2008,mng,chn,80\n", "f.csv")));
    });
    BOOST_TEST(message.starts_with("f.csv:2: column origin: found \"mng\""), message);
    BOOST_TEST(message.find("MNG") != std::string::npos, message);
}

// 1991 the Soviet Union 80 and China 20, 1992 Russia 80 and China 20. Joined, nobody came or left.
BOOST_AUTO_TEST_CASE(successor_states)
{
    auto const trade = read("ccode1,ccode2,year,flow1,flow2\n712,365,1991,80,1\n712,710,1991,20,1\n712,365,1992,80,1\n"
                            "712,710,1992,20,1\n");
    auto const imports = eq::import_ledger(trade);
    auto const before = imports.at({1991, "MNG"_iso3});
    auto const after = imports.at({1992, "MNG"_iso3});
    BOOST_TEST(eq::exposure(before, "SUN"_iso3) == .8);
    BOOST_TEST(eq::exposure(after, "RUS"_iso3) == .8);
    BOOST_TEST(is_close(eq::turnover(after, before), .8)); // nothing is joined unasked
    BOOST_TEST(eq::turnover(after, eq::joined(before, eq::successions::continued)) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
