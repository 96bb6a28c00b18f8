// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/json_text.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <string_view>

namespace {

namespace eq = equipoise;
using namespace std::string_view_literals;

auto const in_json = [](auto const& value) { return eq::io::json_text(value); };
auto const unknown = std::string{"\xEF\xBF\xBD"}; // U+FFFD

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(json_text)

BOOST_AUTO_TEST_CASE(texts)
{
    BOOST_TEST(in_json("") == R"("")");
    BOOST_TEST(in_json("a \"b\" \\ /") == R"("a \"b\" \\ /")");
    BOOST_TEST(in_json("\0\n\t\x1F\x7F"sv) == R"("\u0000\u000a\u0009\u001f\u007f")");
    BOOST_TEST(in_json("C\xC3\xB4te d'Ivoire, \xE4\xB8\xAD, \xF0\x9F\x8C\x8D")
               == "\"C\xC3\xB4te d'Ivoire, \xE4\xB8\xAD, \xF0\x9F\x8C\x8D\"");
}

// Table 3-7 of the Unicode standard lists the sequences of bytes that are characters.
BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8)
{
    BOOST_TEST(in_json("C\xF4te") == "\"C" + unknown + "te\""); // ISO-8859-1
    BOOST_TEST(in_json("\xC3") == '"' + unknown + '"');         // cut off
    BOOST_TEST(in_json("\xE4\xB8") == '"' + unknown + unknown + '"');
    BOOST_TEST(in_json("\xE4\xB8\"") == '"' + unknown + unknown + "\\\"\"");
    BOOST_TEST(in_json("\xC0\xAF") == '"' + unknown + unknown + '"');               // a slash in two bytes
    BOOST_TEST(in_json("\xE0\x9F\xBF") == '"' + unknown + unknown + unknown + '"'); // two bytes suffice
    BOOST_TEST(in_json("\xED\xA0\x80") == '"' + unknown + unknown + unknown + '"'); // half of a pair of UTF-16
    BOOST_TEST(in_json("\xF4\x90\x80\x80") == '"' + unknown + unknown + unknown + unknown + '"'); // above U+10FFFF
    BOOST_TEST(in_json("\xF0\x8F\xBF\xBF") == '"' + unknown + unknown + unknown + unknown + '"');
    BOOST_TEST(in_json("\xED\x9F\xBF\xF4\x8F\xBF\xBF\xE0\xA0\x80\xF0\x90\x80\x80")
               == "\"\xED\x9F\xBF\xF4\x8F\xBF\xBF\xE0\xA0\x80\xF0\x90\x80\x80\"");
}

BOOST_AUTO_TEST_CASE(numbers)
{
    auto const infinity = std::numeric_limits<double>::infinity();
    BOOST_TEST(in_json(0.25) == "0.25");
    BOOST_TEST(in_json(1e-30) == "1e-30");
    BOOST_TEST(in_json(eq::undefined) == "null");
    BOOST_TEST(in_json(infinity) == "\"Infinity\"");
    BOOST_TEST(in_json(-infinity) == "\"-Infinity\"");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
