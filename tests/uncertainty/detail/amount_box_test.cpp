// SPDX-License-Identifier: BSL-1.0
#include <equipoise/uncertainty/detail/amount_box.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::uncertainty_detail::amount_box;
using amounts = std::vector<double>;

constexpr auto infinite = std::numeric_limits<double>::infinity();

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(amount_box)

BOOST_AUTO_TEST_CASE(is_in_units_of_its_largest_amount)
{
    auto const box = ::amount_box::of(amounts{0x1p1000, 1}, amounts{0x1p1001, infinite}, {});
    BOOST_TEST(box.exponent == 1001);
    BOOST_TEST(box.lows == (amounts{.5, 0x1p-1001}));
    BOOST_TEST(box.highs == (amounts{1, infinite}));
    BOOST_TEST(box.unlimited());
    BOOST_TEST(!box.cut());
    BOOST_TEST(::amount_box::of(amounts{0, 0}, amounts{0, 0}, {}).nothing_flows());
    BOOST_TEST(::amount_box::of(amounts{0x1p-1074}, amounts{0x1p-1073}, {}).lows == amounts{.5});
}

BOOST_AUTO_TEST_CASE(has_no_ends_that_a_total_makes_impossible)
{
    // 5 + 1 are certain, so that of a total of 8 the first has 7 at most, and the second 3
    auto const box = ::amount_box::of(amounts{5, 1}, amounts{8, infinite}, {.total = eq::interval{0, 8}});
    BOOST_TEST(box.exponent == 3);
    BOOST_TEST(box.highs == (amounts{7.0 / 8, 3.0 / 8}));
    BOOST_TEST(box.total.high == 1);
    BOOST_TEST(box.total.low == 0);
    // of a total of 14, the first has 4 at least if the second has 10 at most
    auto const least = ::amount_box::of(amounts{1, 1}, amounts{8, 10}, {.total = eq::interval{14, 20}});
    BOOST_TEST(least.lows == (amounts{4.0 / 8, 6.0 / 8}));
    BOOST_TEST(least.total.high == infinite);
    // a total that the ranges imply
    BOOST_TEST(!::amount_box::of(amounts{1, 1}, amounts{2, 2}, {.total = eq::interval{1, 5}}).cut());
}

BOOST_AUTO_TEST_CASE(lists_the_fewest_partners_that_are_not_listed)
{
    auto const some = ::amount_box::of(amounts{4}, amounts{4}, {.unlisted = {1, 3}}).with_hidden_listed();
    BOOST_TEST(some.lows == (amounts{1, .25}));
    BOOST_TEST(some.highs == (amounts{1, .75}));
    auto const largest =
        ::amount_box::of(amounts{4, 2}, amounts{4, 2}, {.unlisted = {3, 5}, .listing = eq::listing::largest})
            .with_hidden_listed();
    BOOST_TEST(largest.lows == (amounts{1, .5, .5, .25, 0})); // 2 and 1 at least; up to 2, 2 and 1
    BOOST_TEST(largest.highs == (amounts{1, .5, .5, .5, .25}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
