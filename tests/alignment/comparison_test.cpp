// SPDX-License-Identifier: BSL-1.0
#include <equipoise/alignment/comparison.hpp>

#include "../support/amounts.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::disagreement;
using eq::expectation;
using eq::alignment_detail::comparison;

constexpr auto unknown = std::numeric_limits<double>::quiet_NaN();

} // namespace

BOOST_AUTO_TEST_SUITE(alignment)
BOOST_AUTO_TEST_SUITE(comparison)

// Ties on a small scale of integers are counted; once halved they are listed. The same agreement, to the last bit.
BOOST_AUTO_TEST_CASE(counted_and_listed_alike)
{
    auto random = support::random{31};
    for (auto round = 0; round < 100; ++round) {
        auto whole = eq::alignment_detail::profile_pair{};
        auto halves = eq::alignment_detail::profile_pair{};
        auto weights = std::vector<double>{};
        for (auto i = 0; i < 60; ++i) {
            auto const a = random.below(9) == 0 ? unknown : static_cast<double>(random.below(5)) - 2;
            auto const b = random.below(9) == 0 ? unknown : static_cast<double>(random.below(5)) - 2;
            whole.first.push_back(a);
            whole.second.push_back(b);
            halves.first.push_back(a / 4);
            halves.second.push_back(b / 4);
            weights.push_back(static_cast<double>(random.below(100)));
        }
        for (auto const distance : {disagreement::absolute, disagreement::squared, disagreement::nominal}) {
            for (auto const expected : {expectation::own, expectation::pooled, expectation::half_widest}) {
                auto const how = ::comparison{"test", distance, expected, 4};
                auto const quarter = ::comparison{"test", distance, expected, 1};
                auto const counted = eq::alignment_detail::agreement_of(whole, weights, how);
                auto const listed = eq::alignment_detail::agreement_of(halves, weights, quarter);
                BOOST_TEST(counted.value == listed.value);
                BOOST_TEST(counted.joint == listed.joint);
                BOOST_TEST(eq::alignment_detail::agreement_of(whole, {}, how).value
                           == eq::alignment_detail::agreement_of(halves, {}, quarter).value);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_tie_by_its_place)
{
    auto const ties = eq::alignment_detail::profile_pair{{0, 1, unknown}, {0, 7, 9}};
    BOOST_TEST(eq::alignment_detail::place_of(ties, 1) == "tie 1 of the first profile");
    BOOST_TEST(eq::alignment_detail::place_of(ties, 9) == "tie 2 of the second profile");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
