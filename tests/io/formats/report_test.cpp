// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/report.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace eio = equipoise::io;
using namespace equipoise::literals;

/// Of a file with one used row, a gap and a flag.
eio::format_report of(std::string const& file, double stated)
{
    auto report = eio::format_report{
        .about = {.name = "baci", .provider = "CEPII, BACI"}, .file = file, .vintage = "V1", .not_asked = 2};
    report.books.enter(eio::row_class::used, "MNG", 5, 2, [] { return ""; });
    report.lines.read = 3;
    report.has_row_key = true;
    report.flags["e"] = 1;
    report.notes.push_back("A note on " + file + ".");
    report.gaps.push_back({"MNG"_iso3, 2019, "", stated, 100});
    report.unused_columns = {"q", file};
    return report;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(reports_of_two_files_are_joined)
{
    auto both = of("a.csv", 110);
    auto second = of("b.csv", 130);
    second.latin1 = true;
    second.joined = 1;
    both += second;
    BOOST_TEST((both.file == "a.csv, b.csv" && both.about.name == "baci" && both.vintage == "V1"));
    BOOST_TEST((both.latin1 && both.joined == 1U && both.not_asked == 4U && both.lines.read == 6U));
    BOOST_TEST((both.has_row_key && !both.searched_repeats));
    BOOST_TEST(both.books.states().at("MNG")[eio::row_class::used].amount() == 10);
    BOOST_TEST((both.flags.at("e") == 2U && both.notes.size() == 2U));
    BOOST_REQUIRE(both.gaps.size() == 2U);
    BOOST_TEST((both.gaps[0].stated == 130 && both.gaps[1].stated == 110)); // the largest gap first
    BOOST_TEST(both.unused_columns == (std::vector<std::string>{"q", "a.csv", "b.csv"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_the_two_do_not_share_is_not_said_of_both)
{
    auto both = of("a.csv", 100);
    auto second = of("b.csv", 100);
    second.about.name = "comtrade";
    second.vintage = "V2";
    second.has_row_key = false;
    both += second;
    BOOST_TEST((both.about.name == "several" && both.about.provider == "several providers"));
    BOOST_TEST((both.vintage.empty() && !both.has_row_key));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
