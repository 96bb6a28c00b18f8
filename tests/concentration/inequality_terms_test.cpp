// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/inequality_terms.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace {

namespace d = equipoise::detail;

// What has 2 of 3 where 1 of 2 would be even: t = 4/3.
constexpr auto more = d::relative::of({2}, {3}, 1, 2);
static_assert(more.multiple.value() == 4.0 / 3 && more.excess.value() == 1.0 / 3);

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(inequality_terms)

BOOST_AUTO_TEST_CASE(by_hand)
{
    BOOST_TEST(d::theil_term{}(more).value() == 4.0 / 3 * std::log(4.0 / 3) - 1.0 / 3,
               boost::test_tools::tolerance(1e-14));
    BOOST_TEST(d::log_deviation_term{}(more).value() == 1.0 / 3 - std::log(4.0 / 3),
               boost::test_tools::tolerance(1e-14));
    // t = 0: 0 ln 0 + 1, and -1 - ln 0
    BOOST_TEST(d::theil_term{}({{0}, {-1}}).value() == 1);
    BOOST_TEST(d::log_deviation_term{}({{0}, {-1}}).value() == std::numeric_limits<double>::infinity());
    BOOST_TEST(d::theil_term{}({{1}, {0}}).value() == 0);
}

BOOST_AUTO_TEST_CASE(next_to_even)
{
    // d^2/2 - d^3/6 and d^2/2 - d^3/3, the first terms of the series
    for (auto const e : {0x1p-30, 0x1p-100, -0x1p-30}) {
        auto const near = d::relative{{1 + e}, {e}};
        BOOST_TEST(d::theil_term{}(near).value() == e * e / 2 * (1 - e / 3), boost::test_tools::tolerance(4e-16));
        BOOST_TEST(d::log_deviation_term{}(near).value() == e * e / 2 * (1 - 2 * e / 3),
                   boost::test_tools::tolerance(4e-16));
    }
    // series and logarithm meet at 1/64
    for (auto const sign : {1, -1}) {
        auto const inside = sign * (0x1p-6 - 0x1p-58);
        auto const outside = sign * 0x1p-6;
        auto const a = d::theil_term{}({{1 + inside}, {inside}}).value();
        auto const b = d::theil_term{}({{1 + outside}, {outside}}).value();
        BOOST_TEST(a == b, boost::test_tools::tolerance(1e-14));
    }
}

BOOST_AUTO_TEST_CASE(means)
{
    // (1, 1, 2) and one more with nothing, mean 1: T = 2 ln 2 / 4 + 1/4 - 1/4 ..: terms 0, 0, 2 ln 2 - 1, 1
    auto const amounts = std::array{1.0, 1.0, 2.0, 0.0};
    BOOST_TEST(d::mean_term(amounts, {4}, 4, d::theil_term{}).value() == std::log(2.0) / 2,
               boost::test_tools::tolerance(3e-16));
    BOOST_TEST(d::mean_term(amounts, {4}, 4, d::log_deviation_term{}).value()
               == std::numeric_limits<double>::infinity());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
