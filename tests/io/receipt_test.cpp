// SPDX-License-Identifier: BSL-1.0
#include "receipts.hpp"

#include <equipoise/concentration/hill.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/ledger_table.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/model/identifiers.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace receipts;
using namespace eq::literals;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(receipt)

BOOST_AUTO_TEST_CASE(of_a_file_and_its_ledger)
{
    auto const path = scratch_path{};
    std::ofstream{path.get(), std::ios::binary} << "origin,destination,amount,period\n"
                                                   "MNG,CHN,3,2019\nMNG,RUS,1,2019\nMNG,MNG,7,2019\nKAZ,CHN,NA,2019\n";
    auto const [ledger, report] = io_room::read_exports(path.get());
    auto source = io_room::source_receipt(path.get(), report);
    BOOST_TEST((source.rows.size() == 5U && source.rows[0].fate == "used" && source.rows[0].rows == 2U));
    BOOST_TEST((source.rows[1].fate == "unknown" && source.rows[1].rows == 1U));
    BOOST_TEST((source.rows[2].fate == "own" && source.rows[2].rows == 1U && source.rows[2].amount == 7));
    BOOST_TEST((source.bytes == 33U + 3 * 15U + 16U && source.sha256.size() == 64U));
    auto const results = io_room::results_of(io_room::table_of(ledger, eq::hhi, eq::exposure("CHN"_iso3)));
    auto const mongolia = std::vector<std::string>{"2019", "\"MNG\"", "0.625", "0.625", "0.625",
                                                   "\"\"", "0.75",    "0.75",  "0.75",  "\"\""}; // 3/4 and 1/4: 10/16
    BOOST_TEST(results.rows.back() == mongolia, boost::test_tools::per_element{});
}

BOOST_AUTO_TEST_CASE(of_a_file_with_books)
{
    auto report = io_room::format_report{.about = {.name = "baci", .provider = "CEPII, BACI"}, .vintage = "202401b"};
    report.books.enter(io_room::row_class::used, "MNG", 81, 2, [] { return std::string{}; });
    report.books.enter(io_room::row_class::aggregate, "MNG", 100, 3, [] { return std::string{"World"}; });
    auto const source = io_room::source_receipt(io_room::text("abc", "f.csv"), report);
    BOOST_TEST((source.file == "f.csv" && source.sha256 == digest_of_abc && source.bytes == 3U));
    BOOST_TEST((source.format == "baci" && source.provider == "CEPII, BACI" && source.vintage == "202401b"));
    BOOST_TEST((source.rows.size() == io_room::number_of_row_classes && source.rows[1].fate == "aggregate"));
    BOOST_TEST((source.rows[0].rows == 1U && source.rows[0].amount == 81 && source.rows[1].amount == 100));
    BOOST_TEST((source.rows[2].rows == 0U && source.rows[2].amount == 0));
}

BOOST_AUTO_TEST_CASE(of_an_index)
{
    auto const hill = io_room::index_receipt(eq::hill(2));
    BOOST_TEST(hill.name == "hill_2");
    BOOST_TEST(hill.formula == std::string_view{eq::describe(eq::hill(2)).formula});
    auto const hhi = io_room::index_receipt(eq::hhi);
    BOOST_TEST((hhi.name == "hhi" && hhi.formula == "sum p^2" && !hhi.source.empty()));
}

BOOST_AUTO_TEST_CASE(every_difference_is_found)
{
    auto const before = example();
    auto const differences = [&](auto change) {
        auto now = example();
        change(now);
        auto text = std::string{};
        for (auto const& sentence : io_room::differences(before, now)) {
            text += sentence + '\n';
        }
        return text;
    };
    BOOST_TEST(
        differences([](made& now) { now.results.rows[0][2] = "0.10000000000000002"; })
        == "row 1 of the results (\"C\xC3\xB4te \\\"d'Ivoire\\\"\", 2019): x was 0.1, is now 0.10000000000000002\n");
    BOOST_TEST(differences([](made& now) { now.results.rows[1][2] = "0"; })
               == "row 2 of the results (\"\", null): x was -0, is now 0\n");
    BOOST_TEST(differences([](made& now) { now.results.rows.pop_back(); })
               == "the number of rows of results was 3, is now 2\n");
    BOOST_TEST(differences([](made& now) {
                   now.results.columns[1] = "period";
               }).starts_with("the list of columns was state, year, x, hhi, hhi_low, hhi_high, hhi_reason, is now "));
    BOOST_TEST(differences([](made& now) { now.sources[0].sha256[0] = '0'; })
               == "a\\b.csv: the SHA-256 digest was " + digest_of_abc + ", is now 0" + digest_of_abc.substr(1) + '\n');
    BOOST_TEST(
        differences([](made& now) { now.sources[0].rows[1].rows = 2; })
        == "a\\b.csv: the count of rows was used 18446744073709551615 (3.0000000000000004e-1), own 0, is now used "
           "18446744073709551615 (3.0000000000000004e-1), own 2\n");
    BOOST_TEST(differences([](made& now) { now.sources.pop_back(); }) == "the number of sources was 2, is now 1\n");
    BOOST_TEST(differences([](made& now) { now.options[0].second = "MNG"; })
               == "the list of options was states=MNG,KAZ, rounding=0.5, =, is now states=MNG, rounding=0.5, =\n");
    // Where the file is and which version read it may differ.
    BOOST_TEST(differences([](made& now) {
                   now.sources[0].file = "elsewhere.csv";
                   now.version = "9.9.9";
                   now.program = "another";
               })
               == "");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
