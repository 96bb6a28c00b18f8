// SPDX-License-Identifier: BSL-1.0
#include "../../support/amounts.hpp"

#include <equipoise/uncertainty/detail/cut_top_share.hpp>
#include <equipoise/uncertainty/detail/top_shares.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <vector>

namespace {

namespace eq = equipoise;
namespace ud = eq::uncertainty_detail;
namespace tt = boost::test_tools;
using amounts = std::vector<double>;

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(top_shares)

BOOST_AUTO_TEST_CASE(are_greatest_for_the_partners_that_the_ratio_chooses)
{
    auto const box = ud::amount_box::of(amounts{50, 20, 10}, amounts{60, 30, 15}, {});
    BOOST_TEST((ud::most_top_share{box, 1}.find().share) == 2.0 / 3, tt::tolerance(1e-15));
    BOOST_TEST((ud::most_top_share{box, 2}.find().share) == .9, tt::tolerance(1e-15));
    BOOST_TEST((ud::most_top_share{box, 3}.find().share) == 1);
    // 10 of 10 + 9 + 0, although another has 11 at most: 11 of 11 + 9 + 9
    auto const other = ud::amount_box::of(amounts{9, 0, 9}, amounts{10, 11, 9}, {});
    auto const found = ud::most_top_share{other, 1}.find();
    BOOST_TEST(found.share == 10.0 / 19, tt::tolerance(1e-15));
    BOOST_TEST(found.amounts == (amounts{10, 0, 9}));
    BOOST_TEST(found.at_most == found.share);
}

BOOST_AUTO_TEST_CASE(have_an_envelope_that_no_shares_exceed)
{
    auto random = support::random{61};
    for (auto round = 0; round < 100; ++round) {
        auto lows = amounts{};
        auto highs = amounts{};
        for (auto i = 0; i < 6; ++i) {
            lows.push_back(1 + static_cast<double>(random.below(20)));
            highs.push_back(lows.back() + static_cast<double>(random.below(20)));
        }
        auto const box = ud::amount_box::of(lows, highs, {});
        auto found = std::vector<ud::top_share>{};
        auto const envelope = ud::envelope_of_shares(box, found);
        BOOST_TEST(envelope.size() == 6U);
        BOOST_TEST(std::is_sorted(envelope.rbegin(), envelope.rend()));
        for (auto attempt = 0; attempt < 20; ++attempt) {
            auto point = amounts{};
            for (std::size_t i = 0; i < lows.size(); ++i) {
                point.push_back(lows[i] + random.unit() * (highs[i] - lows[i]));
            }
            std::sort(point.begin(), point.end(), std::greater{});
            auto const whole = std::accumulate(point.begin(), point.end(), 0.0);
            auto top = 0.0;
            auto most = 0.0;
            for (std::size_t k = 0; k < point.size(); ++k) {
                top += point[k] / whole;
                most += envelope[k];
                BOOST_TEST(top <= most + 1e-14);
            }
        }
    }
}

// A share of two partners needs high ends for its amounts, and low ends of the others that leave them room.
BOOST_AUTO_TEST_CASE(are_exact_where_a_total_is_given)
{
    auto random = support::random{62};
    for (auto round = 0; round < 200; ++round) {
        auto lows = amounts{};
        auto highs = amounts{};
        for (auto i = 0; i < 5; ++i) {
            lows.push_back(static_cast<double>(random.below(10)));
            highs.push_back(lows.back() + 1 + static_cast<double>(random.below(10)));
        }
        auto const least = std::accumulate(lows.begin(), lows.end(), 0.0);
        auto const most = std::accumulate(highs.begin(), highs.end(), 0.0);
        auto const total = least + random.unit() * (most - least);
        auto expected = 0.0; // of two partners: the least of three shares
        for (std::size_t i = 0; i < 5; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                auto const high = highs[i] + highs[j];
                auto const rest = least - lows[i] - lows[j];
                expected = std::max(expected, std::min(high / total, 1 - rest / total));
            }
        }
        auto const box = ud::amount_box::of(lows, highs, {.total = eq::interval{total, total}});
        auto nodes = std::size_t{0};
        auto const first = ud::most_top_share{box, 2}.find();
        BOOST_TEST(first.at_most >= expected - 1e-14);
        auto const found = ud::cut_top_share{box, 2, first}.run(10'000, nodes);
        BOOST_TEST(found.share == std::min(1.0, expected), tt::tolerance(1e-13));
        BOOST_TEST(found.at_most == found.share);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
