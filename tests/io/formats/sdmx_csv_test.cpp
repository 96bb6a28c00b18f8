// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/io/formats/sdmx_csv.hpp>

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace provider_files;
using eq::io::row_class;
using strings = std::vector<std::string>;

// Invented figures in the layout of the IMF's IMTS. The world (100) is China 60, Japan 30 and what is not listed.
std::string const imts = "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,STATUS\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,A,2024,60,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,JPN,A,2024,30,6,e\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,KOS,A,2024,1,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,UZB,A,2024,NaN,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,MNG,A,2024,2,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,G001,A,2024,100,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,G998,A,2024,80,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,MG_CIF_USD,CHN,A,2024,44,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,MG_FOB_USD,CHN,A,2024,40,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,TBG_USD,CHN,A,2024,-16,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,M,2024-M01,5,6,\n"
                         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,Q,2024-Q1,16,6,\n";

strings const imts_flows = {"MNG>CHN 2024 60", "MNG>JPN 2024 30", "MNG>XKX 2024 1", "CHN>MNG 2024 44 by importer",
                            "MNG>UZB 2024 ?"};

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string without_balance(std::string text)
{
    auto const at = text.find("IMF.STA:IMTS(1.0.0),MNG,TBG_USD");
    return text.erase(at, text.find('\n', at) - at + 1);
}

std::string const aid = "STRUCTURE,STRUCTURE_ID,ACTION,DONOR,RECIPIENT,MEASURE,UNIT_MEASURE,PRICE_BASE,FREQ,"
                        "TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n"
                        "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,206,USD,V,A,2022,1.5,A,6\n"
                        "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,206,USD,Q,A,2022,1.25,A,6\n"
                        "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,217,USD,V,A,2022,.5,F,6\n"
                        "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,KAZ,206,USD,V,A,2022,0,M,6\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(sdmx_csv)

BOOST_AUTO_TEST_CASE(what_becomes_of_each_row)
{
    auto const trade = read(without_balance(imts));
    BOOST_TEST(flows_of(trade) == imts_flows, boost::test_tools::per_element());
    BOOST_TEST(trade.report.about.name == "sdmx_csv");
    BOOST_TEST(trade.report.about.provider == "IMF, International Trade in Goods (IMTS)");
    BOOST_TEST((trade.report.unit == eq::io::unit::usd));
    BOOST_TEST(trade.report.notes == strings{"SCALE is 6; amounts are kept as the file states them, in US$"},
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::used) == 4);
    BOOST_TEST(amount(trade, row_class::used) == 135);
    BOOST_TEST(rows(trade, row_class::aggregate) == 2); // the world and G998
    BOOST_TEST(rows(trade, row_class::own) == 1);
    BOOST_TEST(rows(trade, row_class::unknown) == 1);
    BOOST_TEST(rows(trade, row_class::sub_row) == 2);
    BOOST_TEST(amount(trade, row_class::sub_row) == 21);
    BOOST_TEST(rows(trade, row_class::direction) == 1); // imports valued free on board
    BOOST_TEST(amount(trade, row_class::direction) == 40);
    BOOST_TEST(trade.report.books.file().read().rows == 11);
    BOOST_TEST(trade.report.flags.size() == 1);
    BOOST_TEST(trade.report.flags.at("e") == 1);
    BOOST_TEST(residual(trade, 2024) == 9); // 100 - 60 - 30 - 1
}

BOOST_AUTO_TEST_CASE(a_balance_below_zero_is_no_error_in_a_row_that_is_no_flow)
{
    auto const trade = read(imts);
    BOOST_TEST(flows_of(trade) == imts_flows, boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::direction) == 2);
    BOOST_TEST(amount(trade, row_class::direction) == 24); // 40 - 16
}

BOOST_AUTO_TEST_CASE(a_flow_below_zero_is_an_error)
{
    BOOST_TEST(complaint(replaced(imts, "CHN,A,2024,60", "CHN,A,2024,-60"))
               == "f.csv:2: column OBS_VALUE: found \"-60\", expected no negative amount");
}

BOOST_AUTO_TEST_CASE(the_same_in_other_layouts)
{
    auto const second = replaced(replaced(imts, "DATAFLOW,", "STRUCTURE[;],STRUCTURE_ID,ACTION,"),
                                 "IMF.STA:IMTS(1.0.0),", "dataflow,IMF.STA:IMTS(1.0.0),R,");
    auto const semicolons = replaced(imts, ",", ";");
    auto const labels =
        replaced(replaced(replaced(imts, ",FREQUENCY,", ",FREQUENCY:Frequency,"), ",A,2024", ",A: Annual,2024"),
                 ",INDICATOR,", ",INDICATOR: Indicator,");
    auto const label_columns =
        replaced(replaced(replaced(imts, ",FREQUENCY,", ",FREQUENCY,Frequency,"), ",A,2024", ",A,Annual,2024"),
                 ",M,2024-M01", ",M,Monthly,2024-M01");
    for (auto const& text : {second, semicolons, labels, replaced(label_columns, ",Q,2024", ",Q,Quarterly,2024")}) {
        BOOST_TEST(flows_of(read(text)) == imts_flows, boost::test_tools::per_element());
    }
    auto const other_order = "OBS_VALUE,COUNTERPART_COUNTRY,STATUS,COUNTRY,INDICATOR,TIME_PERIOD,FREQUENCY\n"
                             "60,CHN,e,MNG,XG_FOB_USD,2024,A\n";
    BOOST_TEST(flows_of(read(other_order)) == strings{"MNG>CHN 2024 60"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_frequency_is_read)
{
    BOOST_TEST(flows_of(read(imts, {.frequency = eq::frequency::month})) == strings{"MNG>CHN 202401 5"},
               boost::test_tools::per_element());
    BOOST_TEST(flows_of(read(imts, {.frequency = eq::frequency::quarter})) == strings{"MNG>CHN 202433 16"},
               boost::test_tools::per_element());
    BOOST_TEST(read(imts).report.books.examples(row_class::sub_row).at(0).what
               == "the figure is monthly, annual ones are asked");
    auto const other_year = read(imts, {.years = {2023}});
    BOOST_TEST(flows_of(other_year).empty());
    BOOST_TEST(other_year.report.not_asked == 12);
}

BOOST_AUTO_TEST_CASE(a_period_fits_the_frequency)
{
    BOOST_TEST(complaint(replaced(imts, "M,2024-M01", "M,2024-Q1"))
               == "f.csv:12: column TIME_PERIOD: found \"2024-Q1\", expected a period of the frequency that the row "
                  "names");
    BOOST_TEST(complaint(replaced(imts, "M,2024-M01", "M,1/2024"))
               == "f.csv:12: column TIME_PERIOD: found \"1/2024\", expected a period such as 2024, 2024-Q1, 2024-01 or "
                  "2024-M01");
}

BOOST_AUTO_TEST_CASE(imports_in_one_valuation)
{
    BOOST_TEST(flows_of(read(imts, {.sdmx = {.imports = {"MG_FOB_USD"}}})).at(3) == "CHN>MNG 2024 40 by importer");
    BOOST_TEST(complaint(imts, {.sdmx = {.imports = {"MG_CIF_USD", "MG_FOB_USD"}}})
               == "f.csv:10: INDICATOR has the values \"MG_CIF_USD\" and \"MG_FOB_USD\" in rows that are read; they "
                  "are the same flows, so that one of them is to be named in format_options::sdmx");
}

BOOST_AUTO_TEST_CASE(a_dimension_that_is_not_named_has_one_value)
{
    BOOST_TEST(complaint(aid)
               == "f.csv:3: PRICE_BASE has the values \"V\" and \"Q\" in rows that are read; name the one to read in "
                  "format_options::sdmx.only, or the dimension in channels or ignored");
    BOOST_TEST(complaint(aid, {.sdmx = {.only = {{"PRICE_BASE", "V"}}}}).find("MEASURE has the values")
               != std::string::npos);
    auto const grants = read(aid, {.sdmx = {.only = {{"PRICE_BASE", "V"}, {"MEASURE", "206"}}}});
    BOOST_TEST(flows_of(grants) == (strings{"JPN>MNG 2022 1.5 by both", "JPN>KAZ 2022 ? by both"}),
               boost::test_tools::per_element());
    BOOST_TEST(grants.report.not_asked == 2);
    BOOST_TEST((grants.report.unit == eq::io::unit::million_usd));
    auto const both = read(aid, {.sdmx = {.channels = {"MEASURE", "PRICE_BASE"}}});
    BOOST_TEST(flows_of(both)
                   == (strings{"JPN>MNG 2022 206/V 1.5 by both", "JPN>MNG 2022 206/Q 1.25 by both",
                               "JPN>MNG 2022 217/V 0.5 by both", "JPN>KAZ 2022 206/V ? by both"}),
               boost::test_tools::per_element());
    BOOST_TEST(both.report.flags.at("F") == 1);
    BOOST_TEST(!both.report.flags.contains("A"));
    BOOST_TEST(complaint(aid, {.sdmx = {.only = {{"PRICES", "V"}}}})
               == "f.csv: the file has no dimension \"PRICES\", which format_options::sdmx names; it has DONOR, "
                  "RECIPIENT, MEASURE, PRICE_BASE, FREQ");
}

BOOST_AUTO_TEST_CASE(powers_of_ten)
{
    auto options = eq::io::format_options{};
    options.sdmx.only = {{"PRICE_BASE", "V"}};
    options.sdmx.channels = {"MEASURE"};
    BOOST_TEST(read(aid, options).report.notes
                   == strings{"UNIT_MULT is 6; amounts are kept as the file states them, in million US$"},
               boost::test_tools::per_element());
    options.sdmx.multiplier = eq::io::power_of_ten::apply;
    auto const dollars = read(aid, options);
    BOOST_TEST(flows_of(dollars).at(0) == "JPN>MNG 2022 206 1500000 by both");
    BOOST_TEST((dollars.report.unit == eq::io::unit::usd));
    BOOST_TEST(dollars.report.notes.empty());

    auto const mixed = replaced(aid, ".5,F,6", "500,F,3");
    BOOST_TEST(flows_of(read(mixed, options)).at(1) == "JPN>MNG 2022 217 500000 by both");
    options.sdmx.multiplier = eq::io::power_of_ten::keep;
    BOOST_TEST(complaint(mixed, options).starts_with("f.csv:4: UNIT_MULT has the values \"6\" and \"3\""));
    options.sdmx.multiplier = eq::io::power_of_ten::apply;
    BOOST_TEST(flows_of(read(replaced(aid, ".5,F,6", "500,F,-3"), options)).at(1) == "JPN>MNG 2022 217 0.5 by both");
    BOOST_TEST(complaint(replaced(aid, ".5,F,6", ".5,F,60"), options)
               == "f.csv:4: column UNIT_MULT: found \"60\", expected a whole number from -22 to 22");
    BOOST_TEST(complaint(replaced(aid, ".5,F,6", "1e300,F,22"), options).find("fits a double") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(observations_that_cannot_be_read_are_unknown_on_request)
{
    auto options = eq::io::format_options{.malformed = eq::io::skip, .sdmx = {.channels = {"MEASURE", "PRICE_BASE"}}};
    options.sdmx.multiplier = eq::io::power_of_ten::apply;
    auto const whole = read(aid, options);
    for (auto const* const value : {"x,F,6", "-.5,F,6", ".5,F,60"}) {
        auto const damaged = read(replaced(aid, ".5,F,6", value), options);
        BOOST_TEST(damaged.unknown.size() == whole.unknown.size() + 1);
        BOOST_TEST(damaged.flows.size() + 1 == whole.flows.size());
        BOOST_TEST(rows(damaged, row_class::unknown) == rows(whole, row_class::unknown) + 1);
        BOOST_TEST(rows(damaged, row_class::refused) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(deletions_are_refused)
{
    BOOST_TEST(complaint(replaced(aid, "I,JPN,KAZ", "D,JPN,KAZ"),
                         {.malformed = eq::io::skip, .sdmx = {.channels = {"MEASURE", "PRICE_BASE"}}})
               == "f.csv:5: the row deletes an observation (ACTION is D): the file updates another one and cannot be "
                  "read by itself; ask the provider for the whole table");
    BOOST_TEST(complaint(replaced(aid, "I,JPN,KAZ", "X,JPN,KAZ"), {.sdmx = {.channels = {"MEASURE", "PRICE_BASE"}}})
               == "f.csv:5: column ACTION: found \"X\", expected I, A, R, M or D");
}

BOOST_AUTO_TEST_CASE(other_files_are_read_by_what_the_caller_names)
{
    auto const text = "DATAFLOW,SELLER,BUYER,WAY,TIME_PERIOD,OBS_VALUE\n"
                      "X:Y(1),MNG,CHN,S,2020,7\nX:Y(1),MNG,XOTH,S,2020,2\nX:Y(1),MNG,G7,S,2020,5\n"
                      "X:Y(1),MNG,ALL,S,2020,10\nX:Y(1),MNG,CHN,P,2020,3\nX:Y(1),MNG,CHN,B,2020,4\n";
    BOOST_TEST(
        complaint(text)
        == "f.csv: it is not known which dimensions hold the states of this SDMX file: name reporter and partner "
           "in format_options::sdmx; it has SELLER, BUYER, WAY");
    auto const trade = read(text, {.sdmx = {.reporter = "SELLER",
                                            .partner = "BUYER",
                                            .direction = "WAY",
                                            .exports = {"S"},
                                            .imports = {"P"},
                                            .totals = {"ALL"},
                                            .groups = {"G7"},
                                            .areas = {"XOTH"}}});
    BOOST_TEST(flows_of(trade) == (strings{"MNG>CHN 2020 7", "CHN>MNG 2020 3 by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::area) == 1);
    BOOST_TEST(rows(trade, row_class::aggregate) == 2);
    BOOST_TEST(rows(trade, row_class::direction) == 1);
    BOOST_TEST(residual(trade, 2020) == 3); // 10 - 7
    BOOST_TEST(complaint(text, {.sdmx = {.reporter = "SELLER", .partner = "BUYER", .only = {{"WAY", "S"}}}})
                   .find("\"XOTH\" is no state, area or group that is known")
               != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_bis)
{
    auto const banks = read("DATAFLOW,FREQ:Frequency,L_MEASURE:Measure,L_POSITION:Balance sheet position,"
                            "L_REP_CTY:Reporting country,L_CP_COUNTRY:Counterparty country,TIME_PERIOD:Time period,"
                            "OBS_VALUE:Value,UNIT_MULT:Multiplier\n"
                            "BIS:WS_LBS_D_PUB(1.0): LBS,Q: Quarterly,S: Stocks,C: Claims,GB: United Kingdom,"
                            "NA: Namibia,2023-Q4,5,6: Millions\n"
                            "BIS:WS_LBS_D_PUB(1.0): LBS,Q: Quarterly,S: Stocks,C: Claims,GB: United Kingdom,"
                            "5A: All countries,2023-Q4,9,6: Millions\n"
                            "BIS:WS_LBS_D_PUB(1.0): LBS,Q: Quarterly,S: Stocks,C: Claims,GB: United Kingdom,"
                            "4T: Emerging,2023-Q4,6,6: Millions\n"
                            "BIS:WS_LBS_D_PUB(1.0): LBS,Q: Quarterly,S: Stocks,L: Liabilities,GB: United Kingdom,"
                            "NA: Namibia,2023-Q4,8,6: Millions\n",
                            {.frequency = eq::frequency::quarter});
    BOOST_TEST(flows_of(banks) == (strings{"GBR>NAM 202336 5", "NAM>GBR 202336 8 by importer"}),
               boost::test_tools::per_element());
    BOOST_TEST(residual(banks, 202336) == 4);
    BOOST_TEST(rows(banks, row_class::aggregate) == 2);
}

BOOST_AUTO_TEST_CASE(eurostat)
{
    auto const comext = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,"
                        "OBS_FLAG,CONF_STATUS\n"
                        "ESTAT:DS-059341(1.0),15/09/26 23:00:00,A,EL,UK,270900,1,VALUE_EUR,2024,5,,\n"
                        "ESTAT:DS-059341(1.0),15/09/26 23:00:00,A,EL,UK,270900,1,QUANTITY_KG,2024,900,,\n"
                        "ESTAT:DS-059341(1.0),15/09/26 23:00:00,A,EL,UK,010121,2,VALUE_EUR,2024,:,c,\n"
                        "ESTAT:DS-059341(1.0),15/09/26 23:00:00,A,EL,EU27_2020,010121,2,VALUE_EUR,2024,7,,\n";
    auto const trade = read(comext);
    BOOST_TEST(flows_of(trade) == (strings{"GBR>GRC 2024 270900 5 by importer", "GRC>GBR 2024 010121 ?"}),
               boost::test_tools::per_element());
    BOOST_TEST(trade.report.not_asked == 1);
    BOOST_TEST(trade.report.vintage == "15/09/26 23:00:00");
    BOOST_TEST((trade.report.unit == eq::io::unit::eur));
    BOOST_TEST(trade.report.flags.at("c") == 1);
    auto const levels = std::string{comext} + "ESTAT:DS-059341(1.0),x,A,EL,FR,27,1,VALUE_EUR,2024,5,,\n";
    BOOST_TEST(complaint(levels)
               == "f.csv:6: product has the values \"270900\" and \"27\" in rows that are read; one of them contains "
                  "the other: name those to read in format_options::products, or their number of digits in "
                  "product_level");
    BOOST_TEST(flows_of(read(levels, {.products = {"27"}})) == strings{"FRA>GRC 2024 27 5 by importer"},
               boost::test_tools::per_element());
    auto const chapters = read(levels, {.product_level = 2});
    BOOST_TEST(flows_of(chapters) == strings{"FRA>GRC 2024 27 5 by importer"}, boost::test_tools::per_element());
    BOOST_TEST(rows(chapters, row_class::sub_row) == 3); // one of an unknown amount, one of the total of a state
    BOOST_TEST(chapters.unknown.empty());

    auto const gas = std::string{"DATAFLOW,freq,siec,partner,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
                                 "ESTAT:NRG_TI_GAS(1.0),A,G3000,NO,MIO_M3,DE,2023,40,\n"
                                 "ESTAT:NRG_TI_GAS(1.0),A,G3000,NSP,MIO_M3,DE,2023,5,p\n"
                                 "ESTAT:NRG_TI_GAS(1.0),A,G3000,ASI_OTH,MIO_M3,DE,2023,1,\n"
                                 "ESTAT:NRG_TI_GAS(1.0),A,G3000,TOTAL,MIO_M3,DE,2023,50,\n"};
    auto const imports = read(gas);
    BOOST_TEST(flows_of(imports) == strings{"NOR>DEU 2023 G3000 40 by importer"}, boost::test_tools::per_element());
    BOOST_TEST(rows(imports, row_class::area) == 2);
    BOOST_TEST(residual(imports, 2023) == 10);
    BOOST_TEST(imports.residuals[0].state.str() == "DEU");
    auto const unnamed = replaced(gas, "NRG_TI_GAS", "OTHER");
    BOOST_TEST(complaint(unnamed)
               == "f.csv: it is not known whether this table holds exports or imports: say so in format_options::sdmx, "
                  "by all_are or by the dimension that tells it");
    BOOST_TEST(flows_of(read(unnamed, {.sdmx = {.all_are = eq::io::direction::exports}}))
                   == strings{"DEU>NOR 2023 G3000 40"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(two_tables_in_one_file_are_refused)
{
    BOOST_TEST(complaint(imts + "IMF.STA:IMTS(2.0.0),MNG,XG_FOB_USD,RUS,A,2024,60,6,\n")
                   .starts_with("f.csv:14: DATAFLOW has the values"));
}

BOOST_AUTO_TEST_CASE(no_result)
{
    auto const nothing =
        read("DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE\n,,,,,,\n");
    BOOST_TEST(nothing.flows.empty());
    BOOST_TEST(nothing.report.books.file().read().rows == 0);
}

BOOST_AUTO_TEST_CASE(repeated_rows)
{
    auto const again = replaced(imts, "CHN,A,2024,60,6,\n",
                                "CHN,A,2024,60,6,\nIMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,"
                                "A,2024,60,6,\n");
    BOOST_TEST(complaint(again).starts_with("f.csv:3: the row repeats line 2"));
    BOOST_TEST(flows_of(read(again, {.repeats = eq::io::repeats::first})) == imts_flows,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(blocks_that_end_within_a_row)
{
    for (auto const size : {1U, 7U, 64U}) {
        auto stream = std::istringstream{imts};
        BOOST_TEST(flows_of(eq::io::read(eq::io::source{stream, "f.csv"}, {.block_size = size})) == imts_flows,
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off)
{
    check_cuts(imts);
    check_cuts(aid, {.sdmx = {.channels = {"MEASURE", "PRICE_BASE"}}});
}

// The figures are those that the list of these files states.
BOOST_AUTO_TEST_CASE(outside_files)
{
    for (auto const* const name :
         {"SYNTH_sdmxcsv1_MNG_2023_2024.csv", "SYNTH_sdmxcsv2_structure_first_MNG_2023_2024.csv",
          "SYNTH_other_column_order_MNG_2023_2024.csv"}) {
        auto const path = outside_file(std::string{"imf_imts/"} + name);
        if (!path) {
            continue;
        }
        auto const trade =
            eq::io::read(*path, {.years = {2024}, .tolerance = 0}); // the world is the sum, in both flows
        auto const exports = sum(trade, [](auto const& flow) { return flow.by == eq::io::reported_by::exporter; });
        BOOST_TEST(exports == 10'213'555'000);
        BOOST_TEST(flows_of(trade).at(0) == "MNG>CHN 2024 8800000000");
        BOOST_TEST(trade.unknown.size() == 2);
        BOOST_TEST(trade.report.books.file().read().rows + trade.report.not_asked == 33);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
