// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/tie_tables.hpp>
#include <equipoise/io/formats/read_ties.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_ties ties_of(std::string_view text, eq::io::tie_options const& options = {})
{
    return eq::io::read_ties(eq::io::text(text, "fbic.csv"), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(fbic)

// values invented
BOOST_AUTO_TEST_CASE(native_columns)
{
    auto const read = ties_of("countrya,countryb,year,iso3a,iso3b,igos,fbic,bandwidth,dependence\n"
                              "China,Kazakhstan,2020,CHN,KAZ,\"{'UN', 'IMF'}\",.3891,.5,.25\n"
                              "Kazakhstan,China,2020,KAZ,CHN,\"{'UN'}\",.0125,.5,\n");
    BOOST_TEST(read.report.about.name == "fbic");
    BOOST_TEST(read.ties.size() == 6U);
    BOOST_TEST((read.ties[0] == eq::io::reported_tie{"CHN"_iso3, "KAZ"_iso3, 2020, "fbic", 0.3891}));
    BOOST_TEST(std::isnan(read.ties[5].value));
    BOOST_TEST(rows(read.report, row_class::unknown) == 1U);
    auto const table = eq::value_table(read, "fbic", 2020);
    BOOST_TEST(table.profile("CHN"_iso3)[1] == 0.3891);
    BOOST_TEST(table.profile("KAZ"_iso3)[0] == 0.0125);
    BOOST_TEST(std::isnan(table.profile("KAZ"_iso3)[1])); // of a state with itself
}

BOOST_AUTO_TEST_CASE(copies_that_are_wide_by_power)
{
    constexpr auto text = std::string_view{"iso3,receiver,year,econb_chn,fbic_chn,econb_rus,fbic_rus\n"
                                           "KAZ,Kazakhstan,2020,.38,.1875,.18,.73\n"
                                           "MNG,Mongolia,2020,.36,.1571,,\n"
                                           "CHN,China,2020,,,.1,.2\n"};
    auto const read = ties_of(text);
    BOOST_TEST(read.ties.size() == 5U);
    BOOST_TEST((read.ties[1] == eq::io::reported_tie{"RUS"_iso3, "KAZ"_iso3, 2020, "fbic", 0.73}));
    BOOST_TEST(rows(read.report, row_class::unknown) == 1U);
    BOOST_TEST(first(read.report, row_class::own) == "4: \"CHN\" is its own partner");
    BOOST_TEST(ties_of(text, {.kinds = {"econb"}}).ties[0].value == 0.38);
    BOOST_TEST(message_of<eq::io::header_error>([&] { static_cast<void>(ties_of(text, {.kinds = {"secb"}})); })
               == "fbic.csv:1: no columns of \"secb\", which the options ask for");
    // what the file lacks is unknown, not zero
    BOOST_TEST(std::isnan(eq::value_table(read, "fbic", 2020, {"MNG"_iso3, "KAZ"_iso3}).profile("KAZ"_iso3)[0]));
}

// 11,834 rows and two powers, of which each has 61 rows with itself. Empty cells by
//     awk -F, '$9 == "" { a++ } $15 == "" { b++ } END { print a, b }'        1,496 and 2,116, 122 of them in own rows
BOOST_AUTO_TEST_CASE(china_and_russia)
{
    auto const path = reference("fbic/FBIC_CHN_RUS_influence_1960_2020.csv");
    if (!path) {
        return;
    }
    auto const read = eq::io::read_ties(*path);
    BOOST_TEST(read.report.lines.read == 11'834U);
    BOOST_TEST(read.report.books.file().read().rows == 2U * 11'834);
    BOOST_TEST(rows(read.report, row_class::own) == 122U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 1'496U + 2'116 - 122);
    auto const table = eq::value_table(read, "fbic", 2020, {"CHN"_iso3, "RUS"_iso3, "KAZ"_iso3, "MNG"_iso3});
    BOOST_TEST(table.profile("RUS"_iso3)[2] == 0.73000002);
    BOOST_TEST(table.profile("CHN"_iso3)[2] == 0.1875);
    BOOST_TEST(table.profile("CHN"_iso3)[3] == 0.15710001);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
