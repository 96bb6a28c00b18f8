// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/formats/detail/nearest_formats.hpp>
#include <equipoise/io/formats/facts.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using equipoise::io::file_head;
using equipoise::io::format_facts;

struct trade {
    static constexpr format_facts about{.name = "trade", .provider = "nobody"};
    static bool matches(file_head const& head)
    {
        return head.has_all({"year", "from", "to"}) && (head.has("value") || head.has("amount"));
    }
};

struct arms {
    static constexpr format_facts about{.name = "arms", .provider = "nobody"};
    static bool matches(file_head const& head) { return head.has_all({"year", "to", "tiv", "status"}); }
};

/// A format that is told by more than the names.
struct table {
    static constexpr format_facts about{.name = "table", .provider = "nobody"};
    static bool matches(file_head const& head) { return head.has("state") && head.names.size() > 3; }
};

std::string words_of(std::vector<file_head> const& lines)
{
    auto nearest = equipoise::io::detail::nearest_formats{};
    for (auto const& each : lines) {
        nearest.compare<trade>(each);
        nearest.compare<arms>(each);
        nearest.compare<table>(each);
    }
    return nearest.words();
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(nearest_formats)

BOOST_AUTO_TEST_CASE(the_columns_that_were_looked_for_and_those_of_the_file)
{
    // 3 of 4 columns of trade, 2 of 4 of arms
    BOOST_TEST(words_of({{.names = {"from", "to", "year", "price"}}})
               == "; line 1 comes nearest to trade, of whose columns \"year\", \"from\", \"to\", \"value\" it lacks "
                  "\"value\"; it holds \"from\", \"to\", \"year\", \"price\"");
    // 2 of 4 of both
    BOOST_TEST(words_of({{.names = {"to", "year"}}})
               == "; line 1 comes nearest to trade, of whose columns \"year\", \"from\", \"to\", \"value\" it lacks "
                  "\"from\", \"value\", and to arms, of whose columns \"year\", \"to\", \"tiv\", \"status\" it lacks "
                  "\"tiv\", \"status\"; it holds \"to\", \"year\"");
    BOOST_TEST(words_of({{.names = {"state", "a"}}})
               == "; line 1 comes nearest to table, of whose columns \"state\" it lacks none, but not all of what else "
                  "tells the format; it holds \"state\", \"a\"");
}

BOOST_AUTO_TEST_CASE(the_line_with_most_of_them_counts)
{
    BOOST_TEST(words_of({{.preamble = {}, .names = {"trade by year", "to"}},
                         {.preamble = {"trade by year,to"}, .names = {"year", "from", "to"}},
                         {.preamble = {"trade by year,to", "year,from,to"}, .names = {"2019", "year", "MNG"}}})
                   .starts_with("; line 2 comes nearest to trade, "));
    BOOST_TEST(words_of({{.names = {"a", "b"}}, {.names = {}}}).empty());
    BOOST_TEST(words_of({}).empty());
}

BOOST_AUTO_TEST_CASE(of_many_columns_twenty_are_listed)
{
    auto names = std::vector<std::string>(25, "x");
    names[0] = "year";
    auto const words = words_of({{.names = names}});
    BOOST_TEST(words.ends_with(", \"x\" and 5 more"));
    BOOST_TEST(std::count(words.begin(), words.end(), '\n') == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
