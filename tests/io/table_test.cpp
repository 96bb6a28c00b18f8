// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"

#include <equipoise/io/table.hpp>
#include <equipoise/model/identifiers.hpp>

#include <range/v3/view/iota.hpp>
#include <range/v3/view/transform.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
using made = eq::io::table;
using refused = eq::invalid_parameter;

std::vector<std::string> names_of(made const& table)
{
    auto names = std::vector<std::string>{};
    for (auto const& column : eq::io::detail::written_columns(table)) {
        names.push_back(column.name);
    }
    return names;
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(columns_of_all_kinds)
{
    auto table = made{};
    BOOST_TEST((table.rows() == 0U && table.columns().empty()));
    table.add("state", std::vector{"MNG"_iso3, "KAZ"_iso3})
        .add("channel", std::vector<std::string>{"exports", ""})
        .add("year", std::vector{2019, 2020})
        .add("rank", std::vector<std::optional<unsigned>>{1U, {}})
        .add("reported", std::vector<bool>{true, false})
        .add("share", std::vector{0.5F, 0.25F})
        .add("range", std::vector<eq::interval>{{0, 1}, {eq::undefined, eq::undefined}})
        .add("hhi", std::vector{eq::estimate::of(0.5), eq::estimate::without(eq::reason::no_flow)});
    BOOST_TEST(table.rows() == 2U);
    BOOST_TEST((table.columns()[0].texts == made::texts{"MNG", "KAZ"}));
    BOOST_TEST((table.columns()[2].wholes == made::wholes{2019, 2020}));
    BOOST_TEST((table.columns()[3].wholes == made::wholes{1, {}}));
    BOOST_TEST((table.columns()[4].wholes == made::wholes{1, 0}));
    BOOST_TEST((table.columns()[5].numbers == made::numbers{0.5, 0.25}));
    auto const expected =
        std::vector<std::string>{"state",     "channel",    "year", "rank",    "reported", "share",
                                 "range_low", "range_high", "hhi",  "hhi_low", "hhi_high", "hhi_reason"};
    BOOST_TEST(names_of(table) == expected, boost::test_tools::per_element{});
}

BOOST_AUTO_TEST_CASE(any_range)
{
    auto table = made{};
    table.add("square", ranges::views::iota(1, 4) | ranges::views::transform([](int i) { return i * i; }))
        .add("same", std::vector<std::int64_t>{1, (std::numeric_limits<std::int64_t>::max)(), -1});
    BOOST_TEST((table.columns()[0].wholes == made::wholes{1, 4, 9}));
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    auto table = made{};
    table.add("a", std::vector{1, 2}).add("a_low", std::vector{1, 2});
    auto const message = [&](std::string const& name, auto const& cells) {
        return message_of<refused>([&] { table.add(name, cells); });
    };
    BOOST_TEST(message("b", std::vector{1, 2, 3})
               == "table: the number of rows of column b is 3; it must be 2, as in the columns before it");
    BOOST_TEST(message("b", std::vector<int>{})
               == "table: the number of rows of column b is 0; it must be 2, as in the columns before it");
    BOOST_TEST(message("", std::vector{1, 2}) == "table: a column has no name");
    BOOST_TEST(message("a", std::vector{1, 2}) == "table: there are two columns called a");
    BOOST_TEST(message("a", std::vector<eq::interval>(2)) == "table: there are two columns called a_low");
    BOOST_TEST(message("b", std::vector<std::uint64_t>{0, 1ULL << 63U})
               == "table: a number of column b is 9223372036854775808; it must be at most 9223372036854775807");
    BOOST_TEST((table.rows() == 2U && table.columns().size() == 2U));
    table.add("b", std::vector{1, 2}); // still usable
    BOOST_TEST(table.columns().size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
