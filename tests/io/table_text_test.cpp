// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/table_text.hpp>
#include <equipoise/model/identifiers.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace io_room = equipoise::io;
using namespace eq::literals;

auto const infinity = std::numeric_limits<double>::infinity();

/// Mongolia's exports of 2019 (81 of 100 to China, 9 to Switzerland, no other partner larger) have an HHI between .6642
/// and .6724; Kazakhstan's is that of two equal partners.
io_room::table results()
{
    auto table = io_room::table{};
    table.add("state", std::vector{"MNG"_iso3, "KAZ"_iso3, "UZB"_iso3})
        .add("year", std::vector<std::optional<int>>{2019, 2020, {}})
        .add("hhi", std::vector{eq::estimate::within({0.66417, 0.67238}, eq::reason::unattributed),
                                eq::estimate::of(0.5), eq::estimate::without(eq::reason::no_flow)})
        .add("share", std::vector{36.0 / 1876, 1.0, eq::undefined});
    return table;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(table_text)

BOOST_AUTO_TEST_CASE(csv)
{
    BOOST_TEST(io_room::as_csv(results())
               == "state,year,hhi,hhi_low,hhi_high,hhi_reason,share\n"
                  "MNG,2019,,0.66417,0.67238,part of the total is not attributed; bound() gives the interval of "
                  "most indices,1.9189765458422176e-2\n"
                  "KAZ,2020,0.5,0.5,0.5,,1\n"
                  "UZB,,,,,the total is zero,\n");
}

BOOST_AUTO_TEST_CASE(csv_of_texts_that_need_care)
{
    auto table = io_room::table{};
    table.add("a \"b\"", std::vector<std::string>{"x,y", "say \"no\"", "two\r\nlines", "=1+1", "a;b"})
        .add("-", std::vector{1, -2, 3, 4, 5});
    BOOST_TEST(io_room::as_csv(table)
               == "\"a \"\"b\"\"\",-\n\"x,y\",1\n\"say \"\"no\"\"\",-2\n\"two\r\nlines\",3\n=1+1,4\na;b,5\n");
    BOOST_TEST(io_room::as_csv(table, {.separator = ';'})
               == "\"a \"\"b\"\"\";-\nx,y;1\n\"say \"\"no\"\"\";-2\n\"two\r\nlines\";3\n=1+1;4\n\"a;b\";5\n");
    // Numbers are no formulas.
    BOOST_TEST(io_room::as_csv(table, {.guard_formulas = true})
               == "\"a \"\"b\"\"\",'-\n\"x,y\",1\n\"say \"\"no\"\"\",-2\n\"two\r\nlines\",3\n'=1+1,4\na;b,5\n");
    auto formulas = io_room::table{};
    formulas.add("t", std::vector<std::string>{"+1", "-1", "@x", "\tx", "=\"a\"", ""});
    BOOST_TEST(io_room::as_csv(formulas, {.guard_formulas = true})
               == "t\n'+1\n'-1\n'@x\n'\tx\n\"'=\"\"a\"\"\"\n\"\"\n");
}

BOOST_AUTO_TEST_CASE(no_row_of_csv_is_a_blank_line)
{
    auto table = io_room::table{};
    table.add("x", std::vector{1.0, eq::undefined, 2.0});
    BOOST_TEST(io_room::as_csv(table) == "x\n1\n\"\"\n2\n");
    auto two = io_room::table{};
    two.add("x", std::vector{eq::undefined}).add("y", std::vector{eq::undefined});
    BOOST_TEST(io_room::as_csv(two) == "x,y\n,\n");
}

BOOST_AUTO_TEST_CASE(json)
{
    BOOST_TEST(io_room::as_json(results()) == R"([
  {"state": "MNG", "year": 2019, "hhi": null, "hhi_low": 0.66417, "hhi_high": 0.67238, "hhi_reason": "part of the total is not attributed; bound() gives the interval of most indices", "share": 1.9189765458422176e-2},
  {"state": "KAZ", "year": 2020, "hhi": 0.5, "hhi_low": 0.5, "hhi_high": 0.5, "hhi_reason": null, "share": 1},
  {"state": "UZB", "year": null, "hhi": null, "hhi_low": null, "hhi_high": null, "hhi_reason": "the total is zero", "share": null}
]
)");
}

BOOST_AUTO_TEST_CASE(infinite_values_differ_from_unknown_ones)
{
    auto table = io_room::table{};
    table.add("b", std::vector<eq::interval>{{1, infinity}, {-infinity, eq::undefined}});
    BOOST_TEST(io_room::as_csv(table) == "b_low,b_high\n1,Infinity\n-Infinity,\n");
    BOOST_TEST(
        io_room::as_json(table)
        == "[\n  {\"b_low\": 1, \"b_high\": \"Infinity\"},\n  {\"b_low\": \"-Infinity\", \"b_high\": null}\n]\n");
}

BOOST_AUTO_TEST_CASE(empty_tables)
{
    auto const nothing = io_room::table{};
    BOOST_TEST(io_room::as_csv(nothing).empty());
    BOOST_TEST(io_room::as_json(nothing) == "[]\n");
    BOOST_TEST(io_room::as_markdown(nothing).empty());
    BOOST_TEST(io_room::as_text(nothing).empty());
    auto no_rows = io_room::table{};
    no_rows.add("a", std::vector<int>{}).add("b", std::vector<eq::interval>{});
    BOOST_TEST(io_room::as_csv(no_rows) == "a,b_low,b_high\n");
    BOOST_TEST(io_room::as_json(no_rows) == "[]\n");
    BOOST_TEST(io_room::as_markdown(no_rows) == "| a | b |\n| ---: | ---: |\n");
    BOOST_TEST(io_room::as_text(no_rows) == "a   b\n");
}

BOOST_AUTO_TEST_CASE(schema_of_the_json)
{
    auto const schema = io_room::json_schema(results());
    auto const holds = [&](std::string const& part) { return schema.find(part) != std::string::npos; };
    BOOST_TEST(holds(R"("state": {"type": "string"},)"));
    BOOST_TEST(holds(R"("year": {"type": ["integer", "null"]},)"));
    BOOST_TEST(holds(R"("hhi": {"$ref": "#/$defs/number"},)"));
    BOOST_TEST(holds(R"("hhi_reason": {"type": ["string", "null"]},)"));
    BOOST_TEST(holds(R"("required": ["state", "year", "hhi", "hhi_low", "hhi_high", "hhi_reason", "share"],)"));
}

BOOST_AUTO_TEST_CASE(markdown)
{
    BOOST_TEST(io_room::as_markdown(results())
               == "| state | year | hhi | share |\n"
                  "| --- | ---: | ---: | ---: |\n"
                  "| MNG | 2019 | [0.6641, 0.6724] | 0.0192 |\n"
                  "| KAZ | 2020 | 0.5000 | 1 |\n"
                  "| UZB |  | undefined |  |\n");
    auto table = io_room::table{};
    table.add("t", std::vector<std::string>{"a|b", "two\nlines"});
    BOOST_TEST(io_room::as_markdown(table) == "| t |\n| --- |\n| a\\|b |\n| two lines |\n");
}

BOOST_AUTO_TEST_CASE(aligned_text)
{
    BOOST_TEST(io_room::as_text(results(), {.decimals = 2})
               == "state   year            hhi   share\n"
                  "MNG     2019   [0.66, 0.68]    0.02\n"
                  "KAZ     2020           0.50       1\n"
                  "UZB               undefined\n");
}

BOOST_AUTO_TEST_CASE(aligned_text_of_limited_width)
{
    auto table = io_room::table{};
    table.add("name", std::vector<std::string>{"C\xC3\xB4te d'Ivoire", "Chad"})
        .add("first", std::vector<std::string>{"abc", "d"})
        .add("second", std::vector{1, 20});
    BOOST_TEST(io_room::as_text(table)
               == "name            first   second\n"
                  "C\xC3\xB4te d'Ivoire   abc          1\n"
                  "Chad            d           20\n");
    BOOST_TEST(io_room::as_text(table, {.page_width = 24, .widest_cell = 2})
               == "na   fi   se\n"
                  "C\xC3\xB4   ab    1\n"
                  "Ch   d    20\n");
    BOOST_TEST(io_room::as_text(table, {.page_width = 21})
               == "name            first\n"
                  "C\xC3\xB4te d'Ivoire   abc\n"
                  "Chad            d\n"
                  "\n"
                  "name            second\n"
                  "C\xC3\xB4te d'Ivoire        1\n"
                  "Chad                20\n");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
