// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/report.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace reading;

eq::io::format_error error_in(std::size_t line, std::string column)
{
    return {"f.csv", line, std::move(column), "x", "a number"};
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(skipped_rows_are_counted_by_reason_and_the_first_ten_kept)
{
    auto counts = eq::io::report{};
    for (std::size_t line = 2; line < 14; ++line) {
        ++counts.read;
        counts.skip(error_in(line, line % 2 == 0 ? "a" : ""));
    }
    check_balance(counts);
    BOOST_TEST(counts.reasons.at("a: expected a number") == 6U);
    BOOST_TEST(counts.reasons.at("expected a number") == 6U);
    BOOST_TEST((counts.examples.front().line == 2U && counts.examples.back().line == 11U));
}

BOOST_AUTO_TEST_CASE(reports_add_up)
{
    auto one = eq::io::report{.preamble = 1,
                              .read = 5,
                              .used = 3,
                              .unknown = 0,
                              .skipped = 0,
                              .unfinished = 0,
                              .reasons = {},
                              .examples = {}};
    one.unfinished = 1;
    one.multiline = 2;
    one.aggregate = 1;
    one.aggregate_sum = equipoise::detail::twofold{1e16};
    one.read += 1;
    one.flags = {{'b', 1}, {'e', 2}};
    one.other_columns = {"x", "y"};
    one.skip(error_in(4, "a"));
    one.skip(error_in(5, "b"));
    auto other = eq::io::report{.preamble = 0,
                                .read = 12,
                                .used = 0,
                                .unknown = 2,
                                .skipped = 0,
                                .unfinished = 0,
                                .reasons = {},
                                .examples = {}};
    for (std::size_t line = 10; line < 20; ++line) {
        other.skip(error_in(line, "a"));
    }
    other.aggregate = 2;
    other.aggregate_sum = equipoise::detail::twofold{1};
    other.read += 2;
    other.duplicate = 3;
    other.duplicate_sum = equipoise::detail::twofold{9};
    other.repeated = 4;
    other.read += 3;
    other.books.enter(equipoise::io::row_class::used, "MNG", 2, 4, [] { return ""; });
    other.multiline = 1;
    other.first_multiline = 7;
    other.flags = {{'e', 1}, {'u', 1}};
    other.other_columns = {"y", "z"};
    one += other;
    check_balance(one);
    BOOST_TEST(one.aggregate == 3U);
    one.aggregate_sum = one.aggregate_sum + -1e16; // of which nothing was rounded away
    BOOST_TEST(one.aggregate_amount() == 1);
    BOOST_TEST((one.preamble == 1U && one.read == 23U && one.used == 3U && one.unknown == 2U && one.skipped == 12U));
    BOOST_TEST((one.duplicate == 3U && one.duplicate_amount() == 9 && one.repeated == 4U));
    BOOST_TEST(one.books.states().at("MNG").read().amount() == 2);
    BOOST_TEST(one.unfinished == 1U);
    BOOST_TEST((one.multiline == 3U && one.first_multiline == 7U));
    BOOST_TEST((one.flags == std::map<char, std::size_t>{{'b', 1}, {'e', 3}, {'u', 1}}));
    BOOST_TEST(one.other_columns == (std::vector<std::string>{"x", "y", "z"}), boost::test_tools::per_element());
    BOOST_TEST((one.reasons.at("a: expected a number") == 11U && one.reasons.at("b: expected a number") == 1U));
    BOOST_TEST((one.examples.front().line == 4U && one.examples.back().line == 17U));
    one += one;
    BOOST_TEST((one.skipped == 24U && one.examples.size() == 10U && one.unfinished == 2U));
}

BOOST_AUTO_TEST_CASE(text_in_messages_stays_on_one_line)
{
    using eq::io::detail::printable;
    BOOST_TEST(printable("a\tb\r\n\x01\x7F") == "a\\tb\\r\\n\\x01\\x7f");
    BOOST_TEST(printable(std::string(60, 'a')) == std::string(60, 'a'));
    BOOST_TEST(printable("C\xF4te") == "C\xC3\xB4te"); // of a file in ISO-8859-1
    BOOST_TEST(printable(std::string(61, 'a')) == std::string(60, 'a') + "...");
    BOOST_TEST(printable(std::string(59, 'a') + "\xC3\xA9")
               == std::string(59, 'a') + "..."); // 61 bytes, cut before the letter
    BOOST_TEST(eq::io::detail::quoted("x") == "\"x\"");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
