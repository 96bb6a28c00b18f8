// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/vote_tables.hpp>
#include <equipoise/io/formats/read_votes.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;
using eq::vote;

eq::io::provider_votes votes_of(std::string_view text, eq::io::vote_options const& options = {})
{
    return eq::io::read_votes(eq::io::text(text, "UNVotes.csv"), options);
}

// In the layout of Voeten's file; rows invented.
constexpr auto session_70 = std::string_view{"rcid,session,vote,ccode,member,importantvote,date,unres,me,year\n"
                                             "5394,70,3,2,1,1,10/27/2015,R/70/5,0,2015\n"
                                             "5394,70,1,365,1,1,10/27/2015,R/70/5,0,2015\n"
                                             "5394,70,1,712,1,1,10/27/2015,R/70/5,0,2015\n"
                                             "5395,70,8,2,1,0,11/2/2015,\"R/70/6, part 1\",0,2015\n"
                                             "5395,70,2,365,1,0,11/2/2015,\"R/70/6, part 1\",0,2015\n"
                                             "5395,70,1,712,1,0,11/2/2015,\"R/70/6, part 1\",0,2015\n"
                                             "5396,71,9,712,0,0,12/31/2016,R/71/1,0,2016\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(un_votes)

BOOST_AUTO_TEST_CASE(absences_are_no_votes)
{
    auto const read = votes_of(session_70);
    BOOST_TEST(read.report.about.name == "un_votes");
    BOOST_TEST(read.roll_calls.size() == 3U);
    BOOST_TEST(read.votes.size() == 5U);
    BOOST_TEST(rows(read.report, row_class::used) == 5U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 2U);
    BOOST_TEST(first(read.report, row_class::unknown) == "5: the state was absent");
    BOOST_TEST(read.report.books.examples(row_class::unknown)[1].what == "the state was not a member");
    BOOST_TEST(read.report.books.states().at("MNG").read().rows == 3U);
    BOOST_TEST((read.votes[0] == eq::io::reported_vote{"USA"_iso3, 0, vote::no}));
    auto const& second = read.roll_calls[1];
    BOOST_TEST(second.id == "5395");
    BOOST_TEST(second.resolution == "R/70/6, part 1");
    BOOST_TEST(second.session == "70");
    BOOST_TEST(second.year == 2015);
    BOOST_TEST((second.date == std::chrono::year{2015} / 11 / 2));
    BOOST_TEST(read.report.notes.empty());

    // Mongolia and Russia voted alike in one of two roll calls: 1 - (0 + 1) / 2 / 2
    auto const both = eq::shared_votes(read, "MNG"_iso3, "RUS"_iso3);
    BOOST_TEST(both.joint() == 2U);
    BOOST_TEST(both.equal() == 1U);
    BOOST_TEST(eq::vote_agreement(both.first, both.second) == 0.75);
    BOOST_TEST(!both.first[2].has_value());
}

BOOST_AUTO_TEST_CASE(years_and_sessions_on_request)
{
    BOOST_TEST(votes_of(session_70, {.years = {2015}}).roll_calls.size() == 2U);
    auto const none = votes_of(session_70, {.sessions = {"71"}});
    BOOST_TEST(none.votes.empty());
    BOOST_TEST(none.report.not_asked == 6U);
    BOOST_TEST(none.roll_calls.size() == 1U);
}

// the session, where neither year nor date tells the year: session n opened in n + 1945
BOOST_AUTO_TEST_CASE(the_year_of_a_session)
{
    BOOST_TEST(votes_of("rcid,session,vote,ccode\n1,70,1,2\n").roll_calls[0].year == 2015);
    BOOST_TEST(!votes_of("rcid,session,vote,ccode\n1,70,1,2\n").roll_calls[0].date.ok());
    BOOST_TEST(votes_of("rcid,vote,ccode,date\n1,1,2,2016-03-01\n").roll_calls[0].year == 2016);
    // number 365 is the Soviet Union in 1985 and Russia in 1995
    auto const read = votes_of("rcid,session,vote,ccode\n1,40,1,365\n2,50,1,365\n");
    BOOST_TEST(read.votes[0].state == "SUN"_iso3);
    BOOST_TEST(read.votes[1].state == "RUS"_iso3);
}

BOOST_AUTO_TEST_CASE(the_layout_since_2021)
{
    auto const read = votes_of("rcid,ccode,member,vote,Country,Countryname,year,session,abstain,yes,no,resid\r\n"
                               "9001,712.0,1,1.0,MNG,Mongolia,2022,77,0,1,0,77001\r\n"
                               "9001,710,1,NA,CHN,China,2022,77,0,0,0,77001\r\n");
    BOOST_TEST(read.votes.size() == 1U);
    BOOST_TEST((read.votes[0] == eq::io::reported_vote{"MNG"_iso3, 0, vote::yes}));
    BOOST_TEST(first(read.report, row_class::unknown) == "3: the vote is missing");
    BOOST_TEST(votes_of("rcid,member,vote,Country\n1,1,2,CHN\n").votes[0].state == "CHN"_iso3);
}

BOOST_AUTO_TEST_CASE(the_tables_of_unvotes)
{
    auto const read = votes_of("rcid,country,country_code,vote\n"
                               "3,Namibia,NA,yes\n"
                               "3,Mongolia,MN,abstain\n"
                               "3,Yugoslavia,NA,no\n"
                               "4,United Kingdom,GB,no\n");
    BOOST_TEST(read.votes.size() == 4U);
    BOOST_TEST((read.votes[0] == eq::io::reported_vote{"NAM"_iso3, 0, vote::yes}));
    BOOST_TEST((read.votes[1] == eq::io::reported_vote{"MNG"_iso3, 0, vote::abstain}));
    BOOST_TEST((read.votes[2] == eq::io::reported_vote{"YUG"_iso3, 0, vote::no}));
    BOOST_TEST(message_of<eq::io::header_error>([] {
                   static_cast<void>(votes_of("rcid,country,country_code,vote\n3,Namibia,NA,yes\n", {.years = {2015}}));
               })
               == "UNVotes.csv:1: no column tells the year of the votes, so that those of some years cannot be read");
}

BOOST_AUTO_TEST_CASE(repeated_rows)
{
    constexpr auto text = std::string_view{"rcid,session,vote,ccode\n1,70,1,2\n1,70,1,20\n1,70,3,2\n"};
    BOOST_TEST(message_of<eq::io::input_error>([&] { static_cast<void>(votes_of(text)); })
               == "UNVotes.csv:4: the row repeats line 2 (USA, roll call 1); say which of the two counts, as by "
                  "repeats::last");
    auto const first_one = votes_of(text, {.repeats = eq::io::repeats::first});
    BOOST_TEST(first_one.votes.size() == 2U);
    BOOST_TEST((first_one.votes[0].choice == vote::yes));
    BOOST_TEST(first(first_one.report, row_class::duplicate) == "4: it has the key of line 2");
    auto const last_one = votes_of(text, {.repeats = eq::io::repeats::last});
    BOOST_TEST((last_one.votes[1] == eq::io::reported_vote{"USA"_iso3, 0, vote::no}));
    BOOST_TEST(first(last_one.report, row_class::duplicate) == "2: it has the key of line 4");
    BOOST_TEST(last_one.report.books.file().read().rows == 3U);
    BOOST_CHECK_THROW(static_cast<void>(votes_of(text, {.repeats = eq::io::repeats::sum})), eq::invalid_parameter);
    BOOST_CHECK_THROW(static_cast<void>(votes_of(text, {.repeats = eq::io::repeats::largest})), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    using bad = eq::io::format_error;
    BOOST_TEST(message_of<bad>([] { static_cast<void>(votes_of("rcid,session,vote,ccode\n1,70,0,2\n")); })
               == "UNVotes.csv:2: column vote: found \"0\", expected 1, 2, 3, 8 or 9 (yes, abstain, no, absent, not a "
                  "member), or yes, abstain or no");
    BOOST_CHECK_THROW(static_cast<void>(votes_of("rcid,date,vote,ccode\n1,27/10/2015,1,2\n")), bad);
    BOOST_CHECK_THROW(static_cast<void>(votes_of("rcid,year,vote,ccode\n1,20,1,2\n")), bad);
    auto const skipped = votes_of("rcid,session,vote,ccode\n1,70,0,2\n1,70,1,20\n1,70\n", {.malformed = eq::io::skip});
    BOOST_TEST(skipped.votes.size() == 1U);
    BOOST_TEST(rows(skipped.report, row_class::refused) == 2U);

    constexpr auto unknown = std::string_view{"rcid,session,vote,ccode\n1,70,1,999\n"};
    BOOST_TEST(message_of<eq::io::input_error>([&] { static_cast<void>(votes_of(unknown)); })
               == "UNVotes.csv:2: \"999\" is no state, area or group that is known");
    BOOST_TEST(rows(votes_of(unknown, {.unknown_codes = true}).report, row_class::refused) == 1U);
    BOOST_TEST(votes_of(unknown, {.read_as = {{"999", "XKX"_iso3}}}).votes.size() == 1U);
    BOOST_CHECK_THROW(static_cast<void>(votes_of("")), eq::io::input_error);
    BOOST_TEST(votes_of("rcid,session,vote,ccode\n").votes.empty());
}

// Session 70 (2015). Numbers of rows by vote as `formats_values.csv` of the reference has them; numbers of joint and of
// equal votes of Mongolia with Russia, China and the USA by
//     awk -F, -v p=365 'NR > 1 && $3 < 4 { v[$4 "," $1] = $3; r[$1] }
//              END { for (k in r) if (v["712," k] && v[p "," k]) { n++; e += v["712," k] == v[p "," k] } print e, n }'
BOOST_AUTO_TEST_CASE(the_general_assembly_of_2015)
{
    auto const path = reference("unga/UNVotesPublished_session70_2015_allstates.csv");
    if (!path) {
        return;
    }
    auto const read = eq::io::read_votes(*path);
    BOOST_TEST(read.roll_calls.size() == 73U);
    auto counts = eq::io::vote_count{};
    for (auto const& each : read.votes) {
        ++(each.choice == vote::yes ? counts.yes : each.choice == vote::no ? counts.no : counts.abstain);
    }
    BOOST_TEST(counts.yes == 10'599U);
    BOOST_TEST(counts.abstain == 1'542U);
    BOOST_TEST(counts.no == 946U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 1'002U);
    BOOST_TEST(read.report.books.file().read().rows == 14'089U);
    BOOST_TEST(read.report.books.states().size() == 193U);
    struct expected {
        eq::iso3 power;
        std::size_t alike;
    };
    for (auto const& [power, alike] : {expected{"RUS"_iso3, 42}, {"CHN"_iso3, 52}, {"USA"_iso3, 12}}) {
        auto const both = eq::shared_votes(read, "MNG"_iso3, power);
        BOOST_TEST(both.joint() == 67U);
        BOOST_TEST(both.equal() == alike);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
