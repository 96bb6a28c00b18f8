// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/io/formats/read_indicators.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace provider_text;
using namespace eq::literals;

eq::io::provider_indicators indicators_of(std::string_view text, eq::io::indicator_options const& options = {})
{
    return eq::io::read_indicators(eq::io::text(text, "states.csv"), options);
}

// figures invented
constexpr auto capabilities = std::string_view{"ccode,year,milper,cinc\n712,2010,8,.25\n2,2010,1500,.5\n2,2011,5,.5\n"};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(read_indicators)

BOOST_AUTO_TEST_CASE(the_header_tells_the_format)
{
    for (auto const& [text, name] : std::vector<std::pair<std::string_view, std::string_view>>{
             {capabilities, "nmc"},
             {"Country Name,Country Code,Indicator Code,2023\nMongolia,MNG,NY.GDP.MKTP.CD,5\n", "world_bank"},
             {"ccode,year,idealpointfp\n712,2023,-.25\n", "ideal_points"},
             {"Recipient,2021,2022\nMongolia,1,2\n", "sipri_values"}}) {
        auto const read = indicators_of(text);
        BOOST_TEST(read.report.about.name == name);
        BOOST_TEST(read.report.file == "states.csv");
        BOOST_TEST(!read.values.empty());
    }
}

BOOST_AUTO_TEST_CASE(figures_are_in_order_of_indicator_year_and_state)
{
    auto const read = indicators_of(capabilities);
    BOOST_REQUIRE(read.values.size() == 6U);
    BOOST_TEST((read.values[0] == eq::io::reported_indicator{"MNG"_iso3, 2010, "cinc", .25}));
    BOOST_TEST((read.values[1] == eq::io::reported_indicator{"USA"_iso3, 2010, "cinc", .5}));
    BOOST_TEST((read.values[2] == eq::io::reported_indicator{"USA"_iso3, 2011, "cinc", .5}));
    BOOST_TEST((read.values[3] == eq::io::reported_indicator{"MNG"_iso3, 2010, "milper", 8}));
}

BOOST_AUTO_TEST_CASE(what_the_options_ask_for)
{
    auto const read = indicators_of(capabilities, {.years = {2011}, .indicators = {"milper"}});
    BOOST_TEST((read.values.size() == 1U && read.values[0].value == 5));
    BOOST_CHECK_THROW((void)indicators_of(capabilities, {.indicators = {"milex"}}), eq::io::header_error);
    BOOST_CHECK_THROW((void)indicators_of(capabilities, {.repeats = eq::io::repeats::sum}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(a_format_that_is_named_is_the_only_one)
{
    BOOST_TEST(eq::io::read_indicators(eq::io::text(capabilities), {}, eq::io::nmc).values.size() == 6U);
    BOOST_CHECK_THROW((void)eq::io::read_indicators(eq::io::text(capabilities), {}, eq::io::world_bank),
                      eq::io::header_error);
    BOOST_CHECK_THROW((void)indicators_of("\n"), eq::io::header_error);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
