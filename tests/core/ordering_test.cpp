// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"

#include <equipoise/core/ordering.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace d = equipoise::detail;

constexpr auto sizes = {0U, 1U, 2U, 11U, 12U, 13U, 23U, 24U, 25U, 36U, 47U, 48U, 49U, 96U, 97U, 1000U};

SUPPORT_STATIC_ASSERT([] {
    auto numbers = std::vector<int>{};
    for (auto i = 0; i < 100; ++i) {
        numbers.push_back(i * 37 % 100);
    }
    d::sort_items(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i] != static_cast<int>(i)) {
            return false;
        }
    }
    return true;
}());

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(ordering)

BOOST_AUTO_TEST_CASE(as_by_the_standard_library_equals_in_their_order)
{
    auto numbers = support::random{31};
    auto const by_first = [](auto const& a, auto const& b) { return a.first < b.first; };
    for (auto const size : sizes) {
        for (auto const different : {1U, 7U, 5000U}) {
            auto pairs = std::vector<std::pair<std::string, std::size_t>>{};
            for (std::size_t i = 0; i < size; ++i) {
                pairs.emplace_back(
                    "a name that is too long to be kept in place " + std::to_string(numbers.below(different)), i);
            }
            auto expected = pairs;
            std::stable_sort(expected.begin(), expected.end(), by_first);
            d::sort_items(pairs, by_first);
            BOOST_TEST((pairs == expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_in_either_order)
{
    for (auto const size : sizes) {
        auto rising = std::vector<double>(size);
        for (std::size_t i = 0; i < rising.size(); ++i) {
            rising[i] = static_cast<double>(i);
        }
        auto sorted = rising;
        d::sort_items(sorted);
        BOOST_TEST(sorted == rising);
        std::reverse(sorted.begin(), sorted.end());
        d::sort_items(sorted);
        BOOST_TEST(sorted == rising);
    }
}

BOOST_AUTO_TEST_CASE(places_ahead_of_the_first_that_fails)
{
    for (std::size_t count = 0; count < 70; ++count) {
        for (std::size_t first = 0; first <= count; ++first) {
            BOOST_TEST(d::leading(count, [&](std::size_t i) { return i < first; }) == first);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
