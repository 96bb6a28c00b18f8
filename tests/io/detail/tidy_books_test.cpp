// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/books_table.hpp>
#include <equipoise/io/ledgers.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// Values are invented, and expectations are by hand.

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;
using eio::row_class;
using support::message_of;

// A block of rows is in the file twice: 800 of 1000 to China, and that row again at the end.
std::string const twice = "period,origin,destination,channel,amount\n"
                          "2019,MNG,CHN,27,800\n2019,MNG,RUS,27,50\n2019,MNG,GBR,27,100\n2019,MNG,CHE,27,50\n"
                          "2019,MNG,CHN,27,800\n";

std::vector<std::string> const whole_key{"period", "origin", "destination", "channel"};

auto exports(std::string const& text, eio::flow_options const& options)
{
    return eio::read_exports<eq::iso3, int>(eio::text(text, "f.csv"), options, eq::by_period_state_and_channel);
}

eio::flow_options keyed(eio::repeats which)
{
    return {.row_key = whole_key, .repeats = which, .keep_books = true};
}

void check_balance(eio::report const& of)
{
    BOOST_TEST(of.read == of.used + of.unknown + of.skipped + of.own + of.aggregate + of.duplicate);
    BOOST_TEST(of.books.file().read().rows == of.read);
    BOOST_TEST(of.books.file()[row_class::used].rows == of.used);
    BOOST_TEST(of.books.file()[row_class::own].rows == of.own);
    BOOST_TEST(of.books.file()[row_class::unknown].rows == of.unknown);
    BOOST_TEST(of.books.file()[row_class::refused].rows == of.skipped);
    BOOST_TEST(of.books.file()[row_class::duplicate].rows == of.duplicate);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(tidy_books)

// HHI .64 + .0025 + .01 + .0025 without the second copy; with it, 1600, 50, 100 and 50 of 1800.
BOOST_AUTO_TEST_CASE(a_row_that_repeats_another_one_is_told)
{
    BOOST_TEST(message_of<eio::input_error>([] { (void)exports(twice, {.row_key = whole_key}); })
               == "f.csv:6: the row repeats line 2 (2019, MNG, CHN, 27); say what becomes of repeated rows by "
                  "repeats::sum, first, last or largest");
    for (auto const which : {eio::repeats::first, eio::repeats::last, eio::repeats::largest}) {
        auto const [book, report] = exports(twice, keyed(which));
        auto const mongolia = book.at({2019, "MNG"_iso3, 27});
        BOOST_TEST(std::fabs(eq::hhi(mongolia) - .655) < 1e-12);
        BOOST_TEST(eq::exposure(mongolia, "CHN"_iso3) == .8);
        BOOST_TEST((report.read == 5U && report.used == 4U && report.duplicate == 1U && report.repeated == 1U));
        BOOST_TEST(report.duplicate_amount() == 800);
        check_balance(report);
        auto const& aside = report.books.examples(row_class::duplicate);
        BOOST_REQUIRE(aside.size() == 1U);
        auto const loser = which == eio::repeats::last ? std::size_t{2} : std::size_t{6};
        BOOST_TEST(aside[0].line == loser);
        BOOST_TEST(aside[0].what == "it has the key of line " + std::to_string(8 - loser));
        auto const& account = report.books.states().find("MNG")->second;
        BOOST_TEST((account[row_class::used].rows == 4U && account[row_class::used].amount() == 1000));
        BOOST_TEST((account[row_class::duplicate].rows == 1U && account[row_class::duplicate].amount() == 800));
    }
    for (auto const& [book, report] : {exports(twice, keyed(eio::repeats::sum)), exports(twice, {})}) {
        BOOST_TEST(std::fabs(eq::hhi(book.at({2019, "MNG"_iso3, 27}))
                             - (1600. * 1600 + 50 * 50 + 100 * 100 + 50 * 50) / (1800. * 1800))
                   < 1e-12);
        BOOST_TEST((report.used == 5U && report.duplicate == 0U));
    }
    BOOST_TEST(exports(twice, keyed(eio::repeats::sum)).report.repeated == 1U);
    BOOST_TEST(exports(twice, {}).report.repeated == 0U); // they are not looked for
    BOOST_TEST(exports(twice, {}).report.books.states().empty());
}

BOOST_AUTO_TEST_CASE(the_last_and_the_largest_count_wherever_they_stand)
{
    auto const text = std::string{"period,origin,destination,channel,amount\n2019,MNG,CHN,27,1\n2019,MNG,CHN,27,7\n"
                                  "2019,MNG,RUS,27,3\n2019,MNG,CHN,27,2\n2019,MNG,CHN,28,4\n"};
    auto const to_china = [&](std::string const& from, eio::repeats which) {
        return exports(from, {.row_key = whole_key, .repeats = which, .block_size = 16})
            .ledger.at({2019, "MNG"_iso3, 27})
            .amounts()[0];
    };
    BOOST_TEST(to_china(text, eio::repeats::first) == 1);
    BOOST_TEST(to_china(text, eio::repeats::last) == 2);
    BOOST_TEST(to_china(text, eio::repeats::largest) == 7);
    BOOST_TEST(to_china(text, eio::repeats::sum) == 10);
    // an unknown amount may be the largest
    auto const table = exports(text + "2019,MNG,CHN,27,NA\n2019,MNG,CHN,27,9\n", keyed(eio::repeats::largest));
    BOOST_TEST((table.report.unknown == 1U && table.report.used == 2U && table.report.duplicate == 4U));
    BOOST_TEST(table.report.duplicate_amount() == 1 + 7 + 2 + 9);
    check_balance(table.report);
    // of which the products differ when they are part of the key only
    BOOST_TEST(message_of<eio::input_error>([&] {
                   (void)exports("period,origin,destination,channel,amount\n2019,MNG,CHN,27,1\n2019,MNG,CHN,28,1\n",
                                 {.row_key = {"origin", "destination"}});
               }).starts_with("f.csv:3: the row repeats line 2 (MNG, CHN); "));
    BOOST_TEST(message_of<eio::header_error>([&] { (void)exports(text, {.row_key = {"year"}}); })
               == "f.csv:1: no column \"year\" in the header, which holds \"period\", \"origin\", \"destination\", "
                  "\"channel\", \"amount\"");
    auto stream = std::istringstream{text};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] {
                   (void)eio::read_exports<eq::iso3, int>({stream, "pipe"}, keyed(eio::repeats::last),
                                                          eq::by_period_state_and_channel);
               })
               == "pipe: repeats is repeats::last or repeats::largest, for which the rows are read twice, as those of "
                  "a stream "
                  "cannot be; read a file or a text");
}

BOOST_AUTO_TEST_CASE(texts_of_a_key_do_not_run_into_each_other)
{
    auto const text = std::string{"origin,destination,amount,a,b\nMNG,CHN,1,1,11\nMNG,CHN,2,11,1\nMNG,CHN,4, 1 ,11\n"};
    auto options = eio::flow_options{.row_key = {"a", "b"}, .repeats = eio::repeats::first};
    BOOST_TEST(exports(text, options).ledger.at({0, "MNG"_iso3, 0}).amounts()[0] == 3);
}

BOOST_AUTO_TEST_CASE(every_row_of_a_state_is_in_its_account)
{
    auto const text = std::string{"period,origin,destination,channel,amount\n"
                                  "2019,MNG,CHN,27,800\n"   // 2
                                  "2019,MNG,World,27,950\n" // aggregate
                                  "2019,MNG,MNG,27,5\n"     // own
                                  "2019,MNG,RUS,27,NA\n"    // unknown
                                  "2019,MNG,GBR,27,x\n"     // refused
                                  "2019,MNG,GBR\n"          // refused, of no state
                                  "2019,KAZ,CHN,27,30\n"    // 8
                                  "2019,MNG,CHN,27,800\n"   // duplicate
                                  "2019,KAZ,\"a\"b,27,30\n"};
    auto options = keyed(eio::repeats::first);
    options.malformed = eio::skip;
    auto const report = exports(text, options).report;
    check_balance(report);
    BOOST_TEST(report.read == 9U);
    auto const& states = report.books.states();
    BOOST_TEST(states.size() == 3U);
    auto const& mongolia = states.find("MNG")->second;
    BOOST_TEST(mongolia.read().rows == 6U);
    BOOST_TEST(mongolia.read().amount() == 800 + 950 + 5 + 800);
    for (auto const of : {row_class::used, row_class::aggregate, row_class::own, row_class::unknown, row_class::refused,
                          row_class::duplicate}) {
        BOOST_TEST(mongolia[of].rows == 1U);
    }
    auto const& kazakhstan = states.find("KAZ")->second;
    BOOST_TEST((kazakhstan[row_class::used].amount() == 30 && kazakhstan[row_class::refused].rows == 1U));
    BOOST_TEST(states.find("")->second.read().rows == 1U);
    auto const what = [&](row_class of) {
        auto const& first = report.books.examples(of).at(0);
        return std::to_string(first.line) + ": " + first.what;
    };
    BOOST_TEST(what(row_class::aggregate) == "3: \"World\" is a group of states");
    BOOST_TEST(what(row_class::own) == "4: \"MNG\" is its own partner");
    BOOST_TEST(what(row_class::unknown) == "5: the amount is missing");
    BOOST_TEST(what(row_class::refused) == "6: f.csv:6: column amount: found \"x\", expected a number");
    BOOST_TEST(what(row_class::duplicate) == "9: it has the key of line 2");
    BOOST_TEST(eio::table_by_state(report.books).rows() == 3U);
    // a list of flows keeps those of a state to itself
    auto const list = eio::read_flows<eq::iso3, int>(eio::text(text, "f.csv"), options);
    BOOST_TEST((list.flows.size() == 3U && list.report.own == 0U && list.report.used == 3U));
    check_balance(list.report);
}

BOOST_AUTO_TEST_CASE(repeats_need_a_key)
{
    BOOST_TEST(message_of<eq::invalid_parameter>([] { (void)exports(twice, {.repeats = eio::repeats::last}); })
               == "row_key: repeats says what becomes of repeated rows, and row_key names no column; name those that "
                  "make the key of a row");
}

BOOST_AUTO_TEST_CASE(an_aggregate_that_is_refused_has_its_line)
{
    auto options = keyed(eio::repeats::first);
    options.malformed = eio::skip;
    auto const report = exports("period,origin,destination,channel,amount\n2019,World,CHN,27,abc\n", options).report;
    check_balance(report);
    BOOST_TEST(report.books.examples(row_class::refused).at(0).line == 2U);
}

BOOST_AUTO_TEST_CASE(files_without_rows)
{
    auto const report = exports("period,origin,destination,channel,amount\n", keyed(eio::repeats::last)).report;
    BOOST_TEST((report.read == 0U && report.repeated == 0U && report.books.states().empty()));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
