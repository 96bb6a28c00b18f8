// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/io/formats/wto.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace provider_files;
using eq::io::row_class;
using strings = std::vector<std::string>;

// Invented figures. The dash is one byte, as in Windows-1252.
std::string row(std::string const& indicator, std::string const& partner, std::string const& iso3,
                std::string const& value, std::string const& flag = "", std::string const& product = "TO",
                std::string const& frequency = "A", std::string const& period = "A", std::string const& unit = "USM")
{
    return "\"ITS\",\"Merchandise " + indicator + " by product group and partner \x96 annual\",\"496\",\"MNG\",\""
           + partner + "\",\"" + iso3 + "\",\"" + product + "\",\"" + period + "\",\"" + frequency + "\",\"" + unit
           + "\",\"2024\",\"" + flag + "\",\"" + value + "\"\n";
}

std::string const header = "\"Indicator Code\",\"Indicator\",\"Reporting Economy Code\",\"Reporting Economy ISO3A "
                           "Code\",\"Partner Economy Code\",\"Partner Economy ISO3A Code\",\"Product/Sector Code\","
                           "\"Period Code\",\"Frequency Code\",\"Unit Code\",\"Year\",\"Value Flag Code\",\"Value\"\n";

std::string const trade_rows = row("exports", "000", "", "15") + row("exports", "156", "CHN", "13.5")
                               + row("exports", "643", "RUS", ".5", "B") + row("exports", "918", "", "4")
                               + row("exports", "158", "TPKM", "0.25") + row("exports", "384", "CIV", "")
                               + row("imports", "156", "CHN", "8");

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(wto)

BOOST_AUTO_TEST_CASE(what_becomes_of_each_row)
{
    auto const trade = read(header + trade_rows);
    BOOST_TEST(trade.report.about.name == "wto");
    BOOST_TEST(flows_of(trade)
                   == (strings{"MNG>CHN 2024 TO 13.5", "MNG>RUS 2024 TO 0.5", "MNG>TWN 2024 TO 0.25",
                               "CHN>MNG 2024 TO 8 by importer", "MNG>CIV 2024 TO ?"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::aggregate) == 2); // the world and the European Union
    BOOST_TEST(trade.report.flags.at("B") == 1);
    BOOST_TEST((trade.report.unit == eq::io::unit::million_usd));
    BOOST_TEST(residual(trade, 2024) == .75);
}

BOOST_AUTO_TEST_CASE(what_is_no_flow)
{
    auto const trade = read(header + row("trade balance", "156", "CHN", "-2"));
    BOOST_TEST(trade.flows.empty());
    BOOST_TEST(rows(trade, row_class::direction) == 1);
    auto const tariff = read(header + row("tariff duty on imports", "156", "CHN", "5", "", "TO", "A", "A", "PCT"));
    BOOST_TEST(rows(tariff, row_class::direction) == 1);
    BOOST_TEST(complaint(header + row("exports", "156", "CHN", "5", "", "TO", "A", "A", "PCT"))
               == "f.csv:2: column Unit Code: found \"PCT\", expected USM, million US dollars");
}

BOOST_AUTO_TEST_CASE(months_and_products)
{
    auto const monthly =
        header + row("exports", "156", "CHN", "5", "", "TO", "M", "M03") + row("exports", "156", "CHN", "60");
    BOOST_TEST(flows_of(read(monthly)) == strings{"MNG>CHN 2024 TO 60"}, boost::test_tools::per_element());
    BOOST_TEST(flows_of(read(monthly, {.frequency = eq::frequency::month})) == strings{"MNG>CHN 202403 TO 5"},
               boost::test_tools::per_element());
    auto const parts = header + row("exports", "156", "CHN", "60") + row("exports", "156", "CHN", "9", "", "AG");
    BOOST_TEST(complaint(parts).find("one of them contains the other") != std::string::npos);
    BOOST_TEST(flows_of(read(parts, {.products = {"AG"}})) == strings{"MNG>CHN 2024 AG 9"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off)
{
    check_cuts(header + trade_rows);
}

// The figures are those that the list of these files states.
BOOST_AUTO_TEST_CASE(outside_file)
{
    if (auto const path = provider_files::outside_file("wto/SYNTH_WtoData_long.csv")) {
        auto const trade = eq::io::read(*path);
        BOOST_TEST(flows_of(trade).at(0) == "KAZ>CHN 2024 TO 14.5");
        BOOST_TEST(trade.report.gaps.at(0).stated == 80.25);
        BOOST_TEST(trade.report.books.file().read().rows == 9);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
