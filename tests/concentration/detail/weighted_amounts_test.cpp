// SPDX-License-Identifier: BSL-1.0
#include <equipoise/concentration/detail/weighted_amounts.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace eq = equipoise;

eq::concentration_detail::weighted_amounts made_of(std::vector<double> const& amounts,
                                                   std::vector<double> const& weights)
{
    auto proj = ranges::identity{};
    return {eq::detail::scale_amounts(amounts, proj, "test"), weights};
}

} // namespace

BOOST_AUTO_TEST_SUITE(concentration)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(weighted_amounts)

// Amounts 1, 2 and 5 with weights .5, .3 and .2: W = 1, X = 2.1, the mean is 2.1. Weights come in units of the power of
// two of the largest, which is 1/2, and amounts in those of the mean, which is 2: W = 2, X = 2.1.
BOOST_AUTO_TEST_CASE(sums_by_hand)
{
    auto const all = made_of({5, 1, 2}, {.2, .5, .3});
    BOOST_TEST(all.weight().value() == 2);
    BOOST_TEST(all.whole().value() == 2.1, boost::test_tools::tolerance(1e-15));
    BOOST_REQUIRE(all.ascending().size() == 3U);
    BOOST_TEST(all.ascending()[0].amount == .5);
    BOOST_TEST(all.ascending()[2].amount == 2.5);
    BOOST_TEST(all.above_mean(2.5).value() == 2 * 2.5 - 2.1, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(!all.equal());
    BOOST_TEST(!all.lost());
}

// A weight of 0 is as if its amount were absent.
BOOST_AUTO_TEST_CASE(amounts_without_weight_are_absent)
{
    auto const all = made_of({7, 3, 3}, {0, 1, 4});
    BOOST_TEST(all.ascending().size() == 2U);
    BOOST_TEST(all.equal());
    BOOST_TEST(all.above_mean(all.ascending()[0].amount).value() == 0);
}

BOOST_AUTO_TEST_CASE(no_amounts_have_no_sum)
{
    auto const all = made_of({0, 0}, {1, 2});
    BOOST_TEST(all.whole().value() == 0);
    BOOST_TEST(all.equal());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
