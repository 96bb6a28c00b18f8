// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/io/common_reader.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

namespace eio = equipoise::io;

/// A reader of the first row of a text.
class first_row : eio::detail::common_reader {
public:
    explicit first_row(eio::delimited_options<> const& options) : common_reader{options} {}

    /// How many bytes it takes; 0 when more text is needed.
    std::size_t size_in(std::string_view text, bool last)
    {
        auto const* const end = split(text.data(), text.data() + text.size(), last, "f.csv", 7);
        return end == nullptr ? 0 : static_cast<std::size_t>(end - text.data());
    }

    [[nodiscard]] std::size_t fields() const { return splitter_.size(); }
    using common_reader::unclosed;
};

std::string complaint(std::string_view text, eio::delimited_options<> const& options = {})
{
    return message_of<eio::format_error>([&] { first_row{options}.size_in(text, true); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(common_reader)

BOOST_AUTO_TEST_CASE(bytes_and_lines)
{
    using namespace eio::detail;
    auto const text = std::string_view{"a\nb\n"};
    BOOST_TEST(find_byte(text.data(), text.data() + 4, 'b') == text.data() + 2);
    BOOST_TEST(find_byte(text.data(), text.data() + 2, 'b') == static_cast<char const*>(nullptr));
    BOOST_TEST(find_byte(nullptr, nullptr, 'b') == static_cast<char const*>(nullptr));
    BOOST_TEST((lines_between(text.data(), text.data() + 4) == 2U && lines_between(nullptr, nullptr) == 0U));
}

BOOST_AUTO_TEST_CASE(a_row_ends_with_its_line)
{
    auto rows = first_row{{}};
    BOOST_TEST(rows.size_in("a,b,c\nd", false) == 6U);
    BOOST_TEST(rows.fields() == 3U);
    BOOST_TEST(rows.size_in("a,b", false) == 0U); // it may go on
    BOOST_TEST(rows.size_in("a,b", true) == 3U);
    BOOST_TEST(rows.size_in("\"a\nb\",c\nd", false) == 8U); // a line break in quotes
    BOOST_TEST(!rows.unclosed());
}

BOOST_AUTO_TEST_CASE(quotes_that_close_on_their_line)
{
    auto rows = first_row{{.multiline = false}};
    BOOST_TEST(rows.size_in("\"a\nb\",c\n", false) == 3U);
    BOOST_TEST(rows.unclosed());
    BOOST_TEST(rows.size_in("\"a\",c\n", false) == 6U);
    BOOST_TEST(!rows.unclosed());
    BOOST_TEST(rows.size_in("\"a", false) == 0U);
}

BOOST_AUTO_TEST_CASE(rows_without_end)
{
    BOOST_TEST(complaint("a,\"b\nc\n")
               == "f.csv:7: found an opening quote, expected its closing one before the file ends");
    BOOST_TEST(complaint("a\n\"b") == "(no exception)"); // the second row is not read
    auto const short_rows = eio::delimited_options<>{.longest_row = 4};
    BOOST_TEST(complaint("a,b,c\n", short_rows)
               == "f.csv:7: found a row without end, expected a line break within 4 bytes");
    BOOST_TEST(complaint("a\n,b,c\n", short_rows) == "(no exception)");
    BOOST_TEST(complaint(std::string_view{"a\0b,c\n", 6}, short_rows) == "f.csv:7: found a NUL byte, expected text");
    BOOST_TEST(complaint("\"a\nb\"\n", short_rows)
               == "f.csv:7: found an opening quote, expected its closing one within 4 bytes");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
