// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/disagreement.hpp>

#include "../support/constant.hpp"
#include "../support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {

namespace eq = equipoise;
using eq::disagreement;
using eq::expectation;
using eq::alignment_detail::joint_ties;

template <class Ties = joint_ties>
constexpr double compare(disagreement distance, expectation expected)
{
    auto ties = Ties{};
    ties.add(0, 1, {2}); // twice
    ties.add(3, 3, {1});
    ties.add(1, 0, {1});
    return ties.compare(distance, expected, 3).value;
}

// Of the weight of 4, a has 2 on 0, 1 on 1, 1 on 3 and b has 1 on 0, 2 on 1, 1 on 3; Do = 3/4 by every distance.
// absolute: De = (2 (0 + 2 1 + 3) + 1 (1 + 0 + 2) + 1 (3 + 2 2 + 0)) / 16 = 20/16
SUPPORT_STATIC_ASSERT(compare(disagreement::absolute, expectation::own) == 8.0 / 20);
// squared: (2 (2 1 + 9) + (1 + 4) + (9 + 2 4)) / 16 = 44/16
SUPPORT_STATIC_ASSERT(compare(disagreement::squared, expectation::own) == 32.0 / 44);
// nominal: (2 3 + 1 2 + 1 3) / 16 = 11/16
SUPPORT_STATIC_ASSERT(compare(disagreement::nominal, expectation::own) == -1.0 / 11);
// pooled 3, 3, 2 of 8: (2 (3 3 1 + 3 2 3 + 3 2 2)) / 64 = 78/64, (2 (9 + 54 + 24)) / 64 = 174/64, (2 21) / 64
SUPPORT_STATIC_ASSERT(compare(disagreement::absolute, expectation::pooled) == 30.0 / 78);
SUPPORT_STATIC_ASSERT(compare(disagreement::squared, expectation::pooled) == 126.0 / 174);
SUPPORT_STATIC_ASSERT(compare(disagreement::nominal, expectation::pooled) == -6.0 / 42);
SUPPORT_STATIC_ASSERT(compare(disagreement::absolute, expectation::widest) == 3.0 / 4);
SUPPORT_STATIC_ASSERT(compare(disagreement::squared, expectation::widest) == 33.0 / 36);
SUPPORT_STATIC_ASSERT(compare(disagreement::nominal, expectation::widest) == 1.0 / 4);
SUPPORT_STATIC_ASSERT(compare(disagreement::absolute, expectation::half_widest) == 1.0 / 2);
SUPPORT_STATIC_ASSERT(compare(disagreement::squared, expectation::half_widest) == 30.0 / 36);
SUPPORT_STATIC_ASSERT(compare(disagreement::nominal, expectation::half_widest) == -1.0 / 2);

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(disagreement)

BOOST_AUTO_TEST_CASE(why_there_is_none)
{
    auto ties = joint_ties{};
    BOOST_TEST((ties.compare(::disagreement::absolute, expectation::widest, 3).why == eq::reason::nothing_in_common));
    ties.add(1, 2, {0});
    BOOST_TEST((ties.compare(::disagreement::absolute, expectation::widest, 3).why == eq::reason::no_weight));
    ties.add(2, 2, {5});
    for (auto const distance : {::disagreement::absolute, ::disagreement::squared, ::disagreement::nominal}) {
        BOOST_TEST((ties.compare(distance, expectation::own, 3).why == eq::reason::constant));
        BOOST_TEST((ties.compare(distance, expectation::pooled, 3).why == eq::reason::constant));
        BOOST_TEST(ties.compare(distance, expectation::half_widest, 3).value == 1);
    }
    ties.clear();
    BOOST_TEST((ties.compare(::disagreement::nominal, expectation::own, 0).why == eq::reason::nothing_in_common));
}

BOOST_AUTO_TEST_CASE(categories_are_counted_anew_after_clearing)
{
    auto ties = joint_ties{};
    ties.add(0, 1, {1});
    ties.add(1, 0, {1});
    BOOST_TEST(ties.compare(::disagreement::nominal, expectation::own, 0).value == -1);
    ties.clear();
    ties.add(0, 0, {1});
    ties.add(5, 5, {1});
    BOOST_TEST(ties.compare(::disagreement::nominal, expectation::own, 0).value == 1);
    BOOST_TEST(ties.compare(::disagreement::absolute, expectation::pooled, 0).value == 1);
}

// Where observed and expected disagreement are nearly equal, their difference keeps its digits.
BOOST_AUTO_TEST_CASE(agreement_near_zero)
{
    // W = 1e9 + 2, each side has 1 somewhere else: Do = 2/W, De = 2 (W - 1) / W^2, kappa = -1 / (W - 1)
    auto ties = joint_ties{};
    ties.add(0, 0, {1e9});
    ties.add(0, 1, {1});
    ties.add(1, 0, {1});
    for (auto const distance : {::disagreement::absolute, ::disagreement::squared, ::disagreement::nominal}) {
        BOOST_TEST(support::ulps(ties.compare(distance, expectation::own, 1).value, -1 / 1000000001.0) <= 1);
        // pi: De = 2 2 (2 W - 2) / (2 W)^2 = 2 (W - 1) / W^2 as well
        BOOST_TEST(support::ulps(ties.compare(distance, expectation::pooled, 1).value, -1 / 1000000001.0) <= 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
