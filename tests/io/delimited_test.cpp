// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/delimited.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace reading;

auto const a_and_b = eq::io::delimited_options<>{.columns = {"a", "b"}};

// What reading column "a" as a number and column "b", if there is one, as text complains about.
std::string complaint(std::string_view characters, eq::io::delimited_options<> options = {})
{
    options.columns = {"a", eq::io::if_present("b")};
    return message_of<eq::io::input_error>([&] {
        eq::io::for_each_row(eq::io::text(characters, "f.csv"), options, [](eq::io::row const& row) {
            static_cast<void>(row.get<double>(0));
            if (row.has(1)) {
                static_cast<void>(row.get<std::string>(1));
            }
        });
    });
}

struct sum_of_column {
    double sum = 0;
    eq::io::report report;
};

sum_of_column sum_of(eq::io::source const& from, eq::io::delimited_options<> const& options)
{
    auto result = sum_of_column{};
    result.report = eq::io::for_each_row(from, options, [&](eq::io::row const& row) {
        auto const value = row.known<double>(0);
        if (!value) {
            return eq::io::row_outcome::unknown;
        }
        result.sum += *value;
        return eq::io::row_outcome::used;
    });
    check_balance(result.report);
    return result;
}

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(table)

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(delimited)

static_assert(eq::io::byte_stream<std::istringstream> && !eq::io::byte_stream<std::ostringstream>);
static_assert(std::is_convertible_v<std::filesystem::path, eq::io::source>);
static_assert(!std::is_constructible_v<eq::io::source, std::string_view>, "a path or text? it has to be said");
static_assert(eq::io::row_sink<void (*)(eq::io::row const&)>);
static_assert(!eq::io::row_sink<int (*)(eq::io::row const&)> && !eq::io::row_sink<void (*)(std::string)>);

BOOST_AUTO_TEST_CASE(columns_are_found_by_name)
{
    auto const text = "x,b,,a,x,\n1,2,3,4,5,6\n";
    BOOST_TEST((rows_in(text, {.columns = {"a", "b"}}) == table{{"4", "2"}}));
    BOOST_TEST((rows_in(text, {.columns = {"b", "a", "b"}}) == table{{"2", "4", "2"}}));
    BOOST_TEST((rows_in(text, {.columns = {eq::io::if_present("c"), "b"}}) == table{{"", "2"}}));
    BOOST_TEST((rows_in(text, {}) == table{{}}));
    BOOST_TEST((rows_in(",b\n1,2\n", {.columns = {""}}) == table{{"1"}}));
    BOOST_TEST((rows_in(" a ,\" b\"\n1,2\n", {.columns = {"b", "a"}}) == table{{"2", "1"}}));
    BOOST_TEST((rows_in("\"a\nb\",\"c\"\"d\"\n1,2\n", {.columns = {"c\"d", "a\nb"}}) == table{{"2", "1"}}));
}

BOOST_AUTO_TEST_CASE(fields_and_lines)
{
    auto lines = std::vector<std::size_t>{};
    auto const text = "preamble\n\n\"a\",\"b\nb\"\n 1 ,2\r\n\n\" 1\n\n\",NA\n1,-9";
    auto const options = eq::io::delimited_options<>{
        .columns = {"a", eq::io::if_present("c"), "b\nb"}, .also_missing = {" -9 "}, .skip_lines = 1};
    auto known = std::vector<bool>{};
    eq::io::for_each_row(eq::io::text(text), options, [&](eq::io::row const& row) {
        lines.push_back(row.line());
        known.push_back(row.known<int>(2).has_value());
        BOOST_TEST(row.size() == 3U);
        BOOST_TEST(row.has(0));
        BOOST_TEST(!row.has(1));
        BOOST_TEST(row[1] == "");
        BOOST_TEST(!row.known<double>(1).has_value());
    });
    BOOST_TEST(lines == (std::vector<std::size_t>{5, 7, 10}), boost::test_tools::per_element());
    BOOST_TEST((known == std::vector<bool>{true, false, false}));

    eq::io::for_each_row(eq::io::text("a,b\n\t 1.50 ,\" x, y \"\n"), a_and_b, [](eq::io::row const& row) {
        BOOST_TEST(row[0] == "\t 1.50 ");
        BOOST_TEST(row.text(0).value() == "1.50");
        BOOST_TEST(row.get<double>(0) == 1.5);
        BOOST_TEST(row.known<float>(0).value() == 1.5F);
        BOOST_TEST(row[1] == " x, y ");
        BOOST_TEST(row.get<std::string>(1) == "x, y");
        BOOST_TEST(row.get<std::string_view>(1) == "x, y");
    });
}

BOOST_AUTO_TEST_CASE(quotes)
{
    auto const text = "a,b\n\"Korea, Rep.\",1\n\"say \"\"no\"\"\",\"\"\n\"two\r\nlines\",\"\"\"\"\n\"\", x \n";
    BOOST_TEST((rows_in(text, a_and_b)
                == table{{"Korea, Rep.", "1"}, {"say \"no\"", ""}, {"two\r\nlines", "\""}, {"", " x "}}));
    auto const x = std::string(100, 'x');
    auto const long_rows = "a,b\n\"\"\"short\",\"" + x + "\"\"\"\n\"" + x + "\"\"\",\"\"\"" + x + "\"\n";
    BOOST_TEST((rows_in(long_rows, a_and_b) == table{{"\"short", x + '"'}, {x + '"', '"' + x}}));
    BOOST_TEST((rows_in("a;b\n'x;y';'it''s'\n", {.columns = {"a", "b"}, .separator = ';', .quote = '\''})
                == table{{"x;y", "it's"}}));
    BOOST_TEST((rows_in("a\tb\n5\" gun\t\"\n", {.columns = {"a", "b"}, .separator = '\t', .quote = '\0'})
                == table{{"5\" gun", "\""}}));
}

BOOST_AUTO_TEST_CASE(line_ends_byte_order_mark_and_spare_commas)
{
    auto const expected = table{{"1", "2"}, {"3", "4"}};
    for (auto const* const text :
         {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "\xEF\xBB\xBF\"a\",b\n1,2\n3,4",
          "\xEF\xBB\xBF\"a\",b\r\n1,\"2\"\r\n3,\"4\"\r", "a,b\n\n1,2\r\n \n\r\n\t\n3,4\n\n", "\n \r\na,b\n1,2\n3,4",
          "a,b\n1,2,\n3,4,\r\n", "a,b,\n1,2\n3,4,\n", "a,b\n1,2, \n3,4,\"\""}) {
        BOOST_TEST((rows_in(text, a_and_b) == expected), text);
        BOOST_TEST((rows_in_stream(text, {.columns = {"a", "b"}, .block_size = 1}) == expected), text);
    }
    BOOST_CHECK_THROW(rows_in("a,\n1\n", {.columns = {""}}), eq::io::format_error);
    BOOST_TEST((rows_in("a\n\"\"\n\n", {.columns = {"a"}}) == table{{""}}));
    BOOST_TEST((rows_in(",a\n,1,\n", {.columns = {"a"}}) == table{{"1"}}));
    BOOST_TEST(rows_in("a,b,", a_and_b).empty());
}

BOOST_AUTO_TEST_CASE(any_separator)
{
    for (auto const separator : {';', '\t', '|', ' ', ':', '\x1F', '\xA7'}) {
        auto text = std::string{"a,b\n1.5,\"x,y\"\n,z\n"};
        for (auto& c : text) {
            c = c == ',' ? separator : c;
        }
        auto const both = std::string{"x"} + separator + "y";
        BOOST_TEST((rows_in(text, {.columns = {"a", "b"}, .separator = separator}) == table{{"1.5", both}, {"", "z"}}));
    }
    for (auto const separator : {'\n', '\r', '\0', '"'}) {
        BOOST_CHECK_THROW(rows_in("a", {.columns = {"a"}, .separator = separator}), std::invalid_argument);
    }
    BOOST_CHECK_THROW(rows_in("a", {.columns = {"a"}, .quote = '\n'}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(preambles)
{
    auto const text = std::string{"Title \"of 2022\n,,\n\nsee a, b\nx,b,a\n1,2,3\n"};
    auto const find = eq::io::delimited_options<>{.columns = {"a", "b"}, .find_header = true};
    auto const skip = eq::io::delimited_options<>{.columns = {"a", "b"}, .skip_lines = 4};
    auto const skip_and_find = eq::io::delimited_options<>{.columns = {"a", "b"}, .skip_lines = 2, .find_header = true};
    for (auto options : {find, skip, skip_and_find}) {
        BOOST_TEST((rows_in(text, options) == table{{"3", "2"}}));
        BOOST_TEST(eq::io::for_each_row(eq::io::text(text), options, [](auto const&) {}).preamble == 4U);
        options.block_size = 1;
        BOOST_TEST((rows_in_stream(text, options) == table{{"3", "2"}}));
    }
    BOOST_TEST((rows_in("a,b,5\" gun\nb,a\n1,2\n", find) == table{{"2", "1"}}));
    BOOST_TEST(eq::io::for_each_row(eq::io::text("\n\na\n"), {.columns = {"a"}}, [](auto const&) {}).preamble == 2U);
    BOOST_TEST(complaint(text + "4,5\n", {.skip_lines = 4}) == "f.csv:7: found 2 fields, expected 3 fields");
}

BOOST_AUTO_TEST_CASE(missing_codes_are_unknown)
{
    auto const text = eq::io::text("a\n1\n\"\"\nNA\n N/A \n..\n2\n");
    auto const usual = sum_of(text, {.columns = {"a"}});
    BOOST_TEST(usual.sum == 3);
    BOOST_TEST(usual.report.read == 6U);
    BOOST_TEST(usual.report.used == 2U);
    BOOST_TEST(usual.report.unknown == 4U);

    auto const native = eq::io::text("a,b\n1,x\n-9,x\n-9.0,x\n...,x\n,x\n");
    auto const more = sum_of(native, {.columns = {"a"}, .also_missing = {"-9", "..."}});
    BOOST_TEST(more.sum == 1);
    BOOST_TEST(more.report.unknown == 4U);
    BOOST_TEST(complaint("a\nNA\n", {.missing = {}}) == "f.csv:2: column a: found \"NA\", expected a number");
    BOOST_CHECK_THROW(sum_of(eq::io::text("a\n\"\"\n"), {.columns = {"a"}, .missing = {"NA"}}), eq::io::format_error);
}

BOOST_AUTO_TEST_CASE(malformed_rows_are_named)
{
    auto const cases = std::map<std::string, std::string>{
        {"a\n1\nabc\n", "f.csv:3: column a: found \"abc\", expected a number"},
        {"a\r\n\"1\r\n\r\n\"\r\n", "f.csv:2: column a: found \"1\\r\\n\\r\\n\", expected a number"},
        {"a\n1\n\n\"\"\n", "f.csv:4: column a: found \"\", expected a number"},
        {"a\nNaN\n", "f.csv:2: column a: found \"NaN\", expected a number"},
        {"a\n1e999\n", "f.csv:2: column a: found \"1e999\", expected a number that fits a double"},
        {"a\n-1e-999\n", "f.csv:2: column a: found \"-1e-999\", expected a number that fits a double"},
        {"a,b\n1,\n", "f.csv:2: column b: found \"\", expected a text"},
        {"a,b\n1\n", "f.csv:2: found 1 field, expected 2 fields"},
        {"a,b\n\"x\ny\",1\n1,2,3\n", "f.csv:2: column a: found \"x\\ny\", expected a number"},
        {"a,b\n\"1\",\"x\ny\"\n1,2,3\n", "f.csv:4: found 3 fields, expected 2 fields"},
        {"a,b,c\n1,\"x\n\",\"\n\n\"\n1\n", "f.csv:6: found 1 field, expected 3 fields"},
        {"a,b\n1,2,,\n", "f.csv:2: found 4 fields, expected 2 fields"},
        {"a,\n1,2,3\n", "f.csv:2: found 3 fields, expected 2 fields"},
        {"a\n5\" gun\n",
         "f.csv:2: column a: found \"5\" gun\", expected quotes only around a whole field, and doubled within"},
        {"a,b\n1,\"x\"y\n",
         "f.csv:2: column b: found \"\"x\"y\", expected quotes only around a whole field, and doubled within"},
        {"a,b\n1,2, \"x\"\n",
         "f.csv:2: column 3: found \" \"x\"\", expected quotes only around a whole field, and doubled within"},
        {"a\n\xE2\x82\xAC\x01\x7F\t\n", "f.csv:2: column a: found \"\xE2\x82\xAC\\x01\\x7f\", expected a number"},
    };
    for (auto const& [text, message] : cases) {
        BOOST_TEST(complaint(text) == message);
    }
}

BOOST_AUTO_TEST_CASE(long_fields_are_cut_in_messages)
{
    auto const letters = std::string(57, 'x');
    BOOST_TEST(complaint("a\n" + letters + "yyy\n")
               == "f.csv:2: column a: found \"" + letters + "yyy\", expected a number");
    BOOST_TEST(complaint("a\n" + letters + "yyyy\n")
               == "f.csv:2: column a: found \"" + letters + "yyy...\", expected a number");
    BOOST_TEST(complaint("a\n" + letters + "x\xE2\x82\xACyy\n")
               == "f.csv:2: column a: found \"" + letters + "x...\", expected a number");
}

BOOST_AUTO_TEST_CASE(errors_carry_their_parts)
{
    try {
        rows_in("a,b\n1,2\n3\n", a_and_b);
        BOOST_ERROR("(no exception)");
    } catch (eq::io::format_error const& error) {
        BOOST_TEST(error.file == "f.csv");
        BOOST_TEST(error.line == 3U);
        BOOST_TEST(error.column.empty());
        BOOST_TEST(error.found == "1 field");
        BOOST_TEST(error.expected == "2 fields");
        BOOST_TEST(error.reason() == "expected 2 fields");
    }
    try {
        eq::io::for_each_row(eq::io::text("a,b\n1, x \n"), a_and_b,
                             [](eq::io::row const& row) { row.reject(1, "something else"); });
        BOOST_ERROR("(no exception)");
    } catch (std::runtime_error const& error) {
        auto const& format = dynamic_cast<eq::io::format_error const&>(error);
        BOOST_TEST(format.what() == "text:2: column b: found \"x\", expected something else");
        BOOST_TEST(format.column == "b");
        BOOST_TEST(format.found == "x");
        BOOST_TEST(format.reason() == "b: expected something else");
    }
}

BOOST_AUTO_TEST_CASE(malformed_rows_are_skipped_on_request)
{
    auto text = std::string{"a,b\n1,x\nNA,x\nabc,x\n2\n3,x,\n4,\"x\"y\nabc,\"\n\n\"\n5,x\n"};
    auto const options = eq::io::delimited_options<>{.columns = {"a"}, .malformed = eq::io::skip};
    auto const [sum, report] = sum_of(eq::io::text(text, "f.csv"), options);
    BOOST_TEST(sum == 1 + 3 + 5);
    BOOST_TEST(report.read == 8U);
    BOOST_TEST(report.used == 3U);
    BOOST_TEST(report.unknown == 1U);
    BOOST_TEST(report.skipped == 4U);
    auto const quotes = "b: expected quotes only around a whole field, and doubled within";
    BOOST_TEST(
        (report.reasons
         == std::map<std::string, std::size_t>{{"a: expected a number", 2}, {"expected 2 fields", 1}, {quotes, 1}}));
    BOOST_TEST_REQUIRE(report.examples.size() == 4U);
    BOOST_TEST(report.examples[0].what() == "f.csv:4: column a: found \"abc\", expected a number");
    BOOST_TEST(report.examples[1].line == 5U);
    BOOST_TEST(report.examples[2].line == 7U);
    BOOST_TEST(report.examples[3].line == 8U);

    for (auto i = 0; i < 20; ++i) {
        text += "x,\n";
    }
    auto const many = sum_of(eq::io::text("\n" + text), options).report;
    BOOST_TEST(many.preamble == 1U);
    BOOST_TEST(many.skipped == 24U);
    BOOST_TEST(many.examples.size() == 10U);

    auto both = report;
    both.preamble = 2;
    both += many;
    BOOST_TEST(both.preamble == 2U + many.preamble);
    check_balance(both);
    BOOST_TEST(both.read == report.read + many.read);
    BOOST_TEST(both.unknown == 2U);
    BOOST_TEST(both.reasons.at("a: expected a number") == 24U);
    BOOST_TEST(both.examples[4].what() == many.examples[0].what());
}

BOOST_AUTO_TEST_CASE(what_a_sink_throws_is_not_skipped)
{
    auto const options = eq::io::delimited_options<>{.columns = {"a"}, .malformed = eq::io::skip};
    auto const text = eq::io::text("a\n1\n", "f.csv");
    BOOST_CHECK_THROW(
        eq::io::for_each_row(text, options, [](eq::io::row const&) { throw std::logic_error{"the caller's"}; }),
        std::logic_error);
    auto const other = eq::io::text("a\nx\n", "other.csv");
    auto const read_other = [&](eq::io::row const&) { sum_of(other, {.columns = {"a"}}); };
    BOOST_TEST(message_of<eq::io::format_error>([&] { eq::io::for_each_row(text, options, read_other); })
               == "other.csv:2: column a: found \"x\", expected a number");
}

BOOST_AUTO_TEST_CASE(broken_text_is_an_error_even_when_skipping)
{
    for (auto const malformed : {eq::io::fail, eq::io::skip}) {
        auto const options = eq::io::delimited_options<>{.malformed = malformed, .longest_row = 100};
        BOOST_TEST(complaint("a,b\n1,x\n2,\"x\n\n1,2\n", options)
                   == "f.csv:3: found an opening quote, expected its closing one before the file ends");
        BOOST_TEST(complaint("a,b\n\"1\n\",\"x\"\"\n", options)
                   == "f.csv:3: found an opening quote, expected its closing one before the file ends");
        BOOST_TEST(complaint("\"a,b\n1,x\n", options)
                   == "f.csv:1: found an opening quote, expected its closing one before the file ends");
        BOOST_TEST(complaint(std::string{"a\n1\n\n\"\n\0\"\n", 10}, options)
                   == "f.csv:5: found a NUL byte, expected text");
        BOOST_TEST(complaint(std::string{"a\0\n", 3}, options) == "f.csv:1: found a NUL byte, expected text");
        BOOST_TEST(complaint("a,b\n1,\"x" + std::string(1000, '\n'), options)
                   == "f.csv:2: found an opening quote, expected its closing one within 100 bytes");
        BOOST_TEST(complaint("a\n" + std::string(1000, '1'), options)
                   == "f.csv:2: found a row without end, expected a line break within 100 bytes");
        BOOST_TEST(complaint("\"x\n\na\n" + std::string(1000, '1'), {.find_header = true, .longest_row = 100})
                   == "f.csv:4: found a row without end, expected a line break within 100 bytes");
        auto stream = std::istringstream{"a\n" + std::string(1000, '1')};
        auto const small = eq::io::delimited_options<>{.columns = {"a"}, .block_size = 16, .longest_row = 100};
        BOOST_CHECK_THROW(rows_of(stream, small), eq::io::format_error);
    }
}

BOOST_AUTO_TEST_CASE(a_file_of_nul_bytes_is_called_that)
{
    auto const nuls = std::string(1000, '\0');
    for (auto const& [written, line] :
         {std::pair{nuls, 1}, {"a\n1\n" + nuls, 3}, {"a\n\"1\n" + nuls, 3}, {"a\n" + std::string(99, '1') + nuls, 2}}) {
        auto const& text = written; // clang 14 captures no structured bindings
        auto const expected = "f.csv:" + std::to_string(line) + ": found a NUL byte, expected text";
        for (auto const block_size : {1U, 64U, 4096U}) {
            for (auto const longest_row : {100U, 100'000U}) {
                auto const options = eq::io::delimited_options<>{
                    .columns = {"a"}, .malformed = eq::io::skip, .block_size = block_size, .longest_row = longest_row};
                BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in(text, options); }) == expected);
                BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in_stream(text, options); }) == expected);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_preamble_keeps_to_the_longest_row_wherever_it_is_read_from)
{
    // a preamble of 20 bytes with its line break may be as long as the longest row, one of 21 may not
    for (auto const find_header : {false, true}) {
        for (auto const block_size : {1U, 8U, 20U, 1000U}) {
            auto const options = eq::io::delimited_options<>{.columns = {"a"},
                                                             .skip_lines = find_header ? 0U : 1U,
                                                             .find_header = find_header,
                                                             .block_size = block_size,
                                                             .longest_row = 20};
            auto const fits = std::string(19, 'x') + "\na\n1\n";
            BOOST_TEST((rows_in(fits, options) == table{{"1"}}));
            BOOST_TEST((rows_in_stream(fits, options) == table{{"1"}}));
            for (auto const* const end : {"x\na\n1\n", "\na\n1\n", ""}) {
                auto const text = std::string(20, 'x') + end + (*end == '\0' ? "x" : "");
                auto const expected =
                    std::string{"f.csv:1: found a row without end, expected a line break within 20 bytes"};
                BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in(text, options); }) == expected);
                BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in_stream(text, options); }) == expected);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_last_row_without_a_line_break_is_counted)
{
    // the last amount may have been 12345
    for (auto const& [text, unfinished] : {std::pair{"a\n1\n12", 1U},
                                           {"a\n1\n12\n", 0U},
                                           {"a\n1\n12\r\n", 0U},
                                           {"a\n1\n12\r", 1U},
                                           {"a\n1\n\"12\"", 1U},
                                           {"a\n1\n\"12\"\n\n", 0U},
                                           {"a\n1\n12\n ", 0U},
                                           {"a\n", 0U},
                                           {"a", 0U},
                                           {"a\n1\nx", 1U},
                                           {"a\n1\n1,2,3", 1U}}) {
        for (auto const block_size : {1U, 4U, 4096U}) {
            auto const options =
                eq::io::delimited_options<>{.columns = {"a"}, .malformed = eq::io::skip, .block_size = block_size};
            auto stream = std::istringstream{text};
            auto const number = [](eq::io::row const& row) { (void)row.get<double>(0); };
            BOOST_TEST_CONTEXT(text << " in blocks of " << block_size)
            {
                BOOST_TEST(eq::io::for_each_row(eq::io::text(text), options, number).unfinished == unfinished);
                BOOST_TEST(eq::io::for_each_row(stream, options, number).unfinished == unfinished);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(how_much_text_is_at_hand_does_not_change_a_message)
{
    // the first 100 bytes of the row end within quotes, then after them
    for (auto const& row :
         {std::pair{"a\n\"" + std::string(200, 'x') + "\"\n", "found an opening quote, expected its closing one"},
          {"a\n\"x\"," + std::string(200, 'x') + "\"\n\"", "found a row without end, expected a line break"}}) {
        auto const& text = row.first;
        auto const expected = std::string{"f.csv:2: "} + row.second + " within 100 bytes";
        for (auto const block_size : {1U, 100U, 150U, 1000U}) {
            auto const options =
                eq::io::delimited_options<>{.columns = {"a"}, .block_size = block_size, .longest_row = 100};
            BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in(text, options); }) == expected);
            BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in_stream(text, options); }) == expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(headers_that_do_not_fit)
{
    BOOST_TEST(complaint("b,c\n1,2\n") == "f.csv:1: no column \"a\" in the header, which holds \"b\", \"c\"");
    BOOST_TEST(complaint("\n\na;b\n1;2\n") == "f.csv:3: no column \"a\" in the header, which holds \"a;b\"");
    BOOST_TEST(message_of<eq::io::header_error>([] { rows_in("x,\"y\nz\"\n", a_and_b); })
               == "f.csv:1: no columns \"a\", \"b\" in the header, which holds \"x\", \"y\\nz\"");
    BOOST_TEST(message_of<eq::io::header_error>([] { rows_in("\na,b,a\n", a_and_b); })
               == "f.csv:2: two columns \"a\", numbers 1 and 3");
    BOOST_TEST(complaint("b,a,\"b\"\n") == "f.csv:1: two columns \"b\", numbers 1 and 3");
    BOOST_TEST(complaint("x\ny,z\nb", {.find_header = true})
               == "f.csv: no line holds the columns \"a\"; the first one holds \"x\"");
    BOOST_TEST(message_of<eq::io::header_error>([] { rows_in("\nx\na", {.columns = {"a", "b"}, .find_header = true}); })
               == "f.csv: no line holds the columns \"a\", \"b\"; the first one holds \"x\"");
    BOOST_TEST(complaint("a\"b\n")
               == "f.csv:1: column 1: found \"a\"b\", expected quotes only around a whole field, and doubled within");
    auto wide = std::string{"c1"};
    for (auto i = 2; i < 30; ++i) {
        wide += ",c" + std::to_string(i);
    }
    BOOST_TEST(complaint(wide).ends_with(", \"c19\", \"c20\" and 9 more"));
}

BOOST_AUTO_TEST_CASE(sources_without_text)
{
    BOOST_TEST(complaint("") == "f.csv: is empty, expected a header row");
    BOOST_TEST(complaint("\xEF\xBB\xBF") == "f.csv: is empty, expected a header row");
    BOOST_TEST(complaint("\r\n \n") == "f.csv: is empty, expected a header row");
    BOOST_TEST(complaint("", {.find_header = true}) == "f.csv: is empty, expected a header row");
    BOOST_TEST(complaint("x\ny\n", {.skip_lines = 2}) == "f.csv: no header row below the first 2 lines");
    BOOST_TEST(complaint("\xFF\xFE"
                         "a")
               == "f.csv: is UTF-16 text, expected UTF-8 or another encoding in single bytes");
    BOOST_TEST(rows_in("a,b", a_and_b).empty());

    BOOST_TEST(message_of<eq::io::file_error>([] { rows_of("no/such.csv", a_and_b); })
               == "no/such.csv: No such file or directory");
    auto const directory = std::filesystem::temp_directory_path();
    auto const of_directory = message_of<eq::io::file_error>([&] { rows_of(directory, a_and_b); });
    BOOST_TEST((of_directory == directory.string() + ": Is a directory"
                || of_directory == directory.string() + ": Permission denied")); // the latter on Windows

    auto closed = std::ifstream{"no/such.csv"};
    BOOST_TEST(message_of<eq::io::file_error>([&] { rows_of(closed, a_and_b); })
               == "input: the stream is not readable");
    auto empty = std::istringstream{};
    BOOST_TEST(message_of<eq::io::file_error>([&] { rows_of({empty, "stdin"}, a_and_b); })
               == "stdin: is empty, expected a header row");
    BOOST_TEST(message_of<eq::io::file_error>([] { rows_of(eq::io::text({}), a_and_b); })
               == "text: is empty, expected a header row");
}

BOOST_AUTO_TEST_CASE(files_streams_and_text_read_alike)
{
    auto text = std::string{"a,b\n"};
    for (auto i = 0; i < 20'000; ++i) {
        text += std::to_string(i) + ",\"row \"\"" + std::to_string(i * i) + "\"\"\"\r\n";
    }
    auto const path = scratch_path{};
    std::ofstream{path.get(), std::ios::binary} << text;
    auto const expected = rows_in(text, a_and_b);
    BOOST_TEST(expected.size() == 20'000U);
    BOOST_TEST((expected.back() == std::vector<std::string>{"19999", "row \"399960001\""}));
    BOOST_TEST((rows_in_stream(text, a_and_b) == expected));
    BOOST_TEST((rows_of(path.get(), a_and_b) == expected));
    auto const name = path.get().string();
    BOOST_TEST((rows_of(name, a_and_b) == expected));
    BOOST_TEST((rows_of(name.c_str(), {.columns = {"a", "b"}, .block_size = 100}) == expected));
    auto stream = std::ifstream{path.get()};
    BOOST_TEST((rows_of(stream, a_and_b) == expected));
}

// Expected figures from awk and from Python's csv module.

BOOST_AUTO_TEST_CASE(comtrade_fuels_2017)
{
    auto const path = reference("trade/comtrade/legacy22_HS27_2017_imports_allreporters.csv");
    if (!path) {
        return;
    }
    auto total = 0.0;
    auto mongolia = std::map<std::string, double>{};
    auto areas = 0;
    auto const report =
        eq::io::for_each_row(*path, {.columns = {"Partner ISO", "Trade Value (US$)", "Reporter ISO", "Commodity"}},
                             [&](eq::io::row const& row) {
                                 total += row.get<double>(1);
                                 areas += row[0].empty() ? 1 : 0;
                                 if (row[2] == "MNG") {
                                     mongolia[row.get<std::string>(0)] += row.get<double>(1);
                                 }
                                 BOOST_TEST_REQUIRE(row[3].starts_with("Mineral fuels, mineral oils and products"));
                             });
    BOOST_TEST(report.read == 8076U);
    BOOST_TEST(report.used == 8076U);
    BOOST_TEST(areas == 201);
    BOOST_TEST(total == 3'886'830'433'236.0);
    BOOST_TEST(mongolia.size() == 31U);
    BOOST_TEST(mongolia["WLD"] == 971'427'007.0);
    BOOST_TEST(mongolia["RUS"] == 806'344'975.0);
    BOOST_TEST(mongolia["CHN"] == 126'019'169.0);
}

BOOST_AUTO_TEST_CASE(world_bank_gdp)
{
    auto const path = reference("gdp/API_NY.GDP.MKTP.CD_DS2_en_csv_v2_126992.csv");
    if (!path) {
        return;
    }
    auto gdp = std::map<std::string, double>{};
    auto const report = eq::io::for_each_row(*path, {.columns = {"Country Code", "2014"}, .find_header = true},
                                             [&](eq::io::row const& row) {
                                                 auto const value = row.known<double>(1);
                                                 if (!value) {
                                                     return eq::io::row_outcome::unknown;
                                                 }
                                                 gdp[row.get<std::string>(0)] = *value;
                                                 return eq::io::row_outcome::used;
                                             });
    BOOST_TEST(report.preamble == 0U);
    BOOST_TEST(report.read == 266U);
    BOOST_TEST(report.unknown == 5U);
    BOOST_TEST(gdp["KAZ"] == 221415613595.469);
    BOOST_TEST(gdp["MNG"] == 12226514668.0622);
}

BOOST_AUTO_TEST_CASE(influence_of_china_and_russia)
{
    auto const path = reference("fbic/FBIC_CHN_RUS_influence_1960_2020.csv");
    if (!path) {
        return;
    }
    BOOST_TEST(sum_of(*path, {.columns = {"fbic_chn"}}).report.unknown == 1496U);
    BOOST_TEST(sum_of(*path, {.columns = {"fbic_rus"}}).report.unknown == 2116U);
    auto found = std::map<int, std::pair<double, double>>{};
    auto const report =
        eq::io::for_each_row(*path, {.columns = {"iso3", "year", "fbic_chn", "fbic_rus"}}, [&](eq::io::row const& row) {
            if (row[0] == "MNG") {
                found[row.get<int>(1)] = {row.get<double>(2), row.get<double>(3)};
            }
        });
    BOOST_TEST(report.read == 11834U);
    BOOST_TEST((found[1992] == std::pair{.0374, .148}));
    BOOST_TEST((found[2000] == std::pair{.072700001, .057999998}));
    BOOST_TEST((found[2019] == std::pair{.1591, .273}));
}

BOOST_AUTO_TEST_CASE(national_material_capabilities)
{
    auto const path = reference("capabilities/NMC_5_0.csv");
    if (!path) {
        return;
    }
    auto const [steel, report] = sum_of(*path, {.columns = {"irst"}, .also_missing = {"-9"}});
    BOOST_TEST(report.read == 15171U);
    BOOST_TEST(report.unknown == 26U);
    BOOST_TEST(steel == 48'728'649);
    BOOST_TEST(sum_of(*path, {.columns = {"milex"}, .also_missing = {"-9"}}).report.unknown == 2065U);
    auto mongolia = 0.0;
    eq::io::for_each_row(*path, {.columns = {"stateabb", "year", "cinc"}}, [&](eq::io::row const& row) {
        if (row[0] == "MON" && row.get<int>(1) == 2012) {
            mongolia = row.get<double>(2);
        }
    });
    BOOST_TEST(mongolia == .0003291);
}

BOOST_AUTO_TEST_CASE(sipri_suppliers_of_mongolia)
{
    auto const path = reference("arms/sipri_tiv_2022/TIV-Import-MON-1950-2021.csv");
    if (!path) {
        return;
    }
    auto sums = std::map<std::string, double>{};
    auto const report = eq::io::for_each_row(*path, {.columns = {"", "2019", "Total"}, .find_header = true},
                                             [&](eq::io::row const& row) {
                                                 if (auto const sum = row.known<double>(2)) {
                                                     sums[row.get<std::string>(0)] = *sum;
                                                 }
                                             });
    BOOST_TEST(report.preamble == 10U);
    BOOST_TEST(report.read == 5U);
    BOOST_TEST(sums.at("Russia") == 212);
    BOOST_TEST(sums.at("Soviet Union") == 1961);
    BOOST_TEST(sums.at("Total") == 2188);
}

BOOST_AUTO_TEST_CASE(wits_summary_of_mongolia)
{
    auto const path = reference("trade/wits/en_MNG_AllYears_WITS_Trade_Summary.CSV");
    if (!path) {
        return;
    }
    auto exports = std::map<std::string, double>{};
    auto const report =
        eq::io::for_each_row(*path, {.columns = {"Partner", "Indicator", "2019"}}, [&](eq::io::row const& row) {
            auto const value = row.known<double>(2);
            if (!value) {
                return eq::io::row_outcome::unknown;
            }
            if (row[1] == "Trade (US$ Mil)-Top 5 Export Partner") {
                exports[row.get<std::string>(0)] = *value;
            }
            return eq::io::row_outcome::used;
        });
    BOOST_TEST(report.read == 122U);
    BOOST_TEST(report.unknown == 28U);
    BOOST_TEST(exports.at("China") == 6772.66);
}

// Inch marks without a second one: rows 3 to 5 are one row, unless a quote has to close on its line.
constexpr auto inch_marks =
    "period,origin,destination,desc,amount\n2019,MNG,CHN,coal,60\n2019,MNG,RUS,\"3 inch pipe,10\n"
    "2019,MNG,KOR,copper,20\n2019,MNG,JPN,pipe of 5\",10\n2019,MNG,GBR,gold,5\n";

BOOST_AUTO_TEST_CASE(quotes_that_run_over_line_ends_are_counted)
{
    auto const report_of = [](std::string_view characters, eq::io::delimited_options<> const& options) {
        return eq::io::for_each_row(eq::io::text(characters, "f.csv"), options, [](eq::io::row const&) {});
    };
    auto const swallowed = report_of(inch_marks, {.columns = {"amount"}});
    BOOST_TEST(swallowed.read == 3U);
    BOOST_TEST((swallowed.multiline == 1U && swallowed.first_multiline == 3U));
    auto const none = report_of("a\n\"x\"\n\"y\"\n", {.columns = {"a"}});
    BOOST_TEST((none.multiline == 0U && none.first_multiline == 0U));
    auto const some = report_of("a,b\n1,2\n\"x\ny\",\"\n\n\"\n3,\"4\n\"\n5,\"6\n\",7\n",
                                {.columns = {"a"}, .malformed = eq::io::skip});
    BOOST_TEST((some.multiline == 3U && some.first_multiline == 3U), "a row that is skipped counts as well");
    BOOST_TEST(some.skipped == 1U);
}

BOOST_AUTO_TEST_CASE(quotes_may_have_to_close_on_their_line)
{
    auto const strict = eq::io::delimited_options<>{.columns = {"destination", "amount"}, .multiline = false};
    auto const first = "f.csv:3: column desc: found \"\"3 inch pipe,10\", expected a quote that is closed on its line";
    BOOST_TEST(message_of<eq::io::format_error>([&] { rows_in(inch_marks, strict); }) == first);
    auto skipping = strict;
    skipping.malformed = eq::io::skip;
    BOOST_TEST((rows_in(inch_marks, skipping) == table{{"CHN", "60"}, {"KOR", "20"}, {"GBR", "5"}}));
    auto const report = eq::io::for_each_row(eq::io::text(inch_marks, "f.csv"), skipping, [](eq::io::row const&) {});
    check_balance(report);
    BOOST_TEST((report.read == 5U && report.used == 3U && report.skipped == 2U && report.multiline == 0U));
    BOOST_TEST((report.examples[0].line == 3U && report.examples[1].line == 5U));
    // a file that ends within the quotes, with and without a line break
    for (auto const* rest :
         {"2019,MNG,KOR,copper,20\n2019,MNG,JPN,\"wire", "2019,MNG,KOR,copper,20\n2019,MNG,JPN,\"wire\r\n"}) {
        auto const text = "period,origin,destination,desc,amount\n2019,MNG,RUS,\"3 inch pipe,10\n" + std::string{rest};
        BOOST_TEST((rows_in(text, skipping) == table{{"KOR", "20"}}));
        BOOST_TEST(
            message_of<eq::io::format_error>([&] { rows_in(text, strict); }).starts_with("f.csv:2: column desc"));
    }
    auto lenient = skipping;
    lenient.multiline = true;
    BOOST_TEST(message_of<eq::io::format_error>(
                   [&] { rows_in("destination,desc,amount\nRUS,\"3 inch pipe,10\nKOR,copper,20\n", lenient); })
               == "f.csv:2: found an opening quote, expected its closing one before the file ends");
    // blocks that end anywhere
    for (auto size = std::size_t{1}; size < 150; ++size) {
        auto options = skipping;
        options.block_size = size;
        BOOST_TEST((rows_in_stream(inch_marks, options) == table{{"CHN", "60"}, {"KOR", "20"}, {"GBR", "5"}}));
    }
    // quotes that are closed are what they were, and a header follows the same rule
    BOOST_TEST((rows_in("a,b\r\n\"x, \"\"y\"\"\",2\r\n", {.columns = {"a", "b"}, .multiline = false})
                == table{{"x, \"y\"", "2"}}));
    BOOST_TEST(
        message_of<eq::io::format_error>([] { rows_in(" ,\"b\nc\"\n1,2\n", {.columns = {"b"}, .multiline = false}); })
        == "f.csv:1: column 2: found \"\"b\", expected a quote that is closed on its line");
    BOOST_TEST(message_of<eq::io::format_error>(
                   [] { rows_in("a\n\"x\n", {.columns = {"a"}, .multiline = false, .longest_row = 1}); })
               == "f.csv:1: found a row without end, expected a line break within 1 bytes");
}

BOOST_AUTO_TEST_CASE(columns_that_were_not_read_are_reported)
{
    auto const report = eq::io::for_each_row(eq::io::text("b, c ,a,,d\n1,2,3,4,5\n"),
                                             {.columns = {"a", eq::io::if_present("x"), eq::io::if_present("d")}},
                                             [](eq::io::row const&) {});
    BOOST_TEST(report.other_columns == (std::vector<std::string>{"b", "c"}), boost::test_tools::per_element());
    // a column that is none is none, though the file has one without a name
    eq::io::for_each_row(eq::io::text("a,\n1,2\n"), {.columns = {"a", eq::io::column{}, ""}},
                         [](eq::io::row const& row) { BOOST_TEST((!row.has(1) && row[2] == "2")); });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
