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
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(amount_box)

BOOST_AUTO_TEST_CASE(is_in_units_in_which_sums_do_not_overflow)
{
    auto const box = ::amount_box::of(amounts{0x1p1000, 1}, amounts{0x1p1001, infinite}, {});
    BOOST_TEST(box.exponent == 1);
    BOOST_TEST(box.lows == (amounts{0x1p999, .5}));
    BOOST_TEST(box.highs == (amounts{0x1p1000, infinite}));
    BOOST_TEST(box.unlimited());
    BOOST_TEST(!box.cut());
    BOOST_TEST(::amount_box::of(amounts{3}, amounts{5}, {}).exponent == 0);
    BOOST_TEST(::amount_box::of(amounts{0, 0}, amounts{0, 0}, {}).nothing_flows());
    BOOST_TEST(::amount_box::of(amounts{0x1p-1074}, amounts{0x1p-1073}, {}).lows == amounts{.5});
    // an amount that these units do not hold is rounded outward: it may be 0, and is not certain to be
    auto const wide = ::amount_box::of(amounts{0x1p-1074, 0}, amounts{0x1p-1074, 0x1p1001}, {});
    BOOST_TEST(wide.lows == (amounts{0, 0}));
    BOOST_TEST(wide.highs == (amounts{0x1p-1074, 0x1p1000}));
    BOOST_TEST(::amount_box::of(amounts{3}, amounts{12}, {}).in_units_of_largest().highs == amounts{1.5});
}

BOOST_AUTO_TEST_CASE(has_no_ends_that_a_total_makes_impossible)
{
    // 5 + 1 are certain, so that of a total of 8 the first has 7 at most, and the second 3
    auto const box = ::amount_box::of(amounts{5, 1}, amounts{8, infinite}, {.total = eq::interval{0, 8}});
    BOOST_TEST(box.highs == (amounts{7, 3}));
    BOOST_TEST(box.total.high == 8);
    BOOST_TEST(box.total.low == 0);
    // of a total of 14, the first has 4 at least if the second has 10 at most
    auto const least = ::amount_box::of(amounts{1, 1}, amounts{8, 10}, {.total = eq::interval{14, 20}});
    BOOST_TEST(least.lows == (amounts{4, 6}));
    BOOST_TEST(least.total.high == infinite);
    // a total that the ranges imply
    BOOST_TEST(!::amount_box::of(amounts{1, 1}, amounts{2, 2}, {.total = eq::interval{1, 5}}).cut());
}

BOOST_AUTO_TEST_CASE(lists_the_fewest_partners_that_are_not_listed)
{
    auto const some = ::amount_box::of(amounts{4}, amounts{4}, {.unlisted = {1, 3}}).with_hidden_listed();
    BOOST_TEST(some.lows == (amounts{4, 1}));
    BOOST_TEST(some.highs == (amounts{4, 3}));
    auto const largest =
        ::amount_box::of(amounts{4, 2}, amounts{4, 2}, {.unlisted = {3, 5}, .listing = eq::listing::largest})
            .with_hidden_listed();
    BOOST_TEST(largest.lows == (amounts{4, 2, 2, 1, 0})); // 2 and 1 at least; up to 2, 2 and 1
    BOOST_TEST(largest.highs == (amounts{4, 2, 2, 2, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
