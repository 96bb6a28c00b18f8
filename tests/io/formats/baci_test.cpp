// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/baci.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace provider_files;
using eq::io::row_class;

/// As CEPII writes it: amounts in thousand US$, quantities padded. 496 Mongolia, 842 the USA, 251 France, 490 an area.
std::string const plain = "t,i,j,k,v,q\n"
                          "2023,496,156,270112,7600.75,  1500321.250\n"
                          "2023,496,842,020500,0.041,           NA\n"
                          "2023,496,251,010121,12,\n"
                          "2023,496,490,270112,77.7,        3.200\n"
                          "2023,842,496,870323,300,        1.500\n";
/// The same as R writes it: quoted, padded, and without the leading zeros of k.
std::string const saved_by_r = "\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\r\n"
                               "2023,496,156,\"270112\",\"   7600.750\",\"  1500321.250\"\r\n"
                               "2023,496,842,\"20500\",\"      0.041\",\"           NA\"\r\n"
                               "2023,496,251,10121,\"     12.000\",NA\r\n"
                               "2023,496,490,270112,77.7,\"        3.200\"\r\n"
                               "2023,842,496,870323,300,\"        1.500\"\r\n";

bool is_close(double value, double expected)
{
    return std::fabs(value - expected) <= 1e-12 * std::fabs(expected);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(baci)

BOOST_AUTO_TEST_CASE(plain_numbers_and_those_saved_by_r_are_the_same)
{
    auto const expected =
        std::vector<std::string>{"MNG>CHN 2023 270112 7600.75 by both", "MNG>USA 2023 020500 0.041 by both",
                                 "MNG>FRA 2023 010121 12 by both", "USA>MNG 2023 870323 300 by both"};
    for (auto const& text : {plain, saved_by_r}) {
        auto const trade = read(text);
        BOOST_TEST(flows_of(trade) == expected, boost::test_tools::per_element());
        BOOST_TEST(trade.report.about.name == "baci");
        BOOST_TEST((trade.report.unit == eq::io::unit::thousand_usd));
        BOOST_TEST(rows(trade, row_class::used) == 4U);
        BOOST_TEST(rows(trade, row_class::area) == 1U);
        BOOST_TEST(amount(trade, row_class::area) == 77.7);
        BOOST_TEST(trade.report.books.file().read().rows == 5U);
        BOOST_TEST(residual(trade, 2023) == 77.7);
        BOOST_TEST(trade.report.unused_columns == std::vector<std::string>{"q"}, boost::test_tools::per_element());
        check_cuts(text);
    }
}

BOOST_AUTO_TEST_CASE(files_before_2021_call_the_product_hs6_and_may_have_any_order)
{
    auto const trade =
        read("t,hs6,i,j,v,q\n2003,20500,810,496,5,1\n2003,270112,643,496,7,1\n", {.unknown_codes = true});
    // 810 is the Soviet Union, which was no more in 2003, but the code means nothing else
    BOOST_TEST(flows_of(trade).back() == "RUS>MNG 2003 270112 7 by both");
    BOOST_TEST(flows_of(read("q,v,k,j,i,t\n,5,270112,156,496,2019\n")).at(0) == "MNG>CHN 2019 270112 5 by both");
}

BOOST_AUTO_TEST_CASE(codes_of_the_past_and_areas)
{
    // 58 Belgium-Luxembourg until 1998, 280 and 276 Germany, 736 the Sudan before 2011
    auto const trade = read("t,i,j,k,v,q\n2010,736,156,270900,5,\n1990,280,643,870323,7,\n2010,697,496,270900,1,\n");
    BOOST_REQUIRE(trade.flows.size() == 2U);
    BOOST_TEST(trade.flows[0].origin == "SDN"_iso3);
    BOOST_TEST(trade.flows[1].origin == "DEU"_iso3);
    BOOST_TEST(rows(trade, row_class::area) == 1U);
    BOOST_TEST(complaint("t,i,j,k,v,q\n2019,496,5555,270900,1,\n")
               == "f.csv:2: \"5555\" is no state, area or group that is known");
    BOOST_TEST(trade.report.joined == 0U);
    // 840 and 842 are the United States, 356 and 699 India: of each, the rows under the rarer number are counted
    auto const twice = std::string{"t,i,j,k,v,q\n2019,496,840,270900,1,\n2019,496,842,270900,1,\n"
                                   "2019,496,842,270112,1,\n2019,356,496,270900,1,\n2019,699,496,270900,1,\n"
                                   "2020,699,496,270900,1,\n"};
    BOOST_TEST(read(twice).report.joined == 2U);
    BOOST_TEST(eq::io::read_exports(eq::io::text(twice), eq::io::baci).report.joined == 2U);
    // Other Asia is mostly Taiwan, and is read as Taiwan where the options say so
    auto const taiwan = read(plain, {.read_as = {{"490", "TWN"_iso3}}});
    BOOST_TEST(rows(taiwan, row_class::area) == 0U);
    BOOST_TEST(flows_of(taiwan).at(3) == "MNG>TWN 2023 270112 77.7 by both");
}

BOOST_AUTO_TEST_CASE(amounts_that_are_missing_or_malformed)
{
    auto const text = [](std::string const& amount) { return "t,i,j,k,v,q\n2019,496,156,270900," + amount + ",1\n"; };
    BOOST_TEST(flows_of(read(text(""))).at(0) == "MNG>CHN 2019 270900 ? by both");
    BOOST_TEST(flows_of(read(text("NA"))).at(0) == "MNG>CHN 2019 270900 ? by both");
    BOOST_TEST(flows_of(read(text("0"))).at(0) == "MNG>CHN 2019 270900 0 by both");
    BOOST_TEST(complaint(text("-5")) == "f.csv:2: column v: found \"-5\", expected no negative amount");
    BOOST_TEST(complaint(text("5x")) == "f.csv:2: column v: found \"5x\", expected a number");
    // a row that does not fit the header tells nothing; one of which the amount alone cannot be read names its partner
    auto const damaged = text("5x") + "2019,496,643,270900,3,1\n2019,496\n";
    auto const skipped = read(damaged, {.malformed = eq::io::skip});
    BOOST_TEST(flows_of(skipped)
                   == (std::vector<std::string>{"MNG>RUS 2019 270900 3 by both", "MNG>CHN 2019 270900 ? by both"}),
               boost::test_tools::per_element());
    BOOST_TEST(rows(skipped, row_class::unknown) == 1U);
    BOOST_TEST(rows(skipped, row_class::refused) == 1U);
    BOOST_TEST(rows(skipped, row_class::used) == 1U);
    BOOST_TEST(skipped.report.lines.skipped == 2U);
    BOOST_TEST(skipped.report.books.examples(row_class::unknown).at(0).what
               == "f.csv:2: column v: found \"5x\", expected a number");
    BOOST_TEST(skipped.report.books.states().at("MNG")[row_class::unknown].rows == 1U);
    auto const exports =
        eq::io::read_exports(eq::io::text(damaged), eq::io::baci, eq::by_period_and_state, {.malformed = eq::io::skip})
            .ledger.at({2019, "MNG"_iso3});
    BOOST_TEST(eq::is_undefined(eq::exposure(exports, "RUS"_iso3))); // 3 of 3 and what went to China
    BOOST_TEST(eq::is_undefined(eq::exposure(exports, "CHN"_iso3)));
    // another field that cannot be read leaves the row without its partner or year
    for (auto const* const row : {"2019,496,x,270900,5x,1\n", "20 19,496,156,270900,5x,1\n"}) {
        auto const lost = read("t,i,j,k,v,q\n" + std::string{row}, {.malformed = eq::io::skip});
        BOOST_TEST(flows_of(lost).empty());
        BOOST_TEST(rows(lost, row_class::refused) == 1U);
    }
    // a negative amount is none either, and rows that repeat one another are found
    BOOST_TEST(flows_of(read(text("-5"), {.malformed = eq::io::skip})).at(0) == "MNG>CHN 2019 270900 ? by both");
    BOOST_TEST(complaint(text("5x") + "2019,496,156,270900,5,1\n", {.malformed = eq::io::skip}).find("repeats line 2")
               != std::string::npos);
    BOOST_TEST(complaint("t,i,j,k,v,q\n2019,496,156,270900,5,1,9\n") == "f.csv:2: found 7 fields, expected 6 fields");
    BOOST_TEST(read("t,i,j,k,v,q\n").report.books.file().read().rows == 0U);
    auto const message = complaint("t,i,j,k,q\n2019,496,156,270900,5\n");
    BOOST_TEST(message.starts_with("f.csv: no line is the header of a known format (baci, "), message);
    BOOST_TEST(message.ends_with("; line 1 comes nearest to baci, of whose columns \"t\", \"i\", \"j\", \"v\", \"q\", "
                                 "\"k\" it lacks \"v\"; it holds \"t\", \"i\", \"j\", \"k\", \"q\""),
               message);
}

BOOST_AUTO_TEST_CASE(years_and_products_that_are_asked_for)
{
    auto const trade = read(plain + "2022,496,156,270112,1,\n", {.years = {2023}, .products = {"010121", "270112"}});
    BOOST_TEST(trade.flows.size() == 2U);
    BOOST_TEST(trade.report.not_asked == 3U);
    BOOST_TEST(trade.report.books.file().read().rows == 3U); // with the area
}

BOOST_AUTO_TEST_CASE(the_ledgers_of_a_file)
{
    auto const exports = eq::io::read_exports(eq::io::text(plain), eq::io::baci).ledger.at({2023, "MNG"_iso3});
    // 7600.75 of 7600.75 + .041 + 12 + 77.7 = 7690.491
    BOOST_TEST(is_close(eq::exposure(exports, "CHN"_iso3), 7600.75 / 7690.491));
    BOOST_TEST(is_close(exports.residual_share(), 77.7 / 7690.491));
    auto const by_product =
        eq::io::read_exports(eq::io::text(plain), eq::io::any_format, eq::by_period_state_and_channel).ledger;
    BOOST_TEST(by_product.amounts_in() == "thousand US$");
    BOOST_TEST(is_close(eq::exposure(by_product.at({2023, "MNG"_iso3, "270112"}), "CHN"_iso3), 7600.75 / 7678.45));
    BOOST_TEST(eq::exposure(by_product.at({2023, "MNG"_iso3, "010121"}), "FRA"_iso3) == 1);
}

BOOST_AUTO_TEST_CASE(real_rows_of_afghanistan_and_south_africa)
{
    auto const path = outside_file("trade/baci/BACI_HS92_Y2021_exporters_AFG4_ZAF710_trim.csv");
    if (!path) {
        return;
    }
    // formats_values.csv: 3070 rows of 678189.124 and 6293 rows of 42696436.264; to Other Asia, by a script, 10 rows of
    // 12.428 and 49 rows of 368270.378
    auto const result = eq::io::read_exports(*path, eq::io::any_format);
    auto const& states = result.report.books.states();
    BOOST_TEST(states.size() == 2U);
    BOOST_TEST(states.at("AFG").read().rows == 3070U);
    BOOST_TEST(is_close(states.at("AFG").read().amount(), 678189.124));
    BOOST_TEST(states.at("AFG")[row_class::area].rows == 10U);
    BOOST_TEST(is_close(states.at("AFG")[row_class::area].amount(), 12.428));
    BOOST_TEST(states.at("ZAF").read().rows == 6293U);
    BOOST_TEST(is_close(states.at("ZAF").read().amount(), 42696436.264));
    BOOST_TEST(states.at("ZAF")[row_class::area].rows == 49U);
    BOOST_TEST(is_close(states.at("ZAF")[row_class::area].amount(), 368270.378));
    BOOST_TEST(result.report.books.file()[row_class::used].rows == 3070U - 10 + 6293 - 49);
    BOOST_TEST(is_close(result.ledger.at({2021, "ZAF"_iso3}).residual_share(), 368270.378 / 42696436.264));

    auto const trade = eq::io::read(*path, {.search_repeats = true}); // there are none
    BOOST_TEST(trade.report.searched_repeats);
    BOOST_TEST(trade.flows.size() == 9304U);
    for (auto const& flow : trade.flows) {
        BOOST_REQUIRE(flow.channel.size() == 6U); // the lost zeros are back
    }
}

BOOST_AUTO_TEST_CASE(invented_rows_in_both_notations)
{
    for (auto const& [name, year] : {std::pair{"baci/SYNTH_BACI_HS92_Y2023_V202501_padded.csv", 2023},
                                     {"baci/SYNTH_BACI_HS92_Y2024_V202601_plain.csv", 2024}}) {
        auto const path = outside_file(name);
        if (!path) {
            return;
        }
        auto const trade = eq::io::read(*path);
        auto const& books = trade.report.books;
        BOOST_TEST(books.file().read().rows == 20U);
        BOOST_TEST(is_close(books.file().read().amount(), 13973429.939));
        BOOST_TEST(books.file()[row_class::area].rows == 2U);
        BOOST_TEST(is_close(books.file()[row_class::area].amount(), 9876.543 + 77.7));
        BOOST_TEST(is_close(books.states().at("KAZ").read().amount(), 3497880.847));
        BOOST_TEST(is_close(sum(trade,
                                [](eq::io::reported_flow const& flow) {
                                    return flow.origin == "MNG"_iso3 && flow.destination == "CHN"_iso3;
                                }),
                            7600000.75));
        BOOST_TEST(trade.flows[0].period == year);
        // 842, 251, 699, 757 and 579 are states
        BOOST_TEST(sum(trade, [](eq::io::reported_flow const& flow) { return flow.origin == "USA"_iso3; }) == 33000);
    }
}

BOOST_AUTO_TEST_CASE(an_area_without_an_amount)
{
    auto const trade = read("t,i,j,k,v,q\n2023,496,156,270112,60,1\n2023,496,490,270112,NA,1\n");
    BOOST_REQUIRE(trade.residuals.size() == 1U);
    BOOST_TEST(eq::is_undefined(trade.residuals[0].amount));
    auto const ledger = eq::export_ledger(trade);
    BOOST_TEST(eq::is_undefined(eq::exposure(ledger.at({2023, "MNG"_iso3}), "CHN"_iso3)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
