// SPDX-License-Identifier: BSL-1.0
#include "../provider_text.hpp"

#include <equipoise/io/formats/read_indicators.hpp>
#include <equipoise/io/formats/read_ties.hpp>
#include <equipoise/io/formats/read_votes.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace provider_text;
using namespace eq::literals;

constexpr auto votes = std::string_view{"rcid,session,vote,ccode,date,unres\n"
                                        "5394,70,3,2,10/27/2015,\"R/70/5, \"\"a\"\"\"\n"
                                        "5394,70,1,365,10/27/2015,R/70/5\n"
                                        "5395,70,2,712,11/2/2015,R/70/6\n"};
constexpr auto ties = std::string_view{"ccode1,ccode2,year,atop_defense,atop_consul\n"
                                       "365,705,2018,1,0\n705,365,2018,1,0\n365,712,2018,0,1\n"};
constexpr auto indicators = std::string_view{"\"Data Source\",\"World Development Indicators\",\n\n"
                                             "\"Country Name\",\"Country Code\",\"Indicator Code\",\"2023\",\"2024\",\n"
                                             "\"Mongolia\",\"MNG\",\"NY.GDP.MKTP.CD\",\"19872180370\",\"125.25\",\n"
                                             "\"World\",\"WLD\",\"NY.GDP.MKTP.CD\",\"106171671600000\",\"\",\n"
                                             "\"China\",\"CHN\",\"NY.GDP.MKTP.CD\",\"17794781986104\",\"5\",\n"};

/// Whether all of `some` occur in `all`.
template <class T>
bool among(std::vector<T> const& some, std::vector<T> const& all)
{
    return std::all_of(some.begin(), some.end(),
                       [&](T const& one) { return std::find(all.begin(), all.end(), one) != all.end(); });
}

/// Reads every beginning of a text. What it holds is in the whole text too, or the report warns.
template <class Read, class Holds>
void cut_anywhere(std::string_view text, Read const& read, Holds const& holds)
{
    auto const whole = read(eq::io::text(text));
    auto shorter = 0;
    for (std::size_t size = 0; size < text.size(); ++size) {
        try {
            auto const part = read(eq::io::text(text.substr(0, size)));
            BOOST_TEST((holds(part, whole) || !part.report.notes.empty()), "cut after " << size << " characters");
            ++shorter;
        } catch (eq::io::input_error const&) {
            continue; // which is as good
        }
    }
    BOOST_TEST(shorter > 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(subject)

BOOST_AUTO_TEST_CASE(files_that_were_cut_anywhere)
{
    cut_anywhere(
        votes, [](eq::io::source const& from) { return eq::io::read_votes(from); },
        [](auto const& part, auto const& whole) {
            return among(part.votes, whole.votes) && among(part.roll_calls, whole.roll_calls);
        });
    cut_anywhere(
        ties, [](eq::io::source const& from) { return eq::io::read_ties(from); },
        [](auto const& part, auto const& whole) { return among(part.ties, whole.ties); });
    cut_anywhere(
        indicators, [](eq::io::source const& from) { return eq::io::read_indicators(from); },
        [](auto const& part, auto const& whole) { return among(part.values, whole.values); });
}

BOOST_AUTO_TEST_CASE(blocks_that_end_within_a_row)
{
    auto const whole = eq::io::read_indicators(eq::io::text(indicators));
    for (std::size_t size = 1; size < 40; ++size) {
        auto stream = std::istringstream{std::string{indicators}};
        auto const read = eq::io::read_indicators(eq::io::source{stream, "pipe"}, {.block_size = size});
        BOOST_TEST((read.values == whole.values));
    }
}

BOOST_AUTO_TEST_CASE(the_books_are_closed)
{
    // one figure of each class that the format has: used, aggregate, area, unknown, refused, repeated
    auto const read = eq::io::read_indicators(
        eq::io::text("Country Code,Indicator Code,2023\nMNG,A,1\nWLD,A,2\nCHI,A,4\nKAZ,A,\nRUS,A,x\nQQQ,A,8\n"
                     "MNG,A,16\nRUS\n"
                     "CHN,A,32,\n"), // a comma too many at the end of a row is none
        {.repeats = eq::io::repeats::first, .malformed = eq::io::skip, .unknown_codes = true});
    auto const& file = read.report.books.file();
    BOOST_TEST(file[row_class::used].rows == 2U);
    BOOST_TEST(file[row_class::used].amount() == 33.0);
    BOOST_TEST(file[row_class::aggregate].amount() == 2.0);
    BOOST_TEST(file[row_class::area].amount() == 4.0);
    BOOST_TEST(file[row_class::unknown].rows == 2U); // of KAZ, and "x" of RUS
    BOOST_TEST(file[row_class::refused].rows == 1U); // QQQ; "RUS" alone is a note
    BOOST_TEST(file[row_class::refused].amount() == 8.0);
    BOOST_TEST(file[row_class::duplicate].amount() == 16.0);
    BOOST_TEST(file.read().rows == 8U);
    BOOST_TEST(first(read.report, row_class::duplicate) == "8: it has the key of line 2");
    BOOST_TEST(first(read.report, row_class::unknown) == "5: the value is missing");
}

BOOST_AUTO_TEST_CASE(files_of_no_known_format)
{
    using bad = eq::io::header_error;
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::io::read_votes(eq::io::text("a,b\n1,2\n", "x.csv"))); })
               == "x.csv: no line is the header of a known format (un_votes, un_votes_dhl); the first line is \"a,b\"");
    BOOST_TEST(
        message_of<bad>([] { static_cast<void>(eq::io::read_ties(eq::io::text("a,b\n1,2\n", "x.csv"))); })
        == "x.csv: no line is the header of a known format (atop, cow_alliances, fbic); the first line is \"a,b\"");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::io::read_indicators(eq::io::text("", "x.csv"))); })
               == "x.csv: no line is the header of a known format (nmc, world_bank, ideal_points, sipri_values); all "
                  "lines are blank");
    // a format that is named need not be looked for
    BOOST_CHECK_THROW(static_cast<void>(eq::io::read_votes(eq::io::text(votes), {}, eq::io::un_votes_dhl)), bad);
    BOOST_TEST(eq::io::read_votes(eq::io::text(votes), {}, eq::io::un_votes).votes.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
