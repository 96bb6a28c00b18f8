// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/model/packed_rows.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
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
    rows.take([&](key const& next) { under = next; },
              [&](int id, double amount) { all.emplace_back(under, id, amount); });
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(packed_rows)

BOOST_AUTO_TEST_CASE(come_back_in_order_and_complete)
{
    // few are compared, more go by digits, very many are parted by their leading bits first
    auto random = support::random{4};
    for (auto const count : {0, 1, 2, 128, 129, 5000, 16'384, 60'000}) {
        for (auto const range : {1U, 30U, 3'000'000U}) {
            auto rows = packed{};
            auto expected = std::vector<row>{};
            for (auto i = 0; i < count; ++i) {
                auto const under =
                    key{static_cast<std::int16_t>(1990 + random.below(40)), static_cast<int>(random.below(range)) - 20};
                expected.emplace_back(under, static_cast<int>(random.below(range)), i);
                BOOST_TEST_REQUIRE(rows.add(under, std::get<1>(expected.back()), i));
            }
            BOOST_TEST(rows.size() == static_cast<std::size_t>(count));
            auto found = taken(rows);
            BOOST_TEST(rows.empty());
            auto const by_cell = [](row const& a, row const& b) {
                return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
            };
            BOOST_TEST(std::is_sorted(found.begin(), found.end(), by_cell));
            std::sort(found.begin(), found.end());
            std::sort(expected.begin(), expected.end());
            BOOST_TEST((found == expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(each_key_is_opened_once)
{
    auto rows = packed{};
    for (auto i = 0; i < 300; ++i) {
        BOOST_TEST_REQUIRE(rows.add({2000, i % 3}, i, 1));
    }
    auto opened = std::vector<key>{};
    rows.take([&](key const& next) { opened.push_back(next); }, [](int, double) {});
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
