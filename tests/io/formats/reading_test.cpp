// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/exposure/shares.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace provider_files;
using eq::io::row_class;

constexpr auto baci_table = "t,i,j,k,v,q,note\n2019,496,156,270900,90,1,x\n2019,496,643,270900,10,1,x\n";
constexpr auto cow_table = "ccode1,ccode2,year,flow1,flow2\n710,712,2014,80,1\n365,712,2014,20,1\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(a_format_that_is_named_is_not_looked_for)
{
    BOOST_TEST(eq::io::read(eq::io::text(baci_table), {}, eq::io::baci).flows.size() == 2U);
    BOOST_TEST(message_of<eq::io::header_error>(
                   [] { static_cast<void>(eq::io::read(eq::io::text(baci_table, "f.csv"), {}, eq::io::cow_trade)); })
               == "f.csv: no line is the header of a known format (cow_trade); the first line is \"t,i,j,k,v,q,note\"");
}

BOOST_AUTO_TEST_CASE(the_report_names_format_file_and_columns_that_were_not_read)
{
    auto const report = read(baci_table).report;
    BOOST_TEST(report.about.name == "baci");
    BOOST_TEST(report.about.provider == "CEPII, BACI");
    BOOST_TEST(report.file == "f.csv");
    BOOST_TEST(report.unused_columns == (std::vector<std::string>{"q", "note"}), boost::test_tools::per_element());
    BOOST_TEST(report.vintage.empty());
    BOOST_TEST(read("made by hand\nGenerated: 22 April 2022,,\n" + std::string{cow_table}).report.vintage
               == "22 April 2022");
    BOOST_TEST(read("Generated: 22 April 2022\n\n" + std::string{baci_table}).report.lines.preamble == 2U);
}

BOOST_AUTO_TEST_CASE(two_kinds_of_files_make_the_same_kind_of_ledger)
{
    auto const trade = eq::io::read_exports(eq::io::text(baci_table), eq::io::any_format).ledger;
    BOOST_TEST(eq::exposure(trade.at({2019, "MNG"_iso3}), "CHN"_iso3) == .9);
    auto const other = eq::io::read_exports(eq::io::text(cow_table), eq::io::any_format).ledger;
    BOOST_TEST(eq::exposure(other.at({2014, "MNG"_iso3}), "CHN"_iso3) == .8);
    auto const by_state = eq::io::read_imports(eq::io::text(cow_table), eq::io::cow_trade, eq::by_state).ledger;
    BOOST_TEST(eq::exposure(by_state.at("CHN"_iso3), "MNG"_iso3) == 1);
}

BOOST_AUTO_TEST_CASE(streams_and_files_are_read_as_text_in_memory_is)
{
    for (auto const size : {1U, 7U, 100U, 100000U}) {
        auto stream = std::istringstream{baci_table};
        auto const trade = eq::io::read(eq::io::source{stream, "pipe"}, {.block_size = size});
        BOOST_TEST(flows_of(trade) == flows_of(read(baci_table)), boost::test_tools::per_element());
        BOOST_TEST(trade.report.file == "pipe");
    }
    BOOST_CHECK_THROW(static_cast<void>(eq::io::read("no/such/file.csv")), eq::io::file_error);
}

BOOST_AUTO_TEST_CASE(rows_that_do_not_fit_the_header_are_in_the_books_with_their_lines)
{
    auto const text = std::string{baci_table} + "2019,496\n2019,496,156,270901,x,1,n\n2019,496,643,270901,5,1,n,9\n";
    auto const trade = read(text, {.malformed = eq::io::skip});
    BOOST_TEST(rows(trade, row_class::refused) == 2U);
    BOOST_TEST(rows(trade, row_class::unknown) == 1U); // the row fits, but for its amount
    BOOST_TEST(rows(trade, row_class::used) == 2U);
    BOOST_TEST(trade.report.lines.skipped == 3U);
    BOOST_TEST(trade.report.lines.read == 5U);
    auto lines = std::vector<std::size_t>{};
    for (auto const& each : trade.report.books.examples(row_class::refused)) {
        lines.push_back(each.line);
    }
    std::sort(lines.begin(), lines.end());
    BOOST_TEST(trade.report.books.examples(row_class::unknown).at(0).line == 5U);
    BOOST_TEST(lines == (std::vector<std::size_t>{4, 6}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_quote_that_is_not_closed_and_a_nul_byte_are_errors)
{
    auto const quote = std::string{"t,i,j,k,v,q\n2019,496,156,\"270900,90,1\n2019,496,643,270900,10,1\n"};
    BOOST_TEST(complaint(quote) == "f.csv:2: found an opening quote, expected its closing one before the file ends");
    BOOST_TEST(complaint(std::string_view{"t,i,j,k,v,q\n2019,496,156,2709\0,9,1\n", 36})
               == "f.csv:2: found a NUL byte, expected text");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
