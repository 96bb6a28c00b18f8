// SPDX-License-Identifier: BSL-1.0
#include "provider_files.hpp"

#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/formats/cow_trade.hpp>
#include <equipoise/model/collect.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using namespace provider_files;
using eq::io::row_class;
using lines = std::vector<std::string>;

/// Each pair once. 712 Mongolia, 710 China, 365 Russia. flow1: state 1 imports from state 2.
std::string const native =
    "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,"
    "trdspike,tradedip,bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,source1,source2,version\n"
    "365,712,2014,Russia,Mongolia,61,1606,61,1606,1667,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4\n"
    "710,712,2014,China,Mongolia,5070.5,2468,5070,2468,7538,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4\n"
    "2,712,2014,United States of America,Mongolia,-9,234,-9,234,-9,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4\n";
/// Each pair twice.
std::string const directed = "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n"
                             "712,710,2014,2468,5070,2468,5070\n"
                             "710,712,2014,5070,2468,5070,2468\n"
                             "712,365,2014,NA,61,NA,61\n";

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(cow_trade)

BOOST_AUTO_TEST_CASE(the_native_file_has_each_pair_once_with_both_flows)
{
    auto const trade = read(native);
    BOOST_TEST(trade.report.about.name == "cow_trade");
    BOOST_TEST((trade.report.unit == eq::io::unit::million_usd));
    BOOST_TEST(flows_of(trade)
                   == (lines{"MNG>RUS 2014 61 by both", "RUS>MNG 2014 1606 by both", "MNG>CHN 2014 5070.5 by both",
                             "CHN>MNG 2014 2468 by both", "USA>MNG 2014 234 by both", "MNG>USA 2014 ? by both"}),
               boost::test_tools::per_element());
    BOOST_TEST(trade.report.books.file().read().rows == 6U); // flows
    BOOST_TEST(trade.report.lines.read == 3U);
    // an unknown flow is not zero: the exposure of Mongolia's exports is not known
    BOOST_TEST(eq::is_undefined(eq::exposure(eq::export_ledger(trade).at({2014, "MNG"_iso3}), "USA"_iso3)));
    auto const imports = eq::import_ledger(trade).at({2014, "MNG"_iso3});
    BOOST_TEST(eq::exposure(imports, "CHN"_iso3) == 2468. / (1606 + 2468 + 234));
    check_cuts(native);
}

BOOST_AUTO_TEST_CASE(of_copies_by_direction_flow1_alone_is_read)
{
    auto const trade = read(directed);
    BOOST_TEST(flows_of(trade)
                   == (lines{"CHN>MNG 2014 2468 by both", "MNG>CHN 2014 5070 by both", "RUS>MNG 2014 ? by both"}),
               boost::test_tools::per_element());
    BOOST_TEST(trade.report.books.file().read().rows == 3U);
    check_cuts(directed);
}

BOOST_AUTO_TEST_CASE(the_number_365_is_two_states_in_turn)
{
    auto const trade = read("ccode1,ccode2,year,flow1,flow2\n712,365,1989,5,1\n712,365,1995,7,1\n");
    BOOST_TEST(flows_of(trade) == (lines{"SUN>MNG 1989 5 by both", "RUS>MNG 1995 7 by both"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(repeats_and_malformed_rows)
{
    auto const text = std::string{"ccode1,ccode2,year,flow1,flow2\n712,710,2014,5,1\n712,710,2014,6,1\n"};
    BOOST_TEST(complaint(text)
               == "f.csv:3: the row repeats line 2 (2014, 712, 710); say what becomes of repeated rows by "
                  "repeats::sum, first, last or largest");
    BOOST_TEST(flows_of(read(text, {.repeats = eq::io::repeats::sum})).size() == 2U);
    BOOST_TEST(complaint("ccode1,ccode2,year,flow1,flow2\n712,710,2014,-5,1\n")
               == "f.csv:2: column flow1: found \"-5\", expected no negative amount"); // -9 alone means unknown
    BOOST_TEST(complaint("ccode1,ccode2,year,flow1,flow2\n712,9999,2014,5,1\n")
               == "f.csv:2: \"9999\" is no state, area or group that is known");
}

BOOST_AUTO_TEST_CASE(each_flow_of_a_pair_is_read_once_where_the_other_cannot_be_read)
{
    auto const read_lenient = [](std::string const& flows) {
        return read("ccode1,ccode2,year,flow1,flow2,version\n712,710,2014," + flows + ",4\n",
                    {.malformed = eq::io::skip});
    };
    for (auto const& [flows, known, unknown] :
         {std::array{"5,1x", "CHN>MNG 2014 5 by both", "MNG>CHN 2014 ? by both"},
          std::array{"-5,1", "MNG>CHN 2014 1 by both", "CHN>MNG 2014 ? by both"}}) {
        auto const trade = read_lenient(flows);
        BOOST_TEST(flows_of(trade) == (lines{known, unknown}), boost::test_tools::per_element());
        BOOST_TEST(rows(trade, row_class::used) == 1U);
        BOOST_TEST(rows(trade, row_class::unknown) == 1U);
        BOOST_TEST(trade.report.books.file().read().rows == 2U);
    }
}

BOOST_AUTO_TEST_CASE(real_files_by_direction)
{
    struct expectation {
        char const* file;
        std::size_t rows;
        std::size_t missing;
        std::size_t zeros;
        double sum;
    };
    for (auto const& of : {expectation{"cow_trade_ddy_all_dyads_2014.csv", 30280, 820, 13925, 18255025},
                           expectation{"cow_trade_ddy_ccode1_KAZ705_MNG712_allyears.csv", 9009, 877, 5140, 452518}}) {
        auto const path = outside_file("trade/cow/" + std::string{of.file});
        if (!path) {
            return;
        }
        auto const trade = eq::io::read(*path, {.search_repeats = true}); // there are none
        BOOST_TEST(trade.report.searched_repeats);
        BOOST_TEST(
            std::count_if(trade.flows.begin(), trade.flows.end(), [](auto const& flow) { return flow.amount == 0; })
            == static_cast<std::ptrdiff_t>(of.zeros));
        auto const& file = trade.report.books.file();
        BOOST_TEST(file.read().rows == of.rows);
        BOOST_TEST(file.read().amount() == of.sum);
        BOOST_TEST(file[row_class::unknown].rows == of.missing);
        BOOST_TEST(file[row_class::used].rows == of.rows - of.missing);
        // by a script: Kazakhstan's imports of 2014 are 48 152, of which 15 524 from Russia and 14 109 from China
        auto const imports = eq::import_ledger(trade).at({2014, "KAZ"_iso3});
        BOOST_TEST(eq::exposure(imports, "RUS"_iso3) == 15524. / 48152);
        BOOST_TEST(eq::exposure(imports, "CHN"_iso3) == 14109. / 48152);
        // Mongolia's imports from twelve states are not known
        BOOST_TEST(eq::import_ledger(trade).at({2014, "MNG"_iso3}).unknown().size() == 12U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
