// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/detail/outward_sum.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <initializer_list>
#include <limits>

namespace {

namespace ud = equipoise::uncertainty_detail;

constexpr auto infinite = std::numeric_limits<double>::infinity();
constexpr auto largest = (std::numeric_limits<double>::max)();

template <bool Up>
[[nodiscard]] constexpr double sum_of(std::initializer_list<double> terms)
{
    auto sum = ud::outward_sum<Up>{};
    for (auto const term : terms) {
        sum.add(term);
    }
    return sum.value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(outward_sum)

BOOST_AUTO_TEST_CASE(is_exact_where_a_double_holds_the_sum)
{
    static_assert(sum_of<false>({}) == 0 && sum_of<true>({}) == 0);
    static_assert(sum_of<false>({1, 2, .5}) == 3.5 && sum_of<true>({1, 2, .5}) == 3.5);
    static_assert(sum_of<true>({0x1p60, 1, 1, 1, 1, 0x1p8 - 4}) == 0x1p60 + 0x1p8);
    BOOST_TEST(sum_of<true>({0x1p-1074, 0x1p-1074}) == 0x1p-1073);
}

BOOST_AUTO_TEST_CASE(is_rounded_up_or_down_elsewhere)
{
    static_assert(sum_of<false>({1, 0x1p-60}) == 1 && sum_of<true>({1, 0x1p-60}) == 1 + 0x1p-52);
    static_assert(sum_of<false>({0x1p-60, 1}) == 1 && sum_of<true>({0x1p-60, 1}) == 1 + 0x1p-52);
    // 1/10 and 2/10 as doubles: their sum is between .3 and the double above
    static_assert(sum_of<false>({.1, .2}) == .3 && sum_of<true>({.1, .2}) > .3);
    // parts that even 106 bits do not hold
    BOOST_TEST(sum_of<true>({0x1p100, 1, 0x1p-100}) == 0x1p100 + 0x1p48);
    BOOST_TEST(sum_of<false>({0x1p100, 1, 0x1p-100}) == 0x1p100);
    BOOST_TEST(sum_of<true>({1, 0x1p-1074}) == 1 + 0x1p-52);
}

BOOST_AUTO_TEST_CASE(has_no_end_beyond_the_largest_double)
{
    BOOST_TEST(sum_of<true>({largest, largest}) == infinite);
    BOOST_TEST(sum_of<false>({largest, largest, 1}) == largest);
    BOOST_TEST(sum_of<true>({1, infinite, 1}) == infinite);
    BOOST_TEST(sum_of<true>({largest, 1}) == infinite);
    BOOST_TEST(sum_of<false>({largest, 1}) == largest);
}

BOOST_AUTO_TEST_CASE(steps_to_the_next_double)
{
    for (auto const x : {0.0, 1.0, -1.0, 1.5, 0x1p-1074, -0x1p-1074, 0x1p-1022, -0x1p52}) {
        BOOST_TEST(ud::next_above(x) == std::nextafter(x, infinite));
        BOOST_TEST(ud::next_below(x) == std::nextafter(x, -infinite));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
