// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"
#include "../reading.hpp"

#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/sipri_register.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eio::row_class;

std::string register_of(std::string const& title, std::string const& rows)
{
    return "Transfers of major conventional arms " + title
           + " . Deals with deliveries made for the year range '2021' to '2025' \n"
             "SIPRI trend-indicator values (TIVs) are in millions.\n"
             "\n"
             "Data generated: 28 Sep 2026 9:10:31 AM\n"
             "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
             "Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,"
             "SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
           + rows;
}

// Mongolia gets aircraft in two years, radars that are worth less than half a million, and nothing of its missiles yet.
std::string const orders = "Mongolia,Russia,2019,,12,,X-30,aircraft,5,,2021; (2023),New,\"a, b\",32,384,160.5\n"
                           "Mongolia,Russia,2020,?,1,,R-2,radar,1,,2021,New,,0.3,0.3,0\n"
                           "Mongolia,China,2024,,9,?,M-1,missile,,,,New,,1,9,\n"
                           "Mongolia,unknown supplier(s),2020,,2,,T-1,tank,2,,2022?,New,,1,2,2\n";

eio::provider_flows read(std::string const& text, eio::format_options const& options = {})
{
    return eio::read(eio::text(text), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(sipri_register)

BOOST_AUTO_TEST_CASE(deliveries_of_several_years_are_in_the_last)
{
    auto const arms = read(register_of("from All countries  to Mongolia", orders));
    BOOST_TEST(arms.report.about.name == "sipri_register");
    BOOST_REQUIRE(arms.flows.size() == 1U);
    BOOST_TEST((arms.flows[0]
                == eio::reported_flow{"RUS"_iso3, "MNG"_iso3, 160.5, 2023, "aircraft", eio::reported_by::importer}));
    BOOST_REQUIRE(arms.report.notes.size() == 1U);
    BOOST_TEST(arms.report.notes[0] == "1 row has several years of delivery; the whole amount is in the last of them");
    BOOST_REQUIRE(arms.unknown.size() == 1U);
    BOOST_TEST(arms.unknown[0].channel == "radar");
    BOOST_REQUIRE(arms.residuals.size() == 1U);
    BOOST_TEST(arms.residuals[0].amount == 2);
    BOOST_TEST(arms.residuals[0].period == 2022);
    auto const& books = arms.report.books.file();
    BOOST_TEST(books[row_class::direction].rows == 1U); // ordered, not delivered
    BOOST_TEST(books[row_class::area].rows == 1U);
    BOOST_TEST(books.read().rows == 4U);
    BOOST_TEST(arms.report.vintage == "28 Sep 2026 9:10:31 AM");
    BOOST_TEST(read(register_of("from All countries  to Mongolia", orders), {.below_half = eio::below_half::zero})
                   .flows[1]
                   .amount
               == 0);
}

BOOST_AUTO_TEST_CASE(the_title_tells_whose_ledger_is_whole)
{
    auto const by = [](std::string const& title) {
        return read(register_of(title, "Mongolia,Russia,2019,,1,,X,tank,1,,2021,New,,1,1,1\n")).flows.at(0).by;
    };
    BOOST_TEST((by("from All countries  to Mongolia") == eio::reported_by::importer));
    BOOST_TEST((by("from Russia   to All countries") == eio::reported_by::exporter));
    BOOST_TEST((by("from All countries  to All countries") == eio::reported_by::both));
    BOOST_TEST((by("as selected") == eio::reported_by::both));
}

BOOST_AUTO_TEST_CASE(an_unknown_supplier_or_recipient_is_in_the_residual_of_the_state_at_the_other_end)
{
    auto const both = read(register_of("from All countries to All countries",
                                       "Mongolia,unknown supplier(s),2019,,1,,X,tank,1,,2021,New,,1,1,3\n"
                                       "NATO**,Russia,2019,,1,,X,tank,1,,2021,New,,1,1,5\n"));
    BOOST_REQUIRE(both.residuals.size() == 2U);
    BOOST_TEST(both.residuals[0].state == "MNG"_iso3);
    BOOST_TEST(both.residuals[0].amount == 3);
    BOOST_TEST((both.residuals[0].by == eio::reported_by::importer));
    BOOST_TEST(both.residuals[1].state == "RUS"_iso3);
    BOOST_TEST(both.residuals[1].amount == 5);
    BOOST_TEST((both.residuals[1].by == eio::reported_by::exporter));
}

BOOST_AUTO_TEST_CASE(the_layout_by_year_names_the_supplier_first)
{
    auto const arms = read("Transfers of major conventional arms from All countries  to Mongolia .\n"
                           "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,"
                           "Order date,Order date is estimate,Numbers delivered,Numbers delivered is estimate,"
                           "Delivery year,Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,"
                           "TIV delivery values,Local production\n"
                           "7,Russia,Mongolia,X-30,aircraft,Aircraft,2019,No,2,No,2021,No,New,32,32,64,\n"
                           "7,Russia,Mongolia,X-30,aircraft,Aircraft,2019,No,3,No,2023,Yes,New,32,32,96.5,\n");
    BOOST_TEST(arms.report.about.name == "sipri_register");
    BOOST_REQUIRE(arms.flows.size() == 2U);
    BOOST_TEST((arms.flows[1]
                == eio::reported_flow{"RUS"_iso3, "MNG"_iso3, 96.5, 2023, "aircraft", eio::reported_by::importer}));
    BOOST_TEST(arms.report.notes.empty());
}

BOOST_AUTO_TEST_CASE(years_and_amounts_must_be_there_together)
{
    auto const refusal = [](std::string const& row) {
        return message_of<eio::format_error>([&] { (void)read(register_of("from All countries to Mongolia", row)); });
    };
    BOOST_TEST(refusal("Mongolia,Russia,2019,,1,,X,tank,1,,soon,New,,1,1,1\n")
               == "text:6: column Year(s) of delivery: found \"soon\", expected years of delivery, such as 2021; 2023");
    BOOST_TEST(refusal("Mongolia,Russia,2019,,1,,X,tank,1,,,New,,1,1,1\n")
               == "text:6: column Year(s) of delivery: found \"\", expected a year of delivery, as the row has an "
                  "amount");
    // a year without an amount is a delivery of which the amount is not known
    auto const arms =
        read(register_of("from All countries to Mongolia", "Mongolia,Russia,2019,,1,,X,tank,1,,2021,New,,1,1,\n"));
    BOOST_TEST(arms.unknown.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_register_of_2026_adds_up)
{
    auto const path = reading::reference("sipri/SYNTH_trade-register_recipient_KAZ_2021-2025.csv");
    if (!path) {
        return;
    }
    // by hand: 160 + 45 + 18 + 3 in four rows, three of them of several years; Spain's 0; the African Union has nothing
    auto const arms = eio::read(*path);
    auto const& books = arms.report.books.file();
    BOOST_TEST(books[row_class::used].rows == 4U);
    BOOST_TEST(books[row_class::used].amount() == 226);
    BOOST_TEST(books[row_class::unknown].rows == 1U);
    BOOST_TEST(books[row_class::direction].rows == 1U);
    BOOST_REQUIRE(arms.report.notes.size() == 1U);
    BOOST_TEST(arms.report.notes[0]
               == "3 rows have several years of delivery; the whole amount is in the last of them");
    BOOST_TEST((arms.flows[0].origin == "RUS"_iso3));
    BOOST_TEST(arms.flows[0].amount == 160);
    BOOST_TEST(arms.flows[0].period == 2025);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
