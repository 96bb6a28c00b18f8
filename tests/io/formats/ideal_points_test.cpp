// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/alignment/votes.hpp>
#include <equipoise/io/formats/read_indicators.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_indicators indicators_of(std::string_view text, eq::io::indicator_options const& options = {})
{
    return eq::io::read_indicators(eq::io::text(text, "Idealpoint.csv"), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(ideal_points)

// values invented
BOOST_AUTO_TEST_CASE(points_of_a_year)
{
    constexpr auto text = std::string_view{"ccode,iso3c,countryname,year,idealpointfp,idealpointall,nvotesall\n"
                                           "712,MNG,Mongolia,2023,-0.25,-.5,90\n"
                                           "365,RUS,Russia,2023,-1.75,NA,88\n"};
    auto const read = indicators_of(text);
    BOOST_TEST(read.report.about.name == "ideal_points");
    BOOST_TEST(read.values.size() == 4U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 1U);
    BOOST_TEST(eq::ideal_point_distance(read.value("MNG"_iso3, 2023, "idealpointfp"),
                                        read.value("RUS"_iso3, 2023, "idealpointfp"))
               == 1.5);
    BOOST_TEST(std::isnan(eq::ideal_point_distance(read.value("MNG"_iso3, 2023, "idealpointall"),
                                                   read.value("RUS"_iso3, 2023, "idealpointall"))));
    BOOST_TEST(indicators_of(text, {.indicators = {"nvotesall"}}).value("RUS"_iso3, 2023, "nvotesall").value() == 88.0);
}

// The release of June 2024 has sessions: session 78 opened in 2023.
BOOST_AUTO_TEST_CASE(points_of_a_session)
{
    auto const read = indicators_of("ccode,session,iso3c,IdealPointAll\n710,78,CHN,-1\n");
    BOOST_TEST(read.value("CHN"_iso3, 2023, "IdealPointAll").value() == -1.0);
    BOOST_TEST(indicators_of("iso3c,session,IdealPointAll\nCHN,78,-1\n").values.size() == 1U);
    BOOST_CHECK_THROW(static_cast<void>(indicators_of("ccode,session,IdealPoint\n710,x,-1\n")), eq::io::format_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
