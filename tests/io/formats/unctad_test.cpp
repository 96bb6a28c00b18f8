// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/io/formats/unctad.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace provider_files;
using eq::io::row_class;
using strings = std::vector<std::string>;

// Invented figures.
std::string const matrix =
    "\xEF\xBB\xBFYear,Economy,Economy Label,Partner,Partner Label,Flow,Flow Label,SitcRev3Product,"
    "SitcRev3Product Label,US dollars at current prices in thousands,US dollars at current prices in thousands "
    "Footnote\r\n"
    "2024,496,Mongolia,0000,World,2,Exports,TOTAL,All,100,\r\n"
    "2024,496,Mongolia,5100,Group,2,Exports,TOTAL,All,60,Estimated\r\n"
    "2024,496,Mongolia,156,China,2,Exports,TOTAL,All,50.25,\r\n"
    "2024,496,Mongolia,036,Australia,2,Exports,TOTAL,All,10,Estimated\r\n"
    "2024,496,Mongolia,158,\"China, Taiwan Province of\",1,Imports,TOTAL,All,4,\r\n"
    "2024,496,Mongolia,384,C\xC3\xB4te d'Ivoire,2,Exports,TOTAL,All,,_Missing value\r\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(unctad)

BOOST_AUTO_TEST_CASE(what_becomes_of_each_row)
{
    auto const trade = read(matrix);
    BOOST_TEST(trade.report.about.name == "unctad");
    BOOST_TEST(flows_of(trade)
                   == (strings{"MNG>CHN 2024 TOTAL 50.25", "MNG>AUS 2024 TOTAL 10", "TWN>MNG 2024 TOTAL 4 by importer",
                               "MNG>CIV 2024 TOTAL ?"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(trade, row_class::aggregate) == 2);
    BOOST_TEST(trade.report.flags.size() == 1);
    BOOST_TEST(trade.report.flags.at("Estimated") == 1);
    BOOST_TEST((trade.report.unit == eq::io::unit::thousand_usd));
    BOOST_TEST(residual(trade, 2024) == 39.75);
}

BOOST_AUTO_TEST_CASE(products_of_one_level)
{
    auto const levels = matrix + "2024,496,Mongolia,156,China,2,Exports,27,Fertilizers,5,\r\n";
    BOOST_TEST(complaint(levels)
               == "f.csv:8: SitcRev3Product has the values \"TOTAL\" and \"27\" in rows that are read; one of them "
                  "contains the other: name those to read in format_options::products, or their number of digits in "
                  "product_level");
    BOOST_TEST(flows_of(read(levels, {.products = {"27"}})) == strings{"MNG>CHN 2024 27 5"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off)
{
    check_cuts(matrix);
}

// The figures are those that the list of these files states.
BOOST_AUTO_TEST_CASE(outside_file)
{
    if (auto const path = provider_files::outside_file("unctad/SYNTH_US_TradeMatrix_v1.csv")) {
        auto const trade = eq::io::read(*path, {.tolerance = 0});
        BOOST_TEST(flows_of(trade).at(0) == "MNG>CHN 2024 TOTAL 500000.25");
        BOOST_TEST(sum(trade, [](auto const& flow) { return flow.by == eq::io::reported_by::exporter; }) == 1000000.5);
        BOOST_TEST(trade.report.books.file().read().rows == 16);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
