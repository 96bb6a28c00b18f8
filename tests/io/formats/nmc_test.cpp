// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/capability.hpp>
#include <equipoise/alignment/power.hpp>
#include <equipoise/io/formats/read_indicators.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/state.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_indicators indicators_of(std::string_view text, eq::io::indicator_options const& options = {})
{
    return eq::io::read_indicators(eq::io::text(text, "NMC.csv"), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(nmc)

// values invented
BOOST_AUTO_TEST_CASE(minus_nine_is_unknown)
{
    auto const read = indicators_of("stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
                                    "\"MON\",712,2010,-9,8,0,3500,2712,1100,.0003,2011\n"
                                    "\"KZK\",705,2010,800000,-9.0,4200,90000,16300,5200,.004,2011\n");
    BOOST_TEST(read.report.about.name == "nmc");
    BOOST_TEST(rows(read.report, row_class::used) == 12U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 2U);
    BOOST_TEST(read.value("MNG"_iso3, 2010, "cinc").value() == 0.0003);
    BOOST_TEST(read.value("MNG"_iso3, 2010, "irst").value() == 0.0);
    BOOST_TEST(!read.value("MNG"_iso3, 2010, "milex").has_value());
    BOOST_TEST(!read.value("MNG"_iso3, 2011, "cinc").has_value());
    BOOST_TEST(!read.value("CHN"_iso3, 2010, "cinc").has_value());
    BOOST_TEST((read.unknown(2010, "milex") == std::vector{"MNG"_iso3}));
    BOOST_TEST(read.known(2010, "milex").size() == 1U);
    BOOST_TEST(read.known(2010, "milper")[0].second == 8.0);
    auto const mongolia = eq::state<eq::iso3>{"MNG"_iso3, {}, read.value("MNG"_iso3, 2010, "cinc")};
    BOOST_TEST(mongolia.capability.value() == 0.0003);
    BOOST_CHECK_THROW(static_cast<void>(read.value("MNG"_iso3, 2010, "milex", eq::io::unit::usd)),
                      eq::invalid_parameter);

    // milex: 0 / 800000 known of KAZ alone: share 1; milper of MNG alone: share 1; pec 3500 and 90000
    auto const components = read.rows(2010, {"milex", "milper"});
    BOOST_TEST(components.size() == 2U);
    BOOST_TEST(components[1].id == "MNG"_iso3);
    auto const cinc = eq::cinc.result(components, &eq::io::indicator_row::values);
    BOOST_TEST(cinc[0].value == 1.0);
    BOOST_TEST(cinc[0].known == 1U);
}

BOOST_AUTO_TEST_CASE(the_layout_of_6_0)
{
    auto const read = indicators_of("stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\r\n"
                                    "MON,712,2016,106000,10,0,4500,3027,1450,.0003,2021\r\n",
                                    {.indicators = {"tpop", "cinc"}});
    BOOST_TEST(read.values.size() == 2U);
    BOOST_TEST(read.value("MNG"_iso3, 2016, "tpop").value() == 3027.0);
    BOOST_TEST(message_of<eq::io::header_error>(
                   [] { static_cast<void>(indicators_of("ccode,year,milper,cinc\n", {.indicators = {"gdp"}})); })
               == "NMC.csv:1: no column \"gdp\", which the options ask for");
}

// Germany is 260 (the Federal Republic) and 255 (Germany) in 1990; the file uses 255 in later years.
BOOST_AUTO_TEST_CASE(two_numbers_of_one_state)
{
    constexpr auto text = std::string_view{"ccode,year,milper,cinc\n255,1990,545,.0293\n255,1991,457,.0313\n"
                                           "260,1989,503,.0271\n260,1990,545,.0277\n"};
    auto const read = indicators_of(text);
    BOOST_TEST(read.value("DEU"_iso3, 1990, "cinc").value() == 0.0293);
    BOOST_TEST(read.value("DEU"_iso3, 1989, "cinc").value() == 0.0271);
    BOOST_TEST(rows(read.report, row_class::duplicate) == 2U);
    BOOST_TEST(read.report.joined == 2U);
    BOOST_TEST(first(read.report, row_class::duplicate) == "5: \"260\" is the same state as \"255\" of line 2");
    // where neither goes on, it has to be said which counts
    constexpr auto alone = std::string_view{"ccode,year,milper,cinc\n255,1990,545,.0293\n260,1990,545,.0277\n"};
    BOOST_CHECK_THROW(static_cast<void>(indicators_of(alone)), eq::io::input_error);
    BOOST_TEST(indicators_of(alone, {.repeats = eq::io::repeats::last}).value("DEU"_iso3, 1990, "cinc").value()
               == 0.0277);
}

BOOST_AUTO_TEST_CASE(repeats_and_malformed_cells)
{
    constexpr auto text = std::string_view{"ccode,year,milper,cinc\n2,2010,5,.2\n2,2010,6,.1\n"};
    BOOST_TEST(message_of<eq::io::input_error>([&] { static_cast<void>(indicators_of(text)); })
               == "NMC.csv:3: the row repeats line 2 (cinc of USA in 2010); say which of the two counts, as by "
                  "repeats::last");
    auto const largest = indicators_of(text, {.repeats = eq::io::repeats::largest});
    BOOST_TEST(largest.value("USA"_iso3, 2010, "milper").value() == 6.0);
    BOOST_TEST(largest.value("USA"_iso3, 2010, "cinc").value() == 0.2);
    BOOST_TEST(largest.report.books.file().read().rows == 4U);
    BOOST_TEST(rows(largest.report, row_class::duplicate) == 2U);

    auto const skipped =
        indicators_of("ccode,year,milper,cinc\n2,2010,5x,.2\n20,10,6,.1\n", {.malformed = eq::io::skip});
    BOOST_TEST(skipped.values.size() == 2U);
    BOOST_TEST(rows(skipped.report, row_class::refused) == 1U); // a row without a year
    // a figure that is no number is unknown, and no state without one
    BOOST_TEST((skipped.unknown(2010, "milper") == std::vector{"USA"_iso3}));
    BOOST_TEST(eq::is_undefined(skipped.find("USA"_iso3, 2010, "milper")->value));
    BOOST_TEST(rows(skipped.report, row_class::unknown) == 1U);
    BOOST_TEST(first(skipped.report, row_class::unknown)
               == "2: NMC.csv:2: column milper: found \"5x\", expected a number");
    BOOST_TEST(skipped.report.books.states().at("USA")[row_class::used].rows == 1U);
    BOOST_TEST(skipped.report.books.file().read().rows == 3U);
    // as an unknown figure it may be the largest, and repeats one that is known
    auto const twice = indicators_of("ccode,year,milper,cinc\n2,2010,5,.2\n2,2010,5x,.1\n",
                                     {.repeats = eq::io::repeats::largest, .malformed = eq::io::skip});
    BOOST_TEST(!twice.value("USA"_iso3, 2010, "milper").has_value());
    BOOST_TEST(rows(twice.report, row_class::duplicate) == 2U);
    BOOST_CHECK_THROW(static_cast<void>(indicators_of("ccode,year,milper,cinc\n2,2010,5x,.2\n")), eq::io::format_error);
    BOOST_CHECK_THROW(static_cast<void>(indicators_of("ccode,year,milper,cinc\n2,2010,1e999,.2\n")),
                      eq::io::format_error);
}

// Control sums as `formats_values.csv` of the reference has them. The numbers of unknown components are those of the
// states that have an ISO 3166-1 code, without the rows of 260 and 678 in 1990, by
//     awk -F, 'BEGIN { split("240 245 267 269 271 273 275 280 300 327 329 332 335 337 511 730", z, " ")
//                      for (i in z) h[z[i]] }
//              NR > 1 && !($2 in h) && !(($2 == 260 || $2 == 678) && $3 == 1990) {
//                      for (i = 4; i <= 9; i++) if ($i == -9) m[i]++ } END { for (i in m) print i, m[i] }'
BOOST_AUTO_TEST_CASE(capabilities_5_0)
{
    auto const path = reference("capabilities/NMC_5_0.csv");
    if (!path) {
        return;
    }
    auto const read = eq::io::read_indicators(*path);
    BOOST_TEST(read.report.lines.read == 15'171U);
    BOOST_TEST(read.report.books.file().read().rows == 7U * 15'171);
    BOOST_TEST(rows(read.report, row_class::duplicate) == 2U * 7);
    auto const shares = read.known(2010, "cinc");
    BOOST_TEST(shares.size() == 194U);
    auto sum = 0.0;
    for (auto const& [state, share] : shares) {
        sum += share;
    }
    BOOST_TEST(sum == 1.003402322, boost::test_tools::tolerance(1e-12));
    auto missing = std::map<std::string, std::size_t>{};
    for (auto const& each : read.values) {
        missing[each.indicator] += std::isnan(each.value) ? 1U : 0U;
    }
    BOOST_TEST(missing["milex"] == 1'853U);
    BOOST_TEST(missing["milper"] == 383U);
    BOOST_TEST(missing["irst"] == 24U);
    BOOST_TEST(missing["pec"] == 77U);
    BOOST_TEST(missing["tpop"] == 0U);
    BOOST_TEST(missing["upop"] == 68U);
    BOOST_TEST(missing["cinc"] == 0U);

    // the published index follows from its components, which the file has rounded
    auto const components = read.rows(2010, {"milex", "milper", "irst", "pec", "tpop", "upop"});
    auto const cinc = eq::cinc(components, &eq::io::indicator_row::values);
    for (std::size_t i = 0; i < components.size(); ++i) {
        BOOST_TEST(std::fabs(cinc[i] - read.value(components[i].id, 2010, "cinc").value()) < 1e-6);
    }
    // the rows of the two states in 2010 end in .1480978 and .2069878
    auto const all = eq::portfolio<eq::iso3>{shares};
    BOOST_TEST(eq::coalition_balance(all, "USA"_iso3, "CHN"_iso3) == .1480978 / .2069878,
               boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
