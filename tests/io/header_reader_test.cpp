// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/header_reader.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace reading;
using eq::io::detail::header_reader;
using eq::io::detail::layout;

struct header {
    std::vector<std::string> names;
    std::vector<std::size_t> places;
    std::size_t line;
    std::size_t next_line;
    std::size_t read; ///< bytes of the text

    friend bool operator==(header const&, header const&) = default;
};

// Of a text that comes `step` more bytes at a time.
header header_of(std::string_view text, eq::io::delimited_options<> const& options, std::size_t step)
{
    auto reader = header_reader{"f.csv", options};
    std::size_t done = 0;
    for (auto known = step; !reader.found(); known += step) {
        auto const last = known >= text.size();
        done += reader.consume(text.substr(done, last ? text.npos : known - done), last);
    }
    return {reader.where().names, reader.where().places, reader.line(), reader.next_line(), done};
}

void check(std::string_view text, eq::io::delimited_options<> const& options, header const& expected)
{
    for (std::size_t step = 1; step <= text.size() + 1; ++step) {
        BOOST_TEST((header_of(text, options, step) == expected), "in steps of " << step << ": " << text);
    }
}

std::string complaint(std::string_view text, eq::io::delimited_options<> const& options)
{
    return message_of<eq::io::input_error>([&] { static_cast<void>(header_of(text, options, text.size() + 1)); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(header_reader)

BOOST_AUTO_TEST_CASE(columns_by_their_names_in_any_order)
{
    check("a, b ,c\n1,2,3\n", {.columns = {"c", "a"}}, {{"a", "b", "c"}, {2, 0}, 1, 2, 8});
    check("a,b", {.columns = {"b", eq::io::if_present("x")}}, {{"a", "b"}, {1, layout::absent}, 1, 2, 3});
    check("\xEF\xBB\xBF\"a\"\r\n", {.columns = {"a"}}, {{"a"}, {0}, 1, 2, 8});
    // a quoted name of two lines, below a blank line
    check("\n\"a\nb\",c\n1,2\n", {.columns = {"c"}}, {{"a\nb", "c"}, {1}, 2, 4, 9});
}

BOOST_AUTO_TEST_CASE(preambles_by_number_and_by_name)
{
    check("made \"by\na,b\n", {.columns = {"b"}, .skip_lines = 1}, {{"a", "b"}, {1}, 2, 3, 13});
    check("of,a\n\nb,a\n1,2\n", {.columns = {"a", "b"}, .find_header = true}, {{"b", "a"}, {1, 0}, 3, 4, 10});
}

BOOST_AUTO_TEST_CASE(headers_that_are_none)
{
    BOOST_TEST(complaint("", {.columns = {"a"}}) == "f.csv: is empty, expected a header row");
    BOOST_TEST(complaint("x\n", {.columns = {"a"}, .skip_lines = 2}) == "f.csv: no header row below the first 2 lines");
    BOOST_TEST(complaint("a,b\n", {.columns = {"c"}})
               == "f.csv:1: no column \"c\" in the header, which holds \"a\", \"b\"");
    BOOST_TEST(complaint("a,b,a\n", {.columns = {"a"}}) == "f.csv:1: two columns \"a\", numbers 1 and 3");
    BOOST_TEST(complaint("\xFF\xFE"
                         "a",
                         {.columns = {"a"}})
               == "f.csv: is UTF-16 text, expected UTF-8 or another encoding in single bytes");
    BOOST_TEST(complaint("a,b\nc\n", {.columns = {"a", "c"}, .find_header = true})
               == "f.csv: no line holds the columns \"a\", \"c\"; the first one holds \"a\", \"b\"");
    BOOST_TEST(complaint("a\"b\n", {.columns = {"a"}})
               == "f.csv:1: column 1: found \"a\"b\", expected quotes only around a whole field, and doubled within");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
