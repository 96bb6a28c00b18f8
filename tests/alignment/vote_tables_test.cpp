// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/vote_tables.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/read_votes.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

// Votes of two states, which were absent together in the last four roll calls; invented.
constexpr auto text = std::string_view{"rcid,session,vote,ccode\n"
                                       "1,70,1,712\n2,70,1,712\n3,70,3,712\n4,70,2,712\n"
                                       "5,70,8,712\n6,70,8,712\n7,70,8,712\n8,70,8,712\n"
                                       "1,70,1,710\n2,70,3,710\n3,70,3,710\n4,70,2,710\n"
                                       "5,70,8,710\n6,70,8,710\n7,70,8,710\n8,70,8,710\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(vote_tables)

// Over the four votes that both cast: Po = 3/4; MNG yes 2, no 1, abstain 1; CHN yes 1, no 2, abstain 1:
// Pe = (2 * 1 + 1 * 2 + 1 * 1) / 16 = 5/16; kappa = (12 - 5) / (16 - 5) = 7/11.
BOOST_AUTO_TEST_CASE(absences_are_no_category)
{
    auto const votes = eq::io::read_votes(eq::io::text(text));
    auto const both = eq::shared_votes(votes, "MNG"_iso3, "CHN"_iso3);
    auto const kappa = eq::cohen_kappa.result(both.first, both.second);
    BOOST_TEST(kappa.value == 7.0 / 11, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(kappa.joint == 4U);
    BOOST_TEST(both.joint() == 4U);
    BOOST_TEST(both.equal() == 3U);

    auto const table = eq::vote_table(votes);
    BOOST_TEST(table.states() == (std::vector{"CHN"_iso3, "MNG"_iso3}), boost::test_tools::per_element());
    BOOST_TEST(table.targets().size() == 8U);
    auto const from_table = eq::cohen_kappa.result(table.profile("MNG"_iso3), table.profile("CHN"_iso3));
    BOOST_TEST(from_table.value == kappa.value);
    BOOST_TEST(eq::is_undefined(table.profile("MNG"_iso3)[4]));
    BOOST_TEST(table.profile("CHN"_iso3)[1] == 3);
}

BOOST_AUTO_TEST_CASE(states_that_are_named)
{
    auto const votes = eq::io::read_votes(eq::io::text(text));
    auto const table = eq::vote_table(votes, {"MNG"_iso3, "KAZ"_iso3});
    BOOST_TEST(table.states().size() == 2U);
    BOOST_TEST(eq::is_undefined(table.profile("KAZ"_iso3)[0]));
    BOOST_TEST(eq::vote_agreement.why_undefined(table.profile("MNG"_iso3), table.profile("KAZ"_iso3))
               == "no target has a known value in both profiles");
    BOOST_TEST(eq::shared_votes(votes, "MNG"_iso3, "KAZ"_iso3).joint() == 0U);
    BOOST_TEST(eq::shared_votes(votes, "MNG"_iso3, "MNG"_iso3).equal() == 4U);
    BOOST_CHECK_THROW(static_cast<void>(eq::vote_table(votes, {"MNG"_iso3, "MNG"_iso3})), eq::invalid_parameter);
    BOOST_TEST(eq::vote_table(eq::io::provider_votes{}).states().empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
