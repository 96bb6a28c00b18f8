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
        auto whole = eq::alignment_detail::checked_profiles{};
        auto halves = eq::alignment_detail::checked_profiles{};
        for (auto i = 0; i < 60; ++i) {
            auto const a = random.below(9) == 0 ? unknown : static_cast<double>(random.below(5)) - 2;
            auto const b = random.below(9) == 0 ? unknown : static_cast<double>(random.below(5)) - 2;
            whole.ties.first.push_back(a);
            whole.ties.second.push_back(b);
            halves.ties.first.push_back(a / 4);
            halves.ties.second.push_back(b / 4);
            whole.weights.push_back(static_cast<double>(random.below(100)));
        }
        halves.weights = whole.weights;
        for (auto* profiles : {&whole, &halves}) {
            profiles->range.add(profiles->ties.first);
            profiles->range.add(profiles->ties.second);
        }
        auto whole_without_weights = whole;
        auto halves_without_weights = halves;
        whole_without_weights.weights.clear();
        halves_without_weights.weights.clear();
        for (auto const distance : {disagreement::absolute, disagreement::squared, disagreement::nominal}) {
            for (auto const expected : {expectation::own, expectation::pooled, expectation::half_widest}) {
                auto const by = ::comparison{"test", distance, expected, 4};
                auto const quarter = ::comparison{"test", distance, expected, 1};
                auto const counted = eq::alignment_detail::agreement_of(whole, by);
                auto const listed = eq::alignment_detail::agreement_of(halves, quarter);
                BOOST_TEST(counted.value == listed.value);
                BOOST_TEST(counted.joint == listed.joint);
                BOOST_TEST(eq::alignment_detail::agreement_of(whole_without_weights, by).value
                           == eq::alignment_detail::agreement_of(halves_without_weights, quarter).value);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
