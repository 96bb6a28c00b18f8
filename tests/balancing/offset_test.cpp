// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/balancing/offset.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <list>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

constexpr auto nothing = eq::undefined;

} // namespace

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(offset)

BOOST_AUTO_TEST_CASE(offset_is_how_far_tilts_cancel)
{
    BOOST_TEST(eq::offset(std::array{.5, -.5}) == 1);
    BOOST_TEST(eq::offset(std::array{.5, .25, 1.0}) == 0);
    BOOST_TEST(eq::offset(std::array{-.5, -.25}) == 0);
    BOOST_TEST(eq::offset(std::array{.75, -.25}) == .5); // 1 - .5 / 1
    BOOST_TEST(eq::offset(std::array{.75, -.25, 0.0}) == .5);
    BOOST_TEST(eq::offset(std::array{1.0, -1.0}, std::array{3, 1}) == .5);
    BOOST_TEST(eq::offset(std::array{1.0, -1.0}, std::array{3, 0}) == 0);
    BOOST_TEST(eq::offset(std::list<float>{.75F, -.25F}) == .5);
    BOOST_TEST(eq::offset(std::vector<int>{1, -1}) == 1);
    // 2 t / (1 + t) for t = 1e-20, which 1 - (1 - t) / (1 + t) loses
    BOOST_TEST(eq::offset(std::array{1.0, -1e-20}) == 2e-20, tt::tolerance(4e-16));
    BOOST_TEST(eq::offset(std::array{1e-300, -1e-300}) == 1);
}

BOOST_AUTO_TEST_CASE(offset_is_undefined_when_nothing_leans)
{
    BOOST_TEST(std::isnan(eq::offset(std::array{0.0, 0.0})));
    BOOST_TEST(std::isnan(eq::offset(std::array{.5, nothing})));
    BOOST_TEST(std::isnan(eq::offset(std::array{0.0, .5}, std::array{1, 0})), "what leans weighs nothing");
    BOOST_TEST(eq::offset.why_undefined(std::array{0.0, 0.0}) == "no channel leans to either pole");
    BOOST_TEST(eq::offset.why_undefined(std::array{.5, nothing}) == eq::words(eq::reason::unknown_part));
    BOOST_TEST(eq::offset.why_undefined(std::array{.5, 0.0}, std::array{1, 2}).empty());
    BOOST_TEST(eq::net_tilt.why_undefined(std::array{nothing}) == eq::words(eq::reason::unknown_part));
}

BOOST_AUTO_TEST_CASE(what_is_left_of_the_tilts)
{
    BOOST_TEST(eq::net_tilt(std::array{.75, -.25}) == .25);
    BOOST_TEST(eq::net_tilt(std::array{.75, -.25}, std::array{1, 3}) == 0); // (.75 - .75) / 4
    BOOST_TEST(eq::net_tilt(std::array{1.0, 1.0, 1.0}) == 1);
    BOOST_TEST(eq::net_tilt(std::array{-1.0, -1.0}, std::array{1e-300, 1e300}) == -1);
    BOOST_TEST(!std::signbit(eq::net_tilt(std::array{-.5, .5})));
    // (1 - (1 - 2^-53)) / 2
    BOOST_TEST(eq::net_tilt(std::array{1.0, -1 + 0x1p-53}) == 0x1p-54);
    BOOST_TEST(std::isnan(eq::net_tilt(std::array{.5, nothing})));
    auto const tilts = std::array{eq::interval{0.5, 1}, eq::interval{-1, -0.5}};
    BOOST_TEST((eq::net_tilt.bound(tilts, std::array{1, 1}) == eq::interval{-0.25, 0.25}));
}

BOOST_AUTO_TEST_CASE(impossible_tilts_and_weights_are_refused)
{
    auto const message = [](auto const& measure, auto const&... given) {
        return support::message_of<eq::invalid_parameter>([&] { (void)measure(given...); });
    };
    BOOST_TEST(message(eq::offset, std::array{.5, -1.5}) == "offset: tilt 1 is -1.5; it must be in [-1, 1]");
    BOOST_TEST(message(eq::net_tilt, std::array{1.25}) == "net_tilt: tilt 0 is 1.25; it must be in [-1, 1]");
    BOOST_TEST(message(eq::offset, std::array{nothing, 1.5}) == "offset: tilt 1 is 1.5; it must be in [-1, 1]");
    BOOST_TEST(message(eq::offset, std::array{.5, -.5}, std::array{1, -1})
               == "offset: weight 1 is -1; it must be finite and not negative");
    BOOST_TEST(message(eq::net_tilt, std::array{.5, -.5}, std::array{0, 0})
               == "net_tilt: sum of the weights is 0; it must be positive");
    BOOST_TEST(message(eq::net_tilt, std::array{.5, .5}, std::array{1})
               == "net_tilt: number of weights is 1; it must be that of the channels, 2");
    BOOST_TEST(message(eq::offset, std::vector<double>{}) == "offset: number of channels is 0; it must be at least 1");
}

BOOST_AUTO_TEST_CASE(an_offset_of_intervals)
{
    using tilts = std::array<eq::interval, 2>;
    auto const bound = [](tilts const& intervals) { return eq::offset.bound(intervals, std::array{1, 1}); };
    BOOST_TEST((bound({{{.75, .75}, {-.25, -.25}}}) == eq::interval{.5, .5}));
    BOOST_TEST((bound({{{.25, .75}, {-.25, -.25}}}) == eq::interval{.5, 1})); // cancelling at .25
    BOOST_TEST((bound({{{.75, 1}, {-.25, 1}}}) == eq::interval{0, .5}));
    BOOST_TEST((bound({{{0, 1}, {0, 1}}}) == eq::interval{0, 0}), "all lean one way, if they lean");
    BOOST_TEST((bound({{{-1, 0}, {-1, 0}}}) == eq::interval{0, 0}));
    BOOST_TEST((bound({{{-1, 1}, {-1, 1}}}) == eq::interval{0, 1}));
    BOOST_TEST(std::isnan(bound({{{0, 0}, {0, 0}}}).low));
    BOOST_TEST(std::isnan(bound({{{0, 0}, {0, 0}}}).high));
    BOOST_TEST(std::isnan(bound({{{.5, .5}, {nothing, nothing}}}).high));
    // a value only where every tilt has one
    auto const known = tilts{{{.75, .75}, {-.25, -.25}}};
    auto const open = tilts{{{0, 1}, {0, 1}}};
    BOOST_TEST(eq::offset(known) == .5);
    BOOST_TEST(eq::offset.why_undefined(known).empty());
    BOOST_TEST(std::isnan(eq::offset(open)));
    BOOST_TEST(eq::offset.why_undefined(open) == eq::words(eq::reason::unknown_part));
    BOOST_TEST(std::isnan(eq::net_tilt(open)));
    BOOST_TEST(eq::net_tilt(known) == .25);

    auto random = support::random{51};
    for (auto round = 0; round < 3000; ++round) {
        auto intervals = std::array<eq::interval, 3>{};
        auto weights = std::array<double, 3>{};
        auto inside = std::array<double, 3>{};
        for (std::size_t i = 0; i < 3; ++i) {
            auto const a = 2 * random.unit() - 1;
            auto const b = random.below(3) == 0 ? 0.0 : 2 * random.unit() - 1;
            intervals[i] = {std::min(a, b), std::max(a, b)};
            weights[i] = random.unit() + .01;
            inside[i] = intervals[i].low + random.unit() * intervals[i].width();
        }
        auto const bounds = eq::offset.bound(intervals, weights);
        auto const value = eq::offset(inside, weights);
        auto const net = eq::net_tilt.bound(intervals, weights);
        BOOST_TEST_REQUIRE(eq::net_tilt(inside, weights) >= net.low - 1e-15);
        BOOST_TEST_REQUIRE(eq::net_tilt(inside, weights) <= net.high + 1e-15);
        BOOST_TEST_REQUIRE(value >= bounds.low - 1e-14);
        BOOST_TEST_REQUIRE(value <= bounds.high + 1e-14);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
