// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/vote_tables.hpp>
#include <equipoise/io/formats/read_votes.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;
using eq::vote;

eq::io::provider_votes votes_of(std::string_view text, eq::io::vote_options const& options = {})
{
    return eq::io::read_votes(eq::io::text(text, "ga_voting.csv"), options);
}

// In the layout of the Digital Library; rows invented.
constexpr auto of_2026 = std::string_view{
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,title,vote_note,total_yes,total_no,total_abstentions\n"
    "9001,CHN,CHINA,Y,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
    "9001,SUN,USSR,Y,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
    "9001,MNG,MONGOLIA,A,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
    "9001,VEN,VENEZUELA,X,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
    "9002,CHN,CHINA,N,2023-10-27,ES-10,A/RES/ES-10/1,Roads,,0,2,0\n"
    "9002,MNG,MONGOLIA,N,2023-10-27,ES-10,A/RES/ES-10/1,Roads,,0,2,0\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(un_votes_dhl)

BOOST_AUTO_TEST_CASE(the_layout_of_2026)
{
    auto const read = votes_of(of_2026);
    BOOST_TEST(read.report.about.name == "un_votes_dhl");
    BOOST_TEST(read.votes.size() == 5U);
    BOOST_TEST(first(read.report, row_class::unknown) == "5: the state did not vote");
    BOOST_TEST((read.votes[1] == eq::io::reported_vote{"SUN"_iso3, 0, vote::yes}));
    BOOST_TEST(read.roll_calls[1].session == "ES-10");
    BOOST_TEST(read.roll_calls[1].resolution == "A/RES/ES-10/1");
    BOOST_TEST(read.roll_calls[1].year == 2023);
    BOOST_TEST((read.roll_calls[0].stated == eq::io::vote_count{.yes = 2, .no = 0, .abstain = 1}));
    BOOST_TEST(read.other_results.empty());
    BOOST_TEST(votes_of(of_2026, {.sessions = {"ES-10"}}).votes.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_first_layout)
{
    auto const read = votes_of("undl_id,ms_codes,ms_names,ms_votes,resolutions,date,yes,no,abstentions,non-voting\n"
                               "1,CHN,CHINA,Y,A/RES/2758(XXVI),1971-10-25,1,0,0,1\n"
                               "1,MNG,MONGOLIA,NV,A/RES/2758(XXVI),1971-10-25,1,0,0,1\n");
    BOOST_TEST(read.votes.size() == 1U);
    BOOST_TEST(read.roll_calls[0].session == "XXVI");
    BOOST_TEST(read.roll_calls[0].resolution == "A/RES/2758(XXVI)");
    BOOST_TEST(rows(read.report, row_class::unknown) == 1U);
    BOOST_TEST(read.other_results.empty());
}

// The first roll call has two votes for, and the file with a row less has one.
BOOST_AUTO_TEST_CASE(a_file_that_was_cut_contradicts_its_results)
{
    auto text = std::string{of_2026};
    auto const begin = text.find("9001,SUN");
    text.erase(begin, text.find('\n', begin) - begin + 1);
    auto const read = votes_of(text);
    BOOST_TEST(read.other_results == std::vector<std::size_t>{0}, boost::test_tools::per_element());
    BOOST_TEST(read.report.notes.size() == 1U);
    BOOST_TEST(read.report.notes[0]
               == "Of 1 of 2 roll calls the file states another result than that of its votes, such as roll call "
                  "9001.");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    BOOST_TEST(message_of<eq::io::format_error>(
                   [] { static_cast<void>(votes_of("undl_id,ms_code,ms_vote,date\n1,CHN,yes,2020-01-01\n")); })
               == "ga_voting.csv:2: column ms_vote: found \"yes\", expected Y (yes), N (no), A (abstention), or X or "
                  "NV (not voting)");
    BOOST_CHECK_THROW(static_cast<void>(votes_of("undl_id,ms_code,ms_vote,date\n1,CHN,Y,\n")), eq::io::format_error);
    BOOST_CHECK_THROW(static_cast<void>(votes_of("undl_id,ms_code,ms_vote,date\n1,CHN,Y,2021-02-29\n")),
                      eq::io::format_error);
    BOOST_CHECK_THROW(static_cast<void>(votes_of("undl_id,ms_code,ms_vote,date\n1,QQQ,Y,2021-02-28\n")),
                      eq::io::input_error);
}

// The numbers are those that the reference's list of files gives.
BOOST_AUTO_TEST_CASE(files_in_both_layouts)
{
    auto const count = [](eq::io::provider_votes const& read, vote choice) {
        auto found = std::size_t{0};
        for (auto const& each : read.votes) {
            found += each.choice == choice ? 1U : 0U;
        }
        return found;
    };
    if (auto const path = reference("undl/SYNTH_2024_09_12_ga_resolutions_voting.csv")) {
        auto const read = eq::io::read_votes(*path);
        BOOST_TEST(count(read, vote::yes) == 12U);
        BOOST_TEST(count(read, vote::no) == 3U);
        BOOST_TEST(count(read, vote::abstain) == 5U);
        BOOST_TEST(rows(read.report, row_class::unknown) == 2U);
        auto const both = eq::shared_votes(read, "MNG"_iso3, "CHN"_iso3);
        BOOST_TEST(both.equal() == 1U);
        BOOST_TEST(both.joint() == 2U);
        BOOST_TEST(read.other_results.empty());
    }
    if (auto const path = reference("undl/SYNTH_2026_02_06_ga_voting.csv")) {
        auto const read = eq::io::read_votes(*path);
        BOOST_TEST(count(read, vote::yes) == 28U);
        BOOST_TEST(count(read, vote::no) == 5U);
        BOOST_TEST(count(read, vote::abstain) == 9U);
        BOOST_TEST(rows(read.report, row_class::unknown) == 4U);
        BOOST_TEST(read.other_results.empty());
        struct expected {
            eq::iso3 power;
            std::size_t alike;
            std::size_t joint;
        };
        for (auto const& [power, alike, joint] : {expected{"RUS"_iso3, 1, 3}, {"CHN"_iso3, 2, 4}, {"SUN"_iso3, 1, 1}}) {
            auto const both = eq::shared_votes(read, "MNG"_iso3, power);
            BOOST_TEST(both.equal() == alike);
            BOOST_TEST(both.joint() == joint);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
