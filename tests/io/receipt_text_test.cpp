// SPDX-License-Identifier: BSL-1.0
#include "receipts.hpp"

#include <equipoise/io/receipt_text.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace receipts;

made parsed(std::string_view text)
{
    return io_room::parse_receipt(io_room::text(text, "r.json"));
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    auto const at = text.find(what);
    BOOST_TEST_REQUIRE((at != std::string::npos), what);
    return text.replace(at, what.size(), with);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(receipt_text)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again)
{
    auto const before = example();
    auto const text = io_room::write_receipt(before);
    auto const after = parsed(text);
    BOOST_TEST(io_room::write_receipt(after) == text);
    BOOST_TEST((after.results == before.results && after.options == before.options && after.version == before.version));
    BOOST_TEST((after.sources[0].provider == "nobody\n" && after.sources[0].rows[0].amount == 0.1 + 0.2));
    BOOST_TEST(after.sources[0].rows[0].rows == 18446744073709551615U);
    BOOST_TEST((after.results.rows[1][2] == "-0" && after.results.rows[2][2] == "\"Infinity\""));
    BOOST_TEST(io_room::differences(before, after).empty());
    auto const empty = io_room::write_receipt(made{});
    BOOST_TEST(empty
               == "{\n  \"receipt\": \"equipoise 1\",\n  \"library_version\": \"" + std::string{eq::library_version}
                      + "\",\n  \"program\": \"\",\n  \"options\": {},\n  \"sources\": [],\n  \"indices\": [],\n"
                        "  \"columns\": [],\n  \"results\": []\n}\n");
    BOOST_TEST(io_room::write_receipt(parsed(empty)) == empty);
}

BOOST_AUTO_TEST_CASE(an_option_that_is_given_twice)
{
    auto const twice = made{.options = {{"a", "1"}, {"b", "2"}, {"a", "1"}}};
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)io_room::write_receipt(twice); })
               == "write_receipt: there are two options called a");
}

BOOST_AUTO_TEST_CASE(the_spelling_of_a_number_does_not_matter)
{
    auto const text = io_room::write_receipt(example());
    BOOST_TEST(parsed(replaced(text, "2019, 0.1,", "2019,\n\t1.0E-1,")).results.rows[0][2] == "0.1");
    BOOST_TEST(parsed(replaced(text, ", 2019,", ", 2019.0,")).results.rows[0][1] == "2019");
    BOOST_TEST((parsed(replaced(text, "\\\"d'I", "\\u0022d'I")).results == example().results));
}

BOOST_AUTO_TEST_CASE(what_is_no_receipt)
{
    auto const text = io_room::write_receipt(example());
    auto const refusal = [&](std::string_view what, std::string_view with) {
        return message_of<io_room::format_error>([&] { (void)parsed(replaced(text, what, with)); });
    };
    BOOST_TEST(
        refusal("equipoise 1", "equipoise 2")
        == "r.json:2: found \"equipoise 2\" at character 14, expected \"equipoise 1\", the form of receipts that "
           "this version reads");
    BOOST_TEST(refusal("\"program\"", "\"programme\"")
               == "r.json:1: found an object at character 1, expected one with the member \"program\"");
    BOOST_TEST(refusal("\"program\"", "\"more\": 1, \"program\"")
               == "r.json:4: found \"1\" at character 11, expected no member \"more\"");
    BOOST_TEST(refusal("\"bytes\": 3", "\"bytes\": -3")
               == "r.json:17: found \"-3\" at character 16, expected a whole number from 0 on");
    BOOST_TEST(refusal("\"bytes\": 3", "\"bytes\": \"3\"").ends_with("expected a whole number from 0 on"));
    BOOST_TEST(refusal("ba7816", "BA7816").ends_with("expected 64 hexadecimal digits"));
    BOOST_TEST(refusal("\"rounding\": \"0.5\"", "\"rounding\": 0.5").ends_with("expected a text"));
    BOOST_TEST(refusal(", 0.1,", ", 1e999,").ends_with("expected a number that fits a double, or null"));
    BOOST_TEST(refusal(", 0.1,", ", true,").ends_with("expected a text, a number or null"));
    BOOST_TEST(refusal(", 0.1,", ", [0.1],").ends_with("expected a text, a number or null"));
    BOOST_TEST(refusal(", 0.1,", ",").ends_with("expected a list of 7 cells, as there are columns"));
    BOOST_TEST(message_of<io_room::file_error>([] {
                   (void)io_room::parse_receipt("no such file");
               }).starts_with("no such file: "));
}

BOOST_AUTO_TEST_CASE(a_receipt_that_is_cut_off)
{
    auto const text = io_room::write_receipt(example());
    for (std::size_t size = 0; size + 2 < text.size(); ++size) { // without "}\n" at the end
        BOOST_TEST_REQUIRE(message_of<io_room::format_error>([&] { (void)parsed(text.substr(0, size)); })
                           != "(no exception)");
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
