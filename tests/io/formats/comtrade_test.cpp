// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/comtrade.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace provider_files;
using eq::io::row_class;
using lines = std::vector<std::string>;

std::string const header_22 =
    "\xEF\xBB\xBF"
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter "
    "Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty "
    "Unit,Qty,Netweight (kg),Trade Value (US$),Flag\r\n";

/// A row of Mongolia's coal in 2017, or in a month.
std::string row_22(std::string const& flow, std::string const& partner, std::string const& amount,
                   std::string const& period = "2017", std::string const& commodity = "27")
{
    return "H5,2017," + period + "," + period + ",2,0," + flow + ",Flow,496,Mongolia,MNG," + partner
           + ",\"Partner, the\",," + commodity + ",\"Mineral fuels, oils\",1,No Quantity,0,," + amount + ",0\r\n";
}

std::string const table_22 = header_22 + row_22("2", "0", "1000") + row_22("2", "156", "800") + row_22("2", "643", "50")
                             + row_22("2", "899", "100") + row_22("1", "0", "300") + row_22("1", "643", "300")
                             + row_22("3", "156", "20") + row_22("4", "156", "10") + row_22("1", "496", "0");

std::string const header_47 =
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
    "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,"
    "classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,"
    "mosCode,"
    "motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,"
    "netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,"
    "isReported,isAggregate\n";

/// A row of 48 quoted fields, as the site hands them out, the last of which is empty.
std::string row_48(std::string const& flow, std::string const& partner, std::string const& iso,
                   std::string const& amount, std::string const& partner2 = "0", std::string const& customs = "C00",
                   std::string const& transport = "0")
{
    auto row = std::string{};
    for (auto const& field : lines{"C",         "A",
                                   "20240101",  "2024",
                                   "52",        "2024",
                                   "496",       "MNG",
                                   "Mongolia",  flow,
                                   "Flow",      partner,
                                   iso,         "Partner, the",
                                   partner2,    "W00",
                                   "World",     "H6",
                                   "HS",        "true",
                                   "27",        "Mineral fuels; \"\"oils\"\"",
                                   "2",         "false",
                                   customs,     "TOTAL CPC",
                                   "0",         transport,
                                   "TOTAL MOT", "-1",
                                   "N/A",       "0",
                                   "false",     "-1",
                                   "N/A",       "0",
                                   "false",     "0",
                                   "false",     "0",
                                   "false",     "",
                                   amount,      amount,
                                   "0",         "false",
                                   "true"}) {
        row += '"' + field + "\",";
    }
    return row + "\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(comtrade)

BOOST_AUTO_TEST_CASE(the_download_of_22_columns)
{
    auto const trade = read(table_22);
    BOOST_TEST(trade.report.about.name == "comtrade");
    BOOST_TEST((trade.report.unit == eq::io::unit::usd));
    BOOST_TEST(flows_of(trade)
                   == (lines{"MNG>CHN 2017 27 800", "MNG>RUS 2017 27 50", "RUS>MNG 2017 27 300 by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::aggregate) == 2U);
    BOOST_TEST(amount(trade, row_class::aggregate) == 1300);
    BOOST_TEST(rows(trade, row_class::area) == 1U);
    BOOST_TEST(rows(trade, row_class::direction) == 2U);
    BOOST_TEST(amount(trade, row_class::direction) == 30);
    BOOST_TEST(rows(trade, row_class::own) == 1U);
    BOOST_TEST(trade.report.books.file().read().rows == 9U);
    // of 1000, partners have 850 and an area 100: what is left and the area are the residual
    BOOST_REQUIRE(trade.residuals.size() == 1U);
    BOOST_TEST(trade.residuals[0].amount == 150);
    BOOST_REQUIRE(trade.report.gaps.size() == 1U);
    BOOST_TEST(trade.report.gaps[0].stated == 1000);
    BOOST_TEST(trade.report.gaps[0].listed == 950);
    auto const exports = eq::export_ledger(trade).at({2017, "MNG"_iso3});
    BOOST_TEST(eq::exposure(exports, "CHN"_iso3) == .8);
    BOOST_TEST(eq::exposure(eq::import_ledger(trade).at({2017, "MNG"_iso3}), "RUS"_iso3) == 1);
    check_cuts(table_22);
}

BOOST_AUTO_TEST_CASE(a_gap_beyond_the_tolerance_is_an_error)
{
    BOOST_TEST(
        complaint(table_22, {.tolerance = .01})
        == "f.csv: the total of MNG in 2017, 1000, differs from the sum of what is listed, 950, by more than the "
           "tolerance");
    BOOST_TEST(read(table_22, {.tolerance = .05}).flows.size() == 3U);
}

BOOST_AUTO_TEST_CASE(the_download_of_35_columns_has_parts_of_rows)
{
    auto const header = std::string{
        "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter "
        "Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,"
        "Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit "
        "Code,Qty "
        "Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),CIF Trade "
        "Value (US$),FOB Trade Value (US$),Flag\n"};
    auto const row = [](std::string const& second, std::string const& customs, std::string const& transport,
                        std::string const& amount) {
        return "H5,2017,2017,2017,2,0,2,Export,496,Mongolia,MNG,156,China,CHN," + second + ",,," + customs + ",,"
               + transport + ",,27,Fuels,1,No Quantity,,,,,,," + amount + ",,,0\n";
    };
    auto const table = header + row("", "", "", "90") + row("156", "", "", "60") + row("643", "", "", "30")
                       + row("0", "C01", "0", "90") + row("0", "C00", "3200", "90");
    auto const trade = read(table);
    BOOST_TEST(flows_of(trade) == lines{"MNG>CHN 2017 27 90"}, boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::sub_row) == 4U);
    BOOST_TEST(amount(trade, row_class::sub_row) == 270);
    check_cuts(table);
}

BOOST_AUTO_TEST_CASE(names_of_columns_that_lost_their_signs)
{
    auto const trade = read("Classification,Year,Period,TradeFlow Code,TradeFlow,Reporter Code,Partner Code,Commodity "
                            "Code,Netweightkg,TradeValueUS\nH5,2017,2017,2,Export,496,156,27,,90\n");
    BOOST_TEST(flows_of(trade) == lines{"MNG>CHN 2017 27 90"}, boost::test_tools::per_element());
}

// An area without an amount is unknown, not nothing: between none and all of the exports may be with it.
BOOST_AUTO_TEST_CASE(an_area_without_an_amount)
{
    auto const flows = header_22 + row_22("2", "156", "60") + row_22("2", "899", "");
    auto const exports_of = [](eq::io::provider_flows const& trade) {
        return eq::export_ledger(trade).at({2017, "MNG"_iso3});
    };
    auto const open = read(flows);
    BOOST_TEST(rows(open, row_class::area) == 1U);
    BOOST_REQUIRE(open.residuals.size() == 1U);
    BOOST_TEST(eq::is_undefined(open.residuals[0].amount));
    BOOST_TEST(eq::is_undefined(eq::exposure(exports_of(open), "CHN"_iso3)));
    BOOST_TEST((eq::bound(exports_of(open), eq::exposure("CHN"_iso3)) == eq::interval{0, 1}));
    BOOST_TEST((eq::bound(exports_of(open), eq::exposure("JPN"_iso3)) == eq::interval{0, 1}));
    // of a stated total of 100 it has 40, and of one of 60 nothing
    BOOST_TEST(eq::exposure(exports_of(read(flows + row_22("2", "0", "100"))), "CHN"_iso3) == .6);
    BOOST_TEST(eq::exposure(exports_of(read(flows + row_22("2", "0", "60"))), "CHN"_iso3) == 1);
    // next to an area of 20
    auto const two = read(flows + row_22("2", "490", "20"));
    BOOST_TEST(two.residuals.size() == 2U);
    BOOST_TEST(eq::is_undefined(eq::exposure(exports_of(two), "CHN"_iso3)));
    // areas count for nothing where they are set aside
    BOOST_TEST(eq::exposure(exports_of(read(flows, {.areas = eq::io::areas::set_aside})), "CHN"_iso3) == 1);
}

// Coal counts in TOTAL as well as in 27; the World row of TOTAL would leave a residual next to the partners of 27.
BOOST_AUTO_TEST_CASE(products_that_contain_one_another)
{
    auto const both = row_22("2", "156", "9", "2017", "TOTAL") + row_22("2", "156", "7");
    BOOST_TEST(complaint(header_22 + both)
               == "f.csv:3: the commodity code has the values \"TOTAL\" and \"27\" in rows that are read; one of them "
                  "contains the other: name those to read in format_options::products, or their number of digits in "
                  "product_level");
    BOOST_TEST(!complaint(header_22 + row_22("2", "0", "9", "2017", "TOTAL") + row_22("2", "156", "7")).empty());
    BOOST_TEST(!complaint(header_22 + row_22("2", "156", "9", "2017", "2701") + row_22("2", "156", "7")).empty());
    BOOST_TEST(flows_of(read(header_22 + both, {.products = {"27"}})) == (lines{"MNG>CHN 2017 27 7"}),
               boost::test_tools::per_element());
    BOOST_TEST(read(header_22 + both, {.products = {"27", "TOTAL"}}).flows.size() == 2U);
    auto const all = both + row_22("2", "156", "5", "2017", "2701") + row_22("2", "0", "9", "2017", "TOTAL");
    auto const chapters = read(header_22 + all, {.product_level = 2});
    BOOST_TEST(flows_of(chapters) == (lines{"MNG>CHN 2017 27 7"}), boost::test_tools::per_element());
    BOOST_TEST(chapters.residuals.empty());
    BOOST_TEST(rows(chapters, row_class::aggregate) == 2U); // both of TOTAL
    BOOST_TEST(amount(chapters, row_class::aggregate) == 18);
    BOOST_TEST(rows(chapters, row_class::sub_row) == 1U); // 2701 is a part of 27
    BOOST_TEST(amount(chapters, row_class::sub_row) == 5);
    BOOST_TEST(flows_of(read(header_22 + all, {.product_level = 0})) == (lines{"MNG>CHN 2017 TOTAL 9"}),
               boost::test_tools::per_element());
    BOOST_TEST(read(header_22 + row_22("2", "156", "9") + row_22("2", "156", "7", "2017", "71")).flows.size() == 2U);
}

BOOST_AUTO_TEST_CASE(months_are_parts_of_years)
{
    auto const month = row_22("2", "156", "7", "201705");
    auto const year = row_22("2", "156", "70");
    auto const mixed = read(header_22 + year + month);
    BOOST_TEST(flows_of(mixed) == (lines{"MNG>CHN 2017 27 70"}), boost::test_tools::per_element());
    BOOST_TEST(rows(mixed, row_class::sub_row) == 1U);
    auto const months = read(header_22 + year + month, {.frequency = eq::frequency::month});
    BOOST_TEST(flows_of(months) == (lines{"MNG>CHN 201705 27 7"}), boost::test_tools::per_element());
    BOOST_TEST(complaint(header_22 + month + year).find("f.csv:3: the figure is annual") == 0U);
}

BOOST_AUTO_TEST_CASE(months_are_periods_of_their_own)
{
    auto const trade = read(header_22 + row_22("2", "156", "7", "201705") + row_22("2", "156", "8", "201706"));
    BOOST_TEST(flows_of(trade) == (lines{"MNG>CHN 201705 27 7", "MNG>CHN 201706 27 8"}),
               boost::test_tools::per_element());
    BOOST_TEST(read(header_22 + row_22("2", "156", "7", "201705"), {.years = {2017}}).flows.size() == 1U);
    BOOST_TEST(read(header_22 + row_22("2", "156", "7", "201705"), {.years = {2018}}).report.not_asked == 1U);
}

BOOST_AUTO_TEST_CASE(a_repeated_row_is_an_error_unless_the_options_choose)
{
    auto const text = header_22 + row_22("2", "156", "7") + row_22("2", "156", "9");
    BOOST_TEST(complaint(text)
               == "f.csv:3: the row repeats line 2 (2017, 496, 156); say what becomes of repeated rows by "
                  "repeats::sum, first, last or largest");
    BOOST_TEST(flows_of(read(text, {.repeats = eq::io::repeats::last})).at(0) == "MNG>CHN 2017 27 9");
    // imports and exports of one partner, and two commodities, do not repeat each other
    BOOST_TEST(
        read(header_22 + row_22("2", "156", "7") + row_22("1", "156", "7") + row_22("1", "156", "7", "2017", "28"))
            .flows.size()
        == 3U);
}

BOOST_AUTO_TEST_CASE(the_download_of_47_names_and_48_fields)
{
    auto const table = header_47 + row_48("X", "0", "W00", "8060000000") + row_48("X", "156", "CHN", "8000000000")
                       + row_48("X", "490", "S19", "2400000") + row_48("X", "899", "_X ", "100000")
                       + row_48("M", "643", "RUS", "500") + row_48("RX", "156", "CHN", "1000")
                       + row_48("X", "156", "CHN", "6000000000", "156")
                       + row_48("X", "156", "CHN", "7200000000", "0", "C01")
                       + row_48("X", "156", "CHN", "5600000000", "0", "C00", "3100");
    auto const trade = read(table);
    BOOST_TEST(trade.report.about.name == "comtrade_plus");
    BOOST_TEST(flows_of(trade) == (lines{"MNG>CHN 2024 27 8000000000", "RUS>MNG 2024 27 500 by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::area) == 2U);
    BOOST_TEST(rows(trade, row_class::aggregate) == 1U);
    BOOST_TEST(rows(trade, row_class::sub_row) == 3U);
    BOOST_TEST(rows(trade, row_class::direction) == 1U);
    BOOST_TEST(trade.report.books.file().read().rows == 9U);
    BOOST_TEST(trade.residuals.at(0).amount == 60000000);
    BOOST_TEST(trade.report.flags.at("isAggregate") == 2U); // the flows that are used, as all rows have it
    check_cuts(table);
}

BOOST_AUTO_TEST_CASE(the_bulk_file_is_separated_by_tabs_and_lacks_descriptions)
{
    auto const trade =
        read("typeCode\tfreqCode\trefPeriodId\trefYear\trefMonth\tperiod\treporterCode\tflowCode\tpartnerCode\t"
             "partner2Code\tclassificationCode\tcmdCode\tcustomsCode\tmosCode\tmotCode\tprimaryValue\n"
             "C\tM\t20240101\t2024\t1\t202401\t496\tX\t156\t0\tH6\t27\tC00\t0\t0\t12.5\n"
             "C\tM\t20240101\t2024\t1\t202401\t496\tX\t156\t0\tH6\t27\tC00\t0\t2100\t12.5\n");
    BOOST_TEST(flows_of(trade) == lines{"MNG>CHN 202401 27 12.5"}, boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::sub_row) == 1U);
    BOOST_TEST(trade.report.flags.empty());
}

BOOST_AUTO_TEST_CASE(fuels_of_all_reporters_in_2017)
{
    // formats_values.csv has rows and sums of World, partners and areas; the rows of 490 as a reporter (all of whose
    // partners are states) are the areas' as well, and own partners are told apart, both by a script.
    struct expectation {
        char const* file;
        std::size_t worlds;
        double world_sum;
        std::size_t partners; ///< with areas
        double partner_sum;
        std::size_t areas;
        double area_sum;
        std::size_t own;
        double own_sum;
    };
    for (auto const& of :
         {expectation{"imports", 144, 1943415218135, 7932, 1943415215101, 267, 90868736556, 19, 178338281},
          expectation{"exports", 142, 1564103304269, 8410, 1564103301243, 284, 304806398174, 0, 0}}) {
        auto const path =
            outside_file("trade/comtrade/legacy22_HS27_2017_" + std::string{of.file} + "_allreporters.csv");
        if (!path) {
            return;
        }
        auto const trade = eq::io::read(*path, {.search_repeats = true}); // formats_values.csv: no duplicate keys
        BOOST_TEST(trade.report.searched_repeats);
        BOOST_TEST(trade.report.about.name == "comtrade");
        auto const& file = trade.report.books.file();
        BOOST_TEST(file.read().rows == of.worlds + of.partners);
        BOOST_TEST(file[row_class::aggregate].rows == of.worlds);
        BOOST_TEST(file[row_class::aggregate].amount() == of.world_sum);
        BOOST_TEST(file[row_class::area].rows == of.areas);
        BOOST_TEST(file[row_class::area].amount() == of.area_sum);
        BOOST_TEST(file[row_class::own].rows == of.own);
        BOOST_TEST(file[row_class::own].amount() == of.own_sum);
        BOOST_TEST(file[row_class::used].rows == of.partners - of.areas - of.own);
        BOOST_TEST(file[row_class::used].amount() == of.partner_sum - of.area_sum - of.own_sum);
        BOOST_TEST(trade.flows.size() == of.partners - of.areas - of.own);
        // World and the sum of the partners differ by some dollars in rounding; imports from oneself are a gap as well
        for (auto const& gap : trade.report.gaps) {
            BOOST_TEST((gap.stated - gap.listed < 100 || of.own != 0));
        }
        if (of.own == 0) {
            // Mongolia: 2 572 782 166 of 2 648 900 983 to China
            auto const mongolia = eq::export_ledger(trade).at({2017, "MNG"_iso3});
            BOOST_TEST(eq::exposure(mongolia, "CHN"_iso3) == 2572782166. / 2648900983.);
        }
    }
}

BOOST_AUTO_TEST_CASE(invented_queries_pinned_and_not)
{
    for (auto const& [name, total] : {std::pair{"pinned", std::size_t{6}}, {"unpinned", std::size_t{58}}}) {
        auto const path = outside_file("comtrade/SYNTH_web47_" + std::string{name} + ".csv");
        if (!path) {
            return;
        }
        // China 8 000 000 000, Russia 45 000 000, Korea 12 500 000; areas 2 400 000 and 100 000; World 8 060 000 000
        auto const trade = eq::io::read(*path);
        BOOST_TEST(trade.flows.size() == 3U);
        BOOST_TEST(amount(trade, row_class::used) == 8057500000);
        BOOST_TEST(amount(trade, row_class::area) == 2500000);
        BOOST_TEST(amount(trade, row_class::aggregate) == 8060000000);
        BOOST_TEST(trade.report.books.file().read().rows == total);
        BOOST_TEST(rows(trade, row_class::sub_row) == total - 6);
        BOOST_TEST(trade.report.gaps.empty());
        auto const exports = eq::export_ledger(trade).at({2024, "MNG"_iso3});
        BOOST_TEST(eq::exposure(exports, "CHN"_iso3) == 8000000000. / 8060000000.);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
