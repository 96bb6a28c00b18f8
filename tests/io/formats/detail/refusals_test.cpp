// SPDX-License-Identifier: BSL-1.0
#include "../provider_files.hpp"

#include <equipoise/io/formats/detail/refusals.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace provider_files;

std::string refusal(std::string_view text)
{
    return message_of<eq::io::header_error>([&] { static_cast<void>(read(text)); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(what_a_file_is_and_what_to_do)
{
    using namespace std::string_view_literals;
    for (auto const& [text, begin] : {
             std::pair{"PAR1\x15\x04\0\x15\n\x80,PAR1"sv, "is a Parquet file"},
             {"SQLite format 3\0\x10\0\n,"sv, "is an SQLite database"},
             {"\x1F\x8B\x08\0\0,\n"sv, "is compressed with gzip"},
             {"PK\x03\x04\x14\0\x06\0[Content_Types].xml\n,"sv, "is an Excel workbook"},
             {"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet\n"sv, "is an OpenDocument sheet"},
             {"PK\x03\x04\x14\0data.csv\n"sv, "is a zip archive"},
             {"\xD0\xCF\x11\xE0\xA1\xB1\n,"sv, "is a workbook of Excel before 2007"},
             {"<?xml version=\"1.0\"?>\n<message:GenericData xmlns:message=\"http://www.sdmx.org/x\">"sv,
              "is SDMX-ML; ask the same service for CSV"},
             {"\xEF\xBB\xBF\n <note>x,y</note>"sv, "is XML"},
             {"<!DOCTYPE html>\n<html><body>Sign in</body></html>\n"sv, "is a web page"},
             {"{\"version\" : \"2.0\",\n\"class\" : \"dataset\", \"value\": [1,2]}"sv, "is JSON-stat"},
             {"{\"data\":{\"dataSets\":[{}]}}\n"sv, "is SDMX-JSON"},
             {"[{\"class\":\"data\",\"x\":1}]\n"sv, "is JSON; arrays of flat records are read by io::json_records"},
             {"year,country_id_o,country_id_d,iso3_o,iso3_d,tradeflow_comtrade_o,tradeflow_baci\n"sv,
              "is CEPII's Gravity"},
             {"\"year\",\"iso3_o\",\"iso3_d\",\"tradeflow_baci\"\n"sv, "is CEPII's Gravity"},
             {"case_id,sanctioned_state,sanctioning_state,begin,end\n"sv, "is the Global Sanctions Data Base"},
             {"id,relid,year,type_of_violence,dyad_new_id,best\n"sv, "is the UCDP Georeferenced Event Dataset"},
             {"Reporting Economy,Product/Sector,Partner Economy,2023\n"sv, "is the wide table of WTO Stats"},
         }) {
        auto const message = refusal(text);
        BOOST_TEST(message.starts_with("f.csv: " + std::string{begin}), message);
    }
}

BOOST_AUTO_TEST_CASE(other_files_are_no_known_format)
{
    for (auto const* const text : {"a,b\n1,2\n", "PAR\n", "", "{", "x<html>,\n"}) {
        auto const message = message_of<eq::io::input_error>([&] { static_cast<void>(read(text)); });
        BOOST_TEST((message.find("no line is the header of a known format") != std::string::npos
                    || message.find("is JSON") != std::string::npos),
                   message);
    }
}

BOOST_AUTO_TEST_CASE(outside_files)
{
    for (auto const& [name, begin] : {
             std::pair{"cepii_gravity/SYNTH_Gravity_V202211_header_and_rows.csv", "is CEPII's Gravity"},
             {"gsdb/SYNTH_GSDB_V4.csv", "is the Global Sanctions Data Base"},
             {"ucdp/SYNTH_GEDEvent_v26_1.csv", "is the UCDP Georeferenced Event Dataset"},
             {"ucdp/SYNTH_GEDEvent_v24_0_1_candidate_without_header.csv", "is the UCDP Georeferenced Event Dataset"},
             {"jsonstat/SYNTH_ext_lt_maineu.json", "is JSON-stat"},
             {"sdmx/SYNTH_imts_structurespecific_2.1.xml", "is SDMX-ML"},
             {"sdmx/SYNTH_imts_generic_2.1.xml", "is SDMX-ML"},
             {"wto/SYNTH_WtoData_wide.csv", "is the wide table of WTO Stats"},
         }) {
        if (auto const path = outside_file(name)) {
            auto const message = message_of<eq::io::header_error>([&] { static_cast<void>(eq::io::read(*path)); });
            BOOST_TEST(message.find(begin) != std::string::npos, message);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
