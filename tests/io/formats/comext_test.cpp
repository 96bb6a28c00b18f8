// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/io/formats/comext.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace provider_files;
using eq::io::row_class;
using strings = std::vector<std::string>;

std::string const header = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,"
                           "VALUE_EUR,QUANTITY_KG\n";

// Invented figures.
std::string const rows_of_trade = "DE,KZ,E,27090090,32110,1,1,NO_SU,202512,900,1\n"
                                  "DE,KZ,E,27090090,32110,1,2,NO_SU,202512,5,1\n" // the same, after processing
                                  "DE,KZ,E,27XXXXXX,32110,1,1,NO_SU,202512,1,0\n"
                                  "DE,QP,E,27090090,32110,1,1,NO_SU,202512,25,1\n"
                                  "DE,QA,E,27090090,32110,1,1,NO_SU,202512,7,1\n"
                                  "DE,NA,E,01012100,00150,2,1,NO_SU,202512,3,1\n"
                                  "DE,DE,I,01012100,00150,1,1,NO_SU,202512,2,1\n"
                                  "DE,FR,I,TOTAL,TOTAL,1,1,NO_SU,202512,2,1\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(comext)

BOOST_AUTO_TEST_CASE(what_becomes_of_each_row)
{
    auto const trade = read(header + rows_of_trade);
    BOOST_TEST(trade.report.about.name == "comext");
    BOOST_TEST(flows_of(trade)
                   == (strings{"KAZ>DEU 202512 27090090 900 by importer", "KAZ>DEU 202512 27090090 5 by importer",
                               "KAZ>DEU 202512 27XXXXXX 1 by importer", "QAT>DEU 202512 27090090 7 by importer",
                               "DEU>NAM 202512 01012100 3"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::area) == 1);
    BOOST_TEST(rows(trade, row_class::own) == 1);
    BOOST_TEST(rows(trade, row_class::aggregate) == 1); // all products
    BOOST_TEST((trade.report.unit == eq::io::unit::eur));
    BOOST_TEST(residual(trade, 202512) == 25);
    BOOST_TEST(trade.residuals[0].state.str() == "DEU");
    BOOST_TEST(flows_of(read(header + rows_of_trade, {.products = {"TOTAL"}})).at(0)
               == "FRA>DEU 202512 TOTAL 2 by importer");
}

BOOST_AUTO_TEST_CASE(a_row_with_all_dimensions_of_another_repeats_it)
{
    auto const row = std::string{"DE,KZ,E,27090090,32110,1,1,NO_SU,202512,900,1\n"};
    BOOST_TEST(complaint(header + row + row).starts_with("f.csv:3: the row repeats line 2"));
    BOOST_TEST(rows(read(header + row + row, {.repeats = eq::io::repeats::first}), row_class::duplicate) == 1);
}

BOOST_AUTO_TEST_CASE(the_united_kingdom_and_its_parts)
{
    auto const xi = std::string{"DE,XI,L,27090090,32110,1,1,NO_SU,202512,2,1\n"};
    auto const xu = std::string{"DE,XU,M,27090090,32110,1,1,NO_SU,202512,3,1\n"};
    auto const gb = std::string{"DE,GB,E,27090090,32110,1,1,NO_SU,202512,5,1\n"};
    auto const earlier = std::string{"DE,GB,I,27090090,32110,1,1,NO_SU,202012,5,1\n"};
    auto const of = [](auto const&) { return true; };
    BOOST_TEST(sum(read(header + xi + xu), of) == 5);
    BOOST_TEST(sum(read(header + gb + xi + xu), of) == 5);
    BOOST_TEST(rows(read(header + gb + xi + xu), row_class::sub_row) == 2);
    BOOST_TEST(sum(read(header + xi + xu + earlier), of) == 10);
    BOOST_TEST(
        complaint(header + xi + gb)
        == "f.csv:3: the file has the United Kingdom as GB after its parts XI and XU; sort it by partner, so that "
           "the parts are not counted twice");
}

BOOST_AUTO_TEST_CASE(periods)
{
    auto const row = [](std::string const& period) {
        return header + "DE,KZ,E,27090090,1,1,1,NO_SU," + period + ",9,1\n";
    };
    BOOST_TEST(flows_of(read(row("202552"))).at(0) == "KAZ>DEU 2025 27090090 9 by importer");
    for (auto const* const period : {"2025", "202500", "202513", "202553", "2025120"}) {
        BOOST_TEST(complaint(row(period))
                   == "f.csv:2: column PERIOD: found \"" + std::string{period}
                          + "\", expected a year and month such as 202512, or a year such as 202552");
    }
    BOOST_TEST(read(row("202512"), {.years = {2024}}).report.not_asked == 1);
}

BOOST_AUTO_TEST_CASE(malformed_rows)
{
    BOOST_TEST(complaint(header + "DE,KZ,E,27090090,1,3,1,NO_SU,202512,9,1\n")
               == "f.csv:2: column FLOW: found \"3\", expected 1 for imports or 2 for exports");
    BOOST_TEST(complaint(header + "DE,ZZ,E,27090090,1,1,1,NO_SU,202512,9,1\n")
               == "f.csv:2: \"ZZ\" is no state, area or group that is known");
    BOOST_TEST(flows_of(read(header + "DE,KZ,E,27090090,1,1,1,NO_SU,202512,,1\n")).at(0)
               == "KAZ>DEU 202512 27090090 ? by importer");
}

BOOST_AUTO_TEST_CASE(the_older_layout)
{
    BOOST_TEST(
        flows_of(read("DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,PERIOD,"
                      "VALUE_IN_EUROS\n004,DE,0079,KZ,E,27090090,2,1,201952,12\n"))
            == strings{"DEU>KAZ 2019 27090090 12"},
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off)
{
    check_cuts(header + rows_of_trade);
}

// The figures are those that the list of these files states.
BOOST_AUTO_TEST_CASE(outside_files)
{
    if (auto const path = outside_file("eurostat/REAL_comext_full_v2_202402_AT_AD_13rows.dat")) {
        auto const trade = eq::io::read(*path);
        BOOST_TEST(trade.flows.size() == 13);
        BOOST_TEST(amount(trade, row_class::used) == 7713);
    }
    if (auto const path = outside_file("eurostat/SYNTH_comext_full_v2_202512.dat")) {
        auto const trade = eq::io::read(*path);
        auto const to_germany = [](auto const& flow) { return flow.destination == eq::iso3{"DEU"}; };
        BOOST_TEST(sum(trade, to_germany) == 1'492'235'000 - 33'500'000);
        BOOST_TEST(sum(trade, [&](auto const& flow) { return to_germany(flow) && flow.origin == eq::iso3{"KAZ"}; })
                   == 906'000'000);
        BOOST_TEST(rows(trade, row_class::area) == 4);
        BOOST_TEST(amount(trade, row_class::area) == 33'500'000);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
