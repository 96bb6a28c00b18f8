// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/wits_timeseries.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eio::row_class;

std::string const header = "Reporter Name,Partner Name,Trade Flow,Indicator,2016,2017\r\n";

// Percent: the regions hold the same partners once more.
std::string const shares = header
                           + "Mongolia, World,Export,Partner Share (%),100,100\r\n"
                             "Mongolia,China,Export,Partner Share (%),79,85.5\r\n"
                             "Mongolia,Switzerland,Export,Partner Share (%),,4.5\r\n"
                             "Mongolia,East Asia & Pacific,Export,Partner Share (%),81,87\r\n"
                             "Mongolia,Unspecified,Export,Partner Share (%),1,\r\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(wits_timeseries)

BOOST_AUTO_TEST_CASE(the_world_is_the_total_and_regions_are_aggregates)
{
    auto const trade = eio::read(eio::text(shares));
    BOOST_TEST(trade.report.about.name == "wits_timeseries");
    BOOST_TEST((trade.report.unit == eio::unit::percent));
    BOOST_TEST(trade.flows.size() == 3U);
    BOOST_TEST(trade.unknown.empty());
    auto const& books = trade.report.books.file();
    BOOST_TEST(books[row_class::used].amount() == 169);
    BOOST_TEST(books[row_class::aggregate].rows == 4U);
    BOOST_TEST(books[row_class::aggregate].amount() == 368);
    BOOST_TEST(books[row_class::area].rows == 1U);
    auto const ledger = eio::read_exports(eio::text(shares), eio::wits_timeseries).ledger;
    BOOST_TEST(eq::exposure("CHN"_iso3)(ledger.at({2017, "MNG"_iso3})) == .855);
    BOOST_TEST(eq::exposure("CHN"_iso3)(ledger.at({2016, "MNG"_iso3})) == .79);
}

BOOST_AUTO_TEST_CASE(the_indicator_says_the_unit)
{
    auto const unit_of = [](std::string const& indicator) {
        return eio::read(eio::text(header + "Mongolia,China,Import," + indicator + ",1,2\r\n")).report.unit;
    };
    BOOST_TEST((unit_of("Import (US$ Thousand)") == eio::unit::thousand_usd));
    BOOST_TEST((unit_of("Import Trade Value (1000 US$)") == eio::unit::thousand_usd));
    BOOST_TEST((unit_of("Imports (in US$ Mil)") == eio::unit::million_usd));
    BOOST_TEST((unit_of("Import Partner Share (%)") == eio::unit::percent));

    auto const other = eio::read(eio::text(header + "Mongolia,China,Import,AHS Simple Average (%),-1,x\r\n"));
    BOOST_TEST(other.flows.empty());
    BOOST_TEST(other.report.books.file()[row_class::sub_row].rows == 2U);
    BOOST_TEST(message_of<eio::input_error>(
                   [] { (void)eio::read(eio::text(shares + "Mongolia,China,Export,Export (US$ Thousand),1,2\r\n")); })
               == "text:7: the row is in thousand US$, and rows above it are in percent; a file is read in one unit");
}

BOOST_AUTO_TEST_CASE(groups_of_products_are_parts_of_all_products_unless_asked_for)
{
    auto const text = std::string{"Reporter Name,Partner Name,Trade Flow,Product Group,Measure,2017\r\n"
                                  "Mongolia,China,Export,All Products,Export (US$ Thousand),90\r\n"
                                  "Mongolia,China,Export,Fuels,Export (US$ Thousand),40\r\n"
                                  "Mongolia,World,Export,Fuels,Export (US$ Thousand),50\r\n"
                                  "Mongolia,China,Re-Export,All Products,Export (US$ Thousand),5\r\n"};
    auto const all = eio::read(eio::text(text));
    BOOST_REQUIRE(all.flows.size() == 1U);
    BOOST_TEST(all.flows[0].amount == 90);
    BOOST_TEST(all.report.books.file()[row_class::sub_row].amount() == 90);
    BOOST_TEST(all.report.books.file()[row_class::direction].amount() == 5);
    auto const fuels = eio::read(eio::text(text), {.products = {"Fuels"}});
    BOOST_REQUIRE(fuels.flows.size() == 1U);
    BOOST_TEST(fuels.flows[0].amount == 40);
    BOOST_REQUIRE(fuels.residuals.size() == 1U);
    BOOST_TEST(fuels.residuals[0].amount == 10);
    BOOST_TEST(fuels.report.not_asked == 2U);
}

BOOST_AUTO_TEST_CASE(a_row_that_stands_twice_is_refused)
{
    BOOST_TEST(message_of<eio::input_error>(
                   [] { (void)eio::read(eio::text(shares + "Mongolia,China,Export,Partner Share (%),79,85.5\r\n")); })
               == "text:7: the row repeats line 3 (Mongolia, China, Export, Partner Share (%)); in this format, "
                  "repeats::sum or repeats::first says what becomes of such rows");
}

// A quote that nobody closed: by default it swallows the next row, which the report counts; if line breaks in quotes
// are forbidden, the row ends with its line.
BOOST_AUTO_TEST_CASE(quotes_across_lines_are_counted_or_forbidden)
{
    auto const file = std::string{"Reporter Name,Partner Name,Trade Flow,Indicator,2017\r\n"
                                  "Mongolia,China,Export,Partner Share (%),85.5\r\n"
                                  "Mongolia,\"Switzerland,Export,Partner Share (%),4.5\r\n"
                                  "Mongolia,Japan\",Export,Partner Share (%),1\r\n"
                                  "Mongolia,Italy,Export,Partner Share (%),2\r\n"};
    auto const read = eio::read(eio::text(file), {.malformed = eio::skip, .unknown_codes = true});
    BOOST_TEST(read.report.lines.multiline == 1U);
    BOOST_TEST(read.report.lines.first_multiline == 3U);
    BOOST_TEST(read.flows.size() == 2U);

    auto const forbid = [&](eio::on_malformed malformed) {
        return eio::read(eio::text(file), {.malformed = malformed, .multiline = false});
    };
    BOOST_TEST(message_of<eio::input_error>([&] { (void)forbid(eio::fail); })
               == "text:3: column Partner Name: found \"\"Switzerland,Export,Partner Share (%),4.5\", expected a quote "
                  "that is "
                  "closed on its line");
    auto const apart = forbid(eio::skip);
    BOOST_TEST(apart.report.lines.multiline == 0U);
    BOOST_TEST(apart.report.books.file()[row_class::refused].rows == 2U);
    BOOST_TEST(apart.flows.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
