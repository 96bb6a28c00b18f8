// SPDX-License-Identifier: BSL-1.0
// Before all else, so that nothing in the core shadows what it brings.
#include <equipoise/json/records.hpp>

#include "../io/reading.hpp"

#include <equipoise/io/flows.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;

using reading::table;

eq::io::source read(std::string_view text, eq::json::record_options const& options = {})
{
    return eq::json::records(eq::io::text(text, "f.json"), options);
}

table rows(std::string_view text, std::vector<eq::io::column> columns, eq::json::record_options const& options = {})
{
    return reading::rows_of(read(text, options), {.columns = std::move(columns)});
}

std::string error_of(std::string_view text, eq::json::record_options const& options = {})
{
    return message_of<eq::io::file_error>([&] { (void)read(text, options); });
}

// As UN Comtrade answers, with invented values.
constexpr auto comtrade = std::string_view{
    R"({"elapsedTime":"0.2 secs","count":2,"data":[)"
    R"({"period":"2024","reporterCode":496,"partnerCode":156,"partnerDesc":"China","qty":null,"primaryValue":8000000000.5},)"
    R"({"period":"2024","reporterCode":496,"partnerCode":899,"partnerISO":"_X ","partnerDesc":"Areas, \"nes\"","primaryValue":3}],)"
    R"("error":""})"};

// As the World Bank answers.
constexpr auto world_bank = std::string_view{R"json([
  {"page":1,"pages":1,"per_page":"50","total":2,"sourceid":"2","lastupdated":"2026-07-01"},
  [{"indicator":{"id":"NY.GDP.MKTP.CD","value":"GDP (current US$)"},"country":{"id":"MN","value":"Mongolia"},
    "countryiso3code":"MNG","date":"2023","value":20325121394.2,"unit":"","obs_status":"","decimal":0},
   {"indicator":{"id":"NY.GDP.MKTP.CD","value":"GDP (current US$)"},"country":{"id":"KZ","value":"Kazakhstan"},
    "countryiso3code":"KAZ","date":"2023","value":null,"unit":"","obs_status":"","decimal":0}]
])json"};

} // namespace

BOOST_AUTO_TEST_SUITE(json)
BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(a_list_in_a_document)
{
    BOOST_TEST((rows(comtrade, {"partnerCode", "partnerISO", "partnerDesc", "qty", "primaryValue"})
                == table{{"156", "", "China", "", "8000000000.5"}, {"899", "_X ", "Areas, \"nes\"", "", "3"}}));
    auto sum = 0.0;
    auto unknown = 0;
    auto const report =
        eq::io::for_each_row(read(comtrade), {.columns = {"qty", "primaryValue"}}, [&](eq::io::row const& row) {
            sum += row.get<double>(1);
            unknown += row.known<double>(0) ? 0 : 1;
        });
    BOOST_TEST(report.read == 2U);
    BOOST_TEST(sum == 8000000003.5);
    BOOST_TEST(unknown == 2); // null, and a member that is not there
}

BOOST_AUTO_TEST_CASE(a_list_at_the_top)
{
    BOOST_TEST((rows(R"([{"a":1,"b":"x"},{"b":"y","a":-2.5e-3}])", {"a", "b"}) == table{{"1", "x"}, {"-2.5e-3", "y"}}));
    BOOST_TEST((rows("\xEF\xBB\xBF [ {\"a\" : true} , {\"a\" : false} ]\n", {"a"}) == table{{"true"}, {"false"}}));
}

BOOST_AUTO_TEST_CASE(the_world_bank)
{
    BOOST_TEST((rows(world_bank, {"country.id", "country.value", "indicator.id", "date", "value"})
                == table{{"MN", "Mongolia", "NY.GDP.MKTP.CD", "2023", "20325121394.2"},
                         {"KZ", "Kazakhstan", "NY.GDP.MKTP.CD", "2023", ""}}));
    auto text = std::string{world_bank};
    text.replace(text.find("\"pages\":1"), 9, "\"pages\":3").replace(text.find("\"total\":2"), 9, "\"total\":6");
    BOOST_TEST(
        error_of(text)
        == "f.json: holds 2 of 6 records, as it says itself; ask for all of them in one answer, or set part_is_enough");
    BOOST_TEST(rows(text, {"date"}, {.part_is_enough = true}).size() == 2U);
    BOOST_TEST(error_of(R"([{"page":1,"pages":0,"total":0},null])") == "f.json: holds no records");
    BOOST_TEST(error_of(R"([{"page":1},[{"a":1}],[{"a":2}]])") == "f.json: element 3 of the list is no record");
}

// The digits of the document arrive as they are: those of a whole number above 2^53, and a fraction of 17 digits.
BOOST_AUTO_TEST_CASE(numbers_are_exact)
{
    auto const from = read(R"([{"n":9007199254740993,"x":0.1,"y":1E+2},
                                  {"n":-9223372036854775808,"x":4.9406564584124654e-324,"y":123456789012345678901234567890}])");
    auto whole = std::vector<std::int64_t>{};
    auto decimal = std::vector<double>{};
    eq::io::for_each_row(from, {.columns = {"n", "x", "y"}}, [&](eq::io::row const& row) {
        whole.push_back(row.get<std::int64_t>(0));
        decimal.push_back(row.get<double>(1));
        decimal.push_back(row.get<double>(2));
    });
    BOOST_TEST((whole == std::vector{std::int64_t{9007199254740993}, std::numeric_limits<std::int64_t>::min()}));
    BOOST_TEST((decimal == std::vector{0.1, 100.0, 4.9406564584124654e-324, 123456789012345678901234567890.0}));
}

BOOST_AUTO_TEST_CASE(texts_of_any_kind)
{
    BOOST_TEST((rows(R"([{"a":"x,y","b":"two\nlines","c":"\"q\"","d":"C\u00f4te \ud83c\uddf2\ud83c\uddf3","e":"NA"}])",
                     {"a", "b", "c", "d", "e"})
                == table{{"x,y", "two\nlines", "\"q\"", "C\u00f4te \U0001F1F2\U0001F1F3", "NA"}}));
    BOOST_TEST((rows(R"([{"a,b":1,"c\"d":[1,{"x":2}],"":{"e":3}}])", {"a,b", "c\"d", ".e"})
                == table{{"1", R"([1,{"x":2}])", "3"}}));
}

BOOST_AUTO_TEST_CASE(columns_appear_in_any_record)
{
    BOOST_TEST((rows(R"([{"a":1},{},{"b":2,"a":null},{"c":3}])", {"a", "b", "c"})
                == table{{"1", "", ""}, {"", "", ""}, {"", "2", ""}, {"", "", "3"}}));
    // no row is lost where all that it has is missing
    BOOST_TEST((rows(R"([{"a":1},{},{"a":null},{"a":""}])", {"a"}) == table{{"1"}, {""}, {""}, {""}}));
}

BOOST_AUTO_TEST_CASE(which_list)
{
    auto const two =
        std::string_view{R"({"fields":[{"id":"a"}],"result":{"records":[{"a":1},{"a":2}],"n":2},"x":[1,2]})"};
    BOOST_TEST(
        error_of(two)
        == "f.json: holds several lists of records, of which one has to be named: \"fields\", \"result.records\"");
    BOOST_TEST((rows(two, {"a"}, {.list = "result.records"}) == table{{"1"}, {"2"}}));
    BOOST_TEST((rows(two, {"id"}, {.list = "fields"}) == table{{"a"}}));
    BOOST_TEST(error_of(two, {.list = "data"}) == "f.json: holds no records in a list \"data\"");
}

BOOST_AUTO_TEST_CASE(answers_without_records)
{
    BOOST_TEST(error_of(R"({"count":0,"data":[],"error":""})") == "f.json: holds no records");
    BOOST_TEST(error_of("[]") == "f.json: holds no records");
    BOOST_TEST(error_of("[{},{}]") == "f.json: holds no records");
    BOOST_TEST(error_of(R"({"statusCode":401,"message":"Access denied"})")
               == "f.json: holds no records; it says: Access denied");
    BOOST_TEST(error_of(R"({"data":[{"a":1}],"error":"limit exceeded"})")
               == "f.json: says that there was an error: limit exceeded");
    BOOST_TEST(
        error_of(R"({"value":[{"a":1}],"@odata.nextLink":"http://x"})").starts_with("f.json: is one page of several"));
    BOOST_TEST(error_of(R"({"count":250,"data":[{"a":1}]})").starts_with("f.json: holds 1 of 250 records"));
}

BOOST_AUTO_TEST_CASE(other_kinds_of_documents)
{
    BOOST_TEST(error_of(R"({"version":"2.0","class":"dataset","id":["geo"],"size":[1],"value":{"0":1}})")
               == "f.json: is JSON-stat, which is not read here; ask the provider for CSV (of Eurostat, with "
                  "format=SDMX-CSV)");
    BOOST_TEST(error_of(R"({"data":{"dataSets":[{"action":"Information"}],"structures":[]}})")
               == "f.json: is SDMX-JSON, which is not read here; ask the provider for SDMX-CSV");
    BOOST_TEST(error_of("5") == "f.json: holds a single value, expected a list of records");
    BOOST_TEST(error_of("[1,2]") == "f.json: element 1 of the list is no record");
    BOOST_TEST(error_of(R"({"data":[{"a":1},2]})") == "f.json: element 2 of the list \"data\" is no record");
    BOOST_TEST(error_of(R"([{"a":1,"b":2,"a":3}])") == "f.json: record 1 has the member \"a\" twice");
    BOOST_TEST(error_of(R"([{"a":{"b":2},"a.b":3}])") == "f.json: record 1 has the member \"a.b\" twice");
}

BOOST_AUTO_TEST_CASE(what_is_not_json)
{
    for (auto const* text : {"",
                             " ",
                             "origin,amount\nMNG,1\n",
                             "[{\"a\":1}",
                             "{\"a\":1}}",
                             "[{\"a\":1},]",
                             "[{\"a\":01}]",
                             "[{\"a\":1.}]",
                             "[{\"a\":.5}]",
                             "[{\"a\":+1}]",
                             "[{\"a\":NaN}]",
                             "[{\"a\":nul}]",
                             "[{\"a\":nullx}]",
                             "[{\"a\":tru}]",
                             "[{\"a\" 1}]",
                             "[{a:1}]",
                             "[{\"a\":1 \"b\":2}]",
                             "[{\"a\":\"x}]",
                             "[{\"a\":\"\\x\"}]",
                             "[{\"a\":1}] [{\"a\":2}]",
                             "[{\"a\":1}]{\"b\":1}",
                             "[{\"a\":\"\xff\"}]",
                             "[{\"a\":1e}]",
                             "[{\"a\":\"x\ny\"}]",
                             "[{\"a\":--1}]",
                             "[{\"a\":1},{\"a\":2]]",
                             "\xff\xfe[\0"}) {
        BOOST_TEST(error_of(text).starts_with("f.json: "), text);
        BOOST_TEST(error_of(text).find("(no exception)") == std::string::npos, text);
    }
    BOOST_TEST(error_of("[{\"a\":1},\n{\"a\":01}]").find("in line 2") != std::string::npos);
    auto deep = std::string(2000, '[') + std::string(2000, ']');
    BOOST_TEST(error_of("{\"x\":" + deep + "}").starts_with("f.json: "));
}

// A document that ends at any byte is an error, never fewer records.
BOOST_AUTO_TEST_CASE(cut_off_at_any_byte)
{
    for (auto const whole : {comtrade, world_bank}) {
        for (auto size = std::size_t{0}; size < whole.size(); ++size) {
            BOOST_CHECK_THROW((void)read(whole.substr(0, size)), eq::io::input_error);
        }
    }
}

BOOST_AUTO_TEST_CASE(from_streams_and_to_other_readers)
{
    auto text = std::string{"["};
    for (auto i = 0; i < 30000; ++i) {
        text += (i > 0 ? ",\n" : "") + std::string{R"({"origin":"MNG","destination":"CHN","amount":)"}
                + std::to_string(i) + R"(,"period":2019})";
    }
    text += "]";
    auto stream = std::istringstream{text};
    auto const flows = eq::io::read_flows(eq::json::records(eq::io::source{stream, "s.json"})).flows;
    BOOST_TEST_REQUIRE(flows.size() == 30000U);
    BOOST_TEST(flows[29999].amount == 29999);
    BOOST_TEST(
        message_of<eq::io::format_error>([] {
            (void)eq::io::read_flows(read(
                R"([{"origin":"MNG","destination":"CHN","amount":1},{"origin":"MNG","destination":"C","amount":1}])"));
        }).starts_with("f.json:3: column destination: found \"C\""));
    BOOST_TEST(message_of<eq::io::file_error>([] {
                   (void)eq::json::records("/nowhere/x.json");
               }).starts_with("/nowhere/x.json: "));
}

// Control sums of real and invented answers of UN Comtrade.
BOOST_AUTO_TEST_CASE(answers_of_providers)
{
    auto const directory = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data" / "comtrade";
    if (!std::filesystem::exists(directory)) {
        BOOST_TEST_MESSAGE("not run: " << directory << " is not there");
        return;
    }
    auto const sum_of = [&](char const* file, std::optional<int> partner = {}, bool pinned = false) {
        auto sum = 0.0;
        eq::io::for_each_row(eq::json::records(directory / file),
                             {.columns = {"partnerCode", "primaryValue", "partner2Code", "customsCode", "motCode"}},
                             [&](eq::io::row const& row) {
                                 if ((!partner || row.get<int>(0) == *partner)
                                     && (!pinned || (row[2] == "0" && row[3] == "C00" && row[4] == "0"))) {
                                     sum += row.get<double>(1);
                                 }
                             });
        return sum;
    };
    BOOST_TEST(sum_of("REAL_api_get_C_A_HS_2010_CHN_M_TOTAL.json") == 155218297800.0);
    BOOST_TEST(sum_of("SYNTH_api_pinned.json", 156) == 8e9);
    BOOST_TEST(sum_of("SYNTH_api_unpinned.json", 156) == 4e10);
    BOOST_TEST(sum_of("SYNTH_api_unpinned.json", 156, true) == 8e9);
    auto mirrors = table{};
    eq::io::for_each_row(eq::json::records(directory / "SYNTH_getBilateralData.json"),
                         {.columns = {"partnerCode", "primaryValue", "mirrorPrimaryValue", "isExtendedPartnerCode"}},
                         [&](eq::io::row const& row) {
                             if (row.get<int>(0) == 156) {
                                 mirrors.push_back({std::string{row[1]}, std::string{row[2]}, std::string{row[3]}});
                             }
                         });
    BOOST_TEST((mirrors == table{{"400000.0", "520000.0", "true"}}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
