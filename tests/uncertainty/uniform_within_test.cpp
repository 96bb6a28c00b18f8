// SPDX-License-Identifier: BSL-1.0
#include "../support/amounts.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/philox.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/uncertainty/resample.hpp>
#include <equipoise/uncertainty/uniform_within.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
namespace tt = boost::test_tools;

using ranges_of = eq::interval_portfolio<int>;

constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t many = support::optimised ? 100'000 : 10'000;

auto drawn(ranges_of const& flows, eq::resampling const& how)
{
    return eq::resample(flows, eq::uniform_within{}, how, eq::exposure(1), eq::hhi);
}

std::string message_of_draws(ranges_of const& flows)
{
    return message_of<eq::invalid_parameter>([&] { (void)drawn(flows, {.draws = 2}); });
}

void check_mean(eq::distribution const& draws, double expected)
{
    auto const error = draws.sd() / std::sqrt(static_cast<double>(draws.draws().size()));
    BOOST_TEST(std::abs(draws.mean() - expected) <= 3 * error);
}

} // namespace

BOOST_AUTO_TEST_SUITE(uncertainty)
BOOST_AUTO_TEST_SUITE(uniform_within)

// Low + u (high - low) with the uniform numbers of key (seed, 5) and counter (draw, 0, 0, 0).
BOOST_AUTO_TEST_CASE(streams)
{
    auto const flows = ranges_of{{1, 50, 60}, {2, 20, 30}, {3, 10, 15}};
    auto const draws = drawn(flows, {.draws = 3, .seed = 8})[0].draws();
    for (std::size_t d = 0; d < 3; ++d) {
        auto const words = eq::detail::philox4x64{{8, 5}}({d, 0, 0, 0});
        auto const first = 50 + 10 * eq::detail::uniform_of(words[0]);
        auto const second = 20 + 10 * eq::detail::uniform_of(words[1]);
        auto const third = 10 + 5 * eq::detail::uniform_of(words[2]);
        BOOST_TEST(draws[d] == first / (first + second + third), tt::tolerance(1e-15));
    }
}

// The bounds of the specification for these ranges: HHI [145/361, 41/81], share of 1 [10/19, 2/3].
BOOST_AUTO_TEST_CASE(draws_lie_within_the_bounds)
{
    auto const [share, h] = drawn(ranges_of{{1, 50, 60}, {2, 20, 30}, {3, 10, 15}}, {.draws = many});
    BOOST_TEST(h.quantile(0) >= 145.0 / 361);
    BOOST_TEST(h.quantile(1) <= 41.0 / 81);
    BOOST_TEST(h.quantile(1) > .49); // and come near them
    BOOST_TEST(share.quantile(0) >= 10.0 / 19);
    BOOST_TEST(share.quantile(1) <= 2.0 / 3);
    BOOST_TEST(std::isnan(share.estimate()));
    BOOST_TEST(std::isnan(share.bias()));
    auto const point = drawn(ranges_of{{1, 60, 60}, {2, 40, 40}}, {.draws = 5});
    BOOST_TEST(point[0].quantile(0) == .6);
    BOOST_TEST(point[1].quantile(1) == .52, tt::tolerance(1e-15));
}

// x in [0, 1] and y = 1: E[x / (x + 1)] = 1 - ln 2.
BOOST_AUTO_TEST_CASE(mean_of_a_share)
{
    check_mean(drawn(ranges_of{{1, 0, 1}, {2, 1, 1}}, {.draws = many, .seed = 2})[0], 1 - std::log(2.0));
    // in units of 2^1000 the same draws
    auto const huge = drawn(ranges_of{{1, 0, 0x1p1000}, {2, 0x1p1000, 0x1p1000}}, {.draws = 9, .seed = 2})[0].draws();
    auto const usual = drawn(ranges_of{{1, 0, 1}, {2, 1, 1}}, {.draws = 9, .seed = 2})[0].draws();
    BOOST_TEST(huge == usual, tt::per_element());
}

// x in [0, 1], y = 1 and a total of at least 1.5.
BOOST_AUTO_TEST_CASE(a_total_narrows_the_draws)
{
    auto const cut = ranges_of{{{1, 0, 1}, {2, 1, 1}}, {.total = eq::interval{1.5, 2}}};
    // x is uniform in [.5, 1]: E[x / (x + 1)] = 1 - 2 ln(4/3)
    auto const share = drawn(cut, {.draws = many, .seed = 3})[0];
    check_mean(share, 1 - 2 * std::log(4.0 / 3));
    BOOST_TEST(share.quantile(0) >= 1.0 / 3);
    BOOST_TEST(share.undefined_draws() == 0U);
}

// A total of 10, of which the partner 1 has 4 to 6: the rest is not attributed. The HHI is s^2 to s^2 + (1 - s)^2.
BOOST_AUTO_TEST_CASE(what_is_not_listed)
{
    auto const part = ranges_of{{{1, 4, 6}}, eq::declared_range::of({.total = 10.0})};
    auto const [share, h] = drawn(part, {.draws = 200, .seed = 4});
    auto const third = eq::resample(part, eq::uniform_within{}, {.draws = 200, .seed = 4}, eq::exposure(3));
    auto const completed = drawn(part, {.draws = 200, .seed = 4, .hidden = 1})[1];
    for (std::size_t d = 0; d < 200; ++d) {
        auto const s = share.draws()[d];
        BOOST_TEST_REQUIRE(s >= .4);
        BOOST_TEST_REQUIRE(s <= .6);
        BOOST_TEST_REQUIRE(h.lows().draws()[d] == s * s, tt::tolerance(1e-14));
        BOOST_TEST_REQUIRE(h.highs().draws()[d] == s * s + (1 - s) * (1 - s), tt::tolerance(1e-14));
        BOOST_TEST_REQUIRE(completed.draws()[d] == h.highs().draws()[d], tt::tolerance(1e-14));
        BOOST_TEST_REQUIRE(third.highs().draws()[d] == 1 - s, tt::tolerance(1e-14));
    }
    BOOST_TEST(h.undefined_draws() == 200U);
    // without a total, from its own range: 4 of 4 + r, r in [0, 4], so that the mean of the share is ln 2
    auto const open = ranges_of{{{1, 4, 4}}, {.unlisted = {0, 4}}};
    check_mean(drawn(open, {.draws = many, .seed = 5})[0], std::log(2.0));
    // what the listed ones leave over of a total between 8 and 10, at least 5
    auto const least = ranges_of{{{1, 0, 6}}, {.total = eq::interval{8, 10}, .unlisted = {5, infinity}}};
    BOOST_TEST(drawn(least, {.draws = 500, .seed = 6})[0].quantile(1) <= .5);
}

BOOST_AUTO_TEST_CASE(nothing)
{
    BOOST_TEST(drawn(ranges_of{}, {.draws = 2})[1].why_undefined() == "there are no partners");
    BOOST_TEST(drawn(ranges_of{{1, 0, 0}}, {.draws = 2})[1].why_undefined() == "the total is zero");
}

BOOST_AUTO_TEST_CASE(errors)
{
    BOOST_TEST(message_of_draws(ranges_of{{1, 2, 3}, {7, 0, infinity}})
               == "uniform_within: the amount of 7 has no upper limit, so that no draw is uniform");
    BOOST_TEST(message_of_draws(ranges_of{{{1, 2, 3}}, {.unlisted = {0, infinity}}})
               == "uniform_within: the amount of the partners that are not listed has no upper limit, so that no draw "
                  "is uniform");
    BOOST_TEST(message_of_draws(ranges_of{{{1, 2, 3}}, {.total = eq::interval{2, infinity}}})
               == "uniform_within: the amount of the total has no upper limit, so that no draw is uniform");
    BOOST_TEST(message_of_draws(ranges_of{{{1, 0, 3}, {2, 0, 3}}, {.total = eq::interval{4, 4}}})
               == "uniform_within: total is [4, 4]; it must be a range that one in a thousand draws meets");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
