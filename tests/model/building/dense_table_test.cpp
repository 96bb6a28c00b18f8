// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/model/building/dense_table.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace detail = eq::detail;
using table = detail::dense_table<int, int, double>;
using row = eq::ledger_row<int, int>;
using cells = std::vector<std::tuple<int, int, double>>;

constexpr auto many = std::size_t{1} << 28U;

detail::cell<double> one_row(double amount)
{
    return detail::cell<double>::of(amount, "test", 0);
}

cells cells_of(table const& from)
{
    auto all = cells{};
    auto under = 0;
    from.visit([&](int key) { under = key; },
               [&](int id, detail::cell<double> const& sum) { all.emplace_back(under, id, sum.value()); });
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(building)
BOOST_AUTO_TEST_SUITE(dense_table)

BOOST_AUTO_TEST_CASE(sums_rows_and_visits_them_in_order)
{
    auto rows = table{};
    BOOST_TEST(rows.empty());
    BOOST_TEST(cells_of(rows).empty());
    BOOST_TEST(rows.add(2, 156, one_row(3), many));
    BOOST_TEST(rows.add(-1, 643, one_row(0), many));
    BOOST_TEST(rows.add(2, -7, one_row(5), many));
    BOOST_TEST(rows.add(2, 156, one_row(4), many));
    BOOST_TEST(!rows.empty());
    BOOST_TEST((cells_of(rows) == cells{{-1, 643, 0}, {2, -7, 5}, {2, 156, 7}}));
}

BOOST_AUTO_TEST_CASE(what_adds_up_to_nothing_is_there)
{
    // some of it in a way of its own, as nothing of the kind is told from a place without rows by the sign of a zero
    for (auto const zero : {0.0, -0.0}) {
        auto rows = table{};
        BOOST_TEST(rows.add(1, 5, one_row(2), many));
        BOOST_TEST(rows.add(1, 7, one_row(zero), many));
        BOOST_TEST(rows.add(1, 8, one_row(0), many));
        BOOST_TEST(rows.add(1, 9, one_row(zero), many));
        BOOST_TEST(rows.add(1, 9, one_row(zero), many));
        auto const more = std::vector<row>{{1, 5, 0}, {1, 8, zero}, {1, 9, 0}};
        for (auto i = rows.add_leading(more, 0, 3); i < 3; i = rows.add_leading(more, i + 1, 3)) {
            BOOST_TEST(rows.add(more[i].key, more[i].id, one_row(more[i].amount), many));
        }
        BOOST_TEST((cells_of(rows) == cells{{1, 5, 2}, {1, 7, 0}, {1, 8, 0}, {1, 9, 0}}));
    }
}

BOOST_AUTO_TEST_CASE(invalid_amounts_and_other_keys_are_left_to_others)
{
    auto rows = table{};
    BOOST_TEST(rows.add(1, 5, one_row(2), many));
    auto const infinity = std::numeric_limits<double>::infinity();
    for (auto const amount : {-1.0, -std::numeric_limits<double>::denorm_min(), infinity, -infinity,
                              std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::quiet_NaN()}) {
        BOOST_TEST(rows.add_leading(std::vector<row>{{1, 5, 1}, {1, 5, amount}, {1, 5, 1}}, 0, 3) == 1U);
    }
    BOOST_TEST(rows.add_leading(std::vector<row>{{1, 5, 1}, {2, 5, 1}}, 0, 2) == 1U);
    BOOST_TEST(rows.add_leading(std::vector<row>{{1, 5, 1}, {1, 6, 1}}, 0, 2) == 1U);
    BOOST_TEST((cells_of(rows) == cells{{1, 5, 10}}));
}

BOOST_AUTO_TEST_CASE(finds_near_and_scattered_identifiers)
{
    // 1000 apart they have places of their own, a million apart they are searched for
    auto random = support::random{9};
    for (auto const step : {1, 1000, 1'000'003}) {
        auto rows = table{};
        auto expected = std::map<std::pair<int, int>, double>{};
        for (auto i = 0; i < 5000; ++i) {
            auto const key = (static_cast<int>(random.below(90)) - 45) * step;
            auto const id = (static_cast<int>(random.below(200)) - 100) * step;
            BOOST_TEST_REQUIRE(rows.add(key, id, one_row(i), many));
            expected[{key, id}] += i;
        }
        auto by_hand = cells{};
        for (auto const& [cell, sum] : expected) {
            by_hand.emplace_back(cell.first, cell.second, sum);
        }
        BOOST_TEST((cells_of(rows) == by_hand));
    }
}

BOOST_AUTO_TEST_CASE(declines_to_stay_next_to_empty_or_to_grow_beyond_its_bound)
{
    // a line has 64 places: 512 lines are the 32 768 that any table may have, and four more for each known row
    auto sparse = table{};
    for (auto key = 0; key < 512; ++key) {
        BOOST_TEST_REQUIRE(sparse.add(key, 1, one_row(1), 0));
    }
    BOOST_TEST(!sparse.add(512, 1, one_row(1), 0));
    BOOST_TEST(cells_of(sparse).size() == 512U, "a refused row leaves nothing behind");
    BOOST_TEST(sparse.add(511, 1, one_row(1), 0), "there is still room for what it has");
    BOOST_TEST(sparse.add(512, 1, one_row(1), 16));

    auto large = table{};
    auto key = 0;
    while (large.add(key, 1, one_row(1), many)) {
        ++key;
    }
    BOOST_TEST(key == (1 << 25) / static_cast<int>(64 * sizeof(detail::slot<double>)));
    BOOST_TEST(cells_of(large).size() == static_cast<std::size_t>(key));

    auto wide = table{};
    BOOST_TEST(wide.add(1, 0, one_row(1), 0));
    auto id = 1;
    while (id < 100'000 && wide.add(1, id, one_row(1), 0)) {
        ++id;
    }
    BOOST_TEST(id == 32'768, "a single line may be as wide as any table may be large");
    BOOST_TEST(cells_of(wide).size() == 32'768U);
}

BOOST_AUTO_TEST_CASE(several_are_read_as_one)
{
    auto random = support::random{10};
    for (auto const step : {1, 1'000'003}) {
        auto tables = std::vector<table>(3); // the last one stays empty
        auto whole = table{};
        for (auto i = 0; i < 3000; ++i) {
            auto const which = random.below(2);
            auto const key = (static_cast<int>(random.below(60)) - 30 + 20 * static_cast<int>(which)) * step;
            auto const id = (static_cast<int>(random.below(90)) - 45 - 30 * static_cast<int>(which)) * step;
            auto const amount = i % 5 == 0 ? 0 : random.unit();
            BOOST_TEST_REQUIRE(tables[which].add(key, id, one_row(amount), many));
            BOOST_TEST_REQUIRE(whole.add(key, id, one_row(amount), many));
        }
        auto const all = std::vector<table const*>{&tables[0], &tables[1], &tables[2]};
        auto const joint = detail::joint_tables<int, int, double>{all};
        auto found = cells{};
        auto keys = std::vector<int>{};
        for (std::size_t i = 0; i < joint.keys(); ++i) {
            joint.visit(
                i, i + 1, [&](int key) { keys.push_back(key); },
                [&](int id, detail::cell<double> const& sum) { found.emplace_back(keys.back(), id, sum.value()); });
        }
        BOOST_TEST((found == cells_of(whole)));
        BOOST_TEST(keys.size() == joint.keys());
        BOOST_TEST(found.size() <= joint.most_cells());
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
