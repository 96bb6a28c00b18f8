// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/io/formats/read_votes.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;
using eq::vote;

eq::io::provider_votes votes_of(std::string_view text, eq::io::vote_options const& options = {})
{
    return eq::io::read_votes(eq::io::text(text, "votes.csv"), options);
}

// rows invented
constexpr auto voeten = std::string_view{"rcid,session,vote,ccode,date,unres\n5394,70,3,2,10/27/2015,R/70/5\n"
                                         "5394,70,1,365,10/27/2015,R/70/5\n5395,71,2,712,11/2/2016,R/71/6\n"};
constexpr auto library =
    std::string_view{"undl_id,ms_code,ms_name,ms_vote,date,session,resolution\n9001,CHN,CHINA,Y,2023-10-27,78,A/1\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(read_votes)

BOOST_AUTO_TEST_CASE(the_header_tells_the_format)
{
    auto const scholars = votes_of(voeten);
    BOOST_TEST(scholars.report.about.name == "un_votes");
    BOOST_TEST((scholars.roll_calls.size() == 2U && scholars.votes.size() == 3U));
    BOOST_TEST((scholars.votes[0] == eq::io::reported_vote{"USA"_iso3, 0, vote::no}));
    BOOST_TEST((scholars.votes[2] == eq::io::reported_vote{"MNG"_iso3, 1, vote::abstain}));
    BOOST_TEST(votes_of(library).report.about.name == "un_votes_dhl");
    BOOST_TEST((votes_of(library).votes.at(0) == eq::io::reported_vote{"CHN"_iso3, 0, vote::yes}));
}

BOOST_AUTO_TEST_CASE(what_the_options_ask_for)
{
    BOOST_TEST(votes_of(voeten, {.sessions = {"71"}}).votes.size() == 1U);
    BOOST_TEST(votes_of(voeten, {.years = {2015}}).votes.size() == 2U);
    BOOST_TEST(
        message_of<eq::invalid_parameter>([] { (void)votes_of(voeten, {.repeats = eq::io::repeats::sum}); })
        == "read_votes: repeats is repeats::sum; it must be refuse, first, last or largest, since votes, ties and "
           "indicators do not add up");
}

BOOST_AUTO_TEST_CASE(a_format_that_is_named_is_the_only_one)
{
    BOOST_TEST(message_of<eq::io::header_error>(
                   [] { (void)eq::io::read_votes(eq::io::text(library, "votes.csv"), {}, eq::io::un_votes); })
               == "votes.csv: no line is the header of a known format (un_votes); the first line is "
                  "\"undl_id,ms_code,ms_name,ms_vote,date,session,resolution\"");
    BOOST_CHECK_THROW((void)votes_of(""), eq::io::header_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
