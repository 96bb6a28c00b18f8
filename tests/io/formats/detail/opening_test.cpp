// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/source.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::io::file_head;
using eq::io::detail::opened_source;
using strings = std::vector<std::string>;

/// Each line that is offered as a header, as "separator: names".
strings offered(std::string_view text, std::size_t stop_after = 1000)
{
    auto all = strings{};
    auto const opened = opened_source{eq::io::text(text)};
    eq::io::detail::for_each_header(opened, [&](file_head const& head) {
        auto line = std::string{head.separator == '\t' ? 'T' : head.separator};
        for (auto const& name : head.names) {
            line += '|' + name;
        }
        all.push_back(line);
        return all.size() == stop_after;
    });
    return all;
}

/// What the block reader hands out.
std::string all_of(opened_source& from, std::size_t block)
{
    auto reader = eq::io::detail::block_reader{from.text(), block};
    auto all = std::string{};
    for (;;) {
        all += reader.text();
        reader.drop(reader.text().size());
        if (reader.last()) {
            return all;
        }
        reader.fill();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(opening)

BOOST_AUTO_TEST_CASE(the_text_is_whole_however_it_comes)
{
    // as long as the head, one less, one more, and much more
    for (auto const size :
         {std::size_t{1}, std::size_t{65535}, std::size_t{65536}, std::size_t{65537}, std::size_t{200000}}) {
        auto text = std::string{};
        while (text.size() < size) {
            text += "row " + std::to_string(text.size()) + "\n";
        }
        text.resize(size);
        for (auto const block : {std::size_t{1000}, std::size_t{65536}, std::size_t{100000}}) {
            auto in_memory = opened_source{eq::io::text(text)};
            BOOST_TEST((all_of(in_memory, block) == text));
            BOOST_TEST(in_memory.whole() == (size <= 65536));
            auto stream = std::istringstream{text};
            auto piped = opened_source{eq::io::source{stream, "pipe"}};
            BOOST_TEST(piped.name() == "pipe");
            BOOST_TEST(text.starts_with(piped.head()));
            BOOST_TEST((all_of(piped, block) == text));
        }
    }
    auto nothing = opened_source{eq::io::text("")};
    BOOST_TEST(nothing.whole());
    BOOST_TEST(nothing.head().empty());
}

BOOST_AUTO_TEST_CASE(each_line_is_offered_by_each_of_its_separators)
{
    BOOST_TEST(offered("\xEF\xBB\xBF\"a\", b \r\nno header here\nx;y\tz\n")
                   == (strings{",|a|b", "T|x;y|z", ";|x|y\tz"}),
               boost::test_tools::per_element());
    BOOST_TEST(offered("a,b\nc,d\n", 1) == strings{",|a|b"}, boost::test_tools::per_element());
    BOOST_TEST(offered("a,b") == strings{",|a|b"}, boost::test_tools::per_element()); // without a line break
    BOOST_TEST(offered("\"a,b\n\",c\n").size() <= 1U);                                // a quote that is not closed
}

BOOST_AUTO_TEST_CASE(the_first_forty_lines_are_offered)
{
    auto text = std::string{};
    for (auto line = 0; line < 50; ++line) {
        text += std::to_string(line) + ",x\n";
    }
    BOOST_TEST(offered(text).size() == 40U);
    // a line that is longer than the head is none
    BOOST_TEST(offered(std::string(70000, 'a') + ",b\n").empty());
}

BOOST_AUTO_TEST_CASE(the_lines_above_the_header_are_kept)
{
    auto const opened = opened_source{eq::io::text("Title: \"Trade, all\"\r\n\nGenerated:,\"22 April 2022\",,\na,b\n")};
    auto found = false;
    eq::io::detail::for_each_header(opened, [&](file_head const& head) {
        if (!head.has_all({"a", "b"})) {
            return false;
        }
        BOOST_REQUIRE(head.preamble.size() == 3U);
        BOOST_TEST(head.preamble[0] == "Title: \"Trade, all\"");
        BOOST_TEST(head.preamble[1].empty());
        BOOST_TEST(head.after("Generated:") == "22 April 2022");
        BOOST_TEST(head.after("Source:").empty());
        BOOST_TEST(!head.has("A"));
        found = true;
        return true;
    });
    BOOST_TEST(found);
}

BOOST_AUTO_TEST_CASE(what_follows_a_word_may_be_nothing)
{
    auto const head = file_head{.file = "f", .preamble = {"Generated:", "Last: ,\" \"", "x"}, .names = {}};
    BOOST_TEST(head.after("Generated:").empty());
    BOOST_TEST(head.after("Last:").empty());
    BOOST_TEST(head.after("x").empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
