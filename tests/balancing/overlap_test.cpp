// SPDX-License-Identifier: BSL-1.0
#include <equipoise/balancing/overlap.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/uncertainty/bounds.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;

BOOST_AUTO_TEST_SUITE(balancing)
BOOST_AUTO_TEST_SUITE(overlap)

namespace {

// An economy that leans to C and a security that leans to R; illustrative shares, worked by hand:
// sum min = .02 + .14 + .10 + .03 = .29; sum p q = .0144 + .1092 + .017 + .0012 = .1418;
// sum p^2 = .5496, sum q^2 = .6386
auto const economy = eq::portfolio<char>{{{'C', 72.0}, {'R', 14.0}, {'T', 10.0}, {'O', 4.0}}};
auto const security = eq::portfolio<char>{{{'C', 2.0}, {'R', 78.0}, {'T', 17.0}, {'O', 3.0}}};

} // namespace

BOOST_AUTO_TEST_CASE(two_channels_by_hand)
{
    BOOST_TEST(eq::overlap(economy, security) == 0.29, tt::tolerance(1e-15));
    BOOST_TEST(eq::cosine_similarity(economy, security) == 0.1418 / std::sqrt(0.5496 * 0.6386), tt::tolerance(1e-15));
    auto const tilts = std::array{eq::tilt(economy, 'C', 'R'), eq::tilt(security, 'C', 'R')};
    // (.58/.86 - .76/.80) / 2
    BOOST_TEST(eq::net_tilt(tilts) == (58.0 / 86 - 0.95) / 2, tt::tolerance(1e-14));
    BOOST_TEST(eq::net_tilt(tilts, std::array{3, 1}) == (3 * 58.0 / 86 - 0.95) / 4, tt::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(the_same_and_nothing_in_common)
{
    BOOST_TEST(eq::overlap(economy, economy) == 1);
    BOOST_TEST(eq::cosine_similarity(economy, economy) == 1);
    auto const elsewhere = eq::portfolio<char>{{{'X', 1.0}}};
    BOOST_TEST(eq::overlap(economy, elsewhere) == 0);
    BOOST_TEST(eq::cosine_similarity(economy, elsewhere) == 0);
}

BOOST_AUTO_TEST_CASE(overlap_is_one_less_total_variation)
{
    auto random = std::mt19937{11};
    auto draw = std::uniform_real_distribution<>{0, 1};
    for (int trial = 0; trial < 200; ++trial) {
        auto p = std::vector<double>(static_cast<std::size_t>(1 + trial % 30));
        auto q = p;
        for (std::size_t i = 0; i < p.size(); ++i) {
            p[i] = draw(random);
            q[i] = draw(random) + 0.01;
        }
        BOOST_TEST(eq::overlap(p, q) + eq::total_variation(p, q) == 1, tt::tolerance(4e-16));
        BOOST_TEST(eq::overlap(p, q) == eq::overlap(q, p));
    }
}

BOOST_AUTO_TEST_CASE(undefined_and_refused)
{
    BOOST_TEST(eq::is_undefined(eq::overlap(economy, eq::portfolio<char>{})));
    BOOST_TEST(eq::is_undefined(eq::cosine_similarity(economy, eq::portfolio<char>{{{'C', 1.0}}, {.total = 2}})));
    BOOST_TEST(eq::is_undefined(eq::net_tilt(std::array{0.5, eq::undefined})));
    BOOST_CHECK_THROW((void)eq::net_tilt(std::array{0.5, 1.5}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::net_tilt(std::array{0.5, 0.5}, std::array{0, 0}), eq::invalid_parameter);
    BOOST_CHECK_THROW((void)eq::net_tilt(std::array{0.5, 0.5}, std::array{1}), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(the_net_of_interval_tilts)
{
    auto const tilts = std::array{eq::interval{0.5, 1}, eq::interval{-1, -0.5}};
    BOOST_TEST((eq::bound(eq::net_tilt, tilts, std::array{1, 1}) == eq::interval{-0.25, 0.25}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
