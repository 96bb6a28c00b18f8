// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"
#include "../reading.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/factbook.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eio::row_class;

std::string const header = "gec,country,region_folder,flow,year,partner,share_pct\n";

eio::provider_flows read(std::string const& rows, eio::format_options const& options = {})
{
    return eio::read(eio::text(header + rows), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(factbook)

BOOST_AUTO_TEST_CASE(a_share_that_cannot_be_read_is_unknown_on_request)
{
    auto const rows = std::string{"mg,Mongolia,asia,export,2023,China,9O\nmg,Mongolia,asia,export,2023,Japan,6\n"};
    auto const trade = read(rows, {.malformed = eio::skip});
    BOOST_REQUIRE(trade.flows.size() == 1U);
    BOOST_REQUIRE(trade.unknown.size() == 1U);
    BOOST_TEST((trade.unknown[0].destination == "CHN"_iso3));
    BOOST_REQUIRE(trade.residuals.size() == 1U);
    BOOST_TEST(trade.residuals[0].amount == 94); // of 100, a part of it is China's
    auto const& books = trade.report.books;
    BOOST_TEST(books.file()[row_class::unknown].rows == 1U);
    BOOST_TEST(books.file().read().rows == 2U);
    BOOST_TEST(books.examples(row_class::unknown).at(0).what
               == "text:2: column share_pct: found \"9O\", expected a number");
    // several partners in a row whose share cannot be read
    auto const several = read("mg,Mongolia,asia,export,2023,\"China 90&, Japan\",x\n", {.malformed = eio::skip});
    BOOST_TEST(several.report.books.file()[row_class::refused].rows == 1U);
}

BOOST_AUTO_TEST_CASE(a_list_is_of_the_largest_partners_in_100_percent)
{
    auto const rows = std::string{"mg,Mongolia,asia,export,2023,China,92\n"
                                  "mg,Mongolia,asia,export,2023,Switzerland,6\n"
                                  "mg,Mongolia,asia,export,2023,Japan,0\n"
                                  "mg,Mongolia,asia,import,2023,Asia,10\n"
                                  "mg,Mongolia,asia,import,2023,China,57\n"};
    auto const trade = read(rows);
    BOOST_TEST(trade.report.about.name == "factbook");
    BOOST_TEST((trade.report.unit == eio::unit::percent));
    BOOST_REQUIRE(trade.flows.size() == 3U);
    BOOST_TEST(
        (trade.flows[0] == eio::reported_flow{"MNG"_iso3, "CHN"_iso3, 92, 2023, "", eio::reported_by::exporter}));
    BOOST_TEST(
        (trade.flows[2] == eio::reported_flow{"CHN"_iso3, "MNG"_iso3, 57, 2023, "", eio::reported_by::importer}));
    BOOST_REQUIRE(trade.unknown.size() == 1U); // less than half a percent
    BOOST_TEST(trade.unknown[0].destination == "JPN"_iso3);
    BOOST_TEST(read(rows, {.below_half = eio::below_half::zero}).flows.size() == 4U);

    // 100 is implied: it is no row of the file
    auto const& books = trade.report.books.file();
    BOOST_TEST(books.read().rows == 5U);
    BOOST_TEST(books[row_class::aggregate].rows == 1U);
    BOOST_REQUIRE(trade.residuals.size() == 2U);
    BOOST_TEST(trade.residuals[0].amount == 2);
    BOOST_TEST(trade.residuals[1].amount == 43); // the partners in Asia are not known
    BOOST_TEST((trade.residuals[0].listing == eq::listing::largest));
    BOOST_TEST(read(rows, {.years = {2022}}).residuals.empty());
}

BOOST_AUTO_TEST_CASE(a_list_that_contradicts_itself_is_refused)
{
    // three shares may be 1.5 percent too much by rounding, and 101.5 is not more than that
    auto const three = [](std::string const& last) {
        return read("mg,Mongolia,asia,export,2017,China,90\nmg,Mongolia,asia,export,2017,Russia,8\n"
                    "kz,Kazakhstan,asia,export,2017,Italy,18\n"
                    "mg,Mongolia,asia,export,2017,Italy,"
                    + last + "\n");
    };
    auto const rounded = three("3.5");
    BOOST_TEST(rounded.flows.size() == 4U);
    BOOST_TEST(rounded.report.notes.empty());
    BOOST_TEST(rounded.residuals.size() == 1U); // of Kazakhstan

    auto const beyond = three("3.6");
    BOOST_REQUIRE(beyond.flows.size() == 1U);
    BOOST_TEST(beyond.flows[0].origin == "KAZ"_iso3);
    auto const& books = beyond.report.books;
    BOOST_TEST(books.file()[row_class::refused].rows == 3U);
    BOOST_TEST(books.file()[row_class::refused].amount() == 101.6);
    BOOST_TEST(books.states().at("MNG")[row_class::refused].rows == 3U);
    BOOST_REQUIRE(books.examples(row_class::refused).size() == 3U);
    BOOST_TEST(books.examples(row_class::refused)[2].line == 5U);
    BOOST_TEST(books.examples(row_class::refused)[2].what
               == "the shares of the list add up to 101.6 percent, more than rounding can explain");
    BOOST_REQUIRE(beyond.report.notes.size() == 1U);
    BOOST_TEST(beyond.report.notes[0] == "1 list is refused, as it contradicts itself or has no year");
}

BOOST_AUTO_TEST_CASE(a_state_that_is_named_twice_counts_once)
{
    auto const twice = [](std::string const& again, eio::repeats what) {
        return read("mg,Mongolia,asia,export,2019,US,7\nmg,Mongolia,asia,export,2019,United States," + again + "\n",
                    {.repeats = what});
    };
    auto const same = twice("7", eio::repeats::refuse);
    BOOST_TEST(same.flows.size() == 1U);
    BOOST_TEST(same.report.books.file()[row_class::duplicate].amount() == 7);
    BOOST_TEST(same.report.books.examples(row_class::duplicate)[0].what == "the list has the same partner on line 2");

    auto const other = twice("5", eio::repeats::refuse);
    BOOST_TEST(other.flows.empty());
    BOOST_TEST(other.report.books.examples(row_class::refused)[0].what
               == "the list has \"US\" and \"United States\" with different shares");
    BOOST_TEST(twice("5", eio::repeats::first).flows.at(0).amount == 7);
    BOOST_TEST(twice("5", eio::repeats::last).flows.at(0).amount == 5);
    BOOST_TEST(twice("5", eio::repeats::largest).flows.at(0).amount == 7);
    BOOST_TEST(twice("9", eio::repeats::largest).flows.at(0).amount == 9);
    BOOST_TEST(twice("9", eio::repeats::largest).flows.size() == 1U);
    BOOST_TEST(twice("7", eio::repeats::sum).flows.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_order_of_rows_does_not_matter)
{
    auto const apart = read("mg,Mongolia,asia,export,2019,China,81\nkz,Kazakhstan,asia,export,2019,China,13\n"
                            "mg,Mongolia,asia,export,2019,Switzerland,9\n");
    BOOST_REQUIRE(apart.residuals.size() == 2U);
    BOOST_TEST(apart.residuals[0].amount == 87);
    BOOST_TEST(apart.residuals[1].amount == 10);
}

BOOST_AUTO_TEST_CASE(misprints_and_entities_are_read_or_refused)
{
    auto const odd = read("jm,Jamaica,america,export,2021,\"United Kingdom 4&amp;, Russia\",3\n"
                          "jm,Jamaica,america,export,2021,Trinidad &amp; Tobago,2\n"
                          "jm,Jamaica,america,export,2021,&nbsp;South Korea,1\n");
    BOOST_REQUIRE(odd.flows.size() == 4U);
    BOOST_TEST(odd.flows[0].destination == "GBR"_iso3);
    BOOST_TEST(odd.flows[0].amount == 4);
    BOOST_TEST(odd.flows[1].destination == "RUS"_iso3);
    BOOST_TEST(odd.flows[1].amount == 3);
    BOOST_TEST(odd.flows[2].destination == "TTO"_iso3);
    BOOST_TEST(odd.flows[3].destination == "KOR"_iso3);
    BOOST_REQUIRE(odd.report.notes.size() == 1U);
    BOOST_TEST(odd.report.notes[0] == "1 row holds several partners, as a percent sign is misprinted");

    auto const refusal = [](std::string const& row) {
        return message_of<std::exception>([&] { (void)read(row + "\n"); });
    };
    BOOST_TEST(refusal("mg,Mongolia,asia,export,2019,Ruritania,5")
               == "text:2: \"Ruritania\" is no state, area or group that is known; the known name that is spelled most "
                  "like it is \"Mauritania\"");
    BOOST_TEST(refusal("mg,Mongolia,asia,export,2019,Kazahstan,5")
               == "text:2: \"Kazahstan\" is no state, area or group that is known; the known name that is spelled most "
                  "like it is \"Kazakhstan\"");
    BOOST_TEST(refusal("mg,Mongolia,asia,export,2019,The far side of the moon,5")
               == "text:2: \"The far side of the moon\" is no state, area or group that is known");
    BOOST_TEST(refusal("mg,Mongolia,asia,re-export,2019,China,5")
               == "text:2: column flow: found \"re-export\", expected export or import");
    BOOST_TEST(refusal("mg,Mongolia,asia,export,2019,China,-5")
               == "text:2: column share_pct: found \"-5\", expected no negative amount");
    BOOST_TEST(read("mg,Mongolia,asia,export,2019,China,\n").unknown.size() == 1U);

    auto const without_year = read("mg,Mongolia,asia,export,,China,100\n");
    BOOST_TEST(without_year.flows.empty());
    BOOST_TEST(without_year.report.books.examples(row_class::refused).at(0).what == "the year of the list is missing");
}

BOOST_AUTO_TEST_CASE(lists_of_the_provider_add_up)
{
    auto const path = reading::reference("trade/other/cia_factbook_top_partners_2010s_2023.csv");
    if (!path) {
        return;
    }
    // By a script: 13 766 rows, one of which is two. A state stands twice in some lists with the same share, and both
    // the Gaza Strip and the West Bank are Palestine. Seven lists are refused: Gambia's of 147.3, those of Bolivia,
    // Fiji, Sri Lanka and (two) Taiwan, which have a state twice with different shares, and one row without a year.
    auto const trade = eio::read(*path);
    auto const& books = trade.report.books.file();
    BOOST_TEST(books.read().rows == 13'767U);
    BOOST_TEST(books[row_class::used].rows == 13'575U);
    BOOST_TEST(std::fabs(books[row_class::used].amount() - 172'428.8) < 1e-9);
    BOOST_TEST(books[row_class::unknown].rows == 31U);
    BOOST_TEST(books[row_class::duplicate].rows == 63U);
    BOOST_TEST(std::fabs(books[row_class::duplicate].amount() - 777) < 1e-9);
    BOOST_TEST(books[row_class::aggregate].rows == 57U);
    BOOST_TEST(books[row_class::own].rows == 1U);
    BOOST_TEST(books[row_class::refused].rows == 40U);
    BOOST_TEST(std::fabs(books[row_class::refused].amount() - 647.1) < 1e-9);
    BOOST_REQUIRE(trade.report.notes.size() == 2U);
    BOOST_TEST(trade.report.notes[0] == "7 lists are refused, as they contradict themselves or have no year");

    // Mongolia in 2019: China 81, Switzerland 9. The rest of 10 has many partners, or one of 9 and one of 1.
    auto const exports = eio::read_exports(*path, eio::factbook).ledger.at({2019, "MNG"_iso3});
    BOOST_TEST(eq::exposure("CHN"_iso3)(exports) == .81);
    auto const known = eq::bound(exports, eq::hhi);
    BOOST_TEST(std::fabs(known.low - .6642) < 1e-15);
    BOOST_TEST(std::fabs(known.high - .6724) < 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
