// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/ties.hpp>
#include <equipoise/alignment/votes.hpp>
#include <equipoise/io/delimited.hpp>

#include "../support/amounts.hpp"
#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::vote;
using support::message_of;

constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();
constexpr auto infinite = std::numeric_limits<double>::infinity();

static_assert(eq::general_assembly_vote(1) == vote::yes && eq::general_assembly_vote(2) == vote::abstain);
static_assert(eq::general_assembly_vote(3L) == vote::no);
static_assert(!eq::general_assembly_vote(8) && !eq::general_assembly_vote(9));

constexpr std::optional<vote> mongolia[] = {vote::yes, vote::yes, vote::no, vote::abstain, std::nullopt};
constexpr std::optional<vote> russia[] = {vote::yes, vote::no, vote::abstain, vote::abstain, vote::yes};
// two full agreements, one half, one opposition, of four
SUPPORT_STATIC_ASSERT(eq::vote_agreement(mongolia, russia) == 2.5 / 4);
SUPPORT_STATIC_ASSERT(eq::vote_agreement.result(mongolia, russia).joint == 4);
SUPPORT_STATIC_ASSERT(eq::lijphart(mongolia, russia) == 2.5 / 4);
SUPPORT_STATIC_ASSERT(eq::s_score(mongolia, russia, eq::vote_scale) == 2 * 2.5 / 4 - 1);

static_assert(eq::describe(eq::vote_agreement).name == "vote_agreement");
static_assert(eq::ideal_point_distance(-.25, 1.5) == 1.75 && eq::ideal_point_distance(1.5, -.25) == 1.75);
static_assert(eq::ideal_point_distance(.5, .5) == 0);
static_assert(eq::is_undefined(eq::ideal_point_distance(unknown, 1)));
static_assert(eq::is_undefined(eq::ideal_point_distance(1, std::nullopt)));

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(votes)

BOOST_AUTO_TEST_CASE(bad_input)
{
    using bad = eq::invalid_parameter;
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::general_assembly_vote(0)); })
               == "general_assembly_vote: code is 0; it must be 1 (yes), 2 (abstain), 3 (no), 8 (absent) or 9 (not a "
                  "member)");
    BOOST_CHECK_THROW(static_cast<void>(eq::general_assembly_vote(-9)), bad);
    // absences that were not translated are no votes
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::vote_agreement(std::vector{1, 8}, std::vector{1, 1})); })
               == "vote_agreement: tie 1 of the first profile is 8; it must be on the scale, in [1, 3]");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::vote_agreement(std::vector{1}, std::vector{1, 1})); })
               == "vote_agreement: length of the second profile is 2; it must be that of the first, 1");
    BOOST_TEST(message_of<bad>([] { static_cast<void>(eq::ideal_point_distance(0, infinite)); })
               == "ideal_point_distance: second ideal point is inf; it must be finite, or NaN where it is unknown");
    BOOST_CHECK_THROW(static_cast<void>(eq::ideal_point_distance(-infinite, 0)), bad);
}

BOOST_AUTO_TEST_CASE(nothing_but_absences)
{
    auto const absent = std::vector<std::optional<vote>>(3);
    BOOST_TEST(std::isnan(eq::vote_agreement(absent, absent)));
    BOOST_TEST(eq::vote_agreement.why_undefined(absent, absent) == "no target has a known value in both profiles");
}

// United Nations General Assembly, session 70 (2015). The expected figures were computed from the same file by a
// program outside this library, as 1 - mean |v1 - v2| / 2, and rounded to three digits:
//     awk -F, 'NR > 1 && $3 < 4 { v[$4 "," $1] = $3; r[$1] }
//              END { for (k in r) if (v["712," k] && v["365," k]) { d = v["712," k] - v["365," k]
//                    s += d < 0 ? -d : d; n++ } print 1 - s / n / 2 }'
BOOST_AUTO_TEST_CASE(the_general_assembly_of_2015)
{
    auto const path =
        std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data/unga/UNVotesPublished_session70_2015_allstates.csv";
    if (!std::filesystem::exists(path)) {
        BOOST_TEST_MESSAGE("not run: no " << path);
        return;
    }
    auto cast = std::map<std::pair<int, int>, vote>{};
    auto states = std::set<int>{};
    auto resolutions = std::set<int>{};
    auto const report = eq::io::for_each_row(path, {.columns = {"rcid", "vote", "ccode"}}, [&](eq::io::row const& row) {
        auto const resolution = row.get<int>(0);
        auto const state = row.get<int>(2);
        states.insert(state);
        resolutions.insert(resolution);
        auto const found = eq::general_assembly_vote(row.get<int>(1));
        if (!found) {
            return eq::io::row_outcome::unknown;
        }
        cast[{state, resolution}] = *found;
        return eq::io::row_outcome::used;
    });
    BOOST_TEST(report.unknown > 0U);
    auto votes = eq::tie_table<int, int>{{states.begin(), states.end()}, {resolutions.begin(), resolutions.end()}};
    for (auto const& [key, found] : cast) {
        votes.set(key.first, key.second, static_cast<double>(found));
    }
    struct expected {
        int a;
        int b;
        double agreement;
    };
    constexpr auto kazakhstan = 705;
    constexpr auto mongolian = 712;
    constexpr auto china = 710;
    constexpr auto russian = 365;
    constexpr auto united_states = 2;
    for (auto const& [a, b, agreement] : {expected{mongolian, russian, .716},
                                          {mongolian, china, .866},
                                          {mongolian, united_states, .269},
                                          {kazakhstan, russian, .719},
                                          {kazakhstan, china, .868},
                                          {kazakhstan, united_states, .281},
                                          {russian, china, .833}}) {
        auto const found = eq::vote_agreement.result(votes.profile(a), votes.profile(b));
        BOOST_TEST(std::abs(found.value - agreement) <= .0005);
        BOOST_TEST(found.joint > 50U);
        BOOST_TEST(support::ulps(found.value, (eq::s_score(votes.profile(a), votes.profile(b), eq::vote_scale) + 1) / 2)
                   <= 1);
    }
}

// Two states are absent together four times, and cast Y Y N A and Y N N A: Po = 3/4, Pe = (2 1 + 1 2 + 1 1) / 16 and
// kappa = (12 - 5) / (16 - 5). With "" as a category of its own it was 35/43.
BOOST_AUTO_TEST_CASE(a_blank_vote_is_not_cast)
{
    auto a = std::vector<std::optional<std::string>>{};
    auto b = a;
    eq::io::for_each_row(eq::io::text("rcid,MNG,CHN\n1,Y,Y\n2,Y,N\n3,N,N\n4,A,A\n5,,\n6,,\n7,,\n8,,\n"),
                         {.columns = {"MNG", "CHN"}}, [&](eq::io::row const& row) {
                             a.emplace_back(row.text(0));
                             b.emplace_back(row.text(1));
                         });
    auto const kappa = eq::cohen_kappa.result(a, b);
    BOOST_TEST(support::ulps(kappa.value, 7. / 11) <= 1);
    BOOST_TEST(kappa.joint == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
