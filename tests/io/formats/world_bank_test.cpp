// SPDX-License-Identifier: BSL-1.0
#include "provider_text.hpp"

#include <equipoise/io/formats/read_indicators.hpp>
#include <equipoise/model/state.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace provider_text;
using namespace eq::literals;

constexpr auto gdp = std::string_view{"NY.GDP.MKTP.CD"};

eq::io::provider_indicators indicators_of(std::string_view text, eq::io::indicator_options const& options = {})
{
    return eq::io::read_indicators(eq::io::text(text, "API.csv"), options);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(world_bank)

// values invented
BOOST_AUTO_TEST_CASE(a_column_for_each_year)
{
    auto const read = indicators_of("\xEF\xBB\xBF\"Data Source\",\"World Development Indicators\",\n\n"
                                    "\"Last Updated Date\",\"2026-07-13\",\n\n"
                                    "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2023\","
                                    "\"2024\",\"2025\",\n"
                                    "\"Mongolia\",\"MNG\",\"GDP\",\"NY.GDP.MKTP.CD\",\"19872180370\",\"2.5e10\",\"\",\n"
                                    "\"Channel Islands\",\"CHI\",\"GDP\",\"NY.GDP.MKTP.CD\",\"1\",\"1\",\"\",\n"
                                    "\"Kosovo\",\"XKX\",\"GDP\",\"NY.GDP.MKTP.CD\",\"10\",\"11\",\"\",\n"
                                    "\"World\",\"WLD\",\"GDP\",\"NY.GDP.MKTP.CD\",\"100\",\"110\",\"\",\n");
    BOOST_TEST(read.report.about.name == "world_bank");
    BOOST_TEST(read.report.vintage == "2026-07-13");
    BOOST_TEST(rows(read.report, row_class::used) == 4U);
    BOOST_TEST(rows(read.report, row_class::unknown) == 2U);
    BOOST_TEST(rows(read.report, row_class::aggregate) == 3U);
    BOOST_TEST(rows(read.report, row_class::area) == 3U);
    BOOST_TEST(read.report.books.file()[row_class::aggregate].amount() == 210.0);
    BOOST_TEST(first(read.report, row_class::aggregate) == "9: \"WLD\" is a group of states");
    BOOST_TEST(read.value("MNG"_iso3, 2023, gdp).value() == 19872180370.0);
    BOOST_TEST(!read.value("MNG"_iso3, 2025, gdp).has_value());
    BOOST_TEST(!read.value("CHL"_iso3, 2023, gdp).has_value());
    BOOST_TEST(read.known(2024, gdp).size() == 2U);
    BOOST_TEST(read.report.notes.empty());

    // in the unit of the flows that it is compared with
    auto const mongolia =
        eq::state<eq::iso3>{"MNG"_iso3, read.value("MNG"_iso3, 2023, gdp, eq::io::unit::thousand_usd)};
    BOOST_TEST(mongolia.gdp.value() == 19872180.370);
    BOOST_TEST(read.value("MNG"_iso3, 2023, gdp, eq::io::unit::usd).value() == 19872180370.0);
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { static_cast<void>(read.value("MNG"_iso3, 2023, gdp, eq::io::unit::eur)); })
               == "API.csv: unit of NY.GDP.MKTP.CD is US$; it must be one that converts to euros");
}

BOOST_AUTO_TEST_CASE(a_row_for_each_year)
{
    constexpr auto text = std::string_view{"\"Data Source\",\"World Development Indicators\",\r\n\r\n"
                                           "\"Last Updated Date\",\"2026-07-13\",\r\n\r\n"
                                           "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\","
                                           "\"Year\",\"Value\",\r\n"
                                           "\"Mongolia\",\"MNG\",\"Trade\",\"NE.TRD.GNFS.ZS\",\"2023\",\"11.5\",\r\n"
                                           "\"Mongolia\",\"MNG\",\"Trade\",\"NE.TRD.GNFS.ZS\",\"2024\",\"\",\r\n"};
    auto const read = indicators_of(text);
    BOOST_TEST(read.value("MNG"_iso3, 2023, "NE.TRD.GNFS.ZS").value() == 11.5);
    BOOST_TEST(rows(read.report, row_class::unknown) == 1U);
    BOOST_TEST(indicators_of(text, {.years = {2024}}).known(2023, "NE.TRD.GNFS.ZS").empty());
    BOOST_TEST(indicators_of(text, {.indicators = {"SP.POP.TOTL"}}).report.not_asked == 2U);
    BOOST_CHECK_THROW(static_cast<void>(read.value("MNG"_iso3, 2023, "NE.TRD.GNFS.ZS", eq::io::unit::usd)),
                      eq::invalid_parameter);
}

// The DataBank writes ".." for what is missing, and notes below the table, with or without commas.
BOOST_AUTO_TEST_CASE(exports_of_the_databank)
{
    auto const text = std::string{"Series Name,Series Code,Country Name,Country Code,2019 [YR2019],2020 [YR2020]\n"
                                  "GDP (current US$),NY.GDP.MKTP.CD,Mongolia,MNG,14206359017.5,..\n"
                                  "GDP (current US$),NY.GDP.MKTP.CD,World,WLD,8e13,8e13\n"
                                  ",,,,,\n\n\n"};
    for (auto const* const notes : {"Data from database: World Development Indicators\nLast Updated: 07/13/2026\n",
                                    "Data from database: World Development Indicators,,,,,\n"}) {
        auto const read = indicators_of(text + notes);
        BOOST_TEST(read.value("MNG"_iso3, 2019, gdp).value() == 14206359017.5);
        BOOST_TEST(rows(read.report, row_class::unknown) == 1U);
        BOOST_TEST(rows(read.report, row_class::refused) == 0U);
        BOOST_TEST(rows(read.report, row_class::aggregate) == 2U);
    }
    // but a row that lacks a field is no note
    BOOST_TEST(message_of<eq::io::format_error>(
                   [&] { static_cast<void>(indicators_of(text + "GDP,NY.GDP.MKTP.CD,Kazakhstan,KAZ,1\n")); })
               == "API.csv:7: found 5 fields, expected 6 fields");
    BOOST_TEST(message_of<eq::io::format_error>(
                   [&] { static_cast<void>(indicators_of(text + "GDP,NY.GDP.MKTP.CD,Kazakhstan,KAZ,1,a\n")); })
               == "API.csv:7: column 2020 [YR2020]: found \"a\", expected a number");
    auto const unreadable =
        indicators_of(text + "GDP,NY.GDP.MKTP.CD,Kazakhstan,KAZ,1,a\n", {.malformed = eq::io::skip});
    BOOST_TEST((unreadable.unknown(2020, "NY.GDP.MKTP.CD") == std::vector{"KAZ"_iso3, "MNG"_iso3}));
    BOOST_TEST(rows(unreadable.report, row_class::refused) == 0U);
    BOOST_TEST(rows(indicators_of(text + "GDP,NY.GDP.MKTP.CD,Kazakhstan,KAZ,1\n", {.malformed = eq::io::skip}).report,
                    row_class::refused)
               == 1U);
}

BOOST_AUTO_TEST_CASE(figures_that_a_spreadsheet_has_cut)
{
    auto const read = indicators_of("Data Source,World Development Indicators,,,,\n,,,,,\n"
                                    "Last Updated Date,11/13/2024,,,,\n,,,,,\n"
                                    "Country Name,Country Code,Indicator Name,Indicator Code,2022,2023\n"
                                    "China,CHN,GDP (current US$),NY.GDP.MKTP.CD,1.78819E+13,1.77948E+13\n"
                                    "Mongolia,MNG,GDP (current US$),NY.GDP.MKTP.CD,17146471735,19872180370\n");
    BOOST_TEST(read.report.vintage == "11/13/2024");
    BOOST_TEST(read.value("CHN"_iso3, 2023, gdp).value() == 1.77948e13);
    BOOST_TEST(read.report.notes.size() == 1U);
    BOOST_TEST(read.report.notes[0]
               == "2 figures have six digits and an exponent, such as 1.78819E+13: a spreadsheet has saved the file "
                  "again and cut its large figures.");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    constexpr auto header = std::string_view{"Country Name,Country Code,Indicator Name,Indicator Code,2022\n"};
    BOOST_TEST(message_of<eq::io::input_error>([&] {
                   static_cast<void>(indicators_of(std::string{header} + "Nowhere,QQQ,GDP,NY.GDP.MKTP.CD,1\n"));
               })
               == "API.csv:2: \"QQQ\" is no state, area or group that is known");
    BOOST_CHECK_THROW(static_cast<void>(indicators_of(std::string{header}
                                                      + "China,CHN,GDP,NY.GDP.MKTP.CD,1\n"
                                                        "China,CHN,GDP,NY.GDP.MKTP.CD,2\n")),
                      eq::io::input_error);
    BOOST_CHECK_THROW(static_cast<void>(indicators_of("Country Name,Country Code,Indicator Code,Value\n")),
                      eq::io::header_error);
}

// 259 figures of 2019 as `formats_values.csv` of the reference has them: of 49 groups and 210 states; the figures of
// Mongolia by grep.
BOOST_AUTO_TEST_CASE(gdp_of_the_world)
{
    if (auto const path = reference("gdp/API_NY.GDP.MKTP.CD_DS2_en_csv_v2_126992.csv")) {
        auto const read = eq::io::read_indicators(*path);
        BOOST_TEST(read.report.lines.read == 266U);
        BOOST_TEST(rows(read.report, row_class::aggregate) == 49U * 66);
        BOOST_TEST(read.known(2019, gdp).size() + 49 == 259U);
        BOOST_TEST(read.value("MNG"_iso3, 2019, gdp).value() == 14206359017.5143);
        BOOST_TEST(read.report.notes.empty());
    }
    if (auto const path = reference("worldbank/REAL_resaved_API_NY.GDP.MKTP.CD_DS2_en_csv_v2_2_cut.csv")) {
        auto const read = eq::io::read_indicators(*path);
        BOOST_TEST(read.report.lines.read == 18U);
        BOOST_TEST(read.value("MNG"_iso3, 2023, gdp).value() == 19872180370.0);
        BOOST_TEST(read.report.notes.size() == 1U);
    }
    if (auto const path = reference("worldbank/SYNTH_API_Download_DS2_EN_csv_v2_LIST.csv")) {
        auto const read = eq::io::read_indicators(*path);
        BOOST_TEST(read.report.books.file().read().rows == 12U);
        BOOST_TEST(read.value("MNG"_iso3, 2023, "NE.TRD.GNFS.ZS").value() == 11.5);
    }
    if (auto const path = reference("worldbank/SYNTH_API_NE.TRD.GNFS.ZS_DS2_en_csv_v2.csv")) {
        auto const read = eq::io::read_indicators(*path);
        BOOST_TEST(read.value("MNG"_iso3, 2023, "NE.TRD.GNFS.ZS").value() == 131.25);
        BOOST_TEST(read.known(2025, "NE.TRD.GNFS.ZS").empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
