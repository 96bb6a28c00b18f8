// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/offset.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/comparison/overlap.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using flows_of = eq::portfolio<std::string>;

// A state whose economy leans on one pole and whose security on the other; the figures only illustrate.
auto const economy = flows_of{{"CHN", .72}, {"RUS", .14}, {"third", .10}, {"other", .04}};
auto const security = flows_of{{"CHN", .02}, {"RUS", .78}, {"third", .17}, {"other", .03}};
auto const both = std::vector{economy, security};

auto const gain_of = [](std::vector<std::vector<double>> const& rows, auto const&... weights) {
    auto channels = std::vector<eq::portfolio<std::size_t>>{};
    for (auto const& row : rows) {
        auto partners = std::vector<eq::partner<std::size_t>>{};
        for (std::size_t i = 0; i < row.size(); ++i) {
            partners.push_back({i, row[i]});
        }
        channels.emplace_back(partners);
    }
    return eq::balancing_gain(channels, weights...);
};

template <class Weights>
std::string complaint(Weights const& weights)
{
    auto const by_offset =
        support::message_of<eq::invalid_parameter>([&] { (void)eq::offset(std::array{.5, -.5}, weights); });
    auto const by_gain = support::message_of<eq::invalid_parameter>([&] { (void)eq::balancing_gain(both, weights); });
    BOOST_TEST(by_gain == "balancing_gain" + by_offset.substr(by_offset.find(':')));
    return by_offset;
}

constexpr auto nothing = eq::undefined;
constexpr auto infinite = std::numeric_limits<double>::infinity();

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(channels)

BOOST_AUTO_TEST_CASE(the_worked_example)
{
    auto const tilts = std::array{eq::tilt(economy, "CHN", "RUS"), eq::tilt(security, "CHN", "RUS")};
    BOOST_TEST(tilts[0] == .58 / .86, tt::tolerance(4e-16));
    BOOST_TEST(tilts[1] == -.95, tt::tolerance(4e-16));
    // 2 (58/86) / (58/86 + 95/100) = 11600 / 13970
    BOOST_TEST(eq::offset(tilts) == 11600.0 / 13970, tt::tolerance(1e-15));
    // (.5496 + .6386) / 2 - .36795
    BOOST_TEST(eq::balancing_gain(both) == .22615, tt::tolerance(1e-15));
    BOOST_TEST(eq::cross_concentration(economy, security) == .1418, tt::tolerance(4e-16));
}

BOOST_AUTO_TEST_CASE(weights_count_by_their_proportions)
{
    auto const tilts = std::array{1.0, -.5};
    auto const expected = eq::offset(tilts, std::array{1.0, 3.0});
    for (auto const unit : {5e-324, 1e-300, 1e300, 5e307}) {
        BOOST_TEST(eq::offset(tilts, std::array{unit, 3 * unit}) == expected, tt::tolerance(4e-16));
        BOOST_TEST(eq::balancing_gain(both, std::array{unit, 3 * unit})
                       == eq::balancing_gain(both, std::array{1.0, 3.0}),
                   tt::tolerance(4e-16));
    }
    BOOST_TEST(eq::offset(tilts, std::array{1e4000L, 3e4000L}) == expected, tt::tolerance(4e-16));
    BOOST_TEST(eq::offset(tilts, std::array{support::money{1}, support::money{3}}) == expected, tt::tolerance(4e-16));
}

BOOST_AUTO_TEST_CASE(impossible_weights_are_refused)
{
    BOOST_TEST(complaint(std::array{1.0, -1.0}) == "offset: weight 1 is -1; it must be finite and not negative");
    BOOST_TEST(complaint(std::array{infinite, 1.0}) == "offset: weight 0 is inf; it must be finite and not negative");
    BOOST_TEST(complaint(std::array{nothing, 1.0}) == "offset: weight 0 is nan; it must be finite and not negative");
    BOOST_TEST(complaint(std::array{1.0}) == "offset: number of weights is 1; it must be that of the channels, 2");
    BOOST_TEST(complaint(std::array{1, 2, 3}) == "offset: number of weights is 3; it must be that of the channels, 2");
    BOOST_TEST(complaint(std::array{0.0, 0.0}) == "offset: sum of the weights is 0; it must be positive");
    BOOST_TEST(support::message_of<eq::invalid_parameter>([] { (void)eq::balancing_gain(std::vector<flows_of>{}); })
               == "balancing_gain: number of channels is 0; it must be at least 1");
}

BOOST_AUTO_TEST_CASE(balancing_gain_is_what_spreading_gains)
{
    BOOST_TEST(gain_of({{1, 0}, {0, 1}}) == .5);                                     // 1 - 2 / 4, all there is to gain
    BOOST_TEST(gain_of({{1, 0}, {0, 1}}, std::array{3, 1}) == .375);                 // 1 - 10 / 16
    BOOST_TEST(gain_of({{1, 3}, {3, 1}}) == .125);                                   // (10/16 + 10/16) / 2 - 1/2
    BOOST_TEST(gain_of({{1, 3}, {3, 1}, {2, 2}}) == 1.0 / 12, tt::tolerance(4e-16)); // (10/16 + 10/16 + 8/16)/3 - 1/2
    BOOST_TEST(gain_of({{1, 3}}) == 0);
    BOOST_TEST(gain_of({{1, 3}, {5, 5}}, std::array{1, 0}) == 0);
    BOOST_TEST(gain_of({{1, 0}, {0, 1}}, std::array{1.0, 1e-20}) == 2e-20, tt::tolerance(4e-16));
}

BOOST_AUTO_TEST_CASE(the_same_profile_gains_nothing_at_all)
{
    for (auto const count : {2U, 3U, 7U, 10U}) {
        BOOST_TEST(gain_of(std::vector(count, std::vector{.1, .2, .7})) == 0);
        // the same profile in another unit, the power of two of which leaves no rounding
        BOOST_TEST(gain_of({{.1, .2, .7}, {.8, 1.6, 5.6}}) == 0);
    }
    // p - q = (2t, -2t), and a quarter of its square
    for (auto const t : {0x1p-10, 0x1p-20, 0x1p-40, 0x1p-50}) {
        BOOST_TEST(gain_of({{.5 + t, .5 - t}, {.5 - t, .5 + t}}) == 2 * t * t, tt::tolerance(1e-15));
    }
}

BOOST_AUTO_TEST_CASE(gain_equals_its_other_form)
{
    auto random = support::random{52};
    for (auto round = 0; round < 500; ++round) {
        auto const count = 2 + random.below(4);
        auto rows = std::vector(count, std::vector<double>(5));
        auto weights = std::vector<double>(count);
        auto sum = 0.0;
        for (std::size_t d = 0; d < count; ++d) {
            for (auto& amount : rows[d]) {
                amount = random.below(4) == 0 ? 0 : random.unit();
            }
            rows[d][0] += .01;
            weights[d] = random.unit() + .01;
            sum += weights[d];
        }
        auto concentration = 0.0;
        auto mixture = std::vector<double>(5);
        for (std::size_t d = 0; d < count; ++d) {
            auto total = 0.0;
            for (auto const amount : rows[d]) {
                total += amount;
            }
            for (std::size_t j = 0; j < 5; ++j) {
                auto const share = rows[d][j] / total;
                concentration += weights[d] / sum * share * share;
                mixture[j] += weights[d] / sum * share;
            }
        }
        for (auto const share : mixture) {
            concentration -= share * share;
        }
        BOOST_TEST_REQUIRE(std::abs(gain_of(rows, weights) - concentration) <= 1e-14);
    }
}

BOOST_AUTO_TEST_CASE(gain_is_undefined_where_a_channel_is)
{
    auto const empty = std::vector{economy, flows_of{}};
    auto const partly = std::vector{economy, flows_of({{"CHN", 1.0}}, {.total = 2.0})};
    auto const even = std::array{1, 1};
    BOOST_TEST(std::isnan(eq::balancing_gain(empty)));
    BOOST_TEST(std::isnan(eq::balancing_gain(partly)));
    BOOST_TEST(eq::balancing_gain.why_undefined(empty) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::balancing_gain.why_undefined(partly, even) == eq::words(eq::reason::unattributed));
    BOOST_TEST(eq::balancing_gain.why_undefined(both).empty());
    BOOST_TEST(std::isnan(eq::balancing_gain.bound(empty, even).low));
    auto const bounds = eq::balancing_gain.bound(both, even);
    BOOST_TEST(bounds.low == eq::balancing_gain(both));
    BOOST_TEST(bounds.high == bounds.low);
    // p = (1, 0) and q = (.5, ?), in which the hidden .5 is with the same partner or with another one
    auto const one = flows_of{{"CHN", 1.0}};
    auto const other = flows_of({{"CHN", 1.0}}, {.total = 2.0});
    auto const half = eq::balancing_gain.bound(std::array{one, other}, even);
    BOOST_TEST(half.low == .0625);
    BOOST_TEST(half.high == .125);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
