// SPDX-License-Identifier: BSL-1.0
#include "../provider_files.hpp"

#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/detail/repeat_search.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace provider_files;
using namespace eq::literals;
using eq::io::detail::row_key;

std::string const header = "t,i,j,k,v,q\n";
// China, Russia, China again, which quotes, blanks and lost zeros do not hide
std::string const rows_apart = header
                               + "2019,496,156,020500,800,\n2019,496,643,020500,50,\n2019,496,826,020500,100,\n"
                                 "2019,496,156,\"20500\",800,\n2019,496,643,20500,50,\n2019,496,757,020500,50,\n";

/// The message of a reading of exports, by many rows at a time where that is possible.
std::string refusal(eq::io::source const& from, eq::io::format_options options)
{
    options.search_repeats = true;
    return message_of<eq::io::input_error>(
        [&] { static_cast<void>(eq::io::read_exports(from, eq::io::any_format, {}, options)); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(repeat_search)

BOOST_AUTO_TEST_CASE(keys_that_differ_have_other_hashes)
{
    auto hashes = std::set<std::uint64_t>{};
    auto const texts = std::array{"", "1", "15", "156", "51", "0156"};
    auto keys = 0U;
    for (auto const* const reporter : texts) {
        for (auto const* const partner : texts) {
            for (auto const* const product : texts) {
                for (auto const year : {-1, 0, 2019, 2020, 201901}) {
                    for (auto const by : {eq::io::reported_by::exporter, eq::io::reported_by::both}) {
                        hashes.insert(row_key{year, reporter, partner, product, "", by}.hash());
                        hashes.insert(row_key{year, reporter, partner, "", product, by}.hash());
                        keys += product == texts[0] ? 1U : 2U;
                    }
                }
            }
        }
    }
    BOOST_TEST(hashes.size() == keys);
}

BOOST_AUTO_TEST_CASE(rows_are_counted_by_how_often_they_repeat_another)
{
    auto search = eq::io::detail::repeat_search{};
    for (auto const* const partner : {"156", "643", "156", "156", "826", "643"}) {
        search.add({2019, "496", partner, "27", "", eq::io::reported_by::both});
    }
    BOOST_TEST(search.repeated_hashes().size() == 3U);
    BOOST_TEST(search.repeated_hashes().empty()); // it starts anew
}

BOOST_AUTO_TEST_CASE(rows_far_apart_are_found_when_they_are_searched)
{
    auto const unsearched = read(rows_apart);
    BOOST_TEST(unsearched.flows.size() == 6U);
    BOOST_TEST(!unsearched.report.searched_repeats);
    for (auto const longest : {std::size_t{100}, std::size_t{1} << 24U}) { // row by row, and many at a time
        BOOST_TEST(refusal(eq::io::text(rows_apart, "f.csv"), {.longest_row = longest})
                   == "f.csv:5: the row repeats line 2 (2019, 496, 156); 2 rows repeat earlier ones, not next to each "
                      "other: repeats::sum adds them; first, last or largest choose one where the file can be read "
                      "several times, with search_repeats");
        auto const both =
            eq::io::read_exports(eq::io::text(rows_apart), eq::io::baci, {},
                                 {.repeats = eq::io::repeats::sum, .search_repeats = true, .longest_row = longest});
        BOOST_TEST(both.report.searched_repeats);
        BOOST_TEST(both.report.notes
                       == std::vector<
                           std::string>{"2 rows repeat earlier ones, not next to each other; all of them are added."},
                   boost::test_tools::per_element());
        BOOST_TEST(both.report.books.file()[eq::io::row_class::used].rows == 6U);
    }
    auto const once =
        header + "2019,496,156,020500,8,\n2019,496,643,020500,8,\n2020,496,156,020500,8,\n2019,156,496,020500,8,\n";
    auto const fine = read(once, {.search_repeats = true});
    BOOST_TEST(fine.report.searched_repeats);
    BOOST_TEST(fine.flows.size() == 4U);
    BOOST_TEST(fine.report.notes.empty());
}

BOOST_AUTO_TEST_CASE(a_stream_cannot_be_read_again_to_name_the_rows)
{
    auto stream = std::istringstream{rows_apart};
    for (auto const which :
         {eq::io::repeats::refuse, eq::io::repeats::first, eq::io::repeats::last, eq::io::repeats::largest}) {
        stream.clear();
        stream.seekg(0);
        BOOST_TEST(
            refusal(eq::io::source{stream, "pipe"}, {.repeats = which})
            == "pipe: 2 rows repeat earlier ones, not next to each other: repeats::sum adds them; first, last or "
               "largest choose one where the file can be read several times, with search_repeats");
    }
    auto const path = std::filesystem::temp_directory_path()
                      / ("equipoise_repeats_" + std::to_string(std::random_device{}()) + ".csv");
    std::ofstream{path} << rows_apart;
    BOOST_TEST(refusal(path, {}).find(":5: the row repeats line 2 (2019, 496, 156); 2 rows") != std::string::npos);
    std::filesystem::remove(path);
}

BOOST_AUTO_TEST_CASE(totals_areas_and_other_directions_have_keys_as_well)
{
    auto const comtrade = std::string{"period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n"};
    auto const message = [&](std::string const& rows) { return refusal(eq::io::text(comtrade + rows, "f.csv"), {}); };
    BOOST_TEST(message("2019,496,X,0,TOTAL,9\n2019,496,X,156,TOTAL,9\n2019,496,X,0,TOTAL,9\n")
                   .starts_with("f.csv:4: the row repeats line 2 (2019, 496, 0); 1 row repeats an earlier one"));
    BOOST_TEST(message("2019,496,X,899,TOTAL,9\n2019,496,X,156,TOTAL,9\n2019,496,X,899,TOTAL,9\n")
                   .starts_with("f.csv:4: the row repeats line 2 (2019, 496, 899)"));
    BOOST_TEST(
        message("2019,496,X,156,TOTAL,9\n2019,496,M,156,TOTAL,9\n2019,496,RX,156,TOTAL,9\n2019,496,X,643,TOTAL,9\n")
        == "(no exception)");
}

BOOST_AUTO_TEST_CASE(rows_next_to_each_other_are_left_to_the_way_that_the_options_choose)
{
    auto const text = header + "2019,496,156,020500,8,\n2019,496,156,020500,9,\n2019,496,643,020500,1,\n";
    auto const last = read(text, {.repeats = eq::io::repeats::last, .search_repeats = true});
    BOOST_TEST(last.flows.size() == 2U);
    BOOST_TEST(last.flows[0].amount == 9);
    BOOST_TEST(last.report.notes.empty());
    // rows of other years are not searched
    BOOST_TEST(read(rows_apart + "2018,496,156,020500,8,\n2018,496,643,020500,8,\n2018,496,156,020500,8,\n",
                    {.years = {2017}, .search_repeats = true})
                   .flows.empty());
}

// China has 8, 3 and 11 in lines 2, 4 and 7, and Russia 5, nothing that is known, and 2 in lines 3, 5 and 6. The
// amounts that count are 8 and 5; 11 and 2; 11 and the unknown one.
BOOST_AUTO_TEST_CASE(of_rows_far_apart_the_first_the_last_or_the_largest_counts)
{
    auto const text = header
                      + "2019,496,156,020500,8,\n2019,496,643,020500,5,\n2019,496,156,20500,3,\n"
                        "2019,496,643,020500,,\n2019,496,643,020500,2,\n2019,496,156,020500,11,\n"
                        "2019,496,826,020500,1,\n";
    auto const amounts = [&](eq::io::repeats which, std::size_t longest) {
        auto const trade = read(text, {.repeats = which, .search_repeats = true, .longest_row = longest});
        BOOST_TEST(trade.report.searched_repeats);
        BOOST_TEST(trade.report.notes.empty());
        auto const& file = trade.report.books.file();
        BOOST_TEST(file[eq::io::row_class::duplicate].rows == 4U);
        BOOST_TEST(file.read().rows == 7U);
        auto found = std::map<std::string, double>{};
        for (auto const& each : trade.flows) {
            BOOST_TEST(found.emplace(each.destination.str(), each.amount).second);
        }
        for (auto const& each : trade.unknown) {
            BOOST_TEST(found.emplace(each.destination.str(), -1).second);
        }
        return found;
    };
    using expected = std::map<std::string, double>;
    for (auto const longest : {std::size_t{100}, std::size_t{1} << 24U}) {
        BOOST_TEST((amounts(eq::io::repeats::first, longest) == expected{{"CHN", 8}, {"RUS", 5}, {"GBR", 1}}));
        BOOST_TEST((amounts(eq::io::repeats::last, longest) == expected{{"CHN", 11}, {"RUS", 2}, {"GBR", 1}}));
        BOOST_TEST((amounts(eq::io::repeats::largest, longest) == expected{{"CHN", 11}, {"RUS", -1}, {"GBR", 1}}));
    }
    auto const last = eq::io::read_exports(eq::io::text(text), eq::io::baci, {},
                                           {.repeats = eq::io::repeats::last, .search_repeats = true});
    BOOST_TEST(eq::exposure(last.ledger.at({2019, "MNG"_iso3}), "CHN"_iso3) == 11. / 14);
    auto const& examples = last.report.books.examples(eq::io::row_class::duplicate);
    BOOST_REQUIRE(examples.size() == 4U);
    BOOST_TEST(examples[0].line == 2U);
    BOOST_TEST(examples[0].what == "it has the key of line 7");
}

// World states 10, of which the first rows of the partners are 6 and 4. The second row of China would make 16.
BOOST_AUTO_TEST_CASE(totals_are_compared_with_the_rows_that_count)
{
    auto const text = std::string{"period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n"
                                  "2019,496,X,0,TOTAL,10\n2019,496,X,156,TOTAL,6\n2019,496,X,643,TOTAL,4\n"
                                  "2019,496,X,156,TOTAL,6\n"};
    auto const trade = read(text, {.repeats = eq::io::repeats::first, .search_repeats = true, .tolerance = 0});
    BOOST_TEST(trade.flows.size() == 2U);
    BOOST_TEST(trade.report.gaps.empty());
}

BOOST_AUTO_TEST_CASE(as_many_are_found_in_random_files_as_there_are)
{
    auto draw = std::mt19937{7};
    for (auto trial = 0; trial < 20; ++trial) {
        auto text = header;
        auto keys = std::set<std::tuple<unsigned, unsigned, unsigned>>{};
        auto repeated = std::size_t{0};
        auto before = std::tuple{0U, 0U, 0U};
        for (auto row = 0; row < 300; ++row) {
            auto const key = std::tuple{2019 + draw() % 2, std::array{156U, 643U, 842U, 490U, 251U}[draw() % 5],
                                        draw() % 20 == 0 ? 20500U : 270100 + draw() % 30};
            if (key == before) {
                continue; // next to each other
            }
            before = key;
            repeated += keys.insert(key).second ? 0 : 1;
            text += std::to_string(std::get<0>(key)) + ",496," + std::to_string(std::get<1>(key)) + ','
                    + std::to_string(std::get<2>(key)) + (draw() % 30 == 0 ? ",\"5\",\n" : ",5,\n");
        }
        auto const result = eq::io::read_exports(eq::io::text(text), eq::io::baci, {},
                                                 {.repeats = eq::io::repeats::sum, .search_repeats = true});
        BOOST_REQUIRE(result.report.notes.size() == 1U);
        BOOST_TEST(result.report.notes[0].starts_with(std::to_string(repeated) + " row"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
