// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/tie_tables.hpp>
#include <equipoise/io/formats/read_ties.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_ties ties_of(std::string_view text, eq::io::tie_options const& options = {})
{
    return eq::io::read_ties(eq::io::text(text, "alliance.csv"), options);
}

constexpr auto spells = std::string_view{"version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_year,dyad_end_year,"
                                         "left_censor,right_censor,defense,neutrality,nonaggression,entente,version\n"};
constexpr auto yearly =
    std::string_view{"version4id,ccode1,ccode2,dyad_st_year,dyad_end_year,defense,neutrality,nonaggression,entente,"
                     "year,version\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(cow_alliances)

// Pairs invented. A spell without an end lasts to 2012, the last year of the data.
BOOST_AUTO_TEST_CASE(spells_hold_in_each_of_their_years)
{
    auto const read = ties_of(std::string{spells}
                                  + "1,2,United States,200,United Kingdom,2010,,0,1,1,0,0,0,4.1\n"
                                    "1,200,United Kingdom,2,United States,2010,,0,1,1,0,0,0,4.1\n"
                                    "2,200,United Kingdom,220,France,1904,1905,0,0,0,0,0,1,4.1\n"
                                    "2,220,France,200,United Kingdom,1904,1905,0,0,0,0,0,1,4.1\n",
                              {.kinds = {"defense", "entente"}});
    BOOST_TEST(read.report.about.name == "cow_alliances");
    // USA and GBR: 3 years, GBR and FRA: 2 years; both directions, two kinds
    BOOST_TEST(read.ties.size() == (3U + 2U) * 2U * 2U);
    BOOST_TEST(read.years == (std::vector{1904, 1905, 2010, 2011, 2012}), boost::test_tools::per_element());
    BOOST_TEST(read.set_both_ways == 0U);
    BOOST_TEST((read.ties[2] == eq::io::reported_tie{"USA"_iso3, "GBR"_iso3, 2012, "defense", 1}));
    auto const pact = eq::pledge_table(read, 2012);
    BOOST_TEST(pact.profile("USA"_iso3)[0] == 3.0); // GBR
    BOOST_TEST(eq::pledge_table(read, 1904).profile("FRA"_iso3)[1] == 1.0);
    BOOST_TEST(ties_of(std::string{spells} + "1,2,a,200,b,2010,,0,1,1,0,0,0,4.1\n", {.years = {2011}}).ties.size()
               == 2U * 4U);
    BOOST_CHECK_THROW(static_cast<void>(ties_of(std::string{spells} + "1,2,a,200,b,2010,2009,0,1,1,0,0,0,4.1\n")),
                      eq::io::format_error);
    BOOST_CHECK_THROW(static_cast<void>(ties_of(std::string{spells} + "1,2,a,200,b,2010,99999,0,1,1,0,0,0,4.1\n")),
                      eq::io::format_error);
}

// The number 365 is the Soviet Union in the first year and Russia in the last.
BOOST_AUTO_TEST_CASE(states_of_their_time)
{
    auto const read = ties_of(std::string{spells} + "1,365,Russia,710,China,1950,2001,0,0,0,0,0,1,4.1\n",
                              {.years = {1950, 2001}, .kinds = {"entente"}});
    BOOST_TEST((read.ties[0].a == "SUN"_iso3));
    BOOST_TEST((read.ties[2].a == "RUS"_iso3));
}

// Each pair once: USA-GBR, USA-JPN, GBR-FRA and USA-FRA have defence pacts. In the order FRA GBR JPN USA, with 3 for
// oneself, USA (3,3,3,3) and JPN (0,0,3,3): S = 1 - 2 * 6 / 12 = 0; GBR and FRA (3,3,0,3): S = 1.
BOOST_AUTO_TEST_CASE(a_pair_that_stands_once_is_allied_both_ways)
{
    auto const read = ties_of(std::string{yearly}
                              + "1,2,200,1949,,1,0,0,0,2000,4.1\n"
                                "2,2,740,1951,,1,0,0,0,2000,4.1\n"
                                "1,200,220,1949,,1,0,0,0,2000,4.1\n"
                                "1,2,220,1949,,1,0,0,0,2000,4.1\n");
    BOOST_TEST(read.set_both_ways == 4U * 4U);
    BOOST_TEST(read.ties.size() == 2U * 4U * 4U);
    BOOST_TEST(rows(read.report, row_class::used) == 4U * 4U);
    auto const table = eq::alliance_profiles(eq::pledge_table(read, 2000), eq::self_tie{3});
    auto const s = [&](eq::iso3 a, eq::iso3 b) { return eq::s_score(table.profile(a), table.profile(b), 3); };
    BOOST_TEST(s("USA"_iso3, "JPN"_iso3) == 0.0, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(s("GBR"_iso3, "FRA"_iso3) == 1.0);
}

// A defence pact and an entente bind the same pair. In the order GBR JPN USA, USA (3,3,3) and JPN (0,3,3):
// S = 1 - 2 * 3 / 9 = 1/3.
BOOST_AUTO_TEST_CASE(of_several_treaties_the_highest_counts)
{
    auto const text = std::string{yearly}
                      + "1,2,200,1949,,1,0,0,0,2000,4.1\n"
                        "2,2,740,1951,,1,0,0,0,2000,4.1\n"
                        "3,2,740,1951,,0,0,0,1,2000,4.1\n";
    auto const read = ties_of(text);
    BOOST_TEST(rows(read.report, row_class::duplicate) == 4U);
    BOOST_TEST(read.report.books.file().read().rows == 3U * 4U);
    auto const table = eq::alliance_profiles(eq::pledge_table(read, 2000), eq::self_tie{3});
    BOOST_TEST(eq::s_score(table.profile("USA"_iso3), table.profile("JPN"_iso3), 3) == 1.0 / 3,
               boost::test_tools::tolerance(1e-15));
    // both kinds hold: the highest value of each
    auto const last = ties_of(text, {.repeats = eq::io::repeats::last});
    BOOST_TEST(eq::pledge_table(last, 2000).profile("USA"_iso3)[1] == 1.0); // JPN: the entente alone
    BOOST_TEST(
        message_of<eq::io::input_error>([&] { static_cast<void>(ties_of(text, {.repeats = eq::io::repeats::refuse})); })
        == "alliance.csv:4: the row repeats line 3 (defense of USA with JPN in 2000); say which of the two "
           "counts, as by repeats::last");
}

BOOST_AUTO_TEST_CASE(copies_with_other_names)
{
    auto const read = ties_of("ccode1,ccode2,year,cow_defense,cow_neutral,cow_nonagg,cow_entente\n2,20,2000,1,0,1,1\n");
    BOOST_TEST(read.report.about.name == "cow_alliances");
    BOOST_TEST(read.ties.size() == 8U);
    BOOST_TEST((read.ties[4] == eq::io::reported_tie{"USA"_iso3, "CAN"_iso3, 2000, "nonagg", 1}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
