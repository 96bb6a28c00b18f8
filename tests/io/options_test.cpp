// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/options.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace eq = equipoise;

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(what_they_are_unless_said_otherwise)
{
    auto const usual = eq::io::delimited_options<>{};
    BOOST_TEST(usual.columns.empty());
    BOOST_TEST((usual.separator == ',' && usual.quote == '"'));
    BOOST_TEST(usual.missing == (std::vector<std::string>{"", "NA", "N/A", ".."}), boost::test_tools::per_element());
    BOOST_TEST(usual.also_missing.empty());
    BOOST_TEST(usual.aggregates == (std::vector<std::string>{"World", "WLD", "W00"}), boost::test_tools::per_element());
    BOOST_TEST((usual.multiline && usual.decimal == '.' && usual.thousands == '\0' && usual.flags.empty()));
    BOOST_TEST((usual.malformed == eq::io::fail));
    BOOST_TEST((usual.row_key.empty() && usual.repeats == eq::io::repeats::refuse && !usual.keep_books));
    BOOST_TEST((usual.skip_lines == 0 && !usual.find_header));
    BOOST_TEST((usual.block_size == 262144 && usual.longest_row == 16777216));
}

BOOST_AUTO_TEST_CASE(other_columns_leave_all_else)
{
    auto const given = eq::io::delimited_options<int>{.columns = 1,
                                                      .separator = ';',
                                                      .quote = '\'',
                                                      .multiline = false,
                                                      .missing = {"?"},
                                                      .also_missing = {"-9"},
                                                      .aggregates = {"0"},
                                                      .decimal = ',',
                                                      .thousands = '.',
                                                      .flags = "be",
                                                      .malformed = eq::io::skip,
                                                      .row_key = {"a", "b"},
                                                      .repeats = eq::io::repeats::last,
                                                      .keep_books = true,
                                                      .skip_lines = 3,
                                                      .find_header = true,
                                                      .block_size = 10,
                                                      .longest_row = 20};
    auto const other = eq::io::with_columns(given, std::string{"a"});
    BOOST_TEST(other.columns == "a");
    BOOST_TEST((other.separator == ';' && other.quote == '\''));
    BOOST_TEST((other.missing == given.missing && other.also_missing == given.also_missing));
    BOOST_TEST(other.aggregates == given.aggregates, boost::test_tools::per_element());
    BOOST_TEST((!other.multiline && other.decimal == ',' && other.thousands == '.' && other.flags == "be"));
    BOOST_TEST((other.malformed == eq::io::skip));
    BOOST_TEST(other.row_key == given.row_key, boost::test_tools::per_element());
    BOOST_TEST((other.repeats == eq::io::repeats::last && other.keep_books));
    BOOST_TEST((other.skip_lines == 3 && other.find_header));
    BOOST_TEST((other.block_size == 10 && other.longest_row == 20));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
