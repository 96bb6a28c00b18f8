// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/row.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace reading;
namespace detail = eq::io::detail;

// Columns "a", "b" and "gone", of which the file has the first two, the second one without a name.
detail::layout layout_of_three()
{
    auto layout = detail::layout{};
    layout.file = "f.csv";
    layout.columns = {"a", "", eq::io::if_present("gone")};
    layout.names = {"a", ""};
    layout.places = {0, 1, detail::layout::absent};
    layout.missing.add(" NA ");
    layout.missing.add("-9");
    return layout;
}

struct sample {
    detail::layout layout = layout_of_three();
    std::array<std::string_view, 3> fields{};

    [[nodiscard]] eq::io::row row() const { return eq::io::detail::row_of(layout, fields.data(), 7); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(row)

BOOST_AUTO_TEST_CASE(columns_are_required_unless_said_otherwise)
{
    BOOST_TEST(eq::io::column{"a"}.required);
    BOOST_TEST(!eq::io::if_present("a").required);
    BOOST_TEST(eq::io::if_present("a").name == "a");
}

BOOST_AUTO_TEST_CASE(fields_as_they_stand_and_trimmed)
{
    auto const given = sample{.fields = {" 12 ", "x\t", ""}};
    auto const row = given.row();
    BOOST_TEST(row.line() == 7U);
    BOOST_TEST(row.size() == 3U);
    BOOST_TEST((row.has(0) && row.has(1) && !row.has(2)));
    BOOST_TEST(row[0] == " 12 ");
    BOOST_TEST(row.text(0).value() == "12");
    BOOST_TEST(row.text(1).value() == "x");
    BOOST_TEST(row.get<int>(0) == 12);
    BOOST_TEST(row.get<double>(0) == 12.0);
    BOOST_TEST(row.get<std::string>(1) == "x");
}

BOOST_AUTO_TEST_CASE(what_is_not_known)
{
    for (auto const* code : {"NA", " NA", "-9", " -9 ", "-9.0", "-9.", "-9e0"}) {
        auto const given = sample{.fields = {code, "x", ""}};
        BOOST_TEST(!given.row().known<double>(0));
    }
    // -9 is a code by whatever name, -9.5 and the empty field are none; a column that is not there is not known
    auto const given = sample{.fields = {"-9.5", "x", "1"}};
    BOOST_TEST(given.row().known<double>(0).value() == -9.5);
    BOOST_TEST((sample{.fields = {"-90", "x", "1"}}.row().known<int>(0) == -90));
    BOOST_TEST((sample{.fields = {"-9.0", "x", "1"}}.row().known<int>(0) == std::nullopt));
    BOOST_TEST(!given.row().known<double>(2));
    BOOST_TEST(message_of<eq::io::format_error>(
                   [] { static_cast<void>(sample{.fields = {"", "x", ""}}.row().known<double>(0)); })
               == "f.csv:7: column a: found \"\", expected a number");
}

// As where a vote is blank: it must not become a category of its own.
BOOST_AUTO_TEST_CASE(a_missing_text_is_no_text)
{
    for (auto const* code : {"NA", " NA\t", "-9", "-9.0"}) {
        auto const given = sample{.fields = {code, "x", "1"}};
        BOOST_TEST(!given.row().text(0).has_value());
        BOOST_TEST(given.row()[0] == code);
        BOOST_TEST(given.row().trimmed(0) == eq::io::detail::trimmed(code));
        BOOST_TEST(!given.row().text(2).has_value(), "the file lacks the column");
    }
    auto const blank = sample{.fields = {" ", "x", ""}};
    BOOST_TEST(blank.row().text(0).value() == "", "an empty text is no code here");
    auto layout = layout_of_three();
    layout.missing.add("");
    auto const fields = std::array<std::string_view, 3>{" ", "x", ""};
    BOOST_TEST(!(eq::io::detail::row_of(layout, fields.data(), 7).text(0).has_value()));
}

BOOST_AUTO_TEST_CASE(fields_that_may_be_unreadable)
{
    auto const given = sample{.fields = {" 12x", "x", ""}};
    BOOST_TEST((given.row().get_if<int>(0) == std::nullopt));
    BOOST_TEST((sample{.fields = {" 12 ", "x", ""}}.row().get_if<int>(0) == 12));
    BOOST_TEST((sample{.fields = {"1.5", "x", ""}}.row().get_if<double>(0) == 1.5));
    BOOST_TEST((sample{.fields = {"", "x", ""}}.row().get_if<std::string>(0) == std::nullopt));
}

struct city {
    static std::optional<city> parse(std::string_view text)
    {
        return text == "Bern" ? std::optional{city{}} : std::nullopt;
    }
    static std::string why_refused(std::string_view text) { return text == "bern" ? "write Bern" : ""; }
};

BOOST_AUTO_TEST_CASE(a_type_says_why_it_refuses_a_text)
{
    auto const complaint = [](std::string_view a) {
        return message_of<eq::io::format_error>(
            [&] { static_cast<void>(sample{.fields = {a, "", ""}}.row().get<city>(0)); });
    };
    BOOST_TEST(complaint(" bern ") == "f.csv:7: column a: found \"bern\", expected a valid code; write Bern");
    BOOST_TEST(complaint("Paris") == "f.csv:7: column a: found \"Paris\", expected a valid code");
    try {
        static_cast<void>(sample{.fields = {"bern", "", ""}}.row().get<city>(0));
        BOOST_ERROR("a text passed for a city");
    } catch (eq::io::format_error const& error) {
        BOOST_TEST(error.reason() == "a: expected a valid code", "one reason for all texts");
    }
}

BOOST_AUTO_TEST_CASE(a_message_names_the_option_that_reads_a_number)
{
    auto const complaint = [](std::string_view a) {
        return message_of<eq::io::format_error>(
            [&] { static_cast<void>(sample{.fields = {a, "", ""}}.row().get<double>(0)); });
    };
    auto const at = [](std::string const& found) {
        return "f.csv:7: column a: found \"" + found + "\", expected a number";
    };
    for (auto const* text : {"1,5", "1.234,5", "1 234.5", "-1'234"}) {
        BOOST_TEST(complaint(text)
                   == at(text) + "; the options decimal and thousands read commas and signs between thousands");
    }
    for (auto const* text : {"52.3 bu", ": c"}) {
        BOOST_TEST(complaint(text) == at(text) + "; the option flags reads flags after a value");
    }
    for (auto const* text : {"", "x", "x y", "nan", "1-2", "12 long", "%"}) {
        BOOST_TEST(complaint(text) == at(text));
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named)
{
    auto const complaint = [](std::string_view a, std::string_view b, auto const& read) {
        return message_of<eq::io::format_error>([&] { read(sample{.fields = {a, b, ""}}.row()); });
    };
    BOOST_TEST(complaint("1.5", "", [](auto const& row) { static_cast<void>(row.template get<int>(0)); })
               == "f.csv:7: column a: found \"1.5\", expected a whole number");
    BOOST_TEST(complaint("1e999", "", [](auto const& row) { static_cast<void>(row.template get<double>(0)); })
               == "f.csv:7: column a: found \"1e999\", expected a number that fits a double");
    BOOST_TEST(complaint("", "y", [](auto const& row) { static_cast<void>(row.template get<double>(1)); })
               == "f.csv:7: column 2: found \"y\", expected a number");
    BOOST_TEST(complaint(" z ", "", [](auto const& row) { row.reject(0, "anything else"); })
               == "f.csv:7: column a: found \"z\", expected anything else");
}

BOOST_AUTO_TEST_CASE(missing_codes)
{
    auto codes = detail::missing_codes{};
    BOOST_TEST(!codes.contains(""));
    BOOST_TEST(!codes.hold_numbers());
    codes.add("..");
    BOOST_TEST((codes.contains("..") && !codes.contains(".") && !codes.contains("")));
    BOOST_TEST((codes.may_contain(".5") && !codes.may_contain("5")));
    BOOST_TEST(!codes.hold_numbers());
    codes.add("  ");
    BOOST_TEST((codes.contains("") && codes.may_contain("")));
    codes.add("999");
    BOOST_TEST((codes.contains("999") && codes.hold_numbers()));
    BOOST_TEST((codes.contains("999.0") && codes.contains("9.99e2") && !codes.contains("999.01")));
    BOOST_TEST(!codes.contains("99"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
