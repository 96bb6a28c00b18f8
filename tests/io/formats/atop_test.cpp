// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/tie_tables.hpp>
#include <equipoise/io/formats/read_ties.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_ties ties_of(std::string_view text, eq::io::tie_options const& options = {})
{
    return eq::io::read_ties(eq::io::text(text, "atop.csv"), options);
}

/// The numbers of ties by kind whose value is 1.
std::map<std::string, std::size_t> ones(eq::io::provider_ties const& read)
{
    auto counts = std::map<std::string, std::size_t>{};
    for (auto const& each : read.ties) {
        counts[each.kind] += each.value == 1 ? 1U : 0U;
    }
    return counts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(atop)

// rows invented
BOOST_AUTO_TEST_CASE(native_and_copied_columns)
{
    auto const native =
        ties_of("ddyad,year,atopally,defense,offense,neutral,nonagg,consul,shareob,stateA,stateB,version\n"
                "365705,2012,1,1,0,0,1,1,,365,705,5.1\n"
                "705365,2012,1,1,0,,1,1,,705,365,5.1\n");
    BOOST_TEST(native.report.about.name == "atop");
    BOOST_TEST(native.ties.size() == 10U);
    BOOST_TEST((native.ties[0] == eq::io::reported_tie{"RUS"_iso3, "KAZ"_iso3, 2012, "defense", 1}));
    BOOST_TEST((native.ties[6] == eq::io::reported_tie{"KAZ"_iso3, "RUS"_iso3, 2012, "offense", 0}));
    BOOST_TEST(std::isnan(native.ties[7].value));
    BOOST_TEST(rows(native.report, row_class::used) == 9U);
    BOOST_TEST(rows(native.report, row_class::unknown) == 1U);
    BOOST_TEST(native.report.books.file()[row_class::used].amount() == 6.0);
    BOOST_TEST(native.set_both_ways == 0U);
    BOOST_TEST(native.only_second.empty());

    auto const copied = ties_of("ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
                                "365,705,2012,1,0,0,1,1\n");
    BOOST_TEST(copied.ties.size() == 5U);
    BOOST_TEST((copied.ties[0] == native.ties[0]));
    BOOST_TEST(copied.only_second.size() == 1U); // KAZ
}

// one state of the Correlates of War is two of ISO 3166
BOOST_AUTO_TEST_CASE(states_of_their_time)
{
    auto const read = ties_of("ccode1,ccode2,year,atop_defense\n365,712,1966,1\n365,712,2006,0\n");
    BOOST_TEST((read.ties[0].a == "SUN"_iso3));
    BOOST_TEST((read.ties[1].a == "RUS"_iso3));
    BOOST_TEST(read.years == (std::vector{1966, 2006}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(kinds_and_years_on_request)
{
    constexpr auto text = std::string_view{"ccode1,ccode2,year,atop_defense,atop_consul\n"
                                           "2,20,2017,1,1\n2,20,2018,1,0\n"};
    auto const read = ties_of(text, {.years = {2018}, .kinds = {"consul"}});
    BOOST_TEST(read.ties.size() == 1U);
    BOOST_TEST((read.ties[0] == eq::io::reported_tie{"USA"_iso3, "CAN"_iso3, 2018, "consul", 0}));
    BOOST_TEST(read.report.not_asked == 1U);
    BOOST_TEST(message_of<eq::io::header_error>([&] { static_cast<void>(ties_of(text, {.kinds = {"entente"}})); })
               == "atop.csv:1: no column \"entente\", which the options ask for");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    using bad = eq::io::input_error;
    BOOST_CHECK_THROW(static_cast<void>(ties_of("ccode1,ccode2,year,atop_defense\n2,20,20,1\n")), bad);
    BOOST_CHECK_THROW(static_cast<void>(ties_of("ccode1,ccode2,year,atop_defense\n2,20,2018,x\n")), bad);
    BOOST_CHECK_THROW(static_cast<void>(ties_of("ccode1,ccode2,year,atop_defense\n2,9999,2018,1\n")), bad);
    auto const skipped = ties_of("ccode1,ccode2,year,atop_defense,atop_consul\n2,20,2018,x,1\n2,2,2018,1,1\n",
                                 {.malformed = eq::io::skip});
    BOOST_REQUIRE(skipped.ties.size() == 2U);
    BOOST_TEST(eq::is_undefined(skipped.ties[0].value)); // the two may have a defence pact or not
    BOOST_TEST(skipped.ties[0].kind == "defense");
    BOOST_TEST((skipped.ties[1] == eq::io::reported_tie{"USA"_iso3, "CAN"_iso3, 2018, "consul", 1}));
    BOOST_TEST(rows(skipped.report, row_class::refused) == 0U);
    BOOST_TEST(rows(skipped.report, row_class::unknown) == 1U);
    BOOST_TEST(first(skipped.report, row_class::unknown)
               == "2: atop.csv:2: column atop_defense: found \"x\", expected a number");
    BOOST_TEST(first(skipped.report, row_class::own) == "3: \"2\" is its own partner");
    BOOST_TEST(rows(ties_of("ccode1,ccode2,year,atop_defense\n2,240,1850,1\n").report, row_class::area) == 1U);
}

// Numbers of ones as `formats_values.csv` of the reference has them. Sums of |a - b| over the 186 states of the file,
// each with a tie of 3 to itself, by
//     awk -F, 'NR > 1 { t[$1 "," $2] = $4 ? 3 : $6 || $7 ? 2 : $8 ? 1 : 0; s[$1]; s[$2] }
//              END { for (k in s) { a = k == 712 ? 3 : t[712 "," k] + 0; b = k == 365 ? 3 : t[365 "," k] + 0
//                                   x += a > b ? a - b : b - a }; print x }'
BOOST_AUTO_TEST_CASE(alliances_of_2018)
{
    auto const path = reference("alliances/atop51_ddy_all_2018.csv");
    if (!path) {
        return;
    }
    auto const read = eq::io::read_ties(*path);
    BOOST_TEST(read.report.lines.read == 8'456U);
    BOOST_TEST(rows(read.report, row_class::used) == 5U * 8'456);
    BOOST_TEST(read.only_second.empty());
    auto const counts = ones(read);
    BOOST_TEST(counts.at("defense") == 3'412U);
    BOOST_TEST(counts.at("offense") == 0U);
    BOOST_TEST(counts.at("neutral") == 110U);
    BOOST_TEST(counts.at("nonagg") == 8'432U);
    BOOST_TEST(counts.at("consul") == 3'000U);

    auto const table = eq::alliance_profiles(eq::pledge_table(read, 2018), eq::self_tie{3});
    BOOST_TEST(table.states().size() == 186U);
    struct expected {
        eq::iso3 state;
        eq::iso3 power;
        double apart;
    };
    for (auto const& [state, power, apart] : {expected{"MNG"_iso3, "RUS"_iso3, 39},
                                              {"MNG"_iso3, "CHN"_iso3, 101},
                                              {"MNG"_iso3, "USA"_iso3, 134},
                                              {"KAZ"_iso3, "RUS"_iso3, 76},
                                              {"KAZ"_iso3, "CHN"_iso3, 154}}) {
        BOOST_TEST(eq::s_score(table.profile(state), table.profile(power), 3) == 1 - 2 * apart / (3 * 186),
                   boost::test_tools::tolerance(1e-14));
    }
}

// The numbers are those that the reference's list of files gives.
BOOST_AUTO_TEST_CASE(the_native_layout)
{
    auto const path = reference("atop/PART_REAL_atop5_1ddyr_KAZ_MNG_RUS_CHN_2012_2018.csv");
    if (!path) {
        return;
    }
    auto const read = eq::io::read_ties(*path);
    BOOST_TEST(read.report.lines.read == 154U);
    BOOST_TEST(read.years.size() == 7U);
    auto const counts = ones(read);
    BOOST_TEST(counts.at("defense") == 14U);
    BOOST_TEST(counts.at("neutral") == 12U);
    BOOST_TEST(counts.at("nonagg") == 154U);
    BOOST_TEST(counts.at("consul") == 42U);
    BOOST_TEST(!read.only_second.empty()); // the file was cut to four states
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
