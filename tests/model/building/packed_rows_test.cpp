// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/model/building/packed_rows.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace detail = equipoise::detail;
using key = std::tuple<std::int16_t, int>;
using row = std::tuple<key, int, double>;
using packed = detail::packed_rows<key, int, double>;

std::vector<row> taken(packed& rows)
{
    auto all = std::vector<row>{};
    auto under = key{};
    rows.consume([&](key const& next) { under = next; },
                 [&](int id, detail::cell<double> const& sum) { all.emplace_back(under, id, sum.value()); });
    return all;
}

row any_row(support::random& random, unsigned range, double amount)
{
    auto const under =
        key{static_cast<std::int16_t>(1990 + random.below(40)), static_cast<int>(random.below(range)) - 20};
    return {under, static_cast<int>(random.below(range)), amount};
}

std::vector<row> listed(std::map<std::pair<key, int>, double> const& cells)
{
    auto all = std::vector<row>{};
    for (auto const& [cell, sum] : cells) {
        all.emplace_back(cell.first, cell.second, sum);
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(packed_rows)

BOOST_AUTO_TEST_CASE(come_back_in_order_and_summed)
{
    // few are compared, more go by digits, very many are parted by their leading bits first
    auto random = support::random{4};
    for (auto const count : {0, 1, 2, 128, 129, 5000, 16'384, 60'000}) {
        for (auto const range : {1U, 30U, 3'000'000U}) {
            auto rows = packed{};
            auto expected = std::map<std::pair<key, int>, double>{};
            for (auto i = 0; i < count; ++i) {
                auto const next = any_row(random, range, i);
                BOOST_TEST_REQUIRE(rows.add(std::get<0>(next), std::get<1>(next), i));
                expected[{std::get<0>(next), std::get<1>(next)}] += i;
            }
            BOOST_TEST(rows.size() == static_cast<std::size_t>(count));
            BOOST_TEST(rows.count_cells() == expected.size());
            BOOST_TEST(rows.size() == static_cast<std::size_t>(count), "counting takes nothing away");
            auto const found = taken(rows);
            BOOST_TEST(rows.empty());
            BOOST_TEST((found == listed(expected)));
        }
    }
}

BOOST_AUTO_TEST_CASE(of_several_come_back_as_of_one)
{
    auto random = support::random{5};
    for (auto const count : {300, 40'000}) {
        for (auto const range : {1U, 30U, 3'000'000U}) {
            auto several = std::vector<packed>(3);
            auto expected = std::map<std::pair<key, int>, double>{};
            for (auto i = 0; i < count; ++i) {
                // each of them meets numbers of another size first
                auto const which = random.below(3);
                auto const next = any_row(random, which == 0 ? 1 : range, i);
                BOOST_TEST_REQUIRE(several[which].add(std::get<0>(next), std::get<1>(next), i));
                expected[{std::get<0>(next), std::get<1>(next)}] += i;
            }
            auto const all = std::vector{&several[0], &several[1], &several[2]};
            BOOST_TEST_REQUIRE(packed::unify_codes(all));
            auto const lead = several[0].leading_bits_for(static_cast<std::size_t>(count));
            BOOST_TEST((lead == 0) == (count == 300));
            for (auto& each : several) {
                each.partition(lead);
            }
            auto const parts = several[0].starts().size() - 1;
            BOOST_TEST(parts == std::size_t{1} << lead);
            auto found = std::vector<row>{};
            for (auto const& [first, last] : {std::pair{std::size_t{0}, parts / 3}, std::pair{parts / 3, parts}}) {
                auto under = key{};
                packed::consume_parts(
                    all, first, last, [&](key const& next) { under = next; },
                    [&](int id, detail::cell<double> const& sum) { found.emplace_back(under, id, sum.value()); });
            }
            BOOST_TEST((found == listed(expected)));
        }
    }
}

BOOST_AUTO_TEST_CASE(several_need_codes_that_suit_all)
{
    auto several = std::vector<packed>(3);
    BOOST_TEST(several[0].add({0, 0}, 0, 1));
    BOOST_TEST(several[1].add({0, 2'000'000'000}, 0, 2)); // 31 bits
    auto const all = std::vector{&several[0], &several[1], &several[2]};
    BOOST_TEST(packed::unify_codes(all), "one that is empty suits all");
    several[2] = {};
    BOOST_TEST(several[2].add({7, 0}, -2'000'000'000, 3));
    BOOST_TEST(!packed::unify_codes(all), "3, 31 and 31 bits");
    BOOST_TEST((taken(several[1]) == std::vector<row>{{key{0, 2'000'000'000}, 0, 2}}), "and nothing is lost");
    BOOST_TEST((taken(several[2]) == std::vector<row>{{key{7, 0}, -2'000'000'000, 3}}));
}

BOOST_AUTO_TEST_CASE(rows_that_fit_are_added_at_once)
{
    auto const input = std::vector<equipoise::ledger_row<key, int>>{{{1, 1}, 1, 1},   {{1, 2}, 2, 2}, {{1, 1}, 3, -1},
                                                                    {{1, 900}, 1, 4}, {{1, 1}, 1, 5}, {{1, 3}, 3, 6}};
    auto rows = packed{};
    rows.reserve(5);
    BOOST_TEST(rows.add_leading(input, 0, 6) == 0U, "the first of all fits nowhere yet");
    BOOST_TEST(rows.add({1, 0}, 0, 7));
    BOOST_TEST(rows.add({1, 3}, 3, 8));
    BOOST_TEST(rows.add_leading(input, 0, 6) == 2U, "up to a negative amount");
    BOOST_TEST(rows.add_leading(input, 3, 6) == 3U, "a key beyond all before");
    BOOST_TEST(rows.add_leading(input, 4, 6) == 5U, "as much as there is memory for");
    BOOST_TEST(rows.size() == 5U);
    BOOST_TEST(
        (taken(rows) == std::vector<row>{{key{1, 0}, 0, 7}, {key{1, 1}, 1, 6}, {key{1, 2}, 2, 2}, {key{1, 3}, 3, 8}}));
}

BOOST_AUTO_TEST_CASE(each_key_is_opened_once)
{
    auto rows = packed{};
    for (auto i = 0; i < 300; ++i) {
        BOOST_TEST_REQUIRE(rows.add({2000, i % 3}, i, 1));
    }
    auto opened = std::vector<key>{};
    rows.consume([&](key const& next) { opened.push_back(next); }, [](int, detail::cell<double> const&) {});
    BOOST_TEST((opened == std::vector<key>{{2000, 0}, {2000, 1}, {2000, 2}}));
    BOOST_TEST(rows.add({1, 1}, 1, 1), "and new rows may come");
    BOOST_TEST((taken(rows) == std::vector<row>{{key{1, 1}, 1, 1}}));
}

BOOST_AUTO_TEST_CASE(more_than_63_bits_are_declined)
{
    auto rows = packed{};
    BOOST_TEST(rows.add({0, 0}, 0, 1));
    BOOST_TEST(rows.add({0, 2'000'000'000}, 2'000'000'000, 2)); // 31 bits each
    BOOST_TEST(!rows.add({3, 0}, 0, 3));
    BOOST_TEST(rows.size() == 2U);
    BOOST_TEST((taken(rows) == std::vector<row>{{key{0, 0}, 0, 1}, {key{0, 2'000'000'000}, 2'000'000'000, 2}}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
