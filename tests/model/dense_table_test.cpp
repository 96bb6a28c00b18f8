// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/dense_table.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
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
using cells = std::vector<std::tuple<int, int, double>>;

constexpr auto many = std::size_t{1} << 40;

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
    BOOST_TEST(key == (1 << 25) / static_cast<int>(64 * sizeof(std::pair<detail::cell<double>, bool>)));
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

BOOST_AUTO_TEST_CASE(numbers_are_given_once_each)
{
    auto numbers = detail::numbering<std::int64_t>{};
    BOOST_TEST(numbers.find(5) == numbers.none);
    BOOST_TEST(numbers.find_direct(5) == numbers.none);
    for (auto const x : {5, 3, 70'000, -70'000}) {
        BOOST_TEST(numbers.add(x));
    }
    BOOST_TEST(numbers.find(5) == 0U);
    BOOST_TEST(numbers.find(70'000) == 2U);
    BOOST_TEST(numbers.find(4) == numbers.none);
    BOOST_TEST(numbers.find_direct(5) == numbers.none, "spread as far as this they have no places of their own");
    BOOST_TEST(numbers[3] == -70'000);
    BOOST_TEST((numbers.order() == std::vector<std::uint32_t>{3, 1, 0, 2}));
    BOOST_TEST(!numbers.add(std::numeric_limits<std::int64_t>::max()), "64 bits from -70 000 on");
    BOOST_TEST(numbers.size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
