// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/json_reader.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace reading;
using namespace std::string_view_literals;
using value = eq::io::detail::json_value;
using kind = value::kind;

value read(std::string_view text)
{
    return eq::io::detail::json_reader{text, "r.json"}.read();
}

std::string refusal(std::string_view text)
{
    return message_of<eq::io::format_error>([&] { (void)read(text); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(json_reader)

BOOST_AUTO_TEST_CASE(values)
{
    auto const all =
        read(" {\"a\": [1, -0.5e+3, \"x\"],\n \"b\": {}, \"c\": null, \"d\": true, \"e\":false, \"\": [] }\n");
    BOOST_TEST((all.is == kind::object && all.names.size() == 6U && all.names[5].empty()));
    auto const& list = all.items[0];
    BOOST_TEST((list.is == kind::list && list.items.size() == 3U));
    BOOST_TEST((list.items[1].is == kind::number && list.items[1].text == "-0.5e+3"));
    BOOST_TEST((list.items[2].is == kind::text && list.items[2].text == "x"));
    BOOST_TEST((all.items[1].is == kind::object && all.items[1].items.empty()));
    BOOST_TEST((all.items[2].is == kind::null && all.items[3].is == kind::truth && all.items[4].text == "false"));
    BOOST_TEST((all.items[0].line == 1U && all.items[0].character == 8U));
    BOOST_TEST((all.items[1].line == 2U && all.items[1].character == 7U));
}

BOOST_AUTO_TEST_CASE(texts)
{
    BOOST_TEST(read(R"("a\"\\\/\b\f\n\r\t")").text == "a\"\\/\b\f\n\r\t");
    BOOST_TEST(read(R"("\u0000\u007f\u00f4\u4e2d\ud83c\udf0d\uFFFF")").text
               == "\0\x7F\xC3\xB4\xE4\xB8\xAD\xF0\x9F\x8C\x8D\xEF\xBF\xBF"sv);
    BOOST_TEST(read("\"\x7F\xC3\xB4\"").text == "\x7F\xC3\xB4");
    // What json_text writes.
    auto const odd = "\0\x01\"\\/\t\r\n\x7F\xF0\x9F\x8C\x8D"sv;
    BOOST_TEST(read(eq::io::json_text(odd)).text == odd);
}

BOOST_AUTO_TEST_CASE(what_is_no_json)
{
    BOOST_TEST(refusal("") == "r.json:1: found the end at character 1, expected a value");
    BOOST_TEST(refusal("{\"a\": 1,\n  \"b\" 2}") == "r.json:2: found \"2\" at character 7, expected :");
    BOOST_TEST(refusal("[1, 2") == "r.json:1: found the end at character 6, expected , or ]");
    BOOST_TEST(refusal("[1,]") == "r.json:1: found \"]\" at character 4, expected a value");
    BOOST_TEST(refusal("{\"a\": 1,}") == "r.json:1: found \"}\" at character 9, expected the name of a member");
    BOOST_TEST(refusal("{a: 1}") == "r.json:1: found \"a\" at character 2, expected the name of a member");
    BOOST_TEST(refusal("[1] x") == "r.json:1: found \"x\" at character 5, expected the end");
    BOOST_TEST(refusal("{\"a\": 1, \"a\": 2}")
               == "r.json:1: found \"\"\" at character 10, expected a name that the object does not have yet");
    BOOST_TEST(refusal("\"a\nb\"").starts_with("r.json:1: found \"\\n\" at character 3, expected a character"));
    BOOST_TEST(refusal("\"abc").starts_with("r.json:1: found the end at character 5, expected a character"));
    BOOST_TEST(refusal("\"\\x\"") == "r.json:1: found \"x\" at character 3, expected one of \" \\ / b f n r t u");
    BOOST_TEST(refusal("\"\\u12g4\"") == "r.json:1: found \"g\" at character 6, expected a hexadecimal digit");
    BOOST_TEST(refusal("\"\\ud83c\"").ends_with("expected the second half of a pair of \\u"));
    BOOST_TEST(refusal("\"\\ud83c\\u0041\"").ends_with("expected a pair of \\u that is a character"));
    BOOST_TEST(refusal("\"\\udf0d\"").ends_with("expected a \\u that is a character"));
    BOOST_TEST(refusal("\"C\xF4te\"").ends_with("at character 3, expected a character in UTF-8"));
    BOOST_TEST(refusal("\xEF\xBB\xBF{}").ends_with("at character 1, expected a value"));
    for (auto const* const number :
         {"01", "1.", ".5", "+1", "-", "1e", "1e+", "NaN", "Infinity", "nul", "tru", "0x1"}) {
        BOOST_TEST(refusal(number) != "(no exception)", number);
    }
    BOOST_TEST(refusal(std::string(100000, '[')).ends_with("at most 32 lists and objects within one another"));
}

// Cut off anywhere, a text is refused.
BOOST_AUTO_TEST_CASE(texts_that_are_cut_off)
{
    auto const whole = std::string_view{R"({"a": [1.5e3, "\u00f4\ud83c\udf0d", null, {"b": false}], "c": "\\"})"};
    (void)read(whole);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        BOOST_TEST(refusal(whole.substr(0, size)) != "(no exception)", whole.substr(0, size));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
