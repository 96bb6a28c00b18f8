// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/row_iterator.hpp>

#include <boost/test/unit_test.hpp>

#include <range/v3/range/concepts.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <utility>
#include <vector>

namespace {

struct row {
    std::size_t place;
    int value;
};

struct rows {
    int const* values = nullptr;
    row operator[](std::size_t i) const { return {i, values[i]}; }
};

using iterator = equipoise::detail::row_iterator<rows>;

static_assert(std::random_access_iterator<iterator>);
static_assert(!std::contiguous_iterator<iterator>);
static_assert(ranges::random_access_iterator<iterator>);
static_assert(ranges::sized_sentinel_for<iterator, iterator>);

struct all {
    std::vector<int> values{5, 3, 9, 1};
    iterator begin() const { return {{values.data()}, 0}; }
    iterator end() const { return {{values.data()}, values.size()}; }
};

static_assert(std::ranges::random_access_range<all> && std::ranges::sized_range<all>);
static_assert(ranges::random_access_range<all> && ranges::sized_range<all>);

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(row_iterator)

BOOST_AUTO_TEST_CASE(walks_in_every_way)
{
    auto const table = all{};
    auto it = table.begin();
    BOOST_TEST((*it).value == 5);
    BOOST_TEST(it[2].value == 9);
    BOOST_TEST((*it++).value == 5);
    BOOST_TEST((*it).place == 1U);
    BOOST_TEST((*++it).value == 9);
    BOOST_TEST((*it--).value == 9);
    BOOST_TEST((*--it).value == 5);
    BOOST_TEST((*(it + 3)).value == 1);
    BOOST_TEST((*(3 + it)).value == 1);
    BOOST_TEST((*(table.end() - 2)).value == 9);
    BOOST_TEST(table.begin()->value == 5);
    BOOST_TEST((table.begin() + 2)->place == 2U);
    BOOST_TEST((*(it += 2)).value == 9);
    BOOST_TEST((*(it -= 1)).value == 3);
    BOOST_TEST((table.end() - table.begin()) == 4);
    BOOST_TEST((table.begin() - table.end()) == -4);
    BOOST_TEST((table.begin() < table.end() && table.end() > table.begin() && it == table.begin() + 1));
}

BOOST_AUTO_TEST_CASE(serves_the_standard_algorithms)
{
    auto const table = all{};
    auto const nine = std::ranges::find(table, 9, &row::value);
    BOOST_TEST((*nine).place == 2U);
    BOOST_TEST(std::ranges::max(table, {}, &row::value).place == 2U);
    auto sum = 0;
    for (auto const& [place, value] : table) {
        sum += static_cast<int>(place) * value;
    }
    BOOST_TEST(sum == 0 * 5 + 1 * 3 + 2 * 9 + 3 * 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
