// SPDX-License-Identifier: BSL-1.0
#include "../../../support/message_of.hpp"

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/io/formats/detail/yearly_table.hpp>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <string>
#include <vector>

namespace {

namespace eio = equipoise::io;
using eio::detail::keys_seen;
using eio::detail::yearly_columns;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(yearly_table)

BOOST_AUTO_TEST_CASE(names_that_are_years)
{
    using eio::detail::is_range_of_years;
    using eio::detail::year_named;
    static_assert(year_named("1950") == 1950 && year_named("2199") == 2199 && year_named("1000") == 1000);
    static_assert(year_named("0999") == 0 && year_named("2200") == 0 && year_named("") == 0 && year_named("195") == 0);
    static_assert(year_named("19501") == 0 && year_named("195x") == 0 && year_named("2019 ") == 0);
    static_assert(is_range_of_years("2021-2025") && !is_range_of_years("2021") && !is_range_of_years("2021/2025"));
    static_assert(!is_range_of_years("2021-0025") && !is_range_of_years("abcd-efgh"));
    BOOST_TEST(eio::detail::has_years({.names = {"state", "1988"}}));
    BOOST_TEST((!eio::detail::has_years({.names = {"state", "YR1988"}}) && !eio::detail::has_years({})));
}

BOOST_AUTO_TEST_CASE(rows_with_the_same_key)
{
    auto first = keys_seen{"f.csv", eio::repeats::first};
    BOOST_TEST((first.set_aside_for("CHN", 2) == 0U && first.set_aside_for("RUS", 3) == 0U));
    BOOST_TEST(first.set_aside_for("CHN", 2) == 0U); // the same row once more
    BOOST_TEST(first.set_aside_for("CHN", 4) == 2U);
    auto sum = keys_seen{"f.csv", eio::repeats::sum};
    BOOST_TEST((sum.set_aside_for("CHN", 2) == 0U && sum.set_aside_for("CHN", 4) == 0U));
    auto refuse = keys_seen{"f.csv", eio::repeats::refuse};
    BOOST_TEST(refuse.set_aside_for("CHN", 2) == 0U);
    BOOST_TEST(message_of<eio::input_error>([&] { (void)refuse.set_aside_for("CHN", 5); })
               == "f.csv:5: the row repeats line 2 (CHN); in this format, repeats::sum or repeats::first says what "
                  "becomes of such rows");
}

BOOST_AUTO_TEST_CASE(cells_that_are_not_empty)
{
    auto const columns = yearly_columns{{.names = {"state", "2020", "Total", "2019"}}, {"state"}};
    BOOST_REQUIRE(columns.columns().size() == 3U);
    BOOST_TEST((columns.columns()[1].name == "2020" && columns.columns()[2].name == "2019"));
    auto found = std::vector<std::string>{};
    auto const read = [&](eio::row const& row) {
        auto notes = std::deque<std::string>{};
        for (auto const& each : columns.amounts(row.with_notes(notes))) {
            auto const amount = equipoise::is_undefined(each.amount) ? "? " + each.unreadable
                                                                     : std::to_string(static_cast<int>(each.amount));
            found.push_back(std::to_string(each.year) + ' ' + amount);
        }
        found.push_back(std::to_string(columns.filled(row).size()));
    };
    eio::for_each_row(eio::text("state,2020,Total,2019\nMNG,5,7,0\nKAZ,,3,\nRUS,x,4,-1\n", "f.csv"),
                      {.columns = columns.columns()}, read);
    auto const expected =
        std::vector<std::string>{"2020 5",
                                 "2019 0",
                                 "2",
                                 "0",
                                 "2020 ? f.csv:4: column 2020: found \"x\", expected a number",
                                 "2019 ? f.csv:4: column 2019: found \"-1\", expected no negative amount",
                                 "2"};
    BOOST_TEST(found == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
