// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"
#include "../support/constant.hpp"

#include <equipoise/core/sort.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using equipoise::detail::sort_amounts;

SUPPORT_STATIC_ASSERT([] {
    auto amounts = std::vector{3.0, 1.0, 2.0};
    sort_amounts(amounts);
    return amounts == std::vector{1.0, 2.0, 3.0};
}());

void check(std::vector<double> amounts)
{
    auto expected = amounts;
    std::sort(expected.begin(), expected.end());
    sort_amounts(amounts);
    BOOST_TEST(amounts == expected, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(sort)

BOOST_AUTO_TEST_CASE(as_by_comparison)
{
    auto numbers = support::random{11};
    for (auto const size : {0U, 1U, 2U, 39U, 40U, 41U, 80U, 257U, 1000U, 5000U}) {
        auto const fill = [&](auto next) {
            auto amounts = std::vector<double>(size);
            for (auto& x : amounts) {
                x = next();
            }
            return amounts;
        };
        check(fill([&] { return numbers.unit(); }));
        check(fill([&] { return std::exp(600 * (2 * numbers.unit() - 1)); }));
        check(fill([&] { return static_cast<double>(numbers.below(7)); }));
        check(fill([&] { return 1 + static_cast<double>(numbers.below(1000)) * 0x1p-52; }));
        check(fill([&] { return static_cast<double>(numbers.below(1000)) * 0x1p-1074; }));
        check(fill([] { return 0.1; }));
    }
}

BOOST_AUTO_TEST_CASE(numbers_that_agree_in_all_leading_bits)
{
    // apart from the outlier, the amounts differ only in what a first round does not look at; some of them not at all
    auto numbers = support::random{12};
    auto amounts = std::vector<double>(5000);
    for (auto& x : amounts) {
        x = 1 + static_cast<double>(numbers.below(3000)) * 0x1p-52;
    }
    amounts[77] = 1e300;
    check(amounts);
    amounts[78] = 0;
    check(amounts);
}

BOOST_AUTO_TEST_CASE(zeros_come_first_whatever_their_sign)
{
    auto amounts = std::vector<double>(600, -0.0);
    for (std::size_t i = 0; i < amounts.size(); i += 3) {
        amounts[i] = static_cast<double>(i);
    }
    sort_amounts(amounts);
    BOOST_TEST(std::is_sorted(amounts.begin(), amounts.end()));
    BOOST_TEST(amounts[400] == 0);
    BOOST_TEST(amounts[401] == 3);
    BOOST_TEST(amounts.back() == 597);
}

BOOST_AUTO_TEST_CASE(no_number_is_lost)
{
    auto amounts = std::vector<double>(300, 2);
    amounts[7] = std::numeric_limits<double>::denorm_min();
    amounts[8] = 1e300;
    sort_amounts(amounts);
    BOOST_TEST(amounts.size() == 300U);
    BOOST_TEST(amounts.front() == std::numeric_limits<double>::denorm_min());
    BOOST_TEST(amounts.back() == 1e300);
    BOOST_TEST(std::count(amounts.begin(), amounts.end(), 2.0) == 298);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
