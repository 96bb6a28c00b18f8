// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/wits_api.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eio::row_class;

std::string const table = "Freq,Reporter,Partner,ProductCode,Indicator,Year,Value\n"
                          "A,MNG,CHN,Total,XPRT-TRD-VL,2017,5268.94\n"
                          "A,MNG,CHN,Fuels,XPRT-TRD-VL,2017,2600\n"
                          "A,MNG,WLD,Total,XPRT-TRD-VL,2017,6200.94\n"
                          "A,MNG,EAS,Total,XPRT-TRD-VL,2017,5500\n"
                          "A,MNG,UNS,Total,XPRT-TRD-VL,2017,32\n"
                          "A,MNG,ITA,Total,XPRT-TRD-VL,2017,\n"
                          "A,MNG,RUS,Total,MPRT-TRD-VL,2017,1219.19\n"
                          "A,MNG,CHN,Total,XPRT-PRTNR-SHR,2017,84.97\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(wits_api)

BOOST_AUTO_TEST_CASE(values_of_exports_and_imports_are_flows)
{
    auto const trade = eio::read(eio::text(table));
    BOOST_TEST(trade.report.about.name == "wits_api");
    BOOST_TEST((trade.report.unit == eio::unit::thousand_usd));
    BOOST_REQUIRE(trade.flows.size() == 2U);
    BOOST_TEST((trade.flows[0]
                == eio::reported_flow{"MNG"_iso3, "CHN"_iso3, 5268.94, 2017, "Total", eio::reported_by::exporter}));
    BOOST_TEST((trade.flows[1]
                == eio::reported_flow{"RUS"_iso3, "MNG"_iso3, 1219.19, 2017, "Total", eio::reported_by::importer}));
    BOOST_REQUIRE(trade.unknown.size() == 1U);
    BOOST_TEST(trade.unknown[0].destination == "ITA"_iso3);
    auto const& books = trade.report.books.file();
    BOOST_TEST(books[row_class::aggregate].rows == 2U);
    BOOST_TEST(books[row_class::area].rows == 1U);
    BOOST_TEST(books[row_class::sub_row].rows == 2U);
    BOOST_TEST(books[row_class::sub_row].amount() == 2600); // a share is no amount in US$
    BOOST_REQUIRE(trade.residuals.size() == 1U);
    BOOST_TEST(trade.residuals[0].amount == 932); // 6 200.94 - 5 268.94
}

BOOST_AUTO_TEST_CASE(products_are_read_when_they_are_asked_for)
{
    auto const fuels = eio::read(eio::text(table), {.products = {"Fuels"}});
    BOOST_REQUIRE(fuels.flows.size() == 1U);
    BOOST_TEST(fuels.flows[0].amount == 2600);
}

BOOST_AUTO_TEST_CASE(a_code_that_is_unknown_and_a_row_that_repeats_the_last_are_refused)
{
    auto const refusal = [](std::string const& row) {
        return message_of<std::exception>([&] { (void)eio::read(eio::text(table + row)); });
    };
    BOOST_TEST(refusal("A,MNG,QQX,Total,XPRT-TRD-VL,2017,1\n")
               == "text:10: \"QQX\" is no state, area or group that is known");
    BOOST_TEST(refusal("A,MNG,ITA,Total,XPRT-TRD-VL,2017,1\nA,MNG,ITA,Total,XPRT-TRD-VL,2017,1\n")
               == "text:11: the row repeats line 10 (2017, MNG, ITA); say what becomes of repeated rows by "
                  "repeats::sum, first, last or largest");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
