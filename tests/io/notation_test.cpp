// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/notation.hpp>
#include <equipoise/model/identifier.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace reading;
using notation = eq::io::detail::number_notation;

std::string plain(notation const& by, std::string_view field)
{
    auto storage = std::string{};
    return std::string{by.plain(field, storage)};
}

/// The amounts and whole numbers in two columns of a text, "-" where unknown.
std::string read(std::string_view characters, eq::io::delimited_options<> options)
{
    options.columns = {"a", "n"};
    auto found = std::string{};
    auto const words = [&](auto const& value) { found += (value ? eq::text_of(*value) : "-") + ' '; };
    eq::io::for_each_row(eq::io::text(characters, "f.csv"), options, [&](eq::io::row const& row) {
        words(row.known<double>(0));
        words(row.known<int>(1));
    });
    return found;
}

std::string complaint(std::string_view characters, eq::io::delimited_options<> const& options)
{
    return message_of<eq::io::input_error>([&] { read(characters, options); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(notation)

BOOST_AUTO_TEST_CASE(numbers_as_programs_write_them)
{
    auto const usual = ::notation{};
    BOOST_TEST((usual.usual() && !usual.has_flags()));
    BOOST_TEST(plain(usual, "1,5") == "1,5");
    BOOST_TEST(
        !(::notation{',', '\0', ""}.usual() || ::notation{'.', ',', ""}.usual() || ::notation{'.', '\0', "b"}.usual()));
}

BOOST_AUTO_TEST_CASE(commas_and_groups)
{
    struct expected {
        char decimal;
        char thousands;
        std::string field;
        std::string number; ///< "?" where the field does not follow the notation
    };
    for (auto const& [decimal, thousands, field, number] :
         std::vector<expected>{{',', '\0', "1,5", "1.5"},
                               {',', '\0', "-,5", "-.5"},
                               {',', '\0', "+7,", "+7."},
                               {',', '\0', "1,5e3", "1.5e3"},
                               {',', '\0', "1234", "1234"},
                               {',', '\0', "1.5", "?"}, // thousands, or a decimal point: not said
                               {',', '\0', "1.234", "?"},
                               {',', '.', "1.234", "1234"},
                               {',', '.', "1.234,5", "1234.5"},
                               {',', '.', "-1.234.567,25", "-1234567.25"},
                               {',', '.', "1234,5", "1234.5"},
                               {',', '.', "1.23", "?"},
                               {',', '.', "1.2345", "?"},
                               {',', '.', "1234.567", "?"},
                               {',', '.', ".234", "?"},
                               {',', '.', "1..234", "?"},
                               {',', '.', "1,234.5", "?"},
                               {'.', ',', "1,234.5", "1234.5"},
                               {'.', ',', "1,234,567", "1234567"},
                               {'.', ',', "12,34,567", "?"},
                               {'.', ',', "1,234.5,6", "?"},
                               {'.', ',', ",234", "?"},
                               {'.', ',', "234,", "?"},
                               {'.', ',', "0.5", "0.5"},
                               {'.', ' ', "1 234.5", "1234.5"},
                               {',', ' ',
                                "1\xC2\xA0"
                                "234\xE2\x80\xAF"
                                "567\xE2\x80\x89"
                                "890,5",
                                "1234567890.5"},
                               {'.', ' ', "1 23", "?"},
                               {'.', '\'', "1'234.5", "1234.5"},
                               {'.', '_', "1_234", "1234"},
                               {'.', ',', "", ""},
                               {'.', ',', "-", "-"},
                               {'.', ',', "x", "x"}}) {
        BOOST_TEST(plain(::notation{decimal, thousands, ""}, field) == number, field);
    }
}

BOOST_AUTO_TEST_CASE(flags_stand_after_a_value)
{
    auto const by = ::notation{'.', '\0', std::string{eq::io::eurostat_flags}};
    for (auto const& [field, number, flags] :
         std::vector<std::tuple<std::string, std::string, std::size_t>>{{"52.3 bu", "52.3", 2},
                                                                        {"52.3", "52.3", 0},
                                                                        {": c", ":", 1},
                                                                        {"7.7b", "7.7", 1},
                                                                        {"2e3", "2e3", 0},
                                                                        {"2e3 e", "2e3", 1},
                                                                        {"5  e", "5", 1},
                                                                        {"inf", "inf", 0}, // flags alone, or a word
                                                                        {"bu", "bu", 0},
                                                                        {"", "", 0},
                                                                        {"52.3 bx", "52.3 bx", 0}}) {
        BOOST_TEST(plain(by, field) == number, field);
        BOOST_TEST(by.flags_of(field) == flags, field);
    }
    BOOST_TEST(plain(::notation{',', '.', "*"}, "1.234,5*") == "1234.5");
}

BOOST_AUTO_TEST_CASE(decimal_commas_and_thousands_in_a_file)
{
    BOOST_TEST(read("a;n\n1.234,5;2.019\n-0,25;7\nNA;\n", {.separator = ';', .decimal = ',', .thousands = '.'})
               == "1234.500000 2019 -0.250000 7 - - ");
    BOOST_TEST(read("a,n\n\"1,234.5\",\"2,019.0\"\n.5,12\n", {.thousands = ','}) == "1234.500000 2019 0.500000 12 ");
    // -9.000 is -9000 here, and not the code -9; -9,0 is that code as programs write it that store decimals
    BOOST_TEST(
        read("a;n\n-9.000;-9\n-9,0;1\n", {.separator = ';', .also_missing = {"-9"}, .decimal = ',', .thousands = '.'})
        == "-9000.000000 - - 1 ");
    auto const german = eq::io::delimited_options<>{.separator = ';', .decimal = ',', .thousands = '.'};
    BOOST_TEST(complaint("a;n\n1.23;1\n", german)
               == "f.csv:2: column a: found \"1.23\", expected a number such as 1.234,5");
    BOOST_TEST(complaint("a;n\n1;1,5\n", german)
               == "f.csv:2: column n: found \"1,5\", expected a whole number such as 1.234");
    BOOST_TEST(complaint("a;n\n1e999;1\n", german)
               == "f.csv:2: column a: found \"1e999\", expected a number that fits a double");
    BOOST_TEST(complaint("a;n\n0.5;1\n", {.separator = ';', .decimal = ','})
               == "f.csv:2: column a: found \"0.5\", expected a number such as 1234,5");
}

BOOST_AUTO_TEST_CASE(exact_to_the_last_bit)
{
    auto value = 0.0;
    eq::io::for_each_row(eq::io::text("a\n9.007.199.254.740.993,1234567890123\n"),
                         {.columns = {"a"}, .separator = ';', .decimal = ',', .thousands = '.'},
                         [&](eq::io::row const& row) { value = row.get<double>(0); });
    BOOST_TEST(value == 9007199254740993.1234567890123);
}

// Eurostat's values with flags: 52.3 with a break and unreliable, a confidential one, 40 estimated, nothing.
BOOST_AUTO_TEST_CASE(values_with_flags_in_a_file)
{
    auto const text = "a\tn\n52.3 bu\t2019\n: c\t2020 p\n40 e\t:\n:\t7 e\nNA\t8\n";
    auto const options =
        eq::io::delimited_options<>{.columns = {"a", "n"}, .separator = '\t', .also_missing = {":"}, .flags = "bceup"};
    BOOST_TEST(read(text, options) == "52.300000 2019 - 2020 40.000000 - - 7 - 8 ");
    auto flags = std::vector<std::string>{};
    auto const report = eq::io::for_each_row(eq::io::text(text), options, [&](eq::io::row const& row) {
        flags.emplace_back(row.flags(0));
        static_cast<void>(row.known<double>(0)); // asking twice counts once
        static_cast<void>(row.known<double>(0));
    });
    BOOST_TEST(flags == (std::vector<std::string>{"bu", "c", "e", "", ""}), boost::test_tools::per_element());
    BOOST_TEST((report.flags == std::map<char, std::size_t>{{'b', 1}, {'c', 1}, {'e', 2}, {'p', 1}, {'u', 1}}));
    BOOST_TEST(complaint("a\tn\n52.3 bx\t1\n", options) == "f.csv:2: column a: found \"52.3 bx\", expected a number");
    BOOST_TEST(complaint("a\tn\nbu\t1\n", options) == "f.csv:2: column a: found \"bu\", expected a number");
}

BOOST_AUTO_TEST_CASE(notations_that_cannot_be)
{
    auto const refusal = [](eq::io::delimited_options<> const& options) {
        return message_of<eq::invalid_parameter>([&] { read("a,n\n", options); });
    };
    BOOST_TEST(refusal({.decimal = ';'}) == "delimited: decimal sign is \";\"; it must be a point or a comma");
    auto const required =
        std::string{"it must be a point, a comma, a blank, an apostrophe or a low line, and not the decimal sign"};
    BOOST_TEST(refusal({.thousands = '.'}) == "delimited: sign between thousands is \".\"; " + required);
    BOOST_TEST(refusal({.thousands = '0'}) == "delimited: sign between thousands is \"0\"; " + required);
    BOOST_TEST(refusal({.flags = "b0"})
               == "delimited: a flag is \"0\"; it must be a letter or a sign that no number has");
    BOOST_TEST(refusal({.flags = "b "}).starts_with("delimited: a flag is \" \""));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
