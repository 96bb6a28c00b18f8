// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/alignment/tie_tables.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/read_ties.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;

eq::io::provider_ties ties_of(std::string_view text)
{
    return eq::io::read_ties(eq::io::text(text, "atop.csv"));
}

constexpr auto header =
    std::string_view{"ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(tie_tables)

BOOST_AUTO_TEST_CASE(the_highest_pledge)
{
    auto const read = ties_of(std::string{header}
                              + "2,20,2018,0,1,1,1,1\n20,2,2018,0,0,0,1,1\n"
                                "2,365,2018,0,0,0,0,1\n365,2,2018,0,0,0,0,0\n");
    auto const states = std::vector{"USA"_iso3, "CAN"_iso3, "RUS"_iso3, "CHE"_iso3};
    auto const table = eq::pledge_table(read, 2018, states);
    auto const usa = table.profile("USA"_iso3);
    BOOST_TEST(usa[1] == 3.0);
    BOOST_TEST(usa[2] == 1.0);
    BOOST_TEST(usa[3] == 0.0); // the file has no alliance of Switzerland
    BOOST_TEST(table.profile("CAN"_iso3)[0] == 2.0);
    BOOST_TEST(table.profile("RUS"_iso3)[0] == 0.0);
    BOOST_TEST(table.profile("CHE"_iso3)[0] == 0.0);
    BOOST_TEST(eq::is_undefined(usa[0])); // for alliance_profiles to set
    BOOST_TEST(eq::alliance_profiles(table, eq::self_tie{3}).profile("USA"_iso3)[0] == 3.0);
    BOOST_TEST(eq::pledge_table(read, 2018).states().size() == 3U);
}

BOOST_AUTO_TEST_CASE(unknown_pledges)
{
    // USA: consultation is known, the rest is not, so that it may be more; CAN: the highest is known
    auto const read = ties_of(std::string{header} + "2,20,2018,,0,0,0,1\n20,2,2018,1,0,,0,1\n");
    auto const table = eq::pledge_table(read, 2018);
    BOOST_TEST(std::isnan(table.profile("USA"_iso3)[0]));
    BOOST_TEST(table.profile("CAN"_iso3)[1] == 3.0);
}

// Kazakhstan's rows alone: what Russia has pledged to others is not in the file.
BOOST_AUTO_TEST_CASE(a_file_that_was_cut)
{
    auto const read = ties_of(std::string{header} + "705,365,2018,1,0,0,1,1\n705,710,2018,0,0,0,1,1\n");
    auto const table = eq::pledge_table(read, 2018);
    BOOST_TEST(table.profile("KAZ"_iso3)[0] == 2.0); // CHN
    BOOST_TEST(std::isnan(table.profile("RUS"_iso3)[0]));
    BOOST_TEST(std::isnan(table.profile("CHN"_iso3)[1]));
}

BOOST_AUTO_TEST_CASE(what_was_not_read)
{
    using bad = eq::invalid_parameter;
    auto const read = ties_of(std::string{header} + "2,20,2012,1,0,0,1,1\n2,20,2018,1,0,0,1,1\n");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::pledge_table(read, 2019)); })
               == "ties of atop.csv: year is 2019; it must be one that was read, from 2012 to 2018");
    BOOST_TEST(message_of<bad>([&] { static_cast<void>(eq::value_table(read, "entente", 2018)); })
               == "ties of atop.csv: kind is entente; it must be one that was read");
    BOOST_CHECK_THROW(static_cast<void>(eq::pledge_table(read, 2018, {"USA"_iso3, "USA"_iso3})), bad);
    BOOST_TEST(eq::value_table(read, "consul", 2018).profile("USA"_iso3)[0] == 1.0);
    BOOST_CHECK_THROW(static_cast<void>(eq::pledge_table(ties_of(header), 2018)), bad);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
